// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "viewers/slice/SliceScene.h"

#include <optional>

namespace casebook {

/// One plane as a picture: what `render` and thumbnails ask for.
struct PlaneSpec {
    PlaneKind view = PlaneKind::Axial;
    std::optional<WorldPoint>
        at;   ///< the slice through it; the body stays fitted unless the place lies outside the picture
    std::optional<Window> window;   ///< none: what a pane opens with
    QSize size{512, 512};           ///< device pixels
    double ratio = 1;               ///< device pixels per logical pixel; text and lines grow with it
    double slab_mm = 0;             ///< 0: one slice
    SlabMode slabMode = SlabMode::Maximum;
    bool annotations = true;
    std::vector<Overlay> overlays;
    PaneText text;
    ViewColors colors;
};

/// Drawn by the same code as the pane. Works without a display (platform "offscreen"). Null image for a
/// null volume or an empty size. Any thread with a QGuiApplication.
[[nodiscard]] QImage renderPlane(const VolumePtr& volume, const PlaneSpec& spec);

/// Middle axial (or, for a stack, acquired) slice, no words, for lists. @param side device pixels.
[[nodiscard]] QImage thumbnail(const VolumePtr& volume, int side);

} // namespace casebook
