// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/storage/BackupStudy.h"

#include <QDirIterator>
#include <QProcess>

using namespace casebook;
using namespace casebook::test;

/// Backup and restore against real folders: what comes back is what was there, in another place and with
/// another state folder, as on a machine that never saw the study.
class BackupTest : public QObject {
    Q_OBJECT

    static QStringList labels(Vault& vault) {
        return vault.database()
            .read([](ReadConnection& c) -> Result<QStringList> {
                auto rows = c.prepare("SELECT label FROM subject ORDER BY label");
                if (!rows)
                    return tl::unexpected(rows.error());
                QStringList found;
                for (auto row = rows->step(); row && *row; row = rows->step())
                    found.append(rows->text(0));
                return found;
            })
            .value_or(QStringList());
    }

    static Result<> enrol(Vault& vault, const QString& label) {
        return vault.database().writeAndWait([&](WriteTransaction& tx) { return addSubject(tx, label); });
    }

    static QStringList filesBelow(const QString& folder) {
        QStringList names;
        for (QDirIterator it(folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories); it.hasNext();)
            names.append(it.next());
        names.sort();
        return names;
    }

    static QString only(const QString& folder) {
        return QDir(folder).entryList(QDir::Dirs | QDir::NoDotAndDotDot).value(0);
    }

    static Result<RestoredStudy> restore(StudyFixture& f, const QString& to, const QString& snapshot = {},
                                         const char* passphrase = goodPassphrase) {
        qputenv("XDG_STATE_HOME", f.beside(to + QStringLiteral("-state")).toLocal8Bit());
        return Vault::restore(f.beside(QStringLiteral("backup")), snapshot, f.beside(to), {},
                              secret(passphrase), Job{}, f.deps());
    }

private Q_SLOTS:
    void whatWasThereComesBack() {
        StudyFixture f;
        QVERIFY(f.make());
        VERIFY_OK(enrol(*f.vault, QStringLiteral("S-0001")));
        const QByteArray content(3'000'000, 'v');
        const auto pack = keep(*f.vault, content);
        VERIFY_OK(pack);
        const auto report = f.vault->backup(f.beside(QStringLiteral("backup")), 5, Job{});
        VERIFY_OK(report);
        QVERIFY(report->verified);
        QCOMPARE(report->packs, 1);
        QCOMPARE(report->copied, 1);
        QVERIFY(report->damage.isEmpty());
        VERIFY_OK(enrol(*f.vault, QStringLiteral("S-0002"))); // not in the snapshot
        f.vault.reset();

        auto restored = restore(f, QStringLiteral("again"));
        VERIFY_OK(restored);
        QVERIFY(restored->report.damage.isEmpty());
        QCOMPARE(labels(*restored->vault), QStringList(QStringLiteral("S-0001")));
        QCOMPARE(restored->vault->objects().read(pack->id, pack->extents[0]).value_or(QByteArray()), content);
        const auto checked = restored->vault->verify(true, Job{});
        VERIFY_OK(checked);
        QVERIFY2(checked->ok(), checked->ok() ? "" : checked->damage[0].what.constData());
        QVERIFY(restored->vault->info().warnings.isEmpty());
        // It goes on being a study: written to, locked, opened again.
        VERIFY_OK(enrol(*restored->vault, QStringLiteral("S-0003")));
        VERIFY_OK(restored->vault->lock());
        const auto opened = Vault::unlock(f.beside(QStringLiteral("again")), {}, secret(goodPassphrase),
                                          Access::ReadWrite, f.deps());
        VERIFY_OK(opened);
        QCOMPARE(labels(**opened), QStringList({QStringLiteral("S-0001"), QStringLiteral("S-0003")}));
    }

