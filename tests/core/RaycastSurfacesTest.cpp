// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/raycast/Levels.h"
#include "tests/core/RaycastFixture.h"

#include <QTest>

#include <random>

using namespace casebook;
using namespace casebook::raycast;
using namespace casebook::raycast::fixture;

namespace {

/// Depth of a ball along a ray; infinite where it misses.
double ballDepth(const Ray& ray, const WorldPoint& centre, double radius) {
    const double along = (centre - ray.from).dot(ray.direction);
    const double apart2 = (ray.at(along) - centre).squaredNorm();
    return apart2 > radius * radius ? INFINITY : along - std::sqrt(radius * radius - apart2);
}

/// Opaque from x = 0 on towards the left; a ball of 12 mm half inside.
Scene ballInBlock(double opacity) {
    const VolumePtr volume =
        volumeOf(gridOf({61, 61, 61}, {1, 1, 1}), [](int i, int, int) { return i < 30 ? -1000 : 1000; });
    Scene scene = sceneOf(volume, allFrom(0, opacity, 0x4060FF), 96);
    scene.surfaces = {{ballMesh({0, 0, 0}, 12, 128), {200, 100, 50}, 9}};
    return scene;
}

std::shared_ptr<const TriangleMesh> soup(int triangles, unsigned seed) {
    std::mt19937 random(seed);
    auto mesh = std::make_shared<TriangleMesh>();
    for (int n = 0; n < triangles * 3; ++n) {
        for (int c = 0; c < 3; ++c) {
            mesh->points.push_back(float(int(random() % 2001) - 1000) / 20);
            mesh->normals.push_back(c == 0 ? 1.f : 0.f);
        }
        mesh->triangles.push_back(n);
    }
    return mesh;
}

} // namespace

/// Surfaces, what owns a pixel, and picking.
class RaycastSurfacesTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void ownerOfEachPixelIsKnown_data();
    void ownerOfEachPixelIsKnown();
    void thinTissueTintsTheSurface();
    void depthAndLightOfABall_data();
    void depthAndLightOfABall();
    void neighboursLeaveNoGapAndNoOverlap();
    void threadsDoNotShow();
    void planesCutPixelByPixel();
    void cameraInsideAMesh();
    void surfacesStandBeforeProjections();
    void pickIsTheDepthOfThePixel_data();
    void pickIsTheDepthOfThePixel();
    void pickPrefersTheSurfaceShown();
    void projectedIsTheInverseOfTheRay_data();
    void projectedIsTheInverseOfTheRay();
    void levelsFitTheTime();
};

void RaycastSurfacesTest::ownerOfEachPixelIsKnown_data() {
    QTest::addColumn<bool>("fromTheBlock");
    QTest::newRow("block behind, half the ball before it") << false;
    QTest::newRow("block before the ball") << true;
}

void RaycastSurfacesTest::ownerOfEachPixelIsKnown() {
    QFETCH(bool, fromTheBlock);
    Scene scene = ballInBlock(.9995);
    scene.camera = from({fromTheBlock ? 1.0 : -1.0, 0.2, 0.1}, {0, 0, 1}, 300);
    const Picture p = drawn(scene);
    int ball = 0, block = 0;
    for (int y = 0; y < p.height; ++y)
        for (int x = 0; x < p.width; ++x) {
            const Ray ray = rayThrough(scene, x + .5, y + .5);
            const double surface = ballDepth(ray, {0, 0, 0}, 12);
            const double rim = ballDepth(ray, {0, 0, 0}, 11.6), beyond = ballDepth(ray, {0, 0, 0}, 12.3);
            if (std::isinf(rim) != std::isinf(beyond))
                continue; // the outline
            const auto owner = id(p, x, y);
            if (fromTheBlock)
                QVERIFY(owner != 9); // the block hides it
            else if (std::isfinite(surface) && ray.at(surface).x() < -1)
                QCOMPARE(owner, 9U);
            else if (owner == 9)
                QVERIFY(std::isfinite(surface) && ray.at(surface).x() < 1);
            ball += owner == 9 ? 1 : 0;
            block += owner == kVolumeId ? 1 : 0;
        }
    QVERIFY(fromTheBlock ? ball == 0 : ball > 120);
    QVERIFY(block > 500);
}

