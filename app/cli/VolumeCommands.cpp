// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Answers.h"
#include "app/cli/Context.h"
#include "app/cli/Output.h"
#include "app/cli/VolumeChoice.h"
#include "app/cli/VolumeFiles.h"
#include "app/cli/Words.h"
#include "storage/export/ExportFolder.h"
#include "storage/imaging/ImageExport.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonObject>

#include <algorithm>
#include <limits>

namespace casebook {

Result<int> chooseVolume(OpenStudy& study, const QString& seriesUid, const Arguments& arguments) {
    auto plan = study.imaging().plan(seriesUid);
    if (!plan)
        return tl::unexpected(plan.error());
    const int count = int(plan->volumes.size());
    if (count == 0)
        return fail(ErrorKind::Refused, "no-pixel-data", seriesUid);
    if (arguments.has("volume")) {
        auto asked = arguments.integer("volume", 0, 0, std::numeric_limits<int>::max());
        if (!asked)
            return tl::unexpected(asked.error());
        if (*asked >= count)
            return fail(ErrorKind::Refused, "no-such-volume", seriesUid);
        return int(*asked);
    }
    const auto largest =
        std::max_element(plan->volumes.begin(), plan->volumes.end(),
                         [](const auto& a, const auto& b) { return a.slots.size() < b.slots.size(); });
    const int index = int(std::distance(plan->volumes.begin(), largest));
    if (count > 1)
        note(Cli::tr("The series has %1 volumes; number %2, the largest, was taken. Choose with --volume N.")
                 .arg(count)
                 .arg(index));
    return index;
}

Result<QString> outputPath(const Arguments& arguments) {
    const auto path = arguments.value("output");
    if (!path || path->isEmpty())
        return fail(ErrorKind::Usage, "option-needed", QStringLiteral("-o"));
    return *path;
}

namespace {

Result<Answer> volumeInfo(Context& context, const Arguments& arguments) {
    auto study = context.study(Context::Need::Read);
    if (!study)
        return tl::unexpected(study.error());
    return volumeAnswer(**study, arguments.words[0], context.job(Cli::tr("Reading")));
}

Answer writtenAnswer(const QString& path, int files) {
    return {QJsonObject{{QStringLiteral("output"), path}, {QStringLiteral("files"), files}},
            Cli::tr("%n file(s) written to %1.", nullptr, files).arg(path)};
}

/// A name ending in something that is neither a voxel file nor a folder is a slip.
bool looksLikeFolder(const QString& path) {
    return path.endsWith(u'/') || QFileInfo(path).isDir() || QFileInfo(path).suffix().isEmpty();
}

/// Something that is no empty folder.
bool isTaken(const QString& path) {
    return QFileInfo::exists(path) &&
           !(QFileInfo(path).isDir() &&
             QDir(path).isEmpty(QDir::AllEntries | QDir::NoDotAndDotDot | QDir::Hidden | QDir::System));
}

/// The files as they were received, under numbers: names come from nobody's data. In the owner's folder beside the
/// wanted one until all are on the disk: a kill leaves nothing that looks whole.
Result<Answer> exportOriginals(Context& context, OpenStudy& study, const QString& seriesUid,
                               const QString& folder) {
    const QString target = QDir::cleanPath(QFileInfo(folder).absoluteFilePath());
    if (isTaken(target))
        return fail(ErrorKind::Refused, "exists", folder);
    auto part = ExportFolder::create(target + QStringLiteral(".part"));
    if (!part && part.error().code == "folder-exists")
        return fail(ErrorKind::Refused, "originals-left", part.error().object);
    if (!part)
        return tl::unexpected(part.error());
    ImageExport exporter(study.vault().database(), study.vault().objects(), study.session());
    const auto name = QStringLiteral("%1.dcm");
    const auto written = exporter.originals(
        seriesUid,
        [&](int number, const QByteArray& bytes) {
            return part->write(name.arg(number + 1, 6, 10, QLatin1Char('0')), bytes);
        },
        context.job(Cli::tr("Writing")), part->path());
    const auto released = written.and_then([&](int) { return part->release(target); });
    if (released)
        return writtenAnswer(folder, *written);
    if (!part->remove())
        note(Cli::tr("Images with names in the clear could not be removed from %1. Remove that folder.")
                 .arg(part->path()));
    return tl::unexpected(released.error());
}

Result<Answer> volumeExport(Context& context, const Arguments& arguments) {
    auto path = outputPath(arguments);
    if (!path)
        return tl::unexpected(path.error());
    const bool voxels = voxelFormat(*path) != VoxelFormat::Unknown;
    if (!voxels && !looksLikeFolder(*path))
        return fail(ErrorKind::Usage, "bad-value", QStringLiteral("-o"), {*path});
    auto study = context.study(Context::Need::Write);
    if (!study)
        return tl::unexpected(study.error());
    const QString& uid = arguments.words[0];
    auto row = (*study)->imaging().findSeries(uid);
    if (!row)
        return tl::unexpected(row.error());
    if (!voxels)
        return exportOriginals(context, **study, uid, *path);
    auto index = chooseVolume(**study, uid, arguments);
    if (!index)
        return tl::unexpected(index.error());
    auto volume = (*study)->imaging().volume(uid, *index, context.job(Cli::tr("Reading")));
    if (!volume)
        return tl::unexpected(volume.error());
    // A file of voxels has no way to say that a slice of it is none.
    const auto& warnings = (*volume)->warnings;
    if (std::any_of(warnings.begin(), warnings.end(),
                    [](const VolumeWarning& w) { return w.code == "truncated-frame"; }))
        return fail(ErrorKind::Refused, "truncated", uid);
    ImageExport exporter((*study)->vault().database(), (*study)->vault().objects(), (*study)->session());
    if (auto recorded = exporter.record("series", row->uuid, "voxels"); !recorded)
        return tl::unexpected(recorded.error());
    if (auto written = writeVolume(*path, **volume); !written)
        return tl::unexpected(written.error());
    return writtenAnswer(*path, 1);
}

} // namespace

QList<Command> volumeCommands() {
    return {
        {"volume info",
         "SERIES",
         QT_TRANSLATE_NOOP("casebook::Cli",
                           "Says the geometry, numbers and hash of every volume of a series."),
         {},
         1,
         1,
         false,
         volumeInfo},
        {"volume export",
         "SERIES -o F.nii.gz|F.nrrd|DIR [--volume N]",
         QT_TRANSLATE_NOOP("casebook::Cli", "Writes a volume, or into DIR the files as they were received."),
         {{"output", true, 'o'}, {"volume"}},
         1,
         1,
         false,
         volumeExport},
    };
}

} // namespace casebook
