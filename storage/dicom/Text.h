// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QString>

#include <optional>

namespace casebook::dicom {

/// Turns text values of one data set into UTF-8 NFC. The whole value is decoded before anything
/// splits it at "\", "^" or "=" (DICOM PS3.5 6.1.2.3): the second byte of a GB18030 character may be
/// one of these. A declared set that can't be true (single byte or none, but bytes that are valid
/// UTF-8 or GB2312) is overruled and `guessed` says so. One data set, one thread.
class TextDecoder {
public:
    /// @param declared raw value of SpecificCharacterSet (0008,0005); may be empty.
    explicit TextDecoder(const QByteArray& declared);

    [[nodiscard]] QString decode(QByteArrayView raw) const;
    /// Splits at "^" and "=" for code extensions, as PS3.5 6.1.2.5.3 resets them there.
    [[nodiscard]] QString decodeName(QByteArrayView raw) const;

    [[nodiscard]] const QByteArray& charset() const { return charset_; }
    [[nodiscard]] bool guessed() const { return guessed_ != Guess::None; }
    /// "UTF-8", "GB18030" or "ISO_IR 100": what the last text that was guessed was read as. Empty: none was.
    [[nodiscard]] QByteArray guess() const;

private:
    [[nodiscard]] QString convert(QByteArrayView raw, const char* delimiters) const;
    [[nodiscard]] QString guessed(QByteArrayView raw, bool utf8Only) const;

    QByteArray charset_; ///< upper case, trimmed, without what has no meaning
    bool extended_ = false; ///< ISO 2022 code extensions
    enum class Guess : char { None, Utf8, Gb18030, Latin1 };
    mutable Guess guessed_ = Guess::None;
};

/// Strict UTF-8, at least one byte above 0x7F.
[[nodiscard]] bool isUtf8Text(QByteArrayView raw);
/// Every byte above 0x7F belongs to a pair B0-F7, A1-FE: GB2312 level 1 and 2 ideographs.
[[nodiscard]] bool isGbText(QByteArrayView raw);

/// Trims blanks and NUL at both ends.
[[nodiscard]] QByteArrayView trimmedValue(QByteArrayView raw);
/// DS: blanks and NUL trimmed, a comma taken as the point where there is no point. Absent when it is
/// no finite number; never 0 for what can't be read.
[[nodiscard]] std::optional<double> parseDecimal(QByteArrayView raw);
/// IS: also "12.0".
[[nodiscard]] std::optional<int> parseInteger(QByteArrayView raw);

} // namespace casebook::dicom
