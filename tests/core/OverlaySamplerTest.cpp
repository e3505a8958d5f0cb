// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/segmentation/OverlaySampler.h"
#include "tests/support/GridOrders.h"

#include <QTest>

#include <cmath>
#include <random>
#include <set>

using namespace casebook;

namespace {

Segment randomSegment(const VoxelBox& box, unsigned seed, int oneIn = 3) {
    Segment s;
    s.box = box;
    std::mt19937 random(seed);
    for (std::size_t n = 0; n < box.count(); ++n)
        s.values.push_back(int(random() % unsigned(oneIn)) == 0 ? std::uint8_t(1 + random() % 255)
                                                                : std::uint8_t(0));
    return s;
}

std::uint8_t valueAt(const Segment& s, const VoxelIndex& v) {
    const int x = v.i - s.box.first[0], y = v.j - s.box.first[1], z = v.k - s.box.first[2];
    if (x < 0 || y < 0 || z < 0 || x >= s.box.size[0] || y >= s.box.size[1] || z >= s.box.size[2])
        return 0;
    return s.values[std::size_t((z * s.box.size[1] + y) * s.box.size[0] + x)];
}

/// Smallest distance of a point's voxel coordinates from a voxel face: there either voxel is right.
double fromFace(const GridGeometry& g, const WorldPoint& p) {
    const VoxelPoint v = g.toVoxel(p);
    double d = 1;
    for (int a = 0; a < 3; ++a)
        d = std::min(d, std::abs(v[a] + 0.5 - std::round(v[a] + 0.5)));
    return d;
}

MaskImage mask(const std::vector<std::string>& picture) {
    MaskImage m;
    m.x = 10;
    m.y = 20;
    m.width = int(picture[0].size());
    m.height = int(picture.size());
    for (const std::string& row : picture) {
        for (char c : row)
            m.values.push_back(c == '#' ? 255 : 0);
    }
    return m;
}

/// Pixel in a polygon set by the even-odd rule, at the pixel's centre.
bool evenOdd(const std::vector<PixelPolygon>& polygons, int px, int py) {
    bool in = false;
    for (const PixelPolygon& p : polygons) {
        for (std::size_t n = 0; n < p.size(); ++n) {
            const auto& a = p[n];
            const auto& b = p[(n + 1) % p.size()];
            if (a[0] == b[0] && a[0] > px && std::min(a[1], b[1]) <= py && std::max(a[1], b[1]) > py)
                in = !in;
        }
    }
    return in;
}

double signedArea(const PixelPolygon& p) {
    double twice = 0;
    for (std::size_t n = 0; n < p.size(); ++n) {
        const auto& a = p[n];
        const auto& b = p[(n + 1) % p.size()];
        twice += double(a[0]) * b[1] - double(b[0]) * a[1];
    }
    return twice / 2;
}

} // namespace

class OverlaySamplerTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void nearestVoxelAtEveryPixel_data();
    void nearestVoxelAtEveryPixel();
    void oddSizes_data();
    void oddSizes();
    void nothingBesideTheVoxels();
    void labelMapInEveryOrder();
    void confirmedLabelMapSnapsToTheVolume();
    void sameGridComesBackUnchanged_data() { nearestVoxelAtEveryPixel_data(); }
    void sameGridComesBackUnchanged();
    void otherGridKeepsItsPlace();
    void outlinePixelsAreTheBorder();
    void polygonsCoverTheMask_data();
    void polygonsCoverTheMask();
    void randomPolygons();
    void colours();
};

void OverlaySamplerTest::nearestVoxelAtEveryPixel_data() {
    QTest::addColumn<int>("order");
    const auto orders = test::gridOrders();
    for (std::size_t n = 0; n < orders.size(); ++n)
        QTest::newRow(orders[n].name.constData()) << int(n);
}

void OverlaySamplerTest::nearestVoxelAtEveryPixel() {
    QFETCH(int, order);
    const GridGeometry g = test::gridOrders()[std::size_t(order)].grid;
    const Segment s = randomSegment({{1, 2, 0}, {7, 5, 6}}, 5);
    for (const ViewAxes& axes : {ViewAxes{}, acquiredAxes(g)}) {
        for (PlaneKind kind : {PlaneKind::Axial, PlaneKind::Coronal, PlaneKind::Sagittal}) {
            const SlicePlane plane =
                standardPlane(kind, axes, g.centre() + WorldVector(0.13, -0.21, 0.17), 0.27, 61, 55);
            const MaskImage m = sampleMask(s, g, plane);
            int set = 0;
            for (int y = 0; y < plane.height; ++y) {
                for (int x = 0; x < plane.width; ++x) {
                    const WorldPoint p = plane.toWorld(x, y);
                    if (fromFace(g, p) < 1e-5)
                        continue;
                    const auto voxel = nearestVoxel(g, p);
                    const std::uint8_t expected = voxel ? valueAt(s, *voxel) : std::uint8_t(0);
                    QCOMPARE(m.at(x, y), expected);
                    set += expected != 0 ? 1 : 0;
                }
            }
            QVERIFY(set > 0);
        }
    }
}

