// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/worker/Sandbox.h"
#include "storage/dicom/Channel.h"

#include <utility>

namespace casebook::worker {

/// Answers one request after the other until the program closes the socket. One thread.
class Loop {
public:
    /// @param ready false when DCMTK's data folder is missing: every request is answered with that.
    Loop(int socket, bool ready, Limits limits)
        : socket_(socket), ready_(ready), limits_(std::move(limits)) {}

    /// @return exit code: 0 the program closed the socket, 1 it spoke another language.
    int run();

private:
    bool answer(wire::Received& request);
    [[nodiscard]] Result<wire::Message> handle(wire::Received& request);
    [[nodiscard]] Result<wire::Message> parse(const wire::Received& request,
                                              std::span<const std::byte> file) const;
    [[nodiscard]] Result<wire::Message> pixels(const wire::Received& request,
                                               std::span<const std::byte> file) const;
    [[nodiscard]] Result<wire::Message> grid(const wire::Received& request,
                                             const Result<Segmentation>& found) const;
    [[nodiscard]] Result<wire::Message> bulk(const wire::Received& request, wire::Type type,
                                             const Result<QByteArray>& bytes) const;
    [[nodiscard]] Result<wire::Message> deidentified(const wire::Received& request,
                                                     std::span<const std::byte> planAndFile) const;
    [[nodiscard]] Result<wire::Message> archive(const wire::Received& request);

    int socket_;
    bool ready_;
    Limits limits_;
};

} // namespace casebook::worker
