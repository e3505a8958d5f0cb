// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/raycast/KernelRays.h"

/// Part of Kernel.cpp: which samples need not be taken. Internal to the file that includes it.
namespace casebook::raycast::lanes {

/// A packet's way: lanes advance on their own.
struct Way {
    Ints active;
    Ints n;     ///< sample to take next
    Ints exit;  ///< first sample that needs a new look at the bricks
};

CASEBOOK_LANES Floats exitAlong(const Floats start, const Floats along, Ints low, Ints high) {
    // Faces count as a little nearer than they are: what rounds across one is looked at again.
    const Floats eps = all(2e-3f);
    const Floats face = choose(along > all(0.f), toFloats(high) - eps, toFloats(low) + eps);
    const Floats still = all(1e-12f);
    const Floats divisor = choose(absolute(along) < still, still, along);
    const Floats s = (face - start) / divisor;
    return choose(absolute(along) < still, all(1e9f), s);
}

/// First sample behind a box of cells; at least the next one.
CASEBOOK_LANES Ints sampleBehind(const Frame& f, const Rays& rays, const Ints3& low, const Ints3& high,
                                 Ints n) {
    const Floats s = least(least(exitAlong(rays.start.x, rays.along.x, low.x, high.x),
                                 exitAlong(rays.start.y, rays.along.y, low.y, high.y)),
                           exitAlong(rays.start.z, rays.along.z, low.z, high.z));
    const Floats inside = most(least(s, rays.length + all(f.step)), all(0.f));
    const Ints behind = toInts(inside / all(f.step) + all(0.49f));
    return most(behind, n + 1);
}

CASEBOOK_LANES Ints3 brickOf(const Frame& f, const Floats3& p) {
    return {least(toInts(p.x), all(f.size[0] - 2)) >> f.shift[0],
            least(toInts(p.y), all(f.size[1] - 2)) >> f.shift[1],
            least(toInts(p.z), all(f.size[2] - 2)) >> f.shift[2]};
}

/// Box of the bricks low .. high - 1.
CASEBOOK_LANES Ints behindBricks(const Frame& f, const Rays& rays, const Ints3& low, const Ints3& high,
                                 Ints n) {
    return sampleBehind(f, rays, {low.x << f.shift[0], low.y << f.shift[1], low.z << f.shift[2]},
                        {high.x << f.shift[0], high.y << f.shift[1], high.z << f.shift[2]}, n);
}

/// Moves lanes that stand before or in bricks that show nothing behind them. A step of Deakin and Knackstedt
/// 2019: at distance d the box of 2d - 1 bricks around is empty.
CASEBOOK_LANES void skipEmpty(const Frame& f, const Rays& rays, Way& way) {
    for (Ints look = way.active & (way.n >= way.exit); any(look); look = way.active & (way.n >= way.exit)) {
        const Ints3 b = brickOf(f, pointAt(f, rays, sampleAt(f, rays, way.n)));
        const Ints far = gatherBytes(f.distance, (b.z * all(f.bricks[1]) + b.y) * all(f.bricks[0]) + b.x);
        const Ints reach = most(far - 1, all(0));
        const Ints behind = behindBricks(f, rays, {b.x - reach, b.y - reach, b.z - reach},
                                         {b.x + reach + 1, b.y + reach + 1, b.z + reach + 1}, way.n);
        way.exit = choose(look & (far == 0), behind, way.exit);
        way.n = choose(look & (far != 0), behind, way.n);
        way.active &= way.n < rays.steps;
    }
}

/// Moves lanes behind bricks, or groups of 4x4x4, without a value beyond `best` (mode 1: above, else below).
/// Lanes that stay have `exit` behind the brick they are in.
CASEBOOK_LANES void skipBeaten(const Frame& f, const Rays& rays, Floats best, Way& way) {
    for (Ints look = way.active & (way.n >= way.exit); any(look); look = way.active & (way.n >= way.exit)) {
        const Ints3 b = brickOf(f, pointAt(f, rays, sampleAt(f, rays, way.n)));
        const Ints3 g{b.x >> 2, b.y >> 2, b.z >> 2};
        const Floats group =
            toFloats(gatherShorts(f.groupExtreme, (g.z * all(f.groups[1]) + g.y) * all(f.groups[0]) + g.x));
        const Floats brick =
            toFloats(gatherShorts(f.brickExtreme, (b.z * all(f.bricks[1]) + b.y) * all(f.bricks[0]) + b.x));
        const Ints all4 = f.mode == 1 ? group <= best : group >= best;
        const Ints all1 = f.mode == 1 ? brick <= best : brick >= best;
        const Ints3 low{choose(all4, g.x << 2, b.x), choose(all4, g.y << 2, b.y),
                        choose(all4, g.z << 2, b.z)};
        const Ints side = choose(all4, all(4), all(1));
        const Ints behind = behindBricks(f, rays, low, {low.x + side, low.y + side, low.z + side}, way.n);
        const Ints beaten = all4 | all1;
        way.exit = choose(look & ~beaten, behind, way.exit);
        way.n = choose(look & beaten, behind, way.n);
        way.active &= way.n < rays.steps;
    }
}

} // namespace casebook::raycast::lanes