void RaycastSurfacesTest::thinTissueTintsTheSurface() {
    Scene scene = ballInBlock(.02);
    scene.camera = parallelFrom({1, 0, 0}, {0, 0, 1}, 20);
    const Picture p = drawn(scene);
    // From x = 30 to the ball's 12: 18 mm of block, then the surface, lit from straight ahead.
    const double through = std::pow(.98, 18);
    const double red = 0x40 * (1 - through) + std::min(255.0, 200 + 63.75) * through;
    QVERIFY(std::abs(channel(p, 48, 48, 0) - red) <= 2);
    QCOMPARE(alpha(p, 48, 48), 255);
    QCOMPARE(id(p, 48, 48), 9U);
    QVERIFY(std::abs(depth(p, 48, 48) - (600 - 12)) < 0.02);
}

void RaycastSurfacesTest::depthAndLightOfABall_data() {
    QTest::addColumn<bool>("parallel");
    QTest::newRow("perspective") << false;
    QTest::newRow("parallel") << true;
}

void RaycastSurfacesTest::depthAndLightOfABall() {
    QFETCH(bool, parallel);
    Scene scene;
    const WorldPoint centre(3, -2, 5);
    scene.surfaces = {{ballMesh(centre, 20, 200), {100, 150, 200}, 5}};
    scene.camera = from({1, -1, 0.4}, {0, 0, 1}, 120);
    scene.camera.parallel = parallel;
    scene.camera.halfHeight_mm = 30;
    scene.width = 160;
    scene.height = 120;
    const Picture p = drawn(scene);
    int inside = 0;
    for (int y = 0; y < p.height; ++y)
        for (int x = 0; x < p.width; ++x) {
            const Ray ray = rayThrough(scene, x + .5, y + .5);
            if (std::isinf(ballDepth(ray, centre, 20.05))) {
                QCOMPARE(id(p, x, y), kNothingId);
                continue;
            }
            const double must = ballDepth(ray, centre, 20);
            if (std::isinf(ballDepth(ray, centre, 19.5)))
                continue;
            QVERIFY(std::abs(depth(p, x, y) - must) < 0.1);
            const double v = std::abs((ray.at(must) - centre).normalized().dot(ray.direction));
            const double light = 100 * (.25 + .75 * v) + 63.75 * std::pow(v, 96);
            QVERIFY(std::abs(channel(p, x, y, 0) - light) <= 3);
            QCOMPARE(id(p, x, y), 5U);
            ++inside;
        }
    QVERIFY(inside > 2000);
}

void RaycastSurfacesTest::neighboursLeaveNoGapAndNoOverlap() {
    // A plane of irregular triangles fills its square; each pixel belongs to one of them.
    std::mt19937 random(4);
    auto mesh = std::make_shared<TriangleMesh>();
    constexpr int n = 40;
    for (int j = 0; j <= n; ++j)
        for (int i = 0; i <= n; ++i) {
            const bool isRim = i % n == 0 || j % n == 0;
            const auto jitter = [&] { return isRim ? 0.f : float(random() % 100) / 250 - 0.2f; };
            mesh->points.insert(mesh->points.end(),
                                {float(i - n / 2) + jitter(), 0, float(j - n / 2) + jitter()});
            mesh->normals.insert(mesh->normals.end(), {0, -1, 0});
        }
    for (int j = 0; j < n; ++j)
        for (int i = 0; i < n; ++i) {
            const int p = j * (n + 1) + i;
            for (const int index : {p, p + 1, p + n + 2, p, p + n + 2, p + n + 1})
                mesh->triangles.push_back(index);
        }
    Scene scene;
    scene.surfaces = {{mesh, {255, 255, 255}, 2}};
    scene.camera = parallelFrom({0, -1, 0}, {0, 0, 1}, 20);
    scene.width = scene.height = 333;
    Picture p = drawn(scene);
    QCOMPARE(std::count(p.id.begin(), p.id.end(), 2U), 333 * 333);
    // Every triangle as a surface of its own: together they are the same pixels, once each.
    std::ptrdiff_t sum = 0;
    for (int half = 0; half < 2; ++half) {
        auto part = std::make_shared<TriangleMesh>(*mesh);
        part->triangles.clear();
        for (std::size_t t = 0; t < mesh->triangles.size() / 3; ++t)
            if (int(t % 2) == half)
                part->triangles.insert(part->triangles.end(), mesh->triangles.begin() + std::ptrdiff_t(3 * t),
                                       mesh->triangles.begin() + std::ptrdiff_t(3 * t + 3));
        scene.surfaces = {{part, {255, 255, 255}, 2}};
        p = drawn(scene);
        sum += std::count(p.id.begin(), p.id.end(), 2U);
    }
    QCOMPARE(sum, 333 * 333);
}

