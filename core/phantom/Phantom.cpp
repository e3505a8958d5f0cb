// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/phantom/Phantom.h"

#include "core/phantom/Parallel.h"
#include "core/phantom/ThoraxTissue.h"
#include "core/phantom/Truth.h"

#include <mutex>

namespace casebook::phantom {
namespace {

// Makes the planes of one phantom; every plane depends on its number only.
class Maker {
public:
    Maker(const PhantomSpec& spec, const Job& job)
        : spec_(spec), job_(job), anatomy_(drawAnatomy(spec.seed)), grid_(gridOf(spec, anatomy_)),
          softness_(0.5 * (grid_.columnSpacing + std::min(step(), 1.2))), tissue_(anatomy_, spec.seed),
          tubes_(anatomy_, growTrees(anatomy_, spec.seed), grid_.origin.z(), step(), grid_.slices, softness_),
          shapes_(spec.wishes ? placeWishes(anatomy_, tubes_.tubes(), spec.seed, *spec.wishes)
                              : placeNodules(anatomy_, tubes_.tubes(), spec.seed)),
          plaques_(placePlaques(anatomy_, spec.seed)), truth_(anatomy_, grid_, shapes_) {}

    Result<Phantom> make() {
        const std::size_t perPlane = std::size_t(grid_.columns) * std::size_t(grid_.rows);
        planes_.resize(std::size_t(grid_.slices));
        parallelFor(grid_.slices, spec_.threads, [&](int k) {
            if (!job_.stopped())
                planes_[std::size_t(k)] = cleanPlane(k);
            tick();
        });
        Phantom result;
        result.volume.stored.resize(perPlane * std::size_t(grid_.slices) + 8);
        std::fill(result.volume.stored.end() - 8, result.volume.stored.end(), std::int16_t(0));
        parallelFor(grid_.slices, spec_.threads, [&](int k) {
            if (!job_.stopped())
                finish(k, result.volume.stored.data() + perPlane * std::size_t(k));
            tick();
        });
        if (job_.stopped())
            return fail(ErrorKind::Cancelled, "cancelled");
        describe(result);
        return result;
    }

private:
    static GridGeometry gridOf(const PhantomSpec& spec, const Anatomy& anatomy) {
        GridGeometry g;
        g.columns = spec.columns;
        g.rows = spec.rows;
        g.columnSpacing = g.rowSpacing = anatomy.pixel * 512 / std::max(spec.columns, spec.rows);
        const double slice = spec.slices > 0 ? anatomy.height / spec.slices : anatomy.slice;
        g.slices = spec.slices > 0 ? spec.slices : int(anatomy.height / slice);
        g.sliceStep = {0, 0, slice};
        g.origin = {-0.5 * (g.columns - 1) * g.columnSpacing, -0.5 * (g.rows - 1) * g.rowSpacing, 0};
        return g;
    }

    [[nodiscard]] double step() const { return grid_.sliceStep.z(); }

    std::vector<float> cleanPlane(int k) {
        const int columns = grid_.columns, rows = grid_.rows;
        const double pixel = grid_.columnSpacing, x0 = grid_.origin.x(), y0 = grid_.origin.y();
        const ThoraxTissue::Plane tissue(tissue_, step() * k, softness_);
        std::vector<float> plane(std::size_t(columns) * std::size_t(rows));
        for (int j = 0; j < rows; ++j)
            for (int i = 0; i < columns; ++i) {
                const auto sample = tissue.at(x0 + pixel * i, y0 + pixel * j);
                plane[std::size_t(j) * std::size_t(columns) + std::size_t(i)] = float(sample.hu);
                if (sample.lung < 0)
                    truth_.addLung({i, j, k}, x0 + pixel * i < 0 ? Side::Right : Side::Left);
            }
        tubes_.paint(k, x0, y0, pixel, columns, rows, plane);
        for (const Plaque& plaque : plaques_)
            paintPlaque(plaque, k, plane);
        for (std::size_t n = 0; n < shapes_.size(); ++n)
            paintNodule(n, k, plane);
        std::vector<float> scratch;
        blurPlane(plane, columns, rows, gaussianTaps(anatomy_.psf / pixel), scratch);
        return plane;
    }

    void paintPlaque(const Plaque& plaque, int k, std::vector<float>& plane) const {
        const ThoraxPlane distances(anatomy_, step() * k);
        forBox(
            boxAround(grid_, plaque.centre, plaque.radius + softness_), k, [&](VoxelIndex v, std::size_t at) {
                const Vec p = place(v);
                const double lung = distances.lung(plaque.side, p.x, p.y);
                const double d =
                    std::max({norm(p - plaque.centre) - plaque.radius, -plaque.thickness - lung, lung - 0.5});
                const double hu = double(plane[at]);
                plane[at] = float(std::max(hu, mix(hu, 60, coverage(d, softness_))));
            });
    }

