// SPDX-License-Identifier: GPL-3.0-or-later
#include "viewers/volume3d/VolumeView.h"

#include "viewers/bridge/RenderThread.h"
#include "viewers/slice/PaneWords.h"

#include <Eigen/Geometry>

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QTimer>
#include <QWheelEvent>

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace casebook {

namespace {

constexpr int kRest_ms = 80;            ///< without movement before the picture is refined
constexpr double kTurnPerPixel_deg = 0.4;
constexpr double kZoomPerNotch = 1.12, kZoomPerPixel = 1.006;
constexpr double kSteepest_deg = 89;    ///< the turntable does not tip over
constexpr double kNearest_mm = 20, kFarthest_mm = 20000;

QString presetName(VolumePreset preset) {
    switch (preset) {
    case VolumePreset::LungAndBones: return SlicePane::tr("3D  lung and bones");
    case VolumePreset::Bone: return SlicePane::tr("3D  bone");
    case VolumePreset::Skin: return SlicePane::tr("3D  skin");
    case VolumePreset::Vessels: break;
    }
    return SlicePane::tr("3D  vessels");
}

double degrees(double radians) { return radians * 180 / std::numbers::pi; }

/// "from the front, 25° left": where the eye stands, in the patient's own directions.
QString eyeText(const RenderCamera& camera) {
    const WorldVector& e = camera.toEye;
    const double tilt = degrees(std::asin(std::clamp(e.z(), -1.0, 1.0)));
    if (std::abs(tilt) > 60)
        return tilt > 0 ? SlicePane::tr("from the head") : SlicePane::tr("from the feet");
    const bool isFront = e.y() <= 0;
    const double turn = degrees(std::atan2(e.x(), std::abs(e.y())));
    const QString angle = numberText(std::abs(turn), 0);
    if (std::abs(turn) > 80)
        return turn > 0 ? SlicePane::tr("from the left") : SlicePane::tr("from the right");
    if (std::abs(turn) < 3)
        return isFront ? SlicePane::tr("from the front") : SlicePane::tr("from behind");
    if (isFront)
        return turn > 0 ? SlicePane::tr("from the front, %1° left").arg(angle)
                        : SlicePane::tr("from the front, %1° right").arg(angle);
    return turn > 0 ? SlicePane::tr("from behind, %1° left").arg(angle)
                    : SlicePane::tr("from behind, %1° right").arg(angle);
}

} // namespace

struct VolumeView::Private {
    ViewColors colors;
    PaneText text;
    RenderScene scene;
    std::vector<Overlay> overlays;
    std::unique_ptr<RenderThread> thread;
    QTimer rest;
    QImage picture;
    RenderQuality shown = RenderQuality::Moving;
    quint64 wanted = 0;       ///< generation of the last request
    quint64 shownGeneration = 0;
    std::optional<Error> error;
    bool overlaysShown = true, isActive = false, isFitted = true, needsPicture = false;
    Qt::MouseButton button = Qt::NoButton;
    QPointF last;
    double azimuth_deg = 0,
           elevation_deg = 0; ///< eye: 0 = front, rising to the patient's left; towards the head

    void turnTo() {
        const double a = azimuth_deg * std::numbers::pi / 180, e = elevation_deg * std::numbers::pi / 180;
        scene.camera.toEye = {std::sin(a) * std::cos(e), -std::cos(a) * std::cos(e), std::sin(e)};
        scene.camera.up = {-std::sin(a) * std::sin(e), std::cos(a) * std::sin(e), std::cos(e)};
    }
    [[nodiscard]] WorldVector right() const { return scene.camera.up.cross(scene.camera.toEye); }
    void collectSurfaces() {
        scene.surfaces.clear();
        if (!overlaysShown)
            return;
        for (const Overlay& overlay : overlays)
            for (std::size_t s = 0; s < overlay.segmentation->segments.size(); ++s)
                if (overlay.shows(s)) {
                    const QColor c = overlay.colorOf(s, colors);
                    scene.surfaces.push_back(
                        {overlay.segmentation,
                         int(s),
                         {std::uint8_t(c.red()), std::uint8_t(c.green()), std::uint8_t(c.blue())}});
                }
    }
};

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
    if (d_->scene.volume)
        reset();
    update();
}

void VolumeView::setColors(const ViewColors& colors) {
    d_->colors = colors;
    const QColor& b = colors.background;
    d_->scene.background = {std::uint8_t(b.red()), std::uint8_t(b.green()), std::uint8_t(b.blue())};
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
    d_->scene.preset = preset;
    sceneChanged();
}

VolumePreset VolumeView::preset() const { return d_->scene.preset; }

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
        d_->thread = std::make_unique<RenderThread>();
        connect(d_->thread.get(), &RenderThread::finished, this, &VolumeView::take);
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

void VolumeView::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    const QSizeF pane = size();
    painter.fillRect(rect(), d_->colors.background);
    if (!d_->picture.isNull()) {
        painter.setRenderHint(QPainter::SmoothPixmapTransform);
        painter.drawImage(QRectF(QPointF(0, 0), pane), d_->picture);
    }
    if (d_->scene.volume)
        paintWords(painter);
    if (d_->isActive)
        paintActiveFrame(painter, pane, d_->colors);
}

