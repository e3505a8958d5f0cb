// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/values/Decimal.h"
#include "core/values/Result.h"

#include <QHash>
#include <QList>
#include <QMap>
#include <QString>

#include <optional>

namespace casebook {

/// A target lesion at one assessment. mm: longest diameter, of a node its short axis.
struct RecistLesion {
    bool node = false;
    QString state; ///< code of TLSTATE: MEAS, TOOSMALL, ABSENT, SPLIT, MERGED, NE
    std::optional<Decimal> mm;
};

/// One assessment; responses are the codes of RESPT, RESPNT, RESP.
struct RecistAssessment {
    int number = 0; ///< 0: baseline
    int day = 0;    ///< any origin
    QList<RecistLesion> targets;
    QString nonTarget; ///< CR, NCNP, PD, NE, NA
    QString newLesion; ///< Y, N, E (equivocal: counts as N)
};

/// Study settings (table "setting" of recist_rules.csv).
struct RecistSettings {
    int confirmDays = 28;   ///< smallest gap to the confirmation
    int sdMinDays = 35;     ///< from baseline, for SD to count
    int maxNeBetween = 1;
    bool acceptSdBetween = false;
    Decimal tooSmallMm = 5;
    [[nodiscard]] static RecistSettings fromStudy(const QMap<QString, QString>& settings);
};

/// RECIST 1.1 (Eisenhauer, EJC 2009) on exact decimals, never rounded before a comparison. Immutable; any thread.
class Recist {
public:
    /// @param csv recist_rules.csv: its table "overall". Error "bad-study-table".
    [[nodiscard]] static Result<Recist> fromTable(const QByteArray& csv, RecistSettings settings = {});

    /// The same rules with a study's settings.
    [[nodiscard]] Recist with(RecistSettings settings) const;

    /// mm that a lesion counts: 0 gone, 5 too small (or its value), nothing not evaluable or not measured yet.
    [[nodiscard]] std::optional<Decimal> counted(const RecistLesion& lesion) const;
    /// Nothing when a lesion is not evaluable or not measured, or there is none.
    [[nodiscard]] std::optional<Decimal> sum(const QList<RecistLesion>& lesions) const;
    /// The smallest of the earlier sums, baseline included; sums that are not evaluable do not count.
    [[nodiscard]] static std::optional<Decimal> nadir(const QList<std::optional<Decimal>>& earlier);
    /// "CR" "PR" "SD" "PD" "NE", "NA" without target lesions; nothing while a lesion has no value yet or there is no
    /// baseline sum.
    [[nodiscard]] std::optional<QString> target(const QList<RecistLesion>& lesions,
                                                const std::optional<Decimal>& baseline,
                                                const std::optional<Decimal>& nadir) const;
    /// By the table of 60 rows; nothing for an unknown code or a part that is not evaluated yet.
    [[nodiscard]] std::optional<QString> overall(const QString& target, const QString& nonTarget,
                                                 const QString& newLesion) const;

    struct Point {
        int day = 0; ///< from baseline
        QString overall;
    };
    /// Best response up to the first PD; empty: none. Confirmed: CR and PR need a second one at least confirmDays later
    /// (CR then PR confirms nothing). Points in order of day, without the baseline, ended at a new therapy.
    [[nodiscard]] QString best(const QList<Point>& points, bool confirmed) const;

private:
    [[nodiscard]] bool confirms(const QList<Point>& points, qsizetype at, const QStringList& by,
                                const QStringList& between) const;
    RecistSettings settings_;
    QHash<QString, QString> overall_; ///< "PR NCNP N"
};

} // namespace casebook
