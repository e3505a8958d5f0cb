// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/raycast/Picture.h"
#include "core/raycast/Pool.h"
#include "core/raycast/Prepared.h"
#include "core/raycast/Scene.h"

#include <atomic>
#include <optional>

namespace casebook::raycast {

/// Which of the two builds of the inner loops works. Their pictures are equal to the bit.
enum class Instructions { Best, Baseline, Avx2 };

/// What tests and benches turn; pictures do not depend on any of it.
struct CasterOptions {
    int threads = 0;                 ///< the caller's included; 0 = one a processor
    Instructions instructions = Instructions::Best; ///< Avx2 without the processor for it: Baseline
    bool skipEmpty = true;
    int tile = 32;                   ///< pixels a side
};

/// Draws scenes: surfaces by a rasteriser, then tissue along rays, 32x32 pixels at a time from the middle
/// outwards, on its own threads of low priority and the caller's. Algorithm after "3D view without a GPU",
/// the project's design notes: Levoy's ray casting with early termination, empty space skipped by
/// Chebyshev distances (Deakin and Knackstedt 2019, doi 10.1145/3355088.3365164).
///
/// draw() blocks; one call at a time (a back end has one thread for it). newest() may be called
/// from any thread while it works.
class Caster {
public:
    explicit Caster(const CasterOptions& options = {});

    /// Draws of older generations end within a tile (about 2 ms). Any thread.
    void newest(std::uint64_t generation) { newest_.store(generation, std::memory_order_relaxed); }

    /// One picture at the scene's level. `prepared` is brought up to date first and may be kept between
    /// pictures and between casters; the scene's data outlives the call by shared ownership.
    /// @return nothing when a newer generation is wanted. Errors: those of check(scene).
    [[nodiscard]] Result<std::optional<Picture>> draw(const Scene& scene, Prepared& prepared,
                                                      std::uint64_t generation = 0);

    /// Brings up to date what is derived from voxels, labels and transfer function, and nothing that is
    /// still good. @return false when a newer generation is wanted; what is done is kept.
    bool prepare(const Scene& scene, Prepared& prepared, std::uint64_t generation = 0);

    [[nodiscard]] int threads() const { return pool_.threads(); }
    [[nodiscard]] bool usesAvx2() const { return avx2_; }

private:
    CasterOptions options_;
    bool avx2_ = false;
    Pool pool_;
    std::atomic<std::uint64_t> newest_{0};
};

} // namespace casebook::raycast
