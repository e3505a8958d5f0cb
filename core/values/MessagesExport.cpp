// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/values/MessageTable.h"

#include <QtGlobal>

namespace casebook {

namespace {

// clang-format off: one row a line
constexpr MessageRow table[] = {
    {"folder-exists", QT_TRANSLATE_NOOP("casebook::Messages", "There is something at %1 already. Choose a new folder; nothing is ever overwritten.")},
    {"not-released-yet", QT_TRANSLATE_NOOP("casebook::Messages", "The export %1 released nothing, so there is nothing to repeat. Make a new one.")},
    {"set-unfinished", QT_TRANSLATE_NOOP("casebook::Messages", "An unfinished repeat of the export %1 is being written or was cut off. Wait for its end, or remove what it left.")},
    {"set-stands", QT_TRANSLATE_NOOP("casebook::Messages", "The set stands at %1 and is not recorded as released. Remove that folder yourself: the program removes only what is unfinished.")},
    {"originals-left", QT_TRANSLATE_NOOP("casebook::Messages", "%1 is there already, perhaps left by an export that was cut off: images with names in the clear, not whole. Remove it, or choose another folder.")},
    {"set-away", QT_TRANSLATE_NOOP("casebook::Messages", "The place of %1 can't be reached. Connect its disk, or make the folder above it again if that was removed, and then remove what was left.")},
    {"subjects-changed", QT_TRANSLATE_NOOP("casebook::Messages", "The subjects of the export %1 are no longer the same: records were joined or taken apart since. Export the cohort anew.")},
    {"no-such-export", QT_TRANSLATE_NOOP("casebook::Messages", "The study has no export %1.")},
    {"no-such-profile", QT_TRANSLATE_NOOP("casebook::Messages", "There is no profile %1. Use research or strict.")},
    {"export-refused", QT_TRANSLATE_NOOP("casebook::Messages", "The finished set did not pass its check, so nothing was released: %2.")},
    {"set-not-clean", QT_TRANSLATE_NOOP("casebook::Messages", "The set did not pass the check: %2.")},
    {"small-k", QT_TRANSLATE_NOOP("casebook::Messages", "The smallest group of subjects that look alike has %1; the study asks for at least %2. Release fewer variables or a larger cohort.")},
    {"uid-not-mapped", QT_TRANSLATE_NOOP("casebook::Messages", "The object holds a UID that was not replaced. It was not released.")},
    {"too-deep", QT_TRANSLATE_NOOP("casebook::Messages", "Its sequences are nested too deeply. It was not released.")},
    {"not-released", QT_TRANSLATE_NOOP("casebook::Messages", "This kind of object is not released.")},
    {"no-dummy", QT_TRANSLATE_NOOP("casebook::Messages", "An attribute must have a value and none is known that is safe. It was not released.")},
};
// clang-format on

} // namespace

std::span<const MessageRow> exportMessages() { return table; }

} // namespace casebook
