// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/raycast/Rasteriser.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace casebook::raycast {

namespace {

constexpr int kBand = 32;             ///< rows one thread fills at a time
constexpr int kChunk = 8192;          ///< points or triangles one thread takes at a time
constexpr double kNear_mm = 0.1;      ///< nothing nearer to a perspective camera is drawn
constexpr int kSub = 256;             ///< parts of a pixel
constexpr double kFarthest = 1 << 29; ///< of parts; products of two fit 64 bits
constexpr float kNever = std::numeric_limits<float>::infinity();

/// A point of a mesh as the camera sees it.
struct Seen {
    std::int32_t x = 0, y = 0; ///< 1/256 pixel from the ray of the first pixel
    float away = 0;            ///< mm along the direction of view
};

/// A corner of the triangle being filled.
struct Corner {
    Seen seen;
    Eigen::Vector3d normal;
};

struct Chunk {
    int surface = 0;
    int first = 0, last = 0; ///< triangles
    std::vector<std::vector<int>> bands; ///< triangles by band
};

struct Place {
    double u = 0, v = 0, away = 0;
};

class Filler {
public:
    Filler(const Scene& scene, const ImagePlane& plane, const std::array<double, 2>& offset,
           SurfaceLayer& layer)
        : scene_(scene), plane_(plane), offset_(offset), layer_(layer),
          right_(plane.right / plane.right.squaredNorm()), up_(plane.up / plane.up.squaredNorm()) {
        for (std::size_t n = 0; n < std::min(scene.planes.size(), kMostPlanes); ++n) {
            const double norm = scene.planes[n].normal.norm();
            planes_.push_back({scene.planes[n].normal / norm, scene.planes[n].offset / norm});
        }
    }

    [[nodiscard]] int bands() const { return (layer_.height + kBand - 1) / kBand; }
    void transform(Pool& pool);
    void bin(Pool& pool);
    void clear(int band);
    void fill(int band);

private:
    [[nodiscard]] WorldPoint pointOf(const TriangleMesh& mesh, int point) const {
        const float* p = mesh.points.data() + std::size_t(point) * 3;
        return {p[0], p[1], p[2]};
    }
    [[nodiscard]] Place placeOf(const WorldPoint& p) const;
    [[nodiscard]] Seen seenAt(const Place& place) const;
    [[nodiscard]] bool isNear(const Seen& s) const { return !plane_.parallel && s.away < float(kNear_mm); }
    [[nodiscard]] std::array<int, 3> pointsOf(int surface, int triangle) const {
        const int* t =
            scene_.surfaces[std::size_t(surface)].mesh->triangles.data() + std::size_t(triangle) * 3;
        return {t[0], t[1], t[2]};
    }
    void binTriangle(Chunk& chunk, int triangle) const;
    void fillTriangle(int surface, int triangle, int top, int bottom);
    void fillClipped(const Surface& surface, const std::array<int, 3>& points, int top, int bottom);
    void fillCorners(const Surface& surface, const Corner& a, Corner b, Corner c, int top, int bottom);
    void putPixel(const Surface& surface, int x, int y, double away, const Eigen::Vector3d& normal);
    [[nodiscard]] bool isCut(const WorldPoint& p) const {
        return std::any_of(planes_.begin(), planes_.end(),
                           [&](const ClipPlane& c) { return c.normal.dot(p) + c.offset < 0; });
    }

