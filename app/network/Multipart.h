// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/values/Result.h"

#include <QByteArray>

#include <functional>

namespace casebook::network {

/// Takes a multipart/related body apart while it comes in (RFC 2046 5.1, RFC 2387). Holds one part at a
/// time; headers of parts are skipped: what a part is, its bytes say.
class Multipart {
public:
    using Sink = std::function<Result<>(QByteArrayView part)>;
    /// @param contentType value of the HTTP header; @param largest bytes of one part
    Multipart(const QByteArray& contentType, std::int64_t largest, Sink sink);

    [[nodiscard]] bool hasBoundary() const { return !boundary_.isEmpty(); }
    /// Errors: "too-large", those of the sink.
    [[nodiscard]] Result<> add(const QByteArray& bytes);
    /// True after the closing boundary.
    [[nodiscard]] bool isWhole() const { return state_ == State::End; }

private:
    enum class State { Preamble, Headers, Body, End };
    [[nodiscard]] Result<bool> step();

    QByteArray boundary_; ///< with the dashes
    std::int64_t largest_;
    Sink sink_;
    QByteArray buffer_;
    qsizetype searched_ = 0; ///< of the buffer, without finding the boundary
    State state_ = State::Preamble;
};

/// The boundary parameter of a content type; empty where there is none or it is not allowed.
[[nodiscard]] QByteArray boundaryOf(const QByteArray& contentType);

} // namespace casebook::network
