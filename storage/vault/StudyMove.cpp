// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/vault/StudyMove.h"

#include "storage/objects/FileObjectStore.h"
#include "storage/vault/FileCopy.h"
#include "storage/vault/FolderKind.h"
#include "storage/vault/PackList.h"
#include "storage/vault/StudyLock.h"
#include "storage/vault/StudyMark.h"
#include "storage/vault/VaultKeys.h"
#include "storage/vault/Verify.h"

#include <QDir>
#include <QDirIterator>
#include <QFileInfo>
#include <QStorageInfo>

#include <sys/stat.h>

namespace casebook {

namespace {

const QString kDatabase = QStringLiteral("d/c");

QString spelled(const QString& folder) { return QDir::cleanPath(QFileInfo(folder).absoluteFilePath()); }

/// A link to the study is not what moves.
QString resolved(const QString& folder) {
    const QString canonical = QFileInfo(folder).canonicalFilePath();
    return canonical.isEmpty() ? spelled(folder) : canonical;
}

QString below(const QString& folder, const QString& name) { return folder + QLatin1Char('/') + name; }

/// A kill may have left the beginning of the mark that a copy starts with.
bool isEmptyOrAbsent(const QString& folder) {
    const QFileInfo info(folder);
    if (!info.isDir())
        return !info.exists();
    QStringList names =
        QDir(folder).entryList(QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot);
    names.removeAll(QFileInfo(studyMark::unfinishedPath(folder)).fileName() + QStringLiteral(".new"));
    return names.isEmpty();
}

/// The folder itself, or the nearest above it that is there.
QString nearest(QString folder) {
    while (!QFileInfo(folder).isDir() && folder != QDir::rootPath())
        folder = QFileInfo(folder).path();
    return folder;
}

bool isOneDisk(const QString& a, const QString& b) {
    struct stat first{}, second{};
    return ::stat(QFile::encodeName(a).constData(), &first) == 0 &&
           ::stat(QFile::encodeName(nearest(b)).constData(), &second) == 0 && first.st_dev == second.st_dev;
}

Result<> audited(Vault& vault, const char* action, const QString& what, const QString& reason) {
    return vault.database().writeAndWait([&](WriteTransaction& tx) {
        AuditEntry entry;
        entry.action = action;
        entry.objectKind = "study";
        entry.field = "folder";
        if (!what.isEmpty())
            entry.newValue = what;
        entry.reasonText = reason;
        return tx.audit(entry).map([](std::int64_t) {});
    });
}

/// What the audit knows last of a move: "move-study-begin", "move-study", or "" where there was none.
Result<QString> lastOfMove(Vault& vault) {
    return vault.database().read([](ReadConnection& c) -> Result<QString> {
        auto row = c.prepare("SELECT action FROM audit WHERE action IN ('move-study-begin','move-study') "
                             "ORDER BY seq DESC LIMIT 1");
        if (!row)
            return tl::unexpected(row.error());
        return row->step().map([&](bool found) { return found ? row->text(0) : QString(); });
    });
}

/// What a power cut brings back of it is empty.
bool removeEmpty(FileSystem& files, const QString& folder) {
    if (!files.syncFolder(folder) || !QDir().rmdir(folder))
        return false;
    static_cast<void>(files.syncFolder(QFileInfo(folder).path()));
    return true;
}

/// Header and mark last: until then the same call finds its way. After a power cut no name may come back that would
/// make a study of the folder without its mark.
bool removeOld(FileSystem& files, const QString& folder) {
    bool isGone = true;
    for (const QString& name : QDir(folder).entryList(QDir::Dirs | QDir::Hidden | QDir::NoDotAndDotDot))
        isGone = QDir(below(folder, name)).removeRecursively() && isGone;
    const QStringList last{HeaderStore::copyName(), HeaderStore::mainName(),
                           QFileInfo(studyMark::movedPath(folder)).fileName()};
    for (const QString& name : QDir(folder).entryList(QDir::Files | QDir::Hidden | QDir::System))
        if (!last.contains(name))
            isGone = files.remove(below(folder, name)) && isGone;
    if (!isGone)
        return false;
    for (const QString& name : last) { // the mark of the move is the last of them
        if (name == last.last() && !files.syncFolder(folder))
            return false;
        if (const auto gone = files.remove(below(folder, name)); !gone && gone.error().code != "no-such-file")
            return false;
    }
    return removeEmpty(files, folder);
}

/// One move by copying; the lock of the old folder is held.
class Copying {
public:
    Copying(const QString& from, const QString& to, const OpenedKeys& opened, const VaultDeps& deps,
            const Job& job)
        : from_(from), to_(to), opened_(opened), files_(deps.files), job_(job) {}

