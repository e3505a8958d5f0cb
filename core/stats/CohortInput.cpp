// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/stats/CohortInput.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>

namespace casebook::stats {

using namespace Qt::StringLiterals;
using cohort::AnalysisTable;
using cohort::Bitmap;
using cohort::Column;
using cohort::ColumnInfo;
using cohort::ColumnKind;

namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr int fewestGroups = 2, mostGroups = 12;

/// Codes of a column in the order of its list; those that the list does not know behind, by name.
QStringList orderedCodes(const Column& column, const QStringList& occurring) {
    QStringList out;
    for (const QString& code : column.info().codeOrder)
        if (occurring.contains(code))
            out.append(code);
    QStringList rest;
    for (const QString& code : occurring)
        if (!out.contains(code))
            rest.append(code);
    rest.sort();
    return out + rest;
}

bool isSet(const Column& column) { return column.info().kind == ColumnKind::Set; }

/// The code of each member, empty where missing.
QStringList codesOf(const Column& column, const std::vector<std::size_t>& rows) {
    QStringList out;
    for (std::size_t row : rows)
        out.append(column.isMissing(row) ? QString() : column.dictionary().value(column.codes()[row]));
    return out;
}

Result<const Column*> columnNamed(const AnalysisTable& table, const QString& name) {
    const Column* column = table.column(name);
    if (!column)
        return fail(ErrorKind::Refused, "no-such-column", name);
    return column;
}

/// A category of the codes that occur.
TableOneVariable category(const Column& column, const std::vector<std::size_t>& rows,
                          const QString& language) {
    TableOneVariable out;
    const QStringList codes = codesOf(column, rows);
    QStringList occurring = codes;
    occurring.removeAll(QString());
    occurring.removeDuplicates();
    const QStringList order = orderedCodes(column, occurring);
    for (const QString& code : order)
        out.levels.append(labelOf(column.info(), code, language));
    for (const QString& code : codes)
        out.codes.push_back(code.isEmpty() ? -1 : int(order.indexOf(code)));
    return out;
}

/// A set has a yes/no variable for each of its codes: a subject may have several.
std::vector<TableOneVariable> setVariables(const Column& column, const std::vector<std::size_t>& rows,
                                           const QString& language) {
    QStringList occurring;
    for (const QString& joined : codesOf(column, rows))
        occurring += joined.split(u';', Qt::SkipEmptyParts);
    occurring.removeDuplicates();
    std::vector<TableOneVariable> out;
    for (const QString& code : orderedCodes(column, occurring)) {
        TableOneVariable variable;
        variable.name = column.info().name + u'.' + code;
        variable.label = labelOf(column.info(), language) + u": "_s + labelOf(column.info(), code, language);
        variable.levels = {u"no"_s, u"yes"_s};
        for (std::size_t row : rows) {
            const bool has = !column.isMissing(row) &&
                             column.dictionary().value(column.codes()[row]).split(u';').contains(code);
            variable.codes.push_back(column.isMissing(row) ? -1 : has ? 1 : 0);
        }
        out.push_back(std::move(variable));
    }
    return out;
}

/// 1 event, 0 none, -1 missing.
int eventAt(const Column& column, std::size_t row) {
    if (column.isMissing(row))
        return -1;
    if (column.info().kind == ColumnKind::Number)
        return column.numbers()[row] == 1 ? 1 : 0;
    static const std::set<QString> yes{u"true"_s, u"1"_s, u"yes"_s, u"y"_s};
    return yes.contains(column.dictionary().value(column.codes()[row]).toLower()) ? 1 : 0;
}

} // namespace

QString labelOf(const ColumnInfo& info, const QString& language) {
    const QString label = textIn(info.label, language);
    return label.isEmpty() ? info.name : label;
}

QString labelOf(const ColumnInfo& info, const QString& code, const QString& language) {
    const QString label = textIn(info.codeLabels.value(code), language);
    if (!label.isEmpty())
        return label;
    if (info.kind == ColumnKind::Boolean && language == u"zh")
        return code == u"true" ? u"是"_s : u"否"_s;
    return info.kind == ColumnKind::Boolean ? (code == u"true" ? u"yes"_s : u"no"_s) : code;
}

