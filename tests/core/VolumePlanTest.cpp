// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/volume/VolumePlan.h"
#include "tests/core/PlanFixture.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <random>

using namespace casebook;
using namespace casebook::test;

namespace {

/// Instances in slot order; "-" for a missing slice.
QStringList instances(const PlannedVolume& v, const Headers& headers) {
    QStringList out;
    for (int s : v.slots)
        out += s < 0 ? QStringLiteral("-") : headers[std::size_t(s)].instance;
    return out;
}

/// What must not change when the files come in another order.
QString summary(const SeriesPlan& plan, const Headers& headers) {
    QString out;
    for (const PlannedVolume& v : plan.volumes) {
        out += instances(v, headers).join(u',') + u'|' + QString::fromLatin1(codes(v).join(',')) + u'|' +
               QString::number(v.grid.origin.z()) + u'/' + QString::number(v.grid.sliceStep.norm()) + u'\n';
    }
    for (const LeftOut& l : plan.leftOut)
        out += l.instance + u':' + QString::fromLatin1(l.reason) + u' ';
    return out;
}

const QString ct = QStringLiteral("CT");

} // namespace

class VolumePlanTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void uniformChest();
    void orderOfFilesDoesNotMatter_data();
    void orderOfFilesDoesNotMatter();
    void roundedHeadersStayRegular();
    void missingSlices_data();
    void missingSlices();
    void tiltFromPositions_data();
    void tiltFromPositions();
    void twoThicknessesInOneSeries();
    void unevenSlices();
    void obliqueSmall();
    void mixedOrientation();
    void mixedPixelSizes();
    void localizersStandApart();
    void samePlaceAgainAndAgain();
    void identicalPixelsAreDropped();
    void otherPixelsAtOnePlaceKeepTheLowestNumber();
    void phasesByTime();
    void phasesByRankWhereTimesDiffer();
    void acquisitionsAreNotTornApart();
    void interleavedAcquisitions();
    void framesOfReferenceAreKeptApart();
    void withoutPosition();
    void badOrientationIsNoPosition();
    void colourAndEmptyAreLeftOut();
    void scatteredImagesAreAStack();
    void headerWarnings();
    void nothing();

private:
    static Headers tilted(double angle, double step, int n);
};

void VolumePlanTest::uniformChest() { // figures of set 01
    Headers h = stack(133, 2.5, -340);
    const SeriesPlan plan = planVolumes(h, ct);
    QCOMPARE(plan.volumes.size(), 1U);
    const PlannedVolume& v = plan.volumes[0];
    QCOMPARE(v.grid.slices, 133);
    QVERIFY(v.regular && !v.stackOnly);
    QCOMPARE(v.grid.origin, WorldPoint(-166, -171.7, -340));
    QVERIFY((v.grid.sliceStep - WorldVector(0, 0, 2.5)).norm() < 1e-9);
    QVERIFY(v.warnings.empty());
    QVERIFY(plan.leftOut.empty());
    QCOMPARE(h[std::size_t(v.slots.front())].instanceNumber, 133);
    QCOMPARE(h[std::size_t(v.slots.back())].instanceNumber, 1);
    QVERIFY((v.positions[7] - WorldPoint(-166, -171.7, -322.5)).norm() < 1e-9);
}

Headers VolumePlanTest::tilted(double angle, double step, int n) {
    const double c = std::cos(angle * M_PI / 180), s = std::sin(angle * M_PI / 180);
    Headers h;
    for (int i = 0; i < n; ++i) { // the table moves along z while the gantry leans
        h.push_back(slice(i + 1, {-123.5, -15.641, 742.345 + step * i}));
        h.back().orientation = {1, 0, 0, 0, c, s};
        h.back().sliceThickness_mm = step * c;
    }
    return h;
}

void VolumePlanTest::orderOfFilesDoesNotMatter_data() {
    QTest::addColumn<QString>("which");
    for (const char* name :
         {"gap", "phases", "orientations", "tilt", "duplicates", "two thicknesses", "no position"})
        QTest::newRow(name) << QString::fromLatin1(name);
}

