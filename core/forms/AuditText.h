// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/forms/ItemValue.h"

namespace casebook {

/// One text for a whole value, as it stands in the audit: "12.50", "<5 mg/dL", "=UNK", "{A,B}".
[[nodiscard]] QString auditText(const ItemValue& value);

} // namespace casebook
