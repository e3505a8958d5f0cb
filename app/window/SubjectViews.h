// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/window/OpenStudy.h"
#include "widgets/study/AuditModel.h"
#include "widgets/subjects/SubjectValues.h"

#include <QDate>

namespace casebook {

/// Values of the services as the pages show them. Pool thread where a study is asked.

[[nodiscard]] SubjectView subjectView(const Subject& subject, const OpenStudy& study);
/// "female, 58 years"; the age is left out where the birth date is not known to the year.
[[nodiscard]] QString subjectFacts(const Subject& subject, QDate today);
/// @param namesHidden values that say who a subject is were left out of the row
[[nodiscard]] AuditLine auditLine(const AuditRow& row, const QString& object, bool namesHidden);
/// One damage in one line: kind, path, what.
[[nodiscard]] QString damageLine(const Damage& damage);

struct SubjectDetails {
    QList<ExamView> exams;
    QList<std::pair<QString, QImage>> thumbnails;
};
[[nodiscard]] Result<SubjectDetails> subjectDetails(OpenStudy& study, const QString& label);

} // namespace casebook
