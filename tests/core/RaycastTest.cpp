// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/RaycastFixture.h"
#include "tests/support/GridOrders.h"

#include <QTest>

#include <random>

using namespace casebook;
using namespace casebook::raycast;
using namespace casebook::raycast::fixture;

namespace {

constexpr int kMiddle = 32;

/// `from` .. `to` along the depth (columns are depth: the camera looks along -x).
Scene slabScene(int voxels, double opacity, Level level) {
    const VolumePtr volume = volumeOf(gridOf({voxels, 40, 40}, {1, 1, 1}), [](int, int, int) { return 100; });
    Scene scene = sceneOf(volume, allFrom(50, opacity));
    scene.camera = parallelFrom({1, 0, 0}, {0, 0, 1}, 15);
    scene.level = level;
    return scene;
}

} // namespace

/// What the caster draws, by formula.
class RaycastTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void slabHidesByItsThickness_data();
    void slabHidesByItsThickness();
    void lastStepStandsForWhatIsLeft();
    void firstSampleLiesHalfAStepIn();
    void ballsDepthIsItsSurface();
    void axialMaximumIsThatOfTheArray_data();
    void axialMaximumIsThatOfTheArray();
    void averageIsTheMean();
    void nothingBeforeAClipPlane_data();
    void nothingBeforeAClipPlane();
    void clipBoxCuts();
    void cutFaceIsLitByItsPlane();
    void markersLieWhereTheyAre_data();
    void markersLieWhereTheyAre();
    void emptyBoxAndNoVolumeAreEmpty();
    void badScenesAreRefused_data();
    void badScenesAreRefused();
    void labelsHideAndColour();
    void masksEndInARampAtRest();
};

void RaycastTest::slabHidesByItsThickness_data() {
    QTest::addColumn<int>("voxels");
    QTest::addColumn<double>("opacity");
    QTest::addColumn<int>("level");
    for (const int voxels : {2, 5, 11, 40})
        for (const double opacity : {.01, .05, .3})
            for (int level = 0; level < 4; ++level)
                QTest::addRow("%d mm, %g, level %d", voxels - 1, opacity, level)
                    << voxels << opacity << level;
}

void RaycastTest::slabHidesByItsThickness() {
    QFETCH(int, voxels);
    QFETCH(double, opacity);
    QFETCH(int, level);
    const Scene scene = slabScene(voxels, opacity, Level(level));
    const Picture p = drawn(scene);
    const double expected = 255 * (1 - std::pow(1 - opacity, voxels - 1));
    const int got = alpha(p, p.width / 2, p.height / 2);
    if (std::pow(1 - opacity, voxels - 1) > 0.01)
        QVERIFY2(std::abs(got - expected) <= 1, qPrintable(QStringLiteral("%1 %2").arg(got).arg(expected)));
    else
        QCOMPARE(got, 255);
}

void RaycastTest::lastStepStandsForWhatIsLeft() {
    // 7 mm in steps of 2 mm: the fourth has 1 mm. Without shortening it would be 8 mm.
    Scene scene = slabScene(8, .1, Level::Half);
    const Picture p = drawn(scene);
    QVERIFY(std::abs(alpha(p, p.width / 2, p.height / 2) - 255 * (1 - std::pow(.9, 7))) <= 1);
    scene.box = ClipBox{{0, 0, 0}, {0.25, 39, 39}};
    const Picture thin = drawn(scene); // a quarter of a millimetre: one step, shortened
    QVERIFY(std::abs(alpha(thin, thin.width / 2, thin.height / 2) - 255 * (1 - std::pow(.9, .25))) <= 1);
}

void RaycastTest::firstSampleLiesHalfAStepIn() {
    // Visible from 50 HU on, reached 0.3 mm in; a sample at the very face would see nothing, one half a
    // step in does.
    const VolumePtr volume =
        volumeOf(gridOf({40, 40, 40}, {1, 1, 1}), [](int i, int, int) { return i == 39 ? 35 : 85; });
    Scene scene = sceneOf(volume, allFrom(50, .9995));
    scene.camera = parallelFrom({1, 0, 0}, {0, 0, 1}, 15);
    const Picture p = drawn(scene);
    QCOMPARE(depth(p, kMiddle, kMiddle), 600 - 19.5f + 0.5f);
}

