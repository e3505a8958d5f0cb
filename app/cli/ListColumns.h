// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/Answers.h"
#include "app/cli/Context.h"
#include "app/cli/Output.h"
#include "app/cli/WhereFilter.h"

#include <QDateTime>
#include <QJsonObject>
#include <QTimeZone>

#include <algorithm>
#include <functional>
#include <limits>

/// What every `list` command does: columns by name, rights of identifying ones, a table or a JSON array.
namespace casebook::lists {

/// One column of a list: its key in the JSON, and where the value comes from.
template <class Row>
struct Column {
    const char* key;
    bool byDefault;
    bool identifies; ///< who may read it is checked, and the reading is audited
    std::function<QJsonValue(const Row&)> get;
};

template <class Row>
using Columns = QList<Column<Row>>;

/// The columns asked for, or the usual ones. Error "bad-value" for an unknown name.
template <class Row>
Result<Columns<Row>> chosen(const Columns<Row>& all, const Arguments& arguments) {
    const auto names = arguments.value("columns");
    Columns<Row> out;
    if (!names) {
        std::copy_if(all.begin(), all.end(), std::back_inserter(out),
                     [](const auto& c) { return c.byDefault; });
        return out;
    }
    for (const QString& name : names->split(u',', Qt::SkipEmptyParts)) {
        const auto found = std::find_if(all.begin(), all.end(), [&](const Column<Row>& column) {
            return name.trimmed() == QLatin1StringView(column.key);
        });
        if (found == all.end())
            return fail(ErrorKind::Usage, "bad-value", QStringLiteral("--columns"), {name.trimmed()});
        out.append(*found);
    }
    return out;
}

inline QString cellText(const QJsonValue& value) {
    if (value.isDouble())
        return QString::number(value.toDouble(), 'g', 15);
    if (value.isBool())
        return value.toBool() ? QStringLiteral("yes") : QStringLiteral("no");
    if (value.isArray()) {
        QStringList parts;
        for (const QJsonValue& part : value.toArray())
            parts += part.isDouble() ? QString::number(part.toDouble(), 'g', 15) : part.toString();
        return parts.join(u' ');
    }
    return value.toString();
}

template <class Row>
Answer answer(const QList<Row>& rows, const Columns<Row>& columns, qint64 limit) {
    QStringList heads;
    for (const auto& column : columns)
        heads += QLatin1StringView(column.key);
    Table table(heads);
    QJsonArray json;
    for (const Row& row : rows) {
        if (json.size() >= limit)
            break;
        QJsonObject object;
        QStringList cells;
        for (const auto& column : columns) {
            const QJsonValue value = column.get(row);
            object.insert(QLatin1StringView(column.key), value);
            cells += cellText(value);
        }
        json.append(object);
        table.add(cells);
    }
    return Answer{json, table.text()};
}

/// Opens the study as the columns need it. Identifying columns that were asked for by name need the
/// right and the audit; usual ones are dropped where the session may not read them.
template <class Row>
Result<OpenStudy*> openFor(Context& context, const Arguments& arguments, Columns<Row>& columns,
                           const char* what) {
    const bool named = arguments.has("columns");
    const auto identifies = [](const Column<Row>& column) { return column.identifies; };
    const bool wanted = std::any_of(columns.begin(), columns.end(), identifies);
    auto study = context.study(named && wanted ? Context::Need::Write : Context::Need::Read);
    if (!study || !wanted)
        return study;
    const Session& session = (*study)->session();
    if (!named && !session.may(Right::ReadIdentity)) {
        columns.removeIf(identifies);
        return study;
    }
    if (auto allowed = session.require(Right::ReadIdentity); !allowed)
        return tl::unexpected(allowed.error());
    if (auto recorded = (*study)->subjects().recordIdentityRead(QLatin1StringView(what)); !recorded)
        return tl::unexpected(recorded.error());
    return study;
}

/// What every list does: columns, right, rows, answer.
template <class Row, class Fetch>
Result<Answer> list(Context& context, const Arguments& arguments, const Columns<Row>& all, const char* what,
                    Fetch fetch) {
    auto columns = chosen(all, arguments);
    if (!columns)
        return tl::unexpected(columns.error());
    auto limit =
        arguments.integer("limit", std::numeric_limits<qint64>::max(), 0, std::numeric_limits<qint64>::max());
    if (!limit)
        return tl::unexpected(limit.error());
    // An expression may look at every column but identifying ones, which must be asked for.
    Columns<Row> readable = *columns;
    std::copy_if(all.begin(), all.end(), std::back_inserter(readable),
                 [](const auto& column) { return !column.identifies; });
    QStringList names;
    for (const auto& column : readable)
        names += QLatin1StringView(column.key);
    auto filter = WhereFilter::from(arguments, names);
    if (!filter)
        return tl::unexpected(filter.error());
    auto study = openFor(context, arguments, *columns, what);
    if (!study)
        return tl::unexpected(study.error());
    Result<QList<Row>> rows = fetch(**study);
    if (!rows)
        return tl::unexpected(rows.error());
    if (auto left = filter->keep(*rows,
                                 [&](const Row& row) {
                                     QJsonObject object;
                                     for (const auto& column : readable)
                                         object.insert(QLatin1StringView(column.key), column.get(row));
                                     return object;
                                 });
        !left)
        return tl::unexpected(left.error());
    return answer(*rows, *columns, *limit);
}

inline QJsonValue code(const QByteArray& bytes) { return QString::fromLatin1(bytes); }

inline QJsonArray codes(const QList<QByteArray>& list) {
    QJsonArray out;
    for (const QByteArray& one : list)
        out.append(QString::fromLatin1(one));
    return out;
}

inline QString utc(std::int64_t ms) {
    return QDateTime::fromMSecsSinceEpoch(ms, QTimeZone::UTC).toString(Qt::ISODateWithMs);
}

inline Command listCommand(const char* words, const char* summary,
                           Result<Answer> (*run)(Context&, const Arguments&)) {
    return {words,   "[--where EXPR] [--columns A,B,...] [--limit N]",
            summary, {{"where"}, {"columns"}, {"limit"}},
            0,       0,
            false,   run};
}

} // namespace casebook::lists
