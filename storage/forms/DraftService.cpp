// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/forms/DraftService.h"

#include "storage/database/Database.h"
#include "storage/database/Rows.h"
#include "storage/forms/DraftTable.h"

#include <QPromise>

namespace casebook {

namespace {

using draftTable::pathText;

Result<> mayType(const Session& session) {
    return session.may(Right::EnterReading) ? Result<>() : session.require(Right::EnterForms);
}

QFuture<Result<>> store(Database& database, const Session& session, const Uuid& form, const QString& path,
                        const QString& raw, std::int64_t readMs) {
    if (auto may = mayType(session); !may)
        return QtFuture::makeReadyValueFuture(Result<>(may));
    return database.write([user = session.user, form, path, raw, readMs](WriteTransaction& tx) {
        return tx.run("INSERT INTO draft(form, user_id, path, raw, time_ms) VALUES(?, ?, ?, ?, ?)"
                      " ON CONFLICT(form, user_id, path) DO UPDATE SET raw = excluded.raw, time_ms ="
                      " min(draft.time_ms, excluded.time_ms)",
                      form, user, path, raw, readMs > 0 ? readMs : tx.nowMs());
    });
}

} // namespace

DraftService::DraftService(Database& database, const Session& session)
    : database_(database), session_(session) {}

QFuture<Result<>> DraftService::put(const Uuid& form, const ItemPath& path, const QString& raw,
                                    std::int64_t readMs) {
    return store(database_, session_, form, pathText(path, DraftKind::Typed), raw, readMs);
}

QFuture<Result<>> DraftService::putReason(const Uuid& form, const ItemPath& path, const QString& text) {
    return store(database_, session_, form, pathText(path, DraftKind::Reason), text, 0);
}

Result<> DraftService::dropReason(const Uuid& form, const ItemPath& path) {
    if (auto may = mayType(session_); !may)
        return may;
    return database_.writeAndWait([&](WriteTransaction& tx) {
        return tx.run("DELETE FROM draft WHERE form = ? AND user_id = ? AND path = ?", form, session_.user,
                      pathText(path, DraftKind::Reason));
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
            return draftTable::draftFrom(r.text(0), r.text(1), r.integer(2));
        });
    });
}

Result<QList<Uuid>> DraftService::forms() const {
    return database_.read([&](ReadConnection& c) -> Result<QList<Uuid>> {
        auto rows = c.prepare("SELECT DISTINCT form FROM draft WHERE user_id = ? AND path NOT LIKE '%/%/%/%'"
                              " ORDER BY form");
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
