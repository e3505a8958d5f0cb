// SPDX-License-Identifier: GPL-3.0-or-later
//
// Backups and what the world does to them: clocks that are set back, disks that fail in one place, two programs at
// once, and a restored study beside the one it came from.
#include "storage/study/BackupService.h"
#include "storage/vault/StudyLock.h"
#include "tests/storage/BackupStudy.h"

#include <QProcess>

#include <sys/wait.h>
#include <unistd.h>

using namespace casebook;
using namespace casebook::test;
using namespace Qt::StringLiterals;

namespace {

constexpr std::int64_t kDayMs = 86'400'000;

bool copyFolder(const QString& from, const QString& to) {
    QDir(to).removeRecursively();
    return QProcess::execute(u"cp"_s, {u"-a"_s, from, to}) == 0;
}

} // namespace

class BackupFaultsTest final : public BackupStudy {
    Q_OBJECT

    [[nodiscard]] QString inSnapshot(const QString& name) const {
        return backupFolder::snapshotPath(backup(), snapshots().value(0).name) + u'/' + name;
    }
    /// A day at work: opened, one subject more, locked.
    Result<> work(const QString& folder, const QString& label) {
        auto vault = Vault::unlock(folder, {}, secret(goodPassphrase), Access::ReadWrite, f_->deps());
        if (!vault)
            return tl::unexpected(vault.error());
        return (*vault)
            ->database()
            .writeAndWait([&](WriteTransaction& tx) { return addSubject(tx, label); })
            .and_then([&] { return (*vault)->lock(); });
    }
    QStringList damageOf(const QString& folder) {
        return lines(Vault::verifyFolder(folder, {}, secret(goodPassphrase), false, {}, f_->deps()));
    }
    /// An older copy in place of the study, then the study again.
    void refusesOlder(const QString& folder, const QString& older) {
        const QString now = f_->beside(u"now"_s);
        QVERIFY(copyFolder(folder, now) && copyFolder(older, folder));
        QCOMPARE(code(work(folder, u"S-0009"_s)), "older-header"_ba);
        QVERIFY(!damageOf(folder).isEmpty());
        QVERIFY(copyFolder(now, folder));
        QVERIFY(writeFile(folder + u"/d/c"_s, readFile(older + u"/d/c"_s)));
        QCOMPARE(code(work(folder, u"S-0009"_s)), "older-copy"_ba);
        QVERIFY(copyFolder(now, folder));
    }

private Q_SLOTS:
    void init() { make(); }

    // (1) ---------------------------------------------------------------------------------------------------

    void aRestoredStudyAndItsSourceGoOnSideBySide() {
        const QString study = f_->folder(), oldStudy = f_->beside(u"old-study"_s),
                      oldAgain = f_->beside(u"old-again"_s);
        VERIFY_OK(backUp());
        f_->vault.reset();
        VERIFY_OK(work(study, u"S-0001"_s)); // newer than the backup
        {
            auto restored = restore();
            VERIFY_OK(restored);
            QVERIFY(restored->vault->info().warnings.isEmpty());
            VERIFY_OK(restored->vault->lock());
        }
        QVERIFY(copyFolder(study, oldStudy) && copyFolder(again(), oldAgain));
        for (const QString& label : {u"S-0002"_s, u"S-0003"_s}) {
            VERIFY_OK(work(study, label));
            VERIFY_OK(work(again(), label));
        }
        QCOMPARE(damageOf(study), QStringList());
        QCOMPARE(damageOf(again()), QStringList());
        refusesOlder(study, oldStudy);
        refusesOlder(again(), oldAgain);
        // Nor is the source's older state taken for the restored one, or the other way round.
        VERIFY_OK(work(study, u"S-0004"_s));
        VERIFY_OK(work(again(), u"S-0004"_s));
    }

    void aSecondRestoreIsAnotherStudyToo() {
        VERIFY_OK(backUp());
        f_->vault.reset();
        VERIFY_OK(restore().and_then([](RestoredStudy one) { return one.vault->lock(); }));
        VERIFY_OK(work(again(), u"S-0001"_s));
        const QString third = f_->beside(u"third"_s);
        VERIFY_OK(Vault::restore(backup(), {}, third, {}, secret(goodPassphrase), {}, f_->deps())
                      .and_then([](RestoredStudy one) { return one.vault->lock(); }));
        for (const QString& folder : {f_->folder(), again(), third})
            VERIFY_OK(work(folder, u"S-0002"_s));
    }

