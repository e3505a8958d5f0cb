// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/raycast/Scene.h"
#include "core/segmentation/Segmentation.h"
#include "core/values/Result.h"
#include "core/volume/Volume.h"

#include <QImage>
#include <QPointF>
#include <QSizeF>

#include <array>
#include <optional>
#include <vector>

namespace casebook {

/// Named looks of the volume: transfer function, projection, and what of the body is shown (Presets.h).
enum class VolumePreset {
    LungAndBones,
    Bone,
    Skin,
    Vessels, ///< of the lungs
    SoftTissue,
    Airways,
    LungShell,
    LungAir,
    NoduleFocus,
    Maximum,
    Minimum,
    Average
};

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
    std::optional<raycast::TransferFunction> ownTransfer; ///< instead of the preset's
    std::optional<raycast::ClipBox> clip; ///< only this part, in voxels of `volume`; surfaces stay whole
    std::vector<raycast::ClipPlane> planes; ///< cut volume and surfaces; the first six count
    RenderCamera camera;
    std::vector<RenderSurface> surfaces;
    std::vector<SegmentationPtr> structures; ///< airways and nodules known of this volume (VolumeParts.h)
    std::array<std::uint8_t, 3> background{0, 0, 0};
    int width = 512, height = 512;     ///< device pixels wanted; the picture may be smaller (Moving)
    RenderQuality quality = RenderQuality::Full;

    [[nodiscard]] raycast::TransferFunction transfer() const; ///< the one to draw with
};

struct RenderResult {
    quint64 generation = 0;            ///< of the request it answers
    RenderQuality quality = RenderQuality::Full;
    QImage image;                      ///< null with `error`
    std::optional<Error> error;        ///< "no-volume", "render-failed"
    double milliseconds = 0;           ///< from taking the request to the picture
};

/// Where a point of the patient is seen, in pixels of a picture of that size from its upper left corner;
/// nothing for points behind the eye.
[[nodiscard]] std::optional<QPointF> projected(const RenderCamera& camera, const QSizeF& size,
                                               const WorldPoint& point);
/// The point that is seen at a pixel and lies in the plane through `through` that faces the eye.
[[nodiscard]] WorldPoint unprojected(const RenderCamera& camera, const QSizeF& size, const QPointF& pixel,
                                     const WorldPoint& through);

/// Camera that shows the whole volume from a direction (LPS, unit, from the patient to the eye).
[[nodiscard]] RenderCamera cameraFor(const GridGeometry& grid, const WorldVector& toEye,
                                     const WorldVector& up, double aspect = 1);

/// Draws one picture at its wanted size on the processor and returns when it is done: for the command line and
/// tests. Needs no display. Any thread. Blocks.
[[nodiscard]] Result<QImage> renderToImage(const RenderScene& scene);

} // namespace casebook
