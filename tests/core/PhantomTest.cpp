// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/phantom/Phantom.h"
#include "core/phantom/SmallVolumes.h"

#include <QCryptographicHash>
#include <QTest>

#include <cmath>
#include <numeric>

using namespace casebook;
using namespace casebook::phantom;

namespace {

QByteArray hashOf(const Volume& v) {
    return QCryptographicHash::hash(
               QByteArrayView(reinterpret_cast<const char*>(v.stored.data()), qsizetype(v.voxelCount() * 2)),
               QCryptographicHash::Sha256)
        .toHex();
}

PhantomSpec small(std::uint32_t seed, int threads = 0) { return {seed, 128, 128, 75, threads}; }

template <class Fn>
void eachVoxel(const Segment& s, Fn&& fn) {
    std::size_t n = 0;
    for (int k = 0; k < s.box.size[2]; ++k)
        for (int j = 0; j < s.box.size[1]; ++j)
            for (int i = 0; i < s.box.size[0]; ++i)
                if (s.values[n++] != 0)
                    fn(VoxelIndex{s.box.first[0] + i, s.box.first[1] + j, s.box.first[2] + k});
}

double meanOf(const Volume& v, const Segment& s) {
    double sum = 0, count = 0;
    eachVoxel(s, [&](VoxelIndex at) {
        sum += v.valueAt(at);
        ++count;
    });
    return count > 0 ? sum / count : 0;
}

// Mean HU within `radius` mm of a place.
double meanNear(const Volume& v, const WorldPoint& p, double radius) {
    double sum = 0, count = 0;
    for (int k = 0; k < v.grid.slices; ++k)
        for (int j = 0; j < v.grid.rows; ++j)
            for (int i = 0; i < v.grid.columns; ++i)
                if ((v.grid.toWorld({double(i), double(j), double(k)}) - p).norm() < radius) {
                    sum += v.valueAt({i, j, k});
                    ++count;
                }
    return count > 0 ? sum / count : -9999;
}

} // namespace

class PhantomTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void philoxGivesThePublishedNumbers_data();
    void philoxGivesThePublishedNumbers();
    void mathematicsAgreesWithTheLibrary();
    void sameBytesWithAnyNumberOfThreads_data();
    void sameBytesWithAnyNumberOfThreads();
    void bytesAreThoseOfThisRecipe();
    void everySeedIsAnotherChest();
    void laterDateIsTheSamePersonWithOtherNodules();
    void tissuesHaveTheirDensity_data();
    void tissuesHaveTheirDensity();
    void nodulesAreWhereTheTruthSaysAndAsLarge_data();
    void nodulesAreWhereTheTruthSaysAndAsLarge();
    void noiseHasTheDrawnSpread();
    void gridHasTheSizeAskedFor();
    void badSizesAreRefused_data();
    void badSizesAreRefused();
    void stopsWhenAsked();
    void ballHasItsVolume_data();
    void ballHasItsVolume();
    void wiresLieAtTheirPitch();
};

// kat_vectors of the Random123 library, philox4x32 with 10 rounds.
void PhantomTest::philoxGivesThePublishedNumbers_data() {
    using Words = QList<quint32>;
    QTest::addColumn<Words>("counter");
    QTest::addColumn<Words>("key");
    QTest::addColumn<Words>("expected");
    QTest::newRow("zeros") << Words{0, 0, 0, 0} << Words{0, 0}
                           << Words{0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8};
    QTest::newRow("ones") << Words{0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff}
                          << Words{0xffffffff, 0xffffffff}
                          << Words{0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd};
    QTest::newRow("pi") << Words{0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344}
                        << Words{0xa4093822, 0x299f31d0}
                        << Words{0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1};
}

void PhantomTest::philoxGivesThePublishedNumbers() {
    QFETCH(QList<quint32>, counter);
    QFETCH(QList<quint32>, key);
    QFETCH(QList<quint32>, expected);
    const auto got = philox({counter[0], counter[1], counter[2], counter[3]}, {key[0], key[1]});
    QCOMPARE(QList<quint32>(got.begin(), got.end()), expected);
}

void PhantomTest::mathematicsAgreesWithTheLibrary() {
    const auto close = [](double a, double b) {
        return std::abs(a - b) <= 1e-13 * std::max(1.0, std::abs(b));
    };
    for (int n = -2000; n <= 2000; ++n) {
        const double x = n * 0.0137;
        QVERIFY2(close(sine(x), std::sin(x)), qPrintable(QString::number(x)));
        QVERIFY2(close(cosine(x), std::cos(x)), qPrintable(QString::number(x)));
        QVERIFY2(close(exponential(x), std::exp(x)), qPrintable(QString::number(x)));
        if (n > 0)
            QVERIFY2(close(cubeRoot(x * 50), std::cbrt(x * 50)), qPrintable(QString::number(x)));
    }
    QCOMPARE(cubeRoot(0), 0.0);
}