void RaycastTest::ballsDepthIsItsSurface() {
    const GridGeometry grid = gridOf({80, 80, 80}, {0.8, 0.8, 0.8});
    const VolumePtr volume = volumeOf(grid, [&](int i, int j, int k) {
        return 20 * (20 - grid.toWorld({double(i), double(j), double(k)}).norm()); // 0 HU at 20 mm
    });
    Scene scene = sceneOf(volume, allFrom(0, .9995), 128);
    scene.camera = from({1, -2, 0.7}, {0, 0, 1}, 200);
    for (const Level level : {Level::Quarter, Level::Half, Level::Full, Level::Fine}) {
        scene.level = level;
        const Picture p = drawn(scene);
        const double step = stepLength_mm(scene);
        int compared = 0;
        for (int y = 0; y < p.height; ++y)
            for (int x = 0; x < p.width; ++x) {
                const double s = double(scene.width) / p.width;
                const Ray ray = rayThrough(scene, (x + .5) * s, (y + .5) * s);
                const double along = -ray.from.dot(ray.direction);
                const double apart2 = ray.at(along).squaredNorm();
                if (apart2 > 14 * 14) // towards the rim interpolation and pixels count
                    continue;
                const double late = depth(p, x, y) - (along - std::sqrt(400 - apart2));
                const double slack = level == Level::Fine ? 0.6 : 0.05; // four rays, the nearest counts
                QVERIFY2(late > -slack && late < step + 0.05, qPrintable(QString::number(late)));
                ++compared;
            }
        QVERIFY(compared > 5);
    }
}

void RaycastTest::axialMaximumIsThatOfTheArray_data() {
    QTest::addColumn<double>("slope");
    QTest::addColumn<int>("mode");
    for (const double slope : {1.0, -1.0})
        for (const Mode mode : {Mode::Maximum, Mode::Minimum})
            QTest::addRow("slope %g, %s", slope, mode == Mode::Maximum ? "maximum" : "minimum")
                << slope << int(mode);
}

void RaycastTest::axialMaximumIsThatOfTheArray() {
    QFETCH(double, slope);
    QFETCH(int, mode);
    std::mt19937 random(3);
    const auto volume = std::make_shared<Volume>(
        *volumeOf(gridOf({64, 64, 30}, {1, 1, 1}), [&](int, int, int) { return random() % 256; }));
    volume->slope = slope;
    volume->intercept = slope < 0 ? 255 : 0;
    Scene scene = sceneOf(volume, {}, 64);
    scene.mode = Mode(mode);
    scene.window = {127.5, 255};
    scene.camera = parallelFrom({0, 0, -1}, {0, -1, 0}, 32); // from the feet, front up: x and y as stored
    scene.level = Level::Full;
    // Half a millimetre before the first slice's centres the ray enters there: samples lie between slices,
    // so that a box of one slice above and below says what can be found.
    const Picture p = drawn(scene);
    for (int y = 1; y < 63; ++y)
        for (int x = 1; x < 63; ++x) {
            double best = mode == int(Mode::Maximum) ? -1e9 : 1e9;
            for (int k = 0; k + 1 < 30; ++k) {
                const double v = (volume->valueAt({x, y, k}) + volume->valueAt({x, y, k + 1})) / 2;
                best = mode == int(Mode::Maximum) ? std::max(best, v) : std::min(best, v);
            }
            QVERIFY(std::abs(channel(p, x, y, 0) - best) <= 1);
        }
    // From half a step outside, by a box that starts there, samples fall on the slices themselves.
    scene.box = ClipBox{{0, 0, 0.5}, {63, 63, 28.5}};
    const Picture on = drawn(scene);
    for (int y = 1; y < 63; ++y)
        for (int x = 1; x < 63; ++x) {
            double best = mode == int(Mode::Maximum) ? -1e9 : 1e9;
            for (int k = 1; k < 29; ++k)
                best = mode == int(Mode::Maximum) ? std::max(best, volume->valueAt({x, y, k}))
                                                  : std::min(best, volume->valueAt({x, y, k}));
            QVERIFY(std::abs(channel(on, x, y, 0) - best) <= 1);
        }
}

