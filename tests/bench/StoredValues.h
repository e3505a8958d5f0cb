// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/values/Result.h"

#include <QString>

namespace casebook::bench {

class Study;

inline constexpr int storedSubjects = 10'000;
inline constexpr int storedForms = 32;
inline constexpr int itemsPerForm = 40; ///< those of the first form are coded: the facets
inline constexpr int storedItems = storedForms * itemsPerForm;

[[nodiscard]] inline QString storedItem(int number) { return QStringLiteral("c%1").arg(number); }

/// A reason that 100 rows of the audit have.
inline constexpr char rareReason[] = "calibration";

/// Puts subjects (10,000 when not said otherwise) with exams, each with 1,280 answers, into a study's own tables, as the
/// form service stores them: a definition, forms, rows, values, with all indexes; and into its audit what an import
/// of them and later changes leave, about 107 rows a subject, so that the study verifies clean. About every twentieth
/// answer is missing: half of them with a reason, half not recorded. Values are written by plain SQL. Takes minutes.
/// @param subjects  a multiple of 100
/// @return values stored.
[[nodiscard]] Result<qint64> storeValues(Study& study, int subjects = storedSubjects);

} // namespace casebook::bench
