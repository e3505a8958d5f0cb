// SPDX-License-Identifier: GPL-3.0-or-later
#include "viewers/volume3d/Mesh.h"

#include <vtkCellArray.h>
#include <vtkDiscreteFlyingEdges3D.h>
#include <vtkIdList.h>
#include <vtkImageData.h>
#include <vtkNew.h>
#include <vtkPointData.h>
#include <vtkPolyData.h>
#include <vtkPolyDataNormals.h>
#include <vtkUnsignedCharArray.h>
#include <vtkWindowedSincPolyDataFilter.h>

#include <algorithm>
#include <array>

namespace casebook {

namespace {

constexpr std::size_t kLargeBox = 8'000'000;
constexpr int kSmoothing = 15;
constexpr double kPassBand = 0.08;

/// The segment's box with a border of zeros (so that the surface is closed), every `stride`-th voxel.
struct Block {
    std::array<int, 3> size{};
    int stride = 1;
    std::vector<std::uint8_t> values;
};

Block blockOf(const Segmentation& segmentation, const Segment& segment) {
    Block block;
    block.stride = segment.box.count() > kLargeBox ? 2 : 1;
    for (std::size_t a = 0; a < 3; ++a)
        block.size[a] = (segment.box.size[a] + block.stride - 1) / block.stride + 2;
    block.values.assign(std::size_t(block.size[0]) * std::size_t(block.size[1]) * std::size_t(block.size[2]),
                        0);
    const double limit = segmentation.kind == Segmentation::Kind::Fractional
                             ? std::max(1.0, segmentation.maximumFraction / 2)
                             : 0.5;
    for (int z = 1; z + 1 < block.size[2]; ++z)
        for (int y = 1; y + 1 < block.size[1]; ++y)
            for (int x = 1; x + 1 < block.size[0]; ++x) {
                const std::size_t from =
                    (std::size_t((z - 1) * block.stride) * std::size_t(segment.box.size[1]) +
                     std::size_t((y - 1) * block.stride)) *
                        std::size_t(segment.box.size[0]) +
                    std::size_t((x - 1) * block.stride);
                const std::size_t to = (std::size_t(z) * std::size_t(block.size[1]) + std::size_t(y)) *
                                           std::size_t(block.size[0]) +
                                       std::size_t(x);
                block.values[to] = segment.values[from] >= limit ? 1 : 0;
            }
    return block;
}

void takePoints(vtkPolyData* surface, const Segmentation& segmentation, const Segment& segment,
                const Block& block, Mesh& mesh) {
    vtkDataArray* normals = surface->GetPointData()->GetNormals();
    const Eigen::Matrix4d affine = segmentation.grid.voxelToWorld();
    const Eigen::Matrix3d forNormals = affine.topLeftCorner<3, 3>().inverse().transpose();
    for (vtkIdType i = 0; i < surface->GetNumberOfPoints(); ++i) {
        std::array<double, 3> p{}, n{};
        surface->GetPoint(i, p.data());
        normals->GetTuple(i, n.data());
        VoxelPoint v;
        for (std::size_t a = 0; a < 3; ++a)
            v[Eigen::Index(a)] = segment.box.first[a] + (p[a] - 1) * block.stride;
        const WorldPoint world = segmentation.grid.toWorld(v);
        const WorldVector normal = (forNormals * WorldVector(n[0], n[1], n[2])).normalized();
        for (int a = 0; a < 3; ++a) {
            mesh.points.push_back(float(world[a]));
            mesh.normals.push_back(float(normal[a]));
        }
    }
}

} // namespace

std::shared_ptr<const Mesh> segmentMesh(const Segmentation& segmentation, const Segment& segment) {
    auto mesh = std::make_shared<Mesh>();
    if (segment.box.count() == 0 || segment.values.size() < segment.box.count())
        return mesh;
    Block block = blockOf(segmentation, segment);
    vtkNew<vtkUnsignedCharArray> scalars;
    scalars->SetArray(block.values.data(), vtkIdType(block.values.size()), 1);
    vtkNew<vtkImageData> image;
    image->SetDimensions(block.size.data());
    image->GetPointData()->SetScalars(scalars);
    vtkNew<vtkDiscreteFlyingEdges3D> edges;
    edges->SetInputData(image);
    edges->SetValue(0, 1);
    edges->ComputeNormalsOff();
    vtkNew<vtkWindowedSincPolyDataFilter> smooth;
    smooth->SetInputConnection(edges->GetOutputPort());
    smooth->SetNumberOfIterations(kSmoothing);
    smooth->SetPassBand(kPassBand);
    smooth->NormalizeCoordinatesOn();
    smooth->BoundarySmoothingOff();
    vtkNew<vtkPolyDataNormals> normals;
    normals->SetInputConnection(smooth->GetOutputPort());
    normals->SplittingOff();
    normals->Update();
    vtkPolyData* surface = normals->GetOutput();
    if (!surface->GetPointData()->GetNormals())
        return mesh;
    takePoints(surface, segmentation, segment, block, *mesh);
    vtkNew<vtkIdList> ids;
    vtkCellArray* polys = surface->GetPolys();
    for (polys->InitTraversal(); polys->GetNextCell(ids);)
        if (ids->GetNumberOfIds() == 3)
            for (vtkIdType c = 0; c < 3; ++c)
                mesh->triangles.push_back(int(ids->GetId(c)));
    return mesh;
}

} // namespace casebook
