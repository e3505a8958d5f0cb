// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/volume/VolumeBuilder.h"

#include "core/volume/StoredValues.h"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <limits>

namespace casebook {

namespace {

/// Every image has the same rescale, and its values fit 16 bits.
bool oneRescale(const PlannedVolume& plan, const std::vector<SliceHeader>& headers) {
    const SliceHeader* first = nullptr;
    for (int index : plan.slots) {
        if (index < 0)
            continue;
        const SliceHeader& h = headers[std::size_t(index)];
        if (h.bitsAllocated > 16)
            return false;
        if (first == nullptr)
            first = &h;
        if (h.slope.value_or(1) != first->slope.value_or(1) ||
            h.intercept.value_or(0) != first->intercept.value_or(0) || h.isSigned != first->isSigned ||
            h.bitsStored != first->bitsStored)
            return false;
    }
    return true;
}

/// Stored values that the bits of a header allow.
std::pair<int, int> possibleRange(const SliceHeader& h) {
    const int bits = std::clamp(h.bitsStored, 1, 16);
    return h.isSigned ? std::pair(-(1 << (bits - 1)), (1 << (bits - 1)) - 1) : std::pair(0, (1 << bits) - 1);
}

} // namespace

struct VolumeBuilder::Private {
    PlannedVolume plan;
    std::vector<SliceHeader> headers; ///< per slot; empty header for a missing slice
    SeriesFacts series;
    std::shared_ptr<Volume> volume;
    std::size_t sliceSize = 0;
    bool direct = true;               ///< stored values go straight into the volume
    int shift = 0;                    ///< subtracted from stored values (unsigned 16-bit)
    std::vector<float> wide;          ///< values in units, where not direct
    bool watchRange = false;          ///< values might leave int16 after rescale
    std::vector<std::pair<std::int16_t, std::int16_t>> ranges; ///< per slot, where watched
    std::vector<std::atomic<bool>> placed;

    explicit Private(std::size_t slots) : placed(slots) {}

