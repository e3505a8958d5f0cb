// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/expr/Units.h"

#include "core/expr/LabUnits.h"

#include <QHash>
#include <QMap>

#include <algorithm>
#include <array>
#include <iterator>

namespace casebook::expr {

namespace {

/// An atom of UCUM: so many of its base units. `base`: "m=1 s=-2".
struct Atom {
    const char* code;
    const char* numerator;
    const char* denominator;
    const char* base;
    bool prefixed; ///< takes k, m, u ...
};

// Factors from UCUM 2.1. Equivalents, international units and the like are kinds of their own: nothing converts them
// to amount of substance but the analyte's row. g is the base of mass.
constexpr Atom atoms[] = {
    {"m", "1", "1", "m=1", true},
    {"s", "1", "1", "s=1", true},
    {"g", "1", "1", "g=1", true},
    {"mol", "1", "1", "mol=1", true},
    {"osm", "1", "1", "mol=1", true},
    {"K", "1", "1", "K=1", true},
    {"L", "0.001", "1", "m=3", true},
    {"l", "0.001", "1", "m=3", true},
    {"min", "60", "1", "s=1", false},
    {"h", "3600", "1", "s=1", false},
    {"d", "86400", "1", "s=1", false},
    {"wk", "604800", "1", "s=1", false},
    {"mo", "2629800", "1", "s=1", false},
    {"a", "31557600", "1", "s=1", false},
    {"Hz", "1", "1", "s=-1", true},
    {"N", "1000", "1", "g=1 m=1 s=-2", true},
    {"Pa", "1000", "1", "g=1 m=-1 s=-2", true},
    {"bar", "100000000", "1", "g=1 m=-1 s=-2", true},
    {"m[Hg]", "133322000", "1", "g=1 m=-1 s=-2", true},
    {"m[H2O]", "9806650", "1", "g=1 m=-1 s=-2", true},
    {"J", "1000", "1", "g=1 m=2 s=-2", true},
    {"cal", "4184", "1", "g=1 m=2 s=-2", true},
    {"W", "1000", "1", "g=1 m=2 s=-3", true},
    {"Gy", "1", "1", "m=2 s=-2", true},
    {"Sv", "1", "1", "Sv=1", true},
    {"Bq", "1", "1", "s=-1", true},
    {"Ci", "37000000000", "1", "s=-1", true},
    {"kat", "1", "1", "mol=1 s=-1", true},
    {"U", "1", "60000000", "mol=1 s=-1", true},
    {"eq", "1", "1", "eq=1", true},
    {"[IU]", "1", "1", "IU=1", true},
    {"[iU]", "1", "1", "IU=1", true},
    {"[arb'U]", "1", "1", "arb=1", true},
    {"[CFU]", "1", "1", "CFU=1", true},
    {"[pH]", "1", "1", "pH=1", false},
    {"[HPF]", "1", "1", "HPF=1", false},
    {"[in_i]", "0.0254", "1", "m=1", false},
    {"[ft_i]", "0.3048", "1", "m=1", false},
    {"[lb_av]", "453.59237", "1", "g=1", false},
    {"[oz_av]", "28.349523125", "1", "g=1", false},
    {"%", "0.01", "1", "", false},
    {"[ppth]", "0.001", "1", "", false},
    {"[ppm]", "0.000001", "1", "", false},
    {"deg", "1", "1", "deg=1", false},
    {"[pack]", "1", "1", "pack=1", false},
};

struct Prefix {
    const char* code;
    int exponent;
};
constexpr Prefix prefixes[] = {{"da", 1}, {"G", 9},  {"M", 6},  {"k", 3},  {"h", 2},   {"d", -1},
                               {"c", -2}, {"m", -3}, {"u", -6}, {"n", -9}, {"p", -12}, {"f", -15}};

/// A unit as a fraction of base units, kept apart so that a conversion divides once.
struct Unit {
    Decimal numerator = 1, denominator = 1;
    QMap<QByteArray, int> base;
    bool good = true;
    bool scale = false; ///< Cel, [degF]: kelvin = x * slope + intercept
    Decimal intercept;

    void multiply(const Decimal& top, const Decimal& bottom, int power) {
        for (int i = 0; i < std::abs(power); ++i) {
            const auto up = numerator.times(power > 0 ? top : bottom);
            const auto down = denominator.times(power > 0 ? bottom : top);
            good = good && up && down;
            numerator = up.value_or(numerator);
            denominator = down.value_or(denominator);
        }
    }
    void add(const QByteArray& kind, int power) {
        if ((base[kind] += power) == 0)
            base.remove(kind);
    }
};

Decimal powerOfTen(int exponent) {
    return Decimal::fromText(QStringLiteral("1e%1").arg(exponent)).value_or(Decimal(1));
}

/// Reads one UCUM term: components joined by "." and "/", each an atom with prefix and exponent, an integer,
/// "10*n", and annotations in braces.
class UnitReader {
public:
    explicit UnitReader(const QString& text) : text_(text.toLatin1()) {}