void VolumePlanTest::orderOfFilesDoesNotMatter() {
    QFETCH(QString, which);
    Headers h = stack(30, 2);
    if (which == QLatin1String("gap")) {
        h.erase(h.begin() + 11, h.begin() + 13);
    } else if (which == QLatin1String("phases")) {
        for (const SliceHeader& s : stack(30, 2, -100, 31))
            h.push_back(s);
        for (std::size_t i = 0; i < 60; ++i)
            h[i].time = i < 30 ? QStringLiteral("9") : QStringLiteral("10");
    } else if (which == QLatin1String("orientations")) {
        for (std::size_t i = 0; i < 12; ++i)
            h[i].orientation = {0, 1, 0, 0, 0, -1};
    } else if (which == QLatin1String("tilt")) {
        h = tilted(-18.5, 2.5, 54);
    } else if (which == QLatin1String("duplicates")) {
        h.push_back(slice(99, *h[4].position));
        h.push_back(slice(77, *h[4].position));
    } else if (which == QLatin1String("two thicknesses")) {
        for (std::size_t i = 15; i < 30; ++i)
            h[i].position = WorldPoint(-166, -171.7, -70 + 7.0 * double(i - 14));
    } else {
        for (SliceHeader& s : h)
            s.position.reset();
    }
    const QString expected = summary(planVolumes(h, ct), h);
    std::mt19937 random(42);
    for (int n = 0; n < 20; ++n) {
        std::shuffle(h.begin(), h.end(), random);
        QCOMPARE(summary(planVolumes(h, ct), h), expected);
    }
}

void VolumePlanTest::roundedHeadersStayRegular() {
    Headers h = stack(79, 3.98734, -360.256);
    for (SliceHeader& s : h) {
        s.position->z() = std::round(s.position->z() * 10) / 10; // 0.05 mm off at most
    }
    const SeriesPlan plan = planVolumes(h, ct);
    QCOMPARE(plan.volumes.size(), 1U);
    QVERIFY(plan.volumes[0].regular);
    QVERIFY(!codes(plan.volumes[0]).contains("gap"));
    QVERIFY(std::abs(plan.volumes[0].grid.sliceStep.z() - 3.98734) < 0.002);
    // 0.3 mm in one place is more than rounding.
    h[40].position->z() += 0.3;
    const SeriesPlan uneven = planVolumes(h, ct);
    QVERIFY(!uneven.volumes[0].regular);
    QVERIFY(codes(uneven.volumes[0]).contains("irregular-spacing"));
}

void VolumePlanTest::missingSlices_data() {
    QTest::addColumn<int>("first");
    QTest::addColumn<int>("count");
    QTest::addColumn<int>("of");
    QTest::newRow("1 of 200") << 117 << 1 << 200;
    QTest::newRow("3 together of 50") << 20 << 3 << 50;
    QTest::newRow("second of 4") << 1 << 1 << 4;
}

void VolumePlanTest::missingSlices() {
    QFETCH(int, first);
    QFETCH(int, count);
    QFETCH(int, of);
    Headers h = stack(of, 1.25);
    h.erase(h.begin() + first, h.begin() + first + count);
    const SeriesPlan plan = planVolumes(h, ct);
    QCOMPARE(plan.volumes.size(), 1U);
    const PlannedVolume& v = plan.volumes[0];
    QVERIFY(v.regular && !v.stackOnly);
    QCOMPARE(v.grid.slices, of);
    // Lengths stay right: the last slice is where it was.
    QVERIFY(std::abs(v.grid.toWorld({0, 0, of - 1.0}).z() - (-100 + 1.25 * (of - 1))) < 1e-9);
    for (int k = 0; k < of; ++k)
        QCOMPARE(v.slots[std::size_t(k)] < 0, k >= first && k < first + count);
    QCOMPARE(codes(v), QByteArrayList{"gap"});
    QCOMPARE(args(v, "gap")[1], QString::number(count));
    QVERIFY(args(v, "gap")[0].startsWith(QString::number(-100 + 1.25 * first)));
}

void VolumePlanTest::tiltFromPositions_data() {
    QTest::addColumn<double>("angle");
    QTest::addColumn<double>("step");
    QTest::newRow("+18.5") << 18.5 << 2.5;
    QTest::newRow("-18.5") << -18.5 << 2.5;
    QTest::newRow("-14, four slices") << -14.0 << 5.0;
    QTest::newRow("small") << 0.2 << 1.0;
}

