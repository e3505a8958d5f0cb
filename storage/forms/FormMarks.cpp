// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/forms/AuditText.h"
#include "storage/database/Database.h"
#include "storage/database/Rows.h"
#include "storage/forms/FormAccess.h"
#include "storage/forms/FormService.h"
#include "storage/forms/FormTable.h"
#include "storage/forms/StoredSubject.h"
#include "storage/forms/UnlockRule.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace casebook {

namespace {

AuditEntry entryOf(const FormInfo& form, const QByteArray& action, const QByteArray& field) {
    AuditEntry entry;
    entry.action = action;
    entry.objectKind = "form";
    entry.object = form.uuid;
    entry.subject = form.subjectUuid;
    entry.field = field;
    return entry;
}

Result<> audited(WriteTransaction& tx, const AuditEntry& entry) {
    return tx.audit(entry).map([](std::int64_t) {});
}

Result<StoredForm> storedForm(Connection& connection, FormId form) {
    return formTable::info(connection, form).and_then([&](const FormInfo& info) {
        return StoredSubject::load(connection, info.subject).map([&](const StoredSubject& subject) {
            return subject.forms[form];
        });
    });
}

Result<> verifyOne(WriteTransaction& tx, const Session& session, const StoredForm& form,
                   const StoredValue& value, bool verified) {
    auto run = tx.run("UPDATE item_value SET verified_ms = ?, verified_by = ? WHERE id = ?",
                      verified ? std::optional(tx.nowMs()) : std::nullopt,
                      verified ? std::optional(session.user) : std::nullopt, value.id);
    AuditEntry entry = entryOf(form.info, verified ? "verify" : "unverify", form.field(value.path));
    entry.newValue = auditText(value.value);
    return run.and_then([&] { return audited(tx, entry); });
}

Result<FormInfo> setLock(WriteTransaction& tx, const Session& session, const FormInfo& info, bool lock,
                         const QString& reason) {
    auto run = tx.run("UPDATE form SET locked_ms = ?, locked_by = ?, rv = rv + 1 WHERE id = ?",
                      lock ? std::optional(tx.nowMs()) : std::nullopt,
                      lock ? std::optional(session.user) : std::nullopt, info.id);
    AuditEntry entry = entryOf(info, lock ? "lock" : "unlock", info.place().toUtf8());
    entry.reasonText = reason.trimmed();
    return run.and_then([&] { return audited(tx, entry); }).and_then([&] {
        return formTable::info(tx.connection(), info.id);
    });
}

/// Who asked before, unless nobody but this user could do it.
Result<bool> isSecondPerson(Connection& connection, UserId user, FormId form) {
    auto row = connection.prepare(
        "SELECT EXISTS(SELECT 1 FROM unlock_request WHERE form = ?1 AND state = 'open' AND user <> ?2),"
        " EXISTS(SELECT 1 FROM user u JOIN user_role r ON r.user_id = u.id WHERE u.state = 'active'"
        " AND u.id <> ?2 AND r.role = 'data-manager')");
    if (!row)
        return tl::unexpected(row.error());
    row->bindAll(form, user);
    return row->step().map([&](bool) { return row->integer(0) != 0 || row->integer(1) == 0; });
}

Result<FormInfo> askUnlock(WriteTransaction& tx, const Session& session, const FormInfo& info,
                           const QString& reason) {
    if (!info.unlockAskedBy.isEmpty())
        return fail(ErrorKind::Refused, "second-person-needed", info.path());
    auto run = tx.run("INSERT INTO unlock_request(form, user, reason, time_ms) VALUES(?,?,?,?)", info.id,
                      session.user, reason.trimmed(), tx.nowMs());
    AuditEntry entry = entryOf(info, "ask-unlock", info.place().toUtf8());
    entry.reasonText = reason.trimmed();
    return run.and_then([&] { return audited(tx, entry); }).and_then([&] {
        return formTable::info(tx.connection(), info.id);
    });
}

/// One text of the audit's field, where an import committed to all values of the form at once.
std::optional<QString> imported(const std::optional<QString>& json, const QString& item) {
    if (!json)
        return std::nullopt;
    const QJsonObject values = QJsonDocument::fromJson(json->toUtf8()).object();
    return values.contains(item) ? std::optional(values[item].toString()) : std::nullopt;
}

constexpr char historySql[] = "SELECT a.seq, a.time_ms, a.zone_min, u.login, a.roles, a.action, o.value, "
                              "n.value, a.reason_code, r.value"
                              " FROM audit a LEFT JOIN user u ON u.uuid = a.user"
                              " LEFT JOIN audit_value o ON o.seq = a.seq AND o.side = 0"
                              " LEFT JOIN audit_value n ON n.seq = a.seq AND n.side = 1"
                              " LEFT JOIN audit_value r ON r.seq = a.seq AND r.side = 2"
                              " WHERE a.object = ? AND (a.field = ? OR a.action = 'import') ORDER BY a.seq";

Result<ItemHistory> historyRow(const Statement& r, const QString& item) {
    ItemHistory step;
    step.seq = r.integer(0);
    step.timeMs = r.integer(1);
    step.zoneMinutes = static_cast<int>(r.integer(2));
    step.user = r.text(3);
    step.role = r.text(4).toLatin1();
    step.action = r.text(5).toLatin1();
    step.before = r.textOrNull(6);
    step.after = r.textOrNull(7);
    if (step.action == "import") {
        step.before = imported(step.before, item);
        step.after = imported(step.after, item);
    }
    step.reasonCode = r.text(8).toLatin1();
    step.reasonText = r.text(9);
    return step;
}

ValueSource sourceFrom(const Statement& r) {
    ValueSource source;
    source.uuid = r.uuid(0);
    source.kind = r.text(1).toLatin1();
    source.object = r.uuid(2);
    source.objectRv = r.integer(3);
    source.seriesUid = r.text(4);
    source.sopUid = r.text(5);
    source.frameOfReference = r.text(6);
    if (!r.isNull(7))
        source.pointLps = std::array{r.real(7), r.real(8), r.real(9)};
    source.detail = r.text(10);
    return source;
}

} // namespace

