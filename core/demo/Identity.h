// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/demo/Dice.h"

#include <QDate>

namespace casebook::demo {

/// A made-up Chinese name that says so: "合成·张伟".
[[nodiscard]] QString madeUpName(Dice& dice, bool female);
/// An ID card number of the area code 990, which does not exist, with a right check digit (GB 11643-1999).
[[nodiscard]] QString madeUpId(Dice& dice, const QDate& birth, bool female);

} // namespace casebook::demo