void RaycastTest::averageIsTheMean() {
    const VolumePtr volume =
        volumeOf(gridOf({64, 64, 31}, {1, 1, 1}), [](int i, int, int k) { return i + 4 * k; });
    Scene scene = sceneOf(volume, {}, 64);
    scene.mode = Mode::Average;
    scene.window = {127.5, 255};
    scene.camera = parallelFrom({0, 0, -1}, {0, -1, 0}, 32);
    const Picture p = drawn(scene);
    for (int x = 1; x < 63; ++x)
        QVERIFY(std::abs(channel(p, x, 30, 0) - (x + 60)) <= 1);
    QVERIFY(std::isinf(depth(p, 30, 30)));
    QCOMPARE(id(p, 30, 30), kVolumeId);
}

void RaycastTest::nothingBeforeAClipPlane_data() {
    QTest::addColumn<bool>("parallel");
    QTest::addColumn<int>("mode");
    for (const bool parallel : {false, true})
        for (const Mode mode : {Mode::Composite, Mode::Maximum})
            QTest::addRow("%s, mode %d", parallel ? "parallel" : "perspective", int(mode))
                << parallel << int(mode);
}

void RaycastTest::nothingBeforeAClipPlane() {
    QFETCH(bool, parallel);
    QFETCH(int, mode);
    std::mt19937 random(5);
    const VolumePtr volume =
        volumeOf(gridOf({50, 50, 50}, {1, 1, 1}), [&](int, int, int) { return 100 + random() % 900; });
    Scene scene = sceneOf(volume, allFrom(0, .5));
    scene.mode = Mode(mode);
    scene.camera = from({1, -1, 0.5}, {0, 0, 1}, 300);
    scene.camera.parallel = parallel;
    scene.camera.halfHeight_mm = 40;
    scene.planes = {{{-0.5, 1, -0.2}, 3}, {{0, 0, 2}, 20}, {{1, 0, 0}, 15}};
    const Picture p = drawn(scene);
    int hits = 0;
    for (int y = 0; y < p.height; ++y)
        for (int x = 0; x < p.width; ++x) {
            if (id(p, x, y) == kNothingId)
                continue;
            ++hits;
            const WorldPoint at = rayThrough(scene, x + .5, y + .5).at(depth(p, x, y));
            for (const ClipPlane& plane : scene.planes)
                QVERIFY(plane.normal.dot(at) + plane.offset > -1e-3);
        }
    QVERIFY(hits > 300);
}

void RaycastTest::clipBoxCuts() {
    Scene scene = slabScene(41, .05, Level::Full);
    scene.box = ClipBox{{10, 0, 0}, {20.5, 39, 39}};
    const Picture p = drawn(scene);
    QVERIFY(std::abs(alpha(p, kMiddle, kMiddle) - 255 * (1 - std::pow(.95, 10.5))) <= 1);
}

void RaycastTest::cutFaceIsLitByItsPlane() {
    // Flat tissue with noise: its slopes point anywhere, the cut is smooth.
    std::mt19937 random(9);
    const VolumePtr volume =
        volumeOf(gridOf({60, 60, 60}, {1, 1, 1}), [&](int, int, int) { return 500 + int(random() % 400); });
    Scene scene = sceneOf(volume, allFrom(0, .9995, 0x808080));
    scene.shaded = true;
    scene.camera = parallelFrom({1, -1, 0}, {0, 0, 1}, 10);
    const WorldVector normal = WorldVector(-1, 0.2, 0).normalized(); // keeps x below
    scene.planes = {{normal, 0}};
    for (const Level level : {Level::Half, Level::Full, Level::Fine}) {
        scene.level = level;
        const Picture p = drawn(scene);
        const double v = std::abs(normal.dot(WorldVector(-1, 1, 0).normalized()));
        const double expected = 128 * (.25 + .75 * v) + .25 * 255 * std::pow(v, 96);
        for (int y = p.height / 4; y < p.height * 3 / 4; ++y)
            for (int x = p.width / 4; x < p.width * 3 / 4; ++x)
                QVERIFY2(std::abs(channel(p, x, y, 0) - expected) <= 2,
                         qPrintable(QStringLiteral("%1 %2").arg(channel(p, x, y, 0)).arg(expected)));
    }
}

