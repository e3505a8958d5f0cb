// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Answers.h"
#include "app/cli/Output.h"
#include "app/cli/VolumeChoice.h"
#include "app/cli/Words.h"
#include "storage/export/OwnerFile.h"
#include "storage/imaging/ReportService.h"

#include <QJsonObject>

namespace casebook {

namespace {

ReportService reportsOf(OpenStudy& study) {
    return {study.database(), study.vault().objects(), study.workers(), study.session(),
            study.vault().clock()};
}

Result<WorldPoint> pointOf(const Arguments& arguments, const char* name) {
    const auto text = arguments.value(name);
    if (!text)
        return fail(ErrorKind::Usage, "value-needed", QStringLiteral("--") + QString::fromLatin1(name));
    const QStringList parts = text->split(u',');
    WorldPoint out(0, 0, 0);
    bool good = parts.size() == 3;
    for (int i = 0; good && i < 3; ++i)
        out[i] = parts[i].trimmed().toDouble(&good);
    return good ? Result<WorldPoint>(out)
                : Result<WorldPoint>(fail(ErrorKind::Usage, "bad-value",
                                          QStringLiteral("--") + QString::fromLatin1(name), {*text}));
}

QJsonObject jsonOfLength(const LengthRecord& r) {
    QJsonObject out{
        {QStringLiteral("id"), r.uuid.toString()},    {QStringLiteral("instance"), textOrNull(r.instance)},
        {QStringLiteral("from_lps_mm"), jsonOf(r.a)}, {QStringLiteral("to_lps_mm"), jsonOf(r.b)},
        {QStringLiteral("length_mm"), r.length_mm},   {QStringLiteral("short_mm"), QJsonValue::Null},
        {QStringLiteral("user"), textOrNull(r.user)}};
    if (r.shortAxis)
        out.insert(QStringLiteral("short_mm"), r.short_mm());
    return out;
}

QString textOf(const LengthRecord& r) {
    QString out = QString::number(r.length_mm, 'f', 1);
    if (r.shortAxis)
        out += QStringLiteral(" x ") + QString::number(r.short_mm(), 'f', 1);
    return out + QStringLiteral(" mm");
}

Result<Answer> measureList(Context& context, const Arguments& arguments) {
    auto study = context.study(Context::Need::Read);
    if (!study)
        return tl::unexpected(study.error());
    if (auto series = (*study)->imaging().findSeries(arguments.words[0]); !series)
        return tl::unexpected(series.error());
    const auto lengths = (*study)->imaging().lengths(arguments.words[0]);
    if (!lengths)
        return tl::unexpected(lengths.error());
    QJsonArray json;
    Table table({Cli::tr("Measurement"), Cli::tr("Size"), Cli::tr("By")});
    for (const LengthRecord& one : *lengths) {
        json.append(jsonOfLength(one));
        table.add({one.uuid.toString(), textOf(one), one.user});
    }
    return Answer{json, table.text()};
}

/// The ends as they were given; on a slice where one is named.
Result<LengthRecord> wanted(const Arguments& arguments, const SeriesRow& series) {
    const auto from = pointOf(arguments, "from"), to = pointOf(arguments, "to");
    if (!from || !to)
        return tl::unexpected(from ? to.error() : from.error());
    LengthRecord out{{}, series.uid, series.frameOfReference, arguments.valueOr("slice", {}), *from, *to, 0,
                     {}, {}};
    if (!arguments.has("short-from") && !arguments.has("short-to"))
        return out;
    const auto a = pointOf(arguments, "short-from"), b = pointOf(arguments, "short-to");
    if (!a || !b)
        return tl::unexpected(a ? b.error() : a.error());
    out.shortAxis = {*a, *b};
    return out;
}

Result<Answer> measureLength(Context& context, const Arguments& arguments) {
    auto study = context.study(Context::Need::Write);
    if (!study)
        return tl::unexpected(study.error());
    const auto series = (*study)->imaging().findSeries(arguments.words[0]);
    if (!series)
        return tl::unexpected(series.error());
    const auto length = wanted(arguments, *series);
    if (!length)
        return tl::unexpected(length.error());
    return (*study)->imaging().addLength(*length).map(
        [](const LengthRecord& added) { return Answer{jsonOfLength(added), textOf(added)}; });
}

Result<Answer> measureVolume(Context& context, const Arguments& arguments) {
    auto study = context.study(Context::Need::Read);
    if (!study)
        return tl::unexpected(study.error());
    const auto row = (*study)->imaging().findOverlay(arguments.words[0]);
    if (!row)
        return tl::unexpected(row.error());
    return overlayAnswer(**study, *row, context.job(Cli::tr("Reading")));
}

Result<Answer> written(const QString& path, const Result<QByteArray>& bytes) {
    if (!bytes)
        return tl::unexpected(bytes.error());
    if (auto done = writeForOwner(path, *bytes); !done)
        return tl::unexpected(done.error());
    return Answer{QJsonObject{{QStringLiteral("output"), path}, {QStringLiteral("files"), 1}},
                  Cli::tr("%n file(s) written to %1.", nullptr, 1).arg(path)};
}

Result<QString> dicomPath(const Arguments& arguments) {
    auto path = outputPath(arguments);
    if (path && !path->endsWith(QLatin1StringView(".dcm"), Qt::CaseInsensitive))
        return fail(ErrorKind::Usage, "bad-value", QStringLiteral("-o"), {*path});
    return path;
}

Result<Answer> measureExport(Context& context, const Arguments& arguments) {
    const auto path = dicomPath(arguments);
    if (!path)
        return tl::unexpected(path.error());
    auto study = context.study(Context::Need::Write);
    if (!study)
        return tl::unexpected(study.error());
    return written(
        *path, reportsOf(**study).exportMeasurements(arguments.words[0], context.job(Cli::tr("Reading"))));
}

Result<Answer> keyImageExport(Context& context, const Arguments& arguments) {
    const auto path = dicomPath(arguments);
    if (!path)
        return tl::unexpected(path.error());
    auto study = context.study(Context::Need::Write);
    if (!study)
        return tl::unexpected(study.error());
    return written(*path, reportsOf(**study).exportKeyImages(arguments.words[0]));
}

} // namespace

QList<Command> measureCommands() {
    return {
        {"measure list",
         "SERIES",
         QT_TRANSLATE_NOOP("casebook::Cli", "Lists the lengths measured on a series."),
         {},
         1,
         1,
         false,
         measureList},
        {"measure length",
         "SERIES --from X,Y,Z --to X,Y,Z [--slice INSTANCE] [--short-from X,Y,Z --short-to X,Y,Z]",
         QT_TRANSLATE_NOOP("casebook::Cli", "Keeps a length between two places in the patient, in mm."),
         {{"from"}, {"to"}, {"slice"}, {"short-from"}, {"short-to"}},
         1,
         1,
         false,
         measureLength},
        {"measure volume",
         "OVERLAY",
         QT_TRANSLATE_NOOP("casebook::Cli", "Gives the volumes of the segments of an overlay."),
         {},
         1,
         1,
         false,
         measureVolume},
        {"measure export",
         "SERIES -o F.dcm",
         QT_TRANSLATE_NOOP("casebook::Cli",
                           "Writes measurements and volumes of a series as DICOM SR (TID 1500)."),
         {{"output", true, 'o'}},
         1,
         1,
         false,
         measureExport},
        {"keyimage export",
         "SERIES -o F.dcm",
         QT_TRANSLATE_NOOP("casebook::Cli",
                           "Writes the key images of a series as DICOM key object selection."),
         {{"output", true, 'o'}},
         1,
         1,
         false,
         keyImageExport},
    };
}

} // namespace casebook
