// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "viewers/volume3d/Mesh.h"
#include "viewers/volume3d/RenderScene.h"

#include <QFuture>

#include <functional>
#include <map>

namespace casebook {

/// Surfaces of segments, made in workers on first use and kept. One thread.
class MeshShelf {
public:
    ~MeshShelf(); ///< waits for those in work

    /// `ready` is called in the worker when one is made.
    void setReady(std::function<void()> ready) { ready_ = std::move(ready); }
    /// Null while it is being made.
    [[nodiscard]] std::shared_ptr<const Mesh> find(const RenderSurface& wanted);
    /// Waits for all that were asked for.
    void finish();

private:
    struct Entry {
        SegmentationPtr segmentation; ///< keeps the key's address from being used again
        QFuture<std::shared_ptr<const Mesh>> making;
    };
    std::map<std::pair<const Segmentation*, int>, Entry> entries_;
    std::function<void()> ready_;
};

} // namespace casebook
