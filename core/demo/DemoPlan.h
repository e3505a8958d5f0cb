// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/demo/Person.h"
#include "core/forms/CompiledStudy.h"
#include "core/forms/SubjectRecord.h"
#include "core/phantom/Nodule.h"

#include <QDate>

namespace casebook::demo {

struct Options {
    int subjects = 24;
    std::uint32_t seed = 17;
    QDate cut;       ///< nothing happens after this day: the caller's today
    int withCt = 6;  ///< how many have CT at two dates
};

/// One typed answer, ready for FormState::set() or FormService. `row` counts from 1 within the group; 0: ungrouped.
struct Answer {
    QString group;
    int row = 0;
    QString item, text;
    bool operator==(const Answer&) const = default;
};

/// One form to enter. A form of the subject has no visit.
struct PlannedForm {
    QString visit;
    int repeat = 1;
    QString form;
    QList<Answer> answers; ///< in the order of entry
    bool failsCheck = false; ///< one of the planned cross-check failures
    /// The same as values: what FormState held at the end (rows with their ids, calculated items too).
    FormData data;
};

struct PlannedVisit {
    QString visit;
    int repeat = 1;
    QString date; ///< ISO
};

/// CT of one date: the same chest (`anatomy`), other lesions and noise.
struct PlannedCt {
    QString visit;
    int repeat = 1;
    QString date;
    std::uint32_t anatomy = 0, noise = 0; ///< seeds of phantom::PhantomSpec
    std::vector<phantom::NoduleWish> lesions; ///< tag n is row n + 1 of the form NOD of that visit
};

/// An AI mark of a CT. A false positive lies off all lesions: `lesion` -1 and an offset from the first one.
struct PlannedMark {
    int ct = 0; ///< index in Subject::cts
    int lesion = -1; ///< tag; -1: false positive
    double dx_mm = 0, dy_mm = 0, dz_mm = 0; ///< from the lesion's centre; LPS
    double diameter_mm = 6;
    QByteArray type; ///< as core/cad/Finding.h
    double score = 0;
};

struct PlannedTask {
    int ct = 0;
    QString mode; ///< "unaided", "second", "concurrent"
    QString reader; ///< login
};

struct PlannedSubject {
    Person person;
    QString label; ///< "S-0001"
    QString name, birthDate, patientId; ///< made up; area code 990 does not exist
    QList<PlannedVisit> visits;
    QList<PlannedForm> forms; ///< in the order in which they are to be entered
    QList<PlannedCt> cts;
    QList<PlannedMark> marks;
    QList<PlannedTask> tasks;
};

struct DemoPlan {
    QList<PlannedSubject> subjects;
    QString cohortName, cohortExpression; ///< a cohort worth looking at
    QString algorithm = QStringLiteral("Demo CAD"), algorithmVersion = QStringLiteral("1.0");
    double threshold = 0.3; ///< marks below it are not shown
    QStringList rejected; ///< texts that a form did not take: empty
    int answers = 0, missingWithReason = 0, missing = 0; ///< of the items that were asked
};

/// The people of the sample study with all they answer, from the shipped study and the recipe: pure, and the same for
/// the same options. Every answer is a text that the forms take; those that fail a check are planned and marked.
/// Error "bad-study-table".
[[nodiscard]] Result<DemoPlan> makeDemoPlan(const Options& options);

} // namespace casebook::demo