void RaycastSurfacesTest::threadsDoNotShow() {
    Scene scene;
    scene.surfaces = {{soup(4000, 1), {200, 20, 20}, 3}, {soup(4000, 2), {20, 200, 20}, 4}};
    scene.camera = from({1, -1, 0.4}, {0, 0, 1}, 150);
    scene.width = scene.height = 150;
    const Picture one = drawn(scene, {1});
    for (const int threads : {2, 3})
        QCOMPARE(different(drawn(scene, {threads}), one), 0);
}

void RaycastSurfacesTest::planesCutPixelByPixel() {
    Scene scene;
    scene.surfaces = {{ballMesh({0, 0, 0}, 20, 64), {100, 150, 200}, 5}};
    scene.camera = from({-1, -0.4, 0.2}, {0, 0, 1}, 150);
    scene.width = scene.height = 120;
    scene.planes = {{{3, 0, 0}, 15}, {{0, 0, -1}, 8}};
    const Picture p = drawn(scene);
    int inside = 0;
    for (int y = 0; y < p.height; ++y)
        for (int x = 0; x < p.width; ++x) {
            if (id(p, x, y) == kNothingId)
                continue;
            ++inside;
            const WorldPoint at = rayThrough(scene, x + .5, y + .5).at(depth(p, x, y));
            QVERIFY(at.x() > -5.001 && at.z() < 8.001); // the far wall shows through the cut
        }
    QVERIFY(inside > 1000);
    const Ray middle = rayThrough(scene, 60.5, 60.5);
    QVERIFY(middle.at(depth(p, 60, 60)).x() > 5); // behind the cut, not before it
}

void RaycastSurfacesTest::cameraInsideAMesh() {
    Scene scene;
    scene.surfaces = {{ballMesh({0, 0, 0}, 20, 64), {100, 150, 200}, 5}};
    scene.camera = from({0.3, -1, 0.2}, {0, 0, 1}, 3);
    scene.camera.angle_deg = 100;
    const Picture p = drawn(scene);
    QCOMPARE(std::count(p.id.begin(), p.id.end(), 5U), std::ptrdiff_t(p.id.size()));
    for (const float d : p.depth)
        QVERIFY(d > 16.5f && d < 23.5f);
}

void RaycastSurfacesTest::surfacesStandBeforeProjections() {
    Scene scene = ballInBlock(.5);
    scene.mode = Mode::Maximum;
    scene.camera = from({1, 0.2, 0.1}, {0, 0, 1}, 300);
    const Picture p = drawn(scene);
    QCOMPARE(id(p, 48, 48), 9U);
    QVERIFY(channel(p, 48, 48, 0) > channel(p, 48, 48, 2));
    QCOMPARE(id(p, 30, 30), kVolumeId);
}

void RaycastSurfacesTest::pickIsTheDepthOfThePixel_data() {
    QTest::addColumn<int>("mode");
    QTest::addColumn<int>("level");
    for (const Mode mode : {Mode::Composite, Mode::Maximum, Mode::Minimum})
        for (const Level level : {Level::Full, Level::Fine})
            QTest::addRow("mode %d level %d", int(mode), int(level)) << int(mode) << int(level);
}

void RaycastSurfacesTest::pickIsTheDepthOfThePixel() {
    QFETCH(int, mode);
    QFETCH(int, level);
    const GridGeometry grid = gridOf({50, 50, 50}, {1, 1, 1});
    const VolumePtr volume = volumeOf(grid, [&](int i, int j, int k) {
        const WorldPoint p = grid.toWorld({double(i), double(j), double(k)});
        return 1000 - 30 * p.norm(); // largest in the middle
    });
    Scene scene = sceneOf(volume, allFrom(400, .6));
    scene.mode = Mode(mode);
    scene.level = Level(level);
    scene.camera = from({1, -1, 0.4}, {0, 0, 1}, 200);
    const Picture p = drawn(scene);
    int compared = 0;
    for (int y = 4; y < p.height; y += 5)
        for (int x = 4; x < p.width; x += 5) {
            const auto found = pick(scene, x + .5, y + .5, &p);
            QCOMPARE(found.has_value(), id(p, x, y) != kNothingId);
            if (!found)
                continue;
            QCOMPARE(found->id, kVolumeId);
            const double slack = scene.level == Level::Fine ? 1.5 : stepLength_mm(scene);
            if (mode != int(Mode::Minimum)) // which of both ends is smaller may turn on a hair
                QVERIFY(std::abs(found->depth_mm - depth(p, x, y)) <= slack + 0.01);
            QVERIFY((found->point - rayThrough(scene, x + .5, y + .5).at(found->depth_mm)).norm() < 1e-9);
            ++compared;
        }
    QVERIFY(compared > 10);
}

