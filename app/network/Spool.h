// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/network/Order.h"
#include "app/network/Program.h"

#include <string>

namespace casebook::network {

/// Where received objects go: into memory while they come in, then sealed and durable into the spool
/// folder, then told to the program; only after that the peer hears of success. One thread.
class Spool {
public:
    Spool(const Order& order, Program& program);

    /// Opens the folder. Errors: "spool-failed".
    [[nodiscard]] Result<> open();

    /// Memory with a name that can be written to as a file: "/proc/self/fd/N". Each call ends the one before.
    /// Errors: "spool-full" where limits are reached, "spool-failed".
    [[nodiscard]] Result<std::string> beginObject();
    /// Bytes written to it so far; -1 when that can't be told.
    [[nodiscard]] std::int64_t written() const;
    /// Seals what was written. Errors: "spool-failed", "disk-full", "too-large".
    /// @param from AE title or host that sent it, for the report.
    [[nodiscard]] Result<> keepObject(const QByteArray& from);
    /// The same for bytes that are in memory already.
    [[nodiscard]] Result<> keep(std::span<const std::byte> bytes, const QByteArray& from);
    [[nodiscard]] int kept() const { return kept_; }

private:
    [[nodiscard]] Result<> hasRoom();
    [[nodiscard]] std::int64_t bytesInFolder() const;

    const Order& order_;
    Program& program_;
    wire::Descriptor folder_;
    wire::Descriptor memory_;
    std::int64_t bytes_ = 0; ///< in the spool now, as far as this process put them there
    int kept_ = 0;
};

} // namespace casebook::network
