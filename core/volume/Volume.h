// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/geometry/GridGeometry.h"
#include "core/values/Ids.h"
#include "core/volume/VoxelBuffer.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <algorithm>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

namespace casebook {

/// A code of `volume info` ("gap", "gantry-tilt", ...) and the numbers that belong to its words.
struct VolumeWarning {
    QByteArray code;
    QStringList args;
    bool operator==(const VolumeWarning&) const = default;
};

/// Voxels of one group of slices on one grid. Immutable once built: shared as
/// `std::shared_ptr<const Volume>` between panes, 3D and measurements. Any thread.
/// Values are the stored integers; HU = slope * stored + intercept.
struct Volume {
    GridGeometry grid;
    QString seriesUid;
    QString frameOfReference;
    QString modality;
    QString unit;                        ///< "HU", or the RescaleType, or empty for "not calibrated"
    VoxelBuffer stored; ///< slice by slice, rows top to bottom; columns*rows*slices (+ 8 padding)
    double slope = 1;
    double intercept = 0;
    /// Pixel padding in `stored` units: one value, or all from the first to the second.
    std::optional<int> paddingStored, paddingLimitStored;
    /// Centre of the first voxel of every slice slot; equals the grid where `regular`.
    std::vector<WorldPoint> positions;
    /// SOP Instance UID per slice slot; empty string where a slice is missing (gap).
    std::vector<QString> instances;
    bool regular = true;
    bool calibrated = true; ///< false: steps are no mm in the patient; nothing is measured in mm
    bool placed = true;     ///< false: nobody knows where in the patient; no letters, no place
    bool stackOnly = false; ///< pictures to page through: nothing lies between them
    int phase = 0, phases = 1; ///< of a series that repeats one place in time
    /// Colours of a stack of pictures: red, green, blue a voxel, in the order of `stored`, which then
    /// holds the brightness. Null for everything that is measured.
    std::shared_ptr<const std::vector<std::uint8_t>> colours;
    /// Values that 16 bits don't hold (a rescale of its own in each slice), in the order of `stored`, which then
    /// holds them in 65,536 steps for drawing. Null for all others.
    std::shared_ptr<const std::vector<float>> exact;
    std::vector<VolumeWarning> warnings;
    double windowCenter = -600, windowWidth = 1500; ///< the file's own window, when it has one
    bool hasFileWindow = false;
    double sliceThickness_mm = 0; ///< as the header says; 0 when absent
    bool lossy = false;

    [[nodiscard]] std::size_t voxelCount() const {
        return std::size_t(grid.columns) * std::size_t(grid.rows) * std::size_t(grid.slices);
    }
    [[nodiscard]] const std::int16_t* slice(int k) const {
        return stored.data() + std::size_t(k) * std::size_t(grid.columns) * std::size_t(grid.rows);
    }
    [[nodiscard]] std::size_t indexOf(const VoxelIndex& v) const {
        return (std::size_t(v.k) * std::size_t(grid.rows) + std::size_t(v.j)) * std::size_t(grid.columns) +
               std::size_t(v.i);
    }
    [[nodiscard]] std::int16_t storedAt(const VoxelIndex& v) const { return stored.data()[indexOf(v)]; }
    [[nodiscard]] double valueAt(const VoxelIndex& v) const {
        return exact ? double((*exact)[indexOf(v)]) : slope * storedAt(v) + intercept;
    }
    [[nodiscard]] bool isPadding(int value) const {
        const int other = paddingLimitStored.value_or(paddingStored.value_or(0));
        return paddingStored && value >= std::min(*paddingStored, other) && value <= std::max(*paddingStored, other);
    }
    /// A slot without an image (gap or damaged slice): filled with padding, excluded from statistics.
    [[nodiscard]] bool isMissing(int k) const { return instances[std::size_t(k)].isEmpty(); }
};

using VolumePtr = std::shared_ptr<const Volume>;

/// The voxel whose centre is nearest to a point, never interpolated; nothing outside the outer faces
/// (-0.5 .. n-0.5). An irregular stack is searched by its true slice positions.
[[nodiscard]] std::optional<VoxelIndex> nearestVoxel(const Volume& volume, const WorldPoint& p);

/// An irregular stack (`regular` false) resampled linearly along the normal at its smallest gap, for
/// 3D and planes across the slices; carries the warning "resampled" with the step in mm. A regular
/// volume is returned as it is. Never for measuring.
[[nodiscard]] VolumePtr regularised(const VolumePtr& volume);

} // namespace casebook
