// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/forms/SourceSubjects.h"

#include "core/forms/AuditText.h"
#include "storage/database/Rows.h"
#include "storage/forms/StoredSubject.h"
#include "storage/forms/SystemQueries.h"

namespace casebook {

namespace {

const QString moved = QStringLiteral("source-moved");

struct Sourced {
    FormId form;
    ItemPath path;
    bool elsewhere = false; ///< its image is another subject's
};

Result<QList<Sourced>> sourcedValues(WriteTransaction& tx, SubjectId subject) {
    auto rows =
        tx.prepare("SELECT r.form, r.group_oid, r.uuid, d.oid, e.subject IS NOT f.subject"
                   " FROM form f JOIN form_row r ON r.form = f.id JOIN item_value i ON i.row_id = r.id"
                   " JOIN item_def d ON d.id = i.item_id JOIN source s ON s.id = i.src_id"
                   " JOIN dicom_series q ON q.series_uid = s.series_uid"
                   " JOIN dicom_study e ON e.id = q.study"
                   " WHERE f.subject = ? AND r.state = 'live' ORDER BY i.id");
    if (!rows)
        return tl::unexpected(rows.error());
    rows->bindAll(subject);
    return allRows<Sourced>(*rows, [](const Statement& r) -> Result<Sourced> {
        const QString group = r.text(1);
        return Sourced{r.id<FormId>(0),
                       {group, group.isEmpty() ? QByteArray() : r.blob(2), r.text(3)},
                       r.integer(4) != 0};
    });
}

struct OpenQuery {
    QueryId id;
    Uuid uuid;
    QByteArray state;
};

Result<std::optional<OpenQuery>> openQuery(WriteTransaction& tx, FormId form, std::int64_t row,
                                           const QString& item) {
    auto found = tx.prepare("SELECT id, uuid, state FROM query WHERE form = ? AND row_id = ? AND item_oid = ?"
                            " AND check_oid = ? AND state IN ('candidate','open','answered') LIMIT 1");
    if (!found)
        return tl::unexpected(found.error());
    found->bindAll(form, row, item, moved);
    return found->step().map([&](bool has) -> std::optional<OpenQuery> {
        if (!has)
            return std::nullopt;
        return OpenQuery{found->id<QueryId>(0), found->uuid(1), found->text(2).toLatin1()};
    });
}

Result<> ask(WriteTransaction& tx, const StoredSubject& subject, const StoredForm& form, const Sourced& one) {
    systemQueries::NewQuery query;
    query.form = one.form;
    query.row = form.row(one.path.row)->id;
    query.item = one.path.item;
    query.check = moved;
    query.text = QStringLiteral("The image that this value was measured in belongs to another subject now. "
                                "Is the value still right?");
    query.value = auditText(form.values[one.path].value);
    query.origin = "manual"; // a person answers, as for a changed measurement
    query.severity = "high";
    query.subject = subject.uuid;
    query.field = form.field(one.path);
    return systemQueries::insert(tx, query).map([](QueryId) {});
}

Result<> syncOne(WriteTransaction& tx, const StoredSubject& subject, const Sourced& one, SourceMarks& out) {
    const StoredForm& form = *subject.forms.constFind(one.form);
    const StoredRow* row = form.row(one.path.row);
    if (!row)
        return {};
    const auto open = openQuery(tx, one.form, row->id, one.path.item);
    if (!open)
        return tl::unexpected(open.error());
    if (one.elsewhere && !*open) {
        ++out.raised;
        return ask(tx, subject, form, one);
    }
    if (one.elsewhere || !*open)
        return {};
    ++out.cancelled;
    return systemQueries::step(tx, {(*open)->id,
                                    (*open)->uuid,
                                    subject.uuid,
                                    form.field(one.path),
                                    "resolve",
                                    (*open)->state,
                                    "resolved",
                                    {},
                                    {},
                                    {},
                                    {}});
}

} // namespace

Result<SourceMarks> syncSourceSubjects(WriteTransaction& tx, const QList<SubjectId>& subjects) {
    SourceMarks out;
    for (const SubjectId id : subjects) {
        const auto values = sourcedValues(tx, id);
        if (!values)
            return tl::unexpected(values.error());
        if (values->isEmpty())
            continue;
        const auto subject = StoredSubject::load(tx.connection(), id);
        if (!subject)
            return tl::unexpected(subject.error());
        for (const Sourced& one : *values)
            if (auto done = syncOne(tx, *subject, one, out); !done)
                return tl::unexpected(done.error());
    }
    return out;
}

} // namespace casebook
