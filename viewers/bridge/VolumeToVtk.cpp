// SPDX-License-Identifier: GPL-3.0-or-later
#include "viewers/bridge/VolumeToVtk.h"

#include <vtkCellArray.h>
#include <vtkColorTransferFunction.h>
#include <vtkFloatArray.h>
#include <vtkImageData.h>
#include <vtkMatrix4x4.h>
#include <vtkNew.h>
#include <vtkPiecewiseFunction.h>
#include <vtkPointData.h>
#include <vtkPoints.h>
#include <vtkPolyData.h>
#include <vtkShortArray.h>
#include <vtkUnsignedCharArray.h>

namespace casebook {

vtkSmartPointer<vtkImageData> toVtk(const RenderVolume& volume) {
    vtkNew<vtkShortArray> scalars;
    // VTK takes no const pointer but only reads: 1 = do not free.
    scalars->SetArray(const_cast<std::int16_t*>(volume.data), vtkIdType(volume.count()), 1);
    auto image = vtkSmartPointer<vtkImageData>::New();
    // Spacing in the image, turns and shear in the prop's matrix: so that steps and opacity are per mm.
    image->SetDimensions(volume.size.data());
    image->SetSpacing(volume.spacing_mm.data());
    image->GetPointData()->SetScalars(scalars);
    return image;
}

vtkSmartPointer<vtkImageData> labelsToVtk(const RenderVolume& grid, const std::vector<std::uint8_t>& labels) {
    vtkNew<vtkUnsignedCharArray> scalars;
    scalars->SetArray(const_cast<std::uint8_t*>(labels.data()), vtkIdType(grid.count()), 1);
    auto image = vtkSmartPointer<vtkImageData>::New();
    image->SetDimensions(grid.size.data());
    image->SetSpacing(grid.spacing_mm.data());
    image->GetPointData()->SetScalars(scalars);
    return image;
}

vtkSmartPointer<vtkMatrix4x4> toVtk(const Eigen::Matrix4d& matrix) {
    auto out = vtkSmartPointer<vtkMatrix4x4>::New();
    for (int r = 0; r < 4; ++r)
        for (int c = 0; c < 4; ++c)
            out->SetElement(r, c, matrix(r, c));
    return out;
}

vtkSmartPointer<vtkPolyData> toVtk(const Mesh& mesh) {
    const auto copy = [](const std::vector<float>& values) {
        auto array = vtkSmartPointer<vtkFloatArray>::New();
        array->SetNumberOfComponents(3);
        array->SetNumberOfTuples(vtkIdType(values.size() / 3));
        std::copy(values.begin(), values.end(), array->GetPointer(0));
        return array;
    };
    vtkNew<vtkPoints> points;
    points->SetData(copy(mesh.points));
    vtkNew<vtkCellArray> triangles;
    for (std::size_t t = 0; t + 2 < mesh.triangles.size(); t += 3)
        triangles->InsertNextCell({mesh.triangles[t], mesh.triangles[t + 1], mesh.triangles[t + 2]});
    auto surface = vtkSmartPointer<vtkPolyData>::New();
    surface->SetPoints(points);
    surface->SetPolys(triangles);
    surface->GetPointData()->SetNormals(copy(mesh.normals));
    return surface;
}

void setTransfer(const raycast::TransferFunction& points, const RenderVolume& volume,
                 vtkColorTransferFunction* colors, vtkPiecewiseFunction* opacity) {
    colors->RemoveAllPoints();
    opacity->RemoveAllPoints();
    for (const raycast::TransferPoint& p : points) {
        const double value = (p.hu - volume.intercept) / volume.slope;
        opacity->AddPoint(value, p.opacity);
        colors->AddRGBPoint(value, (p.color >> 16 & 255) / 255.0, (p.color >> 8 & 255) / 255.0,
                            (p.color & 255) / 255.0);
    }
    if (!points.empty() && points.front().opacity > 0) // nothing lies below the first point
        opacity->AddPoint((points.front().hu - volume.intercept) / volume.slope - 1, 0);
}

} // namespace casebook
