// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/volume/Resample.h"
#include "tests/support/GridOrders.h"

#include <QTest>

#include <cmath>
#include <random>

using namespace casebook;

namespace {

constexpr Window window{0, 2000};

std::shared_ptr<Volume> volumeOn(const GridGeometry& grid) {
    auto v = std::make_shared<Volume>();
    v->grid = grid;
    v->stored.assign(v->voxelCount() + 8, 0);
    for (int k = 0; k < grid.slices; ++k) {
        v->positions.push_back(grid.toWorld({0, 0, double(k)}));
        v->instances.push_back(QString::number(k + 1));
    }
    return v;
}

std::shared_ptr<Volume> noiseOn(const GridGeometry& grid, unsigned seed = 7) {
    auto v = volumeOn(grid);
    std::mt19937 random(seed);
    for (std::int16_t& value : v->stored)
        value = std::int16_t(int(random() % 3001) - 1500);
    return v;
}

std::size_t offset(const Volume& v, int i, int j, int k) {
    return (std::size_t(k) * std::size_t(v.grid.rows) + std::size_t(j)) * std::size_t(v.grid.columns) +
           std::size_t(i);
}

/// Voxel coordinates by Cramer's rule, sharing nothing with the code under test.
Eigen::Vector3d voxelAt(const GridGeometry& g, const WorldPoint& p) {
    const WorldVector a = g.rowDirection * g.columnSpacing, b = g.columnDirection * g.rowSpacing,
                      c = g.sliceStep;
    const WorldVector d = p - g.origin;
    const auto det = [](const WorldVector& x, const WorldVector& y, const WorldVector& z) {
        return x.x() * (y.y() * z.z() - y.z() * z.y()) - y.x() * (x.y() * z.z() - x.z() * z.y()) +
               z.x() * (x.y() * y.z() - x.z() * y.y());
    };
    const double whole = det(a, b, c);
    return {det(d, b, c) / whole, det(a, d, c) / whole, det(a, b, d) / whole};
}

/// Straightforward trilinear value; nothing outside the outer faces.
std::optional<double> oracle(const Volume& v, const Eigen::Vector3d& at, bool nearest) {
    const std::array<int, 3> size = v.grid.size();
    double total = 0;
    std::array<int, 3> low{};
    std::array<double, 3> part{};
    for (std::size_t a = 0; a < 3; ++a) {
        const double u = at[Eigen::Index(a)];
        if (u < -0.5 || u > size[a] - 0.5)
            return std::nullopt;
        const double inside = std::min(std::max(nearest ? std::floor(u + 0.5) : u, 0.0), size[a] - 1.0);
        low[a] = int(std::floor(inside));
        part[a] = inside - low[a];
    }
    for (unsigned c = 0; c < 8; ++c) {
        double weight = 1;
        std::array<int, 3> index{};
        for (std::size_t a = 0; a < 3; ++a) {
            const bool upper = ((c >> a) & 1U) != 0;
            weight *= upper ? part[a] : 1 - part[a];
            index[a] = std::min(low[a] + (upper ? 1 : 0), size[a] - 1);
        }
        total += weight * v.stored[offset(v, index[0], index[1], index[2])];
    }
    return total;
}

/// How far a sample is from where its value or its being inside would jump.
double distanceFromJump(const GridGeometry& g, const Eigen::Vector3d& at, bool nearest) {
    double d = 1;
    for (std::size_t a = 0; a < 3; ++a) {
        const double u = at[Eigen::Index(a)];
        d = std::min({d, std::abs(u + 0.5), std::abs(u - g.size()[a] + 0.5)});
        if (nearest)
            d = std::min(d, std::abs(u + 0.5 - std::round(u + 0.5)));
    }
    return d;
}

struct Picture {
    std::vector<std::uint8_t> pixels;
    SlicePlane plane;
    [[nodiscard]] std::uint8_t at(int x, int y) const { return pixels[std::size_t(y * plane.width + x)]; }
};

Picture drawn(SliceRenderer& renderer, const SlicePlane& plane, const RenderOptions& options,
              bool* ok = nullptr) {
    Picture p{std::vector<std::uint8_t>(std::size_t(plane.width * plane.height), 77), plane};
    const bool done = renderer.render(plane, window, options, p.pixels.data(), plane.width);
    if (ok != nullptr)
        *ok = done;
    return p;
}

double grey(double value) { return std::clamp((value / 2000 + 0.5) * 255, 0.0, 255.0); }

/// Pixels that differ from the oracle by more than rounding, on a plane through slice centres or oblique.
int wrongPixels(const Volume& v, const Picture& p, bool nearest) {
    int wrong = 0, compared = 0;
    for (int y = 0; y < p.plane.height; ++y) {
        for (int x = 0; x < p.plane.width; ++x) {
            const Eigen::Vector3d at = voxelAt(v.grid, p.plane.toWorld(x, y));
            if (distanceFromJump(v.grid, at, nearest) < 1e-4)
                continue;
            const std::optional<double> value = oracle(v, at, nearest);
            const double expected = value ? grey(*value) : 40;
            wrong += std::abs(p.at(x, y) - expected) > 1.0 ? 1 : 0;
            ++compared;
        }
    }
    return compared > p.plane.width * p.plane.height / 2 ? wrong : -1;
}

} // namespace

class ResampleTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void againstBruteForce_data();
    void againstBruteForce();
    void oneMarkedVoxelIsFoundInEveryPlane_data() { againstBruteForce_data(); }
    void oneMarkedVoxelIsFoundInEveryPlane();
    void realSizes_data();
    void realSizes();
    void flippedAndTurnedPlanes();
    void betweenSlicesTheNearestIsShown();
    void firstAndLastSliceAreWholeThick();
    void slabsAlongTheGrid_data();
    void slabsAlongTheGrid();
    void obliqueSlabShowsABallAtItsFace();
    void windowDragUsesTheSamePixels();
    void bothPixelFormatsAgree();
    void cancelledAndEmpty();
    void irregularStack();
    void draftIsNearTheFullPicture();
    void probe();
};

void ResampleTest::againstBruteForce_data() {
    QTest::addColumn<int>("order");
    const auto orders = test::gridOrders();
    for (std::size_t n = 0; n < orders.size(); ++n)
        QTest::newRow(orders[n].name.constData()) << int(n);
}

void ResampleTest::againstBruteForce() {
    QFETCH(int, order);
    const test::GridOrder o = test::gridOrders()[std::size_t(order)];
    const auto v = noiseOn(o.grid);
    SliceRenderer renderer;
    renderer.setVolume(v);
    for (const ViewAxes& axes : {ViewAxes{}, acquiredAxes(o.grid)}) {
        for (PlaneKind kind : {PlaneKind::Axial, PlaneKind::Coronal, PlaneKind::Sagittal}) {
            for (const bool nearest : {false, true}) {
                RenderOptions options;
                options.background = 40;
                options.interpolation = nearest ? Interpolation::Nearest : Interpolation::Linear;
                const SlicePlane plane = standardPlane(
                    kind, axes, o.grid.toWorld({5, 3, 4}) + WorldVector(1e-3, 2e-3, -1e-3), 0.31, 53, 47);
                // On the centre of a slice the picture of a plane along the grid equals the trilinear one.
                const PlaneAlignment at = alignment(o.grid, plane);
                const SlicePlane on = at.aligned ? movedToSlice(o.grid, plane, at.slice) : plane;
                QCOMPARE(wrongPixels(*v, drawn(renderer, on, options), nearest), 0);
            }
        }
    }
}

