// SPDX-License-Identifier: GPL-3.0-or-later
#include "viewers/bridge/RenderThread.h"

#include "viewers/bridge/SceneRenderer.h"
#include "viewers/volume3d/CpuPainter.h"

#include <QElapsedTimer>
#include <QGuiApplication>
#include <QMutex>
#include <QThread>
#include <QWaitCondition>

#include <algorithm>
#include <limits>

#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace casebook {

namespace {

/// Software OpenGL takes every processor: planes must be drawn first. Its threads inherit this.
constexpr int kNiceness = 10;

struct PickRequest {
    RenderScene scene;
    double x = 0, y = 0;
};

struct Request {
    RenderScene scene;
    quint64 generation = 0;
};

} // namespace

struct RenderThread::Private {
    RenderChoice choice = RenderChoice::Auto;
    GlFacts facts;
    std::unique_ptr<GlContext> context; ///< null: not asked for
    std::unique_ptr<ScenePainter> painter; ///< of the thread; its address is guarded by mutex
    std::unique_ptr<QThread> thread;
    RenderThread* owner = nullptr;
    mutable QMutex mutex;
    QWaitCondition wake;
    std::optional<Request> waiting; ///< guarded by mutex, as all below
    std::optional<PickRequest> waitingPick;
    quint64 generation = 0;
    bool isWorking = false, quits = false, meshCame = false;
    std::optional<PainterKind> kind;

    void run();
    void drawAll();
    bool drawOne(const Request& request);
    Result<QImage> render(const Request& request);
    void choose(const RenderScene& scene);
    double timed(PainterKind which, const RenderScene& scene);
    void use(PainterKind which);
    void answer(RenderResult result);
    void answer(const PickRequest& request);
    bool takeNext(std::optional<Request>& current, std::optional<PickRequest>& pick);
};

void RenderThread::Private::answer(RenderResult result) {
    QMetaObject::invokeMethod(
        owner, [o = owner, r = std::move(result)] { Q_EMIT o->finished(r); }, Qt::QueuedConnection);
}

void RenderThread::Private::answer(const PickRequest& request) {
    if (!painter)
        choose(request.scene);
    const auto point = painter->pick(request.scene, request.x, request.y);
    QMetaObject::invokeMethod(owner, [o = owner, point] { Q_EMIT o->picked(point); }, Qt::QueuedConnection);
}

void RenderThread::Private::use(PainterKind which) {
    std::unique_ptr<ScenePainter> fresh;
    if (which == PainterKind::Gpu)
        fresh = std::make_unique<SceneRenderer>(*context);
    else
        fresh = std::make_unique<CpuPainter>();
    fresh->setMeshReady([this] {
        QMutexLocker lock(&mutex);
        meshCame = true;
        wake.wakeOne();
    });
    {
        QMutexLocker lock(&mutex);
        std::swap(painter, fresh);
        kind = which;
    }
    // The old one ends here, without the lock: it waits for its surfaces, and they take the lock.
}

/// The shorter of two frames of 512 pixels.
double RenderThread::Private::timed(PainterKind which, const RenderScene& scene) {
    use(which);
    RenderScene frame = scene;
    frame.width = frame.height = 512;
    frame.quality = RenderQuality::Still;
    double shortest_ms = std::numeric_limits<double>::infinity();
    for (int i = 0; i < 2; ++i) {
        QElapsedTimer timer;
        timer.start();
        if (painter->render(frame, std::numeric_limits<quint64>::max()))
            shortest_ms = std::min(shortest_ms, double(timer.nsecsElapsed()) / 1e6);
    }
    return shortest_ms;
}

void RenderThread::Private::choose(const RenderScene& scene) {
    const int largest =
        scene.volume
            ? std::max({scene.volume->grid.columns, scene.volume->grid.rows, scene.volume->grid.slices})
            : 0;
    if (const auto known = painterFor(choice, facts, largest))
        return use(*known);
    const double cpu_ms = timed(PainterKind::Cpu, scene);
    if (fasterPainter(cpu_ms, timed(PainterKind::Gpu, scene)) == PainterKind::Cpu)
        use(PainterKind::Cpu);
}

