// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/dicom/odm/OdmReader.h"

#include "core/forms/DefinitionJson.h"
#include "storage/dicom/odm/DefinitionBuilder.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace casebook::odm {

namespace {

constexpr int kJsonVersion = 1;

QByteArray flavour(const QString& flag) { return flag.isEmpty() ? QByteArray("NI") : flag.toLatin1(); }

/// Answers of a file that brings no metadata keep the file's own OIDs: whoever has that version places them.
QList<Record> unplaced(const Document& document) {
    QList<Record> out;
    for (const RawRecord& raw : document.records)
        out.append({raw.subject,
                    raw.visit,
                    raw.visitRepeat,
                    raw.form,
                    raw.formRepeat,
                    raw.group,
                    raw.groupRepeat,
                    raw.item,
                    raw.text,
                    {},
                    raw.null ? flavour(raw.missing) : QByteArray(),
                    raw.unit,
                    raw.remove,
                    raw.line});
    return out;
}

QJsonArray toJson(const QList<Line>& lines) {
    QJsonArray out;
    for (const Line& line : lines)
        out.append(QJsonArray{line.path, QString::fromLatin1(line.code),
                              QJsonArray::fromStringList(line.args), line.line});
    return out;
}

QList<Line> linesFrom(const QJsonArray& all) {
    QList<Line> out;
    for (const QJsonValue& one : all) {
        const QJsonArray parts = one.toArray();
        Line line{parts.at(0).toString(), parts.at(1).toString().toLatin1(), {}, parts.at(3).toInteger()};
        for (const QJsonValue& arg : parts.at(2).toArray())
            line.args.append(arg.toString());
        out.append(line);
    }
    return out;
}

QJsonArray toJson(const Record& r) {
    return {r.subject,
            r.visit,
            r.visitRepeat,
            r.form,
            r.formRepeat,
            r.group,
            r.row,
            r.item,
            r.text,
            QJsonArray::fromStringList(r.codes),
            QString::fromLatin1(r.missing),
            r.unit,
            r.remove,
            r.line};
}

Record recordFrom(const QJsonArray& a) {
    Record r{a.at(0).toString(),
             a.at(1).toString(),
             a.at(2).toString(),
             a.at(3).toString(),
             a.at(4).toString(),
             a.at(5).toString(),
             a.at(6).toString(),
             a.at(7).toString(),
             a.at(8).toString(),
             {},
             a.at(10).toString().toLatin1(),
             a.at(11).toString(),
             a.at(12).toBool(),
             a.at(13).toInteger()};
    for (const QJsonValue& code : a.at(9).toArray())
        r.codes.append(code.toString());
    return r;
}

} // namespace

Import readOdm(std::span<const std::byte> bytes, const Limits& limits) {
    Document document = readDocument(bytes, limits);
    Import out;
    if (!document.refusedWhole) {
        BuiltDefinition built = buildDefinition(document);
        if (built.definition) {
            out.study = built.study;
            out.metaDataVersion = built.metaDataVersion;
            out.records = placeRecords(document, built, limits.lines);
            out.definition = std::move(built.definition);
        } else if (!document.records.empty()) {
            out.study = document.records.front().study;
            out.metaDataVersion = document.records.front().metaDataVersion;
            out.records = unplaced(document);
        } else if (document.referenceRows == 0) {
            document.refusedWhole = true;
            document.refused.append({QStringLiteral("ODM"), "nothing", {}, 0});
        }
    }
    out.refusedWhole = document.refusedWhole;
    out.adapted = document.adapted.first(qMin(qsizetype(limits.lines), document.adapted.size()));
    out.refused = document.refused.first(qMin(qsizetype(limits.lines), document.refused.size()));
    return out;
}

QByteArray importToJson(const Import& import) {
    QJsonArray records;
    for (const Record& record : import.records)
        records.append(toJson(record));
    QJsonObject out{{QStringLiteral("v"), kJsonVersion},
                    {QStringLiteral("study"), import.study},
                    {QStringLiteral("metadata"), import.metaDataVersion},
                    {QStringLiteral("whole"), import.refusedWhole},
                    {QStringLiteral("adapted"), toJson(import.adapted)},
                    {QStringLiteral("refused"), toJson(import.refused)},
                    {QStringLiteral("records"), records}};
    if (import.definition)
        out.insert(QStringLiteral("definition"), QString::fromUtf8(definitionToJson(*import.definition)));
    return QJsonDocument(out).toJson(QJsonDocument::Compact);
}

Result<Import> importFromJson(std::span<const std::byte> json) {
    const auto bytes =
        QByteArray::fromRawData(reinterpret_cast<const char*>(json.data()), qsizetype(json.size()));
    const QJsonObject in = QJsonDocument::fromJson(bytes).object();
    if (in[QStringLiteral("v")].toInt() != kJsonVersion)
        return fail(ErrorKind::Refused, "malformed");
    Import out;
    out.study = in[QStringLiteral("study")].toString();
    out.metaDataVersion = in[QStringLiteral("metadata")].toString();
    out.refusedWhole = in[QStringLiteral("whole")].toBool();
    out.adapted = linesFrom(in[QStringLiteral("adapted")].toArray());
    out.refused = linesFrom(in[QStringLiteral("refused")].toArray());
    for (const QJsonValue& one : in[QStringLiteral("records")].toArray())
        out.records.append(recordFrom(one.toArray()));
    if (const QJsonValue text = in[QStringLiteral("definition")]; text.isString()) {
        auto definition = definitionFromJson(text.toString().toUtf8());
        if (!definition)
            return fail(ErrorKind::Refused, "malformed");
        out.definition = std::move(*definition);
    }
    return out;
}

} // namespace casebook::odm
