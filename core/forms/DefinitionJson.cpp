// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/forms/DefinitionJson.h"

#include "core/forms/JsonObjectReader.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <array>

namespace casebook {

namespace {

constexpr int formatVersion = 1;
constexpr std::array anchorCodes{"subject", "visit", "exam", "task"};

// Writing: what has its default is left out, so that a member added later changes no old hash.

void put(QJsonObject& o, const char* key, const QString& value) {
    if (!value.isEmpty())
        o[QLatin1StringView(key)] = value;
}

void put(QJsonObject& o, const char* key, bool value) {
    if (value)
        o[QLatin1StringView(key)] = true;
}

void put(QJsonObject& o, const char* key, const std::optional<int>& value) {
    if (value)
        o[QLatin1StringView(key)] = *value;
}

void put(QJsonObject& o, const char* key, const QStringList& value) {
    if (!value.isEmpty())
        o[QLatin1StringView(key)] = QJsonArray::fromStringList(value);
}

void put(QJsonObject& o, const char* key, const QMap<QString, QString>& value) {
    QJsonObject map;
    for (const auto& [name, text] : value.asKeyValueRange())
        map[name] = text;
    if (!map.isEmpty())
        o[QLatin1StringView(key)] = map;
}

void put(QJsonObject& o, const char* key, const RangeDef& range) {
    QJsonObject bounds;
    put(bounds, "low", range.low);
    put(bounds, "high", range.high);
    if (!bounds.isEmpty())
        o[QLatin1StringView(key)] = bounds;
}

template <class T, class Write> void putAll(QJsonObject& o, const char* key, const QList<T>& all,
                                            Write write) {
    QJsonArray array;
    for (const T& one : all)
        array << write(one);
    if (!array.isEmpty())
        o[QLatin1StringView(key)] = array;
}

QJsonObject write(const CodeDef& code) {
    QJsonObject o;
    o[QLatin1StringView("code")] = code.code;
    put(o, "label", code.label);
    put(o, "externalSystem", code.externalSystem);
    put(o, "externalCode", code.externalCode);
    put(o, "retired", code.retired);
    return o;
}

QJsonObject write(const CodeListDef& list) {
    QJsonObject o;
    put(o, "oid", list.oid);
    put(o, "label", list.label);
    putAll(o, "codes", list.codes, [](const CodeDef& one) { return write(one); });
    return o;
}

QJsonObject write(const ItemDef& item) {
    QJsonObject o;
    put(o, "oid", item.oid);
    put(o, "label", item.label);
    put(o, "type", QString::fromLatin1(itemTypeCode(item.type)));
    put(o, "unit", item.unit);
    put(o, "analyte", item.analyte);
    put(o, "codeList", item.codeList);
    put(o, "required", item.required);
    put(o, "soft", item.soft);
    put(o, "hard", item.hard);
    put(o, "showIf", item.showIf);
    put(o, "calc", item.calc);
    put(o, "check", item.check);
    put(o, "checkMessage", item.checkMessage);
    put(o, "note", item.note);
    put(o, "sdtm", item.sdtm);
    put(o, "source", item.source);
    put(o, "status", item.status);
    put(o, "decimals", item.decimals);
    put(o, "maxLength", item.maxLength);
    if (item.variableClass != VariableClass::Other)
        put(o, "class", QString::fromLatin1(variableClassCode(item.variableClass)));
    return o;
}

QJsonObject write(const SectionDef& section) {
    QJsonObject o;
    put(o, "label", section.label);
    put(o, "group", section.group);
    put(o, "groupLabel", section.groupLabel);
    put(o, "maxRows", section.maxRows ? std::optional(section.maxRows) : std::nullopt);
    put(o, "items", section.items);
    return o;
}

QJsonObject write(const FormDef& form) {
    QJsonObject o;
    put(o, "oid", form.oid);
    put(o, "label", form.label);
    put(o, "anchor", QString::fromLatin1(anchorCodes[static_cast<std::size_t>(form.anchor)]));
    putAll(o, "sections", form.sections, [](const SectionDef& one) { return write(one); });
    put(o, "domain", form.domain);
    put(o, "status", form.status);
    put(o, "neverExported", form.neverExported);
    return o;
}

QJsonObject write(const VisitDef& visit) {
    QJsonObject o;
    put(o, "oid", visit.oid);
    put(o, "label", visit.label);
    put(o, "unscheduled", !visit.scheduled);
    put(o, "repeating", visit.repeating);
    put(o, "anchors", visit.anchors);
    put(o, "firstDay", visit.firstDay);
    put(o, "steps", visit.steps);
    put(o, "windowBefore", visit.windowBefore ? std::optional(visit.windowBefore) : std::nullopt);
    put(o, "windowAfter", visit.windowAfter ? std::optional(visit.windowAfter) : std::nullopt);
    put(o, "fromPrevious", visit.fromPrevious);
    put(o, "until", visit.until);
    put(o, "arms", visit.arms);
    put(o, "rule", visit.rule);
    put(o, "status", visit.status);
    return o;
}

QJsonObject write(const VisitFormDef& one) {
    QJsonObject o;
    put(o, "visit", one.visit);
    put(o, "form", one.form);
    put(o, "required", one.required);
    put(o, "onlyIf", one.onlyIf);
    return o;
}

QJsonObject write(const CheckDef& check) {
    QJsonObject o;
    put(o, "oid", check.oid);
    put(o, "form", check.form);
    put(o, "expression", check.expression);
    put(o, "message", check.message);
    put(o, "severe", check.severe);
    put(o, "status", check.status);
    return o;
}

// Reading: the same members; what is left over is a fault.

CodeDef readCode(JsonObjectReader& o) {
    return {o.text("code"), o.map("label"), o.text("externalSystem"), o.text("externalCode"),
            o.flag("retired")};
}

CodeListDef readCodeList(JsonObjectReader& o) {
    return {o.needed("oid"), o.map("label"), o.all<CodeDef>("codes", readCode)};
}

RangeDef readRange(JsonObjectReader& o, const char* key) {
    const QMap<QString, QString> bounds = o.map(key);
    for (const auto& [name, value] : bounds.asKeyValueRange())
        if (name != QLatin1StringView("low") && name != QLatin1StringView("high"))
            o.fault(key, QStringLiteral("unknown member ") + name);
    return {bounds.value(QStringLiteral("low")), bounds.value(QStringLiteral("high"))};
}

ItemDef readItem(JsonObjectReader& o) {
    ItemDef item;
    item.oid = o.needed("oid");
    item.label = o.map("label");
    item.type = o.code<ItemType>("type", itemTypeFromCode, ItemType::Text);
    item.unit = o.text("unit");
    item.analyte = o.text("analyte");
    item.codeList = o.text("codeList");
    item.required = o.text("required");
    item.soft = readRange(o, "soft");
    item.hard = readRange(o, "hard");
    item.showIf = o.text("showIf");
    item.calc = o.text("calc");
    item.check = o.text("check");
    item.checkMessage = o.map("checkMessage");
    item.note = o.text("note");
    item.sdtm = o.text("sdtm");
    item.source = o.text("source");
    item.status = o.text("status");
    item.decimals = o.number("decimals");
    item.maxLength = o.number("maxLength");
    item.variableClass = o.code<VariableClass>("class", variableClassFromCode, VariableClass::Other);
    return item;
}

SectionDef readSection(JsonObjectReader& o) {
    return {o.map("label"), o.text("group"), o.map("groupLabel"), o.number("maxRows").value_or(0),
            o.texts("items")};
}

std::optional<FormAnchor> anchorFromCode(const QByteArray& code) {
    const auto at =
        std::find_if(anchorCodes.begin(), anchorCodes.end(), [&](const char* c) { return code == c; });
    return at == anchorCodes.end() ? std::nullopt
                                   : std::optional(static_cast<FormAnchor>(at - anchorCodes.begin()));
}

FormDef readForm(JsonObjectReader& o) {
    FormDef form;
    form.oid = o.needed("oid");
    form.label = o.map("label");
    form.anchor = o.code<FormAnchor>("anchor", anchorFromCode, FormAnchor::Visit);
    form.sections = o.all<SectionDef>("sections", readSection);
    form.domain = o.text("domain");
    form.status = o.text("status");
    form.neverExported = o.flag("neverExported");
    return form;
}

VisitDef readVisit(JsonObjectReader& o) {
    VisitDef visit;
    visit.oid = o.needed("oid");
    visit.label = o.map("label");
    visit.scheduled = !o.flag("unscheduled");
    visit.repeating = o.flag("repeating");
    visit.anchors = o.texts("anchors");
    visit.firstDay = o.number("firstDay");
    visit.steps = o.text("steps");
    visit.windowBefore = o.number("windowBefore").value_or(0);
    visit.windowAfter = o.number("windowAfter").value_or(0);
    visit.fromPrevious = o.flag("fromPrevious");
    visit.until = o.text("until");
    visit.arms = o.texts("arms");
    visit.rule = o.text("rule");
    visit.status = o.text("status");
    return visit;
}

VisitFormDef readVisitForm(JsonObjectReader& o) {
    return {o.needed("visit"), o.needed("form"), o.flag("required"), o.text("onlyIf")};
}

CheckDef readCheck(JsonObjectReader& o) {
    return {o.needed("oid"),  o.needed("form"), o.needed("expression"),
            o.map("message"), o.flag("severe"), o.text("status")};
}

QPair<QString, QString> readForeign(JsonObjectReader& o) { return {o.text("path"), o.text("text")}; }

} // namespace

QByteArray definitionToJson(const StudyDefinition& d) {
    QJsonObject o;
    o[QLatin1StringView("format")] = formatVersion;
    put(o, "oid", d.oid);
    put(o, "version", std::optional(d.version));
    put(o, "name", d.name);
    put(o, "languages", d.languages);
    putAll(o, "codeLists", d.codeLists, [](const CodeListDef& one) { return write(one); });
    putAll(o, "items", d.items, [](const ItemDef& one) { return write(one); });
    putAll(o, "forms", d.forms, [](const FormDef& one) { return write(one); });
    putAll(o, "visits", d.visits, [](const VisitDef& one) { return write(one); });
    putAll(o, "visitForms", d.visitForms, [](const VisitFormDef& one) { return write(one); });
    putAll(o, "checks", d.checks, [](const CheckDef& one) { return write(one); });
    put(o, "anchors", d.anchors);
    put(o, "settings", d.settings);
    putAll(o, "foreign", d.foreign, [](const QPair<QString, QString>& one) {
        QJsonObject f;
        put(f, "path", one.first);
        put(f, "text", one.second);
        return f;
    });
    return QJsonDocument(o).toJson(QJsonDocument::Compact);
}

Result<StudyDefinition> definitionFromJson(const QByteArray& json) {
    QJsonParseError parse;
    const QJsonDocument document = QJsonDocument::fromJson(json, &parse);
    if (parse.error != QJsonParseError::NoError)
        return fail(ErrorKind::Refused, "bad-definition", QStringLiteral("byte %1").arg(parse.offset),
                    {parse.errorString()});
    JsonFault fault;
    StudyDefinition d;
    {
        JsonObjectReader o(document.object(), {}, fault);
        if (o.number("format") != formatVersion)
            o.fault("format", QStringLiteral("this version reads format %1").arg(formatVersion));
        d.oid = o.needed("oid");
        d.version = o.number("version").value_or(1);
        d.name = o.map("name");
        d.languages = o.texts("languages");
        d.codeLists = o.all<CodeListDef>("codeLists", readCodeList);
        d.items = o.all<ItemDef>("items", readItem);
        d.forms = o.all<FormDef>("forms", readForm);
        d.visits = o.all<VisitDef>("visits", readVisit);
        d.visitForms = o.all<VisitFormDef>("visitForms", readVisitForm);
        d.checks = o.all<CheckDef>("checks", readCheck);
        d.anchors = o.map("anchors");
        d.settings = o.map("settings");
        d.foreign = o.all<QPair<QString, QString>>("foreign", readForeign);
    }
    if (!fault.what.isEmpty())
        return fail(ErrorKind::Refused, "bad-definition", fault.place, {fault.what});
    return d;
}

} // namespace casebook
