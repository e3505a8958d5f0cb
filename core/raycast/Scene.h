// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/geometry/Frame.h"
#include "core/values/Result.h"
#include "core/volume/Volume.h"

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

/// 3D pictures on the processor alone: what is drawn (this header), by whom (Caster.h), what comes back
/// (Picture.h). Everything here is a plain value: copied freely, compared, any thread. Voxels, labels and
/// triangles are shared, never copied. World: LPS mm. Voxels: column, row, slice; centres are whole numbers.
namespace casebook::raycast {

/// Voxels where they lie, column fastest, then row, then slice. HU = slope * stored + intercept.
struct VolumeView {
    std::shared_ptr<const void> owner;   ///< keeps `data` alive; its address also names the volume
    const std::int16_t* data = nullptr;  ///< null: no volume. 8 values behind the last are readable
    std::array<int, 3> size{0, 0, 0};    ///< each side at least 2, fewer than 2^31 voxels together
    Eigen::Matrix4d toWorld =
        Eigen::Matrix4d::Identity(); ///< voxel -> LPS mm; any invertible affine, also sheared
    double slope = 1, intercept = 0;
    [[nodiscard]] std::size_t count() const {
        return std::size_t(size[0]) * std::size_t(size[1]) * std::size_t(size[2]);
    }
    [[nodiscard]] double smallestSpacing_mm() const; ///< shortest step from voxel to voxel along an axis
};

/// The volume's own buffer. One slice becomes two equal ones 1 mm apart (a copy), as does a buffer without
/// its 8 values of padding. A stack with uneven steps must go through regularised() first.
[[nodiscard]] VolumeView viewOf(const VolumePtr& volume);

/// A label map on the volume's grid, one byte a voxel, same order. 0 is "none" like any other label.
struct LabelView {
    std::shared_ptr<const void> owner;
    const std::uint8_t* data = nullptr; ///< null: no labels. 8 bytes behind the last are readable
    std::uint64_t revision = 0;         ///< to be raised with every change of the bytes
};

/// What a label does to the tissue it covers.
struct LabelStyle {
    double opacity = 1;                           ///< factor on the optical depth; 0 hides
    double mix = 0;                               ///< 0..1: share of `color` in the tissue's colour
    std::array<std::uint8_t, 3> color{0, 0, 0};   ///< sRGB
    bool operator==(const LabelStyle&) const = default;
};
using LabelTable = std::array<LabelStyle, 256>;   ///< index: label

/// Perspective or parallel. The depth of a pixel counts from `position`, or from the plane through it that
/// faces the focus; nothing nearer is drawn.
struct Camera {
    WorldPoint position{0, -1000, 0};
    WorldPoint focus{0, 0, 0};
    WorldVector up{0, 0, 1};        ///< any length, not parallel to the direction of view
    bool parallel = false;
    double angle_deg = 30;          ///< full vertical angle of view, perspective only
    double halfHeight_mm = 200;     ///< half the height of the picture, parallel only
    bool operator==(const Camera&) const = default;
};

/// A point of a transfer function; linear between points, nothing below the first, constant above the last.
struct TransferPoint {
    double hu = 0;
    double opacity = 0;             ///< what 1 mm hides, 0..1
    std::uint32_t color = 0xFFFFFF; ///< 0xRRGGBB, sRGB
    bool operator==(const TransferPoint&) const = default;
};
using TransferFunction = std::vector<TransferPoint>; ///< rising HU

enum class Mode {
    Composite, ///< direct volume rendering by the transfer function
    Maximum,   ///< largest value on the ray, as grey by `window`
    Minimum,
    Average
};

/// Grey of the three projections: LINEAR_EXACT of DICOM PS3.3 C.11.2.1.3.
struct GreyWindow {
    double center = 100, width = 900; ///< HU
    bool operator==(const GreyWindow&) const = default;
};

/// Keeps the voxel coordinates low <= v <= high; cuts the volume, not surfaces.
struct ClipBox {
    std::array<double, 3> low{0, 0, 0}, high{0, 0, 0};
    bool operator==(const ClipBox&) const = default;
};
/// Keeps world points with normal . x + offset >= 0; cuts volume and surfaces.
struct ClipPlane {
    WorldVector normal{0, 0, 1};    ///< any length but zero
    double offset = 0;
    bool operator==(const ClipPlane&) const = default;
};
inline constexpr std::size_t kMostPlanes = 6;

/// Triangles in the patient, LPS mm, three floats a point. Same shape as the viewers' mesh.
struct TriangleMesh {
    std::vector<float> points;
    std::vector<float> normals;     ///< unit, one a point; either side may be looked at
    std::vector<int> triangles;     ///< three indices of points each
};
/// An opaque surface.
struct Surface {
    std::shared_ptr<const TriangleMesh> mesh;
    std::array<std::uint8_t, 3> color{86, 180, 233};
    std::uint32_t id = 2;           ///< what Picture::id shows; 2 or more
};
inline constexpr std::uint32_t kNothingId = 0, kVolumeId = 1;

/// How much work a picture may cost. Quarter and Half: that share of the sides (rounded up), steps of twice
/// the smallest spacing, hard label edges. Full: every pixel, steps of one spacing. Fine: half of that, four
/// rays a pixel. Full and Fine smooth the edges of labels.
enum class Level { Quarter, Half, Full, Fine };

/// All a picture depends on.
struct Scene {
    VolumeView volume;
    LabelView labels;
    std::shared_ptr<const LabelTable> labelTable; ///< null: labels change nothing
    Camera camera;
    Mode mode = Mode::Composite;
    TransferFunction transfer;
    bool shaded = true;             ///< headlight on the tissue; surfaces always have it
    GreyWindow window;
    std::optional<ClipBox> box;
    std::vector<ClipPlane> planes;  ///< the first six count
    std::vector<Surface> surfaces;
    int width = 512, height = 512;  ///< device pixels of the full picture
    Level level = Level::Full;
};

/// Whether the scene can be drawn. Errors (Usage): "bad-size" (picture 1..16384 a side, volume as above),
/// "bad-affine" (not invertible), "bad-camera" (position on focus, up along the view, angle not in 0..180).
[[nodiscard]] Result<> check(const Scene& scene);

/// Sides of the picture at a level.
[[nodiscard]] std::array<int, 2> pictureSize(const Scene& scene);
/// Distance of samples along a ray.
[[nodiscard]] double stepLength_mm(const Scene& scene);

} // namespace casebook::raycast
