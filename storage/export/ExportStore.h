// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/database/WriteTransaction.h"
#include "storage/export/ExportService.h"

namespace casebook::exportStore {

/// SQL of `export_set` and `export_subject`, each change with its audit row. Checks no rights.

struct Row {
    std::int64_t id = 0;
    Uuid uuid;
    std::int64_t cohort = 0;
    QByteArray kind, options, key, state, manifestHash;
    QString profile, cut, part, folder;
    std::int64_t createdMs = 0;
};

/// Of "X.part": "X", where the set goes when it is whole. Empty for another name.
[[nodiscard]] QString folderOfPart(const QString& part);

/// State "running"; the pseudonyms and offsets of `subjects` beside it.
[[nodiscard]] Result<Row> insert(WriteTransaction& tx, Row row, const QList<ExportSubject>& subjects,
                                 const Session& session);
/// Of a repeat (`again`) the row stays that of the first time, and the audit says where the new folder is. Error
/// "withdrawn-since": somebody withdrew while it was written.
[[nodiscard]] Result<> release(WriteTransaction& tx, const Row& row, const QString& folder,
                               const QByteArray& manifestHash, const QByteArray& report, bool again);
/// The set of an export that was cut off after its rename: released all the same. The audit says how it came about.
/// Error "withdrawn-since".
[[nodiscard]] Result<> settle(WriteTransaction& tx, const Row& row, const QByteArray& manifestHash,
                              const QByteArray& report);
/// `left`: its unfinished folder could not be removed, so its place is kept.
[[nodiscard]] Result<> refuse(WriteTransaction& tx, const Row& row, const QByteArray& report, bool left);

/// A released set is written again into row.part, which stays in its row while that lasts. Error "set-unfinished".
[[nodiscard]] Result<> noteRepeat(WriteTransaction& tx, const Row& row);
[[nodiscard]] Result<> repeatFailed(WriteTransaction& tx, const Row& row, const QByteArray& code, bool left);
/// How a repeat that was cut off ended; a hash where its whole set stands. Error "withdrawn-since".
[[nodiscard]] Result<> settleRepeat(WriteTransaction& tx, const Row& row,
                                    const std::optional<QByteArray>& manifestHash);

// What was left, by another session or by this one; what this one is writing now is not.
[[nodiscard]] Result<> interruptRunning(WriteTransaction& tx, const Uuid& session);
/// Exports that were running, or were interrupted and still have a place where they wrote, repeats too. Without those
/// whose folder another one has released since.
[[nodiscard]] Result<QList<Row>> cutOff(Connection& connection, const Uuid& session);
[[nodiscard]] Result<QList<ExportRecord>> unfinished(Connection& connection, const Uuid& session);
/// What stands at `folder` is the set of another export.
[[nodiscard]] Result<bool> isReleasedByAnother(Connection& connection, const Row& row, const QString& folder);
/// The session is writing it, first or again.
[[nodiscard]] Result<bool> isOfSession(Connection& connection, const Row& row, const Uuid& session);
[[nodiscard]] Result<> forgetPart(WriteTransaction& tx, const Row& row);

/// Error "withdrawn-since" (args: how many) when subjects of the set withdrew since, so that their data is used no
/// more.
[[nodiscard]] Result<> requireConsent(Connection& connection, const Row& row);
/// Pseudonyms of the set by subject.
[[nodiscard]] Result<QHash<std::int64_t, QString>> pseudonyms(Connection& connection, const Row& row);
/// By UUID. Error "no-such-export".
[[nodiscard]] Result<Row> find(Connection& connection, const QString& id);
[[nodiscard]] Result<QList<ExportRecord>> list(Connection& connection);
/// Pseudonyms of all exports with the birth dates behind them.
[[nodiscard]] Result<QHash<QString, QString>> birthDates(Connection& connection);
/// Pseudonyms of all exports with the IDs behind them.
[[nodiscard]] Result<QHash<QString, QStringList>> ownNumbers(Connection& connection);

} // namespace casebook::exportStore
