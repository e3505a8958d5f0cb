// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/phantom/Nodule.h"
#include "core/segmentation/Segmentation.h"
#include "core/values/Job.h"
#include "core/values/Result.h"
#include "core/volume/Volume.h"

#include <optional>
#include <vector>

namespace casebook::phantom {

/// A synthetic chest CT to make. The same seed and size give the same bytes on every machine and with
/// any number of threads.
///
/// Recipe CP-1 with more anatomy where the eye missed it: tilted heart with chambers, great vessels,
/// oesophagus, muscles, shoulder girdle, cartilage, spleen and stomach; the left lung gives way to the
/// aorta; vessels aim at places spread over the lung; the field of view holds the whole body. Lung
/// tissue, tubes, look-alikes, nodules, blur and noise are the recipe's.
struct PhantomSpec {
    std::uint32_t seed = 17; ///< 17 has contrast medium and six nodules of all types, 4 to 13 mm
    int columns = 512; ///< of a field of view that does not change with them
    int rows = 512;
    int slices = 150;  ///< over the whole chest; 0 = as the seed's own slice spacing has it
    int threads = 0;   ///< 0 = one a processor
    std::uint32_t noiseSeed = 0; ///< 0 = the seed; another one is the same person at another time
    /// In place of the seed's own nodules: the lesions of this date.
    std::optional<std::vector<NoduleWish>> wishes = std::nullopt;
};

/// What was drawn, as the voxels show it.
struct PhantomNodule {
    int segment = 0;             ///< number in Phantom::nodules
    WorldPoint centre{0, 0, 0};  ///< LPS mm, centroid weighted by coverage
    double diameter_mm = 0;      ///< of the sphere of the same volume
    double volume_ml = 0;        ///< weighted by coverage
    NoduleType type = NoduleType::Solid;
    NodulePlace place = NodulePlace::Isolated;
    int tag = -1;                ///< of the wish it was made for
    Lobe lobe = Lobe::RightUpper;
};

/// No patient, no scanner: an analytic chest with vessels, airways, lesions and noise.
struct Phantom {
    Anatomy anatomy{};
    Volume volume;             ///< HU as stored (slope 1, intercept 0), axial, first slice lowest
    Segmentation nodules;      ///< one segment a nodule
    Segmentation lungs;        ///< 1 right, 2 left; vessels and lesions inside belong to them
    std::vector<PhantomNodule> truth;
};

/// About 5 s of processor time at 512 x 512 x 150. Calls `job.progress` from several
/// threads, one at a time. Errors: "usage" (Usage) for a size below 8 or above 2048, "cancelled".
[[nodiscard]] Result<Phantom> makePhantom(const PhantomSpec& spec, const Job& job = {});

} // namespace casebook::phantom
