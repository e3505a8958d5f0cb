// SPDX-License-Identifier: GPL-3.0-or-later
//
// What an open casebook-cli leaves to whoever looks at the machine: its keys lie in locked memory, and neither an abort nor
// a caller who asks for core dumps makes it leave one.
#include "tests/app/CliStudy.h"
#include "tests/support/Peers.h"

#include <QTest>

#include <signal.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/wait.h>

using namespace casebook;
using namespace casebook::test;
using namespace Qt::StringLiterals;

namespace {

/// A program whose end is read by waitpid, which tells of a core. Killed with the value.
class Spawned {
public:
    Spawned(const QString& program, const QStringList& arguments) {
        QList<QByteArray> words{program.toLocal8Bit()};
        for (const QString& argument : arguments)
            words.append(argument.toLocal8Bit());
        QList<char*> argv;
        for (QByteArray& word : words)
            argv.append(word.data());
        argv.append(nullptr);
        if (::posix_spawnp(&pid_, argv[0], nullptr, nullptr, argv.data(), environ) != 0)
            pid_ = -1;
    }
    ~Spawned() {
        if (pid_ > 0)
            (void)end(SIGKILL);
    }
    Q_DISABLE_COPY_MOVE(Spawned)

    [[nodiscard]] bool isRunning() const { return pid_ > 0; }
    /// The status of waitpid.
    int end(int signal) {
        int status = 0;
        ::kill(pid_, signal);
        while (::waitpid(pid_, &status, 0) == -1 && errno == EINTR)
            continue;
        pid_ = -1;
        return status;
    }
    /// Of /proc/PID/FILE, the rest of the line that begins with `key`.
    [[nodiscard]] QByteArray line(const char* file, const QByteArray& key) const {
        QFile lines(u"/proc/%1/%2"_s.arg(pid_).arg(QLatin1StringView(file)));
        if (lines.open(QIODevice::ReadOnly))
            for (const QByteArray& line : lines.readAll().split('\n'))
                if (line.startsWith(key))
                    return line.mid(key.size()).simplified();
        return {};
    }

private:
    pid_t pid_ = -1;
};

} // namespace

class CliHygieneTest final : public QObject {
    Q_OBJECT

    CliStudy study_;

    /// With the study open until it is ended.
    [[nodiscard]] QStringList held(int port) const {
        return {u"dicom"_s,   u"listen"_s, u"--aet"_s,  u"CASEBOOK"_s,
                u"--allow"_s, u"NOBODY"_s, u"--port"_s, QString::number(port)};
    }

private Q_SLOTS:
    void initTestCase() {
        QVERIFY(study_.create());
        QCOMPARE(study_.json({u"study"_s, u"set"_s, u"network=on"_s, u"--reason"_s, u"test"_s}).exit, 0);
        // As generous as a caller can be.
        rlimit core{};
        QVERIFY(::getrlimit(RLIMIT_CORE, &core) == 0);
        core.rlim_cur = core.rlim_max;
        QVERIFY(::setrlimit(RLIMIT_CORE, &core) == 0);
    }

    void keysOfAnOpenStudyLieInLockedMemory() {
        const int port = freePort();
        const Spawned cli(cliProgram(), held(port));
        QVERIFY(cli.isRunning() && waitForPort(port));
        const QByteArray locked = cli.line("status", "VmLck:");
        QVERIFY2(locked.endsWith("kB") && locked.split(' ').first().toInt() > 0, locked);
        const QByteArray core = cli.line("limits", "Max core file size");
        QVERIFY2(core.startsWith("0 0"), core);
    }

    void anAbortLeavesNoCore() {
        const int port = freePort();
        Spawned cli(cliProgram(), held(port));
        QVERIFY(cli.isRunning() && waitForPort(port));
        const int status = cli.end(SIGABRT);
        QVERIFY(WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT);
        QVERIFY(!WCOREDUMP(status));
        // That the search says something: whether another program would leave one here.
        Spawned other(u"sleep"_s, {u"60"_s});
        QTest::qWait(0);
        qInfo("another program %s", WCOREDUMP(other.end(SIGABRT)) ? "leaves a core" : "leaves none either");
    }
};

QTEST_GUILESS_MAIN(CliHygieneTest)
#include "CliHygieneTest.moc"