void ResampleTest::oneMarkedVoxelIsFoundInEveryPlane() {
    QFETCH(int, order);
    const test::GridOrder o = test::gridOrders()[std::size_t(order)];
    const auto v = volumeOn(o.grid);
    std::fill(v->stored.begin(), v->stored.end(), std::int16_t(-1000));
    v->stored[offset(*v, 6, 2, 5)] = 1000;
    const WorldPoint mark = o.grid.toWorld({6, 2, 5});
    QCOMPARE(v->storedAt(*nearestVoxel(*v, mark)), std::int16_t(1000));
    SliceRenderer renderer;
    renderer.setVolume(v);
    for (const ViewAxes& axes : {ViewAxes{}, acquiredAxes(o.grid)}) {
        for (PlaneKind kind : {PlaneKind::Axial, PlaneKind::Coronal, PlaneKind::Sagittal}) {
            // The mark away from the middle of the picture, so that a mirrored picture would miss it.
            SlicePlane plane = standardPlane(kind, axes, mark, 0.2, 121, 101);
            plane.origin += plane.right * 3.0 - plane.down * 2.0;
            const Eigen::Vector3d expected = plane.toPixel(mark);
            const Picture p = drawn(renderer, plane, {});
            double sumX = 0, sumY = 0, sum = 0;
            for (int y = 0; y < 101; ++y) {
                for (int x = 0; x < 121; ++x) {
                    sumX += x * double(p.at(x, y));
                    sumY += y * double(p.at(x, y));
                    sum += p.at(x, y);
                }
            }
            QVERIFY(sum > 0);
            // The mark's picture is symmetric about its centre.
            QVERIFY2(std::abs(sumX / sum - expected.x()) < 0.6 && std::abs(sumY / sum - expected.y()) < 0.6,
                     qPrintable(QStringLiteral("%1 %2").arg(sumX / sum).arg(sumY / sum)));
            // The patient's left lies to the right of the picture's centre line, whatever the order.
            if (kind == PlaneKind::Axial)
                QVERIFY((plane.toWorld(120, 50) - plane.toWorld(0, 50)).x() > 0);
        }
    }
}

void ResampleTest::realSizes_data() {
    QTest::addColumn<int>("columns");
    QTest::addColumn<int>("rows");
    QTest::addColumn<int>("slices");
    QTest::newRow("64x64x79") << 64 << 64 << 79;
    QTest::newRow("odd") << 61 << 37 << 23;
    QTest::newRow("one column more than the ring") << 33 << 40 << 9;
    QTest::newRow("one slice") << 50 << 50 << 1;
    QTest::newRow("one row") << 50 << 1 << 9;
    QTest::newRow("one column") << 1 << 50 << 9;
}

// Larger grids go through the vector loops and the ring of sagittal planes, up and down.
void ResampleTest::realSizes() {
    QFETCH(int, columns);
    QFETCH(int, rows);
    QFETCH(int, slices);
    GridGeometry g;
    g.columns = columns;
    g.rows = rows;
    g.slices = slices;
    g.columnSpacing = 0.8;
    g.rowSpacing = 0.6;
    g.sliceStep = WorldVector(0, 0, 1.7);
    const auto v = noiseOn(g);
    SliceRenderer renderer;
    renderer.setVolume(v);
    RenderOptions options;
    options.background = 40;
    for (PlaneKind kind : {PlaneKind::Axial, PlaneKind::Coronal, PlaneKind::Sagittal}) {
        const double mm = kind == PlaneKind::Axial ? 0.2 : 0.45;
        const SlicePlane plane = standardPlane(kind, ViewAxes{}, g.centre(), mm, 257, 211);
        const int count = alignment(g, plane).count;
        for (int index :
             {count / 2, 0, count - 1, count / 3, std::min(count - 1, 31), std::min(count - 1, 32)}) {
            const Picture p = drawn(renderer, movedToSlice(g, plane, index), options);
            const int wrong = wrongPixels(*v, p, false);
            QVERIFY2(
                wrong <= 0,
                qPrintable(QStringLiteral("plane %1 slice %2: %3").arg(int(kind)).arg(index).arg(wrong)));
        }
    }
}

