// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/geometry/Orientation.h"
#include "viewers/slice/SliceScene.h"

class QPainter;

namespace casebook {

/// The words of a pane that follow from camera and voxels, as they are drawn (tests read them too).
/// Unknown parts are absent.
struct SliceWords {
    QString window;     ///< "W 1500  L -600"
    QString zoom;       ///< device pixels per acquired pixel: "zoom 148 %"
    QString place;      ///< "91 / 133"
    QString position;   ///< axial: "-115.0 mm  2.5 / 2.5" (table, thickness / step); else "step 0.70 mm"
    QString view;       ///< "coronal"; empty for axial
    QString slab;       ///< "MIP 10 mm", or empty
    QString limits;     ///< "lossy, nearest, resampled": what limits what may be read off; or empty
    QString probe;      ///< "-642 HU  (312, 240, 90)"; or empty
    QString probePlace; ///< "12.3, -40.1, -115.0 mm"
    EdgeLetters letters; ///< empty where nobody knows how the picture lies
    bool hasRuler = true;
};
[[nodiscard]] SliceWords sliceWords(const SliceScene& scene, const Volume& volume, const GridGeometry& grid,
                                    bool resampled, double ratio);

/// Ruler of a pane: the largest of 1, 2, 5, 10, 20, 50, 100, 200 mm that fits; none where none does.
struct Ruler {
    double length_mm = 0;
    int parts = 5;
};
[[nodiscard]] std::optional<Ruler> rulerFor(double pixelsPerMm, QSizeF pane);

/// Words, letters and ruler over the picture.
void paintAnnotations(QPainter& painter, const SliceScene& scene, const SliceWords& words,
                      bool algorithmShown, QSizeF pane, const ViewColors& colors, const QFont& font);
/// Cross-hair or the line of the active pane's plane.
void paintPlaneLines(QPainter& painter, const SliceScene& scene, QSizeF pane, const ViewColors& colors);

} // namespace casebook
