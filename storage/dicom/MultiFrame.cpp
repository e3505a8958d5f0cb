// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/dicom/MultiFrame.h"

#include "storage/dicom/FunctionalGroups.h"

namespace casebook::dicom {
namespace {

// Names that DCMTK's header spells differently from release to release.
const DcmTagKey kCtFrameType(0x0018, 0x9329), kMrFrameType(0x0018, 0x9226), kPetFrameType(0x0018, 0x9751);
const DcmTagKey kFrameType(0x0008, 0x9007);
const DcmTagKey kCtReconstruction(0x0018, 0x9314), kCtXRayDetails(0x0018, 0x9325);
const DcmTagKey kCtGeometry(0x0018, 0x9312);
const DcmTagKey kMrEcho(0x0018, 0x9114), kEffectiveEchoTime(0x0018, 0x9082);
const DcmTagKey kMrDiffusion(0x0018, 0x9117), kDiffusionWeight(0x0018, 0x9087);
const DcmTagKey kCardiac(0x0018, 0x9118), kCardiacPercent(0x0020, 0x9241), kCardiacDelay(0x0020, 0x9153);
const DcmTagKey kRespiratory(0x0020, 0x9253), kRespiratoryPercent(0x0020, 0x9245);
const DcmTagKey kTemporalPosition(0x0020, 0x9310), kTimeOffset(0x0020, 0x930D);
const DcmTagKey kStackId(0x0020, 0x9056), kTemporalIndex(0x0020, 0x9128);
const DcmTagKey kFrameAcquisition(0x0020, 0x9156);
const DcmTagKey kFrameAcquired(0x0018, 0x9074), kFrameReference(0x0018, 0x9151);
const DcmTagKey kConvertedShared(0x0020, 0x9170), kConvertedPerFrame(0x0020, 0x9171);
const DcmTagKey kRealWorld(0x0040, 0x9096), kUnits(0x0040, 0x08EA);

/// Reads of one data set; small steps so that each group is looked for where it belongs.
class FrameReader {
public:
    explicit FrameReader(const ItemReader& dataset) : in_(dataset), groups_(dataset) {}

    [[nodiscard]] SliceHeader frame(std::size_t f, const SliceHeader& shared) const {
        SliceHeader s = shared;
        s.frame = int(f);
        if (groups_.isEmpty())
            return s;
        place(f, s);
        values(f, s);
        content(f, s);
        acquisition(f, s);
        converted(f, s);
        return s;
    }

private:
    void place(std::size_t f, SliceHeader& s) const {
        if (const auto p = groups_.numbers<3>(f, DCM_PlanePositionSequence, DCM_ImagePositionPatient))
            s.position = WorldPoint((*p)[0], (*p)[1], (*p)[2]);
        if (const auto o = groups_.numbers<6>(f, DCM_PlaneOrientationSequence, DCM_ImageOrientationPatient))
            s.orientation = o;
        const auto spacing = groups_.numbers<2>(f, DCM_PixelMeasuresSequence, DCM_PixelSpacing);
        if (spacing && (*spacing)[0] > 0 && (*spacing)[1] > 0) {
            s.pixelSpacing = spacing;
            s.detectorSpacing = false;
        }
        if (const auto mm = groups_.decimal(f, DCM_PixelMeasuresSequence, DCM_SliceThickness))
            s.sliceThickness_mm = *mm;
    }

    void values(std::size_t f, SliceHeader& s) const {
        const DcmTagKey& transform = DCM_PixelValueTransformationSequence;
        if (groups_.group(f, transform) != nullptr) {
            s.slope = groups_.decimal(f, transform, DCM_RescaleSlope);
            s.intercept = groups_.decimal(f, transform, DCM_RescaleIntercept);
            s.rescaleType = groups_.ascii(f, transform, DCM_RescaleType);
        }
        unit(f, s);
        const auto center = groups_.decimal(f, DCM_FrameVOILUTSequence, DCM_WindowCenter);
        const auto width = groups_.decimal(f, DCM_FrameVOILUTSequence, DCM_WindowWidth);
        if (center && width) {
            s.windowCenter = center;
            s.windowWidth = width;
        }
    }

