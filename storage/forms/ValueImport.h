// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/forms/DefinitionService.h"
#include "storage/forms/SubjectImport.h"

namespace casebook {

/// Item values from a CSV by a mapping file (JSON):
/// {"form":"LAB","keys":{"subject":"Subject","visit":"Visit","repeat":"Cycle","row":"Line"},"group":"",
///  "visit":"SCR","blank":"keep|clear|skip","date_order":"ymd|dmy|mdy","decimal":".",
///  "columns":{"ALT (U/L)":{"item":"lb_alt","unit":"U/L"},"Hb":"lb_hb"}}
/// "blank": an empty cell keeps the stored value, clears it (with --reason), or skips the whole line. Lines are
/// found by keys, never by their number. One audited transaction; the same file twice is told. Right Import.
class ValueImport {
public:
    ValueImport(Database& database, const Session& session, const Clock& clock,
                DefinitionService& definitions);
    /// A CSV with one column an item of the form, and the mapping that goes with it.
    struct Template {
        QByteArray csv, mapping;
    };
    /// Error "no-such-form".
    [[nodiscard]] Result<Template> csvTemplate(const QString& form) const;
    struct Options {
        TableEncoding encoding = TableEncoding::Auto;
        bool dryRun = false;
        bool partly = false; ///< take the good cells
        QString reason; ///< where complete forms change
    };
    /// Errors of decodeTable and readCsv; "bad-mapping" (object: the key), "no-such-column", "no-such-item".
    [[nodiscard]] Result<TableImportReport> run(const QByteArray& bytes, const QByteArray& mapping,
                                                const Options& options);

private:
    Database& database_;
    const Session& session_;
    const Clock& clock_;
    DefinitionService& definitions_;
};

} // namespace casebook
