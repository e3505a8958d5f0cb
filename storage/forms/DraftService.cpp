// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/forms/DraftService.h"

#include "storage/database/Database.h"
#include "storage/database/Rows.h"

#include <QPromise>

namespace casebook {

namespace {

/// "GROUP/uuid/item"; neither part can hold a slash.
QString pathText(const ItemPath& path) {
    return path.group + u'/' + (path.row.isEmpty() ? QString() : Uuid{path.row}.toString()) + u'/' +
           path.item;
}

ItemPath pathFrom(const QString& text) {
    const QStringList parts = text.split(u'/');
    return {parts.value(0), Uuid::fromString(parts.value(1)).bytes, parts.value(2)};
}

Result<> mayType(const Session& session) {
    return session.may(Right::EnterReading) ? Result<>() : session.require(Right::EnterForms);
}

} // namespace

DraftService::DraftService(Database& database, const Session& session)
    : database_(database), session_(session) {}

QFuture<Result<>> DraftService::put(const Uuid& form, const ItemPath& path, const QString& raw) {
    if (auto may = mayType(session_); !may)
        return QtFuture::makeReadyValueFuture(Result<>(may));
    return database_.write([user = session_.user, form, text = pathText(path), raw](WriteTransaction& tx) {
        return tx.run("INSERT INTO draft(form, user_id, path, raw, time_ms) VALUES(?, ?, ?, ?, ?)"
                      " ON CONFLICT(form, user_id, path) DO UPDATE SET raw = excluded.raw, time_ms ="
                      " excluded.time_ms",
                      form, user, text, raw, tx.nowMs());
    });
}

Result<QList<Draft>> DraftService::drafts(const Uuid& form) const {
    return database_.read([&](ReadConnection& c) -> Result<QList<Draft>> {
        auto rows =
            c.prepare("SELECT path, raw, time_ms FROM draft WHERE form = ? AND user_id = ? ORDER BY id");
        if (!rows)
            return tl::unexpected(rows.error());
        rows->bindAll(form, session_.user);
        return allRows<Draft>(*rows, [](const Statement& r) -> Result<Draft> {
            return Draft{pathFrom(r.text(0)), r.text(1), r.integer(2)};
        });
    });
}

Result<QList<Uuid>> DraftService::forms() const {
    return database_.read([&](ReadConnection& c) -> Result<QList<Uuid>> {
        auto rows = c.prepare("SELECT DISTINCT form FROM draft WHERE user_id = ? ORDER BY form");
        if (!rows)
            return tl::unexpected(rows.error());
        rows->bindAll(session_.user);
        return allRows<Uuid>(*rows, [](const Statement& r) -> Result<Uuid> { return r.uuid(0); });
    });
}

Result<> DraftService::discard(const Uuid& form) {
    if (auto may = mayType(session_); !may)
        return may;
    return database_.writeAndWait([&](WriteTransaction& tx) {
        return tx.run("DELETE FROM draft WHERE form = ? AND user_id = ?", form, session_.user);
    });
}

} // namespace casebook
