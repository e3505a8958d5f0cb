// SPDX-License-Identifier: GPL-3.0-or-later
//
// Packs in a backup that are not what they were: what the next backup does about them, and what a restore brings back.
#include "tests/storage/BackupStudy.h"

using namespace casebook;
using namespace casebook::test;

class BackupPacksTest final : public BackupStudy {
    Q_OBJECT

private Q_SLOTS:
    void init() { make(); }

    /// Of a pack with a rotten byte all chunks but one come back, from its place or from where a check put it.
    void aRestoreBringsTheRestOfARottenPack_data() {
        QTest::addColumn<bool>("checked");
        QTest::newRow("in its place") << false;
        QTest::newRow("put aside") << true;
    }
    void aRestoreBringsTheRestOfARottenPack() {
        QFETCH(bool, checked);
        const auto pack = keep(*f_->vault, QByteArray(200'000, 'g'));
        VERIFY_OK(pack);
        VERIFY_OK(backUp());
        QVERIFY(flipByte(backup() + u'/' + pack->id.path(), 150'000));
        if (checked)
            QCOMPARE(check()->setAside.size(), 1);
        const auto restored = restore();
        VERIFY_OK(restored);
        QCOMPARE(restored->report.packs, 0);
        QCOMPARE(restored->report.damage.size(), 1);
        QCOMPARE(restored->report.damage[0].what, "hash"_ba);
        QVERIFY(restored->vault->objects().read(pack->id, {0, 60'000}) == QByteArray(60'000, 'g'));
        QVERIFY(!restored->vault->objects().read(pack->id, pack->extents[0]));
    }

    void aSoundPackThatWasPutAsideComesBack() {
        const auto pack = keep(*f_->vault, QByteArray(200'000, 'g'));
        VERIFY_OK(pack);
        VERIFY_OK(backUp());
        QVERIFY(QDir().mkpath(backup() + u"/damaged"_s));
        QVERIFY(QFile::rename(backup() + u'/' + pack->id.path(), backup() + u"/damaged/"_s + hexOf(pack)));
        const auto restored = restore();
        VERIFY_OK(restored);
        QVERIFY(restored->report.damage.isEmpty());
        VERIFY_OK(restored->vault->objects().read(pack->id, pack->extents[0]));
    }

    /// It must not count as there for the next backup, which looks at new ones only.
    void aPackThatFailedTheReadBackIsCopiedAnew() {
        const auto pack = keep(*f_->vault, QByteArray(200'000, 'g'));
        VERIFY_OK(pack);
        QVERIFY(openSick());
        sick_.flipAfter = u"backup/"_s + pack->id.path();
        sick_.flip = backup() + u'/' + pack->id.path();
        QCOMPARE(code(backUp()), "backup-damaged"_ba);
        QVERIFY(snapshots().isEmpty());
        sick_.flipAfter.clear();
        const auto next = backUp();
        VERIFY_OK(next);
        QCOMPARE(next->copied, 1);
        QCOMPARE(lines(check()), QStringList());
    }

    /// Nobody has read back yet what a backup copied that was stopped.
    void whatAStoppedBackupLeftIsReadByTheNext_data() {
        QTest::addColumn<bool>("rotten");
        QTest::addColumn<int>("copied");
        QTest::newRow("sound") << false << 0;
        QTest::newRow("rotten") << true << 1;
    }
    void whatAStoppedBackupLeftIsReadByTheNext() {
        QFETCH(bool, rotten);
        QFETCH(int, copied);
        const auto pack = keep(*f_->vault, QByteArray(200'000, 'g'));
        VERIFY_OK(pack);
        std::stop_source stop;
        const Job job{stop.get_token(), [&](std::int64_t done, std::int64_t) {
                          if (done > 0)
                              stop.request_stop();
                      }};
        QCOMPARE(code(f_->vault->backup(backup(), 5, job)), "cancelled"_ba);
        const QString path = backup() + u'/' + pack->id.path();
        QVERIFY(QFile::exists(path));
        QVERIFY(!rotten || flipByte(path, 5000));
        const auto next = backUp();
        VERIFY_OK(next);
        QCOMPARE(next->copied, copied);
        QCOMPARE(lines(check()), QStringList());
    }

    /// A copy that was cut short stays until there is a better one.
    void aCutCopyIsKeptWhereTheStudyHasNoBetter() {
        const auto pack = keep(*f_->vault, QByteArray(200'000, 'g'));
        VERIFY_OK(pack);
        VERIFY_OK(backUp());
        const QString path = backup() + u'/' + pack->id.path();
        QVERIFY(QFile::resize(path, 100'000));
        QVERIFY(openSick());
        sick_.unreadable = u"study/"_s + pack->id.path();
        const auto report = backUp();
        VERIFY_OK(report);
        QCOMPARE(report->damage.size(), 1);
        QCOMPARE(report->packs, 0);
        QCOMPARE(QFileInfo(backup() + u"/damaged/"_s + hexOf(pack)).size(), 100'000);
        sick_.unreadable.clear();
        VERIFY_OK(backUp());
        QVERIFY(QFile::exists(path) && !QFile::exists(backup() + u"/damaged/"_s + hexOf(pack)));
        QCOMPARE(lines(check()), QStringList());
    }

    /// The snapshot is made by then: it is in the audit, and is the last backup.
    void whatCannotBeRemovedFailsNoBackup() {
        const auto pack = keep(*f_->vault, QByteArray(200'000, 'g'));
        VERIFY_OK(pack);
        QVERIFY(openSick());
        VERIFY_OK(backUp(1));
        VERIFY_OK(f_->vault->database().writeAndWait([&](WriteTransaction& tx) -> Result<> {
            AuditEntry entry;
            entry.action = "remove";
            entry.objectKind = "pack";
            if (auto seq = tx.audit(entry); !seq)
                return tl::unexpected(seq.error());
            return ObjectStore::trashRow(tx, pack->id);
        }));
        sick_.unremovable = u"backup/"_s + pack->id.path();
        const auto second = backUp(1);
        VERIFY_OK(second);
        QCOMPARE(second->removedSnapshots.size(), 1);
        const auto rows = f_->vault->database().read(
            [](ReadConnection& c) { return c.one("SELECT count(*) FROM audit WHERE action='backup'"); });
        QCOMPARE(rows->value_or(0), 2);
        sick_.unremovable.clear();
        VERIFY_OK(backUp(1));
        QVERIFY(!QFile::exists(backup() + u'/' + pack->id.path()));
    }

    void aRottenPackIsCopiedAnewByTheNextBackup_data() {
        QTest::addColumn<bool>("unreadable");
        QTest::newRow("rotten") << false;
        QTest::newRow("unreadable") << true;
    }
    void aRottenPackIsCopiedAnewByTheNextBackup() {
        QFETCH(bool, unreadable);
        const auto pack = keep(*f_->vault, QByteArray(200'000, 'g'));
        VERIFY_OK(pack);
        VERIFY_OK(backUp());
        const QString path = backup() + u'/' + pack->id.path();
        const QString aside = backup() + u"/damaged/"_s + QString::fromLatin1(pack->id.hex());
        if (unreadable)
            sick_.unreadable = u"backup/"_s + pack->id.path();
        else
            QVERIFY(flipByte(path, 70'000));
        const auto found = check();
        sick_.unreadable.clear();
        VERIFY_OK(found);
        QCOMPARE(found->damage.size(), 1);
        QCOMPARE(found->setAside, QStringList(pack->id.path()));
        QVERIFY(!QFile::exists(path) && QFile::exists(aside));
        const auto next = backUp();
        VERIFY_OK(next);
        QCOMPARE(next->copied, 1);
        QVERIFY(QFile::exists(path) && !QFile::exists(aside));
        const auto sound = check();
        VERIFY_OK(sound);
        QVERIFY(sound->ok() && sound->setAside.isEmpty());
    }

    /// A disk may fail to read for once. Where the study has lost its own, what was put aside is looked at again.
    void aPackThatWasPutAsideIsTakenBack() {
        const auto pack = keep(*f_->vault, QByteArray(200'000, 'g'));
        VERIFY_OK(pack);
        VERIFY_OK(backUp());
        sick_.unreadable = u"backup/"_s + pack->id.path();
        QCOMPARE(check()->setAside.size(), 1);
        sick_.unreadable.clear();
        QVERIFY(flipByte(f_->path(pack->id.path()), 70'000));
        const auto next = backUp();
        VERIFY_OK(next);
        QCOMPARE(next->packs, 1);
        QCOMPARE(next->damage.size(), 1); // the study's own is told all the same
        QCOMPARE(next->damage.first().what, QByteArray("hash"));
        QVERIFY(next->verified);
        QVERIFY(QFile::exists(backup() + u'/' + pack->id.path()));
        QCOMPARE(lines(check()), QStringList());
    }
};

QTEST_GUILESS_MAIN(BackupPacksTest)
#include "BackupPacksTest.moc"
