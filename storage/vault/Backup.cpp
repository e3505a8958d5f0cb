// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/vault/Backup.h"

#include "storage/database/SqlCipher.h"
#include "storage/objects/FileObjectStore.h"
#include "storage/vault/BackupFolder.h"
#include "storage/vault/ColdPlaces.h"
#include "storage/vault/FileCopy.h"
#include "storage/vault/HeaderStore.h"
#include "storage/vault/PackList.h"
#include "storage/vault/StudyLock.h"
#include "storage/vault/Verify.h"

#include <QDateTime>
#include <QDir>
#include <QElapsedTimer>
#include <QFileInfo>
#include <QHash>
#include <QSet>
#include <QStorageInfo>
#include <QTimeZone>

#include <algorithm>
#include <tuple>

namespace casebook::backupFolder {

namespace {

const QString kMarker = QStringLiteral("casebook.backup");
const QString kNewMarker = QStringLiteral("casebook.backup.new");
const QString kBeingMade = QStringLiteral("t/snapshot/");
const QString kManifest = QStringLiteral("manifest");
const QString kTimeFormat = QStringLiteral("yyyyMMdd'T'HHmmss'Z'");
constexpr char kMarkerText[] = "CASEBOOK BACKUP 1 ";
constexpr std::int64_t kSmallFile = 1 << 20, kLargestManifest = std::int64_t(1) << 30;

/// Rows of the study that are not as they were written are so in any copy of it: told, and no fault of the backup.
bool isOfTheStudy(const Damage& damage) {
    return damage.kind == Damage::Kind::Chain || damage.kind == Damage::Kind::Reference ||
           (damage.kind == Damage::Kind::Database &&
            (damage.what.startsWith("value-") || damage.what == "structure"));
}

Result<VerifyReport> verifyAt(const QString& folder, const QString& inside, const Header& header,
                              const KeyRing& keys, FileSystem& files, const QSet<QByteArray>* packsToHash,
                              const Job& job) {
    const QString path = below(folder, inside);
    const auto bytes = files.readAll(path + kManifest, kLargestManifest);
    if (!bytes)
        return tl::unexpected(bytes.error());
    const auto manifest = backupManifest::open(*bytes, header.studyId, keys);
    if (!manifest)
        return tl::unexpected(manifest.error());
    const QString database = inside + kDatabase;
    const auto digest = digestOf(files, below(folder, database), job);
    if (!digest && faultOfSource(digest.error(), below(folder, database)).isEmpty())
        return tl::unexpected(digest.error());
    QSet<QByteArray> leftOut;
    for (const PackId& pack : manifest->damagedPacks)
        leftOut.insert(pack.bytes);
    auto report = verifyStudy({folder, keys, files, database, packsToHash, &leftOut},
                              HeaderStore(files, path).read(), false, job);
    if (report && !digest)
        report->damage.prepend({Damage::Kind::Database, database, {}, "unreadable"});
    if (report && digest &&
        (digest->hash != manifest->databaseHash || digest->length != manifest->databaseLength))
        report->damage.prepend({Damage::Kind::Database, database, {}, "hash"});
    return report;
}

/// One run of adding a snapshot.
class Adding {
public:
    Adding(const Source& source, QString folder, std::int64_t nowMs, const Job& job)
        : in_(source), folder_(std::move(folder)), nowMs_(nowMs), job_(job) {}

    Result<BackupReport> run(int keep) {
        timer_.start();
        auto done = prepare()
                        .and_then([&] { return copyDatabase(); })
                        .and_then([&] { return copyPacks(); })
                        .and_then([&] { return writeSmallFiles(); })
                        .and_then([&] { return readBack(); })
                        .and_then([&] { return publish(); });
        if (!done)
            return tl::unexpected(done.error());
        removeOld(keep);
        report_.seconds = double(timer_.elapsed()) / 1000;
        return report_;
    }

private:
    [[nodiscard]] QString part(const QString& name) const { return below(folder_, kBeingMade) + name; }

