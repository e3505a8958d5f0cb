// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace casebook {

/// Text of a number, date, time or code in its narrow form: NFKC (full-width digits and punctuation), the
/// ideographic full stop as a point, minus and dash signs as "-", "≤" as "<=", "约" as "~", superscripts after 10 as
/// "*9"; trimmed. Never for free text.
[[nodiscard]] QString narrowed(const QString& typed);

/// A unit as people write it, in UCUM: "mg/dl" -> "mg/dL", "10^9/L" -> "10*9/L", "μmol/L" -> "umol/L".
[[nodiscard]] QString unitAsUcum(const QString& narrow);

} // namespace casebook