// Sizes whose rows and frames are no whole bytes, a picture pixel a voxel: the very same mask.
void OverlaySamplerTest::oddSizes_data() {
    QTest::addColumn<int>("rows");
    QTest::addColumn<int>("columns");
    QTest::addColumn<int>("slices");
    QTest::newRow("23x38x3") << 23 << 38 << 3;
    QTest::newRow("21x22x10") << 21 << 22 << 10;
    QTest::newRow("12x13x8") << 12 << 13 << 8;
    QTest::newRow("510x511x1") << 510 << 511 << 1;
}

void OverlaySamplerTest::oddSizes() {
    QFETCH(int, rows);
    QFETCH(int, columns);
    QFETCH(int, slices);
    GridGeometry g;
    g.columns = columns;
    g.rows = rows;
    g.slices = slices;
    g.sliceStep = WorldVector(0, 0, slices > 1 ? 3 : 0);
    const Segment s = randomSegment({{0, 0, 0}, {columns, rows, slices}}, 9);
    for (int k = 0; k < slices; ++k) {
        const SlicePlane plane{g.toWorld({0, 0, double(k)}), {1, 0, 0}, {0, 1, 0}, 1, columns, rows};
        const MaskImage m = sampleMask(s, g, plane);
        for (int y = 0; y < rows; ++y) {
            for (int x = 0; x < columns; ++x)
                QCOMPARE(m.at(x, y), s.values[std::size_t((k * rows + y) * columns + x)]);
        }
    }
}

void OverlaySamplerTest::nothingBesideTheVoxels() {
    GridGeometry g;
    g.columns = g.rows = g.slices = 10;
    g.sliceStep = WorldVector(0, 0, 4);
    Segment s;
    s.box = {{4, 4, 5}, {1, 1, 1}};
    s.values = {1};
    const auto at = [&](double z) {
        return sampleMask(s, g, SlicePlane{{0, 0, z}, {1, 0, 0}, {0, 1, 0}, 1, 10, 10});
    };
    QVERIFY(!at(20).isEmpty());
    QVERIFY(!at(21.9).isEmpty()); // the slice is 4 mm thick
    QVERIFY(!at(18.1).isEmpty());
    QVERIFY(at(22.1).isEmpty());
    QVERIFY(at(17.9).isEmpty());
    QCOMPARE(at(20).at(4, 4), std::uint8_t(1));
    QCOMPARE(at(20).at(5, 4), std::uint8_t(0));
    QVERIFY(sampleMask(Segment{}, g, SlicePlane{}).isEmpty());
}

// A label map stored in any axis order marks the same patient voxels.
void OverlaySamplerTest::labelMapInEveryOrder() {
    const GridGeometry volume = test::gridOrders()[2].grid;
    const Segment onVolume = randomSegment({{0, 0, 0}, {9, 8, 7}}, 3);
    std::array<int, 3> to{0, 1, 2};
    do {
        for (unsigned f = 0; f < 8; ++f) {
            std::array<int, 3> size{};
            std::array<WorldVector, 3> step;
            WorldPoint origin = volume.origin;
            for (std::size_t a = 0; a < 3; ++a) {
                const bool flip = (f >> a) & 1U;
                size[std::size_t(to[a])] = volume.size()[a];
                step[std::size_t(to[a])] = volume.step(int(a)) * (flip ? -1.0 : 1.0);
                if (flip)
                    origin += volume.step(int(a)) * (volume.size()[a] - 1.0);
            }
            Segmentation labels;
            labels.grid = GridGeometry{origin,
                                       step[0].normalized(),
                                       step[1].normalized(),
                                       step[2],
                                       step[0].norm(),
                                       step[1].norm(),
                                       size[0],
                                       size[1],
                                       size[2]};
            Segment s;
            s.box = {{0, 0, 0}, size};
            s.values.resize(s.box.count());
            for (int k = 0; k < 7; ++k) {
                for (int j = 0; j < 8; ++j) {
                    for (int i = 0; i < 9; ++i) {
                        std::array<int, 3> at{};
                        const int index[] = {i, j, k};
                        for (std::size_t a = 0; a < 3; ++a)
                            at[std::size_t(to[a])] =
                                (f >> a) & 1U ? volume.size()[a] - 1 - index[a] : index[a];
                        s.values[std::size_t((at[2] * size[1] + at[1]) * size[0] + at[0])] =
                            valueAt(onVolume, {i, j, k});
                    }
                }
            }
            const Placement placement = Placement::check(volume, labels.grid);
            QCOMPARE(placement.state, Placement::State::Verified);
            const GridMask back = toVolumeGrid(s, placedGrid(labels, volume, placement), volume);
            QCOMPARE(back.box.first, onVolume.box.first);
            QCOMPARE(back.box.size, onVolume.box.size);
            QCOMPARE(back.values, onVolume.values);
        }
    } while (std::next_permutation(to.begin(), to.end()));
}

