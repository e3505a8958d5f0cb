// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/forms/VisitTable.h"

namespace casebook::visitTable {

namespace {

QString placeOf(const QString& oid, int repeat) {
    return repeat > 1 ? oid + u'#' + QString::number(repeat) : oid;
}

} // namespace

Result<QString> stored(Connection& connection, VisitId visit, const QByteArray& field) {
    auto row = connection.prepare("SELECT " + field + " FROM visit WHERE id = ?");
    if (!row)
        return tl::unexpected(row.error());
    row->bindAll(visit);
    return row->step().map([&](bool found) { return found ? row->text(0) : QString(); });
}

Result<> write(WriteTransaction& tx, const Change& change) {
    auto run = tx.run("UPDATE visit SET " + change.field + " = ?, rv = rv + 1 WHERE id = ?", change.after,
                      change.visit.id);
    if (!run)
        return run;
    AuditEntry entry;
    entry.action = "change";
    entry.objectKind = "visit";
    entry.object = change.visit.uuid;
    entry.subject = change.subject.uuid;
    entry.field = (change.place + u'/').toUtf8() + change.field;
    if (!change.before.isEmpty())
        entry.oldValue = change.before;
    entry.newValue = change.after;
    entry.reasonText = change.reason.trimmed();
    return tx.audit(entry).map([](std::int64_t) {});
}

Result<bool> setDate(WriteTransaction& tx, const formTable::SubjectRef& subject, const QString& oid,
                     int repeat, const QString& date, const QString& reason, bool reasonNeeded) {
    const auto visit = formTable::ensureVisit(tx, subject, oid, repeat);
    if (!visit)
        return tl::unexpected(visit.error());
    const auto before = stored(tx.connection(), visit->id, "date");
    const auto state = stored(tx.connection(), visit->id, "state");
    if (!before || !state)
        return tl::unexpected(before ? state.error() : before.error());
    if (*before == date)
        return false;
    if (!before->isEmpty() && reasonNeeded && reason.trimmed().isEmpty())
        return fail(ErrorKind::Refused, "reason-needed");
    Change change{*visit, subject, placeOf(oid, repeat), "date", *before, date, reason};
    auto done = write(tx, change);
    const QString wanted = date.isEmpty() ? QStringLiteral("planned") : QStringLiteral("done");
    if (done && *state != wanted) {
        change.field = "state";
        change.before = *state;
        change.after = wanted;
        done = write(tx, change);
    }
    return done.map([] { return true; });
}

} // namespace casebook::visitTable
