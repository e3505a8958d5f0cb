// SPDX-License-Identifier: GPL-3.0-or-later
//
// A study of an older schema is backed up as it is, then migrated; one of a newer program is refused and left alone.
#include "storage/database/Migrations.h"
#include "storage/study/BackupService.h"
#include "storage/vault/Upgrade.h"
#include "tests/storage/OpenedStudy.h"

#include <QDir>

using namespace casebook;
using namespace casebook::test;
using namespace Qt::StringLiterals;

namespace {

/// What schemas 8 and 9 added, taken away again: as the program before them left a study.
/// A study of before schema 10 had none of this.
QByteArray toSchema9() {
    QByteArray sql;
    for (const QByteArray table :
         {"dicom_study", "source_identity", "subject_ident", "visit", "form", "reading_task"})
        sql += "DROP TRIGGER " + table + "_not_erased; DROP TRIGGER " + table + "_not_to_erased;";
    for (const QByteArray table : {"finding", "reading_event", "signature"})
        sql += "DROP TRIGGER " + table + "_no_delete; CREATE TRIGGER " + table +
               "_no_delete BEFORE DELETE ON " + table + " BEGIN SELECT RAISE(ABORT,'it stays'); END;";
    for (const QByteArray index :
         {"form_row_parent", "query_row", "overlay_instance", "finding_session", "reading_session_task",
          "reading_event_session", "reading_event_finding", "dicom_study_identity"})
        sql += "DROP INDEX " + index + ';';
    return sql + "DROP TRIGGER user_no_delete; DROP VIEW current_member; DROP VIEW frozen_member; DROP VIEW "
                 "stopped_subject;"
                 "CREATE VIEW current_member AS SELECT 1 AS cohort, 1 AS subject;"
                 "DROP TABLE consent_erase_now; DROP TABLE consent_withdrawal; PRAGMA user_version=9";
}

} // namespace

class UpgradeTest final : public QObject {
    Q_OBJECT

    std::unique_ptr<StudyFixture> f_;
    std::unique_ptr<OpenedStudy> closed_; ///< its keys

    [[nodiscard]] QString backup() const { return f_->beside(u"backup"_s); }
    Result<UpgradeReport> upgrade(const QString& login = u"li.na"_s) {
        return upgradeStudy(f_->folder(), login, secret(goodPassphrase), backup(), {}, f_->deps());
    }
    [[nodiscard]] bool change(const QByteArray& sql) {
        const auto connection = closed_->writable();
        return connection && (*connection)->execute(sql);
    }
    /// Schema of a database of this study, wherever it lies.
    int schemaOf(const QString& path) {
        const auto connection = sqlcipher::openForReading(
            {path, &closed_->keys().key(KeyPurpose::Database), closed_->header().databaseSalt},
            sqlcipher::Mode::ReadFrozen);
        return connection ? migrations::versionOf(**connection).value_or(-1) : -1;
    }

private Q_SLOTS:
    void init() {
        f_ = std::make_unique<StudyFixture>();
        QVERIFY(f_->make());
        f_->vault.reset();
        closed_ = std::make_unique<OpenedStudy>(*f_); // while there is one user only
        QVERIFY(f_->open());
        VERIFY_OK(f_->vault->addUser(u"carl"_s, {}, {Role::Coordinator}, secret(goodPassphrase),
                                     KdfCost::cheapForTests()));
        VERIFY_OK(f_->vault->database().writeAndWait(
            [](WriteTransaction& tx) { return addSubject(tx, u"S-0001"_s); }));
        VERIFY_OK(f_->vault->lock());
        f_->vault.reset();
    }

