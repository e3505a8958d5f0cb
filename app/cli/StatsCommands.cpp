// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Command.h"
#include "app/cli/Context.h"
#include "app/cli/Output.h"
#include "app/cli/Words.h"
#include "core/stats/DatasetReport.h"
#include "core/stats/Format.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>

namespace casebook {

using namespace Qt::StringLiterals;

namespace {

Result<QByteArray> contentOf(const QString& path) {
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorKind::Refused, "unreadable", path);
    return file.readAll();
}

/// The most telling figures, for a person; everything is in the JSON.
QString reportText(const QJsonObject& report) {
    Table table({Cli::tr("Figure"), Cli::tr("Value")});
    const auto figure = [](const QJsonValue& value) {
        return value.isDouble() ? QString::number(value.toDouble(), 'g', 6) : u"-"_s;
    };
    const QJsonObject km = report[u"km_all_loglog"_s].toObject();
    table.add({Cli::tr("Subjects, events"), figure(km[u"n"_s]) + u", "_s + figure(km[u"events"_s])});
    table.add(
        {Cli::tr("Median survival (95 % log-log interval)"),
         u"%1 (%2, %3)"_s.arg(figure(km[u"median"_s]), figure(km[u"lower"_s]), figure(km[u"upper"_s]))});
    table.add({Cli::tr("Median follow-up (reverse Kaplan-Meier)"),
               figure(report[u"followup_reverse_km_median"_s])});
    const QJsonObject logrank = report[u"logrank"_s].toObject();
    table.add(
        {Cli::tr("Log-rank test"),
         u"%1, %2"_s.arg(figure(logrank[u"chisq"_s]), stats::pStatement(logrank[u"p"_s].toDouble(qQNaN())))});
    const QJsonObject cox = report[u"cox_efron"_s].toObject();
    const QJsonArray terms = cox[u"terms"_s].toArray();
    for (qsizetype i = 0; i < terms.size(); ++i)
        table.add({Cli::tr("Hazard ratio of %1 (95 % interval)").arg(terms[i].toString()),
                   u"%1 (%2, %3), %4"_s.arg(figure(cox[u"hr"_s][i]), figure(cox[u"lower"_s][i]),
                                            figure(cox[u"upper"_s][i]),
                                            stats::pStatement(cox[u"p"_s][i].toDouble(qQNaN())))});
    return table.text();
}

/// All figures of a data set outside any study, by the columns that its entry of a specs file names.
Result<Answer> statsOfCsv(Context&, const Arguments& arguments) {
    const auto specPath = arguments.value("spec"), name = arguments.value("name");
    if (!specPath || !name)
        return fail(ErrorKind::Usage, "option-needed", !specPath ? u"--spec"_s : u"--name"_s);
    const auto bytes = contentOf(arguments.words[0]);
    const auto specBytes = contentOf(*specPath);
    if (!bytes || !specBytes)
        return tl::unexpected((!bytes ? bytes : specBytes).error());
    const QJsonObject specs = QJsonDocument::fromJson(*specBytes).object();
    if (!specs[*name].isObject())
        return fail(ErrorKind::Refused, "no-such-spec", *name);
    const auto spec = stats::datasetSpec(specs[*name].toObject());
    if (!spec)
        return tl::unexpected(spec.error());
    const auto table = readCsv(QString::fromUtf8(*bytes));
    if (!table)
        return tl::unexpected(table.error());
    auto report = stats::reportOn(*table, *spec);
    if (!report)
        return tl::unexpected(report.error());
    const QJsonObject missing = (*report)[u"not_computed"_s].toObject();
    for (auto it = missing.begin(); it != missing.end(); ++it)
        note(Cli::tr("%1 is not given: %2").arg(it.key(), it.value().toString()));
    return Answer{*report, reportText(*report)};
}

} // namespace

QList<Command> statsCommands() {
    return {
        {"stats csv",
         "FILE --spec FILE --name N",
         QT_TRANSLATE_NOOP("casebook::Cli", "Computes all figures of a CSV file; needs no study."),
         {{"spec"}, {"name"}},
         1,
         1,
         false,
         statsOfCsv},
    };
}

} // namespace casebook
