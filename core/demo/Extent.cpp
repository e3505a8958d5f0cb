// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/demo/Tumour.h"

#include <cmath>

namespace casebook::demo {

namespace {

struct Combination {
    const char* stage;
    const char* t;
    const char* n;
    const char* m;
    double share;
};

/// How a stage of the 8th edition comes about; own choice, weights of no meaning beyond variety.
constexpr Combination kCombinations[] = {
    {"IA1", "T1a", "N0", "M0", 1},    {"IA2", "T1b", "N0", "M0", 1},    {"IA3", "T1c", "N0", "M0", 1},
    {"IB", "T2a", "N0", "M0", 1},     {"IIA", "T2b", "N0", "M0", 1},    {"IIB", "T3", "N0", "M0", 0.5},
    {"IIB", "T1b", "N1", "M0", 0.2},  {"IIB", "T2a", "N1", "M0", 0.3},  {"IIIA", "T4", "N0", "M0", 0.15},
    {"IIIA", "T3", "N1", "M0", 0.15}, {"IIIA", "T1c", "N2", "M0", 0.3}, {"IIIA", "T2a", "N2", "M0", 0.4},
    {"IIIB", "T3", "N2", "M0", 0.35}, {"IIIB", "T4", "N2", "M0", 0.35}, {"IIIB", "T2a", "N3", "M0", 0.3},
    {"IIIC", "T3", "N3", "M0", 0.5},  {"IIIC", "T4", "N3", "M0", 0.5},  {"IVA", "T2a", "N2", "M1a", 0.3},
    {"IVA", "T3", "N2", "M1a", 0.2},  {"IVA", "T1c", "N1", "M1b", 0.2}, {"IVA", "T2b", "N2", "M1b", 0.3},
    {"IVB", "T2a", "N2", "M1c", 0.3}, {"IVB", "T3", "N3", "M1c", 0.4},  {"IVB", "T4", "N2", "M1c", 0.3},
};

struct Sizes {
    const char* t;
    double low, high;
};
/// Solid size within the category, mm; lower end excluded as in the tables.
constexpr Sizes kSizes[] = {{"T1a", 7, 10},    {"T1b", 10.1, 20}, {"T1c", 20.1, 30}, {"T2a", 30.1, 40},
                            {"T2b", 40.1, 50}, {"T3", 50.1, 70},  {"T4", 70.1, 95}};

double tenths(double x) { return std::round(x * 10) / 10; }

Decimal decimal(double mm) { return Decimal::fromText(QString::number(mm, 'f', 1)).value_or(Decimal()); }

void drawSize(const Recipe& recipe, Dice& dice, Tumour& tumour) {
    for (const Sizes& sizes : kSizes)
        if (tumour.t == QLatin1StringView(sizes.t))
            tumour.solid_mm = tumour.total_mm = tenths(dice.uniform(sizes.low, sizes.high));
    tumour.density = QStringLiteral("SOLID");
    const bool early = tumour.t.startsWith(u"T1") && tumour.n == u"N0";
    if (!early || tumour.histology != u"ADENO" || !dice.chance(0.35))
        return;
    // Part-solid: the solid part decides T, the whole stays within 30 mm.
    Tumour part = tumour;
    part.density = QStringLiteral("PS");
    part.total_mm = tenths(std::min(30.0, tumour.solid_mm * dice.uniform(1.2, 1.6)));
    TumourFacts facts;
    facts.total = decimal(part.total_mm);
    facts.solid = decimal(part.solid_mm);
    facts.density = part.density;
    facts.side = part.side;
    if (recipe.tnm().t(facts) == tumour.t)
        tumour = part;
}

void drawNodes(Dice& dice, Tumour& tumour) {
    const QString own(tumour.side), other(tumour.side == u'R' ? u'L' : u'R');
    const auto at = [](const char* number, const QString& side) {
        return QString::fromLatin1(number) + side;
    };
    tumour.stations.clear();
    if (tumour.n == u"N0")
        return;
    tumour.stations.append(at(dice.chance(0.5) ? "11" : "10", own));
    if (tumour.n == u"N1")
        return;
    tumour.stations.append(dice.chance(0.5) ? QStringLiteral("7") : at("4", own));
    if (tumour.n == u"N3")
        tumour.stations.append(at("4", other));
}

void drawSites(Dice& dice, Tumour& tumour) {
    static const QStringList organs{QStringLiteral("BRAIN"), QStringLiteral("BONE"), QStringLiteral("LIVER"),
                                    QStringLiteral("ADRENAL")};
    tumour.sites.clear();
    tumour.metSites.clear();
    if (tumour.m == u"M1a") {
        tumour.sites.insert(QStringLiteral("MALIG_EFFUSION"), 1);
        tumour.metSites.append(QStringLiteral("PLEURA"));
        return;
    }
    const int first = dice.integer(0, 3);
    if (tumour.m == u"M1b" || tumour.m == u"M1c") {
        tumour.sites.insert(organs[first], tumour.m == u"M1b" ? 1 : dice.integer(2, 4));
        tumour.metSites.append(organs[first]);
    }
    if (tumour.m == u"M1c" && dice.chance(0.6)) {
        const QString& second = organs[(first + dice.integer(1, 3)) % 4];
        tumour.sites.insert(second, dice.integer(1, 3));
        tumour.metSites.append(second);
    }
}

} // namespace

QString histologyGroup(const QString& histology) {
    return histology == u"ADENO" || histology == u"SQCC" || histology == u"SCLC" ? histology
                                                                                 : QStringLiteral("OTHER");
}

void drawExtent(const Recipe& recipe, Dice& dice, Tumour& tumour) {
    QList<QPair<QString, double>> choices;
    for (const Combination& one : kCombinations)
        if (tumour.stage == QLatin1StringView(one.stage))
            choices.append(
                {QStringLiteral("%1 %2 %3")
                     .arg(QLatin1StringView(one.t), QLatin1StringView(one.n), QLatin1StringView(one.m)),
                 one.share});
    const QStringList chosen = dice.pick(choices).split(u' ');
    tumour.t = chosen.value(0);
    tumour.n = chosen.value(1);
    tumour.m = chosen.value(2);
    tumour.side = tumour.lobe.startsWith(u'R') ? u'R' : u'L';
    drawSize(recipe, dice, tumour);
    drawNodes(dice, tumour);
    drawSites(dice, tumour);
}

} // namespace casebook::demo
