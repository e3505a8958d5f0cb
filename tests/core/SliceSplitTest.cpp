// SPDX-License-Identifier: GPL-3.0-or-later
//
// When the images of a series are one stack, and when several: the table of the reference, row by row.
#include "core/volume/VolumePlan.h"
#include "tests/core/PlanFixture.h"

#include <QTest>

#include <cmath>

using namespace casebook;
using namespace casebook::test;

namespace {
const QString ct = QStringLiteral("CT");
}

class SliceSplitTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void thickerSlicesAreNoGaps();
    void gapsAreCountedByTheMedianStep();
    void splitsOnlyWhereNeeded_data();
    void splitsOnlyWhereNeeded();
    void colourImagesAreStacks();
    void aPhaseMayMissASlice();
};

void SliceSplitTest::thickerSlicesAreNoGaps() {
    Headers h = stack(6, 2.5, 0);
    Headers thick = stack(5, 5, 17.5, 100);
    h.insert(h.end(), thick.begin(), thick.end());
    const SeriesPlan plan = planVolumes(h, ct);
    QCOMPARE(plan.volumes.size(), 1U);
    QCOMPARE(plan.volumes[0].fit, SliceFit::Class::Irregular);
    QCOMPARE(plan.volumes[0].slots.size(), 11U);
    QVERIFY(codes(plan.volumes[0]).contains("mixed-spacing"));
    for (SliceHeader& s : h)
        s.sliceThickness_mm = 2.5; // with one thickness they are
    QCOMPARE(planVolumes(h, ct).volumes[0].fit, SliceFit::Class::Gap);
}

/// One odd step does not turn all others into gaps.
void SliceSplitTest::gapsAreCountedByTheMedianStep() {
    Headers h;
    for (double z : {0.0, 1.0, 6.0, 11.0, 16.0, 21.0})
        h.push_back(slice(int(z), {0, 0, z}));
    const PlannedVolume v = planVolumes(h, ct).volumes[0];
    QCOMPARE(v.fit, SliceFit::Class::Irregular);
    QCOMPARE(v.slots.size(), h.size());
}

/// Two stacks of six in one series, told apart by one thing (reference, DICOM chapter 3.1). `apart`: the
/// second lies halfway between the slices of the first, else at the same places, or behind it.
void SliceSplitTest::splitsOnlyWhereNeeded_data() {
    using Set = void (*)(SliceHeader&, int);
    QTest::addColumn<Set>("set");
    QTest::addColumn<double>("z0"); // of the second stack, whose step is 2; the first begins at 0
    QTest::addColumn<int>("volumes");
    QTest::addColumn<int>("phases");
    const auto row = [](const char* name, Set set, double z0, int volumes, int phases) {
        QTest::newRow(name) << set << z0 << volumes << phases;
    };
    const Set time = [](SliceHeader& h, int n) { h.time = QString::number(n + 1); };
    const Set trigger = [](SliceHeader& h, int n) { h.trigger = QString::number(400 * n); };
    const Set bin = [](SliceHeader& h, int n) { h.bin = QString::number(50 * n); };
    const Set acquisition = [](SliceHeader& h, int n) { h.acquisition = QString::number(n); };
    const Set echo = [](SliceHeader& h, int n) { h.echo = QString::number(10 + 70 * n); };
    const Set energy = [](SliceHeader& h, int n) {
        h.kvp = n == 0 ? QStringLiteral("80") : QStringLiteral("140");
    };
    const Set kernel = [](SliceHeader& h, int n) {
        h.kernel = n == 0 ? QStringLiteral("B30f") : QStringLiteral("B70f");
    };
    const Set stackId = [](SliceHeader& h, int n) { h.stack = QString::number(n); };
    const Set thickness = [](SliceHeader& h, int n) { h.sliceThickness_mm = 1 + 4 * n; };
    const Set derived = [](SliceHeader& h, int n) {
        if (n == 1)
            h.imageType[0] = QStringLiteral("DERIVED");
    };
    const Set mpr = [](SliceHeader& h, int n) {
        if (n == 1)
            h.imageType << QStringLiteral("MPR");
    };
    const Set sopClass = [](SliceHeader& h, int n) { h.sopClass = QString::number(n); };
    const Set alike = [](SliceHeader&, int) {};
    // The same places: two volumes, phases of each other where what differs is time.
    row("temporal position", time, 0, 2, 2);
    row("trigger time", trigger, 0, 2, 2);
    row("cardiac phase", bin, 0, 2, 2);
    row("acquisition", acquisition, 0, 2, 2);
    row("echo", echo, 0, 2, 1);
    row("dual energy", energy, 0, 2, 1);
    row("kernel", kernel, 0, 2, 1);
    row("stack", stackId, 0, 2, 1);
    row("thickness", thickness, 0, 2, 1);
    row("derived", derived, 0, 2, 1);
    row("nothing tells them apart", alike, 0, 1, 1);
    // One behind the other at equal steps: one scan, whatever differs.
    row("acquisition, one scan", acquisition, 12, 1, 1);
    row("time, one scan", time, 12, 1, 1);
    row("kernel, one scan", kernel, 12, 1, 1);
    row("thickness, one scan", thickness, 12, 1, 1);
    row("energy, one scan", energy, 12, 1, 1);
    // In between, uneven: two stacks.
    row("acquisition, interleaved", acquisition, 0.7, 2, 1);
    row("kernel, interleaved", kernel, 0.7, 2, 1);
    row("thickness, interleaved", thickness, 0.7, 2, 1);
    row("energy, interleaved", energy, 0.7, 2, 1);
    row("nothing tells them apart, interleaved", alike, 0.7, 1, 1);
    // Never together.
    row("MPR", mpr, 12, 2, 1);
    row("SOP class", sopClass, 12, 2, 1);
}

