// SPDX-License-Identifier: GPL-3.0-or-later
#include "viewers/bridge/SceneRenderer.h"

#include "viewers/bridge/GenericWindow.h"
#include "viewers/bridge/VolumeToVtk.h"
#include "viewers/volume3d/CastScene.h"
#include "viewers/volume3d/CpuPainter.h"
#include "viewers/volume3d/MeshShelf.h"
#include "viewers/volume3d/Presets.h"

#include <vtkAbstractMapper.h>
#include <vtkActor.h>
#include <vtkCamera.h>
#include <vtkColorTransferFunction.h>
#include <vtkGenericOpenGLRenderWindow.h>
#include <vtkImageData.h>
#include <vtkMatrix4x4.h>
#include <vtkNew.h>
#include <vtkOpenGLGPUVolumeRayCastMapper.h>
#include <vtkPiecewiseFunction.h>
#include <vtkPlane.h>
#include <vtkPolyData.h>
#include <vtkPolyDataMapper.h>
#include <vtkProperty.h>
#include <vtkRenderer.h>
#include <vtkUnsignedCharArray.h>
#include <vtkVolume.h>
#include <vtkVolumeProperty.h>

#include <QElapsedTimer>

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

/// Clipping planes in the patient, for the volume and for surfaces alike.
void setPlanes(const RenderScene& scene, vtkAbstractMapper* mapper) {
    mapper->RemoveAllClippingPlanes();
    const auto planes = planesOf(scene);
    for (std::size_t i = 0; i < std::min(planes.size(), raycast::kMostPlanes); ++i) {
        const raycast::ClipPlane& wanted = planes[i];
        const WorldVector normal = wanted.normal.normalized();
        const WorldPoint on = -normal * (wanted.offset / wanted.normal.norm());
        vtkNew<vtkPlane> plane;
        plane->SetNormal(normal.data());
        plane->SetOrigin(on.data());
        mapper->AddClippingPlane(plane);
    }
}

/// The transfer function of one tissue: optical depth times its factor, colour mixed with its own.
raycast::TransferFunction styled(raycast::TransferFunction points, const raycast::LabelStyle& style) {
    for (raycast::TransferPoint& point : points) {
        point.opacity = std::min(0.9995, 1 - std::pow(1 - std::min(point.opacity, 0.9995), style.opacity));
        std::uint32_t mixed = 0;
        for (std::size_t c = 0; c < 3; ++c) {
            const int shift = 16 - 8 * int(c);
            const double own = double(point.color >> shift & 255);
            mixed |= std::uint32_t(std::lround(own + (style.color[c] - own) * style.mix)) << shift;
        }
        point.color = mixed;
    }
    return points;
}

/// Grey of a projection: black below the window, white above.
raycast::TransferFunction greyOf(const raycast::GreyWindow& window) {
    constexpr double kLow = -32768, kHigh = 32767;
    return {{kLow, 1, 0x000000},
            {window.center - window.width / 2, 1, 0x000000},
            {window.center + window.width / 2, 1, 0xFFFFFF},
            {kHigh, 1, 0xFFFFFF}};
}

using MeshKey = std::pair<const Segmentation*, int>;

vtkSmartPointer<vtkActor> actorOf(const Mesh& mesh) {
    vtkNew<vtkPolyDataMapper> triangles;
    triangles->SetInputData(toVtk(mesh));
    triangles->ScalarVisibilityOff();
    auto actor = vtkSmartPointer<vtkActor>::New();
    actor->SetMapper(triangles);
    actor->GetProperty()->SetAmbient(0.25);
    actor->GetProperty()->SetDiffuse(0.75);
    actor->GetProperty()->SetSpecular(0.2);
    return actor;
}

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
    std::optional<raycast::TransferFunction> transfer; ///< set for `loaded`
    std::optional<VolumePreset> preset;
    VolumeParts parts; ///< of `plain` and `partsOf`
    std::vector<SegmentationPtr> structures, partsOf;
    std::map<MeshKey, vtkSmartPointer<vtkActor>> actors; ///< kept alive with `meshes`
    MeshShelf meshes;
    CpuPainter averages; ///< VTK's average weighs values by opacity: it would be another picture
    CastScene picking;   ///< its volume is prepared at the first pick
    int movingSide = 200;
    bool hasDrawn = false;

    /// Time goes with the area of the picture; half the way each time, so that one slow frame is no jump.
    void adaptMoving(double took_ms) {
        const double fitting = movingSide * std::sqrt(kMovingTime_ms / std::max(1.0, took_ms));
        movingSide = std::clamp(int(std::lround((movingSide + fitting) / 2)), kSmallestSide, kLargestSide);
    }
    void setUpVolume();
    Result<> load(const RenderScene& scene);
    void setProjection(raycast::Mode mode);
    Result<> setParts(const RenderScene& scene, const raycast::TransferFunction& points);
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
Result<> SceneRenderer::Private::load(const RenderScene& scene) {
    if (scene.volume != source) {
        renderer->RemoveVolume(volume);
        mapper->RemoveAllInputs();
        loaded = nullptr;
        encoded = {};
        parts = {};
        transfer.reset();
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
        transfer.reset();
    }
    const auto projection = presetData(scene.preset).mode;
    const auto wantedTransfer =
        projection == raycast::Mode::Composite ? scene.transfer() : greyOf(presetData(scene.preset).window);
    if (transfer == wantedTransfer && preset == scene.preset && structures == scene.structures)
        return {};
    setProjection(projection);
    setTransfer(wantedTransfer, *loaded, colors, opacity);
    transfer = wantedTransfer;
    preset = scene.preset;
    return setParts(scene, wantedTransfer);
}

