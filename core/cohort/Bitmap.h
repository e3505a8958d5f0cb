// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace casebook::cohort {

/// A set of rows of the analysis table, one bit a row. A value.
class Bitmap {
public:
    Bitmap() = default;
    explicit Bitmap(std::size_t rows, bool full = false)
        : rows_(rows), words_((rows + 63) / 64, full ? ~0ULL : 0) {
        if (full && rows % 64 != 0)
            words_.back() = (1ULL << (rows % 64)) - 1;
    }

    [[nodiscard]] std::size_t rows() const { return rows_; }
    [[nodiscard]] bool has(std::size_t row) const { return (words_[row / 64] >> (row % 64) & 1U) != 0; }
    void add(std::size_t row) { words_[row / 64] |= 1ULL << (row % 64); }

    [[nodiscard]] int count() const {
        int total = 0;
        for (const std::uint64_t word : words_)
            total += std::popcount(word);
        return total;
    }
    /// Rows that are in both; without making a third bitmap.
    [[nodiscard]] int countAnd(const Bitmap& other) const {
        int total = 0;
        for (std::size_t i = 0; i < words_.size(); ++i)
            total += std::popcount(words_[i] & other.words_[i]);
        return total;
    }

    Bitmap& operator&=(const Bitmap& other) {
        for (std::size_t i = 0; i < words_.size(); ++i)
            words_[i] &= other.words_[i];
        return *this;
    }
    Bitmap& operator|=(const Bitmap& other) {
        for (std::size_t i = 0; i < words_.size(); ++i)
            words_[i] |= other.words_[i];
        return *this;
    }
    [[nodiscard]] Bitmap operator&(const Bitmap& other) const { return Bitmap(*this) &= other; }
    [[nodiscard]] Bitmap without(const Bitmap& other) const {
        Bitmap result = *this;
        for (std::size_t i = 0; i < words_.size(); ++i)
            result.words_[i] &= ~other.words_[i];
        return result;
    }
    bool operator==(const Bitmap&) const = default;

    /// Row numbers, ascending.
    [[nodiscard]] std::vector<std::size_t> members() const {
        std::vector<std::size_t> found;
        for (std::size_t i = 0; i < words_.size(); ++i)
            for (std::uint64_t word = words_[i]; word != 0; word &= word - 1)
                found.push_back(i * 64 + static_cast<std::size_t>(std::countr_zero(word)));
        return found;
    }

private:
    std::size_t rows_ = 0;
    std::vector<std::uint64_t> words_;
};

} // namespace casebook::cohort