void PhantomTest::sameBytesWithAnyNumberOfThreads_data() {
    QTest::addColumn<int>("threads");
    for (const int threads : {2, 7})
        QTest::addRow("%d threads", threads) << threads;
}

void PhantomTest::sameBytesWithAnyNumberOfThreads() {
    QFETCH(int, threads);
    const Result<Phantom> one = makePhantom(small(3, 1)), many = makePhantom(small(3, threads));
    QVERIFY(one && many);
    QCOMPARE(hashOf(many->volume), hashOf(one->volume));
    QCOMPARE(many->nodules.segments.size(), one->nodules.segments.size());
    for (std::size_t n = 0; n < one->nodules.segments.size(); ++n)
        QVERIFY(many->nodules.segments[n].values == one->nodules.segments[n].values);
    for (std::size_t n = 0; n < 2; ++n)
        QVERIFY(many->lungs.segments[n].values == one->lungs.segments[n].values);
}

// Weights of models fitted on phantoms hang on these bytes: a new hash is a new recipe.
void PhantomTest::bytesAreThoseOfThisRecipe() {
    const Result<Phantom> made = makePhantom({1, 64, 64, 20, 0});
    QVERIFY(made);
    QCOMPARE(hashOf(made->volume),
             QByteArray("611c5941e8240f3544580eb476f82e5f8e010cbf233023a3d830c5488d8fb3d1"));
}

void PhantomTest::everySeedIsAnotherChest() {
    const Result<Phantom> one = makePhantom({1, 64, 64, 20, 0}), two = makePhantom({2, 64, 64, 20, 0});
    QVERIFY(one && two);
    QVERIFY(hashOf(one->volume) != hashOf(two->volume));
}

/// Same anatomy: voxels far from any nodule differ by noise alone. A lesion keeps its place and gets its size,
/// in the lobe that was asked for; a new one appears.
void PhantomTest::laterDateIsTheSamePersonWithOtherNodules() {
    PhantomSpec first = small(41), second = small(41);
    const NoduleWish grows{1, NoduleType::Solid, Lobe::RightUpper, 14, 22};
    NoduleWish grown = grows;
    grown.diameter_mm = 22;
    first.wishes = {{grows, {2, NoduleType::GroundGlass, Lobe::LeftLower, 12}}};
    second.wishes = {{grown, {3, NoduleType::Solid, Lobe::LeftUpper, 9}}};
    second.noiseSeed = 4102;
    const auto a = makePhantom(first), b = makePhantom(second);
    QVERIFY(a && b);
    QCOMPARE(a->truth.size(), std::size_t(2));
    QCOMPARE(b->truth.size(), std::size_t(2));
    for (const auto* phantom : {&*a, &*b})
        for (const PhantomNodule& n : phantom->truth)
            QCOMPARE(n.lobe, n.tag == 1 ? Lobe::RightUpper : n.tag == 2 ? Lobe::LeftLower : Lobe::LeftUpper);
    QCOMPARE(a->truth[0].tag, 1);
    QCOMPARE(b->truth[0].tag, 1);
    QVERIFY((a->truth[0].centre - b->truth[0].centre).norm() < 2);
    QVERIFY2(std::abs(a->truth[0].diameter_mm - 14) < 2,
             qPrintable(QString::number(a->truth[0].diameter_mm)));
    QVERIFY2(std::abs(b->truth[0].diameter_mm - 22) < 3,
             qPrintable(QString::number(b->truth[0].diameter_mm)));
    QVERIFY(hashOf(a->volume) != hashOf(b->volume));
    double sum = 0, squares = 0, count = 0;
    for (int k = 5; k < 70; k += 5)
        for (int j = 8; j < 120; j += 2)
            for (int i = 8; i < 120; i += 2) {
                const WorldPoint p = a->volume.grid.toWorld({double(i), double(j), double(k)});
                bool isNear = false;
                for (const auto* phantom : {&*a, &*b})
                    for (const PhantomNodule& n : phantom->truth)
                        isNear = isNear || (n.centre - p).norm() < 30;
                if (isNear)
                    continue;
                const double d = a->volume.valueAt({i, j, k}) - b->volume.valueAt({i, j, k});
                sum += d;
                squares += d * d;
                ++count;
            }
    const double sd = std::sqrt(squares / count);
    QVERIFY2(std::abs(sum / count) < 1, qPrintable(QString::number(sum / count)));
    QVERIFY2(sd > 5 && sd < 2 * a->anatomy.noise, qPrintable(QString::number(sd)));
    const auto again = makePhantom(second);
    QVERIFY(again);
    QCOMPARE(hashOf(again->volume), hashOf(b->volume));
}