    Result<> prepare() {
        const QString study = in_.folder + QLatin1Char('/'), target = folder_ + QLatin1Char('/');
        if (target.startsWith(study))
            return fail(ErrorKind::Refused, "backup-inside-study", folder_);
        return claim()
            .and_then([&]() -> Result<> {
                auto taken = StudyLock::take(in_.files, folder_, in_.keys, in_.studyId);
                if (!taken && taken.error().kind == ErrorKind::InUse)
                    return fail(ErrorKind::InUse, "backup-in-use", folder_);
                if (!taken)
                    return tl::unexpected(taken.error());
                lock_ = std::move(*taken);
                return {};
            })
            .and_then([&] { return FileObjectStore::makeFolders(in_.files, folder_); })
            .and_then([&] { return in_.files.makeFolder(below(folder_, QStringLiteral("s"))); })
            .and_then([&] { return clearLeftovers(); });
    }

    /// The folder is this study's backup already, or empty and becomes it.
    Result<> claim() {
        const QByteArray wanted = kMarkerText + in_.studyId.toHex() + '\n';
        const QString marker = below(folder_, kMarker);
        if (QFileInfo::exists(marker)) {
            const auto text = in_.files.readAll(marker, kSmallFile);
            if (!text)
                return tl::unexpected(text.error());
            if (*text == wanted)
                return {};
            return fail(ErrorKind::Refused, "backup-other-study", folder_);
        }
        constexpr auto all = QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot;
        // A kill right at the start of the first backup left this, and nothing else.
        if (QDir(folder_).entryList(all) == QStringList(kNewMarker))
            if (auto gone = in_.files.remove(below(folder_, kNewMarker)); !gone)
                return gone;
        if (QFileInfo::exists(folder_) && !QDir(folder_).isEmpty(all))
            return fail(ErrorKind::Refused, "not-a-backup", folder_);
        if (!QDir().mkpath(folder_))
            return fail(ErrorKind::System, "io-error", folder_, {QStringLiteral("mkdir"), {}});
        QFile::setPermissions(folder_,
                              QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ExeOwner);
        return in_.files.replace(marker, below(folder_, kNewMarker), wanted);
    }

    Result<> clearLeftovers() {
        QDir(part({})).removeRecursively();
        for (const QString& path : FileObjectStore::temporaries(folder_))
            if (auto gone = in_.files.remove(below(folder_, path)); !gone)
                return gone;
        return in_.files.makeFolder(part({}).chopped(1));
    }

    /// A consistent copy while others write: one read transaction, encrypted with the same key and salt.
    Result<> copyDatabase() {
        const DatabaseFile live{below(in_.folder, QStringLiteral("d/c")), &in_.keys.key(KeyPurpose::Database),
                                in_.databaseSalt};
        const std::int64_t need =
            QFileInfo(live.path).size() + QFileInfo(live.path + QStringLiteral("-wal")).size();
        if (auto room = checkRoom(need); !room)
            return room;
        auto connection = sqlcipher::openUnproven(live, sqlcipher::Mode::Read);
        if (!connection)
            return tl::unexpected(connection.error());
        const std::stop_callback onStop(job_.stop, [&] { (*connection)->interrupt(); });
        const QString path = part(kDatabase);
        if (auto copied = (*connection)->run("VACUUM INTO ?", path); !copied)
            return copied;
        QFile::setPermissions(path, QFileDevice::ReadOwner | QFileDevice::WriteOwner);
        const auto file = in_.files.openReadOnly(path);
        if (!file)
            return tl::unexpected(file.error());
        if (auto durable = in_.files.sync(*file, path); !durable)
            return durable;
        const auto digest = digestOf(in_.files, path, job_);
        if (!digest)
            return tl::unexpected(digest.error());
        manifest_.databaseHash = digest->hash;
        manifest_.databaseLength = digest->length;
        report_.bytesCopied += digest->length;
        return packList::read({path, live.key, in_.databaseSalt}).map([&](PackList content) {
            content_ = std::move(content);
        });
    }