QString unitWords(const QString& unit) {
    return unit == u"a" ? u"years"_s : unit == u"mo" ? u"months"_s : unit == u"d" ? u"days"_s : unit;
}

bool canGroup(const Column& column) {
    return column.info().kind == ColumnKind::Code || column.info().kind == ColumnKind::Boolean;
}

Result<Grouping> groupingOf(const AnalysisTable& table, const Bitmap& members, const QString& by,
                            const QString& language) {
    const std::vector<std::size_t> rows = members.members();
    Grouping out;
    out.column = by;
    if (by.isEmpty()) {
        out.names = {QString()};
        out.codes = {QString()};
        out.group.assign(rows.size(), 0);
        return out;
    }
    const auto column = columnNamed(table, by);
    if (!column)
        return tl::unexpected(column.error());
    if (!canGroup(**column))
        return fail(ErrorKind::Refused, "not-groups", by, {u"0"_s});
    const QStringList codes = codesOf(**column, rows);
    QStringList occurring = codes;
    occurring.removeAll(QString());
    occurring.removeDuplicates();
    if (occurring.size() < fewestGroups || occurring.size() > mostGroups)
        return fail(ErrorKind::Refused, "not-groups", by, {QString::number(occurring.size())});
    out.codes = orderedCodes(**column, occurring);
    for (const QString& code : out.codes)
        out.names.append(labelOf((*column)->info(), code, language));
    for (const QString& code : codes)
        out.group.push_back(code.isEmpty() ? -1 : int(out.codes.indexOf(code)));
    return out;
}

Result<TableOneInput> tableOneInput(const AnalysisTable& table, const Bitmap& members, const QString& by,
                                    const QStringList& variables, NumberStyle style,
                                    const QString& language) {
    auto grouping = groupingOf(table, members, by, language);
    if (!grouping)
        return tl::unexpected(grouping.error());
    const std::vector<std::size_t> rows = members.members();
    TableOneInput out;
    out.groups = grouping->names;
    out.group = grouping->group;
    for (const QString& name : variables) {
        const auto column = columnNamed(table, name);
        if (!column)
            return tl::unexpected(column.error());
        const ColumnInfo& info = (*column)->info();
        if (info.kind == ColumnKind::Text || info.kind == ColumnKind::Date)
            return fail(ErrorKind::Refused, "not-a-number", name);
        if (isSet(**column)) {
            const auto list = setVariables(**column, rows, language);
            out.variables.insert(out.variables.end(), list.begin(), list.end());
            continue;
        }
        TableOneVariable variable;
        if (info.kind == ColumnKind::Number)
            for (std::size_t row : rows)
                variable.numbers.push_back((*column)->isMissing(row) ? nan : (*column)->numbers()[row]);
        else
            variable = category(**column, rows, language);
        variable.name = name;
        variable.label = labelOf(info, language);
        variable.unit = info.unit;
        variable.style = style;
        out.variables.push_back(std::move(variable));
    }
    return out;
}

Result<SurvivalInput> survivalInput(const AnalysisTable& table, const Bitmap& members, const QString& time,
                                    const QString& event, const QString& by, const QString& language) {
    const auto times = columnNamed(table, time), events = columnNamed(table, event);
    if (!times || !events)
        return tl::unexpected((!times ? times : events).error());
    if ((*times)->info().kind != ColumnKind::Number)
        return fail(ErrorKind::Refused, "not-a-number", time);
    auto grouping = groupingOf(table, members, by, language);
    if (!grouping)
        return tl::unexpected(grouping.error());
    SurvivalInput out;
    out.groups = *grouping;
    out.groups.group.clear();
    const std::vector<std::size_t> rows = members.members();
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const std::size_t row = rows[i];
        const int happened = eventAt(**events, row);
        if ((*times)->isMissing(row) || happened < 0) {
            ++out.leftOut;
            continue;
        }
        out.data.add((*times)->numbers()[row], happened == 1);
        out.groups.group.push_back(grouping->group[i]);
        out.rows.push_back(row);
        if ((*times)->numbers()[row] <= 0)
            out.notPositive.push_back(row);
    }
    return out;
}

} // namespace casebook::stats
