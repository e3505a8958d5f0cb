// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/phantom/Phantom.h"
#include "core/raycast/LungParts.h"
#include "core/raycast/Presets.h"
#include "tests/core/RaycastFixture.h"

/// The program's own synthetic chest and the masks of its presets.
namespace casebook::raycast::fixture {

inline void paint(const Segment& segment, const std::array<int, 3>& size, std::vector<std::uint8_t>& to) {
    std::size_t n = 0;
    for (int k = 0; k < segment.box.size[2]; ++k)
        for (int j = 0; j < segment.box.size[1]; ++j)
            for (int i = 0; i < segment.box.size[0]; ++i, ++n)
                if (segment.values[n] != 0)
                    to[(std::size_t(k + segment.box.first[2]) * std::size_t(size[1]) +
                        std::size_t(j + segment.box.first[1])) *
                           std::size_t(size[0]) +
                       std::size_t(i + segment.box.first[0])] = 1;
}

/// Air that does not reach the sides of the picture slice by slice and is emptier than lung: the lumen.
inline std::vector<std::uint8_t> airwaysOf(const VolumeView& v) {
    std::vector<std::uint8_t> air(v.count(), 0);
    const int columns = v.size[0], rows = v.size[1];
    // The mean of 3 x 3 x 3: single voxels of lung are as empty by noise.
    const auto meanAt = [&](std::size_t n) {
        int sum = 0;
        for (int k = -1; k <= 1; ++k)
            for (int j = -1; j <= 1; ++j)
                for (int i = -1; i <= 1; ++i)
                    sum += v.data[std::ptrdiff_t(n) + (std::ptrdiff_t(k) * rows + j) * columns + i];
        return sum / 27;
    };
    const std::size_t rim = std::size_t(columns) * std::size_t(rows) + std::size_t(columns) + 1;
    for (std::size_t n = 0; n < v.count(); ++n)
        air[n] = n < rim || n + rim >= v.count() ? v.data[n] < -950 : meanAt(n) < -950;
    for (int k = 0; k < v.size[2]; ++k) {
        std::uint8_t* slice = air.data() + std::size_t(k) * std::size_t(columns) * std::size_t(rows);
        std::vector<int> open;
        const auto visit = [&](int i, int j) {
            if (i < 0 || j < 0 || i >= columns || j >= rows || slice[j * columns + i] != 1)
                return;
            slice[j * columns + i] = 0;
            open.push_back(j * columns + i);
        };
        for (int i = 0; i < columns; ++i)
            for (const int j : {0, rows - 1})
                visit(i, j);
        for (int j = 0; j < rows; ++j)
            for (const int i : {0, columns - 1})
                visit(i, j);
        while (!open.empty()) {
            const int n = open.back();
            open.pop_back();
            for (const auto& [di, dj] : {std::pair{1, 0}, {-1, 0}, {0, 1}, {0, -1}})
                visit(n % columns + di, n / columns + dj);
        }
    }
    return air;
}

struct Chest {
    VolumePtr volume;
    LabelView labels;
    std::vector<WorldPoint> nodules;
};

/// Seed 17 at 160 x 160 x 100, the same voxels on every machine.
inline const Chest& chest() {
    static const Chest made = [] {
        phantom::PhantomSpec spec;
        spec.columns = spec.rows = 160;
        spec.slices = 100;
        auto drawn = phantom::makePhantom(spec);
        if (!drawn)
            qFatal("no phantom");
        Chest chest;
        chest.volume = std::make_shared<Volume>(std::move(drawn->volume));
        const VolumeView view = viewOf(chest.volume);
        std::vector<std::uint8_t> lungs(view.count(), 0), nodules(view.count(), 0);
        for (const Segment& s : drawn->lungs.segments)
            paint(s, view.size, lungs);
        for (const Segment& s : drawn->nodules.segments)
            paint(s, view.size, nodules);
        const std::vector<std::uint8_t> airways = airwaysOf(view);
        const auto parts = makeLungParts(view, {lungs.data(), airways.data(), nodules.data()});
        chest.labels = {parts, parts->data(), 1};
        for (const phantom::PhantomNodule& n : drawn->truth)
            chest.nodules.push_back(n.centre);
        return chest;
    }();
    return made;
}

/// The chest as a preset shows it from the front, a little from the left and above.
inline Scene presetScene(const Preset& preset, int side, Level level = Level::Full) {
    const Chest& c = chest();
    Scene scene;
    scene.volume = viewOf(c.volume);
    scene.labels = c.labels;
    apply(preset, scene);
    const WorldPoint centre = c.volume->grid.centre();
    scene.camera = from({0.35, -1, 0.25}, {0, 0, 1}, 900, centre);
    if (preset.wantsCut)
        scene.planes = {{{0.2, 1, 0}, -WorldVector(0.2, 1, 0).dot(centre)}};
    if (preset.box_mm > 0) {
        const VoxelPoint at = c.volume->grid.toVoxel(c.nodules.front());
        ClipBox box;
        for (std::size_t a = 0; a < 3; ++a) {
            const double half = preset.box_mm / 2 / c.volume->grid.step(int(a)).norm();
            box.low[a] = at[Eigen::Index(a)] - half;
            box.high[a] = at[Eigen::Index(a)] + half;
        }
        scene.box = box;
        scene.camera = from({0.35, -1, 0.25}, {0, 0, 1}, 200, c.nodules.front());
    }
    if (preset.slab_mm > 0) {
        const WorldVector view = (scene.camera.focus - scene.camera.position).normalized();
        const double at = view.dot(centre), half = preset.slab_mm / 2;
        scene.planes = {{view, half - at}, {-view, half + at}};
    }
    scene.width = scene.height = side;
    scene.level = level;
    return scene;
}

} // namespace casebook::raycast::fixture
