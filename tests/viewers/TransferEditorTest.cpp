// SPDX-License-Identifier: GPL-3.0-or-later
//
// The editor of transfer functions, worked by mouse and keyboard.
#include "tests/viewers/Fixtures.h"
#include "viewers/volume3d/TransferCurve.h"
#include "viewers/volume3d/TransferEditor.h"

#include <QLineEdit>
#include <QSignalSpy>
#include <QTest>
#include <QVBoxLayout>

using namespace casebook;
using namespace casebook::fixtures;
using raycast::TransferFunction;

namespace {

const TransferFunction kBone{{130, 0, 0x7A2B1E},
                             {200, .04, 0xB5543A},
                             {300, .25, 0xE2B27A},
                             {500, .75, 0xF3E3C3},
                             {1200, .95, 0xFFFFFF}};

TransferFunction flat(int points) {
    TransferFunction f;
    for (int i = 0; i < points; ++i)
        f.push_back({-1000.0 + 50 * i, .25, 0x808080});
    return f;
}

double apart(QPointF a, QPointF b) { return std::hypot(a.x() - b.x(), a.y() - b.y()); }

} // namespace

class TransferEditorTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup() { window_.reset(); }

    void readsCurvesAsTheCasterDoes();
    void tidiesWhatItIsGiven();
    void dragMovesAPoint();
    void neverCrossesNeighbours();
    void escapeTakesTheDragBack();
    void aClickIsNoChange();
    void doubleClickAddsOnTheCurve();
    void doubleClickOnAPointAsksForItsColour();
    void rightClickRemoves();
    void keepsTwoPointsAndAtMost64();
    void tabChoosesAndLeaves();
    void arrowsMove();
    void heldKeyIsOneStep();
    void insertAndDelete();
    void undoAndRedo();
    void resetComesBackToThePreset();
    void ownersDoNotEcho();
    void zoomKeepsThePlace();
    void chosenPointComesIntoSight();
    void keysComeBeforeShortcuts();
    void statusLine();
    void everyThingFits_data();
    void everyThingFits();
    void histogramIsDrawn();

private:
    TransferEditor& editor() { return *editor_; }
    QPointF place(int i) { return editor().placeOf(i); }
    void key(Qt::Key k, Qt::KeyboardModifiers m = Qt::NoModifier) { QTest::keyClick(&editor(), k, m); }
    double hu(int i) { return editor().transfer()[std::size_t(i)].hu; }
    double opacity(int i) { return editor().transfer()[std::size_t(i)].opacity; }
    int count() { return int(editor().transfer().size()); }

    std::unique_ptr<QWidget> window_;
    TransferEditor* editor_ = nullptr;
    QLineEdit *before_ = nullptr, *after_ = nullptr;
    std::unique_ptr<QSignalSpy> edited_, committed_;
};

void TransferEditorTest::init() {
    window_ = std::make_unique<QWidget>();
    before_ = new QLineEdit;
    after_ = new QLineEdit;
    editor_ = new TransferEditor(ViewColors{});
    auto* column = new QVBoxLayout(window_.get());
    for (QWidget* w :
         {static_cast<QWidget*>(before_), static_cast<QWidget*>(editor_), static_cast<QWidget*>(after_)})
        column->addWidget(w);
    window_->resize(900, 420);
    window_->show();
    QVERIFY(QTest::qWaitForWindowActive(window_.get()));
    editor().setPreset(kBone);
    editor().setFocus(Qt::OtherFocusReason);
    edited_ = std::make_unique<QSignalSpy>(editor_, &TransferEditor::edited);
    committed_ = std::make_unique<QSignalSpy>(editor_, &TransferEditor::committed);
}

void TransferEditorTest::readsCurvesAsTheCasterDoes() {
    using namespace transferCurve;
    QCOMPARE(opacityAt(kBone, 129), 0.0);
    QCOMPARE(opacityAt(kBone, 250), .145);
    QCOMPARE(opacityAt(kBone, 500), .75);
    QCOMPARE(opacityAt(kBone, 3071), .95);
    QCOMPARE(opacityAt({{10, .5, 0}}, 9), 0.0);
    QCOMPARE(opacityAt({}, 9), 0.0);
    QCOMPARE(colorAt({{0, 0, 0x000000}, {10, 0, 0xFF8000}}, 5), 0x804000U);
    QCOMPARE(colorAt(kBone, -1000), 0x7A2B1EU);
    QCOMPARE(colorAt(kBone, 2000), 0xFFFFFFU);
}

