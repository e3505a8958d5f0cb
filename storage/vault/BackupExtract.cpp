// SPDX-License-Identifier: GPL-3.0-or-later
//
// What is taken out of a backup folder: a snapshot for a restore, and packs that a check found rotten.
#include "storage/vault/Backup.h"
#include "storage/vault/BackupFolder.h"
#include "storage/vault/FileCopy.h"
#include "storage/vault/HeaderStore.h"
#include "storage/vault/StudyLock.h"

#include <QHash>

#include <algorithm>

namespace casebook::backupFolder {

namespace {

/// Both copies are the same bytes.
Result<QByteArray> soundHeader(FileSystem& files, const QString& snapshot, const QByteArray& hash) {
    for (const QString& name : {HeaderStore::mainName(), HeaderStore::copyName()}) {
        auto header = files.readAll(below(snapshot, name), Header::maxLength);
        if (header && sha256Of(*header) == hash)
            return header;
    }
    return damagedBackup(QStringLiteral("header"));
}

/// A pack on its way into the study: its own file in the backup, or the one that was put aside.
class Taking {
public:
    Taking(FileSystem& files, const QString& folder, const QString& study, PackId pack, const Job& job)
        : files_(files), pack_(std::move(pack)), job_(job), to_(below(study, pack_.path())),
          temporary_(below(study, QStringLiteral("t/") + QString::fromLatin1(pack_.hex()))),
          sources_{below(folder, pack_.path()), asidePath(folder, pack_)} {}

    /// @return empty: it came as the hash says; else what is wrong with it, "hash" where it came all the same
    Result<QByteArray> take(const QByteArray& hash, const CopyProgress& progress) {
        QByteArray first;
        QStringList rotten;
        for (const QString& from : sources_) {
            const auto fault = copy(from, hash, first.isEmpty() ? progress : CopyProgress());
            if (!fault || fault->isEmpty())
                return fault;
            if (*fault == "hash")
                rotten.append(from);
            if (first.isEmpty())
                first = *fault;
        }
        const auto rest = takeAsItIs(rotten);
        return rest && !*rest ? Result<QByteArray>(first) : rest.map([](bool) { return QByteArray("hash"); });
    }

    /// One that was damaged when the snapshot was made; its hash is not known. @return as take()
    Result<QByteArray> takeDamaged() {
        const auto came = takeAsItIs(sources_);
        return came.map([](bool is) { return QByteArray(is ? "hash" : "not-in-backup"); });
    }

private:
    /// A pack holds thousands of images, and each of its chunks proves itself.
    Result<bool> takeAsItIs(const QStringList& from) {
        for (const QString& path : from) {
            const auto fault = copy(path, {}, {});
            if (!fault)
                return tl::unexpected(fault.error());
            if (fault->isEmpty())
                return true;
        }
        return false;
    }

    /// @return the fault of the source, empty where it was copied
    Result<QByteArray> copy(const QString& from, const QByteArray& hash, const CopyProgress& progress) {
        const auto copied = copyFile(files_, from, temporary_, to_, hash, job_, progress);
        if (copied)
            return QByteArray();
        const QByteArray fault = faultOfSource(copied.error(), from);
        return fault.isEmpty() ? Result<QByteArray>(tl::unexpected(copied.error())) : fault;
    }