/// Waits for the next work: a pick, or a picture to draw: a new request, the better level of the last, or its surfaces.
/// @return false at the end.
bool RenderThread::Private::takeNext(std::optional<Request>& current, std::optional<PickRequest>& pick) {
    QMutexLocker lock(&mutex);
    isWorking = false;
    while (true) {
        if (quits)
            return false;
        if (waitingPick) {
            pick = std::exchange(waitingPick, std::nullopt);
            break;
        }
        if (waiting) {
            current = std::exchange(waiting, std::nullopt);
            break;
        }
        if (current && current->scene.quality == RenderQuality::Still) {
            current->scene.quality = RenderQuality::Full;
            break;
        }
        if (current && std::exchange(meshCame, false))
            break;
        wake.wait(&mutex);
    }
    isWorking = true;
    return true;
}

Result<QImage> RenderThread::Private::render(const Request& request) {
    if (!painter)
        choose(request.scene);
    auto image = painter->render(request.scene, request.generation);
    if (image || kind != PainterKind::Gpu || image.error().code != "render-failed")
        return image;
    use(PainterKind::Cpu);
    QMetaObject::invokeMethod(owner, [o = owner] { Q_EMIT o->fellBack(); }, Qt::QueuedConnection);
    return painter->render(request.scene, request.generation);
}

/// @return false where there is nothing to refine.
bool RenderThread::Private::drawOne(const Request& request) {
    QElapsedTimer timer;
    timer.start();
    RenderResult result;
    result.generation = request.generation;
    result.quality = request.scene.quality;
    Result<QImage> image = render(request);
    result.milliseconds = double(timer.nsecsElapsed()) / 1e6;
    if (!image && image.error().code == "superseded")
        return false;
    if (image)
        result.image = std::move(*image);
    else
        result.error = image.error();
    answer(std::move(result));
    return bool(image);
}

void RenderThread::Private::drawAll() {
    std::optional<Request> current;
    std::optional<PickRequest> pick;
    while (takeNext(current, pick)) {
        if (pick)
            answer(*std::exchange(pick, std::nullopt));
        else if (!drawOne(*current))
            current.reset();
    }
}

void RenderThread::Private::run() {
    setpriority(PRIO_PROCESS, id_t(syscall(SYS_gettid)), kNiceness);
    if (context && context->start()) {
        facts.hasContext = true;
        facts.renderer = context->rendererName();
        facts.largestTexture = context->largestTexture();
    }
    drawAll();
    {
        QMutexLocker lock(&mutex);
        kind.reset();
    }
    painter.reset();
    if (context)
        context->stop();
}

RenderThread::RenderThread(RenderChoice choice, QObject* parent)
    : QObject(parent), d_(std::make_unique<Private>()) {
    qRegisterMetaType<casebook::RenderResult>();
    d_->owner = this;
    d_->choice = choice;
    d_->facts.platform = QGuiApplication::platformName();
    if (wantsContext(choice, d_->facts.platform))
        d_->context = std::make_unique<GlContext>();
    d_->thread.reset(QThread::create([this] { d_->run(); }));
    d_->thread->setObjectName(QStringLiteral("render"));
    d_->thread->start();
}

RenderThread::~RenderThread() {
    {
        QMutexLocker lock(&d_->mutex);
        d_->quits = true;
        if (d_->painter)
            d_->painter->newest(std::numeric_limits<quint64>::max());
        d_->wake.wakeOne();
    }
    d_->thread->wait();
}

quint64 RenderThread::request(const RenderScene& scene) {
    QMutexLocker lock(&d_->mutex);
    d_->waiting = Request{scene, ++d_->generation};
    if (d_->painter)
        d_->painter->newest(d_->generation);
    d_->wake.wakeOne();
    return d_->generation;
}

void RenderThread::giveUp() {
    QMutexLocker lock(&d_->mutex);
    d_->waiting.reset();
    ++d_->generation;
    if (d_->painter)
        d_->painter->newest(d_->generation);
}

void RenderThread::pick(const RenderScene& scene, double x, double y) {
    QMutexLocker lock(&d_->mutex);
    d_->waitingPick = PickRequest{scene, x, y};
    d_->wake.wakeOne();
}

bool RenderThread::isIdle() const {
    QMutexLocker lock(&d_->mutex);
    return !d_->isWorking && !d_->waiting && !d_->waitingPick;
}

std::optional<PainterKind> RenderThread::painter() const {
    QMutexLocker lock(&d_->mutex);
    return d_->kind;
}

Result<QImage> renderToImage(const RenderScene& scene) {
    CpuPainter painter;
    painter.finishMeshes(scene);
    auto image = painter.render(scene, 0);
    if (image && image->size() != QSize(scene.width, scene.height))
        *image = image->scaled(scene.width, scene.height, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
    return image;
}

} // namespace casebook
