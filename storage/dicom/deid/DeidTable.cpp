// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/dicom/deid/DeidTable.h"

#include "storage/dicom/deid/DeidData.h"

#include <algorithm>

namespace casebook::dicom {
namespace {

/// Cells of one line; quotes only around a whole cell, no line breaks inside (true of our own files).
QStringList cells(const QString& line) {
    QStringList out;
    QString cell;
    bool quoted = false;
    for (qsizetype i = 0; i < line.size(); ++i) {
        const QChar c = line[i];
        if (quoted && c == u'"' && i + 1 < line.size() && line[i + 1] == u'"')
            cell.append(line[++i]);
        else if (c == u'"')
            quoted = !quoted;
        else if (c == u',' && !quoted)
            out.append(std::exchange(cell, QString()));
        else
            cell.append(c);
    }
    out.append(cell);
    return out;
}

QStringList linesOf(std::string_view text) {
    return QString::fromUtf8(text.data(), qsizetype(text.size())).split(u'\n', Qt::SkipEmptyParts);
}

QByteArray typeKey(const QByteArray& path, const QByteArray& iod) { return iod + ' ' + path; }

bool keepsPresence(const QByteArray& vr) {
    static const QByteArrayList kept{"UI", "CS", "DS", "IS", "US", "SS", "UL", "SL", "FL", "FD", "AT", "SQ"};
    return kept.contains(vr);
}

/// "X/Z/D" without a known type: presence first for UIDs, codes and numbers, removal for text.
DeidCode unknownType(const QByteArray& basic, const QByteArray& vr) {
    if (basic.contains('U'))
        return DeidCode::Uid;
    if (!keepsPresence(vr) && basic.contains('X'))
        return DeidCode::Remove;
    if (basic.contains('D'))
        return DeidCode::Dummy;
    return basic.contains('Z') ? DeidCode::Empty : DeidCode::Remove;
}

} // namespace

const DeidTable& DeidTable::instance() {
    static const DeidTable table; // constant data of the program, not state
    return table;
}

DeidTable::DeidTable() {
    for (const QString& line : linesOf(deidData::actionTable())) {
        const QStringList c = cells(line);
        bool hex = false;
        const std::uint32_t tag = c[0].toUInt(&hex, 16);
        if (!hex || c.size() < 18)
            continue; // the header, and repeating groups, which the walk drops itself
        Row row;
        row.basic = c[7].toLatin1();
        row.characteristics = c[12] == u"K";
        row.dates = !c[14].isEmpty();
        row.descriptors = !c[15].isEmpty();
        row.structured = !c[16].isEmpty();
        rows_.insert(tag, row);
    }
    for (const QString& line : linesOf(deidData::typeTable())) {
        const QStringList c = cells(line);
        if (c.size() < 8 || c[0] == u"iod")
            continue;
        const QByteArray key = typeKey(c[1].toLatin1(), c[0].toLatin1());
        if (!c[4].isEmpty())
            types_.insert(key, c[4][0].toLatin1());
        if (!c[7].isEmpty())
            resolved_.insert(key, c[7].toLatin1());
    }
    for (const QString& line : linesOf(deidData::codeTable())) {
        const QStringList c = cells(line);
        if (c.size() == 3)
            meanings_.insert(c[0] + u' ' + c[1], c[2]);
    }
    for (const QString& line : linesOf(deidData::wordList())) {
        if (line.startsWith(u'#'))
            continue;
        for (const QString& word : line.split(u' ', Qt::SkipEmptyParts)) {
            words_.insert(word);
            if (word[0].unicode() >= 0x2E80)
                han_.append(word);
        }
    }
    std::stable_sort(han_.begin(), han_.end(),
                     [](const QString& a, const QString& b) { return a.size() > b.size(); });
}

DeidRule DeidTable::rule(std::uint32_t tag, const QByteArray& path, const QByteArray& iod,
                         const QByteArray& vr, const DeidOptions& options) const {
    const auto found = rows_.constFind(tag);
    if (found == rows_.cend())
        return {};
    DeidRule out;
    out.inTable = true;
    out.byOption = true;
    // Two options on one attribute: C beats K beats Basic (reference 1.2).
    if ((found->dates && options.modifiedDates) || found->descriptors || found->structured) {
        out.code = DeidCode::Clean;
        return out;
    }
    if (found->characteristics && options.patientCharacteristics) {
        out.code = DeidCode::Keep;
        return out;
    }
    out.byOption = false;
    if (found->basic.size() == 1) {
        out.code = DeidCode(found->basic[0]);
        return out;
    }
    const QByteArray known = resolved_.value(typeKey(path, iod));
    out.code = known.size() == 1 ? DeidCode(known[0]) : unknownType(found->basic, vr);
    return out;
}

char DeidTable::type(const QByteArray& path, const QByteArray& iod) const {
    return types_.value(typeKey(path, iod), 0);
}

QString DeidTable::meaning(const QString& scheme, const QString& value) const {
    return meanings_.value(scheme + u' ' + value);
}

} // namespace casebook::dicom
