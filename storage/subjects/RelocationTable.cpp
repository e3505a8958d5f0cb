// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/subjects/RelocationTable.h"

#include "storage/database/Rows.h"

#include <QJsonDocument>

namespace casebook::relocationTable {

namespace {

QString text(const QJsonObject& object) {
    return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

QJsonObject object(const QString& text) { return QJsonDocument::fromJson(text.toUtf8()).object(); }

} // namespace

Result<Relocation> begin(WriteTransaction& tx, const Session& session, const QByteArray& kind,
                         SubjectId source, SubjectId target, const QJsonObject& marks) {
    Relocation made{0, tx.newUuid(), kind, source, target, marks};
    return tx
        .run("INSERT INTO relocation(uuid, kind, source, target, state, marks, user, created_ms)"
             " VALUES(?, ?, ?, ?, 'done', ?, ?, ?)",
             made.uuid, QString::fromLatin1(kind), source, target, text(marks), session.user, tx.nowMs())
        .map([&] {
            made.id = tx.lastInsertId();
            return made;
        });
}

Result<> note(WriteTransaction& tx, const Relocation& relocation, const Piece& piece) {
    return tx.run("INSERT OR IGNORE INTO relocated(relocation, kind, object, before) VALUES(?, ?, ?, ?)",
                  relocation.id, QString::fromLatin1(piece.kind), piece.object, text(piece.before));
}

Result<QList<Piece>> pieces(Connection& connection, std::int64_t relocation) {
    auto rows =
        connection.prepare("SELECT kind, object, before FROM relocated WHERE relocation = ? ORDER BY id");
    if (!rows)
        return tl::unexpected(rows.error());
    rows->bindAll(relocation);
    return allRows<Piece>(*rows, [](const Statement& r) -> Result<Piece> {
        return Piece{r.text(0).toLatin1(), r.integer(1), object(r.text(2))};
    });
}

Result<> undone(WriteTransaction& tx, std::int64_t relocation) {
    return tx.run("UPDATE relocation SET state = 'undone', rv = rv + 1 WHERE id = ?", relocation);
}

Result<std::optional<Relocation>> joinOf(Connection& connection, SubjectId source) {
    auto row = connection.prepare("SELECT id, uuid, target, marks FROM relocation WHERE source = ? AND kind ="
                                  " 'join' AND state = 'done' ORDER BY id DESC LIMIT 1");
    if (!row)
        return tl::unexpected(row.error());
    row->bindAll(source);
    return row->step().map([&](bool found) -> std::optional<Relocation> {
        if (!found)
            return std::nullopt;
        return Relocation{row->integer(0), row->uuid(1),          "join",
                          source,          row->id<SubjectId>(2), object(row->text(3))};
    });
}

Result<std::optional<QJsonObject>> before(Connection& connection, const QByteArray& kind, std::int64_t piece,
                                          SubjectId source, SubjectId target) {
    auto row = connection.prepare("SELECT p.before FROM relocated p JOIN relocation m ON m.id = p.relocation"
                                  " WHERE p.kind = ? AND p.object = ? AND m.kind = 'move' AND m.source = ?"
                                  " AND m.target = ? ORDER BY m.id DESC LIMIT 1");
    if (!row)
        return tl::unexpected(row.error());
    row->bindAll(QString::fromLatin1(kind), piece, target, source);
    return row->step().map(
        [&](bool found) { return found ? std::optional(object(row->text(0))) : std::nullopt; });
}

} // namespace casebook::relocationTable
