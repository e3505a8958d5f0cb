// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/demo/Recipe.h"

#include "core/forms/LungStudy.h"
#include "core/values/Csv.h"

#include <limits>

namespace casebook::demo {

namespace {

QString keyOf(const QString& group, const QString& parameter, const QString& level) {
    return group + u'/' + parameter + u'/' + level;
}

} // namespace

Result<Recipe> Recipe::shipped() {
    auto tnm = Tnm::fromTable(lungTable(QStringLiteral("tnm8")));
    auto recist = Recist::fromTable(lungTable(QStringLiteral("recist_rules")));
    auto risk = NoduleRisk::fromTable(lungTable(QStringLiteral("risk_coefficients")));
    for (const Error* error :
         {tnm ? nullptr : &tnm.error(), recist ? nullptr : &recist.error(), risk ? nullptr : &risk.error()})
        if (error)
            return tl::unexpected(*error);
    Recipe out(*std::move(tnm), *std::move(recist), *std::move(risk));
    const auto table = readCsv(QString::fromUtf8(lungTable(QStringLiteral("cohort_recipe"))));
    if (!table)
        return fail(ErrorKind::System, "bad-study-table", QStringLiteral("cohort_recipe"));
    for (const CsvRow& row : table->rows) {
        bool fits = false;
        const double value = table->cell(row, QStringLiteral("value")).toDouble(&fits);
        if (!fits)
            continue; // shapes written in words: they are in the functions that draw them
        const QString group = table->cell(row, QStringLiteral("group"));
        const QString parameter = table->cell(row, QStringLiteral("parameter"));
        const QString level = table->cell(row, QStringLiteral("level"));
        out.order_.append({group + u'/' + parameter, level});
        out.numbers_.insert(keyOf(group, parameter, level), value);
    }
    return out;
}

double Recipe::number(const QString& group, const QString& parameter, const QString& level) const {
    return numbers_.value(keyOf(group, parameter, level), std::numeric_limits<double>::quiet_NaN());
}

QList<QPair<QString, double>> Recipe::shares(const QString& group, const QString& parameter,
                                             const QString& head) const {
    QList<QPair<QString, double>> found;
    for (const auto& [place, level] : order_)
        if (place == group + u'/' + parameter && level.startsWith(head))
            found.append({level.mid(head.size()), number(group, parameter, level)});
    return found;
}

} // namespace casebook::demo