void ResampleTest::flippedAndTurnedPlanes() {
    GridGeometry g = test::gridOrders()[0].grid;
    g.columns = 40;
    g.rows = 31;
    const auto v = noiseOn(g);
    SliceRenderer renderer;
    renderer.setVolume(v);
    RenderOptions options;
    options.background = 40;
    const std::array<WorldVector, 6> directions{WorldVector(1, 0, 0), WorldVector(-1, 0, 0),
                                                WorldVector(0, 1, 0), WorldVector(0, -1, 0),
                                                WorldVector(0, 0, 1), WorldVector(0, 0, -1)};
    int tried = 0;
    for (const WorldVector& right : directions) {
        for (const WorldVector& down : directions) {
            if (std::abs(right.dot(down)) > 0.5)
                continue;
            SlicePlane plane{g.centre(), right, down, 0.4, 70, 60};
            plane.origin -= right * 14.0 + down * 12.0;
            const PlaneAlignment at = alignment(g, plane);
            QVERIFY(at.aligned);
            const Picture p = drawn(renderer, movedToSlice(g, plane, at.slice), options);
            QVERIFY(wrongPixels(*v, p, false) == 0);
            ++tried;
        }
    }
    QCOMPARE(tried, 24);
}

// Also where the gantry is tilted: the slice does not creep sideways while the plane comes nearer.
void ResampleTest::betweenSlicesTheNearestIsShown() {
    for (const std::size_t order : {0U, 2U}) {
        const GridGeometry g = test::gridOrders()[order].grid; // slices 2 mm apart
        const auto v = noiseOn(g);
        SliceRenderer renderer;
        renderer.setVolume(v);
        const SlicePlane through = standardPlane(PlaneKind::Axial, acquiredAxes(g), g.centre(), 0.3, 40, 40);
        const SlicePlane plane = movedToSlice(g, through, 3);
        SlicePlane moved = plane;
        moved.origin += plane.normal() * 0.99;
        QCOMPARE(drawn(renderer, moved, {}).pixels, drawn(renderer, plane, {}).pixels);
        moved.origin += plane.normal() * 0.02;
        QVERIFY(drawn(renderer, moved, {}).pixels != drawn(renderer, plane, {}).pixels);
        const PlaneAlignment at = alignment(g, plane);
        QCOMPARE(alignment(g, moved).slice, at.slice + (at.normalFlipped ? -1 : 1));
    }
}

void ResampleTest::firstAndLastSliceAreWholeThick() {
    GridGeometry g;
    g.columns = g.rows = 10;
    g.slices = 4;
    g.sliceStep = WorldVector(0, 0, 5);
    const auto v = volumeOn(g);
    std::fill(v->stored.begin(), v->stored.end(), std::int16_t(1000));
    SliceRenderer renderer;
    renderer.setVolume(v);
    // Coronal: 4 slices of 5 mm are 20 mm high, 10 columns of 1 mm are 10 mm wide.
    const Picture p =
        drawn(renderer, standardPlane(PlaneKind::Coronal, ViewAxes{}, g.centre(), 0.1, 301, 301), {});
    int high = 0, wide = 0;
    for (int n = 0; n < 301; ++n) {
        high += p.at(150, n) > 0 ? 1 : 0;
        wide += p.at(n, 150) > 0 ? 1 : 0;
    }
    QVERIFY(std::abs(high - 200) <= 1);
    QVERIFY(std::abs(wide - 100) <= 1);
}

void ResampleTest::slabsAlongTheGrid_data() {
    QTest::addColumn<int>("mode");
    QTest::newRow("maximum") << int(SlabMode::Maximum);
    QTest::newRow("minimum") << int(SlabMode::Minimum);
    QTest::newRow("mean") << int(SlabMode::Mean);
}