    std::optional<Unit> run() {
        if (text_ == "Cel" || text_ == "[degF]")
            return temperature();
        if (text_.isEmpty() || text_.size() > 60)
            return std::nullopt;
        int sign = 1;
        if (take('/'))
            sign = -1;
        while (true) {
            if (!component(sign) || !unit_.good)
                return std::nullopt;
            if (at_ == text_.size())
                return unit_;
            if (take('/'))
                sign = -1;
            else if (take('.'))
                sign = 1;
            else
                return std::nullopt;
        }
    }

private:
    [[nodiscard]] std::optional<Unit> temperature() const {
        Unit unit;
        unit.scale = true;
        unit.base.insert("K", 1);
        unit.intercept = *Decimal::fromText(u"273.15");
        if (text_ == "[degF]") { // K = (x + 459.67) * 5 / 9
            unit.numerator = 5;
            unit.denominator = 9;
            unit.intercept = *Decimal::fromText(u"459.67");
        }
        return unit;
    }

    bool take(char c) {
        if (at_ >= text_.size() || text_[at_] != c)
            return false;
        ++at_;
        return true;
    }

    bool annotation(int sign) {
        const qsizetype from = at_;
        if (!take('{'))
            return false;
        while (at_ < text_.size() && text_[at_] != '}')
            ++at_;
        if (!take('}'))
            return false;
        unit_.add(text_.sliced(from, at_ - from), sign); // {FEU} is no other's unit
        return true;
    }

    bool component(int sign) {
        if (at_ < text_.size() && text_[at_] == '{')
            return annotation(sign);
        const qsizetype from = at_;
        while (at_ < text_.size() && text_[at_] != '.' && text_[at_] != '/' && text_[at_] != '{') {
            if (text_[at_] == '[') // brackets may hold a slash or point
                at_ = std::max(at_, text_.indexOf(']', at_));
            ++at_;
        }
        const QByteArray symbol = text_.sliced(from, at_ - from);
        if (!tenTo(symbol, sign) && !whole(symbol, sign) && !atomWithPower(symbol, sign))
            return false;
        return at_ >= text_.size() || text_[at_] != '{' || annotation(sign);
    }

    bool tenTo(const QByteArray& symbol, int sign) {
        if (!symbol.startsWith("10*") && !symbol.startsWith("10^"))
            return false;
        bool ok = false;
        const int exponent = symbol.sliced(3).toInt(&ok);
        if (!ok || std::abs(exponent) > 30)
            return false;
        unit_.multiply(powerOfTen(exponent), 1, sign);
        return true;
    }

    bool whole(const QByteArray& symbol, int sign) {
        bool ok = false;
        const int number = symbol.toInt(&ok);
        if (!ok || number < 1)
            return false;
        unit_.multiply(number, 1, sign);
        return true;
    }

    bool atomWithPower(QByteArray symbol, int sign) {
        if (find(symbol, sign))
            return true;
        qsizetype digits = symbol.size();
        while (digits > 0 &&
               (std::isdigit(static_cast<unsigned char>(symbol[digits - 1])) || symbol[digits - 1] == '-'))
            --digits;
        bool ok = false;
        const int power = symbol.sliced(digits).toInt(&ok);
        return ok && power != 0 && std::abs(power) <= 6 && find(symbol.first(digits), sign * power);
    }

    bool find(const QByteArray& symbol, int power) {
        if (enter(symbol, 0, power, false))
            return true;
        return std::any_of(std::begin(prefixes), std::end(prefixes), [&](const Prefix& prefix) {
            return symbol.startsWith(prefix.code) &&
                   enter(symbol.sliced(qstrlen(prefix.code)), prefix.exponent, power, true);
        });
    }

    bool enter(const QByteArray& symbol, int prefix, int power, bool prefixed) {
        const auto* atom = std::find_if(std::begin(atoms), std::end(atoms), [&](const Atom& a) {
            return symbol == a.code && (!prefixed || a.prefixed);
        });
        if (atom == std::end(atoms))
            return false;
        unit_.multiply(*Decimal::fromText(QString::fromLatin1(atom->numerator)),
                       *Decimal::fromText(QString::fromLatin1(atom->denominator)), power);
        if (prefix != 0)
            unit_.multiply(prefix > 0 ? powerOfTen(prefix) : Decimal(1),
                           prefix < 0 ? powerOfTen(-prefix) : Decimal(1), power);
        for (const QByteArray& part : QByteArray(atom->base).split(' '))
            if (const qsizetype equals = part.indexOf('='); equals > 0)
                unit_.add(part.first(equals), part.sliced(equals + 1).toInt() * power);
        return true;
    }