void SliceSplitTest::splitsOnlyWhereNeeded() {
    using Set = void (*)(SliceHeader&, int);
    QFETCH(Set, set);
    QFETCH(double, z0);
    QFETCH(int, volumes);
    QFETCH(int, phases);
    Headers h = stack(6, 2, 0);
    Headers second = stack(6, 2, z0, 100);
    for (SliceHeader& s : h)
        set(s, 0);
    for (SliceHeader& s : second)
        set(s, 1);
    h.insert(h.end(), second.begin(), second.end());
    const SeriesPlan plan = planVolumes(h, ct);
    QCOMPARE(int(plan.volumes.size()), volumes);
    std::size_t used = plan.leftOut.size();
    for (const PlannedVolume& v : plan.volumes) {
        QCOMPARE(v.phases, phases);
        QCOMPARE(v.phaseSet, phases > 1 ? 0 : -1);
        used += std::size_t(std::count_if(v.slots.begin(), v.slots.end(), [](int s) { return s >= 0; }));
    }
    QCOMPARE(used, h.size());
    if (phases > 1)
        QCOMPARE(plan.volumes[1].phase, 1);
}

void SliceSplitTest::colourImagesAreStacks() {
    Headers h = stack(4, 2);
    Headers pictures = stack(3, 2, 0, 50);
    for (SliceHeader& s : pictures) {
        s.samplesPerPixel = 3;
        s.photometric = QStringLiteral("RGB");
    }
    h.insert(h.end(), pictures.begin(), pictures.end());
    const SeriesPlan plan = planVolumes(h, ct);
    QCOMPARE(plan.volumes.size(), std::size_t(1));
    QCOMPARE(plan.pictures.size(), std::size_t(1));
    QCOMPARE(plan.pictures[0].slots.size(), std::size_t(3));
    QCOMPARE(h[std::size_t(plan.pictures[0].slots[0])].instanceNumber, 50); // in the order they were made
    QVERIFY(plan.pictures[0].stackOnly);
    QCOMPARE(plan.leftOut.size(), std::size_t(3)); // of no volume
}

void SliceSplitTest::aPhaseMayMissASlice() {
    Headers h;
    for (int t = 0; t < 3; ++t)
        for (SliceHeader s : stack(6, 2, 0, 1 + 10 * t)) {
            s.time = QString::number(t + 1);
            if (t != 1 || std::abs(s.position->z() - 4) > 0.1)
                h.push_back(s);
        }
    const SeriesPlan plan = planVolumes(h, ct);
    QCOMPARE(plan.volumes.size(), std::size_t(3));
    for (const PlannedVolume& v : plan.volumes) {
        QCOMPARE(v.phases, 3);
        QCOMPARE(v.slots.size(), std::size_t(6));
    }
    QCOMPARE(plan.volumes[1].slots[2], -1);
    QCOMPARE(plan.volumes[1].fit, SliceFit::Class::Gap);
}

QTEST_GUILESS_MAIN(SliceSplitTest)
#include "SliceSplitTest.moc"
