// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/segmentation/RoiContours.h"
#include "core/segmentation/ValueMap.h"
#include "tests/viewers/Fixtures.h"
#include "viewers/bridge/HeadlessPlane.h"
#include "viewers/slice/Contours.h"
#include "viewers/slice/OverlayLayer.h"

#include <QPainter>
#include <QTest>

#include <algorithm>

using namespace casebook;
using namespace casebook::fixtures;

namespace {

const WorldPoint kMiddle(10, -20, 300);

SliceCamera cameraOn(const GridGeometry& g, PlaneKind kind, const WorldPoint& p) {
    SliceCamera camera;
    camera.kind = kind;
    camera.axes = acquiredAxes(g);
    camera.centre = p;
    camera.pixelsPerMm = 4;
    return throughPoint(g, camera, p);
}

double area(const QPolygonF& ring) {
    double twice = 0;
    for (qsizetype i = 0; i + 1 < ring.size(); ++i)
        twice += ring[i].x() * ring[i + 1].y() - ring[i + 1].x() * ring[i].y();
    return std::abs(twice) / 2;
}

} // namespace

class OverlayLayerTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void ringsAreClosedAndKeepTheArea() {
        ContourRaster raster;
        raster.width = raster.height = 44;
        raster.values.assign(44 * 44, 0);
        int inside = 0;
        for (int y = 2; y < 42; ++y)
            for (int x = 2; x < 42; ++x)
                if (std::hypot(x - 21.5, y - 21.5) < 17 && std::hypot(x - 21.5, y - 21.5) > 8) {
                    raster.values[std::size_t(y * 44 + x)] = 1;
                    ++inside;
                }
        const std::vector<QPolygonF> rings = contours(raster);
        QCOMPARE(rings.size(), std::size_t(2)); // an outer and an inner edge
        for (const QPolygonF& ring : rings)
            QVERIFY(ring.isClosed());
        const double ringArea = std::abs(area(rings[0]) - area(rings[1]));
        QVERIFY2(std::abs(ringArea / inside - 1) < 0.04, qPrintable(QString::number(ringArea / inside)));
    }

    /// Contours of a structure set stand as they were drawn, to the point; off their plane there are none.
    void drawnContoursStayExact() {
        auto set = std::make_shared<RoiSet>();
        Roi roi;
        RoiContour ring;
        ring.points = {{1.25, 2.5, 6}, {9.125, 2.5, 6}, {9.125, 7.75, 6}};
        RoiContour point;
        point.type = RoiContour::Type::Point;
        point.points = {{4, 4, 9}};
        roi.contours = {ring, point};
        set->rois.push_back(roi);
        Segmentation s;
        s.grid.columns = s.grid.rows = s.grid.slices = 10;
        s.grid.sliceStep = WorldVector(0, 0, 3);
        s.segments.resize(1);
        s.contours = set;
        SliceCamera camera = cameraOn(s.grid, PlaneKind::Axial, WorldPoint(5, 5, 6));
        const std::vector<QPolygonF> rings = drawnOutline(s, 0, camera);
        QCOMPARE(rings.size(), std::size_t(1));
        QCOMPARE(rings.front().size(), 4);
        const WorldVector right = camera.right(), down = camera.down();
        for (qsizetype n = 0; n < 3; ++n)
            QCOMPARE(rings.front()[n],
                     QPointF(ring.points[std::size_t(n)].dot(right), ring.points[std::size_t(n)].dot(down)));
        QVERIFY(drawnOutline(s, 0, cameraOn(s.grid, PlaneKind::Axial, WorldPoint(5, 5, 3))).empty());
        QCOMPARE(drawnOutline(s, 0, cameraOn(s.grid, PlaneKind::Axial, WorldPoint(5, 5, 9))).size(),
                 std::size_t(1));
        QVERIFY(drawnOutline(s, 0, cameraOn(s.grid, PlaneKind::Coronal, WorldPoint(5, 5, 6))).empty());
    }

    /// A map is read under the pointer and painted only where it has values.
    void mapsGiveTheirValue() {
        auto map = std::make_shared<ValueMap>();
        map->grid.columns = map->grid.rows = 4;
        map->grid.slices = 1;
        map->grid.sliceStep = WorldVector(0, 0, 2);
        map->values.assign(16, 0.0F);
        map->values[6] = 0.4321F; // column 2, row 1
        map->high = 0.5;
        map->quantity = QStringLiteral("Ktrans");
        map->unit = QStringLiteral("/min");
        Overlay overlay;
        overlay.segmentation = std::make_shared<const Segmentation>(segmentationOf(map));
        overlay.opacity = 1;
        OverlayLayer layer;
        layer.setGrid(map->grid);
        layer.setOverlays({overlay});
        QCOMPARE(layer.valueText(WorldPoint(2.2, 1.3, 0)), QStringLiteral("Ktrans 0.4321 /min"));
        QCOMPARE(layer.valueText(WorldPoint(20, 1.3, 0)), QString());
        const SliceCamera camera = cameraOn(map->grid, PlaneKind::Axial, WorldPoint(2, 1, 0));
        QImage picture(40, 40, QImage::Format_RGB32);
        picture.fill(Qt::black);
        QPainter painter(&picture);
        layer.paint(painter, camera, QSizeF(40, 40), ViewColors{});
        painter.end();
        const auto expected = mapColor(0.4321 / 0.5);
        const QColor middle = picture.pixelColor(20, 20);
        QVERIFY(std::abs(middle.red() - expected[0]) <= 1 && std::abs(middle.blue() - expected[2]) <= 1);
        QCOMPARE(picture.pixelColor(20 + 6, 20), QColor(Qt::black)); // nought: the image alone
    }

    void everyPatternOfCornersCloses() {
        for (int pattern = 1; pattern < 512; ++pattern) { // all 3 x 3 masks
            ContourRaster raster;
            raster.width = raster.height = 5;
            raster.values.assign(25, 0);
            for (int b = 0; b < 9; ++b)
                raster.values[std::size_t((b / 3 + 1) * 5 + b % 3 + 1)] = std::uint8_t(pattern >> b & 1);
            const std::vector<QPolygonF> rings = contours(raster);
            QVERIFY2(!rings.empty(), qPrintable(QString::number(pattern)));
            for (const QPolygonF& ring : rings) {
                QVERIFY(ring.isClosed());
                QVERIFY(ring.size() >= 5);
            }
        }
    }

    void outlineLandsOnTheMarkedVoxel_data() {
        QTest::addColumn<int>("order");
        const int count = int(allOrders().size());
        for (int o = 0; o < count; ++o)
            QTest::addRow("label map in order %d", o) << o;
    }

    /// The label map lies in another axis order, finer and shifted; its one marked block must be outlined
    /// where its coordinates are, in all views of an axial volume, flipped or not.
    void outlineLandsOnTheMarkedVoxel() {
        QFETCH(int, order);
        const GridGeometry image = grid({}, {60, 50, 40}, {1, 1, 2.5}, kMiddle);
        const AxisOrder axes = allOrders()[std::size_t(order)];
        const GridGeometry labels =
            grid(axes, {41, 43, 45}, {0.8, 1.1, 0.9}, kMiddle + WorldVector(0.3, -0.2, 0.4));
        const WorldPoint target = kMiddle + WorldVector(9, -7, 6); // left, front, up of the middle
        const auto seg =
            segmentation(labels, [&](const WorldPoint& p) { return ((p - target).array().abs() < 3).all(); });
        for (const PlaneKind kind : {PlaneKind::Axial, PlaneKind::Coronal, PlaneKind::Sagittal}) {
            for (const bool flipped : {false, true}) {
                SliceCamera camera = cameraOn(image, kind, target);
                camera.flipped = flipped;
                const std::vector<QPolygonF> rings = segmentOutline(*seg, seg->segments[0], camera);
                QCOMPARE(rings.size(), std::size_t(1));
                const QRectF box = rings[0].boundingRect();
                SliceCamera upright = camera;
                upright.flipped = false;
                const QPointF expected(target.dot(upright.right()), target.dot(upright.down()));
                QVERIFY2(std::hypot(box.center().x() - expected.x(), box.center().y() - expected.y()) < 1.0,
                         qPrintable(QStringLiteral("%1 %2")
                                        .arg(box.center().x() - expected.x())
                                        .arg(box.center().y() - expected.y())));
                QVERIFY(box.width() > 4.5 && box.width() < 7.5 && box.height() > 4.5 && box.height() < 7.5);
                // Painted: the colour stands on the screen place of the block's edge, nowhere far from it.
                OverlayLayer layer;
                layer.setGrid(image);
                Overlay overlay;
                overlay.segmentation = seg;
                overlay.style = Overlay::Style::Fill;
                overlay.opacity = 1;
                layer.setOverlays({overlay});
                QVERIFY(layer.isOn(camera));
                QImage picture(200, 200, QImage::Format_RGB32);
                picture.fill(Qt::black);
                QPainter painter(&picture);
                layer.paint(painter, camera, {200, 200}, {});
                painter.end();
                const QPointF place = camera.toScreen(target, {200, 200});
                QCOMPARE(picture.pixel(place.toPoint()), QColor(255, 0, 255).rgb());
                QCOMPARE(picture.pixel(int(place.x()) + 20 > 199 ? int(place.x()) - 20 : int(place.x()) + 20,
                                       int(place.y())),
                         QColor(Qt::black).rgb());
            }
        }
    }

    void thickSlicesCoverHalfAStep() {
        const GridGeometry image = grid({}, {30, 30, 41}, {1, 1, 1}, kMiddle);
        const GridGeometry labels = grid({}, {30, 30, 9}, {1, 1, 5}, kMiddle);
        const auto seg = segmentation(
            labels, [](const WorldPoint& p) { return (p - kMiddle).norm() < 4; }); // one slice, z = 300
        QCOMPARE(seg->segments[0].box.size[2], 1);
        int shown = 0;
        for (int number = 0; number < 41; ++number) {
            const SliceCamera camera = atSlice(image, cameraOn(image, PlaneKind::Axial, kMiddle), number);
            shown += segmentOutline(*seg, seg->segments[0], camera).empty() ? 0 : 1;
        }
        QCOMPARE(shown, 5); // 5 mm of 1 mm slices: nothing missing, nothing twice
    }

    void tiltedLabelsStayWithTheirVolume() {
        GridGeometry g = grid({}, {60, 60, 60}, {1, 1, 1}, kMiddle);
        g.sliceStep = {0, -0.36, 1};
        g.origin = kMiddle - (g.rowDirection + g.columnDirection + g.sliceStep) * 29.5;
        const auto seg = segmentation(g, [](const WorldPoint& p) { return (p - kMiddle).norm() < 10; });
        for (const PlaneKind kind : {PlaneKind::Axial, PlaneKind::Coronal, PlaneKind::Sagittal}) {
            const std::vector<QPolygonF> rings =
                segmentOutline(*seg, seg->segments[0], cameraOn(g, kind, kMiddle));
            QVERIFY(!rings.empty());
            const auto largest =
                std::max_element(rings.begin(), rings.end(),
                                 [](const QPolygonF& a, const QPolygonF& b) { return area(a) < area(b); });
            const QRectF box = largest->boundingRect();
            QVERIFY(std::abs(box.width() - 20) < 1.5);
            QVERIFY(std::abs(box.height() - 20) < 1.5);
        }
    }

    void fractionsCountFromHalf() {
        const GridGeometry g = grid({}, {20, 20, 3}, {1, 1, 1}, kMiddle);
        auto seg = segmentation(g, [](const WorldPoint&) { return true; });
        seg->kind = Segmentation::Kind::Fractional;
        seg->maximumFraction = 200;
        for (std::size_t i = 0; i < seg->segments[0].values.size(); ++i)
            seg->segments[0].values[i] =
                std::uint8_t(std::min<std::size_t>(200, i % 20 * 10 + 5)); // rises along x
        const std::vector<QPolygonF> rings =
            segmentOutline(*seg, seg->segments[0], cameraOn(g, PlaneKind::Axial, kMiddle));
        QCOMPARE(rings.size(), std::size_t(1));
        // 100 lies halfway between columns 9 (95) and 10 (105).
        const double edge = g.toWorld({9.5, 0, 0}).x();
        QVERIFY2(std::abs(rings[0].boundingRect().left() - edge) < 0.3,
                 qPrintable(QString::number(rings[0].boundingRect().left() - edge)));
    }

    void hiddenSegmentsAreNotDrawn() {
        const GridGeometry g = grid({}, {20, 20, 3}, {1, 1, 1}, kMiddle);
        Overlay overlay;
        overlay.segmentation = segmentation(g, [](const WorldPoint& p) { return (p - kMiddle).norm() < 5; });
        overlay.segments = {{false, {}}};
        OverlayLayer layer;
        layer.setGrid(g);
        layer.setOverlays({overlay});
        QVERIFY(!layer.isOn(cameraOn(g, PlaneKind::Axial, kMiddle)));
        overlay.segments = {{true, QColor(Qt::green)}};
        layer.setOverlays({overlay});
        QVERIFY(layer.isOn(cameraOn(g, PlaneKind::Axial, kMiddle)));
        QCOMPARE(layer.overlays()[0].colorOf(0, {}), QColor(Qt::green));
    }

    /// The command line's pictures come from the same code and need no display.
    void headlessPictureShowsVoxelsAndOverlay() {
        const GridGeometry g = grid({}, {64, 64, 10}, {1, 1, 2}, kMiddle);
        const auto v = volume(g, [](const WorldPoint& p) { return p.x() > 10 ? 400 : -250; });
        PlaneSpec spec;
        spec.at = kMiddle;
        spec.window = Window{0, 400, WindowFunction::LinearExact};
        spec.size = {256, 256};
        spec.annotations = false;
        Overlay overlay;
        overlay.segmentation = segmentation(g, [](const WorldPoint& p) { return (p - kMiddle).norm() < 8; });
        overlay.style = Overlay::Style::Fill;
        overlay.opacity = 1;
        spec.overlays = {overlay};
        const QImage picture = renderPlane(v, spec);
        QCOMPARE(picture.size(), QSize(256, 256));
        QCOMPARE(picture.pixel(128, 128), QColor(255, 0, 255).rgb());
        QVERIFY(qGray(picture.pixel(40, 60)) < 10); // patient's right is on the left
        QVERIFY(qGray(picture.pixel(215, 60)) > 245);
        QVERIFY(renderPlane(nullptr, spec).isNull());
        QCOMPARE(thumbnail(v, 96).size(), QSize(96, 96));
    }
};

QTEST_MAIN(OverlayLayerTest)
#include "OverlayLayerTest.moc"
