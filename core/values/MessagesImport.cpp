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
    {"identity-conflict", QT_TRANSLATE_NOOP("casebook::Messages", "The patient ID is known, but name, birth date or sex differ. The exam waits until you say whose it is.")},
    {"two-patients-in-exam", QT_TRANSLATE_NOOP("casebook::Messages", "The exam holds images of two persons. It waits until you say whose it is.")},
    {"other-header", QT_TRANSLATE_NOOP("casebook::Messages", "The same images are in the study with another header. Both are kept; say in the import report which one is right.")},
    {"map-column", QT_TRANSLATE_NOOP("casebook::Messages", "The mapping table has no column %1. It needs patient_id and subject; issuer, visit and new may follow.")},
    {"map-cell", QT_TRANSLATE_NOOP("casebook::Messages", "The mapping table lacks a patient_id or subject, or has a wrong visit, in line %2.")},
    {"map-double", QT_TRANSLATE_NOOP("casebook::Messages", "The mapping table says two things of one PatientID in line %2. Keep one of them.")},
    {"map-subject", QT_TRANSLATE_NOOP("casebook::Messages", "The mapping table names subjects that the study does not have, in line %2. Write yes in its column new to make them.")},
    {"map-visit", QT_TRANSLATE_NOOP("casebook::Messages", "The mapping table names visits that the study does not have, in line %2.")},
    {"watch-off", QT_TRANSLATE_NOOP("casebook::Messages", "This study watches no folder. Someone who manages the study switches it on, with a reason.")},
    {"one-person", QT_TRANSLATE_NOOP("casebook::Messages", "All images of this exam are of one person by their headers, so there is nothing to part. Choose the subject.")},
    {"series-of-two", QT_TRANSLATE_NOOP("casebook::Messages", "The series %1 itself holds images of two persons, so the exam can't be parted by series. Choose one subject, or leave it out and ask the source.")},
    {"no-such-folder", QT_TRANSLATE_NOOP("casebook::Messages", "There is no folder %1.")},
    {"watch-study", QT_TRANSLATE_NOOP("casebook::Messages", "The folder %1 holds the study itself, or lies in it. Choose another folder to watch.")},
    {"not-watched", QT_TRANSLATE_NOOP("casebook::Messages", "The folder %1 is not watched.")},
    {"no-such-text-source", QT_TRANSLATE_NOOP("casebook::Messages", "The study has no source of files %1 whose text was guessed.")},
    {"bad-charset", QT_TRANSLATE_NOOP("casebook::Messages", "%1 is no character set that can be read here. Choose GB18030, UTF-8, ISO_IR 100 or another one of DICOM.")},
    {"no-such-choice", QT_TRANSLATE_NOOP("casebook::Messages", "%1 is no choice here. Choose first, second or both.")},
};
// clang-format on

} // namespace

std::span<const MessageRow> importMessages() { return table; }

} // namespace casebook
