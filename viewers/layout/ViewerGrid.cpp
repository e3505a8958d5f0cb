// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/geometry/SliceKind.h"
#include "viewers/layout/ViewerGridPrivate.h"

#include <algorithm>
#include <utility>

namespace casebook {

ViewerGrid::ViewerGrid(const ViewColors& colors, QWidget* parent)
    : QWidget(parent), d_(std::make_unique<Private>()) {
    d_->layout = new QGridLayout(this);
    d_->layout->setContentsMargins(0, 0, 0, 0);
    d_->layout->setSpacing(1);
    setAttribute(Qt::WA_StyledBackground, false);
    const std::array<PlaneKind, kSlices> kinds{PlaneKind::Axial, PlaneKind::Sagittal, PlaneKind::Coronal};
    for (int i = 0; i < kSlices; ++i) {
        auto* view = new SliceView(kinds[std::size_t(i)], colors, this);
        d_->slices[std::size_t(i)] = view;
        connectSlice(i);
        connect(d_->slices[std::size_t(i)], &SliceView::notMeasured, this, &ViewerGrid::notMeasured);
    }
    d_->volumeView = new VolumeView(colors, this);
    connect(d_->volumeView, &VolumeView::activated, this, [this] { setActivePane(kVolumePane); });
    connect(d_->volumeView, &VolumeView::maximizeRequested, this,
            [this] { setMaximized(d_->maximized == kVolumePane ? -1 : kVolumePane); });
    connect(d_->volumeView, &VolumeView::nextPaneRequested, this, &ViewerGrid::focusNextPane);
    connect(d_->volumeView, &VolumeView::pointPicked, this, &ViewerGrid::goTo);
    connect(d_->volumeView, &VolumeView::overlaysToggled, this, [this](bool shown) {
        setOverlaysShown(shown);
        Q_EMIT overlaysToggled(shown);
    });
    for (int i = 0; i < kPanes; ++i) // made once; a live pane is never moved to another parent
        d_->layout->addWidget(d_->pane(i), i / 2, i % 2);
    d_->follow.setSingleShot(true);
    d_->follow.setInterval(0);
    connect(&d_->follow, &QTimer::timeout, this, &ViewerGrid::followCursor);
    setColors(colors);
    arrange();
    setActivePane(0);
}

ViewerGrid::~ViewerGrid() = default;

void ViewerGrid::connectSlice(int i) {
    SliceView* view = d_->slices[std::size_t(i)];
    connect(view, &SliceView::cursorMoved, this, [this, i](const WorldPoint& p) {
        d_->volumeView->holdRefining();
        if (d_->isPrior(i) && !d_->priorLinked)
            return; // it scrolls on its own until it is linked again
        d_->cursor = d_->isPrior(i) ? WorldPoint(p - d_->priorOffset) : p;
        d_->source = i;
        d_->follow.start();
    });
    connect(view, &SliceView::windowChanged, this, [this, i](const Window& window) {
        for (int j = 0; j < kSlices; ++j)
            if (j != i && d_->isLinked(i, j))
                d_->slices[std::size_t(j)]->setWindow(window);
        if (d_->isLinked(i, d_->active) || i == d_->active)
            Q_EMIT windowChanged(window);
    });
    connect(view, &SliceView::kindChosen, this, [this, i](PlaneKind kind) {
        d_->slices[std::size_t(i)]->setKind(kind);
        d_->source = -1;
        d_->follow.start();
    });
    connect(view, &SliceView::toolChanged, this, [this](SliceTool tool) {
        setTool(tool);
        Q_EMIT toolChanged(tool);
    });
    connect(view, &SliceView::crossHairToggled, this, [this](bool shown) {
        d_->crossHair = shown;
        for (SliceView* other : d_->slices)
            other->setCrossHairShown(shown);
    });
    connect(view, &SliceView::overlaysToggled, this, [this](bool shown) {
        setOverlaysShown(shown);
        Q_EMIT overlaysToggled(shown);
    });
    connect(view, &SliceView::allHiddenChanged, this, [this](bool hidden) {
        for (SliceView* other : d_->slices)
            other->setAllHidden(hidden);
        d_->volumeView->setOverlaysShown(d_->overlaysShown && !hidden);
    });
    connect(view, &SliceView::invertedChanged, this, [this](bool inverted) {
        for (SliceView* other : d_->slices)
            other->setInverted(inverted);
    });
    connect(view, &SliceView::painted, this, &ViewerGrid::updateInSight);
    connect(view, &SliceView::measured, this, [this, i](const LengthMeasurement& length) {
        if (d_->isPrior(i)) { // it would be stored with the current series
            d_->slices[kPriorPane]->setLengths({});
            return;
        }
        d_->lengths.push_back(length);
        setLengths(d_->lengths);
        Q_EMIT measured(length);
        Q_EMIT lengthsChanged();
    });
    connect(view, &SliceView::measurementChanged, this, [this](int index, const LengthMeasurement& length) {
        d_->lengths[std::size_t(index)] = length;
        setLengths(d_->lengths);
        Q_EMIT lengthChanged(index, length);
        Q_EMIT lengthsChanged();
    });
    connect(view, &SliceView::removalRequested, this, [this](int index) {
        d_->lengths.erase(d_->lengths.begin() + index);
        setLengths(d_->lengths);
        Q_EMIT lengthRemoved(index);
        Q_EMIT lengthsChanged();
    });
    connect(view, &SliceView::cameraChanged, this, [this, i] {
        if (i == d_->active)
            updatePlaneLines();
    });
    connect(view, &SliceView::probeChanged, this, &ViewerGrid::probeChanged);
    connect(view, &SliceView::activated, this, [this, i] { setActivePane(i); });
    connect(view, &SliceView::maximizeRequested, this,
            [this, i] { setMaximized(d_->maximized == i ? -1 : i); });
    connect(view, &SliceView::nextPaneRequested, this, &ViewerGrid::focusNextPane);
    connect(view, &SliceView::contextMenuRequested, this,
            [this, i](QPoint place) { Q_EMIT contextMenuRequested(i, place); });
    connectReports(view, i);
}

void ViewerGrid::connectReports(SliceView* view, int i) {
    connect(view, &SliceView::reportsToggled, this, &ViewerGrid::setReportsShown);
    connect(view, &SliceView::keyImageWanted, this, &ViewerGrid::goToKeyImage);
    connect(view, &SliceView::keyImageToggled, this, [this, i](const QString& instance) {
        if (!d_->isPrior(i))
            Q_EMIT keyImageToggled(instance);
    });
}

void ViewerGrid::setColors(const ViewColors& colors) {
    for (SliceView* view : d_->slices)
        view->setColors(colors);
    d_->volumeView->setColors(colors);
    QPalette own = palette();
    own.setColor(QPalette::Window, colors.line);
    setPalette(own);
    setAutoFillBackground(true);
}

void ViewerGrid::setVolume(VolumePtr volume, const PaneText& text) {
    d_->volume = volume;
    d_->text = text;
    d_->lengths.clear();
    d_->marks.clear();
    d_->reports = {};
    if (std::exchange(d_->prior, nullptr)) // a case brings its own prior
        d_->slices[kPriorPane]->setKind(d_->secondAxial ? PlaneKind::Axial : PlaneKind::Sagittal);
    d_->overlays.clear();
    d_->follow.stop();
    // Pictures are paged through as they are; planes across them would show nothing.
    const bool pictures = volume && volume->stackOnly;
    if (pictures || d_->pictures)
        d_->slices[0]->setKind(pictures ? kindOfSlices(volume->grid) : PlaneKind::Axial);
    if (pictures != std::exchange(d_->pictures, pictures)) {
        arrange();
        Q_EMIT layoutChanged();
    }
    const VolumePtr shown = volume ? regularised(volume) : nullptr;
    for (SliceView* view : d_->slices) {
        view->setOverlays({});
        view->setText(text);
        view->setVolume(volume, shown);
    }
    d_->volumeView->setOverlays({});
    d_->volumeView->setText(text);
    d_->volumeView->setVolume(d_->volumeEnabled && !pictures ? volume : nullptr);
    d_->cursor = d_->slices[0]->camera().centre;
    d_->source = -1;
    if (volume) {
        if (d_->secondAxial)
            d_->slices[1]->setWindow(*windowForKey(kMediastinumKey, *volume));
        followCursor();
    }
    Q_EMIT windowChanged(window());
}

void ViewerGrid::replaceVolume(VolumePtr volume, const PaneText& text) {
    d_->volume = volume;
    d_->text = text;
    const VolumePtr shown = regularised(volume);
    for (int i = 0; i < kSlices; ++i) {
        if (d_->isPrior(i))
            continue;
        d_->slices[std::size_t(i)]->setText(text);
        d_->slices[std::size_t(i)]->replaceVolume(volume, shown);
    }
    d_->volumeView->setText(text);
    d_->volumeView->replaceVolume(d_->volumeEnabled && !d_->pictures ? volume : nullptr);
}

void ViewerGrid::setOverlays(const std::vector<Overlay>& overlays) {
    d_->overlays = overlays;
    for (int i = 0; i < kSlices; ++i)
        if (!d_->isPrior(i))
            d_->slices[std::size_t(i)]->setOverlays(overlays);
    d_->volumeView->setOverlays(overlays);
}

const std::vector<Overlay>& ViewerGrid::overlays() const { return d_->overlays; }

void ViewerGrid::setOverlaysShown(bool shown) {
    d_->overlaysShown = shown;
    for (SliceView* view : d_->slices)
        view->setOverlaysShown(shown);
    d_->volumeView->setOverlaysShown(shown);
}

bool ViewerGrid::overlaysShown() const { return d_->overlaysShown; }

void ViewerGrid::setLayoutKind(Layout layout) {
    if (!d_->isPagedOnly()) { // else it stays for the next volume
        d_->kind = layout;
        d_->maximized = -1;
        arrange();
    }
    Q_EMIT layoutChanged();
}

ViewerGrid::Layout ViewerGrid::layoutKind() const { return d_->isPagedOnly() ? Layout::One : d_->kind; }

void ViewerGrid::setSecondAxial(bool on) {
    if (on == d_->secondAxial)
        return;
    d_->secondAxial = on;
    if (d_->prior)
        return; // the pane is the prior's
    d_->slices[1]->setKind(on ? PlaneKind::Axial : PlaneKind::Sagittal);
    if (d_->volume)
        d_->slices[1]->setWindow(on ? *windowForKey(kMediastinumKey, *d_->volume) : d_->slices[0]->window());
}

void ViewerGrid::setMaximized(int pane) {
    if (pane > 0 && d_->isPagedOnly())
        return;
    d_->maximized = pane;
    if (pane >= 0)
        setActivePane(pane);
    arrange();
    Q_EMIT layoutChanged();
}

int ViewerGrid::maximized() const { return d_->maximized; }

void ViewerGrid::arrange() {
    for (int i = 0; i < kPanes; ++i)
        d_->pane(i)->setVisible(d_->isShown(i));
    // An empty row or column must not keep its share of the page.
    for (int line = 0; line < 2; ++line) {
        d_->layout->setRowStretch(line, d_->isShown(2 * line) || d_->isShown(2 * line + 1) ? 1 : 0);
        d_->layout->setColumnStretch(line, d_->isShown(line) || d_->isShown(line + 2) ? 1 : 0);
    }
    if (!d_->isShown(d_->active))
        setActivePane(0);
}

void ViewerGrid::setActivePane(int pane) {
    const bool isNew = pane != d_->active;
    d_->active = pane;
    for (int i = 0; i < kSlices; ++i)
        d_->slices[std::size_t(i)]->setActive(i == pane);
    d_->volumeView->setActive(pane == kVolumePane);
    updatePlaneLines();
    if (!isNew)
        return;
    if (d_->kind == Layout::One && d_->maximized < 0)
        arrange();
    Q_EMIT activePaneChanged(pane);
    Q_EMIT windowChanged(window());
}

int ViewerGrid::activePane() const { return d_->active; }

void ViewerGrid::focusNextPane(bool backwards) {
    int next = d_->active;
    do
        next = (next + (backwards ? kPanes - 1 : 1)) % kPanes;
    while (!d_->isShown(next) && next != d_->active);
    d_->pane(next)->setFocus(backwards ? Qt::BacktabFocusReason : Qt::TabFocusReason);
    setActivePane(next);
}

void ViewerGrid::setTool(SliceTool tool) {
    d_->tool = tool;
    d_->crossHair = tool == SliceTool::CrossHair;
    for (SliceView* view : d_->slices) {
        if (view->tool() != tool)
            view->setTool(tool);
        view->setCrossHairShown(d_->crossHair);
    }
}

SliceTool ViewerGrid::tool() const { return d_->tool; }

void ViewerGrid::setWindow(const Window& window) {
    const int of = d_->active == kVolumePane ? 0 : d_->active;
    for (int j = 0; j < kSlices; ++j)
        if (d_->isLinked(of, j))
            d_->slices[std::size_t(j)]->setWindow(window);
    Q_EMIT windowChanged(window);
}

Window ViewerGrid::window() const {
    return d_->slices[std::size_t(d_->active == kVolumePane ? 0 : d_->active)]->window();
}

void ViewerGrid::applyPreset(int key) {
    if (!d_->volume)
        return;
    if (const std::optional<Window> window = windowForKey(key, *d_->volume))
        setWindow(*window);
}

int ViewerGrid::activePreset() const {
    if (!d_->volume)
        return -1;
    for (int key = 1; key <= 7; ++key)
        if (windowForKey(key, *d_->volume) == window())
            return key;
    return -1;
}

void ViewerGrid::setVolumePreset(VolumePreset preset) { d_->volumeView->setPreset(preset); }

void ViewerGrid::setVolumeEnabled(bool on) {
    d_->volumeEnabled = on;
    d_->volumeView->setVolume(on ? d_->volume : nullptr);
}

void ViewerGrid::goTo(const WorldPoint& p) {
    d_->cursor = p;
    d_->source = -1;
    followCursor();
}

WorldPoint ViewerGrid::cursorPoint() const { return d_->cursor; }

/// Once a turn, however often the cursor moved in it.
void ViewerGrid::followCursor() {
    for (int i = 0; i < kSlices; ++i) {
        if (i == d_->source || (d_->isPrior(i) && !d_->priorLinked))
            continue;
        d_->slices[std::size_t(i)]->setCursorPoint(d_->isPrior(i) ? WorldPoint(d_->cursor + d_->priorOffset)
                                                                  : d_->cursor);
    }
    updatePlaneLines();
    Q_EMIT cursorMoved(d_->cursor);
}

void ViewerGrid::updatePlaneLines() {
    for (int i = 0; i < kSlices; ++i) {
        const bool hasLine = d_->volume && d_->active < kSlices && i != d_->active && !d_->isPrior(i) &&
                             !d_->isPrior(d_->active);
        d_->slices[std::size_t(i)]->setPlaneLine(
            hasLine ? std::optional(d_->slices[std::size_t(d_->active)]->camera()) : std::nullopt);
    }
}

const std::vector<LengthMeasurement>& ViewerGrid::lengths() const { return d_->lengths; }

void ViewerGrid::setLengths(const std::vector<LengthMeasurement>& lengths) {
    d_->lengths = lengths;
    for (int i = 0; i < kSlices; ++i)
        if (!d_->isPrior(i))
            d_->slices[std::size_t(i)]->setLengths(lengths);
}

SliceView* ViewerGrid::slice(int pane) const {
    return d_->slices[std::size_t(std::clamp(pane, 0, kSlices - 1))];
}
VolumeView* ViewerGrid::volumeView() const { return d_->volumeView; }

} // namespace casebook
