// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/forms/SignatureService.h"

#include "core/forms/AuditText.h"
#include "storage/database/Database.h"
#include "storage/database/Rows.h"
#include "storage/forms/FormAccess.h"
#include "storage/forms/FormTable.h"
#include "storage/forms/StoredSubject.h"
#include "storage/vault/Cbor.h"
#include "storage/vault/Crypto.h"

#include <QMap>
#include <QSet>

namespace casebook {

namespace {

constexpr int canonVersion = 1;
constexpr int hashSize = 32;

/// Was the form changed since the signature `s`? An import tells no items, and none where it brought the same: the
/// versions of its values do.
constexpr char changedSql[] =
    "EXISTS(SELECT 1 FROM form f JOIN audit a ON a.object = f.uuid WHERE f.id = s.form AND a.seq > "
    "s.audit_seq"
    " AND a.action IN ('enter','change','clear','calculate','hold','show','add-row','void-row','form-state'))"
    " OR EXISTS(SELECT 1 FROM form_row w JOIN item_value v ON v.row_id = w.id WHERE w.form = s.form"
    " AND v.rv > s.form_rv)";

Result<StoredForm> storedForm(Connection& connection, FormId form) {
    return formTable::info(connection, form).and_then([&](const FormInfo& info) {
        return StoredSubject::load(connection, info.subject).map([&](const StoredSubject& subject) {
            return subject.forms[form];
        });
    });
}

Result<QByteArray> definitionHash(Connection& connection, FormId form) {
    auto row = connection.prepare("SELECT d.hash FROM form f JOIN definition d ON d.id = f.definition"
                                  " WHERE f.id = ?");
    if (!row)
        return tl::unexpected(row.error());
    row->bindAll(form);
    return row->step().map([&](bool there) { return there ? row->blob(0) : QByteArray(); });
}

QByteArray recordHash(const StoredForm& form, const QByteArray& definition) {
    QMap<QByteArray, const StoredValue*> values;
    for (const StoredValue& value : form.values)
        values.insert(form.field(value.path), &value);
    QMap<QByteArray, QString> rows;
    for (const StoredRow& row : form.rows)
        if (row.live)
            rows.insert(row.uuid, row.group);
    CborWriter canon;
    canon.array(7).integer(canonVersion).bytes(form.info.uuid.bytes).text(form.info.form).bytes(definition);
    canon.ascii(form.info.state);
    canon.array(std::uint64_t(rows.size()) * 2);
    for (auto row = rows.cbegin(); row != rows.cend(); ++row)
        canon.bytes(row.key()).text(row.value());
    canon.array(std::uint64_t(values.size()) * 3);
    for (auto value = values.cbegin(); value != values.cend(); ++value)
        canon.ascii(value.key()).text(auditText((*value)->value)).integer((*value)->held ? 1 : 0);
    return crypto::Blake2b(hashSize).add(canon.result()).finish();
}

/// The hash of the form as it stands.
Result<QByteArray> hashNow(Connection& connection, const StoredForm& form) {
    return definitionHash(connection, form.info.id).map([&](const QByteArray& definition) {
        return recordHash(form, definition);
    });
}

Result<QList<Signature>> signaturesOf(Connection& connection, FormId form, const QByteArray& hash) {
    auto rows = connection.prepare(
        QByteArray("SELECT s.uuid, s.meaning, s.printed_name, u.login, s.time_ms, s.zone_min,"
                   " s.audit_seq, s.record_hash, ") +
        changedSql +
        " FROM signature s JOIN user u ON u.id = s.user WHERE s.form = ?"
        " ORDER BY s.id");
    if (!rows)
        return tl::unexpected(rows.error());
    rows->bindAll(form);
    return allRows<Signature>(*rows, [&](const Statement& r) -> Result<Signature> {
        return Signature{r.uuid(0),
                         form,
                         r.text(1).toLatin1(),
                         r.text(2),
                         r.text(3),
                         r.integer(4),
                         static_cast<int>(r.integer(5)),
                         r.integer(6),
                         r.integer(8) == 0 && crypto::equal(r.blob(7), hash)};
    });
}

/// "SCR/NOD/NODR[2]/nod_long" of the form at "SCR/NOD".
ItemPath pathOf(const StoredForm& form, const QByteArray& field) {
    const QStringList parts =
        QString::fromUtf8(field).mid(form.info.place().size() + 1).split(u'/', Qt::SkipEmptyParts);
    if (parts.size() == 1)
        return {{}, {}, parts.first()};
    for (const StoredRow& row : form.rows)
        if (parts.size() == 2 && row.live &&
            parts.first() == QStringLiteral("%1[%2]").arg(row.group).arg(row.ordinal))
            return {row.group, row.uuid, parts.last()};
    return {};
}

Result<bool> isSigned(Connection& connection, FormId form) {
    auto row = connection.prepare("SELECT EXISTS(SELECT 1 FROM signature WHERE form = ?)");
    if (!row)
        return tl::unexpected(row.error());
    row->bindAll(form);
    return row->step().map([&](bool) { return row->integer(0) != 0; });
}

/// Refused where the form isn't ready to be signed.
Result<> requireReady(const FormInfo& info) {
    if (info.state != "complete" && info.state != "not-done")
        return fail(ErrorKind::Refused, "sign-not-complete", info.path());
    if (info.openQueries > 0)
        return fail(ErrorKind::Refused, "sign-open-queries", info.path(),
                    {QString::number(info.openQueries)});
    return {};
}

} // namespace

SignatureService::SignatureService(Vault& vault, const Session& session) : vault_(vault), session_(session) {}

QList<QByteArray> SignatureService::meanings() { return {"author", "reviewed", "approved", "responsible"}; }

Result<Signature> SignatureService::sign(FormId form, std::int64_t seen, const QByteArray& meaning,
                                         const SecretBytes& passphrase) {
    if (auto may = session_.require(Right::SignForms); !may)
        return tl::unexpected(may.error());
    if (!meanings().contains(meaning))
        return fail(ErrorKind::Refused, "unknown-meaning", QString::fromLatin1(meaning));
    if (auto known = vault_.checkPassphrase(passphrase); !known)
        return tl::unexpected(known.error());
    return vault_.database().writeAndWait([&](WriteTransaction& tx) -> Result<Signature> {
        const auto stored = storedForm(tx.connection(), form);
        if (!stored)
            return tl::unexpected(stored.error());
        if (!formAccess::mayRead(session_, stored->info))
            return fail(ErrorKind::NoRight, "no-right");
        if (stored->info.rv != seen)
            return fail(ErrorKind::Refused, "changed-elsewhere", stored->info.path());
        if (auto ready = requireReady(stored->info); !ready)
            return tl::unexpected(ready.error());
        const auto hash = hashNow(tx.connection(), *stored);
        if (!hash)
            return tl::unexpected(hash.error());
        AuditEntry entry;
        entry.action = "sign";
        entry.objectKind = "form";
        entry.object = stored->info.uuid;
        entry.subject = stored->info.subjectUuid;
        entry.field = stored->info.place().toUtf8();
        entry.newValue = QString::fromLatin1(meaning + ' ' + hash->toHex());
        const auto seq = tx.audit(entry);
        if (!seq)
            return tl::unexpected(seq.error());
        const Uuid uuid = tx.newUuid();
        auto run =
            tx.run("INSERT INTO signature(uuid, form, form_rv, meaning, record_hash, user, printed_name,"
                   " time_ms, zone_min, audit_seq) VALUES(?,?,?,?,?,?,?,?,?,?)",
                   uuid, form, stored->info.rv, QString::fromLatin1(meaning), *hash, session_.user,
                   session_.printedName, tx.nowMs(), vault_.clock().zoneOffsetMinutes(), *seq);
        return run.map([&] {
            return Signature{uuid,
                             form,
                             meaning,
                             session_.printedName,
                             session_.login,
                             tx.nowMs(),
                             vault_.clock().zoneOffsetMinutes(),
                             *seq,
                             true};
        });
    });
}

Result<QList<Signature>> SignatureService::of(FormId form) const {
    if (auto may = session_.require(Right::ReadForms); !may)
        return tl::unexpected(may.error());
    return vault_.database().read([&](ReadConnection& c) -> Result<QList<Signature>> {
        const auto any = isSigned(c, form);
        if (!any || !*any) // most forms: their subject need not be read
            return any.map([](bool) { return QList<Signature>(); });
        const auto stored = storedForm(c, form);
        if (!stored)
            return tl::unexpected(stored.error());
        if (!formAccess::mayRead(session_, stored->info))
            return fail(ErrorKind::NoRight, "no-right");
        return hashNow(c, *stored).and_then([&](const QByteArray& hash) {
            return signaturesOf(c, form, hash);
        });
    });
}

Result<QList<ChangedItem>> SignatureService::changedSince(FormId form) const {
    const auto all = of(form);
    if (!all)
        return tl::unexpected(all.error());
    if (all->isEmpty() || all->last().holds)
        return QList<ChangedItem>();
    return vault_.database().read([&](ReadConnection& c) -> Result<QList<ChangedItem>> {
        const auto stored = storedForm(c, form);
        if (!stored)
            return tl::unexpected(stored.error());
        auto rows = c.prepare("SELECT a.field, o.value FROM audit a JOIN form f ON f.uuid = a.object"
                              " LEFT JOIN audit_value o ON o.seq = a.seq AND o.side = 0"
                              " WHERE f.id = ? AND a.seq > ? AND a.action IN "
                              "('enter','change','clear','calculate','hold','show')"
                              " ORDER BY a.seq");
        if (!rows)
            return tl::unexpected(rows.error());
        rows->bindAll(form, all->last().auditSeq);
        QSet<QByteArray> seen; // the first change tells what was signed
        QList<ChangedItem> out;
        while (true) {
            const auto there = rows->step();
            if (!there)
                return tl::unexpected(there.error());
            if (!*there)
                return out;
            const QByteArray field = rows->text(0).toUtf8();
            if (!seen.contains(field))
                out.append({field, pathOf(*stored, field), rows->textOrNull(1)});
            seen.insert(field);
        }
    });
}

} // namespace casebook