void VolumePlanTest::tiltFromPositions() {
    QFETCH(double, angle);
    QFETCH(double, step);
    const Headers h = tilted(angle, step, 20);
    const SeriesPlan plan = planVolumes(h, ct);
    QCOMPARE(plan.volumes.size(), 1U);
    const PlannedVolume& v = plan.volumes[0];
    QVERIFY(v.regular && !v.stackOnly);
    QVERIFY(std::abs(v.tilt_deg - std::abs(angle)) < 1e-6);
    QVERIFY(codes(v).contains("gantry-tilt"));
    // The affine keeps the shear: the step is the table's, not the normal's.
    QVERIFY((v.grid.sliceStep - WorldVector(0, 0, step)).norm() < 1e-9);
    QVERIFY(v.grid.sliceStep.dot(v.grid.normal()) > 0);
    QVERIFY(std::abs(v.grid.voxelVolume_mm3() - 0.49 * step * std::cos(angle * M_PI / 180)) < 1e-9);
}

// Figures of set 11: 14 slices of 4 mm, 14 of 7 mm, tilted; own acquisition each; one volume, uneven.
void VolumePlanTest::twoThicknessesInOneSeries() {
    Headers h;
    const double c = 0.948324, s = -0.317305;
    for (int i = 0; i < 28; ++i) {
        h.push_back(slice(i + 1, {-125, -123.5405, i < 14 ? 5.8361 + 4.22 * i : 61.8361 + 7.38 * (i - 14)}));
        h.back().orientation = {1, 0, 0, 0, c, s};
        h.back().sliceThickness_mm = i < 14 ? 4 : 7;
        h.back().acquisition = QString::number(i < 14 ? i + 1 : 15 + (i - 14) / 2);
        if (i < 14)
            h.back().imageType += QStringLiteral("ADD");
    }
    const SeriesPlan plan = planVolumes(h, ct);
    QCOMPARE(plan.volumes.size(), 1U);
    const PlannedVolume& v = plan.volumes[0];
    QCOMPARE(v.slots.size(), 28U);
    QVERIFY(!v.regular && !v.stackOnly);
    QVERIFY(std::abs(v.tilt_deg - 18.5) < 0.01);
    QVERIFY((v.grid.sliceStep - WorldVector(0, 0, 5.62741)).norm() < 1e-4);
    QCOMPARE(codes(v), (QByteArrayList{"gantry-tilt", "irregular-spacing", "mixed-spacing"}));
    QCOMPARE(args(v, "irregular-spacing"), (QStringList{QStringLiteral("1.08"), QStringLiteral("7")}));
    for (int k = 0; k < 28; ++k)
        QCOMPARE(v.positions[std::size_t(k)], *h[std::size_t(k)].position);
}

void VolumePlanTest::unevenSlices() {
    Headers h;
    const double z[] = {0, 1, 2.5, 3.4, 5.1, 6};
    for (int i = 0; i < 6; ++i)
        h.push_back(slice(i, {0, 0, z[i]}));
    const SeriesPlan plan = planVolumes(h, ct);
    QCOMPARE(plan.volumes.size(), 1U);
    QVERIFY(!plan.volumes[0].regular);
    QVERIFY(!plan.volumes[0].stackOnly);
    QVERIFY(codes(plan.volumes[0]).contains("irregular-spacing"));
    QVERIFY(!codes(plan.volumes[0]).contains("mixed-spacing"));
    QCOMPARE(args(plan.volumes[0], "irregular-spacing"),
             (QStringList{QStringLiteral("0.9"), QStringLiteral("1.7")}));
}

void VolumePlanTest::obliqueSmall() { // figures of set 13
    Headers h;
    const WorldPoint p[] = {{122.016, -428.1596, 38.0798}, {123, -432, 30}, {122.508, -430.0798, 34.0399}};
    for (int i = 0; i < 3; ++i) {
        h.push_back(slice(0, p[i]));
        h.back().instance = QStringLiteral("1.%1").arg(i);
        h.back().orientation = {0.954167, -0.208076, 0.215106, 0.278589, 0.880128, -0.3844};
        h.back().pixelSpacing = {3.5, 2.5};
        h.back().sliceThickness_mm = 0;
    }
    const SeriesPlan plan = planVolumes(h, ct);
    QCOMPARE(plan.volumes.size(), 1U);
    QCOMPARE(plan.volumes[0].slots, (std::vector<int>{1, 2, 0}));
    QCOMPARE(codes(plan.volumes[0]), QByteArrayList{"non-square-pixels"});
    QCOMPARE(plan.volumes[0].grid.rowSpacing, 3.5);
    QCOMPARE(plan.volumes[0].grid.columnSpacing, 2.5);
    QVERIFY(std::abs(plan.volumes[0].grid.sliceStep.norm() - 4.5) < 1e-3);
    QVERIFY(plan.volumes[0].tilt_deg < 0.1);
}

