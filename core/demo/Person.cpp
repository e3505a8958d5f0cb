// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/demo/Person.h"

#include "core/demo/Dice.h"
#include "core/demo/Tumour.h"

#include <algorithm>
#include <cmath>

namespace casebook::demo {

namespace {

/// What a draw is for; each has numbers of its own.
enum Purpose : std::uint32_t {
    WhoTheyAre = 1,
    TheirTumour = 2,
    TheirCourse = 3,
    TheirNodules = 4,
    TheirDrivers = 5
};

double tenths(double x) { return std::round(x * 10) / 10; }

QString q(const char* text) { return QString::fromLatin1(text); }

void drawBody(const Recipe& recipe, Dice& dice, Person& p) {
    const QString group = p.tumour ? histologyGroup(p.tumour->histology) : q("no cancer");
    p.sex = dice.chance(recipe.number(q("person"), q("male"), group)) ? q("M") : q("F");
    p.age = p.arm == u"SCREEN" || p.arm == u"NODULE" ? dice.normal(60, 6.5, 50, 74)
                                                     : dice.normal(62, 9.5, 30, 88);
    const QString level = (p.sex == u"M" ? q("male ") : q("female ")) + group;
    p.everSmoked = dice.chance(recipe.number(q("person"), q("ever smoked"), level));
    p.smokes = dice.chance(recipe.number(q("person"), q("current among ever"), q("all"))) && p.everSmoked;
    p.packYears = p.everSmoked ? std::min(150.0, tenths(dice.lognormal(36, 0.55))) : 0;
    p.familyHistory = dice.chance(recipe.number(q("person"), q("family history"), q("all")));
    p.height_cm = std::round(p.sex == u"M" ? dice.normal(169, 6, 150, 190) : dice.normal(158, 5.5, 142, 178));
    p.bmi = dice.normal(23.6, 3.3, 15, 38);
    p.lost_mo = dice.exponential(recipe.number(q("quality"), q("lost to follow-up"), q("all")));
    p.site = dice.pick({{q("01"), 0.5}, {q("02"), 0.3}, {q("03"), 0.2}});
}

double brockOf(const Recipe& recipe, const Person& p, const DemoNodule& n, int count) {
    NoduleRisk::Brock in;
    in.age = Decimal::fromText(QString::number(std::floor(p.age))).value_or(Decimal());
    in.female = p.sex == u"F";
    in.familyCancer = p.familyHistory;
    in.upperLobe = n.lobe == u"RUL" || n.lobe == u"LUL";
    in.longestMm = Decimal::fromText(QString::number(n.long_mm, 'f', 1)).value_or(Decimal());
    in.type = n.type == u"CALC" ? q("SOLID") : n.type;
    in.count = count;
    const auto logit = recipe.risk().logit(in);
    return logit && n.type != u"CALC" ? 1 / (1 + std::exp(-logit->toDouble())) : 0;
}

void drawNodules(const Recipe& recipe, Dice& dice, Person& p) {
    const double u = dice.uniform();
    int count = u < 0.35 ? 0 : u < 0.65 ? 1 : u < 0.80 ? 2 : dice.integer(3, 5);
    if (p.arm == u"NODULE")
        count = std::max(1, count);
    for (int n = 0; n < count; ++n) {
        DemoNodule one;
        one.lobe = dice.pick(recipe.shares(q("tumour"), q("lobe")));
        one.type = dice.pick(recipe.shares(q("nodule"), q("density")));
        // Incidental nodules are found because they are larger (own choice: median 9 mm).
        const double median = p.arm == u"NODULE" && n == 0 ? 9 : 5.2;
        one.long_mm = tenths(std::clamp(dice.lognormal(median, 0.5), 3.0, 30.0));
        one.short_mm = tenths(std::max(2.0, one.long_mm * dice.normal(0.8, 0.1, 0.5, 1)));
        one.solid_mm = one.type == u"PS" ? tenths(one.long_mm * dice.uniform(0.3, 0.7)) : 0;
        p.nodules.append(one);
    }
    for (DemoNodule& one : p.nodules) {
        one.brock = brockOf(recipe, p, one, count);
        one.malignant = dice.chance(one.brock);
        const bool solid = one.type == u"SOLID";
        one.vdt_d = one.malignant ? dice.lognormal(solid ? 150 : 700, 0.6) : 0;
    }
}

} // namespace

Person drawPerson(const Recipe& recipe, std::uint32_t seed, std::uint32_t index, const QString& arm) {
    Person p;
    p.index = index;
    p.arm = arm;
    const bool cancer = arm == u"SURG" || arm == u"SYST";
    if (cancer) {
        Dice dice(seed, index, TheirTumour);
        Tumour t;
        t.histology = dice.pick(recipe.shares(q("tumour"), q("histology")));
        t.stage = dice.pick(recipe.shares(q("tumour"), q("stage"), arm + u' '));
        t.lobe = dice.pick(recipe.shares(q("tumour"), q("lobe")));
        drawExtent(recipe, dice, t);
        p.tumour = t;
    }
    Dice body(seed, index, WhoTheyAre);
    drawBody(recipe, body, p);
    if (cancer) {
        Dice drivers(seed, index, TheirDrivers), course(seed, index, TheirCourse);
        drawDrivers(recipe, drivers, p.everSmoked, *p.tumour);
        drawCourse(recipe, course, arm == u"SURG", *p.tumour);
    } else {
        Dice nodules(seed, index, TheirNodules);
        drawNodules(recipe, nodules, p);
    }
    return p;
}

QStringList armsOf(const Recipe& recipe, int subjects) {
    const auto shares = recipe.shares(q("design"), q("cohort"));
    QStringList arms;
    QList<double> due(shares.size(), 0);
    for (int n = 0; n < subjects; ++n) {
        // Whoever is furthest behind his share comes next.
        for (qsizetype k = 0; k < shares.size(); ++k)
            due[k] += shares[k].second;
        const auto next = std::max_element(due.begin(), due.end()) - due.begin();
        due[next] -= 1;
        arms.append(shares[next].first);
    }
    return arms;
}

DemoNodule grown(const DemoNodule& nodule, int days) {
    DemoNodule later = nodule;
    if (nodule.vdt_d <= 0)
        return later;
    const double factor = std::cbrt(std::exp2(days / nodule.vdt_d));
    later.long_mm = tenths(std::min(60.0, nodule.long_mm * factor));
    later.short_mm = tenths(std::min(later.long_mm, nodule.short_mm * factor));
    later.solid_mm = tenths(nodule.solid_mm * factor);
    return later;
}

} // namespace casebook::demo
