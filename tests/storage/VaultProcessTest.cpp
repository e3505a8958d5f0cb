// SPDX-License-Identifier: GPL-3.0-or-later
//
// What other processes see of a study, and what is left of one that is killed. The program starts itself as the
// other process: "--child COMMAND FOLDER [N]".
#include "storage/vault/StudyLock.h"
#include "tests/storage/FaultyFileSystem.h"
#include "tests/storage/OpenedStudy.h"

#include <QProcess>

#include <cstdio>

#include <sys/wait.h>
#include <unistd.h>

using namespace casebook;
using namespace casebook::test;

namespace {

void say(const QByteArray& line) {
    std::fwrite(line.constData(), 1, static_cast<std::size_t>(line.size()), stdout);
    std::fputc('\n', stdout);
    std::fflush(stdout);
}

/// Where a child dies between the calls that the file system sees.
enum KillPoint { AfterPut = 1000, InTransaction, BeforeAcknowledge };

void dieAt(int point, int wanted) {
    if (point == wanted)
        ::raise(SIGKILL);
}

/// Imports packs and says of each when it is acknowledged. Dies at file-system call `killAt`, or at a KillPoint
/// of the second pack; 0: is killed from outside.
int importUntilKilled(const QString& folder, int killAt) {
    static const SystemClock clock;
    FaultyFileSystem files;
    auto vault = Vault::unlock(folder, {}, secret(goodPassphrase), Access::ReadWrite, {clock, files});
    if (!vault)
        return 1;
    files.calls = 0;
    files.faultAt = killAt < AfterPut ? killAt : 0;
    files.fault = FaultyFileSystem::Fault::KillBefore;
    for (int i = 0; i < 1000; ++i) {
        const int wanted = i == 1 ? killAt : 0;
        const QByteArray content(50000 + i, static_cast<char>('a' + i % 26));
        const auto pack = (*vault)->objects().put({content});
        if (!pack)
            return 1;
        dieAt(AfterPut, wanted);
        const auto done = (*vault)->database().writeAndWait([&](WriteTransaction& tx) -> Result<> {
            if (auto row = ObjectStore::insertRow(tx, *pack); !row)
                return tl::unexpected(row.error());
            dieAt(InTransaction, wanted);
            return addSubject(tx, QStringLiteral("S-") + QString::fromLatin1(pack->id.hex()));
        });
        if (!done)
            return 1;
        dieAt(BeforeAcknowledge, wanted);
        say("acknowledged " + pack->id.hex() + ' ' + QByteArray::number(content.size()));
    }
    return 0;
}

int changePassphraseUntilKilled(const QString& folder, int killAt) {
    static const SystemClock clock;
    FaultyFileSystem files;
    auto vault = Vault::unlock(folder, {}, secret(goodPassphrase), Access::ReadWrite, {clock, files});
    if (!vault)
        return 1;
    files.calls = 0;
    files.faultAt = killAt;
    files.fault = FaultyFileSystem::Fault::KillBefore;
    const auto done = (*vault)->changePassphrase(secret(goodPassphrase), secret("a fresh passphrase"),
                                                 KdfCost::cheapForTests());
    say(done ? "changed" : "refused");
    ::raise(SIGKILL);
    return 1;
}

int hold(const QString& folder) {
    auto vault = Vault::unlock(folder, {}, secret(goodPassphrase), Access::ReadWrite);
    say(vault ? QByteArray("holding") : vault.error().code);
    char byte = 0;
    const auto ignored = ::read(0, &byte, 1); // until the parent closes the pipe
    return ignored == 0 && vault ? 0 : 1;
}

int child(const QStringList& arguments) {
    const QString command = arguments.value(2), folder = arguments.value(3);
    const int number = arguments.value(4).toInt();
    if (command == QStringLiteral("import"))
        return importUntilKilled(folder, number);
    if (command == QStringLiteral("passphrase"))
        return changePassphraseUntilKilled(folder, number);
    return hold(folder);
}

} // namespace

