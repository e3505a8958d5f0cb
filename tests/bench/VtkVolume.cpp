// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/VtkVolume.h"

#include <vtkCamera.h>
#include <vtkColorTransferFunction.h>
#include <vtkFixedPointVolumeRayCastMapper.h>
#include <vtkGPUVolumeRayCastMapper.h>
#include <vtkImageData.h>
#include <vtkNew.h>
#include <vtkPiecewiseFunction.h>
#include <vtkPointData.h>
#include <vtkRenderWindow.h>
#include <vtkRenderer.h>
#include <vtkShortArray.h>
#include <vtkSmartPointer.h>
#include <vtkVolume.h>
#include <vtkVolumeProperty.h>

#include <QtEnvironmentVariables>

#include <chrono>
#include <cmath>

namespace casebook::bench {

namespace {

constexpr double kAngle_deg = 30;

vtkSmartPointer<vtkImageData> imageOf(const Volume& volume) {
    const GridGeometry& g = volume.grid;
    vtkNew<vtkShortArray> values;
    values->SetArray(const_cast<short*>(volume.stored.data()), vtkIdType(volume.voxelCount()), 1);
    auto image = vtkSmartPointer<vtkImageData>::New();
    image->SetDimensions(g.columns, g.rows, g.slices);
    image->SetSpacing(g.columnSpacing, g.rowSpacing, g.sliceStep.norm());
    image->SetOrigin(g.origin.data());
    image->GetPointData()->SetScalars(values);
    return image;
}

vtkSmartPointer<vtkVolumeMapper> mapperOf(VtkMapper kind, double step_mm, int threads) {
    if (kind == VtkMapper::FixedPoint) {
        vtkNew<vtkFixedPointVolumeRayCastMapper> mapper;
        mapper->AutoAdjustSampleDistancesOff();
        mapper->SetSampleDistance(float(step_mm));
        mapper->SetInteractiveSampleDistance(float(step_mm));
        mapper->SetImageSampleDistance(1);
        mapper->SetNumberOfThreads(threads);
        return mapper;
    }
    vtkNew<vtkGPUVolumeRayCastMapper> mapper;
    mapper->AutoAdjustSampleDistancesOff();
    mapper->SetSampleDistance(float(step_mm));
    mapper->SetUseJittering(0);
    return mapper;
}

class MapperWindow final : public VtkVolume {
public:
    MapperWindow(const Volume& volume, VtkMapper kind, int side, int threads)
        : slope_(volume.slope), intercept_(volume.intercept) {
        const double step =
            std::min({volume.grid.columnSpacing, volume.grid.rowSpacing, volume.grid.sliceStep.norm()});
        mapper_ = mapperOf(kind, step, threads);
        mapper_->SetInputDataObject(imageOf(volume));
        property_->SetInterpolationTypeToLinear();
        property_->ShadeOn();
        property_->SetAmbient(0.25);
        property_->SetDiffuse(0.75);
        property_->SetSpecular(0.25);
        property_->SetSpecularPower(24);
        property_->SetScalarOpacityUnitDistance(1.0);
        volume_->SetMapper(mapper_);
        volume_->SetProperty(property_);
        renderer_->AddVolume(volume_);
        window_->SetOffScreenRendering(1);
        window_->SetMultiSamples(0);
        window_->SetSize(side, side);
        window_->AddRenderer(renderer_);
    }

    double draw(const raycast::Scene& scene, bool changed) override {
        const auto start = std::chrono::steady_clock::now();
        if (changed)
            setTransfer(scene.transfer);
        vtkCamera* camera = renderer_->GetActiveCamera();
        camera->SetPosition(scene.camera.position.data());
        camera->SetFocalPoint(scene.camera.focus.data());
        camera->SetViewUp(scene.camera.up.data());
        camera->SetViewAngle(kAngle_deg);
        renderer_->ResetCameraClippingRange();
        window_->Render();
        window_->WaitForCompletion();
        return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    }

private:
    void setTransfer(const raycast::TransferFunction& points) {
        vtkNew<vtkColorTransferFunction> colors;
        vtkNew<vtkPiecewiseFunction> opacity;
        for (const raycast::TransferPoint& p : points) {
            const double stored = (p.hu - intercept_) / slope_;
            colors->AddRGBPoint(stored, (p.color >> 16 & 255) / 255.0, (p.color >> 8 & 255) / 255.0,
                                (p.color & 255) / 255.0);
            opacity->AddPoint(stored, p.opacity);
        }
        property_->SetColor(colors);
        property_->SetScalarOpacity(opacity);
    }

    double slope_, intercept_;
    vtkNew<vtkRenderer> renderer_;
    vtkNew<vtkRenderWindow> window_;
    vtkSmartPointer<vtkVolumeMapper> mapper_;
    vtkNew<vtkVolume> volume_;
    vtkNew<vtkVolumeProperty> property_;
};

} // namespace

std::unique_ptr<VtkVolume> VtkVolume::create(const Volume& volume, VtkMapper kind, int side, int threads) {
    if (!qEnvironmentVariableIsSet("DISPLAY"))
        return nullptr;
    return std::make_unique<MapperWindow>(volume, kind, side, threads);
}

} // namespace casebook::bench
