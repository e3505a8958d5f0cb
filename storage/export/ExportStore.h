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

/// State "running"; the pseudonyms and offsets of `subjects` beside it.
[[nodiscard]] Result<Row> insert(WriteTransaction& tx, Row row, const QList<ExportSubject>& subjects,
                                 const Session& session);
[[nodiscard]] Result<> release(WriteTransaction& tx, const Row& row, const QString& folder,
                               const QByteArray& manifestHash, const QByteArray& report, bool again);
/// The set of an export that was cut off after its rename: released all the same. The audit says how it came about.
[[nodiscard]] Result<> settle(WriteTransaction& tx, const Row& row, const QByteArray& manifestHash,
                              const QByteArray& report);
[[nodiscard]] Result<> refuse(WriteTransaction& tx, const Row& row, const QByteArray& report);
[[nodiscard]] Result<> noteRepeat(WriteTransaction& tx, const Row& row, const QString& part);
[[nodiscard]] Result<> interruptRunning(WriteTransaction& tx);
/// Exports that were running, or were interrupted and still have a place where they wrote. Without those whose folder
/// another one has released since.
[[nodiscard]] Result<QList<Row>> cutOff(Connection& connection);
[[nodiscard]] Result<> forgetPart(WriteTransaction& tx, const Row& row);

/// By UUID. Error "no-such-export".
/// How many subjects of the set withdrew since, so that their data is used no more.
[[nodiscard]] Result<int> withdrawnSince(Connection& connection, const Row& row);
[[nodiscard]] Result<Row> find(Connection& connection, const QString& id);
[[nodiscard]] Result<QList<ExportRecord>> list(Connection& connection, const QByteArray& where);
/// Pseudonyms of all exports with the birth dates behind them.
[[nodiscard]] Result<QHash<QString, QString>> birthDates(Connection& connection);

} // namespace casebook::exportStore
