// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/worker/WorkerProcess.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <mutex>
#include <string>
#include <vector>

#include <fcntl.h>
#include <linux/landlock.h>
#include <signal.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

namespace casebook {
namespace {

constexpr int kWorkerSocket = 3;

/// What the worker may know of the surroundings: nothing of the study, of the person or of the desk.
std::vector<std::string> environmentFor() {
    std::vector<std::string> out{"LANG=C.UTF-8", "LC_ALL=C.UTF-8"};
    for (const char* name : {"LD_LIBRARY_PATH", "DCMICONVPATH", "DCMDICTPATH", "ASAN_OPTIONS",
                             "UBSAN_OPTIONS", "TSAN_OPTIONS"}) {
        if (const QByteArray value = qgetenv(name); !value.isEmpty())
            out.push_back(std::string(name) + '=' + value.toStdString());
    }
    return out;
}

/// Once a process, and by us: the worker itself has nobody to tell.
void warnWithoutLandlock() {
    static std::once_flag once;
    std::call_once(once, [] {
        if (::syscall(SYS_landlock_create_ruleset, nullptr, 0, LANDLOCK_CREATE_RULESET_VERSION) < 1)
            std::fputs("casebook: this kernel has no Landlock (or it is switched off), so the reader of "
                       "outside files is kept from system calls but not from reading files.\n",
                       stderr);
    });
}

/// posix_spawn with the socket as descriptor 3, nothing to read, and words to nobody: a parser's
/// messages quote names. Sanitizer reports need the standard error.
int spawn(const QByteArray& program, std::vector<std::string> words, int socket, pid_t& pid) {
    posix_spawn_file_actions_t actions;
    ::posix_spawn_file_actions_init(&actions);
    ::posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
    ::posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0);
    if (!qEnvironmentVariableIsSet("ASAN_OPTIONS") && !qEnvironmentVariableIsSet("UBSAN_OPTIONS"))
        ::posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0);
    ::posix_spawn_file_actions_adddup2(&actions, socket, kWorkerSocket);
    std::vector<std::string> texts = environmentFor();
    std::vector<char*> environment;
    for (std::string& text : texts)
        environment.push_back(text.data());
    environment.push_back(nullptr);
    words.insert(words.begin(), program.toStdString());
    std::vector<char*> arguments;
    for (std::string& word : words)
        arguments.push_back(word.data());
    arguments.push_back(nullptr);
    const int error =
        ::posix_spawn(&pid, program.constData(), &actions, nullptr, arguments.data(), environment.data());
    ::posix_spawn_file_actions_destroy(&actions);
    return error;
}

tl::unexpected<Error> failed(int error) {
    return fail(ErrorKind::System, "worker-failed", {}, {QString::fromLocal8Bit(std::strerror(error))});
}

} // namespace

QString workerProgram() {
    const QString named = qEnvironmentVariable("CASEBOOK_WORKER");
    if (!named.isEmpty())
        return QFileInfo::exists(named) ? named : QString();
    QStringList folders;
    // The kernel's word on where this program lies needs no application object.
    const QString self = QFile::symLinkTarget(QStringLiteral("/proc/self/exe"));
    folders << QFileInfo(self).path() << qEnvironmentVariable("CASEBOOK_BIN");
    folders << QFileInfo(self).path() + QStringLiteral("/../libexec/casebook")
            << QFileInfo(self).path() + QStringLiteral("/../bin");
    for (const QString& folder : std::as_const(folders)) {
        const QString path = folder + QStringLiteral("/casebook-worker");
        if (!folder.isEmpty() && QFileInfo(path).isExecutable())
            return path;
    }
    return {};
}

WorkerProcess::WorkerProcess(QString program, qint64 memoryBytes, int cpuSeconds)
    : program_(std::move(program)), memoryBytes_(memoryBytes), cpuSeconds_(cpuSeconds) {}

WorkerProcess::~WorkerProcess() { stop(); }

