// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/demo/Dice.h"
#include "core/demo/Person.h"

namespace casebook::demo {

/// The group of histologies that the recipe's figures of people are for: ADENO, SQCC, SCLC, OTHER.
[[nodiscard]] QString histologyGroup(const QString& histology);
/// T, N, M, size, nodes and sites of a stage, each checked against the tables that give it back.
void drawExtent(const Recipe& recipe, Dice& dice, Tumour& tumour);
void drawDrivers(const Recipe& recipe, Dice& dice, bool everSmoked, Tumour& tumour);
/// Treatment by stage and driver, response, times to progression and death.
void drawCourse(const Recipe& recipe, Dice& dice, bool surgical, Tumour& tumour);

} // namespace casebook::demo
