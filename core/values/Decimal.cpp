// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/values/Decimal.h"

#include <mpdecimal.h>

#include <array>
#include <charconv>
#include <cmath>
#include <limits>

namespace casebook {

static_assert(MPD_RDIGITS == 19, "Decimal holds its digits in libmpdec's 64-bit layout");

namespace {

constexpr mpd_context_t contextOf(mpd_ssize_t digits, mpd_ssize_t emax, mpd_ssize_t emin, int rounding) {
    mpd_context_t context{};
    context.prec = digits;
    context.emax = emax;
    context.emin = emin;
    context.round = rounding;
    context.allcr = 1; // exp, ln and log10 correctly rounded
    return context;
}

constexpr mpd_context_t normal = contextOf(34, 384, -383, MPD_ROUND_HALF_EVEN);
constexpr mpd_context_t halfAway = contextOf(34, 384, -383, MPD_ROUND_HALF_UP);
/// Holds every quotient of two decimals exactly: their exponents differ by less than 850.
constexpr mpd_context_t wide = contextOf(1000, 2000, -2000, MPD_ROUND_HALF_EVEN);

/// A number of libmpdec in this frame; its digits go to the heap only when they are very many.
struct Number {
    std::array<mpd_uint_t, MPD_MINALLOC_MAX> digits;
    mpd_t mpd{MPD_STATIC | MPD_STATIC_DATA, 0, 0, 0, MPD_MINALLOC_MAX, digits.data()};

    Number() = default;
    Number(const Number&) = delete;
    Number& operator=(const Number&) = delete;
    ~Number() { mpd_del(&mpd); }
};

} // namespace

struct DecimalAccess {
    static void toNumber(const Decimal& decimal, Number& number) {
        number.digits[0] = decimal.words_[0];
        number.digits[1] = decimal.words_[1];
        number.mpd.len = decimal.words_[1] != 0 ? 2 : 1;
        number.mpd.exp = decimal.exponent_;
        if (decimal.negative_ && !decimal.isZero())
            number.mpd.flags |= MPD_NEG;
        mpd_setdigits(&number.mpd);
    }

    /// `number` must be finite and of at most 34 digits.
    static Decimal fromNumber(const Number& number) {
        Decimal decimal;
        decimal.words_[0] = number.mpd.data[0];
        decimal.words_[1] = number.mpd.len > 1 ? number.mpd.data[1] : 0;
        decimal.exponent_ = static_cast<std::int32_t>(number.mpd.exp);
        decimal.negative_ = mpd_isnegative(&number.mpd) && !decimal.isZero();
        return decimal;
    }

