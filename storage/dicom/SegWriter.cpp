// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/dicom/SegWriter.h"

#include "storage/dicom/WriterDataset.h"

#include <algorithm>
#include <cmath>

namespace casebook::dicom {
namespace {

constexpr qsizetype kLongestName = 64; // LO

struct Frame {
    const Segment* segment;
    int slice;
    int number; ///< of the segment in the object, from 1
};

// First value of a segment's row `j` of slice `k`, which must lie in its box.
const std::uint8_t* rowOf(const Segment& s, int j, int k) {
    const auto x = std::size_t(s.box.size[0]), y = std::size_t(s.box.size[1]);
    return s.values.data() + (std::size_t(k - s.box.first[2]) * y + std::size_t(j - s.box.first[1])) * x;
}

bool holdsAnything(const Segment& s, int slice) {
    const std::uint8_t* first = rowOf(s, s.box.first[1], slice);
    return std::any_of(first, first + s.box.size[0] * s.box.size[1], [](std::uint8_t v) { return v != 0; });
}

std::vector<Frame> framesOf(const Segmentation& segmentation) {
    std::vector<Frame> frames;
    int number = 0;
    for (const Segment& s : segmentation.segments) {
        ++number;
        for (int k = s.box.first[2]; k < s.box.first[2] + s.box.size[2]; ++k)
            if (holdsAnything(s, k))
                frames.push_back({&s, k, number});
    }
    if (frames.empty()) // an object needs one frame
        frames.push_back({&segmentation.segments.front(), 0, 1});
    return frames;
}

// Bit n of the object is bit n % 8 of byte n / 8, on through rows and frames.
std::vector<std::uint8_t> packedBits(const GridGeometry& grid, const std::vector<Frame>& frames) {
    const std::size_t columns = std::size_t(grid.columns), perFrame = columns * std::size_t(grid.rows);
    std::vector<std::uint8_t> bytes((frames.size() * perFrame + 15) / 16 * 2);
    for (std::size_t f = 0; f < frames.size(); ++f) {
        const Segment& s = *frames[f].segment;
        const int k = frames[f].slice;
        if (k < s.box.first[2] || k >= s.box.first[2] + s.box.size[2])
            continue;
        for (int j = s.box.first[1]; j < s.box.first[1] + s.box.size[1]; ++j) {
            const std::uint8_t* row = rowOf(s, j, k);
            std::size_t bit = f * perFrame + std::size_t(j) * columns + std::size_t(s.box.first[0]);
            for (int i = 0; i < s.box.size[0]; ++i, ++bit)
                if (row[i] != 0)
                    bytes[bit / 8] = std::uint8_t(bytes[bit / 8] | (1u << (bit % 8)));
        }
    }
    return bytes;
}

bool overlap(const Segment& a, const Segment& b) {
    std::array<int, 3> low{}, high{};
    for (std::size_t axis = 0; axis < 3; ++axis) {
        low[axis] = std::max(a.box.first[axis], b.box.first[axis]);
        high[axis] = std::min(a.box.first[axis] + a.box.size[axis], b.box.first[axis] + b.box.size[axis]);
        if (low[axis] >= high[axis])
            return false;
    }
    for (int k = low[2]; k < high[2]; ++k)
        for (int j = low[1]; j < high[1]; ++j)
            for (int i = low[0]; i < high[0]; ++i)
                if (rowOf(a, j, k)[i - a.box.first[0]] != 0 && rowOf(b, j, k)[i - b.box.first[0]] != 0)
                    return true;
    return false;
}

bool anyOverlap(const std::vector<Segment>& segments) {
    for (std::size_t a = 0; a < segments.size(); ++a)
        for (std::size_t b = a + 1; b < segments.size(); ++b)
            if (overlap(segments[a], segments[b]))
                return true;
    return false;
}

double linearOf(std::uint8_t value) {
    const double v = value / 255.0;
    return v <= 0.04045 ? v / 12.92 : std::pow((v + 0.055) / 1.055, 2.4);
}

// sRGB to CIELab under D50 (IEC 61966-2-1, Bradford), in the 16 bit form of PS3.3 C.10.7.1.1.
std::array<Uint16, 3> labOf(const std::array<std::uint8_t, 3>& color) {
    const double r = linearOf(color[0]), g = linearOf(color[1]), b = linearOf(color[2]);
    const auto root = [](double t) {
        return t > 216.0 / 24389 ? std::cbrt(t) : (24389.0 / 27 * t + 16) / 116;
    };
    const double x = root((0.4360747 * r + 0.3850649 * g + 0.1430804 * b) / 0.96422);
    const double y = root(0.2225045 * r + 0.7168786 * g + 0.0606169 * b);
    const double z = root((0.0139322 * r + 0.0971045 * g + 0.7141733 * b) / 0.82521);
    const auto word = [](double v) { return Uint16(std::clamp(v + 0.5, 0.0, 65535.0)); };
    return {word((116 * y - 16) * 655.35), word((500 * (x - y) + 128) * 257),
            word((200 * (y - z) + 128) * 257)};
}

void putColor(ItemWriter& out, const std::array<std::uint8_t, 3>& color) {
    const std::array<Uint16, 3> lab = labOf(color);
    out.failed(out.dataset().putAndInsertUint16Array(DCM_RecommendedDisplayCIELabValue, lab.data(), 3));
}

void putAlgorithm(ItemWriter& out, const AlgorithmIdentity& by, const SegDescription& d) {
    out.ascii(DCM_SegmentAlgorithmType, by.type.isEmpty() ? "AUTOMATIC" : by.type.constData());
    if (by.type == "MANUAL")
        return;
    const QString name = by.name.isEmpty() ? QStringLiteral("unknown") : by.name;
    out.text(DCM_SegmentAlgorithmName, name.left(kLongestName));
    if (d.familyCode.isEmpty())
        return;
    ItemWriter id = out.item(DCM_SegmentationAlgorithmIdentificationSequence);
    id.code(DCM_AlgorithmFamilyCodeSequence, d.familyCode.constData(), d.familyScheme.constData(),
            d.familyMeaning.constData());
    id.text(DCM_AlgorithmName, name.left(kLongestName));
    id.text(DCM_AlgorithmVersion,
            by.version.isEmpty() ? QStringLiteral("unknown") : by.version.left(kLongestName));
    if (!d.algorithmSource.isEmpty())
        id.ascii(DCM_AlgorithmSource, d.algorithmSource.constData());
}

void putMeaning(ItemWriter& out, const Segment& s) {
    const QList<QByteArray> parts = s.code.split('^');
    const QByteArray code = parts.value(0), scheme = parts.value(1);
    if (code.isEmpty() || scheme.isEmpty()) {
        out.code(DCM_SegmentedPropertyCategoryCodeSequence, "85756007", "SCT", "Tissue");
        out.code(DCM_SegmentedPropertyTypeCodeSequence, "85756007", "SCT", "Tissue");
        return;
    }
    const bool lesion = code == "27925004" || code == "4147007";
    if (lesion) {
        out.code(DCM_SegmentedPropertyCategoryCodeSequence, "49755003", "SCT",
                 "Morphologically Abnormal Structure");
        out.code(DCM_AnatomicRegionSequence, "39607008", "SCT", "Lung");
    } else {
        out.code(DCM_SegmentedPropertyCategoryCodeSequence, "123037004", "SCT", "Anatomical Structure");
    }
    const QString meaning = s.codeMeaning.isEmpty() ? s.label : s.codeMeaning;
    out.code(DCM_SegmentedPropertyTypeCodeSequence, code.constData(), scheme.constData(),
             meaning.left(kLongestName).toUtf8().constData());
}

void putSegment(ItemWriter& out, const Segment& s, int number, const SegDescription& d) {
    out.word(DCM_SegmentNumber, std::uint16_t(number));
    const QString label = s.label.isEmpty() ? QStringLiteral("Segment %1").arg(s.number) : s.label;
    out.text(DCM_SegmentLabel, label.left(kLongestName));
    if (s.number != number) // what it was called where it came from
        out.text(DCM_SegmentDescription, QStringLiteral("Number %1 in the source").arg(s.number));
    putMeaning(out, s);
    putAlgorithm(out, s.algorithm, d);
    out.text(DCM_TrackingID, (s.trackingId.isEmpty() ? label : s.trackingId).left(kLongestName));
    out.text(DCM_TrackingUID, s.trackingUid.isEmpty()
                                  ? QString(d.sopInstanceUid % QStringLiteral(".") % QString::number(number))
                                  : s.trackingUid);
    if (s.hasColor)
        putColor(out, s.color);
}

void putShared(ItemWriter& out, const Volume& image) {
    const GridGeometry& g = image.grid;
    const WorldVector &r = g.rowDirection, &c = g.columnDirection;
    ItemWriter shared = out.item(DCM_SharedFunctionalGroupsSequence);
    shared.item(DCM_PlaneOrientationSequence)
        .decimals(DCM_ImageOrientationPatient, {r.x(), r.y(), r.z(), c.x(), c.y(), c.z()});
    ItemWriter measures = shared.item(DCM_PixelMeasuresSequence);
    // Along the normal (PS3.3 C.7.6.16.2.1), which of a tilted stack is less than the step.
    const double spacing = std::abs(g.sliceStep.dot(g.rowDirection.cross(g.columnDirection)));
    measures.decimals(DCM_SliceThickness, {image.sliceThickness_mm > 0 ? image.sliceThickness_mm : spacing});
    measures.decimals(DCM_SpacingBetweenSlices, {spacing});
    measures.decimals(DCM_PixelSpacing, {g.rowSpacing, g.columnSpacing});
}

const char* classOf(const SegDescription& d) {
    return d.sourceClass.isEmpty() ? UID_CTImageStorage : d.sourceClass.constData();
}

void putFrame(ItemWriter& out, const Frame& frame, const Volume& image, const SegDescription& d) {
    ItemWriter group = out.item(DCM_PerFrameFunctionalGroupsSequence);
    if (const QString& uid = image.instances[std::size_t(frame.slice)]; !uid.isEmpty()) {
        ItemWriter derivation = group.item(DCM_DerivationImageSequence);
        ItemWriter source = derivation.item(DCM_SourceImageSequence);
        source.ascii(DCM_ReferencedSOPClassUID, classOf(d));
        source.text(DCM_ReferencedSOPInstanceUID, uid);
        source.ascii(DCM_SpatialLocationsPreserved, "YES");
        source.code(DCM_PurposeOfReferenceCodeSequence, "121322", "DCM",
                    "Source image for image processing operation");
        derivation.code(DCM_DerivationCodeSequence, "113076", "DCM", "Segmentation");
    } else {
        group.failed(group.dataset().insertEmptyElement(DCM_DerivationImageSequence)); // type 2
    }
    // Positions count up with the slice step, as (0020,9157) wants them along the normal.
    group.item(DCM_FrameContentSequence)
        .words(DCM_DimensionIndexValues, {std::uint32_t(frame.number), std::uint32_t(frame.slice + 1)});
    const WorldPoint& at = image.positions[std::size_t(frame.slice)];
    group.item(DCM_PlanePositionSequence).decimals(DCM_ImagePositionPatient, {at.x(), at.y(), at.z()});
    group.item(DCM_SegmentIdentificationSequence)
        .word(DCM_ReferencedSegmentNumber, std::uint16_t(frame.number));
}

void putDimensions(ItemWriter& out, const SegDescription& d) {
    out.item(DCM_DimensionOrganizationSequence).text(DCM_DimensionOrganizationUID, d.dimensionUid);
    const auto index = [&](const DcmTagKey& pointer, const DcmTagKey& group) {
        ItemWriter in = out.item(DCM_DimensionIndexSequence);
        in.text(DCM_DimensionOrganizationUID, d.dimensionUid);
        in.tagName(DCM_DimensionIndexPointer, pointer);
        in.tagName(DCM_FunctionalGroupPointer, group);
    };
    index(DCM_ReferencedSegmentNumber, DCM_SegmentIdentificationSequence);
    index(DCM_ImagePositionPatient, DCM_PlanePositionSequence);
}

void putReferences(ItemWriter& out, const Volume& image, const SegDescription& d) {
    QStringList uids(image.instances.begin(), image.instances.end());
    uids.removeAll(QString());
    uids.removeDuplicates(); // frames of one object
    if (uids.isEmpty())
        return;
    ItemWriter series = out.item(DCM_ReferencedSeriesSequence);
    series.text(DCM_SeriesInstanceUID, image.seriesUid);
    for (const QString& uid : std::as_const(uids)) {
        ItemWriter in = series.item(DCM_ReferencedInstanceSequence);
        in.ascii(DCM_ReferencedSOPClassUID, classOf(d));
        in.text(DCM_ReferencedSOPInstanceUID, uid);
    }
}

void putObject(ItemWriter& out, const Volume& image, std::size_t frames, const SegDescription& d) {
    out.ascii(DCM_ImageType, "DERIVED\\PRIMARY");
    out.integer(DCM_InstanceNumber, 1);
    out.text(DCM_ContentLabel, d.label);
    out.text(DCM_ContentDescription, d.description);
    out.text(DCM_ContentCreatorName, d.creator);
    out.word(DCM_SamplesPerPixel, 1);
    out.ascii(DCM_PhotometricInterpretation, "MONOCHROME2");
    out.integer(DCM_NumberOfFrames, qint64(frames));
    out.word(DCM_Rows, std::uint16_t(image.grid.rows));
    out.word(DCM_Columns, std::uint16_t(image.grid.columns));
    out.word(DCM_BitsAllocated, 1);
    out.word(DCM_BitsStored, 1);
    out.word(DCM_HighBit, 0);
    out.word(DCM_PixelRepresentation, 0);
    out.ascii(DCM_LossyImageCompression, "00");
    out.ascii(DCM_BurnedInAnnotation, "NO");
    out.ascii(DCM_SegmentationType, "BINARY");
}

bool sameGrid(const GridGeometry& a, const GridGeometry& b) {
    return a.columns == b.columns && a.rows == b.rows && a.slices == b.slices &&
           (a.origin - b.origin).norm() < 1e-3 &&
           (a.toWorld({double(a.columns), double(a.rows), double(a.slices)}) -
            b.toWorld({double(b.columns), double(b.rows), double(b.slices)}))
                   .norm() < 1e-3;
}

Result<> check(const Segmentation& segmentation, const Volume& image, bool sourcesMayMiss) {
    if (segmentation.segments.empty())
        return fail(ErrorKind::Refused, "empty-segmentation");
    if (!sameGrid(segmentation.grid, image.grid))
        return fail(ErrorKind::Refused, "grid-mismatch", image.seriesUid);
    const auto slices = std::size_t(image.grid.slices);
    if (image.instances.size() != slices || image.positions.size() != slices ||
        (!sourcesMayMiss &&
         std::ranges::any_of(image.instances, [](const QString& uid) { return uid.isEmpty(); })))
        return fail(ErrorKind::Usage, "usage", image.seriesUid);
    return {};
}

} // namespace

Result<QByteArray> writeSegmentation(const Segmentation& segmentation, const Volume& image,
                                     const ExamIdentity& exam, const SeriesIdentity& series,
                                     const SegDescription& description) {
    if (const Result<> ok = check(segmentation, image, description.sourcesMayMiss); !ok)
        return tl::unexpected(ok.error());
    const std::vector<Frame> frames = framesOf(segmentation);
    DcmFileFormat file;
    OFCondition status = EC_Normal;
    ItemWriter out(*file.getDataset(), status);
    out.ascii(DCM_SOPClassUID, UID_SegmentationStorage);
    out.text(DCM_SOPInstanceUID, description.sopInstanceUid);
    putIdentity(out, exam, series, "SEG");
    putObject(out, image, frames.size(), description);
    out.ascii(DCM_SegmentsOverlap, anyOverlap(segmentation.segments) ? "YES" : "NO");
    int number = 0;
    for (const Segment& s : segmentation.segments) {
        ItemWriter item = out.item(DCM_SegmentSequence);
        putSegment(item, s, ++number, description);
    }
    putReferences(out, image, description);
    putDimensions(out, description);
    putShared(out, image);
    for (const Frame& frame : frames)
        putFrame(out, frame, image, description);
    const std::vector<std::uint8_t> bits = packedBits(image.grid, frames);
    out.failed(out.dataset().putAndInsertUint8Array(DCM_PixelData, bits.data(),
                                                    static_cast<unsigned long>(bits.size())));
    return fileBytes(file, status);
}

} // namespace casebook::dicom