void TransferEditorTest::tidiesWhatItIsGiven() {
    const TransferFunction tidy = transferCurve::tidied(
        {{-5000, -1, 0}, {10.4, .12345, 0xFF112233}, {10.4, .2, 0}, {5, .3, 0}, {9999, 7, 1}});
    QCOMPARE(tidy, (TransferFunction{{-1024, 0, 0}, {10, .123, 0x112233}, {3071, 1, 1}}));
    QCOMPARE(transferCurve::tidied(flat(70)).size(), std::size_t(64));
}

void TransferEditorTest::dragMovesAPoint() {
    const QPointF from = place(2), to = from + QPointF(8, -30);
    QTest::mousePress(&editor(), Qt::LeftButton, {}, from.toPoint());
    QCOMPARE(editor().selected(), 2);
    mouse(editor(), QEvent::MouseMove, (from + to) / 2);
    QCOMPARE(edited_->size(), 1);
    mouse(editor(), QEvent::MouseMove, to);
    QCOMPARE(edited_->size(), 2);
    QCOMPARE(edited_->last().first().value<TransferFunction>(), editor().transfer());
    QCOMPARE(committed_->size(), 0);
    mouse(editor(), QEvent::MouseButtonRelease, to);
    QCOMPARE(committed_->size(), 1);
    QVERIFY(hu(2) > 300 && hu(2) < 500);
    QVERIFY(opacity(2) > .25);
    QVERIFY(apart(place(2), to) < 1.5); // whole HU, steps of 0.001
    QCOMPARE(editor().transfer()[2].color, 0xE2B27AU);
    QCOMPARE(hu(1), 200.0);
    QCOMPARE(hu(3), 500.0);
}

void TransferEditorTest::neverCrossesNeighbours() {
    drag(editor(), place(2), place(2) + QPointF(700, 0));
    QCOMPARE(hu(2), 499.0);
    drag(editor(), place(2), place(2) - QPointF(700, 0));
    QCOMPARE(hu(2), 201.0);
    drag(editor(), place(0), QPointF(-50, 5000));
    QCOMPARE(hu(0), -1024.0);
    QCOMPARE(opacity(0), 0.0);
    drag(editor(), place(4), QPointF(5000, -500));
    QCOMPARE(hu(4), 3071.0);
    QCOMPARE(opacity(4), 1.0);
}

void TransferEditorTest::escapeTakesTheDragBack() {
    const QPointF from = place(3);
    mouse(editor(), QEvent::MouseButtonPress, from);
    mouse(editor(), QEvent::MouseMove, from + QPointF(30, 40));
    QVERIFY(editor().transfer() != kBone);
    key(Qt::Key_Escape);
    QCOMPARE(editor().transfer(), kBone);
    QCOMPARE(edited_->last().first().value<TransferFunction>(), kBone);
    mouse(editor(), QEvent::MouseMove, from + QPointF(60, 40));
    mouse(editor(), QEvent::MouseButtonRelease, from + QPointF(60, 40));
    QCOMPARE(editor().transfer(), kBone);
    QCOMPARE(committed_->size(), 0);
    QVERIFY(!editor().canUndo());
    // So does going out of sight.
    mouse(editor(), QEvent::MouseButtonPress, from);
    mouse(editor(), QEvent::MouseMove, from + QPointF(30, 40));
    editor().hide();
    QCOMPARE(editor().transfer(), kBone);
    QCOMPARE(committed_->size(), 0);
}

void TransferEditorTest::aClickIsNoChange() {
    mouse(editor(), QEvent::MouseButtonPress, place(1) + QPointF(3, 2));
    mouse(editor(), QEvent::MouseMove, place(1) + QPointF(4, 3));
    mouse(editor(), QEvent::MouseButtonRelease, place(1) + QPointF(4, 3));
    QCOMPARE(editor().selected(), 1);
    QCOMPARE(editor().transfer(), kBone);
    QCOMPARE(edited_->size() + committed_->size(), 0);
}

