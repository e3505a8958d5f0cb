// SPDX-License-Identifier: GPL-3.0-or-later
// What a parser in foreign hands can't do. Each attempt is made twice by a program of its own: free,
// where it must work (else it would prove nothing), and within the worker's sandbox.
#include "storage/worker/WorkerProcess.h"

#include <QFile>
#include <QFileInfo>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <signal.h>
#include <sys/syscall.h>
#include <unistd.h>

using namespace casebook;

namespace {

/// Exit code of a probe, or minus the signal that ended it.
int run(const QString& name, const QString& argument, bool free) {
    const QString folder = QFileInfo(workerProgram()).path();
    QProcess probe;
    QStringList words{name, argument};
    if (free)
        words << QStringLiteral("free");
    probe.start(folder + QStringLiteral("/casebook-sandbox-probe"), words);
    constexpr int kPatience_ms = 60'000;
    if (!probe.waitForFinished(kPatience_ms))
        return 1000;
    // QProcess gives the number of the signal as the exit code.
    return probe.exitStatus() == QProcess::CrashExit ? -probe.exitCode() : probe.exitCode();
}

constexpr int kRefused = 0, kWorked = 1;

} // namespace

class SandboxTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void attempts_data();
    void attempts();
    void noSocketNoWork();
    void knowsNoVault();
    void seesNoVault();
};

void SandboxTest::initTestCase() {
    QVERIFY2(!workerProgram().isEmpty(), "casebook-worker is not built");
#ifdef CASEBOOK_SANITIZED
    QSKIP("sanitizer builds run without the filter of system calls");
#endif
}

void SandboxTest::attempts_data() {
    QTest::addColumn<int>("free");
    QTest::addColumn<int>("held");
    for (const char* name :
         {"read file", "write file", "make file", "delete file", "list folder", "read environment", "fork",
          "thread", "map code", "make code", "memory", "shared memory", "other socket"})
        QTest::newRow(name) << kWorked << kRefused;
    for (const char* name : {"internet", "local socket", "read parent", "signal parent", "trace"})
        QTest::newRow(name) << kWorked << -SIGSYS;
    QTest::newRow("execute") << 0 << -SIGSYS; // /bin/true's own exit code
    if (::geteuid() == 0)
        QTest::newRow("new root") << kWorked << -SIGSYS;
    QTest::newRow("grow output") << kRefused << kRefused; // the seal holds by itself
    QTest::newRow("character tables") << kWorked << kWorked;
    QTest::newRow("exceptions") << kWorked << kWorked;
    QTest::newRow("abort") << -SIGABRT << -SIGABRT;
#ifdef __x86_64__
    QTest::newRow("32 bit") << kWorked << -SIGSYS;
#endif
    QTest::newRow("burn") << -SIGPROF << -SIGPROF;
}

void SandboxTest::attempts() {
    QFETCH(int, free);
    QFETCH(int, held);
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("file"));
    for (const QString& name : QStringList{path, path + QStringLiteral(".gone")}) {
        QFile file(name);
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write("secret") == 6);
    }
    const QString probe = QString::fromLatin1(QTest::currentDataTag());
    // Without Landlock files can be read; the program says so.
    constexpr int kVersion = 1;
    const bool landlock = ::syscall(SYS_landlock_create_ruleset, nullptr, 0, kVersion) >= 1;
    const bool byLandlock = probe == QLatin1StringView("read file") ||
                            probe == QLatin1StringView("list folder") ||
                            probe == QLatin1StringView("read environment");
    if (byLandlock && !landlock)
        QSKIP("this kernel has no Landlock");
    QCOMPARE(run(probe, path, false), held);
    QCOMPARE(QFile::exists(path + QStringLiteral(".gone")), true);
    QCOMPARE(run(probe, path, true), free);
}

// Started by hand, without the program's socket: it does nothing at all.
void SandboxTest::noSocketNoWork() {
    QProcess worker;
    worker.start(workerProgram(), QStringList());
    QVERIFY(worker.waitForFinished());
    QCOMPARE(worker.exitCode(), 2);
    QVERIFY(!worker.readAllStandardError().isEmpty());
}

// Nothing of keys or database is linked into the program that meets foreign bytes.
void SandboxTest::knowsNoVault() {
    const auto symbols = [](const QString& program) {
        QProcess nm;
        nm.start(QStringLiteral("nm"), {QStringLiteral("-C"), program});
        return nm.waitForFinished(60'000) ? nm.readAllStandardOutput() : QByteArray();
    };
    const auto libraries = [](const QString& program) {
        QProcess tool;
        tool.start(QStringLiteral("readelf"), {QStringLiteral("-d"), program});
        return tool.waitForFinished(60'000) ? tool.readAllStandardOutput() : QByteArray();
    };
    const QByteArray worker = symbols(workerProgram());
    QVERIFY(worker.contains("casebook::worker::Loop::run"));
    // This test itself has what the worker must not have.
    const QByteArray self = symbols(QCoreApplication::applicationFilePath());
    QVERIFY(self.contains("casebook::WorkerProcess::"));
    for (const char* name :
         {"casebook::WorkerProcess::", "casebook::Vault", "casebook::Session::", "casebook::Database",
          "casebook::ObjectStore", "sqlite3_", "crypto_aead", "crypto_pwhash"})
        QVERIFY2(!worker.contains(name), name);
    const QByteArray linked = libraries(workerProgram());
    QVERIFY(linked.contains("libdcmdata"));
    for (const char* name :
         {"libsqlcipher", "libsqlite", "libsodium", "libQt6Gui", "libQt6Network", "libvtk"})
        QVERIFY2(!linked.contains(name), name);
}

// With the worker's include folders a header of the vault can't even be named.
void SandboxTest::seesNoVault() {
    const QString build = QFileInfo(workerProgram()).path() + QStringLiteral("/..");
    const QStringList roots{QStringLiteral("app"), QStringLiteral("dicom"), QStringLiteral("core")};
    const auto found = [&](const QString& header) {
        for (const QString& root : roots) {
            if (QFileInfo::exists(build + QStringLiteral("/layers/") + root + QLatin1Char('/') + header))
                return true;
        }
        return false;
    };
    QFile commands(build + QStringLiteral("/compile_commands.json"));
    if (!commands.open(QIODevice::ReadOnly))
        QSKIP("not a build folder");
    QByteArray line;
    for (const QByteArray& each : commands.readAll().split('\n')) {
        if (each.contains("\"command\"") && each.contains("app/worker/Loop.cpp"))
            line = each;
    }
    QVERIFY(!line.isEmpty());
    int named = 0;
    for (const QByteArray& word : line.split(' ')) {
        if (!word.startsWith("-I"))
            continue;
        ++named;
        const bool known =
            word.endsWith("/layers/app") || word.endsWith("/layers/dicom") || word.endsWith("/layers/core");
        QVERIFY2(known, word.constData());
    }
    QCOMPARE(named, 3);
    QVERIFY(found(QStringLiteral("storage/dicom/Channel.h")));
    for (const char* header : {"storage/vault/Vault.h", "storage/vault/Session.h",
                               "storage/database/Database.h", "storage/objects/ObjectStore.h"}) {
        QVERIFY2(
            QFileInfo::exists(QString::fromLatin1(CASEBOOK_SOURCE_DIR "/") + QString::fromLatin1(header)),
            header);
        QVERIFY2(!found(QString::fromLatin1(header)), header);
    }
}

QTEST_GUILESS_MAIN(SandboxTest)
#include "SandboxTest.moc"