void RaycastTest::markersLieWhereTheyAre_data() {
    QTest::addColumn<WorldVector>("toEye");
    QTest::addColumn<WorldVector>("right");
    QTest::addColumn<WorldVector>("up");
    const WorldVector left(1, 0, 0), back(0, 1, 0), head(0, 0, 1);
    QTest::newRow("from the front: left on the right, head up") << WorldVector(-back) << left << head;
    QTest::newRow("from the left: back on the right, head up") << left << back << head;
    QTest::newRow("from the feet: left on the right, front up")
        << WorldVector(-head) << left << WorldVector(-back);
}

void RaycastTest::markersLieWhereTheyAre() {
    QFETCH(WorldVector, toEye);
    QFETCH(WorldVector, right);
    QFETCH(WorldVector, up);
    for (const test::GridOrder& order : test::gridOrders()) {
        const VolumePtr volume = volumeOf(
            order.grid, [](int i, int j, int k) { return i == 6 && j == 2 && k == 4 ? 1000 : -1000; });
        const WorldVector step = order.grid.sliceStep;
        const WorldPoint marker = order.grid.origin + order.grid.rowDirection * (6 * 0.7) +
                                  order.grid.columnDirection * (2 * 0.9) + step * 4;
        Scene scene = sceneOf(volume, allFrom(-800, .9));
        scene.level = Level::Fine;
        scene.camera = parallelFrom(toEye, up, 8);
        const WorldPoint middle = order.grid.centre() + WorldVector(0.3, -0.2, 0.1);
        scene.camera.focus += middle;
        scene.camera.position += middle;
        const Picture p = drawn(scene, {1});
        double sum = 0, x = 0, y = 0;
        for (int n = 0; n < 64 * 64; ++n) {
            const double weight = alpha(p, n % 64, n / 64);
            sum += weight;
            x += weight * (n % 64 + .5);
            y += weight * (n / 64 + .5);
        }
        const WorldVector d = marker - middle;
        const double mustX = 32 + d.dot(right) * 4, mustY = 32 - d.dot(up) * 4;
        QVERIFY2(sum > 0, order.name);
        QVERIFY2(std::hypot(x / sum - mustX, y / sum - mustY) < 0.75, order.name);
        const auto found = pick(scene, mustX, mustY, &p);
        QVERIFY2(found && (found->point - marker).norm() < 2.2, order.name);
    }
}

void RaycastTest::emptyBoxAndNoVolumeAreEmpty() {
    Scene scene = slabScene(20, .9, Level::Full);
    scene.box = ClipBox{{5, 5, 5}, {5, 10, 10}};
    const Picture none = drawn(scene);
    scene.volume = {};
    const Picture nothing = drawn(scene);
    for (const Picture* p : {&none, &nothing})
        for (std::size_t n = 0; n < p->rgba.size(); ++n) {
            QCOMPARE(p->rgba[n], 0U);
            QCOMPARE(p->id[n], kNothingId);
            QVERIFY(std::isinf(p->depth[n]));
        }
}

void RaycastTest::badScenesAreRefused_data() {
    QTest::addColumn<int>("what");
    QTest::addColumn<QByteArray>("code");
    QTest::newRow("no pixels") << 0 << QByteArray("bad-size");
    QTest::newRow("one slice") << 1 << QByteArray("bad-size");
    QTest::newRow("flat affine") << 2 << QByteArray("bad-affine");
    QTest::newRow("focus at the eye") << 3 << QByteArray("bad-camera");
    QTest::newRow("up along the view") << 4 << QByteArray("bad-camera");
    QTest::newRow("angle") << 5 << QByteArray("bad-camera");
}

