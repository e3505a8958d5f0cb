// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/values/MessageTable.h"

#include <QtGlobal>

namespace casebook {

namespace {

// clang-format off: one row a line
constexpr MessageRow table[] = {
    {"import-running", QT_TRANSLATE_NOOP("casebook::Messages", "The import %1 is still running. Wait for its end, or cancel it.")},
    {"import-undone", QT_TRANSLATE_NOOP("casebook::Messages", "The import %1 was taken back already.")},
    {"import-in-use", QT_TRANSLATE_NOOP("casebook::Messages", "Work hangs on what this import brought, so it can't be taken back. Remove that work first, or leave the images.")},
};
// clang-format on

} // namespace

std::span<const MessageRow> importMessages() { return table; }

} // namespace casebook