class VaultProcessTest : public QObject {
    Q_OBJECT

    static void start(QProcess& process, const QString& command, const QString& folder, int number = 0) {
        process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        process.start(QCoreApplication::applicationFilePath(),
                      {QStringLiteral("--child"), command, folder, QString::number(number)});
    }

    /// What a killed import promised is there and whole; nothing points nowhere; the chain holds.
    static void checkAfterKill(StudyFixture& f, const QByteArray& output) {
        f.clock.utc = QDateTime::currentMSecsSinceEpoch();
        QVERIFY(f.open());
        int acknowledged = 0;
        for (const QByteArray& line : output.split('\n')) {
            const QByteArrayList words = line.split(' ');
            if (words.size() != 3)
                continue;
            ++acknowledged;
            const PackId pack{QByteArray::fromHex(words[1])};
            const auto content = f.vault->objects().read(pack, {0, words[2].toInt()});
            VERIFY_OK(content);
            const auto row = f.vault->database().read(
                [&](ReadConnection& c) { return c.one("SELECT id FROM pack WHERE pack_id=?", pack.bytes); });
            QVERIFY(row && row->has_value());
        }
        const auto rows = countOf(f.vault->database(), "pack").value_or(-1);
        QVERIFY2(rows == acknowledged || rows == acknowledged + 1,
                 qPrintable(QStringLiteral("%1 rows, %2 acknowledged").arg(rows).arg(acknowledged)));
        QCOMPARE(countOf(f.vault->database(), "subject").value_or(-1),
                 rows); // the transaction is whole or not at all
        f.vault.reset();
        const auto report = f.verify();
        VERIFY_OK(report);
        QCOMPARE(lines(report), QStringList());
    }

private Q_SLOTS:
    /// The program was killed while it started a reader of images: for a moment that one has the lock too.
    void aChildOfAKilledHolderIsWaitedFor() {
        StudyFixture f;
        QVERIFY(f.make());
        f.vault.reset();
        const OpenedStudy opened(f);
        const auto take = [&] {
            return StudyLock::take(f.files, f.folder(), opened.keys(), opened.header().studyId);
        };
        const pid_t holder = ::fork();
        if (holder == 0) {
            const auto held = take();
            if (!held)
                ::_exit(1);
            if (::fork() == 0) {
                ::usleep(300'000);
                ::_exit(0);
            }
            ::raise(SIGKILL);
        }
        int status = 0;
        QCOMPARE(::waitpid(holder, &status, 0), holder);
        QVERIFY(WIFSIGNALED(status));
        const auto taken = take();
        QVERIFY2(taken, taken ? "" : taken.error().code.constData());
        QCOMPARE(take().error().code, QByteArray("study-in-use")); // this process lives
    }

    void secondProcessIsRefusedUntilTheFirstDies() {
        StudyFixture f;
        QVERIFY(f.make());
        f.vault.reset();
        QProcess holder;
        start(holder, QStringLiteral("hold"), f.folder());
        QVERIFY(holder.waitForReadyRead(30000));
        QCOMPARE(holder.readLine().trimmed(), QByteArray("holding"));
        const auto refused = f.tryOpen();
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, QByteArray("study-in-use"));
        QCOMPARE(refused.error().args.value(0), QSysInfo::machineHostName());
        VERIFY_OK(f.tryOpen(Access::ReadOnly));
        holder.kill();
        QVERIFY(holder.waitForFinished(30000));
        f.clock.utc = QDateTime::currentMSecsSinceEpoch();
        QVERIFY(f.open()); // no stale lock
        f.vault.reset();
        QCOMPARE(lines(f.verify()), QStringList());
    }

