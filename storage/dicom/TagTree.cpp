// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/dicom/TagTree.h"

#include "storage/dicom/WireTake.h"
#include "storage/dicom/deid/DeidTable.h"

#include <QCborArray>
#include <QCborMap>
#include <QCborValue>
#include <QHash>
#include <QRegularExpression>
#include <QSet>

#include <algorithm>
#include <array>
#include <limits>

namespace casebook::dicom {

namespace {

/// Descriptions of exam and series: lists show them to everybody.
constexpr std::array<std::uint32_t, 3> shownElsewhere{0x00081030U, 0x0008103EU, 0x00181030U};

bool isDate(const QByteArray& vr) { return vr == "DA" || vr == "TM" || vr == "DT"; }

/// Path of tags alone, as the tables of de-identification have it: "00081140/00081155".
QByteArray tagPath(const QByteArray& path) {
    QByteArray out;
    bool inside = false;
    for (const char c : path) {
        if (c == '[')
            inside = true;
        else if (c == ']')
            inside = false;
        else if (!inside)
            out.append(c);
    }
    return out.toLower();
}

bool sameValue(const TagRow& a, const TagRow& b) {
    return a.vr == b.vr && a.value == b.value && a.digest == b.digest && a.vm == b.vm &&
           (a.vr == "SQ" || a.item > 0 || a.length == b.length);
}

} // namespace

QString tagText(std::uint32_t tag) {
    const QString hex = QString::number(tag, 16).rightJustified(8, u'0').toUpper();
    return QStringLiteral("(%1,%2)").arg(hex.left(4), hex.mid(4));
}

QString wordsOfKeyword(const QString& keyword) {
    static const QRegularExpression joint(QStringLiteral("(?<=[a-z0-9])(?=[A-Z])"));
    return QString(keyword).replace(joint, QStringLiteral(" "));
}

bool mayIdentify(const TagRow& row) {
    const std::uint32_t group = row.tag >> 16U;
    if (row.item > 0 || group == 0x0002)
        return false;
    if (row.vr == "PN")
        return true;
    if (group % 2 != 0)
        return (row.tag & 0xFFFFU) >= 0x1000U; // who reserved a block is no secret
    if (std::find(shownElsewhere.begin(), shownElsewhere.end(), row.tag) != shownElsewhere.end())
        return false;
    if (row.keyword.isEmpty())
        return true; // unknown to the dictionary: nobody can say what it holds
    if (row.vr == "UI" || (isDate(row.vr) && group != 0x0010))
        return false;
    const DeidRule rule = DeidTable::instance().rule(row.tag, tagPath(row.path), {}, row.vr, {});
    return rule.inTable && rule.code != DeidCode::Keep && rule.code != DeidCode::Uid;
}

void hideIdentity(TagTree& tree) {
    QByteArray below; // path of a sequence whose content is hidden
    for (TagRow& row : tree.rows) {
        const bool inside = !below.isEmpty() && row.path.startsWith(below);
        if (!inside)
            below.clear();
        const bool hide = inside ? row.item == 0 : mayIdentify(row);
        if (!hide)
            continue;
        if (!inside && row.vr == "SQ")
            below = row.path + '[';
        if (row.vr == "SQ")
            continue;
        row.value.clear();
        row.meaning.clear();
        row.digest.clear();
        row.vm = 0;
        row.hidden = true;
    }
}

QList<TagDifference> differences(const TagTree& left, const TagTree& right) {
    QHash<QByteArray, qsizetype> places;
    for (qsizetype i = 0; i < right.rows.size(); ++i)
        places.insert(right.rows[i].path, i);
    QList<TagDifference> out;
    qsizetype next = 0; // first row of the second that was not told yet
    QSet<QByteArray> inLeft;
    for (const TagRow& row : left.rows)
        inLeft.insert(row.path);
    const auto onlyRight = [&](qsizetype end) {
        for (; next < end; ++next)
            if (!inLeft.contains(right.rows[next].path))
                out.append({{}, right.rows[next], false, true});
    };
    for (const TagRow& row : left.rows) {
        const auto there = places.constFind(row.path);
        if (there == places.cend()) {
            out.append({row, {}, true, false});
            continue;
        }
        onlyRight(*there);
        if (!sameValue(row, right.rows[*there]))
            out.append({row, right.rows[*there], true, true});
        next = std::max(next, *there + 1);
    }
    onlyRight(right.rows.size());
    const auto path = [](const TagDifference& one) { return (one.inLeft ? one.left : one.right).path; };
    std::stable_sort(out.begin(), out.end(),
                     [&](const TagDifference& a, const TagDifference& b) { return path(a) < path(b); });
    return out;
}

} // namespace casebook::dicom

