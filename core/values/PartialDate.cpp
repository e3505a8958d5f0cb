// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/values/PartialDate.h"

#include <algorithm>

namespace casebook {

namespace {

constexpr std::int32_t firstDay = -719162; ///< 0001-01-01
constexpr std::int32_t lastDay = 2932896;  ///< 9999-12-31

bool isLeap(int year) { return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0); }

/// Exactly `count` ASCII digits at `from`; -1 otherwise.
int digitsAt(QStringView text, qsizetype from, qsizetype count) {
    if (from + count > text.size())
        return -1;
    int value = 0;
    for (qsizetype i = from; i < from + count; ++i) {
        const char16_t c = text[i].unicode();
        if (c < u'0' || c > u'9')
            return -1;
        value = value * 10 + (c - u'0');
    }
    return value;
}

std::optional<std::int32_t> edge(int year, int month, int day, bool last) {
    if (month != 0) {
        const int length = daysInMonth(year, month);
        return day > length ? std::nullopt
                            : std::optional(dayOfCivil(year, month,
                                                       day != 0 ? day
                                                       : last   ? length
                                                                : 1));
    }
    if (day == 0)
        return dayOfCivil(year, last ? 12 : 1, last ? 31 : 1);
    // The month is unknown: the first or last month that has such a day.
    for (int step = 0; step < 12; ++step) {
        const int candidate = last ? 12 - step : 1 + step;
        if (day <= daysInMonth(year, candidate))
            return dayOfCivil(year, candidate, day);
    }
    return std::nullopt;
}

} // namespace

// Days from civil and back: H. Hinnant, "chrono-compatible low-level date algorithms" (public domain).
std::int32_t dayOfCivil(int year, int month, int day) {
    const int y = month <= 2 ? year - 1 : year;
    const int era = (y >= 0 ? y : y - 399) / 400;
    const int yearOfEra = y - era * 400;
    const int dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    const int dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
    return era * 146097 + dayOfEra - 719468;
}

Civil civilOfDay(std::int32_t day) {
    const int z = day + 719468;
    const int era = (z >= 0 ? z : z - 146096) / 146097;
    const int dayOfEra = z - era * 146097;
    const int yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146096) / 365;
    const int dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
    const int shifted = (5 * dayOfYear + 2) / 153;
    const int month = shifted < 10 ? shifted + 3 : shifted - 9;
    return {yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shifted + 2) / 5 + 1};
}

int daysInMonth(int year, int month) {
    if (month == 2)
        return isLeap(year) ? 29 : 28;
    return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

int weekdayOfDay(std::int32_t day) {
    const int fromThursday = ((day % 7) + 7) % 7; // 1970-01-01 was a Thursday
    return (fromThursday + 3) % 7 + 1;
}

std::optional<PartialDate> PartialDate::fromText(QStringView text) {
    PartialDate date;
    const int year = digitsAt(text, 0, 4);
    if (year < 1)
        return std::nullopt;
    int month = 0;
    int day = 0;
    const auto part = [&](qsizetype at, int& into) {
        if (text[at] != u'-')
            return false;
        if (text.sliced(at + 1).startsWith(u"UK")) {
            date.spelled_ = true;
            return true;
        }
        into = digitsAt(text, at + 1, 2);
        return into >= 1;
    };
    if (text.size() != 4 && text.size() != 7 && text.size() != 10)
        return std::nullopt;
    if (text.size() >= 7 && (!part(4, month) || month > 12))
        return std::nullopt;
    if (text.size() == 10 && !part(7, day))
        return std::nullopt;
    // Not forms of their own: "2024-UK" and "2024-03-UK" would be second spellings of "2024" and "2024-03".
    if (date.spelled_ && (text.size() == 7 || month != 0))
        return std::nullopt;
    const auto lo = edge(year, month, day, false);
    const auto hi = edge(year, month, day, true);
    if (!lo || !hi)
        return std::nullopt;
    date.year_ = static_cast<std::int16_t>(year);
    date.month_ = static_cast<std::int8_t>(month);
    date.day_ = static_cast<std::int8_t>(day);
    date.lo_ = *lo;
    date.hi_ = *hi;
    return date;
}

std::optional<PartialDate> PartialDate::fromCivil(int year, int month, int day) {
    if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month))
        return std::nullopt;
    return fromDay(dayOfCivil(year, month, day));
}

