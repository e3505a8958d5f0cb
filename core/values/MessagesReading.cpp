// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/values/MessageTable.h"

#include <QtGlobal>

namespace casebook {

namespace {

// clang-format off: one row a line
constexpr MessageRow table[] = {
    {"no-such-task", QT_TRANSLATE_NOOP("casebook::Messages", "There is no reading task %1 for you. Look at your worklist.")},
    {"no-task-here", QT_TRANSLATE_NOOP("casebook::Messages", "You have no open reading task on the series %1. Ask for one.")},
    {"not-your-task", QT_TRANSLATE_NOOP("casebook::Messages", "The reading task %1 is another reader's. Only that reader works on it.")},
    {"not-a-reader", QT_TRANSLATE_NOOP("casebook::Messages", "The user %1 does not have the role of a reader. Choose another one, or give the role first.")},
    {"mode-needed", QT_TRANSLATE_NOOP("casebook::Messages", "Choose the mode of the reading: unaided, second reader or concurrent. There is no default.")},
    {"mode-not-offered", QT_TRANSLATE_NOOP("casebook::Messages", "This version offers the modes unaided, second reader and concurrent.")},
    {"task-exists", QT_TRANSLATE_NOOP("casebook::Messages", "This reader has this series in this mode already (task %1).")},
    {"not-an-image", QT_TRANSLATE_NOOP("casebook::Messages", "The series %1 holds no original images, so it can't be read.")},
    {"subject-needed", QT_TRANSLATE_NOOP("casebook::Messages", "The images of %1 wait for a subject. Say whose they are first.")},
    {"task-finished", QT_TRANSLATE_NOOP("casebook::Messages", "The reading %1 is finished. Open it again with a reason to change it.")},
    {"task-not-finished", QT_TRANSLATE_NOOP("casebook::Messages", "The reading %1 is not finished yet.")},
    {"first-reading-open", QT_TRANSLATE_NOOP("casebook::Messages", "You have another reading of this subject without AI. Close that one first, then open %1.")},
    {"not-ready", QT_TRANSLATE_NOOP("casebook::Messages", "The reading %1 can't be finished yet (%2). Judge every mark and complete the form.")},
    {"no-such-finding", QT_TRANSLATE_NOOP("casebook::Messages", "The study has no finding %1.")},
    {"illegal-event", QT_TRANSLATE_NOOP("casebook::Messages", "This finding can't be judged so from its present state (%3). Nothing was changed.")},
    {"bad-reason", QT_TRANSLATE_NOOP("casebook::Messages", "%1 is no reason of the list. Choose one of them.")},
    {"nothing-to-undo", QT_TRANSLATE_NOOP("casebook::Messages", "There is no decision of this session to take back.")},
    {"bad-place", QT_TRANSLATE_NOOP("casebook::Messages", "The place of the finding is not a point in the patient.")},
    {"overlays-hidden", QT_TRANSLATE_NOOP("casebook::Messages", "Your reading of this subject hides overlays. Close its first reading, or let another person import.")},
    {"E_SCHEMA", QT_TRANSLATE_NOOP("casebook::Messages", "This is not what the format casebook.findings/1 allows.")},
    {"E_PROV", QT_TRANSLATE_NOOP("casebook::Messages", "The algorithm's name and version are needed.")},
    {"E_SERIES", QT_TRANSLATE_NOOP("casebook::Messages", "The study has no image series of that UID. Import the images first.")},
    {"E_FOR", QT_TRANSLATE_NOOP("casebook::Messages", "The frame of reference is not that of the series.")},
    {"E_INPUT_CHANGED", QT_TRANSLATE_NOOP("casebook::Messages", "The series has another number of images or another geometry than the algorithm read.")},
    {"E_COORD", QT_TRANSLATE_NOOP("casebook::Messages", "The coordinates must be stated as LPS and mm; they are never guessed.")},
    {"E_TOO_MANY", QT_TRANSLATE_NOOP("casebook::Messages", "The file holds more findings than the 2,000 that are taken.")},
    {"E_DUP", QT_TRANSLATE_NOOP("casebook::Messages", "Two findings have the same id.")},
    {"E_OUTSIDE", QT_TRANSLATE_NOOP("casebook::Messages", "The centre is no point in the volume. Check that the coordinates are LPS.")},
    {"E_BOX", QT_TRANSLATE_NOOP("casebook::Messages", "The box is turned round, or does not hold the centre. It must be min x, y, z, then max x, y, z.")},
    {"E_SIZE", QT_TRANSLATE_NOOP("casebook::Messages", "A size must be above 0 and at most 300 mm, the short axis not above the long one.")},
    {"E_SCORE", QT_TRANSLATE_NOOP("casebook::Messages", "A score lies between 0 and 1; a probability needs the algorithm's calibration.")},
    {"E_MASK_GEOM", QT_TRANSLATE_NOOP("casebook::Messages", "The mask file is missing, or its grid or labels don't fit the series.")},
    {"W_VOLUME", QT_TRANSLATE_NOOP("casebook::Messages", "The volume differs from a sphere of that diameter by more than eight times.")},
};
// clang-format on

} // namespace

std::span<const MessageRow> readingMessages() { return table; }

} // namespace casebook
