// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/dicom/WireFormat.h"

#include "storage/dicom/WireTake.h"

#include <QCborArray>
#include <QCborValue>
#include <QtEndian>

#include <algorithm>
#include <array>
#include <utility>

namespace casebook::wire {
namespace {

constexpr std::uint32_t kMagic = 0x57574243; // "CBWW" in the order of the bytes

tl::unexpected<Error> bad() { return fail(ErrorKind::Refused, "wire"); }

bool isKnown(std::uint16_t type) {
    static constexpr std::array<std::pair<int, int>, 11> ranges{{{1, 9},
                                                                 {20, 23},
                                                                 {30, 31},
                                                                 {40, 40},
                                                                 {60, 60},
                                                                 {101, 107},
                                                                 {110, 114},
                                                                 {120, 122},
                                                                 {130, 131},
                                                                 {140, 140},
                                                                 {200, 202}}};
    return std::any_of(ranges.begin(), ranges.end(),
                       [&](const auto& range) { return type >= range.first && type <= range.second; });
}

QByteArrayView viewOf(std::span<const std::byte> bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), qsizetype(bytes.size())};
}

Result<QCborMap> mapOf(QByteArrayView cbor) {
    QCborParserError error;
    // A worker may lie: nothing of it is trusted before each field has been looked at.
    const QCborValue value = QCborValue::fromCbor(QByteArray(cbor.data(), cbor.size()), &error);
    if (error.error != QCborError::NoError || !value.isMap())
        return bad();
    return value.toMap();
}

} // namespace

QByteArray encode(const Message& message) {
    const QByteArray payload =
        message.payload.isEmpty() ? QByteArray() : message.payload.toCborValue().toCbor();
    QByteArray out(qsizetype(kHeaderBytes), '\0');
    char* at = out.data();
    qToLittleEndian<quint32>(kMagic, at);
    qToLittleEndian<quint16>(kVersion, at + 4);
    qToLittleEndian<quint16>(quint16(message.type), at + 6);
    qToLittleEndian<quint32>(message.request, at + 8);
    qToLittleEndian<quint32>(quint32(payload.size()), at + 12);
    qToLittleEndian<quint64>(message.bulk, at + 16);
    return out + payload;
}

Result<Message> decode(std::span<const std::byte> datagram) {
    if (datagram.size() < kHeaderBytes || datagram.size() > kLargestMessage)
        return bad();
    const auto* at = datagram.data();
    const auto type = qFromLittleEndian<quint16>(at + 6);
    const auto length = qFromLittleEndian<quint32>(at + 12);
    if (qFromLittleEndian<quint32>(at) != kMagic || qFromLittleEndian<quint16>(at + 4) != kVersion ||
        !isKnown(type) || length != datagram.size() - kHeaderBytes)
        return bad();
    Message out;
    out.type = Type(type);
    out.request = qFromLittleEndian<quint32>(at + 8);
    out.bulk = qFromLittleEndian<quint64>(at + 16);
    if (length == 0)
        return out;
    auto map = mapOf(viewOf(datagram.subspan(kHeaderBytes)));
    if (!map)
        return tl::unexpected(map.error());
    out.payload = std::move(*map);
    return out;
}

Message failure(std::uint32_t request, const Error& error) {
    Message out;
    out.type = Type::Failure;
    out.request = request;
    out.payload.insert(QLatin1StringView("code"), QString::fromLatin1(error.code));
    out.payload.insert(QLatin1StringView("object"), error.object.left(64));
    return out;
}

Error errorOf(const Message& message) {
    static constexpr std::array<const char*, 20> known{"not-dicom",          "truncated",
                                                       "no-pixel-data",      "unsupported-transfer-syntax",
                                                       "unsupported-object", "bad-geometry",
                                                       "too-large",          "unreadable",
                                                       "malformed",          "inside-archive-limit",
                                                       "not-labels",         "no-frame",
                                                       "not-archive",        "dictionary-missing",
                                                       "unsafe-path",        "link",
                                                       "too-deep",           "uid-not-mapped",
                                                       "not-released",       "no-dummy"};
    Error out;
    const QByteArray code = message.payload.value(QLatin1StringView("code")).toString().toLatin1();
    const bool listed = std::any_of(known.begin(), known.end(), [&](const char* k) { return code == k; });
    out.code = listed ? code : QByteArray("malformed");
    // Only a UID may come along (which syntax is unknown): text of the file could name a person.
    const QString object = message.payload.value(QLatin1StringView("object")).toString();
    const bool uid = object.size() <= 64 && std::all_of(object.begin(), object.end(), [](QChar c) {
                         return c.isDigit() || c == QLatin1Char('.');
                     });
    if (uid)
        out.object = object;
    return out;
}

QCborMap shapeOf(const dicom::DecodedFrame& frame) {
    QCborMap map;
    map.insert(QLatin1StringView("c"), frame.columns);
    map.insert(QLatin1StringView("r"), frame.rows);
    map.insert(QLatin1StringView("s"), frame.samples);
    map.insert(QLatin1StringView("t"), int(frame.type));
    map.insert(QLatin1StringView("p"), QString::fromLatin1(frame.photometric));
    return map;
}

Result<dicom::DecodedFrame> frameOfShape(const QCborMap& shape) {
    const qint64 columns = wholeOf(shape.value(QLatin1StringView("c")), 0);
    const qint64 rows = wholeOf(shape.value(QLatin1StringView("r")), 0);
    const qint64 samples = wholeOf(shape.value(QLatin1StringView("s")), 0);
    const qint64 type = wholeOf(shape.value(QLatin1StringView("t")), -1);
    if (columns < 1 || columns > 65535 || rows < 1 || rows > 65535 || samples < 1 || samples > 4 ||
        type < 0 || type > qint64(dicom::SampleType::S32))
        return bad();
    dicom::DecodedFrame out;
    out.columns = int(columns);
    out.rows = int(rows);
    out.samples = int(samples);
    out.type = dicom::SampleType(type);
    out.photometric = shape.value(QLatin1StringView("p")).toString().left(32).toLatin1();
    return out;
}

} // namespace casebook::wire
