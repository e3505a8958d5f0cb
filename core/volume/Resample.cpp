// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/volume/Resample.h"

#include "core/volume/NativeSlice.h"
#include "core/volume/ResampleKernels.h"

#include <Eigen/Geometry>

#include <algorithm>
#include <cmath>

namespace casebook {

namespace {

using Eigen::Vector3d;

constexpr int rowsBetweenQuestions = 16;

template <class Pixel>
Pixel greyPixel(std::uint8_t grey) {
    if constexpr (sizeof(Pixel) == 1)
        return grey;
    else
        return 0xFF000000U | (std::uint32_t(grey) * 0x010101U);
}

template <class Pixel>
struct Canvas {
    Pixel* pixels;
    std::ptrdiff_t strideBytes;
    int width, height;
    Pixel background;

    [[nodiscard]] Pixel* row(int y) const {
        return reinterpret_cast<Pixel*>(reinterpret_cast<char*>(pixels) + y * strideBytes);
    }
    void fill(int y, int first, int last) const {
        if (last > first)
            std::fill(row(y) + first, row(y) + last, background);
    }
    void fillAll() const {
        for (int y = 0; y < height; ++y)
            fill(y, 0, width);
    }
};

/// Pixels [first, last) of a row whose samples start + x * step lie inside the outer faces.
std::pair<int, int> insideRange(const Vector3d& start, const Vector3d& step, const std::array<int, 3>& size,
                                int width) {
    double low = 0, high = width - 1;
    for (int axis = 0; axis < 3; ++axis) {
        const double from = -0.5 - 1e-6 - start[axis];
        const double to = size[std::size_t(axis)] - 0.5 + 1e-6 - start[axis];
        if (std::abs(step[axis]) < 1e-12) {
            if (from > 0 || to < 0)
                return {0, 0};
            continue;
        }
        low = std::max(low, std::min(from / step[axis], to / step[axis]));
        high = std::min(high, std::max(from / step[axis], to / step[axis]));
    }
    if (high < low)
        return {0, 0};
    return {int(std::ceil(low)), int(std::floor(high)) + 1};
}

} // namespace

struct SliceRenderer::Private {
    VolumePtr volume;
    VolumePtr even;              ///< `volume`, or its regular copy once a plane needs one
    NativeSlices natives;
    NativeSlices evenNatives;
    WindowLut lut;
    kernels::LerpTable columns;
    kernels::LerpTable rows;
    std::vector<std::int16_t> scaled[2];
    std::vector<std::int16_t> line;
    std::vector<float> samples;