    void describe();
    void chooseStorage(const SliceHeader& first);
    void narrow();
    void fillMissing();
    void setUnit(const SliceHeader& first);
    void warnOutsideInt16();
    [[nodiscard]] bool outsideInt16(int stored) const;
    [[nodiscard]] const SliceHeader& placedHeader() const; ///< of the first slot that has pixels
    [[nodiscard]] int minimumOfPlaced() const;
};

VolumeBuilder::VolumeBuilder(const PlannedVolume& plan, const std::vector<SliceHeader>& headers,
                             const SeriesFacts& series)
    : d_(std::make_unique<Private>(plan.slots.size())) {
    d_->plan = plan;
    d_->series = series;
    for (int index : plan.slots)
        d_->headers.push_back(index < 0 ? SliceHeader{} : headers[std::size_t(index)]);
    d_->volume = std::make_shared<Volume>();
    d_->sliceSize = std::size_t(plan.grid.columns) * std::size_t(plan.grid.rows);
    d_->direct = oneRescale(plan, headers);
    d_->describe();
    if (!d_->direct)
        d_->wide.resize(d_->sliceSize * plan.slots.size());
}

VolumeBuilder::~VolumeBuilder() = default;
VolumeBuilder::VolumeBuilder(VolumeBuilder&&) noexcept = default;
VolumeBuilder& VolumeBuilder::operator=(VolumeBuilder&&) noexcept = default;

void VolumeBuilder::Private::describe() {
    Volume& v = *volume;
    v.grid = plan.grid;
    v.seriesUid = series.seriesUid;
    v.modality = series.modality;
    v.positions = plan.positions;
    v.regular = plan.regular;
    v.calibrated = plan.calibrated;
    v.placed = plan.placed;
    v.stackOnly = plan.stackOnly;
    v.phase = plan.phase;
    v.phases = plan.phases;
    v.warnings = plan.warnings;
    // 8 voxels more than needed, so that a vector load of the last ones stays inside.
    v.stored.resize(sliceSize * plan.slots.size() + 8);
    std::fill(v.stored.end() - 8, v.stored.end(), std::int16_t(0));
    const auto first = std::find_if(plan.slots.begin(), plan.slots.end(), [](int s) { return s >= 0; });
    if (first == plan.slots.end())
        return;
    const SliceHeader& h = headers[std::size_t(first - plan.slots.begin())];
    v.frameOfReference = h.frameOfReference;
    v.sliceThickness_mm = h.sliceThickness_mm;
    if (h.windowCenter && h.windowWidth && *h.windowWidth > 0) {
        v.hasFileWindow = true;
        v.windowCenter = *h.windowCenter;
        v.windowWidth = *h.windowWidth;
    }
    for (const SliceHeader& each : headers)
        v.lossy = v.lossy || each.lossy;
    chooseStorage(h);
}

void VolumeBuilder::Private::chooseStorage(const SliceHeader& first) {
    Volume& v = *volume;
    if (!direct)
        return;
    v.slope = first.slope.value_or(1);
    v.intercept = first.intercept.value_or(0);
    if (!first.isSigned && first.bitsStored > 15) {
        shift = 32768;
        v.intercept += v.slope * shift;
    }
    const auto [low, high] = possibleRange(first);
    watchRange = outsideInt16(low - shift) || outsideInt16(high - shift);
    if (watchRange)
        ranges.resize(plan.slots.size());
    const auto asStored = [&](const std::optional<int>& padding) {
        return padding ? std::optional(paddingAsStored(*padding, first.isSigned, first.bitsStored) - shift)
                       : std::nullopt;
    };
    v.paddingStored = asStored(first.padding);
    v.paddingLimitStored = asStored(first.paddingLimit);
}

int VolumeBuilder::slots() const { return int(d_->plan.slots.size()); }

int VolumeBuilder::header(int slot) const { return d_->plan.slots[std::size_t(slot)]; }

Result<> VolumeBuilder::place(int slot, std::span<const std::byte> bytes) {
    if (slot < 0 || slot >= slots() || header(slot) < 0)
        return fail(ErrorKind::Refused, "bad-geometry", QString::number(slot));
    const SliceHeader& h = d_->headers[std::size_t(slot)];
    return place(slot, RawPixels{bytes, h.bitsAllocated, h.bitsStored, h.highBit, h.isSigned});
}

Result<> VolumeBuilder::place(int slot, const RawPixels& pixels) {
    if (slot < 0 || slot >= slots() || header(slot) < 0)
        return fail(ErrorKind::Refused, "bad-geometry", QString::number(slot));
    const SliceHeader& h = d_->headers[std::size_t(slot)];
    if (!isSoundLayout(pixels))
        return fail(ErrorKind::Refused, "malformed", h.instance);
    if (pixels.bytes.size() < d_->sliceSize * std::size_t(pixels.bitsAllocated / 8))
        return fail(ErrorKind::Refused, "truncated", h.instance);
    const std::size_t at = std::size_t(slot) * d_->sliceSize;
    if (d_->direct) {
        // A decoder may give whole words where the header counts fewer bits.
        const bool asDescribed = pixels.bitsAllocated <= 16 && pixels.isSigned == h.isSigned &&
                                 (pixels.isSigned || pixels.bitsStored <= 15 || d_->shift != 0);
        std::int16_t* to = d_->volume->stored.data() + at;
        if (asDescribed)
            toInt16(pixels, d_->sliceSize, d_->shift != 0, to);
        else if (!toInt16Checked(pixels, d_->sliceSize, d_->shift, to))
            return fail(ErrorKind::Refused, "malformed", h.instance);
        if (d_->watchRange) // now, while the slice is in the processor's cache
            d_->ranges[std::size_t(slot)] = rangeOf(d_->volume->stored.data() + at, d_->sliceSize);
    } else {
        toUnits(pixels, d_->sliceSize, h.slope.value_or(1), h.intercept.value_or(0), d_->wide.data() + at);
    }
    d_->placed[std::size_t(slot)].store(true, std::memory_order_release);
    return {};
}

void VolumeBuilder::Private::narrow() {
    Volume& v = *volume;
    float low = std::numeric_limits<float>::max(), high = std::numeric_limits<float>::lowest();
    bool whole = true;
    for (std::size_t slot = 0; slot < plan.slots.size(); ++slot) {
        if (!placed[slot].load(std::memory_order_acquire))
            continue;
        const float* from = wide.data() + slot * sliceSize;
        for (std::size_t n = 0; n < sliceSize; ++n) {
            low = std::min(low, from[n]);
            high = std::max(high, from[n]);
            whole = whole && from[n] == std::nearbyint(from[n]);
        }
    }
    whole = whole && low >= -32768.0F && high <= 32767.0F;
    v.slope = whole ? 1.0 : std::max((double(high) - double(low)) / 65535.0, 1e-12);
    v.intercept = whole ? 0.0 : double(low) + 32768.0 * v.slope;
    if (!whole)
        v.warnings.push_back({"not-int16", {QString::number(v.slope, 'g', 6)}});
    for (std::size_t slot = 0; slot < plan.slots.size(); ++slot) {
        if (!placed[slot].load(std::memory_order_acquire))
            continue;
        const float* from = wide.data() + slot * sliceSize;
        std::int16_t* to = v.stored.data() + slot * sliceSize;
        for (std::size_t n = 0; n < sliceSize; ++n)
            to[n] = std::int16_t(
                std::clamp(std::lrint((double(from[n]) - v.intercept) / v.slope), -32768L, 32767L));
    }
    if (!whole)
        v.exact = std::make_shared<const std::vector<float>>(std::move(wide));
    wide = {};
}

int VolumeBuilder::Private::minimumOfPlaced() const {
    int low = 32767;
    for (std::size_t slot = 0; slot < plan.slots.size(); ++slot) {
        if (placed[slot].load(std::memory_order_acquire))
            low = std::min(low, int(rangeOf(volume->stored.data() + slot * sliceSize, sliceSize).first));
    }
    return low;
}

bool VolumeBuilder::Private::outsideInt16(int stored) const {
    const double value = std::nearbyint(volume->slope * stored + volume->intercept);
    return value < -32768 || value > 32767;
}

void VolumeBuilder::Private::warnOutsideInt16() {
    for (std::size_t slot = 0; slot < ranges.size(); ++slot) {
        if (placed[slot].load(std::memory_order_acquire) &&
            (outsideInt16(ranges[slot].first) || outsideInt16(ranges[slot].second))) {
            volume->warnings.push_back({"not-int16", {}});
            return;
        }
    }
}

void VolumeBuilder::Private::fillMissing() {
    Volume& v = *volume;
    std::optional<std::int16_t> fill;
    int damaged = 0;
    for (std::size_t slot = 0; slot < plan.slots.size(); ++slot) {
        if (placed[slot].load(std::memory_order_acquire)) {
            // An empty text would mean "missing".
            v.instances.push_back(headers[slot].instance.isEmpty() ? QStringLiteral("unknown")
                                                                   : headers[slot].instance);
            continue;
        }
        if (!fill)
            fill = std::int16_t(v.paddingStored.value_or(minimumOfPlaced()));
        v.instances.emplace_back();
        damaged += plan.slots[slot] >= 0 ? 1 : 0;
        std::int16_t* to = v.stored.data() + slot * sliceSize;
        std::fill(to, to + sliceSize, *fill);
    }
    if (damaged > 0)
        v.warnings.push_back({"truncated-frame", {QString::number(damaged)}});
}

void VolumeBuilder::Private::setUnit(const SliceHeader& first) {
    Volume& v = *volume;
    const bool ct = v.modality == QLatin1StringView("CT");
    const bool rescaled = first.slope.has_value() && first.intercept.has_value();
    // Scanners write "HU", "Hounsfield Unit", "Houndsfield Unit" and the like.
    const bool hounsfield = first.rescaleType.startsWith(QLatin1StringView("Houn"), Qt::CaseInsensitive);
    if (hounsfield)
        v.unit = QStringLiteral("HU");
    else if (!first.rescaleType.isEmpty() && first.rescaleType != QLatin1StringView("US"))
        v.unit = first.rescaleType;
    else if (ct && (rescaled || v.slope * minimumOfPlaced() + v.intercept < -500))
        // Without rescale values CT is taken as HU only where air shows it (reference, DICOM chapter 2.4).
        v.unit = QStringLiteral("HU");
}

const SliceHeader& VolumeBuilder::Private::placedHeader() const {
    const auto first = std::find_if(placed.begin(), placed.end(), [](const std::atomic<bool>& p) {
        return p.load(std::memory_order_acquire);
    });
    return headers[std::size_t(first - placed.begin())];
}

Result<VolumePtr> VolumeBuilder::finish() {
    if (std::none_of(d_->placed.begin(), d_->placed.end(),
                     [](const std::atomic<bool>& p) { return p.load(std::memory_order_acquire); }))
        return fail(ErrorKind::Refused, "no-pixel-data", d_->series.seriesUid);
    if (!d_->direct)
        d_->narrow();
    d_->warnOutsideInt16();
    d_->setUnit(d_->placedHeader());
    d_->fillMissing();
    return VolumePtr(std::move(d_->volume));
}

Result<VolumePtr> assemble(const PlannedVolume& plan, const std::vector<SliceHeader>& headers,
                           const SeriesFacts& series, const PixelProvider& pixels, const Job& job) {
    VolumeBuilder builder(plan, headers, series);
    const int count = builder.slots();
    for (int slot = 0; slot < count; ++slot) {
        if (job.stopped())
            return fail(ErrorKind::Cancelled, "cancelled", series.seriesUid);
        const int header = builder.header(slot);
        if (header >= 0) {
            const Result<std::span<const std::byte>> bytes = pixels(slot, headers[std::size_t(header)]);
            if (!bytes && bytes.error().kind == ErrorKind::Cancelled)
                return tl::unexpected<Error>(bytes.error());
            // A slice that cannot be read or placed stays empty; finish() counts it in its warning.
            if (bytes)
                (void)builder.place(slot, *bytes);
        }
        job.report(slot + 1, count);
    }
    return builder.finish();
}

PlannedVolume singleSlot(const PlannedVolume& plan, int slot) {
    PlannedVolume one = plan;
    const std::size_t at = std::size_t(slot);
    one.grid.slices = 1;
    one.regular = true;
    one.grid.origin = plan.positions[at];
    one.slots = {plan.slots[at]};
    one.positions = {plan.positions[at]};
    return one;
}

} // namespace casebook