    void newKeysOfTheRestoredStudyLeaveTheNoteOfItsSource() {
        const QString study = f_->folder(), older = f_->beside(u"old-study"_s);
        VERIFY_OK(backUp());
        f_->vault.reset();
        QVERIFY(copyFolder(study, older));
        VERIFY_OK(work(study, u"S-0001"_s));
        VERIFY_OK(restore().and_then([](RestoredStudy one) { return one.vault->lock(); }));
        VERIFY_OK(Vault::rotateKeys(again(), u"li.na"_s, secret(goodPassphrase), KdfCost::cheapForTests(),
                                    u"a test"_s, {}, f_->deps()));
        refusesOlder(study, older);
        VERIFY_OK(work(study, u"S-0002"_s));
        VERIFY_OK(work(again(), u"S-0002"_s));
    }

    // (2) ---------------------------------------------------------------------------------------------------

    void aClockThatWasSetBackTakesNoNewBackup() {
        f_->clock.advance(30 * kDayMs);
        const auto ahead = backUp(1);
        VERIFY_OK(ahead);
        f_->clock.utc -= 30 * kDayMs;
        const auto right = backUp(1);
        VERIFY_OK(right);
        QCOMPARE(right->removedSnapshots, QStringList(ahead->snapshot));
        QCOMPARE(snapshots().size(), 1);
        QCOMPARE(snapshots().front().name, right->snapshot);
        VERIFY_OK(check());
    }

    /// An older version named snapshots by the clock alone.
    void aSnapshotFromTheFutureIsNotTheNewestForEver() {
        VERIFY_OK(backUp());
        const QString ahead = u"20990101T000000Z-9999"_s;
        QVERIFY(QDir(backup() + u"/s"_s).rename(snapshots().front().name, ahead));
        const auto next = backUp(2);
        VERIFY_OK(next);
        QCOMPARE(snapshots().front().name, next->snapshot);
        VERIFY_OK(backUp(2));
        QVERIFY(!QDir(backupFolder::snapshotPath(backup(), ahead)).exists());
        QCOMPARE(snapshots().at(1).name, next->snapshot);
    }

    // (3) ---------------------------------------------------------------------------------------------------

    void noBackupStartsByItselfInARestoredStudy() {
        const auto serviceOf = [&](Vault& vault) {
            return BackupService(vault.database(), vault.session(), f_->clock);
        };
        const BackupPlan plan{BackupRhythm::Daily, backup(), 3};
        VERIFY_OK(serviceOf(*f_->vault).setPlan(plan));
        VERIFY_OK(backUp());
        QCOMPARE(serviceOf(*f_->vault).state()->plan, plan);
        const auto restored = restore();
        VERIFY_OK(restored);
        QVERIFY(restored->report.backupsOff);
        QCOMPARE(serviceOf(*restored->vault).state()->plan, (BackupPlan{BackupRhythm::Off, backup(), 3}));
        const auto rows = restored->vault->database().read([](ReadConnection& c) {
            return c.one("SELECT count(*) FROM audit WHERE field='backup.plan' AND action='change'");
        });
        QCOMPARE(rows->value_or(0), 2);
    }

    void aRestoreWithoutARhythmChangesNoPlan() {
        VERIFY_OK(backUp());
        const auto restored = restore();
        VERIFY_OK(restored);
        QVERIFY(!restored->report.backupsOff);
    }

    // (4) ---------------------------------------------------------------------------------------------------

