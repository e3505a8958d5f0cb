// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/subjects/PieceMove.h"

#include "storage/database/Rows.h"

namespace casebook::pieceMove {

namespace {

using imageMove::tell;

const QString keyVisit = QStringLiteral("visit");
const QString keyBy = QStringLiteral("by");
const QString keyNone = QStringLiteral("none");
const QString keyPrior = QStringLiteral("prior");
const QString keyAnchor = QStringLiteral("anchor");

std::optional<std::int64_t> idOrNull(const QJsonObject& object, const QString& key) {
    const qint64 id = object[key].toInteger();
    return id == 0 ? std::nullopt : std::optional<std::int64_t>(id);
}

/// The visit, where it is that subject's still.
Result<std::optional<std::int64_t>> ownVisit(Connection& connection, std::optional<std::int64_t> visit,
                                             SubjectId subject) {
    return connection.one("SELECT id FROM visit WHERE id = ? AND subject = ?", visit.value_or(0), subject);
}

struct FormRef {
    std::int64_t id = 0;
    Uuid uuid;
    QString oid;
    std::int64_t visit = 0, anchor = 0;
    bool begun = false;
};

Result<QList<FormRef>> formsOn(Connection& connection, int anchorKind, std::int64_t anchor) {
    auto rows =
        connection.prepare("SELECT id, uuid, def_oid, coalesce(visit, 0), anchor_id, state <> "
                           "'not-started' FROM form WHERE anchor_kind = ? AND anchor_id = ? ORDER BY id");
    if (!rows)
        return tl::unexpected(rows.error());
    rows->bindAll(anchorKind, anchor);
    return allRows<FormRef>(*rows, [](const Statement& r) -> Result<FormRef> {
        return FormRef{r.integer(0), r.uuid(1), r.text(2), r.integer(3), r.integer(4), r.integer(5) != 0};
    });
}

Result<> moveForm(WriteTransaction& tx, const FormRef& form, std::int64_t anchor, const Sides& sides,
                  const Relocation& relocation) {
    const auto earlier =
        relocationTable::before(tx.connection(), "form", form.id, sides.from.id, sides.to.id);
    if (!earlier)
        return tl::unexpected(earlier.error());
    const auto visit =
        ownVisit(tx.connection(), *earlier ? idOrNull(**earlier, keyVisit) : std::nullopt, sides.to.id);
    if (!visit)
        return tl::unexpected(visit.error());
    auto done = relocationTable::note(
        tx, relocation,
        {"form", form.id, {{keyVisit, qint64(form.visit)}, {keyAnchor, qint64(form.anchor)}}});
    if (done)
        done = tx.run("UPDATE form SET subject = ?, anchor_id = ?, visit = ?, rv = rv + 1 WHERE id = ?",
                      sides.to.id, anchor, *visit, form.id);
    if (!done)
        return done.error().code == "constraint"
                   ? Result<>(fail(ErrorKind::Refused, "form-conflict", form.oid, {sides.to.label}))
                   : done;
    return tell(tx, sides, {"move", "form", form.uuid, "subject", sides.from.label, sides.to.label});
}

struct TaskRef {
    std::int64_t id = 0;
    Uuid uuid;
    std::int64_t prior = 0;
};

} // namespace

Result<> exam(WriteTransaction& tx, std::int64_t id, const Sides& sides, const Relocation& relocation) {
    auto row = tx.prepare(
        "SELECT coalesce(visit, 0), coalesce(confirmed_by, 0), no_visit FROM dicom_study WHERE id = ?");
    if (!row)
        return tl::unexpected(row.error());
    row->bindAll(id);
    if (const auto has = row->step(); !has || !*has)
        return has ? Result<>(fail(ErrorKind::Refused, "no-such-exam")) : tl::unexpected(has.error());
    const QJsonObject now{{keyVisit, qint64(row->integer(0))},
                          {keyBy, qint64(row->integer(1))},
                          {keyNone, qint64(row->integer(2))}};
    row->reset();
    const auto earlier = relocationTable::before(tx.connection(), "exam", id, sides.from.id, sides.to.id);
    if (!earlier)
        return tl::unexpected(earlier.error());
    const QJsonObject was = earlier->value_or(QJsonObject());
    const auto visit = ownVisit(tx.connection(), idOrNull(was, keyVisit), sides.to.id);
    if (!visit)
        return tl::unexpected(visit.error());
    const auto by = *visit || was[keyNone].toInteger() != 0 ? idOrNull(was, keyBy) : std::nullopt;
    return relocationTable::note(tx, relocation, {"exam", id, now})
        .and_then([&] {
            return tx.run("UPDATE dicom_study SET subject = ?, visit = ?, confirmed_by = ?, no_visit = ?,"
                          " rv = rv + 1 WHERE id = ?",
                          sides.to.id, *visit, by, was[keyNone].toInteger(), id);
        })
        .and_then([&] { return examForms(tx, id, id, sides, relocation); });
}

Result<> examForms(WriteTransaction& tx, std::int64_t exam, std::int64_t target, const Sides& sides,
                   const Relocation& relocation) {
    const auto forms = formsOn(tx.connection(), 2, exam);
    if (!forms)
        return tl::unexpected(forms.error());
    for (const FormRef& form : *forms)
        if (auto done = moveForm(tx, form, target, sides, relocation); !done)
            return done;
    return {};
}

Result<> tasksOf(WriteTransaction& tx, std::int64_t series, const Sides& sides,
                 const Relocation& relocation) {
    auto rows = tx.prepare("SELECT id, uuid, coalesce(prior_series, 0) FROM reading_task WHERE series = ?"
                           " ORDER BY id");
    if (!rows)
        return tl::unexpected(rows.error());
    rows->bindAll(series);
    const auto tasks = allRows<TaskRef>(*rows, [](const Statement& r) -> Result<TaskRef> {
        return TaskRef{r.integer(0), r.uuid(1), r.integer(2)};
    });
    if (!tasks)
        return tl::unexpected(tasks.error());
    for (const TaskRef& task : *tasks) {
        auto done =
            relocationTable::note(tx, relocation, {"task", task.id, {{keyPrior, qint64(task.prior)}}})
                .and_then([&] {
                    return tx.run("UPDATE reading_task SET subject = ?, rv = rv + 1 WHERE id = ?",
                                  sides.to.id, task.id);
                })
                .and_then([&] {
                    return tell(tx, sides,
                                {"move", "task", task.uuid, "subject", sides.from.label, sides.to.label});
                });
        const auto forms = done.and_then([&] { return formsOn(tx.connection(), 3, task.id); });
        if (!forms)
            return tl::unexpected(forms.error());
        for (const FormRef& form : *forms)
            if (auto moved = moveForm(tx, form, task.id, sides, relocation); !moved)
                return moved;
    }
    return {};
}

Result<> identityOf(WriteTransaction& tx, std::int64_t exam, const Sides& sides,
                    const Relocation& relocation) {
    // One row an exam; the key of a person is (PatientID, issuer). A split exam shares its row with its other part.
    const auto alone = tx.one(
        "SELECT i.id FROM dicom_study e JOIN source_identity i ON i.id = e.identity WHERE e.id = ?1"
        " AND i.subject = ?2 AND NOT EXISTS(SELECT 1 FROM dicom_study x JOIN source_identity o ON o.id ="
        " x.identity WHERE x.subject = ?2 AND x.state <> 'empty' AND o.patient_id = i.patient_id"
        " AND o.issuer = i.issuer) AND (NOT EXISTS(SELECT 1 FROM form f WHERE f.subject = ?2 AND f.state <>"
        " 'not-started') OR EXISTS(SELECT 1 FROM relocated p JOIN relocation m ON m.id = p.relocation WHERE"
        " p.kind = 'identity' AND p.object = i.id AND m.source = ?3 AND m.target = ?2))",
        exam, sides.from.id, sides.to.id);
    if (!alone)
        return tl::unexpected(alone.error());
    if (!*alone)
        return {};
    return relocationTable::note(tx, relocation, {"identity", **alone, {}}).and_then([&] {
        return tx.run("UPDATE source_identity SET subject = ?1 WHERE subject = ?2 AND (patient_id, issuer) ="
                      " (SELECT patient_id, issuer FROM source_identity WHERE id = ?3)",
                      sides.to.id, sides.from.id, **alone);
    });
}

} // namespace casebook::pieceMove
