// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/dicom/CtWriter.h"

#include "storage/dicom/WriterDataset.h"

namespace casebook::dicom {
namespace {

void putPixelDescription(ItemWriter& out, const Volume& v) {
    out.word(DCM_SamplesPerPixel, 1);
    out.ascii(DCM_PhotometricInterpretation, "MONOCHROME2");
    out.word(DCM_Rows, std::uint16_t(v.grid.rows));
    out.word(DCM_Columns, std::uint16_t(v.grid.columns));
    out.word(DCM_BitsAllocated, 16);
    out.word(DCM_BitsStored, 16);
    out.word(DCM_HighBit, 15);
    out.word(DCM_PixelRepresentation, 1);
    out.decimals(DCM_RescaleIntercept, {v.intercept});
    out.decimals(DCM_RescaleSlope, {v.slope});
    out.text(DCM_RescaleType, v.unit.isEmpty() ? QStringLiteral("US") : v.unit);
    if (v.hasFileWindow) {
        out.decimals(DCM_WindowCenter, {v.windowCenter});
        out.decimals(DCM_WindowWidth, {v.windowWidth});
    }
    out.ascii(DCM_LossyImageCompression, "00");
    out.ascii(DCM_BurnedInAnnotation, "NO");
}

void putPlane(ItemWriter& out, const Volume& v, int slice) {
    const GridGeometry& g = v.grid;
    const WorldPoint& at = v.positions[std::size_t(slice)];
    const WorldVector &r = g.rowDirection, &c = g.columnDirection;
    const double spacing = g.sliceStep.norm();
    out.decimals(DCM_SliceThickness, {v.sliceThickness_mm > 0 ? v.sliceThickness_mm : spacing});
    out.decimals(DCM_SpacingBetweenSlices, {spacing});
    out.decimals(DCM_ImagePositionPatient, {at.x(), at.y(), at.z()});
    out.decimals(DCM_ImageOrientationPatient, {r.x(), r.y(), r.z(), c.x(), c.y(), c.z()});
    out.decimals(DCM_PixelSpacing, {g.rowSpacing, g.columnSpacing});
    out.decimals(DCM_SliceLocation, {at.dot(r.cross(c))});
}

} // namespace

Result<QByteArray> writeCtSlice(const Volume& volume, int slice, const ExamIdentity& exam,
                                const SeriesIdentity& series) {
    const std::size_t at = std::size_t(slice);
    if (slice < 0 || slice >= volume.grid.slices || at >= volume.positions.size() ||
        at >= volume.instances.size() || volume.instances[at].isEmpty())
        return fail(ErrorKind::Usage, "usage", QStringLiteral("slice"));
    DcmFileFormat file;
    OFCondition status = EC_Normal;
    ItemWriter out(*file.getDataset(), status);
    out.ascii(DCM_SOPClassUID, UID_CTImageStorage);
    out.text(DCM_SOPInstanceUID, volume.instances[at]);
    putIdentity(out, exam, series, "CT");
    out.ascii(DCM_ImageType, series.testObject ? "DERIVED\\PRIMARY\\AXIAL" : "ORIGINAL\\PRIMARY\\AXIAL");
    if (series.testObject)
        out.ascii(DCM_QualityControlImage, "YES");
    out.text(DCM_AcquisitionDate, series.date);
    out.text(DCM_AcquisitionTime, series.time);
    out.ascii(DCM_KVP, "");
    out.ascii(DCM_PatientPosition, "HFS");
    out.integer(DCM_AcquisitionNumber, 1);
    out.integer(DCM_InstanceNumber, volume.grid.slices - slice);
    putPlane(out, volume, slice);
    putPixelDescription(out, volume);
    const auto count =
        static_cast<unsigned long>(volume.grid.columns) * static_cast<unsigned long>(volume.grid.rows);
    out.failed(out.dataset().putAndInsertUint16Array(
        DCM_PixelData, reinterpret_cast<const Uint16*>(volume.slice(slice)), count));
    return fileBytes(file, status);
}

} // namespace casebook::dicom