    template <class Pixel>
    bool render(const SlicePlane& plane, const Window& window, const RenderOptions& options, Pixel* pixels,
                std::ptrdiff_t strideBytes);
    template <class Pixel>
    bool renderAligned(const Volume& v, NativeSlices& slices, const PlaneAlignment& at,
                       const SlicePlane& plane, const RenderOptions& options, const Canvas<Pixel>& canvas);
    template <class Pixel>
    void renderScaled(const NativeView& native, const Canvas<Pixel>& canvas);
    template <class Pixel>
    bool renderOblique(const Volume& v, const SlicePlane& plane, const RenderOptions& options,
                       const Canvas<Pixel>& canvas);
    template <class Pixel>
    void renderObliqueRow(const kernels::Lattice& lattice, const Vector3d& start, const Vector3d& across,
                          bool nearest, const Canvas<Pixel>& canvas, int y);
    template <class Pixel>
    bool renderDraft(const Volume& v, const SlicePlane& plane, const RenderOptions& options,
                     const Canvas<Pixel>& canvas);
};

namespace {

/// Slices of an aligned slab: those whose centres lie within half the thickness, the nearest at least.
std::pair<int, int> slabRange(const Volume& v, const SlicePlane& plane, const PlaneAlignment& at,
                              double slab_mm) {
    const int nearest = std::clamp(at.slice, 0, at.count - 1);
    if (slab_mm <= 0)
        return {nearest, nearest};
    const double half = slab_mm / 2 + 1e-6;
    const WorldVector n = plane.normal().normalized();
    const auto distance = [&](int k) {
        const WorldPoint p = !v.regular && at.axis == 2
                                 ? v.positions[std::size_t(k)]
                                 : WorldPoint(v.grid.origin + v.grid.step(at.axis) * double(k));
        return std::abs((p - plane.origin).dot(n));
    };
    int first = nearest, last = nearest;
    while (first > 0 && distance(first - 1) <= half)
        --first;
    while (last + 1 < at.count && distance(last + 1) <= half)
        ++last;
    return {first, last};
}

/// Voxel coordinates of pixel (0,0) once the plane is moved along its normal onto slice `k`.
VoxelPoint originOnSlice(const Volume& v, const SlicePlane& plane, const PlaneAlignment& at, int k) {
    GridGeometry g = v.grid;
    if (!v.regular && at.axis == 2) {
        g.origin = v.positions[std::size_t(k)];
        g.sliceStep = WorldVector(0, 0, 0);
        return g.toVoxel(plane.origin + g.normal() * (g.origin - plane.origin).dot(g.normal()));
    }
    const WorldVector n = plane.normal().normalized();
    const WorldPoint onSlice = g.origin + g.step(at.axis) * double(k);
    return g.toVoxel(plane.origin + n * (onSlice - plane.origin).dot(n));
}

double stepOf(const Volume& v, const SlicePlane& plane, int axis, bool flipped) {
    return (flipped ? -1.0 : 1.0) * plane.pixelSize_mm / v.grid.step(axis).norm();
}

} // namespace

template <class Pixel>
bool SliceRenderer::Private::renderAligned(const Volume& v, NativeSlices& slices, const PlaneAlignment& at,
                                           const SlicePlane& plane, const RenderOptions& options,
                                           const Canvas<Pixel>& canvas) {
    if (at.slice < 0 || at.slice >= at.count) {
        canvas.fillAll();
        return true;
    }
    const auto [first, last] = slabRange(v, plane, at, options.slab_mm);
    const VoxelPoint start = originOnSlice(v, plane, at, at.slice);
    const bool nearest = options.interpolation == Interpolation::Nearest;
    const std::array<int, 3> size = v.grid.size();
    kernels::makeTable(start[at.rightAxis], stepOf(v, plane, at.rightAxis, at.rightFlipped), canvas.width,
                       size[std::size_t(at.rightAxis)], nearest, columns);
    kernels::makeTable(start[at.downAxis], stepOf(v, plane, at.downAxis, at.downFlipped), canvas.height,
                       size[std::size_t(at.downAxis)], nearest, rows);
    renderScaled(slices.view(v, {at.rightAxis, at.downAxis, first, last, options.slabMode}), canvas);
    return true;
}

template <class Pixel>
void SliceRenderer::Private::renderScaled(const NativeView& native, const Canvas<Pixel>& canvas) {
    const int first = columns.first;
    const int count = columns.last - columns.first;
    for (auto& s : scaled)
        s.resize(std::size_t(canvas.width));
    line.resize(std::size_t(canvas.width));
    std::array<int, 2> held{-1, -1}; // source row in scaled[0], scaled[1]
    const auto scaledRow = [&](int row) {
        const std::size_t which = std::size_t(row & 1);
        if (held[which] != row) {
            kernels::lerpColumns(native.data + row * native.rowStride, columns, scaled[which].data());
            held[which] = row;
        }
        return scaled[which].data() + first;
    };
    for (int y = 0; y < canvas.height; ++y) {
        if (y < rows.first || y >= rows.last || count <= 0) {
            canvas.fill(y, 0, canvas.width);
            continue;
        }
        const int row = rows.index[std::size_t(y)];
        const int weight = rows.weights[std::size_t(2 * y + 1)];
        const std::int16_t* values = scaledRow(row);
        if (weight != 0) {
            kernels::blendRows(values, scaledRow(row + 1), weight, line.data(), count);
            values = line.data();
        }
        canvas.fill(y, 0, first);
        kernels::toGrey(values, count, lut.data(), canvas.row(y) + first);
        canvas.fill(y, columns.last, canvas.width);
    }
}

namespace {

/// Collects the samples of an oblique slab; those outside the volume are skipped.
class ObliqueLine {
public:
    ObliqueLine(int width, SlabMode mode)
        : mode_(mode), value_(std::size_t(width)), count_(std::size_t(width)), sample_(std::size_t(width)) {}