void PhantomTest::tissuesHaveTheirDensity_data() {
    QTest::addColumn<quint32>("seed");
    for (const quint32 seed : {1u, 2u, 4u, 17u}) // 17 with contrast medium
        QTest::addRow("seed %u", seed) << seed;
}

void PhantomTest::tissuesHaveTheirDensity() {
    QFETCH(quint32, seed);
    const Result<Phantom> made = makePhantom(small(seed));
    QVERIFY(made);
    const Volume& v = made->volume;
    const Anatomy& a = made->anatomy;
    for (const Segment& lung : made->lungs.segments) {
        const double mean = meanOf(v, lung);
        QVERIFY2(mean > -900 && mean < -750, qPrintable(QString::number(mean)));
        const SegmentStatistics numbers = statistics(made->lungs, lung);
        QVERIFY2(numbers.volume_ml > 800 && numbers.volume_ml < 4500,
                 qPrintable(QString::number(numbers.volume_ml)));
    }
    const double s = a.scale, depth = a.halfDepth;
    QVERIFY(std::abs(meanNear(v, {0, -(depth + 26 * s), 0.3 * a.height}, 4) + 105) <
            40); // fat before the chest
    QVERIFY(std::abs(meanNear(v, {-62 * s, 0, 0.1 * a.height}, 12) - (a.contrast ? 100 : 62)) < 15); // liver
    const double aorta = meanNear(v, {21 * s, 41 * s, 0.5 * a.height}, 6);
    QVERIFY2(std::abs(aorta - (a.contrast ? 230 : 42)) < 20, qPrintable(QString::number(aorta)));
    QVERIFY(meanNear(v, {0, 0.80 * depth, 72 + 14}, 5) > 150); // a vertebra
    QVERIFY(meanNear(v, {0, 10 * s, 0.8 * a.height}, 3.5) < -900); // trachea
    QVERIFY(meanNear(v, v.grid.toWorld({4, 4, 10}), 12) < -980); // air
}

void PhantomTest::nodulesAreWhereTheTruthSaysAndAsLarge_data() { tissuesHaveTheirDensity_data(); }

void PhantomTest::nodulesAreWhereTheTruthSaysAndAsLarge() {
    QFETCH(quint32, seed);
    const Result<Phantom> made = makePhantom({seed, 320, 320, 150, 0});
    QVERIFY(made);
    QVERIFY(made->truth.size() >= 2);
    QCOMPARE(made->truth.size(), made->nodules.segments.size());
    for (std::size_t n = 0; n < made->truth.size(); ++n) {
        const PhantomNodule& truth = made->truth[n];
        const Segment& segment = made->nodules.segments[n];
        const SegmentStatistics drawn = statistics(made->nodules, segment);
        const double diameter = std::cbrt(6 * 1000 * drawn.volume_ml / 3.14159265358979);
        // Few voxels make up the smallest: there their rounding counts.
        QVERIFY2(std::abs(diameter - truth.diameter_mm) < std::max(0.05 * truth.diameter_mm, 0.3),
                 qPrintable(QStringLiteral("%1 mm for %2 mm").arg(diameter).arg(truth.diameter_mm)));
        QVERIFY((drawn.centroid - truth.centre).norm() < 0.5);
        QVERIFY(truth.diameter_mm > 2.5 && truth.diameter_mm < 40);
        // Ground glass is the faintest, about 200 HU above the lung.
        const double inside = meanOf(made->volume, segment);
        QVERIFY2(inside > -760, qPrintable(QStringLiteral("%1 HU in nodule %2").arg(inside).arg(n + 1)));
    }
}

void PhantomTest::noiseHasTheDrawnSpread() {
    const Result<Phantom> made = makePhantom({5, 256, 256, 20, 0});
    QVERIFY(made);
    double sum = 0, squares = 0, count = 0;
    const Volume& v = made->volume;
    const Anatomy& a = made->anatomy;
    for (int k = 1; k < 4; ++k) // liver
        for (int j = 0; j < v.grid.rows; ++j)
            for (int i = 0; i < v.grid.columns; ++i) {
                const WorldPoint p = v.grid.toWorld({double(i), double(j), double(k)});
                if ((p - WorldPoint(-70 * a.scale, 5, p.z())).norm() > 15)
                    continue;
                sum += v.valueAt({i, j, k});
                squares += v.valueAt({i, j, k}) * v.valueAt({i, j, k});
                ++count;
            }
    const double mean = sum / count, sd = std::sqrt(squares / count - mean * mean);
    QVERIFY2(std::abs(sd / a.noise - 1) < 0.15, qPrintable(QStringLiteral("%1 for %2").arg(sd).arg(a.noise)));
}

