// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/raycast/Caster.h"

#include "core/raycast/FrameSetup.h"
#include "core/raycast/Rasteriser.h"

#include <algorithm>
#include <chrono>
#include <limits>

namespace casebook::raycast {

namespace {

bool hasAvx2(Instructions wanted) {
#if defined(__x86_64__)
    return wanted != Instructions::Baseline && avx2::kernel.castTile != nullptr &&
           __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
#else
    return wanted == Instructions::Avx2 && avx2::kernel.castTile != nullptr;
#endif
}

struct Tile {
    int x, y;
};

/// From the middle outwards: where one looks is done first.
std::vector<Tile> tilesOf(int width, int height, int side) {
    std::vector<Tile> tiles;
    for (int y = 0; y < height; y += side)
        for (int x = 0; x < width; x += side)
            tiles.push_back({x, y});
    const auto away = [&](const Tile& t) {
        const double dx = t.x + (side - width) / 2.0, dy = t.y + (side - height) / 2.0;
        return dx * dx + dy * dy;
    };
    std::stable_sort(tiles.begin(), tiles.end(),
                     [&](const Tile& a, const Tile& b) { return away(a) < away(b); });
    return tiles;
}

bool isOf(const Bricks* bricks, const VolumeView& volume) {
    return bricks != nullptr && bricks->owner == volume.owner && bricks->data == volume.data &&
           bricks->voxels == volume.size && bricks->grid == brickGrid(volume);
}

bool isOf(const LabelBricks* bricks, const Scene& scene) {
    return bricks != nullptr && bricks->owner == scene.labels.owner && bricks->data == scene.labels.data &&
           bricks->revision == scene.labels.revision && bricks->grid == brickGrid(scene.volume);
}

bool isEqualKey(const Occupancy& a, const Occupancy& b) {
    return a.bricks == b.bricks && a.labelBricks == b.labelBricks && a.table == b.table &&
           a.shown == b.shown && a.slope == b.slope && a.intercept == b.intercept;
}

/// What the occupancy depends on; no bricks: none is needed.
Occupancy occupancyKey(const Scene& scene, const Prepared& prepared) {
    Occupancy key;
    const bool composite = scene.mode == Mode::Composite;
    if (!composite && !hasLabels(scene))
        return key;
    key.bricks = prepared.bricks;
    if (hasLabels(scene)) {
        key.labelBricks = prepared.labelBricks;
        key.shown = shownLabels(*scene.labelTable);
    }
    if (composite)
        key.table = prepared.table;
    key.slope = scene.volume.slope;
    key.intercept = scene.volume.intercept;
    return key;
}

/// Sums of four pictures' bytes.
class Average {
public:
    explicit Average(std::size_t pixels) : sums_(pixels * 4) {}
    void add(const std::vector<std::uint32_t>& rgba) {
        for (std::size_t n = 0; n < rgba.size(); ++n)
            for (std::size_t c = 0; c < 4; ++c)
                sums_[n * 4 + c] = std::uint16_t(sums_[n * 4 + c] + ((rgba[n] >> (8 * c)) & 0xFFU));
    }
    void store(std::vector<std::uint32_t>& rgba) const {
        for (std::size_t n = 0; n < rgba.size(); ++n) {
            std::uint32_t out = 0;
            for (std::size_t c = 0; c < 4; ++c)
                out |= ((std::uint32_t(sums_[n * 4 + c]) + 2) / 4) << (8 * c);
            rgba[n] = out;
        }
    }

private:
    std::vector<std::uint16_t> sums_;
};

void keepNearer(const std::vector<float>& depth, const std::vector<std::uint32_t>& id, Picture& to) {
    for (std::size_t n = 0; n < depth.size(); ++n)
        if (depth[n] < to.depth[n] || to.id[n] == kNothingId) {
            to.depth[n] = depth[n];
            to.id[n] = id[n];
        }
}

/// One picture in the making.
class Drawing {
public:
    Drawing(const Scene& scene, const Prepared& prepared, const Kernel& kernel, int tile, Pool& pool,
            const std::function<bool()>& stale)
        : scene_(scene), kernel_(kernel), tile_(tile), pool_(pool), stale_(stale), plane_(imagePlane(scene)),
          size_(pictureSize(scene)), setup_(scene, plane_, size_, prepared, kernel),
          tiles_(tilesOf(size_[0], size_[1], tile)) {
        const std::size_t pixels = std::size_t(size_[0]) * std::size_t(size_[1]);
        picture_.level = scene.level;
        picture_.width = size_[0];
        picture_.height = size_[1];
        picture_.rgba.resize(pixels);
        picture_.depth.resize(pixels);
        picture_.id.resize(pixels);
    }

