// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Internal to the wire format: fields of CBOR maps, checked as they are taken.

#include "core/segmentation/Segmentation.h"

#include <QCborArray>
#include <QCborMap>

#include <cmath>

namespace casebook::wire {

inline QCborArray vectorOf(const WorldVector& v) { return {v.x(), v.y(), v.z()}; }

/// A whole number, or `otherwise`. QCborValue::toInteger() casts a double whatever it holds, and not each fits.
inline qint64 wholeOf(const QCborValue& v, qint64 otherwise) {
    return v.isInteger() ? v.toInteger() : otherwise;
}

/// Takes fields out of a map; anything odd makes `good` false for good.
struct Take {
    bool good = true;

    int whole(const QCborValue& v, int least, int most) {
        const qint64 number = wholeOf(v, qint64(least) - 1);
        good = good && number >= least && number <= most;
        return good ? int(number) : least;
    }
    double real(const QCborValue& v) {
        const double number = v.toDouble();
        good = good && (v.isDouble() || v.isInteger()) && std::isfinite(number);
        return number;
    }
    WorldVector vector(const QCborValue& v) {
        const QCborArray a = v.toArray();
        good = good && a.size() == 3;
        return good ? WorldVector(real(a.at(0)), real(a.at(1)), real(a.at(2))) : WorldVector::Zero();
    }
    QString text(const QCborValue& v) {
        good = good && v.isString() && v.toString().size() <= 1024;
        return good ? v.toString() : QString();
    }
};

inline QCborMap algorithmMap(const AlgorithmIdentity& a) {
    QCborMap map;
    map.insert(QLatin1StringView("n"), a.name);
    map.insert(QLatin1StringView("v"), a.version);
    map.insert(QLatin1StringView("t"), QString::fromLatin1(a.type));
    map.insert(QLatin1StringView("d"), a.date);
    return map;
}

inline AlgorithmIdentity algorithmOf(const QCborValue& value, Take& take) {
    const QCborMap map = value.toMap();
    AlgorithmIdentity out;
    out.name = take.text(map.value(QLatin1StringView("n")));
    out.version = take.text(map.value(QLatin1StringView("v")));
    out.type = take.text(map.value(QLatin1StringView("t"))).toLatin1();
    out.date = take.text(map.value(QLatin1StringView("d")));
    return out;
}

inline QCborMap gridMap(const GridGeometry& g) {
    QCborMap map;
    map.insert(QLatin1StringView("o"), vectorOf(g.origin));
    map.insert(QLatin1StringView("r"), vectorOf(g.rowDirection));
    map.insert(QLatin1StringView("c"), vectorOf(g.columnDirection));
    map.insert(QLatin1StringView("s"), vectorOf(g.sliceStep));
    map.insert(QLatin1StringView("sp"), QCborArray{g.columnSpacing, g.rowSpacing});
    map.insert(QLatin1StringView("n"), QCborArray{g.columns, g.rows, g.slices});
    return map;
}

inline constexpr int kLargestSide = 65535;

inline GridGeometry gridOf(const QCborMap& map, Take& take) {
    GridGeometry g;
    g.origin = take.vector(map.value(QLatin1StringView("o")));
    g.rowDirection = take.vector(map.value(QLatin1StringView("r")));
    g.columnDirection = take.vector(map.value(QLatin1StringView("c")));
    g.sliceStep = take.vector(map.value(QLatin1StringView("s")));
    const QCborArray spacing = map.value(QLatin1StringView("sp")).toArray();
    const QCborArray sides = map.value(QLatin1StringView("n")).toArray();
    take.good = take.good && spacing.size() == 2 && sides.size() == 3;
    g.columnSpacing = take.real(spacing.at(0));
    g.rowSpacing = take.real(spacing.at(1));
    take.good = take.good && g.columnSpacing > 0 && g.rowSpacing > 0;
    g.columns = take.whole(sides.at(0), 1, kLargestSide);
    g.rows = take.whole(sides.at(1), 1, kLargestSide);
    g.slices = take.whole(sides.at(2), 1, kLargestSide);
    return g;
}

} // namespace casebook::wire