    Result<> checkRoom(std::int64_t bytes) const {
        const std::int64_t free = QStorageInfo(folder_).bytesAvailable();
        constexpr std::int64_t mib = 1 << 20;
        if (free >= 0 && free < bytes + 16 * mib)
            return fail(ErrorKind::System, "disk-full", folder_,
                        {QString::number(bytes / mib + 16), QString::number(free / mib)});
        return {};
    }

    /// A file that is not what the pack's row says goes out of the way: it may be what is left of the pack.
    Result<bool> isThere(const ListedPack& pack, const QSet<QByteArray>& proven) const {
        const QString path = below(folder_, pack.id.path());
        const QFileInfo file(path);
        if (!file.exists())
            return false;
        const bool isLong = file.size() == pack.fileLength;
        if (isLong && proven.contains(pack.id.bytes))
            return true;
        const auto digest = isLong ? digestOf(in_.files, path, job_) : Result<FileDigest>(FileDigest());
        if (!digest && digest.error().kind == ErrorKind::Cancelled)
            return tl::unexpected(digest.error());
        if (digest && digest->hash == pack.fileHash)
            return true;
        return putAside(in_.files, folder_, pack.id).map([] { return false; });
    }

    /// Where the pack's file is to be read, or nothing where its disk is not connected.
    [[nodiscard]] std::optional<QString> sourceOf(const ListedPack& pack) {
        if (!pack.place || QFileInfo::exists(below(in_.folder, pack.id.path())))
            return below(in_.folder, pack.id.path());
        for (const ColdPlace& place : std::as_const(content_.places)) {
            if (place.row != *pack.place)
                continue;
            if (!connected_.contains(place.row))
                connected_.insert(place.row,
                                  coldPlaces::isConnected(in_.files, place, in_.studyId, in_.keys));
            if (connected_[place.row])
                return below(place.folder(), pack.id.path());
            addAway(report_.away, place.path, pack.fileLength);
        }
        return std::nullopt;
    }

    /// What a snapshot names was read back when that was made. A run that was cut off or failed leaves packs that nobody
    /// has read yet.
    Result<QSet<QByteArray>> provenPacks() const {
        const auto all = snapshots(folder_);
        if (!all)
            return tl::unexpected(all.error());
        QSet<QByteArray> proven;
        for (const BackupSnapshot& one : *all)
            if (const auto manifest = manifestOf(one)) // of one that can't be read the packs are read anew
                for (const auto& pack : manifest->packs)
                    proven.insert(pack.id.bytes);
        return proven;
    }

    Result<BackupManifest> manifestOf(const BackupSnapshot& snapshot) const {
        const auto bytes =
            in_.files.readAll(below(snapshotPath(folder_, snapshot.name), kManifest), kLargestManifest);
        return bytes ? backupManifest::open(*bytes, in_.studyId, in_.keys)
                     : Result<BackupManifest>(tl::unexpected(bytes.error()));
    }

    Result<> copyPacks() {
        QList<std::pair<ListedPack, QString>> missing;
        QSet<QByteArray> lost; ///< not in the snapshot
        std::int64_t total = 0;
        const auto proven = provenPacks();
        if (!proven)
            return tl::unexpected(proven.error());
        for (const ListedPack& pack : std::as_const(content_.packs)) {
            const auto is = isThere(pack, *proven);
            if (!is)
                return tl::unexpected(is.error());
            if (*is)
                continue;
            const auto from = sourceOf(pack);
            if (!from) {
                away_.insert(pack.id.bytes);
                continue;
            }
            missing.append({pack, *from});
            total += pack.fileLength;
        }
        if (auto room = checkRoom(total); !room)
            return room;
        std::int64_t done = 0;
        const auto progress = [&](std::int64_t bytes) { job_.report(done += bytes, total); };
        for (const auto& [pack, from] : std::as_const(missing)) {
            const auto copied = copyPack(pack, from, progress);
            if (!copied)
                return tl::unexpected(copied.error());
            if (!*copied)
                lost.insert(pack.id.bytes);
        }
        lost += away_;
        for (const ListedPack& pack : std::as_const(content_.packs)) {
            if (lost.contains(pack.id.bytes))
                manifest_.damagedPacks.append(pack.id);
            else
                manifest_.packs.append({pack.id, pack.fileLength, pack.fileHash});
        }
        report_.packs = int(manifest_.packs.size());
        return {};
    }