    /// "US" is "unspecified": a perfusion map then says its unit only in its real world mapping.
    void unit(std::size_t f, SliceHeader& s) const {
        if (!s.rescaleType.isEmpty() && s.rescaleType != QLatin1StringView("US"))
            return;
        DcmItem* mapping = groups_.group(f, kRealWorld);
        DcmItem* code = mapping == nullptr ? nullptr : in_.of(*mapping).item(kUnits);
        const QString unit = code == nullptr ? QString() : in_.of(*code).ascii(DCM_CodeValue).left(16);
        if (unit == QLatin1StringView("[hnsf'U]"))
            s.rescaleType = QStringLiteral("HU");
        else if (!unit.isEmpty() && unit != QLatin1StringView("1"))
            s.rescaleType = unit;
    }

    void content(std::size_t f, SliceHeader& s) const {
        for (const DcmTagKey& type : {kCtFrameType, kMrFrameType, kPetFrameType}) {
            if (DcmItem* found = groups_.group(f, type)) {
                if (const QStringList list = in_.of(*found).list(kFrameType); !list.isEmpty())
                    s.imageType = list;
            }
        }
        const DcmTagKey& content = DCM_FrameContentSequence;
        take(f, s.stack, content, kStackId);
        take(f, s.acquisition, content, kFrameAcquisition);
        s.time.clear();
        s.clock.clear();
        take(f, s.clock, content, kFrameAcquired);
        take(f, s.clock, content, kFrameReference);
        // The last that is there counts: an index is surer than a moment.
        take(f, s.time, content, kFrameAcquired);
        take(f, s.time, content, kFrameReference);
        take(f, s.time, kTemporalPosition, kTimeOffset);
        take(f, s.time, content, kTemporalIndex);
        take(f, s.trigger, kCardiac, kCardiacDelay);
        take(f, s.bin, kRespiratory, kRespiratoryPercent);
        take(f, s.bin, kCardiac, kCardiacPercent);
    }

    void acquisition(std::size_t f, SliceHeader& s) const {
        take(f, s.kernel, kCtReconstruction, DCM_ConvolutionKernel);
        take(f, s.kvp, kCtXRayDetails, DCM_KVP);
        take(f, s.echo, kMrEcho, kEffectiveEchoTime);
        QString weight;
        take(f, weight, kMrDiffusion, kDiffusionWeight);
        if (!weight.isEmpty())
            s.echo = QString(s.echo + u' ' + weight).right(kLongestText);
        if (const auto tilt = groups_.decimal(f, kCtGeometry, DCM_GantryDetectorTilt))
            s.gantryTag_deg = tilt;
    }

    /// A text, or a number written out; `to` stays where there is neither.
    void take(std::size_t f, QString& to, const DcmTagKey& group, const DcmTagKey& tag) const {
        if (const QString text = groups_.ascii(f, group, tag); !text.isEmpty())
            to = text;
        else if (const auto number = groups_.decimal(f, group, tag))
            to = QString::number(*number, 'g', 12);
    }

    /// What a converter knew of the single images and had no group for.
    void converted(std::size_t f, SliceHeader& s) const {
        for (const DcmTagKey& from : {kConvertedShared, kConvertedPerFrame}) {
            DcmItem* found = groups_.group(f, from);
            if (found == nullptr)
                continue;
            const ItemReader own = in_.of(*found);
            const auto fill = [&](QString& to, const DcmTagKey& tag) {
                if (to.isEmpty() || to == QLatin1StringView("0"))
                    to = own.ascii(tag);
            };
            fill(s.kernel, DCM_ConvolutionKernel);
            fill(s.kvp, DCM_KVP);
            fill(s.echo, DCM_EchoTime);
            fill(s.acquisition, DCM_AcquisitionNumber);
            fill(s.trigger, DCM_TriggerTime);
            fill(s.time, DCM_TemporalPositionIdentifier);
            if (const auto number = own.integer(DCM_InstanceNumber))
                s.instanceNumber = *number;
            if (!s.gantryTag_deg)
                s.gantryTag_deg = own.decimal(DCM_GantryDetectorTilt);
        }
    }

    const ItemReader& in_;
    FunctionalGroups groups_;
};

} // namespace

Result<> readFrames(const ItemReader& dataset, ParsedInstance& out) {
    if (out.numberOfFrames > kMostFrames)
        return fail(ErrorKind::Refused, "too-large");
    const FrameReader reader(dataset);
    out.frames.clear();
    out.frames.reserve(std::size_t(out.numberOfFrames));
    for (int f = 0; f < out.numberOfFrames; ++f)
        out.frames.push_back(reader.frame(std::size_t(f), out.slice));
    out.slice = out.frames.front();
    return {};
}

} // namespace casebook::dicom
