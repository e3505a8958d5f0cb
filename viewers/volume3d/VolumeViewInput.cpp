// SPDX-License-Identifier: GPL-3.0-or-later
#include "viewers/volume3d/Presets.h"
#include "viewers/volume3d/VolumeViewPrivate.h"

#include <QColorDialog>
#include <QKeyEvent>
#include <QMenu>
#include <QMouseEvent>
#include <QWheelEvent>

#include <algorithm>
#include <array>
#include <cmath>

namespace casebook {

namespace {

constexpr double kTurnPerPixel_deg = 0.4;
constexpr double kZoomPerNotch = 1.12, kZoomPerPixel = 1.006;
constexpr double kSteepest_deg = 89;    ///< the turntable does not tip over
constexpr double kNearest_mm = 20, kFarthest_mm = 20000;
constexpr double kClick_px = 4;         ///< a hand trembles
constexpr int kEditorHeight = 240, kEditorMargin = 8;

} // namespace

void VolumeView::zoomBy(double factor) {
    d_->isFitted = false;
    d_->scene.camera.distance_mm =
        std::clamp(d_->scene.camera.distance_mm / factor, kNearest_mm, kFarthest_mm);
    sceneChanged();
}

void VolumeView::wheelEvent(QWheelEvent* event) {
    event->accept();
    zoomBy(std::pow(kZoomPerNotch, event->angleDelta().y() / 120.0));
}

void VolumeView::mousePressEvent(QMouseEvent* event) {
    Q_EMIT activated();
    d_->button = event->button();
    d_->last = d_->pressed = event->position();
    if (event->button() != Qt::LeftButton || !d_->scene.volume)
        return;
    d_->held =
        handleAt(clipHandles(d_->clip, d_->scene.volume->grid, d_->scene.camera, size()), event->position());
    if (d_->held)
        remember();
}

void VolumeView::mouseMoveEvent(QMouseEvent* event) {
    if (d_->button == Qt::NoButton || !d_->scene.volume)
        return;
    const QPointF moved = event->position() - d_->last;
    d_->last = event->position();
    RenderCamera& camera = d_->scene.camera;
    if (d_->held) {
        const ClipShape before = d_->undo.back().clip;
        VolumeLook look = d_->look();
        look.clip = dragged(before, *d_->held, event->position(), d_->scene.volume->grid, camera, size());
        apply(look);
    } else if (d_->button == Qt::LeftButton) {
        d_->azimuth_deg = std::remainder(d_->azimuth_deg - moved.x() * kTurnPerPixel_deg, 360.0);
        d_->elevation_deg =
            std::clamp(d_->elevation_deg + moved.y() * kTurnPerPixel_deg, -kSteepest_deg, kSteepest_deg);
        d_->turnTo();
        sceneChanged();
    } else if (d_->button == Qt::MiddleButton) {
        const double mmPerPixel = 2 * camera.distance_mm *
                                  std::tan(camera.angle_deg / 2 * std::numbers::pi / 180) /
                                  std::max(1, height());
        camera.focus += (camera.up * moved.y() - d_->right() * moved.x()) * mmPerPixel;
        d_->isFitted = false;
        sceneChanged();
    } else if (d_->button == Qt::RightButton) {
        zoomBy(std::pow(kZoomPerPixel, -moved.y()));
    }
}

void VolumeView::mouseReleaseEvent(QMouseEvent* event) {
    if (event->button() != d_->button)
        return;
    d_->button = Qt::NoButton;
    const bool wasHeld = d_->held.has_value();
    d_->held.reset();
    update();
    if (wasHeld || (event->position() - d_->pressed).manhattanLength() > kClick_px)
        return;
    if (event->button() == Qt::LeftButton)
        pick(event->position());
    else if (event->button() == Qt::RightButton && d_->scene.volume)
        buildMenu()->popup(event->globalPosition().toPoint());
}

void VolumeView::mouseDoubleClickEvent(QMouseEvent* event) {
    if (event->button() == Qt::LeftButton)
        Q_EMIT maximizeRequested();
}

bool VolumeView::lookKey(int key, bool isShift) {
    const WorldVector left = WorldVector::UnitX(), back = WorldVector::UnitY(), head = WorldVector::UnitZ();
    switch (key) {
    case Qt::Key_A: lookFrom(-back, head); return true;
    case Qt::Key_P: lookFrom(back, head); return true;
    case Qt::Key_L: lookFrom(left, head); return true;
    case Qt::Key_H: lookFrom(head, -back); return true;
    case Qt::Key_B: lookFrom(-head, -back); return true;
    case Qt::Key_R:
        if (isShift)
            lookFrom(-left, head);
        else
            reset();
        return true;
    case Qt::Key_F: fit(); return true;
    default: return false;
    }
}

bool VolumeView::toolKey(int key) {
    switch (key) {
    case Qt::Key_1: setPreset(VolumePreset::LungAndBones); return true;
    case Qt::Key_2: setPreset(VolumePreset::Vessels); return true;
    case Qt::Key_3: setPreset(VolumePreset::Bone); return true;
    case Qt::Key_4: setPreset(VolumePreset::Skin); return true;
    case Qt::Key_C: setCropShown(!d_->clip.box); return true;
    case Qt::Key_X: setPlaneShown(!d_->clip.plane); return true;
    case Qt::Key_E: setEditorShown(!isEditorShown()); return true;
    case Qt::Key_V: Q_EMIT overlaysToggled(!d_->overlaysShown); return true;
    default: return false;
    }
}

void VolumeView::keyPressEvent(QKeyEvent* event) {
    if (event->matches(QKeySequence::Undo)) {
        undo();
    } else if (event->matches(QKeySequence::Redo)) {
        redo();
    } else {
        const bool isPlain =
            !(event->modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier));
        const bool isShift = event->modifiers() & Qt::ShiftModifier;
        if (!isPlain || (!lookKey(event->key(), isShift) && !toolKey(event->key())))
            event->ignore();
    }
}

