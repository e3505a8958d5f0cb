// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/stats/DatasetReport.h"

#include "core/stats/Contingency.h"
#include "core/stats/Cox.h"
#include "core/stats/GroupTests.h"
#include "core/stats/KaplanMeier.h"
#include "core/stats/LogRank.h"
#include "core/stats/Logistic.h"
#include "core/stats/Proportion.h"
#include "core/stats/Roc.h"
#include "core/stats/Summary.h"
#include "core/stats/TypedColumn.h"

#include <QJsonArray>

#include <algorithm>
#include <array>
#include <cmath>

namespace casebook::stats {

using namespace Qt::StringLiterals;

namespace {

QJsonValue number(double x) { return std::isfinite(x) ? QJsonValue(x) : QJsonValue(QJsonValue::Null); }
QJsonValue number(const std::optional<double>& x) { return x ? number(*x) : QJsonValue(QJsonValue::Null); }

template <class List>
QJsonArray numbers(const List& list) {
    QJsonArray out;
    for (double x : list)
        out.append(number(x));
    return out;
}

/// The columns of a data set, found and typed.
struct Columns {
    SurvivalData data;      ///< a row whose status is missing has no time
    std::vector<double> times; ///< as recorded
    TypedColumn group, strata;
    std::vector<TypedColumn> covariates;
    std::vector<int> event; ///< -1 missing
    QJsonArray notPositiveLines;
};

Result<Columns> columnsOf(const CsvTable& table, const DatasetSpec& spec) {
    Columns out;
    const auto time = typedColumn(table, spec.time), status = typedColumn(table, spec.status);
    auto group = typedColumn(table, spec.group);
    if (!time || !status || !group)
        return tl::unexpected((!time ? time : !status ? status : group).error());
    out.group = std::move(*group);
    out.event = status->equals(spec.event);
    for (std::size_t i = 0; i < time->numbers.size(); ++i)
        out.data.add(out.event[i] < 0 ? std::nan("") : time->numbers[i], out.event[i] == 1);
    out.times = time->numbers;
    for (std::size_t i : notPositive(out.data))
        out.notPositiveLines.append(table.rows[qsizetype(i)].line);
    if (!spec.strata.isEmpty()) {
        auto strata = typedColumn(table, spec.strata);
        if (!strata)
            return tl::unexpected(strata.error());
        out.strata = std::move(*strata);
    }
    for (const QString& name : spec.covariates) {
        auto column = typedColumn(table, name);
        if (!column)
            return tl::unexpected(column.error());
        out.covariates.push_back(std::move(*column));
    }
    return out;
}

SurvivalData ofGroup(const Columns& c, int group) {
    SurvivalData out;
    for (std::size_t i = 0; i < c.data.size(); ++i)
        if (c.group.codes[i] == group)
            out.add(c.data.time[i], c.data.event[i]);
    return out;
}

QJsonObject medianOf(const SurvivalData& data, SurvivalInterval interval) {
    const KaplanMeier km = KaplanMeier::fit(data, interval);
    const SurvivalQuantile median = km.median();
    return {{u"n"_s, qint64(km.n())},
            {u"events"_s, qint64(km.events())},
            {u"median"_s, number(median.estimate)},
            {u"lower"_s, number(median.lower)},
            {u"upper"_s, number(median.upper)}};
}

QJsonArray curveOf(const SurvivalData& data, const std::vector<double>& times) {
    const KaplanMeier km = KaplanMeier::fit(data);
    const std::vector<double> sorted = sortedValues(times);
    QJsonArray out;
    for (int percent : {10, 25, 50, 75, 90}) {
        const SurvivalStep s = km.at(quantileType1(sorted, percent / 100.0));
        out.append(QJsonObject{{u"time"_s, number(s.time)},
                               {u"at_risk"_s, qint64(s.atRisk)},
                               {u"survival"_s, number(s.survival)},
                               {u"se"_s, number(s.se)},
                               {u"lower"_s, number(s.lower)},
                               {u"upper"_s, number(s.upper)},
                               {u"_row"_s, u"%1%"_s.arg(percent)}});
    }
    return out;
}

void addSurvival(QJsonObject& out, const Columns& c) {
    out[u"km_all_loglog"_s] = medianOf(c.data, SurvivalInterval::LogLog);
    out[u"km_all_log"_s] = medianOf(c.data, SurvivalInterval::Log);
    QJsonObject groups;
    const int k = int(c.group.levels.size());
    for (int g = 0; g < k; ++g)
        groups[c.group.levels[g]] = medianOf(ofGroup(c, g), SurvivalInterval::LogLog);
    out[u"km_group_loglog"_s] = groups;
    out[u"km_curve_loglog"_s] = curveOf(c.data, c.times);
    out[u"followup_reverse_km_median"_s] = number(reverseMedianFollowUp(c.data).estimate);
    const LogRankResult plain = logRank(c.data, c.group.codes, k);
    out[u"logrank"_s] = QJsonObject{{u"chisq"_s, number(plain.chiSquare)},
                                    {u"df"_s, plain.df},
                                    {u"p"_s, number(plain.p)},
                                    {u"observed"_s, numbers(plain.observed)},
                                    {u"expected"_s, numbers(plain.expected)}};
    if (!c.strata.name.isEmpty()) {
        const LogRankResult split = logRank(c.data, c.group.codes, k, c.strata.codes);
        out[u"logrank_stratified"_s] = QJsonObject{
            {u"chisq"_s, number(split.chiSquare)}, {u"df"_s, split.df}, {u"p"_s, number(split.p)}};
    }
}

/// A factor becomes one column for every level but its first (treatment contrasts).
struct Design {
    CoxInput input;
    std::vector<int> term;
    std::vector<QString> termNames;
};

Design designOf(const Columns& c) {
    Design out;
    std::vector<Eigen::VectorXd> columns;
    const auto add = [&](const QString& name, Eigen::VectorXd column) {
        columns.push_back(std::move(column));
        out.input.names.push_back(name);
        out.term.push_back(int(out.termNames.size()));
    };
    const auto n = Eigen::Index(c.data.size());
    for (const TypedColumn& covariate : c.covariates) {
        if (covariate.numeric)
            add(covariate.name, Eigen::Map<const Eigen::VectorXd>(covariate.numbers.data(), n));
        for (qsizetype level = 1; !covariate.numeric && level < covariate.levels.size(); ++level) {
            Eigen::VectorXd column(n);
            for (Eigen::Index i = 0; i < n; ++i) {
                const int code = covariate.codes[std::size_t(i)];
                column(i) = code < 0 ? std::nan("") : code == int(level) ? 1 : 0;
            }
            add(covariate.name + covariate.levels[level], std::move(column));
        }
        out.termNames.push_back(covariate.name);
    }
    out.input.data = c.data;
    out.input.x.resize(n, Eigen::Index(columns.size()));
    for (std::size_t k = 0; k < columns.size(); ++k)
        out.input.x.col(Eigen::Index(k)) = columns[k];
    return out;
}

QJsonObject toJson(const CoxModel& model) {
    QJsonArray terms, coefficients, se, p, hr, lower, upper;
    for (const CoxTerm& term : model.terms) {
        terms.append(term.name);
        coefficients.append(number(term.coefficient));
        se.append(number(term.se));
        p.append(number(term.p));
        hr.append(number(term.hazardRatio));
        lower.append(number(term.lower));
        upper.append(number(term.upper));
    }
    return {{u"n"_s, qint64(model.n)},
            {u"events"_s, qint64(model.events)},
            {u"terms"_s, terms},
            {u"coef"_s, coefficients},
            {u"se"_s, se},
            {u"p"_s, p},
            {u"hr"_s, hr},
            {u"lower"_s, lower},
            {u"upper"_s, upper},
            {u"concordance"_s, number(model.concordance)},
            {u"loglik"_s, QJsonArray{model.logLikelihoodNull, model.logLikelihood}},
            {u"lr"_s, number(model.likelihoodRatio.statistic)},
            {u"wald"_s, number(std::round(model.wald.statistic * 100) / 100)},
            {u"wald_full"_s, number(model.wald.statistic)},
            {u"score"_s, number(model.score.statistic)}};
}

/// Why a model is not given, or nothing.
QByteArray trouble(const Result<CoxModel>& model) {
    if (!model)
        return model.error().code;
    const auto runsAway = [](const CoxTerm& term) { return term.infinite; };
    if (std::any_of(model->terms.begin(), model->terms.end(), runsAway))
        return "separated";
    return model->converged ? QByteArray() : QByteArray("not-converged");
}

void addCox(QJsonObject& out, QJsonObject& missing, const Columns& c) {
    const Design design = designOf(c);
    for (const auto& [key, ties] :
         {std::pair(u"cox_efron"_s, CoxTies::Efron), std::pair(u"cox_breslow"_s, CoxTies::Breslow)}) {
        const Result<CoxModel> model = fitCox(design.input, ties);
        if (const QByteArray why = trouble(model); !why.isEmpty()) {
            missing[key] = QString::fromLatin1(why);
            continue;
        }
        out[key] = toJson(*model);
        if (ties != CoxTies::Efron)
            continue;
        const auto test = testProportionality(design.input, *model, ties, design.term, design.termNames);
        if (!test) {
            missing[u"cox_zph"_s] = QString::fromLatin1(test.error().code);
            continue;
        }
        QJsonArray rows, chisq, p;
        for (std::size_t i = 0; i < test->names.size(); ++i) {
            rows.append(test->names[i]);
            chisq.append(number(test->tests[i].statistic));
            p.append(number(test->tests[i].p));
        }
        out[u"cox_zph"_s] = QJsonObject{{u"rows"_s, rows}, {u"chisq"_s, chisq}, {u"p"_s, p}};
    }
}

QJsonObject continuousOf(const TypedColumn& column, const TypedColumn& group) {
    const Summary s = summarise(column.numbers);
    QJsonObject out{{u"n"_s, qint64(s.n)},
                    {u"missing"_s, qint64(s.missing)},
                    {u"mean"_s, number(s.mean)},
                    {u"sd"_s, number(s.sd)},
                    {u"quantiles_type7"_s, numbers(std::array{s.minimum, s.q1, s.median, s.q3, s.maximum})}};
    Groups groups(std::size_t(group.levels.size()));
    for (std::size_t i = 0; i < column.numbers.size(); ++i)
        if (group.codes[i] >= 0)
            groups[std::size_t(group.codes[i])].push_back(column.numbers[i]);
    if (groups.size() == 2) {
        out[u"welch_t_p"_s] = number(welchT(groups[0], groups[1]).p);
        out[u"wilcoxon_p"_s] = number(wilcoxonNormal(groups[0], groups[1]).p);
        out[u"smd"_s] = number(standardisedDifference(groups[0], groups[1]));
    }
    out[u"anova_p"_s] = number(anova(groups).p);
    out[u"kruskal_p"_s] = number(kruskalWallis(groups).p);
    return out;
}

QJsonObject categoricalOf(const TypedColumn& column, const TypedColumn& group) {
    CountTable table(std::size_t(column.levels.size()), std::size_t(group.levels.size()));
    for (std::size_t i = 0; i < column.codes.size(); ++i)
        if (column.codes[i] >= 0 && group.codes[i] >= 0)
            ++table.at(std::size_t(column.codes[i]), std::size_t(group.codes[i]));
    QJsonArray counts;
    for (std::size_t r = 0; r < table.rows; ++r) {
        QJsonArray row;
        for (std::size_t c = 0; c < table.columns; ++c)
            row.append(qint64(table.at(r, c)));
        counts.append(row);
    }
    const FisherResult fisher = fisherExact(table);
    QJsonObject out{{u"levels"_s, QJsonArray::fromStringList(column.levels)},
                    {u"groups"_s, QJsonArray::fromStringList(group.levels)},
                    {u"counts"_s, counts},
                    {u"missing"_s, qint64(column.missing())},
                    {u"chisq_nocorrection_p"_s, number(chiSquare(table).p)},
                    {u"min_expected"_s, number(leastExpected(table))},
                    {u"fisher_p"_s, number(fisher.p)}};
    if (fisher.monteCarlo)
        out[u"fisher_draws"_s] = fisher.draws;
    return out;
}

Result<> addVariables(QJsonObject& out, const CsvTable& table, const DatasetSpec& spec, const Columns& c) {
    QJsonObject continuous, categorical;
    for (const QString& name : spec.continuous) {
        const auto column = typedColumn(table, name);
        if (!column)
            return tl::unexpected(column.error());
        continuous[name] = continuousOf(*column, c.group);
    }
    for (const QString& name : spec.categorical) {
        const auto column = typedColumn(table, name);
        if (!column)
            return tl::unexpected(column.error());
        categorical[name] = categoricalOf(*column, c.group);
    }
    out[u"continuous"_s] = continuous;
    out[u"categorical"_s] = categorical;
    return {};
}

Result<> addBinary(QJsonObject& out, QJsonObject& missing, const CsvTable& table, const DatasetSpec& spec) {
    if (spec.outcome.isEmpty())
        return {};
    const auto outcome = typedColumn(table, spec.outcome), score = typedColumn(table, spec.score);
    if (!outcome || !score)
        return tl::unexpected((!outcome ? outcome : score).error());
    const std::vector<int> isCase = outcome->equals(spec.outcomeValue);
    const RocDirection direction = spec.direction == u"<"   ? RocDirection::HigherIsCase
                                   : spec.direction == u">" ? RocDirection::LowerIsCase
                                                            : RocDirection::Automatic;
    const RocResult curve = roc(isCase, score->numbers, direction);
    out[u"roc"_s] = QJsonObject{{u"auc"_s, number(curve.auc)},
                                {u"delong_lower"_s, number(curve.lower)},
                                {u"delong_upper"_s, number(curve.upper)}};
    const Eigen::MatrixXd x =
        Eigen::Map<const Eigen::VectorXd>(score->numbers.data(), Eigen::Index(score->numbers.size()));
    const auto model = fitLogistic(isCase, x, {spec.score});
    if (!model || !model->converged || model->separated) {
        missing[u"logistic"_s] = !model             ? QString::fromLatin1(model.error().code)
                                 : model->separated ? u"separated"_s
                                                    : u"not-converged"_s;
        return {};
    }
    QJsonArray coefficients, se, p;
    for (const LogisticTerm& term : model->terms) {
        coefficients.append(number(term.coefficient));
        se.append(number(term.se));
        p.append(number(term.p));
    }
    out[u"logistic"_s] = QJsonObject{
        {u"coef"_s, coefficients}, {u"se"_s, se}, {u"p"_s, p}, {u"deviance"_s, number(model->deviance)}};
    return {};
}

QJsonObject proportionOf(const std::vector<int>& event) {
    const qint64 k = std::count(event.begin(), event.end(), 1);
    const qint64 n = k + std::count(event.begin(), event.end(), 0);
    const Interval score = wilson(k, n), exact = clopperPearson(k, n);
    return {{u"k"_s, k},
            {u"n"_s, n},
            {u"wilson"_s, numbers(std::array{score.lower, score.upper})},
            {u"exact"_s, numbers(std::array{exact.lower, exact.upper})}};
}

QStringList stringsOf(const QJsonValue& value) {
    QStringList out;
    if (value.isString())
        out.append(value.toString());
    for (const QJsonValue& one : value.toArray())
        out.append(one.toString());
    return out;
}

QString plain(const QJsonValue& value) {
    return value.isDouble() ? QString::number(value.toDouble(), 'g', 15) : value.toVariant().toString();
}

} // namespace

Result<DatasetSpec> datasetSpec(const QJsonObject& object) {
    DatasetSpec out;
    for (const auto& [key, field] :
         {std::pair(u"time"_s, &DatasetSpec::time), std::pair(u"status"_s, &DatasetSpec::status),
          std::pair(u"event"_s, &DatasetSpec::event), std::pair(u"group"_s, &DatasetSpec::group)}) {
        out.*field = plain(object[key]);
        if ((out.*field).isEmpty())
            return fail(ErrorKind::Refused, "bad-spec", key);
    }
    out.strata = object[u"strata"_s].toString();
    out.covariates = stringsOf(object[u"covariates"_s]);
    out.continuous = stringsOf(object[u"continuous"_s]);
    out.categorical = stringsOf(object[u"categorical"_s]);
    const QJsonObject binary = object[u"binary"_s].toObject();
    out.outcome = binary[u"outcome"_s].toString();
    out.outcomeValue = plain(binary[u"value"_s]);
    out.score = binary[u"score"_s].toString();
    out.direction = binary[u"direction"_s].toString();
    if (!out.outcome.isEmpty() && out.score.isEmpty())
        return fail(ErrorKind::Refused, "bad-spec", u"binary.score"_s);
    return out;
}

Result<QJsonObject> reportOn(const CsvTable& table, const DatasetSpec& spec) {
    const auto columns = columnsOf(table, spec);
    if (!columns)
        return tl::unexpected(columns.error());
    QJsonObject out, missing;
    addSurvival(out, *columns);
    if (!columns->covariates.empty())
        addCox(out, missing, *columns);
    if (auto done = addVariables(out, table, spec, *columns); !done)
        return tl::unexpected(done.error());
    if (auto done = addBinary(out, missing, table, spec); !done)
        return tl::unexpected(done.error());
    out[u"proportion"_s] = proportionOf(columns->event);
    if (!columns->notPositiveLines.isEmpty())
        out[u"nonpositive_times"_s] = columns->notPositiveLines;
    if (!missing.isEmpty())
        out[u"not_computed"_s] = missing;
    return out;
}

} // namespace casebook::stats
