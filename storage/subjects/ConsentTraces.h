// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/subjects/ConsentScope.h"

namespace casebook::consentTraces {

/// What else tells of a subject beside its own rows: values in the audit, lines of import reports, names of files.

/// Values and reasons of these rows of the audit; `seqs` as ConsentScope::auditRows() gives them.
[[nodiscard]] Result<int> countAuditValues(Connection& connection, const IdList& seqs);
/// Deletes them with their salts; for each a row "remove-value" that names it. @param why the reason's code
/// @return how many.
[[nodiscard]] Result<int> removeAuditValues(WriteTransaction& tx, const ConsentScope& scope,
                                            const IdList& seqs, const QByteArray& why, const Job& job);
/// Rows of other subjects' histories that tell the reason of a move or a join which was this subject's too.
[[nodiscard]] Result<IdList> sharedReasons(Connection& connection, const ConsentScope& scope);
/// Deletes these reasons alone.
[[nodiscard]] Result<int> removeReasons(WriteTransaction& tx, const ConsentScope& scope, const IdList& seqs,
                                        const QByteArray& why);

struct Notes {
    int own = 0; ///< lines of import reports and names of watched files that go
    int shared =
        0; ///< refused files of imports that brought others too, of which nobody knows whose they were
};
[[nodiscard]] Result<Notes> countNotes(Connection& connection, const ConsentScope& scope);
/// Takes the subject out of import reports. Names of watched files become hashes, so that a file that was taken is
/// still known and does not come in again.
[[nodiscard]] Result<Notes> cleanNotes(WriteTransaction& tx, const ConsentScope& scope);

/// What a watched file is known by once its name is not to be kept.
[[nodiscard]] QString fileMark(const QString& path, std::int64_t size, std::int64_t changedMs);

} // namespace casebook::consentTraces
