// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/database/WriteTransaction.h"
#include "storage/imaging/ImportService.h"

namespace casebook::importTable {

/// SQL of `import` and `import_waiting`. Used by services inside their transactions.

struct Key {
    ImportId id;
    Uuid uuid;
};
/// Marks imports that never ended, but for those that run now, as interrupted, then begins a new one. Audited.
[[nodiscard]] Result<Key> begin(WriteTransaction& tx, const Session& session, const QByteArray& sourceKind,
                                const QList<ImportId>& running);
/// Keeps the report with the import. Audited.
[[nodiscard]] Result<> end(WriteTransaction& tx, const Session& session, const ImportReport& report);
struct Found {
    Key key;
    QByteArray state;
};
/// By uuid or local number. Error "no-such-import".
[[nodiscard]] Result<Found> find(Connection& connection, const QString& idOrUuid);
/// What the audit says of a finished import: "imported 12, duplicates 0, ...".
[[nodiscard]] QString countsText(const ImportReport& report);
[[nodiscard]] Result<QList<ImportService::ImportRow>> list(Connection& connection);

[[nodiscard]] Result<> addWaiting(WriteTransaction& tx, ImportId import, ExamId exam,
                                  const QByteArray& reason);
/// A series that holds a second file of an instance; asked once.
[[nodiscard]] Result<> addWaiting(WriteTransaction& tx, ImportId import, SeriesId series,
                                  const QByteArray& reason);
/// Takes an exam off the list of those that wait. Error "not-waiting".
[[nodiscard]] Result<> settleWaiting(WriteTransaction& tx, ExamId exam, const QByteArray& state);

} // namespace casebook::importTable
