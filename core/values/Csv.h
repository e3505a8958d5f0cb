// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/values/Result.h"

#include <QList>
#include <QString>
#include <QStringList>
#include <QStringView>

namespace casebook {

/// One record of a CSV text. `line` counts from 1 and is where the record starts (a quoted cell may hold line
/// breaks).
struct CsvRow {
    qint64 line = 0;
    QStringList cells;
    QList<bool> quoted; ///< of each cell: was it quoted? "" and nothing differ for some readers
};

/// What is odd about a record but does not stop the reading.
struct CsvFault {
    qint64 line = 0;
    QByteArray code; ///< "ragged-row": other than the header's number of cells
    qsizetype cells = 0, expected = 0;
};

/// A whole table with a header. Ragged rows are kept as they are and reported; empty lines are left out.
struct CsvTable {
    QStringList header; ///< trimmed of outer white space; a BOM before it is dropped
    QList<CsvRow> rows;
    QList<CsvFault> faults;

    /// Index of a column, -1 when there is none.
    [[nodiscard]] qsizetype column(QStringView name) const;
    /// The cell, empty when the row is too short or there is no such column.
    [[nodiscard]] QString cell(const CsvRow& row, QStringView name) const;
    [[nodiscard]] QString cell(const CsvRow& row, qsizetype column) const;
};

/// Reads RFC 4180 CSV: quotes, doubled quotes, line breaks in quotes, CRLF, LF or CR. Decoding (UTF-8, GB18030)
/// is the caller's. Errors: "csv-nul" (a NUL character), "csv-quote" (a quote that is not closed, or text after
/// a closing quote), "csv-empty" (no header), "csv-column-twice" (object: the name). args: the line.
[[nodiscard]] Result<CsvTable> readCsv(QStringView text, QChar separator = u',');

/// The same without a header: all records.
[[nodiscard]] Result<QList<CsvRow>> readCsvRows(QStringView text, QChar separator = u',');

/// One record with its line end "\r\n"; cells are quoted where they need it.
[[nodiscard]] QString csvLine(const QStringList& cells, QChar separator = u',');

} // namespace casebook
