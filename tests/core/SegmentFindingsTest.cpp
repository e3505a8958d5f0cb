// SPDX-License-Identifier: GPL-3.0-or-later
//
// Findings of segments: sizes of balls and boxes against their formulas, codes of lesions.
#include "core/cad/SegmentFindings.h"

#include <QTest>

#include <cmath>
#include <numbers>

using namespace casebook;

namespace {

/// A shape given by a test of voxel centres in mm, as one segment on a grid.
template <class Inside> Segmentation drawn(double spacing, double slice, Inside inside) {
    Segmentation s;
    s.grid.origin = {-20, -20, -20};
    s.grid.columnSpacing = s.grid.rowSpacing = spacing;
    s.grid.sliceStep = {0, 0, slice};
    s.grid.columns = s.grid.rows = int(40 / spacing);
    s.grid.slices = int(40 / slice);
    Segment segment;
    segment.number = 3;
    segment.box.size = s.grid.size();
    for (int k = 0; k < s.grid.slices; ++k)
        for (int j = 0; j < s.grid.rows; ++j)
            for (int i = 0; i < s.grid.columns; ++i)
                segment.values.push_back(inside(s.grid.toWorld(VoxelPoint(i, j, k))) ? 1 : 0);
    s.segments.push_back(segment);
    return s;
}

} // namespace

class SegmentFindingsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void balls_data() {
        QTest::addColumn<double>("diameter");
        for (const double d : {6.0, 10.0, 15.0, 25.0})
            QTest::newRow(qPrintable(QString::number(d))) << d;
    }

    void balls() {
        QFETCH(double, diameter);
        const WorldPoint centre(1.3, -2.1, 0.7);
        const auto s =
            drawn(0.7, 1.0, [&](const WorldPoint& p) { return (p - centre).norm() < diameter / 2; });
        const auto f = findingOf(s, s.segments[0]);
        QVERIFY(f);
        QVERIFY((f->center - centre).norm() < 0.25);
        // Outer corners of voxels lie up to a voxel's diagonal outside of the ball.
        QVERIFY2(*f->size.long_mm > diameter - 0.7 && *f->size.long_mm < diameter + 1.0,
                 qPrintable(QString::number(*f->size.long_mm)));
        QVERIFY(*f->size.short_mm > diameter - 0.9 && *f->size.short_mm <= *f->size.long_mm + 1e-9);
        const double volume = std::numbers::pi / 6 * std::pow(diameter, 3);
        QVERIFY(std::abs(*f->size.volume_mm3 / volume - 1) < 0.1);
        QCOMPARE(f->segment, std::optional(3));
    }

    void box() {
        // 12 x 5 voxels of 1 mm over 3 slices: long axis is the diagonal 13, across it 2 * 12 * 5 / 13.
        const auto s = drawn(1.0, 2.0, [](const WorldPoint& p) {
            return p.x() >= 0 && p.x() < 12 && p.y() >= 0 && p.y() < 5 && p.z() >= 0 && p.z() < 6;
        });
        const auto f = findingOf(s, s.segments[0]);
        QVERIFY(f);
        QVERIFY(std::abs(*f->size.long_mm - 13) < 1e-9);
        QVERIFY(std::abs(*f->size.short_mm - 120.0 / 13) < 1e-9);
        QVERIFY(std::abs(*f->size.mean_mm - (13 + 120.0 / 13) / 2) < 1e-9);
        QVERIFY(std::abs(*f->size.volume_mm3 - 360) < 1e-9);
        QVERIFY((f->center - WorldPoint(5.5, 2, 2)).norm() < 1e-9);
    }

    void emptySegment() {
        const auto s = drawn(1.0, 1.0, [](const WorldPoint&) { return false; });
        QVERIFY(!findingOf(s, s.segments[0]));
    }

    void lesions_data() {
        QTest::addColumn<QByteArray>("code");
        QTest::addColumn<QString>("label");
        QTest::addColumn<bool>("lesion");
        QTest::newRow("SCT nodule") << QByteArray("27925004^SCT") << QString() << true;
        QTest::newRow("SRT nodule") << QByteArray("M-03010^SRT") << QStringLiteral("1") << true;
        QTest::newRow("neoplasm") << QByteArray("108369006^SCT") << QString() << true;
        QTest::newRow("by word") << QByteArray("X^99LOCAL") << QStringLiteral("Lung Tumor 2") << true;
        QTest::newRow("Chinese") << QByteArray() << QStringLiteral("右上肺结节") << true;
        QTest::newRow("lung") << QByteArray("39607008^SCT") << QStringLiteral("Left lung") << false;
        QTest::newRow("gross tumour volume") << QByteArray() << QStringLiteral("GTV-1") << true;
        QTest::newRow("margin around it") << QByteArray() << QStringLiteral("PTV_GTV+5mm") << false;
        QTest::newRow("nothing") << QByteArray() << QString() << false;
    }

    void lesions() {
        QFETCH(QByteArray, code);
        QFETCH(QString, label);
        QFETCH(bool, lesion);
        Segment s;
        s.code = code;
        s.label = label;
        QCOMPARE(isLesion(s), lesion);
    }
};

QTEST_GUILESS_MAIN(SegmentFindingsTest)
#include "SegmentFindingsTest.moc"
