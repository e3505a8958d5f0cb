// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/cohort/CohortAnswers.h"

#include "core/stats/CohortInput.h"
#include "core/stats/Cox.h"
#include "core/stats/Format.h"
#include "core/values/Messages.h"

#include <QCoreApplication>

#include <algorithm>

namespace casebook {

using namespace Qt::StringLiterals;
using cohort::AnalysisTable;
using cohort::Bitmap;
using cohort::ColumnKind;

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(casebook::CohortAnswers)
};

QString endpointLabel(const QString& name) {
    if (name == u"os")
        return Words::tr("Overall survival");
    if (name == u"pfs")
        return Words::tr("Progression-free survival");
    if (name == u"dfs")
        return Words::tr("Disease-free survival");
    return name;
}

QString monthsText(const std::optional<double>& months) {
    return months ? stats::decimalText(*months, 1) : QString();
}

stats::SurvivalData groupOf(const stats::SurvivalInput& input, int group) {
    stats::SurvivalData out;
    for (std::size_t i = 0; i < input.data.size(); ++i)
        if (input.groups.group[i] == group)
            out.add(input.data.time[i], input.data.event[i] != 0);
    return out;
}

/// "HR of wild type 1.69 (95 % CI 0.98 to 2.91)"; says so where it can't be told.
QString hazardRatio(const stats::SurvivalInput& input) {
    stats::CoxInput model;
    model.names = {QStringLiteral("group")};
    std::vector<double> x;
    for (std::size_t i = 0; i < input.data.size(); ++i)
        if (input.groups.group[i] >= 0) {
            model.data.add(input.data.time[i], input.data.event[i] != 0);
            x.push_back(input.groups.group[i]);
        }
    model.x = Eigen::Map<const Eigen::VectorXd>(x.data(), Eigen::Index(x.size()));
    const auto fit = stats::fitCox(model);
    if (!fit || !fit->converged || fit->terms[0].infinite)
        return Words::tr("hazard ratio can't be estimated");
    const stats::CoxTerm& term = fit->terms[0];
    return Words::tr("HR of %1: %2 (95 % CI %3 to %4)")
        .arg(input.groups.names[1], stats::decimalText(term.hazardRatio, 2),
             stats::decimalText(term.lower, 2), stats::decimalText(term.upper, 2));
}

void addTests(CohortSurvivalView& view, const stats::SurvivalInput& input) {
    const int groups = int(input.groups.names.size());
    const stats::LogRankResult test = stats::logRank(input.data, input.groups.group, groups);
    if (groups == 2)
        view.curves.statements.append(hazardRatio(input));
    if (const QString p = stats::pStatement(test.p); !p.isEmpty())
        view.curves.statements.append(Words::tr("log-rank test: %1").arg(p));
}

} // namespace

QList<CohortColumn> pickerColumns(const AnalysisTable& table, const QString& language) {
    QList<CohortColumn> out;
    for (const auto& column : table.columns()) {
        const cohort::ColumnInfo& info = column->info();
        const qsizetype values = info.kind == ColumnKind::Boolean ? 2 : column->dictionary().size();
        out.append(
            {info.name, stats::labelOf(info, language), textIn(info.group, language),
             stats::canGroup(*column) && values >= 2 && values <= 12,
             info.kind == ColumnKind::Number || info.kind == ColumnKind::Set || stats::canGroup(*column)});
    }
    return out;
}

QList<CohortEndpoint> endpointsOf(const AnalysisTable& table) {
    QList<CohortEndpoint> out;
    for (const auto& column : table.columns()) {
        const QString name = column->info().name;
        if (!name.endsWith(u"_months"_s) || name == u"fu_months")
            continue;
        const QString endpoint = name.chopped(7);
        const auto& numbers = column->numbers();
        if (table.column(endpoint + u"_event"_s) &&
            std::any_of(numbers.begin(), numbers.end(), [](double t) { return t == t; }))
            out.append({endpoint, endpointLabel(endpoint)});
    }
    return out;
}

QStringList usualVariables(const AnalysisTable& table) {
    constexpr int most = 8;
    QStringList out;
    for (const auto& column : table.columns()) {
        const cohort::ColumnInfo& info = column->info();
        const bool outcome = info.name.endsWith(u"_event"_s) || info.name.endsWith(u"_months"_s);
        const bool fits = info.kind == ColumnKind::Number || stats::canGroup(*column);
        if (info.facet && fits && !outcome && out.size() < most)
            out.append(info.name);
    }
    return out;
}

CohortTableView tableView(const AnalysisTable& table, const Bitmap& members,
                          const CohortTableRequest& request, const QString& language) {
    CohortTableView view;
    QStringList variables = request.variables;
    variables.removeAll(request.by); // it would be 100 % of itself
    const auto input = stats::tableOneInput(table, members, request.by, variables, request.style, language);
    if (!input) {
        view.error = messageText(input.error());
        return view;
    }
    view.table = stats::tableOne(*input);
    if (const cohort::Column* by = table.column(request.by))
        view.by = stats::labelOf(by->info(), language);
    return view;
}

CohortSurvivalView survivalView(const AnalysisTable& table, const Bitmap& members,
                                const CohortSurvivalRequest& request, const QString& language) {
    CohortSurvivalView view;
    if (request.endpoint.isEmpty())
        return view;
    const auto input = stats::survivalInput(table, members, request.endpoint + u"_months"_s,
                                            request.endpoint + u"_event"_s, request.by, language);
    if (!input) {
        view.error = messageText(input.error());
        return view;
    }
    view.leftOut = int(input->leftOut);
    for (std::size_t row : input->notPositive)
        view.notPositive.append(table.subjects()[row].label);
    if (input->data.size() == 0)
        return view;
    view.curves.title = endpointLabel(request.endpoint);
    view.curves.timeLabel =
        request.endpoint == u"dfs" ? Words::tr("months from surgery") : Words::tr("months from index date");
    view.curves.months = true;
    view.curves.intervalWords = Words::tr("95 % band (log-log)");
    for (int g = 0; g < input->groups.names.size(); ++g) {
        const stats::KaplanMeier curve = stats::KaplanMeier::fit(groupOf(*input, g));
        const QString name = request.by.isEmpty() ? Words::tr("All") : input->groups.names[g];
        const stats::SurvivalQuantile median = curve.median();
        view.rows.append({name, qint64(curve.n()), qint64(curve.events()), monthsText(median.estimate),
                          monthsText(median.lower), monthsText(median.upper)});
        view.curves.groups.append({name, curve});
    }
    view.followUp = monthsText(stats::reverseMedianFollowUp(input->data).estimate);
    if (input->groups.names.size() > 1)
        addTests(view, *input);
    return view;
}

} // namespace casebook
