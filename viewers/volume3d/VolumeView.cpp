// SPDX-License-Identifier: GPL-3.0-or-later
#include "viewers/volume3d/Presets.h"
#include "viewers/volume3d/VolumeViewPrivate.h"

#include <Eigen/Geometry>

#include <QEvent>
#include <QFutureWatcher>
#include <QtConcurrentRun>

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace casebook {

namespace {

constexpr int kRest_ms = 80; ///< without movement before the picture is refined
constexpr std::size_t kMostUndo = 100;

double degrees(double radians) { return radians * 180 / std::numbers::pi; }

} // namespace

VolumeView::VolumeView(const ViewColors& colors, QWidget* parent)
    : QWidget(parent), d_(std::make_unique<Private>()) {
    d_->colors = colors;
    setAttribute(Qt::WA_OpaquePaintEvent);
    setAttribute(Qt::WA_InputMethodEnabled, false);
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("3D pane"));
    d_->rest.setSingleShot(true);
    d_->rest.setInterval(kRest_ms);
    connect(&d_->rest, &QTimer::timeout, this, [this] { ask(RenderQuality::Still); });
    d_->turnTo();
}

VolumeView::~VolumeView() = default;

void VolumeView::setVolume(VolumePtr volume) {
    d_->scene.volume = std::move(volume);
    d_->picture = {};
    d_->error.reset();
    d_->rest.stop();
    d_->undo.clear();
    d_->redo.clear();
    d_->clip = {};
    d_->scene.clip.reset();
    d_->scene.planes.clear();
    if (d_->editor)
        countVoxels();
    if (d_->scene.volume)
        reset();
    update();
}

void VolumeView::replaceVolume(VolumePtr volume) {
    if (!volume || !d_->scene.volume)
        return setVolume(std::move(volume));
    d_->scene.volume = std::move(volume);
    d_->error.reset();
    if (d_->editor)
        countVoxels();
    sceneChanged();
}

void VolumeView::setColors(const ViewColors& colors) {
    d_->colors = colors;
    const QColor& b = colors.background;
    d_->scene.background = {std::uint8_t(b.red()), std::uint8_t(b.green()), std::uint8_t(b.blue())};
    if (d_->editor)
        d_->editor->setColors(colors);
    update();
}

void VolumeView::setText(const PaneText& text) {
    d_->text = text;
    update();
}

void VolumeView::setOverlays(const std::vector<Overlay>& overlays) {
    d_->overlays = overlays;
    d_->collectSurfaces();
    sceneChanged();
}

void VolumeView::setOverlaysShown(bool shown) {
    if (shown == d_->overlaysShown)
        return;
    d_->overlaysShown = shown;
    d_->collectSurfaces();
    sceneChanged();
}

void VolumeView::setPreset(VolumePreset preset) {
    VolumeLook look = d_->look();
    look.preset = preset;
    look.transfer.reset();
    setLook(look);
    if (presetData(preset).box_mm > 0)
        focusOnNodule(presetData(preset).box_mm);
}

/// The nodule fills the pane, seen from where the eye is.
void VolumeView::focusOnNodule(double side_mm) {
    const auto nodule = nearestNodule(d_->scene.structures, d_->scene.camera.focus);
    if (!nodule)
        return;
    constexpr double kRoom = 1.3;
    RenderCamera& camera = d_->scene.camera;
    camera.focus = *nodule;
    camera.distance_mm = side_mm * kRoom / 2 / std::tan(camera.angle_deg / 2 * std::numbers::pi / 180);
    d_->isFitted = false;
    sceneChanged();
}

void VolumeView::setLook(const VolumeLook& look) {
    if (look == d_->look())
        return;
    remember();
    apply(look);
}

VolumeLook VolumeView::look() const { return d_->look(); }

/// The look before a change, for undo.
void VolumeView::remember() {
    d_->undo.push_back(d_->look());
    if (d_->undo.size() > kMostUndo)
        d_->undo.erase(d_->undo.begin());
    d_->redo.clear();
}

void VolumeView::apply(const VolumeLook& look) {
    d_->scene.preset = look.preset;
    d_->scene.ownTransfer = look.transfer;
    d_->clip = look.clip;
    d_->scene.clip = look.clip.box;
    d_->scene.planes.clear();
    if (look.clip.plane)
        d_->scene.planes.push_back(*look.clip.plane);
    updateEditor();
    sceneChanged();
    Q_EMIT lookChanged();
}

