// SPDX-License-Identifier: GPL-3.0-or-later
#include "viewers/volume3d/MeshShelf.h"

#include <QtConcurrentRun>

namespace casebook {

MeshShelf::~MeshShelf() { finish(); }

std::shared_ptr<const Mesh> MeshShelf::find(const RenderSurface& wanted) {
    Entry& entry = entries_[{wanted.segmentation.get(), wanted.segment}];
    if (!entry.segmentation) {
        entry.segmentation = wanted.segmentation;
        entry.making =
            QtConcurrent::run([segmentation = wanted.segmentation, index = wanted.segment, ready = ready_] {
                auto mesh = segmentMesh(*segmentation, segmentation->segments[std::size_t(index)]);
                if (ready)
                    ready();
                return mesh;
            });
    }
    return entry.making.isFinished() ? entry.making.result() : nullptr;
}

void MeshShelf::finish() {
    for (auto& [key, entry] : entries_)
        entry.making.waitForFinished();
}

} // namespace casebook
