// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/forms/CompiledStudy.h"
#include "core/forms/SubjectRecord.h"

#include <QDate>
#include <QMap>

#include <optional>

namespace casebook {

enum class VisitStage { Planned, InWindow, Overdue, Done, Missed, NotExpected };
/// "planned", "in-window", "overdue", "done", "missed", "not-expected"
[[nodiscard]] QByteArray visitStageCode(VisitStage stage);

/// One visit of a subject, planned or there.
struct PlannedVisit {
    QString visit; ///< OID
    int repeat = 1;
    std::optional<QDate> target, from, to; ///< planned day and its window; none: the plan names no date
    QString date; ///< when it took place; ISO, may be partial
    VisitStage stage = VisitStage::Planned;
    bool due = false; ///< in its window, and the planned day is reached
    int daysOutside = 0; ///< of a dated visit: days before (negative) or after its window
    bool stored = false; ///< is in the record
};

/// Why nothing more is expected.
struct ScheduleEnd {
    enum class Why { Open, Death, Withdrawal, End } why = Why::Open;
    QDate day; ///< may be invalid when only a part of the date is known
};

struct VisitPlan {
    QString arm; ///< empty: not assigned yet, then only visits of all arms are planned
    QMap<QString, QDate> anchors; ///< those with a complete date
    QStringList partialAnchors; ///< known, but without a day: nothing can be planned from them
    ScheduleEnd end;
    QList<PlannedVisit> visits; ///< by day of the plan or of the visit, undated last
};

/// The visits of one subject at `today`: those in the record, those of the definition up to `today`, and of each kind
/// the next one (the first of a kind even without a date). Rules: the first anchor that exists decides; steps count from it (a tumour assessment never moves with
/// a delayed dose) or, for fromPrevious kinds, from the actual day of the repeat before; advice of a reading ("CT6")
/// plans a visit of setting "advice_visit" six months after that exam; death (setting "death_item") and withdrawal close
/// all that is open as "not expected" and open setting "end_visit". Pure; any thread.
/// @param withdrawn the subject was marked as withdrawn, whether or not a form says so; an invalid day: not known when.
[[nodiscard]] VisitPlan planVisits(const CompiledStudy& study, const SubjectRecord& record,
                                   const QDate& today, const std::optional<QDate>& withdrawn = {});

/// Those past their window, longest overdue first.
[[nodiscard]] QList<PlannedVisit> overdueVisits(const VisitPlan& plan);

/// Day of repeat n (from 1) counted from the anchor: the first is at firstDay, later ones follow the steps "42x8;84".
/// When firstDay > 0 it uses up the first step. Nothing without firstDay, or behind the last step.
[[nodiscard]] std::optional<int> dayOfRepeat(const VisitDef& visit, int repeat);
/// The step from repeat n-1 to n.
[[nodiscard]] std::optional<int> stepTo(const VisitDef& visit, int repeat);

} // namespace casebook
