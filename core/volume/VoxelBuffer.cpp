// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/volume/VoxelBuffer.h"

#include <cstdlib>

#include <sys/mman.h>

namespace casebook {

void* allocateVoxels(std::size_t bytes) {
    constexpr std::size_t hugePage = std::size_t(2) << 20;
    constexpr std::size_t line = 64;
    const std::size_t alignment = bytes >= 2 * hugePage ? hugePage : line;
    const std::size_t rounded = (bytes + alignment - 1) / alignment * alignment;
    void* memory = std::aligned_alloc(alignment, rounded == 0 ? alignment : rounded);
    if (memory == nullptr)
        throw std::bad_alloc();
    // Advice only: without huge pages 40,000 page faults cost as much as the copy itself.
    if (alignment == hugePage)
        madvise(memory, rounded, MADV_HUGEPAGE);
    return memory;
}

void freeVoxels(void* memory) noexcept { std::free(memory); }

} // namespace casebook
