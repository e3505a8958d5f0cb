// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/expr/Value.h"
#include "core/forms/TypedNumber.h"
#include "core/values/PartialDate.h"

#include <QRegularExpression>

namespace casebook {

namespace {

constexpr int firstYear = 1800; ///< "0305" is a slip, not a year

tl::unexpected<Error> refuse(const char* code, const ItemDef& item, QStringList args = {}) {
    return fail(ErrorKind::Refused, code, item.oid, std::move(args));
}

ItemValue valueOf(ValueKind kind, QString text) {
    ItemValue value;
    value.kind = kind;
    value.text = std::move(text);
    return value;
}

QString twoDigits(const QString& part) { return part.rightJustified(2, u'0'); }

/// "t", "t+3", "-1", "今天": days from today.
std::optional<QDate> relativeDay(const QString& narrow, const QDate& today) {
    static const QRegularExpression form(
        QStringLiteral("^(?:(?:t|T|today|今天)\\s*([+-]\\s*\\d{1,5})?|([+-]\\d{1,5}))$"));
    const auto match = form.match(narrow);
    if (!match.hasMatch() || !today.isValid())
        return std::nullopt;
    QString days = match.captured(1) + match.captured(2);
    days.remove(u' ');
    return today.addDays(days.toLongLong());
}

/// The written form with its parts in ISO order, or empty where it is no form of a date that starts with the year.
QString yearFirst(const QString& narrow) {
    static const QRegularExpression separated(
        QStringLiteral("^(\\d{4})(?:\\s*[-/.年]\\s*(\\d{1,2}|UK|uk)(?:\\s*[-/"
                       ".月]\\s*(\\d{1,2}|UK|uk)\\s*[日号]?)?\\s*月?)?\\s*年?$"));
    static const QRegularExpression solid(QStringLiteral("^(\\d{4})(\\d{2})(\\d{2})$"));
    auto match = solid.match(narrow);
    if (!match.hasMatch())
        match = separated.match(narrow);
    if (!match.hasMatch())
        return {};
    QString iso = match.captured(1);
    for (int part : {2, 3})
        if (!match.captured(part).isEmpty())
            iso += u'-' + twoDigits(match.captured(part).toUpper());
    return iso;
}

/// Day and month before the year: both readings that are dates.
QStringList yearLast(const QString& narrow) {
    static const QRegularExpression form(QStringLiteral("^(\\d{1,2})[-/.](\\d{1,2})[-/.](\\d{4})$"));
    const auto match = form.match(narrow);
    QStringList readings;
    if (!match.hasMatch())
        return readings;
    for (const auto& [month, day] : {std::pair{1, 2}, std::pair{2, 1}}) {
        const QString iso = match.captured(3) + u'-' + twoDigits(match.captured(month)) + u'-' +
                            twoDigits(match.captured(day));
        if (PartialDate::fromText(iso) && !readings.contains(iso))
            readings << iso;
    }
    return readings;
}

} // namespace

Result<ItemValue> readDate(const QString& narrow, const ItemDef& item, const QDate& today) {
    if (const auto day = relativeDay(narrow, today))
        return valueOf(ValueKind::Date, day->toString(Qt::ISODate));
    const QStringList readings = yearLast(narrow);
    if (readings.size() == 2)
        return refuse("ambiguous-date", item, readings);
    const auto date = PartialDate::fromText(readings.isEmpty() ? yearFirst(narrow) : readings[0]);
    if (!date || date->year() < firstYear)
        return refuse("bad-typed-date", item);
    return valueOf(ValueKind::Date, date->toText());
}

Result<ItemValue> readTime(const QString& narrow, const ItemDef& item) {
    static const QRegularExpression form(
        QStringLiteral("^(\\d{1,2})\\s*[:.时点]\\s*(\\d{2})(?:\\s*[:.分]\\s*(\\d{2}))?\\s*[分秒]?$"));
    static const QRegularExpression solid(QStringLiteral("^(\\d{2})(\\d{2})$"));
    auto match = solid.match(narrow);
    if (!match.hasMatch())
        match = form.match(narrow);
    QString iso = twoDigits(match.captured(1)) + u':' + match.captured(2);
    if (!match.captured(3).isEmpty())
        iso += u':' + match.captured(3);
    const auto time = match.hasMatch() ? expr::TimeOfDay::fromText(iso) : std::nullopt;
    if (!time)
        return refuse("bad-time", item);
    return valueOf(ValueKind::Time, time->toText());
}

Result<ItemValue> readDateTime(const QString& narrow, const ItemDef& item, const QDate& today) {
    static const QRegularExpression form(
        QStringLiteral("^(.+?)(?:\\s+|T)(\\d[^Z+-]*?)\\s*(Z|[+-]\\d{2}:\\d{2})?$"));
    const auto match = form.match(narrow);
    const auto date = readDate(match.captured(1), item, today);
    const auto time = readTime(match.captured(2), item);
    if (!match.hasMatch() || !date || !time)
        return refuse("bad-date-time", item);
    const QString iso = date->text + u'T' + time->text + match.captured(3);
    const auto whole = expr::DateTime::fromText(iso);
    if (!whole)
        return refuse("bad-date-time", item);
    return valueOf(ValueKind::DateTime, whole->toText());
}

} // namespace casebook
