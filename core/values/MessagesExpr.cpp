// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/values/MessageTable.h"

#include <QtGlobal>

namespace casebook {

namespace {

// clang-format off: one row a line
constexpr MessageRow table[] = {
    // expressions; %1 is the part, %2 its place
    {"syntax", QT_TRANSLATE_NOOP("casebook::Messages", "The expression can't be read at \"%1\" (character %2). Check brackets, quotes and operators.")},
    {"ref", QT_TRANSLATE_NOOP("casebook::Messages", "The expression names \"%1\" (character %2), which does not exist. Check the name.")},
    {"cycle", QT_TRANSLATE_NOOP("casebook::Messages", "These calculations need each other in a loop: %1. Take one of them out.")},
    {"date", QT_TRANSLATE_NOOP("casebook::Messages", "There is no such date: %1 (character %2). Write d'2024-03-15' or a part of it.")},
    {"time", QT_TRANSLATE_NOOP("casebook::Messages", "There is no such time: %1 (character %2). Write t'13:05'.")},
    {"bad-context", QT_TRANSLATE_NOOP("casebook::Messages", "The context %1 is no JSON object of the documented form (%2). See the manual, expressions.")},
    // cohorts; %1 is the name
    {"no-such-cohort", QT_TRANSLATE_NOOP("casebook::Messages", "The study has no cohort %1.")},
    {"cohort-exists", QT_TRANSLATE_NOOP("casebook::Messages", "There is a cohort of the name %1 already. A frozen cohort does not change; choose another name.")},
    {"bad-cohort-name", QT_TRANSLATE_NOOP("casebook::Messages", "A cohort needs a name of 1 to 100 characters that is not a number.")},
    {"bad-cut", QT_TRANSLATE_NOOP("casebook::Messages", "The data cut must be a complete date, for example 2025-12-31.")},
};
// clang-format on

} // namespace

std::span<const MessageRow> exprMessages() { return table; }

} // namespace casebook