void TransferEditorTest::doubleClickAddsOnTheCurve() {
    const QPointF on((place(3).x() + place(4).x()) / 2, (place(3).y() + place(4).y()) / 2 - 2);
    QTest::mouseDClick(&editor(), Qt::LeftButton, {}, on.toPoint());
    QCOMPARE(count(), 6);
    QCOMPARE(editor().selected(), 4);
    QVERIFY(std::abs(hu(4) - 850) < 10);
    QVERIFY(std::abs(opacity(4) - transferCurve::opacityAt(kBone, hu(4))) <= .0005);
    QCOMPARE(editor().transfer()[4].color, transferCurve::colorAt(kBone, hu(4)));
    QCOMPARE(edited_->size(), 1);
    QCOMPARE(committed_->size(), 1);
    QTest::mouseDClick(&editor(), Qt::LeftButton, {}, (on + QPointF(-20, 60)).toPoint()); // beside the curve
    QCOMPARE(count(), 6);
}

void TransferEditorTest::doubleClickOnAPointAsksForItsColour() {
    QSignalSpy asked(&editor(), &TransferEditor::colorRequested);
    QTest::mouseDClick(&editor(), Qt::LeftButton, {}, place(3).toPoint());
    QCOMPARE(asked.size(), 1);
    QCOMPARE(asked.first().first().toInt(), 3);
    QCOMPARE(editor().transfer(), kBone);
    editor().setColor(3, 0xFF102030);
    QCOMPARE(editor().transfer()[3].color, 0x102030U);
    QCOMPARE(committed_->size(), 1);
    editor().setColor(9, 0);
    editor().setColor(-1, 0);
    editor().setColor(3, 0x102030);
    QCOMPARE(committed_->size(), 1);
    key(Qt::Key_Return);
    QCOMPARE(asked.size(), 2);
    editor().undo();
    QCOMPARE(editor().transfer(), kBone);
    const QImage picture = editor().grab().toImage();
    const QPointF strip = QPointF(place(3).x(), editor().height() - 30) * picture.devicePixelRatio();
    QCOMPARE(picture.pixelColor(strip.toPoint()), QColor::fromRgb(0xF3E3C3));
}

void TransferEditorTest::rightClickRemoves() {
    QTest::mouseClick(&editor(), Qt::RightButton, {}, place(3).toPoint());
    QCOMPARE(count(), 4);
    QCOMPARE(hu(3), 1200.0);
    QCOMPARE(committed_->size(), 1);
    QTest::mouseClick(&editor(), Qt::RightButton, {}, QPoint(60, 60));
    QCOMPARE(count(), 4);
}

void TransferEditorTest::keepsTwoPointsAndAtMost64() {
    editor().setPreset({{0, 0, 1}, {100, .5, 2}});
    QTest::mouseClick(&editor(), Qt::RightButton, {}, place(1).toPoint());
    QCOMPARE(count(), 2);
    QCOMPARE(editor().statusText(), QStringLiteral("A curve keeps at least two points."));
    QCOMPARE(committed_->size(), 0);
    editor().setPreset(flat(64));
    key(Qt::Key_Home);
    key(Qt::Key_Insert);
    QCOMPARE(count(), 64);
    QCOMPARE(editor().statusText(), QStringLiteral("A curve has at most 64 points."));
    QTest::mouseDClick(&editor(), Qt::LeftButton, {}, QPointF(place(63).x() + 60, place(63).y()).toPoint());
    QCOMPARE(count(), 64);
    editor().setPreset({{0, 0, 1}, {1, .5, 2}});
    key(Qt::Key_Home);
    key(Qt::Key_Insert);
    QCOMPARE(count(), 2);
    QCOMPARE(editor().statusText(), QStringLiteral("There is no room for a point here."));
    key(Qt::Key_Right);
    QVERIFY(editor().statusText().startsWith(QStringLiteral("HU 0")));
}

