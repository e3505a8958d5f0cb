// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/values/Job.h"
#include "storage/vault/ColdPlaces.h"
#include "storage/vault/VerifyReport.h"

#include <mutex>

namespace casebook {

class Database;

/// One place and what of the study lies there.
struct ColdPlaceState {
    ColdPlace place;
    bool connected = false;
    std::int64_t freeBytes = -1; ///< on its disk; below 0 unknown
    int packs = 0;
    std::int64_t bytes = 0;
    int waiting = 0; ///< removed packs whose files go when the place is connected and the study is compacted
};

/// What lies where.
struct ColdOverview {
    QList<ColdPlaceState> places;
    int packs = 0; ///< in the folder of the study
    std::int64_t bytes = 0;
    std::int64_t freeBytes = -1; ///< on the disk of the study
};

/// What a move to a place, or back, did.
struct ColdReport {
    int packs = 0;
    std::int64_t bytes = 0;
    int left = 0; ///< of the packs asked for; more than 0 only where it stopped, or with `away`, `damage`
    QString place; ///< folder that was chosen; empty for a way back from several places
    QList<AwayPacks> away; ///< not brought back: their disk is not connected
    QList<Damage> damage; ///< stay where they are, as their file is not what was written, or can't be read
    int leftOver = 0; ///< first copies that could not be removed: they use space until the next move or `compact`
    std::optional<Error> stopped; ///< why it ended early; what was done till then stands
};

/// Moves packs between the folder of the study and its places. A pack is copied, made durable and read back before its
/// row says so, and only then its first copy is removed: after a kill each pack is readable where its row says, and
/// what is left over goes at the next move or `compact`. One audit row a move. Checks no rights.
/// Errors: those of FileSystem; System "disk-full"; Refused "pack-away", "cold-inside-study", "no-such-folder",
/// "no-cold-place"; Cancelled "cancelled". Any thread but the GUI's; blocks.
class ColdStore {
public:
    struct Study {
        QString folder;
        QByteArray id;
        FileSystem& files;
        const KeyRing& keys;
        Database& database;
        std::mutex& maintenance; ///< of the vault: no backup and no compact meanwhile
    };
    explicit ColdStore(Study study);

    [[nodiscard]] Result<ColdOverview> overview() const;
    /// To the place in `folder`, which is made where there is none yet; the folder itself must be there.
    [[nodiscard]] Result<ColdReport> move(const QList<PackId>& packs, const QString& folder,
                                          const QString& reason, const Job& job);
    [[nodiscard]] Result<ColdReport> bringBack(const QList<PackId>& packs, const QString& reason,
                                               const Job& job);
    /// The places that are found in `folder` are there from now on. @return how many these are.
    [[nodiscard]] Result<int> point(const QString& folder);

    /// Removes what kills and removed packs left, in the study and at the places that are connected.
    /// @return files removed. The caller holds `maintenance`.
    [[nodiscard]] Result<int> clean(const Job& job);

private:
    struct Item;
    struct Way;
    [[nodiscard]] Result<QList<ColdPlace>> places() const;
    [[nodiscard]] Result<QSet<QByteArray>> borrowed() const; ///< see coldPlaces::borrowed
    [[nodiscard]] bool isConnected(const ColdPlace& place) const;
    [[nodiscard]] Result<ColdPlace> placeIn(const QString& folder);
    [[nodiscard]] Result<int> pointTo(const QString& folder);
    [[nodiscard]] Result<QList<Item>> items(const QList<PackId>& packs) const;
    [[nodiscard]] Result<ColdReport> carry(const QList<Item>& items, const Way& way, const QString& reason,
                                           const Job& job);
    [[nodiscard]] Result<QByteArray> copyOne(const Item& item, const Way& way, const Job& job,
                                             const std::function<void(std::int64_t)>& progress);
    [[nodiscard]] Result<QSet<QByteArray>> commit(const QList<Item>& done, const Way& way,
                                                  const QString& reason);
    [[nodiscard]] bool isWhole(const QString& path, const Item& item, const Job& job) const;
    [[nodiscard]] int cleanPlace(const ColdPlace& place, const QHash<QByteArray, Item>& known,
                                 const Job& job);
    [[nodiscard]] int cleanStudy(const QList<ColdPlace>& connected, const QHash<QByteArray, Item>& known,
                                 const Job& job);
    Study in_;
};

} // namespace casebook