void VolumePlanTest::mixedOrientation() { // as in set 10: two stacks of two
    Headers h;
    for (int i = 0; i < 2; ++i) {
        h.push_back(slice(i + 1, {21.297 - 3.297 * i, -131.0382 + 0.0374 * i, 136.8557 + 0.1324 * i}));
        h.back().orientation = {0.015878, 0.993239, 0.115, -0.038564, 0.115537, -0.992554};
        h.push_back(slice(i + 11, {-86.725, -41.6045 - 1.0758 * i, -15.5853 + 4.2635 * i}));
    }
    const SeriesPlan plan = planVolumes(h, QStringLiteral("MR"));
    QCOMPARE(plan.volumes.size(), 2U);
    for (const PlannedVolume& v : plan.volumes) {
        QCOMPARE(v.slots.size(), 2U);
        QVERIFY(v.stackOnly);
        QVERIFY(codes(v).contains("mixed-orientation"));
        QVERIFY(!codes(v).contains("missing-rescale"));
    }
}

void VolumePlanTest::mixedPixelSizes() {
    Headers h = stack(10, 2);
    for (SliceHeader& s : stack(10, 2, 0, 20)) {
        s.pixelSpacing = {0.9, 0.9};
        h.push_back(s);
    }
    const SeriesPlan plan = planVolumes(h, ct);
    QCOMPARE(plan.volumes.size(), 2U);
    QVERIFY(codes(plan.volumes[0]).contains("mixed-spacing"));
    QCOMPARE(plan.volumes[0].grid.columnSpacing, 0.7); // the lower one first
    QCOMPARE(plan.volumes[1].grid.columnSpacing, 0.9);
}

void VolumePlanTest::localizersStandApart() {
    Headers h = stack(40, 2.5);
    for (int i = 0; i < 2; ++i) {
        SliceHeader s = slice(100 + i, {0, -124.8, 916.5});
        s.orientation =
            i == 0 ? std::array<double, 6>{0, 1, 0, 0, 0, -1} : std::array<double, 6>{1, 0, 0, 0, 0, -1};
        s.imageType[2] = QStringLiteral("LOCALIZER");
        h.push_back(s);
    }
    const SeriesPlan plan = planVolumes(h, ct);
    QCOMPARE(plan.volumes.size(), 3U);
    QCOMPARE(plan.volumes[0].slots.size() + plan.volumes[1].slots.size() + plan.volumes[2].slots.size(), 42U);
    int localizers = 0;
    for (const PlannedVolume& v : plan.volumes) {
        const bool is = codes(v).contains("localizer");
        localizers += is ? 1 : 0;
        QCOMPARE(v.stackOnly, is);
        QCOMPARE(codes(v).contains("single-slice"), is);
        QVERIFY(!codes(v).contains("mixed-orientation"));
    }
    QCOMPARE(localizers, 2);
}

void VolumePlanTest::samePlaceAgainAndAgain() { // bolus timing, as in set 10
    Headers h;
    for (int i = 0; i < 4; ++i) {
        h.push_back(slice(23 + i, {-139.2275, -384.2275, 61.5}));
        h.back().acquisition = QString::number(15 - i);
    }
    const SeriesPlan plan = planVolumes(h, ct);
    QCOMPARE(plan.volumes.size(), 1U);
    QVERIFY(plan.volumes[0].stackOnly);
    QVERIFY(!plan.volumes[0].regular);
    QCOMPARE(plan.volumes[0].slots, (std::vector<int>{0, 1, 2, 3}));
    QCOMPARE(plan.volumes[0].grid.voxelVolume_mm3(), 0.0);
    QVERIFY(codes(plan.volumes[0]).contains("duplicate-position"));
    QVERIFY(plan.leftOut.empty());
}

void VolumePlanTest::identicalPixelsAreDropped() {
    Headers h = stack(10, 2);
    for (std::size_t i = 0; i < h.size(); ++i)
        h[i].pixelHash = QByteArray::number(int(i));
    SliceHeader copy = slice(50, *h[3].position);
    copy.pixelHash = h[3].pixelHash;
    h.push_back(copy);
    const SeriesPlan plan = planVolumes(h, ct);
    QCOMPARE(plan.volumes.size(), 1U);
    QCOMPARE(plan.volumes[0].grid.slices, 10);
    QCOMPARE(plan.leftOut.size(), 1U);
    QCOMPARE(plan.leftOut[0], (LeftOut{copy.instance, "duplicate-position"}));
    QVERIFY(codes(plan.volumes[0]).contains("duplicate-position"));
    QVERIFY(plan.volumes[0].regular);
}

