// SPDX-License-Identifier: GPL-3.0-or-later
//
// The part of ReportService that writes DICOM.
#include "core/segmentation/Segmentation.h"
#include "storage/database/Database.h"
#include "storage/dicom/sr/SrWriter.h"
#include "storage/imaging/ImageExport.h"
#include "storage/imaging/ImagingService.h"
#include "storage/imaging/ImagingTable.h"
#include "storage/imaging/ReportService.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QRandomGenerator>

#include <algorithm>

namespace casebook {

namespace {

using dicom::MeasuredGroup;
using dicom::MeasuredLine;
using dicom::SourceImage;
using imagingTable::StoredInstance;

constexpr double inPlane_mm = 0.5; ///< farther from the slice it was drawn across it

QString newUid(const Clock& clock) {
    QByteArray random(10, Qt::Uninitialized);
    QRandomGenerator::system()->generate(random.begin(), random.end());
    return dicom::uidOf(makeUuidV7(clock.utcMs(), random));
}

SourceImage sourceOf(const dicom::ParsedInstance& p) {
    return {p.sopClass, p.sopInstance, p.seriesUid, p.studyUid};
}

dicom::ExamIdentity examOf(const dicom::ParsedInstance& p) {
    dicom::ExamIdentity out;
    out.patientName = p.patient.name;
    out.patientId = p.patient.patientId;
    out.birthDate = p.patient.birthDate;
    out.sex = p.patient.sex;
    out.studyUid = p.studyUid;
    out.studyId = p.studyId;
    out.studyDate = p.studyDate;
    out.studyTime = p.studyTime;
    out.studyDescription = p.studyDescription;
    return out;
}

dicom::SeriesIdentity seriesOf(const Clock& clock, const QString& description, int number) {
    const QDateTime now = QDateTime::fromMSecsSinceEpoch(clock.utcMs());
    dicom::SeriesIdentity out;
    out.uid = newUid(clock);
    out.number = number;
    out.description = description;
    out.date = now.toString(QStringLiteral("yyyyMMdd"));
    out.time = now.toString(QStringLiteral("HHmmss"));
    out.manufacturer = QStringLiteral("Casebook");
    out.model = QStringLiteral("Casebook");
    out.serialNumber = QStringLiteral("1");
    out.softwareVersions = QCoreApplication::applicationVersion();
    if (out.softwareVersions.isEmpty())
        out.softwareVersions = QStringLiteral("unknown");
    return out;
}

dicom::ReportDescription describe(const Clock& clock, const Session& session) {
    return {newUid(clock), session.printedName, dicom::syntheticUid(0, "device"), {}, true};
}

/// The images of a series by SOP Instance UID.
class Slices {
public:
    explicit Slices(const QList<StoredInstance>& stored) : stored_(stored) {}
    [[nodiscard]] const dicom::ParsedInstance* find(const QString& sop) const {
        for (const StoredInstance& one : stored_)
            if (one.sopInstance == sop)
                return &one.parsed;
        return nullptr;
    }

private:
    const QList<StoredInstance>& stored_;
};

/// On its slice in pixels where both ends lie on it, else in space.
MeasuredLine lineOf(const WorldPoint& a, const WorldPoint& b, const dicom::ParsedInstance* slice) {
    MeasuredLine out;
    out.length_mm = (b - a).norm();
    out.ends = {a, b};
    if (slice == nullptr || slice->numberOfFrames > 1)
        return out;
    const auto pa = dicom::pixelOf(slice->slice, a), pb = dicom::pixelOf(slice->slice, b);
    if (!pa || !pb)
        return out;
    const auto backA = dicom::placeOf(slice->slice, (*pa)[0], (*pa)[1]);
    const auto backB = dicom::placeOf(slice->slice, (*pb)[0], (*pb)[1]);
    if ((*backA - a).norm() > inPlane_mm || (*backB - b).norm() > inPlane_mm)
        return out;
    out.pixels = {(*pa)[0], (*pa)[1], (*pb)[0], (*pb)[1]};
    out.image = sourceOf(*slice);
    return out;
}

void note(std::vector<SourceImage>& evidence, const SourceImage& image) {
    const bool known = std::any_of(evidence.begin(), evidence.end(), [&](const SourceImage& one) {
        return one.sopInstance == image.sopInstance;
    });
    if (!known)
        evidence.push_back(image);
}

MeasuredGroup groupOf(const LengthRecord& length, int number, const Slices& slices) {
    const dicom::ParsedInstance* slice = slices.find(length.instance);
    MeasuredGroup out;
    out.trackingId = QStringLiteral("Measurement %1").arg(number);
    out.trackingUid = dicom::uidOf(length.uuid);
    out.line = lineOf(length.a, length.b, slice);
    if (length.shortAxis)
        out.shortAxis = lineOf((*length.shortAxis)[0], (*length.shortAxis)[1], slice);
    return out;
}

std::optional<MeasuredGroup> groupOf(const Segmentation& segmentation, const Segment& segment,
                                     const SourceImage& object, const QString& seriesUid) {
    const SegmentStatistics numbers = statistics(segmentation, segment);
    if (numbers.voxels == 0)
        return {};
    constexpr double mm3_per_ml = 1000;
    MeasuredGroup out;
    out.trackingId =
        segment.label.isEmpty() ? QStringLiteral("Segment %1").arg(segment.number) : segment.label;
    out.trackingUid =
        dicom::syntheticUid(0, object.sopInstance.toLatin1() + '/' + QByteArray::number(segment.number));
    const QByteArrayList code = segment.code.split('^');
    if (code.size() == 2 && !segment.codeMeaning.isEmpty())
        out.finding = {code[0], code[1], segment.codeMeaning};
    out.volume_mm3 = numbers.volume_ml * mm3_per_ml;
    out.segmentation = object;
    out.segment = segment.number;
    out.sourceSeries = seriesUid;
    if (segment.algorithm.type != "MANUAL") {
        out.algorithm = segment.algorithm.name;
        out.algorithmVersion = segment.algorithm.version;
    }
    return out;
}

} // namespace

Result<QByteArray> ReportService::exportMeasurements(const QString& seriesUid, const Job& job) {
    if (auto may = session_.require(Right::Export); !may)
        return tl::unexpected(may.error());
    const ImagingService imaging(database_, objects_, workers_, session_, clock_);
    const auto series = imaging.findSeries(seriesUid);
    const auto stored =
        database_.read([&](ReadConnection& c) { return imagingTable::instancesOfSeries(c, seriesUid); });
    const auto lengths = imaging.lengths(seriesUid);
    const auto overlays = imaging.overlays(seriesUid);
    if (!series)
        return tl::unexpected(series.error());
    if (!stored || !lengths || !overlays)
        return tl::unexpected(!stored ? stored.error() : !lengths ? lengths.error() : overlays.error());
    if (stored->isEmpty())
        return fail(ErrorKind::Refused, "no-such-series", seriesUid);
    const Slices slices(*stored);
    dicom::ReportDescription description = describe(clock_, session_);
    std::vector<MeasuredGroup> groups;
    std::vector<SourceImage> evidence;
    for (const LengthRecord& length : *lengths) {
        groups.push_back(groupOf(length, int(groups.size()) + 1, slices));
        description.frameOfReference = length.frameOfReference;
        if (groups.back().line->image)
            note(evidence, *groups.back().line->image);
    }
    for (const OverlayRow& overlay : *overlays) {
        if (overlay.kind != "SEG" || (overlay.placement != "verified" && overlay.placement != "confirmed"))
            continue;
        const auto segmentation = imaging.segmentation(overlay, job);
        const auto object = database_.read(
            [&](ReadConnection& c) { return imagingTable::instancesBySop(c, overlay.sopInstance); });
        if (!segmentation || !object)
            return tl::unexpected(segmentation ? object.error() : segmentation.error());
        if (object->isEmpty())
            continue;
        const SourceImage source = sourceOf(object->front().parsed);
        for (const Segment& segment : (*segmentation)->segments)
            if (auto group = groupOf(**segmentation, segment, source, seriesUid)) {
                groups.push_back(std::move(*group));
                note(evidence, source);
            }
    }
    if (groups.empty())
        return fail(ErrorKind::Refused, "nothing-to-write", seriesUid);
    const dicom::ParsedInstance& first = stored->front().parsed;
    // A report rests on images also where its lines lie across them.
    if (std::none_of(evidence.begin(), evidence.end(),
                     [&](const SourceImage& one) { return one.seriesUid == seriesUid; }))
        note(evidence, sourceOf(first));
    constexpr int seriesNumber = 9001;
    auto bytes = dicom::writeMeasurementReport(groups, evidence, examOf(first),
                                               seriesOf(clock_, QStringLiteral("Measurements"), seriesNumber),
                                               description);
    if (!bytes)
        return bytes;
    ImageExport exporter(database_, objects_, session_);
    if (auto recorded = exporter.record("series", series->uuid, "measurements"); !recorded)
        return tl::unexpected(recorded.error());
    return bytes;
}

Result<QByteArray> ReportService::exportKeyImages(const QString& seriesUid) {
    if (auto may = session_.require(Right::Export); !may)
        return tl::unexpected(may.error());
    const ImagingService imaging(database_, objects_, workers_, session_, clock_);
    const auto series = imaging.findSeries(seriesUid);
    const auto marked = keyImages(seriesUid);
    const auto stored =
        database_.read([&](ReadConnection& c) { return imagingTable::instancesOfSeries(c, seriesUid); });
    if (!series || !marked || !stored)
        return tl::unexpected(!series ? series.error() : !marked ? marked.error() : stored.error());
    const Slices slices(*stored);
    std::vector<SourceImage> images;
    for (const KeyImage& one : *marked)
        if (const auto* slice = one.object.isEmpty() ? slices.find(one.instance) : nullptr)
            note(images, sourceOf(*slice));
    if (images.empty())
        return fail(ErrorKind::Refused, "nothing-to-write", seriesUid);
    constexpr int seriesNumber = 9002;
    auto bytes = dicom::writeKeyObjects(images, {}, examOf(stored->front().parsed),
                                        seriesOf(clock_, QStringLiteral("Key images"), seriesNumber),
                                        describe(clock_, session_));
    if (!bytes)
        return bytes;
    ImageExport exporter(database_, objects_, session_);
    if (auto recorded = exporter.record("series", series->uuid, "key-images"); !recorded)
        return tl::unexpected(recorded.error());
    return bytes;
}

} // namespace casebook
