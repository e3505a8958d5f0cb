// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/forms/AuditText.h"
#include "storage/database/Rows.h"
#include "storage/forms/FormService.h"
#include "storage/forms/StoredSubject.h"
#include "storage/forms/SystemQueries.h"

namespace casebook {

namespace {

struct Linked {
    SubjectId subject;
    FormId form;
    ItemPath path;
};

Result<QList<Linked>> linkedTo(WriteTransaction& tx, const Uuid& object) {
    auto rows = tx.prepare("SELECT f.subject, r.form, r.group_oid, r.uuid, d.oid FROM source s"
                           " JOIN item_value i ON i.src_id = s.id JOIN item_def d ON d.id = i.item_id"
                           " JOIN form_row r ON r.id = i.row_id JOIN form f ON f.id = r.form"
                           " WHERE s.object = ? AND r.state = 'live' ORDER BY i.id");
    if (!rows)
        return tl::unexpected(rows.error());
    rows->bindAll(object);
    return allRows<Linked>(*rows, [](const Statement& r) -> Result<Linked> {
        const QString group = r.text(2);
        return Linked{r.id<SubjectId>(0),
                      r.id<FormId>(1),
                      {group, group.isEmpty() ? QByteArray() : r.blob(3), r.text(4)}};
    });
}

} // namespace

Result<> noteSourceChanged(WriteTransaction& tx, const Uuid& object, const QByteArray& what) {
    const auto linked = linkedTo(tx, object);
    if (!linked)
        return tl::unexpected(linked.error());
    for (const Linked& one : *linked) {
        const auto subject = StoredSubject::load(tx.connection(), one.subject);
        if (!subject)
            return tl::unexpected(subject.error());
        const StoredForm& form = subject->forms[one.form];
        systemQueries::NewQuery query;
        query.form = one.form;
        query.row = form.row(one.path.row)->id;
        query.item = one.path.item;
        query.check = QString::fromLatin1(what);
        query.text =
            what == "source-removed"
                ? QStringLiteral("The measurement that this value came from was removed. Is it still right?")
                : QStringLiteral("The measurement that this value came from was changed. Is it still right?");
        query.value = auditText(form.values[one.path].value);
        query.origin = "manual"; // a rule can't see that it is right again: a person answers
        query.subject = subject->uuid;
        query.field = form.field(one.path);
        if (auto asked = systemQueries::insert(tx, query); !asked)
            return tl::unexpected(asked.error());
    }
    return {};
}

} // namespace casebook
