// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/viewers/Fixtures.h"
#include "viewers/slice/Annotations.h"
#include "viewers/slice/SliceView.h"

#include <QLineEdit>
#include <QSignalSpy>
#include <QTest>
#include <QVBoxLayout>

using namespace casebook;
using namespace casebook::fixtures;

namespace {

constexpr QSize kPane(300, 240);

/// A dark block with one bright voxel far to the left, back and head of its middle.
std::shared_ptr<Volume> marked(const GridGeometry& g, const WorldPoint& marker, int hu = 1000) {
    return volume(g, [&](const WorldPoint& p) { return (p - marker).norm() < 0.5 ? hu : -900; });
}

int greyAt(const QImage& image, QPointF logical) {
    const double r = image.devicePixelRatio();
    return qGray(image.pixel(int(std::floor(logical.x() * r)), int(std::floor(logical.y() * r))));
}

} // namespace

class SliceViewTest : public QObject {
    Q_OBJECT

private:
    static std::shared_ptr<Volume> plain() {
        return volume(grid({}, {40, 36, 30}, {0.7, 0.7, 5}),
                      [](const WorldPoint& p) { return int(p.x() * 3 + p.z()); });
    }

private Q_SLOTS:
    void markerStandsWhereLettersSay_data() {
        QTest::addColumn<int>("order");
        QTest::addColumn<int>("kind");
        const auto orders = allOrders();
        for (int o = 0; o < int(orders.size()); ++o)
            for (int kind = 0; kind < 3; ++kind)
                QTest::addRow("order %d view %d", o, kind) << o << kind;
    }

    /// Oracle: the marker's own place in LPS against the convention (patient right on screen left, front
    /// up, head up), not our matrices.
    void markerStandsWhereLettersSay() {
        QFETCH(int, order);
        QFETCH(int, kind);
        const AxisOrder axes = allOrders()[std::size_t(order)];
        const std::array<int, 3> size{21, 23, 25};
        const GridGeometry g = grid(axes, size, {1, 1, 1});
        std::array<double, 3> half{};
        for (std::size_t a = 0; a < 3; ++a)
            half[std::size_t(axes.axis[a])] = (size[a] - 1) / 2.0;
        const WorldPoint marker =
            WorldPoint(10, -20, 300) + WorldVector(half[0] - 2, half[1] - 2, half[2] - 2);
        SliceView view(PlaneKind(kind), {});
        view.resize(kPane);
        view.setVolume(marked(g, marker));
        view.setCursorPoint(marker);
        view.setWindow({0, 2000, WindowFunction::LinearExact});
        QPointF expected; // offset of the marker from the middle of the volume, mm on the screen
        if (kind == int(PlaneKind::Axial))
            expected = {half[0] - 2, half[1] - 2};
        else if (kind == int(PlaneKind::Coronal))
            expected = {half[0] - 2, -(half[2] - 2)};
        else
            expected = {half[1] - 2, -(half[2] - 2)};
        const QPointF middle = view.camera().toScreen({10, -20, 300}, view.size());
        const QPointF place = middle + expected * view.camera().pixelsPerMm;
        const SliceWords words = sliceWords(view.scene(), *view.volume(), g, false, 1);
        const QImage image = SlicePainterPicture(view);
        QVERIFY2(greyAt(image, place) > 200, qPrintable(QString::number(greyAt(image, place))));
        const bool isSagittal = kind == int(PlaneKind::Sagittal);
        QCOMPARE(words.letters.left, isSagittal ? QStringLiteral("A") : QStringLiteral("R"));
        QCOMPARE(words.letters.right, isSagittal ? QStringLiteral("P") : QStringLiteral("L"));
        QCOMPARE(words.letters.top,
                 kind == int(PlaneKind::Axial) ? QStringLiteral("A") : QStringLiteral("H"));
        const std::optional<Probe> probe = view.probeAt(place);
        QVERIFY(probe);
        QCOMPARE(probe->value, 1000.0);
        QVERIFY((g.toWorld({double(probe->voxel.i), double(probe->voxel.j), double(probe->voxel.k)}) - marker)
                    .norm() < 1e-9);
        // Mirrored: letters change sides, and the marker with them.
        QTest::keyClick(&view, Qt::Key_F, Qt::ShiftModifier);
        const SliceWords flipped = sliceWords(view.scene(), *view.volume(), g, false, 1);
        QCOMPARE(flipped.letters.left, words.letters.right);
        QCOMPARE(flipped.letters.right, words.letters.left);
        const QPointF mirrored(kPane.width() - place.x(), place.y());
        QVERIFY(greyAt(SlicePainterPicture(view), mirrored) > 200);
    }

