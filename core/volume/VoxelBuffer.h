// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <new>
#include <utility>
#include <vector>

namespace casebook {

/// Memory for voxels that is not filled with zeros first (a whole chest would be written twice), on
/// huge pages where the system has them. `resize` leaves new voxels without a defined value.
[[nodiscard]] void* allocateVoxels(std::size_t bytes);
void freeVoxels(void* memory) noexcept;

template <class T>
struct VoxelAllocator {
    using value_type = T;
    VoxelAllocator() = default;
    template <class U>
    VoxelAllocator(const VoxelAllocator<U>&) noexcept {}
    [[nodiscard]] T* allocate(std::size_t n) { return static_cast<T*>(allocateVoxels(n * sizeof(T))); }
    void deallocate(T* p, std::size_t) noexcept { freeVoxels(p); }
    template <class U>
    void construct(U* p) noexcept {
        ::new (static_cast<void*>(p)) U;
    }
    template <class U, class... A>
    void construct(U* p, A&&... a) {
        ::new (static_cast<void*>(p)) U(std::forward<A>(a)...);
    }
    bool operator==(const VoxelAllocator&) const = default;
};

using VoxelBuffer = std::vector<std::int16_t, VoxelAllocator<std::int16_t>>;

} // namespace casebook