    static int exponent(const Decimal& decimal) { return decimal.exponent_; }
};

namespace {

Decimal::Outcome outcome(const Number& result, std::uint32_t status) {
    if ((status & MPD_Division_by_zero) != 0)
        return tl::unexpected(DecimalFault::Div0);
    if ((status & MPD_IEEE_Invalid_operation) != 0)
        return tl::unexpected(DecimalFault::Domain);
    if ((status & MPD_Overflow) != 0 || mpd_isspecial(&result.mpd))
        return tl::unexpected(DecimalFault::Overflow);
    return DecimalAccess::fromNumber(result);
}

using Binary = void (*)(mpd_t*, const mpd_t*, const mpd_t*, const mpd_context_t*, std::uint32_t*);
using Unary = void (*)(mpd_t*, const mpd_t*, const mpd_context_t*, std::uint32_t*);

Decimal::Outcome apply(Binary function, const Decimal& a, const Decimal& b) {
    Number left, right, result;
    DecimalAccess::toNumber(a, left);
    DecimalAccess::toNumber(b, right);
    std::uint32_t status = 0;
    function(&result.mpd, &left.mpd, &right.mpd, &normal, &status);
    return outcome(result, status);
}

Decimal::Outcome apply(Unary function, const Decimal& a) {
    Number operand, result;
    DecimalAccess::toNumber(a, operand);
    std::uint32_t status = 0;
    function(&result.mpd, &operand.mpd, &normal, &status);
    return outcome(result, status);
}

/// Quotient (floor) and remainder (sign of the divisor) without any rounding but the last.
Decimal::Outcome floored(const Decimal& a, const Decimal& b, bool wantQuotient) {
    if (b.isZero())
        return tl::unexpected(DecimalFault::Div0);
    Number left, right, quotient, rest;
    DecimalAccess::toNumber(a, left);
    DecimalAccess::toNumber(b, right);
    std::uint32_t status = 0;
    mpd_qdivmod(&quotient.mpd, &rest.mpd, &left.mpd, &right.mpd, &wide, &status);
    if (!mpd_iszero(&rest.mpd) && mpd_isnegative(&rest.mpd) != mpd_isnegative(&right.mpd)) {
        mpd_qsub_i64(&quotient.mpd, &quotient.mpd, 1, &wide, &status);
        mpd_qadd(&rest.mpd, &rest.mpd, &right.mpd, &wide, &status);
    }
    Number& result = wantQuotient ? quotient : rest;
    mpd_qfinalize(&result.mpd, &normal, &status);
    return outcome(result, status);
}

Decimal quantized(const Decimal& value, int exponent) {
    Number operand, step, result;
    DecimalAccess::toNumber(value, operand);
    DecimalAccess::toNumber(Decimal(1), step);
    step.mpd.exp = exponent;
    std::uint32_t status = 0;
    mpd_qquantize(&result.mpd, &operand.mpd, &step.mpd, &halfAway, &status);
    return outcome(result, status).value_or(value);
}

bool isNumberText(QStringView text) {
    qsizetype at = 0;
    const auto digits = [&] {
        const qsizetype from = at;
        while (at < text.size() && text[at] >= u'0' && text[at] <= u'9')
            ++at;
        return at > from;
    };
    if (at < text.size() && (text[at] == u'-' || text[at] == u'+'))
        ++at;
    if (!digits())
        return false;
    if (at < text.size() && text[at] == u'.') {
        ++at;
        if (!digits())
            return false;
    }
    if (at < text.size() && (text[at] == u'e' || text[at] == u'E')) {
        ++at;
        if (at < text.size() && (text[at] == u'-' || text[at] == u'+'))
            ++at;
        if (!digits())
            return false;
    }
    return at == text.size();
}

} // namespace

QByteArray decimalFaultCode(DecimalFault fault) {
    switch (fault) {
    case DecimalFault::Div0: return "div0";
    case DecimalFault::Domain: return "domain";
    case DecimalFault::Overflow: break;
    }
    return "overflow";
}

Decimal::Decimal(std::int64_t value) : negative_(value < 0) {
    words_[0] = negative_ ? 0 - static_cast<std::uint64_t>(value) : static_cast<std::uint64_t>(value);
    // 2^63 is below 10^19, so one word always holds it.
}

std::optional<Decimal> Decimal::fromText(QStringView text) {
    if (!isNumberText(text))
        return std::nullopt;
    Number number;
    std::uint32_t status = 0;
    mpd_qset_string(&number.mpd, text.toLatin1().constData(), &normal, &status);
    const Outcome read = outcome(number, status);
    return read ? std::optional(*read) : std::nullopt;
}

std::optional<Decimal> Decimal::fromDouble(double value) {
    if (!std::isfinite(value))
        return std::nullopt;
    if (std::abs(value) < 9007199254740992.0 && std::trunc(value) == value)
        return Decimal(static_cast<std::int64_t>(value));
    std::array<char, 32> buffer{};
    const auto [end, error] = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value);
    if (error != std::errc())
        return std::nullopt;
    return fromText(QString::fromLatin1(buffer.data(), end - buffer.data()));
}

namespace {

QByteArray digitsOf(std::uint64_t low, std::uint64_t high) {
    if (high == 0)
        return QByteArray::number(static_cast<qulonglong>(low));
    return QByteArray::number(static_cast<qulonglong>(high)) +
           QByteArray::number(static_cast<qulonglong>(low)).rightJustified(19, '0');
}

} // namespace

QString Decimal::toText() const {
    QByteArray digits = digitsOf(words_[0], words_[1]);
    if (exponent_ > 0 && !isZero())
        digits += QByteArray(exponent_, '0');
    if (exponent_ < 0) {
        digits = digits.rightJustified(1 - exponent_, '0');
        digits.insert(digits.size() + exponent_, '.');
    }
    return QString::fromLatin1(isNegative() ? '-' + digits : digits);
}

QString Decimal::toShortText() const {
    QString text = toText();
    if (exponent_ >= 0)
        return text;
    while (text.endsWith(u'0'))
        text.chop(1);
    if (text.endsWith(u'.'))
        text.chop(1);
    return text;
}