void RaycastSurfacesTest::pickPrefersTheSurfaceShown() {
    Scene scene = ballInBlock(.9995);
    scene.camera = from({-1, 0.2, 0.1}, {0, 0, 1}, 300);
    for (const Level level : {Level::Quarter, Level::Half, Level::Full, Level::Fine}) {
        scene.level = level;
        const Picture p = drawn(scene);
        const auto found = pick(scene, 48, 48, &p);
        QVERIFY(found);
        QCOMPARE(found->id, 9U);
        QVERIFY(std::abs(found->point.norm() - 12) < 0.5);
        const auto beside = pick(scene, 48, 36, &p);
        QVERIFY(beside);
        QCOMPARE(beside->id, kVolumeId);
        QVERIFY(std::abs(beside->point.x() + 0.5) < 0.6);
    }
    QVERIFY(!pick(scene, 1, 1, nullptr));
}

void RaycastSurfacesTest::projectedIsTheInverseOfTheRay_data() { depthAndLightOfABall_data(); }

void RaycastSurfacesTest::projectedIsTheInverseOfTheRay() {
    QFETCH(bool, parallel);
    Scene scene;
    scene.width = 300;
    scene.height = 200;
    scene.camera = from({0.3, -1, 0.4}, {0.1, 0.2, 1}, 150);
    scene.camera.parallel = parallel;
    for (const double x : {10.0, 150.0, 250.5})
        for (const double y : {0.5, 100.0, 170.0}) {
            const auto back = projected(scene, rayThrough(scene, x, y).at(77));
            QVERIFY(back);
            QVERIFY(std::abs(back->x - x) < 1e-9 && std::abs(back->y - y) < 1e-9);
            QVERIFY(std::abs(back->depth_mm - 77) < 1e-9);
        }
    QVERIFY(!projected(scene, rayThrough(scene, 5, 5).at(-10)));
}

void RaycastSurfacesTest::levelsFitTheTime() {
    LevelChooser chooser;
    Picture p;
    p.level = Level::Half;
    p.width = p.height = 256;
    p.milliseconds = 10; // a full picture: four times the pixels, twice the samples: 80 ms
    QCOMPARE(chooser.moving(512, 512), Level::Quarter); // nothing known: the cheapest
    chooser.drawn(p);
    QCOMPARE(chooser.moving(512, 512), Level::Half);
    QCOMPARE(chooser.moving(256, 256), Level::Full); // 20 ms
    QCOMPARE(chooser.moving(1024, 1024), Level::Quarter);
    p.milliseconds = 4;
    chooser.drawn(p);
    QCOMPARE(chooser.moving(512, 512), Level::Full);
    p.level = Level::Full;
    p.width = p.height = 512;
    p.milliseconds = 40; // what was drawn counts, not what was expected
    chooser.drawn(p);
    QCOMPARE(chooser.moving(512, 512), Level::Half);
    p.milliseconds = 30; // and draws the others along
    chooser.drawn(p);
    p.level = Level::Half;
    p.width = p.height = 256;
    p.milliseconds = 20;
    chooser.drawn(p);
    p.milliseconds = 40;
    chooser.drawn(p);
    QCOMPARE(chooser.moving(512, 512), Level::Quarter);
    p.level = Level::Quarter;
    p.width = p.height = 128;
    for (const double ms : {10.0, 6.0}) { // the machine is free again
        p.milliseconds = ms;
        chooser.drawn(p);
    }
    QCOMPARE(chooser.moving(512, 512), Level::Half);
    chooser.forget();
    QCOMPARE(chooser.moving(512, 512), Level::Quarter);
}

QTEST_GUILESS_MAIN(RaycastSurfacesTest)
#include "RaycastSurfacesTest.moc"
