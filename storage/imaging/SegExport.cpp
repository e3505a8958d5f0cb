// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/imaging/SegExport.h"

#include "core/segmentation/OverlaySampler.h"
#include "storage/dicom/SegWriter.h"
#include "storage/imaging/SeriesLoader.h"

#include <algorithm>
#include <cmath>

namespace casebook {

namespace {

/// The volume of the series that the overlay lies on best: a label map by its grid, all else the largest.
const PlannedVolume* volumeFor(const SeriesLoader::Planned& planned, const OverlayRow& overlay,
                               const Segmentation& s) {
    const PlannedVolume* best = nullptr;
    double corner = 1e300;
    for (const PlannedVolume& volume : planned.plan.volumes) {
        if (overlay.kind == "LABELS") {
            const Placement here = Placement::check(volume.grid, s.grid);
            if ((here.state == Placement::State::Verified || here.confirmable()) && here.corner_mm < corner) {
                best = &volume;
                corner = here.corner_mm;
            }
        } else if (best == nullptr || volume.grid.slices > best->grid.slices) {
            best = &volume;
        }
    }
    return best;
}

/// The image's slices without their voxels.
Volume slicesOf(const SeriesLoader::Planned& planned, const PlannedVolume& planned_, const QString& uid) {
    Volume out;
    out.grid = planned_.grid;
    out.seriesUid = uid;
    out.positions = planned_.positions;
    for (const int slot : planned_.slots) {
        out.instances.push_back(slot < 0 ? QString() : planned.headers[std::size_t(slot)].instance);
        if (slot >= 0)
            out.sliceThickness_mm = planned.headers[std::size_t(slot)].sliceThickness_mm;
    }
    return out;
}

/// Slices of another grid, each with the image slice whose plane it lies in.
Volume slicesOn(const Segmentation& s, const Volume& image) {
    constexpr double kSamePlane_mm = 0.1;
    Volume out;
    out.grid = s.grid;
    out.seriesUid = image.seriesUid;
    out.sliceThickness_mm = s.grid.hasStep() ? std::abs(s.grid.sliceStep.dot(s.grid.normal())) : 0;
    const WorldVector normal = s.grid.normal();
    const bool parallel = std::abs(normal.dot(image.grid.normal())) > 0.9999;
    for (int k = 0; k < s.grid.slices; ++k) {
        const WorldPoint at = s.grid.toWorld({0, 0, double(k)});
        QString uid;
        for (std::size_t i = 0; parallel && i < image.positions.size(); ++i)
            if (std::abs((image.positions[i] - at).dot(normal)) <= kSamePlane_mm)
                uid = image.instances[i];
        out.positions.push_back(at);
        out.instances.push_back(uid);
    }
    return out;
}

Segmentation onImage(const Segmentation& s, const Placement& placement, const GridGeometry& image) {
    Segmentation out = s;
    const GridGeometry where = placedGrid(s, image, placement);
    out.grid = image;
    for (Segment& segment : out.segments) {
        const GridMask mask = toVolumeGrid(segment, where, image);
        segment.box = mask.box;
        segment.values = mask.values;
    }
    return out;
}

dicom::ExamIdentity examOf(const dicom::ParsedInstance& header, const QString& frameOfReference) {
    dicom::ExamIdentity exam;
    exam.patientName = header.patient.name;
    exam.patientId = header.patient.patientId;
    exam.birthDate = header.patient.birthDate;
    exam.sex = header.patient.sex;
    exam.studyUid = header.studyUid;
    exam.studyId = header.studyId;
    exam.studyDate = header.studyDate;
    exam.studyTime = header.studyTime;
    exam.studyDescription = header.studyDescription;
    exam.institution = header.institution;
    exam.frameOfReference = frameOfReference;
    exam.bodyPart = header.bodyPart.left(16).toUpper();
    return exam;
}

dicom::SeriesIdentity seriesOf(const OverlayRow& overlay, const dicom::ParsedInstance& header,
                               const QString& program) {
    dicom::SeriesIdentity series;
    series.uid = dicom::syntheticUid(0, "seg-series " + overlay.uuid.toString().toLatin1());
    series.number = 9000 + int(overlay.id.value % 1000);
    series.description = QStringLiteral("Segmentation from %1").arg(QString::fromLatin1(overlay.kind));
    series.date = header.studyDate;
    series.time = header.studyTime;
    series.manufacturer = QStringLiteral("Casebook");
    series.model = QStringLiteral("Casebook");
    series.serialNumber = QStringLiteral("1");
    series.softwareVersions = program;
    return series;
}

dicom::SegDescription descriptionOf(const OverlayRow& overlay, const dicom::ParsedInstance& header) {
    dicom::SegDescription out;
    const QByteArray name = overlay.uuid.toString().toLatin1();
    out.sopInstanceUid = dicom::syntheticUid(0, "seg " + name);
    out.dimensionUid = dicom::syntheticUid(0, "seg-dimensions " + name);
    out.label = QStringLiteral("SEGMENTATION");
    out.description = QStringLiteral("Written by Casebook from an overlay");
    out.familyCode = "UNSPECIFIED";
    out.familyScheme = "99CASEBOOK";
    out.familyMeaning = "Unspecified family of algorithms";
    out.sourceClass = header.sopClass.toLatin1();
    out.sourcesMayMiss = true;
    return out;
}

} // namespace

Result<QByteArray> SegExport::write(const OverlayRow& overlay, const Segmentation& segmentation,
                                    const QString& program) const {
    if (overlay.series.isEmpty() || overlay.placement == "refused" || overlay.placement == "no-image")
        return fail(ErrorKind::Refused, "no-image", overlay.uid);
    const auto planned = SeriesLoader(database_, objects_, workers_).plan(overlay.series);
    if (!planned)
        return tl::unexpected(planned.error());
    const PlannedVolume* volume = volumeFor(*planned, overlay, segmentation);
    const bool hasSlice =
        volume != nullptr && std::ranges::any_of(volume->slots, [](int s) { return s >= 0; });
    if (!hasSlice)
        return fail(ErrorKind::Refused, "no-image", overlay.uid);
    const Volume image = slicesOf(*planned, *volume, overlay.series);
    const auto& header = planned->instances.front().parsed;
    const QString frame = header.slice.frameOfReference;
    const dicom::SegDescription description = descriptionOf(overlay, header);
    if (overlay.kind != "LABELS")
        return dicom::writeSegmentation(segmentation, slicesOn(segmentation, image), examOf(header, frame),
                                        seriesOf(overlay, header, program), description);
    Placement placement = Placement::check(volume->grid, segmentation.grid);
    return dicom::writeSegmentation(onImage(segmentation, placement, image.grid), image,
                                    examOf(header, frame), seriesOf(overlay, header, program), description);
}

} // namespace casebook
