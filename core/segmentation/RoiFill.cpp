// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/segmentation/RoiFill.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace casebook {

namespace {

constexpr double kTinyArea = 0.25;   ///< pixels
constexpr std::int64_t kTinyPixels = 4;
constexpr double kSameExtent = 1e-3; ///< pixels
/// Beyond so many outlines on one slice nothing but even-odd is tried: comparing them all would take
/// the square of their number.
constexpr std::size_t kMostCompared = 256;

struct Extent {
    double x0 = 1e300, y0 = 1e300, x1 = -1e300, y1 = -1e300;
};

Extent extentOf(const FillRing& ring) {
    Extent e;
    for (const auto& p : ring.points) {
        e.x0 = std::min(e.x0, p[0]);
        e.x1 = std::max(e.x1, p[0]);
        e.y0 = std::min(e.y0, p[1]);
        e.y1 = std::max(e.y1, p[1]);
    }
    return e;
}

bool sameExtent(const Extent& a, const Extent& b) {
    return std::abs(a.x0 - b.x0) < kSameExtent && std::abs(a.x1 - b.x1) < kSameExtent &&
           std::abs(a.y0 - b.y0) < kSameExtent && std::abs(a.y1 - b.y1) < kSameExtent;
}

/// Where the ring's edges meet each row of pixel centres. Half open in y: a corner on a row counts once.
std::vector<std::vector<double>> crossings(const FillRing& ring, int firstRow, int rows) {
    std::vector<std::vector<double>> out(static_cast<std::size_t>(rows));
    const std::size_t n = ring.points.size();
    for (std::size_t i = 0; i < n; ++i) {
        std::array<double, 2> a = ring.points[i], b = ring.points[(i + 1) % n];
        if (a[1] == b[1])
            continue;
        // The same edge gives the same numbers in both directions, so a keyhole's two sides cancel.
        if (a[1] > b[1] || (a[1] == b[1] && a[0] > b[0]))
            std::swap(a, b);
        const double low = firstRow, high = firstRow + rows;
        const int from = int(std::clamp(std::ceil(a[1]), low, high));
        const int to = int(std::clamp(std::ceil(b[1]), low, high)) - 1;
        for (int y = from; y <= to; ++y) {
            const double t = (y - a[1]) / (b[1] - a[1]);
            out[std::size_t(y - firstRow)].push_back(a[0] + t * (b[0] - a[0]));
        }
    }
    return out;
}

FillMask evenOdd(const FillRing& ring, int width, int height) {
    const Extent e = extentOf(ring);
    FillMask out;
    const double x0 = std::max(0.0, std::ceil(e.x0)), x1 = std::min(width - 1.0, std::floor(e.x1));
    const double y0 = std::max(0.0, std::ceil(e.y0)), y1 = std::min(height - 1.0, std::floor(e.y1));
    if (!(x1 >= x0) || !(y1 >= y0))
        return out;
    out.x = int(x0);
    out.y = int(y0);
    out.width = int(x1 - x0) + 1;
    out.height = int(y1 - y0) + 1;
    out.values.assign(std::size_t(out.width) * std::size_t(out.height), 0);
    auto rows = crossings(ring, out.y, out.height);
    for (int j = 0; j < out.height; ++j) {
        std::vector<double>& at = rows[std::size_t(j)];
        std::sort(at.begin(), at.end());
        std::uint8_t* row = out.values.data() + std::size_t(j) * std::size_t(out.width);
        for (std::size_t c = 0; c + 1 < at.size(); c += 2) {
            const int from = int(std::clamp(std::ceil(at[c]) - out.x, 0.0, double(out.width)));
            const int to = int(std::clamp(std::ceil(at[c + 1]) - out.x, 0.0, double(out.width)));
            for (int i = from; i < to; ++i)
                row[i] ^= 1U;
        }
    }
    return out;
}

std::int64_t countSet(const FillMask& mask) {
    return std::accumulate(mask.values.begin(), mask.values.end(), std::int64_t(0));
}

std::uint8_t at(const FillMask& m, int x, int y) {
    if (x < m.x || y < m.y || x >= m.x + m.width || y >= m.y + m.height)
        return 0;
    return m.values[std::size_t(y - m.y) * std::size_t(m.width) + std::size_t(x - m.x)];
}

enum class Relation { Apart, Nested, Crossing, Same };

/// By pixels: whatever their outlines do between pixel centres can't be seen in a mask.
Relation relation(const FillMask& a, const Extent& ea, const FillMask& b, const Extent& eb) {
    const int x0 = std::max(a.x, b.x), x1 = std::min(a.x + a.width, b.x + b.width);
    const int y0 = std::max(a.y, b.y), y1 = std::min(a.y + a.height, b.y + b.height);
    std::int64_t both = 0;
    for (int y = y0; y < y1; ++y)
        for (int x = x0; x < x1; ++x)
            both += at(a, x, y) & at(b, x, y);
    if (both == 0)
        return Relation::Apart;
    const std::int64_t inA = countSet(a), inB = countSet(b);
    if (both == inA && both == inB)
        return sameExtent(ea, eb) ? Relation::Same : Relation::Nested;
    return both == inA || both == inB ? Relation::Nested : Relation::Crossing;
}

template <class Combine>
void combine(FillMask& into, const FillMask& other, const Combine& with) {
    if (other.isEmpty())
        return;
    if (into.isEmpty()) {
        into = other;
        return;
    }
    const int x0 = std::min(into.x, other.x), y0 = std::min(into.y, other.y);
    const int x1 = std::max(into.x + into.width, other.x + other.width);
    const int y1 = std::max(into.y + into.height, other.y + other.height);
    if (x0 != into.x || y0 != into.y || x1 != into.x + into.width || y1 != into.y + into.height) {
        FillMask wider{x0, y0, x1 - x0, y1 - y0, {}};
        wider.values.assign(std::size_t(wider.width) * std::size_t(wider.height), 0);
        for (int y = 0; y < into.height; ++y)
            std::copy_n(into.values.begin() + std::ptrdiff_t(y) * into.width, into.width,
                        wider.values.begin() + std::ptrdiff_t(y + into.y - y0) * wider.width + (into.x - x0));
        into = std::move(wider);
    }
    for (int y = 0; y < other.height; ++y) {
        const std::uint8_t* from = other.values.data() + std::size_t(y) * std::size_t(other.width);
        std::uint8_t* to = into.values.data() + std::size_t(y + other.y - into.y) * std::size_t(into.width) +
                           std::size_t(other.x - into.x);
        for (int x = 0; x < other.width; ++x)
            to[x] = with(to[x], from[x]);
    }
}

/// Outlines of one slice and which of them count as one region.
struct Regions {
    std::vector<FillMask> masks;
    std::vector<Extent> extents;
    std::vector<bool> joinable;
    std::vector<std::size_t> region; ///< smallest index of the outlines joined with it

