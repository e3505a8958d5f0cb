// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/forms/TableImport.h"

#include <QCryptographicHash>
#include <QJsonDocument>
#include <QJsonObject>

namespace casebook::tableImport {

QString hashOf(const QByteArray& bytes) {
    return QString::fromLatin1(QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex());
}

Result<bool> seenBefore(Connection& connection, const QString& hash) {
    return connection
        .one("SELECT 1 FROM import WHERE state = 'done' AND json_extract(counts, '$.sha256') = ? LIMIT 1",
             hash)
        .map([](std::optional<std::int64_t> found) { return found.has_value(); });
}

Result<Uuid> record(WriteTransaction& tx, const Session& session, const QByteArray& kind, const QString& hash,
                    const TableImportReport& report, const QString& reason) {
    const Uuid uuid = tx.newUuid();
    const QString counts = QString::fromUtf8(
        QJsonDocument(QJsonObject{{QStringLiteral("import"), uuid.toString()},
                                  {QStringLiteral("state"), QStringLiteral("done")},
                                  {QStringLiteral("files"), 1},
                                  {QStringLiteral("rows"), report.rows},
                                  {QStringLiteral("imported"), report.added + report.changed},
                                  {QStringLiteral("duplicates"), report.same},
                                  {QStringLiteral("refused_cells"), qint64(report.refused.size())},
                                  {QStringLiteral("sha256"), hash}})
            .toJson(QJsonDocument::Compact));
    if (auto run = tx.run("INSERT INTO import(uuid, started_ms, ended_ms, state, user, source_kind, counts)"
                          " VALUES(?, ?, ?, 'done', ?, ?, ?)",
                          uuid, tx.nowMs(), tx.nowMs(), session.user, QString::fromLatin1(kind), counts);
        !run)
        return tl::unexpected(run.error());
    AuditEntry entry;
    entry.action = "import";
    entry.objectKind = "import";
    entry.object = uuid;
    entry.field = kind;
    entry.newValue = counts;
    entry.reasonText = reason;
    return tx.audit(entry).map([&](std::int64_t) { return uuid; });
}

} // namespace casebook::tableImport