    /// False: the pack is damaged or away, and told.
    Result<bool> copyPack(const ListedPack& pack, const QString& from, const CopyProgress& progress) {
        const QString to = below(folder_, pack.id.path());
        const auto copied = copyFile(in_.files, from, temporaryOf(pack), to, pack.fileHash, job_, progress);
        if (copied) {
            fresh_.insert(pack.id.bytes);
            ++report_.copied;
            report_.bytesCopied += pack.fileLength;
            const QString aside = asidePath(folder_, pack.id);
            if (QFileInfo::exists(aside))
                static_cast<void>(in_.files.remove(aside)); // of no more use; one that stays harms nothing
            return true;
        }
        // One sector that can't be read must not keep all the rest from being backed up.
        const QByteArray fault = faultOfSource(copied.error(), from);
        if (fault.isEmpty())
            return tl::unexpected(copied.error());
        const auto saved = takeBack(pack);
        if (!saved)
            return saved;
        const std::optional<ColdPlace> away = awayPlace(pack);
        const Damage found{Damage::Kind::Object, pack.id.path(), QString::fromLatin1(pack.id.hex()), fault};
        if (*saved) { // whole in the backup, and in the study no more
            if (!away)
                rottenInStudy_.append(found);
            return true;
        }
        if (away) {
            addAway(report_.away, away->path, pack.fileLength);
            away_.insert(pack.id.bytes);
            return false;
        }
        if (fault == "hash")
            if (auto kept = keepAsItIs(pack, from); !kept)
                return tl::unexpected(kept.error());
        report_.damage.append(found);
        return false;
    }

    [[nodiscard]] QString temporaryOf(const ListedPack& pack) const {
        return below(folder_, QStringLiteral("t/") + QString::fromLatin1(pack.id.hex()));
    }

    /// A disk that was pulled out meanwhile is no damage of the packs on it.
    [[nodiscard]] std::optional<ColdPlace> awayPlace(const ListedPack& pack) const {
        if (!pack.place || QFileInfo::exists(below(in_.folder, pack.id.path())))
            return std::nullopt;
        for (const ColdPlace& place : std::as_const(content_.places))
            if (place.row == *pack.place &&
                !coldPlaces::isConnected(in_.files, place, in_.studyId, in_.keys))
                return place;
        return std::nullopt;
    }

    /// The study has no sound one any more: one that was put aside may be sound, when only a read of it had failed.
    Result<bool> takeBack(const ListedPack& pack) {
        const QString aside = asidePath(folder_, pack.id), to = below(folder_, pack.id.path());
        if (!QFileInfo::exists(aside))
            return false;
        const auto digest = digestOf(in_.files, aside, job_);
        if (!digest && digest.error().kind == ErrorKind::Cancelled)
            return tl::unexpected(digest.error());
        if (!digest || digest->hash != pack.fileHash)
            return false;
        return in_.files.rename(aside, to)
            .and_then([&] { return in_.files.syncFolder(QFileInfo(to).path()); })
            .map([&] {
                fresh_.insert(pack.id.bytes);
                return true;
            });
    }

    /// A pack holds thousands of images, and each of its chunks proves itself: of one rotten byte the rest is saved.
    Result<> keepAsItIs(const ListedPack& pack, const QString& from) {
        const QString aside = asidePath(folder_, pack.id);
        if (QFileInfo(aside).size() == pack.fileLength)
            return {};
        if (auto made = in_.files.makeFolder(below(folder_, kAside).chopped(1)); !made)
            return made;
        const auto copied = copyFile(in_.files, from, temporaryOf(pack), aside, {}, job_);
        const bool isOfSource = !copied && !faultOfSource(copied.error(), from).isEmpty();
        return copied || isOfSource ? Result<>() : Result<>(tl::unexpected(copied.error()));
    }

