// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/window/OpenStudy.h"
#include "widgets/study/AuditModel.h"
#include "widgets/subject/CaseValues.h"
#include "widgets/subjects/SubjectValues.h"

namespace casebook {

/// What the page of one subject shows, gathered from the services.
struct CaseContent {
    SubjectView subject;
    CaseView view;
    QList<ExamView> exams;
    QList<std::pair<QString, QImage>> thumbnails;
    QList<AuditLine> history; ///< newest first
};

/// @param language "en" or "zh": of visits, forms and codes. Error "no-such-subject". Pool thread.
[[nodiscard]] Result<CaseContent> gatherCase(OpenStudy& study, const QString& label, const QString& language);

} // namespace casebook
