// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/expr/LabUnits.h"

#include "core/values/Csv.h"

#include <QRegularExpression>

#include <algorithm>

namespace casebook::expr {

namespace {

QStringList wordsOf(const QString& name) {
    static const QRegularExpression gap(QStringLiteral("[^\\p{L}\\p{N}]+"));
    return name.toLower().split(gap, Qt::SkipEmptyParts);
}

/// "88.4017", "affine: (x - 2.15) * 10.929", "affine: (x - 32) / 1.8".
bool readFactor(const QString& text, AnalyteUnits& row) {
    static const QRegularExpression affine(QStringLiteral("^affine: \\(x - ([0-9.]+)\\) ([*/]) ([0-9.]+)$"));
    if (const auto plain = Decimal::fromText(text)) {
        row.factor = *plain;
        return true;
    }
    const auto match = affine.match(text);
    if (!match.hasMatch())
        return false;
    row.affine = true;
    row.offset = Decimal::fromText(match.capturedView(1)).value_or(Decimal());
    (match.capturedView(2) == u"*" ? row.factor : row.divisor) =
        Decimal::fromText(match.capturedView(3)).value_or(Decimal(1));
    return true;
}

std::vector<AnalyteUnits> readTable() {
    std::vector<AnalyteUnits> table;
    const auto csv = readCsv(QString::fromUtf8(labUnitsCsv()));
    if (!csv) // it is part of the program and tested
        return table;
    for (const CsvRow& line : csv->rows) {
        AnalyteUnits row;
        row.words = wordsOf(csv->cell(line, u"analyte"));
        row.loinc = QStringList{csv->cell(line, u"loinc"), csv->cell(line, u"loinc_si")};
        row.loinc.removeAll(QString());
        row.from = csv->cell(line, u"from_ucum");
        row.to = csv->cell(line, u"to_ucum");
        if (readFactor(csv->cell(line, u"factor"), row))
            table.push_back(row);
    }
    return table;
}

bool holdsAll(const QStringList& words, const QStringList& wanted) {
    return std::all_of(wanted.begin(), wanted.end(),
                       [&](const QString& word) { return words.contains(word); });
}

} // namespace

std::vector<AnalyteUnits> unitsOfAnalyte(const QString& analyte) {
    static const std::vector<AnalyteUnits> table = readTable();
    const QStringList words = wordsOf(analyte);
    std::vector<AnalyteUnits> found;
    if (words.isEmpty())
        return found;
    const auto takeWhere = [&](auto matches) {
        if (found.empty())
            std::copy_if(table.begin(), table.end(), std::back_inserter(found), matches);
    };
    takeWhere([&](const AnalyteUnits& row) { return row.loinc.contains(analyte); });
    takeWhere(
        [&](const AnalyteUnits& row) { return holdsAll(row.words, words) && holdsAll(words, row.words); });
    QStringList best; // the most telling row that is part of the name
    for (const AnalyteUnits& row : table)
        if (holdsAll(words, row.words) && row.words.size() > best.size())
            best = row.words;
    if (best.isEmpty()) {
        const auto first = std::find_if(table.begin(), table.end(),
                                        [&](const AnalyteUnits& row) { return holdsAll(row.words, words); });
        best = first == table.end() ? QStringList() : first->words;
    }
    takeWhere([&](const AnalyteUnits& row) { return !best.isEmpty() && row.words == best; });
    return found;
}

} // namespace casebook::expr
