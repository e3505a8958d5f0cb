// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/lung/RuleTable.h"

#include <QMap>

namespace casebook {

/// Lung-RADS v2022 (ACR) by the table lungrads_rules.csv. Facts of one nodule: type, status, mean_mm and solid_mm (to
/// one decimal, half away from zero, from the raw mean), juxta, calc, airway, cyst, cyst_change, solid_status,
/// prior_cat, months, proven_benign, suspicious; of the exam: part_missing, prior_awaited, inflammatory, no_nodule.
class LungRads {
public:
    [[nodiscard]] static Result<LungRads> fromTable(const QByteArray& csv);
    /// "1" ... "4X"; nullopt: no line fits, as something is not known.
    [[nodiscard]] std::optional<QString> nodule(const RuleFacts& facts) const;
    /// Category 0 or 1 of the exam as such; nullopt: its nodules decide.
    [[nodiscard]] std::optional<QString> examAlone(const RuleFacts& facts) const;
    /// The highest; nullopt when one is not known, or there is none.
    [[nodiscard]] static std::optional<QString> highest(const QList<std::optional<QString>>& nodules);

private:
    RuleTable rules_;
};

/// Fleischner Society 2017 by fleischner_rules.csv: the code of the advice. Facts: type, n_nodules, size_mm and
/// solid_mm (whole mm), risk (LOW, HIGH), age, immunosuppressed, known_cancer, screening, benign_calc, perifissural.
class Fleischner {
public:
    [[nodiscard]] static Result<Fleischner> fromTable(const QByteArray& csv);
    [[nodiscard]] std::optional<QString> advice(const RuleFacts& facts) const;

private:
    RuleTable rules_;
};

/// Probability of cancer by a logistic model of risk_coefficients.csv.
class NoduleRisk {
public:
    [[nodiscard]] static Result<NoduleRisk> fromTable(const QByteArray& csv);

    /// Brock, full model with spiculation (McWilliams, NEJM 2013). Valid for smokers of 50-75 years in screening.
    struct Brock {
        Decimal age; ///< years
        bool female = false, familyCancer = false, emphysema = false, upperLobe = false, spiculated = false;
        Decimal longestMm;
        QString type; ///< SOLID, PS, GGN
        int count = 1;
    };
    /// Mayo (Swensen 1997): 4-30 mm, incidental, no cancer in the last 5 years.
    struct Mayo {
        Decimal age;
        bool everSmoked = false, oldCancer = false, spiculated = false, upperLobe = false;
        Decimal mm;
    };
    /// Linear predictor; nullopt: a size of 0 or numbers beyond the decimals.
    [[nodiscard]] std::optional<Decimal> logit(const Brock& nodule) const;
    [[nodiscard]] std::optional<Decimal> logit(const Mayo& nodule) const;
    /// 100 / (1 + e^-logit), not rounded.
    [[nodiscard]] static std::optional<Decimal> percent(const Decimal& logit);

private:
    QMap<QString, Decimal> coefficients_; ///< "brock female"
};

} // namespace casebook
