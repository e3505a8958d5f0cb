// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/raycast/Kernel.h"
#include "core/raycast/Lanes.h"

/// Part of Kernel.cpp: rays of a block of 4x2 pixels, and voxels along them. Internal to the file that
/// includes it.
namespace casebook::raycast::lanes {

struct Doubles3 {
    Doubles x, y, z;
};

/// Eight rays from where they enter what is kept. Lanes differ in everything; none looks at another.
struct Rays {
    Floats3 start;   ///< voxel coordinates at s = 0
    Floats3 along;   ///< voxels per mm
    Floats3 world;   ///< unit direction in the patient
    Floats entry;    ///< mm from the camera to s = 0
    Floats length;   ///< mm
    Ints steps;      ///< samples; the last one stands for what is left of the length
    Floats last;     ///< mm the last sample stands for
    Floats face;     ///< |cosine| between ray and cut face at s = 0; negative: the camera is inside
};

CASEBOOK_LANES Doubles dot(const Doubles3& a, const double* b) {
    return a.x * b[0] + a.y * b[1] + a.z * b[2];
}
CASEBOOK_LANES Doubles absolute(Doubles v) { return v < 0 ? -v : v; }
CASEBOOK_LANES Doubles notZero(Doubles v) { return absolute(v) < 1e-12 ? allDoubles(1e-12) : v; }

struct Span {
    Doubles near, far, face;
};

/// Keeps t within near .. far of one more pair of faces, or of one plane (far infinite).
CASEBOOK_LANES void cut(Span& span, Doubles near, Doubles far, Doubles face) {
    const Longs later = near > span.near;
    span.near = later ? near : span.near;
    span.face = later ? face : span.face;
    span.far = far < span.far ? far : span.far;
}

CASEBOOK_LANES Span cutAll(const Frame& f, const Doubles3& from, const Doubles3& towards, const Doubles3& at,
                           const Doubles3& along) {
    Span span{allDoubles(0), allDoubles(1e30), allDoubles(-1)};
    const Doubles starts[3] = {at.x, at.y, at.z}, steps[3] = {along.x, along.y, along.z};
    for (int a = 0; a < 3; ++a) {
        const Doubles inverse = 1 / notZero(steps[a]);
        const Doubles p = (f.low[a] - starts[a]) * inverse, q = (f.high[a] - starts[a]) * inverse;
        cut(span, p < q ? p : q, p < q ? q : p, absolute(dot(towards, f.faceNormal[a])));
    }
    for (int n = 0; n < f.planes; ++n) {
        const Doubles slope = notZero(dot(towards, f.plane[n]));
        const Doubles t = -(dot(from, f.plane[n]) + f.plane[n][3]) / slope;
        const Doubles never = allDoubles(1e30);
        cut(span, slope > 0 ? t : -never, slope > 0 ? never : t, absolute(slope));
    }
    return span;
}

CASEBOOK_LANES Doubles3 shifted(const double* p, const double* a, const Doubles& x, const double* b,
                                const Doubles& y) {
    return {p[0] + a[0] * x + b[0] * y, p[1] + a[1] * x + b[1] * y, p[2] + a[2] * x + b[2] * y};
}

CASEBOOK_LANES void countSteps(const Frame& f, Doubles length, Rays& rays) {
    rays.length = toFloats(length);
    const Ints whole = toInts(rays.length / all(f.step));
    const Ints more = toFloats(whole) * all(f.step) < rays.length;
    rays.steps = whole - more;
    rays.steps = rays.length > all(1e-5f) ? rays.steps : all(0);
    rays.last = rays.length - toFloats(rays.steps - 1) * all(f.step);
}

/// Depths of the block's surfaces; lanes outside the tile get infinity.
CASEBOOK_LANES Doubles surfaceDepths(const Frame& f, int x, int y) {
    Doubles out;
    for (int n = 0; n < 8; ++n) {
        const int px = x + (n & 3), py = y + (n >> 2);
        const bool isInside = px < f.width && py < f.height;
        out[n] = isInside ? double(f.surfaceDepth[std::int64_t(py) * f.width + px]) : 1e30;
    }
    return out;
}

CASEBOOK_LANES Rays makeRays(const Frame& f, int x, int y) {
    const Doubles column = {0, 1, 2, 3, 0, 1, 2, 3}, row = {0, 0, 0, 0, 1, 1, 1, 1};
    const Doubles u = (column + (x + f.offset[0])) * (2.0 / f.width) - 1;
    const Doubles v = 1 - (row + (y + f.offset[1])) * (2.0 / f.height);
    const double zero[3] = {0, 0, 0};
    const Doubles nil = allDoubles(0);
    const Doubles3 from =
        f.parallel ? shifted(f.position, f.right, u, f.up, v) : shifted(f.position, zero, nil, zero, nil);
    Doubles3 d =
        f.parallel ? shifted(f.forward, zero, nil, zero, nil) : shifted(f.forward, f.right, u, f.up, v);
    const Doubles norm = 1 / root(d.x * d.x + d.y * d.y + d.z * d.z);
    d = {d.x * norm, d.y * norm, d.z * norm};
    const Doubles3 at{dot(from, f.toVoxel[0]) + f.toVoxel[0][3], dot(from, f.toVoxel[1]) + f.toVoxel[1][3],
                      dot(from, f.toVoxel[2]) + f.toVoxel[2][3]};
    const Doubles3 along{dot(d, f.toVoxel[0]), dot(d, f.toVoxel[1]), dot(d, f.toVoxel[2])};
    Span span = cutAll(f, from, d, at, along);
    if (f.surfaceDepth != nullptr) {
        const Doubles surface = surfaceDepths(f, x, y);
        span.far = surface < span.far ? surface : span.far;
    }
    const Longs hit = span.far > span.near;
    const Doubles near = hit ? span.near : nil;
    Rays rays;
    rays.start = {toFloats(at.x + along.x * near), toFloats(at.y + along.y * near),
                  toFloats(at.z + along.z * near)};
    rays.along = {toFloats(along.x), toFloats(along.y), toFloats(along.z)};
    rays.world = {toFloats(d.x), toFloats(d.y), toFloats(d.z)};
    rays.entry = toFloats(near);
    rays.face = toFloats(span.face);
    countSteps(f, hit ? span.far - span.near : nil, rays);
    return rays;
}

/// s of sample n: the middle of its step.
CASEBOOK_LANES Floats sampleAt(const Frame& f, const Rays& rays, Ints n) {
    const Floats middle = choose(n == rays.steps - 1, rays.last, all(f.step)) * all(0.5f);
    return toFloats(n) * all(f.step) + middle;
}

CASEBOOK_LANES Floats held(Floats v, int side) { return least(most(v, all(0.f)), all(float(side - 1))); }

CASEBOOK_LANES Floats3 pointAt(const Frame& f, const Rays& rays, Floats s) {
    return {held(rays.start.x + rays.along.x * s, f.size[0]),
            held(rays.start.y + rays.along.y * s, f.size[1]),
            held(rays.start.z + rays.along.z * s, f.size[2])};
}

CASEBOOK_LANES Ints indexOf(const Frame& f, const Ints3& at) {
    return (at.z * all(f.size[1]) + at.y) * all(f.size[0]) + at.x;
}

/// The eight voxels around a point: pairs along the column index in one 32-bit word each, by row and slice.
struct Cell {
    Ints3 at;
    Floats3 part;
    Ints index;
    Ints pair[2][2]; ///< [slice][row]
};

CASEBOOK_LANES Cell cellAround(const Frame& f, const Floats3& p) {
    Cell c;
    c.at = {least(toInts(p.x), all(f.size[0] - 2)), least(toInts(p.y), all(f.size[1] - 2)),
            least(toInts(p.z), all(f.size[2] - 2))};
    c.part = {p.x - toFloats(c.at.x), p.y - toFloats(c.at.y), p.z - toFloats(c.at.z)};
    c.index = indexOf(f, c.at);
    const Ints row = all(f.size[0]), slice = all(f.size[0] * f.size[1]);
    c.pair[0][0] = gather<2>(f.voxels, c.index);
    c.pair[0][1] = gather<2>(f.voxels, c.index + row);
    c.pair[1][0] = gather<2>(f.voxels, c.index + slice);
    c.pair[1][1] = gather<2>(f.voxels, c.index + slice + row);
    return c;
}

CASEBOOK_LANES Floats first(Ints pair) { return toFloats((pair << 16) >> 16); }
CASEBOOK_LANES Floats second(Ints pair) { return toFloats(pair >> 16); }

CASEBOOK_LANES Floats valueIn(const Cell& c) {
    Floats line[2][2];
    for (int k = 0; k < 2; ++k)
        for (int j = 0; j < 2; ++j)
            line[k][j] = mix(first(c.pair[k][j]), second(c.pair[k][j]), c.part.x);
    return mix(mix(line[0][0], line[0][1], c.part.y), mix(line[1][0], line[1][1], c.part.y), c.part.z);
}

/// Half differences of neighbours at both ends of a line, interpolated.
CASEBOOK_LANES Floats slopeOf(Floats before, Floats low, Floats high, Floats after, Floats part) {
    return mix(high - before, after - low, part) * all(0.5f);
}

/// Central differences interpolated between the eight voxels (neighbours outside are the edge itself),
/// turned into the patient: HU per mm.
CASEBOOK_LANES Floats3 gradientIn(const Frame& f, const Cell& c) {
    const Ints row = all(f.size[0]), slice = all(f.size[0] * f.size[1]);
    // Masks are -1 where the neighbour is inside.
    const Ints left = c.at.x > 0, up = c.at.y > 0, below = c.at.z > 0;
    const Ints right = 1 - (c.at.x < f.size[0] - 2), down = 1 - (c.at.y < f.size[1] - 2),
               above = 1 - (c.at.z < f.size[2] - 2);
    Floats x[2][2], y[2], z[2];
    for (int k = 0; k < 2; ++k) {
        for (int j = 0; j < 2; ++j) {
            const Ints line = c.index + (k ? slice : all(0)) + (j ? row : all(0));
            const Floats before = toFloats(gatherShorts(f.voxels, line + left));
            const Floats after = toFloats(gatherShorts(f.voxels, line + right));
            x[k][j] = slopeOf(before, first(c.pair[k][j]), second(c.pair[k][j]), after, c.part.x);
        }
        const Ints base = c.index + (k ? slice : all(0));
        const Ints before = gather<2>(f.voxels, base + up * row),
                   after = gather<2>(f.voxels, base + down * row);
        const auto at = [&](Ints pair) { return mix(first(pair), second(pair), c.part.x); };
        y[k] = slopeOf(at(before), at(c.pair[k][0]), at(c.pair[k][1]), at(after), c.part.y);
    }
    for (int j = 0; j < 2; ++j) {
        const Ints base = c.index + (j ? row : all(0));
        const Ints before = gather<2>(f.voxels, base + below * slice),
                   after = gather<2>(f.voxels, base + above * slice);
        const auto at = [&](Ints pair) { return mix(first(pair), second(pair), c.part.x); };
        z[j] = slopeOf(at(before), at(c.pair[0][j]), at(c.pair[1][j]), at(after), c.part.z);
    }
    const Floats gx = mix(mix(x[0][0], x[0][1], c.part.y), mix(x[1][0], x[1][1], c.part.y), c.part.z);
    const Floats gy = mix(y[0], y[1], c.part.z), gz = mix(z[0], z[1], c.part.y);
    const auto& m = f.toNormal;
    return {gx * all(m[0][0]) + gy * all(m[0][1]) + gz * all(m[0][2]),
            gx * all(m[1][0]) + gy * all(m[1][1]) + gz * all(m[1][2]),
            gx * all(m[2][0]) + gy * all(m[2][1]) + gz * all(m[2][2])};
}

} // namespace casebook::raycast::lanes
