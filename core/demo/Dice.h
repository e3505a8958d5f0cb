// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/phantom/Philox.h"

#include <QList>
#include <QPair>
#include <QString>

#include <cmath>
#include <numbers>

namespace casebook::demo {

/// Random numbers of one purpose of one subject: a draw more for one subject, or for one purpose, changes no other.
class Dice {
public:
    Dice(std::uint32_t seed, std::uint32_t subject, std::uint32_t purpose)
        : key_{seed, 0xDE30u}, subject_(subject), purpose_(purpose) {}

    /// In (0, 1), never an end.
    [[nodiscard]] double uniform() {
        const auto word = phantom::philox({n_++, purpose_, subject_, 1}, key_)[0];
        return (double(word) + 0.5) / 4294967296.0;
    }
    [[nodiscard]] double uniform(double low, double high) { return low + (high - low) * uniform(); }
    /// low ... high, both included.
    [[nodiscard]] int integer(int low, int high) { return low + int(uniform() * double(high - low + 1)); }
    [[nodiscard]] bool chance(double p) { return uniform() < p; }
    /// Box-Muller.
    [[nodiscard]] double normal(double mean, double sd) {
        const double radius = std::sqrt(-2 * std::log(uniform()));
        return mean + sd * radius * std::cos(2 * std::numbers::pi * uniform());
    }
    [[nodiscard]] double normal(double mean, double sd, double low, double high) {
        for (int tries = 0; tries < 1000; ++tries)
            if (const double x = normal(mean, sd); x >= low && x <= high)
                return x;
        return mean;
    }
    [[nodiscard]] double lognormal(double median, double sigma) {
        return median * std::exp(normal(0, sigma));
    }
    [[nodiscard]] double exponential(double rate) { return rate > 0 ? -std::log(uniform()) / rate : 1e9; }
    /// One of the names by its share; shares that do not add to 1 are scaled.
    [[nodiscard]] QString pick(const QList<QPair<QString, double>>& shares) {
        double total = 0;
        for (const auto& one : shares)
            total += one.second;
        double left = uniform() * total;
        for (const auto& one : shares)
            if ((left -= one.second) < 0)
                return one.first;
        return shares.isEmpty() ? QString() : shares.last().first;
    }

private:
    std::array<std::uint32_t, 2> key_;
    std::uint32_t subject_, purpose_, n_ = 0;
};

} // namespace casebook::demo