void RaycastTest::badScenesAreRefused() {
    QFETCH(int, what);
    QFETCH(QByteArray, code);
    Scene scene = slabScene(20, .9, Level::Full);
    scene.camera.parallel = false;
    switch (what) {
    case 0: scene.width = 0; break;
    case 1: scene.volume.size[1] = 1; break;
    case 2: scene.volume.toWorld.col(1) = scene.volume.toWorld.col(0); break;
    case 3: scene.camera.focus = scene.camera.position; break;
    case 4: scene.camera.up = scene.camera.position - scene.camera.focus; break;
    default: scene.camera.angle_deg = 180; break;
    }
    Caster caster({1});
    Prepared prepared;
    const auto picture = caster.draw(scene, prepared);
    QVERIFY(!picture);
    QCOMPARE(picture.error().code, code);
}

void RaycastTest::labelsHideAndColour() {
    Scene scene = slabScene(21, .1, Level::Half);
    auto bytes = std::make_shared<std::vector<std::uint8_t>>(scene.volume.count() + 8, 0);
    for (std::size_t n = 0; n < scene.volume.count(); ++n)
        (*bytes)[n] = std::uint8_t(n / 21 / 40 / 10); // by slice: 0, 1, 2, 3 from the feet
    scene.labels = {bytes, bytes->data(), 1};
    auto table = std::make_shared<LabelTable>();
    (*table)[1].opacity = 0;
    (*table)[2].opacity = 2;
    (*table)[3].mix = 0.5;
    (*table)[3].color = {255, 0, 0};
    scene.labelTable = table;
    scene.camera = parallelFrom({1, 0, 0}, {0, 0, 1}, 20);
    const Picture p = drawn(scene);
    const auto rowOf = [&](int k) { return int((20 - (k - 19.5)) / 40 * p.height); };
    const auto hidden = [](double factor) { return 255 * (1 - std::pow(.9, 20 * factor)); };
    const int x = p.width / 2;
    QVERIFY(std::abs(alpha(p, x, rowOf(5)) - hidden(1)) <= 1);
    QCOMPARE(alpha(p, x, rowOf(15)), 0);
    QVERIFY(std::abs(alpha(p, x, rowOf(25)) - hidden(2)) <= 1);
    QVERIFY(std::abs(alpha(p, x, rowOf(35)) - hidden(1)) <= 1);
    QVERIFY(std::abs(channel(p, x, rowOf(35), 0) - hidden(1)) <= 1);
    QVERIFY(std::abs(channel(p, x, rowOf(35), 1) - hidden(1) / 2) <= 1);
}

void RaycastTest::masksEndInARampAtRest() {
    // Slices of 4 mm: while moving the mask's edge is a step between two slices, at rest the opacity falls
    // linearly from slice to slice.
    const VolumePtr volume = volumeOf(gridOf({21, 40, 20}, {1, 1, 4}), [](int, int, int) { return 100; });
    Scene scene = sceneOf(volume, allFrom(50, .01), 320);
    auto bytes = std::make_shared<std::vector<std::uint8_t>>(scene.volume.count() + 8, 0);
    std::fill_n(bytes->begin(), 21 * 40 * 10, std::uint8_t(1));
    scene.labels = {bytes, bytes->data(), 1};
    auto table = std::make_shared<LabelTable>();
    (*table)[0].opacity = 0;
    scene.labelTable = table;
    scene.camera = parallelFrom({1, 0, 0}, {0, 0, 1}, 19);
    scene.level = Level::Full;
    const Picture still = drawn(scene);
    scene.level = Level::Half;
    const Picture moving = drawn(scene);
    const auto zOf = [](const Picture& p, int y) { return 19 - (y + .5) * 38 / p.height; };
    for (int y = 0; y < still.height; ++y) {
        const double weight = std::clamp(0.5 - zOf(still, y) / 4, 0.0, 1.0); // 9th slice -2 mm, 10th +2 mm
        QVERIFY(std::abs(alpha(still, 160, y) - 255 * (1 - std::pow(.99, 20 * weight))) <= 1);
    }
    for (int y = 0; y < moving.height; ++y)
        if (std::abs(zOf(moving, y)) > 0.2)
            QVERIFY(std::abs(alpha(moving, 80, y) -
                             (zOf(moving, y) < 0 ? 255 * (1 - std::pow(.99, 20)) : 0)) <= 1);
}

QTEST_GUILESS_MAIN(RaycastTest)
#include "RaycastTest.moc"