void VolumePlanTest::otherPixelsAtOnePlaceKeepTheLowestNumber() {
    Headers h = stack(10, 2, -100, 10); // numbers 10..19
    for (const auto& [number, place] : {std::pair(50, 3), std::pair(2, 5)}) {
        SliceHeader other = slice(number, *h[std::size_t(place)].position);
        other.sliceThickness_mm =
            h[0].sliceThickness_mm; // of another thickness it would be a stack of its own
        h.push_back(other);
    }
    const SeriesPlan plan = planVolumes(h, ct);
    QCOMPARE(plan.volumes.size(), 1U);
    QCOMPARE(plan.volumes[0].grid.slices, 10);
    QCOMPARE(plan.volumes[0].slots[3], 3);
    QCOMPARE(plan.volumes[0].slots[5], 11);
    QCOMPARE(args(plan.volumes[0], "duplicate-position"), QStringList{QStringLiteral("2")});
    QCOMPARE(plan.leftOut.size(), 2U);
}

void VolumePlanTest::phasesByTime() {
    Headers h;
    for (int phase = 0; phase < 3; ++phase) {
        for (SliceHeader& s : stack(12, 2, -100, 1 + 12 * phase)) {
            s.time = QString::number(9 - phase + (phase == 0 ? 2 : 0)); // "11", "8", "7": as numbers 7, 8, 11
            h.push_back(s);
        }
    }
    const SeriesPlan plan = planVolumes(h, ct);
    QCOMPARE(plan.volumes.size(), 3U);
    const QString expected[] = {QStringLiteral("7"), QStringLiteral("8"), QStringLiteral("11")};
    for (std::size_t i = 0; i < 3; ++i) {
        QCOMPARE(plan.volumes[i].grid.slices, 12);
        QCOMPARE(h[std::size_t(plan.volumes[i].slots[0])].time, expected[i]);
        QCOMPARE(args(plan.volumes[i], "time-series"), QStringList{QStringLiteral("3")});
        QVERIFY(plan.volumes[i].regular);
    }
    QVERIFY(plan.leftOut.empty());
}

void VolumePlanTest::phasesByRankWhereTimesDiffer() {
    Headers h; // content time runs on from slice to slice
    int number = 1;
    for (int phase = 0; phase < 2; ++phase) {
        for (int i = 0; i < 6; ++i) {
            h.push_back(slice(number, {0, 0, 3.0 * i}));
            h.back().time = QString::number(100000 + number++);
        }
    }
    const SeriesPlan plan = planVolumes(h, ct);
    QCOMPARE(plan.volumes.size(), 2U);
    QCOMPARE(plan.volumes[0].slots, (std::vector<int>{0, 1, 2, 3, 4, 5}));
    QCOMPARE(plan.volumes[1].slots, (std::vector<int>{6, 7, 8, 9, 10, 11}));
}

void VolumePlanTest::acquisitionsAreNotTornApart() {
    Headers h = stack(40, 2.5); // one uniform scan in several acquisitions, times and types
    for (std::size_t i = 0; i < h.size(); ++i) {
        h[i].acquisition = QString::number(i / 10);
        h[i].time = QString::number(93000 + i);
    }
    QCOMPARE(planVolumes(h, ct).volumes.size(), 1U);
    // Nor where a slice is missing.
    h.erase(h.begin() + 15);
    const SeriesPlan plan = planVolumes(h, ct);
    QCOMPARE(plan.volumes.size(), 1U);
    QVERIFY(codes(plan.volumes[0]).contains("gap"));
}

void VolumePlanTest::interleavedAcquisitions() {
    Headers h = stack(20, 2);
    for (SliceHeader& s : h)
        s.acquisition = QStringLiteral("1");
    for (SliceHeader& s : stack(20, 2, -99.3, 30)) {
        s.acquisition = QStringLiteral("2");
        h.push_back(s);
    }
    const SeriesPlan plan = planVolumes(h, ct);
    QCOMPARE(plan.volumes.size(), 2U);
    QVERIFY(plan.volumes[0].regular && plan.volumes[1].regular);
    QCOMPARE(plan.volumes[0].grid.origin.z(), -100.0);
    QCOMPARE(plan.volumes[1].grid.origin.z(), -99.3);
}

