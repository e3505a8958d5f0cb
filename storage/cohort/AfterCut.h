// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/cohort/DataCut.h"
#include "core/values/Result.h"

#include <QSet>

#include <cstdint>

namespace casebook {

class Connection;

/// Which forms and rows of forms a data cut takes away, by the rule of core/cohort/DataCut.h. Local keys.
struct AfterCut {
    QSet<std::int64_t> forms; ///< with all their rows
    QSet<std::int64_t> rows;  ///< of the forms that stay

    [[nodiscard]] bool has(std::int64_t form, std::int64_t row) const {
        return forms.contains(form) || rows.contains(row);
    }
};

/// Reads them; the analysis table and exports both ask here. Empty without a cut. Errors: those of Connection.
[[nodiscard]] Result<AfterCut> readAfterCut(Connection& connection, const StudyDefinition& study,
                                            const DataCut& cut);

} // namespace casebook
