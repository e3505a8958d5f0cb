// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/dicom/RtStructReader.h"

#include "storage/dicom/AlgorithmSource.h"
#include "storage/dicom/Reader.h"

#include <algorithm>
#include <cmath>
#include <unordered_map>

namespace casebook::dicom {
namespace {

constexpr std::size_t kMostRois = 65'535;
constexpr std::size_t kMostContours = 4'000'000;
constexpr std::size_t kMostPoints = 30'000'000;
/// Places farther from the origin than any patient are noise.
constexpr double kFarthest_mm = 1e6;

const DcmTagKey kReferencedFrames(0x3006, 0x0010), kReferencedStudies(0x3006, 0x0012);
const DcmTagKey kReferencedSeries(0x3006, 0x0014), kStructureSetRois(0x3006, 0x0020);
const DcmTagKey kRoiNumber(0x3006, 0x0022), kRoiFrame(0x3006, 0x0024), kRoiName(0x3006, 0x0026);
const DcmTagKey kRoiDisplayColor(0x3006, 0x002A), kRoiAlgorithm(0x3006, 0x0036);
const DcmTagKey kRoiAlgorithmItem(0x3006, 0x0037), kRoiAlgorithmWords(0x3006, 0x0038);
const DcmTagKey kRoiContours(0x3006, 0x0039), kContours(0x3006, 0x0040), kContourType(0x3006, 0x0042);
const DcmTagKey kNumberOfPoints(0x3006, 0x0046), kContourData(0x3006, 0x0050);
const DcmTagKey kObservations(0x3006, 0x0080), kReferencedRoi(0x3006, 0x0084);
const DcmTagKey kRoiCode(0x3006, 0x0086);
const DcmTagKey kInterpretedType(0x3006, 0x00A4), kStructureSetLabel(0x3006, 0x0002);
const DcmTagKey kStructureSetDate(0x3006, 0x0008);

RoiContour::Type typeOf(const QString& name) {
    if (name == QLatin1StringView("POINT"))
        return RoiContour::Type::Point;
    if (name == QLatin1StringView("OPEN_PLANAR"))
        return RoiContour::Type::OpenPlanar;
    if (name == QLatin1StringView("OPEN_NONPLANAR"))
        return RoiContour::Type::OpenNonplanar;
    if (name == QLatin1StringView("CLOSEDPLANAR_XOR"))
        return RoiContour::Type::ClosedPlanarXor;
    return RoiContour::Type::ClosedPlanar;
}

/// Numbers between backslashes; nothing at the first that is none.
std::optional<std::vector<double>> numbersOf(const QByteArray& raw) {
    std::vector<double> out;
    const QByteArrayView all(raw);
    for (qsizetype at = 0; at <= all.size();) {
        const qsizetype found = all.indexOf('\\', at);
        const qsizetype end = found < 0 ? all.size() : found;
        const auto value = parseDecimal(all.sliced(at, end - at));
        if (!value || std::abs(*value) > kFarthest_mm)
            return {};
        out.push_back(*value);
        at = end + 1;
        if (found < 0)
            break;
    }
    return out;
}

class Reading {
public:
    explicit Reading(const ItemReader& in) : in_(in) {}

    Result<RoiSet> run() {
        readDescriptions();
        readObservations();
        for (DcmItem* item : in_.items(kRoiContours)) {
            if (auto read = readContoursOf(in_.of(*item)); !read)
                return tl::unexpected(read.error());
        }
        settleFrames();
        readReferencedSeries();
        return std::move(out_);
    }

private:
    /// A number that nobody described gets a ROI of its own.
    Roi* roi(int number) {
        const auto found = index_.find(number);
        if (found != index_.end())
            return &out_.rois[found->second];
        if (out_.rois.size() >= kMostRois)
            return nullptr;
        index_.emplace(number, out_.rois.size());
        Roi added;
        added.number = number;
        added.name = QStringLiteral("ROI %1").arg(number);
        fillFromEquipment(in_, added.algorithm);
        out_.rois.push_back(std::move(added));
        return &out_.rois.back();
    }

    void readDescriptions() {
        for (DcmItem* item : in_.items(kStructureSetRois)) {
            const ItemReader in = in_.of(*item);
            const auto number = in.integer(kRoiNumber);
            Roi* here = number ? roi(*number) : nullptr;
            if (here == nullptr)
                continue;
            if (const QString name = in.text(kRoiName); !name.isEmpty())
                here->name = name;
            here->frameOfReference = in.ascii(kRoiFrame).left(64);
            AlgorithmIdentity by;
            by.type = in.ascii(kRoiAlgorithm).left(32).toLatin1();
            if (by.type != "MANUAL")
                by.name = in.text(kRoiAlgorithmWords);
            readIdentification(in, kRoiAlgorithmItem, by);
            fillFromEquipment(in_, by);
            here->algorithm = by;
        }
    }

