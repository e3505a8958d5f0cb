// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cohort/Facets.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace casebook::cohort {

namespace {

/// Up to six bins between round numbers (1, 2, 5 times a power of ten) that hold all values; none narrower than 1 where
/// values are whole.
QList<Range> bins(const std::vector<double>& values, bool whole) {
    if (values.empty())
        return {};
    const auto [low, high] = std::minmax_element(values.begin(), values.end());
    if (*low == *high)
        return {Range{}};
    const double raw = std::max((*high - *low) / 5, whole ? 1.0 : 0.0);
    const double power = std::pow(10.0, std::floor(std::log10(raw)));
    static constexpr std::array<double, 4> steps{1, 2, 5, 10};
    const double step = power * *std::find_if(steps.begin(), steps.end(),
                                              [&](double s) { return s * power >= raw * (1 - 1e-9); });
    QList<Range> found;
    for (double at = std::floor(*low / step) * step; at <= *high; at += step)
        found.append({at, at + step});
    // Open at both ends: a value that comes later falls into a bin too.
    found.first().low.reset();
    found.last().high.reset();
    return found;
}

QList<Range> yearBins(const std::vector<double>& days) {
    if (days.empty())
        return {};
    const auto [low, high] = std::minmax_element(days.begin(), days.end());
    const int first = civilOfDay(static_cast<std::int32_t>(*low)).year;
    const int last = civilOfDay(static_cast<std::int32_t>(*high)).year;
    const int step = std::max(1, (last - first) / 6 + 1);
    QList<Range> found;
    for (int year = first; year <= last; year += step)
        found.append({dayOfCivil(year, 1, 1), dayOfCivil(std::min(9999, year + step), 1, 1)});
    found.first().low.reset();
    found.last().high.reset();
    return found;
}

/// Certainly inside: both ends of a partial date.
bool inRange(const Column& column, std::size_t row, const Range& range) {
    const bool date = column.info().kind == ColumnKind::Date;
    const double low = date ? column.firstDays()[row] : column.numbers()[row];
    const double high = date ? column.lastDays()[row] : low;
    return (!range.low || low >= *range.low) && (!range.high || high < *range.high);
}

std::vector<double> present(const Column& column) {
    std::vector<double> values;
    for (std::size_t row = 0; row < column.size(); ++row)
        if (!column.isMissing(row))
            values.push_back(column.info().kind == ColumnKind::Date ? column.firstDays()[row]
                                                                    : column.numbers()[row]);
    return values;
}

/// Which of a set column's dictionary entries hold a code.
std::vector<bool> entriesWith(const Column& column, const QString& code) {
    std::vector<bool> found;
    for (const QString& entry : column.dictionary())
        found.push_back(column.info().kind == ColumnKind::Set ? entry.split(u';').contains(code)
                                                              : entry == code);
    return found;
}

Bitmap rowsWithCode(const Column& column, const QString& code) {
    const std::vector<bool> entries = entriesWith(column, code);
    Bitmap rows(column.size());
    for (std::size_t row = 0; row < column.size(); ++row)
        if (!column.isMissing(row) && entries[column.codes()[row]])
            rows.add(row);
    return rows;
}

Bitmap rowsInRange(const Column& column, const Range& range) {
    Bitmap rows(column.size());
    for (std::size_t row = 0; row < column.size(); ++row)
        if (!column.isMissing(row) && inRange(column, row, range))
            rows.add(row);
    return rows;
}

Bitmap rowsMissing(const Column& column, const QByteArray& reason) {
    Bitmap rows(column.size());
    for (std::size_t row = 0; row < column.size(); ++row)
        if (column.isMissing(row) && column.reason(row) == reason)
            rows.add(row);
    return rows;
}

/// Codes in the order of labels' list where they are known, else by code.
QStringList codesOf(const Column& column) {
    QStringList codes;
    for (const QString& entry : column.dictionary())
        codes += column.info().kind == ColumnKind::Set ? entry.split(u';', Qt::SkipEmptyParts)
                                                       : QStringList(entry);
    codes.removeDuplicates();
    const QStringList& order = column.info().codeOrder;
    std::sort(codes.begin(), codes.end(), [&](const QString& a, const QString& b) {
        const qsizetype left = order.indexOf(a);
        const qsizetype right = order.indexOf(b);
        if (left != right)
            return left >= 0 && (right < 0 || left < right);
        return a < b;
    });
    return codes;
}

} // namespace

