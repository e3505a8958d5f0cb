// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/forms/StoredSubject.h"
#include "storage/forms/StudyReads.h"

#include <QDate>

#include <optional>

namespace casebook {

/// A form as schedules count it.
struct ScheduleForm {
    FormId id;
    QString form; ///< OID
    FormAnchor anchor = FormAnchor::Visit;
    VisitId visit; ///< 0: none
    QByteArray state;
    int openQueries = 0;
    QByteArray signature; ///< "signed", "broken"; empty: nobody signed
};

/// Visits and forms of many subjects with only those values that schedules are made from: anchors, arms, conditions
/// of forms, advice, death, withdrawal. A few statements for the whole study.
struct ScheduleSubject {
    SubjectId id;
    Uuid uuid;
    QString label;
    QString status; ///< "enrolled", "withdrawn" ...
    std::optional<QDate> withdrawn; ///< consent was withdrawn then; invalid: it isn't known when
    QList<StoredSubject::Visit> visits;
    QList<ScheduleForm> forms;
    SubjectRecord record; ///< what expressions see; its forms carry no id
};
/// @param subject 0: all, by label.
[[nodiscard]] Result<QList<ScheduleSubject>> loadSchedules(Connection& connection, const KnownStudy& study,
                                                           SubjectId subject);

} // namespace casebook
