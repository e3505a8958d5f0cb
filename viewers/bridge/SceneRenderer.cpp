// SPDX-License-Identifier: GPL-3.0-or-later
#include "viewers/bridge/SceneRenderer.h"

#include "viewers/bridge/GenericWindow.h"
#include "viewers/bridge/VolumeToVtk.h"

#include <vtkActor.h>
#include <vtkCamera.h>
#include <vtkColorTransferFunction.h>
#include <vtkGenericOpenGLRenderWindow.h>
#include <vtkImageData.h>
#include <vtkMatrix4x4.h>
#include <vtkNew.h>
#include <vtkOpenGLGPUVolumeRayCastMapper.h>
#include <vtkPiecewiseFunction.h>
#include <vtkPolyData.h>
#include <vtkPolyDataMapper.h>
#include <vtkProperty.h>
#include <vtkRenderer.h>
#include <vtkUnsignedCharArray.h>
#include <vtkVolume.h>
#include <vtkVolumeProperty.h>

#include <QElapsedTimer>
#include <QFuture>
#include <QtConcurrentRun>

#include <algorithm>
#include <cmath>
#include <map>

namespace casebook {

namespace {

/// Voxels are reduced to about this where the processor draws: an eighth of a chest CT in thin slices.
constexpr double kSoftwareSpacing_mm = 1.6;
/// Small pictures while moving are made as large as fit into this time.
constexpr double kMovingTime_ms = 60;
constexpr int kSmallestSide = 96, kLargestSide = 384;
/// Where a graphics card draws: only volumes above this many voxels are reduced.
constexpr std::size_t kCardVoxels = 120'000'000;
constexpr double kCardSpacing_mm = 1.2;

/// What a level of quality means for one kind of renderer.
struct Effort {
    int side;         ///< longer side of the picture, device pixels at most
    double step_mm;   ///< between samples
};

Effort effortFor(RenderQuality quality, bool isSoftware, int movingSide) {
    if (!isSoftware)
        return {4096, quality == RenderQuality::Moving ? 1.0 : 0.5};
    switch (quality) {
    case RenderQuality::Moving: return {movingSide, 3.5};
    case RenderQuality::Still: return {512, 1.6};
    case RenderQuality::Full: break;
    }
    return {1024, 0.6};
}

QSize pictureSize(const RenderScene& scene, int side) {
    const double shrink = std::min(1.0, double(side) / std::max({1, scene.width, scene.height}));
    return {std::max(1, int(std::lround(scene.width * shrink))),
            std::max(1, int(std::lround(scene.height * shrink)))};
}

using MeshKey = std::pair<const Segmentation*, int>;

struct Surface {
    SegmentationPtr segmentation; ///< keeps the key's address from being used again
    QFuture<std::shared_ptr<const Mesh>> making;
    vtkSmartPointer<vtkActor> actor;
};

} // namespace

struct SceneRenderer::Private {
    explicit Private(GlContext& c) : context(c), window(c) {}

    GlContext& context;
    vtkNew<vtkRenderer> renderer; // outlives the window that finalises it
    GenericWindow window;
    vtkNew<vtkOpenGLGPUVolumeRayCastMapper> mapper;
    vtkNew<vtkVolumeProperty> property;
    vtkNew<vtkVolume> volume;
    vtkNew<vtkColorTransferFunction> colors;
    vtkNew<vtkPiecewiseFunction> opacity;
    VolumePtr source;          ///< of `plain`
    RenderVolume plain, encoded;
    const RenderVolume* loaded = nullptr;
    std::optional<VolumePreset> preset;
    std::map<MeshKey, Surface> surfaces;
    std::function<void()> meshReady;
    int movingSide = 200;
    bool hasDrawn = false;

