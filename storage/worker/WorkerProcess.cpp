// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/worker/WorkerProcess.h"

#include "storage/worker/HelperProcess.h"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <ctime>
#include <mutex>
#include <string>

#include <linux/landlock.h>
#include <signal.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

namespace casebook {
namespace {

const QString kKilled = QStringLiteral("killed");

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

/// Time that a process had so far; 0 of one that is gone.
double processorSeconds(pid_t pid) {
    clockid_t clock{};
    timespec used{};
    if (::clock_getcpuclockid(pid, &clock) != 0 || ::clock_gettime(clock, &used) != 0)
        return 0;
    constexpr double perSecond = 1e9;
    return double(used.tv_sec) + double(used.tv_nsec) / perSecond;
}

tl::unexpected<Error> failed(int error) {
    return fail(ErrorKind::System, "worker-failed", {}, {QString::fromLocal8Bit(std::strerror(error))});
}

} // namespace

QString workerProgram() { return helperProgram("CASEBOOK_WORKER", QStringLiteral("casebook-worker")); }

WorkerProcess::WorkerProcess(QString program, qint64 memoryBytes, int cpuSeconds)
    : program_(std::move(program)), memoryBytes_(memoryBytes), cpuSeconds_(cpuSeconds) {}

WorkerProcess::~WorkerProcess() { stop(); }

Result<> WorkerProcess::start() {
    if (!program_.isEmpty())
        warnWithoutLandlock();
    auto helper = startHelper(
        program_, {"--memory", std::to_string(memoryBytes_), "--cpu", std::to_string(cpuSeconds_)});
    if (!helper)
        return helper.error() == ENOENT ? Result<>(fail(ErrorKind::System, "worker-missing"))
                                        : Result<>(failed(helper.error()));
    pid_ = helper->pid;
    socket_ = std::move(helper->socket);
    answered_ = 0;
    return {};
}

void WorkerProcess::stop() {
    socket_ = wire::Descriptor();
    endHelper(pid_);
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
    // Nothing in a file kills like that: it was the kernel, short of memory, or a person.
    if (ended > 0 && WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL)
        return {ErrorKind::System, "worker-failed", {}, {kKilled}};
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

/// The limit is of the time that the worker had: on a busy machine, or after a sleep of it, that may be none.
wire::ReceiveState WorkerProcess::wait(int seconds, wire::Received& answer) {
    constexpr int mostTurns = 8; // one that waits for something else does not hold us for ever
    const double before = processorSeconds(pid_);
    for (int turn = 1;; ++turn) {
        const auto state = wire::receive(socket_.get(), seconds * 1000, answer);
        const bool hadItsTime = processorSeconds(pid_) - before >= 0.5 * seconds;
        if (state != wire::ReceiveState::TimedOut || hadItsTime || turn == mostTurns)
            return state;
    }
}

Result<wire::Message> WorkerProcess::next(int seconds) {
    wire::Received answer;
    switch (wait(seconds, answer)) {
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

Result<wire::Message> WorkerProcess::ask(const wire::Message& request, int input, int output, int seconds) {
    const auto once = [&]() -> Result<wire::Message> {
        if (auto sent = begin(request, input, output); !sent)
            return tl::unexpected(sent.error());
        return next(seconds);
    };
    auto answer = once();
    if (!answer && answer.error().args == QStringList{kKilled})
        answer = once(); // the file may have met a shortage that is over
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
