// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/forms/AuditText.h"
#include "storage/forms/FormTable.h"
#include "storage/forms/FormWriter.h"
#include "storage/forms/ValueColumns.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace casebook {

namespace {

QByteArray definitionName(const KnownStudy& study) {
    return study.definition().oid.toUtf8() + '/' + QByteArray::number(study.definition().version);
}

bool valueChanged(const FormChange& change) {
    if (change.before.has_value() != change.after.has_value())
        return true;
    return change.before && auditText(*change.before) != auditText(*change.after);
}

std::optional<QString> auditOf(const std::optional<ItemValue>& value) {
    return value ? std::optional(auditText(*value)) : std::nullopt;
}

AuditEntry entryOf(const StoredForm& form, const QByteArray& action, const QByteArray& field,
                   const QByteArray& definition) {
    AuditEntry entry;
    entry.action = action;
    entry.objectKind = "form";
    entry.object = form.info.uuid;
    entry.subject = form.info.subjectUuid;
    entry.field = field;
    entry.definition = definition;
    return entry;
}

/// What can't be written into a locked form is asked instead.
QList<systemQueries::Wanted> staleValues(const FormState& state) {
    QList<systemQueries::Wanted> out;
    for (const FormChange& change : state.changes())
        if (valueChanged(change))
            out.append(
                {change.path.item + QStringLiteral(":stale-value"), change.path, true,
                 QStringLiteral("The locked value no longer follows from the data: %1 would be calculated.")
                     .arg(change.after ? auditText(*change.after) : QStringLiteral("blank")),
                 change.after ? auditText(*change.after) : QString()});
    return out;
}

} // namespace

Result<> FormWriter::writeForm(FormId id, const How& how, bool edited, Written& out) {
    StoredForm& form = subject_.forms[id];
    const FormState& state = *states_.constFind(id);
    const auto study = studyOf(form);
    if (!study)
        return tl::unexpected(study.error());
    auto wanted = systemQueries::wantedBy(state, **study);
    const bool begun = edited || form.info.state != "not-started";
    if (form.info.isLocked() && !edited) {
        wanted.append(staleValues(state));
    } else {
        const Pending pending{id, form.info.rv + 1, definitionName(**study)};
        const QList<FormChange> changes = state.changes();
        const bool rows = !state.rowChanges().isEmpty();
        if (auto done = writeRows(form, state, how, pending); !done)
            return done;
        QHash<ItemPath, QString> changed;
        for (const FormChange& change : changes) {
            const StoredRow* row = form.row(change.path.row);
            if (!row || !row->live)
                continue;
            if (auto done = writeValue(form, change, how, pending); !done)
                return done;
            ++out.changed;
            if (!change.calculated && valueChanged(change))
                changed.insert(change.path, change.after ? auditText(*change.after) : QString());
        }
        if (how.oneRow && edited)
            if (auto done = auditImport(form, state, how, pending); !done)
                return done;
        if (auto done = writeState(form, state, rows || !changes.isEmpty(), how, pending); !done)
            return done;
        if (!edited && !changes.isEmpty())
            out.others.append(id);
        if (!changed.isEmpty() && session_.may(Right::AnswerQuery))
            if (auto done = systemQueries::noteChanged(tx_, session_, form, changed); !done)
                return done;
    }
    if (!begun || !how.queries)
        return {};
    return systemQueries::sync(tx_, form, wanted).map([&](const systemQueries::Counts& counts) {
        out.opened += counts.opened;
        out.resolved += counts.resolved;
    });
}

Result<> FormWriter::writeRows(StoredForm& form, const FormState& state, const How& how,
                               const Pending& pending) {
    for (const RowChange& change : state.rowChanges()) {
        StoredRow row{0, change.row.id, change.row.group, 0, true};
        AuditEntry entry = entryOf(form, change.removed ? "void-row" : "add-row", {}, pending.definition);
        if (change.removed) {
            const auto there = std::find_if(form.rows.begin(), form.rows.end(),
                                            [&](const StoredRow& r) { return r.uuid == change.row.id; });
            if (there == form.rows.end())
                continue;
            there->live = false;
            if (auto run =
                    tx_.run("UPDATE form_row SET state = 'voided', rv = rv + 1 WHERE id = ?", there->id);
                !run)
                return run;
            entry.reasonCode = how.reason.code;
            entry.reasonText = how.reason.text;
        } else {
            const auto last = tx_.one("SELECT max(ordinal) FROM form_row WHERE form = ? AND group_oid = ?",
                                      form.info.id, row.group);
            if (!last)
                return tl::unexpected(last.error());
            row.ordinal = static_cast<int>(last->value_or(0)) + 1;
            if (auto run = tx_.run("INSERT INTO form_row(uuid, form, group_oid, ordinal) VALUES(?, ?, ?, ?)",
                                   row.uuid, form.info.id, row.group, row.ordinal);
                !run)
                return run;
            row.id = tx_.lastInsertId();
            form.rows.append(row);
        }
        if (how.oneRow)
            continue;
        entry.field = form.field({change.row.group, change.row.id, {}});
        if (const auto seq = tx_.audit(entry); !seq)
            return tl::unexpected(seq.error());
    }
    return {};
}

