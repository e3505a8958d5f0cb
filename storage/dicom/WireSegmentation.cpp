// SPDX-License-Identifier: GPL-3.0-or-later
// The part of the wire format that carries segmentations.
#include "storage/dicom/WireFormat.h"
#include "storage/dicom/WireTake.h"

#include <QCborArray>
#include <QtEndian>

#include <cmath>
#include <cstring>

namespace casebook::wire {
namespace {

QCborArray notesArray(const std::vector<SegmentationNote>& notes) {
    QCborArray out;
    for (const SegmentationNote& note : notes) {
        QCborArray one{QString::fromLatin1(note.code)};
        for (const QString& arg : note.args)
            one.append(arg);
        out.append(one);
    }
    return out;
}

QCborMap segmentMap(const Segment& s) {
    QCborMap map;
    map.insert(QLatin1StringView("n"), s.number);
    map.insert(QLatin1StringView("l"), s.label);
    map.insert(QLatin1StringView("m"), s.codeMeaning);
    map.insert(QLatin1StringView("c"), QString::fromUtf8(s.code));
    if (s.hasColor)
        map.insert(QLatin1StringView("rgb"), QCborArray{s.color[0], s.color[1], s.color[2]});
    map.insert(QLatin1StringView("a"), algorithmMap(s.algorithm));
    map.insert(QLatin1StringView("ti"), s.trackingId);
    map.insert(QLatin1StringView("tu"), s.trackingUid);
    if (s.counted) {
        map.insert(QLatin1StringView("cv"), qint64(s.counted->voxels));
        map.insert(QLatin1StringView("cm"), s.counted->volume_ml);
        map.insert(QLatin1StringView("cc"), vectorOf(s.counted->centroid));
    }
    map.insert(QLatin1StringView("f"), s.frames);
    map.insert(QLatin1StringView("b"), QCborArray{s.box.first[0], s.box.first[1], s.box.first[2],
                                                  s.box.size[0], s.box.size[1], s.box.size[2]});
    return map;
}

VoxelBox boxOf(const QCborArray& a, const GridGeometry& grid, Take& take) {
    VoxelBox box;
    const std::array<int, 3> sides{grid.columns, grid.rows, grid.slices};
    take.good = take.good && a.size() == 6;
    for (std::size_t axis = 0; axis < 3 && take.good; ++axis) {
        box.first[axis] = take.whole(a.at(qsizetype(axis)), 0, sides[axis]);
        box.size[axis] = take.whole(a.at(qsizetype(axis) + 3), 0, sides[axis] - box.first[axis]);
    }
    return box;
}

SegmentationNote noteOf(const QCborValue& value, Take& take) {
    SegmentationNote out;
    const QCborArray parts = value.toArray();
    constexpr qsizetype kMostParts = 8;
    take.good = take.good && !parts.isEmpty() && parts.size() <= kMostParts;
    out.code = take.text(parts.at(0)).toLatin1();
    for (qsizetype n = 1; n < parts.size() && take.good; ++n)
        out.args.append(take.text(parts.at(n)));
    return out;
}

Segment segmentOf(const QCborMap& map, const GridGeometry& grid, Take& take) {
    Segment s;
    s.number = take.whole(map.value(QLatin1StringView("n")), -2147483647, 2147483647);
    s.label = take.text(map.value(QLatin1StringView("l")));
    s.codeMeaning = take.text(map.value(QLatin1StringView("m")));
    s.code = take.text(map.value(QLatin1StringView("c"))).toUtf8();
    if (const QCborValue rgb = map.value(QLatin1StringView("rgb"));
        rgb.isArray() && rgb.toArray().size() == 3) {
        for (std::size_t n = 0; n < 3; ++n)
            s.color[n] = std::uint8_t(take.whole(rgb.toArray().at(qsizetype(n)), 0, 255));
        s.hasColor = true;
    }
    s.algorithm = algorithmOf(map.value(QLatin1StringView("a")), take);
    s.trackingId = take.text(map.value(QLatin1StringView("ti")));
    s.trackingUid = take.text(map.value(QLatin1StringView("tu")));
    if (map.contains(QLatin1StringView("cv"))) {
        SegmentStatistics counted;
        counted.voxels = wholeOf(map.value(QLatin1StringView("cv")), -1);
        counted.volume_ml = take.real(map.value(QLatin1StringView("cm")));
        counted.centroid = take.vector(map.value(QLatin1StringView("cc")));
        take.good = take.good && counted.voxels >= 0 && counted.volume_ml >= 0;
        s.counted = counted;
    }
    s.frames = take.whole(map.value(QLatin1StringView("f")), 0, 2147483647);
    s.box = boxOf(map.value(QLatin1StringView("b")).toArray(), grid, take);
    return s;
}

} // namespace

QByteArray pack(const Segmentation& segmentation, std::int64_t limit) {
    QCborMap map;
    map.insert(QLatin1StringView("k"), int(segmentation.kind));
    map.insert(QLatin1StringView("u"), segmentation.uid);
    map.insert(QLatin1StringView("f"), segmentation.frameOfReference);
    map.insert(QLatin1StringView("rs"), segmentation.referencedSeries);
    map.insert(QLatin1StringView("mx"), segmentation.maximumFraction);
    map.insert(QLatin1StringView("g"), gridMap(segmentation.grid));
    QCborArray segments;
    std::int64_t values = 0;
    for (const Segment& s : segmentation.segments) {
        segments.append(segmentMap(s));
        values += std::int64_t(s.values.size());
    }
    map.insert(QLatin1StringView("s"), segments);
    QCborArray places;
    for (const double place : segmentation.slicePlaces_mm)
        places.append(place);
    map.insert(QLatin1StringView("p"), places);
    map.insert(QLatin1StringView("n"), notesArray(segmentation.notes));
    const QByteArray head = map.toCborValue().toCbor();
    const std::int64_t total = 4 + std::int64_t(head.size()) + values;
    if (total > limit)
        return {};
    QByteArray out(total, Qt::Uninitialized);
    qToLittleEndian<quint32>(quint32(head.size()), out.data());
    std::memcpy(out.data() + 4, head.constData(), std::size_t(head.size()));
    char* at = out.data() + 4 + head.size();
    for (const Segment& s : segmentation.segments) {
        std::copy(s.values.begin(), s.values.end(), at);
        at += s.values.size();
    }
    return out;
}

Result<Segmentation> unpack(std::span<const std::byte> bytes) {
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
    Segmentation out;
    out.kind = Segmentation::Kind(
        take.whole(map.value(QLatin1StringView("k")), 0, int(Segmentation::Kind::LabelMap)));
    out.uid = take.text(map.value(QLatin1StringView("u")));
    out.frameOfReference = take.text(map.value(QLatin1StringView("f")));
    out.referencedSeries = take.text(map.value(QLatin1StringView("rs")));
    out.maximumFraction = take.real(map.value(QLatin1StringView("mx")));
    out.grid = gridOf(map.value(QLatin1StringView("g")).toMap(), take);
    for (const QCborValue& place : map.value(QLatin1StringView("p")).toArray())
        out.slicePlaces_mm.push_back(take.real(place));
    for (const QCborValue& note : map.value(QLatin1StringView("n")).toArray())
        out.notes.push_back(noteOf(note, take));
    std::span<const std::byte> rest = bytes.subspan(4 + length);
    for (const QCborValue& entry : map.value(QLatin1StringView("s")).toArray()) {
        Segment s = segmentOf(entry.toMap(), out.grid, take);
        if (!take.good || s.box.count() > rest.size())
            return bad;
        s.values.resize(s.box.count());
        if (!s.values.empty())
            std::memcpy(s.values.data(), rest.data(), s.values.size());
        rest = rest.subspan(s.values.size());
        out.segments.push_back(std::move(s));
    }
    if (!take.good || !rest.empty())
        return bad;
    return out;
}

} // namespace casebook::wire
