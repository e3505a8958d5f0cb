// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "viewers/volume3d/Mesh.h"
#include "viewers/volume3d/Presets.h"
#include "viewers/volume3d/RenderVolume.h"

#include <vtkSmartPointer.h>

class vtkColorTransferFunction;
class vtkImageData;
class vtkMatrix4x4;
class vtkPiecewiseFunction;
class vtkPolyData;

// Bridge-internal: the only header that names VTK types; nothing outside this folder includes it.
namespace casebook {

/// The voxels without a copy: the image points into `volume`, which must outlive it.
[[nodiscard]] vtkSmartPointer<vtkImageData> toVtk(const RenderVolume& volume);
/// One label a voxel, without a copy; `labels` must outlive the image.
[[nodiscard]] vtkSmartPointer<vtkImageData> labelsToVtk(const RenderVolume& grid,
                                                        const std::vector<std::uint8_t>& labels);
[[nodiscard]] vtkSmartPointer<vtkMatrix4x4> toVtk(const Eigen::Matrix4d& matrix);
[[nodiscard]] vtkSmartPointer<vtkPolyData> toVtk(const Mesh& mesh);
/// HU of the points are turned to values of the volume.
void setTransfer(const raycast::TransferFunction& points, const RenderVolume& volume,
                 vtkColorTransferFunction* colors, vtkPiecewiseFunction* opacity);

} // namespace casebook
