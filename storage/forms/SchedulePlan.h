// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/forms/StoredStudy.h"
#include "storage/forms/VisitService.h"

namespace casebook::schedulePlan {

/// What is planned (core) beside what is stored: pure functions over one subject's schedule data.

[[nodiscard]] SubjectSchedule scheduleOf(const ScheduleSubject& subject, const KnownStudy& study,
                                         QDate today);
/// Appends the subject to both lists.
void addTo(StudySchedule& out, const ScheduleSubject& subject, const KnownStudy& study, QDate today);
/// Forms of one visit: those expected by the definition, begun or not (id 0), and whatever else was begun there.
/// @param stored all forms of the subject
[[nodiscard]] QList<FormInfo> formsOf(const ScheduleSubject& subject, const QList<FormInfo>& stored,
                                      const KnownStudy& study, const QString& visit, int repeat, QDate today);

} // namespace casebook::schedulePlan
