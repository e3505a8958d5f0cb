// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/values/Result.h"
#include "storage/vault/Session.h"

#include <QList>

namespace casebook {

class Database;

/// How a table of outside is decoded.
enum class TableEncoding { Auto, Utf8, Gb18030, Utf16 };
/// The table's text. Auto: a BOM, else UTF-8 when it is valid, else GB18030. Error "bad-encoding" (args: offset of
/// the first bad byte).
[[nodiscard]] Result<QString> decodeTable(const QByteArray& bytes, TableEncoding encoding);

/// Why a cell (or, with an empty column, a line) was not taken.
struct CellRefusal {
    qint64 line = 0; ///< of the file, from 1
    QString column;
    QByteArray code;
};

/// What an import would do or has done.
struct TableImportReport {
    bool dryRun = false;
    int rows = 0; ///< of the file without its header
    int added = 0, changed = 0, same = 0;
    QList<CellRefusal> refused;
    bool seenBefore = false; ///< the same bytes were imported already
    Uuid import; ///< empty for a dry run
    QStringList brokenSignatures; ///< paths of forms that were signed and now hold other values
};

/// Enrols subjects from a CSV: columns label, name, sex, birth_date, patient_id, site. Nothing is written when
/// `dryRun` or when any cell is refused, unless `partly`; otherwise one audited transaction.
/// Right Import. Any thread but the GUI's.
class SubjectImport {
public:
    SubjectImport(Database& database, const Session& session);
    [[nodiscard]] static QByteArray csvTemplate(); ///< the header, UTF-8 with BOM
    struct Options {
        TableEncoding encoding = TableEncoding::Auto;
        bool dryRun = false;
        bool partly = false; ///< take the good lines
    };
    /// Errors of decodeTable and readCsv; "no-such-column" (object).
    [[nodiscard]] Result<TableImportReport> run(const QByteArray& bytes, const Options& options);

private:
    Database& database_;
    const Session& session_;
};

} // namespace casebook
