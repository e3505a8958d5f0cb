// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/demo/Tumour.h"

#include <algorithm>
#include <numbers>

namespace casebook::demo {

namespace {

constexpr double ln2 = std::numbers::ln2;

QString q(const char* text) { return QString::fromLatin1(text); }

void treatStageThree(Dice& dice, bool surgical, Tumour& t) {
    if (surgical) {
        t.treatment = q("surgery");
        t.adjuvant = dice.chance(0.6);
        return;
    }
    // Of stage IIIA 0.45 are operated and belong to the surgical cohort: 0.45 : 0.10 are left.
    const double both = t.stage == u"IIIA" ? 0.45 / 0.55 : 0.65;
    t.treatment = dice.chance(both) ? q("chemoradiotherapy") : q("chemotherapy");
    t.consolidation = t.treatment == u"chemoradiotherapy" && dice.chance(0.6);
}

void treatStageFour(Dice& dice, Tumour& t) {
    const double u = dice.uniform();
    if (t.driver == u"EGFR")
        t.treatment = u < 0.70   ? q("EGFR inhibitor 3rd generation")
                      : u < 0.95 ? q("EGFR inhibitor 1st generation")
                                 : q("chemotherapy");
    else if (t.driver == u"ALK")
        t.treatment = u < 0.95 ? q("ALK inhibitor 2nd generation") : q("chemotherapy");
    else if (t.histology == u"SCLC")
        t.treatment = q("IO with chemotherapy");
    else
        t.treatment = u < 0.60 ? q("IO with chemotherapy") : u < 0.72 ? q("IO alone") : q("chemotherapy");
}

/// Monthly hazard of death: of the stage, or of the treatment's median where the recipe has one.
double deathRate(const Recipe& recipe, const Tumour& t) {
    const auto median = [&](const char* level) {
        return ln2 / recipe.number(q("survival"), q("median overall survival (overrides the stage hazard)"),
                                   q(level));
    };
    if (t.treatment == u"chemoradiotherapy")
        return t.consolidation ? median("stage III, chemoradiotherapy with consolidation")
                               : median("stage III, chemoradiotherapy alone");
    if (t.stage.startsWith(u"IV")) {
        if (t.histology == u"SCLC")
            return median("extensive SCLC, IO with chemotherapy");
        // No median for ALK inhibitors in the recipe: that of the best EGFR inhibitor stands in.
        if (t.treatment == u"EGFR inhibitor 3rd generation" || t.treatment == u"ALK inhibitor 2nd generation")
            return median("stage IV, EGFR inhibitor 3rd generation");
        if (t.treatment == u"EGFR inhibitor 1st generation")
            return median("stage IV, EGFR inhibitor 1st generation");
        if (t.treatment.startsWith(u"IO"))
            return median("stage IV, IO with chemotherapy");
        return median("stage IV, chemotherapy");
    }
    return recipe.number(q("survival"), q("monthly hazard"), t.stage);
}

/// Monthly hazard of progression by itself.
double progressionRate(const Recipe& recipe, const Tumour& t, double death) {
    const QString level = t.treatment == u"IO alone" ? q("IO with chemotherapy") : t.treatment;
    if (t.treatment == u"surgery" || t.treatment == u"SBRT" || t.treatment == u"chemoradiotherapy")
        return 1.4 * death; // own choice: relapse comes somewhat before death
    return ln2 / recipe.number(q("response"), q("median PFS"), level);
}

} // namespace

void drawDrivers(const Recipe& recipe, Dice& dice, bool everSmoked, Tumour& tumour) {
    const auto share = [&](const char* parameter, const char* level) {
        return recipe.number(q("molecular"), q(parameter), q(level));
    };
    const bool adeno = tumour.histology == u"ADENO";
    const double egfr = adeno ? share("EGFR", everSmoked ? "ADENO ever smoker" : "ADENO never smoker")
                        : tumour.histology == u"SQCC" ? share("EGFR", "SQCC")
                        : tumour.histology == u"SCLC" ? share("EGFR", "SCLC")
                                                      : 0;
    tumour.pdl1 = dice.pick(recipe.shares(q("molecular"), q("PD-L1")));
    const QString variant = dice.pick(recipe.shares(q("molecular"), q("EGFR variant")));
    if (dice.chance(egfr)) {
        tumour.driver = q("EGFR");
        tumour.egfrVariant = variant;
        return;
    }
    if (!adeno)
        return;
    double u = dice.uniform();
    for (const char* gene :
         {"ALK", "ROS1", "KRAS", "RET", "METex14", "BRAF V600E", "HER2 mutation", "NTRK"}) {
        u -= share(gene, "ADENO") / 0.49;
        if (u < 0) {
            tumour.driver = q(gene);
            return;
        }
    }
}

void drawCourse(const Recipe& recipe, Dice& dice, bool surgical, Tumour& tumour) {
    const bool fourth = tumour.stage.startsWith(u"IV"), third = !fourth && tumour.stage.startsWith(u"III");
    if (fourth) {
        treatStageFour(dice, tumour);
    } else if (third) {
        treatStageThree(dice, surgical, tumour);
    } else {
        tumour.treatment = q("surgery");
        tumour.adjuvant = tumour.stage.startsWith(u"II") && dice.chance(0.6);
    }
    const double death = deathRate(recipe, tumour);
    tumour.os_mo = dice.exponential(death);
    tumour.pfs_mo = std::min(tumour.os_mo, dice.exponential(progressionRate(recipe, tumour, death)));
    const QString level = tumour.treatment == u"IO alone" ? q("IO with chemotherapy") : tumour.treatment;
    const double rate = recipe.number(q("response"), q("objective response"), level);
    tumour.responder = dice.chance(rate == rate ? rate : 0.5); // chemoradiotherapy has no figure of its own
}

} // namespace casebook::demo
