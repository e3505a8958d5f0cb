// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/values/Job.h"
#include "storage/forms/FormService.h"

namespace casebook {

/// One form of an import: where it stands and what it holds. Row ids are made by the caller (16 bytes, unique).
struct BulkForm {
    FormKey key;
    FormData data; ///< `form`, `exam`, `id` are not read; held is computed
    QString visitDate; ///< ISO; empty: leaves the visit's date
    bool notDone = false;
};

/// Many forms at once (ODM, CSV, the demo): forms must be empty before, unless `overwrite`. One audit row a form
/// that commits to all its values; calculations, held flags, states and system queries as in a save.
/// Right Import. Any thread but the GUI's.
class BulkForms {
public:
    BulkForms(Database& database, const Session& session, const Clock& clock, DefinitionService& definitions);

    struct Options {
        QByteArray origin = "import"; ///< of the values
        QString source; ///< what it came from, for the audit
        bool overwrite = false;
        bool queries = true; ///< open system queries
    };
    struct Done {
        int forms = 0, values = 0, queries = 0;
        QStringList brokenSignatures; ///< paths of forms that were signed and now hold other values
    };
    /// All in one transaction; the forms of one subject should be given together (calculated in the order given).
    /// Errors: those of FormService::save; "form-not-empty" (object: the path).
    [[nodiscard]] Result<Done> write(const QList<BulkForm>& forms, const Options& options, const Job& job);

private:
    [[nodiscard]] Result<Done> writeSubject(WriteTransaction& tx, const QList<BulkForm>& forms,
                                            const Options& options) const;
    Database& database_;
    const Session& session_;
    const Clock& clock_;
    DefinitionService& definitions_;
};

} // namespace casebook