    const Scene& scene_;
    const ImagePlane& plane_;
    std::array<double, 2> offset_;
    SurfaceLayer& layer_;
    WorldVector right_, up_;
    std::vector<ClipPlane> planes_;
    std::vector<std::vector<Seen>> seen_; ///< by surface, point
    std::vector<Chunk> chunks_;
};

Place Filler::placeOf(const WorldPoint& p) const {
    const WorldVector d = p - plane_.position;
    return {d.dot(right_), d.dot(up_), d.dot(plane_.forward)};
}

Seen Filler::seenAt(const Place& place) const {
    Seen seen;
    seen.away = float(place.away);
    if (isNear(seen))
        return seen;
    const double scale = plane_.parallel ? 1 : 1 / place.away;
    const double x = ((place.u * scale + 1) * layer_.width / 2 - offset_[0]) * kSub;
    const double y = ((1 - place.v * scale) * layer_.height / 2 - offset_[1]) * kSub;
    seen.x = std::int32_t(std::lrint(std::clamp(x, -kFarthest, kFarthest)));
    seen.y = std::int32_t(std::lrint(std::clamp(y, -kFarthest, kFarthest)));
    return seen;
}

void Filler::transform(Pool& pool) {
    seen_.resize(scene_.surfaces.size());
    for (std::size_t s = 0; s < scene_.surfaces.size(); ++s) {
        const TriangleMesh& mesh = *scene_.surfaces[s].mesh;
        const int points = int(mesh.points.size() / 3);
        seen_[s].resize(std::size_t(points));
        pool.run((points + kChunk - 1) / kChunk, [&](int n) {
            for (int p = n * kChunk; p < std::min((n + 1) * kChunk, points); ++p)
                seen_[s][std::size_t(p)] = seenAt(placeOf(pointOf(mesh, p)));
        });
    }
}

int firstCentre(std::int32_t v) { return int((std::int64_t(v) + kSub - 1) >> 8); }
int lastCentre(std::int32_t v) { return int(std::int64_t(v) >> 8); }

void Filler::binTriangle(Chunk& chunk, int triangle) const {
    const std::array<int, 3> points = pointsOf(chunk.surface, triangle);
    const std::vector<Seen>& seen = seen_[std::size_t(chunk.surface)];
    const Seen &a = seen[std::size_t(points[0])], &b = seen[std::size_t(points[1])],
               &c = seen[std::size_t(points[2])];
    int top = 0, bottom = layer_.height - 1;
    const int near = int(isNear(a)) + int(isNear(b)) + int(isNear(c));
    if (near == 3 || (plane_.parallel && std::max({a.away, b.away, c.away}) < 0))
        return;
    if (near == 0) {
        const int left = firstCentre(std::min({a.x, b.x, c.x})),
                  right = lastCentre(std::max({a.x, b.x, c.x}));
        top = std::max(top, firstCentre(std::min({a.y, b.y, c.y})));
        bottom = std::min(bottom, lastCentre(std::max({a.y, b.y, c.y})));
        if (left > right || right < 0 || left >= layer_.width)
            return;
    }
    for (int band = top / kBand; top <= bottom && band <= bottom / kBand; ++band)
        chunk.bands[std::size_t(band)].push_back(triangle);
}

void Filler::bin(Pool& pool) {
    for (std::size_t s = 0; s < scene_.surfaces.size(); ++s) {
        const int triangles = int(scene_.surfaces[s].mesh->triangles.size() / 3);
        for (int first = 0; first < triangles; first += kChunk)
            chunks_.push_back({int(s), first, std::min(first + kChunk, triangles), {}});
    }
    pool.run(int(chunks_.size()), [&](int n) {
        Chunk& chunk = chunks_[std::size_t(n)];
        chunk.bands.resize(std::size_t(bands()));
        for (int t = chunk.first; t < chunk.last; ++t)
            binTriangle(chunk, t);
    });
}

void Filler::clear(int band) {
    const auto from = std::ptrdiff_t(band) * kBand * layer_.width;
    const auto to = std::ptrdiff_t(std::min((band + 1) * kBand, layer_.height)) * layer_.width;
    std::fill(layer_.depth.begin() + from, layer_.depth.begin() + to, kNever);
}

void Filler::fill(int band) {
    const int top = band * kBand, bottom = std::min(top + kBand, layer_.height) - 1;
    for (const Chunk& chunk : chunks_)
        for (const int t : chunk.bands[std::size_t(band)])
            fillTriangle(chunk.surface, t, top, bottom);
}

Eigen::Vector3d normalOf(const TriangleMesh& mesh, int point) {
    const float* n = mesh.normals.data() + std::size_t(point) * 3;
    return {n[0], n[1], n[2]};
}

void Filler::fillTriangle(int surface, int triangle, int top, int bottom) {
    const Surface& s = scene_.surfaces[std::size_t(surface)];
    const std::array<int, 3> points = pointsOf(surface, triangle);
    std::array<Corner, 3> corners;
    for (std::size_t n = 0; n < 3; ++n) {
        corners[n].seen = seen_[std::size_t(surface)][std::size_t(points[n])];
        if (isNear(corners[n].seen)) {
            fillClipped(s, points, top, bottom);
            return;
        }
        corners[n].normal = normalOf(*s.mesh, points[n]);
    }
    fillCorners(s, corners[0], corners[1], corners[2], top, bottom);
}

/// Cuts off what is nearer than kNear_mm: Sutherland and Hodgman with one plane.
void Filler::fillClipped(const Surface& surface, const std::array<int, 3>& points, int top, int bottom) {
    std::array<Corner, 4> kept;
    std::size_t count = 0;
    for (std::size_t n = 0; n < 3; ++n) {
        const Place a = placeOf(pointOf(*surface.mesh, points[n]));
        const Place b = placeOf(pointOf(*surface.mesh, points[(n + 1) % 3]));
        const Eigen::Vector3d na = normalOf(*surface.mesh, points[n]),
                              nb = normalOf(*surface.mesh, points[(n + 1) % 3]);
        if (a.away >= kNear_mm)
            kept[count++] = {seenAt(a), na};
        if ((a.away >= kNear_mm) == (b.away >= kNear_mm))
            continue;
        const double part = (kNear_mm - a.away) / (b.away - a.away);
        const Place at{a.u + (b.u - a.u) * part, a.v + (b.v - a.v) * part, kNear_mm * (1 + 1e-6)};
        kept[count++] = {seenAt(at), na + (nb - na) * part};
    }
    for (std::size_t n = 2; n < count; ++n)
        fillCorners(surface, kept[0], kept[n - 1], kept[n], top, bottom);
}

/// Twice the area of a, b, p in parts of a pixel: positive where p lies to the right of a -> b on the screen.
std::int64_t edge(const Seen& a, const Seen& b, std::int64_t px, std::int64_t py) {
    return (std::int64_t(b.x) - a.x) * (py - a.y) - (std::int64_t(b.y) - a.y) * (px - a.x);
}

/// A centre on an edge belongs to the triangle whose upper or left edge it is.
std::int64_t bias(const Seen& a, const Seen& b) {
    const bool isTop = a.y == b.y && b.x > a.x, isLeft = b.y < a.y;
    return isTop || isLeft ? 0 : -1;
}

/// An edge function along a row: its value at a pixel grows by `step` from pixel to pixel.
struct Edge {
    std::int64_t at, step, bias;
    [[nodiscard]] bool isInside() const { return at + bias >= 0; }
};

Edge edgeAt(const Seen& a, const Seen& b, int x, int y) {
    return {edge(a, b, std::int64_t(x) * kSub, std::int64_t(y) * kSub), -(std::int64_t(b.y) - a.y) * kSub,
            bias(a, b)};
}

void Filler::fillCorners(const Surface& surface, const Corner& a, Corner b, Corner c, int top, int bottom) {
    std::int64_t area = edge(a.seen, b.seen, c.seen.x, c.seen.y);
    if (area == 0)
        return;
    if (area < 0) {
        std::swap(b, c);
        area = -area;
    }
    const Seen &p = a.seen, &q = b.seen, &r = c.seen;
    const int left = std::max(0, firstCentre(std::min({p.x, q.x, r.x})));
    const int right = std::min(layer_.width - 1, lastCentre(std::max({p.x, q.x, r.x})));
    top = std::max(top, firstCentre(std::min({p.y, q.y, r.y})));
    bottom = std::min(bottom, lastCentre(std::max({p.y, q.y, r.y})));
    // 1 / distance is linear on the screen; for parallel rays the distance itself.
    const auto weightOf = [&](const Seen& s) { return plane_.parallel ? 1.0 : 1.0 / double(s.away); };
    const double wa = weightOf(p), wb = weightOf(q), wc = weightOf(r);
    for (int y = top; y <= bottom; ++y) {
        Edge ea = edgeAt(q, r, left, y), eb = edgeAt(r, p, left, y), ec = edgeAt(p, q, left, y);
        for (int x = left; x <= right; ++x, ea.at += ea.step, eb.at += eb.step, ec.at += ec.step) {
            if (!ea.isInside() || !eb.isInside() || !ec.isInside())
                continue;
            const double fa = double(ea.at) / double(area) * wa, fb = double(eb.at) / double(area) * wb,
                         fc = double(ec.at) / double(area) * wc;
            const double sum = fa + fb + fc;
            const double away = (fa * double(p.away) + fb * double(q.away) + fc * double(r.away)) / sum;
            putPixel(surface, x, y, away, a.normal * fa + b.normal * fb + c.normal * fc);
        }
    }
}

/// The caster's light on an opaque surface.
std::uint32_t lit(const std::array<std::uint8_t, 3>& color, double v) {
    const double v2 = v * v, v4 = v2 * v2, v8 = v4 * v4, v16 = v8 * v8, v32 = v16 * v16;
    const double flash = 0.25 * 255 * (v32 * v32 * v32);
    std::uint32_t out = 0xFF000000U;
    for (std::size_t c = 0; c < 3; ++c)
        out |= std::uint32_t(std::min(255.0, color[c] * (0.25 + 0.75 * v) + flash + 0.5)) << (8 * c);
    return out;
}

void Filler::putPixel(const Surface& surface, int x, int y, double away, const Eigen::Vector3d& normal) {
    const std::size_t pixel = std::size_t(y) * std::size_t(layer_.width) + std::size_t(x);
    const double u = (x + offset_[0]) * 2 / layer_.width - 1, v = 1 - (y + offset_[1]) * 2 / layer_.height;
    const WorldVector across = plane_.right * u + plane_.up * v;
    const WorldVector ray = plane_.parallel ? plane_.forward : WorldVector(plane_.forward + across);
    const double norm = ray.norm();
    const auto depth = float(away * norm);
    if (!(depth < layer_.depth[pixel]) || depth < 0)
        return;
    const WorldPoint from = plane_.parallel ? WorldPoint(plane_.position + across) : plane_.position;
    if (!planes_.empty() && isCut(from + ray * away))
        return;
    const double length = normal.norm();
    const double cosine = length > 0 ? std::abs(normal.dot(ray)) / (length * norm) : 1;
    layer_.depth[pixel] = depth;
    layer_.rgba[pixel] = lit(surface.color, std::min(1.0, cosine));
    layer_.id[pixel] = surface.id;
}

} // namespace

bool rasterise(const Scene& scene, const ImagePlane& plane, const std::array<double, 2>& offset, Pool& pool,
               const std::function<bool()>& stale, SurfaceLayer& layer) {
    const std::array<int, 2> size = pictureSize(scene);
    layer.width = size[0];
    layer.height = size[1];
    const std::size_t pixels = std::size_t(size[0]) * std::size_t(size[1]);
    layer.depth.resize(pixels);
    layer.rgba.resize(pixels);
    layer.id.resize(pixels);
    Filler filler(scene, plane, offset, layer);
    filler.transform(pool);
    if (stale())
        return false;
    filler.bin(pool);
    pool.run(filler.bands(), [&](int band) {
        filler.clear(band);
        if (!stale())
            filler.fill(band);
    });
    return !stale();
}

} // namespace casebook::raycast