Result<> WorkerProcess::start() {
    if (program_.isEmpty())
        return fail(ErrorKind::System, "worker-missing");
    std::array<int, 2> pair{-1, -1};
    if (::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair.data()) != 0)
        return failed(errno);
    wire::Descriptor ours(pair[0]), theirs(pair[1]);
    // dup2 onto itself would leave close-on-exec set.
    if (theirs.get() == kWorkerSocket)
        theirs = wire::Descriptor(::fcntl(theirs.get(), F_DUPFD_CLOEXEC, 16));
    warnWithoutLandlock();
    pid_t pid = -1;
    if (const int error =
            spawn(QFile::encodeName(program_),
                  {"--memory", std::to_string(memoryBytes_), "--cpu", std::to_string(cpuSeconds_)},
                  theirs.get(), pid);
        error != 0)
        return error == ENOENT ? Result<>(fail(ErrorKind::System, "worker-missing"))
                               : Result<>(failed(error));
    pid_ = pid;
    socket_ = std::move(ours);
    answered_ = 0;
    return {};
}

void WorkerProcess::stop() {
    socket_ = wire::Descriptor();
    if (pid_ <= 0)
        return;
    ::kill(pid_, SIGKILL);
    while (::waitpid(pid_, nullptr, 0) < 0 && errno == EINTR) {}
    pid_ = -1;
}

Error WorkerProcess::deathNote() {
    socket_ = wire::Descriptor();
    int status = 0;
    pid_t ended = 0;
    while ((ended = ::waitpid(pid_, &status, 0)) < 0 && errno == EINTR) {}
    pid_ = -1;
    // Exit codes 2 and 127: it never began (sandbox refused, library missing), so no file is to blame.
    if (ended > 0 && WIFEXITED(status) && (WEXITSTATUS(status) == 2 || WEXITSTATUS(status) == 127))
        return {ErrorKind::System, "worker-failed", {}, {QString::number(WEXITSTATUS(status))}};
    if (ended > 0 && WIFSIGNALED(status) && WTERMSIG(status) == SIGPROF)
        return {ErrorKind::Refused, "malformed", {}, {QStringLiteral("parser-timeout")}};
    return {ErrorKind::Refused, "malformed", {}, {QStringLiteral("parser-died")}};
}

Result<> WorkerProcess::begin(wire::Message request, int input, int output) {
    for (int attempt = 0; attempt < 2; ++attempt) {
        if (pid_ <= 0) {
            if (auto started = start(); !started)
                return started;
        }
        request.request = ++request_;
        if (wire::send(socket_.get(), request, input, output))
            return {};
        stop(); // it died while idle: no file's fault
    }
    return fail(ErrorKind::System, "worker-failed");
}

Result<wire::Message> WorkerProcess::next(int seconds) {
    wire::Received answer;
    switch (wire::receive(socket_.get(), seconds * 1000, answer)) {
    case wire::ReceiveState::Message: break;
    case wire::ReceiveState::Closed: return tl::unexpected(deathNote());
    case wire::ReceiveState::TimedOut:
        stop();
        return fail(ErrorKind::Refused, "malformed", {}, {QStringLiteral("parser-timeout")});
    case wire::ReceiveState::Broken:
        stop();
        return fail(ErrorKind::Refused, "malformed", {}, {QStringLiteral("parser-died")});
    }
    if (answer.message.request != request_) {
        stop();
        return fail(ErrorKind::Refused, "malformed", {}, {QStringLiteral("parser-died")});
    }
    ++answered_;
    return std::move(answer.message);
}

bool WorkerProcess::reply(wire::Type type) {
    wire::Message message;
    message.type = type;
    message.request = request_;
    return wire::send(socket_.get(), message);
}

Result<wire::Message> WorkerProcess::ask(wire::Message request, int input, int output, int seconds) {
    if (auto sent = begin(std::move(request), input, output); !sent)
        return tl::unexpected(sent.error());
    auto answer = next(seconds);
    if (answer && answer->type == wire::Type::Failure)
        return tl::unexpected(wire::errorOf(*answer));
    return answer;
}

Result<int> WorkerProcess::output(std::int64_t bytes) {
    if (output_.isOpen() && std::int64_t(mapping_.bytes().size()) >= bytes)
        return output_.get();
    auto memory = wire::makeSharedMemory(bytes);
    if (!memory)
        return tl::unexpected(memory.error());
    auto mapping = wire::Mapping::readShared(memory->get());
    if (!mapping)
        return fail(ErrorKind::System, "worker-failed");
    output_ = std::move(*memory);
    mapping_ = std::move(*mapping);
    return output_.get();
}

void WorkerProcess::releaseLargeOutput() {
    constexpr std::size_t kKept = std::size_t(64) << 20;
    if (mapping_.bytes().size() <= kKept)
        return;
    mapping_ = wire::Mapping();
    output_ = wire::Descriptor();
}

} // namespace casebook
