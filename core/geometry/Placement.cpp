// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/geometry/Placement.h"

#include <algorithm>
#include <limits>

namespace casebook {

namespace {

constexpr double verifiedWithin_mm = 0.1;   // reference: DICOM chapter 4.5
constexpr double confirmableWithin_mm = 2.0;

struct Turn {
    std::array<int, 3> axis;
    std::array<bool, 3> flipped;
};

bool sizesFit(const GridGeometry& volume, const GridGeometry& labels, const Turn& turn) {
    for (std::size_t a = 0; a < 3; ++a) {
        if (labels.size()[std::size_t(turn.axis[a])] != volume.size()[a])
            return false;
    }
    return true;
}

/// Largest distance between corners that would become one after the turn.
double cornerDistance_mm(const GridGeometry& volume, const GridGeometry& labels, const Turn& turn) {
    double worst = 0;
    for (unsigned c = 0; c < 8; ++c) {
        VoxelPoint inVolume{0, 0, 0};
        VoxelPoint inLabels{0, 0, 0};
        for (std::size_t a = 0; a < 3; ++a) {
            const bool last = ((c >> a) & 1U) != 0;
            const int count = volume.size()[a];
            inVolume[Eigen::Index(a)] = last ? count - 1 : 0;
            inLabels[turn.axis[a]] = last != turn.flipped[a] ? count - 1 : 0;
        }
        worst = std::max(worst, (volume.toWorld(inVolume) - labels.toWorld(inLabels)).norm());
    }
    return worst;
}

} // namespace

Placement Placement::check(const QString& volumeFrameOfReference, const QString& frameOfReference) {
    Placement p;
    if (frameOfReference.isEmpty() || volumeFrameOfReference.isEmpty()) {
        p.state = State::Refused;
        p.reason = "no-frame-of-reference";
    } else if (volumeFrameOfReference != frameOfReference) {
        p.state = State::Refused;
        p.reason = "frame-of-reference";
    } else {
        p.state = State::Verified;
    }
    return p;
}

Placement Placement::check(const GridGeometry& volume, const GridGeometry& labels) {
    Placement best;
    best.state = State::Refused;
    best.byGrid = true;
    best.reason = "grid-size";
    best.corner_mm = std::numeric_limits<double>::infinity();
    std::array<int, 3> axis{0, 1, 2};
    do {
        for (unsigned flips = 0; flips < 8; ++flips) {
            const Turn turn{axis, {(flips & 1U) != 0, (flips & 2U) != 0, (flips & 4U) != 0}};
            if (!sizesFit(volume, labels, turn))
                continue;
            const double distance = cornerDistance_mm(volume, labels, turn);
            if (distance < best.corner_mm) {
                best.corner_mm = distance;
                best.axis = turn.axis;
                best.flipped = turn.flipped;
            }
        }
    } while (std::next_permutation(axis.begin(), axis.end()));
    if (best.corner_mm <= verifiedWithin_mm) {
        best.state = State::Verified;
        best.reason.clear();
    } else if (best.corner_mm <= confirmableWithin_mm) {
        best.reason = "grid-near-miss";
    } else if (best.corner_mm < std::numeric_limits<double>::infinity()) {
        best.reason = "grid-mismatch";
    }
    return best;
}

bool Placement::confirmable() const { return state == State::Refused && reason == "grid-near-miss"; }

} // namespace casebook