void VolumeView::paintWords(QPainter& painter) {
    const PaneText& text = d_->text;
    const ViewColors& colors = d_->colors;
    const QSizeF pane = size();
    const auto joined = [](const QString& a, const QString& b) {
        return a.isEmpty() || b.isEmpty() ? QString(a + b) : QString(a + QStringLiteral("  ") + b);
    };
    paintCorner(painter, PaneCorner::TopLeft, {{joined(text.subject, text.visit), {}}, {text.dateTime, {}}},
                pane, colors, font());
    const QString algorithm = d_->scene.surfaces.empty() || text.algorithm.isEmpty()
                                  ? QString()
                                  : SlicePane::tr("AI: %1").arg(text.algorithm);
    paintCorner(painter, PaneCorner::TopRight,
                {{presetName(d_->scene.preset), {}}, {algorithm, colors.text2}}, pane, colors, font());
    if (d_->error) {
        painter.setPen(colors.text2);
        painter.setFont(paneFont(font()));
        painter.drawText(QRectF(QPointF(0, 0), pane).adjusted(24, 48, -24, -48),
                         Qt::AlignCenter | Qt::TextWordWrap,
                         tr("The 3D view needs OpenGL on an X11 display, which is missing here. The planes "
                            "are complete without it."));
        return;
    }
    paintCorner(painter, PaneCorner::BottomLeft, {{eyeText(d_->scene.camera), {}}}, pane, colors, font());
    paintCorner(painter, PaneCorner::BottomRight, {{isRefined() ? tr("full quality") : tr("refining"), {}}},
                pane, colors, font());
    paintFigure(painter);
}

/// Small axes with letters: which way the patient lies.
void VolumeView::paintFigure(QPainter& painter) {
    struct Axis {
        WorldVector direction;
        QString letter;
    };
    const std::array<Axis, 6> axes{{{WorldVector::UnitX(), QStringLiteral("L")},
                                    {-WorldVector::UnitX(), QStringLiteral("R")},
                                    {WorldVector::UnitY(), QStringLiteral("P")},
                                    {-WorldVector::UnitY(), QStringLiteral("A")},
                                    {WorldVector::UnitZ(), QStringLiteral("H")},
                                    {-WorldVector::UnitZ(), QStringLiteral("F")}}};
    constexpr double kReach = 20;
    const QPointF middle(38, height() - 62.0);
    if (height() < 200)
        return;
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(paneFont(font()));
    for (const Axis& axis : axes) {
        if (axis.direction.dot(d_->scene.camera.toEye) < -0.2)
            continue; // points away
        const QPointF flat(axis.direction.dot(d_->right()), -axis.direction.dot(d_->scene.camera.up));
        if (std::hypot(flat.x(), flat.y()) < 0.25)
            continue;
        strokeLine(painter, middle, middle + flat * (kReach - 7), d_->colors.text2, 1.2, d_->colors);
        painter.setPen(d_->colors.text);
        painter.drawText(QRectF(middle + flat * kReach - QPointF(9, 9), QSizeF(18, 18)), Qt::AlignCenter,
                         axis.letter);
    }
}

void VolumeView::resizeEvent(QResizeEvent*) {
    if (d_->isFitted)
        fit();
    else
        sceneChanged();
}

void VolumeView::showEvent(QShowEvent*) {
    if (d_->needsPicture)
        sceneChanged();
}

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
    d_->last = event->position();
}

void VolumeView::mouseMoveEvent(QMouseEvent* event) {
    if (d_->button == Qt::NoButton || !d_->scene.volume)
        return;
    const QPointF moved = event->position() - d_->last;
    d_->last = event->position();
    RenderCamera& camera = d_->scene.camera;
    if (d_->button == Qt::LeftButton) {
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
    if (event->button() == d_->button)
        d_->button = Qt::NoButton;
}

void VolumeView::mouseDoubleClickEvent(QMouseEvent* event) {
    if (event->button() == Qt::LeftButton)
        Q_EMIT maximizeRequested();
}

void VolumeView::keyPressEvent(QKeyEvent* event) {
    const WorldVector left = WorldVector::UnitX(), back = WorldVector::UnitY(), head = WorldVector::UnitZ();
    const bool isShift = event->modifiers() & Qt::ShiftModifier;
    if (event->modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier)) {
        event->ignore();
        return;
    }
    switch (event->key()) {
    case Qt::Key_A: lookFrom(-back, head); break;
    case Qt::Key_P: lookFrom(back, head); break;
    case Qt::Key_L: lookFrom(left, head); break;
    case Qt::Key_H: lookFrom(head, -back); break;
    case Qt::Key_B: lookFrom(-head, -back); break;
    case Qt::Key_R:
        if (isShift)
            lookFrom(-left, head);
        else
            reset();
        break;
    case Qt::Key_F: fit(); break;
    case Qt::Key_1: setPreset(VolumePreset::LungAndBones); break;
    case Qt::Key_2: setPreset(VolumePreset::Vessels); break;
    case Qt::Key_3: setPreset(VolumePreset::Bone); break;
    case Qt::Key_4: setPreset(VolumePreset::Skin); break;
    case Qt::Key_V: Q_EMIT overlaysToggled(!d_->overlaysShown); break;
    default: event->ignore(); return;
    }
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