    void aPackThatCannotBeReadIsLeftOutAndNamed() {
        const auto good = keep(*f_->vault, QByteArray(200'000, 'g'));
        const auto bad = keep(*f_->vault, QByteArray(200'000, 'b'));
        VERIFY_OK(good);
        VERIFY_OK(bad);
        VERIFY_OK(f_->vault->lock());
        f_->vault.reset();
        auto vault = Vault::unlock(f_->folder(), {}, secret(goodPassphrase), Access::ReadWrite, sickDeps());
        VERIFY_OK(vault);
        sick_.unreadable = u"study/"_s + bad->id.path();
        const auto report = (*vault)->backup(backup(), 5, {});
        VERIFY_OK(report);
        QCOMPARE(report->damage.size(), 1);
        QCOMPARE(report->damage[0].what, "unreadable"_ba);
        QCOMPARE(report->damage[0].object.toLatin1(), bad->id.hex());
        QVERIFY(report->verified);
        sick_.unreadable.clear();
        const auto next = (*vault)->backup(backup(), 5, {});
        VERIFY_OK(next);
        QCOMPARE(next->copied, 1);
    }

    void aRestoreBringsWhatCanBeRead() {
        const auto good = keep(*f_->vault, QByteArray(200'000, 'g'));
        const auto bad = keep(*f_->vault, QByteArray(200'000, 'b'));
        VERIFY_OK(good);
        VERIFY_OK(bad);
        VERIFY_OK(backUp());
        sick_.unreadable = u"backup/"_s + bad->id.path();
        const auto restored = restore();
        VERIFY_OK(restored);
        QCOMPARE(restored->report.damage.size(), 1);
        QCOMPARE(restored->report.damage[0].what, "unreadable"_ba);
        VERIFY_OK(restored->vault->objects().read(good->id, good->extents[0]));
        QVERIFY(!restored->vault->objects().read(bad->id, bad->extents[0]));
    }

    /// Between its header and its last transaction it would seem whole, and be taken for the study it came from.
    void aRestoreThatWasCutOffIsNoStudy_data() {
        QTest::addColumn<QString>("placed");
        QTest::addColumn<QString>("removed");
        QTest::newRow("the first header") << u"again/casebook.bak"_s << QString();
        QTest::newRow("the end") << QString() << u"again/casebook.restoring"_s;
    }
    void aRestoreThatWasCutOffIsNoStudy() {
        QFETCH(QString, placed);
        QFETCH(QString, removed);
        VERIFY_OK(backUp());
        f_->vault.reset();
        sick_.endAt = placed;
        sick_.endAtRemoval = removed;
        QCOMPARE(code(restore()), "disk-full"_ba);
        QVERIFY(!QFile::exists(again()));
        sick_.dies = true;
        const pid_t child = ::fork();
        if (child == 0)
            ::_exit(restore() ? 0 : 1);
        int status = 0;
        QCOMPARE(::waitpid(child, &status, 0), child);
        QVERIFY(WIFSIGNALED(status));
        QVERIFY(QFile::exists(again() + u"/casebook.study"_s));
        QCOMPARE(code(work(again(), u"S-0001"_s)), "restore-unfinished"_ba);
        QVERIFY(QDir(again()).removeRecursively());
        sick_ = SickFileSystem();
        VERIFY_OK(restore().and_then([](RestoredStudy one) { return one.vault->lock(); }));
        VERIFY_OK(work(again(), u"S-0001"_s));
    }

    void theSecondCopyOfTheHeaderIsGoodEnough() {
        VERIFY_OK(backUp());
        QVERIFY(flipByte(inSnapshot(u"casebook.study"_s), 40));
        VERIFY_OK(restore().and_then([](RestoredStudy one) { return one.vault->lock(); }));
        VERIFY_OK(work(again(), u"S-0001"_s));
    }

    // (5) ---------------------------------------------------------------------------------------------------

    void onlyWhatWasReadBackIsASnapshot() {
        VERIFY_OK(backUp());
        VERIFY_OK(f_->vault->lock());
        f_->vault.reset();
        auto vault = Vault::unlock(f_->folder(), {}, secret(goodPassphrase), Access::ReadWrite, sickDeps());
        VERIFY_OK(vault);
        sick_.flipAfter = u"/manifest"_s;
        sick_.flip = backup() + u"/t/snapshot/c"_s;
        QCOMPARE(code((*vault)->backup(backup(), 5, {})), "backup-damaged"_ba);
        QCOMPARE(snapshots().size(), 1);
        sick_.flipAfter.clear();
        VERIFY_OK((*vault)->backup(backup(), 5, {}));
        QCOMPARE(snapshots().size(), 2);
    }

    void rowsThatAreWrongInTheStudyAreToldAndBackedUp() {
        f_->vault.reset();
        OpenedStudy closed(*f_);
        VERIFY_OK(closed.tamper("INSERT INTO user_role(user_id,role) VALUES(999,'reader');"
                                "UPDATE audit SET action='other' WHERE seq=2"));
        QVERIFY(f_->open());
        for (int n = 1; n <= 2; ++n) {
            const auto report = backUp();
            VERIFY_OK(report);
            QVERIFY(report->verified);
            QSet<QByteArray> kinds;
            for (const Damage& damage : report->damage)
                kinds.insert(damage.kindCode());
            QCOMPARE(kinds, QSet<QByteArray>({"chain", "reference"}));
            QCOMPARE(snapshots().size(), n);
        }
    }

    // (6) ---------------------------------------------------------------------------------------------------

    void readersAndWritersOfABackupWaitForEachOther() {
        VERIFY_OK(keep(*f_->vault, QByteArray(200'000, 'g')));
        VERIFY_OK(backUp());
        {
            const auto reader = backupFolder::share(backup(), f_->files);
            VERIFY_OK(reader);
            QVERIFY(reader->isOpen());
            QCOMPARE(code(backUp()), "backup-in-use"_ba);
            VERIFY_OK(check()); // any number of readers
        }
        VERIFY_OK(backUp());
        f_->vault.reset();
        OpenedStudy closed(*f_);
        const auto taken = [&] {
            return StudyLock::take(f_->files, backup(), closed.keys(), closed.header().studyId);
        };
        {
            const auto writer = taken();
            VERIFY_OK(writer);
            QCOMPARE(code(check()), "backup-in-use"_ba);
            QCOMPARE(code(restore()), "backup-in-use"_ba);
            QVERIFY(!QFile::exists(again()));
        }
        int looks = 0, free = 0;
        const Job job{{}, [&](std::int64_t, std::int64_t) {
                          ++looks;
                          free += taken() ? 1 : 0;
                      }};
        VERIFY_OK(Vault::restore(backup(), {}, again(), {}, secret(goodPassphrase), job, f_->deps()));
        QVERIFY(looks > 0);
        QCOMPARE(free, 0);
        VERIFY_OK(taken());
    }

    void nothingIsLockedWhereThereIsNoBackup() {
        const QString holiday = f_->beside(u"holiday"_s);
        QVERIFY(QDir().mkpath(holiday));
        QCOMPARE(code(backupFolder::share(holiday, f_->files)), "not-a-backup"_ba);
        QVERIFY(QDir(holiday).isEmpty());
    }

    // (7) ---------------------------------------------------------------------------------------------------

    void removedSnapshotsAreInTheAudit() {
        const auto first = backUp(1);
        VERIFY_OK(first);
        VERIFY_OK(backUp(1));
        const auto row = f_->vault->database().read([&](ReadConnection& c) {
            return c.one("SELECT count(*) FROM audit_value WHERE value LIKE '%, removed ' || ?",
                         first->snapshot);
        });
        QCOMPARE(row->value_or(0), 1);
    }

    // (8) ---------------------------------------------------------------------------------------------------

    void aFirstBackupThatWasKilledAtOnceIsBegunAgain() {
        QVERIFY(QDir().mkpath(backup()));
        QVERIFY(writeFile(backup() + u"/casebook.backup.new"_s, "CASEB"));
        VERIFY_OK(backUp());
        const QString other = f_->beside(u"other"_s);
        QVERIFY(QDir().mkpath(other) && writeFile(other + u"/casebook.backup.new"_s, "CASEB") &&
                writeFile(other + u"/picture"_s, "x"));
        QCOMPARE(code(f_->vault->backup(other, 5, {})), "not-a-backup"_ba);
        QVERIFY(QFile::exists(other + u"/casebook.backup.new"_s));
    }
};

QTEST_GUILESS_MAIN(BackupFaultsTest)
#include "BackupFaultsTest.moc"
