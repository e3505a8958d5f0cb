// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/viewers/Fixtures.h"
#include "viewers/layout/ViewerGrid.h"

#include <QSignalSpy>
#include <QTest>

using namespace casebook;
using namespace casebook::fixtures;

class ViewerGridTest : public QObject {
    Q_OBJECT

    std::unique_ptr<ViewerGrid> grid_;

    static VolumePtr plain() {
        return volume(grid({}, {60, 50, 40}, {1, 1, 2.5}),
                      [](const WorldPoint& p) { return int(p.x()) * 5; });
    }

private Q_SLOTS:
    void init() {
        grid_ = std::make_unique<ViewerGrid>(ViewColors{});
        grid_->setVolumeEnabled(false);
        grid_->resize(900, 700);
        grid_->show();
        QVERIFY(QTest::qWaitForWindowExposed(grid_.get()));
        grid_->setVolume(plain());
    }

    void wheelMovesTheOtherPanesOncePerTurn() {
        SliceView* axial = grid_->slice(0);
        SliceView* sagittal = grid_->slice(1);
        grid_->setTool(SliceTool::CrossHair);
        const WorldPoint target = axial->camera().toWorld({80, 60}, axial->size());
        QSignalSpy moved(grid_.get(), &ViewerGrid::cursorMoved);
        mouse(*axial, QEvent::MouseButtonPress, {200, 200});
        for (int i = 0; i < 5; ++i)
            mouse(*axial, QEvent::MouseMove, {100.0 - i * 4, 80.0 - i * 4});
        mouse(*axial, QEvent::MouseMove, {80, 60});
        mouse(*axial, QEvent::MouseButtonRelease, {80, 60});
        QCOMPARE(moved.count(), 0); // not before the pane under the mouse had its turn
        QTRY_COMPARE(moved.count(), 1);
        QVERIFY((grid_->cursorPoint() - target).norm() < 1e-9);
        QVERIFY(std::abs(sagittal->camera().distance_mm(target)) <= 0.5);
        QVERIFY(std::abs(grid_->slice(2)->camera().distance_mm(target)) <= 0.5);
        const int before = axial->place().number;
        wheel(*axial, {80, 60}, 3);
        QTRY_COMPARE(moved.count(), 2);
        QCOMPARE(axial->place().number, before + 3);
        QVERIFY(std::abs(grid_->cursorPoint().z() - target.z() - 7.5) < 1e-9);
    }

    void windowsAreLinkedExceptTheSecondAxial() {
        QTest::keyClick(grid_->slice(0), Qt::Key_2);
        QCOMPARE(grid_->slice(2)->window(), grid_->slice(0)->window());
        QCOMPARE(grid_->activePreset(), 2);
        grid_->setSecondAxial(true);
        QCOMPARE(grid_->slice(1)->kind(), PlaneKind::Axial);
        const Window own = grid_->slice(1)->window();
        QTest::keyClick(grid_->slice(0), Qt::Key_3);
        QCOMPARE(grid_->slice(1)->window(), own);
        QVERIFY(grid_->slice(2)->window() == grid_->slice(0)->window());
    }

    void layoutsAndMaximize() {
        const auto shown = [this] {
            int count = 0;
            for (int i = 0; i < 3; ++i)
                count += grid_->slice(i)->isVisible() ? 1 : 0;
            return count + (grid_->volumeView()->isVisible() ? 1 : 0);
        };
        QCOMPARE(shown(), 4);
        QTest::mouseDClick(grid_->slice(2), Qt::LeftButton, {}, QPoint(60, 60));
        QCOMPARE(grid_->maximized(), 2);
        QCOMPARE(shown(), 1);
        QTRY_VERIFY(grid_->slice(2)->width() > 880);
        QTest::mouseDClick(grid_->slice(2), Qt::LeftButton, {}, QPoint(60, 60));
        QCOMPARE(shown(), 4);
        grid_->setLayoutKind(ViewerGrid::Layout::OneByTwo);
        QCOMPARE(shown(), 2);
        grid_->setLayoutKind(ViewerGrid::Layout::One);
        QCOMPARE(shown(), 1);
    }

