// SPDX-License-Identifier: GPL-3.0-or-later
// What the Schedule page shows, as plain values; the app fills them from VisitService.
#pragma once

#include "core/values/Ids.h"

#include <QDate>
#include <QList>
#include <QString>

namespace casebook {

/// A column: one visit, of repeating ones one number.
struct ScheduleColumn {
    QString visit; ///< OID
    int repeat = 1;
    QString title; ///< "Month 3", "Treatment cycle 2"
    QString note;  ///< "day 90 ± 10"
    bool operator==(const ScheduleColumn&) const = default;
};

struct ScheduleCell {
    /// "planned", "in-window", "overdue", "done", "missed", "not-expected"; empty: no such visit
    QByteArray state;
    QString target, windowTo, date; ///< ISO or empty; the date may be partial
    int required = 0, complete = 0, begun = 0; ///< forms
    int queries = 0;
    bool isSigned = false;        ///< all its forms that were begun
    int brokenSignatures = 0;     ///< forms that were signed, then changed
};

struct ScheduleRow {
    SubjectId subject;
    QString label, name; ///< name empty without the right
    QString status;      ///< "enrolled", "withdrawn"
    QList<ScheduleCell> cells; ///< one a column
};

/// What should have been done by now.
struct OverdueView {
    SubjectId subject;
    QString label, name, visit, visitTitle;
    int repeat = 1;
    QString form, formTitle; ///< empty: the whole visit
    QString due;             ///< ISO
    int days = 0;
};

struct ScheduleView {
    QDate today;
    QList<ScheduleColumn> columns;
    QList<ScheduleRow> rows;
    QList<OverdueView> overdue;
    /// Visits that may be added at any time: OID and words.
    QList<QPair<QString, QString>> unscheduled;
    bool mayEnter = true;
};

} // namespace casebook