void ResampleTest::slabsAlongTheGrid() {
    QFETCH(int, mode);
    GridGeometry g;
    g.columns = 41;
    g.rows = 35;
    g.slices = 29;
    g.columnSpacing = g.rowSpacing = 1;
    g.sliceStep = WorldVector(0, 0, 1.5);
    const auto v = noiseOn(g);
    v->instances[13].clear(); // a gap: does not enter the slab along the slices
    SliceRenderer renderer;
    renderer.setVolume(v);
    RenderOptions options;
    options.slab_mm = 6; // axial: centres within 3 mm are 5 slices; others 7
    options.slabMode = SlabMode(mode);
    options.interpolation = Interpolation::Nearest;
    for (PlaneKind kind : {PlaneKind::Axial, PlaneKind::Coronal, PlaneKind::Sagittal}) {
        const SlicePlane plane = standardPlane(kind, ViewAxes{}, g.toWorld({20, 17, 14}), 1, 21, 15);
        const Picture p = drawn(renderer, plane, options);
        for (int y = 0; y < 15; ++y) {
            for (int x = 0; x < 21; ++x) {
                const Eigen::Vector3d at = voxelAt(g, plane.toWorld(x, y));
                std::vector<int> entering;
                const int half = kind == PlaneKind::Axial ? 2 : 3;
                for (int d = -half; d <= half; ++d) {
                    const int i = int(std::floor(at.x() + 0.5)) + (kind == PlaneKind::Sagittal ? d : 0);
                    const int j = int(std::floor(at.y() + 0.5)) + (kind == PlaneKind::Coronal ? d : 0);
                    const int k = int(std::floor(at.z() + 0.5 + 1e-9)) + (kind == PlaneKind::Axial ? d : 0);
                    if (kind != PlaneKind::Axial || k != 13)
                        entering.push_back(v->stored[offset(*v, i, j, k)]);
                }
                double value = 0;
                if (mode == int(SlabMode::Maximum))
                    value = *std::max_element(entering.begin(), entering.end());
                else if (mode == int(SlabMode::Minimum))
                    value = *std::min_element(entering.begin(), entering.end());
                else
                    value = std::accumulate(entering.begin(), entering.end(), 0.0) / double(entering.size());
                QVERIFY2(std::abs(p.at(x, y) - grey(value)) <= 1.0,
                         qPrintable(QStringLiteral("plane %1 at %2,%3").arg(int(kind)).arg(x).arg(y)));
            }
        }
    }
}

// A ball whose centre lies just inside, then just outside half the thickness.
void ResampleTest::obliqueSlabShowsABallAtItsFace() {
    GridGeometry g;
    g.columns = g.rows = g.slices = 60;
    const auto v = volumeOn(g);
    std::fill(v->stored.begin(), v->stored.end(), std::int16_t(-1000));
    v->stored[offset(*v, 30, 30, 30)] = 1000;
    SliceRenderer renderer;
    renderer.setVolume(v);
    SlicePlane plane;
    plane.right = WorldVector(1, 0, 1).normalized();
    plane.down = WorldVector(0, 1, 0);
    plane.pixelSize_mm = 0.5;
    plane.width = plane.height = 41;
    const WorldPoint mark(30, 30, 30);
    const auto brightest = [&](double distance) {
        SlicePlane at = plane;
        at.origin = mark + plane.normal() * distance - plane.right * 10.0 - plane.down * 10.0;
        RenderOptions options;
        options.slab_mm = 10;
        const Picture p = drawn(renderer, at, options);
        return *std::max_element(p.pixels.begin(), p.pixels.end());
    };
    QVERIFY(brightest(0) > 150);
    QVERIFY(brightest(4.9) > 150);
    QVERIFY(brightest(-4.9) > 150);
    QVERIFY(brightest(6.6) == 0);
    QVERIFY(brightest(-6.6) == 0);
}

void ResampleTest::windowDragUsesTheSamePixels() {
    const GridGeometry g = test::gridOrders()[0].grid;
    const auto v = noiseOn(g);
    SliceRenderer kept;
    kept.setVolume(v);
    const SlicePlane plane = standardPlane(PlaneKind::Sagittal, ViewAxes{}, g.centre(), 0.3, 40, 40);
    for (int n = 0; n < 5; ++n) {
        const Window w{n * 100.0, 500.0 + n};
        SliceRenderer fresh;
        fresh.setVolume(v);
        std::vector<std::uint8_t> a(1600), b(1600);
        QVERIFY(kept.render(plane, w, {}, a.data(), 40));
        QVERIFY(fresh.render(plane, w, {}, b.data(), 40));
        QCOMPARE(a, b);
    }
}