void SceneRenderer::Private::setProjection(raycast::Mode mode) {
    switch (mode) {
    case raycast::Mode::Maximum: mapper->SetBlendModeToMaximumIntensity(); break;
    case raycast::Mode::Minimum: mapper->SetBlendModeToMinimumIntensity(); break;
    case raycast::Mode::Average: // not drawn here
    case raycast::Mode::Composite: mapper->SetBlendModeToComposite(); break;
    }
    property->SetShade(mode == raycast::Mode::Composite);
}

/// Each part gets its own transfer function by a label map; VTK draws label 0 by the volume's own.
Result<> SceneRenderer::Private::setParts(const RenderScene& scene, const raycast::TransferFunction& points) {
    const auto table = raycast::labelTable(presetData(scene.preset));
    mapper->SetMaskInput(nullptr);
    structures = scene.structures;
    if (!table)
        return {};
    if (const QByteArray missing = missingFor(scene.preset, scene.structures); !missing.isEmpty())
        return fail(ErrorKind::Refused, missing);
    if (!parts.labels || partsOf != scene.structures) {
        parts = volumeParts(plain, scene.structures);
        partsOf = scene.structures;
    }
    if (!parts.hasLungs)
        return fail(ErrorKind::Refused, "no-lungs");
    setTransfer(styled(points, (*table)[0]), plain, colors, opacity);
    for (int label = 1; label <= int(raycast::LungPart::Airway); ++label) {
        vtkNew<vtkColorTransferFunction> color;
        vtkNew<vtkPiecewiseFunction> hidden;
        setTransfer(styled(points, (*table)[std::size_t(label)]), plain, color, hidden);
        property->SetLabelColor(label, color);
        property->SetLabelScalarOpacity(label, hidden);
    }
    mapper->SetMaskInput(labelsToVtk(plain, *parts.labels));
    mapper->SetMaskTypeToLabelMap();
    mapper->SetMaskBlendFactor(1.0F);
    return {};
}

void SceneRenderer::Private::setClip(const RenderScene& scene) {
    const auto box = boxOf(scene);
    mapper->SetCropping(box ? 1 : 0);
    if (!box)
        return;
    std::array<double, 6> planes{};
    const std::array<int, 3> full{scene.volume->grid.columns, scene.volume->grid.rows,
                                  scene.volume->grid.slices};
    for (std::size_t a = 0; a < 3; ++a) {
        const double scale = double(loaded->size[a]) / full[a];
        const auto place = [&](double voxel) {
            return ((voxel + 0.5) * scale - 0.5) * loaded->spacing_mm[a];
        };
        planes[2 * a] = place(box->low[a]);
        planes[2 * a + 1] = place(box->high[a]);
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
    for (auto& [key, actor] : actors)
        actor->VisibilityOff();
    for (const RenderSurface& wanted : scene.surfaces) {
        const auto mesh = meshes.find(wanted);
        if (!mesh)
            continue;
        vtkSmartPointer<vtkActor>& actor = actors[{wanted.segmentation.get(), wanted.segment}];
        if (!actor) {
            actor = actorOf(*mesh);
            renderer->AddActor(actor);
        }
        actor->VisibilityOn();
        actor->GetProperty()->SetColor(wanted.color[0] / 255.0, wanted.color[1] / 255.0,
                                       wanted.color[2] / 255.0);
        setPlanes(scene, actor->GetMapper());
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

SceneRenderer::~SceneRenderer() = default;

void SceneRenderer::setMeshReady(std::function<void()> ready) { d_->meshes.setReady(std::move(ready)); }

std::optional<WorldPoint> SceneRenderer::pick(const RenderScene& scene, double x, double y) {
    for (const RenderSurface& surface : scene.surfaces)
        (void)d_->picking.meshes().find(surface);
    d_->picking.meshes().finish();
    return d_->picking.pick(scene, x, y);
}

void SceneRenderer::finishMeshes(const RenderScene& scene) {
    d_->showSurfaces(scene);
    d_->meshes.finish();
}

Result<QImage> SceneRenderer::render(const RenderScene& scene, quint64 generation) {
    if (!scene.volume && scene.surfaces.empty())
        return fail(ErrorKind::Refused, "no-volume");
    if (presetData(scene.preset).mode == raycast::Mode::Average)
        return d_->averages.render(scene, generation);
    const Effort effort = effortFor(scene.quality, d_->context.isSoftware(), d_->movingSide);
    const QSize size = pictureSize(scene, effort.side);
    if (scene.volume) {
        if (auto loaded = d_->load(scene); !loaded)
            return tl::unexpected(loaded.error());
        d_->setClip(scene);
        setPlanes(scene, d_->mapper);
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

Result<QImage> renderWithOpenGl(const RenderScene& scene) {
    GlContext context;
    if (!context.start())
        return fail(ErrorKind::System, "no-display");
    Result<QImage> image;
    {
        SceneRenderer scenes(context);
        scenes.finishMeshes(scene);
        image = scenes.render(scene, 0);
    }
    context.stop();
    return image;
}

} // namespace casebook
