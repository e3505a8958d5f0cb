// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/network/NetworkProcess.h"

#include "storage/worker/HelperProcess.h"

#include <QCborValue>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>

namespace casebook {
namespace {

/// Codes that casebook-network gives; another one is a broken process.
Error errorOf(const QCborMap& payload) {
    static constexpr std::array known{
        "peer-unreachable", "peer-refused", "peer-aborted",      "peer-timeout",  "peer-garbled",
        "peer-status",      "tls-failed",   "tls-files",         "port-in-use",   "peer-lacks-service",
        "peer-hung-up",     "tls-refused",  "tls-missing",       "tls-untrusted", "spool-full",
        "spool-failed",     "disk-full",    "too-large",         "bad-query-key", "network-failed",
        "web-status",       "web-answer",   "dictionary-missing"};
    const QByteArray code = payload.value(QLatin1StringView("code")).toString().toLatin1();
    Error out{ErrorKind::Refused, "network-failed", {}, {}};
    if (std::any_of(known.begin(), known.end(), [&](const char* k) { return code == k; })) {
        out.code = code;
        out.args = {payload.value(QLatin1StringView("detail")).toString().left(64)};
    }
    if (out.code == "network-failed" || out.code == "disk-full" || out.code == "spool-failed")
        out.kind = ErrorKind::System;
    return out;
}

} // namespace

QString networkProgram() { return helperProgram("CASEBOOK_NETWORK", QStringLiteral("casebook-network")); }

NetworkProcess::~NetworkProcess() { stop(); }

Result<> NetworkProcess::start(const QCborMap& order, const QCborMap& secrets) {
    stop();
    auto helper = startHelper(networkProgram(), {});
    if (!helper)
        return fail(ErrorKind::System, helper.error() == ENOENT ? "network-missing" : "network-failed", {},
                    {QString::fromLocal8Bit(std::strerror(helper.error()))});
    pid_ = helper->pid;
    socket_ = std::move(helper->socket);
    wire::Message message;
    message.type = wire::Type::Talk;
    message.request = 1;
    message.payload = order;
    wire::Descriptor hidden;
    if (!secrets.isEmpty()) {
        auto sealed = wire::makeSealedCopy(secrets.toCborValue().toCbor());
        if (!sealed)
            return tl::unexpected(sealed.error());
        hidden = std::move(*sealed);
    }
    if (wire::send(socket_.get(), message, hidden.get()))
        return {};
    stop();
    return fail(ErrorKind::System, "network-failed");
}

Result<std::optional<QCborMap>> NetworkProcess::next(int timeout_ms) {
    if (!isRunning())
        return fail(ErrorKind::System, "network-failed");
    wire::Received answer;
    switch (wire::receive(socket_.get(), timeout_ms, answer)) {
    case wire::ReceiveState::TimedOut: return std::optional<QCborMap>();
    case wire::ReceiveState::Message: break;
    case wire::ReceiveState::Closed:
    case wire::ReceiveState::Broken: stop(); return fail(ErrorKind::System, "network-failed");
    }
    if (answer.message.type == wire::Type::Failure) {
        stop();
        return tl::unexpected(errorOf(answer.message.payload));
    }
    if (answer.message.type != wire::Type::Told) {
        stop();
        return fail(ErrorKind::System, "network-failed");
    }
    return std::optional(answer.message.payload);
}

bool NetworkProcess::sendObject(int fd) {
    wire::Message message;
    message.type = wire::Type::Object;
    message.request = 1;
    return isRunning() && wire::send(socket_.get(), message, fd);
}

bool NetworkProcess::give(const QByteArray& object) {
    const auto copy = wire::makeSealedCopy(object);
    return copy && sendObject(copy->get());
}

bool NetworkProcess::giveNone() { return sendObject(-1); }

void NetworkProcess::stop() {
    socket_ = wire::Descriptor();
    endHelper(pid_);
}

} // namespace casebook
