// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <cstdint>
#include <optional>

namespace casebook {

/// Writes deterministic CBOR (RFC 8949 4.2.1): shortest heads, definite lengths, no floats, no maps.
/// Equal values always give equal bytes, so they can be hashed.
class CborWriter {
public:
    CborWriter& array(std::uint64_t count);
    CborWriter& integer(std::int64_t value);
    CborWriter& bytes(const QByteArray& value);
    CborWriter& text(const QString& utf16);
    CborWriter& ascii(const QByteArray& utf8); ///< a text string from bytes that are UTF-8 already
    CborWriter& null();
    CborWriter& bytesOrNull(const QByteArray& value); ///< null when empty
    [[nodiscard]] const QByteArray& result() const { return out_; }

private:
    void head(int major, std::uint64_t value);
    QByteArray out_;
};

/// Reads what CborWriter writes and refuses everything else (other types, longer heads, cut input).
/// After the first refusal every call gives nothing.
class CborReader {
public:
    explicit CborReader(QByteArray input) : in_(std::move(input)) {}
    std::optional<std::uint64_t> array(std::uint64_t most);
    std::optional<std::int64_t> integer();
    std::optional<QByteArray> bytes();
    std::optional<QString> text();
    [[nodiscard]] bool good() const { return good_; }
    [[nodiscard]] bool atEnd() const { return at_ == in_.size(); }

private:
    std::optional<std::uint64_t> head(int major);
    std::optional<QByteArray> take(std::uint64_t count);
    bool refuse();
    QByteArray in_;
    qsizetype at_ = 0;
    bool good_ = true;
};

} // namespace casebook
