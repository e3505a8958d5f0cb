// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/dicom/Channel.h"

#include <QString>

#include <sys/types.h>

namespace casebook {

/// One casebook-worker: started on demand, killed when it goes. Used by one thread at a time.
class WorkerProcess {
public:
    explicit WorkerProcess(QString program, qint64 memoryBytes, int cpuSeconds = 60);
    ~WorkerProcess();
    WorkerProcess(const WorkerProcess&) = delete;
    WorkerProcess& operator=(const WorkerProcess&) = delete;

    /// Sends a request and waits for its answer. Starts the process first where there is none.
    /// A worker that dies, breaks the language or takes longer than @p seconds is killed; one that got no time of the
    /// processor is waited for longer, at most eight times that. Where it was killed from outside (out of memory), a
    /// fresh one is asked once more.
    /// Errors: "worker-missing", "worker-failed" (args: "killed"); "malformed" with "parser-died" or "parser-timeout".
    [[nodiscard]] Result<wire::Message> ask(const wire::Message& request, int input, int output, int seconds);

    /// The same in parts, for answers of many messages.
    [[nodiscard]] Result<> begin(wire::Message request, int input, int output);
    [[nodiscard]] Result<wire::Message> next(int seconds);
    [[nodiscard]] bool reply(wire::Type type);

    /// Shared memory of at least @p bytes, kept between requests. Errors: "worker-failed".
    [[nodiscard]] Result<int> output(std::int64_t bytes);
    [[nodiscard]] std::span<const std::byte> outputBytes() const { return mapping_.bytes(); }

    /// Gives large shared memory back to the system; the next request that needs it makes a new one.
    void releaseLargeOutput();
    /// Ends the process; the next request starts a new one.
    void stop();
    [[nodiscard]] int answered() const { return answered_; }
    [[nodiscard]] pid_t pid() const { return pid_; }

private:
    [[nodiscard]] Result<> start();
    [[nodiscard]] wire::ReceiveState wait(int seconds, wire::Received& answer);
    [[nodiscard]] Error deathNote();

    QString program_;
    qint64 memoryBytes_;
    int cpuSeconds_;
    pid_t pid_ = -1;
    wire::Descriptor socket_;
    wire::Descriptor output_;
    wire::Mapping mapping_;
    std::uint32_t request_ = 0;
    int answered_ = 0;
};

/// Where the worker's program lies (see WorkerPool); empty when there is none.
[[nodiscard]] QString workerProgram();

} // namespace casebook
