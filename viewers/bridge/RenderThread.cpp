// SPDX-License-Identifier: GPL-3.0-or-later
#include "viewers/bridge/RenderThread.h"

#include "viewers/bridge/SceneRenderer.h"

#include <QElapsedTimer>
#include <QMutex>
#include <QThread>
#include <QWaitCondition>

#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace casebook {

namespace {

/// Software OpenGL takes every processor: planes must be drawn first. Its threads inherit this.
constexpr int kNiceness = 10;

struct Request {
    RenderScene scene;
    quint64 generation = 0;
};

} // namespace

struct RenderThread::Private {
    GlContext context;
    std::unique_ptr<QThread> thread;
    RenderThread* owner = nullptr;
    mutable QMutex mutex;
    QWaitCondition wake;
    std::optional<Request> waiting; ///< guarded by mutex, as all below
    quint64 generation = 0;
    bool isWorking = false, quits = false, meshCame = false;
    QString renderer;

    void run();
    void drawAll(SceneRenderer& renderer);
    bool drawOne(SceneRenderer& renderer, const Request& request);
    void answer(RenderResult result);
    void refuseAll();
    bool takeNext(std::optional<Request>& current);
};

void RenderThread::Private::answer(RenderResult result) {
    QMetaObject::invokeMethod(
        owner, [o = owner, r = std::move(result)] { Q_EMIT o->finished(r); }, Qt::QueuedConnection);
}

/// Waits for the next picture to draw: a new request, the better level of the last, or its surfaces.
/// @return false at the end.
bool RenderThread::Private::takeNext(std::optional<Request>& current) {
    QMutexLocker lock(&mutex);
    isWorking = false;
    while (true) {
        if (quits)
            return false;
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

bool RenderThread::Private::drawOne(SceneRenderer& scenes, const Request& request) {
    QElapsedTimer timer;
    timer.start();
    RenderResult result;
    result.generation = request.generation;
    result.quality = request.scene.quality;
    Result<QImage> image = scenes.render(request.scene);
    result.milliseconds = double(timer.nsecsElapsed()) / 1e6;
    if (image)
        result.image = std::move(*image);
    else
        result.error = image.error();
    answer(std::move(result));
    return bool(image);
}

void RenderThread::Private::drawAll(SceneRenderer& scenes) {
    scenes.setMeshReady([this] {
        QMutexLocker lock(&mutex);
        meshCame = true;
        wake.wakeOne();
    });
    std::optional<Request> current;
    while (takeNext(current))
        if (!drawOne(scenes, *current))
            current.reset();
}

void RenderThread::Private::refuseAll() {
    std::optional<Request> current;
    while (takeNext(current)) {
        RenderResult result;
        result.generation = current->generation;
        result.quality = current->scene.quality;
        result.error = Error{ErrorKind::System, "no-display", {}, {}};
        current.reset();
        answer(std::move(result));
    }
}

void RenderThread::Private::run() {
    setpriority(PRIO_PROCESS, id_t(syscall(SYS_gettid)), kNiceness);
    if (!context.start()) {
        refuseAll();
        return;
    }
    {
        QMutexLocker lock(&mutex);
        renderer = context.rendererName();
    }
    {
        SceneRenderer scenes(context);
        drawAll(scenes);
    }
    context.stop();
}

RenderThread::RenderThread(QObject* parent) : QObject(parent), d_(std::make_unique<Private>()) {
    qRegisterMetaType<casebook::RenderResult>();
    d_->owner = this;
    d_->thread.reset(QThread::create([this] { d_->run(); }));
    d_->thread->setObjectName(QStringLiteral("render"));
    d_->thread->start();
}

RenderThread::~RenderThread() {
    {
        QMutexLocker lock(&d_->mutex);
        d_->quits = true;
        d_->wake.wakeOne();
    }
    d_->thread->wait();
}

quint64 RenderThread::request(const RenderScene& scene) {
    QMutexLocker lock(&d_->mutex);
    d_->waiting = Request{scene, ++d_->generation};
    d_->wake.wakeOne();
    return d_->generation;
}

bool RenderThread::isIdle() const {
    QMutexLocker lock(&d_->mutex);
    return !d_->isWorking && !d_->waiting;
}

QString RenderThread::rendererName() const {
    QMutexLocker lock(&d_->mutex);
    return d_->renderer;
}

Result<QImage> renderToImage(const RenderScene& scene) {
    GlContext context;
    if (!context.start())
        return fail(ErrorKind::System, "no-display");
    Result<QImage> image;
    {
        SceneRenderer scenes(context);
        scenes.finishMeshes(scene);
        image = scenes.render(scene);
    }
    context.stop();
    if (image && image->size() != QSize(scene.width, scene.height))
        *image = image->scaled(scene.width, scene.height, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
    return image;
}

} // namespace casebook
