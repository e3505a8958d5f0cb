// SPDX-License-Identifier: GPL-3.0-or-later
//
// Backup, check and restore by commands: what was chosen once holds, and what a restore changes is said.
#include "storage/study/BackupService.h"
#include "tests/app/CliStudy.h"

#include <QDirIterator>
#include <QTest>

using namespace casebook;
using namespace casebook::test;
using namespace Qt::StringLiterals;

class CliBackupTest final : public QObject {
    Q_OBJECT

    CliStudy world_;

    [[nodiscard]] QString backup() const { return world_.path("backup"); }
    [[nodiscard]] qsizetype snapshots() const {
        return backupFolder::snapshots(backup()).value_or(QList<BackupSnapshot>()).size();
    }
    /// A pack, and backups that start each day.
    [[nodiscard]] bool fill() const {
        auto vault =
            Vault::unlock(world_.folder(), {}, SecretBytes::fromUtf8(CliStudy::secret()), Access::ReadWrite);
        if (!vault)
            return false;
        const auto pack = (*vault)->objects().put({QByteArray(200'000, 'g')});
        if (!pack)
            return false;
        auto done = (*vault)->database().writeAndWait([&](WriteTransaction& tx) -> Result<> {
            AuditEntry entry;
            entry.action = "create";
            entry.objectKind = "pack";
            if (auto seq = tx.audit(entry); !seq)
                return tl::unexpected(seq.error());
            return ObjectStore::insertRow(tx, *pack).map([](std::int64_t) {});
        });
        BackupService service((*vault)->database(), (*vault)->session(), (*vault)->clock());
        return done.and_then([&] { return service.setPlan({BackupRhythm::Daily, backup()}); })
            .and_then([&] { return (*vault)->lock(); })
            .has_value();
    }

private Q_SLOTS:
    void initTestCase() {
        QVERIFY(world_.create());
        QVERIFY(fill());
    }

    void theNumberIsKept() {
        for (int n = 0; n < 3; ++n)
            QCOMPARE(world_.json({u"backup"_s, backup()}).exit, 0);
        QCOMPARE(snapshots(), 3);
        const CliRun fewer = world_.json({u"backup"_s, backup(), u"--keep"_s, u"2"_s});
        QVERIFY2(fewer.exit == 0, fewer.words());
        QCOMPARE(fewer.object()[u"removed"_s].toArray().size(), 2);
        QCOMPARE(world_.json({u"backup"_s, backup()}).object()[u"removed"_s].toArray().size(), 1);
        QCOMPARE(snapshots(), 2);
        QCOMPARE(world_.json({u"backup"_s, backup(), u"--keep"_s, u"0"_s}).exit, 2);
    }

    void aRestoreSaysThatBackupsAreOff() {
        const QString to = world_.path("restored");
        const CliRun restored = world_.json({u"restore"_s, backup(), to});
        QVERIFY2(restored.exit == 0, restored.words());
        QVERIFY(restored.object()[u"backups_off"_s].toBool());
        const CliRun words = world_.run({u"restore"_s, backup(), world_.path("restored2")});
        QVERIFY2(words.out.contains("no longer start by themselves"), words.words());
        // Both go on.
        for (const QString& folder : {world_.folder(), to, world_.folder(), to}) {
            qputenv("CASEBOOK_STUDY", folder.toLocal8Bit());
            const CliRun added = world_.json({u"subject"_s, u"add"_s, u"S-%1"_s.arg(++subjects_)});
            QVERIFY2(added.exit == 0, added.words());
        }
        qputenv("CASEBOOK_STUDY", world_.folder().toLocal8Bit());
    }

    void aCheckSaysWhatTheNextBackupMends() {
        QString pack;
        for (QDirIterator it(backup() + u"/o"_s, QDir::Files, QDirIterator::Subdirectories); it.hasNext();)
            pack = it.next();
        QFile file(pack);
        QVERIFY(file.open(QIODevice::ReadWrite) && file.seek(70'000) && file.putChar('?'));
        file.close();
        const CliRun found = world_.json({u"verify"_s, u"--backup"_s, backup()});
        QCOMPARE(found.object()[u"set_aside"_s].toArray().size(), 1);
        QVERIFY(!QFile::exists(pack));
        QCOMPARE(world_.json({u"backup"_s, backup()}).object()[u"copied"_s].toInt(), 1);
        const CliRun sound = world_.json({u"verify"_s, u"--backup"_s, backup()});
        QVERIFY2(sound.object()[u"ok"_s].toBool(), sound.words());
    }

private:
    int subjects_ = 0;
};

QTEST_GUILESS_MAIN(CliBackupTest)
#include "CliBackupTest.moc"