double Decimal::toDouble() const {
    static constexpr std::array<double, 23> powers{1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                                   1e8,  1e9,  1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
                                                   1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};
    // Both parts are exact doubles, so one division or product is the nearest double.
    if (words_[1] == 0 && words_[0] < (std::uint64_t{1} << 53) && std::abs(exponent_) <= 22) {
        const double whole = static_cast<double>(words_[0]);
        const double power = powers[static_cast<std::size_t>(std::abs(exponent_))];
        const double size = exponent_ < 0 ? whole / power : whole * power;
        return negative_ ? -size : size;
    }
    const QByteArray text = digitsOf(words_[0], words_[1]) + 'e' + QByteArray::number(exponent_);
    double size = 0;
    if (std::from_chars(text.constData(), text.constData() + text.size(), size).ec ==
        std::errc::result_out_of_range)
        size = exponent_ > 0 ? std::numeric_limits<double>::infinity() : 0.0;
    return negative_ ? -size : size;
}

std::optional<std::int64_t> Decimal::toInteger() const {
    if (!isInteger())
        return std::nullopt;
    Number number;
    DecimalAccess::toNumber(*this, number);
    std::uint32_t status = 0;
    const std::int64_t value = mpd_qget_i64(&number.mpd, &status);
    return (status & MPD_Invalid_operation) != 0 ? std::nullopt : std::optional(value);
}

bool Decimal::isInteger() const {
    if (exponent_ >= 0)
        return true;
    Number number;
    DecimalAccess::toNumber(*this, number);
    return mpd_isinteger(&number.mpd) != 0;
}

int Decimal::compare(const Decimal& other) const {
    if (exponent_ == other.exponent_ && negative_ == other.negative_) {
        const int size = words_[1] != other.words_[1]   ? (words_[1] < other.words_[1] ? -1 : 1)
                         : words_[0] != other.words_[0] ? (words_[0] < other.words_[0] ? -1 : 1)
                                                        : 0;
        return negative_ ? -size : size;
    }
    Number left, right;
    DecimalAccess::toNumber(*this, left);
    DecimalAccess::toNumber(other, right);
    std::uint32_t status = 0;
    return mpd_qcmp(&left.mpd, &right.mpd, &status);
}

Decimal::Outcome Decimal::plus(const Decimal& other) const { return apply(mpd_qadd, *this, other); }
Decimal::Outcome Decimal::minus(const Decimal& other) const { return apply(mpd_qsub, *this, other); }
Decimal::Outcome Decimal::times(const Decimal& other) const { return apply(mpd_qmul, *this, other); }

Decimal::Outcome Decimal::over(const Decimal& other) const {
    if (other.isZero()) // 0 / 0 too
        return tl::unexpected(DecimalFault::Div0);
    return apply(mpd_qdiv, *this, other);
}

Decimal::Outcome Decimal::floorDivide(const Decimal& other) const { return floored(*this, other, true); }
Decimal::Outcome Decimal::modulo(const Decimal& other) const { return floored(*this, other, false); }

Decimal::Outcome Decimal::power(const Decimal& exponent) const {
    if (isZero() && exponent.isNegative())
        return tl::unexpected(DecimalFault::Div0);
    return apply(mpd_qpow, *this, exponent);
}

Decimal Decimal::negated() const {
    Decimal result = *this;
    result.negative_ = !negative_ && !isZero();
    return result;
}

Decimal Decimal::absolute() const {
    Decimal result = *this;
    result.negative_ = false;
    return result;
}

Decimal Decimal::floor() const { return apply(mpd_qfloor, *this).value_or(*this); }
Decimal Decimal::ceil() const { return apply(mpd_qceil, *this).value_or(*this); }
Decimal Decimal::trunc() const { return apply(mpd_qtrunc, *this).value_or(*this); }

Decimal Decimal::rounded(int digits) const {
    return exponent_ >= -digits ? *this : quantized(*this, -digits);
}

Decimal Decimal::fixed(int digits) const { return exponent_ == -digits ? *this : quantized(*this, -digits); }

Decimal::Outcome Decimal::squareRoot() const { return apply(mpd_qsqrt, *this); }
Decimal::Outcome Decimal::exponential() const { return apply(mpd_qexp, *this); }

Decimal::Outcome Decimal::naturalLog() const {
    if (isZero() || isNegative()) // libmpdec gives minus infinity for 0, without a flag
        return tl::unexpected(DecimalFault::Domain);
    return apply(mpd_qln, *this);
}

Decimal::Outcome Decimal::log10() const {
    if (isZero() || isNegative())
        return tl::unexpected(DecimalFault::Domain);
    return apply(mpd_qlog10, *this);
}

} // namespace casebook
