// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/stats/Contingency.h"

#include "core/stats/Distributions.h"

#include <Eigen/Dense>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace casebook::stats {

namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

} // namespace

std::vector<std::int64_t> CountTable::rowTotals() const {
    std::vector<std::int64_t> out(rows, 0);
    for (std::size_t r = 0; r < rows; ++r)
        for (std::size_t c = 0; c < columns; ++c)
            out[r] += at(r, c);
    return out;
}

std::vector<std::int64_t> CountTable::columnTotals() const {
    std::vector<std::int64_t> out(columns, 0);
    for (std::size_t r = 0; r < rows; ++r)
        for (std::size_t c = 0; c < columns; ++c)
            out[c] += at(r, c);
    return out;
}

std::int64_t CountTable::total() const {
    return std::accumulate(counts.begin(), counts.end(), std::int64_t(0));
}

CountTable withoutEmpty(const CountTable& table) {
    const auto rowTotals = table.rowTotals(), columnTotals = table.columnTotals();
    const auto filled = [](const auto& totals) {
        return std::size_t(std::count_if(totals.begin(), totals.end(), [](auto t) { return t > 0; }));
    };
    CountTable out(filled(rowTotals), filled(columnTotals));
    std::size_t next = 0;
    for (std::size_t r = 0; r < table.rows; ++r)
        for (std::size_t c = 0; c < table.columns; ++c)
            if (rowTotals[r] > 0 && columnTotals[c] > 0)
                out.counts[next++] = table.at(r, c);
    return out;
}

TestResult chiSquare(const CountTable& table) {
    const auto rowTotals = table.rowTotals(), columnTotals = table.columnTotals();
    const double n = double(table.total());
    if (table.rows < 2 || table.columns < 2 || !(n > 0))
        return {nan, nan, 0, nan};
    double sum = 0;
    for (std::size_t r = 0; r < table.rows; ++r)
        for (std::size_t c = 0; c < table.columns; ++c) {
            const double expected = double(rowTotals[r]) * double(columnTotals[c]) / n;
            const double off = double(table.at(r, c)) - expected;
            sum += off * off / expected;
        }
    const double df = double(table.rows - 1) * double(table.columns - 1);
    return {sum, df, 0, chiSquareUpper(sum, df)};
}

double leastExpected(const CountTable& table) {
    const auto rowTotals = table.rowTotals(), columnTotals = table.columnTotals();
    if (table.counts.empty() || table.total() == 0)
        return nan;
    return double(*std::min_element(rowTotals.begin(), rowTotals.end())) *
           double(*std::min_element(columnTotals.begin(), columnTotals.end())) / double(table.total());
}

double standardisedDifference(const CountTable& table) {
    const auto columnTotals = table.columnTotals();
    if (table.columns != 2 || table.rows < 2 || columnTotals[0] == 0 || columnTotals[1] == 0)
        return nan;
    const auto k = Eigen::Index(table.rows - 1);
    Eigen::VectorXd a(k), b(k);
    for (Eigen::Index i = 0; i < k; ++i) {
        a(i) = double(table.at(std::size_t(i) + 1, 0)) / double(columnTotals[0]);
        b(i) = double(table.at(std::size_t(i) + 1, 1)) / double(columnTotals[1]);
    }
    Eigen::MatrixXd s = -(a * a.transpose() + b * b.transpose()) / 2;
    for (Eigen::Index i = 0; i < k; ++i)
        s(i, i) = (a(i) * (1 - a(i)) + b(i) * (1 - b(i))) / 2;
    const Eigen::VectorXd gap = a - b;
    if (gap.isZero(0))
        return 0;
    // Moore-Penrose with the tolerance of MASS::ginv.
    Eigen::JacobiSVD<Eigen::MatrixXd> svd(s, Eigen::ComputeThinU | Eigen::ComputeThinV);
    svd.setThreshold(std::sqrt(std::numeric_limits<double>::epsilon()));
    return std::sqrt(std::max(0.0, gap.dot(svd.solve(gap))));
}

} // namespace casebook::stats