void TransferEditorTest::tabChoosesAndLeaves() {
    before_->setFocus();
    QTest::keyClick(before_, Qt::Key_Tab);
    QVERIFY(editor().hasFocus());
    for (int i = 0; i < 5; ++i) {
        QCOMPARE(editor().selected(), i);
        key(Qt::Key_Tab);
    }
    QVERIFY(after_->hasFocus());
    QTest::keyClick(after_, Qt::Key_Backtab);
    QVERIFY(editor().hasFocus());
    QCOMPARE(editor().selected(), 4);
    key(Qt::Key_Left, Qt::ControlModifier);
    QCOMPARE(editor().selected(), 3);
    key(Qt::Key_Right, Qt::ControlModifier);
    key(Qt::Key_Right, Qt::ControlModifier);
    QCOMPARE(editor().selected(), 4);
    key(Qt::Key_Home);
    QCOMPARE(editor().selected(), 0);
    key(Qt::Key_Backtab);
    QVERIFY(before_->hasFocus());
    QCOMPARE(editor().transfer(), kBone);
}

void TransferEditorTest::arrowsMove() {
    key(Qt::Key_Right); // no point is chosen yet
    QCOMPARE(editor().transfer(), kBone);
    key(Qt::Key_Tab);
    key(Qt::Key_Tab);
    QCOMPARE(editor().selected(), 1);
    key(Qt::Key_Right);
    key(Qt::Key_Right, Qt::ShiftModifier);
    QCOMPARE(hu(1), 211.0);
    key(Qt::Key_Left);
    QCOMPARE(hu(1), 210.0);
    key(Qt::Key_Up);
    QCOMPARE(opacity(1), .05);
    key(Qt::Key_Up, Qt::ShiftModifier);
    QCOMPARE(opacity(1), .15);
    key(Qt::Key_Down);
    QCOMPARE(opacity(1), .14);
    QCOMPARE(committed_->size(), 6);
    QCOMPARE(edited_->size(), 6);
    for (int i = 0; i < 30; ++i)
        key(Qt::Key_Left, Qt::ShiftModifier);
    QCOMPARE(hu(1), 131.0);
    key(Qt::Key_Right, Qt::AltModifier); // somebody else's
    QCOMPARE(hu(1), 131.0);
}

void TransferEditorTest::heldKeyIsOneStep() {
    key(Qt::Key_Home);
    const auto press = [&](QEvent::Type type, bool repeats) {
        QKeyEvent event(type, Qt::Key_Right, Qt::NoModifier, {}, repeats);
        QApplication::sendEvent(&editor(), &event);
    };
    press(QEvent::KeyPress, false);
    for (int i = 0; i < 9; ++i) {
        press(QEvent::KeyRelease, true);
        press(QEvent::KeyPress, true);
    }
    QCOMPARE(hu(0), 140.0);
    QCOMPARE(edited_->size(), 10);
    QCOMPARE(committed_->size(), 0);
    press(QEvent::KeyRelease, false);
    QCOMPARE(committed_->size(), 1);
    editor().undo();
    QCOMPARE(editor().transfer(), kBone);
    // The focus may leave before the key is let go.
    press(QEvent::KeyPress, false);
    after_->setFocus();
    QCOMPARE(committed_->size(), 3);
    QCOMPARE(hu(0), 131.0);
    // Esc takes it back.
    editor().setFocus();
    press(QEvent::KeyPress, false);
    QCOMPARE(hu(0), 132.0);
    key(Qt::Key_Escape);
    QCOMPARE(hu(0), 131.0);
    QCOMPARE(committed_->size(), 3);
}

void TransferEditorTest::insertAndDelete() {
    key(Qt::Key_Home);
    key(Qt::Key_Insert);
    QCOMPARE(count(), 6);
    QCOMPARE(editor().selected(), 1);
    QCOMPARE(hu(1), 165.0);
    QCOMPARE(opacity(1), .02);
    key(Qt::Key_Delete);
    QCOMPARE(editor().transfer(), kBone);
    key(Qt::Key_End);
    key(Qt::Key_Insert);
    QCOMPARE(hu(4), 850.0);
    key(Qt::Key_Backspace);
    QCOMPARE(editor().transfer(), kBone);
    QCOMPARE(committed_->size(), 4);
}