    /// Time goes with the area of the picture; half the way each time, so that one slow frame is no jump.
    void adaptMoving(double took_ms) {
        const double fitting = movingSide * std::sqrt(kMovingTime_ms / std::max(1.0, took_ms));
        movingSide = std::clamp(int(std::lround((movingSide + fitting) / 2)), kSmallestSide, kLargestSide);
    }
    void setUpVolume();
    void load(const RenderScene& scene);
    void place(const RenderCamera& camera);
    void showSurfaces(const RenderScene& scene);
    void setClip(const RenderScene& scene);
    [[nodiscard]] QImage readBack(QSize size);
};

void SceneRenderer::Private::setUpVolume() {
    mapper->AutoAdjustSampleDistancesOff();
    mapper->SetUseJittering(0);
    property->SetInterpolationTypeToLinear();
    property->ShadeOn();
    property->SetAmbient(0.25);
    property->SetDiffuse(0.80);
    property->SetSpecular(0.18);
    property->SetSpecularPower(18);
    property->SetScalarOpacityUnitDistance(1.0);
    property->SetColor(colors);
    property->SetScalarOpacity(opacity);
    volume->SetProperty(property);
    volume->SetMapper(mapper);
}

/// Voxels of the scene's volume in the form its preset needs.
void SceneRenderer::Private::load(const RenderScene& scene) {
    if (scene.volume != source) {
        renderer->RemoveVolume(volume);
        mapper->RemoveAllInputs();
        loaded = nullptr;
        encoded = {};
        preset.reset();
        source = scene.volume;
        const VolumePtr regular = regularised(source);
        const bool isLarge = regular->voxelCount() > kCardVoxels;
        plain = renderVolume(regular, context.isSoftware() ? kSoftwareSpacing_mm
                                      : isLarge            ? kCardSpacing_mm
                                                           : 0);
    }
    const bool needsLungs = encodesLungs(scene.preset);
    if (needsLungs && !encoded.data)
        encoded = encodedLungs(plain);
    const RenderVolume* wanted = needsLungs ? &encoded : &plain;
    if (wanted != loaded) {
        mapper->SetInputDataObject(toVtk(*wanted));
        volume->SetUserMatrix(toVtk(wanted->toWorld));
        renderer->AddVolume(volume);
        loaded = wanted;
        preset.reset();
    }
    if (preset != scene.preset)
        setTransfer(transferFunction(scene.preset), *loaded, colors, opacity);
    preset = scene.preset;
}

void SceneRenderer::Private::setClip(const RenderScene& scene) {
    mapper->SetCropping(scene.clip ? 1 : 0);
    if (!scene.clip)
        return;
    std::array<double, 6> planes{};
    const std::array<int, 3> full{scene.volume->grid.columns, scene.volume->grid.rows,
                                  scene.volume->grid.slices};
    for (std::size_t a = 0; a < 3; ++a) {
        const double side_mm = loaded->spacing_mm[a] * loaded->size[a];
        const double half = loaded->spacing_mm[a] / 2;
        planes[2 * a] = side_mm * scene.clip->first[a] / full[a] - half;
        planes[2 * a + 1] = side_mm * (scene.clip->first[a] + scene.clip->size[a]) / full[a] - half;
    }
    mapper->SetCroppingRegionPlanes(planes.data());
    mapper->SetCroppingRegionFlagsToSubVolume();
}

void SceneRenderer::Private::place(const RenderCamera& c) {
    vtkCamera* camera = renderer->GetActiveCamera();
    const WorldPoint eye = c.focus + c.toEye * c.distance_mm;
    camera->SetPosition(eye.data());
    camera->SetFocalPoint(c.focus.data());
    camera->SetViewUp(c.up.data());
    camera->SetViewAngle(c.angle_deg);
    renderer->ResetCameraClippingRange();
}

void SceneRenderer::Private::showSurfaces(const RenderScene& scene) {
    for (auto& [key, surface] : surfaces)
        if (surface.actor)
            surface.actor->VisibilityOff();
    for (const RenderSurface& wanted : scene.surfaces) {
        Surface& surface = surfaces[{wanted.segmentation.get(), wanted.segment}];
        if (!surface.segmentation) {
            surface.segmentation = wanted.segmentation;
            surface.making = QtConcurrent::run(
                [segmentation = wanted.segmentation, index = wanted.segment, ready = meshReady] {
                    auto mesh = segmentMesh(*segmentation, segmentation->segments[std::size_t(index)]);
                    if (ready)
                        ready();
                    return mesh;
                });
        }
        if (!surface.actor && surface.making.isFinished()) {
            vtkNew<vtkPolyDataMapper> triangles;
            triangles->SetInputData(toVtk(*surface.making.result()));
            triangles->ScalarVisibilityOff();
            surface.actor = vtkSmartPointer<vtkActor>::New();
            surface.actor->SetMapper(triangles);
            surface.actor->GetProperty()->SetAmbient(0.25);
            surface.actor->GetProperty()->SetDiffuse(0.75);
            surface.actor->GetProperty()->SetSpecular(0.2);
            renderer->AddActor(surface.actor);
        }
        if (surface.actor) {
            surface.actor->VisibilityOn();
            surface.actor->GetProperty()->SetColor(wanted.color[0] / 255.0, wanted.color[1] / 255.0,
                                                   wanted.color[2] / 255.0);
        }
    }
}

QImage SceneRenderer::Private::readBack(QSize size) {
    vtkNew<vtkUnsignedCharArray> pixels;
    window->GetRGBACharPixelData(0, 0, size.width() - 1, size.height() - 1, 1, pixels);
    QImage image(size, QImage::Format_RGB32);
    const std::uint8_t* from = pixels->GetPointer(0);
    for (int y = 0; y < size.height(); ++y) { // VTK's rows run upwards
        auto* row = reinterpret_cast<QRgb*>(image.scanLine(size.height() - 1 - y));
        for (int x = 0; x < size.width(); ++x, from += 4)
            row[x] = qRgb(from[0], from[1], from[2]);
    }
    return image;
}

SceneRenderer::SceneRenderer(GlContext& context) : d_(std::make_unique<Private>(context)) {
    d_->window->AddRenderer(d_->renderer);
    d_->setUpVolume();
}

SceneRenderer::~SceneRenderer() {
    for (auto& [key, surface] : d_->surfaces)
        surface.making.waitForFinished();
}

void SceneRenderer::setMeshReady(std::function<void()> ready) { d_->meshReady = std::move(ready); }

bool SceneRenderer::hasPendingMeshes() const {
    return std::any_of(d_->surfaces.begin(), d_->surfaces.end(),
                       [](const auto& s) { return !s.second.actor; });
}

void SceneRenderer::finishMeshes(const RenderScene& scene) {
    d_->showSurfaces(scene);
    for (auto& [key, surface] : d_->surfaces)
        surface.making.waitForFinished();
}

Result<QImage> SceneRenderer::render(const RenderScene& scene) {
    if (!scene.volume && scene.surfaces.empty())
        return fail(ErrorKind::Refused, "no-volume");
    const Effort effort = effortFor(scene.quality, d_->context.isSoftware(), d_->movingSide);
    const QSize size = pictureSize(scene, effort.side);
    if (scene.volume) {
        d_->load(scene);
        d_->setClip(scene);
        d_->mapper->SetSampleDistance(float(effort.step_mm));
    }
    d_->showSurfaces(scene);
    d_->renderer->SetBackground(scene.background[0] / 255.0, scene.background[1] / 255.0,
                                scene.background[2] / 255.0);
    d_->window->SetSize(size.width(), size.height());
    d_->place(scene.camera);
    QElapsedTimer timer;
    timer.start();
    d_->window->Render();
    QImage image = d_->readBack(size);
    if (image.isNull())
        return fail(ErrorKind::System, "render-failed");
    if (scene.quality == RenderQuality::Moving && d_->hasDrawn)
        d_->adaptMoving(double(timer.nsecsElapsed()) / 1e6);
    d_->hasDrawn = true; // the first frame compiles shaders and says nothing about the next
    return image;
}

} // namespace casebook
