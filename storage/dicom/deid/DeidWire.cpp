// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/dicom/deid/DeidWire.h"

#include "storage/dicom/WireTake.h"

#include <QCborArray>
#include <QCborMap>
#include <QCborValue>
#include <QtEndian>

#include <algorithm>

namespace casebook::wire {
namespace {

using Key = QLatin1StringView;

tl::unexpected<Error> bad() { return fail(ErrorKind::Refused, "wire"); }

QByteArray join(const QCborMap& map, const QByteArray& file) {
    const QByteArray cbor = map.toCborValue().toCbor();
    QByteArray out(4, '\0');
    qToLittleEndian<quint32>(quint32(cbor.size()), out.data());
    return out + cbor + file;
}

struct Parts {
    QCborMap map;
    std::span<const std::byte> file;
};

Result<Parts> split(std::span<const std::byte> bytes) {
    if (bytes.size() < 4)
        return bad();
    const auto length = std::size_t(qFromLittleEndian<quint32>(bytes.data()));
    if (length > bytes.size() - 4)
        return bad();
    QCborParserError error;
    const QCborValue value = QCborValue::fromCbor(
        QByteArray(reinterpret_cast<const char*>(bytes.data()) + 4, qsizetype(length)), &error);
    if (error.error != QCborError::NoError || !value.isMap())
        return bad();
    return Parts{value.toMap(), bytes.subspan(4 + length)};
}

QCborArray arrayOf(const QStringList& list) { return QCborArray::fromStringList(list); }

QStringList listOf(const QCborValue& value) {
    QStringList out;
    for (const QCborValue& one : value.toArray())
        out.append(one.toString());
    return out;
}

bool isPlain(const QByteArray& text) {
    return text.size() <= 400 && std::all_of(text.begin(), text.end(), [](char c) {
               return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                      c == '-' || c == '/' || c == '+';
           });
}

} // namespace

QByteArray packPlan(const dicom::DeidPlan& plan, const QByteArray& file) {
    QCborMap map;
    map.insert(Key("chars"), plan.options.patientCharacteristics);
    map.insert(Key("dates"), plan.options.modifiedDates);
    map.insert(Key("pseudonym"), plan.pseudonym);
    map.insert(Key("trial"), plan.trial);
    map.insert(Key("method"), plan.method);
    map.insert(Key("offset"), qint64(plan.dayOffset));
    map.insert(Key("index"), plan.indexDate);
    QCborMap uids;
    for (auto it = plan.uids.cbegin(); it != plan.uids.cend(); ++it)
        uids.insert(it.key(), it.value());
    map.insert(Key("uids"), uids);
    map.insert(Key("words"), arrayOf(plan.words));
    map.insert(Key("labels"), arrayOf(plan.labels));
    map.insert(Key("identifiers"), arrayOf(plan.identifiers));
    map.insert(Key("samples"), plan.samples);
    return join(map, file);
}

Result<PlannedObject> unpackPlan(std::span<const std::byte> bytes) {
    const auto parts = split(bytes);
    if (!parts)
        return tl::unexpected(parts.error());
    const QCborMap& map = parts->map;
    PlannedObject out;
    out.file = parts->file;
    out.plan.options.patientCharacteristics = map.value(Key("chars")).toBool(false);
    out.plan.options.modifiedDates = map.value(Key("dates")).toBool(false);
    out.plan.pseudonym = map.value(Key("pseudonym")).toString();
    out.plan.trial = map.value(Key("trial")).toString();
    out.plan.method = map.value(Key("method")).toString();
    out.plan.dayOffset = wholeOf(map.value(Key("offset")), 0);
    out.plan.indexDate = map.value(Key("index")).toString();
    const QCborMap uids = map.value(Key("uids")).toMap();
    for (auto it = uids.cbegin(); it != uids.cend(); ++it)
        out.plan.uids.insert(it.key().toString(), it.value().toString());
    out.plan.words = listOf(map.value(Key("words")));
    out.plan.labels = listOf(map.value(Key("labels")));
    out.plan.identifiers = listOf(map.value(Key("identifiers")));
    out.plan.samples = map.value(Key("samples")).toBool(false);
    if (out.plan.pseudonym.isEmpty())
        return bad();
    return out;
}

QByteArray packResult(const dicom::DeidResult& result) {
    QCborMap map;
    QCborArray actions, samples;
    for (const dicom::DeidAction& a : result.actions)
        actions.append(QString::fromLatin1(a.path + ' ' + a.action + ' ' + a.reason));
    for (const dicom::DeidSample& s : result.samples)
        samples.append(QCborArray{QString::fromLatin1(s.path), s.before, s.after});
    map.insert(Key("hash"), result.pixelHash);
    map.insert(Key("actions"), actions);
    map.insert(Key("samples"), samples);
    map.insert(Key("dropped"), arrayOf(result.droppedWords));
    return join(map, result.file);
}

Result<dicom::DeidResult> unpackResult(std::span<const std::byte> bytes) {
    const auto parts = split(bytes);
    if (!parts)
        return tl::unexpected(parts.error());
    dicom::DeidResult out;
    out.file = QByteArray(reinterpret_cast<const char*>(parts->file.data()), qsizetype(parts->file.size()));
    out.pixelHash = parts->map.value(Key("hash")).toByteArray();
    if (out.pixelHash.size() != 32)
        return bad();
    for (const QCborValue& one : parts->map.value(Key("actions")).toArray()) {
        const QByteArrayList words = one.toString().toLatin1().split(' ');
        if (words.size() != 3 || !std::all_of(words.begin(), words.end(), isPlain))
            return bad();
        out.actions.append({words[0], words[1], words[2]});
    }
    for (const QCborValue& one : parts->map.value(Key("samples")).toArray()) {
        const QCborArray cells = one.toArray();
        const QByteArray path = cells.at(0).toString().toLatin1();
        if (cells.size() != 3 || !isPlain(path))
            return bad();
        out.samples.append({path, cells.at(1).toString().left(64), cells.at(2).toString().left(64)});
    }
    out.droppedWords = listOf(parts->map.value(Key("dropped")));
    return out;
}

QByteArray packSurvey(const dicom::DeidSurvey& survey) {
    QCborMap map;
    map.insert(Key("exclusion"), QString::fromLatin1(survey.exclusion));
    map.insert(Key("warning"), QString::fromLatin1(survey.warning));
    map.insert(Key("class"), survey.sopClass);
    map.insert(Key("sop"), survey.sopInstance);
    map.insert(Key("study"), survey.studyUid);
    map.insert(Key("series"), survey.seriesUid);
    map.insert(Key("frame"), survey.frameOfReference);
    map.insert(Key("modality"), survey.modality);
    map.insert(Key("date"), survey.studyDate);
    map.insert(Key("seg"), survey.segmentation);
    map.insert(Key("references"), arrayOf(survey.references));
    map.insert(Key("uids"), arrayOf(survey.uids));
    map.insert(Key("identifiers"), arrayOf(survey.identifiers));
    return join(map, {});
}

Result<dicom::DeidSurvey> unpackSurvey(std::span<const std::byte> bytes) {
    const auto parts = split(bytes);
    if (!parts)
        return tl::unexpected(parts.error());
    const QCborMap& map = parts->map;
    dicom::DeidSurvey out;
    out.exclusion = map.value(Key("exclusion")).toString().toLatin1();
    out.warning = map.value(Key("warning")).toString().toLatin1();
    if (!out.exclusion.isEmpty() && !dicom::deidExclusions().contains(out.exclusion))
        return bad();
    out.sopClass = map.value(Key("class")).toString();
    out.sopInstance = map.value(Key("sop")).toString();
    out.studyUid = map.value(Key("study")).toString();
    out.seriesUid = map.value(Key("series")).toString();
    out.frameOfReference = map.value(Key("frame")).toString();
    out.modality = map.value(Key("modality")).toString().left(16);
    out.studyDate = map.value(Key("date")).toString().left(16);
    out.segmentation = map.value(Key("seg")).toBool(false);
    out.references = listOf(map.value(Key("references")));
    out.uids = listOf(map.value(Key("uids")));
    out.identifiers = listOf(map.value(Key("identifiers")));
    const bool uids = std::all_of(out.references.begin(), out.references.end(), dicom::isUid);
    return uids ? Result<dicom::DeidSurvey>(std::move(out)) : bad();
}

} // namespace casebook::wire