void TransferEditorTest::undoAndRedo() {
    QVERIFY(!editor().canUndo() && !editor().canRedo());
    drag(editor(), place(2), place(2) + QPointF(5, 10));
    const TransferFunction first = editor().transfer();
    key(Qt::Key_Delete);
    const TransferFunction second = editor().transfer();
    QCOMPARE(second.size(), std::size_t(4));
    key(Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(editor().transfer(), first);
    QCOMPARE(committed_->last().first().value<TransferFunction>(), first);
    key(Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(editor().transfer(), kBone);
    key(Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(editor().transfer(), kBone);
    QVERIFY(!editor().canUndo());
    key(Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
    key(Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(editor().transfer(), second);
    QVERIFY(!editor().canRedo());
    key(Qt::Key_Z, Qt::ControlModifier);
    key(Qt::Key_Home);
    key(Qt::Key_Up);
    QVERIFY(!editor().canRedo()); // a change of its own
}

void TransferEditorTest::resetComesBackToThePreset() {
    key(Qt::Key_End);
    key(Qt::Key_Down);
    editor().reset();
    QCOMPARE(editor().transfer(), kBone);
    QCOMPARE(committed_->size(), 2);
    editor().reset();
    QCOMPARE(committed_->size(), 2);
    editor().undo();
    QCOMPARE(opacity(4), .94);
}

void TransferEditorTest::ownersDoNotEcho() {
    const TransferFunction other = flat(3);
    editor().setTransfer(other);
    QCOMPARE(editor().transfer(), other);
    QCOMPARE(edited_->size() + committed_->size(), 0);
    editor().setTransfer(other); // what comes back from an owner is no step
    editor().undo();
    QCOMPARE(editor().transfer(), kBone);
    editor().redo();
    editor().reset();
    QCOMPARE(editor().transfer(), kBone);
    editor().setPreset(other);
    QVERIFY(!editor().canUndo());
    TransferEditor fresh{ViewColors{}};
    fresh.setTransfer(other);
    fresh.setTransfer(kBone);
    fresh.reset();
    QCOMPARE(fresh.transfer(), other);
    // In the middle of a drag the owner wins.
    editor().setPreset(kBone);
    mouse(editor(), QEvent::MouseButtonPress, place(2));
    mouse(editor(), QEvent::MouseMove, place(2) + QPointF(9, 9));
    editor().setTransfer(other);
    committed_->clear();
    mouse(editor(), QEvent::MouseButtonRelease, place(2));
    QCOMPARE(editor().transfer(), other);
    QCOMPARE(committed_->size(), 0);
    editor().undo();
    QCOMPARE(editor().transfer(), kBone);
}

void TransferEditorTest::zoomKeepsThePlace() {
    const QPointF at = place(2);
    wheel(editor(), at, 3);
    QVERIFY(apart(place(2), at) < .01);
    QVERIFY(place(3).x() - at.x() > 1.9 * 200 / 4095.0 * 800); // twice as wide
    wheel(editor(), at, -20);
    QVERIFY(apart(place(2), at) < .01);
    wheel(editor(), at, 100);
    QCOMPARE(place(1), QPointF()); // out of sight, so it can't be dragged
    key(Qt::Key_0);
    QVERIFY(apart(place(2), at) < .01);
}

void TransferEditorTest::chosenPointComesIntoSight() {
    key(Qt::Key_Home);
    for (int i = 0; i < 12; ++i)
        key(Qt::Key_Plus);
    QVERIFY(!place(0).isNull());
    QVERIFY(place(4).isNull());
    key(Qt::Key_End);
    QVERIFY(!place(4).isNull());
    QVERIFY(place(0).isNull());
    key(Qt::Key_Minus);
    key(Qt::Key_0);
    QVERIFY(!place(0).isNull());
}

void TransferEditorTest::keysComeBeforeShortcuts() {
    const auto isTaken = [&](Qt::Key k, Qt::KeyboardModifiers m) {
        QKeyEvent event(QEvent::ShortcutOverride, k, m);
        event.ignore();
        QApplication::sendEvent(&editor(), &event);
        return event.isAccepted();
    };
    QVERIFY(isTaken(Qt::Key_Z, Qt::ControlModifier));
    QVERIFY(isTaken(Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier));
    QVERIFY(isTaken(Qt::Key_Left, Qt::ShiftModifier));
    QVERIFY(isTaken(Qt::Key_Left, Qt::ControlModifier));
    QVERIFY(isTaken(Qt::Key_Delete, Qt::NoModifier));
    QVERIFY(!isTaken(Qt::Key_S, Qt::ControlModifier));
    QVERIFY(!isTaken(Qt::Key_Escape, Qt::NoModifier)); // nothing to take back
    QVERIFY(!isTaken(Qt::Key_A, Qt::NoModifier));
}

void TransferEditorTest::statusLine() {
    editor().setPreset({{-600, .03, 0}, {-500, .004, 0}, {0, 1, 0}});
    QCOMPARE(editor().statusText(), QStringLiteral("Double click on the curve adds a point."));
    mouse(editor(), QEvent::MouseMove, place(0), Qt::NoButton);
    QCOMPARE(editor().statusText(), QStringLiteral("HU \u2212600 · 3 % per mm"));
    mouse(editor(), QEvent::MouseMove, place(1), Qt::NoButton);
    QCOMPARE(editor().statusText(), QStringLiteral("HU \u2212500 · 0.4 % per mm"));
    mouse(editor(), QEvent::MouseMove, QPointF(place(2).x() + 200, place(0).y()), Qt::NoButton);
    QVERIFY(editor().statusText().endsWith(QStringLiteral(" · 100 % per mm"))); // the curve above the mouse
    QEvent leave(QEvent::Leave);
    QApplication::sendEvent(&editor(), &leave);
    key(Qt::Key_Home);
    QCOMPARE(editor().statusText(), QStringLiteral("HU \u2212600 · 3 % per mm"));
    QVERIFY(!editor().accessibleName().isEmpty());
    QVERIFY(!editor().accessibleDescription().isEmpty());
}

void TransferEditorTest::everyThingFits_data() {
    QTest::addColumn<QSize>("size");
    QTest::newRow("hint") << QSize(560, 260);
    QTest::newRow("least") << QSize(280, 180);
    QTest::newRow("wide") << QSize(1600, 300);
}

/// Nothing is painted at the very rim, where it would be cut.
void TransferEditorTest::everyThingFits() {
    QFETCH(QSize, size);
    ViewColors colors;
    TransferEditor alone{colors};
    alone.resize(size);
    alone.setPreset({{-1024, 1, 0xFF0000}, {0, 0, 0x00FF00}, {3071, 1, 0x0000FF}});
    Histogram histogram;
    histogram.bins.assign(Histogram::kBins, 5);
    alone.setHistogram(histogram);
    const QImage picture = alone.grab().toImage();
    for (int x = 0; x < picture.width(); ++x) {
        QCOMPARE(picture.pixelColor(x, 0), colors.background);
        QCOMPARE(picture.pixelColor(x, picture.height() - 1), colors.background);
    }
    for (int y = 0; y < picture.height(); ++y) {
        QCOMPARE(picture.pixelColor(0, y), colors.background);
        QCOMPARE(picture.pixelColor(picture.width() - 1, y), colors.background);
    }
}

void TransferEditorTest::histogramIsDrawn() {
    Histogram histogram;
    histogram.bins.assign(Histogram::kBins, 0);
    for (int hu = 1500; hu < 1600; ++hu)
        histogram.bins[std::size_t(hu - Histogram::kFirst_hu)] = 1000;
    for (int hu = 2500; hu < 2600; ++hu)
        histogram.bins[std::size_t(hu - Histogram::kFirst_hu)] = 1;
    const auto height = [&](double at) { // coloured pixels of a column that hold no line of the curve
        const QImage picture = editor().grab().toImage();
        const double ratio = picture.devicePixelRatio();
        const double perHu = (place(4).x() - place(0).x()) / (1200 - 130);
        const int x = int((place(0).x() + (at - 130) * perHu) * ratio);
        int n = 0;
        for (int y = int(40 * ratio); y < int((editor().height() - 45) * ratio); ++y)
            n += qGray(picture.pixel(x, y)) > 20 ? 1 : 0;
        return n;
    };
    const int none = height(1550);
    editor().setHistogram(histogram);
    const int often = height(1550), once = height(2550), never = height(2020);
    QVERIFY(often > 100);
    QVERIFY(once > 5 && once < often / 4); // log(2) : log(1001) = 1 : 10
    QVERIFY(never <= none + 1);
    editor().setHistogram({});
    QCOMPARE(height(1550), none);
}

QTEST_MAIN(TransferEditorTest)
#include "TransferEditorTest.moc"