Facets::Facets(const AnalysisTable& table, const QStringList& columns)
    : table_(table), restriction_(table.rows(), true) {
    for (const QString& name : columns) {
        const Column* column = table.column(name);
        if (!column || column->info().kind == ColumnKind::Text)
            continue;
        Entry entry;
        entry.facet.column = name;
        entry.facet.kind = column->info().kind;
        entry.choice.column = name;
        const auto add = [&](FacetValue value, Bitmap rows) {
            value.total = rows.count();
            entry.facet.values.append(std::move(value));
            entry.rows.push_back(std::move(rows));
        };
        if (column->info().kind == ColumnKind::Number || column->info().kind == ColumnKind::Date) {
            const std::vector<double> values = present(*column);
            for (const Range& range :
                 column->info().kind == ColumnKind::Date ? yearBins(values) : bins(values, column->isWhole()))
                add({{}, range, {}, 0, 0, false}, rowsInRange(*column, range));
        } else {
            for (const QString& code : codesOf(*column))
                add({code, {}, {}, 0, 0, false}, rowsWithCode(*column, code));
        }
        for (const QByteArray& reason : column->reasons())
            add({{}, {}, reason, 0, 0, false}, rowsMissing(*column, reason));
        entries_.push_back(std::move(entry));
    }
}

std::optional<Bitmap> Facets::rowsOf(const Entry& entry, const FacetChoice& choice) const {
    if (choice.isEmpty())
        return std::nullopt;
    const Column& column = *table_.column(entry.facet.column);
    Bitmap rows(table_.rows());
    for (const QString& code : choice.codes)
        rows |= rowsWithCode(column, code);
    for (const Range& range : choice.ranges)
        rows |= rowsInRange(column, range);
    for (const QByteArray& reason : choice.missing)
        rows |= rowsMissing(column, reason);
    return rows;
}

void Facets::choose(const FacetChoice& choice) {
    const auto found = std::find_if(entries_.begin(), entries_.end(),
                                    [&](const Entry& entry) { return entry.facet.column == choice.column; });
    if (found == entries_.end())
        return;
    found->choice = choice;
    found->chosen = rowsOf(*found, choice);
    for (FacetValue& value : found->facet.values)
        value.chosen = value.missing ? choice.missing.contains(*value.missing)
                       : value.range ? choice.ranges.contains(*value.range)
                                     : choice.codes.contains(value.code);
}

void Facets::clear() {
    for (Entry& entry : entries_)
        choose({entry.facet.column, {}, {}, {}});
}

void Facets::restrict(const Bitmap& rows) { restriction_ = rows; }

const QList<Facet>& Facets::counted() {
    // What all others leave: everything before a facet and everything behind it, joined once for each.
    const std::size_t count = entries_.size();
    std::vector<Bitmap> behind(count + 1, restriction_);
    for (std::size_t i = count; i-- > 0;) {
        behind[i] = behind[i + 1];
        if (entries_[i].chosen)
            behind[i] &= *entries_[i].chosen;
    }
    Bitmap before(table_.rows(), true);
    counted_.clear();
    for (std::size_t i = 0; i < count; ++i) {
        Entry& entry = entries_[i];
        const Bitmap others = before & behind[i + 1];
        for (std::size_t v = 0; v < entry.rows.size(); ++v)
            entry.facet.values[static_cast<qsizetype>(v)].count = entry.rows[v].countAnd(others);
        counted_.append(entry.facet);
        if (entry.chosen)
            before &= *entry.chosen;
    }
    return counted_;
}

Bitmap Facets::members() const {
    Bitmap rows = restriction_;
    for (const Entry& entry : entries_)
        if (entry.chosen)
            rows &= *entry.chosen;
    return rows;
}

QList<FacetChoice> Facets::choices() const {
    QList<FacetChoice> found;
    for (const Entry& entry : entries_)
        if (!entry.choice.isEmpty())
            found.append(entry.choice);
    return found;
}

Criteria Facets::criteria() const {
    Criteria lines;
    for (const Entry& entry : entries_)
        if (!entry.choice.isEmpty())
            lines.append({toExpression(entry.choice, entry.facet.kind), {}});
    return lines;
}

} // namespace casebook::cohort