    void paintNodule(std::size_t n, int k, std::vector<float>& plane) {
        const NoduleShape& shape = shapes_[n];
        const ThoraxPlane distances(anatomy_, step() * k);
        forBox(truth_.box(n), k, [&](VoxelIndex v, std::size_t at) {
            const Vec p = place(v);
            const double d = shape.distance(p, distances.lung(shape.side, p.x, p.y));
            const double share = coverage(d, softness_), core = norm(p - shape.centre) - shape.coreRadius;
            truth_.addNodule(n, v, share);
            double hu = double(plane[at]);
            hu = std::max(hu, mix(hu, shape.hu, share));
            if (shape.type == NoduleType::PartSolid)
                hu = std::max(hu, mix(hu, shape.coreHu, std::min(share, coverage(core, softness_))));
            plane[at] = float(hu);
        });
    }

    template <class Fn>
    void forBox(const VoxelBox& box, int k, Fn&& fn) const {
        if (k < box.first[2] || k >= box.first[2] + box.size[2])
            return;
        for (int j = box.first[1]; j < box.first[1] + box.size[1]; ++j)
            for (int i = box.first[0]; i < box.first[0] + box.size[0]; ++i)
                fn(VoxelIndex{i, j, k}, std::size_t(j) * std::size_t(grid_.columns) + std::size_t(i));
    }

    [[nodiscard]] Vec place(VoxelIndex v) const {
        return {grid_.origin.x() + grid_.columnSpacing * v.i, grid_.origin.y() + grid_.rowSpacing * v.j,
                step() * v.k};
    }

    // Blur between slices, noise, whole numbers.
    void finish(int k, std::int16_t* out) const {
        const std::vector<float> taps = gaussianTaps(std::max(0.45, 0.42 * step()) / step());
        std::vector<float> sum(planes_.front().size()), noise;
        for (int t = 1 - int(taps.size()); t < int(taps.size()); ++t) {
            const std::vector<float>& plane = planes_[std::size_t(std::clamp(k + t, 0, grid_.slices - 1))];
            const float tap = taps[std::size_t(t < 0 ? -t : t)];
            for (std::size_t n = 0; n < sum.size(); ++n)
                sum[n] += tap * plane[n];
        }
        noiseSlice(spec_.noiseSeed ? spec_.noiseSeed : spec_.seed, k, grid_.columns, grid_.rows, noise);
        const ThoraxPlane distances(anatomy_, step() * k);
        std::size_t n = 0;
        for (int j = 0; j < grid_.rows; ++j)
            for (int i = 0; i < grid_.columns; ++i, ++n) {
                const Vec p = place({i, j, k});
                const double depth = distances.bodyShare(p.x, p.y);
                const double sd = anatomy_.noise * (depth < 1 ? 1.15 - 0.35 * depth : 0.8);
                const double hu = std::clamp(double(sum[n]) + sd * double(noise[n]), -1024.0, 3071.0);
                out[n] = std::int16_t(int(hu + 1024.5) - 1024); // rounds, as hu + 1024 is never negative
            }
    }

    void describe(Phantom& result) const {
        Volume& v = result.volume;
        v.grid = grid_;
        v.modality = QStringLiteral("CT");
        v.unit = QStringLiteral("HU");
        v.sliceThickness_mm = step();
        v.hasFileWindow = true;
        for (int k = 0; k < grid_.slices; ++k)
            v.positions.push_back({grid_.origin.x(), grid_.origin.y(), step() * k});
        v.instances.resize(std::size_t(grid_.slices));
        result.anatomy = anatomy_;
        result.nodules = truth_.nodules();
        result.lungs = truth_.lungs();
        result.truth = truth_.measured();
    }

    void tick() {
        const std::scoped_lock lock(ticking_);
        job_.report(++done_, 2 * grid_.slices);
    }

    const PhantomSpec spec_;
    const Job& job_;
    const Anatomy anatomy_;
    const GridGeometry grid_;
    const double softness_;
    const ThoraxTissue tissue_;
    const TubePainter tubes_;
    const std::vector<NoduleShape> shapes_;
    const std::vector<Plaque> plaques_;
    TruthBuilder truth_;
    std::vector<std::vector<float>> planes_;
    std::mutex ticking_;
    int done_ = 0;
};

} // namespace

Result<Phantom> makePhantom(const PhantomSpec& spec, const Job& job) {
    const auto bad = [](int size) { return size < 8 || size > 2048; };
    if (bad(spec.columns) || bad(spec.rows) || (spec.slices != 0 && bad(spec.slices)))
        return fail(ErrorKind::Usage, "usage", QStringLiteral("phantom"));
    return Maker(spec, job).make();
}

} // namespace casebook::phantom
