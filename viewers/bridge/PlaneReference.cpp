// SPDX-License-Identifier: GPL-3.0-or-later
#include "viewers/bridge/PlaneReference.h"

#include "viewers/bridge/GenericWindow.h"
#include "viewers/bridge/VolumeToVtk.h"

#include <vtkCamera.h>
#include <vtkGenericOpenGLRenderWindow.h>
#include <vtkImageData.h>
#include <vtkImageProperty.h>
#include <vtkImageResliceMapper.h>
#include <vtkImageSlice.h>
#include <vtkNew.h>
#include <vtkPlane.h>
#include <vtkRenderer.h>

#include <QElapsedTimer>

#include <algorithm>

namespace casebook {

std::vector<double> resliceMapperSteps(const VolumePtr& volume, int side, int steps) {
    GlContext context;
    if (!context.start())
        return {};
    std::vector<double> times;
    {
        const RenderVolume voxels = renderVolume(volume, 0);
        const vtkSmartPointer<vtkImageData> image = toVtk(voxels);
        vtkNew<vtkRenderer> renderer; // outlives the window that finalises it
        GenericWindow window(context);
        vtkNew<vtkImageResliceMapper> mapper;
        vtkNew<vtkPlane> plane;
        vtkNew<vtkImageSlice> slice;
        mapper->SetInputData(image);
        mapper->SetSlicePlane(plane);
        plane->SetNormal(0, 0, 1);
        slice->SetMapper(mapper);
        slice->GetProperty()->SetColorWindow(1500 / voxels.slope);
        slice->GetProperty()->SetColorLevel((-600 - voxels.intercept) / voxels.slope);
        slice->GetProperty()->SetInterpolationTypeToLinear();
        renderer->AddViewProp(slice);
        window->AddRenderer(renderer);
        window->SetSize(side, side);
        const double wide = voxels.size[0] * voxels.spacing_mm[0],
                     high = voxels.size[1] * voxels.spacing_mm[1];
        vtkCamera* camera = renderer->GetActiveCamera();
        camera->ParallelProjectionOn();
        camera->SetParallelScale(high / 2);
        const int first = std::max(0, voxels.size[2] / 2 - steps / 2);
        for (int i = -2; i < steps; ++i) { // two warm-up frames
            QElapsedTimer timer;
            timer.start();
            const double z = (first + std::max(0, i)) % voxels.size[2] * voxels.spacing_mm[2];
            plane->SetOrigin(0, 0, z);
            camera->SetFocalPoint(wide / 2, high / 2, z);
            camera->SetPosition(wide / 2, high / 2, z - 500);
            camera->SetViewUp(0, -1, 0);
            renderer->ResetCameraClippingRange();
            window->Render();
            context.finish();
            if (i >= 0)
                times.push_back(double(timer.nsecsElapsed()) / 1e6);
        }
        window->RemoveRenderer(renderer);
    }
    context.stop();
    return times;
}

} // namespace casebook
