// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/values/MessageTable.h"

#include <QtGlobal>

namespace casebook {

namespace {

// clang-format off: one row a line
constexpr MessageRow table[] = {
    // stored forms and visits; %1 is a form's place, never a value
    {"bad-reason", QT_TRANSLATE_NOOP("casebook::Messages", "Choose a reason for the change, or write one.")},
    {"form-locked", QT_TRANSLATE_NOOP("casebook::Messages", "The form %1 is locked. A data manager can unlock it.")},
    {"not-complete", QT_TRANSLATE_NOOP("casebook::Messages", "The form %1 is not complete. Complete it, or say why it is locked all the same.")},
    {"sign-not-complete", QT_TRANSLATE_NOOP("casebook::Messages", "The form %1 is not complete, so it can't be signed. Complete it first.")},
    {"sign-open-queries", QT_TRANSLATE_NOOP("casebook::Messages", "The form %1 has %2 open queries, so it can't be signed. Close them first.")},
    {"unknown-meaning", QT_TRANSLATE_NOOP("casebook::Messages", "%1 is no meaning of a signature. Take author, reviewed, approved or responsible.")},
    {"second-person-needed", QT_TRANSLATE_NOOP("casebook::Messages", "You asked to unlock the form %1 yourself. A second data manager has to agree.")},
    {"open-queries", QT_TRANSLATE_NOOP("casebook::Messages", "The form %1 has %2 open queries. Close them, or say why it is locked all the same.")},
    {"bad-form-path", QT_TRANSLATE_NOOP("casebook::Messages", "%1 names no form. Write SUBJECT/VISIT/FORM, SUBJECT/VISIT#2/FORM or SUBJECT/FORM.")},
    {"ambiguous-form", QT_TRANSLATE_NOOP("casebook::Messages", "There are %2 forms %1 at this visit. Name one by its id.")},
    {"form-not-at-visit", QT_TRANSLATE_NOOP("casebook::Messages", "The visit %2 has no form %1.")},
    {"form-not-empty", QT_TRANSLATE_NOOP("casebook::Messages", "The form %1 has values already. They are not replaced by an import.")},
    {"no-such-visit", QT_TRANSLATE_NOOP("casebook::Messages", "The study has no visit %1.")},
    {"bad-visit-state", QT_TRANSLATE_NOOP("casebook::Messages", "A visit is planned, done, missed or not expected.")},
    {"no-such-exam", QT_TRANSLATE_NOOP("casebook::Messages", "The subject has no such exam.")},
    {"no-such-value", QT_TRANSLATE_NOOP("casebook::Messages", "%1 has no value.")},
    {"no-definition", QT_TRANSLATE_NOOP("casebook::Messages", "The study has no forms yet. Load a form definition, or install the shipped one.")},
    {"no-such-definition", QT_TRANSLATE_NOOP("casebook::Messages", "The study has no version %1 of its definition.")},
    {"definition-same", QT_TRANSLATE_NOOP("casebook::Messages", "The definition is the one in force already. Nothing was changed.")},
    {"definition-faults", QT_TRANSLATE_NOOP("casebook::Messages", "The definition has %2 faults and was not put in force. The first: %3")},
    // queries
    {"no-such-query", QT_TRANSLATE_NOOP("casebook::Messages", "The study has no such query.")},
    {"bad-query-state", QT_TRANSLATE_NOOP("casebook::Messages", "This can't be done with a query that is %2.")},
    {"text-needed", QT_TRANSLATE_NOOP("casebook::Messages", "Write a text.")},
    {"not-author", QT_TRANSLATE_NOOP("casebook::Messages", "Only who asked the query, or a data manager, can do this.")},
    // users
    {"last-administrator", QT_TRANSLATE_NOOP("casebook::Messages", "%1 is the last administrator. Make another user administrator first.")},
    // tables; %1 is the column
    {"bad-encoding", QT_TRANSLATE_NOOP("casebook::Messages", "The table is in another encoding; the first wrong byte is at %2. Choose the encoding, or save it as UTF-8.")},
    {"bad-mapping", QT_TRANSLATE_NOOP("casebook::Messages", "The mapping file is wrong at %1: %2")},
    {"no-such-column", QT_TRANSLATE_NOOP("casebook::Messages", "The column %1 is not expected or is missing. Compare the header with the template.")},
    {"label-twice", QT_TRANSLATE_NOOP("casebook::Messages", "Another line has the same label.")},
    {"bad-sex", QT_TRANSLATE_NOOP("casebook::Messages", "Write M, F or O.")},
    {"no-such-site", QT_TRANSLATE_NOOP("casebook::Messages", "The study has no such site.")},
    {"patient-id-taken", QT_TRANSLATE_NOOP("casebook::Messages", "Another subject has this patient number.")},
    {"unknown-subject", QT_TRANSLATE_NOOP("casebook::Messages", "The study has no subject of this label.")},
    {"unknown-visit", QT_TRANSLATE_NOOP("casebook::Messages", "The study has no visit of this name.")},
    {"unit-not-converted", QT_TRANSLATE_NOOP("casebook::Messages", "The unit of this column can't be converted to the item's.")},
    {"ragged-row", QT_TRANSLATE_NOOP("casebook::Messages", "The line has another number of cells than the header.")},
    {"unwritable", QT_TRANSLATE_NOOP("casebook::Messages", "%1 can't be written, or is there already.")},
};
// clang-format on

} // namespace

std::span<const MessageRow> formStoreMessages() { return table; }

} // namespace casebook
