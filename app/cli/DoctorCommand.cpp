// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/DoctorCommand.h"

#include "app/cli/Context.h"
#include "app/cli/Output.h"
#include "app/cli/Words.h"
#include "storage/export/OwnerFile.h"
#include "storage/study/DiagnosticsService.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>

namespace casebook {

namespace {

QString textOf(const DiagnosticReport& report) {
    Table table({Cli::tr("What"), Cli::tr("Value")});
    QString advice;
    for (const DiagnosticFact& fact : report.facts) {
        table.add({diagnosticWords::heading(fact.key), diagnosticWords::value(fact)});
        if (fact.warns)
            advice += diagnosticWords::heading(fact.key) + QStringLiteral(": ") +
                      diagnosticWords::value(fact) + QStringLiteral(". ") +
                      diagnosticWords::advice(fact.key) + u'\n';
    }
    return advice.isEmpty() ? table.text() : table.text() + u'\n' + advice;
}

/// Without a study, of the machine alone.
Result<DiagnosticReport> reportOf(Context& context) {
    const QString version = QCoreApplication::applicationVersion();
    if (!context.folder())
        return machineDiagnostics(version);
    auto study = context.study(Context::Need::Read);
    if (!study)
        return tl::unexpected(study.error());
    return DiagnosticsService((*study)->vault(), (*study)->session())
        .report(version, context.job(Cli::tr("Checking")));
}

} // namespace

Result<Answer> doctor(Context& context, const Arguments& arguments) {
    const auto report = reportOf(context);
    if (!report)
        return tl::unexpected(report.error());
    const QByteArray json = report->toJson();
    if (const auto path = arguments.value("output"))
        if (auto written = writeForOwner(*path, json); !written)
            return tl::unexpected(written.error());
    return Answer{QJsonDocument::fromJson(json).object(), textOf(*report)};
}

} // namespace casebook
