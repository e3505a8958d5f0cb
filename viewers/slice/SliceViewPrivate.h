// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "viewers/slice/SliceView.h"

namespace casebook {

/// State of a SliceView; shared by its drawing (SliceView.cpp) and its input (SliceInput.cpp).
struct SliceView::Private {
    enum class Action { None, Window, Pan, Zoom, CrossHair, Draw, Handle };

    /// What the pressed button does, from the place where it went down.
    struct Drag {
        Action action = Action::None;
        Qt::MouseButton button = Qt::NoButton;
        QPointF start, last;
        bool hasMoved = false;
        Window window;             ///< when the button went down
        double pixelsPerMm = 1;
        WorldPoint anchor{0, 0, 0};///< under the pointer when the button went down
        bool isDrawing = false;    ///< a length has its first end; it is the last of scene.lengths
        LengthMeasurement length;  ///< being drawn, or as it was before an end is dragged
        bool isShort = false;      ///< the long axis is placed, the short one is being drawn
        int handleOf = -1;         ///< length whose end is dragged
        int handle = 0;            ///< 0 to 3: a, b, c, d
    };

    SlicePainter painter;
    SliceScene scene;
    ViewColors colors;
    BodyBox body;
    SliceTool tool = SliceTool::Window;
    Drag drag;
    QPointF pointer;
    bool isInside = false;
    bool isFitted = true;  ///< follow the size of the pane
    bool hasCamera = false;
    double wheelRest = 0;  ///< parts of a step that a fine wheel has sent so far

    void cancelDrawing() {
        if (drag.isDrawing && !scene.lengths.empty())
            scene.lengths.pop_back();
        drag = {};
        scene.activeLength = -1;
    }
};

/// All ends of a measurement lie on slices that were acquired.
[[nodiscard]] bool liesOnImages(const Volume& volume, const LengthMeasurement& length);

} // namespace casebook