    void start() { std::fill(count_.begin(), count_.end(), 0); }
    float* samples() { return sample_.data(); }
    void add(int first, int last) {
        for (int x = first; x < last; ++x) {
            const std::size_t at = std::size_t(x);
            const float s = sample_[std::size_t(x - first)];
            if (count_[at]++ == 0)
                value_[at] = s;
            else if (mode_ == SlabMode::Maximum)
                value_[at] = std::max(value_[at], s);
            else if (mode_ == SlabMode::Minimum)
                value_[at] = std::min(value_[at], s);
            else
                value_[at] += s;
        }
    }
    [[nodiscard]] bool has(int x) const { return count_[std::size_t(x)] > 0; }
    [[nodiscard]] std::int16_t value(int x) const {
        const std::size_t at = std::size_t(x);
        const float v = mode_ == SlabMode::Mean ? value_[at] / float(count_[at]) : value_[at];
        return std::int16_t(std::lrint(v));
    }

private:
    SlabMode mode_;
    std::vector<float> value_;
    std::vector<int> count_;
    std::vector<float> sample_;
};

/// Distances from the plane at which a slab is sampled: both faces, at most the finest voxel step apart.
std::vector<double> slabDistances(const Volume& v, double slab_mm, bool draft) {
    if (slab_mm <= 0)
        return {0.0};
    double finest = v.grid.step(0).norm();
    for (int axis = 1; axis < 3; ++axis)
        finest = std::min(finest, v.grid.step(axis).norm());
    const int intervals = std::max(1, int(std::ceil(slab_mm / (finest * (draft ? 2 : 1)))));
    std::vector<double> out;
    for (int i = 0; i <= intervals; ++i)
        out.push_back(slab_mm * (double(i) / intervals - 0.5));
    return out;
}

} // namespace

template <class Pixel>
void SliceRenderer::Private::renderObliqueRow(const kernels::Lattice& lattice, const Vector3d& start,
                                              const Vector3d& across, bool nearest,
                                              const Canvas<Pixel>& canvas, int y) {
    const auto [first, last] =
        insideRange(start, across, {lattice.columns, lattice.rows, lattice.slices}, canvas.width);
    samples.resize(std::size_t(canvas.width));
    line.resize(std::size_t(canvas.width));
    const int count = std::max(0, last - first);
    kernels::sampleLine(lattice, start + across * double(first), across, count, nearest, samples.data());
    kernels::toInt16(samples.data(), count, line.data());
    canvas.fill(y, 0, first);
    kernels::toGrey(line.data(), count, lut.data(), canvas.row(y) + first);
    canvas.fill(y, first + count, canvas.width);
}

template <class Pixel>
bool SliceRenderer::Private::renderOblique(const Volume& v, const SlicePlane& plane,
                                           const RenderOptions& options, const Canvas<Pixel>& canvas) {
    const Eigen::Matrix3d toVoxel = v.grid.worldToVoxel().topLeftCorner<3, 3>();
    const Vector3d across = toVoxel * (plane.right * plane.pixelSize_mm);
    const Vector3d down = toVoxel * (plane.down * plane.pixelSize_mm);
    const Vector3d along = toVoxel * plane.normal().normalized();
    const Vector3d origin = v.grid.toVoxel(plane.origin);
    const kernels::Lattice lattice{v.stored.data(), v.grid.columns, v.grid.rows, v.grid.slices};
    const std::vector<double> distances = slabDistances(v, options.slab_mm, options.draft);
    const bool nearest = options.interpolation == Interpolation::Nearest;
    ObliqueLine collected(canvas.width, options.slabMode);
    for (int y = 0; y < canvas.height; ++y) {
        if (y % rowsBetweenQuestions == 0 && options.cancelled && options.cancelled())
            return false;
        if (distances.size() == 1) {
            renderObliqueRow(lattice, origin + down * double(y), across, nearest, canvas, y);
            continue;
        }
        collected.start();
        for (double d : distances) {
            const Vector3d start = origin + down * double(y) + along * d;
            const auto [first, last] = insideRange(start, across, v.grid.size(), canvas.width);
            if (last <= first)
                continue;
            kernels::sampleLine(lattice, start + across * double(first), across, last - first, nearest,
                                collected.samples());
            collected.add(first, last);
        }
        Pixel* out = canvas.row(y);
        for (int x = 0; x < canvas.width; ++x)
            out[x] = collected.has(x) ? greyPixel<Pixel>(lut[collected.value(x)]) : canvas.background;
    }
    return true;
}

template <class Pixel>
bool SliceRenderer::Private::renderDraft(const Volume& v, const SlicePlane& plane,
                                         const RenderOptions& options, const Canvas<Pixel>& canvas) {
    SlicePlane half = plane;
    half.width = (plane.width + 1) / 2;
    half.height = (plane.height + 1) / 2;
    half.origin = plane.toWorld(0.5, 0.5);
    half.pixelSize_mm = plane.pixelSize_mm * 2;
    std::vector<Pixel> small(std::size_t(half.width) * std::size_t(half.height));
    const std::ptrdiff_t stride = std::ptrdiff_t(half.width) * std::ptrdiff_t(sizeof(Pixel));
    if (!renderOblique(v, half, options,
                       Canvas<Pixel>{small.data(), stride, half.width, half.height, canvas.background}))
        return false;
    for (int y = 0; y < canvas.height; ++y) {
        const Pixel* from = small.data() + std::ptrdiff_t(y / 2) * half.width;
        Pixel* to = canvas.row(y);
        for (int x = 0; x < canvas.width; ++x)
            to[x] = from[x / 2];
    }
    return true;
}

template <class Pixel>
bool SliceRenderer::Private::render(const SlicePlane& plane, const Window& window,
                                    const RenderOptions& options, Pixel* pixels, std::ptrdiff_t strideBytes) {
    const Canvas<Pixel> canvas{pixels, strideBytes, plane.width, plane.height,
                               greyPixel<Pixel>(options.background)};
    if (!volume || volume->voxelCount() == 0) {
        canvas.fillAll();
        return false;
    }
    lut.build(window, volume->slope, volume->intercept, options.inverted);
    PlaneAlignment at = alignment(*volume, plane);
    if (at.aligned && (volume->regular || at.axis == 2))
        return renderAligned(*volume, natives, at, plane, options, canvas);
    if (!even)
        even = regularised(volume);
    at = alignment(*even, plane);
    if (at.aligned)
        return renderAligned(*even, evenNatives, at, plane, options, canvas);
    return options.draft ? renderDraft(*even, plane, options, canvas)
                         : renderOblique(*even, plane, options, canvas);
}

SliceRenderer::SliceRenderer() : d_(std::make_unique<Private>()) {}
SliceRenderer::~SliceRenderer() = default;
SliceRenderer::SliceRenderer(SliceRenderer&&) noexcept = default;
SliceRenderer& SliceRenderer::operator=(SliceRenderer&&) noexcept = default;

void SliceRenderer::setVolume(VolumePtr volume, VolumePtr even) {
    if (volume == d_->volume)
        return;
    d_->natives.clear();
    d_->evenNatives.clear();
    d_->even = std::move(even);
    d_->volume = std::move(volume);
}

const VolumePtr& SliceRenderer::volume() const { return d_->volume; }

bool SliceRenderer::render(const SlicePlane& plane, const Window& window, const RenderOptions& options,
                           std::uint32_t* pixels, std::ptrdiff_t strideBytes) {
    return d_->render(plane, window, options, pixels, strideBytes);
}

bool SliceRenderer::render(const SlicePlane& plane, const Window& window, const RenderOptions& options,
                           std::uint8_t* pixels, std::ptrdiff_t strideBytes) {
    return d_->render(plane, window, options, pixels, strideBytes);
}

PlaneAlignment alignment(const Volume& volume, const SlicePlane& plane) {
    PlaneAlignment at = alignment(volume.grid, plane);
    if (volume.regular || !at.aligned || at.axis != 2)
        return at;
    const WorldVector n = plane.normal().normalized();
    const auto distance = [&](int k) {
        return std::abs((volume.positions[std::size_t(k)] - plane.origin).dot(n));
    };
    const int last = at.count - 1;
    int best = 0;
    for (int k = 1; k <= last; ++k)
        best = distance(k) < distance(best) ? k : best;
    // Past the end slices a plane counts as outside once it is more than half a step away.
    const bool inside = distance(best) <= at.step_mm / 2 + 1e-6 || (best > 0 && best < last) ||
                        (last > 0 && distance(best == 0 ? 1 : last - 1) <
                                         std::abs((volume.positions[std::size_t(best)] -
                                                   volume.positions[std::size_t(best == 0 ? 1 : last - 1)])
                                                      .dot(n)));
    at.slice = inside ? best : (best == 0 ? -1 : at.count);
    return at;
}

SlicePlane movedToSlice(const Volume& volume, const SlicePlane& plane, int index) {
    const PlaneAlignment at = alignment(volume.grid, plane);
    if (volume.regular || !at.aligned || at.axis != 2)
        return movedToSlice(volume.grid, plane, index);
    const std::size_t slot = std::size_t(std::clamp(index, 0, at.count - 1));
    const WorldVector n = plane.normal().normalized();
    SlicePlane out = plane;
    out.origin += n * (volume.positions[slot] - plane.origin).dot(n);
    return out;
}

std::optional<double> valueAt(const Volume& volume, const WorldPoint& p) {
    if (!nearestVoxel(volume, p))
        return std::nullopt;
    if (!volume.regular)
        return volume.valueAt(*nearestVoxel(volume, p));
    const VoxelPoint v = volume.grid.toVoxel(p);
    float value = 0;
    kernels::sampleLine({volume.stored.data(), volume.grid.columns, volume.grid.rows, volume.grid.slices}, v,
                        Vector3d(0, 0, 0), 1, false, &value);
    return volume.slope * double(value) + volume.intercept;
}

} // namespace casebook
