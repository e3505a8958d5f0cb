// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/phantom/Phantom.h"

namespace casebook::phantom {

/// The box of voxels within `reach` mm of a point, cut by the grid (axial grids).
[[nodiscard]] VoxelBox boxAround(const GridGeometry& grid, Vec centre, double reach);

/// Collects, while planes are drawn, what they show. Planes may be added from several threads, each
/// plane by one; no voxel is added twice.
class TruthBuilder {
public:
    TruthBuilder(const Anatomy& anatomy, const GridGeometry& grid, const std::vector<NoduleShape>& shapes);

    [[nodiscard]] const VoxelBox& box(std::size_t nodule) const { return nodules_[nodule].box; }
    void addNodule(std::size_t nodule, VoxelIndex v, double coverage);
    void addLung(VoxelIndex v, Side side);

    [[nodiscard]] Segmentation nodules() const; ///< voxels at least half covered
    [[nodiscard]] Segmentation lungs() const;
    [[nodiscard]] std::vector<PhantomNodule> measured() const;

private:
    struct Part {
        NoduleShape shape;
        VoxelBox box;
        std::vector<float> coverage;
    };
    struct Mask {
        VoxelBox box;
        std::vector<std::uint8_t> values;
    };
    [[nodiscard]] Segmentation empty() const;

    GridGeometry grid_;
    std::vector<Part> nodules_;
    std::vector<Lobe> lobes_;
    std::array<Mask, 2> lungs_; ///< right, left
};

} // namespace casebook::phantom
