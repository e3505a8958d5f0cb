// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/objects/PackFile.h"

#include <QSet>

#include <list>
#include <mutex>
#include <shared_mutex>

namespace casebook {

class ColdLocator;

/// The packs of one study folder, and those of its other places.
class FileObjectStore final : public ObjectStore {
public:
    /// @param elsewhere  asked for a pack that is not in the folder; null: there is no other place
    FileObjectStore(FileSystem& files, QString folder, const KeyRing& keys, bool readOnly,
                    std::unique_ptr<ColdLocator> elsewhere = nullptr);
    ~FileObjectStore() override;

    [[nodiscard]] Result<PackRef> put(const QList<QByteArray>& parts,
                                      const QList<QByteArray>& sha256) override;
    [[nodiscard]] Result<std::unique_ptr<PackWriter>> begin(const QList<PartPlan>& parts) override;
    [[nodiscard]] Result<std::shared_ptr<const Pack>> open(const PackId& pack) override;
    [[nodiscard]] Result<QList<PackDirectoryEntry>> directory(const PackId& pack) override;
    [[nodiscard]] QByteArray dedupKey(const QByteArray& sha256) const override;
    [[nodiscard]] QList<std::int64_t> awayPlaces() override;

    /// Makes "o" with its 256 folders and "t".
    [[nodiscard]] static Result<> makeFolders(FileSystem& files, const QString& folder);
    /// All pack files that are there. Names that are no pack's are in `strangers`, as paths within the folder.
    [[nodiscard]] static QList<PackId> packsOnDisk(const QString& folder, QStringList& strangers);
    [[nodiscard]] static QStringList temporaries(const QString& folder); ///< paths within the folder

    /// Written by this store: its row may be still to come.
    [[nodiscard]] bool isOfThisSession(const PackId& pack) const;

    void close(); ///< forgets keys; later calls give "locked". Packs already open keep theirs until they go.

private:
    [[nodiscard]] Result<> usable(bool writes) const;
    [[nodiscard]] Result<std::shared_ptr<const PackFile>> openIn(const QString& folder, const PackId& pack);
    [[nodiscard]] Result<std::shared_ptr<const PackFile>> openFile(const PackId& pack);
    [[nodiscard]] std::shared_ptr<const PackFile> recent(const PackId& pack);
    FileSystem& files_;
    QString folder_;
    const KeyRing* keys_;
    bool readOnly_;
    std::unique_ptr<ColdLocator> elsewhere_;
    mutable std::mutex mutex_; ///< guards the list of open packs, the packs begun and keys_
    std::shared_mutex
        inUse_; ///< held while a key is used: a disk that is slow to answer holds up nobody else
    std::list<std::pair<QByteArray, std::shared_ptr<const PackFile>>> recent_;
    QSet<QByteArray> begun_;
};

} // namespace casebook
