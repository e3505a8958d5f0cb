// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/forms/DefinitionService.h"
#include "storage/forms/FormRecords.h"

#include <QDate>

namespace casebook {

/// One visit of a subject, planned or begun. Dates ISO; a partial date of a visit is kept as it is.
struct VisitRow {
    VisitId id; ///< 0: only planned, not stored
    Uuid uuid;
    QString visit; ///< OID
    int repeat = 1;
    QString target, windowFrom, windowTo; ///< planned day and its window; empty: no date known
    QString date;                         ///< when it took place
    /// "planned" (target not due yet), "in-window", "overdue", "done", "missed", "not-expected"
    QByteArray state;
    int formsRequired = 0, formsComplete = 0, formsBegun = 0; ///< begun: incomplete
    int openQueries = 0;
    int formsSigned = 0, signaturesBroken = 0; ///< signed and unchanged since; signed, then changed
    std::int64_t rv = 0;
};

/// All visits of one subject, in order of the plan.
struct SubjectSchedule {
    SubjectId subject;
    Uuid uuid;
    QString label;
    QString status; ///< of the subject: "enrolled", "withdrawn" ...
    QString arm;
    QList<VisitRow> visits;
};

/// Forms of one subject's visits: `complete` of `expected`.
struct FormCounts {
    int complete = 0, expected = 0;
};

/// The one rule by which pages count forms. Of a visit that is due (in window, overdue, done, missed) its
/// required forms are expected, at least as many as were begun; of another visit those that were begun.
[[nodiscard]] FormCounts countForms(const SubjectSchedule& schedule);

/// What should have been done by now.
struct OverdueRow {
    SubjectId subject;
    QString label;
    QString visit;
    int repeat = 1;
    QString form;   ///< empty: the whole visit
    QString due;    ///< last day of the window
    int days = 0;   ///< since then
};

/// Every subject's visits, and what is overdue, the longest first.
struct StudySchedule {
    QList<SubjectSchedule> subjects;
    QList<OverdueRow> overdue;
};

/// Visits: planned from the anchors' dates, begun, dated, missed. Rights ReadForms, EnterForms.
/// Any thread but the GUI's.
class VisitService {
public:
    VisitService(Database& database, const Session& session, const Clock& clock,
                 DefinitionService& definitions);

    /// Error "no-such-subject".
    [[nodiscard]] Result<SubjectSchedule> visits(SubjectId subject, QDate today) const;
    [[nodiscard]] Result<QList<SubjectSchedule>> matrix(QDate today) const;
    /// @param subject 0: all.
    [[nodiscard]] Result<QList<OverdueRow>> overdue(QDate today, SubjectId subject = {}) const;
    /// Both at the price of one. @param subject 0: all.
    [[nodiscard]] Result<StudySchedule> whole(QDate today, SubjectId subject = {}) const;
    /// The forms of one visit with their states; forms that are not begun yet have id 0.
    [[nodiscard]] Result<QList<FormInfo>> forms(SubjectId subject, const QString& visit, int repeat) const;

    /// The visit took place on `date` (may be partial); empty: the date is taken back. A changed date needs a
    /// reason. Error "bad-date", "no-such-visit", "reason-needed".
    [[nodiscard]] Result<VisitRow> setDate(SubjectId subject, const QString& visit, int repeat,
                                           const QString& date, const QString& reason);
    /// "planned", "done", "missed", "not-expected"; the last two need a reason.
    [[nodiscard]] Result<VisitRow> setState(SubjectId subject, const QString& visit, int repeat,
                                            const QByteArray& state, const QString& reason);
    /// A visit of an unscheduled kind, with the next free repeat.
    [[nodiscard]] Result<VisitRow> addUnscheduled(SubjectId subject, const QString& visit,
                                                  const QString& date);

private:
    [[nodiscard]] Result<QList<SubjectSchedule>> schedules(SubjectId subject, QDate today) const;
    template <class Change>
    [[nodiscard]] Result<VisitRow> changed(SubjectId subject, const QString& visit, int repeat,
                                           Change&& change);

    Database& database_;
    const Session& session_;
    const Clock& clock_;
    DefinitionService& definitions_;
};

} // namespace casebook
