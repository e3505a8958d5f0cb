// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/volume/Window.h"

#include <QTest>

#include <cmath>

using namespace casebook;

class WindowTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void pointsOfTheStandard_data();
    void pointsOfTheStandard();
    void tableEqualsFormula_data();
    void tableEqualsFormula();
    void keys();
    void fullRangeLeavesPaddingAndGapsOut();
};

// PS3.3 C.11.2.1.2 gives c = 2048, w = 4096 and others as pseudo-code: if x <= c - 0.5 - (w-1)/2 black,
// if x > c - 0.5 + (w-1)/2 white, else in between.
void WindowTest::pointsOfTheStandard_data() {
    QTest::addColumn<int>("function");
    QTest::addColumn<double>("center");
    QTest::addColumn<double>("width");
    QTest::addColumn<double>("value");
    QTest::addColumn<double>("grey");
    const int linear = int(WindowFunction::Linear), exact = int(WindowFunction::LinearExact),
              sigmoid = int(WindowFunction::Sigmoid);
    QTest::newRow("LINEAR c=0 w=100, black at -50") << linear << 0.0 << 100.0 << -50.0 << 0.0;
    QTest::newRow("LINEAR c=0 w=100, white at 49") << linear << 0.0 << 100.0 << 49.0 << 255.0;
    QTest::newRow("LINEAR c=0 w=100, -0.5 is the middle") << linear << 0.0 << 100.0 << -0.5 << 127.5;
    QTest::newRow("LINEAR w=1 below") << linear << 0.0 << 1.0 << -0.5 << 0.0;
    QTest::newRow("LINEAR w=1 above") << linear << 0.0 << 1.0 << 0.0 << 255.0;
    QTest::newRow("EXACT lung, black") << exact << -600.0 << 1500.0 << -1350.0 << 0.0;
    QTest::newRow("EXACT lung, white") << exact << -600.0 << 1500.0 << 150.0 << 255.0;
    QTest::newRow("EXACT lung, centre") << exact << -600.0 << 1500.0 << -600.0 << 127.5;
    QTest::newRow("EXACT lung, -1000") << exact << -600.0 << 1500.0 << -1000.0 << (350.0 / 1500) * 255;
    QTest::newRow("EXACT far out") << exact << 40.0 << 400.0 << 3071.0 << 255.0;
    QTest::newRow("SIGMOID centre") << sigmoid << 40.0 << 400.0 << 40.0 << 127.5;
    QTest::newRow("SIGMOID half a width up")
        << sigmoid << 40.0 << 400.0 << 240.0 << 255.0 / (1 + std::exp(-2.0));
}

void WindowTest::pointsOfTheStandard() {
    QFETCH(int, function);
    QFETCH(double, center);
    QFETCH(double, width);
    QFETCH(double, value);
    QFETCH(double, grey);
    QVERIFY(std::abs(greyLevel({center, width, WindowFunction(function)}, value) - grey) < 1e-9);
}

void WindowTest::tableEqualsFormula_data() {
    QTest::addColumn<double>("slope");
    QTest::addColumn<double>("intercept");
    QTest::addColumn<bool>("inverted");
    QTest::newRow("plain") << 1.0 << -1024.0 << false;
    QTest::newRow("inverted") << 1.0 << -1024.0 << true;
    QTest::newRow("slope 0.01") << 0.01 << 5.0 << false;
    QTest::newRow("negative slope") << -1.0 << 0.0 << false;
}

// All 65,536 values against the sentence of the standard, written here a second time.
void WindowTest::tableEqualsFormula() {
    QFETCH(double, slope);
    QFETCH(double, intercept);
    QFETCH(bool, inverted);
    for (const Window w :
         {Window{-600, 1500}, Window{40.5, 3}, Window{0, 1e-3}, Window{7, 90, WindowFunction::Linear}}) {
        WindowLut lut;
        lut.build(w, slope, intercept, inverted);
        for (int stored = -32768; stored <= 32767; ++stored) {
            const double x = slope * stored + intercept;
            const double c = w.function == WindowFunction::Linear ? w.center - 0.5 : w.center;
            const double width = w.function == WindowFunction::Linear ? w.width - 1 : w.width;
            double y = 0;
            if (x > c + width / 2)
                y = 255;
            else if (x > c - width / 2)
                y = ((x - c) / width + 0.5) * 255;
            if (inverted)
                y = 255 - y;
            QVERIFY2(std::abs(lut[std::int16_t(stored)] - y) <= 0.5 + 1e-9, qPrintable(QString::number(x)));
        }
    }
}

void WindowTest::keys() {
    Volume v;
    v.grid.columns = v.grid.rows = v.grid.slices = 1;
    v.stored = {-100, 0};
    v.instances = {QStringLiteral("1")};
    v.modality = QStringLiteral("CT");
    const double expected[7][2] = {{0, 0},    {-600, 1500}, {40, 400},   {400, 2000},
                                   {90, 150}, {150, 700},   {-700, 1000}};
    for (int key = 1; key <= 6; ++key)
        QCOMPARE(*windowForKey(key, v), (Window{expected[key][0], expected[key][1]}));
    QVERIFY(!windowForKey(8, v).has_value());
    QCOMPARE(firstWindow(v), (Window{-600, 1500}));
    v.hasFileWindow = true;
    v.windowCenter = 35;
    v.windowWidth = 80;
    QCOMPARE(*windowForKey(7, v), (Window{35, 80}));
    QCOMPARE(firstWindow(v), (Window{35, 80}));
}

void WindowTest::fullRangeLeavesPaddingAndGapsOut() {
    Volume v;
    v.grid.columns = 2;
    v.grid.rows = 1;
    v.grid.slices = 3;
    v.stored = {-2000, 100, -3000, 9000, 50, 1100};
    v.stored.resize(14);
    v.instances = {QStringLiteral("1"), QString(), QStringLiteral("3")};
    v.paddingStored = -2000;
    v.slope = 2;
    v.intercept = 10;
    const Window w = *windowForKey(0, v);
    QCOMPARE(w.center, 2 * (50 + 1100) / 2.0 + 10);
    QCOMPARE(w.width, 2.0 * 1050);
    v.paddingLimitStored = 60; // a range, whichever end comes first
    QCOMPARE(windowForKey(0, v)->center, 2 * (100 + 1100) / 2.0 + 10);
    v.paddingStored = 60;
    v.paddingLimitStored = -2000;
    QCOMPARE(windowForKey(0, v)->center, 2 * (100 + 1100) / 2.0 + 10);
}

QTEST_GUILESS_MAIN(WindowTest)
#include "WindowTest.moc"
