// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/values/MessageTable.h"

#include <QtGlobal>

namespace casebook {

namespace {

// clang-format off: one row a line
constexpr MessageRow table[] = {
    {"same-subject", QT_TRANSLATE_NOOP("casebook::Messages", "It is of the subject %1 already. Choose another one.")},
    {"subject-joined", QT_TRANSLATE_NOOP("casebook::Messages", "The record %1 was joined to %2. Choose %2, or part the two first.")},
    {"reading-closed", QT_TRANSLATE_NOOP("casebook::Messages", "A finished reading hangs on these images (%2). A data manager can move them with it: on the command line with --closed, in the window by its own check box.")},
    {"forms-locked", QT_TRANSLATE_NOOP("casebook::Messages", "A locked form hangs on these images (%2). Unlock it, or let a data manager move them with it.")},
    {"form-conflict", QT_TRANSLATE_NOOP("casebook::Messages", "The subject %2 has this form (%1) on the same exam already. Move the series one by one, or clear one of the forms.")},
    {"no-such-instance", QT_TRANSLATE_NOOP("casebook::Messages", "The study has no image or object %1.")},
    {"identity-blinded", QT_TRANSLATE_NOOP("casebook::Messages", "You have an open reading of this subject, so its files don't say who it is. Close the reading first.")},
    {"not-joined", QT_TRANSLATE_NOOP("casebook::Messages", "The record %1 was not joined to another one.")},
    {"part-first", QT_TRANSLATE_NOOP("casebook::Messages", "The record %1 was joined to %2 since. Part these two first.")},
    {"later-additions", QT_TRANSLATE_NOOP("casebook::Messages", "After the join %2 exams, visits or forms came to %1. Say which of them go along: on the command line with --along, in the window by their check boxes.")},
    {"other-subject", QT_TRANSLATE_NOOP("casebook::Messages", "The image that it was drawn on is another subject's now.")},
};
// clang-format on

} // namespace

std::span<const MessageRow> subjectMessages() { return table; }

} // namespace casebook
