// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/volume/VolumePlan.h"

#include <algorithm>

namespace casebook::test {

using Headers = std::vector<SliceHeader>;

inline SliceHeader slice(int number, WorldPoint position) {
    SliceHeader h;
    // UIDs whose text order is neither that of the numbers nor of the positions.
    h.instance = QStringLiteral("1.2.%1").arg((number * 7919) % 10007);
    h.frameOfReference = QStringLiteral("1.9");
    h.columns = 512;
    h.rows = 512;
    h.position = position;
    h.orientation = {1, 0, 0, 0, 1, 0};
    h.pixelSpacing = {0.7, 0.7};
    h.imageType = {QStringLiteral("ORIGINAL"), QStringLiteral("PRIMARY"), QStringLiteral("AXIAL")};
    h.instanceNumber = number;
    h.slope = 1;
    h.intercept = -1024;
    h.sliceThickness_mm = 1;
    return h;
}

/// n slices from z0; numbered from the head down, as scanners often do.
inline Headers stack(int n, double step, double z0 = -100, int firstNumber = 1) {
    Headers out;
    for (int i = 0; i < n; ++i) {
        out.push_back(slice(firstNumber + n - 1 - i, {-166, -171.7, z0 + step * i}));
        out.back().sliceThickness_mm = step;
    }
    return out;
}

inline QByteArrayList codes(const PlannedVolume& v) {
    QByteArrayList out;
    for (const VolumeWarning& w : v.warnings)
        out += w.code;
    std::sort(out.begin(), out.end());
    return out;
}

inline QStringList args(const PlannedVolume& v, const QByteArray& code) {
    for (const VolumeWarning& w : v.warnings) {
        if (w.code == code)
            return w.args;
    }
    return {};
}

} // namespace casebook::test
