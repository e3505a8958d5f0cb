// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/worker/Sandbox.h"
#include "storage/dicom/ArchiveReader.h"
#include "storage/dicom/Channel.h"

#include <utility>

namespace casebook::worker {

/// Hands the entries of an archive to the program: data through shared memory in pieces, each of
/// which the program takes before the next is written. Each piece has the processor time of a request:
/// an archive as a whole may take hours. One thread.
class ArchiveRelay {
public:
    ArchiveRelay(int socket, std::uint32_t request, wire::Mapping output, Limits limits)
        : socket_(socket), request_(request), output_(std::move(output)), limits_(std::move(limits)) {}

    /// Callbacks for readArchive; they hold a pointer to this.
    [[nodiscard]] dicom::ArchiveSink sink();

private:
    bool tell(wire::Type type, const QString& path = {}, const QByteArray& code = {});
    bool add(std::span<const char> data);
    bool flush(); ///< sends what is in the shared memory and waits for Next

    int socket_;
    std::uint32_t request_;
    wire::Mapping output_;
    Limits limits_;
    std::size_t filled_ = 0;
};

} // namespace casebook::worker
