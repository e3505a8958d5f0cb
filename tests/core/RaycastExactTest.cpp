// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/RaycastPhantom.h"

#include <QTest>

#include <thread>

using namespace casebook;
using namespace casebook::raycast;
using namespace casebook::raycast::fixture;

/// A pixel depends on the scene alone: not on what was skipped, which instructions, threads and tiles drew
/// it, or on what was given up before.
class RaycastExactTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void scenes_data();
    void skippingChangesNothing_data() { scenes_data(); }
    void skippingChangesNothing();
    void bothBuildsDrawTheSame_data() { scenes_data(); }
    void bothBuildsDrawTheSame();
    void threadsAndTilesDoNotShow_data();
    void threadsAndTilesDoNotShow();
    void cancelledPicturesLeaveNothing();
    void cancelEndsADraw();
    void preparedIsReused();
    void strokesReadOnlyTheirBricks();

private:
    Scene scene() const;
};

/// Every preset at a moving and a resting level, and grazing, sheared, parallel and clipped views.
void RaycastExactTest::scenes_data() {
    QTest::addColumn<QByteArray>("preset");
    QTest::addColumn<int>("level");
    QTest::addColumn<int>("view");
    for (const Preset& preset : presets()) {
        const QByteArray id(preset.id.data(), preset.id.size());
        for (const Level level : {Level::Half, Level::Full})
            QTest::addRow("%s level %d", id.constData(), int(level)) << id << int(level) << 0;
        for (int view = 1; view <= 4; ++view)
            QTest::addRow("%s view %d", id.constData(), view) << id << int(Level::Half) << view;
    }
    QTest::newRow("bone fine") << QByteArray("bone") << int(Level::Fine) << 1;
    QTest::newRow("lung-shell quarter") << QByteArray("lung-shell") << int(Level::Quarter) << 2;
}

Scene RaycastExactTest::scene() const {
    QFETCH(QByteArray, preset);
    QFETCH(int, level);
    QFETCH(int, view);
    const Preset& found = *findPreset(QLatin1StringView(preset));
    Scene scene = presetScene(found, 72, Level(level));
    const WorldPoint focus = scene.camera.focus;
    switch (view) {
    case 1: // along the grid: rays graze the faces of bricks
        scene.camera = from({0, -1, 0}, {0, 0, 1}, 500, focus);
        scene.camera.parallel = true;
        break;
    case 2: // from inside
        scene.camera = from({-1, 0.2, 0.1}, {0, 0, 1}, 60, focus);
        scene.camera.angle_deg = 70;
        break;
    case 3: // sheared and mirrored grid
        scene.volume.toWorld.col(2).head<3>() += scene.volume.toWorld.col(1).head<3>() * 0.9;
        scene.volume.toWorld.col(0) *= -1;
        scene.camera = from({0.1, -0.3, 1}, {0, 1, 0}, 900,
                            (scene.volume.toWorld * Eigen::Vector4d(80, 80, 50, 1)).head<3>());
        break;
    case 4:
        scene.planes.push_back({{1, 0.3, -0.2}, -WorldVector(1, 0.3, -0.2).dot(focus) + 5});
        scene.surfaces = {{ballMesh(focus, 25), {200, 90, 40}, 7}};
        break;
    default: break;
    }
    return scene;
}

void RaycastExactTest::skippingChangesNothing() {
    const Scene s = scene();
    CasterOptions off{2};
    off.skipEmpty = false;
    const Picture all = drawn(s, off);
    QCOMPARE(different(drawn(s), all), 0);
    QVERIFY(std::count(all.id.begin(), all.id.end(), kNothingId) < std::ptrdiff_t(all.id.size()));
}

void RaycastExactTest::bothBuildsDrawTheSame() {
    if (!Caster({1, Instructions::Avx2}).usesAvx2())
        QSKIP("this processor has one build only");
    const Scene s = scene();
    QCOMPARE(different(drawn(s, {2, Instructions::Avx2}), drawn(s, {2, Instructions::Baseline})), 0);
}

/// A few: threads of a loaded machine take their time.
void RaycastExactTest::threadsAndTilesDoNotShow_data() {
    QTest::addColumn<QByteArray>("preset");
    QTest::addColumn<int>("level");
    QTest::addColumn<int>("view");
    for (const char* preset : {"bone", "lung-shell", "mip"})
        for (const int view : {2, 4})
            QTest::addRow("%s view %d", preset, view) << QByteArray(preset) << int(Level::Full) << view;
}

