// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/lung/Nodules.h"
#include "core/lung/Recist.h"
#include "core/lung/Tnm.h"

#include <QHash>

namespace casebook::demo {

/// The distributions of the synthetic cohort (cohort_recipe.csv; sources and status stand in it) and the tables that
/// what is drawn must agree with. Immutable; any thread.
class Recipe {
public:
    /// From the shipped tables. Error "bad-study-table".
    [[nodiscard]] static Result<Recipe> shipped();

    /// NaN for what is not in the table, so that a wrong name shows in every figure.
    [[nodiscard]] double number(const QString& group, const QString& parameter, const QString& level) const;
    /// All levels of a parameter with their shares; `head` is cut off the levels ("SURG IA1" -> "IA1").
    [[nodiscard]] QList<QPair<QString, double>> shares(const QString& group, const QString& parameter,
                                                       const QString& head = {}) const;
    [[nodiscard]] const Tnm& tnm() const { return tnm_; }
    [[nodiscard]] const Recist& recist() const { return recist_; }
    [[nodiscard]] const NoduleRisk& risk() const { return risk_; }

private:
    Recipe(Tnm tnm, Recist recist, NoduleRisk risk)
        : tnm_(std::move(tnm)), recist_(std::move(recist)), risk_(std::move(risk)) {}

    Tnm tnm_;
    Recist recist_;
    NoduleRisk risk_;
    QList<QPair<QString, QString>> order_; ///< "group/parameter", level: in the order of the table
    QHash<QString, double> numbers_; ///< "group/parameter/level"
};

} // namespace casebook::demo
