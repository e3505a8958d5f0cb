// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Internal to storage/dicom: shows DCMTK types.

#include "storage/dicom/Dataset.h"

namespace casebook::dicom {

/// Functional groups of a multi-frame object (DICOM PS3.3 C.7.6.16): of the frame where they are there,
/// else the shared ones. Frames from 0.
class FunctionalGroups {
public:
    explicit FunctionalGroups(const ItemReader& dataset)
        : dataset_(dataset), shared_(dataset.item(DCM_SharedFunctionalGroupsSequence)),
          frames_(dataset.items(DCM_PerFrameFunctionalGroupsSequence)) {}

    [[nodiscard]] DcmItem* group(std::size_t frame, const DcmTagKey& tag) const {
        if (frame < frames_.size()) {
            if (DcmItem* own = dataset_.of(*frames_[frame]).item(tag))
                return own;
        }
        return shared_ == nullptr ? nullptr : dataset_.of(*shared_).item(tag);
    }
    template <std::size_t N>
    [[nodiscard]] std::optional<std::array<double, N>> numbers(std::size_t frame, const DcmTagKey& group_,
                                                               const DcmTagKey& tag) const {
        DcmItem* found = group(frame, group_);
        return found == nullptr ? std::nullopt : dataset_.of(*found).decimals<N>(tag);
    }
    [[nodiscard]] std::optional<int> integer(std::size_t frame, const DcmTagKey& group_,
                                             const DcmTagKey& tag) const {
        DcmItem* found = group(frame, group_);
        return found == nullptr ? std::nullopt : dataset_.of(*found).integer(tag);
    }
    [[nodiscard]] QString ascii(std::size_t frame, const DcmTagKey& group_, const DcmTagKey& tag) const {
        DcmItem* found = group(frame, group_);
        return found == nullptr ? QString() : dataset_.of(*found).ascii(tag);
    }
    [[nodiscard]] std::optional<double> decimal(std::size_t frame, const DcmTagKey& group_,
                                                const DcmTagKey& tag) const {
        DcmItem* found = group(frame, group_);
        return found == nullptr ? std::nullopt : dataset_.of(*found).decimal(tag);
    }
    [[nodiscard]] bool isEmpty() const { return shared_ == nullptr && frames_.empty(); }

private:
    const ItemReader& dataset_;
    DcmItem* shared_;
    std::vector<DcmItem*> frames_;
};

} // namespace casebook::dicom
