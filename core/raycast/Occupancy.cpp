// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/raycast/Occupancy.h"

#include <algorithm>
#include <cmath>

namespace casebook::raycast {

namespace {

/// Index of the table's entry for a stored value, as a ray computes it.
int entryOf(double stored, const Occupancy& o) {
    const double hu = std::clamp(o.slope * stored + o.intercept, double(kTableFirst_hu),
                                 double(kTableFirst_hu + kTableSize - 1));
    return int(std::floor(hu - kTableFirst_hu + 0.5));
}

bool isShown(const Occupancy& o, std::size_t brick) {
    if (o.labelBricks && (o.labelBricks->sets[brick] & o.shown) == 0)
        return false;
    if (!o.table)
        return true;
    // One more on both sides than the brick holds: interpolation rounds.
    const int a = entryOf(o.bricks->low[brick] - 1, o), b = entryOf(o.bricks->high[brick] + 1, o);
    const auto& visible = o.table->visible;
    return visible[std::size_t(std::max(a, b)) + 1] > visible[std::size_t(std::min(a, b))];
}

/// Lines of bytes with a wall at both ends, so that neighbours need no test of the edge.
class Distances {
public:
    explicit Distances(const std::array<int, 3>& count)
        : count_(count), wide_(std::size_t(count[0]) + 2), least_(wide_) {
        at_.assign(wide_ * (std::size_t(count[1]) + 2) * (std::size_t(count[2]) + 2), Occupancy::kFarthest);
    }
    [[nodiscard]] std::uint8_t* line(int j, int k) {
        return at_.data() + (std::size_t(k + 1) * (std::size_t(count_[1]) + 2) + std::size_t(j + 1)) * wide_ +
               1;
    }
    /// Two passes over 13 of the 26 neighbours each; exact for this distance.
    void spread() {
        for (int k = 0; k < count_[2]; ++k)
            for (int j = 0; j < count_[1]; ++j)
                pass(line(j, k), {line(j - 1, k), line(j - 1, k - 1), line(j, k - 1), line(j + 1, k - 1)},
                     false);
        for (int k = count_[2] - 1; k >= 0; --k)
            for (int j = count_[1] - 1; j >= 0; --j)
                pass(line(j, k), {line(j + 1, k), line(j + 1, k + 1), line(j, k + 1), line(j - 1, k + 1)},
                     true);
    }

private:
    void pass(std::uint8_t* to, const std::array<const std::uint8_t*, 4>& from, bool backwards) {
        const int n = count_[0];
        std::uint8_t* least = least_.data();
        for (int i = 0; i < n + 2; ++i)
            least[i] =
                std::min(std::min(from[0][i - 1], from[1][i - 1]), std::min(from[2][i - 1], from[3][i - 1]));
        for (int i = 0; i < n; ++i) {
            const auto m = std::min(std::min(least[i], least[i + 1]), least[i + 2]);
            to[i] = std::min(to[i], std::uint8_t(m + 1));
        }
        if (backwards)
            for (int i = n - 2; i >= 0; --i)
                to[i] = std::min(to[i], std::uint8_t(to[i + 1] + 1));
        else
            for (int i = 1; i < n; ++i)
                to[i] = std::min(to[i], std::uint8_t(to[i - 1] + 1));
    }

    std::array<int, 3> count_;
    std::size_t wide_;
    std::vector<std::uint8_t> at_, least_;
};

} // namespace

std::shared_ptr<const Occupancy> makeOccupancy(Occupancy key) {
    const std::array<int, 3>& count = key.bricks->grid.count;
    Distances distances(count);
    std::size_t n = 0;
    for (int k = 0; k < count[2]; ++k)
        for (int j = 0; j < count[1]; ++j) {
            std::uint8_t* line = distances.line(j, k);
            for (int i = 0; i < count[0]; ++i, ++n)
                line[i] = isShown(key, n) ? 0 : Occupancy::kFarthest;
        }
    distances.spread();
    key.distance.assign(key.bricks->grid.size() + 4, 0);
    std::uint8_t* to = key.distance.data();
    for (int k = 0; k < count[2]; ++k)
        for (int j = 0; j < count[1]; ++j, to += count[0])
            std::copy_n(distances.line(j, k), count[0], to);
    return std::make_shared<const Occupancy>(std::move(key));
}

std::uint64_t shownLabels(const LabelTable& table) {
    std::uint64_t bits = 0;
    for (std::size_t n = 0; n < table.size(); ++n)
        if (table[n].opacity > 0)
            bits |= std::uint64_t(1) << (n & 63);
    return bits;
}

} // namespace casebook::raycast
