// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/forms/ValueMapping.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

namespace casebook {

namespace {

QString key(const char* name) { return QString::fromLatin1(name); }

tl::unexpected<Error> bad(const QString& place, const QString& value) {
    return fail(ErrorKind::Refused, "bad-mapping", place, {value});
}

Result<> checkKeys(const QJsonObject& object, const QStringList& known, const QString& place) {
    for (const QString& name : object.keys())
        if (!known.contains(name))
            return bad(place, name);
    return {};
}

std::optional<ValueMapping::Blank> blankFrom(const QString& text) {
    if (text.isEmpty() || text == u"keep")
        return ValueMapping::Blank::Keep;
    if (text == u"clear")
        return ValueMapping::Blank::Clear;
    if (text == u"skip")
        return ValueMapping::Blank::SkipLine;
    return std::nullopt;
}

const SectionDef* sectionOf(const FormDef& form, const QString& item) {
    for (const SectionDef& section : form.sections)
        if (section.items.contains(item))
            return &section;
    return nullptr;
}

Result<QList<ValueMapping::Column>> columnsFrom(const QJsonObject& object, const FormDef& form,
                                                const QString& group) {
    QList<ValueMapping::Column> out;
    for (auto it = object.begin(); it != object.end(); ++it) {
        const QJsonObject detail = it->toObject();
        const ValueMapping::Column column{it.key(),
                                          it->isString() ? it->toString() : detail[key("item")].toString(),
                                          detail[key("unit")].toString()};
        const SectionDef* section = sectionOf(form, column.item);
        if (!section || section->group != group)
            return fail(ErrorKind::Refused, "no-such-item", column.item, {form.oid, group});
        out.append(column);
    }
    return out;
}

} // namespace

Result<ValueMapping> ValueMapping::fromJson(const QByteArray& json, const StudyDefinition& definition) {
    QJsonParseError parse;
    const QJsonDocument document = QJsonDocument::fromJson(json, &parse);
    if (!document.isObject())
        return bad(key("json"), parse.errorString());
    const QJsonObject o = document.object();
    const QJsonObject keys = o[key("keys")].toObject();
    const auto known =
        checkKeys(o, key("form group visit keys blank date_order decimal columns").split(u' '),
                  key("mapping"))
            .and_then([&] {
                return checkKeys(keys, key("subject visit repeat row row_item").split(u' '), key("keys"));
            });
    if (!known)
        return tl::unexpected(known.error());
    ValueMapping m;
    m.form = o[key("form")].toString();
    m.group = o[key("group")].toString();
    m.visit = o[key("visit")].toString();
    m.subjectColumn = keys[key("subject")].toString();
    m.visitColumn = keys[key("visit")].toString();
    m.repeatColumn = keys[key("repeat")].toString();
    m.rowColumn = keys[key("row")].toString();
    m.rowItem = keys[key("row_item")].toString();
    m.dateOrder = o[key("date_order")].toString(m.dateOrder);
    const QString decimal = o[key("decimal")].toString(QStringLiteral("."));
    const auto blank = blankFrom(o[key("blank")].toString());
    const FormDef* form = definition.form(m.form);
    if (!form)
        return fail(ErrorKind::Refused, "no-such-form", m.form);
    if (m.subjectColumn.isEmpty())
        return bad(key("keys.subject"), {});
    if (!blank)
        return bad(key("blank"), o[key("blank")].toString());
    if (decimal != u"." && decimal != u",")
        return bad(key("decimal"), decimal);
    if (m.dateOrder != u"ymd" && m.dateOrder != u"dmy" && m.dateOrder != u"mdy")
        return bad(key("date_order"), m.dateOrder);
    m.blank = *blank;
    m.decimal = decimal.front();
    auto columns = columnsFrom(o[key("columns")].toObject(), *form, m.group);
    if (!columns)
        return tl::unexpected(columns.error());
    m.columns = *columns;
    return m;
}

QByteArray ValueMapping::toJson() const {
    QJsonObject keys{{key("subject"), subjectColumn}};
    for (const auto& [name, column] : {std::pair("visit", &visitColumn), std::pair("repeat", &repeatColumn),
                                       std::pair("row", &rowColumn), std::pair("row_item", &rowItem)})
        if (!column->isEmpty())
            keys.insert(key(name), *column);
    QJsonObject mapped;
    for (const Column& column : columns)
        mapped.insert(column.name,
                      column.unit.isEmpty()
                          ? QJsonValue(column.item)
                          : QJsonValue(QJsonObject{{key("item"), column.item}, {key("unit"), column.unit}}));
    QJsonObject o{{key("form"), form},
                  {key("keys"), keys},
                  {key("blank"), key("keep")},
                  {key("date_order"), dateOrder},
                  {key("decimal"), QString(decimal)},
                  {key("columns"), mapped}};
    if (!group.isEmpty())
        o.insert(key("group"), group);
    return QJsonDocument(o).toJson();
}

Result<> ValueMapping::checkColumns(const CsvTable& table) const {
    QStringList needed{subjectColumn, visitColumn, repeatColumn, rowColumn};
    for (const Column& column : columns)
        needed.append(column.name);
    for (const QString& name : needed)
        if (!name.isEmpty() && table.column(name) < 0)
            return fail(ErrorKind::Refused, "no-such-column", name);
    return {};
}

QString ValueMapping::typed(const QString& cell, const ItemDef& item) const {
    const bool date = item.type == ItemType::Date || item.type == ItemType::DateTime;
    if (date && dateOrder != u"ymd") {
        static const QRegularExpression shape(QStringLiteral("^(\\d{1,2})[-/.](\\d{1,2})[-/.](\\d{4})(.*)$"));
        const auto match = shape.match(cell);
        if (match.hasMatch()) {
            const bool dayFirst = dateOrder == u"dmy";
            return match.captured(3) + u'-' + match.captured(dayFirst ? 2 : 1).rightJustified(2, u'0') +
                   u'-' + match.captured(dayFirst ? 1 : 2).rightJustified(2, u'0') + match.captured(4);
        }
    }
    const bool number = item.type == ItemType::Decimal || item.type == ItemType::Quantity;
    return number && decimal == u',' ? QString(cell).replace(u',', u'.') : cell;
}

} // namespace casebook
