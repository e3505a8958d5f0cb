// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cad/Finding.h"

#include <QJsonArray>

#include <cmath>
#include <numbers>
#include <tuple>

namespace casebook {

namespace {

const QString keyExternalId = QStringLiteral("id");
const QString keyCategory = QStringLiteral("category");
const QString keyMeaning = QStringLiteral("meaning");
const QString keyCenter = QStringLiteral("center_mm");
const QString keyBox = QStringLiteral("box_mm");
const QString keyLong = QStringLiteral("long_mm");
const QString keyShort = QStringLiteral("short_mm");
const QString keyMean = QStringLiteral("mean_mm");
const QString keyVolume = QStringLiteral("volume_mm3");
const QString keySolid = QStringLiteral("solid_mm");
const QString keyType = QStringLiteral("type");
const QString keyScore = QStringLiteral("score");
const QString keyScoreMeaning = QStringLiteral("score_meaning");
const QString keySite = QStringLiteral("site");
const QString keyMalignancy = QStringLiteral("malignancy");
const QString keyMalignancyModel = QStringLiteral("malignancy_model");
const QString keySegment = QStringLiteral("segment");
const QString keyExtra = QStringLiteral("extra");

/// A mark of unknown size is drawn as one of the smallest that matter.
constexpr double unknownDiameter_mm = 6;

QJsonArray arrayOf(const WorldPoint& p) { return {p.x(), p.y(), p.z()}; }

WorldPoint pointOf(const QJsonArray& a, int first) {
    return {a.at(first).toDouble(), a.at(first + 1).toDouble(), a.at(first + 2).toDouble()};
}

void put(QJsonObject& o, const QString& key, const std::optional<double>& value) {
    if (value)
        o.insert(key, *value);
}

void put(QJsonObject& o, const QString& key, const QString& value) {
    if (!value.isEmpty())
        o.insert(key, value);
}

std::optional<double> number(const QJsonObject& o, const QString& key) {
    const QJsonValue value = o.value(key);
    return value.isDouble() ? std::optional(value.toDouble()) : std::nullopt;
}

} // namespace

bool MarkBox::holds(const WorldPoint& p) const {
    return (p.array() >= minimum.array()).all() && (p.array() <= maximum.array()).all();
}

Mark markOf(const Finding& f) {
    Mark mark{f.center, unknownDiameter_mm, f.box};
    if (f.size.mean_mm)
        mark.diameter_mm = *f.size.mean_mm;
    else if (f.size.long_mm)
        mark.diameter_mm = *f.size.long_mm;
    else if (f.size.volume_mm3)
        mark.diameter_mm = std::cbrt(6 * *f.size.volume_mm3 / std::numbers::pi);
    else if (f.box)
        mark.diameter_mm = (f.box->maximum - f.box->minimum).maxCoeff();
    return mark;
}

QJsonObject toJson(const Finding& f) {
    QJsonObject o;
    put(o, keyExternalId, f.externalId);
    put(o, keyCategory, f.category);
    put(o, keyMeaning, f.meaning);
    o.insert(keyCenter, arrayOf(f.center));
    if (f.box) {
        QJsonArray box = arrayOf(f.box->minimum);
        for (const auto& v : arrayOf(f.box->maximum))
            box.append(v);
        o.insert(keyBox, box);
    }
    put(o, keyLong, f.size.long_mm);
    put(o, keyShort, f.size.short_mm);
    put(o, keyMean, f.size.mean_mm);
    put(o, keyVolume, f.size.volume_mm3);
    put(o, keySolid, f.size.solid_mm);
    put(o, keyType, QString::fromLatin1(f.type));
    put(o, keyScore, f.score);
    put(o, keyScoreMeaning, QString::fromLatin1(f.scoreMeaning));
    put(o, keySite, f.site);
    put(o, keyMalignancy, f.malignancy);
    put(o, keyMalignancyModel, f.malignancyModel);
    if (f.segment)
        o.insert(keySegment, *f.segment);
    if (!f.extra.isEmpty())
        o.insert(keyExtra, f.extra);
    return o;
}

Result<Finding> findingFromJson(const QJsonObject& o) {
    const QJsonArray center = o.value(keyCenter).toArray();
    if (center.size() != 3)
        return fail(ErrorKind::Damaged, "database-damaged", QStringLiteral("finding"));
    Finding f;
    f.externalId = o.value(keyExternalId).toString();
    f.category = o.value(keyCategory).toString();
    f.meaning = o.value(keyMeaning).toString();
    f.center = pointOf(center, 0);
    if (const QJsonArray box = o.value(keyBox).toArray(); box.size() == 6)
        f.box = MarkBox{pointOf(box, 0), pointOf(box, 3)};
    f.size = {number(o, keyLong), number(o, keyShort), number(o, keyMean), number(o, keyVolume),
              number(o, keySolid)};
    f.type = o.value(keyType).toString().toLatin1();
    f.score = number(o, keyScore);
    f.scoreMeaning = o.value(keyScoreMeaning).toString().toLatin1();
    f.site = o.value(keySite).toString();
    f.malignancy = number(o, keyMalignancy);
    f.malignancyModel = o.value(keyMalignancyModel).toString();
    if (o.contains(keySegment))
        f.segment = o.value(keySegment).toInt();
    f.extra = o.value(keyExtra).toObject();
    return f;
}

bool headToFoot(const Finding& a, const Finding& b) {
    return std::tuple(-a.center.z(), a.center.x(), a.center.y(), a.uuid.bytes) <
           std::tuple(-b.center.z(), b.center.x(), b.center.y(), b.uuid.bytes);
}

} // namespace casebook
