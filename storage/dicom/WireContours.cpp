// SPDX-License-Identifier: GPL-3.0-or-later
// The part of the wire format that carries structure sets.
#include "storage/dicom/WireFormat.h"
#include "storage/dicom/WireTake.h"

#include <QtEndian>

#include <cstring>

namespace casebook::wire {
namespace {

constexpr std::size_t kContourHead = 8, kPointBytes = 24;

QCborMap roiMap(const Roi& roi) {
    QCborMap map;
    map.insert(QLatin1StringView("n"), roi.number);
    map.insert(QLatin1StringView("l"), roi.name);
    map.insert(QLatin1StringView("it"), QString::fromLatin1(roi.interpretedType));
    map.insert(QLatin1StringView("m"), roi.codeMeaning);
    map.insert(QLatin1StringView("c"), QString::fromUtf8(roi.code));
    if (roi.hasColor)
        map.insert(QLatin1StringView("rgb"), QCborArray{roi.color[0], roi.color[1], roi.color[2]});
    map.insert(QLatin1StringView("a"), algorithmMap(roi.algorithm));
    map.insert(QLatin1StringView("f"), roi.frameOfReference);
    map.insert(QLatin1StringView("w"), roi.wrongCounts);
    map.insert(QLatin1StringView("u"), roi.unreadable);
    map.insert(QLatin1StringView("k"), qint64(roi.contours.size()));
    return map;
}

Roi roiOf(const QCborMap& map, Take& take) {
    constexpr int kMost = 2147483647;
    Roi out;
    out.number = take.whole(map.value(QLatin1StringView("n")), -kMost, kMost);
    out.name = take.text(map.value(QLatin1StringView("l")));
    out.interpretedType = take.text(map.value(QLatin1StringView("it"))).toLatin1();
    out.codeMeaning = take.text(map.value(QLatin1StringView("m")));
    out.code = take.text(map.value(QLatin1StringView("c"))).toUtf8();
    if (const QCborValue rgb = map.value(QLatin1StringView("rgb"));
        rgb.isArray() && rgb.toArray().size() == 3) {
        for (std::size_t c = 0; c < 3; ++c)
            out.color[c] = std::uint8_t(take.whole(rgb.toArray().at(qsizetype(c)), 0, 255));
        out.hasColor = true;
    }
    out.algorithm = algorithmOf(map.value(QLatin1StringView("a")), take);
    out.frameOfReference = take.text(map.value(QLatin1StringView("f")));
    out.wrongCounts = take.whole(map.value(QLatin1StringView("w")), 0, kMost);
    out.unreadable = take.whole(map.value(QLatin1StringView("u")), 0, kMost);
    return out;
}

/// Takes one contour off the front; false when the bytes can't be one.
bool takeContour(std::span<const std::byte>& rest, RoiContour& out) {
    if (rest.size() < kContourHead)
        return false;
    const quint32 type = qFromLittleEndian<quint32>(rest.data());
    const std::size_t count = qFromLittleEndian<quint32>(rest.data() + 4);
    rest = rest.subspan(kContourHead);
    if (type > quint32(RoiContour::Type::ClosedPlanarXor) || count > rest.size() / kPointBytes)
        return false;
    out.type = RoiContour::Type(type);
    out.points.reserve(count);
    for (std::size_t n = 0; n < count; ++n) {
        WorldPoint p;
        for (int axis = 0; axis < 3; ++axis)
            p[axis] = qFromLittleEndian<double>(rest.data() + n * kPointBytes + std::size_t(axis) * 8);
        if (!p.allFinite())
            return false;
        out.points.push_back(p);
    }
    rest = rest.subspan(count * kPointBytes);
    return true;
}

} // namespace

QByteArray packRois(const RoiSet& set) {
    QCborMap map;
    map.insert(QLatin1StringView("u"), set.uid);
    map.insert(QLatin1StringView("l"), set.label);
    map.insert(QLatin1StringView("d"), set.date);
    map.insert(QLatin1StringView("f"), set.frameOfReference);
    map.insert(QLatin1StringView("rs"), set.referencedSeries);
    QCborArray rois;
    std::size_t values = 0;
    for (const Roi& roi : set.rois) {
        rois.append(roiMap(roi));
        for (const RoiContour& c : roi.contours)
            values += kContourHead + c.points.size() * kPointBytes;
    }
    map.insert(QLatin1StringView("r"), rois);
    const QByteArray head = map.toCborValue().toCbor();
    QByteArray out(qsizetype(4 + std::size_t(head.size()) + values), Qt::Uninitialized);
    char* at = out.data();
    qToLittleEndian<quint32>(quint32(head.size()), at);
    at = std::copy(head.begin(), head.end(), at + 4);
    for (const Roi& roi : set.rois) {
        for (const RoiContour& c : roi.contours) {
            qToLittleEndian<quint32>(quint32(c.type), at);
            qToLittleEndian<quint32>(quint32(c.points.size()), at + 4);
            at += kContourHead;
            for (const WorldPoint& p : c.points) {
                for (int axis = 0; axis < 3; ++axis, at += 8)
                    qToLittleEndian<double>(p[axis], at);
            }
        }
    }
    return out;
}

Result<RoiSet> unpackRois(std::span<const std::byte> bytes) {
    const auto bad = fail(ErrorKind::Refused, "wire");
    if (bytes.size() < 4)
        return bad;
    const std::size_t length = qFromLittleEndian<quint32>(bytes.data());
    if (length > bytes.size() - 4)
        return bad;
    QCborParserError error;
    const QByteArray head(reinterpret_cast<const char*>(bytes.data()) + 4, qsizetype(length));
    const QCborValue value = QCborValue::fromCbor(head, &error);
    if (error.error != QCborError::NoError || !value.isMap())
        return bad;
    const QCborMap map = value.toMap();
    Take take;
    RoiSet out;
    out.uid = take.text(map.value(QLatin1StringView("u")));
    out.label = take.text(map.value(QLatin1StringView("l")));
    out.date = take.text(map.value(QLatin1StringView("d")));
    out.frameOfReference = take.text(map.value(QLatin1StringView("f")));
    out.referencedSeries = take.text(map.value(QLatin1StringView("rs")));
    std::span<const std::byte> rest = bytes.subspan(4 + length);
    for (const QCborValue& entry : map.value(QLatin1StringView("r")).toArray()) {
        Roi roi = roiOf(entry.toMap(), take);
        const qint64 contours = wholeOf(entry.toMap().value(QLatin1StringView("k")), -1);
        if (!take.good || contours < 0 || std::size_t(contours) > rest.size() / kContourHead)
            return bad;
        for (qint64 n = 0; n < contours; ++n) {
            if (!takeContour(rest, roi.contours.emplace_back()))
                return bad;
        }
        out.rois.push_back(std::move(roi));
    }
    if (!take.good || !rest.empty())
        return bad;
    return out;
}

} // namespace casebook::wire
