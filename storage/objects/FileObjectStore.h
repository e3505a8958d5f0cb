// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/objects/PackFile.h"

#include <QSet>

#include <list>
#include <mutex>

namespace casebook {

class WriteTransaction;

/// The packs of one study folder.
class FileObjectStore final : public ObjectStore {
public:
    FileObjectStore(FileSystem& files, QString folder, const KeyRing& keys, bool readOnly);

    [[nodiscard]] Result<PackRef> put(const QList<QByteArray>& parts,
                                      const QList<QByteArray>& sha256) override;
    [[nodiscard]] Result<std::unique_ptr<PackWriter>> begin(const QList<PartPlan>& parts) override;
    [[nodiscard]] Result<std::shared_ptr<const Pack>> open(const PackId& pack) override;
    [[nodiscard]] Result<QList<PackDirectoryEntry>> directory(const PackId& pack) override;
    [[nodiscard]] QByteArray dedupKey(const QByteArray& sha256) const override;

    /// Makes "o" with its 256 folders and "t".
    [[nodiscard]] static Result<> makeFolders(FileSystem& files, const QString& folder);
    /// All pack files that are there. Names that are no pack's are in `strangers`, as paths within the folder.
    [[nodiscard]] static QList<PackId> packsOnDisk(const QString& folder, QStringList& strangers);
    [[nodiscard]] static QStringList temporaries(const QString& folder); ///< paths within the folder

    void close(); ///< forgets keys; later calls give "locked". Packs already open keep theirs until they go.

private:
    [[nodiscard]] Result<> usable(bool writes) const;
    FileSystem& files_;
    QString folder_;
    const KeyRing* keys_;
    bool readOnly_;
    mutable std::mutex mutex_; ///< guards the list of open packs and keys_
    std::list<std::pair<QByteArray, std::shared_ptr<const PackFile>>> recent_;
};

} // namespace casebook
