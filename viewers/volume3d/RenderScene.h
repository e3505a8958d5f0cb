// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/segmentation/Segmentation.h"
#include "core/values/Result.h"
#include "core/volume/Volume.h"

#include <QImage>

#include <array>
#include <optional>
#include <vector>

namespace casebook {

/// Named transfer functions: HU -> opacity and colour.
enum class VolumePreset { LungAndBones, Bone, Skin, Vessels };

/// Perspective camera in the patient, LPS mm.
struct RenderCamera {
    WorldPoint focus{0, 0, 0};
    WorldVector toEye{0, -1, 0}; ///< unit; from the focus to the eye; (0,-1,0) looks from the front
    WorldVector up{0, 0, 1};     ///< unit, not parallel to toEye
    double distance_mm = 1000;
    double angle_deg = 30;       ///< full vertical angle of view
    bool operator==(const RenderCamera&) const = default;
};

/// A segment drawn as an opaque surface.
struct RenderSurface {
    SegmentationPtr segmentation;
    int segment = 0;                          ///< index into Segmentation::segments
    std::array<std::uint8_t, 3> color{86, 180, 233};
    bool operator==(const RenderSurface&) const = default;
};

/// How much work a picture may cost. Moving: small and coarse (drawn up to size by whoever shows it);
/// Still: full size.
enum class RenderQuality { Moving, Still, Full };

/// All that a 3D picture depends on: a plain value, so that any back end can draw it and tests can
/// compare. Voxels and segmentations are shared, never copied.
struct RenderScene {
    VolumePtr volume;                  ///< null: surfaces alone
    VolumePreset preset = VolumePreset::LungAndBones;
    std::optional<VoxelBox> clip;      ///< only this part of the volume
    RenderCamera camera;
    std::vector<RenderSurface> surfaces;
    std::array<std::uint8_t, 3> background{0, 0, 0};
    int width = 512, height = 512;     ///< device pixels wanted; the picture may be smaller (Moving)
    RenderQuality quality = RenderQuality::Full;
};

struct RenderResult {
    quint64 generation = 0;            ///< of the request it answers
    RenderQuality quality = RenderQuality::Full;
    QImage image;                      ///< null with `error`
    std::optional<Error> error;        ///< "no-display" no GL context; "no-volume"; "render-failed"
    double milliseconds = 0;           ///< from taking the request to the picture
};

/// Camera that shows the whole volume from a direction (LPS, unit, from the patient to the eye).
[[nodiscard]] RenderCamera cameraFor(const GridGeometry& grid, const WorldVector& toEye,
                                     const WorldVector& up, double aspect = 1);

/// Draws one picture at its wanted size and returns when it is done: for the command line and tests.
/// Needs QGuiApplication with X and GLX; error "no-display" else. GUI thread. Blocks.
[[nodiscard]] Result<QImage> renderToImage(const RenderScene& scene);

} // namespace casebook
