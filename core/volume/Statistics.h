// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/values/Job.h"
#include "core/volume/Volume.h"

namespace casebook {

/// Numbers of a volume's real slices (missing slots left out, padding values included).
/// Where the unit is HU they are of the values rounded to whole HU, half to even, as hashed.
struct VolumeStatistics {
    double minimum = 0, maximum = 0, mean = 0;
    /// Lower-case hex SHA-256 over int16 little-endian values after rescale (rounded half to even),
    /// slice by slice, rows top to bottom. Empty where a value lies outside int16 or values were quantised.
    QByteArray voxelsSha256;
};

/// About 0.7 s for 512x512x300. Any thread. @param withHash false leaves voxelsSha256 empty and is quick.
[[nodiscard]] VolumeStatistics statistics(const Volume& volume, bool withHash = true, const Job& job = {});

} // namespace casebook