void ResampleTest::bothPixelFormatsAgree() {
    const test::GridOrder o = test::gridOrders()[1]; // oblique
    const auto v = noiseOn(o.grid);
    SliceRenderer renderer;
    renderer.setVolume(v);
    for (const ViewAxes& axes : {ViewAxes{}, acquiredAxes(o.grid)}) {
        const SlicePlane plane = standardPlane(PlaneKind::Coronal, axes, o.grid.centre(), 0.3, 45, 40);
        RenderOptions options;
        options.background = 12;
        options.inverted = true;
        std::vector<std::uint8_t> grey8(45 * 40);
        // Rows further apart than they are long: nothing may be written between them.
        std::vector<std::uint32_t> rgb(50 * 40, 0x12345678U);
        QVERIFY(renderer.render(plane, window, options, grey8.data(), 45));
        QVERIFY(renderer.render(plane, window, options, rgb.data(), 200));
        for (std::size_t y = 0; y < 40; ++y) {
            for (std::size_t x = 0; x < 50; ++x) {
                const std::uint32_t expected =
                    x < 45 ? 0xFF000000U | (grey8[y * 45 + x] * 0x010101U) : 0x12345678U;
                QCOMPARE(rgb[y * 50 + x], expected);
            }
        }
    }
}

void ResampleTest::cancelledAndEmpty() {
    SliceRenderer renderer;
    const SlicePlane plane = standardPlane(PlaneKind::Axial, ViewAxes{}, WorldPoint(0, 0, 0), 1, 20, 20);
    bool ok = true;
    RenderOptions options;
    options.background = 9;
    const Picture none = drawn(renderer, plane, options, &ok);
    QVERIFY(!ok);
    QCOMPARE(none.pixels, std::vector<std::uint8_t>(400, 9));
    const test::GridOrder o = test::gridOrders()[1];
    renderer.setVolume(noiseOn(o.grid));
    // A plane far outside is background, along the grid and across it.
    for (const ViewAxes& axes : {ViewAxes{}, acquiredAxes(o.grid)}) {
        const Picture far = drawn(
            renderer, standardPlane(PlaneKind::Axial, axes, WorldPoint(0, 0, 9000), 1, 20, 20), options, &ok);
        QVERIFY(ok);
        QCOMPARE(far.pixels, std::vector<std::uint8_t>(400, 9));
    }
    options.cancelled = [] { return true; };
    drawn(renderer, standardPlane(PlaneKind::Axial, ViewAxes{}, o.grid.centre(), 0.3, 20, 20), options, &ok);
    QVERIFY(!ok);
}