    /// Voxels alone, as the widget paints them (words off).
    static QImage SlicePainterPicture(SliceView& view, double ratio = 1) {
        SlicePainter painter;
        painter.setVolume(view.volume());
        return painter.picture(view.scene(), view.size(), ratio, {});
    }

    void widgetPaintsThePicture() {
        SliceView view(PlaneKind::Axial, {});
        view.resize(kPane);
        view.setVolume(plain());
        const QImage grabbed = view.grab().toImage().convertToFormat(QImage::Format_RGB32);
        const QImage voxels = SlicePainterPicture(view);
        // No word stands in the middle of the pane.
        for (int y = 80; y < 160; ++y)
            for (int x = 60; x < 240; ++x)
                QCOMPARE(grabbed.pixel(x, y), voxels.pixel(x, y));
    }

    /// Every pixel against an interpolation in double precision written here.
    void pictureEqualsBruteForce() {
        SliceView view(PlaneKind::Axial, {});
        view.resize(kPane);
        const auto v = volume(grid({}, {40, 36, 8}, {0.7, 0.7, 2}), [](const WorldPoint& p) {
            return int(400 * std::sin(p.x() / 3) + 300 * std::cos(p.y() / 2));
        });
        view.setVolume(v);
        view.setWindow({0, 1400, WindowFunction::LinearExact});
        const QImage image = SlicePainterPicture(view);
        const int k = view.place().number;
        int worst = 0;
        for (int y = 0; y < image.height(); ++y)
            for (int x = 0; x < image.width(); ++x) {
                const VoxelPoint p = v->grid.toVoxel(view.camera().toWorld({x + 0.5, y + 0.5}, view.size()));
                const int grey = qGray(image.pixel(x, y));
                if (p[0] < -0.49 || p[1] < -0.49 || p[0] > 39.49 || p[1] > 35.49)
                    continue;
                const double cx = std::clamp(p[0], 0.0, 39.0), cy = std::clamp(p[1], 0.0, 35.0);
                const int i = std::min(38, int(cx)), j = std::min(34, int(cy));
                const double fx = cx - i, fy = cy - j;
                const auto at = [&](int a, int b) { return double(v->storedAt({a, b, k})); };
                const double value = (at(i, j) * (1 - fx) + at(i + 1, j) * fx) * (1 - fy) +
                                     (at(i, j + 1) * (1 - fx) + at(i + 1, j + 1) * fx) * fy;
                const double expected = std::clamp((value / 1400 + 0.5) * 255, 0.0, 255.0);
                worst = std::max(worst, int(std::ceil(std::abs(grey - expected) - 0.5)));
            }
        QVERIFY2(worst <= 1, qPrintable(QString::number(worst)));
    }

