// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <tl/expected.hpp>

#include <QByteArray>
#include <QString>

#include <compare>
#include <cstdint>
#include <optional>

namespace casebook {

/// Why an operation on decimals has no result.
enum class DecimalFault {
    Div0,    ///< division by zero, 0 to a negative power
    Domain,  ///< root of a negative number, ln of 0 ...
    Overflow ///< an exponent beyond 384
};
[[nodiscard]] QByteArray decimalFaultCode(DecimalFault fault); ///< "div0", "domain", "overflow"

/// An exact decimal number: 34 digits, rounding half to even, exponents -383..384, always finite (General Decimal
/// Arithmetic Specification, by libmpdec). Trailing zeros are kept: 12.50 prints "12.50" and equals 12.5. A small
/// trivially copied value without heap. Zero of either sign is 0. Any thread.
class Decimal {
public:
    using Outcome = tl::expected<Decimal, DecimalFault>;

    Decimal() = default; ///< 0
    Decimal(std::int64_t value); // NOLINT(google-explicit-constructor): an integer is a decimal
    Decimal(int value) : Decimal(static_cast<std::int64_t>(value)) {} // NOLINT(google-explicit-constructor)

    /// "-12.50", "1e3"; digits, one point, an exponent, nothing else (no spaces, no "inf"). Nothing where the text
    /// is no number or beyond the exponents. More than 34 digits are rounded.
    [[nodiscard]] static std::optional<Decimal> fromText(QStringView text);
    /// The shortest decimal that reads back as `value`; nothing for infinities and NaN.
    [[nodiscard]] static std::optional<Decimal> fromDouble(double value);

    /// All digits with their trailing zeros, never an exponent: "12.50", "1200".
    [[nodiscard]] QString toText() const;
    /// Without trailing zeros after the point: "12.5".
    [[nodiscard]] QString toShortText() const;
    /// The nearest double. A value beyond its range is impossible here but for 308 < exponent: infinity.
    [[nodiscard]] double toDouble() const;
    /// The value where it is an integer that fits.
    [[nodiscard]] std::optional<std::int64_t> toInteger() const;

    [[nodiscard]] bool isZero() const { return words_[0] == 0 && words_[1] == 0; }
    [[nodiscard]] bool isNegative() const { return negative_ && !isZero(); }
    [[nodiscard]] bool isInteger() const;
    [[nodiscard]] int decimals() const { return exponent_ < 0 ? -exponent_ : 0; } ///< digits after the point

    /// By value: 1.10 == 1.1.
    [[nodiscard]] int compare(const Decimal& other) const; ///< -1, 0, 1
    bool operator==(const Decimal& other) const { return compare(other) == 0; }
    std::strong_ordering operator<=>(const Decimal& other) const { return compare(other) <=> 0; }

    [[nodiscard]] Outcome plus(const Decimal& other) const;
    [[nodiscard]] Outcome minus(const Decimal& other) const;
    [[nodiscard]] Outcome times(const Decimal& other) const;
    [[nodiscard]] Outcome over(const Decimal& other) const;
    [[nodiscard]] Outcome floorDivide(const Decimal& other) const; ///< floor(this / other), exact
    [[nodiscard]] Outcome modulo(const Decimal& other) const; ///< sign of the divisor
    [[nodiscard]] Outcome power(const Decimal& exponent) const; ///< within 1 ulp

    [[nodiscard]] Decimal negated() const;
    [[nodiscard]] Decimal absolute() const;
    [[nodiscard]] Decimal floor() const;
    [[nodiscard]] Decimal ceil() const;
    [[nodiscard]] Decimal trunc() const;
    /// Half away from zero, to `digits` after the point (negative: before it). More digits than there are: unchanged.
    [[nodiscard]] Decimal rounded(int digits = 0) const;
    /// The same as `rounded`, with exactly `digits` (0 or more) after the point: 5.1 to 2 is 5.10.
    [[nodiscard]] Decimal fixed(int digits) const;
    [[nodiscard]] Outcome squareRoot() const;
    [[nodiscard]] Outcome exponential() const;
    [[nodiscard]] Outcome naturalLog() const;
    [[nodiscard]] Outcome log10() const;

private:
    friend struct DecimalAccess;
    std::uint64_t words_[2] = {0, 0}; ///< coefficient, base 10^19, least first (libmpdec's own layout)
    std::int32_t exponent_ = 0;
    bool negative_ = false;
};

} // namespace casebook
