// SPDX-License-Identifier: GPL-3.0-or-later
#include "viewers/slice/Contours.h"

#include <array>
#include <cmath>

namespace casebook {

namespace {

/// Edges of a cell: 0 top, 1 right, 2 bottom, 3 left. For each of the 16 corner patterns (bit 0 upper
/// left, 1 upper right, 2 lower right, 3 lower left) up to two steps from edge to edge, inside on the
/// right hand (y down); -1 ends. Saddles (5, 10) cut the inside corners apart.
constexpr std::array<std::array<int, 4>, 16> kSteps{{
    {-1, -1, -1, -1},
    {0, 3, -1, -1},
    {1, 0, -1, -1},
    {1, 3, -1, -1},
    {2, 1, -1, -1},
    {0, 3, 2, 1},
    {2, 0, -1, -1},
    {2, 3, -1, -1},
    {3, 2, -1, -1},
    {0, 2, -1, -1},
    {1, 0, 3, 2},
    {1, 2, -1, -1},
    {3, 1, -1, -1},
    {0, 1, -1, -1},
    {3, 0, -1, -1},
    {-1, -1, -1, -1},
}};
constexpr double kStraight = 0.07; ///< pixels off the chord
constexpr int kMaxLeftOut = 6, kLargeRing = 64;
constexpr int kSmallRing = 8; ///< rings of single voxels would shrink away when averaged

struct Tracer {
    const ContourRaster& raster;
    std::vector<int> next; ///< per edge, two a pixel (to the right, downwards); -1 = none

    explicit Tracer(const ContourRaster& r) : raster(r), next(std::size_t(2 * r.width * r.height), -1) {}

    [[nodiscard]] double at(int x, int y) const { return raster.values[std::size_t(y * raster.width + x)]; }

    [[nodiscard]] int edge(int x, int y, int side) const {
        switch (side) {
        case 0: return 2 * (y * raster.width + x);
        case 1: return 2 * (y * raster.width + x + 1) + 1;
        case 2: return 2 * ((y + 1) * raster.width + x);
        default: return 2 * (y * raster.width + x) + 1;
        }
    }

    [[nodiscard]] QPointF place(int edgeId) const {
        const int pixel = edgeId / 2;
        const int x = pixel % raster.width, y = pixel / raster.width;
        const bool downwards = edgeId % 2 == 1;
        double t = 0.5;
        if (raster.interpolated) {
            const double a = at(x, y), b = downwards ? at(x, y + 1) : at(x + 1, y);
            t = (raster.threshold - a) / (b - a);
        }
        return downwards ? QPointF(x, y + t) : QPointF(x + t, y);
    }

    void link() {
        const auto in = [this](int x, int y) { return at(x, y) >= raster.threshold ? 1u : 0u; };
        for (int y = 0; y + 1 < raster.height; ++y) {
            unsigned left = in(0, y) | in(0, y + 1) << 3;
            for (int x = 0; x + 1 < raster.width; ++x) {
                const unsigned upper = in(x + 1, y), lower = in(x + 1, y + 1);
                const auto& steps = kSteps[left | upper << 1 | lower << 2];
                for (std::size_t s = 0; s < 4 && steps[s] >= 0; s += 2)
                    next[std::size_t(edge(x, y, steps[s]))] = edge(x, y, steps[s + 1]);
                left = upper | lower << 3;
            }
        }
    }

    QPolygonF follow(int start) {
        QPolygonF ring;
        for (int e = start; e >= 0;) {
            ring << place(e);
            const int following = next[std::size_t(e)];
            next[std::size_t(e)] = -1;
            e = following == start ? -1 : following;
        }
        return ring;
    }
};

QPolygonF averaged(const QPolygonF& ring) {
    const qsizetype n = ring.size();
    QPolygonF out(n);
    for (qsizetype i = 0; i < n; ++i)
        out[i] = (ring[(i + n - 1) % n] + 2 * ring[i] + ring[(i + 1) % n]) / 4;
    return out;
}

QPolygonF cornersCut(const QPolygonF& ring) {
    const qsizetype n = ring.size();
    QPolygonF out;
    out.reserve(2 * n + 1);
    for (qsizetype i = 0; i < n; ++i) {
        const QPointF a = ring[i], b = ring[(i + 1) % n];
        out << (3 * a + b) / 4 << (a + 3 * b) / 4;
    }
    return out;
}

/// Leaves out points that lie nearly on the line of their neighbours: an organ's outline is drawn in
/// half the time and looks the same.
QPolygonF thinned(const QPolygonF& ring) {
    QPolygonF out;
    QPointF kept = ring.front();
    out << kept;
    int leftOut = 0;
    for (qsizetype i = 1; i + 1 < ring.size(); ++i) {
        const QPointF chord = ring[i + 1] - kept, d = ring[i] - kept;
        const double off = std::abs(chord.x() * d.y() - chord.y() * d.x());
        const double length = std::hypot(chord.x(), chord.y());
        if (off < kStraight * length && ++leftOut <= kMaxLeftOut)
            continue;
        kept = ring[i];
        leftOut = 0;
        out << kept;
    }
    out << ring.back();
    return out;
}

} // namespace

std::vector<QPolygonF> contours(const ContourRaster& raster) {
    std::vector<QPolygonF> rings;
    if (raster.width < 3 || raster.height < 3)
        return rings;
    Tracer tracer(raster);
    tracer.link();
    for (std::size_t e = 0; e < tracer.next.size(); ++e) {
        if (tracer.next[e] < 0)
            continue;
        QPolygonF ring = tracer.follow(int(e));
        if (ring.size() > kSmallRing)
            ring = averaged(ring);
        ring = cornersCut(ring);
        ring << ring.front();
        rings.push_back(ring.size() > kLargeRing ? thinned(ring) : ring);
    }
    return rings;
}

} // namespace casebook
