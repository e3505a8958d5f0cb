// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/network/Multipart.h"

#include <algorithm>

namespace casebook::network {
namespace {

constexpr qsizetype kLongestHeaders = 16384;
constexpr qsizetype kLongestBoundary = 70; // RFC 2046

} // namespace

QByteArray boundaryOf(const QByteArray& contentType) {
    qsizetype at = contentType.toLower().indexOf("boundary=");
    if (at < 0 || !contentType.toLower().trimmed().startsWith("multipart/"))
        return {};
    at += qsizetype(qstrlen("boundary="));
    QByteArray out;
    if (contentType.mid(at, 1) == "\"") {
        const qsizetype end = contentType.indexOf('"', at + 1);
        out = end > at ? contentType.mid(at + 1, end - at - 1) : QByteArray();
    } else {
        const qsizetype end = contentType.indexOf(';', at);
        out = (end < 0 ? contentType.mid(at) : contentType.mid(at, end - at)).trimmed();
    }
    return out.size() <= kLongestBoundary ? out : QByteArray();
}

Multipart::Multipart(const QByteArray& contentType, std::int64_t largest, Sink sink)
    : largest_(largest), sink_(std::move(sink)) {
    if (const QByteArray boundary = boundaryOf(contentType); !boundary.isEmpty())
        boundary_ = "--" + boundary;
}

Result<> Multipart::add(const QByteArray& bytes) {
    buffer_.append(bytes);
    for (;;) {
        const auto more = step();
        if (!more)
            return tl::unexpected(more.error());
        if (!*more)
            return {};
    }
}

/// True when something was taken and the rest may hold more.
Result<bool> Multipart::step() {
    const auto tooLarge = [] { return fail(ErrorKind::Refused, "too-large"); };
    if (state_ == State::Headers) {
        const qsizetype end = buffer_.indexOf("\r\n\r\n");
        if (end < 0)
            return buffer_.size() > kLongestHeaders ? Result<bool>(tooLarge()) : Result<bool>(false);
        buffer_.remove(0, end + 4);
        state_ = State::Body;
        searched_ = 0;
        return true;
    }
    if (state_ == State::End) {
        buffer_.clear();
        return false;
    }
    const QByteArray mark = state_ == State::Preamble ? boundary_ : "\r\n" + boundary_;
    const qsizetype at = buffer_.indexOf(mark, searched_);
    // Two more characters tell whether it is the last.
    if (at < 0 || buffer_.size() < at + mark.size() + 2) {
        searched_ = at < 0 ? std::max<qsizetype>(0, buffer_.size() - mark.size()) : at;
        return std::int64_t(buffer_.size()) > largest_ + kLongestHeaders ? Result<bool>(tooLarge())
                                                                          : Result<bool>(false);
    }
    if (state_ == State::Body) {
        if (std::int64_t(at) > largest_)
            return tooLarge();
        if (auto taken = sink_(QByteArrayView(buffer_).first(at)); !taken)
            return tl::unexpected(taken.error());
    }
    const bool last = QByteArrayView(buffer_).sliced(at + mark.size(), 2) == QByteArrayView("--");
    buffer_.remove(0, at + mark.size());
    searched_ = 0;
    state_ = last ? State::End : State::Headers;
    return true;
}

} // namespace casebook::network