bool VolumeView::step(std::vector<VolumeLook>& from, std::vector<VolumeLook>& to) {
    if (from.empty())
        return false;
    to.push_back(d_->look());
    const VolumeLook look = from.back();
    from.pop_back();
    apply(look);
    return true;
}

bool VolumeView::undo() { return step(d_->undo, d_->redo); }
bool VolumeView::redo() { return step(d_->redo, d_->undo); }

void VolumeView::setCropShown(bool shown) {
    if (!d_->scene.volume || shown == d_->clip.box.has_value())
        return;
    VolumeLook look = d_->look();
    look.clip.box = shown ? std::optional(wholeBox(d_->scene.volume->grid)) : std::nullopt;
    setLook(look);
}

void VolumeView::setPlaneShown(bool shown) {
    if (!d_->scene.volume || shown == d_->clip.plane.has_value())
        return;
    VolumeLook look = d_->look();
    if (shown)
        look.clip = withPlane(look.clip, d_->scene.volume->grid, d_->scene.camera);
    else
        look.clip.plane.reset();
    setLook(look);
}

void VolumeView::setSavedLooks(const QList<SavedLook>& looks) { d_->savedLooks = looks; }

/// A curve over HU: not for encoded voxels (they tell lungs from bone), nor for projections.
bool VolumeView::canEditTransfer() const {
    return d_->scene.volume && d_->scene.preset != VolumePreset::LungAndBones &&
           presetData(d_->scene.preset).mode == raycast::Mode::Composite;
}

void VolumeView::setEditorShown(bool shown) {
    if (shown && !canEditTransfer())
        return;
    if (shown && !d_->editor) {
        d_->editor = new TransferEditor(d_->colors, this);
        connect(d_->editor, &TransferEditor::edited, this, [this](const raycast::TransferFunction& transfer) {
            d_->scene.ownTransfer = transfer;
            sceneChanged();
        });
        connect(d_->editor, &TransferEditor::committed, this, [this] { Q_EMIT lookChanged(); });
        connect(d_->editor, &TransferEditor::colorRequested, this, &VolumeView::askColor);
        countVoxels();
    }
    if (!d_->editor)
        return;
    d_->editor->setVisible(shown);
    updateEditor();
    placeEditor();
    (shown ? static_cast<QWidget*>(d_->editor) : this)->setFocus(Qt::OtherFocusReason);
}

bool VolumeView::isEditorShown() const { return d_->editor && !d_->editor->isHidden(); }
TransferEditor* VolumeView::editor() const { return d_->editor; }

/// The editor shows the preset's curve, or the one made of it.
void VolumeView::updateEditor() {
    if (!d_->editor)
        return;
    if (!canEditTransfer()) {
        d_->editor->hide();
        return;
    }
    RenderScene plain;
    plain.preset = d_->scene.preset;
    if (d_->editor->transfer() == d_->scene.transfer())
        return;
    d_->editor->setPreset(plain.transfer());
    if (d_->scene.ownTransfer)
        d_->editor->setTransfer(*d_->scene.ownTransfer);
}

/// The histogram is counted in a worker; the curve can be edited before it is there.
void VolumeView::countVoxels() {
    d_->editor->setHistogram({});
    auto* watcher = new QFutureWatcher<Histogram>(this);
    connect(watcher, &QFutureWatcher<Histogram>::finished, this, [this, watcher, of = d_->scene.volume] {
        if (d_->editor && of == d_->scene.volume)
            d_->editor->setHistogram(watcher->result());
        watcher->deleteLater();
    });
    watcher->setFuture(QtConcurrent::run([volume = d_->scene.volume] {
        return volume ? histogramOf(*volume).value_or(Histogram{}) : Histogram{};
    }));
}

void VolumeView::setRenderChoice(RenderChoice choice) {
    if (choice == d_->choice)
        return;
    d_->choice = choice;
    d_->thread.reset();
    d_->fellBack = false;
    sceneChanged();
}

RenderChoice VolumeView::renderChoice() const { return d_->choice; }

VolumePreset VolumeView::preset() const { return d_->scene.preset; }

void VolumeView::holdRefining() {
    if (d_->rest.isActive()) {
        d_->rest.start();
    } else if (d_->thread && d_->scene.quality == RenderQuality::Still && !isRefined()) {
        d_->thread->giveUp();
        d_->rest.start();
    }
}