void OverlaySamplerTest::confirmedLabelMapSnapsToTheVolume() {
    const GridGeometry volume = test::gridOrders()[0].grid;
    Segmentation labels;
    labels.grid = volume;
    labels.grid.origin += WorldVector(0.5, 0.5, 1.2); // a near miss that a person confirmed
    const Placement placement = Placement::check(volume, labels.grid);
    QVERIFY(placement.confirmable());
    const GridGeometry placed = placedGrid(labels, volume, placement);
    QVERIFY((placed.voxelToWorld() - volume.voxelToWorld()).cwiseAbs().maxCoeff() < 1e-9);
    // By coordinates (DICOM SEG) the object's own place counts.
    const Placement byFrame = Placement::check(QStringLiteral("1.2"), QStringLiteral("1.2"));
    QVERIFY((placedGrid(labels, volume, byFrame).origin - labels.grid.origin).norm() < 1e-12);
}

void OverlaySamplerTest::sameGridComesBackUnchanged() {
    QFETCH(int, order);
    const GridGeometry g = test::gridOrders()[std::size_t(order)].grid;
    Segment s = randomSegment({{2, 1, 3}, {5, 6, 4}}, 11);
    s.values.front() = s.values.back() = 1; // so that the box is tight
    const GridMask m = toVolumeGrid(s, g, g);
    QCOMPARE(m.box.first, s.box.first);
    QCOMPARE(m.box.size, s.box.size);
    QCOMPARE(m.values, s.values);
}

// A coarse, cropped, shifted grid onto a fine one: every fine voxel takes the coarse voxel it lies in.
void OverlaySamplerTest::otherGridKeepsItsPlace() {
    GridGeometry volume;
    volume.columns = 40;
    volume.rows = 36;
    volume.slices = 30;
    volume.columnSpacing = volume.rowSpacing = 0.5;
    volume.sliceStep = WorldVector(0, 0, 1);
    GridGeometry own;
    own.origin = WorldPoint(4.1, 3.3, 5.2);
    own.columns = 5;
    own.rows = 6;
    own.slices = 4;
    own.columnSpacing = 1.6;
    own.rowSpacing = 1.1;
    own.sliceStep = WorldVector(0, 0, 4);
    const Segment s = randomSegment({{0, 0, 0}, {5, 6, 4}}, 21, 2);
    const GridMask m = toVolumeGrid(s, own, volume);
    std::size_t set = 0;
    for (int k = 0; k < 30; ++k) {
        for (int j = 0; j < 36; ++j) {
            for (int i = 0; i < 40; ++i) {
                const auto voxel = nearestVoxel(own, volume.toWorld({double(i), double(j), double(k)}));
                const std::uint8_t expected = voxel ? valueAt(s, *voxel) : std::uint8_t(0);
                const int x = i - m.box.first[0], y = j - m.box.first[1], z = k - m.box.first[2];
                const bool inBox =
                    x >= 0 && y >= 0 && z >= 0 && x < m.box.size[0] && y < m.box.size[1] && z < m.box.size[2];
                const std::uint8_t found =
                    inBox ? m.values[std::size_t((z * m.box.size[1] + y) * m.box.size[0] + x)]
                          : std::uint8_t(0);
                QCOMPARE(found, expected);
                set += expected != 0 ? 1 : 0;
            }
        }
    }
    QVERIFY(set > 100);
}

