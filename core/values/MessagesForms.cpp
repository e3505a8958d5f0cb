// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/values/MessageTable.h"

#include <QtGlobal>

namespace casebook {

namespace {

// clang-format off: one row a line
constexpr MessageRow table[] = {
    // typed values; %1 is the item
    {"bad-number", QT_TRANSLATE_NOOP("casebook::Messages", "This is not a number. Write digits with a point, for example 12.5 or <0.01.")},
    {"bad-integer", QT_TRANSLATE_NOOP("casebook::Messages", "This is not a whole number.")},
    {"ambiguous-number", QT_TRANSLATE_NOOP("casebook::Messages", "A comma can mean thousands or a decimal point: %2 or %3? Write the number with a point or without a mark.")},
    {"bad-unit", QT_TRANSLATE_NOOP("casebook::Messages", "The unit %2 can't be converted to %3 here. Check the unit.")},
    {"bad-typed-date", QT_TRANSLATE_NOOP("casebook::Messages", "This is not a date. Write 2024, 2024-03 or 2024-03-05; t is today.")},
    {"ambiguous-date", QT_TRANSLATE_NOOP("casebook::Messages", "Day and month can't be told apart: %2 or %3? Write the year first.")},
    {"bad-time", QT_TRANSLATE_NOOP("casebook::Messages", "This is not a time. Write 13:05.")},
    {"bad-date-time", QT_TRANSLATE_NOOP("casebook::Messages", "This is not a date with a time. Write 2024-03-05 13:05.")},
    {"bad-yes-no", QT_TRANSLATE_NOOP("casebook::Messages", "Write yes or no.")},
    {"no-such-code", QT_TRANSLATE_NOOP("casebook::Messages", "The code list has no %2. Choose one of its codes.")},
    {"ambiguous-code", QT_TRANSLATE_NOOP("casebook::Messages", "This fits several codes: %2. Choose one.")},
    {"bad-missing-reason", QT_TRANSLATE_NOOP("casebook::Messages", "This is no reason for a missing value. Use NI, UNK, NASK, ASKU, NAV, NA, MSK, OTH or ND.")},
    {"too-long", QT_TRANSLATE_NOOP("casebook::Messages", "The text is too long; %2 characters are allowed.")},
    {"not-typed", QT_TRANSLATE_NOOP("casebook::Messages", "This value can't be typed. It comes from the images, a file or a calculation.")},
    // the state of a form
    {"no-such-form", QT_TRANSLATE_NOOP("casebook::Messages", "The study's definition has no form %1.")},
    {"no-such-item", QT_TRANSLATE_NOOP("casebook::Messages", "The form has no item %1.")},
    {"no-such-row", QT_TRANSLATE_NOOP("casebook::Messages", "The form has no such row any more.")},
    {"no-such-group", QT_TRANSLATE_NOOP("casebook::Messages", "The form has no group %1.")},
    {"row-twice", QT_TRANSLATE_NOOP("casebook::Messages", "The form has this row already.")},
    {"group-full", QT_TRANSLATE_NOOP("casebook::Messages", "The group %1 has as many rows as it may hold (%2).")},
    {"calculated-item", QT_TRANSLATE_NOOP("casebook::Messages", "This value is calculated and can't be entered.")},
    {"wrong-kind", QT_TRANSLATE_NOOP("casebook::Messages", "This kind of value does not fit the item %1.")},
    // problems of a form
    {"required-blank", QT_TRANSLATE_NOOP("casebook::Messages", "An answer is needed here, or the reason why it is missing.")},
    {"out-of-range", QT_TRANSLATE_NOOP("casebook::Messages", "Expected is %2 to %3. Check the value.")},
    {"out-of-hard-range", QT_TRANSLATE_NOOP("casebook::Messages", "A value outside %2 to %3 can't be right. Check for a typing error.")},
    {"check-fails", QT_TRANSLATE_NOOP("casebook::Messages", "This does not agree with other values (%2).")},
    {"code-not-offered", QT_TRANSLATE_NOOP("casebook::Messages", "The code %2 is no longer offered. Choose another one, or keep it for old data.")},
    {"calc-div0", QT_TRANSLATE_NOOP("casebook::Messages", "Not calculated: it would divide by zero.")},
    {"calc-domain", QT_TRANSLATE_NOOP("casebook::Messages", "Not calculated: a number is outside what the formula takes.")},
    {"calc-range", QT_TRANSLATE_NOOP("casebook::Messages", "Not calculated: the result is out of range.")},
    {"calc-overflow", QT_TRANSLATE_NOOP("casebook::Messages", "Not calculated: the numbers are too large.")},
    {"calc-unit", QT_TRANSLATE_NOOP("casebook::Messages", "Not calculated: the units can't be converted.")},
    {"calc-type", QT_TRANSLATE_NOOP("casebook::Messages", "Not calculated: a value is of another kind than the formula takes.")},
    {"calc-several", QT_TRANSLATE_NOOP("casebook::Messages", "Not calculated: several forms could be meant.")},
    {"calc-censored", QT_TRANSLATE_NOOP("casebook::Messages", "Not calculated: a value is only known to lie under or over a limit.")},
    {"calc-ref", QT_TRANSLATE_NOOP("casebook::Messages", "Not calculated: the formula names something that the study's definition does not have.")},
    {"calc-bad-expression", QT_TRANSLATE_NOOP("casebook::Messages", "Not calculated: the study's definition has a fault here (%2).")},
    // definitions and tables
    {"bad-definition", QT_TRANSLATE_NOOP("casebook::Messages", "The form definition can't be read at %1: %2.")},
    {"bad-study-table", QT_TRANSLATE_NOOP("casebook::Messages", "The study table can't be read at %1: %2.")},
    {"csv-nul", QT_TRANSLATE_NOOP("casebook::Messages", "Line %1 of the table holds a NUL character. Export it again as text.")},
    {"csv-quote", QT_TRANSLATE_NOOP("casebook::Messages", "Line %1 of the table has a quote that is not closed or stands inside a cell.")},
    {"csv-empty", QT_TRANSLATE_NOOP("casebook::Messages", "The table is empty. It needs a row with the names of the columns.")},
    {"csv-column-twice", QT_TRANSLATE_NOOP("casebook::Messages", "The table has two columns called %1. Rename one.")},
};
// clang-format on

} // namespace

std::span<const MessageRow> formsMessages() { return table; }

} // namespace casebook
