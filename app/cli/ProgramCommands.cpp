// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Command.h"
#include "app/cli/Context.h"
#include "app/cli/DoctorCommand.h"
#include "app/cli/Output.h"
#include "app/cli/SelfTest.h"
#include "app/cli/VolumeChoice.h"
#include "app/cli/Words.h"
#include "storage/dicom/SampleWriter.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>

#include <limits>

namespace casebook {

namespace {

Result<Answer> version(Context&, const Arguments&) {
    const QString number = QCoreApplication::applicationVersion();
    return Answer{QJsonObject{{QStringLiteral("name"), QStringLiteral("casebook")},
                              {QStringLiteral("version"), number},
                              {QStringLiteral("qt"), QString::fromLatin1(qVersion())}},
                  QStringLiteral("casebook-cli ") + number};
}

QString benchText(const QJsonObject& document) {
    Table table({Cli::tr("What"), Cli::tr("Value"), Cli::tr("Reference"), Cli::tr("Reference value"),
                 Cli::tr("Ratio"), QStringLiteral("n"), QStringLiteral("p50"), QStringLiteral("p95")});
    const auto cell = [](const QJsonValue& value) {
        return value.isNull() ? QStringLiteral("-") : shortNumber(value.toDouble());
    };
    for (const QJsonValue& value : document[QStringLiteral("results")].toArray()) {
        const QJsonObject row = value.toObject();
        table.add({row[QStringLiteral("what")].toString(),
                   cell(row[QStringLiteral("value")]) + u' ' + row[QStringLiteral("unit")].toString(),
                   row[QStringLiteral("reference")].toString(QStringLiteral("-")),
                   cell(row[QStringLiteral("reference_value")]), cell(row[QStringLiteral("ratio")]),
                   cell(row[QStringLiteral("n")]), cell(row[QStringLiteral("p50")]),
                   cell(row[QStringLiteral("p95")])});
    }
    return table.text();
}

/// The measurements are a program of their own, which is not packaged: it links the peers it is compared to.
Result<Answer> bench(Context& context, const Arguments& arguments) {
    const QString program =
        QDir(QCoreApplication::applicationDirPath()).filePath(QStringLiteral("casebook-bench"));
    if (!QFileInfo(program).isExecutable())
        return fail(ErrorKind::Refused, "not-installed", QStringLiteral("casebook-bench"));
    QStringList given{arguments.words[0]};
    if (const auto runs = arguments.value("runs"))
        given << QStringLiteral("--runs") << *runs;
    QProcess process;
    process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    process.start(program, given, QIODevice::ReadOnly);
    if (!process.waitForFinished(-1) || process.exitStatus() != QProcess::NormalExit)
        return fail(ErrorKind::System, "bench-failed", arguments.words[0]);
    const QJsonObject document = QJsonDocument::fromJson(process.readAllStandardOutput()).object();
    if (process.exitCode() == int(Exit::Usage))
        return fail(ErrorKind::Usage, "bad-value", QStringLiteral("bench"), {arguments.words[0]});
    if (process.exitCode() != 0 || document.isEmpty())
        return fail(ErrorKind::System, "bench-failed", arguments.words[0]);
    (void)context;
    return Answer{document, benchText(document)};
}

/// A synthetic exam as DICOM files: the same seed and size give the same bytes.
Result<Answer> phantomFiles(Context& context, const Arguments& arguments) {
    auto path = outputPath(arguments);
    if (!path)
        return tl::unexpected(path.error());
    if (const QDir dir(*path); dir.exists() && !dir.isEmpty())
        return fail(ErrorKind::Refused, "exists", *path);
    auto seed = arguments.integer("seed", 1, 0, std::numeric_limits<std::uint32_t>::max());
    auto slices = arguments.integer("slices", 150, 8, 2048);
    auto matrix = arguments.integer("matrix", 512, 8, 2048);
    for (const auto* number : {&seed, &slices, &matrix})
        if (!*number)
            return tl::unexpected(number->error());
    dicom::SampleSpec spec;
    spec.phantom.seed = std::uint32_t(*seed);
    spec.phantom.slices = int(*slices);
    spec.phantom.columns = spec.phantom.rows = int(*matrix);
    spec.lungs = arguments.has("lungs");
    auto sample = dicom::writeSample(spec, *path, context.job(Cli::tr("Making")));
    if (!sample) {
        QDir(*path).removeRecursively(); // what is there is ours alone
        return tl::unexpected(sample.error());
    }
    return Answer{QJsonObject{{QStringLiteral("output"), *path},
                              {QStringLiteral("study_uid"), sample->exam.studyUid},
                              {QStringLiteral("series"), sample->phantom.volume.seriesUid},
                              {QStringLiteral("slices"), sample->phantom.volume.grid.slices},
                              {QStringLiteral("nodules"), qint64(sample->phantom.truth.size())},
                              {QStringLiteral("synthetic"), true}},
                  Cli::tr("A synthetic chest with %n nodule(s) was written to %1.", nullptr,
                          int(sample->phantom.truth.size()))
                      .arg(*path)};
}

} // namespace

QList<Command> programCommands() {
    return {
        {"phantom",
         "-o DIR [--seed S] [--slices N] [--matrix N] [--lungs]",
         QT_TRANSLATE_NOOP("casebook::Cli",
                           "Writes a synthetic chest CT with a segmentation of its nodules."),
         {{"output", true, 'o'}, {"seed"}, {"slices"}, {"matrix"}, {"lungs", false}},
         0,
         0,
         false,
         phantomFiles},
        {"doctor",
         "[-o FILE]",
         QT_TRANSLATE_NOOP("casebook::Cli",
                           "Says what this machine lacks and how the study is, without a name or path."),
         {{"output", true, 'o'}},
         0,
         0,
         false,
         doctor},
        {"selftest",
         "",
         QT_TRANSLATE_NOOP("casebook::Cli",
                           "Checks this installation with a study of its own, which it removes."),
         {},
         0,
         0,
         true,
         selfTest},
        {"bench",
         "import|open|slice|volume3d|objects|verify [--runs N]",
         QT_TRANSLATE_NOOP("casebook::Cli", "Measures this machine beside a reference in the same run."),
         {{"runs"}},
         1,
         1,
         false,
         bench},
        {"version", "", QT_TRANSLATE_NOOP("casebook::Cli", "Says the version."), {}, 0, 0, false, version},
    };
}

} // namespace casebook
