// SPDX-License-Identifier: GPL-3.0-or-later
// The 3D pane where there is no OpenGL, as on a remote screen: Qt's offscreen platform.
#include "tests/viewers/Fixtures.h"
#include "viewers/bridge/PainterChoice.h"
#include "viewers/volume3d/Presets.h"
#include "viewers/volume3d/TransferEditor.h"
#include "viewers/volume3d/VolumeView.h"

#include <QMenu>
#include <QSignalSpy>
#include <QTest>

using namespace casebook;
using namespace casebook::fixtures;

Q_DECLARE_METATYPE(std::optional<casebook::PainterKind>)

namespace {

const WorldPoint kMiddle(10, -20, 300);
constexpr double kRadius = 40;

GridGeometry cube() { return grid({}, {80, 76, 72}, {1.8, 1.9, 2.0}, kMiddle); }

VolumePtr ball() {
    return volume(cube(), [](const WorldPoint& p) { return (p - kMiddle).norm() < kRadius ? 900 : -1000; });
}

int litPixels(const QImage& image) {
    int n = 0;
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x)
            n += qGray(image.pixel(x, y)) > 40;
    return n;
}

QAction* actionOf(QMenu* menu, const QString& words) {
    for (QAction* action : menu->actions())
        if (action->text().contains(words))
            return action;
    return nullptr;
}

} // namespace

class VolumeViewTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() {
        view_ = std::make_unique<VolumeView>(ViewColors{});
        view_->resize(400, 400);
        view_->show();
        QVERIFY(QTest::qWaitForWindowExposed(view_.get()));
        view_->setVolume(ball());
        view_->setPreset(VolumePreset::Skin);
        QTRY_VERIFY_WITH_TIMEOUT(view_->isRefined(), 30000);
        view_->setFocus();
    }
    void cleanup() { view_.reset(); }

    void drawsWithoutOpenGl() {
        QCOMPARE(view_->lastPicture().size(), QSize(400, 400));
        QVERIFY(litPixels(view_->lastPicture()) > 5000);
        // A ball is seen in the middle: the corners are empty.
        QVERIFY(qGray(view_->lastPicture().pixel(200, 200)) > 60);
        QVERIFY(qGray(view_->lastPicture().pixel(5, 5)) < 10);
    }

    /// The front of the ball, towards the eye, is what a click in its middle means.
    void aClickMovesThePlanes() {
        QSignalSpy picked(view_.get(), &VolumeView::pointPicked);
        const auto pixel = projected(view_->camera(), view_->size(), kMiddle);
        QVERIFY(pixel);
        QTest::mouseClick(view_.get(), Qt::LeftButton, {}, pixel->toPoint());
        QTRY_COMPARE_WITH_TIMEOUT(picked.size(), 1, 30000);
        const auto point = picked.first().first().value<WorldPoint>();
        const WorldPoint front = kMiddle + view_->camera().toEye * kRadius;
        QVERIFY2((point - front).norm() < 4, qPrintable(QString::number((point - front).norm())));
        QTest::mouseClick(view_.get(), Qt::LeftButton, {}, QPoint(4, 4)); // nothing there
        drag(*view_, {200, 200}, {230, 200});                             // a turn is no click
        QTRY_VERIFY_WITH_TIMEOUT(view_->isRefined(), 30000);
        QCOMPARE(picked.size(), 1);
    }

    void theCropBoxIsDragged() {
        const int whole = litPixels(view_->lastPicture());
        QTest::keyClick(view_.get(), Qt::Key_C);
        QVERIFY(view_->look().clip.box);
        const auto handles = clipHandles(view_->look().clip, cube(), view_->camera(), view_->size());
        QCOMPARE(handles.size(), 6);
        const QPointF left = handles.at(1).pixel; // high column: the patient's left, on the right
        QVERIFY(left.x() > 200);
        drag(*view_, left, {200, left.y()});
        const double high = view_->look().clip.box->high[0];
        QVERIFY2(high > 30 && high < 50, qPrintable(QString::number(high)));
        QTRY_VERIFY_WITH_TIMEOUT(view_->isRefined(), 30000);
        const int half = litPixels(view_->lastPicture());
        QVERIFY2(half > whole / 3 && half < whole * 2 / 3, qPrintable(QString::number(half)));
        QTest::keyClick(view_.get(), Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(view_->look().clip.box->high[0], 79.0);
        QTest::keyClick(view_.get(), Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(view_->look().clip.box->high[0], high);
        QTest::keyClick(view_.get(), Qt::Key_C);
        QVERIFY(!view_->look().clip.box);
    }

    void theClipPlaneIsMovedAndTurned() {
        view_->lookFrom(WorldVector::UnitX(), WorldVector::UnitZ());
        QTest::keyClick(view_.get(), Qt::Key_X);
        QVERIFY(view_->look().clip.plane);
        view_->lookFrom(-WorldVector::UnitY(), WorldVector::UnitZ()); // now the plane is seen from its side
        auto handles = clipHandles(view_->look().clip, cube(), view_->camera(), view_->size());
        QCOMPARE(handles.size(), 2);
        const double before = view_->look().clip.planeMiddle.x();
        drag(*view_, handles.at(0).pixel, handles.at(0).pixel + QPointF(-30, 0));
        QVERIFY(view_->look().clip.planeMiddle.x() < before - 5);
        QTRY_VERIFY_WITH_TIMEOUT(view_->isRefined(), 30000);
        // It keeps what lies behind it, seen from the left: the patient's right, on the left of the picture.
        QVERIFY(qGray(view_->lastPicture().pixel(150, 200)) > 40);
        QVERIFY(qGray(view_->lastPicture().pixel(255, 200)) < 20);
        handles = clipHandles(view_->look().clip, cube(), view_->camera(), view_->size());
        const WorldVector normal = view_->look().clip.plane->normal;
        drag(*view_, handles.at(1).pixel, handles.at(1).pixel + QPointF(20, -60));
        QVERIFY(view_->look().clip.plane->normal.dot(normal) < 0.95);
        QVERIFY(std::abs(view_->look().clip.plane->normal.dot(view_->look().clip.planeMiddle) +
                         view_->look().clip.plane->offset) < 1e-6);
    }

    /// A look that needs a segmentation says so until there is one.
    void looksSayWhatTheyMiss() {
        std::unique_ptr<QMenu> menu(view_->buildMenu());
        QAction* airways = actionOf(menu.get(), QStringLiteral("airways"));
        QAction* nodules = actionOf(menu.get(), QStringLiteral("nodules"));
        QVERIFY(airways && nodules && !airways->isEnabled() && !nodules->isEnabled());
        QVERIFY(airways->text().contains(QStringLiteral("needs a segmentation")));
        Overlay overlay;
        auto seg = segmentation(cube(), [](const WorldPoint& p) { return (p - kMiddle).norm() < 10; });
        seg->segments[0].code = "27925004^SCT";
        overlay.segmentation = seg;
        view_->setOverlays({overlay});
        menu.reset(view_->buildMenu());
        QVERIFY(actionOf(menu.get(), QStringLiteral("nodules"))->isEnabled());
        QVERIFY(!actionOf(menu.get(), QStringLiteral("airways"))->isEnabled());
        // A ball in air has no lungs: it is said, and no wrong picture is shown.
        QSignalSpy shown(view_.get(), &VolumeView::pictureShown);
        view_->setPreset(VolumePreset::Vessels);
        const auto error = [&] {
            return shown.isEmpty() ? QByteArray()
                                   : shown.last().first().value<RenderResult>().error.value_or(Error{}).code;
        };
        QTRY_COMPARE_WITH_TIMEOUT(error(), QByteArray("no-lungs"), 30000);
    }

    void theEditorChangesTheCurve() {
        view_->setPreset(VolumePreset::LungAndBones);
        QTest::keyClick(view_.get(), Qt::Key_E);
        QVERIFY(!view_->isEditorShown()); // its voxels tell lungs from body: no curve over HU
        view_->setPreset(VolumePreset::Skin);
        QTest::keyClick(view_.get(), Qt::Key_E);
        QVERIFY(view_->isEditorShown());
        QCOMPARE(view_->editor()->transfer().size(), std::size_t(4));
        const auto before = view_->editor()->transfer();
        view_->editor()->setFocus();
        QTest::keyClick(view_->editor(), Qt::Key_Home); // first point
        QTest::keyClick(view_->editor(), Qt::Key_Right, Qt::ShiftModifier);
        QVERIFY(view_->look().transfer);
        QVERIFY(*view_->look().transfer != before);
        view_->setPreset(VolumePreset::SoftTissue);
        QVERIFY(!view_->look().transfer);
        QCOMPARE(view_->editor()->transfer().size(), std::size_t(6));
        view_->undo();
        QVERIFY(view_->look().transfer); // the curve that was made by hand is back
    }

    void standardViewsByKey_data() {
        QTest::addColumn<int>("key");
        QTest::addColumn<bool>("shift");
        QTest::addColumn<WorldVector>("toEye");
        const WorldVector x = WorldVector::UnitX(), y = WorldVector::UnitY(), z = WorldVector::UnitZ();
        QTest::newRow("A") << int(Qt::Key_A) << false << WorldVector(-y);
        QTest::newRow("P") << int(Qt::Key_P) << false << y;
        QTest::newRow("L") << int(Qt::Key_L) << false << x;
        QTest::newRow("Shift+R") << int(Qt::Key_R) << true << WorldVector(-x);
        QTest::newRow("H") << int(Qt::Key_H) << false << z;
        QTest::newRow("B") << int(Qt::Key_B) << false << WorldVector(-z);
    }
    void standardViewsByKey() {
        QFETCH(int, key);
        QFETCH(bool, shift);
        QFETCH(WorldVector, toEye);
        drag(*view_, {150, 150}, {190, 170});
        QTest::keyClick(view_.get(), Qt::Key(key), shift ? Qt::ShiftModifier : Qt::NoModifier);
        QVERIFY((view_->camera().toEye - toEye).norm() < 1e-9);
    }

    void whoDraws_data() {
        using Kind = std::optional<PainterKind>;
        QTest::addColumn<int>("choice");
        QTest::addColumn<QString>("platform");
        QTest::addColumn<bool>("context");
        QTest::addColumn<QString>("renderer");
        QTest::addColumn<int>("texture");
        QTest::addColumn<Kind>("painter");
        const QString card = QStringLiteral("NVIDIA RTX A4000/PCIe/SSE2"), x = QStringLiteral("xcb");
        const int a = int(RenderChoice::Auto), c = int(RenderChoice::Cpu), g = int(RenderChoice::Gpu);
        const Kind cpu = PainterKind::Cpu, gpu = PainterKind::Gpu;
        QTest::newRow("offscreen") << a << QStringLiteral("offscreen") << false << QString() << 0 << cpu;
        QTest::newRow("no context") << a << x << false << QString() << 0 << cpu;
        QTest::newRow("llvmpipe") << a << x << true << QStringLiteral("llvmpipe (LLVM 19.1.7, 256 bits)")
                                  << 2048 << cpu;
        QTest::newRow("softpipe") << a << x << true << QStringLiteral("softpipe") << 2048 << cpu;
        QTest::newRow("SwiftShader") << a << x << true << QStringLiteral("Google SwiftShader") << 2048 << cpu;
        QTest::newRow("small texture") << a << x << true << card << 256 << cpu;
        QTest::newRow("card: to be timed") << a << x << true << card << 16384 << Kind();
        QTest::newRow("cpu by choice") << c << x << true << card << 16384 << cpu;
        QTest::newRow("gpu by choice") << g << x << true << QStringLiteral("llvmpipe") << 2048 << gpu;
        QTest::newRow("gpu without context") << g << x << false << QString() << 0 << cpu;
    }
    void whoDraws() {
        QFETCH(int, choice);
        QFETCH(QString, platform);
        QFETCH(bool, context);
        QFETCH(QString, renderer);
        QFETCH(int, texture);
        QFETCH(std::optional<PainterKind>, painter);
        QVERIFY(painterFor(RenderChoice(choice), {platform, context, renderer, texture}, 512) == painter);
        QCOMPARE(renderChoiceFromCode(renderChoiceCode(RenderChoice(choice))), RenderChoice(choice));
    }
    void theFasterDraws() {
        QCOMPARE(fasterPainter(100, 69), PainterKind::Gpu);
        QCOMPARE(fasterPainter(100, 71), PainterKind::Cpu);
    }

    /// Planes that move stop the refining, and it goes on when they rest.
    void refiningWaitsForThePlanes() {
        QSignalSpy shown(view_.get(), &VolumeView::pictureShown);
        view_->lookFrom(WorldVector::UnitX(), WorldVector::UnitZ());
        QTRY_VERIFY_WITH_TIMEOUT(shown.size() >= 1, 30000); // the quick picture
        for (int step = 0; step < 8; ++step) {
            QTest::qWait(30); // a wheel that turns: shorter than the rest
            view_->holdRefining();
            QVERIFY(!view_->isRefined());
        }
        QCOMPARE(shown.size(), 1);
        QTRY_VERIFY_WITH_TIMEOUT(view_->isRefined(), 30000);
    }

    /// Pixel to patient and back, for points at any depth.
    void projectionIsUndone() {
        const RenderCamera camera = view_->camera();
        const QSizeF pane(400, 300);
        for (const WorldVector& off :
             {WorldVector(0, 0, 0), WorldVector(30, -40, 20), WorldVector(-50, 60, -35)}) {
            const WorldPoint p = kMiddle + off;
            const auto pixel = projected(camera, pane, p);
            QVERIFY(pixel);
            QVERIFY((unprojected(camera, pane, *pixel, p) - p).norm() < 1e-9);
        }
        QVERIFY(!projected(camera, pane, camera.focus + camera.toEye * (camera.distance_mm + 1)));
    }

private:
    std::unique_ptr<VolumeView> view_;
};

QTEST_MAIN(VolumeViewTest)
#include "VolumeViewTest.moc"
