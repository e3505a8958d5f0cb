// SPDX-License-Identifier: GPL-3.0-or-later
//
// Marks of findings in the panes, and the prior beside the current exam.
#include "tests/viewers/Fixtures.h"
#include "viewers/layout/ViewerGrid.h"

#include <QPainter>
#include <QSignalSpy>
#include <QTest>

using namespace casebook;
using namespace casebook::fixtures;

namespace {

VolumePtr body(const WorldPoint& middle = {0, 0, 0}) {
    return volume(grid({}, {60, 50, 40}, {1, 1, 2.5}, middle), [](const WorldPoint&) { return 0; });
}

ViewMark mark(int number, const WorldPoint& center, double diameter = 8,
              ViewMark::State state = ViewMark::State::Open) {
    ViewMark m;
    m.number = number;
    m.center = center;
    m.diameter_mm = diameter;
    m.state = state;
    return m;
}

/// What the marks alone paint over black.
QImage painted(const std::vector<ViewMark>& marks, const SliceCamera& camera, QSize pane) {
    QImage image(pane, QImage::Format_RGB32);
    image.fill(Qt::black);
    QPainter painter(&image);
    ViewColors colors;
    paintMarkRings(painter, marks, camera, 2.5, pane, colors, QFont());
    return image;
}

int colouredPixels(const QImage& image, const std::function<bool(QPoint)>& where) {
    int n = 0;
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x)
            if (where({x, y}) && qGray(image.pixel(x, y)) > 20)
                ++n;
    return n;
}

} // namespace

class MarkLayerTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void onTheSlicesOfItsLesion() {
        SliceCamera camera;
        camera.axes = acquiredAxes(body()->grid);
        const ViewMark ten = mark(1, {0, 0, 0}, 10), dot = mark(2, {0, 0, 0}, 1);
        for (const auto& [z, wide, small] :
             {std::tuple(0.0, true, true), std::tuple(1.2, true, true), std::tuple(1.3, true, false),
              std::tuple(4.9, true, false), std::tuple(5.1, false, false)}) {
            camera.centre = {0, 0, z};
            QCOMPARE(isOnPlane(ten, camera, 2.5), wide);
            QCOMPARE(isOnPlane(dot, camera, 2.5), small); // half a step: the nearest slice at least
        }
    }

    void ringIsHollowAndWiderThanTheLesion() {
        SliceCamera camera;
        camera.axes = acquiredAxes(body()->grid);
        camera.pixelsPerMm = 5;
        const QSize pane(400, 300);
        const ViewMark m = mark(1, {0, 0, 0}, 20);
        const MarkRing ring = ringOf(m, camera, pane);
        QCOMPARE(ring.radius, 80.0); // 1.6 x 20 mm x 5 px / 2
        QCOMPARE(ringOf(mark(1, {0, 0, 0}, 1), camera, pane).radius, 9.0);
        const auto distance = [&](QPoint p) {
            return std::hypot(p.x() - ring.middle.x(), p.y() - ring.middle.y());
        };
        for (const auto state : {ViewMark::State::Open, ViewMark::State::Accepted, ViewMark::State::Rejected,
                                 ViewMark::State::Deferred, ViewMark::State::Own}) {
            ViewMark shown = m;
            shown.state = state;
            const QImage image = painted({shown}, camera, pane);
            QCOMPARE(colouredPixels(image, [&](QPoint p) { return distance(p) < 70; }),
                     0); // the lesion stays free
            QVERIFY(colouredPixels(image, [&](QPoint p) { return std::abs(distance(p) - 80) < 2; }) > 50);
            QVERIFY(colouredPixels(image, [&](QPoint p) { return distance(p) > 84; }) >
                    20); // number beside it
        }
        // In grey too: dashed, solid and dotted rings cover different lengths.
        const auto onRing = [&](ViewMark::State state) {
            ViewMark shown = m;
            shown.state = state;
            return colouredPixels(painted({shown}, camera, pane),
                                  [&](QPoint p) { return std::abs(distance(p) - 80) < 2; });
        };
        QVERIFY(onRing(ViewMark::State::Accepted) > onRing(ViewMark::State::Open) * 5 / 4);
        QVERIFY(onRing(ViewMark::State::Open) > onRing(ViewMark::State::Rejected) * 5 / 4);
    }

    void hiddenWithTheOverlays() {
        ViewerGrid grid{ViewColors{}};
        grid.setVolumeEnabled(false);
        grid.resize(800, 600);
        grid.show();
        QVERIFY(QTest::qWaitForWindowExposed(&grid));
        grid.setVolume(body());
        QSignalSpy changed(&grid, &ViewerGrid::marksInSightChanged);
        grid.setMarks({mark(1, {0, 0, 0}), mark(2, {5, 5, 40})});
        grid.goTo({0, 0, 0});
        QTRY_COMPARE(grid.marksInSight(), QList<int>{1});
        QVERIFY(!changed.isEmpty());
        QTest::keyPress(grid.slice(0), Qt::Key_Q);
        QCOMPARE(grid.marksInSight(), QList<int>{});
        QTest::keyRelease(grid.slice(0), Qt::Key_Q);
        QCOMPARE(grid.marksInSight(), QList<int>{1});
        grid.setOverlaysShown(false);
        QCOMPARE(grid.marksInSight(), QList<int>{});
        grid.setOverlaysShown(true);
        grid.goTo({5, 5, 40});
        QTRY_VERIFY(grid.marksInSight().contains(2));
        grid.setVolume(body()); // another case brings its own marks
        QCOMPARE(grid.marksInSight(), QList<int>{});
    }

    void priorScrollsByThePlaceInThePatient_data() {
        QTest::addColumn<bool>("sameFrame");
        QTest::newRow("same frame") << true;
        QTest::newRow("another frame") << false;
    }

    void priorScrollsByThePlaceInThePatient() {
        QFETCH(bool, sameFrame);
        ViewerGrid grid{ViewColors{}};
        grid.setVolumeEnabled(false);
        grid.resize(800, 600);
        grid.show();
        auto now = std::make_shared<Volume>(*body({0, 0, 100}));
        auto then = std::make_shared<Volume>(*body({7, -3, 130}));
        now->frameOfReference = QStringLiteral("1");
        then->frameOfReference = sameFrame ? QStringLiteral("1") : QStringLiteral("2");
        grid.setVolume(now);
        grid.setPrior(then);
        grid.setLayoutKind(ViewerGrid::Layout::OneByTwo);
        const double offset = sameFrame ? 0 : 30;
        QVERIFY(std::abs(grid.priorOffset().z() - offset) < 1e-6);
        QCOMPARE(grid.slice(1)->kind(), PlaneKind::Axial);
        QCOMPARE(grid.slice(1)->volume(), VolumePtr(then));
        const auto heights = [&] {
            return std::pair(grid.slice(0)->camera().centre.z(), grid.slice(1)->camera().centre.z());
        };
        grid.goTo({0, 0, 110});
        QVERIFY(std::abs(heights().second - heights().first - offset) <= 1.3); // to the nearest slice
        wheel(*grid.slice(0), {50, 50}, 4);
        QTRY_VERIFY(std::abs(heights().second - heights().first - offset) <= 1.3);
        const double before = heights().first;
        wheel(*grid.slice(1), {50, 50}, -3); // the prior leads as well
        QTRY_VERIFY(std::abs(heights().first - before + 7.5) <= 1.3);
        // Unlinked, each scrolls alone; linked again, the new offset stays.
        grid.setPriorLinked(false);
        const double current = heights().first;
        wheel(*grid.slice(1), {50, 50}, -4);
        QTest::qWait(0);
        QCOMPARE(heights().first, current);
        grid.setPriorLinked(true);
        const double kept = heights().second - heights().first;
        wheel(*grid.slice(0), {50, 50}, 2);
        QTRY_VERIFY(std::abs(heights().second - heights().first - kept) <= 1.3);
    }

    void priorHasNothingOfTheCurrentExam() {
        ViewerGrid grid{ViewColors{}};
        grid.setVolumeEnabled(false);
        grid.resize(800, 600);
        grid.show();
        auto now = body();
        grid.setVolume(now);
        grid.setMarks({mark(1, {0, 0, 0})});
        LengthMeasurement length;
        length.a = {0, 0, 0};
        length.b = {10, 0, 0};
        length.frameOfReference = now->frameOfReference;
        grid.setLengths({length});
        grid.setPrior(body());
        grid.setMarks({mark(1, {0, 0, 0})});
        grid.setLengths({length});
        QVERIFY(grid.slice(1)->scene().marks.empty());
        QVERIFY(grid.slice(1)->scene().lengths.empty());
        QCOMPARE(grid.slice(0)->scene().marks.size(), 1u);
        QSignalSpy measured(&grid, &ViewerGrid::measured);
        Q_EMIT grid.slice(1)->measured(length); // it would be kept with the wrong series
        QCOMPARE(measured.count(), 0);
        QCOMPARE(grid.lengths().size(), 1u);
        grid.setPrior(nullptr);
        QCOMPARE(grid.slice(1)->volume(), now);
        QCOMPARE(grid.slice(1)->kind(), PlaneKind::Sagittal);
        QCOMPARE(grid.slice(1)->scene().marks.size(), 1u);
    }
};

QTEST_MAIN(MarkLayerTest)
#include "MarkLayerTest.moc"
