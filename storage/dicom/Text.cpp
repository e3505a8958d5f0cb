// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/dicom/Text.h"

#include <dcmtk/config/osconfig.h>
#include <dcmtk/dcmdata/dcspchrs.h>
#include <dcmtk/ofstd/ofchrenc.h>

#include <QList>
#include <QStringDecoder>

#include <array>
#include <charconv>
#include <cmath>
#include <string>
#include <utility>

namespace casebook::dicom {
namespace {

bool isHigh(char c) { return (static_cast<unsigned char>(c) & 0x80U) != 0; }

bool hasHigh(QByteArrayView raw) { return std::any_of(raw.begin(), raw.end(), isHigh); }

/// Defined terms without code extensions and the name oficonv has for them (DICOM PS3.3 C.12.1.1.2).
constexpr std::array<std::pair<const char*, const char*>, 18> kSingle{{
    {"ISO_IR 100", "ISO-8859-1"},
    {"ISO_IR 101", "ISO-8859-2"},
    {"ISO_IR 109", "ISO-8859-3"},
    {"ISO_IR 110", "ISO-8859-4"},
    {"ISO_IR 144", "ISO-8859-5"},
    {"ISO_IR 127", "ISO-8859-6"},
    {"ISO_IR 126", "ISO-8859-7"},
    {"ISO_IR 138", "ISO-8859-8"},
    {"ISO_IR 148", "ISO-8859-9"},
    {"ISO_IR 203", "ISO-8859-15"},
    {"ISO_IR 13", "JIS_X0201"},
    {"ISO_IR 166", "TIS-620"},
    {"ISO_IR 192", "UTF-8"},
    {"GB18030", "GB18030"},
    {"GBK", "GBK"},
    {"GB2312", "GB18030"},
    {"UTF-8", "UTF-8"},
    {"BIG5", "BIG5"}, // no term of DICOM; some sites of Taiwan and Hong Kong declare it
}};

const char* encodingOf(const QByteArray& term) {
    for (const auto& [name, encoding] : kSingle) {
        if (term == name)
            return encoding;
    }
    return nullptr;
}

bool isMultiByte(const QByteArray& charset) {
    return charset == "ISO_IR 192" || charset == "UTF-8" || charset.startsWith("GB");
}

std::optional<QString> convertWith(const char* encoding, QByteArrayView raw) {
    OFCharacterEncoding converter;
    if (converter.selectEncoding(encoding, "UTF-8").bad())
        return {};
    OFString out;
    if (converter.convertString(raw.data(), size_t(raw.size()), out).bad())
        return {};
    return QString::fromUtf8(out.data(), qsizetype(out.size()));
}

QByteArray normaliseTerm(QByteArray term) {
    term = term.trimmed().toUpper();
    while (term.endsWith('\0'))
        term.chop(1);
    term.replace('_', ' ');
    term.replace("ISO IR", "ISO_IR");
    if (term == "ISO 2022 GBK" || term == "ISO 2022 B18030" || term == "GB 18030" || term == "GB-18030")
        return "GB18030";
    // "ISO 2022 IR 100" keeps its form: it is the sign of code extensions.
    term.replace("ISO 2022_IR", "ISO 2022 IR");
    return term;
}

QByteArray normaliseSet(const QByteArray& declared) {
    QList<QByteArray> terms = declared.split('\\');
    for (QByteArray& term : terms)
        term = normaliseTerm(term);
    for (const QByteArray& term : std::as_const(terms)) {
        if (isMultiByte(term))
            return term; // nothing may stand beside these; ISO_IR 6 often does
    }
    if (terms.size() == 1)
        return terms.front() == "ISO_IR 6" || terms.front() == "ISO 2022 IR 6" ? QByteArray() : terms.front();
    if (terms.front() == "ISO_IR 6")
        terms.front() = "ISO 2022 IR 6";
    return terms.join('\\');
}

QString tidy(const QString& text) {
    QString out = text;
    while (!out.isEmpty() && (out.back() == QLatin1Char(' ') || out.back().isNull()))
        out.chop(1);
    qsizetype from = 0;
    while (from < out.size() && out.at(from) == QLatin1Char(' '))
        ++from;
    constexpr qsizetype kLongest = 512;
    // Cut before, so that megabytes aren't composed, and after: some characters become three.
    return out.mid(from, kLongest).normalized(QString::NormalizationForm_C).left(kLongest);
}

} // namespace

bool isUtf8Text(QByteArrayView raw) {
    if (!hasHigh(raw))
        return false;
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    const QString text = decoder.decode(raw);
    return !decoder.hasError() && !text.contains(QChar::ReplacementCharacter);
}

bool isGbText(QByteArrayView raw) {
    bool any = false;
    for (qsizetype i = 0; i < raw.size(); ++i) {
        const auto lead = static_cast<unsigned char>(raw[i]);
        if (lead < 0x80)
            continue;
        if (lead < 0xB0 || lead > 0xF7 || i + 1 >= raw.size())
            return false;
        const auto trail = static_cast<unsigned char>(raw[++i]);
        if (trail < 0xA1 || trail > 0xFE)
            return false;
        any = true;
    }
    return any;
}

TextDecoder::TextDecoder(const QByteArray& declared)
    : charset_(normaliseSet(declared)),
      extended_(charset_.contains('\\') || charset_.startsWith("ISO 2022")) {}

QByteArray TextDecoder::guess() const {
    switch (guessed_) {
    case Guess::None: break;
    case Guess::Utf8: return "UTF-8";
    case Guess::Gb18030: return "GB18030";
    case Guess::Latin1: return "ISO_IR 100";
    }
    return {};
}

QString TextDecoder::guessed(QByteArrayView raw, bool utf8Only) const {
    // Some pairs of GB2312 are valid UTF-8 too, as two letters of the West or the Levant.
    constexpr char16_t kFirstOfEastAsia = 0x2E80;
    const QString utf8 = isUtf8Text(raw) ? QString::fromUtf8(raw) : QString();
    const bool eastern =
        std::any_of(utf8.begin(), utf8.end(), [](QChar c) { return c.unicode() >= kFirstOfEastAsia; });
    if (!utf8.isEmpty() && (utf8Only || eastern || !isGbText(raw))) {
        guessed_ = Guess::Utf8;
        return utf8;
    }
    if (!utf8Only && isGbText(raw)) {
        if (const auto text = convertWith("GB18030", raw)) {
            guessed_ = Guess::Gb18030;
            return *text;
        }
    }
    return {};
}

QString TextDecoder::convert(QByteArrayView raw, const char* delimiters) const {
    if (!extended_ && !hasHigh(raw) && charset_ != "ISO_IR 13")
        return QString::fromLatin1(raw);
    if (extended_) {
        // Beside JIS X 0201 many go back to ASCII, which they did not declare.
        for (const QByteArray& terms : {charset_, QByteArray(charset_ + "\\ISO 2022 IR 6")}) {
            DcmSpecificCharacterSet set;
            OFString out;
            if (set.selectCharacterSet(terms.toStdString()).good() &&
                set.convertString(raw.data(), size_t(raw.size()), out, delimiters).good())
                return QString::fromUtf8(out.data(), qsizetype(out.size()));
        }
    } else {
        const bool plain = charset_.isEmpty() || charset_ == "ISO_IR 100";
        if (!isMultiByte(charset_)) {
            // Greek or Cyrillic words are valid GB2312 pairs too: only the two sets that careless
            // software writes by default are doubted that far.
            if (const QString text = guessed(raw, !plain); !text.isEmpty())
                return text;
        }
        if (const char* encoding = encodingOf(charset_)) {
            if (const auto text = convertWith(encoding, raw))
                return *text;
        }
    }
    // What was declared does not decode: the best guess, and say that it is one.
    if (const QString text = guessed(raw, false); !text.isEmpty())
        return text;
    guessed_ = Guess::Latin1;
    return QString::fromLatin1(raw);
}

QString TextDecoder::decode(QByteArrayView raw) const {
    return tidy(convert(trimmedValue(raw), "\\\r\n\f\t"));
}

QString TextDecoder::decodeName(QByteArrayView raw) const {
    QString name = tidy(convert(trimmedValue(raw), "\\^="));
    // An empty group at the end may be written or left out: the name is the same (PS3.5 6.2.1.2).
    while (name.endsWith(QLatin1Char('=')))
        name.chop(1);
    return name;
}

QByteArrayView trimmedValue(QByteArrayView raw) {
    const auto blank = [](char c) { return c == ' ' || c == '\0' || c == '\t' || c == '\r' || c == '\n'; };
    while (!raw.isEmpty() && blank(raw.back()))
        raw.chop(1);
    while (!raw.isEmpty() && blank(raw.front()))
        raw = raw.sliced(1);
    return raw;
}

std::optional<double> parseDecimal(QByteArrayView raw) {
    std::string text(trimmedValue(raw).data(), size_t(trimmedValue(raw).size()));
    if (!text.empty() && text.front() == '+')
        text.erase(0, 1);
    if (text.find('.') == std::string::npos) {
        if (const auto comma = text.find(','); comma != std::string::npos)
            text[comma] = '.';
    }
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size() || !std::isfinite(value))
        return {};
    return value;
}

std::optional<int> parseInteger(QByteArrayView raw) {
    const auto value = parseDecimal(raw);
    if (!value || *value != std::floor(*value) || std::abs(*value) > 2147483647.0)
        return {};
    return int(*value);
}

} // namespace casebook::dicom
