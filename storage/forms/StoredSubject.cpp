// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/forms/StoredSubject.h"

#include "storage/database/Rows.h"
#include "storage/forms/FormTable.h"

#include <algorithm>

namespace casebook {

namespace {

constexpr char examsSql[] =
    "SELECT f.id, e.uuid FROM form f JOIN dicom_study e ON e.id = CASE f.anchor_kind WHEN 2 THEN f.anchor_id"
    " WHEN 3 THEN (SELECT r.study FROM reading_task t JOIN dicom_series r ON r.id = t.series WHERE t.id ="
    " f.anchor_id) END WHERE f.subject = ? AND f.anchor_kind IN (2,3)";
constexpr char rowsSql[] = "SELECT r.form, r.id, r.uuid, r.group_oid, r.ordinal, r.state FROM form_row r "
                           "JOIN form f ON f.id = r.form"
                           " WHERE f.subject = ? ORDER BY r.form, r.group_oid, r.ordinal";
constexpr char valuesSql[] =
    "SELECT r.form, i.id, r.uuid, r.group_oid, d.oid, i.kind, i.txt, i.raw, i.held, i.cmp, i.unit, i.nullf,"
    " i.origin, i.verified_ms, i.src_id, i.rv FROM form f JOIN form_row r ON r.form = f.id"
    " JOIN item_value i ON i.row_id = r.id JOIN item_def d ON d.id = i.item_id"
    " WHERE f.subject = ? AND r.state = 'live'";
constexpr char codesSql[] = "SELECT c.value_id, c.code FROM form f JOIN form_row r ON r.form = f.id JOIN "
                            "item_value i ON i.row_id = r.id"
                            " JOIN item_value_code c ON c.value_id = i.id WHERE f.subject = ? AND i.kind = "
                            "10 ORDER BY c.value_id, c.code";
constexpr char visitsSql[] =
    "SELECT id, def_oid, repeat, date, state, uuid, rv FROM visit WHERE subject = ? ORDER BY id";

/// Runs `sql` for the subject and calls `take(Statement)` for each row.
template <class Take>
Result<> each(Connection& connection, const char* sql, SubjectId subject, Take&& take) {
    auto statement = connection.prepare(sql);
    if (!statement)
        return tl::unexpected(statement.error());
    statement->bindAll(subject);
    for (;;) {
        const auto more = statement->step();
        if (!more)
            return tl::unexpected(more.error());
        if (!*more)
            return {};
        take(*statement);
    }
}

StoredValue valueOf(const Statement& r) {
    StoredValue out;
    out.id = r.integer(1);
    const QString group = r.text(3);
    out.path = {group, group.isEmpty() ? QByteArray() : r.blob(2), r.text(4)};
    out.value.kind = static_cast<ValueKind>(r.integer(5));
    out.value.text = r.text(6);
    out.value.raw = r.text(7);
    out.held = r.integer(8) != 0;
    out.value.comparator = r.text(9).toLatin1();
    out.value.unit = r.text(10);
    out.value.missing = r.text(11).toLatin1();
    out.origin = r.text(12).toLatin1();
    out.verifiedMs = r.integer(13);
    out.source = r.integer(14);
    out.rv = r.integer(15);
    return out;
}

Result<> loadValues(Connection& connection, StoredSubject& subject) {
    QHash<std::int64_t, QStringList> codes;
    auto done = each(connection, codesSql, subject.id,
                     [&](const Statement& r) { codes[r.integer(0)].append(r.text(1)); });
    if (!done)
        return done;
    return each(connection, valuesSql, subject.id, [&](const Statement& r) {
        StoredValue value = valueOf(r);
        value.value.codes = codes.value(value.id);
        subject.forms[r.id<FormId>(0)].values.insert(value.path, value);
    });
}

} // namespace

QStringList visitOrderOf(const StudyDefinition& definition) {
    QStringList order;
    for (const VisitDef& visit : definition.visits)
        order.append(visit.oid);
    return order;
}

QList<StoredSubject::Visit> inVisitOrder(QList<StoredSubject::Visit> visits, const QStringList& visitOrder) {
    const auto key = [&](const StoredSubject::Visit& v) {
        const qsizetype place = visitOrder.indexOf(v.oid);
        return std::tuple(v.date.isEmpty(), v.date, place < 0 ? visitOrder.size() : place, v.repeat);
    };
    std::stable_sort(visits.begin(), visits.end(),
                     [&](const auto& a, const auto& b) { return key(a) < key(b); });
    return visits;
}

const StoredRow* StoredForm::row(const QByteArray& uuid) const {
    const auto found = std::find_if(rows.begin(), rows.end(), [&](const StoredRow& r) {
        return uuid.isEmpty() ? r.group.isEmpty() : r.uuid == uuid;
    });
    return found == rows.end() ? nullptr : &*found;
}

FormData StoredForm::data() const {
    FormData data;
    data.form = info.form;
    data.exam = exam;
    data.id = info.uuid.bytes;
    data.reader = info.reader.value;
    for (const StoredRow& r : rows)
        if (r.live && !r.group.isEmpty())
            data.rows.append({r.group, r.uuid});
    for (const StoredValue& value : values) {
        data.values.insert(value.path, value.value);
        if (value.held)
            data.held.insert(value.path);
    }
    return data;
}

FormPlace StoredForm::place() const { return {info.visitOid, info.visitRepeat, exam}; }

QByteArray StoredForm::field(const ItemPath& path) const {
    QString field = info.place();
    if (!path.row.isEmpty()) {
        const StoredRow* r = row(path.row);
        field += u'/' + path.group + u'[' + QString::number(r ? r->ordinal : 0) + u']';
    }
    if (!path.item.isEmpty())
        field += u'/' + path.item;
    return field.toUtf8();
}

Result<StoredSubject> StoredSubject::load(Connection& connection, SubjectId id) {
    const auto ref = formTable::subject(connection, id);
    if (!ref)
        return tl::unexpected(ref.error());
    StoredSubject out;
    out.id = id;
    out.uuid = ref->uuid;
    out.label = ref->label;
    const auto infos = formTable::infos(connection, {id, {}, {}}, false);
    if (!infos)
        return tl::unexpected(infos.error());
    for (const FormInfo& info : *infos)
        out.forms[info.id].info = info;
    auto done = each(connection, visitsSql, id, [&](const Statement& r) {
        out.visits.append({r.id<VisitId>(0), r.text(1), static_cast<int>(r.integer(2)), r.text(3), r.text(4),
                           r.uuid(5), r.integer(6)});
    });
    if (done)
        done = each(connection, examsSql, id,
                    [&](const Statement& r) { out.forms[r.id<FormId>(0)].exam = r.blob(1); });
    if (done)
        done = each(connection, rowsSql, id, [&](const Statement& r) {
            out.forms[r.id<FormId>(0)].rows.append(
                {r.integer(1), r.blob(2), r.text(3), static_cast<int>(r.integer(4)), r.text(5) == u"live"});
        });
    if (done)
        done = loadValues(connection, out);
    return done ? Result<StoredSubject>(std::move(out)) : tl::unexpected(done.error());
}

std::shared_ptr<const SubjectRecord> StoredSubject::record(const QStringList& visitOrder,
                                                           const QMap<FormId, FormData>& changed) const {
    auto record = std::make_shared<SubjectRecord>();
    QMap<VisitId, qsizetype> at;
    for (const QList<Visit> ordered = inVisitOrder(visits, visitOrder); const Visit& visit : ordered) {
        at.insert(visit.id, record->visits.size());
        record->visits.append({visit.oid, visit.repeat, visit.date, visit.state, {}});
    }
    for (const StoredForm& form : forms) {
        const FormData data = changed.contains(form.info.id) ? changed[form.info.id] : form.data();
        const auto visit = at.constFind(form.info.visit);
        if (form.info.anchor == FormAnchor::Subject)
            record->subjectForms.append(data);
        else if (visit != at.constEnd())
            record->visits[*visit].forms.append(data);
        else
            record->looseForms.append(data);
    }
    return record;
}

} // namespace casebook