    void tabGoesThroughThePanes() {
        grid_->activateWindow();
        grid_->slice(0)->setFocus();
        QTRY_VERIFY(grid_->slice(0)->hasFocus());
        QSignalSpy active(grid_.get(), &ViewerGrid::activePaneChanged);
        for (const int expected : {1, 2, 3, 0}) {
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
            QCOMPARE(grid_->activePane(), expected);
        }
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab, Qt::ShiftModifier);
        QCOMPARE(grid_->activePane(), 3);
        QVERIFY(active.count() >= 5);
    }

    void lengthsBelongToAllPanes() {
        SliceView* axial = grid_->slice(0);
        grid_->setTool(SliceTool::Length);
        QSignalSpy spy(grid_.get(), &ViewerGrid::measured);
        drag(*axial, {100, 100}, {180, 140});
        QCOMPARE(spy.count(), 1);
        QCOMPARE(grid_->lengths().size(), std::size_t(1));
        QCOMPARE(grid_->slice(2)->scene().lengths.size(), std::size_t(1));
        const double before = grid_->lengths()[0].length_mm();
        drag(*axial, {180, 140}, {220, 160}); // by its handle
        QCOMPARE(grid_->lengths().size(), std::size_t(1));
        QVERIFY(grid_->lengths()[0].length_mm() > before * 1.3);
        QTest::keyClick(axial, Qt::Key_Escape); // drops the tool: nothing may be removed by a slip
        QTest::keyClick(axial, Qt::Key_Delete);
        QCOMPARE(grid_->lengths().size(), std::size_t(1));
        QTest::keyClick(axial, Qt::Key_L);
        mouse(*axial, QEvent::MouseButtonPress, {220, 160});
        mouse(*axial, QEvent::MouseButtonRelease, {220, 160});
        QTest::keyClick(axial, Qt::Key_Delete);
        QVERIFY(grid_->lengths().empty());
        QVERIFY(grid_->slice(2)->scene().lengths.empty());
    }

    void segmentClickedGoesThere() {
        const WorldPoint target(25, -30, 330);
        grid_->goTo(target);
        for (int i = 0; i < 3; ++i) {
            QVERIFY(std::abs(grid_->slice(i)->camera().distance_mm(target)) <= 1.25 + 1e-9);
            QVERIFY(QRectF(grid_->slice(i)->rect())
                        .contains(grid_->slice(i)->camera().toScreen(target, grid_->slice(i)->size())));
        }
    }

    void overlaysToggleEverywhere() {
        QSignalSpy spy(grid_.get(), &ViewerGrid::overlaysToggled);
        QTest::keyClick(grid_->slice(1), Qt::Key_V);
        QCOMPARE(spy.count(), 1);
        QVERIFY(!grid_->overlaysShown());
        QVERIFY(!grid_->slice(0)->scene().overlaysShown);
        QTest::keyPress(grid_->slice(0), Qt::Key_Q);
        QVERIFY(grid_->slice(2)->scene().allHidden);
        QTest::keyRelease(grid_->slice(0), Qt::Key_Q);
        QVERIFY(!grid_->slice(2)->scene().allHidden);
    }

    void emptyAgain() {
        grid_->setVolume(nullptr);
        QVERIFY(!grid_->slice(0)->volume());
        QTest::keyClick(grid_->slice(0), Qt::Key_Up);
        wheel(*grid_->slice(0), {50, 50}, 1);
        drag(*grid_->slice(0), {50, 50}, {90, 90});
        QVERIFY(!grid_->slice(0)->grab().isNull());
    }
};

QTEST_MAIN(ViewerGridTest)
#include "ViewerGridTest.moc"