    Result<StudyMoveReport> run() {
        auto done = prepare()
                        .and_then([&] { return list(); })
                        .and_then([&] { return copyPacks(); })
                        .and_then([&] { return copyAs(kDatabase, {}); })
                        .and_then([&] { return copyRest(); })
                        .and_then([&] { return check(); })
                        .and_then([&] { return become(); });
        if (done)
            return report_;
        // Away with it, unless it is the study already.
        if (!studyMark::movedTo(files_, from_) &&
            studyMark::isUnfinished(files_, to_, opened_.header.studyId))
            QDir(to_).removeRecursively();
        return tl::unexpected(done.error());
    }

private:
    Result<> prepare() {
        // A log beside the database would not come along.
        if (QFileInfo(below(from_, QStringLiteral("d/c-wal"))).size() > 0)
            return fail(ErrorKind::System, "database-error", kDatabase, {QStringLiteral("wal")});
        if (!QDir().mkpath(to_))
            return fail(ErrorKind::System, "io-error", to_, {QStringLiteral("mkdir"), {}});
        // Whatever has changed since it was judged: the old folder goes in the end, with all that is in it.
        if (isInside(to_, from_))
            return fail(ErrorKind::Refused, "move-inside-study", to_);
        QFile::setPermissions(to_, QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ExeOwner);
        // One whose switch was cut off has a header already, and is copied anew.
        for (const QString& name : {HeaderStore::mainName(), HeaderStore::copyName()})
            static_cast<void>(files_.remove(below(to_, name)));
        return studyMark::markUnfinished(files_, to_, opened_.header.studyId)
            .and_then([&] { return files_.makeFolder(below(to_, QStringLiteral("d"))); })
            .and_then([&] { return FileObjectStore::makeFolders(files_, to_); })
            .and_then([&]() -> Result<> {
                for (const QString& path : FileObjectStore::temporaries(to_))
                    if (auto gone = files_.remove(below(to_, path)); !gone)
                        return gone;
                return {};
            });
    }

    Result<> list() {
        const DatabaseFile database{below(from_, kDatabase), &opened_.keys.key(KeyPurpose::Database),
                                    opened_.header.databaseSalt};
        const auto listed = packList::read(database);
        if (!listed)
            return tl::unexpected(listed.error());
        std::int64_t needed = QFileInfo(database.path).size();
        for (const ListedPack& pack : listed->packs) {
            const bool isHere = QFileInfo::exists(below(from_, pack.id.path()));
            if (!isHere && !pack.place)
                return fail(ErrorKind::Damaged, "move-damaged", pack.id.path());
            if (!isHere)
                continue; // on a disk of its own
            needed += pack.fileLength;
            if (QFileInfo::exists(below(to_, pack.id.path())) &&
                QFileInfo(below(to_, pack.id.path())).size() == pack.fileLength)
                there_ += pack.fileLength; // by a call before this; the check reads it
            else
                packs_.append(pack);
        }
        total_ = needed;
        constexpr std::int64_t mib = 1 << 20, spare = 16;
        const std::int64_t free = QStorageInfo(to_).bytesAvailable(), wanted = needed - there_;
        if (free >= 0 && free < wanted + spare * mib)
            return fail(ErrorKind::System, "disk-full", to_,
                        {QString::number(wanted / mib + spare), QString::number(free / mib)});
        return {};
    }

    Result<> copyAs(const QString& name, const QByteArray& hash) {
        const QString target = below(to_, name);
        static_cast<void>(files_.remove(target)); // of a call before this, of another length
        const auto copied = copyFile(files_, below(from_, name), below(to_, QStringLiteral("t/copy")), target,
                                     hash, job_, [&](std::int64_t bytes) {
                                         report_.bytes += bytes;
                                         job_.report(there_ + report_.bytes, 2 * total_);
                                     });
        if (!copied)
            return copied.error().code == "wrong-hash" ? fail(ErrorKind::Damaged, "move-damaged", name)
                                                       : tl::unexpected(copied.error());
        if (!hash.isEmpty())
            return {};
        const auto read = digestOf(files_, target, job_);
        if (!read)
            return tl::unexpected(read.error());
        return read->hash == *copied ? Result<>() : fail(ErrorKind::Damaged, "move-damaged", name);
    }

    Result<> copyPacks() {
        for (const ListedPack& pack : std::as_const(packs_)) {
            if (auto copied = copyAs(pack.id.path(), pack.fileHash); !copied)
                return copied;
            ++report_.packs;
        }
        return {};
    }

