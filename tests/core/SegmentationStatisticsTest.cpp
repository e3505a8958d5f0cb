// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/segmentation/Segmentation.h"
#include "tests/support/GridOrders.h"

#include <QTest>

using namespace casebook;

class SegmentationStatisticsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void countsVolumeAndCentroid();
    void fractionsCountAboveZero();
    void emptySegment();
    void oneFrameWithAStepHasAVolume();
};

void SegmentationStatisticsTest::countsVolumeAndCentroid() {
    for (const test::GridOrder& o : test::gridOrders()) {
        Segmentation s;
        s.grid = o.grid;
        Segment segment;
        segment.box.first = {2, 3, 4};
        segment.box.size = {3, 2, 2};
        //                 row 3      row 4     row 3      row 4
        segment.values = {1, 1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0};
        const SegmentStatistics found = statistics(s, segment);
        QCOMPARE(found.voxels, 4);
        QVERIFY(std::abs(found.volume_ml - 4 * 0.7 * 0.9 * 2.0 / 1000) < 1e-12);
        // Columns 2, 3, 4, 2; rows 3, 3, 4, 4; slices 4, 4, 4, 5.
        QVERIFY((found.centroid - o.grid.toWorld({11 / 4.0, 14 / 4.0, 17 / 4.0})).norm() < 1e-9);
    }
}

void SegmentationStatisticsTest::fractionsCountAboveZero() {
    Segmentation s;
    s.kind = Segmentation::Kind::Fractional;
    s.grid.sliceStep = WorldVector(0, 0, 2);
    Segment segment;
    segment.box.size = {4, 1, 1};
    segment.values = {0, 1, 128, 255};
    QCOMPARE(statistics(s, segment).voxels, 3);
    QVERIFY(std::abs(statistics(s, segment).volume_ml - 0.006) < 1e-12);
}

void SegmentationStatisticsTest::emptySegment() {
    const SegmentStatistics found = statistics(Segmentation{}, Segment{});
    QCOMPARE(found.voxels, 0);
    QCOMPARE(found.volume_ml, 0.0);
}

void SegmentationStatisticsTest::oneFrameWithAStepHasAVolume() {
    Segmentation s;
    s.grid.slices = 1;
    Segment segment;
    segment.box.size = {1, 1, 1};
    segment.values = {1};
    s.grid.sliceStep = WorldVector(0, 0, 0);
    QCOMPARE(statistics(s, segment).volume_ml, 0.0);
    s.grid.sliceStep = WorldVector(0, 0, 5);
    QVERIFY(std::abs(statistics(s, segment).volume_ml - 0.005) < 1e-12);
}

QTEST_GUILESS_MAIN(SegmentationStatisticsTest)
#include "SegmentationStatisticsTest.moc"
