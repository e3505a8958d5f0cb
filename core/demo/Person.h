// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/demo/Recipe.h"

#include <QStringList>

namespace casebook::demo {

/// The tumour of one synthetic person. Sizes mm, as typed: one decimal.
struct Tumour {
    QString histology; ///< code of HIST
    QString stage;     ///< of the 8th edition; T, N and M below give it back by the tables
    QString t, n, m;
    double total_mm = 0, solid_mm = 0;
    QString density; ///< SOLID, PS
    QString lobe;    ///< code of LOBE
    QChar side = u'R';
    QStringList stations;     ///< with cancer
    QMap<QString, int> sites; ///< as Tnm::m takes them
    QStringList metSites;     ///< codes of METSITE
    QString egfrVariant;      ///< empty: negative
    QString driver;           ///< "EGFR", "ALK", "ROS1" ... ; empty: none
    QString pdl1;             ///< LT1, P1_49, GE50
    QString
        treatment; ///< "surgery", "chemoradiotherapy", "EGFR inhibitor 3rd generation" ... of the recipe's words
    bool adjuvant = false, consolidation = false;
    bool responder = false;
    double os_mo = 0; ///< to death
    double pfs_mo = 0; ///< to progression or death; never after death
    [[nodiscard]] bool progresses() const { return pfs_mo < os_mo; }
};

/// A nodule of a screening or incidental CT.
struct DemoNodule {
    QString lobe;
    QString type; ///< SOLID, GGN, PS, CALC
    double long_mm = 0, short_mm = 0, solid_mm = 0; ///< solid_mm: long axis of the solid part, PS only
    double brock = 0; ///< probability
    bool malignant = false;
    double vdt_d = 0; ///< volume doubling time; 0: does not grow
};

/// One synthetic person. No person behind it: identities are made up and recognisable as such.
struct Person {
    std::uint32_t index = 0;
    QString arm, site, sex; ///< codes of COHORT, SITE; M or F
    double age = 0;
    bool everSmoked = false, smokes = false;
    double packYears = 0;
    bool familyHistory = false;
    double height_cm = 0, bmi = 0;
    std::optional<Tumour> tumour;
    QList<DemoNodule> nodules;
    double lost_mo = 0; ///< to loss of contact

    [[nodiscard]] bool dead(double months) const { return tumour && tumour->os_mo <= months; }
};

/// Everything of person `index` follows from the seed and the index, not from who was drawn before.
[[nodiscard]] Person drawPerson(const Recipe& recipe, std::uint32_t seed, std::uint32_t index,
                                const QString& arm);
/// The arms of `subjects` people in the recipe's shares, spread evenly ("SCREEN", "NODULE", "SURG", "SYST").
[[nodiscard]] QStringList armsOf(const Recipe& recipe, int subjects);
/// A second date of a nodule, `days` later.
[[nodiscard]] DemoNodule grown(const DemoNodule& nodule, int days);

} // namespace casebook::demo
