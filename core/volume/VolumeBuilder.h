// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/values/Job.h"
#include "core/values/Result.h"
#include "core/volume/VolumePlan.h"

#include <functional>
#include <memory>
#include <span>

namespace casebook {

/// What the volume must know of its series.
struct SeriesFacts {
    QString seriesUid;
    QString modality; ///< "CT"
};

/// Uncompressed stored values of one frame, little-endian, rows top to bottom, one sample a pixel.
struct RawPixels {
    std::span<const std::byte> bytes;
    int bitsAllocated = 16; ///< 8, 16 or 32
    int bitsStored = 16;
    int highBit = 15;
    bool isSigned = true;
};

/// Puts decoded slices on the grid of a plan. `place` may be called from several threads, each slot
/// by one thread; all else by one thread. Stored values are kept as int16 with one slope and intercept:
/// - same rescale in all slices: bits masked and sign-extended (DICOM PS3.5 8.1.1), 16-bit unsigned
///   values shifted by 32768 with the intercept adjusted; costs about a copy.
/// - rescale differs, or 32 bits: whole-number HU in int16 when every result is one; else one common
///   quantisation of the value range into 65,536 steps for drawing, with the warning "not-int16"; the values
///   themselves are in Volume::exact.
/// Missing slots hold the padding value, or the minimum where there is none.
class VolumeBuilder {
public:
    /// @param headers the table the plan was made from.
    VolumeBuilder(const PlannedVolume& plan, const std::vector<SliceHeader>& headers,
                  const SeriesFacts& series);
    ~VolumeBuilder();
    VolumeBuilder(VolumeBuilder&&) noexcept;
    VolumeBuilder& operator=(VolumeBuilder&&) noexcept;

    [[nodiscard]] int slots() const;
    /// Index into the headers of what belongs in the slot, or -1.
    [[nodiscard]] int header(int slot) const;
    /// Pixels as the slice's header describes them. Errors: "bad-geometry" (slot), "truncated" (fewer
    /// bytes than rows x columns), "malformed" (bits). More bytes than needed are ignored (padding).
    Result<> place(int slot, std::span<const std::byte> bytes);
    /// The same where the decoder gives other bits than the header says.
    Result<> place(int slot, const RawPixels& pixels);
    /// Ends the building. A slot that was never placed though it has a header becomes missing, with the
    /// warning "truncated-frame". Error "no-pixel-data" when nothing was placed.
    [[nodiscard]] Result<VolumePtr> finish();

private:
    struct Private;
    std::unique_ptr<Private> d_;
};

/// Pixels of one slot; an error makes the slice missing unless it is Cancelled, which ends the work.
/// What `bytes` point to must stay until the next call.
using PixelProvider = std::function<Result<std::span<const std::byte>>(int slot, const SliceHeader& header)>;

/// All slots in turn on the calling thread. Errors: those of finish,
/// Cancelled.
[[nodiscard]] Result<VolumePtr> assemble(const PlannedVolume& plan, const std::vector<SliceHeader>& headers,
                                         const SeriesFacts& series, const PixelProvider& pixels,
                                         const Job& job);

/// The plan of one slot alone: what a first picture is built from before the rest is read. Its grid
/// is that slice's place in the full grid, so cross-hair and letters hold.
[[nodiscard]] PlannedVolume singleSlot(const PlannedVolume& plan, int slot);

} // namespace casebook