void VolumeView::setActive(bool active) {
    d_->isActive = active;
    update();
}

void VolumeView::reset() {
    d_->azimuth_deg = d_->elevation_deg = 0;
    d_->turnTo();
    fit();
}

void VolumeView::fit() {
    if (!d_->scene.volume)
        return;
    d_->isFitted = true;
    const RenderCamera now = d_->scene.camera;
    d_->scene.camera =
        cameraFor(d_->scene.volume->grid, now.toEye, now.up, double(width()) / std::max(1, height()));
    sceneChanged();
}

void VolumeView::lookFrom(const WorldVector& toEye, const WorldVector& up) {
    const WorldVector e = toEye.normalized();
    d_->elevation_deg = degrees(std::asin(std::clamp(e.z(), -1.0, 1.0)));
    // Straight from head or feet the direction up tells how the patient is turned.
    const WorldVector level =
        std::abs(e.z()) > 0.999 ? WorldVector(e.z() > 0 ? up : WorldVector(-up)) : WorldVector(-e);
    d_->azimuth_deg = degrees(std::atan2(-level.x(), level.y()));
    d_->turnTo();
    sceneChanged();
}

const RenderCamera& VolumeView::camera() const { return d_->scene.camera; }
QImage VolumeView::lastPicture() const { return d_->picture; }

bool VolumeView::isRefined() const {
    return d_->shown == RenderQuality::Full && d_->shownGeneration == d_->wanted && !d_->picture.isNull();
}

/// Something changed: a quick picture now, a good one after a rest.
void VolumeView::sceneChanged() {
    if (!d_->scene.volume)
        return;
    d_->rest.stop();
    ask(RenderQuality::Moving);
}

void VolumeView::ask(RenderQuality quality) {
    if (!d_->scene.volume)
        return;
    if (!isVisible() || width() < 8 || height() < 8) { // nobody sees it: no work
        d_->needsPicture = true;
        return;
    }
    if (!d_->thread) {
        d_->thread = std::make_unique<RenderThread>(d_->choice);
        connect(d_->thread.get(), &RenderThread::finished, this, &VolumeView::take);
        connect(d_->thread.get(), &RenderThread::picked, this,
                [this](const std::optional<WorldPoint>& point) {
                    if (point && d_->scene.volume)
                        Q_EMIT pointPicked(*point);
                });
        connect(d_->thread.get(), &RenderThread::fellBack, this, [this] {
            d_->fellBack = true;
            update();
        });
    }
    d_->needsPicture = false;
    d_->scene.width = int(std::lround(width() * devicePixelRatioF()));
    d_->scene.height = int(std::lround(height() * devicePixelRatioF()));
    d_->scene.quality = quality;
    d_->wanted = d_->thread->request(d_->scene);
    update();
}

void VolumeView::take(const RenderResult& result) {
    if (result.generation > d_->wanted || !d_->scene.volume)
        return;
    if (result.error) {
        d_->error = result.error;
        d_->rest.stop();
    } else {
        d_->error.reset();
        d_->picture = result.image;
        d_->shown = result.quality;
        d_->shownGeneration = result.generation;
        // The rest begins when the quick picture is seen, not when it is asked for: on a slow machine
        // a long frame would else come between two turns.
        if (result.quality == RenderQuality::Moving && result.generation == d_->wanted)
            d_->rest.start();
    }
    update();
    Q_EMIT pictureShown(result);
}

void VolumeView::resizeEvent(QResizeEvent*) {
    placeEditor();
    if (d_->isFitted)
        fit();
    else
        sceneChanged();
}

void VolumeView::showEvent(QShowEvent*) {
    if (d_->needsPicture)
        sceneChanged();
}

void VolumeView::focusInEvent(QFocusEvent* event) {
    QWidget::focusInEvent(event);
    Q_EMIT activated();
}

bool VolumeView::focusNextPrevChild(bool next) {
    if (!receivers(SIGNAL(nextPaneRequested(bool))))
        return QWidget::focusNextPrevChild(next);
    Q_EMIT nextPaneRequested(!next);
    return true;
}

bool VolumeView::event(QEvent* event) {
    if (event->type() == QEvent::DevicePixelRatioChange)
        sceneChanged();
    return QWidget::event(event);
}

} // namespace casebook
