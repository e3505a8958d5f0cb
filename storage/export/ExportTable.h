// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/forms/Definition.h"

#include <QList>
#include <QString>
#include <QStringList>

namespace casebook {

struct ExportData;
struct ExportOptions;
class ExportKeys;

/// One column of a released table, with what the dictionary says of it.
struct ExportColumn {
    QString name;
    QString type =
        QStringLiteral("string"); ///< Table Schema: string, integer, number, boolean, date, datetime, time
    LanguageText label;
    QString unit, codeList, form;
    QString role; ///< "key", "item", "derived", "missing"
    VariableClass variableClass = VariableClass::Other;
    QString derivation; ///< English
};

/// A table as it is released: pseudonyms and moved dates, nothing that identifies.
struct ExportTable {
    QString name; ///< file name without ending
    LanguageText label;
    QList<ExportColumn> columns;
    QList<QStringList> rows;
    QStringList key; ///< columns that together are unique
    QString parent;  ///< table whose "subject" this one's refers to; empty: none
    [[nodiscard]] QByteArray toCsv() const; ///< UTF-8, LF, RFC 4180
};

/// An item of the forms that is not released, and why: "direct", "text", "birth-date", "file", "form",
/// "strict" (a quasi-identifier, by the profile).
struct ExcludedItem {
    QString form, item;
    QByteArray reason;
};

struct ExportTables {
    QList<ExportTable> tables;
    QList<ExcludedItem> excluded;
    int cappedAges = 0, screenedCells = 0;
    QStringList quasi; ///< "table.column" of quasi-identifiers released
};

/// All tables of a set: subjects, visits, one a form and one a repeating group, measurements, readings, images.
/// Pure: depends on its arguments only.
[[nodiscard]] ExportTables makeExportTables(const ExportData& data, const ExportOptions& options,
                                            const ExportKeys& keys);

/// A civil date moved by whole days. What is left of a partial date: the year where the moved interval lies in
/// one; else nothing (a moved first of a month would tell the offset).
[[nodiscard]] QString movedDate(const QString& isoText, int days);

/// Does the text tell the identifier? A person's number in any writing ("A77 4411-X", "tel.13800138000"); words as they
/// stand. Nothing for one or two letters.
[[nodiscard]] bool holdsIdentifier(const QString& text, const QString& identifier);

/// The digits of a whole number as an item of numbers keeps them: "0012-345" is 12345. Empty for what has letters, a
/// fraction, or up to three digits, which are anybody's.
[[nodiscard]] QString wholeNumber(QString text);

/// True for a cell that looks like a number or a name that identifies (reference export.md 3, patterns).
[[nodiscard]] bool looksIdentifying(const QString& cell);

} // namespace casebook