void VolumePlanTest::framesOfReferenceAreKeptApart() {
    Headers h = stack(10, 2);
    for (std::size_t i = 5; i < 10; ++i)
        h[i].frameOfReference = QStringLiteral("1.8");
    QCOMPARE(planVolumes(h, ct).volumes.size(), 2U);
}

void VolumePlanTest::withoutPosition() {
    Headers h = stack(3, 2);
    for (SliceHeader& s : h) {
        s.position.reset();
        s.pixelSpacing.reset();
    }
    const SeriesPlan plan = planVolumes(h, QStringLiteral("CR"));
    QCOMPARE(plan.volumes.size(), 1U);
    QVERIFY(plan.volumes[0].stackOnly);
    QCOMPARE(plan.volumes[0].slots,
             (std::vector<int>{2, 1, 0})); // by instance number: nothing better is there
    QVERIFY(codes(plan.volumes[0]).contains("no-position"));
    QVERIFY(codes(plan.volumes[0]).contains("no-spacing"));
}

void VolumePlanTest::badOrientationIsNoPosition() {
    Headers h = stack(3, 2);
    for (SliceHeader& s : h)
        s.orientation = {1, 0, 0, 0.5, 0.866, 0};
    QVERIFY(codes(planVolumes(h, ct).volumes[0]).contains("no-position"));
    for (SliceHeader& s : h)
        s.orientation = {1.005, 0, 0, 0, 0.995, 0}; // rounding of a careless writer
    const SeriesPlan plan = planVolumes(h, ct);
    QVERIFY(!codes(plan.volumes[0]).contains("no-position"));
    QVERIFY(std::abs(plan.volumes[0].grid.rowDirection.norm() - 1) < 1e-12);
}

void VolumePlanTest::colourAndEmptyAreLeftOut() {
    Headers h = stack(5, 2);
    h[1].samplesPerPixel = 3;
    h[3].rows = 0;
    const SeriesPlan plan = planVolumes(h, ct);
    QCOMPARE(plan.leftOut.size(), 2U);
    QVERIFY(std::count(plan.leftOut.begin(), plan.leftOut.end(), LeftOut{h[1].instance, "colour"}) == 1);
    QVERIFY(std::count(plan.leftOut.begin(), plan.leftOut.end(), LeftOut{h[3].instance, "no-pixel-data"}) ==
            1);
    QCOMPARE(plan.volumes.size(), 1U);
    QCOMPARE(plan.volumes[0].grid.slices, 3);
}

void VolumePlanTest::scatteredImagesAreAStack() {
    Headers h = stack(6, 5);
    h[2].position->x() += 12; // moved within its plane: no straight line runs through the stack
    h[4].position->y() -= 30;
    const SeriesPlan plan = planVolumes(h, ct);
    QCOMPARE(plan.volumes.size(), 1U);
    QVERIFY(plan.volumes[0].stackOnly);
    QVERIFY(!plan.volumes[0].regular);
    QCOMPARE(plan.volumes[0].tilt_deg, 0.0);
}

void VolumePlanTest::headerWarnings() {
    Headers h = stack(6, 2);
    for (SliceHeader& s : h) {
        s.sliceThickness_mm = 3;
        s.padding = -2000;
        s.lossy = true;
        s.intercept.reset();
    }
    QCOMPARE(codes(planVolumes(h, ct).volumes[0]),
             (QByteArrayList{"lossy", "missing-rescale", "overlapping-slices", "padding"}));
    QCOMPARE(args(planVolumes(h, ct).volumes[0], "overlapping-slices"),
             (QStringList{QStringLiteral("3"), QStringLiteral("2")}));
    for (SliceHeader& s : h)
        s.detectorSpacing = true;
    QCOMPARE(args(planVolumes(h, ct).volumes[0], "no-spacing"), QStringList{QStringLiteral("detector")});
}

void VolumePlanTest::nothing() {
    const SeriesPlan plan = planVolumes({}, ct);
    QVERIFY(plan.volumes.empty());
    QVERIFY(plan.leftOut.empty());
}

QTEST_GUILESS_MAIN(VolumePlanTest)
#include "VolumePlanTest.moc"
