// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <cstdint>

namespace casebook {

/// Time as the study records it. Tests pass a fake one. Any thread.
class Clock {
public:
    virtual ~Clock() = default;
    [[nodiscard]] virtual std::int64_t utcMs() const = 0;        ///< ms since 1970-01-01 UTC
    [[nodiscard]] virtual std::int64_t monotonicMs() const = 0;  ///< ms, never goes back in one boot
    [[nodiscard]] virtual int zoneOffsetMinutes() const = 0;     ///< workstation's offset from UTC
    [[nodiscard]] virtual QByteArray bootId() const = 0;         ///< tells boots of the machine apart
};

/// The workstation's own clocks.
class SystemClock final : public Clock {
public:
    [[nodiscard]] std::int64_t utcMs() const override;
    [[nodiscard]] std::int64_t monotonicMs() const override;
    [[nodiscard]] int zoneOffsetMinutes() const override;
    [[nodiscard]] QByteArray bootId() const override;
};

} // namespace casebook