namespace casebook::wire {

namespace {

using dicom::TagRow;
using dicom::TagTree;

tl::unexpected<Error> bad() { return fail(ErrorKind::Refused, "wire"); }

constexpr qsizetype fields = 12;

QCborArray packRow(const TagRow& row) {
    const int flags = (row.binary ? 1 : 0) | (row.cut ? 2 : 0);
    return {row.depth,
            qint64(row.tag),
            row.item,
            QString::fromLatin1(row.path),
            row.keyword,
            row.creator,
            QString::fromLatin1(row.vr),
            row.vm,
            qint64(row.length),
            row.value,
            row.meaning,
            QCborArray{flags, QCborValue(row.digest)}};
}

bool within(qint64 value, qint64 least, qint64 most) { return value >= least && value <= most; }

Result<TagRow> unpackRow(const QCborValue& value) {
    const QCborArray a = value.toArray();
    if (a.size() != fields || !a[11].isArray() || a[11].toArray().size() != 2)
        return bad();
    const QCborArray last = a[11].toArray();
    TagRow row;
    const qint64 depth = wholeOf(a[0], -1), tag = wholeOf(a[1], -1), item = wholeOf(a[2], -1);
    const qint64 vm = wholeOf(a[7], -1), length = wholeOf(a[8], -2), flags = wholeOf(last[0], -1);
    constexpr qint64 most = 0xFFFFFFFFLL;
    // A sequence in a sequence takes two steps: the item and what is in it.
    if (!within(depth, 0, dicom::deepestTag + 4) || !within(tag, 0, most) ||
        !within(item, 0, dicom::mostTagRows) || !within(vm, 0, most) || !within(length, -1, most) ||
        !within(flags, 0, 3))
        return bad();
    row.depth = int(depth);
    row.tag = std::uint32_t(tag);
    row.item = int(item);
    row.path = a[3].toString().left(2048).toLatin1();
    row.keyword = a[4].toString().left(128);
    row.creator = a[5].toString().left(64);
    row.vr = a[6].toString().left(2).toLatin1();
    row.vm = int(std::min<qint64>(vm, std::numeric_limits<int>::max()));
    row.length = length;
    row.value = a[9].toString().left(dicom::longestTagText);
    row.meaning = a[10].toString().left(256);
    row.binary = (flags & 1) != 0;
    row.cut = (flags & 2) != 0;
    row.digest = last[1].toByteArray().left(8);
    return row;
}

const auto key = [](const char* name) { return QLatin1StringView(name); };

} // namespace

QByteArray packTags(const TagTree& tree) {
    QCborArray rows;
    for (const TagRow& row : tree.rows)
        rows.append(packRow(row));
    return QCborValue(QCborMap{{key("ts"), tree.transferSyntax},
                               {key("cs"), tree.charset},
                               {key("csg"), tree.charsetGuessed},
                               {key("cut"), tree.cutRows},
                               {key("rows"), rows}})
        .toCbor();
}

Result<TagTree> unpackTags(std::span<const std::byte> bytes) {
    QCborParserError error;
    const QCborValue value = QCborValue::fromCbor(
        QByteArray(reinterpret_cast<const char*>(bytes.data()), qsizetype(bytes.size())), &error);
    if (error.error != QCborError::NoError || !value.isMap())
        return bad();
    const QCborMap map = value.toMap();
    const QCborArray rows = map.value(key("rows")).toArray();
    if (rows.size() > dicom::mostTagRows + 1)
        return bad();
    TagTree out;
    out.transferSyntax = map.value(key("ts")).toString().left(64);
    out.charset = map.value(key("cs")).toString().left(128);
    out.charsetGuessed = map.value(key("csg")).toBool(false);
    out.cutRows = map.value(key("cut")).toBool(false);
    out.rows.reserve(rows.size());
    int before = -1;
    for (const QCborValue& one : rows) {
        auto row = unpackRow(one);
        // A tree: no row is more than one step below the one before it.
        if (!row || row->depth > before + 1)
            return bad();
        before = row->depth;
        out.rows.append(*std::move(row));
    }
    return out;
}

} // namespace casebook::wire
