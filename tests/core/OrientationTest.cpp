// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/geometry/Orientation.h"
#include "tests/support/GridOrders.h"

#include <QTest>

using namespace casebook;

class OrientationTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void directions_data();
    void directions();
    void standardPlanes_data();
    void standardPlanes();
    void everyWordOfTurnsKeepsLettersTrue();
    void pixelToPatientAndBack();
};

void OrientationTest::directions_data() {
    QTest::addColumn<double>("x");
    QTest::addColumn<double>("y");
    QTest::addColumn<double>("z");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char* name, double x, double y, double z, const char* letters) {
        QTest::newRow(name) << x << y << z << QString::fromLatin1(letters);
    };
    row("left", 1, 0, 0, "L");
    row("right", -1, 0, 0, "R");
    row("back", 0, 1, 0, "P");
    row("front", 0, -1, 0, "A");
    row("head", 0, 0, 1, "H");
    row("feet", 0, 0, -1, "F");
    row("not unit", 0, 0, -17, "F");
    row("oblique, largest first", 0.5, -0.8, 0, "AL");
    row("three", -0.4, 0.5, -0.7, "FPR");
    row("below the limit", 0.099, 0.9951, 0, "P");
    row("above the limit", 0.11, 0.99, 0, "PL");
    row("diagonal keeps x before y", 0.70710678, 0.70710678, 0, "LP");
    row("diagonal with noise", 0.70710677, 0.70710679, 0, "LP");
    row("none", 0, 0, 0, "");
}

void OrientationTest::directions() {
    QFETCH(double, x);
    QFETCH(double, y);
    QFETCH(double, z);
    QFETCH(QString, expected);
    QCOMPARE(letters({x, y, z}), expected);
}

void OrientationTest::standardPlanes_data() {
    QTest::addColumn<int>("order");
    const auto orders = test::gridOrders();
    for (std::size_t n = 0; n < orders.size(); ++n)
        QTest::newRow(orders[n].name.constData()) << int(n);
}

// Whatever order the series was stored in, the patient's right is on the left of the screen.
void OrientationTest::standardPlanes() {
    QFETCH(int, order);
    const test::GridOrder o = test::gridOrders()[std::size_t(order)];
    const ViewAxes axes = o.turned ? ViewAxes{} : acquiredAxes(o.grid);
    const auto edges = [&](PlaneKind kind) {
        const SlicePlane p = standardPlane(kind, axes, o.grid.centre(), 0.5, 40, 30);
        // The point asked for is in the middle of the picture.
        const Eigen::Vector3d at = p.toPixel(o.grid.centre());
        return std::pair(edgeLetters(p), (at - Eigen::Vector3d(19.5, 14.5, 0)).norm() < 1e-9);
    };
    const auto q = [](const char* s) { return QString::fromLatin1(s); };
    QCOMPARE(edges(PlaneKind::Axial), std::pair(EdgeLetters({q("R"), q("L"), q("A"), q("P")}), true));
    QCOMPARE(edges(PlaneKind::Coronal), std::pair(EdgeLetters({q("R"), q("L"), q("H"), q("F")}), true));
    QCOMPARE(edges(PlaneKind::Sagittal), std::pair(EdgeLetters({q("A"), q("P"), q("H"), q("F")}), true));
    if (o.turned) {
        // 30 degrees about an odd axis: the letters say that the plane is oblique.
        const SlicePlane p = standardPlane(PlaneKind::Axial, acquiredAxes(o.grid), o.grid.centre(), 1, 9, 9);
        QVERIFY(edgeLetters(p).left.size() > 1);
        QCOMPARE(edgeLetters(p).left.front(), QLatin1Char('R'));
    }
}

// H, V flip; R, L turn by a quarter. The letters must be those that the same turns make of the letters.
void OrientationTest::everyWordOfTurnsKeepsLettersTrue() {
    const auto turned = [](SlicePlane p, char turn) {
        const WorldVector r = p.right, d = p.down;
        if (turn == 'H')
            p.right = -r;
        else if (turn == 'V')
            p.down = -d;
        else if (turn == 'R') // clockwise: what pointed up points right
            p.right = -d, p.down = r;
        else
            p.right = d, p.down = -r;
        return p;
    };
    const auto turnedLetters = [](const EdgeLetters& e, char turn) -> EdgeLetters {
        switch (turn) {
        case 'H': return {e.right, e.left, e.top, e.bottom};
        case 'V': return {e.left, e.right, e.bottom, e.top};
        case 'R': return {e.bottom, e.top, e.left, e.right};
        default: return {e.top, e.bottom, e.right, e.left};
        }
    };
    const QByteArray turns("HVRL");
    int words = 0;
    for (PlaneKind kind : {PlaneKind::Axial, PlaneKind::Coronal, PlaneKind::Sagittal}) {
        const SlicePlane start = standardPlane(kind, ViewAxes{}, WorldPoint(1, 2, 3), 1, 64, 64);
        for (int word = 0; word < 4 * 4 * 4 * 4; ++word) {
            SlicePlane plane = start;
            EdgeLetters expected = edgeLetters(start);
            for (int n = 0, rest = word; n < 4; ++n, rest /= 4) {
                plane = turned(plane, turns[rest % 4]);
                expected = turnedLetters(expected, turns[rest % 4]);
                QCOMPARE(edgeLetters(plane), expected);
            }
            ++words;
        }
    }
    QCOMPARE(words, 768);
}

void OrientationTest::pixelToPatientAndBack() {
    for (const test::GridOrder& o : test::gridOrders()) {
        const SlicePlane p = standardPlane(PlaneKind::Coronal, acquiredAxes(o.grid),
                                           WorldPoint(5, -9, 1400.5), 0.37, 801, 613);
        const Eigen::Vector3d at = p.toPixel(p.toWorld(700.25, 3.5) + p.normal() * 2.5);
        QVERIFY((at - Eigen::Vector3d(700.25, 3.5, 2.5)).norm() < 1e-9);
    }
}

QTEST_GUILESS_MAIN(OrientationTest)
#include "OrientationTest.moc"
