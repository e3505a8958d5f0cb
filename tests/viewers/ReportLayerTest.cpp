// SPDX-License-Identifier: GPL-3.0-or-later
//
// What other systems' reports draw in the panes: on their own slice only, read-only, off by a key; key images.
#include "tests/viewers/Fixtures.h"
#include "viewers/layout/ViewerGrid.h"

#include <QPainter>
#include <QSignalSpy>
#include <QTest>

using namespace casebook;
using namespace casebook::fixtures;

namespace {

VolumePtr body() {
    return volume(grid({}, {60, 50, 40}, {1, 1, 2.5}, {0, 0, 0}), [](const WorldPoint&) { return 0; });
}

QString sliceOf(int k) { return QStringLiteral("1.2.3.4.%1").arg(k + 1); }

SliceCamera cameraAt(const Volume& volume, int k) {
    SliceCamera camera;
    camera.axes = acquiredAxes(volume.grid);
    camera.pixelsPerMm = 4;
    camera.centre = atSlice(volume.grid, camera, k).centre;
    return camera;
}

int litPixels(const QImage& image) {
    int n = 0;
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x)
            n += qGray(image.pixel(x, y)) > 20 ? 1 : 0;
    return n;
}

QImage painted(const ReportLayer& layer, const Volume& volume, int k) {
    QImage image(300, 240, QImage::Format_RGB32);
    image.fill(Qt::black);
    QPainter painter(&image);
    const SliceCamera camera = cameraAt(volume, k);
    paintReports(painter, layer, storedSlice(volume, camera), camera, 2.5, image.size(), ViewColors());
    return image;
}

ReportShape square(const QString& instance, double z) {
    ReportShape s;
    s.instance = instance;
    s.line = {{-10, -10, z}, {10, -10, z}, {10, 10, z}, {-10, 10, z}};
    s.closed = true;
    return s;
}

} // namespace

class ReportLayerTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void storedSliceIsTheOneThatIsShown() {
        const VolumePtr v = body();
        for (const int k : {0, 7, 39})
            QCOMPARE(storedSlice(*v, cameraAt(*v, k)), sliceOf(k));
        SliceCamera coronal = cameraAt(*v, 7);
        coronal.kind = PlaneKind::Coronal;
        QCOMPARE(storedSlice(*v, coronal), QString());
        QVERIFY((*middleOfSlice(*v, sliceOf(7)) - WorldPoint(0, 0, v->positions[7].z())).norm() < 1e-9);
        QVERIFY(!middleOfSlice(*v, QStringLiteral("1.9")));
        QVERIFY(!middleOfSlice(*v, QString()));
    }

    void onItsOwnSliceOnly() {
        const VolumePtr v = body();
        ReportLayer layer;
        layer.shapes = {square(sliceOf(7), v->positions[7].z())};
        QVERIFY(litPixels(painted(layer, *v, 7)) > 50);
        QCOMPARE(litPixels(painted(layer, *v, 8)), 0);
        // In space: where all of it lies on the plane, by half a step.
        layer.shapes = {square({}, v->positions[7].z() + 1)};
        QVERIFY(litPixels(painted(layer, *v, 7)) > 50);
        QCOMPARE(litPixels(painted(layer, *v, 8)), 0);
        layer.shapes[0].line[0].z() += 20;
        QCOMPARE(litPixels(painted(layer, *v, 7)), 0);
    }

    void shutterHidesWhatLiesOutside() {
        const VolumePtr v = body();
        const double z = v->positions[7].z();
        ReportLayer layer;
        layer.frames = {{sliceOf(7), {{-10, -10, z}, {10, -10, z}, {10, 10, z}, {-10, 10, z}}, true}};
        const auto shown = [&](int k) {
            QImage image(300, 240, QImage::Format_RGB32);
            image.fill(Qt::white);
            QPainter painter(&image);
            const SliceCamera camera = cameraAt(*v, k);
            paintReports(painter, layer, storedSlice(*v, camera), camera, 2.5, image.size(), ViewColors());
            return image;
        };
        const QImage cut = shown(7), whole = shown(8);
        QCOMPARE(qGray(cut.pixel(150, 120)), 255);
        QCOMPARE(qGray(cut.pixel(150 + 45, 120)), 0); // 11 mm at 4 pixels a mm
        QCOMPARE(qGray(cut.pixel(150 + 35, 120)), 255);
        QCOMPARE(qGray(whole.pixel(150 + 45, 120)), 255);
    }

    void keysOfReportsAndKeyImages() {
        ViewerGrid grid{ViewColors{}};
        grid.setVolumeEnabled(false);
        grid.resize(900, 700);
        grid.show();
        QVERIFY(QTest::qWaitForWindowExposed(&grid));
        grid.setVolume(body());
        SliceView* axial = grid.slice(0);
        QSignalSpy toggled(&grid, &ViewerGrid::keyImageToggled), shown(&grid, &ViewerGrid::reportsToggled);
        axial->goToSlice(5);
        QTest::keyClick(axial, Qt::Key_K);
        QCOMPARE(toggled.count(), 1);
        QCOMPARE(toggled[0][0].toString(), axial->currentSlice());
        QTest::keyClick(grid.slice(2), Qt::Key_K); // a coronal plane is no slice
        QCOMPARE(toggled.count(), 1);
        QTest::keyClick(axial, Qt::Key_G);
        QCOMPARE(shown.count(), 1);
        QVERIFY(!grid.reportsShown());
        QVERIFY(!grid.slice(1)->scene().reportsShown);
        QTest::keyClick(grid.slice(1), Qt::Key_G);
        QVERIFY(grid.reportsShown());

        ReportLayer layer;
        layer.keyImages = {sliceOf(30), sliceOf(10)};
        grid.setReports(layer);
        axial->goToSlice(0);
        QTest::keyClick(axial, Qt::Key_K, Qt::ShiftModifier);
        QTRY_COMPARE(axial->currentSlice(), sliceOf(10));
        QTest::keyClick(axial, Qt::Key_K, Qt::ShiftModifier);
        QTRY_COMPARE(axial->currentSlice(), sliceOf(30));
        QTest::keyClick(axial, Qt::Key_K, Qt::ShiftModifier); // round
        QTRY_COMPARE(axial->currentSlice(), sliceOf(10));
        grid.setVolume(body());
        QVERIFY(grid.reports() == ReportLayer());
    }
};

QTEST_MAIN(ReportLayerTest)
#include "ReportLayerTest.moc"
