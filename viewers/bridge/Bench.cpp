// SPDX-License-Identifier: GPL-3.0-or-later
#include "viewers/bridge/Bench.h"

#include "viewers/bridge/PlaneReference.h"
#include "viewers/layout/ViewerGrid.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QGuiApplication>
#include <QMouseEvent>
#include <QPainter>
#include <QTimer>
#include <QWheelEvent>

#include <algorithm>
#include <array>
#include <cmath>

namespace casebook {

namespace {

constexpr int kSide = 1024;
constexpr int kPlaneSteps = 60;

double milliseconds(const QElapsedTimer& timer) { return double(timer.nsecsElapsed()) / 1e6; }

double quantile(std::vector<double> times, double q) {
    if (times.empty())
        return 0;
    std::sort(times.begin(), times.end());
    return times[std::size_t(q * double(times.size() - 1) + 0.5)];
}

BenchFigure figure(const QByteArray& what, const std::vector<double>& times, double value) {
    BenchFigure f;
    f.what = what;
    f.unit = "ms";
    f.n = int(times.size());
    f.p50 = quantile(times, 0.5);
    f.p95 = quantile(times, 0.95);
    f.value = value;
    return f;
}

/// Three panes of 1024 device pixels a side in one window, linked as in the product.
struct LinkedPanes {
    QWidget page;
    std::array<SliceView*, 3> panes{};
    int paints = 0;

    explicit LinkedPanes(const VolumePtr& volume) {
        const std::array<PlaneKind, 3> kinds{PlaneKind::Axial, PlaneKind::Sagittal, PlaneKind::Coronal};
        const int side = int(std::lround(kSide / page.devicePixelRatioF()));
        page.resize(3 * side, side);
        for (std::size_t i = 0; i < 3; ++i) {
            panes[i] = new SliceView(kinds[i], {}, &page);
            panes[i]->setGeometry(int(i) * side, 0, side, side);
            panes[i]->setVolume(volume);
            QObject::connect(panes[i], &SliceView::painted, &page, [this] { ++paints; });
            QObject::connect(panes[i], &SliceView::cursorMoved, &page, [this, i](const WorldPoint& p) {
                for (std::size_t j = 0; j < 3; ++j)
                    if (j != i)
                        panes[j]->setCursorPoint(p);
                for (SliceView* pane : panes)
                    pane->setPlaneLine(panes[i]->camera());
            });
            QObject::connect(panes[i], &SliceView::windowChanged, &page, [this, i](const Window& w) {
                for (std::size_t j = 0; j < 3; ++j)
                    if (j != i)
                        panes[j]->setWindow(w);
            });
        }
        page.show();
        turn();
    }