void PhantomTest::gridHasTheSizeAskedFor() {
    const Result<Phantom> made = makePhantom({1, 64, 48, 30, 0});
    QVERIFY(made);
    const GridGeometry& g = made->volume.grid;
    QCOMPARE(g.columns, 64);
    QCOMPARE(g.rows, 48);
    QCOMPARE(g.slices, 30);
    QVERIFY(std::abs(g.sliceStep.z() * 30 - made->anatomy.height) < 1e-9);
    QVERIFY((g.toWorld({31.5, 23.5, 0})).head<2>().norm() < 1e-9); // centred
    QCOMPARE(int(made->volume.positions.size()), 30);
    QVERIFY((made->volume.positions[29] - g.toWorld({0, 0, 29})).norm() < 1e-9);
}

void PhantomTest::badSizesAreRefused_data() {
    QTest::addColumn<int>("columns");
    QTest::addColumn<int>("slices");
    QTest::newRow("no columns") << 0 << 20;
    QTest::newRow("negative slices") << 64 << -1;
    QTest::newRow("too many") << 64 << 5000;
}

void PhantomTest::badSizesAreRefused() {
    QFETCH(int, columns);
    QFETCH(int, slices);
    const Result<Phantom> made = makePhantom({1, columns, 64, slices, 0});
    QVERIFY(!made);
    QCOMPARE(made.error().kind, ErrorKind::Usage);
}

void PhantomTest::stopsWhenAsked() {
    std::stop_source stop;
    std::int64_t last = 0;
    const Job job{stop.get_token(), [&](std::int64_t done, std::int64_t) {
                      last = done;
                      if (done == 5)
                          stop.request_stop();
                  }};
    const Result<Phantom> made = makePhantom({1, 64, 64, 40, 2}, job);
    QVERIFY(!made);
    QCOMPARE(made.error().kind, ErrorKind::Cancelled);
    QVERIFY(last >= 5);
}

void PhantomTest::ballHasItsVolume_data() {
    QTest::addColumn<double>("radius");
    QTest::addColumn<double>("slice");
    QTest::newRow("3 mm on cubes") << 3.0 << 1.0;
    QTest::newRow("8 mm on flat voxels") << 8.0 << 2.5;
    QTest::newRow("0.8 mm, smaller than a voxel") << 0.8 << 2.5;
}

void PhantomTest::ballHasItsVolume() {
    QFETCH(double, radius);
    QFETCH(double, slice);
    GridGeometry g;
    g.columns = g.rows = 40;
    g.slices = 20;
    g.sliceStep = {0, 0, slice};
    const WorldPoint centre = g.toWorld({19.3, 20.6, 9.8});
    const Volume v = ballVolume(g, -850, {{centre, radius, 50}});
    double sum = 0;
    for (std::size_t n = 0; n < v.voxelCount(); ++n)
        sum += (double(v.stored[n]) + 850) / 900;
    const double exact = 4.0 / 3 * 3.14159265358979 * radius * radius * radius;
    QVERIFY2(std::abs(sum * slice / exact - 1) < 0.02, qPrintable(QString::number(sum * slice / exact)));
    const Segmentation s = ballSegmentation(g, {{centre, radius, 50}});
    QCOMPARE(s.segments.size(), std::size_t(1));
    if (radius > 2) {
        const SegmentStatistics numbers = statistics(s, s.segments[0]);
        QVERIFY(std::abs(1000 * numbers.volume_ml / exact - 1) < 0.06);
        QVERIFY((numbers.centroid - centre).norm() < 0.2);
    }
}

void PhantomTest::wiresLieAtTheirPitch() {
    GridGeometry g;
    g.columns = g.rows = g.slices = 41;
    const Volume v = wireVolume(g, 10, 1, -1000, 500);
    QCOMPARE(v.storedAt({10, 20, 3}), std::int16_t(500));
    QCOMPARE(v.storedAt({5, 10, 20}), std::int16_t(500));
    QCOMPARE(v.storedAt({5, 15, 25}), std::int16_t(-1000));
    QCOMPARE(v.storedAt({20, 15, 25}), std::int16_t(-1000));
}

QTEST_GUILESS_MAIN(PhantomTest)
#include "PhantomTest.moc"
