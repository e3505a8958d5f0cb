// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/geometry/GridGeometry.h"
#include "core/geometry/SlicePlane.h"
#include "tests/support/GridOrders.h"

#include <QTest>

#include <limits>

using namespace casebook;

class GridGeometryTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void voxelCentresAreThoseOfTheStandard();
    void worldAndBack_data();
    void worldAndBack();
    void volumeAndShear();
    void outerFacesAreHalfAVoxelOut();
    void oneSliceHasNoVolume();
    void acquiredAxesAreNearestToThePatient_data();
    void acquiredAxesAreNearestToThePatient();
    void slicesAreCountedAlongTheNormal_data();
    void slicesAreCountedAlongTheNormal();
};

// PS3.3 C.7.6.2.1.1 by hand: P = S + X * dj * i + Y * di * j, PixelSpacing = row step \ column step.
void GridGeometryTest::voxelCentresAreThoseOfTheStandard() {
    GridGeometry g;
    g.origin = {123.0, -432.0, 30.0};
    g.rowDirection = {0.954167, -0.208076, 0.215106};
    g.columnDirection = {0.278589, 0.880128, -0.3844};
    g.rowSpacing = 3.5;
    g.columnSpacing = 2.5;
    g.sliceStep = {-0.49202, 1.92018, 4.0399};
    const WorldPoint p = g.toWorld({2, 3, 1});
    QVERIFY(std::abs(p.x() - (123.0 + 0.954167 * 2.5 * 2 + 0.278589 * 3.5 * 3 - 0.49202)) < 1e-9);
    QVERIFY(std::abs(p.y() - (-432.0 - 0.208076 * 2.5 * 2 + 0.880128 * 3.5 * 3 + 1.92018)) < 1e-9);
    QVERIFY(std::abs(p.z() - (30.0 + 0.215106 * 2.5 * 2 - 0.3844 * 3.5 * 3 + 4.0399)) < 1e-9);
    const Eigen::Vector4d q = g.voxelToWorld() * Eigen::Vector4d(2, 3, 1, 1);
    QVERIFY((q.head<3>() - p).norm() < 1e-9);
}

void GridGeometryTest::worldAndBack_data() {
    QTest::addColumn<int>("order");
    const auto orders = test::gridOrders();
    for (std::size_t n = 0; n < orders.size(); ++n)
        QTest::newRow(orders[n].name.constData()) << int(n);
}

void GridGeometryTest::worldAndBack() {
    QFETCH(int, order);
    const GridGeometry g = test::gridOrders()[std::size_t(order)].grid;
    const Eigen::Matrix4d both = g.worldToVoxel() * g.voxelToWorld();
    QVERIFY((both - Eigen::Matrix4d::Identity()).cwiseAbs().maxCoeff() < 1e-9);
    for (int k = 0; k < g.slices; ++k) {
        for (int j = 0; j < g.rows; ++j) {
            for (int i = 0; i < g.columns; ++i) {
                const WorldPoint p = g.toWorld({double(i), double(j), double(k)});
                QVERIFY((g.toVoxel(p) - VoxelPoint(i, j, k)).norm() < 1e-9);
                const auto found = nearestVoxel(g, p + WorldVector(0.01, -0.02, 0.015));
                QVERIFY(found.has_value());
                QVERIFY(*found == (VoxelIndex{i, j, k}));
            }
        }
    }
}

void GridGeometryTest::volumeAndShear() {
    for (const test::GridOrder& o : test::gridOrders()) {
        // A sheared voxel has the volume of the straight one.
        QVERIFY2(std::abs(o.grid.voxelVolume_mm3() - 0.7 * 0.9 * 2.0) < 1e-9, o.name.constData());
        QVERIFY2(std::abs(o.grid.shearAngle_deg() - (o.sheared ? 20 : 0)) < 1e-5, o.name.constData());
    }
}

