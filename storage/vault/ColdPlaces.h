// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/database/SqlCipher.h"
#include "storage/objects/ObjectStore.h"
#include "storage/vault/FileSystem.h"
#include "storage/vault/KeyRing.h"

#include <QList>
#include <QSet>

#include <memory>
#include <mutex>
#include <optional>

namespace casebook {

class WriteTransaction;

/// A folder on another disk where packs of the study lie. Layout in docs/formats/vault.md.
struct ColdPlace {
    std::int64_t row = 0; ///< of `cold_place`
    QByteArray id;        ///< 16 random bytes
    QString path;         ///< the folder that a person chose; other things may be in it
    /// Of this place alone: "o" and "t" as in a study, and the mark by which the study knows it again.
    [[nodiscard]] QString folder() const;
};

namespace coldPlaces {

/// None in a study that is older than schema 9.
[[nodiscard]] Result<QList<ColdPlace>> all(Connection& connection);
/// Column of `pack` that says where it lies, for a SELECT: "place", or "NULL" in a study older than schema 9.
[[nodiscard]] Result<QByteArray> column(Connection& connection);

/// Places (their random names) that belong to the study that this one was restored from: read here, never cleaned up.
[[nodiscard]] Result<QSet<QByteArray>> borrowed(Connection& connection);
/// All places that the study names now are borrowed. Needs an audit row in the same transaction.
[[nodiscard]] Result<> borrowAll(WriteTransaction& tx);

/// Whether the place is there. The mount point of a disk that is not connected is a folder too, but without the mark,
/// which only a holder of the study's key can make.
[[nodiscard]] bool isConnected(FileSystem& files, const ColdPlace& place, const QByteArray& studyId,
                               const KeyRing& keys);
/// Makes the place's folders and its mark, durable. The folder that was chosen must be there.
[[nodiscard]] Result<> make(FileSystem& files, const ColdPlace& place, const QByteArray& studyId,
                            const KeyRing& keys);

/// Refused "pack-away" (object = the folder that was chosen).
[[nodiscard]] tl::unexpected<Error> away(const ColdPlace& place);

} // namespace coldPlaces

/// Finds packs that are not in the study folder, by a connection of its own: packs are opened in the middle of reads,
/// which may hold all connections of the database. Any thread.
class ColdLocator {
public:
    ColdLocator(DatabaseFile file, sqlcipher::Mode mode, FileSystem& files, const KeyRing& keys,
                QByteArray studyId);

    /// Where the pack's row says it lies; nothing where that is the study.
    [[nodiscard]] Result<std::optional<ColdPlace>> find(const PackId& pack);
    [[nodiscard]] bool isConnected(const ColdPlace& place) const;
    /// Rows of the places that are not connected now.
    [[nodiscard]] QList<std::int64_t> away();
    void close(); ///< before the key goes

private:
    [[nodiscard]] Result<ReadConnection*> connection();
    DatabaseFile file_;
    sqlcipher::Mode mode_;
    FileSystem& files_;
    const KeyRing& keys_;
    QByteArray studyId_;
    std::mutex mutex_; ///< guards the two below
    std::unique_ptr<ReadConnection> connection_;
    bool closed_ = false;
};

} // namespace casebook
