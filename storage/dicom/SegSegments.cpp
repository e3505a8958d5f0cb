// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/dicom/SegSegments.h"

#include "storage/dicom/AlgorithmSource.h"

#include <Eigen/Core>

#include <algorithm>
#include <cmath>

namespace casebook::dicom {
namespace {

const DcmTagKey kAlgorithmIdentification(0x0062, 0x0007);

AlgorithmIdentity algorithmOf(const ItemReader& segment, const ItemReader& dataset) {
    AlgorithmIdentity out;
    out.type = segment.ascii(DCM_SegmentAlgorithmType).left(32).toLatin1();
    out.name = segment.text(DCM_SegmentAlgorithmName);
    readIdentification(segment, kAlgorithmIdentification, out);
    fillFromEquipment(dataset, out);
    return out;
}

Segment describe(const ItemReader& in, const ItemReader& dataset, int number) {
    Segment out;
    out.number = number;
    if (DcmItem* type = in.item(DCM_SegmentedPropertyTypeCodeSequence)) {
        const ItemReader code = in.of(*type);
        out.code = (code.ascii(DCM_CodeValue).left(64) + QLatin1Char('^') +
                    code.ascii(DCM_CodingSchemeDesignator).left(32))
                       .toLatin1();
        out.codeMeaning = code.text(DCM_CodeMeaning);
    }
    out.label = in.text(DCM_SegmentLabel);
    if (out.label.isEmpty())
        out.label = out.codeMeaning;
    if (const auto lab = in.decimals<3>(DCM_RecommendedDisplayCIELabValue)) {
        out.color = rgbOfLab(*lab);
        out.hasColor = true;
    }
    out.algorithm = algorithmOf(in, dataset);
    out.trackingId = in.text(DCM_TrackingID);
    out.trackingUid = in.ascii(DCM_TrackingUID).left(64);
    return out;
}

} // namespace

std::array<std::uint8_t, 3> rgbOfLab(const std::array<double, 3>& encoded) {
    const double l = encoded[0] / 65535.0 * 100.0;
    const double a = encoded[1] / 65535.0 * 255.0 - 128.0;
    const double b = encoded[2] / 65535.0 * 255.0 - 128.0;
    const double fy = (l + 16.0) / 116.0;
    const auto inverse = [](double t) {
        return t > 6.0 / 29.0 ? t * t * t : 3.0 * 36.0 / 841.0 * (t - 4.0 / 29.0);
    };
    // White D50, then Bradford to D65 and the sRGB primaries, multiplied out (ICC, IEC 61966-2-1).
    const Eigen::Vector3d xyz(0.96422 * inverse(fy + a / 500.0), inverse(fy),
                              0.82521 * inverse(fy - b / 200.0));
    Eigen::Matrix3d toLinear;
    toLinear << 3.1338561, -1.6168667, -0.4906146, -0.9787684, 1.9161415, 0.0334540, 0.0719453, -0.2289914,
        1.4052427;
    const Eigen::Vector3d linear = toLinear * xyz;
    std::array<std::uint8_t, 3> out{};
    for (int c = 0; c < 3; ++c) {
        const double v = std::clamp(linear[c], 0.0, 1.0);
        const double gamma = v <= 0.0031308 ? 12.92 * v : 1.055 * std::pow(v, 1.0 / 2.4) - 0.055;
        out[std::size_t(c)] = std::uint8_t(std::lround(gamma * 255.0));
    }
    return out;
}

SegmentDescriptions describeSegments(const ItemReader& dataset, bool labelMap) {
    SegmentDescriptions out;
    for (DcmItem* item : dataset.items(DCM_SegmentSequence)) {
        const ItemReader in = dataset.of(*item);
        const auto number = in.integer(DCM_SegmentNumber);
        if (!number)
            continue;
        Segment segment = describe(in, dataset, *number);
        // 125040^DCM is "Background"; some writers give number 0 another code.
        if (labelMap && (segment.code == "125040^DCM" || *number == 0))
            out.background.push_back(*number);
        else
            out.segments.push_back(std::move(segment));
    }
    if (labelMap) {
        out.background.push_back(0);
        if (const auto padding = dataset.integer(DCM_PixelPaddingValue)) {
            const bool described = std::any_of(out.segments.begin(), out.segments.end(),
                                               [&](const Segment& s) { return s.number == *padding; });
            if (!described)
                out.background.push_back(*padding);
        }
    }
    return out;
}

} // namespace casebook::dicom