Result<bool> unlocksAtOnce(Database& database, const Session& session, FormId form) {
    return database.read([&](ReadConnection& c) { return isSecondPerson(c, session.user, form); });
}

Result<FormInfo> FormService::verify(FormId form, const QList<ItemPath>& items, bool verified) {
    if (auto may = session_.require(Right::VerifyValues); !may)
        return tl::unexpected(may.error());
    return database_.writeAndWait([&](WriteTransaction& tx) -> Result<FormInfo> {
        const auto stored = storedForm(tx.connection(), form);
        if (!stored)
            return tl::unexpected(stored.error());
        if (stored->info.isLocked())
            return fail(ErrorKind::Refused, "form-locked", stored->info.path());
        for (const ItemPath& path : items)
            if (!stored->values.contains(path))
                return fail(ErrorKind::Refused, "no-such-value", QString::fromUtf8(stored->field(path)));
        for (const StoredValue& value : stored->values) {
            const bool wanted = items.isEmpty() || items.contains(value.path);
            if (!wanted || (value.verifiedMs > 0) == verified)
                continue;
            if (auto done = verifyOne(tx, session_, *stored, value, verified); !done)
                return tl::unexpected(done.error());
        }
        return formTable::info(tx.connection(), form);
    });
}

Result<QList<FormInfo>> FormService::unlockRequests() const {
    if (auto may = session_.require(Right::LockForms); !may)
        return tl::unexpected(may.error());
    auto asked = database_.read([](ReadConnection& c) { return formTable::askedToUnlock(c); });
    if (asked)
        asked->removeIf([&](const FormInfo& info) { return info.unlockAskedBy == session_.login; });
    return asked;
}

Result<FormInfo> FormService::lock(FormId form, const QString& reason) {
    if (auto may = session_.require(Right::LockForms); !may)
        return tl::unexpected(may.error());
    return database_.writeAndWait([&](WriteTransaction& tx) -> Result<FormInfo> {
        const auto info = formTable::info(tx.connection(), form);
        if (!info || info->isLocked())
            return info;
        const bool excepted = !reason.trimmed().isEmpty();
        if (info->state != "complete" && info->state != "not-done" && !excepted)
            return fail(ErrorKind::Refused, "not-complete", info->path());
        if (info->openQueries > 0 && !excepted)
            return fail(ErrorKind::Refused, "open-queries", info->path(),
                        {QString::number(info->openQueries)});
        return setLock(tx, session_, *info, true, reason);
    });
}