    Result<> writeSmallFiles() {
        const QByteArray header = in_.header(content_.head);
        manifest_.studyId = in_.studyId;
        manifest_.epoch = in_.keys.epoch();
        manifest_.madeMs = nowMs_;
        manifest_.head = report_.head = content_.head;
        manifest_.headerHash = sha256Of(header);
        const auto put = [&](const QString& name, const QByteArray& bytes) {
            return in_.files.replace(part(name), part(name + QStringLiteral(".new")), bytes);
        };
        return put(HeaderStore::mainName(), header)
            .and_then([&] { return put(HeaderStore::copyName(), header); })
            .and_then([&] { return put(kManifest, backupManifest::seal(manifest_, in_.keys)); });
    }

    /// The number is what says which snapshot is the newest: clocks are set back, and rows of the audit begin
    /// lower again in a study that was restored.
    Result<> publish() {
        const auto before = snapshots(folder_);
        if (!before)
            return tl::unexpected(before.error());
        std::int64_t number = 1;
        for (const BackupSnapshot& one : *before)
            number = std::max(number, one.number + 1);
        report_.folder = folder_;
        report_.snapshot =
            QStringLiteral("%1-%2-%3")
                .arg(QDateTime::fromMSecsSinceEpoch(nowMs_, QTimeZone::UTC).toString(kTimeFormat),
                     QString::number(content_.head.seq), QString::number(number));
        return in_.files.rename(part({}).chopped(1), snapshotPath(folder_, report_.snapshot)).and_then([&] {
            return in_.files.syncFolder(below(folder_, QStringLiteral("s")));
        });
    }

    /// A backup is worth what can be read from it: bytes come from the disk again, not from memory.
    Result<> readBack() {
        const auto copies = HeaderStore(in_.files, part({})).read();
        const Header* header = copies.best();
        if (!header)
            return damagedBackup(QStringLiteral("header"));
        const auto checked = verifyAt(folder_, kBeingMade, *header, in_.keys, in_.files, &fresh_, job_);
        if (!checked)
            return tl::unexpected(checked.error());
        std::optional<QString> wrong;
        for (const Damage& damage : checked->damage) {
            const bool known = damage.kind == Damage::Kind::Object &&
                               std::any_of(report_.damage.begin(), report_.damage.end(),
                                           [&](const Damage& d) { return d.object == damage.object; });
            if (isOfTheStudy(damage)) {
                report_.damage.append({damage.kind, QStringLiteral("d/c"), damage.object, damage.what});
            } else if (!known) {
                if (!wrong)
                    wrong = damage.path + QLatin1Char(' ') + QString::fromLatin1(damage.what);
                takeOut(damage);
            }
        }
        if (wrong)
            return damagedBackup(*wrong);
        report_.damage += rottenInStudy_;
        report_.verified = true;
        return {};
    }

    /// A pack that can't be read back must not count as there when the next backup looks.
    void takeOut(const Damage& damage) const {
        const PackId pack{QByteArray::fromHex(damage.object.toLatin1())};
        if (damage.kind == Damage::Kind::Object && fresh_.contains(pack.bytes))
            static_cast<void>(
                putAside(in_.files, folder_, pack)); // one that stays is read again, and told again
    }