Result<std::int64_t> FormWriter::itemKey(const ItemDef& item) {
    if (const auto known = itemKeys_.constFind(item.oid); known != itemKeys_.constEnd())
        return *known;
    return formTable::itemKey(tx_, item).map([&](std::int64_t key) {
        itemKeys_.insert(item.oid, key);
        return key;
    });
}

Result<std::optional<std::int64_t>> FormWriter::storeSource(const std::optional<ValueSource>& source) {
    if (!source)
        return std::optional<std::int64_t>();
    std::optional<double> x, y, z;
    if (source->pointLps) {
        x = (*source->pointLps)[0];
        y = (*source->pointLps)[1];
        z = (*source->pointLps)[2];
    }
    return tx_
        .run(
            "INSERT INTO source(uuid, kind, object, object_rv, series_uid, sop_uid, for_uid, x, y, z, detail)"
            " VALUES(?,?,?,?,?,?,?,?,?,?,?)",
            tx_.newUuid(), QString::fromLatin1(source->kind), source->object, source->objectRv,
            source->seriesUid, source->sopUid, source->frameOfReference, x, y, z,
            source->detail.isEmpty() ? QStringLiteral("{}") : source->detail)
        .map([&] { return std::optional(tx_.lastInsertId()); });
}

Result<> FormWriter::storeValue(const StoredForm& form, const FormChange& change, const How& how,
                                const Pending& pending) {
    const auto study = studyOf(form);
    if (!study)
        return tl::unexpected(study.error());
    const ItemDef* item = (*study)->definition().item(change.path.item);
    if (!item)
        return fail(ErrorKind::Refused, "no-such-item", change.path.item);
    const auto key = itemKey(*item);
    if (!key)
        return tl::unexpected(key.error());
    const std::int64_t row = form.row(change.path.row)->id;
    Result<> done;
    if (change.before && change.before->kind == ValueKind::CodeSet)
        done = tx_.run("DELETE FROM item_value_code WHERE value_id IN"
                       " (SELECT id FROM item_value WHERE row_id = ? AND item_id = ?)",
                       row, *key);
    if (!done || !change.after)
        return done.and_then(
            [&] { return tx_.run("DELETE FROM item_value WHERE row_id = ? AND item_id = ?", row, *key); });
    const auto& sources = sources_.value(form.info.id);
    const auto given = sources.constFind(change.path);
    const auto source = storeSource(given == sources.constEnd() ? std::nullopt : std::optional(*given));
    if (!source)
        return tl::unexpected(source.error());
    const ItemValue& value = *change.after;
    const ValueColumns columns = columnsOf(value, item);
    const QByteArray origin = change.calculated ? "calculation" : *source ? "image" : how.origin;
    done = tx_.run(
        "INSERT INTO item_value(row_id, item_id, kind, txt, num, raw, held, d_lo, d_hi, cmp, unit, nullf,"
        " origin, src_id, rv) VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)"
        " ON CONFLICT(row_id, item_id) DO UPDATE SET kind = excluded.kind, txt = excluded.txt,"
        " num = excluded.num, raw = excluded.raw, held = excluded.held, d_lo = excluded.d_lo,"
        " d_hi = excluded.d_hi, cmp = excluded.cmp, unit = excluded.unit, nullf = excluded.nullf,"
        " origin = excluded.origin, src_id = excluded.src_id, rv = excluded.rv, verified_ms = NULL,"
        " verified_by = NULL",
        row, *key, static_cast<int>(value.kind), columns.text, columns.number, value.raw, change.heldAfter,
        columns.low, columns.high, QString::fromLatin1(value.comparator), value.unit,
        value.kind == ValueKind::Null ? std::optional(QString::fromLatin1(value.missing)) : std::nullopt,
        QString::fromLatin1(origin), *source, pending.rv);
    if (!done || value.kind != ValueKind::CodeSet)
        return done;
    for (const QString& code : value.codes)
        if (auto run =
                tx_.run("INSERT INTO item_value_code(value_id, code) VALUES((SELECT id FROM item_value WHERE"
                        " row_id = ? AND item_id = ?), ?)",
                        row, *key, code);
            !run)
            return run;
    return {};
}

