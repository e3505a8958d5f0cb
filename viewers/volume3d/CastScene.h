// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/raycast/Picture.h"
#include "core/raycast/Scene.h"
#include "viewers/volume3d/MeshShelf.h"
#include "viewers/volume3d/RenderScene.h"
#include "viewers/volume3d/RenderVolume.h"
#include "viewers/volume3d/VolumeParts.h"

namespace casebook {

/// Says a RenderScene in the words of the caster of core/raycast, and keeps what that needs: the volume with
/// even steps, the voxels that tell lungs from body, the surfaces. One thread.
class CastScene {
public:
    /// Levels: Moving Half (the caller may lower it), Still Full, Full Fine.
    /// Errors: "no-lungs" the preset shows lungs and none were found; "no-airways", "no-nodules" no segment
    /// of `structures` is one.
    [[nodiscard]] Result<raycast::Scene> of(const RenderScene& scene);
    [[nodiscard]] MeshShelf& meshes() { return meshes_; }
    /// The point of the patient that is seen at a place of the scene's picture: of a surface, or where the tissue
    /// has hidden half of what lies behind; nothing where the picture is empty.
    /// @param x,y  pixels of the full picture from its upper left corner
    /// @param shown  a picture of this scene; null: one is drawn when there are surfaces
    [[nodiscard]] std::optional<WorldPoint> pick(const RenderScene& scene, double x, double y,
                                                 const raycast::Picture* shown = nullptr);

private:
    [[nodiscard]] raycast::VolumeView voxels(const RenderScene& scene);
    Result<> addParts(const RenderScene& scene, raycast::Scene& out);
    VolumePtr source_; ///< of all below
    VolumePtr regular_; ///< with even steps
    raycast::VolumeView plain_;
    std::shared_ptr<const RenderVolume> encoded_, coarse_; ///< coarse: until the other is made
    VolumeParts parts_;
    std::uint64_t partsRevision_ = 0;
    std::vector<SegmentationPtr> structures_; ///< of `parts_`
    MeshShelf meshes_;
};

} // namespace casebook
