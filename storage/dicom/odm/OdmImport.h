// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/forms/Definition.h"
#include "core/forms/ItemValue.h"

#include <QByteArray>
#include <QList>
#include <QString>

#include <optional>

namespace casebook::odm {

/// One line of the report of an import: what became of one construct of the file. The words are made by
/// lineText(), so that a reader in another process sends no sentences.
struct Line {
    QString path;     ///< "ItemDef[I_SYSBP]/RangeCheck"
    QByteArray code;  ///< "unknown-element" ...
    QStringList args; ///< parts of the words
    qint64 line = 0;  ///< of the file, from 1; 0 where it belongs to no single one
    bool operator==(const Line&) const = default;
};

/// The words of a line for a person: "Line 14: the element studyName is not known in GlobalVariables."
[[nodiscard]] QString lineText(const Line& line);

/// One answer of a ClinicalData element, already under the names of the definition.
/// Repeat keys stand as in the file; an empty group is the part of a form that does not repeat.
struct Record {
    QString subject; ///< SubjectKey
    QString visit, visitRepeat;
    QString form, formRepeat;
    QString group, row; ///< ItemGroupRepeatKey of a repeating group
    QString item;
    QString text;       ///< canonical text as in the file: ISO dates, "true"/"false", codes
    QStringList codes;  ///< of a multicode item
    QByteArray missing; ///< null flavour; empty: there is a value
    QString unit;       ///< UCUM as given with the value; empty: the item's own
    bool remove = false; ///< TransactionType Remove
    qint64 line = 0;     ///< of the file
    bool operator==(const Record&) const = default;
};

/// What one ODM 1.3 file gives.
struct Import {
    /// Nothing when the file is refused as a whole, or holds no metadata.
    std::optional<StudyDefinition> definition;
    QString study;           ///< OID of the study
    QString metaDataVersion; ///< OID of the version that the definition or the data are of
    QList<Record> records;
    QList<Line> adapted, refused;
    bool refusedWhole = false; ///< `refused` says why; nothing of the file is to be taken

    [[nodiscard]] qsizetype forms() const { return definition ? definition->forms.size() : 0; }
    [[nodiscard]] qsizetype items() const { return definition ? definition->items.size() : 0; }
};

inline constexpr auto kNamespace = "http://www.cdisc.org/ns/odm/v1.3";
/// FormalExpressions of this context are in our one grammar.
inline constexpr auto kContext = "Casebook";
/// Aliases whose Context begins so carry what ODM 1.3.2 has no place for. They stand where the plain schema
/// lets an Alias stand, so a file of ours validates and other programs may drop them.
inline constexpr auto kAlias = "casebook:";

} // namespace casebook::odm
