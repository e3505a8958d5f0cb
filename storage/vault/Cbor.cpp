// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/vault/Cbor.h"

#include <limits>

namespace casebook {

namespace {
constexpr int majorUnsigned = 0, majorNegative = 1, majorBytes = 2, majorText = 3, majorArray = 4;
constexpr char nullByte = '\xF6';
} // namespace

void CborWriter::head(int major, std::uint64_t value) {
    const auto first = static_cast<std::uint8_t>(major << 5);
    int width = 0;
    std::uint8_t code = 0;
    if (value < 24) {
        out_.append(static_cast<char>(first | value));
        return;
    }
    if (value <= 0xFF) {
        width = 1;
        code = 24;
    } else if (value <= 0xFFFF) {
        width = 2;
        code = 25;
    } else if (value <= 0xFFFFFFFF) {
        width = 4;
        code = 26;
    } else {
        width = 8;
        code = 27;
    }
    out_.append(static_cast<char>(first | code));
    for (int i = width - 1; i >= 0; --i)
        out_.append(static_cast<char>((value >> (8 * i)) & 0xFF));
}

CborWriter& CborWriter::array(std::uint64_t count) {
    head(majorArray, count);
    return *this;
}

CborWriter& CborWriter::integer(std::int64_t value) {
    if (value >= 0)
        head(majorUnsigned, static_cast<std::uint64_t>(value));
    else
        head(majorNegative, static_cast<std::uint64_t>(-(value + 1)));
    return *this;
}

CborWriter& CborWriter::bytes(const QByteArray& value) {
    head(majorBytes, static_cast<std::uint64_t>(value.size()));
    out_.append(value);
    return *this;
}

CborWriter& CborWriter::text(const QString& utf16) { return ascii(utf16.toUtf8()); }

CborWriter& CborWriter::ascii(const QByteArray& utf8) {
    head(majorText, static_cast<std::uint64_t>(utf8.size()));
    out_.append(utf8);
    return *this;
}

CborWriter& CborWriter::null() {
    out_.append(nullByte);
    return *this;
}

CborWriter& CborWriter::bytesOrNull(const QByteArray& value) {
    return value.isEmpty() ? null() : bytes(value);
}

bool CborReader::refuse() {
    good_ = false;
    return false;
}

std::optional<std::uint64_t> CborReader::head(int major) {
    if (!good_ || at_ >= in_.size()) {
        refuse();
        return std::nullopt;
    }
    const auto first = static_cast<std::uint8_t>(in_[at_++]);
    const int code = first & 0x1F;
    if ((first >> 5) != major || code > 27) {
        refuse();
        return std::nullopt;
    }
    if (code < 24)
        return static_cast<std::uint64_t>(code);
    const int width = 1 << (code - 24);
    if (in_.size() - at_ < width) {
        refuse();
        return std::nullopt;
    }
    std::uint64_t value = 0;
    for (int i = 0; i < width; ++i)
        value = (value << 8) | static_cast<std::uint8_t>(in_[at_++]);
    constexpr std::uint64_t least[]{24, 0x100, 0x10000, 0x100000000};
    if (value < least[code - 24]) {
        refuse();
        return std::nullopt;
    }
    return value;
}

std::optional<QByteArray> CborReader::take(std::uint64_t count) {
    if (count > static_cast<std::uint64_t>(in_.size() - at_)) {
        refuse();
        return std::nullopt;
    }
    const QByteArray part = in_.mid(at_, static_cast<qsizetype>(count));
    at_ += static_cast<qsizetype>(count);
    return part;
}

std::optional<std::uint64_t> CborReader::array(std::uint64_t most) {
    const auto count = head(majorArray);
    if (count && *count > most) {
        refuse();
        return std::nullopt;
    }
    return count;
}

std::optional<std::int64_t> CborReader::integer() {
    const bool negative = at_ < in_.size() && (static_cast<std::uint8_t>(in_[at_]) >> 5) == majorNegative;
    const auto value = head(negative ? majorNegative : majorUnsigned);
    if (!value || *value > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max())) {
        refuse();
        return std::nullopt;
    }
    const auto magnitude = static_cast<std::int64_t>(*value);
    return negative ? -magnitude - 1 : magnitude;
}

std::optional<QByteArray> CborReader::bytes() {
    const auto count = head(majorBytes);
    return count ? take(*count) : std::nullopt;
}

std::optional<QString> CborReader::text() {
    const auto count = head(majorText);
    const auto part = count ? take(*count) : std::nullopt;
    return part ? std::optional(QString::fromUtf8(*part)) : std::nullopt;
}

} // namespace casebook
