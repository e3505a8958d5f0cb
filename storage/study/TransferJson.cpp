// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/study/TransferJson.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

#include <cmath>

namespace casebook {

namespace {

using raycast::TransferFunction;
using raycast::TransferPoint;

constexpr qsizetype kMostPoints = 64;
constexpr qsizetype kMostBytes = 16384; ///< 64 points written with room to spare
constexpr double kLowest_hu = -1024, kHighest_hu = 3071;

const QString kPoints = QStringLiteral("points"), kPreset = QStringLiteral("preset"),
              kHu = QStringLiteral("hu"), kOpacity = QStringLiteral("opacity"),
              kColor = QStringLiteral("color");

Result<std::uint32_t> colorFrom(const QJsonValue& value, const QString& number) {
    static const QRegularExpression shape(QStringLiteral("\\A#[0-9A-Fa-f]{6}\\z"));
    const QString text = value.toString();
    if (!value.isString() || !shape.match(text).hasMatch())
        return fail(ErrorKind::Refused, "transfer-color", number);
    return text.sliced(1).toUInt(nullptr, 16);
}

/// @param above the HU of the point before must be below this one's.
Result<TransferPoint> pointFrom(const QJsonValue& value, double above, const QString& number) {
    const QJsonObject point = value.toObject();
    if (point.size() != 3 || !point.contains(kHu) || !point.contains(kOpacity) || !point.contains(kColor))
        return fail(ErrorKind::Refused, "transfer-point", number);
    TransferPoint out;
    out.hu = point.value(kHu).toDouble(above);
    if (!(out.hu > above) || out.hu > kHighest_hu)
        return fail(ErrorKind::Refused, "transfer-hu", number);
    out.opacity = point.value(kOpacity).toDouble(-1);
    if (!(out.opacity >= 0) || out.opacity > 1)
        return fail(ErrorKind::Refused, "transfer-opacity", number);
    const auto color = colorFrom(point.value(kColor), number);
    if (!color)
        return tl::unexpected(color.error());
    out.color = *color;
    return out;
}

bool hasKnownMembers(const QJsonObject& object) {
    static const QRegularExpression code(QStringLiteral("\\A[a-z-]{1,40}\\z"));
    const bool named = object.contains(kPreset);
    return object.value(kPoints).isArray() && object.size() == (named ? 2 : 1) &&
           (!named || code.match(object.value(kPreset).toString()).hasMatch());
}

} // namespace

QByteArray transferToJson(const TransferFunction& transfer, const QByteArray& preset) {
    QJsonArray points;
    for (const TransferPoint& p : transfer)
        points.append(QJsonObject{
            {kHu, p.hu},
            {kOpacity, p.opacity},
            {kColor, QStringLiteral("#%1").arg(p.color & 0xFFFFFFU, 6, 16, QLatin1Char('0')).toUpper()}});
    QJsonObject object{{kPoints, points}};
    if (!preset.isEmpty())
        object.insert(kPreset, QString::fromLatin1(preset));
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

QByteArray presetOfJson(const QByteArray& json) {
    return QJsonDocument::fromJson(json).object().value(kPreset).toString().toLatin1();
}

Result<TransferFunction> transferFromJson(const QByteArray& json) {
    const QJsonObject object =
        json.size() > kMostBytes ? QJsonObject() : QJsonDocument::fromJson(json).object();
    if (!hasKnownMembers(object))
        return fail(ErrorKind::Refused, "transfer-json");
    const QJsonArray points = object.value(kPoints).toArray();
    if (points.isEmpty() || points.size() > kMostPoints)
        return fail(ErrorKind::Refused, "transfer-points", QString::number(points.size()));
    TransferFunction out;
    double above = std::nextafter(kLowest_hu, kLowest_hu - 1);
    for (const QJsonValue& value : points) {
        const auto point = pointFrom(value, above, QString::number(out.size() + 1));
        if (!point)
            return tl::unexpected(point.error());
        above = point->hu;
        out.push_back(*point);
    }
    return out;
}

} // namespace casebook