    void killedAtEveryStepOfAnImport_data() {
        QTest::addColumn<int>("killAt");
        // One put is 5 calls: create, write, sync, rename, sync of the folder.
        for (int n = 1; n <= 11; ++n)
            QTest::addRow("call %d", n) << n;
        QTest::newRow("pack durable, no row yet") << static_cast<int>(AfterPut);
        QTest::newRow("in the transaction") << static_cast<int>(InTransaction);
        QTest::newRow("committed, not yet said") << static_cast<int>(BeforeAcknowledge);
    }

    void killedAtEveryStepOfAnImport() {
        QFETCH(int, killAt);
        StudyFixture f;
        QVERIFY(f.make());
        f.vault.reset();
        QProcess importer;
        start(importer, QStringLiteral("import"), f.folder(), killAt);
        QVERIFY(importer.waitForFinished(60000));
        QCOMPARE(importer.exitStatus(), QProcess::CrashExit);
        checkAfterKill(f, importer.readAllStandardOutput());
    }

    void killedAtAnyTime() {
        StudyFixture f;
        QVERIFY(f.make());
        f.vault.reset();
        QByteArray output;
        for (int round = 1; round <= 10; ++round) {
            QProcess importer;
            start(importer, QStringLiteral("import"), f.folder());
            while (importer.bytesAvailable() < round * 40)
                QVERIFY(importer.waitForReadyRead(60000));
            importer.kill();
            QVERIFY(importer.waitForFinished(30000));
            output += importer.readAllStandardOutput();
        }
        // Each round may have committed one more than it could say.
        f.clock.utc = QDateTime::currentMSecsSinceEpoch();
        QVERIFY(f.open());
        int acknowledged = 0;
        for (const QByteArray& line : output.split('\n')) {
            const QByteArrayList words = line.split(' ');
            if (words.size() != 3 || words[1].size() != 32 || words[2].size() != 5)
                continue;
            ++acknowledged;
            VERIFY_OK(f.vault->objects().read(PackId{QByteArray::fromHex(words[1])}, {0, words[2].toInt()}));
        }
        const auto rows = countOf(f.vault->database(), "pack").value_or(-1);
        QVERIFY(acknowledged >= 10);
        QVERIFY(rows >= acknowledged && rows <= acknowledged + 10);
        f.vault.reset();
        QCOMPARE(lines(f.verify()), QStringList());
    }

    void killedWhileTheHeaderIsWritten_data() {
        QTest::addColumn<int>("killAt");
        for (int n = 1; n <= 11; ++n)
            QTest::addRow("call %d", n) << n;
    }

    void killedWhileTheHeaderIsWritten() {
        QFETCH(int, killAt);
        StudyFixture f;
        QVERIFY(f.make());
        f.vault.reset();
        QProcess changer;
        start(changer, QStringLiteral("passphrase"), f.folder(), killAt);
        QVERIFY(changer.waitForFinished(60000));
        QCOMPARE(changer.exitStatus(), QProcess::CrashExit);
        const bool told = changer.readAllStandardOutput().contains("changed");
        f.clock.utc = QDateTime::currentMSecsSinceEpoch();
        const bool fresh = f.tryOpen(Access::ReadWrite, "a fresh passphrase").has_value();
        const bool old = f.tryOpen().has_value();
        QVERIFY(fresh != old); // exactly one of the two opens
        QVERIFY(fresh || !told);
        QCOMPARE(told, killAt == 11); // a header is written in 10 calls
        const auto report = Vault::verifyFolder(
            f.folder(), {}, secret(fresh ? "a fresh passphrase" : goodPassphrase), true, Job{}, f.deps());
        QCOMPARE(lines(report), QStringList());
    }
};

int main(int argc, char** argv) {
    QCoreApplication app(argc, argv);
    app.setApplicationName(QStringLiteral("VaultProcessTest"));
    if (app.arguments().value(1) == QStringLiteral("--child"))
        return child(app.arguments());
    VaultProcessTest test;
    QTEST_SET_MAIN_SOURCE_PATH
    return QTest::qExec(&test, argc, argv);
}

#include "VaultProcessTest.moc"
