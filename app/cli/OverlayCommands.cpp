// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Answers.h"
#include "app/cli/Context.h"
#include "app/cli/Output.h"
#include "app/cli/VolumeChoice.h"
#include "app/cli/VolumeFiles.h"
#include "app/cli/Words.h"
#include "storage/export/OwnerFile.h"
#include "storage/imaging/ImageExport.h"

#include <QCoreApplication>
#include <QJsonObject>

#include <limits>

using namespace Qt::StringLiterals;

namespace casebook {

namespace {

Result<Answer> overlayInfo(Context& context, const Arguments& arguments) {
    auto study = context.study(Context::Need::Read);
    if (!study)
        return tl::unexpected(study.error());
    auto row = (*study)->imaging().findOverlay(arguments.words[0]);
    if (!row)
        return tl::unexpected(row.error());
    return overlayAnswer(**study, *row, context.job(Cli::tr("Reading")));
}

/// Whatever it came as, it leaves as our own DICOM Segmentation.
Result<> writeSeg(Context& context, OpenStudy& study, const OverlayRow& row, const QString& path) {
    auto segmentation = study.imaging().segmentation(row, context.job(Cli::tr("Reading")));
    if (!segmentation)
        return tl::unexpected(segmentation.error());
    ImageExport exporter(study.vault().database(), study.vault().objects(), study.session());
    if (auto recorded = exporter.record("overlay", row.uuid, "dicom"); !recorded)
        return recorded;
    const QString program = u"Casebook "_s + QCoreApplication::applicationVersion();
    auto bytes = study.imaging().asDicom(row, **segmentation, program);
    return bytes ? writeForOwner(path, *bytes) : Result<>(tl::unexpected(bytes.error()));
}

Result<> writeOverlay(Context& context, OpenStudy& study, const OverlayRow& row, const QString& path,
                      int only) {
    ImageExport exporter(study.vault().database(), study.vault().objects(), study.session());
    if (path.endsWith(QLatin1StringView(".dcm"), Qt::CaseInsensitive)) {
        if (row.kind != "SEG" && row.kind != "MAP")
            return writeSeg(context, study, row, path);
        if (auto recorded = exporter.record("overlay", row.uuid, "dicom"); !recorded)
            return recorded;
        auto bytes = exporter.original(row.sopInstance);
        return bytes ? writeForOwner(path, *bytes) : Result<>(tl::unexpected(bytes.error()));
    }
    if (row.kind == "MAP") // values are no labels
        return fail(ErrorKind::Usage, "bad-value", QStringLiteral("-o"), {path});
    auto segmentation = study.imaging().segmentation(row, context.job(Cli::tr("Reading")));
    if (!segmentation)
        return tl::unexpected(segmentation.error());
    if (auto recorded = exporter.record("overlay", row.uuid, "labels"); !recorded)
        return recorded;
    return writeLabels(path, **segmentation, only);
}

/// An encapsulated PDF by its own or its series' UID: only saved, never opened here.
Result<Answer> documentExport(Context& context, const QString& uid, const QString& path) {
    auto study = context.study(Context::Need::Write);
    if (!study)
        return tl::unexpected(study.error());
    const auto bytes = (*study)->imaging().document(uid);
    if (!bytes)
        return tl::unexpected(bytes.error());
    if (auto written = writeForOwner(path, *bytes); !written)
        return tl::unexpected(written.error());
    return Answer{QJsonObject{{QStringLiteral("output"), path}, {QStringLiteral("files"), 1}},
                  Cli::tr("%n file(s) written to %1.", nullptr, 1).arg(path)};
}

Result<Answer> overlayExport(Context& context, const Arguments& arguments) {
    auto path = outputPath(arguments);
    if (!path)
        return tl::unexpected(path.error());
    const bool isPdf = path->endsWith(QLatin1StringView(".pdf"), Qt::CaseInsensitive);
    if (!isPdf && voxelFormat(*path) == VoxelFormat::Unknown &&
        !path->endsWith(QLatin1StringView(".dcm"), Qt::CaseInsensitive))
        return fail(ErrorKind::Usage, "bad-value", QStringLiteral("-o"), {*path});
    if (isPdf)
        return documentExport(context, arguments.words[0], *path);
    auto only = arguments.integer("segment", 0, 1, std::numeric_limits<int>::max());
    if (!only)
        return tl::unexpected(only.error());
    auto study = context.study(Context::Need::Write);
    if (!study)
        return tl::unexpected(study.error());
    auto row = (*study)->imaging().findOverlay(arguments.words[0]);
    if (!row)
        return tl::unexpected(row.error());
    if (auto written = writeOverlay(context, **study, *row, *path, int(*only)); !written)
        return tl::unexpected(written.error());
    return Answer{QJsonObject{{QStringLiteral("output"), *path}, {QStringLiteral("files"), 1}},
                  Cli::tr("%n file(s) written to %1.", nullptr, 1).arg(*path)};
}

} // namespace

QList<Command> overlayCommands() {
    return {
        {"overlay info",
         "ID",
         QT_TRANSLATE_NOOP("casebook::Cli", "Says what an overlay holds and where it belongs."),
         {},
         1,
         1,
         false,
         overlayInfo},
        {"overlay export",
         "ID -o F.nii.gz|F.nrrd|F.dcm|F.pdf [--segment N]",
         QT_TRANSLATE_NOOP(
             "casebook::Cli",
             "Writes an overlay as label map or DICOM segmentation, or the PDF inside a DICOM object."),
         {{"output", true, 'o'}, {"segment"}},
         1,
         1,
         false,
         overlayExport},
    };
}

} // namespace casebook
