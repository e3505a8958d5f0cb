// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/volume/VoxelBuffer.h"

#include <malloc.h>

#include <cstdlib>
#include <cstring>

#include <sys/mman.h>
#include <unistd.h>

namespace casebook {

namespace {

/// Advice on the pages that lie wholly in the memory; it may fail, nothing depends on it.
void advise(void* memory, std::size_t bytes, int advice) noexcept {
    const auto page = std::uintptr_t(sysconf(_SC_PAGESIZE));
    const auto start = reinterpret_cast<std::uintptr_t>(memory);
    const std::uintptr_t first = (start + page - 1) / page * page, end = (start + bytes) / page * page;
    if (first < end)
        madvise(reinterpret_cast<void*>(first), end - first, advice);
}

} // namespace

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
    advise(memory, rounded, MADV_DONTDUMP);
    return memory;
}

void freeVoxels(void* memory) noexcept {
    if (memory == nullptr)
        return;
    const std::size_t bytes = malloc_usable_size(memory); // as it was rounded
    explicit_bzero(memory, bytes);
    advise(memory, bytes, MADV_DODUMP); // these pages may serve something else now
    std::free(memory);
}

} // namespace casebook