    /// One ray a pixel, or four. @return false when stale.
    bool draw() {
        if (scene_.level != Level::Fine)
            return pass(0.5, 0.5, picture_.depth, picture_.id);
        Average average(picture_.rgba.size());
        std::vector<float> depth(picture_.depth.size());
        std::vector<std::uint32_t> id(picture_.id.size());
        std::fill(picture_.depth.begin(), picture_.depth.end(), std::numeric_limits<float>::infinity());
        for (const double y : {0.25, 0.75})
            for (const double x : {0.25, 0.75}) {
                if (!pass(x, y, depth, id))
                    return false;
                average.add(picture_.rgba);
                keepNearer(depth, id, picture_);
            }
        average.store(picture_.rgba);
        return true;
    }

    Picture& picture() { return picture_; }

private:
    bool pass(double x, double y, std::vector<float>& depth, std::vector<std::uint32_t>& id) {
        Frame& frame = setup_.frame;
        frame.offset[0] = x;
        frame.offset[1] = y;
        frame.rgba = picture_.rgba.data();
        frame.depth = depth.data();
        frame.id = id.data();
        if (!scene_.surfaces.empty()) {
            if (!rasterise(scene_, plane_, {x, y}, pool_, stale_, surfaces_))
                return false;
            frame.surfaceDepth = surfaces_.depth.data();
            frame.surfaceRgba = surfaces_.rgba.data();
            frame.surfaceId = surfaces_.id.data();
        }
        pool_.run(int(tiles_.size()), [&](int n) {
            const Tile& t = tiles_[std::size_t(n)];
            if (!stale_())
                kernel_.castTile(frame, t.x, t.y, std::min(t.x + tile_, frame.width),
                                 std::min(t.y + tile_, frame.height));
        });
        return !stale_();
    }

    const Scene& scene_;
    const Kernel& kernel_;
    int tile_;
    Pool& pool_;
    const std::function<bool()>& stale_;
    ImagePlane plane_;
    std::array<int, 2> size_;
    FrameSetup setup_;
    std::vector<Tile> tiles_;
    SurfaceLayer surfaces_;
    Picture picture_;
};

} // namespace

Caster::Caster(const CasterOptions& options)
    : options_(options), avx2_(hasAvx2(options.instructions)), pool_(options.threads) {}

bool Caster::prepare(const Scene& scene, Prepared& prepared, std::uint64_t generation) {
    const std::function<bool()> stale = [&] { return newest_.load(std::memory_order_relaxed) > generation; };
    if (scene.volume.data == nullptr)
        return !stale();
    if (scene.mode == Mode::Composite && (!prepared.table || prepared.table->points != scene.transfer))
        prepared.table = std::make_shared<const TransferTable>(makeTransferTable(scene.transfer));
    if (!options_.skipEmpty || scene.mode == Mode::Average) {
        prepared.occupancy.reset();
        return !stale();
    }
    if (!isOf(prepared.bricks.get(), scene.volume)) {
        prepared.occupancy.reset();
        prepared.bricks = makeBricks(scene.volume, pool_, stale);
        if (!prepared.bricks)
            return false;
    }
    if (hasLabels(scene) && !isOf(prepared.labelBricks.get(), scene)) {
        prepared.labelBricks = makeLabelBricks(scene.volume, scene.labels, pool_, stale);
        if (!prepared.labelBricks)
            return false;
    }
    Occupancy key = occupancyKey(scene, prepared);
    if (!key.bricks)
        prepared.occupancy.reset();
    else if (!prepared.occupancy || !isEqualKey(*prepared.occupancy, key))
        prepared.occupancy = makeOccupancy(std::move(key));
    return !stale();
}

Result<std::optional<Picture>> Caster::draw(const Scene& scene, Prepared& prepared,
                                            std::uint64_t generation) {
    if (auto sound = check(scene); !sound)
        return tl::unexpected(sound.error());
    if (!prepare(scene, prepared, generation))
        return std::optional<Picture>();
    const auto start = std::chrono::steady_clock::now();
    const std::function<bool()> stale = [&] { return newest_.load(std::memory_order_relaxed) > generation; };
    const Prepared used = options_.skipEmpty ? prepared : Prepared{nullptr, nullptr, prepared.table, nullptr};
    Drawing drawing(scene, used, avx2_ ? avx2::kernel : baseline::kernel, std::max(4, options_.tile), pool_,
                    stale);
    if (!drawing.draw())
        return std::optional<Picture>();
    Picture& picture = drawing.picture();
    picture.generation = generation;
    picture.milliseconds =
        std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
    return std::optional<Picture>(std::move(picture));
}

} // namespace casebook::raycast