    std::size_t root(std::size_t i) {
        while (region[i] != i)
            i = region[i] = region[region[i]];
        return i;
    }

    void join(FillResult& out) {
        region.resize(masks.size());
        std::iota(region.begin(), region.end(), std::size_t(0));
        if (masks.size() > kMostCompared)
            return;
        for (std::size_t a = 0; a < masks.size(); ++a) {
            for (std::size_t b = a + 1; b < masks.size(); ++b) {
                if (!joinable[a] || !joinable[b])
                    continue;
                const Relation r = relation(masks[a], extents[a], masks[b], extents[b]);
                if (r != Relation::Crossing && r != Relation::Same)
                    continue;
                (r == Relation::Crossing ? out.crossing : out.repeated) = true;
                region[std::max(root(a), root(b))] = std::min(root(a), root(b));
            }
        }
    }
};

} // namespace

double ringArea(const std::vector<std::array<double, 2>>& points) {
    double twice = 0;
    for (std::size_t i = 0; i < points.size(); ++i) {
        const auto& a = points[i];
        const auto& b = points[(i + 1) % points.size()];
        twice += a[0] * b[1] - b[0] * a[1];
    }
    return twice / 2;
}

void unite(FillMask& into, const FillMask& other) {
    combine(into, other, [](std::uint8_t a, std::uint8_t b) { return std::uint8_t(a | b); });
}

FillMask pixelMask(double x, double y, int width, int height) {
    const double i = std::floor(x + 0.5), j = std::floor(y + 0.5);
    if (!(i >= 0) || !(j >= 0) || !(i < width) || !(j < height))
        return {};
    return {int(i), int(j), 1, 1, {1}};
}

FillResult fillRings(const std::vector<FillRing>& rings, int width, int height) {
    FillResult out;
    Regions regions;
    FillMask singles;
    for (const FillRing& ring : rings) {
        FillMask mask;
        if (ring.points.size() >= 3)
            mask = evenOdd(ring, width, height);
        const Extent e = extentOf(ring);
        // A ring that crosses itself may have no net area and still be large.
        const std::int64_t set = countSet(mask);
        if (set >= kTinyPixels || (set > 0 && std::abs(ringArea(ring.points)) >= kTinyArea)) {
            regions.masks.push_back(std::move(mask));
            regions.extents.push_back(e);
            regions.joinable.push_back(!ring.isXor);
            continue;
        }
        if (ring.points.empty() || e.x1 < -0.5 || e.y1 < -0.5 || e.x0 >= width || e.y0 >= height)
            continue; // outside the image: nothing to set
        ++out.tiny;
        double x = 0, y = 0;
        for (const auto& p : ring.points) {
            x += p[0];
            y += p[1];
        }
        const double n = double(ring.points.size());
        unite(singles, pixelMask(x / n, y / n, width, height));
    }
    regions.join(out);
    std::vector<FillMask> joined(regions.masks.size());
    for (std::size_t i = 0; i < regions.masks.size(); ++i)
        unite(joined[regions.root(i)], regions.masks[i]);
    for (const FillMask& region : joined)
        combine(out.mask, region, [](std::uint8_t a, std::uint8_t b) { return std::uint8_t(a ^ b); });
    unite(out.mask, singles);
    return out;
}

} // namespace casebook