    void readObservations() {
        for (DcmItem* item : in_.items(kObservations)) {
            const ItemReader in = in_.of(*item);
            const auto number = in.integer(kReferencedRoi);
            const auto found = number ? index_.find(*number) : index_.end();
            if (found == index_.end())
                continue;
            Roi& here = out_.rois[found->second];
            if (here.interpretedType.isEmpty())
                here.interpretedType = in.ascii(kInterpretedType).left(32).toLatin1();
            if (DcmItem* code = in.item(kRoiCode)) {
                const ItemReader coded = in.of(*code);
                here.code = (coded.ascii(DCM_CodeValue).left(64) + u'^' +
                             coded.ascii(DCM_CodingSchemeDesignator).left(32))
                                .toLatin1();
                here.codeMeaning = coded.text(DCM_CodeMeaning);
            }
        }
    }

    Result<> readContoursOf(const ItemReader& in) {
        const auto number = in.integer(kReferencedRoi);
        Roi* here = number ? roi(*number) : nullptr;
        if (here == nullptr)
            return {};
        if (const auto rgb = in.decimals<3>(kRoiDisplayColor)) {
            for (std::size_t c = 0; c < 3; ++c)
                here->color[c] = std::uint8_t(std::clamp(std::lround((*rgb)[c]), 0L, 255L));
            here->hasColor = true;
        }
        for (DcmItem* item : in.items(kContours)) {
            if (++contours_ > kMostContours)
                return fail(ErrorKind::Refused, "too-large");
            const ItemReader contour = in.of(*item);
            const QByteArray raw = contour.raw(kContourData);
            const auto numbers = numbersOf(raw);
            if (raw.isEmpty() || !numbers || numbers->size() % 3 != 0) {
                ++here->unreadable;
                continue;
            }
            RoiContour read;
            read.type = typeOf(contour.ascii(kContourType));
            for (std::size_t n = 0; n + 2 < numbers->size(); n += 3)
                read.points.emplace_back((*numbers)[n], (*numbers)[n + 1], (*numbers)[n + 2]);
            points_ += read.points.size();
            if (points_ > kMostPoints)
                return fail(ErrorKind::Refused, "too-large");
            if (contour.integer(kNumberOfPoints).value_or(-1) != int(read.points.size()))
                ++here->wrongCounts;
            here->contours.push_back(std::move(read));
        }
        return {};
    }

    /// The frame most ROIs name is the set's; theirs is then left empty.
    void settleFrames() {
        QHash<QString, int> votes;
        for (const Roi& here : out_.rois)
            if (!here.frameOfReference.isEmpty())
                ++votes[here.frameOfReference];
        int most = 0;
        for (const Roi& here : out_.rois) {
            if (votes.value(here.frameOfReference) > most) {
                most = votes.value(here.frameOfReference);
                out_.frameOfReference = here.frameOfReference;
            }
        }
        if (out_.frameOfReference.isEmpty()) {
            if (DcmItem* first = in_.item(kReferencedFrames))
                out_.frameOfReference = in_.of(*first).ascii(DCM_FrameOfReferenceUID).left(64);
        }
        if (out_.frameOfReference.isEmpty())
            out_.frameOfReference = in_.ascii(DCM_FrameOfReferenceUID).left(64);
        for (Roi& here : out_.rois)
            if (here.frameOfReference == out_.frameOfReference)
                here.frameOfReference.clear();
    }

    void readReferencedSeries() {
        for (DcmItem* frame : in_.items(kReferencedFrames))
            for (DcmItem* study : in_.of(*frame).items(kReferencedStudies))
                for (DcmItem* series : in_.of(*study).items(kReferencedSeries))
                    if (out_.referencedSeries.isEmpty())
                        out_.referencedSeries = in_.of(*series).ascii(DCM_SeriesInstanceUID).left(64);
    }

    const ItemReader& in_;
    RoiSet out_;
    std::unordered_map<int, std::size_t> index_;
    std::size_t contours_ = 0, points_ = 0;
};

} // namespace

Result<RoiSet> readRtStruct(std::span<const std::byte> file) {
    const auto header = readHeader(file);
    if (!header)
        return tl::unexpected(header.error());
    if (header->kind != ObjectKind::RtStruct)
        return fail(ErrorKind::Refused, "unsupported-object");
    const auto found = load(file, Extent::Header);
    if (!found)
        return tl::unexpected(found.error());
    const TextDecoder decoder(header->charset);
    const ItemReader in(*found->dataset, decoder);
    auto out = Reading(in).run();
    if (!out)
        return out;
    out->uid = header->sopInstance;
    out->label = in.text(kStructureSetLabel);
    out->date = in.ascii(kStructureSetDate).left(8);
    return out;
}

} // namespace casebook::dicom
