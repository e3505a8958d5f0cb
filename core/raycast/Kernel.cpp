// SPDX-License-Identifier: GPL-3.0-or-later
//
// Compiled twice: as it is, and by KernelAvx2.cpp with the instructions of AVX2. No header of the standard
// library with functions in it: the linker might take the one with AVX2 for both.
#include "core/raycast/Kernel.h"

#include "core/raycast/KernelRays.h"
#include "core/raycast/KernelSkip.h"
#include "core/raycast/Lanes.h"

#ifndef CASEBOOK_KERNEL
#define CASEBOOK_KERNEL baseline
#endif

namespace casebook::raycast::CASEBOOK_KERNEL {

namespace {

using namespace lanes;

constexpr float kEnd = 0.01f;        ///< what still shines through is nothing
constexpr float kHalf = 0.5f;        ///< where a pixel's depth is
constexpr float kWorthShading = 0.004f;
constexpr float kSteep = 60;         ///< HU per mm: gentler slopes are shaded less, noise is not shaded
constexpr float kAmbient = 0.25f, kDiffuse = 0.75f, kHighlight = 0.25f * 255;
constexpr float kDepthMost = 7.6009f; ///< -ln(1 - 0.9995)
constexpr float kNever = __builtin_inff();

/// What eight rays have gathered.
struct Gathered {
    Floats3 color{all(0.f), all(0.f), all(0.f)}; ///< 0..255, premultiplied
    Floats through = all(1.f);
    Floats depth = all(kNever);
};

struct Tint {
    Floats factor = all(1.f), share = all(0.f);
    Ints rgb = all(0);
};

struct Sample {
    Floats s;
    Floats3 at;
    Ints isLast;
    Floats length;
};

CASEBOOK_LANES Sample sampleOf(const Frame& f, const Rays& rays, Ints n) {
    Sample sample;
    sample.s = sampleAt(f, rays, n);
    sample.at = pointAt(f, rays, sample.s);
    sample.isLast = n == rays.steps - 1;
    sample.length = choose(sample.isLast, rays.last, all(f.step));
    return sample;
}

CASEBOOK_LANES Ints nearestLabel(const Frame& f, const Floats3& p) {
    const Ints3 at{toInts(p.x + all(0.5f)), toInts(p.y + all(0.5f)), toInts(p.z + all(0.5f))};
    return gatherBytes(f.labels, indexOf(f, at));
}

/// Opacity interpolated between the eight labels around: a mask ends in a ramp, not in the steps of voxels.
CASEBOOK_LANES Floats smoothOpacity(const Frame& f, const Cell& c) {
    const Ints row = all(f.size[0]), slice = all(f.size[0] * f.size[1]), byte = all(0xFF);
    Floats plane[2];
    for (int k = 0; k < 2; ++k) {
        Floats line[2];
        for (int j = 0; j < 2; ++j) {
            const Ints pair = gather<1>(f.labels, c.index + (k ? slice : all(0)) + (j ? row : all(0)));
            line[j] = mix(gatherFloats(f.labelOpacity, pair & byte),
                          gatherFloats(f.labelOpacity, (pair >> 8) & byte), c.part.x);
        }
        plane[k] = mix(line[0], line[1], c.part.y);
    }
    return mix(plane[0], plane[1], c.part.z);
}

CASEBOOK_LANES Tint tintAt(const Frame& f, const Cell& c, const Floats3& p) {
    const Ints label = nearestLabel(f, p);
    Tint tint;
    tint.factor = f.smoothLabels ? smoothOpacity(f, c) : gatherFloats(f.labelOpacity, label);
    tint.share = gatherFloats(f.labelMix, label);
    tint.rgb = gather<4>(f.labelRgb, label);
    return tint;
}

CASEBOOK_LANES Floats channel(Ints rgb, int shift) { return toFloats((rgb >> shift) & all(0xFF)); }

CASEBOOK_LANES Floats3 colorOf(Ints rgb, const Tint& tint) {
    return {mix(channel(rgb, 0), channel(tint.rgb, 0), tint.share),
            mix(channel(rgb, 8), channel(tint.rgb, 8), tint.share),
            mix(channel(rgb, 16), channel(tint.rgb, 16), tint.share)};
}

/// Light at the eye, both sides lit alike. `v`: |cosine| between surface and ray; v^96 is about what
/// (R.V)^24 is elsewhere.
CASEBOOK_LANES void light(Floats3& color, Floats v, Floats weight, Ints lanes) {
    const Floats v2 = v * v, v4 = v2 * v2, v8 = v4 * v4, v16 = v8 * v8, v32 = v16 * v16;
    const Floats flash = weight * all(kHighlight) * (v32 * v32 * v32);
    const Floats diffuse = mix(all(1.f), all(kAmbient) + all(kDiffuse) * v, weight);
    color.x = choose(lanes, color.x * diffuse + flash, color.x);
    color.y = choose(lanes, color.y * diffuse + flash, color.y);
    color.z = choose(lanes, color.z * diffuse + flash, color.z);
}

CASEBOOK_LANES void shade(const Frame& f, const Rays& rays, const Cell& c, Floats s, Ints lanes,
                          Floats3& color) {
    // The slope of tissue at a cut says nothing of the cut: its face is lit there.
    const Ints onFace = (s < all(f.faceDepth)) & (rays.face >= all(0.f));
    Floats v = rays.face, weight = all(1.f);
    if (any(lanes & ~onFace)) {
        const Floats3 g = gradientIn(f, c);
        const Floats norm = root(g.x * g.x + g.y * g.y + g.z * g.z);
        const Floats dot = absolute(g.x * rays.world.x + g.y * rays.world.y + g.z * rays.world.z);
        const Floats cosine = dot / most(norm, all(1e-20f));
        v = choose(onFace, v, cosine);
        weight = choose(onFace, weight, least(norm / all(kSteep), all(1.f)));
    }
    light(color, v, weight, lanes);
}

/// Opacity of a sample where it isn't the table's: labels, and the step that is left at the end.
CASEBOOK_LANES Floats alphaOf(const Frame& f, Ints entry, const Tint& tint, const Sample& sample,
                              Floats table) {
    const Ints odd = sample.isLast | (tint.factor != all(1.f));
    if (!any(odd))
        return table;
    const Floats depth = least(gatherFloats(f.tissueDepth, entry) * tint.factor, all(kDepthMost));
    return choose(odd, all(1.f) - expMinus(depth * sample.length), table);
}

CASEBOOK_LANES void takeSample(const Frame& f, const Rays& rays, Way& way, Gathered& sum) {
    const Sample sample = sampleOf(f, rays, way.n);
    const Cell cell = cellAround(f, sample.at);
    const Floats hu = valueIn(cell) * all(f.slope) + all(f.intercept);
    const Ints entry = toInts(least(most(hu, all(-1024.f)), all(3071.f)) + all(1024.5f));
    Floats alpha = gatherFloats(f.tissueAlpha, entry);
    Ints visible = way.active & (alpha > all(0.f));
    if (!any(visible))
        return;
    const Tint tint = f.labels != nullptr ? tintAt(f, cell, sample.at) : Tint{};
    alpha = alphaOf(f, entry, tint, sample, alpha);
    visible &= alpha > all(0.f);
    const Floats weight = choose(visible, alpha * sum.through, all(0.f));
    Floats3 color = colorOf(gather<4>(f.tissueRgb, entry), tint);
    const Ints worth = weight > all(kWorthShading);
    if (f.shaded && any(worth))
        shade(f, rays, cell, sample.s, worth, color);
    sum.color.x += weight * color.x;
    sum.color.y += weight * color.y;
    sum.color.z += weight * color.z;
    const Floats left = sum.through - weight;
    const Ints crossed = visible & (sum.through >= all(kHalf)) & (left < all(kHalf));
    sum.depth = choose(crossed, rays.entry + sample.s, sum.depth);
    sum.through = left;
    way.active &= left >= all(kEnd);
}

CASEBOOK_LANES Gathered composite(const Frame& f, const Rays& rays, Ints active) {
    Gathered sum;
    Way way{active, all(0), all(0)};
    while (any(way.active)) {
        if (f.distance != nullptr)
            skipEmpty(f, rays, way);
        takeSample(f, rays, way, sum);
        way.n += 1;
        way.active &= way.n < rays.steps;
    }
    return sum;
}

/// What a projection has found.
struct Found {
    Floats value; ///< stored value
    Floats s = all(kNever);
    Floats weight = all(0.f);
};

CASEBOOK_LANES void projectSample(const Frame& f, const Rays& rays, const Way& way, Found& found) {
    const Sample sample = sampleOf(f, rays, way.n);
    const Cell cell = cellAround(f, sample.at);
    // To 1/64: between equal voxels rounding makes no extremum, and a brick holds all values in it.
    const Floats rounder = all(196608.f);
    const Floats value = (valueIn(cell) + rounder) - rounder;
    Ints counts = way.active;
    if (f.labels != nullptr)
        counts &= tintAt(f, cell, sample.at).factor >= all(f.smoothLabels ? 0.5f : 1e-6f);
    if (f.mode == 3) {
        found.value = choose(counts, found.value + value * sample.length, found.value);
        found.weight = choose(counts, found.weight + sample.length, found.weight);
        return;
    }
    const Ints better = counts & (f.mode == 1 ? value > found.value : value < found.value);
    found.value = choose(better, value, found.value);
    found.s = choose(better, sample.s, found.s);
    found.weight = choose(better, all(1.f), found.weight);
}

CASEBOOK_LANES Gathered project(const Frame& f, const Rays& rays, Ints active) {
    Found found;
    found.value = all(f.mode == 1 ? -65536.f : f.mode == 2 ? 65536.f : 0.f);
    Way empty{active, all(0), all(0)};
    Way way = empty;
    while (any(way.active)) {
        if (f.distance != nullptr) {
            empty = {way.active, way.n, empty.exit};
            skipEmpty(f, rays, empty);
            way.active = empty.active;
            way.n = empty.n;
        }
        if (f.brickExtreme != nullptr)
            skipBeaten(f, rays, found.value, way);
        projectSample(f, rays, way, found);
        way.n += 1;
        way.active &= way.n < rays.steps;
    }
    const Ints hit = found.weight > all(0.f);
    const Floats value = f.mode == 3 ? found.value / choose(hit, found.weight, all(1.f)) : found.value;
    const Floats hu = value * all(f.slope) + all(f.intercept);
    const Floats grey = least(most(hu * all(f.greySlope) + all(f.greyOffset), all(0.f)), all(255.f));
    Gathered sum;
    sum.color.x = sum.color.y = sum.color.z = choose(hit, grey, all(0.f));
    sum.through = choose(hit, all(0.f), all(1.f));
    sum.depth = choose(hit, rays.entry + found.s, all(kNever));
    return sum;
}

/// A surface behind tissue adds what still shines through; before a projection it stands alone.
void addSurface(const Frame& f, std::int64_t pixel, float color[3], float& through, float& depth,
                std::uint32_t& id) {
    const std::uint32_t rgba = f.surfaceRgba[pixel];
    if (f.mode != 0) {
        through = 1;
        depth = kNever;
        color[0] = color[1] = color[2] = 0;
    }
    for (int c = 0; c < 3; ++c)
        color[c] += through * float((rgba >> (8 * c)) & 0xFFU);
    through = 0;
    if (depth == kNever) {
        depth = f.surfaceDepth[pixel];
        id = f.surfaceId[pixel];
    }
}

std::uint32_t packed(const float color[3], float through) {
    // Rays end a little early; what they have is all of the pixel.
    const float scale = through < kEnd ? 1 / (1 - through) : 1;
    const float alpha = through < kEnd ? 255.f : (1 - through) * 255.f;
    std::uint32_t out = std::uint32_t(alpha + 0.5f) << 24;
    for (int c = 0; c < 3; ++c) {
        const float v = color[c] * scale + 0.5f;
        out |= std::uint32_t(v > 255.f ? 255.f : v) << (8 * c);
    }
    return out;
}

void store(const Frame& f, const Gathered& sum, int x, int y, int x1, int y1) {
    for (int n = 0; n < 8; ++n) {
        const int px = x + (n & 3), py = y + (n >> 2);
        if (px >= x1 || py >= y1)
            continue;
        const std::int64_t pixel = std::int64_t(py) * f.width + px;
        float color[3] = {sum.color.x[n], sum.color.y[n], sum.color.z[n]};
        float through = sum.through[n], depth = sum.depth[n];
        std::uint32_t id = through < kHalf ? 1 : 0;
        const bool hasSurface = f.surfaceDepth != nullptr && f.surfaceDepth[pixel] < kNever;
        if (hasSurface && (f.mode != 0 || through >= kEnd))
            addSurface(f, pixel, color, through, depth, id);
        f.rgba[pixel] = packed(color, through);
        f.depth[pixel] = depth;
        f.id[pixel] = id;
    }
}

void castTile(const Frame& f, int x0, int y0, int x1, int y1) {
    for (int y = y0; y < y1; y += 2)
        for (int x = x0; x < x1; x += 4) {
            Gathered sum;
            if (f.voxels != nullptr) {
                const Rays rays = makeRays(f, x, y);
                const Ints active = rays.steps > 0;
                if (any(active))
                    sum = f.mode == 0 ? composite(f, rays, active) : project(f, rays, active);
            }
            store(f, sum, x, y, x1, y1);
        }
}

void alphaTable(const float* depth, float step, float* alpha, int count) {
    for (int n = 0; n < count; n += 8) {
        Floats d;
        std::memcpy(&d, depth + n, sizeof(d));
        const Floats a = choose(d > all(0.f), all(1.f) - expMinus(d * all(step)), all(0.f));
        std::memcpy(alpha + n, &a, sizeof(a));
    }
}

} // namespace

extern const Kernel kernel{castTile, alphaTable};

} // namespace casebook::raycast::CASEBOOK_KERNEL
