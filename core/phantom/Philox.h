// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>

namespace casebook::phantom {

/// Counter-based random numbers: a value depends on its place, never on the thread that asks.
/// Philox4x32-10 of Salmon et al., "Parallel random numbers: as easy as 1, 2, 3" (SC 2011). Any thread.
[[nodiscard]] inline std::array<std::uint32_t, 4> philox(std::array<std::uint32_t, 4> counter,
                                                         std::array<std::uint32_t, 2> key) {
    for (int round = 0; round < 10; ++round) {
        const std::uint64_t first = std::uint64_t(0xD2511F53u) * counter[0];
        const std::uint64_t second = std::uint64_t(0xCD9E8D57u) * counter[2];
        counter = {std::uint32_t(second >> 32) ^ counter[1] ^ key[0], std::uint32_t(second),
                   std::uint32_t(first >> 32) ^ counter[3] ^ key[1], std::uint32_t(first)};
        key[0] += 0x9E3779B9u;
        key[1] += 0xBB67AE85u;
    }
    return counter;
}

/// Streams of one phantom seed; each draws on without disturbing the others.
enum class Stream : std::uint32_t {
    Anatomy = 1,
    Nodules = 2,
    Noise = 7,
    FineTexture = 11,
    CoarseTexture = 12
};

/// Numbers of one stream in the order they are asked for. `tag` separates uses within a stream.
class Random {
public:
    Random(std::uint32_t seed, Stream stream, std::uint32_t tag = 0)
        : key_{seed, std::uint32_t(stream)}, tag_(tag) {}

    /// In (0, 1), never an end.
    [[nodiscard]] double uniform() {
        const auto word = philox({std::uint32_t(n_), std::uint32_t(n_ >> 32), tag_, 0}, key_)[0];
        ++n_;
        return (double(word) + 0.5) / 4294967296.0;
    }
    [[nodiscard]] double uniform(double low, double high) { return low + (high - low) * uniform(); }
    /// low ... high, both included.
    [[nodiscard]] int integer(int low, int high) { return low + int(uniform() * double(high - low + 1)); }
    [[nodiscard]] bool chance(double p) { return uniform() < p; }

private:
    std::array<std::uint32_t, 2> key_;
    std::uint32_t tag_;
    std::uint64_t n_ = 0;
};

} // namespace casebook::phantom
