// SPDX-License-Identifier: GPL-3.0-or-later
#include "viewers/slice/SliceView.h"

#include "viewers/slice/SliceViewPrivate.h"
#include "viewers/slice/TrueSlices.h"

#include <QPainter>

#include <algorithm>

namespace casebook {

SliceView::SliceView(PlaneKind kind, const ViewColors& colors, QWidget* parent)
    : QWidget(parent), d_(std::make_unique<Private>()) {
    d_->colors = colors;
    d_->scene.camera.kind = kind;
    setAttribute(Qt::WA_OpaquePaintEvent);
    // Letters are commands here: an input method must not swallow them.
    setAttribute(Qt::WA_InputMethodEnabled, false);
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setCursor(Qt::CrossCursor);
    setAccessibleName(tr("Image pane"));
}

SliceView::~SliceView() = default;

void SliceView::setVolume(VolumePtr volume, VolumePtr shown) {
    d_->painter.setVolume(std::move(volume), std::move(shown));
    d_->drag = {};
    d_->scene.probe.reset();
    d_->scene.lengths.clear();
    d_->scene.marks.clear();
    d_->scene.reports = {};
    d_->scene.activeLength = -1;
    if (const VolumePtr& now = d_->painter.volume()) {
        d_->body = bodyBox(*now);
        d_->hasCamera = false;
        d_->scene.window = firstWindow(*now);
        d_->scene.inverted = false;
        d_->scene.slab_mm = 0;
        d_->scene.camera.flipped = false;
        fit();
        d_->scene.cursor = d_->scene.camera.centre;
    }
    update();
}

void SliceView::replaceVolume(VolumePtr volume, VolumePtr shown) {
    d_->cancelDrawing();
    d_->painter.setVolume(std::move(volume), std::move(shown));
    d_->scene.probe.reset();
    update();
}

VolumePtr SliceView::volume() const { return d_->painter.volume(); }

void SliceView::setColors(const ViewColors& colors) {
    d_->colors = colors;
    update();
}

void SliceView::setText(const PaneText& text) {
    d_->scene.text = text;
    update();
}

void SliceView::setKind(PlaneKind kind) {
    if (kind == d_->scene.camera.kind)
        return;
    d_->scene.camera.kind = kind;
    const WorldPoint cursor = d_->scene.cursor;
    if (!volume())
        return;
    fit();
    setCursorPoint(cursor);
}

PlaneKind SliceView::kind() const { return d_->scene.camera.kind; }

void SliceView::setOverlays(std::vector<Overlay> overlays) {
    d_->painter.overlays().setOverlays(std::move(overlays));
    update();
}

void SliceView::setOverlaysShown(bool shown) {
    d_->scene.overlaysShown = shown;
    update();
}

void SliceView::setLengths(const std::vector<LengthMeasurement>& lengths) {
    d_->scene.lengths = lengths;
    if (d_->drag.isDrawing)
        d_->scene.lengths.push_back(d_->drag.length);
    update();
}

void SliceView::setMarks(std::vector<ViewMark> marks) {
    d_->scene.marks = std::move(marks);
    update();
}

void SliceView::setReports(ReportLayer reports) {
    d_->scene.reports = std::move(reports);
    update();
}

void SliceView::setReportsShown(bool shown) {
    d_->scene.reportsShown = shown;
    update();
}

QString SliceView::currentSlice() const {
    return volume() ? storedSlice(*volume(), d_->scene.camera) : QString();
}

QList<int> SliceView::marksInSight() const {
    if (!volume() || !d_->scene.overlaysShown || d_->scene.allHidden || !isVisible())
        return {};
    return casebook::marksInSight(d_->scene.marks, d_->scene.camera, place().step_mm, size());
}

void SliceView::setTool(SliceTool tool) {
    d_->cancelDrawing();
    d_->tool = tool;
    setCursor(tool == SliceTool::Pan ? Qt::OpenHandCursor : Qt::CrossCursor);
    update();
}

SliceTool SliceView::tool() const { return d_->tool; }

void SliceView::setWindow(const Window& window) {
    d_->scene.window = window;
    update();
}

Window SliceView::window() const { return d_->scene.window; }

void SliceView::setInverted(bool inverted) {
    d_->scene.inverted = inverted;
    update();
}

void SliceView::setSmooth(bool smooth) {
    d_->scene.smooth = smooth;
    update();
}

void SliceView::setSlab(double thickness_mm) {
    d_->scene.slab_mm = std::clamp(thickness_mm, 0.0, 50.0);
    update();
}

void SliceView::setCrossHairShown(bool shown) {
    d_->scene.crossHair = shown;
    update();
}

void SliceView::setAllHidden(bool hidden) {
    d_->scene.allHidden = hidden;
    update();
}

void SliceView::setActive(bool active) {
    d_->scene.active = active;
    update();
}

void SliceView::setCursorPoint(const WorldPoint& p) {
    if (!volume())
        return;
    SliceCamera& camera = d_->scene.camera;
    d_->scene.cursor = p;
    camera = throughPoint(*volume(), d_->painter.grid(), camera, p);
    if (!QRectF(rect()).contains(camera.toScreen(p, size())))
        camera.centre += p - camera.rising() * camera.distance_mm(p) - camera.centre;
    update();
}

void SliceView::setPlaneLine(const std::optional<SliceCamera>& camera) {
    d_->scene.planeLine = camera;
    update();
}

void SliceView::setCamera(const SliceCamera& camera) {
    d_->scene.camera = camera;
    d_->isFitted = false;
    update();
}

const SliceCamera& SliceView::camera() const { return d_->scene.camera; }
const SliceScene& SliceView::scene() const { return d_->scene; }
SlicePlace SliceView::place() const {
    return volume() ? slicePlace(*volume(), d_->painter.grid(), d_->scene.camera)
                    : slicePlace(d_->painter.grid(), d_->scene.camera);
}

std::optional<Probe> SliceView::probeAt(QPointF place) const {
    return volume() ? d_->painter.probe(d_->scene.camera.toWorld(place, size())) : std::nullopt;
}

void SliceView::goToSlice(int number) {
    if (!volume())
        return;
    SliceCamera& camera = d_->scene.camera;
    const SliceCamera moved = atSlice(*volume(), d_->painter.grid(), camera, number);
    if (moved.centre == camera.centre)
        return;
    camera = moved;
    // The cursor moves with the plane, straight along its normal.
    d_->scene.cursor -= camera.rising() * camera.distance_mm(d_->scene.cursor);
    refreshProbe();
    update();
    Q_EMIT cursorMoved(d_->scene.cursor);
}

void SliceView::fit() {
    if (!volume())
        return;
    SliceCamera& camera = d_->scene.camera;
    const bool flipped = camera.flipped;
    const bool isSameView = camera.axes == acquiredAxes(d_->painter.grid()) && d_->hasCamera;
    const WorldPoint cursor = isSameView ? d_->scene.cursor : d_->body.centre;
    camera = throughPoint(*volume(), d_->painter.grid(),
                          fitted(d_->painter.grid(), d_->body, camera.kind, size()), cursor);
    camera.flipped = flipped;
    d_->hasCamera = true;
    d_->isFitted = true;
    update();
    Q_EMIT cameraChanged();
}

void SliceView::reset() {
    if (!volume())
        return;
    d_->scene.camera.flipped = false;
    d_->scene.inverted = false;
    d_->scene.slab_mm = 0;
    d_->scene.cursor = d_->body.centre;
    fit();
    applyWindow(firstWindow(*volume()));
    Q_EMIT invertedChanged(false);
    Q_EMIT cursorMoved(d_->scene.cursor);
}

void SliceView::applyWindow(const Window& window) {
    if (window == d_->scene.window)
        return;
    d_->scene.window = window;
    update();
    Q_EMIT windowChanged(window);
}

void SliceView::refreshProbe() {
    d_->scene.probe = d_->isInside ? probeAt(d_->pointer) : std::nullopt;
    update();
    Q_EMIT probeChanged(d_->scene.probe);
}

void SliceView::paintEvent(QPaintEvent*) {
    {
        QPainter painter(this);
        d_->painter.paint(painter, d_->scene, size(), devicePixelRatioF(), d_->colors, font());
    }
    Q_EMIT painted();
}

void SliceView::resizeEvent(QResizeEvent*) {
    if (d_->isFitted)
        fit();
    else
        Q_EMIT cameraChanged();
}

} // namespace casebook
