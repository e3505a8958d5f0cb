// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Answers.h"

#include "app/cli/Output.h"
#include "app/cli/Words.h"
#include "core/segmentation/GapCrossing.h"
#include "core/segmentation/RoiContours.h"
#include "core/segmentation/ValueMap.h"
#include "core/values/Messages.h"
#include "core/volume/Statistics.h"

#include <QJsonObject>

#include <cmath>
#include <limits>

namespace casebook {

QJsonArray jsonOf(const WorldPoint& point) { return {point.x(), point.y(), point.z()}; }

QJsonValue textOrNull(const QString& text) {
    return text.isEmpty() ? QJsonValue(QJsonValue::Null) : QJsonValue(text);
}

QJsonArray damageJson(const QList<Damage>& damage) {
    QJsonArray json;
    for (const Damage& one : damage)
        json.append(QJsonObject{{QStringLiteral("kind"), QString::fromLatin1(one.kindCode())},
                                {QStringLiteral("path"), one.path},
                                {QStringLiteral("object"), textOrNull(one.object)},
                                {QStringLiteral("what"), QString::fromLatin1(one.what)}});
    return json;
}

QJsonArray awayJson(const QList<AwayPacks>& away) {
    QJsonArray out;
    for (const AwayPacks& one : away)
        out.append(QJsonObject{{QStringLiteral("place"), one.place},
                               {QStringLiteral("packs"), one.packs},
                               {QStringLiteral("bytes"), qint64(one.bytes)}});
    return out;
}

QString awayText(const QList<AwayPacks>& away) {
    QString text;
    for (const AwayPacks& one : away)
        text += Cli::tr("%1 files lie in %2, whose disk is not connected: they were not looked at.")
                    .arg(one.packs)
                    .arg(one.place) +
                u'\n';
    return text;
}

QString damageText(const QList<Damage>& damage) {
    QString text;
    for (const Damage& one : damage)
        text += Cli::tr("Damaged (%1): %2, %3")
                    .arg(QString::fromLatin1(one.kindCode()), one.path, QString::fromLatin1(one.what)) +
                u'\n';
    return text;
}

QJsonObject jsonOf(const GridGeometry& grid) {
    const double step = grid.sliceStep.norm();
    const bool stacked = grid.slices > 1 && step > 0;
    return {
        {QStringLiteral("rows"), grid.rows},
        {QStringLiteral("columns"), grid.columns},
        {QStringLiteral("spacing_mm"), QJsonArray{grid.rowSpacing, grid.columnSpacing,
                                                  stacked ? QJsonValue(step) : QJsonValue(QJsonValue::Null)}},
        {QStringLiteral("origin_lps_mm"), jsonOf(grid.origin)},
        {QStringLiteral("row_direction"), jsonOf(grid.rowDirection)},
        {QStringLiteral("column_direction"), jsonOf(grid.columnDirection)},
        {QStringLiteral("slice_direction"),
         stacked ? QJsonValue(jsonOf(grid.sliceStep / step)) : QJsonValue(QJsonValue::Null)},
    };
}

namespace {

/// Slots that hold a real slice; all where the volume names none.
std::vector<int> realSlots(const Volume& volume) {
    std::vector<int> out;
    for (int k = 0; k < volume.grid.slices; ++k)
        if (std::size_t(k) >= volume.instances.size() || !volume.instances[std::size_t(k)].isEmpty())
            out.push_back(k);
    return out;
}

QJsonArray instancesJson(const Volume& volume, const std::vector<int>& real) {
    QJsonArray out;
    for (const int k : real)
        if (std::size_t(k) < volume.instances.size())
            out.append(volume.instances[std::size_t(k)]);
    return out;
}

/// Along the normal; null where the grid says it all.
QJsonValue positionsJson(const Volume& volume, const std::vector<int>& real) {
    if (volume.regular)
        return QJsonValue::Null;
    const WorldVector normal = volume.grid.normal();
    QJsonArray out;
    for (const int k : real)
        if (std::size_t(k) < volume.positions.size())
            out.append(volume.positions[std::size_t(k)].dot(normal));
    return out;
}

QJsonArray warningsJson(const std::vector<VolumeWarning>& warnings) {
    QJsonArray out;
    for (const VolumeWarning& warning : warnings)
        out.append(QJsonObject{{QStringLiteral("code"), QString::fromLatin1(warning.code)},
                               {QStringLiteral("message"), warningText(warning.code, warning.args)}});
    return out;
}

QJsonObject volumeJson(const Volume& volume, int index, const Job& job) {
    const std::vector<int> real = realSlots(volume);
    const VolumeStatistics numbers = statistics(volume, true, job);
    QJsonObject json = jsonOf(volume.grid);
    json.insert(QStringLiteral("id"), QString::number(index));
    json.insert(QStringLiteral("slices"), qint64(real.size()));
    json.insert(QStringLiteral("regular"), volume.regular);
    json.insert(QStringLiteral("positions_mm"), positionsJson(volume, real));
    json.insert(QStringLiteral("gantry_tilt_deg"), volume.grid.shearAngle_deg());
    json.insert(QStringLiteral("unit"), textOrNull(volume.unit));
    json.insert(QStringLiteral("minimum"), numbers.minimum);
    json.insert(QStringLiteral("maximum"), numbers.maximum);
    json.insert(QStringLiteral("mean"), numbers.mean);
    json.insert(QStringLiteral("voxels_sha256"), textOrNull(QString::fromLatin1(numbers.voxelsSha256)));
    json.insert(QStringLiteral("instances"), instancesJson(volume, real));
    json.insert(QStringLiteral("warnings"), warningsJson(volume.warnings));
    json.insert(QStringLiteral("calibrated"), volume.calibrated);
    json.insert(QStringLiteral("phase"), volume.phase);
    json.insert(QStringLiteral("phases"), volume.phases);
    return json;
}

QString volumeText(const Volume& volume, int index) {
    const GridGeometry& grid = volume.grid;
    QString text = Cli::tr("Volume %1: %2 x %3 x %4 voxels, %5 x %6 x %7 mm")
                       .arg(index)
                       .arg(grid.columns)
                       .arg(grid.rows)
                       .arg(grid.slices)
                       .arg(shortNumber(grid.columnSpacing), shortNumber(grid.rowSpacing),
                            grid.slices > 1 ? shortNumber(grid.sliceStep.norm()) : QStringLiteral("-")) +
                   u'\n';
    text +=
        Cli::tr("  first voxel at (%1, %2, %3) mm in LPS")
            .arg(shortNumber(grid.origin.x()), shortNumber(grid.origin.y()), shortNumber(grid.origin.z())) +
        u'\n';
    for (const VolumeWarning& warning : volume.warnings)
        text += QStringLiteral("  ") + warningText(warning.code, warning.args) + u'\n';
    return text;
}

QString linesText(const QList<FindingLine>& lines) {
    QString text;
    for (const FindingLine& line : lines)
        text += QStringLiteral("  %1: %2\n").arg(line.label, line.value);
    return text;
}

QJsonArray leftOutJson(const SeriesPlan& plan) {
    QJsonArray out;
    for (const LeftOut& left : plan.leftOut)
        out.append(QJsonObject{{QStringLiteral("instance"), left.instance},
                               {QStringLiteral("reason"), QString::fromLatin1(left.reason)}});
    return out;
}

} // namespace

Result<Answer> volumeAnswer(OpenStudy& study, const QString& seriesUid, const Job& job) {
    auto row = study.imaging().findSeries(seriesUid);
    if (!row)
        return tl::unexpected(row.error());
    auto plan = study.imaging().plan(seriesUid);
    if (!plan)
        return tl::unexpected(plan.error());
    const auto findings = study.imaging().findings(seriesUid);
    if (!findings)
        return tl::unexpected(findings.error());
    QJsonArray volumes;
    QString text = Cli::tr("Series %1, %2").arg(row->uid, row->modality) + u'\n';
    QString frame = row->frameOfReference;
    for (int index = 0; index < int(plan->volumes.size()); ++index) {
        auto volume = study.imaging().volume(seriesUid, index, job);
        if (!volume)
            return tl::unexpected(volume.error());
        if (frame.isEmpty())
            frame = (*volume)->frameOfReference;
        volumes.append(volumeJson(**volume, index, job));
        text += volumeText(**volume, index);
        VolumeFindings found = findings->volumes[std::size_t(index)];
        addDamage(found, **volume);
        text += linesText(volumeLines(found));
    }
    text += Cli::tr("Series:") + u'\n' + linesText(seriesLines(*findings));
    const QJsonObject json{{QStringLiteral("series"), row->uid},
                           {QStringLiteral("frame_of_reference"), textOrNull(frame)},
                           {QStringLiteral("modality"), row->modality},
                           {QStringLiteral("volumes"), volumes},
                           {QStringLiteral("left_out"), leftOutJson(*plan)}};
    return Answer{json, text};
}

namespace {

QJsonValue colorJson(const Segment& segment) {
    if (!segment.hasColor)
        return QJsonValue::Null;
    return QJsonArray{segment.color[0], segment.color[1], segment.color[2]};
}

/// Gaps of the images an overlay is drawn on.
Result<std::vector<StackGaps>> gapsUnder(OpenStudy& study, const OverlayRow& row) {
    std::vector<StackGaps> out;
    if (row.series.isEmpty())
        return out;
    const auto plan = study.imaging().plan(row.series);
    if (!plan)
        return tl::unexpected(plan.error());
    for (const PlannedVolume& volume : plan->volumes)
        out.push_back(gapsOf(volume));
    return out;
}

QJsonObject segmentJson(const Segment& segment, const SegmentStatistics& numbers, bool acrossGap) {
    return {{QStringLiteral("number"), segment.number},
            {QStringLiteral("label"), segment.label},
            {QStringLiteral("code"), textOrNull(QString::fromUtf8(segment.code))},
            {QStringLiteral("meaning"), textOrNull(segment.codeMeaning)},
            {QStringLiteral("color_rgb"), colorJson(segment)},
            {QStringLiteral("voxels"), qint64(numbers.voxels)},
            {QStringLiteral("volume_ml"),
             acrossGap ? QJsonValue(QJsonValue::Null) : QJsonValue(numbers.volume_ml)},
            {QStringLiteral("centroid_lps_mm"),
             numbers.voxels > 0 ? QJsonValue(jsonOf(numbers.centroid)) : QJsonValue(QJsonValue::Null)},
            {QStringLiteral("frames"), segment.frames}};
}

} // namespace

namespace {

/// What was drawn, before any filling.
void addContours(QJsonObject& out, const Roi& roi) {
    qint64 points = 0;
    for (const RoiContour& c : roi.contours)
        points += qint64(c.points.size());
    out.insert(QStringLiteral("contours"), qint64(roi.contours.size()));
    out.insert(QStringLiteral("points"), points);
    out.insert(QStringLiteral("type"), textOrNull(QString::fromLatin1(roi.interpretedType)));
}

QJsonArray notesJson(const std::vector<SegmentationNote>& notes) {
    QJsonArray out;
    for (const SegmentationNote& note : notes)
        out.append(QJsonObject{{QStringLiteral("code"), QString::fromLatin1(note.code)},
                               {QStringLiteral("words"), warningText(note.code, note.args)}});
    return out;
}

QJsonValue mapJson(const ValueMap* map) {
    if (map == nullptr)
        return QJsonValue::Null;
    double low = std::numeric_limits<double>::infinity(), high = -low, sum = 0;
    qint64 voxels = 0;
    for (const float v : map->values) {
        if (!std::isfinite(v))
            continue;
        low = std::min(low, double(v));
        high = std::max(high, double(v));
        sum += double(v);
        ++voxels;
    }
    const auto number = [voxels](double v) {
        return voxels > 0 ? QJsonValue(v) : QJsonValue(QJsonValue::Null);
    };
    return QJsonObject{{QStringLiteral("quantity"), textOrNull(map->quantity)},
                       {QStringLiteral("unit"), textOrNull(map->unit)},
                       {QStringLiteral("voxels"), voxels},
                       {QStringLiteral("minimum"), number(low)},
                       {QStringLiteral("maximum"), number(high)},
                       {QStringLiteral("mean"), number(sum / double(std::max<qint64>(1, voxels)))},
                       {QStringLiteral("window"), QJsonArray{map->low, map->high}}};
}

} // namespace

Result<Answer> overlayAnswer(OpenStudy& study, const OverlayRow& row, const Job& job) {
    // A report draws places, not voxels.
    auto segmentation = row.kind == "SR" ? Result<SegmentationPtr>(std::make_shared<const Segmentation>())
                                         : study.imaging().segmentation(row, job);
    if (!segmentation)
        return tl::unexpected(segmentation.error());
    const auto gaps = gapsUnder(study, row);
    if (!gaps)
        return tl::unexpected(gaps.error());
    QJsonArray segments;
    Table table({Cli::tr("Number"), Cli::tr("Segment"), Cli::tr("Voxels"), Cli::tr("ml")});
    for (const Segment& segment : (*segmentation)->segments) {
        const SegmentStatistics numbers = statistics(**segmentation, segment);
        // What nobody saw has no volume.
        const bool acrossGap = std::any_of(gaps->begin(), gaps->end(), [&](const StackGaps& g) {
            return crossesGap(**segmentation, segment, g);
        });
        QJsonObject one = segmentJson(segment, numbers, acrossGap);
        if (const RoiSet* rois = (*segmentation)->contours.get())
            addContours(one, rois->rois[std::size_t(segments.size())]);
        segments.append(one);
        table.add({QString::number(segment.number), segment.label, QString::number(numbers.voxels),
                   acrossGap ? QStringLiteral("-") : shortNumber(numbers.volume_ml)});
    }
    const QJsonObject algorithm{{QStringLiteral("name"), textOrNull(row.algorithm.name)},
                                {QStringLiteral("version"), textOrNull(row.algorithm.version)},
                                {QStringLiteral("type"), textOrNull(QString::fromLatin1(row.algorithm.type))},
                                {QStringLiteral("date"), textOrNull(row.algorithm.date)}};
    const QJsonObject json{{QStringLiteral("id"), row.uuid.toString()},
                           {QStringLiteral("uid"), row.uid},
                           {QStringLiteral("kind"), QString::fromLatin1(row.kind)},
                           {QStringLiteral("series"), textOrNull(row.series)},
                           {QStringLiteral("frame_of_reference"), textOrNull(row.frameOfReference)},
                           {QStringLiteral("placement"), QString::fromLatin1(row.placement)},
                           {QStringLiteral("reason"), textOrNull(QString::fromLatin1(row.reason))},
                           {QStringLiteral("confirmed_by"), textOrNull(row.confirmedBy)},
                           {QStringLiteral("algorithm"), algorithm},
                           {QStringLiteral("notes"), notesJson((*segmentation)->notes)},
                           {QStringLiteral("segments"), segments},
                           {QStringLiteral("map"), mapJson((*segmentation)->map.get())}};
    const QString head = Cli::tr("Overlay %1, %2, placement %3")
                             .arg(row.uid, QString::fromLatin1(row.kind), QString::fromLatin1(row.placement));
    return Answer{json, head + u'\n' + table.text()};
}

} // namespace casebook
