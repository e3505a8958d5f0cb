// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/volume/Statistics.h"

#include <QTest>

using namespace casebook;

namespace {

/// 5 x 4 x 3 voxels, stored n-th value (n * 7919) mod 4001 - 1200. The expected figures were computed
/// from the same rule with Python's hashlib, struct and round().
Volume volume(double slope, double intercept) {
    Volume v;
    v.grid.columns = 5;
    v.grid.rows = 4;
    v.grid.slices = 3;
    v.slope = slope;
    v.intercept = intercept;
    v.unit = QStringLiteral("HU");
    for (int n = 0; n < 60; ++n)
        v.stored.push_back(std::int16_t((n * 7919) % 4001 - 1200));
    v.stored.resize(68);
    for (int k = 0; k < 3; ++k)
        v.instances.push_back(QString::number(k + 1));
    return v;
}

} // namespace

class StatisticsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void wholeValues();
    void halvesGoToEven();
    void otherUnitsAreNotRounded();
    void missingSlicesAreLeftOut();
    void noHashOutsideInt16();
    void noHashOfQuantisedValues();
    void stopped();
};

void StatisticsTest::wholeValues() {
    const VolumeStatistics s = statistics(volume(1, -24));
    QCOMPARE(s.minimum, -1224.0);
    QCOMPARE(s.maximum, 2711.0);
    QVERIFY(std::abs(s.mean - 995.3333333333334) < 1e-9);
    QCOMPARE(s.voxelsSha256, QByteArray("bce0c283840ad3065cd9dede28b6080abd541f67d686992bb897bd40cb3f4531"));
    QVERIFY(statistics(volume(1, -24), false).voxelsSha256.isEmpty());
}

void StatisticsTest::halvesGoToEven() {
    const VolumeStatistics s = statistics(volume(0.5, -3));
    QCOMPARE(s.minimum, -603.0);
    QCOMPARE(s.maximum, 1364.0); // 1364.5
    QVERIFY(std::abs(s.mean - 506.6666666666667) < 1e-9);
    QCOMPARE(s.voxelsSha256, QByteArray("e5ce5f8164fe42b750110489885ac9a5e571d3fbd0e7fc4f9560ecd6e32b2527"));
}

void StatisticsTest::otherUnitsAreNotRounded() {
    Volume v = volume(0.5, -3);
    v.unit.clear();
    QCOMPARE(statistics(v).maximum, 1364.5);
    QCOMPARE(statistics(v).voxelsSha256,
             QByteArray("e5ce5f8164fe42b750110489885ac9a5e571d3fbd0e7fc4f9560ecd6e32b2527"));
}

void StatisticsTest::missingSlicesAreLeftOut() {
    Volume v = volume(1, -24);
    v.instances[1].clear();
    const VolumeStatistics s = statistics(v);
    QCOMPARE(s.mean, 1328.75);
    QCOMPARE(s.voxelsSha256, QByteArray("3f7346ae956fb7670f06bf3dd3a22afa6f21620215d70fdf06ca4501c11a62ad"));
}

void StatisticsTest::noHashOutsideInt16() {
    QVERIFY(statistics(volume(20, 0)).voxelsSha256.isEmpty());
    QCOMPARE(statistics(volume(20, 0)).maximum, 54700.0);
}

void StatisticsTest::noHashOfQuantisedValues() {
    Volume v = volume(1, -24);
    std::vector<float> exact(v.voxelCount());
    for (std::size_t n = 0; n < exact.size(); ++n)
        exact[n] = 0.25F + float(n);
    v.exact = std::make_shared<const std::vector<float>>(std::move(exact));
    QVERIFY(statistics(v).voxelsSha256.isEmpty());
    QCOMPARE(statistics(v).minimum, 0.25);
    QCOMPARE(statistics(v).maximum, 0.25 + double(v.voxelCount() - 1));
    QCOMPARE(statistics(v).mean, 0.25 + double(v.voxelCount() - 1) / 2);
}

void StatisticsTest::stopped() {
    std::stop_source stop;
    stop.request_stop();
    QVERIFY(statistics(volume(1, 0), true, {stop.get_token(), {}}).voxelsSha256.isEmpty());
}

QTEST_GUILESS_MAIN(StatisticsTest)
#include "StatisticsTest.moc"
