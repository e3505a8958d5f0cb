// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/values/MessageTable.h"

#include <QtGlobal>

namespace casebook {

namespace {

// clang-format off: one row a line
constexpr MessageRow table[] = {
    {"no-such-column", QT_TRANSLATE_NOOP("casebook::Messages", "There is no column %1. Check its name.")},
    {"no-such-spec", QT_TRANSLATE_NOOP("casebook::Messages", "The specs file has no entry %1.")},
    {"bad-spec", QT_TRANSLATE_NOOP("casebook::Messages", "The entry of the specs file does not say %1.")},
    {"no-events", QT_TRANSLATE_NOOP("casebook::Messages", "Nobody has had the event, so no model can be fitted.")},
    {"one-outcome", QT_TRANSLATE_NOOP("casebook::Messages", "All outcomes are alike, so no model can be fitted.")},
    {"too-few-rows", QT_TRANSLATE_NOOP("casebook::Messages", "There are too few complete rows for this model.")},
    {"collinear", QT_TRANSLATE_NOOP("casebook::Messages", "The variable %1 follows from the others or never changes. Leave it out.")},
    {"not-a-number", QT_TRANSLATE_NOOP("casebook::Messages", "The column %1 holds no numbers.")},
    {"not-groups", QT_TRANSLATE_NOOP("casebook::Messages", "The column %1 can't form groups: it has %2 values. Choose one with 2 to 12.")},
    {"figure-not-written", QT_TRANSLATE_NOOP("casebook::Messages", "The figure could not be written to %1. Check the folder and the space on the disk.")},
};
// clang-format on

} // namespace

std::span<const MessageRow> statsMessages() { return table; }

} // namespace casebook