    /// Runs the event loop until all three have painted what was asked of them.
    void turn() {
        for (int i = 0; i < 200; ++i) {
            QCoreApplication::processEvents();
            if (paints >= 3)
                break;
        }
    }
};

/// @param first  number of the first step: decides pane and direction
std::vector<double> linkedSteps(LinkedPanes& linked, int steps, int first = 0) {
    std::vector<double> times;
    for (int i = first; i < first + steps; ++i) {
        SliceView* pane = linked.panes[std::size_t(i % 3)];
        const QPointF at(200, 200);
        linked.paints = 0;
        QElapsedTimer timer;
        timer.start();
        const int direction = (i / 150) % 2 ? -120 : 120; // there and back, no step at an end
        QWheelEvent event(at, pane->mapToGlobal(at), {}, {0, direction}, Qt::NoButton, Qt::NoModifier,
                          Qt::NoScrollPhase, false);
        QApplication::sendEvent(pane, &event);
        linked.turn();
        times.push_back(milliseconds(timer));
    }
    return times;
}

std::vector<double> windowDrags(LinkedPanes& linked, int steps) {
    std::vector<double> times;
    SliceView* pane = linked.panes[0];
    const auto send = [&](QEvent::Type type, QPointF at) {
        QMouseEvent event(type, at, pane->mapToGlobal(at),
                          type == QEvent::MouseMove ? Qt::NoButton : Qt::LeftButton,
                          type == QEvent::MouseButtonRelease ? Qt::NoButton : Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(pane, &event);
    };
    send(QEvent::MouseButtonPress, {400, 400});
    for (int i = 0; i < steps; ++i) {
        linked.paints = 0;
        QElapsedTimer timer;
        timer.start();
        send(QEvent::MouseMove, {410.0 + i % 100, 410.0 + i % 90});
        linked.turn();
        times.push_back(milliseconds(timer));
    }
    send(QEvent::MouseButtonRelease, {400, 400});
    return times;
}

/// One plane alone: slice, window, picture of 1024 x 1024 and its place on a widget's backing image.
std::vector<double> planeSteps(const VolumePtr& volume, int steps) {
    SlicePainter painter;
    painter.setVolume(volume);
    SliceScene scene;
    scene.camera = fitted(painter.grid(), bodyBox(*volume), PlaneKind::Axial, {kSide, kSide});
    scene.window = firstWindow(*volume);
    std::vector<double> times;
    QImage target(kSide, kSide, QImage::Format_RGB32);
    const int first = std::max(0, slicePlace(painter.grid(), scene.camera).number - steps / 2);
    for (int i = 0; i < steps; ++i) {
        QElapsedTimer timer;
        timer.start();
        scene.camera = atSlice(painter.grid(), scene.camera, first + i);
        QPainter p(&target);
        p.drawImage(0, 0, painter.picture(scene, {kSide, kSide}, 1, {}));
        p.end();
        times.push_back(milliseconds(timer));
    }
    return times;
}

/// Opens a 3D pane on the volume, turns it, and measures: one run each.
class VolumeRun {
public:
    explicit VolumeRun(const VolumePtr& volume) : view_(ViewColors{}) {
        constexpr int side = 512;
        view_.resize(side, side);
        view_.show();
        QObject::connect(&view_, &VolumeView::pictureShown, &view_,
                         [this](const RenderResult& r) { shown(r); });
        tick_.setTimerType(Qt::PreciseTimer);
        QObject::connect(&tick_, &QTimer::timeout, &view_, [this] {
            longestWait = std::max(longestWait, milliseconds(sinceTick_) - kTick_ms);
            sinceTick_.start();
        });
        QCoreApplication::processEvents();
        sinceAsk_.start();
        view_.setVolume(volume);
        tick_.start(kTick_ms);
        sinceTick_.start();
        waitFor([this] { return shown_ > 0 && view_.isRefined(); });
    }

    void turn(int frames) {
        constexpr double step_rad = 0.1;
        for (int i = 0; i < frames && !hasFailed; ++i) {
            const std::size_t before = moving.size();
            sinceAsk_.start();
            view_.lookFrom({std::sin(i * step_rad), -std::cos(i * step_rad), 0.1}, WorldVector::UnitZ());
            waitFor([&] { return moving.size() > before; });
        }
    }

    double longestWait = 0, first = 0;
    std::vector<double> moving;
    bool hasFailed = false;

private:
    static constexpr int kTick_ms = 5; ///< a tick is late by as long as the GUI thread was kept

    void shown(const RenderResult& result) {
        hasFailed = hasFailed || result.error.has_value();
        if (shown_++ == 0)
            first = milliseconds(sinceAsk_);
        else if (result.quality == RenderQuality::Moving)
            moving.push_back(milliseconds(sinceAsk_));
    }

    template <class Done>
    void waitFor(Done isDone) {
        constexpr int patience_ms = 60'000;
        QElapsedTimer timer;
        timer.start();
        while (!isDone() && !hasFailed && timer.elapsed() < patience_ms)
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    }

    VolumeView view_;
    QTimer tick_;
    QElapsedTimer sinceTick_, sinceAsk_;
    int shown_ = 0;
};

/// Ten steps after each rest; `before` begins the rest.
template <class Before>
std::vector<double> stepsAfterRests(LinkedPanes& linked, int steps, Before before) {
    constexpr int stepsARest = 10, rest_ms = 300;
    std::vector<double> times;
    for (int i = 0; i < steps; i += stepsARest) {
        before(i);
        QElapsedTimer rest;
        rest.start();
        while (rest.elapsed() < rest_ms)
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents, 5);
        const auto some = linkedSteps(linked, stepsARest, i);
        times.insert(times.end(), some.begin(), some.end());
    }
    return times;
}

/// The same while a 3D pane beside the planes refines: it is turned before each rest, held by each step.
std::vector<double> stepsBeside3d(LinkedPanes& linked, const VolumePtr& volume, int steps) {
    constexpr int side = 512;
    VolumeView view{ViewColors{}};
    view.resize(side, side);
    view.show();
    view.setVolume(volume);
    for (SliceView* pane : linked.panes)
        QObject::connect(pane, &SliceView::cursorMoved, &view, [&view] { view.holdRefining(); });
    QElapsedTimer patience;
    patience.start();
    while (!view.isRefined() && patience.elapsed() < 60'000)
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    return stepsAfterRests(linked, steps, [&](int i) {
        view.lookFrom({std::sin(i * 0.01), -std::cos(i * 0.01), 0.1}, WorldVector::UnitZ());
    });
}

} // namespace

std::vector<BenchFigure> benchSlice(const VolumePtr& volume, int steps) {
    std::vector<BenchFigure> figures;
    const std::vector<double> own = planeSteps(volume, kPlaneSteps);
    BenchFigure plane = figure("plane-1024", own, quantile(own, 0.5));
    const std::vector<double> reference = resliceMapperSteps(volume, kSide, kPlaneSteps);
    if (!reference.empty()) {
        plane.reference = "vtkImageResliceMapper";
        plane.reference_value = quantile(reference, 0.5);
        plane.ratio = plane.value / plane.reference_value;
    }
    figures.push_back(plane);
    LinkedPanes linked(volume);
    linkedSteps(linked, 30); // tables and caches as in the middle of a reading
    const std::vector<double> stepTimes = linkedSteps(linked, steps);
    figures.push_back(figure("linked-step", stepTimes, quantile(stepTimes, 0.95)));
    const std::vector<double> rested = stepsAfterRests(linked, steps, [](int) {});
    const std::vector<double> besides = stepsBeside3d(linked, volume, steps);
    BenchFigure beside = figure("linked-step-beside-3d", besides, quantile(besides, 0.95));
    beside.reference = "linked-step-after-rest";
    beside.reference_value = quantile(rested, 0.95);
    beside.ratio = beside.value / beside.reference_value;
    figures.push_back(beside);
    const std::vector<double> dragTimes = windowDrags(linked, steps);
    figures.push_back(figure("window-drag", dragTimes, quantile(dragTimes, 0.95)));
    return figures;
}

std::vector<BenchFigure> benchVolume3d(const VolumePtr& volume, int frames) {
    constexpr int runs = 5;
    std::vector<double> first, waits, moving;
    for (int i = 0; i < runs; ++i) {
        VolumeRun run(volume);
        if (i + 1 == runs)
            run.turn(frames);
        if (run.hasFailed)
            return {};
        first.push_back(run.first);
        waits.push_back(run.longestWait);
        moving = run.moving;
    }
    return {figure("first-picture", first, quantile(first, 0.5)),
            figure("moving", moving, quantile(moving, 0.95)),
            figure("gui-wait", waits, quantile(waits, 1.0))};
}

} // namespace casebook
