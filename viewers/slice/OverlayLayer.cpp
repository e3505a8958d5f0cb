// SPDX-License-Identifier: GPL-3.0-or-later
#include "viewers/slice/OverlayLayer.h"

#include "core/segmentation/ValueMap.h"
#include "viewers/slice/Contours.h"

#include <QPainter>
#include <QPainterPath>
#include <QTransform>

#include <algorithm>
#include <cmath>

namespace casebook {

namespace {

constexpr double kLine_px = 1.5;
constexpr double kUnderStroke_px = 1.6;
constexpr int kMaxRaster = 4096;
constexpr int kMaxCached = 256; ///< slices; a whole chest of outlines of 20 segments is about 30 MB

SliceCamera upright(const SliceCamera& camera) {
    SliceCamera c = camera;
    c.flipped = false;
    return c;
}

struct Threshold {
    double value;
    bool interpolated;
};

Threshold thresholdOf(const Segmentation& segmentation) {
    if (segmentation.kind == Segmentation::Kind::Fractional)
        return {std::max(1.0, segmentation.maximumFraction / 2), true};
    return {0.5, false};
}

std::uint8_t valueAt(const Segment& segment, const VoxelIndex& v) {
    const int x = v.i - segment.box.first[0], y = v.j - segment.box.first[1], z = v.k - segment.box.first[2];
    if (x < 0 || y < 0 || z < 0 || x >= segment.box.size[0] || y >= segment.box.size[1] ||
        z >= segment.box.size[2])
        return 0;
    return segment.values[(std::size_t(z) * std::size_t(segment.box.size[1]) + std::size_t(y)) *
                              std::size_t(segment.box.size[0]) +
                          std::size_t(x)];
}

/// Raster of sample places on a plane: place (x, y) = origin + x * stepX + y * stepY, LPS mm.
struct Lattice {
    WorldPoint origin{0, 0, 0};
    WorldVector stepX{1, 0, 0}, stepY{0, 1, 0};
    int width = 0, height = 0;
};

/// Samples fall on the voxel centres of the segmentation when its axes run along the picture.
Lattice alignedLattice(const Segmentation& segmentation, const Segment& segment, const PlaneAlignment& a) {
    const std::size_t ax = std::size_t(a.rightAxis), ay = std::size_t(a.downAxis), az = std::size_t(a.axis);
    VoxelPoint first = VoxelPoint::Zero(), dx = VoxelPoint::Zero(), dy = VoxelPoint::Zero();
    const auto start = [&](std::size_t axis, bool flipped) {
        return double(flipped ? segment.box.first[axis] + segment.box.size[axis] - 1
                              : segment.box.first[axis]);
    };
    first[Eigen::Index(ax)] = start(ax, a.rightFlipped);
    first[Eigen::Index(ay)] = start(ay, a.downFlipped);
    first[Eigen::Index(az)] = a.slice;
    dx[Eigen::Index(ax)] = a.rightFlipped ? -1 : 1;
    dy[Eigen::Index(ay)] = a.downFlipped ? -1 : 1;
    Lattice lattice;
    lattice.origin = segmentation.grid.toWorld(first);
    lattice.stepX = segmentation.grid.toWorld(first + dx) - lattice.origin;
    lattice.stepY = segmentation.grid.toWorld(first + dy) - lattice.origin;
    lattice.width = segment.box.size[ax];
    lattice.height = segment.box.size[ay];
    return lattice;
}

/// Samples at the finest spacing of the segmentation over the shadow of the segment's box.
Lattice freeLattice(const Segmentation& segmentation, const Segment& segment, const SliceCamera& camera) {
    const GridGeometry& grid = segmentation.grid;
    double step = std::min(grid.columnSpacing, grid.rowSpacing);
    if (grid.slices > 1)
        step = std::min(step, std::abs(grid.sliceStep.dot(grid.normal())));
    const WorldVector right = camera.right(), down = camera.down();
    double u0 = 1e300, u1 = -1e300, v0 = 1e300, v1 = -1e300;
    for (int corner = 0; corner < 8; ++corner) {
        VoxelPoint p;
        for (int a = 0; a < 3; ++a)
            p[a] = segment.box.first[std::size_t(a)] - 0.5 +
                   ((corner >> a & 1) ? segment.box.size[std::size_t(a)] : 0);
        const WorldVector d = grid.toWorld(p) - camera.centre;
        u0 = std::min(u0, d.dot(right));
        u1 = std::max(u1, d.dot(right));
        v0 = std::min(v0, d.dot(down));
        v1 = std::max(v1, d.dot(down));
    }
    step = std::max({step, (u1 - u0) / kMaxRaster, (v1 - v0) / kMaxRaster});
    return {camera.centre + right * (u0 + step / 2) + down * (v0 + step / 2), right * step, down * step,
            int(std::ceil((u1 - u0) / step)), int(std::ceil((v1 - v0) / step))};
}

ContourRaster sample(const Segmentation& segmentation, const Segment& segment, const Lattice& lattice) {
    const Threshold threshold = thresholdOf(segmentation);
    ContourRaster raster;
    raster.width = lattice.width + 2;
    raster.height = lattice.height + 2;
    raster.threshold = threshold.value;
    raster.interpolated = threshold.interpolated;
    raster.values.assign(std::size_t(raster.width) * std::size_t(raster.height), 0);
    const VoxelPoint origin = segmentation.grid.toVoxel(lattice.origin);
    const VoxelPoint dx = segmentation.grid.toVoxel(lattice.origin + lattice.stepX) - origin;
    const VoxelPoint dy = segmentation.grid.toVoxel(lattice.origin + lattice.stepY) - origin;
    for (int y = 0; y < lattice.height; ++y) {
        std::uint8_t* row = raster.values.data() + std::size_t(y + 1) * std::size_t(raster.width) + 1;
        for (int x = 0; x < lattice.width; ++x) {
            const VoxelPoint p = origin + dx * x + dy * y;
            row[x] =
                valueAt(segment, {int(std::lround(p[0])), int(std::lround(p[1])), int(std::lround(p[2]))});
        }
    }
    return raster;
}

QTransform planeToScreen(const SliceCamera& camera, QSizeF pane) {
    const SliceCamera c = upright(camera);
    const double u = c.centre.dot(c.right()), v = c.centre.dot(c.down());
    const double sx = camera.flipped ? -camera.pixelsPerMm : camera.pixelsPerMm;
    return {
        sx, 0, 0, camera.pixelsPerMm, pane.width() / 2 - sx * u, pane.height() / 2 - camera.pixelsPerMm * v};
}

} // namespace

bool Overlay::shows(std::size_t segment) const {
    return visible && (segment >= segments.size() || segments[segment].visible);
}

QColor Overlay::colorOf(std::size_t segment, const ViewColors& colors) const {
    if (segment < segments.size() && segments[segment].color.isValid())
        return segments[segment].color;
    const Segment& s = segmentation->segments[segment];
    return s.hasColor ? QColor(s.color[0], s.color[1], s.color[2]) : colors.ai;
}

std::vector<QPolygonF> segmentOutline(const Segmentation& segmentation, const Segment& segment,
                                      const SliceCamera& camera) {
    const SliceCamera c = upright(camera);
    if (segment.box.count() == 0 || segment.values.size() < segment.box.count())
        return {};
    const PlaneAlignment a = alignment(segmentation.grid, c.plane({1, 1}, 1));
    const int offset = a.slice - segment.box.first[std::size_t(a.axis)];
    if (a.aligned && (offset < 0 || offset >= segment.box.size[std::size_t(a.axis)]))
        return {};
    const Lattice lattice =
        a.aligned ? alignedLattice(segmentation, segment, a) : freeLattice(segmentation, segment, c);
    std::vector<QPolygonF> rings = contours(sample(segmentation, segment, lattice));
    const WorldVector right = c.right(), down = c.down();
    const QTransform toPlane(lattice.stepX.dot(right), lattice.stepX.dot(down), lattice.stepY.dot(right),
                             lattice.stepY.dot(down),
                             (lattice.origin - lattice.stepX - lattice.stepY).dot(right),
                             (lattice.origin - lattice.stepX - lattice.stepY).dot(down));
    for (QPolygonF& ring : rings)
        ring = toPlane.map(ring);
    return rings;
}

void OverlayLayer::setGrid(const GridGeometry& grid) {
    grid_ = grid;
    cache_.clear();
}

void OverlayLayer::setOverlays(std::vector<Overlay> overlays) {
    const auto sameShapes = [](const Overlay& a, const Overlay& b) {
        return a.segmentation == b.segmentation;
    };
    if (!std::equal(overlays.begin(), overlays.end(), overlays_.begin(), overlays_.end(), sameShapes))
        cache_.clear();
    overlays_ = std::move(overlays);
}

const std::vector<OverlayLayer::Outline>& OverlayLayer::outlines(const SliceCamera& camera) {
    const qint64 key = qint64(slicePlace(grid_, camera).number) * 4 + qint64(camera.kind);
    if (const auto found = cache_.constFind(key); found != cache_.constEnd())
        return *found;
    if (cache_.size() >= kMaxCached)
        cache_.clear();
    std::vector<Outline> made;
    for (std::size_t o = 0; o < overlays_.size(); ++o) {
        const Segmentation& segmentation = *overlays_[o].segmentation;
        for (std::size_t s = 0; s < segmentation.segments.size(); ++s) {
            std::vector<QPolygonF> rings = drawnOutline(segmentation, s, camera);
            if (rings.empty())
                rings = segmentOutline(segmentation, segmentation.segments[s], camera);
            if (!rings.empty())
                made.push_back({o, s, std::move(rings)});
        }
    }
    return *cache_.insert(key, std::move(made));
}

bool OverlayLayer::isOn(const SliceCamera& camera) {
    if (overlays_.empty())
        return false;
    if (std::any_of(overlays_.begin(), overlays_.end(),
                    [](const Overlay& o) { return o.visible && o.segmentation->map != nullptr; }))
        return true;
    const std::vector<Outline>& all = outlines(camera);
    return std::any_of(all.begin(), all.end(),
                       [this](const Outline& o) { return overlays_[o.overlay].shows(o.segment); });
}

void OverlayLayer::paint(QPainter& painter, const SliceCamera& camera, QSizeF pane,
                         const ViewColors& colors) {
    if (overlays_.empty())
        return;
    paintMaps(painter, camera, pane);
    const QTransform toScreen = planeToScreen(camera, pane);
    const QRectF sight(QPointF(0, 0), pane);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    for (const Outline& outline : outlines(camera)) {
        const Overlay& overlay = overlays_[outline.overlay];
        if (!overlay.shows(outline.segment))
            continue;
        QPainterPath path;
        for (const QPolygonF& ring : outline.rings) {
            const QPolygonF shown = toScreen.map(ring);
            if (shown.boundingRect().adjusted(-2, -2, 2, 2).intersects(sight))
                path.addPolygon(shown);
        }
        if (path.isEmpty())
            continue;
        const QColor color = overlay.colorOf(outline.segment, colors);
        if (overlay.style != Overlay::Style::Outline) {
            QColor fill = color;
            fill.setAlphaF(float(std::clamp(overlay.opacity, 0.0, 1.0)));
            painter.fillPath(path, fill);
        }
        if (overlay.style != Overlay::Style::Fill) {
            painter.strokePath(path, QPen(colors.underStroke, kLine_px + kUnderStroke_px));
            painter.strokePath(path, QPen(color, kLine_px));
        }
    }
    painter.restore();
}

QString OverlayLayer::valueText(const WorldPoint& p) const {
    constexpr int kDigits = 4;
    for (auto o = overlays_.rbegin(); o != overlays_.rend(); ++o) {
        const ValueMap* map = o->segmentation->map.get();
        if (map == nullptr || !o->visible)
            continue;
        const auto value = valueAt(*map, o->segmentation->grid, p);
        if (!value)
            continue;
        const QStringList words{map->quantity, QString::number(*value, 'g', kDigits), map->unit};
        return words.join(u' ').simplified();
    }
    return {};
}

void OverlayLayer::paintMaps(QPainter& painter, const SliceCamera& camera, QSizeF pane) const {
    for (const Overlay& overlay : overlays_) {
        const ValueMap* map = overlay.segmentation->map.get();
        if (map == nullptr || !overlay.visible || pane.isEmpty())
            continue;
        const QSize size = pane.toSize();
        QImage colors(size, QImage::Format_ARGB32_Premultiplied);
        colors.fill(Qt::transparent);
        const GridGeometry& grid = overlay.segmentation->grid;
        const QPointF corner(0.5, 0.5);
        const VoxelPoint first = grid.toVoxel(camera.toWorld(corner, pane));
        const VoxelPoint right = grid.toVoxel(camera.toWorld(corner + QPointF(1, 0), pane)) - first;
        const VoxelPoint down = grid.toVoxel(camera.toWorld(corner + QPointF(0, 1), pane)) - first;
        const double range = map->high > map->low ? map->high - map->low : 1;
        const auto alpha = std::clamp(overlay.opacity, 0.0, 1.0);
        for (int y = 0; y < size.height(); ++y) {
            auto* row = reinterpret_cast<QRgb*>(colors.scanLine(y));
            for (int x = 0; x < size.width(); ++x) {
                const VoxelPoint v = first + right * x + down * y;
                const int i = int(std::floor(v.x() + 0.5)), j = int(std::floor(v.y() + 0.5)),
                          k = int(std::floor(v.z() + 0.5));
                if (!grid.contains({i, j, k}))
                    continue;
                const float value = map->values[(std::size_t(k) * std::size_t(grid.rows) + std::size_t(j)) *
                                                    std::size_t(grid.columns) +
                                                std::size_t(i)];
                // Exactly nought shows the image alone: that is what most maps hold outside of what they are about.
                if (!std::isfinite(value) || (value == 0 && map->low >= 0))
                    continue;
                const auto c = mapColor((double(value) - map->low) / range);
                row[x] = qPremultiply(qRgba(c[0], c[1], c[2], int(alpha * 255)));
            }
        }
        painter.drawImage(QPointF(0, 0), colors);
    }
}

} // namespace casebook