    const QByteArray text_;
    qsizetype at_ = 0;
    Unit unit_;
};

std::optional<Unit> readUnit(const QString& text) { return UnitReader(text).run(); }

using Step = Decimal::Outcome;

/// Temperatures: to kelvin and back. [degF] adds before it multiplies, Cel has slope 1, so one form serves both.
Step toKelvin(const Decimal& x, const Unit& unit) {
    return x.plus(unit.scale ? unit.intercept : Decimal())
        .and_then([&](const Decimal& y) { return y.times(unit.numerator); })
        .and_then([&](const Decimal& y) { return y.over(unit.denominator); });
}
Step fromKelvin(const Decimal& x, const Unit& unit) {
    return x.times(unit.denominator)
        .and_then([&](const Decimal& y) { return y.over(unit.numerator); })
        .and_then([&](const Decimal& y) { return y.minus(unit.scale ? unit.intercept : Decimal()); });
}

/// Two units of one kind.
std::optional<Decimal> rescale(const Decimal& x, const Unit& from, const Unit& to) {
    if (from.base != to.base)
        return std::nullopt;
    if (from.scale || to.scale) {
        const Step moved =
            toKelvin(x, from).and_then([&](const Decimal& kelvin) { return fromKelvin(kelvin, to); });
        return moved ? std::optional(*moved) : std::nullopt;
    }
    const Step top =
        x.times(from.numerator).and_then([&](const Decimal& y) { return y.times(to.denominator); });
    const Step bottom = from.denominator.times(to.numerator);
    const Step moved = top.and_then(
        [&](const Decimal& y) { return bottom.and_then([&](const Decimal& z) { return y.over(z); }); });
    return moved ? std::optional(*moved) : std::nullopt;
}

std::optional<Decimal> alongRow(const Decimal& x, const AnalyteUnits& row, bool forward) {
    const Step moved = forward ? x.minus(row.offset)
                                     .and_then([&](const Decimal& y) { return y.times(row.factor); })
                                     .and_then([&](const Decimal& y) { return y.over(row.divisor); })
                               : x.times(row.divisor)
                                     .and_then([&](const Decimal& y) { return y.over(row.factor); })
                                     .and_then([&](const Decimal& y) { return y.plus(row.offset); });
    return moved ? std::optional(*moved) : std::nullopt;
}

/// From a unit to the kind of the row's one end, along the row, and on to the wanted unit.
std::optional<Decimal> bridge(const Decimal& x, const Unit& from, const Unit& to, const AnalyteUnits& row) {
    const auto rowFrom = readUnit(row.from);
    const auto rowTo = readUnit(row.to);
    if (!rowFrom || !rowTo)
        return std::nullopt;
    for (const bool forward : {true, false}) {
        const Unit& near = forward ? *rowFrom : *rowTo;
        const Unit& far = forward ? *rowTo : *rowFrom;
        if (from.base != near.base || to.base != far.base)
            continue;
        const auto start = rescale(x, from, near);
        const auto end = start ? alongRow(*start, row, forward) : std::nullopt;
        return end ? rescale(*end, far, to) : std::nullopt;
    }
    return std::nullopt;
}

} // namespace

std::optional<Decimal> convertUnit(const Decimal& number, const QString& from, const QString& to,
                                   const QString& analyte) {
    if (from == to)
        return number;
    const std::vector<AnalyteUnits> rows = unitsOfAnalyte(analyte);
    // Its own pair first: % and mmol/mol of HbA1c are of one kind, but no plain factor joins them.
    for (const AnalyteUnits& row : rows)
        if ((row.from == from && row.to == to) || (row.from == to && row.to == from))
            return alongRow(number, row, row.from == from);
    const auto source = readUnit(from);
    const auto target = readUnit(to);
    if (!source || !target)
        return std::nullopt;
    const bool affine = std::any_of(rows.begin(), rows.end(), [&](const AnalyteUnits& row) {
        return row.affine && !source->scale && !target->scale && source->base.isEmpty();
    });
    if (affine)
        return std::nullopt;
    if (const auto plain = rescale(number, *source, *target))
        return plain;
    for (const AnalyteUnits& row : rows)
        if (const auto bridged = bridge(number, *source, *target, row))
            return bridged;
    return std::nullopt;
}

bool unitsConvert(const QString& from, const QString& to, const QString& analyte) {
    return convertUnit(Decimal(1), from, to, analyte).has_value();
}

} // namespace casebook::expr
