// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/values/Csv.h"

#include <algorithm>

namespace casebook {

namespace {

/// One pass over the text; every cell is closed once, by a separator, a line end or the end.
class Scanner {
public:
    Scanner(QStringView text, QChar separator) : text_(text), separator_(separator) {}

    Result<QList<CsvRow>> run() {
        if (text_.startsWith(QChar(0xFEFF)))
            at_ = 1;
        begin();
        while (at_ < text_.size()) {
            const QChar c = text_[at_];
            if (c.isNull())
                return fault("csv-nul");
            const bool sound = inQuotes_ ? quoted(c) : plain(c);
            if (!sound)
                return fault("csv-quote");
        }
        if (inQuotes_)
            return fault("csv-quote");
        closeRow();
        return std::move(rows_);
    }

private:
    bool quoted(QChar c) {
        ++at_;
        if (c != u'"') {
            countLine(c);
            cell_ += c;
        } else if (at_ < text_.size() && text_[at_] == u'"') {
            cell_ += u'"';
            ++at_;
        } else {
            inQuotes_ = false;
            closed_ = true;
        }
        return true;
    }

    bool plain(QChar c) {
        ++at_;
        if (c == separator_) {
            closeCell();
        } else if (c == u'\n' || c == u'\r') {
            if (c == u'\r' && at_ < text_.size() && text_[at_] == u'\n')
                ++at_;
            ++line_;
            closeRow();
            begin();
        } else if (closed_) {
            return false; // text after a closing quote
        } else if (c == u'"' && cell_.isEmpty()) {
            inQuotes_ = true;
            wasQuoted_ = true;
        } else {
            cell_ += c;
        }
        return true;
    }

    void countLine(QChar c) {
        if (c == u'\n' || (c == u'\r' && (at_ >= text_.size() || text_[at_] != u'\n')))
            ++line_;
    }

    void begin() {
        row_ = {};
        row_.line = line_;
    }

    void closeCell() {
        row_.cells << std::move(cell_);
        row_.quoted << wasQuoted_;
        cell_.clear();
        wasQuoted_ = closed_ = false;
    }

    void closeRow() {
        closeCell();
        const bool empty = row_.cells.size() == 1 && row_.cells[0].isEmpty() && !row_.quoted[0];
        if (!empty)
            rows_ << std::move(row_);
    }

    tl::unexpected<Error> fault(const char* code) const {
        return fail(ErrorKind::Refused, code, QString::number(line_), {QString::number(line_)});
    }

    QStringView text_;
    QChar separator_;
    QList<CsvRow> rows_;
    CsvRow row_;
    QString cell_;
    qsizetype at_ = 0;
    qint64 line_ = 1;
    bool inQuotes_ = false;
    bool wasQuoted_ = false;
    bool closed_ = false; ///< the quotes of this cell were closed
};

} // namespace

qsizetype CsvTable::column(QStringView name) const {
    const auto at = std::find(header.begin(), header.end(), name);
    return at == header.end() ? -1 : at - header.begin();
}

QString CsvTable::cell(const CsvRow& row, QStringView name) const { return cell(row, column(name)); }

QString CsvTable::cell(const CsvRow& row, qsizetype column) const { return row.cells.value(column); }

Result<QList<CsvRow>> readCsvRows(QStringView text, QChar separator) {
    return Scanner(text, separator).run();
}

Result<CsvTable> readCsv(QStringView text, QChar separator) {
    auto rows = readCsvRows(text, separator);
    if (!rows)
        return tl::unexpected(rows.error());
    if (rows->isEmpty())
        return fail(ErrorKind::Refused, "csv-empty");
    CsvTable table;
    for (const QString& name : rows->takeFirst().cells) {
        const QString trimmed = name.trimmed();
        if (!trimmed.isEmpty() && table.header.contains(trimmed))
            return fail(ErrorKind::Refused, "csv-column-twice", trimmed);
        table.header << trimmed;
    }
    table.rows = *std::move(rows);
    for (const CsvRow& row : table.rows)
        if (row.cells.size() != table.header.size())
            table.faults << CsvFault{row.line, "ragged-row", row.cells.size(), table.header.size()};
    return table;
}

QString csvLine(const QStringList& cells, QChar separator) {
    QStringList written;
    for (const QString& cell : cells) {
        const bool bare = std::none_of(cell.begin(), cell.end(), [&](QChar c) {
            return c == separator || c == u'"' || c == u'\n' || c == u'\r';
        });
        written << (bare ? cell : u'"' + QString(cell).replace(u'"', QStringLiteral("\"\"")) + u'"');
    }
    // A single empty cell would be an empty line, which readers skip.
    if (cells.size() == 1 && cells[0].isEmpty())
        written[0] = QStringLiteral("\"\"");
    return written.join(separator) + QStringLiteral("\r\n");
}

} // namespace casebook