    void anOlderStudyIsKeptAndThenMigrated() {
        QVERIFY(change(toSchema9()));
        const auto done = upgrade();
        VERIFY_OK(done);
        QCOMPARE(done->from, 9);
        QCOMPARE(done->to, migrations::newest());
        QVERIFY(done->backup && done->backup->verified && done->backup->damage.isEmpty());
        const QString kept = backupFolder::snapshotPath(backup(), done->backup->snapshot) + u"/c"_s;
        QCOMPARE(schemaOf(kept), 9); // as it was

        auto vault =
            Vault::unlock(f_->folder(), u"li.na"_s, secret(goodPassphrase), Access::ReadWrite, f_->deps());
        VERIFY_OK(vault);
        QCOMPARE((*vault)->info().schemaVersion, migrations::newest());
        QCOMPARE(countOf((*vault)->database(), "subject").value_or(-1), 1);
        QCOMPARE(countOf((*vault)->database(), "signature").value_or(-1), 0);
        const auto noted = (*vault)->database().read(
            [](ReadConnection& c) { return c.one("SELECT count(*) FROM setting WHERE key='backup.last'"); });
        QCOMPARE(noted->value_or(0), 1);
        VERIFY_OK((*vault)->lock());
        QCOMPARE(lines(closed_->verify()), QStringList());

        // What was kept comes back, and is migrated when it is opened.
        auto restored = Vault::restore(backup(), {}, f_->beside(u"again"_s), u"li.na"_s,
                                       secret(goodPassphrase), {}, f_->deps());
        VERIFY_OK(restored);
        QVERIFY(restored->report.damage.isEmpty());
        QCOMPARE(restored->vault->info().schemaVersion, migrations::newest());
    }

    void asManyAreKeptAsTheAdministratorChose() {
        {
            auto vault = Vault::unlock(f_->folder(), u"li.na"_s, secret(goodPassphrase), Access::ReadWrite,
                                       f_->deps());
            VERIFY_OK(vault);
            VERIFY_OK(BackupService((*vault)->database(), (*vault)->session(), f_->clock)
                          .setPlan({BackupRhythm::Off, backup(), 2}));
            for (int n = 0; n < 3; ++n)
                VERIFY_OK((*vault)->backup(backup(), 5, {}));
            VERIFY_OK((*vault)->lock());
        }
        QVERIFY(change(toSchema9()));
        const auto done = upgrade();
        VERIFY_OK(done);
        QCOMPARE(done->backup->removedSnapshots.size(), 2);
        QCOMPARE(backupFolder::snapshots(backup()).value_or(QList<BackupSnapshot>()).size(), 2);
    }

    void aCurrentStudyIsLeftAlone() {
        const QByteArray before = readFile(f_->path(u"d/c"_s));
        const auto done = upgrade();
        VERIFY_OK(done);
        QCOMPARE(done->from, migrations::newest());
        QCOMPARE(done->to, migrations::newest());
        QVERIFY(!done->backup && !QFile::exists(backup()));
        QCOMPARE(readFile(f_->path(u"d/c"_s)), before);
    }

    void aNewerStudyIsRefused() {
        QVERIFY(change("PRAGMA user_version=" + QByteArray::number(migrations::newest() + 1)));
        const auto refused = upgrade();
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, "newer-format"_ba);
        QVERIFY(!QFile::exists(backup()));
        QCOMPARE(schemaOf(f_->path(u"d/c"_s)), migrations::newest() + 1);
    }

    /// Nor read by a program that does not know what its columns mean.
    void aNewerStudyIsNotReadEither() {
        QVERIFY(change("PRAGMA user_version=" + QByteArray::number(migrations::newest() + 1)));
        const auto opened =
            Vault::unlock(f_->folder(), u"li.na"_s, secret(goodPassphrase), Access::ReadOnly, f_->deps());
        QVERIFY(!opened);
        QCOMPARE(opened.error().code, "newer-format"_ba);
    }

    void onlyWhoManagesTheStudy() {
        QVERIFY(change(toSchema9()));
        const auto refused = upgrade(u"carl"_s);
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, "no-right"_ba);
        QCOMPARE(schemaOf(f_->path(u"d/c"_s)), 9);
    }

    void withoutABackupNothingIsMigrated() {
        QVERIFY(change(toSchema9()));
        QVERIFY(QDir().mkpath(backup()) && writeFile(backup() + u"/other"_s, "not a backup"));
        const auto refused = upgrade();
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, "not-a-backup"_ba);
        QCOMPARE(schemaOf(f_->path(u"d/c"_s)), 9);
    }
};

QTEST_GUILESS_MAIN(UpgradeTest)
#include "UpgradeTest.moc"