Result<FormInfo> FormService::unlock(FormId form, const QString& reason) {
    if (auto may = session_.require(Right::LockForms); !may)
        return tl::unexpected(may.error());
    if (reason.trimmed().isEmpty())
        return fail(ErrorKind::Refused, "reason-needed");
    return database_.writeAndWait([&](WriteTransaction& tx) -> Result<FormInfo> {
        const auto info = formTable::info(tx.connection(), form);
        if (!info || !info->isLocked())
            return info;
        const auto second = isSecondPerson(tx.connection(), session_.user, form);
        if (!second)
            return tl::unexpected(second.error());
        if (!*second)
            return askUnlock(tx, session_, *info, reason);
        return tx.run("UPDATE unlock_request SET state = 'done' WHERE form = ? AND state = 'open'", form)
            .and_then([&] { return setLock(tx, session_, *info, false, reason); });
    });
}

Result<QList<ItemHistory>> FormService::history(FormId form, const ItemPath& item) const {
    const auto found = find(form);
    if (!found)
        return tl::unexpected(found.error());
    return database_.read([&](ReadConnection& c) -> Result<QList<ItemHistory>> {
        const auto stored = storedForm(c, form);
        if (!stored)
            return tl::unexpected(stored.error());
        const QByteArray field = stored->field(item);
        auto rows = c.prepare(historySql);
        if (!rows)
            return tl::unexpected(rows.error());
        rows->bindAll(stored->info.uuid, QString::fromUtf8(field));
        const QString within = QString::fromUtf8(field).mid(stored->info.place().size() + 1);
        auto steps = allRows<ItemHistory>(*rows, [&](const Statement& r) { return historyRow(r, within); });
        if (steps)
            steps->removeIf(
                [](const ItemHistory& h) { return h.action == "import" && !h.before && !h.after; });
        return steps;
    });
}

Result<std::optional<ValueSource>> FormService::sourceOf(FormId form, const ItemPath& item) const {
    const auto found = find(form);
    if (!found)
        return tl::unexpected(found.error());
    return database_.read([&](ReadConnection& c) -> Result<std::optional<ValueSource>> {
        auto row =
            c.prepare("SELECT s.uuid, s.kind, s.object, s.object_rv, s.series_uid, s.sop_uid, s.for_uid, s.x,"
                      " s.y, s.z, s.detail FROM source s JOIN item_value i ON i.src_id = s.id"
                      " JOIN item_def d ON d.id = i.item_id JOIN form_row r ON r.id = i.row_id"
                      " WHERE r.form = ?1 AND d.oid = ?2 AND (r.uuid = ?3 OR (?3 IS NULL AND r.group_oid ="
                      " ''))");
        if (!row)
            return tl::unexpected(row.error());
        row->bindAll(form, item.item, Uuid{item.row});
        return row->step().map(
            [&](bool there) { return there ? std::optional(sourceFrom(*row)) : std::nullopt; });
    });
}

Result<QList<FormService::LinkedItem>> FormService::itemsFrom(const Uuid& object) const {
    if (auto may = session_.require(Right::ReadForms); !may)
        return tl::unexpected(may.error());
    return database_.read([&](ReadConnection& c) -> Result<QList<LinkedItem>> {
        auto rows = c.prepare(
            "SELECT r.form, r.group_oid, r.uuid, d.oid FROM source s JOIN item_value i ON i.src_id ="
            " s.id JOIN item_def d ON d.id = i.item_id JOIN form_row r ON r.id = i.row_id"
            " WHERE s.object = ? AND r.state = 'live' ORDER BY i.id");
        if (!rows)
            return tl::unexpected(rows.error());
        rows->bindAll(object);
        const auto all = allRows<LinkedItem>(*rows, [](const Statement& r) -> Result<LinkedItem> {
            const QString group = r.text(1);
            return LinkedItem{r.id<FormId>(0),
                              {group, group.isEmpty() ? QByteArray() : r.blob(2), r.text(3)}};
        });
        if (!all)
            return all;
        QList<LinkedItem> out;
        for (const LinkedItem& item : *all) {
            const auto form = formTable::info(c, item.form);
            if (!form)
                return tl::unexpected(form.error());
            if (formAccess::mayRead(session_, *form))
                out.append(item);
        }
        return out;
    });
}

} // namespace casebook