void OverlaySamplerTest::outlinePixelsAreTheBorder() {
    const MaskImage m = mask({"#######", "#######", "##.####", "#######", "#######", "#######"});
    const MaskImage thin = outlinePixels(m);
    const std::vector<std::string> expected{"#######", "#.#...#", "##.#..#", "#.#...#", "#.....#", "#######"};
    for (std::size_t y = 0; y < expected.size(); ++y) {
        for (std::size_t x = 0; x < expected[y].size(); ++x)
            QCOMPARE(thin.at(10 + int(x), 20 + int(y)) == 255, expected[y][x] == '#');
    }
    QCOMPARE(outlinePixels(m, 9).values, m.values);
    MaskImage fraction = m;
    for (std::uint8_t& v : fraction.values)
        v = v == 0 ? std::uint8_t(0) : std::uint8_t(100);
    const std::vector<std::uint8_t> none = outlinePixels(fraction, 1, 128).values;
    QVERIFY(std::all_of(none.begin(), none.end(), [](std::uint8_t v) { return v == 0; }));
}

void OverlaySamplerTest::polygonsCoverTheMask_data() {
    QTest::addColumn<QStringList>("picture");
    QTest::addColumn<int>("lines");
    QTest::addColumn<int>("points");
    const auto row = [](const char* name, QStringList picture, int lines, int points) {
        QTest::newRow(name) << picture << lines << points;
    };
    const auto q = [](const char* s) { return QString::fromLatin1(s); };
    row("one pixel", {q("#")}, 1, 4);
    row("bar", {q("#####")}, 1, 4);
    row("L", {q("#.."), q("#.."), q("###")}, 1, 6);
    row("ring", {q("###"), q("#.#"), q("###")}, 2, 8);
    row("diagonal neighbours stay apart", {q("#."), q(".#")}, 2, 8);
    row("other diagonal", {q(".#"), q("#.")}, 2, 8);
    row("hole touches the outside", {q("###"), q("#.#"), q(".##")}, 1, 10); // passes the shared corner twice
    row("two islands", {q("#.#")}, 2, 8);
}

void OverlaySamplerTest::polygonsCoverTheMask() {
    QFETCH(QStringList, picture);
    QFETCH(int, lines);
    QFETCH(int, points);
    std::vector<std::string> rows;
    for (const QString& r : picture)
        rows.push_back(r.toStdString());
    const MaskImage m = mask(rows);
    const std::vector<PixelPolygon> polygons = outlinePolygons(m);
    QCOMPARE(int(polygons.size()), lines);
    int found = 0;
    for (const PixelPolygon& p : polygons)
        found += int(p.size());
    QCOMPARE(found, points);
    for (int y = m.y - 1; y <= m.y + m.height; ++y) {
        for (int x = m.x - 1; x <= m.x + m.width; ++x)
            QCOMPARE(evenOdd(polygons, x, y), m.at(x, y) != 0);
    }
}

void OverlaySamplerTest::randomPolygons() {
    std::mt19937 random(17);
    for (int n = 0; n < 200; ++n) {
        MaskImage m;
        m.x = -3;
        m.y = 7;
        m.width = 1 + int(random() % 14);
        m.height = 1 + int(random() % 14);
        int set = 0;
        for (int i = 0; i < m.width * m.height; ++i) {
            m.values.push_back(random() % 5 < 3 ? 200 : 0);
            set += m.values.back() != 0 ? 1 : 0;
        }
        const std::vector<PixelPolygon> polygons = outlinePolygons(m);
        double area = 0; // holes run the other way round
        for (const PixelPolygon& p : polygons) {
            area += signedArea(p);
            for (std::size_t i = 0; i < p.size(); ++i) { // turning points only, axis-parallel edges
                const auto& a = p[i];
                const auto& b = p[(i + 1) % p.size()];
                const auto& c = p[(i + 2) % p.size()];
                QVERIFY((a[0] == b[0]) != (a[1] == b[1]));
                QVERIFY((a[0] == b[0]) != (b[0] == c[0]));
            }
        }
        QCOMPARE(area, double(set));
        for (int y = m.y - 1; y <= m.y + m.height; ++y) {
            for (int x = m.x - 1; x <= m.x + m.width; ++x)
                QCOMPARE(evenOdd(polygons, x, y), m.at(x, y) != 0);
        }
    }
}

void OverlaySamplerTest::colours() {
    std::set<std::array<std::uint8_t, 3>> seen;
    for (int n = 0; n < 8; ++n)
        seen.insert(segmentColor(n));
    QCOMPARE(seen.size(), 8U);
    QCOMPARE(segmentColor(0), (std::array<std::uint8_t, 3>{0xE6, 0x9F, 0x00}));
    QCOMPARE(segmentColor(8), segmentColor(0));
    QCOMPARE(segmentColor(7), (std::array<std::uint8_t, 3>{0x99, 0x99, 0x99}));
}

QTEST_GUILESS_MAIN(OverlaySamplerTest)
#include "OverlaySamplerTest.moc"