Result<> FormWriter::auditValue(const StoredForm& form, const FormChange& change, const How& how,
                                const Pending& pending) {
    AuditEntry entry = entryOf(form, "change", form.field(change.path), pending.definition);
    entry.oldValue = auditOf(change.before);
    entry.newValue = auditOf(change.after);
    if (!valueChanged(change)) {
        entry.action = change.heldAfter ? "hold" : "show";
    } else if (change.calculated) {
        entry.action = "calculate";
    } else {
        entry.action = !change.before ? "enter" : !change.after ? "clear" : "change";
        entry.reasonCode = how.reason.code;
        entry.reasonText = how.reason.text;
    }
    return tx_.audit(entry).map([](std::int64_t) {});
}

Result<> FormWriter::writeValue(StoredForm& form, const FormChange& change, const How& how,
                                const Pending& pending) {
    const bool edited = edited_.contains(form.info.id.value);
    if (!(how.oneRow && edited))
        if (auto done = auditValue(form, change, how, pending); !done)
            return done;
    if (valueChanged(change) || change.before != change.after)
        return storeValue(form, change, how, pending);
    return tx_.run(
        "UPDATE item_value SET held = ? WHERE row_id = ? AND item_id = (SELECT id FROM item_def WHERE"
        " oid = ?)",
        change.heldAfter, form.row(change.path.row)->id, change.path.item);
}

/// One row commits to all values of an imported form and, under a key that no item can have, to its state (storage: 12
/// million values would be 15 million rows).
Result<> FormWriter::auditImport(const StoredForm& form, const FormState& state, const How& how,
                                 const Pending& pending) {
    QJsonObject values;
    const FormData data = state.data();
    for (auto it = data.values.cbegin(); it != data.values.cend(); ++it) {
        const QString field = QString::fromUtf8(form.field(it.key()));
        values.insert(field.mid(form.info.place().size() + 1), auditText(*it));
    }
    values.insert(QStringLiteral("/state"), QString::fromLatin1(entryStateCode(state.entryState())));
    AuditEntry entry = entryOf(form, "import", form.info.place().toUtf8(), pending.definition);
    entry.newValue = QString::fromUtf8(QJsonDocument(values).toJson(QJsonDocument::Compact));
    entry.reasonCode = how.reason.code;
    entry.reasonText = how.reason.text.isEmpty() ? how.source : how.reason.text;
    return tx_.audit(entry).map([](std::int64_t) {});
}

Result<> FormWriter::writeState(StoredForm& form, const FormState& state, bool changed, const How& how,
                                const Pending& pending) {
    const QByteArray code = entryStateCode(state.entryState());
    if (!changed && code == form.info.state)
        return {};
    if (form.info.state == "not-started" && !edited_.contains(form.info.id.value) && !changed)
        return {};
    const bool complete = code == "complete" || code == "not-done";
    if (auto run =
            tx_.run("UPDATE form SET state = ?, was_complete = max(was_complete, ?), changed_ms = ?, rv = ?"
                    " WHERE id = ?",
                    QString::fromLatin1(code), complete, tx_.nowMs(), pending.rv, form.info.id);
        !run)
        return run;
    const QByteArray before = form.info.state;
    form.info.state = code;
    form.info.rv = pending.rv;
    form.info.wasComplete = form.info.wasComplete || complete;
    if (code == before || (how.oneRow && edited_.contains(form.info.id.value))) { // auditImport told it
        tx_.changed({"form", form.info.uuid, form.info.subjectUuid});
        return {};
    }
    AuditEntry entry = entryOf(form, "form-state", form.info.place().toUtf8(), pending.definition);
    entry.oldValue = QString::fromLatin1(before);
    entry.newValue = QString::fromLatin1(code);
    if (code == "not-done" || before == "not-done") {
        entry.reasonCode = how.reason.code;
        entry.reasonText = how.reason.text;
    }
    return tx_.audit(entry).map([](std::int64_t) {});
}

} // namespace casebook
