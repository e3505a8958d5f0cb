// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/network/Program.h"

#include <QCborValue>

#include <cerrno>

#include <poll.h>
#include <sys/socket.h>

namespace casebook::network {

std::optional<std::pair<QCborMap, QCborMap>> Program::order() {
    wire::Received received;
    if (wire::receive(socket_, -1, received) != wire::ReceiveState::Message ||
        received.message.type != wire::Type::Talk)
        return {};
    request_ = received.message.request;
    QCborMap secrets;
    if (received.descriptors[0].isOpen()) {
        const auto bytes = wire::Mapping::readOnly(received.descriptors[0].get());
        if (!bytes)
            return {};
        secrets = QCborValue::fromCbor(QByteArray(reinterpret_cast<const char*>(bytes->bytes().data()),
                                                  qsizetype(bytes->bytes().size())))
                      .toMap();
    }
    return std::pair(received.message.payload, secrets);
}

bool Program::tell(const char* event, QCborMap values) {
    wire::Message message;
    message.type = wire::Type::Told;
    message.request = request_;
    values.insert(QLatin1StringView("event"), QLatin1StringView(event));
    message.payload = std::move(values);
    return wire::send(socket_, message);
}

bool Program::fail(const Error& error) {
    wire::Message message;
    message.type = wire::Type::Failure;
    message.request = request_;
    message.payload.insert(QLatin1StringView("code"), QString::fromLatin1(error.code));
    message.payload.insert(QLatin1StringView("detail"), error.args.value(0).left(64));
    return wire::send(socket_, message);
}

wire::Descriptor Program::nextObject() {
    wire::Received received;
    if (!tell("next-object") || wire::receive(socket_, -1, received) != wire::ReceiveState::Message ||
        received.message.type != wire::Type::Object)
        return {};
    return std::move(received.descriptors[0]);
}

bool Program::isGone() const {
    pollfd waiting{socket_, POLLIN, 0};
    if (::poll(&waiting, 1, 0) <= 0)
        return false;
    char byte = 0;
    const ssize_t got = ::recv(socket_, &byte, 1, MSG_PEEK | MSG_DONTWAIT);
    return got == 0 || (got < 0 && errno != EAGAIN && errno != EINTR);
}

} // namespace casebook::network