    /// Failed unlocks, sealed objects that were received and wait: all but what is made anew or comes by itself.
    Result<> copyRest() {
        const QStringList own{HeaderStore::mainName(), HeaderStore::copyName(), QStringLiteral("lock")};
        QDirIterator files(from_, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
        while (files.hasNext()) {
            const QString name = files.next().mid(from_.size() + 1);
            const QString first = name.section(u'/', 0, 0);
            if (own.contains(name) || first == u"o" || first == u"t" || first == u"d")
                continue;
            if (!QDir().mkpath(QFileInfo(below(to_, name)).path()))
                return fail(ErrorKind::System, "io-error", to_, {QStringLiteral("mkdir"), {}});
            if (auto copied = copyAs(name, {}); !copied)
                return copied;
        }
        return {};
    }

    /// Database page by page, chain, each pack by its hash. The header is judged where it was opened.
    Result<> check() {
        const Job checking{job_.stop, [&](std::int64_t done, std::int64_t of) {
                               const double part = of > 0 ? double(done) / double(of) : 1;
                               job_.report(total_ + std::int64_t(part * double(total_)), 2 * total_);
                           }};
        const auto found = verifyStudy({to_, opened_.keys, files_}, opened_.copies, false, checking);
        if (!found)
            return tl::unexpected(found.error());
        for (const Damage& damage : found->damage) {
            if (damage.what == "unreadable") // by the disk: what was written may be right
                return fail(ErrorKind::System, "io-error", below(to_, damage.path),
                            {QStringLiteral("read"), {}});
            if (damage.kind != Damage::Kind::Header)
                return fail(ErrorKind::Damaged, "move-damaged", damage.path);
        }
        return {};
    }

    /// The old folder stops being the study before the new one begins.
    Result<> become() {
        const QString good = opened_.copies.main && opened_.copies.main->serial == opened_.header.serial
                                 ? HeaderStore::mainName()
                                 : HeaderStore::copyName();
        const auto header = files_.readAll(below(from_, good), Header::maxLength);
        if (!header)
            return tl::unexpected(header.error());
        report_.copied = true;
        return HeaderStore(files_, to_)
            .write(*header)
            .and_then([&] { return files_.syncFolder(below(to_, QStringLiteral("d"))); })
            .and_then([&] { return files_.syncFolder(QFileInfo(to_).path()); })
            .and_then([&] { return studyMark::markMoved(files_, from_, opened_.header.studyId, to_); })
            .and_then([&] { return files_.remove(studyMark::unfinishedPath(to_)); })
            .and_then([&] { return files_.syncFolder(to_); });
    }

    const QString& from_;
    const QString& to_;
    const OpenedKeys& opened_;
    FileSystem& files_;
    const Job& job_;
    QList<ListedPack> packs_; ///< still to copy
    std::int64_t total_ = 0, there_ = 0;
    StudyMoveReport report_;
};

/// One call of moveStudy.
class Moving {
public:
    Moving(const QString& folder, const QString& to, const QString& login, const SecretBytes& passphrase,
           const StudyMoveOptions& options, const Job& job, const VaultDeps& deps)
        : from_(resolved(folder)), to_(spelled(to)), login_(login), passphrase_(passphrase),
          options_(options), job_(job), deps_(deps) {}

    Result<StudyMoveReport> run() {
        if (isInside(to_, from_) || isInside(from_, to_))
            return fail(ErrorKind::Refused, "move-inside-study", to_);
        if (deps_.kindOf(nearest(to_)) == FolderKind::Network && !deps_.allowNetworkFolder)
            return fail(ErrorKind::Refused, "network-folder", to_);
        if (const auto moved = studyMark::movedTo(deps_.files, from_)) {
            if (*moved != to_)
                return fail(ErrorKind::Refused, "study-moved", *moved);
            return continued();
        }
        if (isEmptyOrAbsent(from_) && QFileInfo(to_).isDir())
            return arrivedBefore();
        if (auto begun = begin(); !begun)
            return tl::unexpected(begun.error());
        auto report = carry();
        return report ? ended(*report) : report;
    }

private:
    [[nodiscard]] Result<std::unique_ptr<Vault>> unlock(const QString& folder, Access access) const {
        return Vault::unlock(folder, login_, passphrase_, access, deps_);
    }

    /// Proves the right, and leaves a closed study.
    Result<> begin() {
        const auto vault = unlock(from_, Access::ReadWrite);
        if (!vault)
            return tl::unexpected(vault.error());
        if (auto may = (*vault)->session().require(Right::ManageStudy); !may)
            return may;
        const QByteArray id = (*vault)->info().study.bytes;
        if (!isEmptyOrAbsent(to_) && !studyMark::isUnfinished(deps_.files, to_, id))
            return fail(ErrorKind::Refused, "study-exists", to_);
        return audited(**vault, "move-study-begin", {}, options_.reason).and_then([&] {
            return (*vault)->lock();
        });
    }

