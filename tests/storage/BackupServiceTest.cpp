// SPDX-License-Identifier: GPL-3.0-or-later
//
// When a backup is due, what is said of the last one and to whom, where a backup may go, and how long the disk lasts.
#include "storage/study/BackupPlace.h"
#include "storage/study/BackupService.h"
#include "tests/storage/StudyFixture.h"

#include <QDir>
#include <QDirIterator>

#include <thread>

using namespace casebook;
using namespace casebook::test;
using namespace Qt::StringLiterals;

namespace {

constexpr std::int64_t kHourMs = 3'600'000, kDayMs = 24 * kHourMs;

Session withRole(const Session& session, Role role) {
    Session out = session;
    out.roles = {role};
    return out;
}

/// A pack with its row, as a service makes one.
Result<> keep(Vault& vault, const QByteArray& bytes) {
    const auto pack = vault.objects().put({bytes});
    if (!pack)
        return tl::unexpected(pack.error());
    return vault.database().writeAndWait([&](WriteTransaction& tx) -> Result<> {
        AuditEntry entry;
        entry.action = "create";
        entry.objectKind = "pack";
        if (auto seq = tx.audit(entry); !seq)
            return tl::unexpected(seq.error());
        return ObjectStore::insertRow(tx, *pack).map([](std::int64_t) {});
    });
}

qint64 bytesBelow(const QString& folder) {
    qint64 sum = 0;
    for (QDirIterator it(folder, QDir::Files, QDirIterator::Subdirectories); it.hasNext();)
        sum += it.nextFileInfo().size();
    return sum;
}

} // namespace

class BackupServiceTest final : public QObject {
    Q_OBJECT

    std::unique_ptr<StudyFixture> f_;

    [[nodiscard]] BackupService service() const {
        return {f_->vault->database(), f_->vault->session(), f_->clock};
    }
    [[nodiscard]] QString backup() const { return f_->beside(u"backup"_s); }

private Q_SLOTS:
    void init() {
        if (f_ && qstrcmp(QTest::currentTestFunction(), "isDueByTheCalendar") == 0 &&
            QTest::currentDataTag() && qstrcmp(QTest::currentDataTag(), "off, at once") != 0)
            return; // all rows of one study and its one backup
        f_ = std::make_unique<StudyFixture>();
        QVERIFY(f_->make());
    }

