// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Command.h"
#include "app/cli/Context.h"
#include "app/cli/Output.h"
#include "app/cli/Words.h"
#include "core/stats/CohortInput.h"
#include "core/stats/Cox.h"
#include "core/stats/Format.h"
#include "core/stats/KaplanMeier.h"
#include "core/stats/Summary.h"
#include "storage/cohort/CohortService.h"
#include "storage/forms/DefinitionService.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QLocale>
#include <QSet>

#include <array>
#include <cmath>
#include <map>

namespace casebook {

using namespace Qt::StringLiterals;

namespace {

QJsonValue number(double x) { return std::isfinite(x) ? QJsonValue(x) : QJsonValue(QJsonValue::Null); }
QJsonValue number(const std::optional<double>& x) { return x ? number(*x) : QJsonValue(QJsonValue::Null); }

/// The analysis table and the rows of a cohort's members.
struct Members {
    cohort::AnalysisTable table;
    cohort::Bitmap rows;
};

/// --cohort by number, UUID or name: its frozen members with the values of its data cut. Without it: everyone.
Result<Members> membersOf(Context& context, const Arguments& arguments, const QStringList& columns) {
    auto study = context.study(Context::Need::Read);
    if (!study)
        return tl::unexpected(study.error());
    DefinitionService definitions((*study)->database(), (*study)->session(), (*study)->vault().clock());
    CohortService cohorts((*study)->database(), (*study)->session(), definitions);
    const auto named = arguments.value("cohort");
    QString cut = arguments.valueOr("cut", {});
    QSet<std::int64_t> ids;
    if (named) {
        const auto row = cohorts.find(*named);
        if (!row)
            return tl::unexpected(row.error());
        cut = row->cut;
        const auto members = cohorts.members(row->id);
        if (!members)
            return tl::unexpected(members.error());
        for (const CohortMember& member : *members)
            ids.insert(member.subject.value);
    }
    auto table = cohorts.analysisTable({columns, cut}, context.job(Cli::tr("Cohort")));
    if (!table)
        return tl::unexpected(table.error());
    Members out{std::move(*table), {}};
    out.rows = cohort::Bitmap(out.table.rows(), !named);
    for (std::size_t row = 0; named && row < out.table.rows(); ++row)
        if (ids.contains(out.table.subjects()[row].id))
            out.rows.add(row);
    return out;
}

QStringList listOf(const Arguments& arguments, const char* option) {
    QStringList out;
    for (const QString& given : arguments.options.value(option))
        for (const QString& one : given.split(u',', Qt::SkipEmptyParts))
            out.append(one.trimmed());
    return out;
}

QString languageOf(const Arguments& arguments) {
    const QString asked = arguments.valueOr("lang", {});
    return asked == u"zh" || (asked.isEmpty() && QLocale().language() == QLocale::Chinese) ? u"zh"_s
                                                                                           : u"en"_s;
}

QJsonObject cellJson(const stats::TableOneRow& row, const stats::TableOneCell& cell) {
    QJsonObject out{{u"n"_s, qint64(cell.n)}, {u"missing"_s, qint64(cell.missing)}};
    if (row.kind == stats::TableOneRow::Kind::Level) {
        out[u"count"_s] = qint64(cell.count);
        out[u"share"_s] = number(cell.share);
    } else if (row.kind == stats::TableOneRow::Kind::Number) {
        for (const auto& [key, value] :
             {std::pair(u"mean"_s, cell.mean), std::pair(u"sd"_s, cell.sd),
              std::pair(u"median"_s, cell.median), std::pair(u"q1"_s, cell.q1), std::pair(u"q3"_s, cell.q3),
              std::pair(u"minimum"_s, cell.minimum), std::pair(u"maximum"_s, cell.maximum)})
            out[key] = number(value);
    }
    return out;
}

QJsonObject tableJson(const stats::TableOne& table, const QString& by) {
    QJsonArray groups, rows;
    for (qsizetype g = 0; g < table.groups.size(); ++g)
        groups.append(
            QJsonObject{{u"name"_s, table.groups[g]}, {u"n"_s, qint64(table.sizes[std::size_t(g)])}});
    for (const stats::TableOneRow& row : table.rows) {
        QJsonArray cells;
        for (const stats::TableOneCell& cell : row.groups)
            cells.append(cellJson(row, cell));
        QJsonObject one{{u"variable"_s, row.variable},
                        {u"label"_s, row.label},
                        {u"overall"_s, cellJson(row, row.overall)},
                        {u"groups"_s, cells}};
        if (row.kind == stats::TableOneRow::Kind::Level) {
            one[u"level"_s] = row.label;
        } else {
            one[u"test"_s] = row.test == stats::TestKind::None ? QJsonValue(QJsonValue::Null)
                                                               : QString::fromLatin1(testCode(row.test));
            one[u"p"_s] = number(row.p);
            one[u"smd"_s] = number(row.smd);
        }
        rows.append(one);
    }
    return {{u"by"_s, by.isEmpty() ? QJsonValue(QJsonValue::Null) : QJsonValue(by)},
            {u"total"_s, qint64(table.total)},
            {u"without_group"_s, qint64(table.withoutGroup)},
            {u"groups"_s, groups},
            {u"rows"_s, rows}};
}

QString tableText(const stats::TableOne& table) {
    QStringList heads{Cli::tr("Variable"), Cli::tr("All (n = %1)").arg(table.total)};
    const bool grouped = table.groups.size() > 1;
    for (qsizetype g = 0; grouped && g < table.groups.size(); ++g)
        heads += Cli::tr("%1 (n = %2)").arg(table.groups[g]).arg(table.sizes[std::size_t(g)]);
    heads << u"p"_s << Cli::tr("Test") << Cli::tr("SMD") << Cli::tr("Missing");
    Table text(heads);
    for (const stats::TableOneRow& row : table.rows) {
        const bool level = row.kind == stats::TableOneRow::Kind::Level;
        QStringList cells{(level ? u"  "_s : QString()) + row.label, stats::cellText(row, row.overall)};
        for (std::size_t g = 0; grouped && g < row.groups.size(); ++g)
            cells += stats::cellText(row, row.groups[g]);
        cells << (row.p ? stats::pText(*row.p) : QString()) << QString::fromLatin1(testCode(row.test))
              << (row.smd ? stats::decimalText(*row.smd, 2) : QString())
              << (level ? QString() : QString::number(row.missing));
        text.add(cells);
    }
    return text.text();
}

Result<Answer> table1(Context& context, const Arguments& arguments) {
    const QString by = arguments.valueOr("by", {});
    const QStringList variables = listOf(arguments, "vars");
    if (variables.isEmpty())
        return fail(ErrorKind::Usage, "option-needed", u"--vars"_s);
    const QString style = arguments.valueOr("style", u"median"_s);
    if (style != u"median" && style != u"mean")
        return fail(ErrorKind::Usage, "bad-value", u"--style"_s, {style});
    const auto members = membersOf(context, arguments, variables + QStringList(by));
    if (!members)
        return tl::unexpected(members.error());
    const auto kind = style == u"mean" ? stats::NumberStyle::MeanSd : stats::NumberStyle::MedianQuartiles;
    const auto input =
        stats::tableOneInput(members->table, members->rows, by, variables, kind, languageOf(arguments));
    if (!input)
        return tl::unexpected(input.error());
    const stats::TableOne table = stats::tableOne(*input);
    return Answer{tableJson(table, by), tableText(table)};
}

stats::SurvivalData groupOf(const stats::SurvivalInput& input, int group) {
    stats::SurvivalData out;
    for (std::size_t i = 0; i < input.data.size(); ++i)
        if (input.groups.group[i] == group)
            out.add(input.data.time[i], input.data.event[i] != 0);
    return out;
}

QJsonObject curveJson(const QString& name, const stats::KaplanMeier& curve) {
    const stats::SurvivalQuantile median = curve.median();
    QJsonArray steps;
    for (const stats::SurvivalStep& s : curve.steps())
        steps.append(QJsonObject{{u"time"_s, s.time},
                                 {u"at_risk"_s, qint64(s.atRisk)},
                                 {u"events"_s, qint64(s.events)},
                                 {u"censored"_s, qint64(s.censored)},
                                 {u"survival"_s, number(s.survival)},
                                 {u"lower"_s, number(s.lower)},
                                 {u"upper"_s, number(s.upper)}});
    return {{u"name"_s, name},
            {u"n"_s, qint64(curve.n())},
            {u"events"_s, qint64(curve.events())},
            {u"median"_s, number(median.estimate)},
            {u"lower"_s, number(median.lower)},
            {u"upper"_s, number(median.upper)},
            {u"curve"_s, steps}};
}

/// Log-rank between groups and the hazard ratios against the first (Cox, Efron), where they can be told.
void addTests(QJsonObject& out, const stats::SurvivalInput& input) {
    const int groups = int(input.groups.names.size());
    const stats::LogRankResult test = stats::logRank(input.data, input.groups.group, groups);
    out[u"logrank"_s] =
        QJsonObject{{u"chisq"_s, number(test.chiSquare)}, {u"df"_s, test.df}, {u"p"_s, number(test.p)}};
    stats::CoxInput model;
    model.data = input.data;
    model.x = Eigen::MatrixXd::Zero(Eigen::Index(input.data.size()), groups - 1);
    for (int g = 1; g < groups; ++g)
        model.names.push_back(input.groups.names[g]);
    for (std::size_t i = 0; i < input.data.size(); ++i)
        for (int g = 1; g < groups; ++g)
            model.x(Eigen::Index(i), g - 1) = input.groups.group[i] < 0    ? std::nan("")
                                              : input.groups.group[i] == g ? 1
                                                                           : 0;
    const auto fit = stats::fitCox(model);
    if (!fit || !fit->converged)
        return;
    QJsonArray terms;
    for (const stats::CoxTerm& term : fit->terms) {
        if (term.infinite)
            return;
        terms.append(QJsonObject{{u"group"_s, term.name},
                                 {u"hr"_s, term.hazardRatio},
                                 {u"lower"_s, term.lower},
                                 {u"upper"_s, term.upper},
                                 {u"p"_s, term.p}});
    }
    out[u"cox"_s] = QJsonObject{{u"reference"_s, input.groups.names[0]}, {u"terms"_s, terms}};
}

Result<Answer> km(Context& context, const Arguments& arguments) {
    const QString time = arguments.valueOr("time", {}), event = arguments.valueOr("event", {}),
                  by = arguments.valueOr("by", {});
    if (time.isEmpty() || event.isEmpty())
        return fail(ErrorKind::Usage, "option-needed", time.isEmpty() ? u"--time"_s : u"--event"_s);
    const auto members = membersOf(context, arguments, {time, event, by});
    if (!members)
        return tl::unexpected(members.error());
    const auto input =
        stats::survivalInput(members->table, members->rows, time, event, by, languageOf(arguments));
    if (!input)
        return tl::unexpected(input.error());
    Table text({Cli::tr("Group"), u"n"_s, Cli::tr("Events"), Cli::tr("Median"), Cli::tr("95 % interval")});
    QJsonArray groups, notPositive;
    for (int g = 0; g < input->groups.names.size(); ++g) {
        const QString name = by.isEmpty() ? Cli::tr("All") : input->groups.names[g];
        const stats::KaplanMeier curve = stats::KaplanMeier::fit(groupOf(*input, g));
        groups.append(curveJson(name, curve));
        const stats::SurvivalQuantile median = curve.median();
        const auto cell = [](const std::optional<double>& x) { return x ? shortNumber(*x) : u"-"_s; };
        text.add({name, QString::number(curve.n()), QString::number(curve.events()), cell(median.estimate),
                  cell(median.lower) + u", "_s + cell(median.upper)});
    }
    for (std::size_t row : input->notPositive)
        notPositive.append(members->table.subjects()[row].label);
    QJsonObject out{
        {u"time"_s, time},
        {u"event"_s, event},
        {u"by"_s, by.isEmpty() ? QJsonValue(QJsonValue::Null) : QJsonValue(by)},
        {u"groups"_s, groups},
        {u"left_out"_s, qint64(input->leftOut)},
        {u"nonpositive_times"_s, notPositive},
        {u"followup_reverse_km_median"_s, number(stats::reverseMedianFollowUp(input->data).estimate)}};
    QString words = text.text();
    if (groups.size() > 1) {
        addTests(out, *input);
        words += Cli::tr("Log-rank test") + u": "_s +
                 stats::pStatement(out[u"logrank"_s][u"p"_s].toDouble(qQNaN())) + u'\n';
    }
    return Answer{out, words};
}

QJsonObject describeJson(const cohort::Column& column, const std::vector<std::size_t>& rows) {
    std::map<QString, qint64> counts, missing;
    std::vector<double> values;
    for (std::size_t row : rows) {
        if (column.isMissing(row))
            ++missing[QString::fromLatin1(column.reason(row))];
        else if (column.info().kind == cohort::ColumnKind::Number)
            values.push_back(column.numbers()[row]);
        else
            ++counts[column.text(row)];
    }
    QJsonObject reasons, out{{u"column"_s, column.info().name}};
    qint64 gone = 0;
    for (const auto& [reason, count] : missing) {
        reasons[reason.isEmpty() ? u"not-recorded"_s : reason] = count;
        gone += count;
    }
    out[u"n"_s] = qint64(rows.size()) - gone;
    out[u"missing"_s] = gone;
    out[u"missing_reasons"_s] = reasons;
    if (column.info().kind == cohort::ColumnKind::Number) {
        const stats::Summary s = stats::summarise(values);
        out[u"mean"_s] = number(s.mean);
        out[u"sd"_s] = number(s.sd);
        QJsonArray quantiles;
        for (double x : std::array{s.minimum, s.q1, s.median, s.q3, s.maximum})
            quantiles.append(number(x));
        out[u"quantiles_type7"_s] = quantiles;
    } else if (column.info().kind != cohort::ColumnKind::Date) {
        QJsonObject levels;
        for (const auto& [level, count] : counts)
            levels[level] = count;
        out[u"counts"_s] = levels;
    }
    return out;
}

Result<Answer> describe(Context& context, const Arguments& arguments) {
    const QStringList asked = listOf(arguments, "vars");
    const auto members = membersOf(context, arguments, asked);
    if (!members)
        return tl::unexpected(members.error());
    for (const QString& name : asked)
        if (!members->table.column(name))
            return fail(ErrorKind::Refused, "no-such-column", name);
    const std::vector<std::size_t> rows = members->rows.members();
    QJsonArray columns;
    Table text(
        {Cli::tr("Column"), u"n"_s, Cli::tr("Missing"), Cli::tr("Mean"), Cli::tr("SD"), Cli::tr("Median")});
    for (const auto& column : members->table.columns()) {
        const QJsonObject one = describeJson(*column, rows);
        columns.append(one);
        const auto cell = [](const QJsonValue& x) {
            return x.isDouble() ? shortNumber(x.toDouble()) : QString();
        };
        text.add({column->info().name, cell(one[u"n"_s]), cell(one[u"missing"_s]), cell(one[u"mean"_s]),
                  cell(one[u"sd"_s]), cell(one[u"quantiles_type7"_s][2])});
    }
    return Answer{QJsonObject{{u"subjects"_s, qint64(rows.size())}, {u"columns"_s, columns}}, text.text()};
}

} // namespace

QList<Command> studyStatsCommands() {
    return {
        {"stats table1",
         "--vars A,B,... [--by COLUMN] [--cohort C] [--style median|mean]",
         QT_TRANSLATE_NOOP("casebook::Cli", "Describes a cohort by groups, with tests and their names."),
         {{"cohort"}, {"by"}, {"vars"}, {"style"}, {"cut"}},
         0,
         0,
         false,
         table1},
        {"stats km",
         "--time COLUMN --event COLUMN [--by COLUMN] [--cohort C]",
         QT_TRANSLATE_NOOP("casebook::Cli",
                           "Estimates survival of a cohort (Kaplan-Meier, log-rank, hazard ratio)."),
         {{"cohort"}, {"time"}, {"event"}, {"by"}, {"cut"}},
         0,
         0,
         false,
         km},
        {"stats describe",
         "[--vars A,B,...] [--cohort C]",
         QT_TRANSLATE_NOOP("casebook::Cli",
                           "Describes columns of the analysis table, missing values by reason."),
         {{"cohort"}, {"vars"}, {"cut"}},
         0,
         0,
         false,
         describe},
    };
}

} // namespace casebook