std::optional<PartialDate> PartialDate::fromDay(std::int64_t day) {
    if (day < firstDay || day > lastDay)
        return std::nullopt;
    PartialDate date;
    const auto narrow = static_cast<std::int32_t>(day);
    const Civil civil = civilOfDay(narrow);
    date.year_ = static_cast<std::int16_t>(civil.year);
    date.month_ = static_cast<std::int8_t>(civil.month);
    date.day_ = static_cast<std::int8_t>(civil.day);
    date.lo_ = date.hi_ = narrow;
    return date;
}

QString PartialDate::toText() const {
    const auto digits = [](int value, int width) {
        return QString::number(value).rightJustified(width, u'0');
    };
    QString text = digits(year_, 4);
    if (month_ == 0 && !spelled_)
        return text;
    text += u'-' + (month_ == 0 ? QStringLiteral("UK") : digits(month_, 2));
    if (day_ == 0 && !spelled_)
        return text;
    return text + u'-' + (day_ == 0 ? QStringLiteral("UK") : digits(day_, 2));
}

std::optional<int> PartialDate::month() const {
    return month_ == 0 ? std::nullopt : std::optional<int>(month_);
}

std::optional<int> PartialDate::day() const { return day_ == 0 ? std::nullopt : std::optional<int>(day_); }

PartialDate::Certain PartialDate::before(const PartialDate& other) const {
    if (hi_ < other.lo_)
        return true;
    return lo_ >= other.hi_ ? Certain(false) : std::nullopt;
}

PartialDate::Certain PartialDate::notAfter(const PartialDate& other) const {
    if (hi_ <= other.lo_)
        return true;
    return lo_ > other.hi_ ? Certain(false) : std::nullopt;
}

PartialDate::Certain PartialDate::equals(const PartialDate& other) const {
    if (!overlaps(other))
        return false;
    return isComplete() && other.isComplete() ? Certain(true) : std::nullopt;
}

bool PartialDate::overlaps(const PartialDate& other) const { return lo_ <= other.hi_ && other.lo_ <= hi_; }

std::optional<std::int32_t> addMonths(std::int32_t day, std::int64_t months) {
    if (months < -120000 || months > 120000)
        return std::nullopt;
    const Civil civil = civilOfDay(day);
    const int index = civil.year * 12 + civil.month - 1 + static_cast<int>(months);
    const int year = index / 12;
    if (index < 12 || year > 9999)
        return std::nullopt;
    const int month = index % 12 + 1;
    return dayOfCivil(year, month, std::min(civil.day, daysInMonth(year, month)));
}

int completedMonths(std::int32_t from, std::int32_t to) {
    if (to < from)
        return -completedMonths(to, from);
    const Civil a = civilOfDay(from);
    const Civil b = civilOfDay(to);
    const int months = (b.year - a.year) * 12 + b.month - a.month;
    const bool reached = b.day >= a.day || b.day == daysInMonth(b.year, b.month);
    return reached ? months : months - 1;
}

int completedYears(std::int32_t from, std::int32_t to) {
    if (to < from)
        return -completedYears(to, from);
    const Civil a = civilOfDay(from);
    const Civil b = civilOfDay(to);
    const bool reached = b.month > a.month || (b.month == a.month && b.day >= a.day);
    return b.year - a.year - (reached ? 0 : 1);
}

namespace {

/// Both counts grow with `to` and fall with `from`, so the extreme corners bound all others.
template <class F>
std::optional<int> certain(F count, const PartialDate& from, const PartialDate& to) {
    const int least = count(from.hi(), to.lo());
    const int most = count(from.lo(), to.hi());
    return least == most ? std::optional(least) : std::nullopt;
}

} // namespace

std::optional<int> certainMonths(const PartialDate& from, const PartialDate& to) {
    return certain(completedMonths, from, to);
}

std::optional<int> certainYears(const PartialDate& from, const PartialDate& to) {
    return certain(completedYears, from, to);
}

} // namespace casebook
