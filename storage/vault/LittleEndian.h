// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QtEndian>

#include <concepts>

namespace casebook {

template <std::unsigned_integral T> void putLe(QByteArray& out, T value) {
    const T little = qToLittleEndian(value);
    out.append(reinterpret_cast<const char*>(&little), sizeof little);
}

/// Reads fields one after the other; past the end it gives zeros and says so.
class LeReader {
public:
    explicit LeReader(const QByteArray& in) : in_(in) {}
    template <std::unsigned_integral T> T number() {
        const QByteArray field = bytes(sizeof(T));
        return good_ ? qFromLittleEndian<T>(field.constData()) : T{};
    }
    QByteArray bytes(qsizetype count) {
        if (count < 0 || in_.size() - at_ < count) {
            good_ = false;
            return QByteArray(qMax<qsizetype>(0, qMin<qsizetype>(count, 64)), '\0');
        }
        at_ += count;
        return in_.mid(at_ - count, count);
    }
    [[nodiscard]] bool good() const { return good_; }
    [[nodiscard]] qsizetype position() const { return at_; }

private:
    const QByteArray& in_;
    qsizetype at_ = 0;
    bool good_ = true;
};

} // namespace casebook
