// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/values/PartialDate.h"

#include <QByteArray>
#include <QList>
#include <QString>

#include <optional>

namespace casebook::cohort {

inline constexpr double daysPerMonth = 30.4375; ///< stated with every time in months

/// A civil day that may have been filled in: flag "" as entered, "D" day, "M" month and day (letters of the ADaM date
/// imputation flag).
struct ImputedDay {
    std::int32_t day = 0; ///< from 1970-01-01
    QByteArray flag;
    bool operator==(const ImputedDay&) const = default;
};
/// Month missing: 1 July; day missing: the 15th; never before `notBefore` nor after `notAfter`.
[[nodiscard]] ImputedDay impute(const PartialDate& date, std::optional<std::int32_t> notBefore,
                                std::optional<std::int32_t> notAfter);

/// One tumour assessment.
struct Assessment {
    PartialDate date;
    QString response; ///< "CR" "PR" "SD" "PD" "NE" ...; empty: not judged
};

/// What the times of one subject are made from. Dates after the cut do not count.
struct SubjectDates {
    std::optional<PartialDate> birth, index, surgery;
    bool radical = false; ///< the surgery left no residual tumour (R0)
    bool dead = false; ///< by any form
    QList<PartialDate> deaths;
    QList<PartialDate> alive; ///< days on which the subject was known to be alive
    QList<PartialDate> recurrences;
    QList<Assessment> assessments; ///< after baseline
};

struct TimeOptions {
    std::optional<std::int32_t> cut; ///< day
    /// Progression or death more than so many days after the last adequate assessment is censored there; 0: off.
    int missedAssessmentDays = 0;
};

/// A time with its event, or why there is none ("no-index", "no-death-date", "no-follow-up", "no-surgery").
struct EventTime {
    std::optional<int> days; ///< may be 0 or negative: a fault of the data, shown, not dropped
    bool event = false;
    QByteArray flag; ///< imputation of either date
    QByteArray reason; ///< where `days` is empty
};

/// Rules: reference, analysis table (also the text in ColumnInfo::rule).
struct SurvivalTimes {
    std::optional<int> ageAtIndex; ///< completed years, only where certain
    EventTime overall, progression, diseaseFree, followUp; ///< of follow-up: event = still followed (reverse)
};
[[nodiscard]] SurvivalTimes survivalTimes(const SubjectDates& dates, const TimeOptions& options);

} // namespace casebook::cohort
