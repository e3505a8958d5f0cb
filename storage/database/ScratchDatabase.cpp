// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/database/ScratchDatabase.h"

#include "storage/database/DatabaseImplementation.h"
#include "storage/database/Migrations.h"
#include "storage/database/Rows.h"
#include "storage/vault/Crypto.h"

namespace casebook {

namespace {
constexpr int keyBytes = 32;
constexpr int idBytes = 16;

CopiedValue valueOf(const Statement& row, int column, const QString& type) {
    if (type == QLatin1StringView("integer"))
        return row.integer(column);
    if (type == QLatin1StringView("real"))
        return row.real(column);
    if (type == QLatin1StringView("text"))
        return row.text(column);
    if (type == QLatin1StringView("blob"))
        return row.blob(column);
    return nullptr;
}
} // namespace

Result<std::unique_ptr<ScratchDatabase>> ScratchDatabase::create(const Clock& clock) {
    std::unique_ptr<ScratchDatabase> out(new ScratchDatabase);
    if (!out->folder_.isValid())
        return fail(ErrorKind::System, "cannot-write", out->folder_.path(), {out->folder_.errorString()});
    out->key_ = SecretBytes::random(keyBytes);
    out->salt_ = crypto::randomBytes(idBytes);
    const DatabaseFile file{out->folder_.filePath(QStringLiteral("c")), &out->key_, out->salt_};
    auto connection = sqlcipher::openForWriting(file, sqlcipher::Mode::Create);
    if (!connection)
        return tl::unexpected(connection.error());
    auto audit = std::make_unique<AuditAppender>(clock, SecretBytes::random(keyBytes),
                                                 crypto::randomBytes(idBytes), AuditActor::ofThisProcess());
    if (auto ready =
            migrations::upgrade(**connection, *audit, out->folder_.filePath(QStringLiteral("before")))
                .and_then([&] { return (*connection)->execute("PRAGMA foreign_keys=OFF"); });
        !ready)
        return tl::unexpected(ready.error());
    auto inside = std::make_unique<Database::Implementation>(file, sqlcipher::Mode::Read);
    inside->startWriter(std::move(*connection), std::move(audit), [](const ChainHead&) {});
    out->database_ = std::make_unique<Database>(std::move(inside));
    return out;
}

ScratchDatabase::~ScratchDatabase() {
    if (database_)
        database_->close();
}

Result<CopiedRows> rowsToCopy(Connection& from, const QByteArray& table, const QByteArray& where,
                              std::optional<std::int64_t> value) {
    auto columns = from.prepare("SELECT name FROM pragma_table_info(?)");
    if (!columns)
        return tl::unexpected(columns.error());
    columns->bindAll(QString::fromLatin1(table));
    const auto names = allRows<QByteArray>(
        *columns, [](const Statement& r) -> Result<QByteArray> { return r.text(0).toUtf8(); });
    if (!names)
        return tl::unexpected(names.error());
    QByteArrayList wanted;
    for (const QByteArray& name : *names)
        wanted.append("typeof(\"" + name + "\"), \"" + name + '"');
    auto rows = from.prepare("SELECT " + wanted.join(", ") + " FROM " + table + ' ' + where);
    if (!rows)
        return tl::unexpected(rows.error());
    if (value)
        rows->bind(1, *value);
    return allRows<QList<CopiedValue>>(*rows, [&](const Statement& r) -> Result<QList<CopiedValue>> {
        QList<CopiedValue> row;
        for (int i = 0; i < int(names->size()); ++i)
            row.append(valueOf(r, 2 * i + 1, r.text(2 * i)));
        return row;
    });
}

Result<> copyRows(WriteTransaction& to, const QByteArray& table, const CopiedRows& rows) {
    if (rows.isEmpty())
        return {};
    QByteArrayList places(rows.front().size(), "?");
    auto statement = to.prepare("INSERT OR IGNORE INTO " + table + " VALUES(" + places.join(',') + ')');
    if (!statement)
        return tl::unexpected(statement.error());
    for (const auto& row : rows) {
        for (int i = 0; i < int(row.size()); ++i)
            std::visit([&](const auto& value) { statement->bind(i + 1, value); }, row[i]);
        if (auto done = statement->run(); !done)
            return done;
    }
    return {};
}

} // namespace casebook