void GridGeometryTest::outerFacesAreHalfAVoxelOut() {
    const GridGeometry g = test::gridOrders().front().grid;
    const auto at = [&](double i, double j, double k) { return nearestVoxel(g, g.toWorld({i, j, k})); };
    QVERIFY(at(-0.49, -0.49, -0.49).has_value());
    QVERIFY(at(8.49, 7.49, 6.49).has_value());
    QVERIFY(!at(-0.51, 0, 0).has_value());
    QVERIFY(!at(0, 7.51, 0).has_value());
    QVERIFY(!at(0, 0, 6.51).has_value());
    QVERIFY(!nearestVoxel(g, WorldPoint(1e300, 0, 0)).has_value());
    QVERIFY(!nearestVoxel(g, WorldPoint(std::numeric_limits<double>::quiet_NaN(), 0, 0)).has_value());
}

void GridGeometryTest::oneSliceHasNoVolume() {
    GridGeometry g = test::gridOrders().front().grid;
    g.slices = 1;
    g.sliceStep = WorldVector(0, 0, 0);
    QCOMPARE(g.voxelVolume_mm3(), 0.0);
    QCOMPARE(g.shearAngle_deg(), 0.0);
    QVERIFY(nearestVoxel(g, g.toWorld({3, 4, 0})).has_value());
}

void GridGeometryTest::acquiredAxesAreNearestToThePatient_data() { worldAndBack_data(); }

void GridGeometryTest::acquiredAxesAreNearestToThePatient() {
    QFETCH(int, order);
    const test::GridOrder o = test::gridOrders()[std::size_t(order)];
    const ViewAxes a = acquiredAxes(o.grid);
    QVERIFY(std::abs(a.left.cross(a.posterior).dot(a.head) - 1) < 1e-9);
    // 30 degrees is less than the 45 at which another axis would be nearer.
    QVERIFY(a.left.x() > 0.8 && a.posterior.y() > 0.8 && a.head.z() > 0.8);
    if (!o.turned)
        QVERIFY((a.left - WorldVector(1, 0, 0)).norm() < 1e-9);
    // Each is an axis of the slices.
    for (const WorldVector& v : {a.left, a.posterior, a.head}) {
        const double best =
            std::max({std::abs(v.dot(o.grid.rowDirection)), std::abs(v.dot(o.grid.columnDirection)),
                      std::abs(v.dot(o.grid.normal()))});
        QVERIFY(std::abs(best - 1) < 1e-9);
    }
}

void GridGeometryTest::slicesAreCountedAlongTheNormal_data() { worldAndBack_data(); }

void GridGeometryTest::slicesAreCountedAlongTheNormal() {
    QFETCH(int, order);
    const test::GridOrder o = test::gridOrders()[std::size_t(order)];
    const GridGeometry& g = o.grid;
    SlicePlane plane; // the plane of the slices themselves
    plane.right = g.rowDirection;
    plane.down = g.columnDirection;
    plane.pixelSize_mm = 0.5;
    plane.width = 20;
    plane.height = 16;
    for (int k = 0; k < g.slices; ++k) {
        plane.origin = g.toWorld({2.3, -1.7, double(k)}) + g.normal() * 0.4;
        const PlaneAlignment at = alignment(g, plane);
        QVERIFY(at.aligned);
        QCOMPARE(at.axis, 2);
        QCOMPARE(at.slice, k);
        QCOMPARE(at.count, 7);
        QVERIFY(std::abs(at.step_mm - 2.0) < 1e-9);
        QCOMPARE(at.normalFlipped, g.sliceStep.dot(g.normal()) < 0);
        const SlicePlane moved = movedToSlice(g, plane, 6 - k);
        QCOMPARE(alignment(g, moved).slice, 6 - k);
        const WorldPoint onSlice = g.toWorld({0, 0, double(6 - k)});
        QVERIFY(std::abs((moved.origin - onSlice).dot(g.normal())) < 1e-9);
        QVERIFY(std::abs((moved.origin - plane.origin).dot(plane.right)) < 1e-9);
    }
}

QTEST_GUILESS_MAIN(GridGeometryTest)
#include "GridGeometryTest.moc"
