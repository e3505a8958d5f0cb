// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/stats/Format.h"

#include "core/values/Csv.h"

#include <algorithm>
#include <cmath>

namespace casebook::stats {

QString pText(double p) {
    if (std::isnan(p))
        return {};
    if (p < 0.001)
        return QStringLiteral("<0.001");
    if (p > 0.999)
        return QStringLiteral(">0.999");
    return QString::number(p, 'f', 3);
}

QString pStatement(double p) {
    const QString text = pText(p);
    if (text.isEmpty())
        return {};
    return text[0].isDigit() ? QStringLiteral("p = %1").arg(text)
                             : QStringLiteral("p %1 %2").arg(text[0]).arg(text.mid(1));
}

QString decimalText(double value, int decimals) {
    return std::isfinite(value) ? QString::number(value, 'f', decimals) : QStringLiteral("-");
}

QString cellText(const TableOneRow& row, const TableOneCell& cell) {
    if (row.kind == TableOneRow::Kind::Category)
        return {};
    if (row.kind == TableOneRow::Kind::Level)
        return QStringLiteral("%1 (%2)").arg(cell.count).arg(decimalText(cell.share * 100, 1));
    if (row.style == NumberStyle::MeanSd)
        return QStringLiteral("%1 (%2)").arg(decimalText(cell.mean, 1), decimalText(cell.sd, 1));
    const auto whole = [](double x) { return std::isnan(x) || std::fabs(x - std::round(x)) < 1e-9; };
    const auto wholeCell = [&](const TableOneCell& c) {
        return whole(c.median) && whole(c.q1) && whole(c.q3);
    };
    // One number of decimals in a row, so that its columns can be compared.
    const bool allWhole =
        wholeCell(row.overall) && std::all_of(row.groups.begin(), row.groups.end(), wholeCell);
    const int decimals = allWhole ? 0 : 1;
    return QStringLiteral("%1 [%2, %3]")
        .arg(decimalText(cell.median, decimals), decimalText(cell.q1, decimals),
             decimalText(cell.q3, decimals));
}

QString tableOneCsv(const TableOne& table) {
    const auto number = [](double x) { return std::isfinite(x) ? QString::number(x, 'g', 17) : QString(); };
    QString out =
        csvLine(QStringLiteral(
                    "variable,level,group,group_size,n,missing,count,share,median,q1,q3,mean,sd,test,p,smd")
                    .split(u','));
    for (const TableOneRow& row : table.rows) {
        const bool level = row.kind == TableOneRow::Kind::Level,
                   isNumber = row.kind == TableOneRow::Kind::Number;
        for (std::size_t g = 0; g <= row.groups.size(); ++g) {
            const bool all = g == row.groups.size();
            const TableOneCell& cell = all ? row.overall : row.groups[g];
            QStringList cells{row.variable,
                              level ? row.label : QString(),
                              all ? QStringLiteral("(all)") : table.groups[qsizetype(g)],
                              QString::number(all ? table.total : table.sizes[g]),
                              QString::number(cell.n),
                              QString::number(cell.missing)};
            cells << (level ? QString::number(cell.count) : QString())
                  << (level ? number(cell.share) : QString());
            for (double x : {cell.median, cell.q1, cell.q3, cell.mean, cell.sd})
                cells << (isNumber ? number(x) : QString());
            cells << QString::fromLatin1(testCode(row.test)) << (row.p ? number(*row.p) : QString())
                  << (row.smd ? number(*row.smd) : QString());
            out += csvLine(cells);
        }
    }
    return out;
}

} // namespace casebook::stats
