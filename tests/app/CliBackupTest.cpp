// SPDX-License-Identifier: GPL-3.0-or-later
//
// Backup, check and restore by commands: what was chosen once holds, and what a restore changes is said.
#include "storage/study/BackupService.h"
#include "tests/app/CliStudy.h"
#include "tests/storage/KeptPack.h"
#include "tests/support/SmallSeries.h"

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
        BackupService service((*vault)->database(), (*vault)->session(), (*vault)->clock());
        return keep(**vault, QByteArray(200'000, 'g'))
            .and_then([&](const PackRef&) { return service.setPlan({BackupRhythm::Daily, backup()}); })
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

    /// The lines of the manual for a new computer, as printed, in a home that knows nothing of the old one.
    void aCleanMachine() {
        QVERIFY(world_.create(u"lost"_s));
        QVERIFY(writeSmallSeries(world_.path("dicom"), 2, 5, 32));
        QCOMPARE(world_.json({u"import"_s, u"dicom"_s, world_.path("dicom")}).exit, 0);
        QCOMPARE(world_.json({u"subject"_s, u"add"_s, u"P-7"_s}).exit, 0);
        const CliRun volume = world_.json({u"volume"_s, u"info"_s, u"2.25.777.1"_s});
        QVERIFY2(volume.object()[u"volumes"_s][0][u"voxels_sha256"_s].toString().size() == 64,
                 volume.words());
        const QString home = world_.path("new-home");
        QVERIFY(QDir().mkpath(home));
        QCOMPARE(world_.json({u"backup"_s, home + u"/backup"_s}).exit, 0);
        // The old computer is gone: study, home, settings, state, cache.
        for (const char* name : {"lost", "home", "config", "cache", "data", "state", "tmp"})
            QVERIFY(QDir(world_.path(name)).removeRecursively());
        for (const char* name : {"tmp", "config", "cache", "data", "state"})
            QVERIFY(QDir().mkpath(home + u'/' + QLatin1StringView(name)));
        const QStringList lines = linesForANewComputer();
        QCOMPARE(lines.size(), 5);
        const CliRun walked = onTheNewComputer(home, lines.join(u'\n'));
        QVERIFY2(walked.exit == 0, walked.words());
        QVERIFY2(walked.out.contains("P-7"), walked.words());
        const QString restored = u"export CASEBOOK_STUDY=~/restored\n"_s;
        const CliRun again =
            onTheNewComputer(home, restored + u"casebook-cli --json volume info 2.25.777.1"_s);
        QCOMPARE(again.object(), volume.object());
        const CliRun added = onTheNewComputer(home, restored + u"casebook-cli --json subject add P-8"_s);
        QVERIFY2(added.exit == 0, added.words());
        const CliRun verified =
            onTheNewComputer(home, restored + u"casebook-cli --json verify --backup ~/backup-of-restored"_s);
        QVERIFY2(verified.object()[u"ok"_s].toBool(), verified.words());
    }

private:
    /// The third block of the manual that a shell runs.
    static QStringList linesForANewComputer() {
        QFile manual(QStringLiteral(CASEBOOK_SOURCE_DIR "/docs/user/en/manual.md"));
        return manual.open(QIODevice::ReadOnly) ? QString::fromUtf8(manual.readAll())
                                                      .section(u"```sh\n"_s, 3)
                                                      .section(u"```"_s, 0, 0)
                                                      .split(u'\n', Qt::SkipEmptyParts)
                                                : QStringList();
    }
    [[nodiscard]] CliRun onTheNewComputer(const QString& home, const QString& script) const {
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.remove(u"CASEBOOK_STUDY"_s);
        environment.insert(u"HOME"_s, home);
        environment.insert(u"TMPDIR"_s, home + u"/tmp"_s);
        for (const auto& [name, folder] :
             {std::pair("CONFIG", "config"), {"CACHE", "cache"}, {"DATA", "data"}})
            environment.insert(u"XDG_%1_HOME"_s.arg(QLatin1StringView(name)),
                               home + u'/' + QLatin1StringView(folder));
        environment.insert(u"XDG_STATE_HOME"_s, home + u"/state"_s);
        environment.insert(u"PATH"_s,
                           QFileInfo(cliProgram()).absolutePath() + u':' + environment.value(u"PATH"_s));
        QProcess shell;
        shell.setProcessEnvironment(environment);
        shell.setWorkingDirectory(home);
        shell.start(u"/bin/sh"_s, {u"-ec"_s, script}, QIODevice::ReadOnly);
        CliRun out;
        if (shell.waitForFinished(240'000) && shell.exitStatus() == QProcess::NormalExit)
            out.exit = shell.exitCode();
        out.out = shell.readAllStandardOutput();
        out.err = shell.readAllStandardError();
        return out;
    }

    int subjects_ = 0;
};

QTEST_GUILESS_MAIN(CliBackupTest)
#include "CliBackupTest.moc"
