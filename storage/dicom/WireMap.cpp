// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/dicom/WireMap.h"

#include "storage/dicom/WireTake.h"

#include <QtEndian>

#include <algorithm>

namespace casebook::wire {

QByteArray packMap(const ValueMap& map) {
    QCborMap head;
    head.insert(QLatin1StringView("u"), map.uid);
    head.insert(QLatin1StringView("f"), map.frameOfReference);
    head.insert(QLatin1StringView("rs"), map.referencedSeries);
    head.insert(QLatin1StringView("g"), gridMap(map.grid));
    head.insert(QLatin1StringView("q"), map.quantity);
    head.insert(QLatin1StringView("un"), map.unit);
    head.insert(QLatin1StringView("lo"), map.low);
    head.insert(QLatin1StringView("hi"), map.high);
    head.insert(QLatin1StringView("fa"), map.formsApart_mm);
    head.insert(QLatin1StringView("a"), algorithmMap(map.algorithm));
    const QByteArray text = head.toCborValue().toCbor();
    QByteArray out(qsizetype(4 + std::size_t(text.size()) + map.values.size() * 4), Qt::Uninitialized);
    qToLittleEndian<quint32>(quint32(text.size()), out.data());
    char* at = std::copy(text.begin(), text.end(), out.data() + 4);
    for (const float value : map.values) {
        qToLittleEndian<float>(value, at);
        at += 4;
    }
    return out;
}

Result<ValueMap> unpackMap(std::span<const std::byte> bytes) {
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
    ValueMap out;
    out.uid = take.text(map.value(QLatin1StringView("u")));
    out.frameOfReference = take.text(map.value(QLatin1StringView("f")));
    out.referencedSeries = take.text(map.value(QLatin1StringView("rs")));
    out.grid = gridOf(map.value(QLatin1StringView("g")).toMap(), take);
    out.quantity = take.text(map.value(QLatin1StringView("q")));
    out.unit = take.text(map.value(QLatin1StringView("un")));
    out.low = take.real(map.value(QLatin1StringView("lo")));
    out.high = take.real(map.value(QLatin1StringView("hi")));
    out.formsApart_mm = take.real(map.value(QLatin1StringView("fa")));
    out.algorithm = algorithmOf(map.value(QLatin1StringView("a")), take);
    const std::span<const std::byte> rest = bytes.subspan(4 + length);
    if (!take.good || rest.size() % 4 != 0)
        return bad;
    const std::size_t voxels =
        std::size_t(out.grid.columns) * std::size_t(out.grid.rows) * std::size_t(out.grid.slices);
    if (rest.size() / 4 != voxels)
        return bad;
    out.values.resize(voxels);
    for (std::size_t n = 0; n < voxels; ++n)
        out.values[n] = qFromLittleEndian<float>(rest.data() + n * 4);
    return out;
}

} // namespace casebook::wire