    FileSystem& files_;
    PackId pack_;
    const Job& job_;
    QString to_;
    QString temporary_;
    QStringList sources_;
};

Result<> extractPacks(const QString& folder, const BackupManifest& manifest, const QString& study,
                      FileSystem& files, const Job& job, const CopyProgress& progress,
                      RestoreReport& report) {
    const auto tell = [&](const PackId& pack, const QByteArray& fault) {
        report.damage.append({Damage::Kind::Object, pack.path(), QString::fromLatin1(pack.hex()), fault});
    };
    for (const auto& pack : manifest.packs) {
        const auto fault = Taking(files, folder, study, pack.id, job).take(pack.fileHash, progress);
        if (!fault)
            return tl::unexpected(fault.error());
        if (!fault->isEmpty()) {
            tell(pack.id, *fault);
            continue;
        }
        ++report.packs;
        report.packsBack.append(pack.id);
        report.bytes += pack.fileLength;
    }
    for (const PackId& pack : manifest.damagedPacks) {
        const auto fault = Taking(files, folder, study, pack, job).takeDamaged();
        if (!fault)
            return tl::unexpected(fault.error());
        tell(pack, *fault);
    }
    return {};
}

/// Reading fails in this very file: not a stop, not a file that can't be opened now.
bool isUnreadable(const Error& error, const QString& path) {
    return error.code == "io-error" && error.object == path &&
           error.args.value(0) == QLatin1StringView("read");
}

} // namespace

Result<RestoreReport> extract(const QString& folder, const QString& snapshot, const BackupManifest& manifest,
                              const QString& study, FileSystem& files, const Job& job) {
    RestoreReport report;
    report.snapshot = snapshot;
    const QString from = snapshotPath(folder, snapshot);
    const auto header = soundHeader(files, from, manifest.headerHash);
    if (!header)
        return tl::unexpected(header.error());
    std::int64_t total = manifest.databaseLength, done = 0;
    for (const auto& pack : manifest.packs)
        total += pack.fileLength;
    const auto progress = [&](std::int64_t bytes) { job.report(done += bytes, total); };
    const QString databaseFrom = below(from, kDatabase);
    auto database = copyFile(files, databaseFrom, below(study, QStringLiteral("t/") + kDatabase),
                             below(study, QStringLiteral("d/c")), manifest.databaseHash, job, progress);
    if (!database && !faultOfSource(database.error(), databaseFrom).isEmpty())
        return damagedBackup(QStringLiteral("database"));
    if (!database)
        return tl::unexpected(database.error());
    report.bytes = manifest.databaseLength;
    if (auto packs = extractPacks(folder, manifest, study, files, job, progress, report); !packs)
        return tl::unexpected(packs.error());
    if (auto written = HeaderStore(files, study).write(*header); !written)
        return tl::unexpected(written.error());
    return report;
}

Result<> putAside(FileSystem& files, const QString& folder, const PackId& pack) {
    const QString aside = below(folder, kAside).chopped(1);
    auto moved = files.makeFolder(aside).and_then(
        [&] { return files.rename(below(folder, pack.path()), asidePath(folder, pack)); });
    if (moved)
        static_cast<void>(files.syncFolder(aside)); // lost by a power cut, it is found again
    return moved;
}

QStringList setAside(const QString& folder, const VerifyReport& report, const BackupManifest& manifest,
                     const KeyRing& keys, FileSystem& files, const Job& job) {
    QStringList moved;
    const auto isWrong = [](const Damage& d) {
        return d.kind == Damage::Kind::Object && (d.what == "hash" || d.what == "unreadable");
    };
    if (std::none_of(report.damage.begin(), report.damage.end(), isWrong))
        return moved;
    // A medium that can't be written to, or a backup that runs by now: the damage is told all the same.
    const auto alone = StudyLock::take(files, folder, keys, manifest.studyId);
    if (!alone)
        return moved;
    QHash<QString, BackupManifest::PackFileEntry> packs;
    for (const auto& pack : manifest.packs)
        packs.insert(QString::fromLatin1(pack.id.hex()), pack);
    for (const Damage& damage : report.damage) {
        const auto pack = packs.constFind(damage.object);
        if (!isWrong(damage) || pack == packs.constEnd())
            continue;
        // Another program may have put a sound one there since.
        const QString from = below(folder, pack->id.path());
        const auto digest = digestOf(files, from, job);
        const bool isBad = digest ? digest->hash != pack->fileHash : isUnreadable(digest.error(), from);
        if (isBad && putAside(files, folder, pack->id))
            moved.append(damage.path);
    }
    return moved;
}

} // namespace casebook::backupFolder
