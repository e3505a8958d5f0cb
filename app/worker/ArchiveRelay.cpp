// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/worker/ArchiveRelay.h"

#include <algorithm>
#include <cstring>

namespace casebook::worker {

dicom::ArchiveSink ArchiveRelay::sink() {
    dicom::ArchiveSink out;
    out.begin = [this](const QString& path) { return tell(wire::Type::EntryBegin, path); };
    out.data = [this](std::span<const char> data) { return add(data); };
    out.end = [this] { return flush() && tell(wire::Type::EntryEnd); };
    out.refuse = [this](const QString& path, const QByteArray& code) {
        filled_ = 0;
        return tell(wire::Type::EntryRefused, path, code);
    };
    return out;
}

bool ArchiveRelay::tell(wire::Type type, const QString& path, const QByteArray& code) {
    startClock(limits_);
    wire::Message message;
    message.type = type;
    message.request = request_;
    constexpr qsizetype kLongestPath = 4096;
    if (!path.isEmpty())
        message.payload.insert(QLatin1StringView("path"), path.left(kLongestPath));
    if (!code.isEmpty())
        message.payload.insert(QLatin1StringView("code"), QString::fromLatin1(code));
    return wire::send(socket_, message);
}

bool ArchiveRelay::add(std::span<const char> data) {
    const std::span<std::byte> room = output_.writableBytes();
    while (!data.empty()) {
        const std::size_t part = std::min(data.size(), room.size() - filled_);
        std::memcpy(room.data() + filled_, data.data(), part);
        filled_ += part;
        data = data.subspan(part);
        if (filled_ == room.size() && !flush())
            return false;
    }
    return true;
}

bool ArchiveRelay::flush() {
    if (filled_ == 0)
        return true;
    wire::Message message;
    message.type = wire::Type::EntryData;
    message.request = request_;
    message.bulk = filled_;
    filled_ = 0;
    startClock(limits_);
    wire::Received next;
    return wire::send(socket_, message) && wire::receive(socket_, -1, next) == wire::ReceiveState::Message &&
           next.message.type == wire::Type::Next;
}

} // namespace casebook::worker
