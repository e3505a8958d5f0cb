// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/dicom/Channel.h"

#include <QCborMap>

#include <optional>

#include <sys/types.h>

namespace casebook {

/// One casebook-network at work on one order. What it tells is checked here: kinds, lengths, no paths.
/// One thread at a time; ends the process when it goes.
class NetworkProcess {
public:
    NetworkProcess() = default;
    ~NetworkProcess();
    NetworkProcess(const NetworkProcess&) = delete;
    NetworkProcess& operator=(const NetworkProcess&) = delete;

    /// @param order, secrets  docs/formats/wire.md; the secrets go over in memory that is sealed.
    /// Errors: "network-missing", "network-failed".
    [[nodiscard]] Result<> start(const QCborMap& order, const QCborMap& secrets);

    /// The next event; none when there was none within the time. After "done" the process is over.
    /// Errors: what it met (app/network/Outcome.h), "network-failed" when it died.
    [[nodiscard]] Result<std::optional<QCborMap>> next(int timeout_ms);

    /// The answer to "next-object". False when it is gone.
    [[nodiscard]] bool give(const QByteArray& object);
    [[nodiscard]] bool giveNone();

    void stop();
    [[nodiscard]] bool isRunning() const { return pid_ > 0; }
    [[nodiscard]] pid_t pid() const { return pid_; }

private:
    [[nodiscard]] bool sendObject(int fd);

    pid_t pid_ = -1;
    wire::Descriptor socket_;
};

/// Where casebook-network lies: $CASEBOOK_NETWORK, else beside this program; empty when there is none.
[[nodiscard]] QString networkProgram();

} // namespace casebook
