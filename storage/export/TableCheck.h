// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QSet>
#include <QString>
#include <QStringList>

namespace casebook {

struct TableFault {
    QString path, what;
};

/// Tables of a set against its own datapackage.json: columns, types, unique keys, foreign keys. `tables`: how many.
[[nodiscard]] QList<TableFault> checkTables(const QString& folder, int& tables);

/// RFC 4180 records; the check's own reader.
[[nodiscard]] QList<QStringList> csvRows(const QString& text);

/// Columns of a table that hold free words: by dictionary/variables.csv, strings without a code list that come from
/// the forms. Without a dictionary: all.
[[nodiscard]] QSet<int> textColumns(const QString& folder, const QString& table, const QStringList& header);
/// Those that hold numbers that people typed. Without a dictionary: none, all are texts.
[[nodiscard]] QSet<int> numberColumns(const QString& folder, const QString& table, const QStringList& header);

} // namespace casebook
