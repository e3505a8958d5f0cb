// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/volume/Histogram.h"

#include <QTest>

#include <functional>
#include <numeric>

using namespace casebook;

namespace {

/// 4 x 3 voxels a slice, their stored values given by place.
Volume volume(int slices, double slope, double intercept, const std::function<int(int)>& stored) {
    Volume v;
    v.grid.columns = 4;
    v.grid.rows = 3;
    v.grid.slices = slices;
    v.slope = slope;
    v.intercept = intercept;
    for (int n = 0; n < 12 * slices; ++n)
        v.stored.push_back(std::int16_t(stored(n)));
    v.stored.resize(v.stored.size() + 8);
    std::fill(v.stored.end() - 8, v.stored.end(), std::int16_t(77)); // behind the last voxel: not counted
    for (int k = 0; k < slices; ++k)
        v.instances.push_back(QString::number(k + 1));
    return v;
}

std::uint64_t at(const Histogram& h, int hu) { return h.bins[std::size_t(hu - Histogram::kFirst_hu)]; }

std::uint64_t counted(const Histogram& h) {
    return std::accumulate(h.bins.begin(), h.bins.end(), std::uint64_t(0));
}

} // namespace

class HistogramTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void countsByWholeHu() {
        // 0 .. 11 in the first slice, the same in the second: HU -1024 .. -1013, two each.
        const auto h = histogramOf(volume(2, 1, -1024, [](int n) { return n % 12; }));
        QVERIFY(h);
        QCOMPARE(h->bins.size(), std::size_t(4096));
        for (int hu = -1024; hu < -1012; ++hu)
            QCOMPARE(at(*h, hu), std::uint64_t(2));
        QCOMPARE(counted(*h), std::uint64_t(24));
        QCOMPARE(h->below, std::uint64_t(0));
        QCOMPARE(h->above, std::uint64_t(0));
    }

    void halvesGoToEven() {
        // HU 0, 0.5, 1, 1.5 ... 5.5
        const auto h = histogramOf(volume(1, 0.5, 0, [](int n) { return n; }));
        QVERIFY(h);
        const std::array<std::uint64_t, 7> expected{2, 1, 3, 1, 3, 1, 1};
        for (int hu = 0; hu < 7; ++hu)
            QCOMPARE(at(*h, hu), expected[std::size_t(hu)]);
    }

    void endsOfTheRange() {
        const std::array<int, 12> values{-32768, -1026, -1025, -1024, -1024, 0,
                                         0,      0,     3070,  3071,  3072,  32767};
        const auto h = histogramOf(volume(1, 1, 0, [&](int n) { return values[std::size_t(n)]; }));
        QVERIFY(h);
        QCOMPARE(h->below, std::uint64_t(3));
        QCOMPARE(h->above, std::uint64_t(2));
        QCOMPARE(at(*h, -1024), std::uint64_t(2));
        QCOMPARE(at(*h, 0), std::uint64_t(3));
        QCOMPARE(at(*h, 3071), std::uint64_t(1));
        QCOMPARE(counted(*h), std::uint64_t(7));
    }

    void paddingAndMissingSlicesAreLeftOut() {
        Volume v = volume(3, 1, 0, [](int n) { return n % 4 == 0 ? -1000 : n / 12; });
        v.paddingStored = -1000;
        v.instances[1].clear();
        const auto h = histogramOf(v);
        QVERIFY(h);
        QCOMPARE(at(*h, -1000), std::uint64_t(0));
        QCOMPARE(at(*h, 0), std::uint64_t(9));
        QCOMPARE(at(*h, 1), std::uint64_t(0));
        QCOMPARE(at(*h, 2), std::uint64_t(9));
        QCOMPARE(h->below, std::uint64_t(0));
        v.paddingLimitStored = 0;
        QCOMPARE(at(*histogramOf(v), 0), std::uint64_t(0));
        QCOMPARE(at(*histogramOf(v), 2), std::uint64_t(9));
    }

    void stops() {
        std::stop_source stop;
        int seen = 0;
        const auto h = histogramOf(volume(9, 1, 0, [](int) { return 0; }),
                                   {stop.get_token(), [&](std::int64_t done, std::int64_t total) {
                                        QCOMPARE(total, std::int64_t(9));
                                        ++seen;
                                        if (done == 2)
                                            stop.request_stop();
                                    }});
        QVERIFY(!h);
        QCOMPARE(h.error().kind, ErrorKind::Cancelled);
        QCOMPARE(h.error().code, QByteArray("cancelled"));
        QCOMPARE(seen, 3); // the slice that was begun is finished, no other one
    }
};

QTEST_GUILESS_MAIN(HistogramTest)
#include "HistogramTest.moc"
