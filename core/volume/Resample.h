// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/geometry/SlicePlane.h"
#include "core/volume/Volume.h"
#include "core/volume/Window.h"

#include <functional>
#include <memory>

namespace casebook {

enum class Interpolation { Linear, Nearest };
enum class SlabMode { Maximum, Minimum, Mean };

/// How a plane is drawn.
struct RenderOptions {
    Interpolation interpolation = Interpolation::Linear;
    double slab_mm = 0;                     ///< thickness along the normal, centred; 0 = one plane
    SlabMode slabMode = SlabMode::Maximum;
    bool inverted = false;
    std::uint8_t background = 0;            ///< grey outside the volume
    bool draft = false;                     ///< oblique planes and slabs at half resolution, while dragging
    std::function<bool()> cancelled; ///< asked now and then in oblique work; picture is then unfinished
    bool operator==(const RenderOptions&) const = delete;
};

/// Draws planes of one volume into 32-bit pixels (0xFFggggggg as QImage::Format_RGB32 wants them).
/// A plane along the grid shows the nearest acquired slice, interpolated within it only; any other
/// plane is interpolated between all eight neighbours. Nothing is drawn outside the outer faces of the
/// volume. Keeps the last native slice, neighbouring sagittal slices and scaling tables, so a change of
/// window costs neither extraction nor set-up: one object per pane. One thread at a time, any thread.
class SliceRenderer {
public:
    SliceRenderer();
    ~SliceRenderer();
    SliceRenderer(SliceRenderer&&) noexcept;
    SliceRenderer& operator=(SliceRenderer&&) noexcept;

    /// @param even what regularised(volume) gives, where the caller has it already.
    void setVolume(VolumePtr volume, VolumePtr even = {});
    [[nodiscard]] const VolumePtr& volume() const;

    /// @param pixels plane.height rows of plane.width pixels, `strideBytes` apart.
    /// @return false when there is no volume or `cancelled` said so; pixels are then background or unfinished.
    bool render(const SlicePlane& plane, const Window& window, const RenderOptions& options,
                std::uint32_t* pixels, std::ptrdiff_t strideBytes);
    /// The same as 8-bit grey.
    bool render(const SlicePlane& plane, const Window& window, const RenderOptions& options,
                std::uint8_t* pixels, std::ptrdiff_t strideBytes);

private:
    struct Private;
    std::unique_ptr<Private> d_;
};

/// As alignment(grid, plane) and movedToSlice(grid, plane, index), by the true positions of an
/// irregular stack: what a viewer pages through and writes as "slice n of N".
[[nodiscard]] PlaneAlignment alignment(const Volume& volume, const SlicePlane& plane);
[[nodiscard]] SlicePlane movedToSlice(const Volume& volume, const SlicePlane& plane, int index);

/// Value at a point, interpolated between the eight neighbours, edge voxels continued to the outer
/// faces; nothing outside. Slow; for single points.
[[nodiscard]] std::optional<double> valueAt(const Volume& volume, const WorldPoint& p);

} // namespace casebook
