// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <cstdint>
#include <optional>

namespace casebook {

/// A civil date of the Gregorian calendar that may lack parts: "2024", "2024-03", "2024-03-15", "2024-UK-15"
/// (month unknown) and "2024-UK-UK" (same days as "2024", kept as entered). Years 1..9999. It is an interval of
/// days and never passes a time zone. Comparisons are three-valued: true or false only where it is certain.
class PartialDate {
public:
    using Certain = std::optional<bool>; ///< empty: can't be said

    PartialDate() = default; ///< 0001-01-01
    /// Nothing where the text is none of the five forms or no such day exists. "2024-UK-30" must exist in a month.
    [[nodiscard]] static std::optional<PartialDate> fromText(QStringView text);
    [[nodiscard]] static std::optional<PartialDate> fromCivil(int year, int month, int day);
    /// Days from 1970-01-01. Nothing outside the years 1..9999.
    [[nodiscard]] static std::optional<PartialDate> fromDay(std::int64_t day);

    [[nodiscard]] QString toText() const; ///< as entered
    [[nodiscard]] bool isComplete() const { return month_ != 0 && day_ != 0; }
    [[nodiscard]] int year() const { return year_; }
    [[nodiscard]] std::optional<int> month() const;
    [[nodiscard]] std::optional<int> day() const;
    [[nodiscard]] std::int32_t lo() const { return lo_; } ///< first possible day, from 1970-01-01
    [[nodiscard]] std::int32_t hi() const { return hi_; } ///< last possible day

    [[nodiscard]] Certain before(const PartialDate& other) const; ///< a < b
    [[nodiscard]] Certain notAfter(const PartialDate& other) const; ///< a <= b
    [[nodiscard]] Certain equals(const PartialDate& other) const; ///< true only if both are complete
    [[nodiscard]] bool overlaps(const PartialDate& other) const;
    /// The same text, not the same day.
    bool operator==(const PartialDate&) const = default;

private:
    std::int16_t year_ = 1;
    std::int8_t month_ = 1; ///< 0: unknown
    std::int8_t day_ = 1; ///< 0: unknown
    bool spelled_ = false; ///< unknown parts are spelled UK
    std::int32_t lo_ = -719162, hi_ = -719162;
};

struct Civil {
    int year = 1, month = 1, day = 1;
};
[[nodiscard]] std::int32_t dayOfCivil(int year, int month,
                                      int day); ///< from 1970-01-01; the parts must be valid
[[nodiscard]] Civil civilOfDay(std::int32_t day);
[[nodiscard]] int daysInMonth(int year, int month);
/// Monday 1 ... Sunday 7.
[[nodiscard]] int weekdayOfDay(std::int32_t day);

/// `day` moved by months; the day of the month is clamped to the end of the month (31 January + 1: 28 or 29
/// February). Nothing outside the years 1..9999.
[[nodiscard]] std::optional<std::int32_t> addMonths(std::int32_t day, std::int64_t months);
/// Completed months from `from` to `to`, negative when `to` is earlier; the end of a month counts as reached
/// (31 January to 29 February: 1).
[[nodiscard]] int completedMonths(std::int32_t from, std::int32_t to);
/// Completed years by month and day; who was born on 29 February completes a common year on 1 March.
[[nodiscard]] int completedYears(std::int32_t from, std::int32_t to);

/// Of all pairs of possible days the one value, if they agree on one.
[[nodiscard]] std::optional<int> certainMonths(const PartialDate& from, const PartialDate& to);
[[nodiscard]] std::optional<int> certainYears(const PartialDate& from, const PartialDate& to);

} // namespace casebook
