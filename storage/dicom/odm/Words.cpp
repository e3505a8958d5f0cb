// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/dicom/odm/OdmImport.h"

#include <QCoreApplication>

#include <algorithm>

namespace casebook::odm {

namespace {

struct Row {
    const char* code;
    const char* words;
};

// clang-format off: one row a line

/// %1, %2: the args of the line.
constexpr Row kRows[] = {
    // the whole file
    {"too-large", QT_TRANSLATE_NOOP("casebook::Odm", "The file is larger than the reader accepts.")},
    {"dtd", QT_TRANSLATE_NOOP("casebook::Odm", "The file has a DTD, which is never read.")},
    {"xml", QT_TRANSLATE_NOOP("casebook::Odm", "The XML is damaged here.")},
    {"root", QT_TRANSLATE_NOOP("casebook::Odm", "This is no ODM file: its root element is %1.")},
    {"no-namespace", QT_TRANSLATE_NOOP("casebook::Odm", "The root element ODM is in no namespace; %1 is expected.")},
    {"namespace", QT_TRANSLATE_NOOP("casebook::Odm", "The root element ODM is in the namespace %1; %2 is expected.")},
    {"dataset-xml", QT_TRANSLATE_NOOP("casebook::Odm", "This is no ODM file but Dataset-XML: its rows belong to no form.")},
    {"unknown-element", QT_TRANSLATE_NOOP("casebook::Odm", "ODM 1.3.2 knows no element %1 in %2.")},
    {"too-many-elements", QT_TRANSLATE_NOOP("casebook::Odm", "The file has more elements than the reader accepts.")},
    {"too-deep", QT_TRANSLATE_NOOP("casebook::Odm", "The elements are nested deeper than the reader accepts.")},
    {"nothing", QT_TRANSLATE_NOOP("casebook::Odm", "The file holds neither metadata nor data.")},
    {"no-metadata", QT_TRANSLATE_NOOP("casebook::Odm", "The data are of the metadata version %1 of the study %2, which is neither in the file nor in this study.")},
    {"definition-faults", QT_TRANSLATE_NOOP("casebook::Odm", "%1: %2.")},
    // single constructs, refused
    {"attribute-missing", QT_TRANSLATE_NOOP("casebook::Odm", "The attribute %1 is missing.")},
    {"no-such", QT_TRANSLATE_NOOP("casebook::Odm", "Nothing has the OID %1.")},
    {"twice", QT_TRANSLATE_NOOP("casebook::Odm", "A second one with this OID; the first was taken.")},
    {"code-twice", QT_TRANSLATE_NOOP("casebook::Odm", "The code %1 is there twice; the first was taken.")},
    {"empty-check", QT_TRANSLATE_NOOP("casebook::Odm", "The check holds no value and no expression.")},
    {"comparator", QT_TRANSLATE_NOOP("casebook::Odm", "The comparator %1 is not known.")},
    {"include", QT_TRANSLATE_NOOP("casebook::Odm", "Another metadata version is included. It is not read; export the whole version.")},
    {"bad-value", QT_TRANSLATE_NOOP("casebook::Odm", "The text is no value of this item.")},
    {"bad-subject", QT_TRANSLATE_NOOP("casebook::Odm", "The subject could not be enrolled.")},
    {"form-not-empty", QT_TRANSLATE_NOOP("casebook::Odm", "The form holds answers already; it was left as it is.")},
    {"removed", QT_TRANSLATE_NOOP("casebook::Odm", "Data that are to be removed: nothing is ever removed by an import.")},
    // adapted
    {"no-version", QT_TRANSLATE_NOOP("casebook::Odm", "The file names no ODM version; it was read as 1.3.2.")},
    {"version", QT_TRANSLATE_NOOP("casebook::Odm", "The file is of ODM version %1; it was read as 1.3.2.")},
    {"transactional", QT_TRANSLATE_NOOP("casebook::Odm", "The file is a list of changes; its state at the end was taken.")},
    {"vendor", QT_TRANSLATE_NOOP("casebook::Odm", "%1 times an element of %2, dropped.")},
    {"vendor-attribute", QT_TRANSLATE_NOOP("casebook::Odm", "%1 times an attribute of another namespace, dropped.")},
    {"not-kept", QT_TRANSLATE_NOOP("casebook::Odm", "%1 times, not taken over.")},
    {"admin", QT_TRANSLATE_NOOP("casebook::Odm", "Users and locations are not taken over.")},
    {"reference-data", QT_TRANSLATE_NOOP("casebook::Odm", "Reference data are not taken over: %1 rows.")},
    {"renamed", QT_TRANSLATE_NOOP("casebook::Odm", "Is named %1 here; the OID is kept beside it.")},
    {"alias-kept", QT_TRANSLATE_NOOP("casebook::Odm", "%1 times, kept as text beside the definition.")},
    {"attribute-kept", QT_TRANSLATE_NOOP("casebook::Odm", "%1 times, kept as text beside the definition.")},
    {"element-kept", QT_TRANSLATE_NOOP("casebook::Odm", "%1 times, kept as text beside the definition.")},
    {"attribute-dropped", QT_TRANSLATE_NOOP("casebook::Odm", "%1 times, not taken over.")},
    {"type-as-text", QT_TRANSLATE_NOOP("casebook::Odm", "The data type %1 became text.")},
    {"may-be-partial", QT_TRANSLATE_NOOP("casebook::Odm", "%1 items: an incomplete date or time is accepted too.")},
    {"length-dropped", QT_TRANSLATE_NOOP("casebook::Odm", "%1 items: the length of numbers and dates is not tested.")},
    {"several-units", QT_TRANSLATE_NOOP("casebook::Odm", "Became a quantity in %1; %2 may be typed where it can be converted.")},
    {"note-one-language", QT_TRANSLATE_NOOP("casebook::Odm", "%1 descriptions in further languages, kept as text beside the definition.")},
    {"check-unit", QT_TRANSLATE_NOOP("casebook::Odm", "The check is in %1, the item in %2; it is kept as text and not tested.")},
    {"one-message", QT_TRANSLATE_NOOP("casebook::Odm", "The item has one message; this one is kept as text beside the definition.")},
    {"no-code-list", QT_TRANSLATE_NOOP("casebook::Odm", "There is no code list %1; the item takes any text.")},
    {"external-list", QT_TRANSLATE_NOOP("casebook::Odm", "The codes of %1 are not in the file; the items take text.")},
    {"unit", QT_TRANSLATE_NOOP("casebook::Odm", "The unit %1 was read as %2.")},
    {"expression-kept", QT_TRANSLATE_NOOP("casebook::Odm", "An expression in %1 is kept as text and not evaluated.")},
    {"words-only", QT_TRANSLATE_NOOP("casebook::Odm", "Is described in words only; kept as text.")},
    {"always-shown", QT_TRANSLATE_NOOP("casebook::Odm", "Is always shown: the condition %1 can't be evaluated.")},
    {"entered-by-hand", QT_TRANSLATE_NOOP("casebook::Odm", "Is entered by hand: the method %1 can't be evaluated.")},
    {"hard-as-query", QT_TRANSLATE_NOOP("casebook::Odm", "The hard check opens a query; it does not refuse the value.")},
    {"common-event", QT_TRANSLATE_NOOP("casebook::Odm", "The common event became an unscheduled visit; forms that stand only here are kept once a subject.")},
    {"form-repeats", QT_TRANSLATE_NOOP("casebook::Odm", "The form repeats; at a visit it is offered once, further ones come by import.")},
    {"item-copied", QT_TRANSLATE_NOOP("casebook::Odm", "Stands in several places; an item stands in one, so here it is %1.")},
    {"no-events", QT_TRANSLATE_NOOP("casebook::Odm", "The file has no events; an unscheduled visit %1 was made that holds all forms.")},
    {"group-in-no-form", QT_TRANSLATE_NOOP("casebook::Odm", "The group stands in no form.")},
    {"further-study", QT_TRANSLATE_NOOP("casebook::Odm", "A further study in the file, left out.")},
    {"older-version", QT_TRANSLATE_NOOP("casebook::Odm", "An older metadata version, left out; the last one was taken.")},
    {"check-dropped", QT_TRANSLATE_NOOP("casebook::Odm", "%1 has a fault (%2), so it was kept as text.")},
    {"data-left", QT_TRANSLATE_NOOP("casebook::Odm", "%1 answers are in the file; a trial run does not look at them.")},
};

// clang-format on

} // namespace

QString lineText(const Line& line) {
    const auto* row =
        std::find_if(std::begin(kRows), std::end(kRows), [&](const Row& r) { return line.code == r.code; });
    QString words = row == std::end(kRows) ? QString::fromLatin1(line.code)
                                           : QCoreApplication::translate("casebook::Odm", row->words);
    for (qsizetype n = line.args.size(); n > 0; --n)
        words.replace(u'%' + QString::number(n), line.args[n - 1]);
    if (line.line == 0)
        return words;
    return QCoreApplication::translate("casebook::Odm", "Line %1: %2").arg(line.line).arg(words);
}

} // namespace casebook::odm
