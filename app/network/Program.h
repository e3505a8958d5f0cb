// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/dicom/Channel.h"

#include <optional>

namespace casebook::network {

/// The program at the other end of the socket: what it is told, and what it hands over. One thread.
class Program {
public:
    explicit Program(int socket) : socket_(socket) {}

    /// The order and the map of secrets beside it; none when the program has gone or speaks another language.
    [[nodiscard]] std::optional<std::pair<QCborMap, QCborMap>> order();
    /// False when nobody listens any more.
    bool tell(const char* event, QCborMap values = {});
    bool fail(const Error& error);
    /// Asks for the next object to send; a closed descriptor where there is no more.
    [[nodiscard]] wire::Descriptor nextObject();
    /// True once the program has closed the socket. Never waits.
    [[nodiscard]] bool isGone() const;

private:
    int socket_;
    std::uint32_t request_ = 0;
};

} // namespace casebook::network