    void keysActOnlyInTheFocusedPane() {
        QWidget page;
        QVBoxLayout layout(&page);
        QLineEdit edit;
        SliceView view(PlaneKind::Axial, {});
        layout.addWidget(&edit);
        layout.addWidget(&view);
        page.resize(400, 400);
        page.show();
        QVERIFY(QTest::qWaitForWindowExposed(&page));
        view.setVolume(plain());
        page.activateWindow();
        edit.setFocus();
        QTRY_VERIFY(edit.hasFocus());
        const SliceScene before = view.scene();
        QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("2lvi"));
        QCOMPARE(edit.text(), QStringLiteral("2lvi"));
        QCOMPARE(view.window(), before.window);
        QCOMPARE(view.tool(), SliceTool::Window);
        view.setFocus();
        QTRY_VERIFY(view.hasFocus());
        QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("2l"));
        QCOMPARE(view.window(), (Window{40, 400, WindowFunction::LinearExact}));
        QCOMPARE(view.tool(), SliceTool::Length);
        QVERIFY(!view.testAttribute(Qt::WA_InputMethodEnabled));
    }

    void keyTable() {
        SliceView view(PlaneKind::Axial, {});
        view.resize(kPane);
        view.setVolume(plain());
        view.goToSlice(10);
        const auto key = [&](Qt::Key k, Qt::KeyboardModifiers m = Qt::NoModifier) {
            QTest::keyClick(&view, k, m);
        };
        key(Qt::Key_Up);
        QCOMPARE(view.place().number, 11);
        key(Qt::Key_Down);
        key(Qt::Key_Down);
        QCOMPARE(view.place().number, 9);
        key(Qt::Key_PageUp);
        QCOMPARE(view.place().number, 19);
        key(Qt::Key_PageDown);
        QCOMPARE(view.place().number, 9);
        key(Qt::Key_Home);
        QCOMPARE(view.place().number, 0);
        key(Qt::Key_Down);
        QCOMPARE(view.place().number, 0);
        key(Qt::Key_End);
        QCOMPARE(view.place().number, 29);
        key(Qt::Key_1);
        QCOMPARE(view.window(), (Window{-600, 1500, WindowFunction::LinearExact}));
        key(Qt::Key_3);
        QCOMPARE(view.window(), (Window{400, 2000, WindowFunction::LinearExact}));
        key(Qt::Key_X);
        QVERIFY(view.scene().crossHair);
        key(Qt::Key_Escape);
        QVERIFY(!view.scene().crossHair);
        QCOMPARE(view.tool(), SliceTool::Window);
        key(Qt::Key_V);
        QVERIFY(!view.scene().overlaysShown);
        QTest::keyPress(&view, Qt::Key_Q);
        QVERIFY(view.scene().allHidden);
        QTest::keyRelease(&view, Qt::Key_Q);
        QVERIFY(!view.scene().allHidden);
        key(Qt::Key_I);
        QVERIFY(view.scene().inverted);
        key(Qt::Key_M);
        QCOMPARE(view.scene().slab_mm, 10.0);
        key(Qt::Key_R);
        QVERIFY(!view.scene().inverted);
        QCOMPARE(view.scene().slab_mm, 0.0);
        QSignalSpy kinds(&view, &SliceView::kindChosen);
        key(Qt::Key_A);
        key(Qt::Key_C);
        key(Qt::Key_S);
        QCOMPARE(kinds.count(), 3);
        QSignalSpy next(&view, &SliceView::nextPaneRequested);
        key(Qt::Key_Tab);
        QCOMPARE(next.count(), 1);
        const Window kept = view.window();
        key(Qt::Key_2, Qt::ControlModifier); // belongs to the window
        QCOMPARE(view.window(), kept);
    }

    void mouseTable() {
        SliceView view(PlaneKind::Axial, {});
        view.resize(kPane);
        view.setVolume(plain());
        view.setWindow({-600, 1500, WindowFunction::LinearExact});
        const int start = view.place().number;
        wheel(view, {100, 100}, 1);
        QCOMPARE(view.place().number, start + 1);
        wheel(view, {100, 100}, -2);
        QCOMPARE(view.place().number, start - 1);
        const WorldPoint under = view.camera().toWorld({80, 70}, view.size());
        const double zoom = view.camera().pixelsPerMm;
        wheel(view, {80, 70}, 2, Qt::ControlModifier);
        QVERIFY(view.camera().pixelsPerMm > zoom);
        QVERIFY((view.camera().toWorld({80, 70}, view.size()) - under).norm() < 1e-9); // zooms at the pointer
        drag(view, {150, 120}, {190, 120});
        QVERIFY(view.window().width > 1500); // right is wider
        QCOMPARE(view.window().center, -600.0);
        drag(view, {150, 120}, {150, 90});
        QVERIFY(view.window().center < -600); // up is brighter
        const WorldPoint held = view.camera().toWorld({150, 120}, view.size());
        drag(view, {150, 120}, {170, 140}, Qt::MiddleButton);
        QVERIFY((view.camera().toWorld({170, 140}, view.size()) - held).norm() < 1e-9);
        const double before = view.camera().pixelsPerMm;
        drag(view, {150, 120}, {150, 80}, Qt::RightButton);
        QVERIFY(view.camera().pixelsPerMm > before);
        QSignalSpy menus(&view, &SliceView::contextMenuRequested);
        mouse(view, QEvent::MouseButtonPress, {50, 50}, Qt::RightButton);
        mouse(view, QEvent::MouseButtonRelease, {50, 50}, Qt::RightButton);
        QCOMPARE(menus.count(), 1);
        QSignalSpy maximized(&view, &SliceView::maximizeRequested);
        QTest::mouseDClick(&view, Qt::LeftButton, {}, QPoint(50, 50));
        QCOMPARE(maximized.count(), 1);
    }

    void lengthIsInPatientMillimetres_data() {
        QTest::addColumn<int>("kind");
        QTest::newRow("axial") << int(PlaneKind::Axial);
        QTest::newRow("coronal") << int(PlaneKind::Coronal);
        QTest::newRow("sagittal") << int(PlaneKind::Sagittal);
    }

    /// 0.7 x 0.7 x 5 mm: between two voxels found on the screen the length is that of the voxel centres.
    void lengthIsInPatientMillimetres() {
        QFETCH(int, kind);
        SliceView view(PlaneKind(kind), {});
        view.resize(kPane);
        const auto v = plain();
        view.setVolume(v);
        view.setTool(SliceTool::Length);
        QSignalSpy spy(&view, &SliceView::measured);
        const std::array<std::array<double, 3>, 3> ends{{{5, 8, 0}, {5, 0, 4}, {0, 5, 4}}}; // voxels apart
        const auto d = ends[std::size_t(kind)];
        WorldPoint a = v->grid.toWorld(v->grid.toVoxel(view.camera().centre).array().round().matrix());
        const WorldPoint b = a + WorldVector(d[0] * 0.7, d[1] * 0.7, d[2] * 5);
        drag(view, view.camera().toScreen(a, view.size()), view.camera().toScreen(b, view.size()));
        QCOMPARE(spy.count(), 1);
        const auto length = spy[0][0].value<LengthMeasurement>();
        const double expected =
            std::sqrt(std::pow(d[0] * 0.7, 2) + std::pow(d[1] * 0.7, 2) + std::pow(d[2] * 5, 2));
        QVERIFY2(std::abs(length.length_mm() - expected) < 0.05,
                 qPrintable(QString::number(length.length_mm())));
        QCOMPARE(length.frameOfReference, QStringLiteral("1.2.3"));
        if (kind == int(PlaneKind::Axial))
            QCOMPARE(length.instance, v->instances[std::size_t(view.place().number)]);
        else
            QVERIFY(length.instance.isEmpty());
    }

    /// Slices 10 to 15 are missing: a length may cross them, its ends may not lie there.
    void nothingIsMeasuredWhereNoImageIs() {
        SliceView view(PlaneKind::Coronal, {});
        view.resize(kPane);
        const auto v = plain();
        for (std::size_t k = 10; k < 16; ++k)
            v->instances[k].clear();
        view.setVolume(v);
        view.setTool(SliceTool::Length);
        QSignalSpy kept(&view, &SliceView::measured), refused(&view, &SliceView::notMeasured),
            changed(&view, &SliceView::measurementChanged);
        const VoxelPoint middle = v->grid.toVoxel(view.camera().centre);
        const auto at = [&](double i, double k) {
            return view.camera().toScreen(v->grid.toWorld(VoxelPoint(i, middle.y(), k)), view.size());
        };
        drag(view, at(10, 12), at(10, 20)); // begins in the gap
        QCOMPARE(kept.count(), 0);
        QCOMPARE(refused.count(), 1);
        drag(view, at(10, 20), at(10, 12)); // ends there
        QCOMPARE(kept.count(), 0);
        QCOMPARE(refused.count(), 2);
        QVERIFY(view.scene().lengths.empty());
        drag(view, at(10, 5), at(10, 20)); // crosses it
        QCOMPARE(kept.count(), 1);
        view.setLengths({kept[0][0].value<LengthMeasurement>()});
        drag(view, at(10, 20), at(14, 13)); // an end is dragged into it
        QCOMPARE(changed.count(), 0);
        QCOMPARE(refused.count(), 3);
        QVERIFY(view.scene().lengths.front().length_mm() == kept[0][0].value<LengthMeasurement>().length_mm());
    }

    void lengthByTwoClicksAndEscape() {
        SliceView view(PlaneKind::Axial, {});
        view.resize(kPane);
        view.setVolume(plain());
        view.setTool(SliceTool::Length);
        QSignalSpy spy(&view, &SliceView::measured);
        mouse(view, QEvent::MouseButtonPress, {100, 100});
        mouse(view, QEvent::MouseButtonRelease, {100, 100});
        QCOMPARE(view.scene().lengths.size(), std::size_t(1));
        QTest::keyClick(&view, Qt::Key_Escape);
        QVERIFY(view.scene().lengths.empty());
        QCOMPARE(view.tool(), SliceTool::Length); // the first Esc drops the line only
        mouse(view, QEvent::MouseButtonPress, {100, 100});
        mouse(view, QEvent::MouseButtonRelease, {100, 100});
        mouse(view, QEvent::MouseMove, {150, 120});
        mouse(view, QEvent::MouseButtonPress, {160, 130});
        mouse(view, QEvent::MouseButtonRelease, {160, 130});
        QCOMPARE(spy.count(), 1);
        const auto length = spy[0][0].value<LengthMeasurement>();
        QVERIFY(std::abs(length.length_mm() * view.camera().pixelsPerMm - std::hypot(60, 30)) < 1e-6);
    }

    /// The short axis stands at a right angle to the long one, whichever way the pointer strays; the longer
    /// of the two is told first, and a moved end keeps the angle.
    void bidimensionalKeepsItsRightAngle() {
        SliceView view(PlaneKind::Axial, {});
        view.resize(kPane);
        view.setVolume(plain());
        QTest::keyClick(&view, Qt::Key_B);
        QCOMPARE(view.tool(), SliceTool::Bidimensional);
        QSignalSpy spy(&view, &SliceView::measured);
        drag(view, {100, 150}, {200, 150});
        QCOMPARE(spy.count(), 0); // the short axis is still to come
        drag(view, {150, 120}, {171, 180});
        QCOMPARE(spy.count(), 1);
        auto length = spy[0][0].value<LengthMeasurement>();
        const double perMm = view.camera().pixelsPerMm;
        QVERIFY(length.shortAxis);
        QVERIFY(std::abs(length.length_mm() * perMm - 100) < 1e-6);
        QVERIFY(std::abs(length.shortAxis->length_mm() * perMm - 60) < 1e-6);
        const auto cosine = [&] {
            return (length.b - length.a)
                .normalized()
                .dot((length.shortAxis->d - length.shortAxis->c).normalized());
        };
        QVERIFY(std::abs(cosine()) < 1e-9);

        view.setLengths({length});
        QSignalSpy changed(&view, &SliceView::measurementChanged);
        drag(view, {200, 150}, {190, 190});
        QCOMPARE(changed.count(), 1);
        length = changed[0][1].value<LengthMeasurement>();
        QVERIFY(std::abs(cosine()) < 1e-9);
        QVERIFY(std::abs(length.shortAxis->length_mm() * perMm - 60) < 1e-6);

        spy.clear();
        view.setLengths({});
        drag(view, {100, 150}, {130, 150});
        drag(view, {110, 100}, {110, 190});
        QVERIFY(std::abs(spy[0][0].value<LengthMeasurement>().length_mm() * perMm - 90) < 1e-6);
    }

    void probeAtAllCorners_data() {
        QTest::addColumn<double>("ratio");
        QTest::newRow("1x") << 1.0;
        QTest::newRow("2x") << 2.0;
    }

    /// The pixel drawn at a corner voxel's place shows that voxel, and the probe names it.
    void probeAtAllCorners() {
        QFETCH(double, ratio);
        SliceView view(PlaneKind::Axial, {});
        view.resize(kPane);
        const auto v = volume(grid({}, {20, 18, 4}, {1, 1, 3}), [](const WorldPoint&) { return -900; });
        const std::array<VoxelIndex, 4> corners{{{0, 0, 2}, {19, 0, 2}, {0, 17, 2}, {19, 17, 2}}};
        for (std::size_t c = 0; c < 4; ++c)
            v->stored[std::size_t((corners[c].k * 18 + corners[c].j) * 20 + corners[c].i)] =
                std::int16_t(100 * int(c) + 100);
        view.setVolume(v);
        view.goToSlice(2);
        view.setWindow({0, 1000, WindowFunction::LinearExact});
        view.setSmooth(false);
        const QImage image = SlicePainterPicture(view, ratio);
        for (std::size_t c = 0; c < 4; ++c) {
            const WorldPoint centre =
                v->grid.toWorld({double(corners[c].i), double(corners[c].j), double(corners[c].k)});
            for (const double off : {-0.45, 0.0, 0.45}) {
                const QPointF place = view.camera().toScreen(centre + WorldVector(off, off, 0), view.size());
                const std::optional<Probe> probe = view.probeAt(place);
                QVERIFY(probe);
                QCOMPARE(probe->voxel, corners[c]);
                QCOMPARE(probe->value, 100.0 * double(c) + 100);
            }
            const int expected = int(std::lround((100.0 * double(c) + 100) / 1000 * 255 + 127.5));
            QVERIFY(std::abs(greyAt(image, view.camera().toScreen(centre, view.size())) - expected) <= 1);
        }
        QVERIFY(!view.probeAt(view.camera().toScreen(v->grid.toWorld({-0.6, 3, 2}), view.size())));
    }

    void windowSurvives500Scrolls() {
        SliceView view(PlaneKind::Axial, {});
        view.resize(kPane);
        view.setVolume(plain());
        drag(view, {150, 120}, {200, 100});
        const Window mine = view.window();
        for (int i = 0; i < 500; ++i)
            wheel(view, {100, 100}, i / 29 % 2 ? -1 : 1);
        QCOMPARE(view.window(), mine);
    }

    void wordsAreAbsentWhenUnknown() {
        const auto v = plain();
        v->sliceThickness_mm = 0;
        SliceView view(PlaneKind::Axial, {});
        view.resize(kPane);
        view.setVolume(v);
        SliceWords words = sliceWords(view.scene(), *v, v->grid, false, 1);
        QVERIFY(!words.position.contains(QLatin1Char('/')));
        QVERIFY(words.limits.isEmpty());
        v->sliceThickness_mm = 5;
        v->lossy = true;
        view.setSmooth(false);
        words = sliceWords(view.scene(), *v, v->grid, false, 1);
        QVERIFY(words.position.contains(QStringLiteral("5.0 / 5.0")));
        QVERIFY(words.limits.contains(QStringLiteral("lossy")));
        QVERIFY(words.limits.contains(QStringLiteral("nearest")));
    }

    /// A tilted stack: a ball stays round in the coronal plane, and lies where it is in the patient.
    void tiltedStackIsNotSheared() {
        GridGeometry g = grid({}, {60, 60, 60}, {1, 1, 1});
        g.sliceStep = {0, std::tan(20 * 3.14159265358979 / 180), 1};
        g.origin = WorldPoint(10, -20, 300) - (g.rowDirection + g.columnDirection + g.sliceStep) * 29.5;
        const WorldPoint middle(10, -20, 300);
        const auto v = volume(g, [&](const WorldPoint& p) { return (p - middle).norm() < 10 ? 500 : -900; });
        for (const PlaneKind kind : {PlaneKind::Sagittal, PlaneKind::Coronal, PlaneKind::Axial}) {
            SliceView view(kind, {});
            view.resize(kPane);
            view.setVolume(v);
            view.setCursorPoint(middle);
            SliceCamera camera = view.camera();
            camera.pixelsPerMm = 5;
            view.setCamera(camera);
            view.setWindow({-200, 10, WindowFunction::LinearExact});
            const QImage image = SlicePainterPicture(view);
            const QPointF c = view.camera().toScreen(middle, view.size());
            for (int degree = 0; degree < 360; degree += 15) {
                const QPointF unit(std::cos(degree * 0.0174533), std::sin(degree * 0.0174533));
                QVERIFY2(greyAt(image, c + unit * 9 * view.camera().pixelsPerMm) > 200,
                         qPrintable(QString::number(degree)));
                QVERIFY2(greyAt(image, c + unit * 11.2 * view.camera().pixelsPerMm) < 50,
                         qPrintable(QString::number(degree)));
            }
        }
    }
};

QTEST_MAIN(SliceViewTest)
#include "SliceViewTest.moc"
