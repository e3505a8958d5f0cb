// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/forms/StoredSubject.h"
#include "storage/forms/StudyReads.h"

#include <QDate>

#include <optional>

namespace casebook {

/// Visits and forms of many subjects with only those values that schedules are made from: anchors, arms, conditions
/// of forms, advice, death, withdrawal. A few statements for the whole study.
struct ScheduleSubject {
    StoredSubject data;
    QString status; ///< "enrolled", "withdrawn" ...
    std::optional<QDate> withdrawn; ///< consent was withdrawn then; invalid: it isn't known when
};
/// @param subject 0: all, by label.
[[nodiscard]] Result<QList<ScheduleSubject>> loadSchedules(Connection& connection, const KnownStudy& study,
                                                           SubjectId subject);

} // namespace casebook
