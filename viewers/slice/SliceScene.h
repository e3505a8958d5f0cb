// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/volume/Resample.h"
#include "viewers/PaneText.h"
#include "viewers/ViewColors.h"
#include "viewers/slice/MarkLayer.h"
#include "viewers/slice/OverlayLayer.h"
#include "viewers/slice/ReportLayer.h"
#include "viewers/slice/SliceCamera.h"
#include "viewers/tools/Length.h"

#include <QFont>
#include <QImage>

#include <optional>
#include <vector>

class QPainter;

namespace casebook {

/// What lies under the pointer: the nearest stored voxel, never an interpolated value.
struct Probe {
    VoxelIndex voxel;
    WorldPoint at{0, 0, 0}; ///< under the pointer, LPS mm
    double value = 0;       ///< stored value after rescale
    QString unit;           ///< "HU", or empty
    QString map{};          ///< of a map of values that is shown: "Ktrans 0.43 /min"
};

/// Everything one plane shows apart from the voxels: a value, drawn alike by the pane and headless.
struct SliceScene {
    SliceCamera camera;
    Window window;
    bool inverted = false;
    bool smooth = true;             ///< false: nearest voxel, and the pane says so
    double slab_mm = 0;             ///< 0: one slice; else thickness along the normal
    SlabMode slabMode = SlabMode::Maximum;
    bool overlaysShown = true;      ///< V
    bool allHidden = false;         ///< Q held: picture only
    bool crossHair = false;         ///< full lines through `cursor`; else only `planeLine`
    WorldPoint cursor{0, 0, 0};
    /// The active pane's plane, drawn as a faint line where it cuts this one.
    std::optional<SliceCamera> planeLine;
    std::optional<Probe> probe;
    std::vector<LengthMeasurement> lengths;
    int activeLength = -1;
    std::vector<ViewMark> marks;    ///< findings; hidden with the overlays
    ReportLayer reports;            ///< of other systems; read-only
    bool reportsShown = true;       ///< G
    bool active = false;            ///< this pane has the keys: 2 px accent frame
    bool annotations = true;
    PaneText text;
};

/// Draws a slice pane: voxels by SliceRenderer in device pixels, then overlays, measurements, lines and
/// words by QPainter. Keeps what scrolling needs. One object a pane; one thread at a time (the GUI's,
/// or a worker's for thumbnails: needs QGuiApplication for its text only).
class SlicePainter {
public:
    /// Planes across an irregular stack are shown resampled (and the pane says so); along its slices it is
    /// shown as acquired; probes read the acquired voxels.
    /// @param shown what `regularised(volume)` gives, where the caller has it already.
    void setVolume(VolumePtr volume, VolumePtr shown = {});
    [[nodiscard]] const VolumePtr& volume() const { return volume_; }
    [[nodiscard]] const GridGeometry& grid() const; ///< of what is shown
    [[nodiscard]] OverlayLayer& overlays() { return overlays_; }
    /// @param pane logical size; @param ratio device pixels per logical pixel
    void paint(QPainter& painter, const SliceScene& scene, QSizeF pane, double ratio,
               const ViewColors& colors, const QFont& font);
    /// The voxels alone, Format_RGB32, device pixels.
    [[nodiscard]] const QImage& picture(const SliceScene& scene, QSizeF pane, double ratio,
                                        const ViewColors& colors);
    [[nodiscard]] std::optional<Probe> probe(const WorldPoint& p) const;

private:
    struct Key {
        SlicePlane plane;
        Window window;
        bool inverted = false, smooth = true;
        double slab_mm = 0;
        SlabMode slabMode = SlabMode::Maximum;
        bool operator==(const Key&) const = default;
    };
    void paintMarks(QPainter& painter, const SliceScene& scene, QSizeF pane, const ViewColors& colors);

    VolumePtr volume_, shown_;
    bool hasInstances_ = false;
    SliceRenderer renderer_;
    OverlayLayer overlays_;
    QImage image_;
    std::optional<Key> drawn_; ///< what `image_` shows
};

} // namespace casebook