/// Answered by pointPicked().
void VolumeView::pick(const QPointF& pixel) {
    if (!d_->scene.volume || !d_->thread || d_->picture.isNull())
        return;
    const double ratio = devicePixelRatioF();
    d_->thread->pick(d_->scene, pixel.x() * ratio, pixel.y() * ratio);
}

void VolumeView::placeEditor() {
    if (!d_->editor)
        return;
    const int high = std::min(kEditorHeight, height() * 2 / 3);
    d_->editor->setGeometry(kEditorMargin, height() - high - kEditorMargin, width() - 2 * kEditorMargin,
                            high);
}

void VolumeView::askColor(int index) {
    const auto& points = d_->editor->transfer();
    if (index < 0 || index >= int(points.size()))
        return;
    auto* dialog = new QColorDialog(QColor::fromRgb(points[std::size_t(index)].color), window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QColorDialog::colorSelected, this, [this, index](const QColor& color) {
        if (d_->editor)
            d_->editor->setColor(index, color.rgb() & 0xFFFFFF);
    });
    dialog->open();
}

void VolumeView::addPresets(QMenu* menu) {
    for (int i = 0; i < kVolumePresets; ++i) {
        const auto preset = VolumePreset(i);
        QAction* action = menu->addAction(presetName(preset), this, [this, preset] { setPreset(preset); });
        action->setCheckable(true);
        action->setChecked(preset == d_->scene.preset);
        const QByteArray missing = missingFor(preset, d_->scene.structures);
        if (missing.isEmpty())
            continue;
        action->setEnabled(false);
        action->setText(missing == "no-airways"
                            ? tr("%1 (needs a segmentation of the airways)").arg(action->text())
                            : tr("%1 (needs a segmentation of nodules)").arg(action->text()));
    }
}

void VolumeView::addSavedLooks(QMenu* menu) {
    QMenu* kept = menu->addMenu(tr("Looks of this study"));
    for (const SavedLook& saved : d_->savedLooks)
        kept->addAction(saved.name, this, [this, saved] {
            VolumeLook look = d_->look();
            look.preset = saved.preset;
            look.transfer = saved.transfer;
            setLook(look);
        });
    kept->addSeparator();
    kept->addAction(tr("Save this look…"), this, &VolumeView::saveLookRequested)
        ->setEnabled(canEditTransfer());
    QMenu* remove = kept->addMenu(tr("Remove a look"));
    remove->setEnabled(!d_->savedLooks.isEmpty());
    for (const SavedLook& saved : d_->savedLooks)
        remove->addAction(saved.name, this, [this, saved] { Q_EMIT removeLookRequested(saved.name); });
}

QMenu* VolumeView::buildMenu() {
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    addPresets(menu);
    menu->addSeparator();
    addSavedLooks(menu);
    const auto toggle = [menu](const QString& words, const QKeySequence& key, bool on, auto act) {
        QAction* action = menu->addAction(words, act);
        action->setShortcut(key);
        action->setCheckable(true);
        action->setChecked(on);
        return action;
    };
    toggle(tr("Edit the transfer function"), Qt::Key_E, isEditorShown(), [this] {
        setEditorShown(!isEditorShown());
    })->setEnabled(canEditTransfer());
    menu->addSeparator();
    toggle(tr("Crop box"), Qt::Key_C, d_->clip.box.has_value(), [this] { setCropShown(!d_->clip.box); });
    toggle(tr("Clip plane"), Qt::Key_X, d_->clip.plane.has_value(),
           [this] { setPlaneShown(!d_->clip.plane); });
    QMenu* drawn = menu->addMenu(tr("Drawn by"));
    const std::array<std::pair<RenderChoice, QString>, 3> choices{
        {{RenderChoice::Auto, tr("the faster one")},
         {RenderChoice::Cpu, tr("the processor")},
         {RenderChoice::Gpu, tr("the graphics card (OpenGL)")}}};
    for (const auto& [choice, words] : choices) {
        QAction* action = drawn->addAction(words, this, [this, choice = choice] {
            setRenderChoice(choice);
            Q_EMIT renderChoiceChosen(choice);
        });
        action->setCheckable(true);
        action->setChecked(choice == d_->choice);
    }
    menu->addAction(tr("Reset the view"), this, &VolumeView::reset)->setShortcut(Qt::Key_R);
    return menu;
}

} // namespace casebook
