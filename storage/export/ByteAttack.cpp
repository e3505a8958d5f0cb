// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/export/ByteAttack.h"

#include <unicode/ucnv.h>

#include <QRegularExpression>
#include <QSet>

#include <algorithm>
#include <array>

namespace casebook {

namespace {

bool isAlnum(char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool isSeparator(char c) {
    return c == ' ' || c == '^' || c == '=' || c == '_' || c == '-' || c == '.' || c == ',';
}
bool isDigit(char c) { return c >= '0' && c <= '9'; }
char lower(char c) { return c >= 'A' && c <= 'Z' ? char(c + 32) : c; }

QByteArray lowered(QByteArrayView bytes) {
    QByteArray out(bytes.size(), Qt::Uninitialized);
    std::transform(bytes.begin(), bytes.end(), out.begin(), lower);
    return out;
}

/// A number that stands by chance among times, sizes and counts.
bool isShortNumber(const QString& text) {
    constexpr qsizetype rare = 9;
    return text.size() < rare &&
           std::all_of(text.begin(), text.end(), [](QChar c) { return c >= u'0' && c <= u'9'; });
}

/// Is it all of its word? Digits of an ID stand by chance inside longer numbers and UIDs. A UID goes on where a
/// digit stands beyond a point: "CT." before it and ".dcm" behind are no part of it.
bool standsAlone(QByteArrayView bytes, qsizetype from, qsizetype end, bool uid) {
    const auto has = [&](qsizetype at, auto&& kind) {
        return at >= 0 && at < bytes.size() && kind(bytes[at]);
    };
    const auto isPoint = [](char c) { return c == '.'; };
    if (has(from - 1, isAlnum) || has(end, isAlnum))
        return false;
    if (has(from - 1, isPoint) && (uid ? has(from - 2, isDigit) : has(from - 2, isAlnum)))
        return false;
    return !(uid && has(end, isPoint) && has(end + 1, isDigit));
}

bool hasHan(const QString& text) {
    return std::any_of(text.begin(), text.end(), [](QChar c) { return c.unicode() >= 0x2E80; });
}

QString folded(const QString& text) {
    return text.normalized(QString::NormalizationForm_KC).toCaseFolded().trimmed();
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
        if (standsForNobody(one.text) || seen.contains(one.text))
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

void ByteAttack::add(Needles& to, const QByteArray& bytes, const Needle& needle) {
    const QByteArray low = lowered(bytes);
    if (low.size() < 4 || to.all.contains(low))
        return;
    to.all.insert(low, needle);
    const auto byte = [&](int i) { return quint32(static_cast<unsigned char>(low[i])); };
    const quint32 three = byte(0) | (byte(1) << 8U) | (byte(2) << 16U);
    starts_->set(three);
    QList<int>& lengths = to.lengths[three | (byte(3) << 24U)];
    if (!lengths.contains(int(low.size())))
        lengths.append(int(low.size()));
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
    // What was typed into a form may be any word, and so part of another.
    add(plain_, text.toUtf8(), {kind, "utf-8", digits || kind == "form", isShortNumber(text)});
    if (!digits && kind != "form") {
        QByteArray squeezed;
        for (const char c : text.toUtf8())
            if (!isSeparator(c))
                squeezed += c;
        if (squeezed.size() >= 6)
            add(squeezed_, squeezed, {kind, "without separators"});
    }
    const QByteArray gb = encoded(text, "gb18030");
    if (han) {
        add(plain_, gb, {kind, "gb18030"});
        add(plain_, QString::fromLatin1(gb).toUtf8(), {kind, "gbk as latin-1"});
        add(plain_, encoded(text, "iso-2022-cn"), {kind, "iso 2022"});
        add(plain_, text.toUtf8().toPercentEncoding(), {kind, "percent"});
        add(plain_, jsonEscaped(text), {kind, "json"});
    }
    for (const char* codec : {"utf-16le", "utf-16be"})
        add(plain_, encoded(text, codec), {kind, codec});
    for (int place = 0; place < 3; ++place)
        if (const QByteArray coded = base64At(text.toUtf8(), place); coded.size() >= 8)
            add(plain_, coded, {kind, "base64"});
}

void ByteAttack::addUid(const QString& uid) {
    values_.insert(folded(uid), "uid");
    if (uid.size() >= 8 && !uid.startsWith(u"1.2.840.10008."))
        add(plain_, uid.toLatin1(), {"uid", "utf-8", true});
}

void ByteAttack::scan(QByteArrayView bytes, const Needles& needles, Numbers numbers, QList<Hit>& hits,
                      int limit) const {
    const auto at = [&](qsizetype i) { return quint32(static_cast<unsigned char>(bytes[i])); };
    for (qsizetype i = 0; i + 4 <= bytes.size(); ++i) {
        const quint32 three = at(i) | (at(i + 1) << 8U) | (at(i + 2) << 16U);
        if (!starts_->test(three))
            continue;
        const auto lengths = needles.lengths.constFind(three | (at(i + 3) << 24U));
        if (lengths == needles.lengths.cend())
            continue;
        for (const int length : *lengths) {
            if (i + length > bytes.size())
                continue;
            const auto n = needles.all.constFind(QByteArray::fromRawData(bytes.data() + i, length));
            if (n == needles.all.cend() ||
                (numbers != Numbers::All && n->shortNumber != (numbers == Numbers::OnlyShort)) ||
                (n->bounded && !standsAlone(bytes, i, i + length, n->kind == "uid")))
                continue;
            hits.append({n->kind, n->form, i});
            if (hits.size() >= limit)
                return;
        }
    }
}

QList<ByteAttack::Hit> ByteAttack::search(QByteArrayView bytes, Numbers numbers, int limit) const {
    QList<Hit> hits;
    const QByteArray low = lowered(bytes);
    scan(low, plain_, numbers, hits, limit);
    if (numbers == Numbers::OnlyShort || hits.size() >= limit)
        return hits; // no number stands among those without separators
    QByteArray squeezed;
    squeezed.reserve(low.size());
    for (const char c : low)
        if (!isSeparator(c))
            squeezed += c;
    scan(squeezed, squeezed_, numbers, hits, limit);
    return hits;
}

std::optional<ByteAttack::Hit> ByteAttack::value(const QString& text) const {
    const auto found = values_.constFind(folded(text));
    if (found == values_.cend() || text.trimmed().isEmpty())
        return {};
    return Hit{*found, "value", 0};
}

} // namespace casebook
