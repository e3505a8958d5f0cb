// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/Context.h"
#include "storage/cohort/CohortService.h"
#include "storage/forms/DefinitionService.h"

namespace casebook {

/// The services of cohorts for one command.
struct CohortStudy {
    explicit CohortStudy(OpenStudy& open)
        : definitions(open.database(), open.session(), open.vault().clock()),
          cohorts(open.database(), open.session(), definitions) {}
    DefinitionService definitions;
    CohortService cohorts;
};

/// Subjects for whom an expression over the analysis table is true, in the order of the list.
[[nodiscard]] Result<QList<Subject>> subjectsWhere(OpenStudy& study, const QString& expression,
                                                   const Job& job);

} // namespace casebook
