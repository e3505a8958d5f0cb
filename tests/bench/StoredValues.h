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

/// Puts 10,000 subjects with exams and 12.8 million answers into a study's own tables, as the form service stores
/// them: a definition, forms, rows, values, with all indexes. About every twentieth answer is missing: half of them
/// with a reason, half not recorded. Written by plain SQL, without one audit row a value. Takes minutes.
/// @return values stored.
[[nodiscard]] Result<qint64> storeValues(Study& study);

} // namespace casebook::bench
