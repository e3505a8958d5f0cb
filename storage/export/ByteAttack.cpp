// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/export/ByteAttack.h"

#include <unicode/ucnv.h>

#include <QRegularExpression>

#include <algorithm>
#include <array>

namespace casebook {

namespace {

bool isAlnum(char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool isSeparator(char c) {
    return c == ' ' || c == '^' || c == '=' || c == '_' || c == '-' || c == '.' || c == ',';
}
char lower(char c) { return c >= 'A' && c <= 'Z' ? char(c + 32) : c; }

QByteArray lowered(QByteArrayView bytes) {
    QByteArray out(bytes.size(), Qt::Uninitialized);
    std::transform(bytes.begin(), bytes.end(), out.begin(), lower);
    return out;
}

bool hasHan(const QString& text) {
    return std::any_of(text.begin(), text.end(), [](QChar c) { return c.unicode() >= 0x2E80; });
}

QString folded(const QString& text) {
    return text.normalized(QString::NormalizationForm_KC).toCaseFolded().trimmed();
}

/// Words that stand for nobody: data sets are often cleaned once before.
bool isNobody(const QString& text) {
    static const QStringList words{
        QStringLiteral("removed"),   QStringLiteral("anonymous"),   QStringLiteral("anonymized"),
        QStringLiteral("anon"),      QStringLiteral("unknown"),     QStringLiteral("none"),
        QStringLiteral("n/a"),       QStringLiteral("na"),          QStringLiteral("test"),
        QStringLiteral("default"),   QStringLiteral("no name"),     QStringLiteral("noname"),
        QStringLiteral("other"),     QStringLiteral("-"),           QStringLiteral("^"),
        QStringLiteral("0"),         QStringLiteral("1"),           QStringLiteral("phantom"),
        QStringLiteral("synthetic"), QStringLiteral("deidentified")};
    return words.contains(folded(text));
}

QByteArray encoded(const QString& text, const char* codec) {
    UErrorCode error = U_ZERO_ERROR;
    UConverter* converter = ucnv_open(codec, &error);
    if (U_FAILURE(error) != 0)
        return {};
    QByteArray out(text.size() * 8 + 16, '\0');
    const auto* from = reinterpret_cast<const UChar*>(text.utf16());
    const int32_t length =
        ucnv_fromUChars(converter, out.data(), int32_t(out.size()), from, int32_t(text.size()), &error);
    ucnv_close(converter);
    if (U_FAILURE(error) != 0)
        return {};
    out.truncate(length);
    return out;
}

QByteArray jsonEscaped(const QString& text) {
    QByteArray out;
    for (const QChar c : text)
        out += c.unicode() < 0x80 ? QByteArray(1, char(c.unicode()))
                                  : "\\u" + QByteArray::number(c.unicode(), 16).rightJustified(4, '0');
    return out;
}

/// The characters of base64 that depend on `text` alone when it begins at one of three places in a group.
QByteArray base64At(const QByteArray& text, int place) {
    QByteArray padded(place, 'x');
    padded += text;
    const QByteArray all = padded.toBase64(QByteArray::Base64Encoding | QByteArray::OmitTrailingEquals);
    static constexpr std::array<int, 3> skip{0, 2, 3};
    const qsizetype whole = padded.size() / 3 * 4;
    return all.mid(skip[std::size_t(place)], whole - skip[std::size_t(place)]);
}

/// A name in the orders it is written in: groups and parts, forwards and swapped.
QStringList namesOf(const QString& text) {
    QStringList out{text};
    for (const QString& group : text.split(u'=', Qt::SkipEmptyParts)) {
        QStringList parts = group.split(QRegularExpression(QStringLiteral("[\\^\\s]+")), Qt::SkipEmptyParts);
        out.append(group);
        out.append(parts.join(u' '));
        std::reverse(parts.begin(), parts.end());
        out.append(parts.join(u' '));
    }
    out.removeDuplicates();
    return out;
}

} // namespace

ByteAttack::ByteAttack(const ExportIdentifiers& identifiers)
    : starts_(std::make_unique<std::bitset<1U << 24U>>()) {
    QSet<QString> seen;
    for (const ExportIdentifiers::One& one : identifiers.all) {
        if (isNobody(one.text) || seen.contains(one.text))
            continue;
        seen.insert(one.text);
        if (one.kind == "uid") {
            addUid(one.text);
            continue;
        }
        const bool name = one.kind == "name" || one.kind == "staff";
        for (const QString& text : name ? namesOf(one.text) : QStringList{one.text})
            addText(text, one.kind);
    }
}

ByteAttack::~ByteAttack() = default;

void ByteAttack::add(const QByteArray& bytes, const QByteArray& kind, const char* form, bool bounded,
                     bool squeezed) {
    const QByteArray low = lowered(bytes);
    if (low.size() < 4)
        return;
    const auto byte = [&](int i) { return quint32(static_cast<unsigned char>(low[i])); };
    starts_->set(byte(0) | (byte(1) << 8U) | (byte(2) << 16U));
    QList<int>& same = byStart_[byte(0) | (byte(1) << 8U) | (byte(2) << 16U) | (byte(3) << 24U)];
    const bool known = std::any_of(same.begin(), same.end(), [&](int at) {
        const Needle& n = needles_[std::size_t(at)];
        return n.bytes == low && n.squeezed == squeezed;
    });
    if (known)
        return;
    same.append(int(needles_.size()));
    needles_.push_back({low, kind, form, bounded, squeezed});
}

void ByteAttack::addText(const QString& given, const QByteArray& kind) {
    const QString text = given.trimmed();
    const bool han = hasHan(text);
    if (text.size() < 2)
        return; // one letter says nothing
    values_.insert(folded(text), kind);
    if (text.size() < (han ? 3 : 6))
        return; // a whole value only: chance finds it anywhere else
    const bool digits = std::any_of(text.begin(), text.end(), [](QChar c) { return c.isDigit(); });
    add(text.toUtf8(), kind, "utf-8", digits, false);
    if (!digits) {
        QByteArray squeezed;
        for (const char c : text.toUtf8())
            if (!isSeparator(c))
                squeezed += c;
        if (squeezed.size() >= 6)
            add(squeezed, kind, "without separators", false, true);
    }
    const QByteArray gb = encoded(text, "gb18030");
    if (han) {
        add(gb, kind, "gb18030", false, false);
        add(QString::fromLatin1(gb).toUtf8(), kind, "gbk as latin-1", false, false);
        add(encoded(text, "iso-2022-cn"), kind, "iso 2022", false, false);
        add(text.toUtf8().toPercentEncoding(), kind, "percent", false, false);
        add(jsonEscaped(text), kind, "json", false, false);
    }
    for (const char* codec : {"utf-16le", "utf-16be"})
        add(encoded(text, codec), kind, codec, false, false);
    for (int place = 0; place < 3; ++place)
        if (const QByteArray coded = base64At(text.toUtf8(), place); coded.size() >= 8)
            add(coded, kind, "base64", false, false);
}

void ByteAttack::addUid(const QString& uid) {
    values_.insert(folded(uid), "uid");
    if (uid.size() >= 8 && !uid.startsWith(u"1.2.840.10008."))
        add(uid.toLatin1(), "uid", "utf-8", true, false);
}

void ByteAttack::scan(QByteArrayView bytes, bool squeezed, QList<Hit>& hits, int limit) const {
    const auto at = [&](qsizetype i) { return quint32(static_cast<unsigned char>(bytes[i])); };
    for (qsizetype i = 0; i + 4 <= bytes.size(); ++i) {
        const quint32 three = at(i) | (at(i + 1) << 8U) | (at(i + 2) << 16U);
        if (!starts_->test(three))
            continue;
        const auto same = byStart_.constFind(three | (at(i + 3) << 24U));
        if (same == byStart_.cend())
            continue;
        for (const int place : *same) {
            const Needle& n = needles_[std::size_t(place)];
            if (n.squeezed != squeezed || !bytes.sliced(i).startsWith(n.bytes))
                continue;
            const auto beside = [&](qsizetype where) {
                if (where < 0 || where >= bytes.size())
                    return false;
                return isAlnum(bytes[where]) || (bytes[where] == '.' && n.kind == "uid" &&
                                                 where + 1 < bytes.size() && isAlnum(bytes[where + 1]));
            };
            // Digits of an ID stand by chance inside longer numbers and UIDs.
            const bool inNumber = n.bounded && i >= 2 && bytes[i - 1] == '.' && isAlnum(bytes[i - 2]);
            if (n.bounded && (beside(i - 1) || beside(i + n.bytes.size()) || inNumber))
                continue;
            hits.append({n.kind, n.form, i});
            if (hits.size() >= limit)
                return;
        }
    }
}

QList<ByteAttack::Hit> ByteAttack::search(QByteArrayView bytes, int limit) const {
    QList<Hit> hits;
    const QByteArray low = lowered(bytes);
    scan(low, false, hits, limit);
    QByteArray squeezed;
    squeezed.reserve(low.size());
    for (const char c : low)
        if (!isSeparator(c))
            squeezed += c;
    scan(squeezed, true, hits, limit);
    return hits;
}

std::optional<ByteAttack::Hit> ByteAttack::value(const QString& text) const {
    const auto found = values_.constFind(folded(text));
    if (found == values_.cend() || text.trimmed().isEmpty())
        return {};
    return Hit{*found, "value", 0};
}

} // namespace casebook
