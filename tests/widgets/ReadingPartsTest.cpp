// SPDX-License-Identifier: GPL-3.0-or-later
// Tool bar and side panel of the reading page.
#include "tests/widgets/DemoViews.h"
#include "widgets/common/Button.h"
#include "widgets/common/Segmented.h"
#include "widgets/reading/ReadingBar.h"
#include "widgets/reading/SegmentRow.h"
#include "widgets/theme/Theme.h"

#include <QSignalSpy>
#include <QSlider>
#include <QTest>

using namespace casebook;
using namespace Qt::StringLiterals;

class ReadingPartsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { theme::install(*qApp); }
    void settersEmitNothing();
    void clicksEmit();
    void clickOnASegmentGoesThere();
    void refusedOverlayIsListedButNotDrawn();
    void eyeFillAndOpacityChangeTheSegment();
    void volumesArriveLater();
    void placementWords_data();
    void placementWords();
    void volumeWords();

private:
    static SegmentRow* row(SegmentPanel& panel, int overlay, int segment) {
        return panel.findChild<SegmentRow*>(u"segment-%1-%2"_s.arg(overlay).arg(segment));
    }
};

void ReadingPartsTest::settersEmitNothing() {
    ReadingBar bar;
    QSignalSpy tool(&bar, &ReadingBar::toolChosen), preset(&bar, &ReadingBar::presetChosen),
        layout(&bar, &ReadingBar::layoutChosen), overlays(&bar, &ReadingBar::overlaysToggled);
    bar.setTool(ReadingTool::Length);
    bar.setPreset(3);
    bar.setLayoutChoice(ReadingLayout::One);
    bar.setHasOverlays(true);
    bar.setOverlaysShown(false);
    QCOMPARE(tool.size() + preset.size() + layout.size() + overlays.size(), 0);
}

void ReadingPartsTest::clicksEmit() {
    ReadingBar bar;
    bar.show();
    QSignalSpy tool(&bar, &ReadingBar::toolChosen), preset(&bar, &ReadingBar::presetChosen),
        layout(&bar, &ReadingBar::layoutChosen);
    const auto buttons = bar.findChildren<Button*>();
    QTest::mouseClick(buttons.at(4), Qt::LeftButton);
    QCOMPARE(tool.first().first().value<ReadingTool>(), ReadingTool::Length);
    auto* presets = bar.findChildren<Segmented*>().first();
    QTest::mouseClick(presets, Qt::LeftButton, {}, QPoint(presets->width() - 12, 12));
    QCOMPARE(preset.first().first().toInt(), 0); // last word: whole range, key 0
    QCOMPARE(presets->active(), 0);
    QTest::mouseClick(buttons.at(6), Qt::LeftButton);
    QCOMPARE(layout.first().first().value<ReadingLayout>(), ReadingLayout::One);
}

void ReadingPartsTest::clickOnASegmentGoesThere() {
    SegmentPanel panel;
    panel.setOverlays(demo::overlays());
    panel.show();
    QSignalSpy went(&panel, &SegmentPanel::segmentActivated);
    QTest::mouseClick(row(panel, 1, 2), Qt::LeftButton, {}, QPoint(100, 12));
    QCOMPARE(went.size(), 1);
    QCOMPARE(went.first().at(0).value<OverlayId>(), OverlayId{1});
    QCOMPARE(went.first().at(1).toInt(), 2);
    QTest::keyClick(row(panel, 1, 1), Qt::Key_Return);
    QCOMPARE(went.size(), 2);
}

void ReadingPartsTest::refusedOverlayIsListedButNotDrawn() {
    SegmentPanel panel;
    panel.setOverlays(demo::overlays());
    panel.show();
    QSignalSpy went(&panel, &SegmentPanel::segmentActivated),
        confirm(&panel, &SegmentPanel::confirmRequested);
    QTest::mouseClick(row(panel, 3, 1), Qt::LeftButton, {}, QPoint(100, 12));
    QCOMPARE(went.size(), 0);
    for (Button* button : row(panel, 3, 1)->findChildren<Button*>())
        QVERIFY(!button->isEnabled());
    int offered = 0; // only the near miss can be confirmed
    for (OverlayHead* head : panel.findChildren<OverlayHead*>())
        for (Button* button : head->findChildren<Button*>()) {
            ++offered;
            QTest::mouseClick(button, Qt::LeftButton);
        }
    QCOMPARE(offered, 1);
    QCOMPARE(confirm.first().first().value<OverlayId>(), OverlayId{2});
}

void ReadingPartsTest::eyeFillAndOpacityChangeTheSegment() {
    SegmentPanel panel;
    panel.setOverlays(demo::overlays());
    panel.show();
    panel.setActive({1}, 1);
    QSignalSpy changed(&panel, &SegmentPanel::segmentChanged);
    SegmentRow* first = row(panel, 1, 1);
    for (Button* button : first->findChildren<Button*>())
        QTest::mouseClick(button, Qt::LeftButton);
    QCOMPARE(changed.size(), 2);
    QVERIFY(!first->segment().visible);
    QVERIFY(!first->segment().fill);
    first->findChild<QSlider*>()->setValue(80);
    QCOMPARE(changed.size(), 3);
    QCOMPARE(changed.last().at(1).value<SegmentView>().opacity, 0.8);
    QCOMPARE(panel.overlays().first().segments.first().opacity, 0.8); // a later rebuild keeps it
}

void ReadingPartsTest::volumesArriveLater() {
    SegmentPanel panel;
    panel.setOverlays(demo::overlays());
    panel.setVolume({2}, 2, 2410.4);
    QCOMPARE(row(panel, 2, 2)->segment().volume_ml, 2410.4);
    QCOMPARE(panel.overlays().at(1).segments.at(1).volume_ml, 2410.4);
}

void ReadingPartsTest::placementWords_data() {
    QTest::addColumn<OverlayView>("overlay");
    QTest::addColumn<QString>("words");
    OverlayView o;
    o.placement = Placement::State::Verified;
    QTest::newRow("frame") << o << u"Placed by frame of reference"_s;
    o.byGrid = true;
    QTest::newRow("grid") << o << u"Placed by equal grids"_s;
    o.placement = Placement::State::Confirmed;
    o.confirmedBy = u"Zhao Lei"_s;
    QTest::newRow("person") << o << u"Placement confirmed by Zhao Lei"_s;
    o.placement = Placement::State::Refused;
    o.reason = "frame-of-reference";
    QTest::newRow("refused") << o << u"Not drawn: another frame of reference"_s;
    o.reason = "grid-mismatch";
    o.confirmable = true;
    o.corner_mm = 0.62;
    QTest::newRow("near") << o << u"Nearly fits: corners are up to 0.62 mm away"_s;
}

void ReadingPartsTest::placementWords() {
    QFETCH(OverlayView, overlay);
    QFETCH(QString, words);
    QLocale::setDefault(QLocale::c());
    QCOMPARE(placementText(overlay), words);
}

void ReadingPartsTest::volumeWords() {
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedKingdom));
    QCOMPARE(volumeText(7.412), u"7.41 ml"_s);
    QCOMPARE(volumeText(81.44), u"81.4 ml"_s);
    QCOMPARE(volumeText(2310.2), u"2,310 ml"_s);
    QCOMPARE(volumeText(-1), u"…"_s);
}

QTEST_MAIN(ReadingPartsTest)
#include "ReadingPartsTest.moc"
