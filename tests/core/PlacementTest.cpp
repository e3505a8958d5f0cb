// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/geometry/Placement.h"
#include "tests/support/GridOrders.h"

#include <QTest>

using namespace casebook;

namespace {

/// The same voxels in another axis order: axis `to[a]` of the result runs along axis a of `g`.
GridGeometry reordered(const GridGeometry& g, const std::array<int, 3>& to, const std::array<bool, 3>& flip) {
    std::array<WorldVector, 3> step;
    std::array<int, 3> size{};
    WorldPoint origin = g.origin;
    for (std::size_t a = 0; a < 3; ++a) {
        const WorldVector along = g.step(int(a));
        step[std::size_t(to[a])] = flip[a] ? WorldVector(-along) : along;
        size[std::size_t(to[a])] = g.size()[a];
        if (flip[a])
            origin += along * (g.size()[a] - 1.0);
    }
    GridGeometry out;
    out.origin = origin;
    out.columnSpacing = step[0].norm();
    out.rowSpacing = step[1].norm();
    out.rowDirection = step[0].normalized();
    out.columnDirection = step[1].normalized();
    out.sliceStep = step[2];
    out.columns = size[0];
    out.rows = size[1];
    out.slices = size[2];
    return out;
}

} // namespace

class PlacementTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void framesOfReference_data();
    void framesOfReference();
    void everyAxisOrderIsFound();
    void distances_data();
    void distances();
    void cubesAreNotMistaken();
};

void PlacementTest::framesOfReference_data() {
    QTest::addColumn<QString>("volume");
    QTest::addColumn<QString>("object");
    QTest::addColumn<int>("state");
    QTest::addColumn<QByteArray>("reason");
    const QString a = QStringLiteral("1.2.3"), b = QStringLiteral("1.2.4");
    QTest::newRow("equal") << a << a << int(Placement::State::Verified) << QByteArray();
    QTest::newRow("different") << a << b << int(Placement::State::Refused)
                               << QByteArray("frame-of-reference");
    QTest::newRow("object has none") << a << QString() << int(Placement::State::Refused)
                                     << QByteArray("no-frame-of-reference");
    QTest::newRow("both have none") << QString() << QString() << int(Placement::State::Refused)
                                    << QByteArray("no-frame-of-reference");
}

void PlacementTest::framesOfReference() {
    QFETCH(QString, volume);
    QFETCH(QString, object);
    QFETCH(int, state);
    QFETCH(QByteArray, reason);
    const Placement p = Placement::check(volume, object);
    QCOMPARE(int(p.state), state);
    QCOMPARE(p.reason, reason);
    QVERIFY(!p.confirmable());
    QVERIFY(!p.byGrid);
}

void PlacementTest::everyAxisOrderIsFound() {
    const GridGeometry volume = test::gridOrders()[2].grid; // sheared
    std::array<int, 3> to{0, 1, 2};
    int tried = 0;
    do {
        for (unsigned f = 0; f < 8; ++f) {
            const std::array<bool, 3> flip{(f & 1U) != 0, (f & 2U) != 0, (f & 4U) != 0};
            const Placement p = Placement::check(volume, reordered(volume, to, flip));
            QCOMPARE(p.state, Placement::State::Verified);
            QVERIFY(p.byGrid);
            QCOMPARE(p.axis, to);
            QCOMPARE(p.flipped, flip);
            QVERIFY(p.corner_mm < 1e-9);
            ++tried;
        }
    } while (std::next_permutation(to.begin(), to.end()));
    QCOMPARE(tried, 48);
}

void PlacementTest::distances_data() {
    QTest::addColumn<double>("shift");
    QTest::addColumn<double>("stretch"); // of the column spacing
    QTest::addColumn<int>("extraRows");
    QTest::addColumn<int>("state");
    QTest::addColumn<bool>("confirmable");
    QTest::addColumn<QByteArray>("reason");
    const int verified = int(Placement::State::Verified), refused = int(Placement::State::Refused);
    QTest::newRow("0.09 mm") << 0.09 << 1.0 << 0 << verified << false << QByteArray();
    QTest::newRow("0.11 mm") << 0.11 << 1.0 << 0 << refused << true << QByteArray("grid-near-miss");
    QTest::newRow("1.99 mm") << 1.99 << 1.0 << 0 << refused << true << QByteArray("grid-near-miss");
    QTest::newRow("2.01 mm") << 2.01 << 1.0 << 0 << refused << false << QByteArray("grid-mismatch");
    QTest::newRow("same origin, other spacing")
        << 0.0 << 1.1 << 0 << refused << true << QByteArray("grid-near-miss");
    QTest::newRow("same origin, twice the spacing")
        << 0.0 << 2.0 << 0 << refused << false << QByteArray("grid-mismatch");
    QTest::newRow("one row more") << 0.0 << 1.0 << 1 << refused << false << QByteArray("grid-size");
}

void PlacementTest::distances() {
    QFETCH(double, shift);
    QFETCH(double, stretch);
    QFETCH(int, extraRows);
    QFETCH(int, state);
    QFETCH(bool, confirmable);
    QFETCH(QByteArray, reason);
    const GridGeometry volume = test::gridOrders()[1].grid;
    GridGeometry labels = reordered(volume, {2, 0, 1}, {true, false, true});
    labels.origin += WorldVector(1, -1, 1).normalized() * shift;
    labels.rowSpacing *= stretch; // of the labels' axis 1, which runs along the volume's slices
    labels.rows += extraRows;
    const Placement p = Placement::check(volume, labels);
    QCOMPARE(int(p.state), state);
    QCOMPARE(p.confirmable(), confirmable);
    QCOMPARE(p.reason, reason);
}

// With equal sizes only the coordinates can tell the order.
void PlacementTest::cubesAreNotMistaken() {
    GridGeometry volume;
    volume.columns = volume.rows = volume.slices = 10;
    const GridGeometry turned = reordered(volume, {1, 0, 2}, {false, false, true});
    const Placement p = Placement::check(volume, turned);
    QCOMPARE(p.state, Placement::State::Verified);
    QCOMPARE(p.axis, (std::array<int, 3>{1, 0, 2}));
    QCOMPARE(p.flipped, (std::array<bool, 3>{false, false, true}));
}

QTEST_GUILESS_MAIN(PlacementTest)
#include "PlacementTest.moc"
