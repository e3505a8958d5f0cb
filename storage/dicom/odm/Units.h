// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace casebook::odm {

/// UCUM of a unit as files write it ("mmHg", "lbs", "million/uL"); the text itself when it is not known.
[[nodiscard]] QString ucumOf(const QString& written);

} // namespace casebook::odm