    /// The snapshot is made: nothing here may fail it. What can't be removed now goes when the next one does.
    void removeOld(int keep) {
        const auto all = snapshots(folder_);
        QSet<QByteArray> needed, neededAside;
        bool allRead = true;
        for (qsizetype n = 0; all && n < all->size(); ++n) {
            const QString path = snapshotPath(folder_, all->at(n).name);
            if (n >= std::max(keep, 1) && all->at(n).name != report_.snapshot) {
                if (QDir(path).removeRecursively())
                    report_.removedSnapshots.append(all->at(n).name);
                else
                    allRead = false; // what is left of it goes next time, and its packs then
                continue;
            }
            const auto manifest = manifestOf(all->at(n));
            allRead = allRead && manifest;
            if (!manifest)
                continue;
            for (const auto& pack : manifest->packs)
                needed.insert(pack.id.bytes);
            for (const PackId& pack : manifest->damagedPacks)
                neededAside.insert(pack.bytes);
        }
        // A manifest that can't be read may need any of the packs; so does a snapshot that a power cut brings back.
        if (report_.removedSnapshots.isEmpty() || !allRead || !in_.files.syncFolder(below(folder_, QStringLiteral("s"))))
            return;
        QStringList strangers;
        for (const PackId& pack : FileObjectStore::packsOnDisk(folder_, strangers))
            if (!needed.contains(pack.bytes))
                static_cast<void>(in_.files.remove(below(folder_, pack.path())));
        removeAside(needed + neededAside);
    }

    /// A damaged pack may still be what is left of its images: it goes when a sound copy is there, or when no
    /// snapshot names it any more.
    void removeAside(const QSet<QByteArray>& needed) {
        for (const QString& hex : QDir(below(folder_, kAside)).entryList(QDir::Files))
            if (!needed.contains(QByteArray::fromHex(hex.toLatin1())))
                static_cast<void>(in_.files.remove(below(folder_, kAside + hex)));
    }

    const Source& in_;
    QString folder_;
    std::int64_t nowMs_;
    const Job& job_;
    QHash<std::int64_t, bool> connected_; ///< places by row
    QSet<QByteArray> away_; ///< packs that could not be reached
    QElapsedTimer timer_;
    std::unique_ptr<StudyLock> lock_;
    PackList content_;
    BackupManifest manifest_;
    QSet<QByteArray> fresh_; ///< packs that this run put there
    QList<Damage> rottenInStudy_; ///< of packs that the backup has whole
    BackupReport report_;
};

/// Names of the form that publish() gives.
std::optional<BackupSnapshot> snapshotOf(const QString& name) {
    const QStringList parts = name.split(QLatin1Char('-'));
    QDateTime made = QDateTime::fromString(parts.value(0), kTimeFormat);
    if (!made.isValid())
        return std::nullopt;
    made.setTimeZone(QTimeZone::UTC);
    return BackupSnapshot{name, made.toMSecsSinceEpoch(), std::max(parts.value(2).toLongLong(), 0LL)};
}

} // namespace

QString snapshotPath(const QString& folder, const QString& snapshot) {
    return below(folder, QStringLiteral("s/")) + snapshot;
}

Result<Fd> share(const QString& folder, FileSystem& files) {
    if (!QFileInfo::exists(below(folder, kMarker)))
        return fail(ErrorKind::Refused, "not-a-backup", folder);
    return StudyLock::share(files, folder);
}

Result<QList<BackupSnapshot>> snapshots(const QString& folder) {
    if (!QFileInfo::exists(below(folder, kMarker)))
        return fail(ErrorKind::Refused, "not-a-backup", folder);
    QList<BackupSnapshot> found;
    const QStringList names =
        QDir(below(folder, QStringLiteral("s"))).entryList(QDir::Dirs | QDir::NoDotAndDotDot);
    for (const QString& name : names)
        if (const auto snapshot = snapshotOf(name))
            found.append(*snapshot);
    std::sort(found.begin(), found.end(), [](const BackupSnapshot& a, const BackupSnapshot& b) {
        return std::tie(a.number, a.madeMs, a.name) > std::tie(b.number, b.madeMs, b.name);
    });
    return found;
}

Result<BackupReport> add(const Source& source, const QString& folder, int keep, std::int64_t nowMs,
                         const Job& job) {
    return Adding(source, folder, nowMs, job).run(keep);
}

Result<VerifyReport> verify(const QString& folder, const QString& snapshot, const Header& header,
                            const KeyRing& keys, FileSystem& files, const QSet<QByteArray>* packsToHash,
                            const Job& job) {
    return verifyAt(folder, QStringLiteral("s/") + snapshot + QLatin1Char('/'), header, keys, files,
                    packsToHash, job);
}

} // namespace casebook::backupFolder
