// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/storage/KeptPack.h"
#include "tests/storage/OpenedStudy.h"

#include <QDir>

#include <csignal>

namespace casebook::test {

using namespace Qt::StringLiterals;

/// A disk that can't read files of one name, or remove them, and one that changes a byte once a file was put in place.
class SickFileSystem final : public RealFileSystem {
public:
    QString unreadable; ///< part of a path
    QString unremovable; ///< part of a path
    QString flipAfter; ///< end of the path of a file that is put in place
    QString flip;
    QString endAt; ///< end of the path of a file that is put in place
    QString endAtRemoval; ///< end of the path of a file that is removed
    bool dies = false; ///< there, or fails

    Result<> readAt(const Fd& file, std::int64_t offset, std::span<std::byte> into,
                    const QString& path) override {
        if (!unreadable.isEmpty() && path.contains(unreadable))
            return fail(ErrorKind::System, "io-error", path, {u"read"_s, u"Input/output error"_s});
        return RealFileSystem::readAt(file, offset, into, path);
    }
    Result<> rename(const QString& from, const QString& to) override {
        if (!endAt.isEmpty() && to.endsWith(endAt))
            return ended(to);
        auto done = RealFileSystem::rename(from, to);
        if (!flipAfter.isEmpty() && to.endsWith(flipAfter) && !flipByte(flip, 5000))
            qFatal("nothing to flip");
        return done;
    }
    Result<> remove(const QString& path) override {
        if (!unremovable.isEmpty() && path.contains(unremovable))
            return fail(ErrorKind::System, "io-error", path, {u"unlink"_s, u"Input/output error"_s});
        if (!endAtRemoval.isEmpty() && path.endsWith(endAtRemoval))
            return ended(path);
        return RealFileSystem::remove(path);
    }

private:
    Result<> ended(const QString& path) const {
        if (dies)
            ::raise(SIGKILL);
        return fail(ErrorKind::System, "disk-full", path);
    }
};

template <class R> QByteArray code(const R& result) {
    return result ? QByteArray("done") : result.error().code;
}

/// A study, its backup beside it, and a disk that a test makes sick.
class BackupStudy : public QObject {
protected:
    SickFileSystem sick_;
    std::unique_ptr<StudyFixture> f_; ///< its study may be open on the sick disk

    [[nodiscard]] QString backup() const { return f_->beside(u"backup"_s); }
    [[nodiscard]] QString again() const { return f_->beside(u"again"_s); }
    [[nodiscard]] VaultDeps sickDeps() { return {f_->clock, sick_}; }

    Result<BackupReport> backUp(int kept = 5) { return f_->vault->backup(backup(), kept, {}); }
    Result<RestoredStudy> restore() {
        return Vault::restore(backup(), {}, again(), {}, secret(goodPassphrase), {}, sickDeps());
    }
    Result<VerifyReport> check() {
        return Vault::verifyBackup(backup(), {}, {}, secret(goodPassphrase), {}, sickDeps());
    }
    QList<BackupSnapshot> snapshots() const {
        return backupFolder::snapshots(backup()).value_or(QList<BackupSnapshot>());
    }
    /// The study on the sick disk.
    [[nodiscard]] bool openSick() {
        f_->vault.reset();
        auto vault = Vault::unlock(f_->folder(), {}, secret(goodPassphrase), Access::ReadWrite, sickDeps());
        if (vault)
            f_->vault = std::move(*vault);
        return vault.has_value();
    }
    [[nodiscard]] static QString hexOf(const Result<PackRef>& pack) {
        return QString::fromLatin1(pack->id.hex());
    }

    void make() {
        sick_ = SickFileSystem();
        f_ = std::make_unique<StudyFixture>();
        QVERIFY(f_->make());
    }
};

} // namespace casebook::test