void RaycastExactTest::threadsAndTilesDoNotShow() {
    const Scene s = scene();
    const Picture one = drawn(s, {1});
    for (const int threads : {2, 4})
        for (const int tile : {7, 1000}) {
            CasterOptions options{threads};
            options.tile = tile;
            QCOMPARE(different(drawn(s, options), one), 0);
        }
}

void RaycastExactTest::cancelledPicturesLeaveNothing() {
    const Scene s = presetScene(*findPreset(QLatin1StringView("lung-vessels")), 96);
    const Picture whole = drawn(s);
    Caster caster({2});
    Prepared prepared;
    for (std::uint64_t n = 1; n <= 20; ++n) {
        std::jthread other([&] {
            std::this_thread::sleep_for(std::chrono::microseconds(200 * n));
            caster.newest(2 * n);
        });
        const auto given = caster.draw(s, prepared, 2 * n - 1); // may be done before it is given up
        QVERIFY(given);
        if (*given)
            QCOMPARE(different(**given, whole), 0);
        other.join();
        const auto picture = caster.draw(s, prepared, 2 * n);
        QVERIFY(picture && *picture);
        QCOMPARE((*picture)->generation, 2 * n);
        QCOMPARE(different(**picture, whole), 0);
    }
}

void RaycastExactTest::cancelEndsADraw() {
    const Scene s = presetScene(*findPreset(QLatin1StringView("bone")), 96);
    Caster caster({2});
    Prepared prepared;
    caster.newest(8);
    const auto stale = caster.draw(s, prepared, 7);
    QVERIFY(stale && !*stale);
    const auto wanted = caster.draw(s, prepared, 8);
    QVERIFY(wanted && *wanted);
}

void RaycastExactTest::preparedIsReused() {
    Scene s = presetScene(*findPreset(QLatin1StringView("lung-vessels")), 32);
    Caster caster({2});
    Prepared prepared;
    QVERIFY(caster.prepare(s, prepared));
    const Prepared first = prepared;
    s.camera.position.x() += 10;
    QVERIFY(caster.prepare(s, prepared));
    QCOMPARE(prepared.occupancy, first.occupancy);
    s.transfer[0].hu += 5;
    QVERIFY(caster.prepare(s, prepared));
    QCOMPARE(prepared.bricks, first.bricks);
    QCOMPARE(prepared.labelBricks, first.labelBricks);
    QVERIFY(prepared.occupancy != first.occupancy);
    s.labels.revision += 1;
    QVERIFY(caster.prepare(s, prepared));
    QVERIFY(prepared.labelBricks != first.labelBricks);
    s.volume = viewOf(volumeOf(gridOf({20, 20, 20}, {1, 1, 1}), [](int, int, int) { return 0; }));
    s.labels = {};
    QVERIFY(caster.prepare(s, prepared));
    QVERIFY(prepared.bricks != first.bricks);
}

void RaycastExactTest::strokesReadOnlyTheirBricks() {
    Scene s = presetScene(*findPreset(QLatin1StringView("lung-shell")), 64);
    auto bytes =
        std::make_shared<std::vector<std::uint8_t>>(s.labels.data, s.labels.data + s.volume.count() + 8);
    s.labels = {bytes, bytes->data(), 1};
    Caster caster({2});
    Prepared prepared;
    QVERIFY(caster.prepare(s, prepared));
    const std::array<int, 3> low{60, 50, 40}, high{81, 77, 65};
    for (int k = low[2]; k < high[2]; ++k)
        for (int j = low[1]; j < high[1]; ++j)
            for (int i = low[0]; i < high[0]; ++i)
                (*bytes)[std::size_t((k * 160 + j) * 160 + i)] = std::uint8_t((i + j + k) % 6);
    s.labels.revision = 2;
    labelsChanged(prepared, s.volume, s.labels, low, high);
    const auto stroke = prepared.labelBricks;
    const auto picture = caster.draw(s, prepared);
    QCOMPARE(prepared.labelBricks, stroke); // nothing was read again
    Prepared fresh;
    QVERIFY(caster.prepare(s, fresh));
    QCOMPARE(stroke->sets, fresh.labelBricks->sets);
    QVERIFY(picture && *picture);
    QCOMPARE(different(**picture, drawn(s)), 0);
}

QTEST_GUILESS_MAIN(RaycastExactTest)
#include "RaycastExactTest.moc"
