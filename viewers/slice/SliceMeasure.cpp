// SPDX-License-Identifier: GPL-3.0-or-later
#include "viewers/slice/SliceViewPrivate.h"

#include <algorithm>
#include <cmath>

namespace casebook {

namespace {

constexpr double kHandleReach_px = 8;
constexpr double kShortest_mm = 0.05; ///< less would show as 0.0

/// Between slices that are missing or damaged nothing was acquired, whatever is drawn there.
bool liesOnAnImage(const Volume& volume, const WorldPoint& p) {
    const auto voxel = nearestVoxel(volume, p);
    return !voxel || !volume.isMissing(voxel->k);
}

} // namespace

bool liesOnImages(const Volume& volume, const LengthMeasurement& length) {
    return liesOnAnImage(volume, length.a) && liesOnAnImage(volume, length.b) &&
           (!length.shortAxis || (liesOnAnImage(volume, length.shortAxis->c) &&
                                  liesOnAnImage(volume, length.shortAxis->d)));
}

bool SliceView::isMeasuring() const {
    return d_->tool == SliceTool::Length || d_->tool == SliceTool::Bidimensional;
}

/// @return true when the press picked a handle, placed an end or began a length.
bool SliceView::pressLength(QPointF at) {
    Private::Drag& drag = d_->drag;
    if (drag.isDrawing && drag.isShort && !drag.length.shortAxis) {
        const WorldPoint start = d_->scene.camera.toWorld(at, size());
        drag.length.shortAxis = ShortAxis{start, start};
        drag.button = Qt::LeftButton;
        drag.start = drag.last = at;
        drag.hasMoved = false;
        d_->scene.lengths.back() = drag.length;
        update();
        return true;
    }
    if (drag.isDrawing) {
        drawLength(at);
        finishLength();
        return true;
    }
    if (pressHandle(at))
        return true;
    startLength(at);
    return true;
}

bool SliceView::pressHandle(QPointF at) {
    const double step_mm = place().step_mm;
    for (std::size_t i = 0; i < d_->scene.lengths.size(); ++i) {
        const LengthMeasurement& length = d_->scene.lengths[i];
        if (!isOnPlane(length, d_->scene.camera, step_mm))
            continue;
        std::vector<WorldPoint> ends{length.a, length.b};
        if (length.shortAxis)
            ends.insert(ends.end(), {length.shortAxis->c, length.shortAxis->d});
        const auto near = std::find_if(ends.begin(), ends.end(), [&](const WorldPoint& end) {
            const QPointF away = d_->scene.camera.toScreen(end, size()) - at;
            return std::hypot(away.x(), away.y()) <= kHandleReach_px;
        });
        if (near == ends.end())
            continue;
        Private::Drag& drag = d_->drag;
        drag = {};
        drag.action = Private::Action::Handle;
        drag.button = Qt::LeftButton;
        drag.start = drag.last = at;
        drag.length = length;
        drag.handleOf = int(i);
        drag.handle = int(near - ends.begin());
        d_->scene.activeLength = int(i);
        update();
        return true;
    }
    return false;
}

void SliceView::startLength(QPointF at) {
    if (d_->scene.slab_mm > 0) { // what a slab shows lies at no one depth: measuring is done on the slice
        setSlab(0);
        Q_EMIT slabChanged(0);
    }
    if (!liesOnAnImage(*volume(), d_->scene.camera.toWorld(at, size()))) {
        Q_EMIT notMeasured();
        return;
    }
    Private::Drag& drag = d_->drag;
    drag = {};
    drag.isDrawing = true;
    drag.action = Private::Action::Draw;
    drag.button = Qt::LeftButton;
    drag.start = drag.last = at;
    drag.length.a = drag.length.b = d_->scene.camera.toWorld(at, size());
    drag.length.frameOfReference = volume()->frameOfReference;
    drag.length.pixel_mm = volume()->calibrated ? 0 : volume()->grid.columnSpacing;
    drag.length.instance = storedSlice(*volume(), d_->scene.camera);
    d_->scene.lengths.push_back(drag.length);
    d_->scene.activeLength = int(d_->scene.lengths.size()) - 1;
    update();
}

void SliceView::drawLength(QPointF at) {
    Private::Drag& drag = d_->drag;
    const WorldPoint to = d_->scene.camera.toWorld(at, size());
    if (!drag.isShort)
        drag.length.b = to;
    else if (drag.length.shortAxis)
        drag.length.shortAxis->d =
            squarely(drag.length.shortAxis->c, to, drag.length.b - drag.length.a, d_->scene.camera.rising());
    d_->scene.lengths.back() = drag.length;
    update();
}

/// The long axis of a bidimensional measurement is followed by the short one; else the length is done.
void SliceView::finishLength() {
    Private::Drag& drag = d_->drag;
    if (d_->tool == SliceTool::Bidimensional && !drag.isShort && drag.length.length_mm() >= kShortest_mm) {
        drag.isShort = true;
        drag.button = Qt::NoButton;
        drag.hasMoved = false;
        return;
    }
    LengthMeasurement length = drag.length;
    if (drag.isShort && length.shortAxis && length.shortAxis->length_mm() < kShortest_mm) {
        drag.length.shortAxis.reset(); // a click alone: the short axis is still to be drawn
        drag.button = Qt::NoButton;
        return;
    }
    d_->cancelDrawing();
    update();
    sortAxes(length);
    if (length.length_mm() < kShortest_mm)
        return;
    if (liesOnImages(*volume(), length))
        Q_EMIT measured(length);
    else
        Q_EMIT notMeasured();
}

} // namespace casebook
