// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/stats/TableOne.h"

#include "core/stats/Summary.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace casebook::stats {

namespace {

std::optional<double> known(double x) { return std::isfinite(x) ? std::optional(x) : std::nullopt; }

TableOneCell numberCell(const std::vector<double>& values) {
    const Summary s = summarise(values);
    TableOneCell cell;
    cell.n = s.n;
    cell.missing = s.missing;
    cell.mean = s.mean;
    cell.sd = s.sd;
    cell.minimum = s.minimum;
    cell.q1 = s.q1;
    cell.median = s.median;
    cell.q3 = s.q3;
    cell.maximum = s.maximum;
    return cell;
}

void testNumbers(TableOneRow& row, const Groups& groups) {
    const bool byMean = row.style == NumberStyle::MeanSd;
    TestResult result{0, 0, 0, std::numeric_limits<double>::quiet_NaN()};
    if (groups.size() == 2) {
        row.smd = known(standardisedDifference(groups[0], groups[1]));
        if (byMean) {
            row.test = TestKind::WelchT;
            result = welchT(groups[0], groups[1]);
        } else if (wilcoxonIsExact(groups[0], groups[1])) {
            row.test = TestKind::WilcoxonExact;
            result = wilcoxonExact(groups[0], groups[1]);
        } else {
            row.test = TestKind::WilcoxonNormal;
            result = wilcoxonNormal(groups[0], groups[1]);
        }
    } else if (groups.size() > 2) {
        row.test = byMean ? TestKind::Anova : TestKind::KruskalWallis;
        result = byMean ? anova(groups) : kruskalWallis(groups);
    }
    row.p = known(result.p);
    if (!row.p)
        row.test = TestKind::None;
}

TableOneRow numberRow(const TableOneVariable& variable, const TableOneInput& input) {
    TableOneRow row;
    row.style = variable.style;
    Groups groups(std::size_t(input.groups.size()));
    std::vector<double> all;
    for (std::size_t i = 0; i < variable.numbers.size(); ++i)
        if (input.group[i] >= 0) {
            groups[std::size_t(input.group[i])].push_back(variable.numbers[i]);
            all.push_back(variable.numbers[i]);
        }
    row.overall = numberCell(all);
    row.missing = row.overall.missing;
    for (const auto& group : groups)
        row.groups.push_back(numberCell(group));
    testNumbers(row, groups);
    return row;
}

TableOneCell levelCell(std::size_t count, std::size_t n, std::size_t missing) {
    TableOneCell cell;
    cell.count = count;
    cell.n = n;
    cell.missing = missing;
    cell.share = n > 0 ? double(count) / double(n) : std::numeric_limits<double>::quiet_NaN();
    return cell;
}

void testCounts(TableOneRow& row, const CountTable& table) {
    row.smd = known(standardisedDifference(table));
    const CountTable filled = withoutEmpty(table);
    if (filled.rows < 2 || filled.columns < 2)
        return;
    if (leastExpected(filled) < 5) {
        const FisherResult fisher = fisherExact(filled);
        row.p = known(fisher.p);
        row.test = fisher.monteCarlo ? TestKind::FisherDrawn : TestKind::FisherExact;
    } else {
        row.p = known(chiSquare(filled).p);
        row.test = TestKind::ChiSquare;
    }
}

void addCategory(TableOne& out, const TableOneVariable& variable, const TableOneInput& input) {
    const auto groups = std::size_t(input.groups.size()), levels = std::size_t(variable.levels.size());
    CountTable table(levels, groups);
    std::vector<std::size_t> missing(groups, 0);
    for (std::size_t i = 0; i < variable.codes.size(); ++i) {
        if (input.group[i] < 0)
            continue;
        const auto g = std::size_t(input.group[i]);
        if (variable.codes[i] < 0)
            ++missing[g];
        else
            ++table.at(std::size_t(variable.codes[i]), g);
    }
    const auto known = table.columnTotals();
    const auto total = std::size_t(table.total());
    TableOneRow head;
    head.kind = TableOneRow::Kind::Category;
    head.variable = variable.name;
    head.label = variable.label;
    head.unit = variable.unit;
    head.missing = std::accumulate(missing.begin(), missing.end(), std::size_t(0));
    head.overall = levelCell(total, total, head.missing);
    for (std::size_t g = 0; g < groups; ++g)
        head.groups.push_back(levelCell(std::size_t(known[g]), std::size_t(known[g]), missing[g]));
    testCounts(head, table);
    out.rows.push_back(head);
    const auto rowTotals = table.rowTotals();
    for (std::size_t level = 0; level < levels; ++level) {
        TableOneRow row;
        row.kind = TableOneRow::Kind::Level;
        row.variable = variable.name;
        row.label = variable.levels[qsizetype(level)];
        row.overall = levelCell(std::size_t(rowTotals[level]), total, head.missing);
        for (std::size_t g = 0; g < groups; ++g)
            row.groups.push_back(
                levelCell(std::size_t(table.at(level, g)), std::size_t(known[g]), missing[g]));
        out.rows.push_back(row);
    }
}

} // namespace

QByteArray testCode(TestKind kind) {
    switch (kind) {
    case TestKind::None: break;
    case TestKind::WelchT: return "welch-t";
    case TestKind::WilcoxonNormal: return "wilcoxon-rank-sum";
    case TestKind::WilcoxonExact: return "wilcoxon-rank-sum-exact";
    case TestKind::Anova: return "anova";
    case TestKind::KruskalWallis: return "kruskal-wallis";
    case TestKind::ChiSquare: return "chi-square";
    case TestKind::FisherExact: return "fisher-exact";
    case TestKind::FisherDrawn: return "fisher-monte-carlo";
    }
    return {};
}

TableOne tableOne(const TableOneInput& input) {
    TableOne out;
    out.groups = input.groups;
    out.sizes.assign(std::size_t(input.groups.size()), 0);
    for (int g : input.group) {
        if (g < 0)
            ++out.withoutGroup;
        else
            ++out.sizes[std::size_t(g)];
    }
    out.total = input.group.size() - out.withoutGroup;
    for (const TableOneVariable& variable : input.variables) {
        if (!variable.isNumber()) {
            addCategory(out, variable, input);
            continue;
        }
        TableOneRow row = numberRow(variable, input);
        row.variable = variable.name;
        row.label = variable.label;
        row.unit = variable.unit;
        out.rows.push_back(row);
    }
    return out;
}

} // namespace casebook::stats