    Result<StudyMoveReport> carry() {
        const auto opened = vaultKeys::open(
            from_, [&](const Header& h) { return vaultKeys::userSlot(h, login_); }, passphrase_, deps_);
        if (!opened)
            return tl::unexpected(opened.error());
        const auto alone = StudyLock::take(deps_.files, from_, opened->keys, opened->header.studyId,
                                           opened->secrets.loginOf(opened->user));
        if (!alone)
            return tl::unexpected(alone.error());
        if (!options_.keep && !options_.copy && isOneDisk(from_, to_)) {
            const auto renamed = rename();
            if (!renamed)
                return tl::unexpected(renamed.error());
            if (*renamed)
                return StudyMoveReport{to_, false, 0, 0, true};
        }
        return Copying(from_, to_, *opened, deps_, job_).run();
    }

    /// False: it can't be renamed to there.
    Result<bool> rename() {
        QDir(to_).removeRecursively(); // empty, or an unfinished copy
        if (!QDir().mkpath(QFileInfo(to_).path()))
            return fail(ErrorKind::Refused, "no-such-folder", QFileInfo(to_).path());
        if (!deps_.files.rename(from_, to_))
            return false;
        return deps_.files.syncFolder(QFileInfo(to_).path())
            .and_then([&] { return deps_.files.syncFolder(QFileInfo(from_).path()); })
            .map([] { return true; });
    }

    /// The study that lies at the target, and the right to move it.
    [[nodiscard]] Result<std::unique_ptr<Vault>> arrived() const {
        auto vault = unlock(to_, Access::ReadOnly);
        if (!vault)
            return vault;
        Session asWriter = (*vault)->session();
        asWriter.readOnly = false;
        if (auto may = asWriter.require(Right::ManageStudy); !may)
            return tl::unexpected(may.error());
        return vault;
    }

    /// After a kill between the new name and the audit's word of it; or where a power cut left the old folder, empty.
    Result<StudyMoveReport> arrivedBefore() {
        const bool isLeft = QFileInfo::exists(from_);
        {
            const auto vault = arrived();
            if (!vault && vault.error().code != "not-a-study")
                return tl::unexpected(vault.error());
            const auto last = vault ? lastOfMove(**vault) : Result<QString>(QString());
            if (!last)
                return tl::unexpected(last.error());
            if (*last != QLatin1StringView(isLeft ? "move-study" : "move-study-begin"))
                return fail(ErrorKind::Refused, isLeft ? "not-a-study" : "no-such-study", from_);
        }
        if (isLeft)
            return StudyMoveReport{to_, true, 0, 0, removeEmpty(deps_.files, from_)};
        return deps_.files.syncFolder(QFileInfo(to_).path()).and_then([&] {
            return ended({to_, false, 0, 0, true});
        });
    }

    /// After a kill between the two marks, or while the old folder was being removed.
    Result<StudyMoveReport> continued() {
        const auto vault = arrived();
        if (!vault)
            return tl::unexpected(vault.error());
        if (!studyMark::isMoved(deps_.files, from_, (*vault)->info().study.bytes))
            return fail(ErrorKind::Refused, "study-exists", to_); // another study is there now
        if (studyMark::isUnfinished(deps_.files, to_, (*vault)->info().study.bytes))
            if (auto done = deps_.files.remove(studyMark::unfinishedPath(to_)).and_then([&] {
                    return deps_.files.syncFolder(to_);
                });
                !done)
                return tl::unexpected(done.error());
        StudyMoveReport report;
        report.copied = true;
        return ended(report);
    }

    Result<StudyMoveReport> ended(StudyMoveReport report) {
        const auto vault = unlock(to_, Access::ReadWrite);
        if (!vault)
            return tl::unexpected(vault.error());
        const QString what =
            report.copied ? QStringLiteral("copied, packs %1, bytes %2").arg(report.packs).arg(report.bytes)
                          : QStringLiteral("renamed");
        auto noted =
            audited(**vault, "move-study", what, options_.reason).and_then([&] { return (*vault)->lock(); });
        if (!noted)
            return tl::unexpected(noted.error());
        report.folder = to_;
        if (report.copied && !options_.keep)
            report.oldFolderGone = removeOld(deps_.files, from_);
        return report;
    }

    QString from_, to_;
    const QString& login_;
    const SecretBytes& passphrase_;
    const StudyMoveOptions& options_;
    const Job& job_;
    const VaultDeps& deps_;
};

} // namespace

Result<StudyMoveReport> moveStudy(const QString& folder, const QString& to, const QString& login,
                                  const SecretBytes& passphrase, const StudyMoveOptions& options,
                                  const Job& job, VaultDeps deps) {
    return Moving(folder, to, login, passphrase, options, job, deps).run();
}

} // namespace casebook