    /// What was erased while it ran is in it. Nobody waits for its end to compact.
    void aBackupIsAsOldAsItsBeginning() {
        VERIFY_OK(keep(*f_->vault, QByteArray(200'000, 'p')));
        const std::int64_t begun = f_->clock.utc;
        QByteArray compacted;
        const Job job{{}, [&](std::int64_t, std::int64_t) {
                          f_->clock.advance(kHourMs);
                          std::thread([&] { compacted = f_->vault->compact({}).error().code; }).join();
                      }};
        VERIFY_OK(f_->vault->backup(backup(), 3, job));
        QCOMPARE(compacted, "backup-running"_ba);
        QVERIFY(f_->clock.utc > begun);
        QCOMPARE(service().state()->last->timeMs, begun);
        VERIFY_OK(f_->vault->compact({}));
    }

    void aStudyWithoutBackupIsDue() {
        const auto state = service().state();
        VERIFY_OK(state);
        QVERIFY(!state->last && state->due);
        QCOMPARE(state->ageDays, -1);
        QCOMPARE(state->plan, BackupPlan());
    }

    /// The study lies in a zone eight hours ahead and its backup is made at 08:00 there.
    void isDueByTheCalendar_data() {
        QTest::addColumn<int>("rhythm");
        QTest::addColumn<qint64>("later");
        QTest::addColumn<int>("age");
        QTest::addColumn<bool>("due");
        const auto row = [](const char* name, BackupRhythm rhythm, std::int64_t later, int age, bool due) {
            QTest::newRow(name) << int(rhythm) << qint64(later) << age << due;
        };
        row("off, at once", BackupRhythm::Off, 0, 0, false);
        row("off, six days", BackupRhythm::Off, 6 * kDayMs, 6, false);
        row("off, seven days", BackupRhythm::Off, 7 * kDayMs, 7, true);
        row("weekly, six days", BackupRhythm::Weekly, 6 * kDayMs, 6, false);
        row("weekly, seven days", BackupRhythm::Weekly, 7 * kDayMs, 7, true);
        row("daily, the same evening", BackupRhythm::Daily, 15 * kHourMs, 0, false);
        row("daily, the next night", BackupRhythm::Daily, 17 * kHourMs, 1, true);
        row("daily, a clock that went back an hour", BackupRhythm::Daily, -kHourMs, 0, false);
        row("daily, a clock that went back a month", BackupRhythm::Daily, -30 * kDayMs, 0, true);
    }
    void isDueByTheCalendar() {
        QFETCH(int, rhythm);
        QFETCH(qint64, later);
        QFETCH(int, age);
        QFETCH(bool, due);
        if (!service().state()->last)
            VERIFY_OK(f_->vault->backup(backup(), 3, {}));
        VERIFY_OK(service().setPlan({static_cast<BackupRhythm>(rhythm), backup()}));
        f_->clock.utc = FakeClock().utc + later;
        const auto state = service().state();
        VERIFY_OK(state);
        QCOMPARE(state->ageDays, age);
        QCOMPARE(state->due, due);
    }

    void theLastBackupIsTold() {
        VERIFY_OK(keep(*f_->vault, QByteArray(300'000, 'a')));
        const auto report = f_->vault->backup(backup(), 3, {});
        VERIFY_OK(report);
        const auto state = service().state();
        VERIFY_OK(state);
        QVERIFY(state->last);
        QCOMPARE(state->last->snapshot, report->snapshot);
        QCOMPARE(state->last->folder, backup());
        QCOMPARE(state->last->timeMs, f_->clock.utc);
        QVERIFY(state->last->verified);
        QCOMPARE(state->last->damaged, 0);
        // All of the folder but header and manifest.
        const qint64 whole = bytesBelow(backup());
        QVERIFY2(state->last->bytes > 300'000 && state->last->bytes < whole &&
                     whole - state->last->bytes < 20'000,
                 QByteArray::number(state->last->bytes));
    }

    void foldersAreForWhoManages() {
        VERIFY_OK(f_->vault->backup(backup(), 3, {}));
        VERIFY_OK(service().setPlan({BackupRhythm::Weekly, backup()}));
        const Session monitor = withRole(f_->vault->session(), Role::Monitor);
        const auto seen = BackupService(f_->vault->database(), monitor, f_->clock).state();
        VERIFY_OK(seen);
        QVERIFY(seen->plan.folder.isEmpty() && seen->last && seen->last->folder.isEmpty());
        QCOMPARE(seen->plan.rhythm, BackupRhythm::Weekly);
        QCOMPARE(seen->ageDays, 0);
        QCOMPARE(service().state()->plan.folder, backup());
    }

    void aChangedPlanLeavesOneRow() {
        const auto rows = [&] { return countOf(f_->vault->database(), "audit").value_or(-1); };
        const auto before = rows();
        BackupPlan plan{BackupRhythm::Daily, backup()};
        QCOMPARE(plan.keep, 8);
        plan.keep = 30;
        VERIFY_OK(service().setPlan(plan));
        VERIFY_OK(service().setPlan(plan)); // the same again
        QCOMPARE(rows(), before + 1);
        QCOMPARE(service().state()->plan, plan);
        const auto refused = service().setPlan({BackupRhythm::Daily, u"backup"_s});
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, "bad-value"_ba);
        QVERIFY(!service().setPlan({BackupRhythm::Daily, backup(), 0}));
        QCOMPARE(service().state()->plan, plan);
    }

    void aCheckIsNoted() {
        QVERIFY(!service().state()->verify);
        VerifyReport report;
        report.damage = {{Damage::Kind::Object, u"o/1"_s, {}, "hash"},
                         {Damage::Kind::Object, u"o/2"_s, {}, "size"}};
        VERIFY_OK(service().noteVerify(report));
        const auto state = service().state();
        VERIFY_OK(state);
        QVERIFY(state->verify);
        QCOMPARE(state->verify->damaged, 2);
        QCOMPARE(state->verify->timeMs, f_->clock.utc);
        QVERIFY(f_->open(Access::ReadOnly));
        const auto refused = service().noteVerify({});
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, "read-only"_ba);
    }

    void growthIsOfTheLastMonth() {
        VERIFY_OK(keep(*f_->vault, QByteArray(900'000, 'a')));
        f_->clock.advance(5 * kDayMs);
        QCOMPARE(service().state()->growth.days, 5);
        f_->clock.advance(60 * kDayMs);
        VERIFY_OK(keep(*f_->vault, QByteArray(300'000, 'b')));
        f_->clock.advance(kDayMs);
        const auto growth = service().state()->growth;
        QCOMPARE(growth.days, 30);
        QVERIFY2(growth.bytes > 300'000 && growth.bytes < 310'000, QByteArray::number(growth.bytes));
    }

    void daysLeftOnlyWhereItCanBeTold_data() {
        QTest::addColumn<int>("days");
        QTest::addColumn<qint64>("bytes");
        QTest::addColumn<qint64>("free");
        QTest::addColumn<qint64>("left"); ///< below 0: not told
        QTest::newRow("a month") << 30 << qint64(3000) << qint64(1000) << qint64(10);
        QTest::newRow("a week") << 7 << qint64(700) << qint64(1000) << qint64(10);
        QTest::newRow("full") << 30 << qint64(3000) << qint64(0) << qint64(0);
        QTest::newRow("a young study") << 6 << qint64(3000) << qint64(1000) << qint64(-1);
        QTest::newRow("nothing came in") << 30 << qint64(0) << qint64(1000) << qint64(-1);
        QTest::newRow("free space unknown") << 30 << qint64(3000) << qint64(-1) << qint64(-1);
    }
    void daysLeftOnlyWhereItCanBeTold() {
        QFETCH(int, days);
        QFETCH(qint64, bytes);
        QFETCH(qint64, free);
        QFETCH(qint64, left);
        QCOMPARE(daysLeft({bytes, days}, free).value_or(-1), left);
    }

    void aDiskWithOtherThingsGetsAFolderOfItsOwn() {
        const Uuid study = f_->vault->info().study;
        QCOMPARE(backupPlace::within(backup(), study), backup()); // absent
        QVERIFY(QDir().mkpath(backup()));
        QCOMPARE(backupPlace::within(backup(), study), backup()); // empty
        VERIFY_OK(f_->vault->backup(backup(), 3, {}));
        QCOMPARE(backupPlace::within(backup(), study), backup()); // holds it already
        const QString disk = f_->beside(u"disk"_s);
        QVERIFY(QDir().mkpath(disk) && writeFile(disk + u"/other"_s, "x"));
        const QString own = backupPlace::within(disk, study);
        QCOMPARE(QFileInfo(own).path(), disk);
        VERIFY_OK(f_->vault->backup(own, 3, {}));
        QCOMPARE(backupPlace::within(disk, study), own);
    }

    void aDiskThatIsNotConnectedIsNotReachable() {
        QVERIFY(!backupPlace::isReachable({}, false));
        QVERIFY(backupPlace::isReachable(backup(), false)); // can be made
        QVERIFY(!backupPlace::isReachable(backup() + u"/deep/down"_s, false));
        VERIFY_OK(f_->vault->backup(backup(), 3, {}));
        QVERIFY(backupPlace::isReachable(backup(), true));
        // Where a disk was mounted an empty folder stays.
        QVERIFY(QDir(backup()).removeRecursively() && QDir().mkpath(backup()));
        QVERIFY(!backupPlace::isReachable(backup(), true));
    }

    void freeSpaceIsThatOfTheDisk() {
        QVERIFY(backupPlace::freeBytes(f_->folder()) > 0);
        QCOMPARE(backupPlace::freeBytes(f_->beside(u"not/there/yet"_s)) > 0, true);
    }
};

QTEST_GUILESS_MAIN(BackupServiceTest)
#include "BackupServiceTest.moc"