// Slices at 0, 1, 2 and then 5, 8, 11 mm whose value is their place: what is drawn must lie at that place.
void ResampleTest::irregularStack() {
    GridGeometry g;
    g.columns = g.rows = 12;
    g.slices = 6;
    g.sliceStep = WorldVector(0, 0, 11.0 / 5);
    const auto v = volumeOn(g);
    v->regular = false;
    const double z[] = {0, 1, 2, 5, 8, 11};
    for (int k = 0; k < 6; ++k) {
        v->positions[std::size_t(k)] = WorldPoint(0, 0, z[k]);
        std::fill_n(v->stored.begin() + std::ptrdiff_t(offset(*v, 0, 0, k)), 144, std::int16_t(z[k] * 80));
    }
    SliceRenderer renderer;
    renderer.setVolume(v);
    // Along the slices: the acquired slice nearest in mm.
    const SlicePlane axial = standardPlane(PlaneKind::Axial, ViewAxes{}, WorldPoint(5.5, 5.5, 0), 1, 6, 6);
    const std::pair<double, double> shown[] = {{0.4, 0}, {1.6, 2}, {3.4, 2}, {3.6, 5}, {9.4, 8}, {10.9, 11}};
    for (const auto& [at, expected] : shown) {
        SlicePlane p = axial;
        p.origin.z() = at;
        QCOMPARE(int(drawn(renderer, p, {}).at(3, 3)), int(std::lround(grey(expected * 80))));
        QCOMPARE(alignment(*v, p).slice, int(std::find(z, z + 6, expected) - z));
        QCOMPARE(v->valueAt(*nearestVoxel(*v, WorldPoint(3, 3, at))), expected * 80);
    }
    for (int k = 0; k < 6; ++k)
        QVERIFY(std::abs(movedToSlice(*v, axial, k).origin.z() - z[k]) < 1e-9);
    QVERIFY(!nearestVoxel(*v, WorldPoint(3, 3, 13.1)).has_value());
    // Across: linear in mm, whatever the slice distance there.
    const SlicePlane coronal =
        standardPlane(PlaneKind::Coronal, ViewAxes{}, WorldPoint(5.5, 6, 5.5), 0.25, 6, 41);
    const Picture p = drawn(renderer, coronal, {});
    for (int y = 0; y < 41; ++y) {
        const double at = coronal.toWorld(3, y).z();
        QVERIFY(std::abs(p.at(3, y) - grey(at * 80)) <= 1.0);
    }
    const VolumePtr even = regularised(v);
    QVERIFY(even->regular);
    QCOMPARE(even->grid.slices, 12);
    QCOMPARE(even->warnings.back().code, QByteArray("resampled"));
    QVERIFY((even->grid.toWorld({0, 0, 11}) - WorldPoint(0, 0, 11)).norm() < 1e-9);
}

void ResampleTest::draftIsNearTheFullPicture() {
    GridGeometry g;
    g.columns = g.rows = g.slices = 40;
    const auto v = volumeOn(g);
    for (int k = 0; k < 40; ++k) {
        for (int j = 0; j < 40; ++j) {
            for (int i = 0; i < 40; ++i)
                v->stored[offset(*v, i, j, k)] = std::int16_t(20 * i + 10 * j - 15 * k);
        }
    }
    SliceRenderer renderer;
    renderer.setVolume(v);
    SlicePlane plane = standardPlane(PlaneKind::Axial, ViewAxes{}, g.centre(), 0.5, 33, 31);
    plane.right = WorldVector(1, 0, 0.3).normalized();
    plane.origin = g.centre() - plane.right * 8.0 - plane.down * 7.5;
    RenderOptions draft;
    draft.draft = true;
    const Picture a = drawn(renderer, plane, draft), b = drawn(renderer, plane, {});
    for (std::size_t n = 0; n < a.pixels.size(); ++n)
        QVERIFY(std::abs(int(a.pixels[n]) - int(b.pixels[n])) <= 2);
}

void ResampleTest::probe() {
    const auto v = noiseOn(test::gridOrders()[2].grid); // sheared
    v->slope = 2;
    v->intercept = -5;
    QCOMPARE(*valueAt(*v, v->grid.toWorld({3, 4, 5})), 2.0 * v->storedAt({3, 4, 5}) - 5);
    const double between = *valueAt(*v, v->grid.toWorld({3.25, 4, 5}));
    QVERIFY(std::abs(between - (2 * (0.75 * v->storedAt({3, 4, 5}) + 0.25 * v->storedAt({4, 4, 5})) - 5)) <
            1e-2);
    QVERIFY(!valueAt(*v, v->grid.toWorld({-0.6, 4, 5})).has_value());
    QCOMPARE(*nearestVoxel(*v, v->grid.toWorld({3.4, 4.4, 4.6})), (VoxelIndex{3, 4, 5}));
}

QTEST_GUILESS_MAIN(ResampleTest)
#include "ResampleTest.moc"