    void onlyNewPacksAreCopied() {
        StudyFixture f;
        QVERIFY(f.make());
        const QString backup = f.beside(QStringLiteral("backup"));
        VERIFY_OK(keep(*f.vault, QByteArray(500'000, 'a')));
        VERIFY_OK(f.vault->backup(backup, 5, Job{}));
        VERIFY_OK(keep(*f.vault, QByteArray(700'000, 'b')));
        f.clock.advance(60'000);
        const auto second = f.vault->backup(backup, 5, Job{});
        VERIFY_OK(second);
        QCOMPARE(second->packs, 2);
        QCOMPARE(second->copied, 1);
        QCOMPARE(backupFolder::snapshots(backup).value_or(QList<BackupSnapshot>()).size(), 2);
    }

    void olderSnapshotsGoAndTakeTheirPacks() {
        StudyFixture f;
        QVERIFY(f.make());
        const QString backup = f.beside(QStringLiteral("backup"));
        const auto first = keep(*f.vault, QByteArray(100'000, 'a'));
        VERIFY_OK(first);
        VERIFY_OK(f.vault->backup(backup, 2, Job{}));
        VERIFY_OK(f.vault->database().writeAndWait([&](WriteTransaction& tx) -> Result<> {
            AuditEntry entry;
            entry.action = "remove";
            entry.objectKind = "pack";
            if (auto seq = tx.audit(entry); !seq)
                return tl::unexpected(seq.error());
            return ObjectStore::trashRow(tx, first->id);
        }));
        const QString path = backup + QLatin1Char('/') + first->id.path();
        f.clock.advance(60'000);
        VERIFY_OK(f.vault->backup(backup, 2, Job{}));
        QVERIFY(QFile::exists(path)); // the first snapshot needs it
        f.clock.advance(60'000);
        const auto third = f.vault->backup(backup, 2, Job{});
        VERIFY_OK(third);
        QCOMPARE(third->removedSnapshots.size(), 1);
        QVERIFY(!QFile::exists(path));
    }

    void anOlderSnapshotCanBeChosen() {
        StudyFixture f;
        QVERIFY(f.make());
        const QString backup = f.beside(QStringLiteral("backup"));
        VERIFY_OK(enrol(*f.vault, QStringLiteral("S-0001")));
        const auto first = f.vault->backup(backup, 5, Job{});
        VERIFY_OK(first);
        VERIFY_OK(enrol(*f.vault, QStringLiteral("S-0002")));
        f.clock.advance(60'000);
        VERIFY_OK(f.vault->backup(backup, 5, Job{}));
        f.vault.reset();
        auto old = restore(f, QStringLiteral("old"), first->snapshot);
        VERIFY_OK(old);
        QCOMPARE(labels(*old->vault), QStringList(QStringLiteral("S-0001")));
        auto newest = restore(f, QStringLiteral("newest"));
        VERIFY_OK(newest);
        QCOMPARE(labels(*newest->vault).size(), 2);
        auto none = restore(f, QStringLiteral("none"), QStringLiteral("20000101T000000Z-1"));
        QVERIFY(!none);
        QCOMPARE(none.error().code, QByteArray("no-such-snapshot"));
    }

    void refusals() {
        StudyFixture f;
        QVERIFY(f.make());
        const auto code = [](const auto& result) {
            return result ? QByteArray("done") : result.error().code;
        };
        QCOMPARE(code(f.vault->backup(f.path(QStringLiteral("inside")), 5, Job{})),
                 QByteArray("backup-inside-study"));
        QDir().mkpath(f.beside(QStringLiteral("holiday")));
        QVERIFY(writeFile(f.beside(QStringLiteral("holiday/picture.jpg")), "x"));
        QCOMPARE(code(f.vault->backup(f.beside(QStringLiteral("holiday")), 5, Job{})),
                 QByteArray("not-a-backup"));
        const QString backup = f.beside(QStringLiteral("backup"));
        VERIFY_OK(f.vault->backup(backup, 5, Job{}));
        QCOMPARE(code(restore(f, QStringLiteral("wrong"), {}, "not this passphrase")),
                 QByteArray("wrong-passphrase"));
        QVERIFY(!QFile::exists(f.beside(QStringLiteral("wrong"))));
        QVERIFY(writeFile(f.beside(QStringLiteral("full")), "a file"));
        QCOMPARE(code(restore(f, QStringLiteral("full"))), QByteArray("study-exists"));
        QCOMPARE(code(Vault::restore(f.beside(QStringLiteral("holiday")), {}, f.beside(QStringLiteral("x")),
                                     {}, secret(goodPassphrase), Job{}, f.deps())),
                 QByteArray("not-a-backup"));
        StudyFixture other;
        QVERIFY(other.make());
        QCOMPARE(code(other.vault->backup(backup, 5, Job{})), QByteArray("backup-other-study"));
    }

    /// A pack of the study that is damaged must not stop the backup of all others, nor replace a good copy.
    void aDamagedPackIsNamedAndLeftOut() {
        StudyFixture f;
        QVERIFY(f.make());
        const QString backup = f.beside(QStringLiteral("backup"));
        const auto good = keep(*f.vault, QByteArray(200'000, 'g'));
        const auto bad = keep(*f.vault, QByteArray(200'000, 'b'));
        VERIFY_OK(good);
        VERIFY_OK(bad);
        QVERIFY(flipByte(f.path(bad->id.path()), 70'000));
        const auto report = f.vault->backup(backup, 5, Job{});
        VERIFY_OK(report);
        QCOMPARE(report->damage.size(), 1);
        QCOMPARE(report->damage[0].object.toLatin1(), bad->id.hex());
        QCOMPARE(report->copied, 1);
        // What is left of it is kept as long as a snapshot names it.
        const QString aside = backup + QStringLiteral("/damaged/") + QString::fromLatin1(bad->id.hex());
        QVERIFY(QFile::exists(aside));
        f.clock.advance(60'000);
        const auto second = f.vault->backup(backup, 1, Job{});
        VERIFY_OK(second);
        QCOMPARE(second->removedSnapshots.size(), 1);
        QVERIFY(QFile::exists(aside));
        f.vault.reset();
        auto restored = restore(f, QStringLiteral("part"));
        VERIFY_OK(restored);
        QCOMPARE(restored->report.damage.size(), 1);
        QCOMPARE(restored->report.damage[0].what, QByteArray("hash"));
        VERIFY_OK(restored->vault->objects().read(good->id, good->extents[0]));
        QVERIFY(!restored->vault->objects().read(bad->id, bad->extents[0]));
        QVERIFY(restored->vault->objects().read(bad->id, {0, 60'000}) == QByteArray(60'000, 'b'));
    }

    void everyFlippedByteOfABackupIsFound_data() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QByteArray>("kind");
        QTest::newRow("header") << QStringLiteral("casebook.study") << QByteArray("header");
        QTest::newRow("header copy") << QStringLiteral("casebook.bak") << QByteArray("header");
        QTest::newRow("database") << QStringLiteral("c") << QByteArray("database");
        QTest::newRow("manifest") << QStringLiteral("manifest") << QByteArray("manifest");
        QTest::newRow("pack") << QString() << QByteArray("object");
    }

    void everyFlippedByteOfABackupIsFound() {
        QFETCH(QString, name);
        QFETCH(QByteArray, kind);
        StudyFixture f;
        QVERIFY(f.make());
        const QString backup = f.beside(QStringLiteral("backup"));
        const auto pack = keep(*f.vault, QByteArray(150'000, 'p'));
        VERIFY_OK(pack);
        VERIFY_OK(f.vault->backup(backup, 5, Job{}));
        f.vault.reset();
        const QString snapshot = only(backup + QStringLiteral("/s"));
        const QString inside = name.isEmpty()
                                   ? pack->id.path()
                                   : QString(QStringLiteral("s/") + snapshot + QLatin1Char('/') + name);
        const QString path = backup + QLatin1Char('/') + inside;
        const QByteArray sound = readFile(path);
        for (qsizetype at = 0; at < sound.size(); at += std::max<qsizetype>(1, sound.size() / 23)) {
            QByteArray changed = sound;
            changed[at] = char(changed[at] ^ 0x10);
            QVERIFY(writeFile(path, changed));
            const auto report = Vault::verifyBackup(backup, {}, {}, secret(goodPassphrase), Job{}, f.deps());
            if (kind == "manifest" || !report) {
                QVERIFY2(!report, qPrintable(QString::number(at)));
                QCOMPARE(report.error().kind, ErrorKind::Damaged);
                continue;
            }
            QVERIFY2(!report->ok(), qPrintable(QString::number(at)));
            QCOMPARE(report->damage[0].kindCode(), kind);
        }
        QVERIFY(writeFile(path, sound));
        const auto whole = Vault::verifyBackup(backup, {}, {}, secret(goodPassphrase), Job{}, f.deps());
        VERIFY_OK(whole);
        QVERIFY(whole->ok());
    }

    /// An older snapshot instead of the newest one is what a person must be told.
    void aSnapshotThatIsPassedOverIsNamed() {
        StudyFixture f;
        QVERIFY(f.make());
        const QString backup = f.beside(QStringLiteral("backup"));
        VERIFY_OK(f.vault->backup(backup, 5, Job{}));
        f.clock.advance(60'000);
        const auto newest = f.vault->backup(backup, 5, Job{});
        VERIFY_OK(newest);
        f.vault.reset();
        const QString inside = QStringLiteral("s/") + newest->snapshot;
        QVERIFY(flipByte(backup + u'/' + inside + QStringLiteral("/manifest"), 30));
        const auto report = Vault::verifyBackup(backup, {}, {}, secret(goodPassphrase), Job{}, f.deps());
        VERIFY_OK(report);
        QCOMPARE(report->damage.size(), 1);
        QCOMPARE(report->damage[0].path, inside);
        const auto restored = restore(f, QStringLiteral("older"));
        VERIFY_OK(restored);
        QVERIFY(restored->report.snapshot != newest->snapshot);
        QCOMPARE(restored->report.damage.size(), 1);
        QCOMPARE(restored->report.damage[0].path, inside);
    }

    void aDamagedDatabaseRestoresNothing() {
        StudyFixture f;
        QVERIFY(f.make());
        const QString backup = f.beside(QStringLiteral("backup"));
        VERIFY_OK(f.vault->backup(backup, 5, Job{}));
        f.vault.reset();
        QVERIFY(flipByte(backup + QStringLiteral("/s/") + only(backup + QStringLiteral("/s")) +
                             QStringLiteral("/c"),
                         5000));
        const auto restored = restore(f, QStringLiteral("nothing"));
        QVERIFY(!restored);
        QCOMPARE(restored.error().code, QByteArray("backup-damaged"));
        QVERIFY(!QFile::exists(f.beside(QStringLiteral("nothing"))));
    }

    void noPlainTextInTheBackup() {
        StudyFixture f;
        QVERIFY(f.make());
        VERIFY_OK(enrol(*f.vault, QStringLiteral("PLANTED-LABEL-77")));
        VERIFY_OK(keep(*f.vault, QByteArray("PLANTED-LABEL-77 in a pack")));
        const QString backup = f.beside(QStringLiteral("backup"));
        VERIFY_OK(f.vault->backup(backup, 5, Job{}));
        for (const QString& file : filesBelow(backup))
            QVERIFY2(!readFile(file).contains("PLANTED-LABEL"), qPrintable(file));
    }

    /// Stopped at every tenth of its way: the backup before it stays whole, and the next one works.
    void cancelledBackupsLeaveTheLastOneWhole() {
        StudyFixture f;
        QVERIFY(f.make());
        const QString backup = f.beside(QStringLiteral("backup"));
        VERIFY_OK(f.vault->backup(backup, 5, Job{}));
        VERIFY_OK(keep(*f.vault, QByteArray(20'000'000, 'k')));
        std::stop_source stop;
        Job job{stop.get_token(), [&](std::int64_t done, std::int64_t) {
                    if (done > 0)
                        stop.request_stop();
                }};
        f.clock.advance(60'000);
        const auto cut = f.vault->backup(backup, 5, job);
        QVERIFY(!cut);
        QCOMPARE(cut.error().kind, ErrorKind::Cancelled);
        QCOMPARE(backupFolder::snapshots(backup).value_or(QList<BackupSnapshot>()).size(), 1);
        const auto whole = Vault::verifyBackup(backup, {}, {}, secret(goodPassphrase), Job{}, f.deps());
        VERIFY_OK(whole);
        QVERIFY(whole->ok());
        const auto next = f.vault->backup(backup, 5, Job{});
        VERIFY_OK(next);
        QVERIFY(QDir(backup + QStringLiteral("/t")).isEmpty(QDir::Files | QDir::Dirs | QDir::NoDotAndDotDot));
    }

    void aReaderMayNot() {
        StudyFixture f;
        QVERIFY(f.make());
        VERIFY_OK(f.vault->addUser(QStringLiteral("reader"), {}, {Role::Reader},
                                   secret("another long passphrase"), KdfCost::cheapForTests()));
        f.vault.reset();
        auto reader = Vault::unlock(f.folder(), QStringLiteral("reader"), secret("another long passphrase"),
                                    Access::ReadWrite, f.deps());
        VERIFY_OK(reader);
        const auto made = (*reader)->backup(f.beside(QStringLiteral("backup")), 5, Job{});
        QVERIFY(!made);
        QCOMPARE(made.error().code, QByteArray("no-right"));
    }
};

QTEST_GUILESS_MAIN(BackupTest)
#include "BackupTest.moc"
