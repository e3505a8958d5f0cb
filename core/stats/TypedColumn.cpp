// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/stats/TypedColumn.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace casebook::stats {

namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

bool isMissing(const QString& cell) { return cell.isEmpty() || cell == QLatin1StringView("NA"); }

} // namespace

std::size_t TypedColumn::missing() const { return std::size_t(std::count(codes.begin(), codes.end(), -1)); }

std::vector<int> TypedColumn::equals(const QString& value) const {
    bool isNumber = false;
    const double wanted = value.toDouble(&isNumber);
    std::vector<int> out(codes.size(), -1);
    for (std::size_t i = 0; i < codes.size(); ++i)
        if (codes[i] >= 0)
            out[i] = (numeric ? isNumber && numbers[i] == wanted : levels[codes[i]] == value) ? 1 : 0;
    return out;
}

TypedColumn typedColumn(const QString& name, const QStringList& cells) {
    TypedColumn out;
    out.name = name;
    out.numbers.assign(std::size_t(cells.size()), nan);
    out.codes.assign(std::size_t(cells.size()), -1);
    out.numeric = true;
    std::vector<double> distinct;
    for (qsizetype i = 0; i < cells.size() && out.numeric; ++i) {
        if (isMissing(cells[i]))
            continue;
        const double number = cells[i].toDouble(&out.numeric);
        out.numbers[std::size_t(i)] = number;
        distinct.push_back(number);
    }
    if (out.numeric) {
        std::sort(distinct.begin(), distinct.end());
        distinct.erase(std::unique(distinct.begin(), distinct.end()), distinct.end());
        for (double number : distinct)
            out.levels.append(QString::number(number, 'g', 15));
        for (std::size_t i = 0; i < out.codes.size(); ++i)
            if (!std::isnan(out.numbers[i]))
                out.codes[i] = int(std::lower_bound(distinct.begin(), distinct.end(), out.numbers[i]) -
                                   distinct.begin());
        return out;
    }
    std::fill(out.numbers.begin(), out.numbers.end(), nan);
    for (const QString& cell : cells)
        if (!isMissing(cell))
            out.levels.append(cell);
    std::sort(out.levels.begin(), out.levels.end());
    out.levels.removeDuplicates();
    for (qsizetype i = 0; i < cells.size(); ++i)
        if (!isMissing(cells[i]))
            out.codes[std::size_t(i)] =
                int(std::lower_bound(out.levels.begin(), out.levels.end(), cells[i]) - out.levels.begin());
    return out;
}

Result<TypedColumn> typedColumn(const CsvTable& table, const QString& name) {
    const qsizetype column = table.column(name);
    if (column < 0)
        return fail(ErrorKind::Refused, "no-such-column", name);
    QStringList cells;
    for (const CsvRow& row : table.rows)
        cells.append(table.cell(row, column).trimmed());
    return typedColumn(name, cells);
}

} // namespace casebook::stats
