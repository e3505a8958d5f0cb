// SPDX-License-Identifier: GPL-3.0-or-later
//
// What follows from a move, once all pieces lie where they shall.
#include "storage/database/Rows.h"
#include "storage/forms/FormWriter.h"
#include "storage/forms/SourceSubjects.h"
#include "storage/subjects/ImageMove.h"

namespace casebook::imageMove {

namespace {

struct Crossing {
    std::int64_t id = 0;
    Uuid uuid;
    std::int64_t series = 0;
    QString placement, reason;
};

/// Overlays drawn on an image of another subject than the one that their own object is of.
Result<> partOverlays(WriteTransaction& tx, const Sides& sides,
                      const relocationTable::Relocation& relocation) {
    auto rows =
        tx.prepare("SELECT DISTINCT o.id, o.uuid, o.series, o.placement, o.reason FROM overlay o"
                   " JOIN dicom_series s ON s.id = o.series JOIN dicom_study e ON e.id = s.study"
                   " JOIN instance i ON i.sop_uid = o.uid JOIN dicom_series w ON w.id = i.series"
                   " JOIN dicom_study own ON own.id = w.study WHERE (own.subject = ?1 AND e.subject = ?2)"
                   " OR (own.subject = ?2 AND e.subject = ?1)");
    if (!rows)
        return tl::unexpected(rows.error());
    rows->bindAll(sides.from.id, sides.to.id);
    const auto crossing = allRows<Crossing>(*rows, [](const Statement& r) -> Result<Crossing> {
        return Crossing{r.integer(0), r.uuid(1), r.integer(2), r.text(3), r.text(4)};
    });
    if (!crossing)
        return tl::unexpected(crossing.error());
    for (const Crossing& one : *crossing) {
        auto done = relocationTable::note(tx, relocation,
                                          {"overlay",
                                           one.id,
                                           {{QStringLiteral("series"), qint64(one.series)},
                                            {QStringLiteral("placement"), one.placement},
                                            {QStringLiteral("reason"), one.reason}}})
                        .and_then([&] {
                            return tx.run("UPDATE overlay SET series = NULL, placement = 'refused', reason ="
                                          " 'other-subject', rv = rv + 1 WHERE id = ?",
                                          one.id);
                        })
                        .and_then([&] {
                            return tell(tx, sides,
                                        {"place", "overlay", one.uuid, "placement", one.placement,
                                         QStringLiteral("refused")});
                        });
        if (!done)
            return done;
    }
    return {};
}

/// Overlays that were parted so, and whose image is of the same subject again.
Result<> rejoinOverlays(WriteTransaction& tx, const Sides& sides) {
    auto rows = tx.prepare("SELECT DISTINCT o.id, o.uuid, s.id, json_extract(p.before, '$.placement'), "
                           "json_extract(p.before, '$.reason')"
                           " FROM overlay o JOIN relocated p ON p.kind = 'overlay' AND p.object = o.id"
                           " JOIN dicom_series s ON s.id = json_extract(p.before, '$.series') JOIN "
                           "dicom_study e ON e.id = s.study"
                           " JOIN instance i ON i.sop_uid = o.uid JOIN dicom_series w ON w.id = i.series"
                           " JOIN dicom_study own ON own.id = w.study WHERE o.reason = 'other-subject' AND "
                           "own.subject = e.subject"
                           " AND e.subject IN (?1, ?2) ORDER BY p.id");
    if (!rows)
        return tl::unexpected(rows.error());
    rows->bindAll(sides.from.id, sides.to.id);
    const auto parted = allRows<Crossing>(*rows, [](const Statement& r) -> Result<Crossing> {
        return Crossing{r.integer(0), r.uuid(1), r.integer(2), r.text(3), r.text(4)};
    });
    if (!parted)
        return tl::unexpected(parted.error());
    for (const Crossing& one : *parted)
        if (auto done =
                tx.run("UPDATE overlay SET series = ?, placement = ?, reason = ?, rv = rv + 1 WHERE id = ?",
                       one.series, one.placement, one.reason, one.id)
                    .and_then([&] {
                        return tell(tx, sides,
                                    {"place", "overlay", one.uuid, "placement", QStringLiteral("refused"),
                                     one.placement});
                    });
            !done)
            return done;
    return {};
}

struct PriorRow {
    std::int64_t task = 0;
    Uuid uuid;
    std::int64_t series = 0;
    QString uid;
};

Result<QList<PriorRow>> priorRows(WriteTransaction& tx, const QByteArray& sql, const Sides& sides) {
    auto rows = tx.prepare(sql);
    if (!rows)
        return tl::unexpected(rows.error());
    rows->bindAll(sides.from.id, sides.to.id);
    return allRows<PriorRow>(*rows, [](const Statement& r) -> Result<PriorRow> {
        return PriorRow{r.integer(0), r.uuid(1), r.integer(2), r.text(3)};
    });
}

/// A prior of another subject is none. One that a reading lost so is its prior again when both are of one subject.
Result<> settlePriors(WriteTransaction& tx, const Sides& sides,
                      const relocationTable::Relocation& relocation) {
    const auto lost =
        priorRows(tx,
                  "SELECT t.id, t.uuid, p.id, p.series_uid FROM reading_task t JOIN dicom_series p"
                  " ON p.id = t.prior_series JOIN dicom_study e ON e.id = p.study"
                  " WHERE t.subject IN (?1, ?2) AND e.subject IS NOT t.subject ORDER BY t.id",
                  sides);
    if (!lost)
        return tl::unexpected(lost.error());
    for (const PriorRow& one : *lost)
        if (auto done =
                relocationTable::note(tx, relocation,
                                      {"prior", one.task, {{QStringLiteral("prior"), qint64(one.series)}}})
                    .and_then([&] {
                        return tx.run("UPDATE reading_task SET prior_series = NULL, rv = rv + 1 WHERE id = ?",
                                      one.task);
                    })
                    .and_then(
                        [&] { return tell(tx, sides, {"change", "task", one.uuid, "prior", one.uid, {}}); });
            !done)
            return done;
    const auto found = priorRows(tx,
                                 "SELECT t.id, t.uuid, p.id, p.series_uid FROM reading_task t JOIN relocated "
                                 "l ON l.kind = 'prior' AND l.object ="
                                 " t.id JOIN relocation m ON m.id = l.relocation JOIN dicom_series p ON p.id "
                                 "= json_extract(l.before, '$.prior')"
                                 " JOIN dicom_study e ON e.id = p.study WHERE t.prior_series IS NULL AND "
                                 "t.subject IN (?1, ?2) AND e.subject ="
                                 " t.subject AND m.id = (SELECT max(x.relocation) FROM relocated x WHERE "
                                 "x.kind = 'prior' AND x.object = t.id)",
                                 sides);
    if (!found)
        return tl::unexpected(found.error());
    for (const PriorRow& one : *found)
        if (auto done = tx.run("UPDATE reading_task SET prior_series = ?, rv = rv + 1 WHERE id = ?",
                               one.series, one.task)
                            .and_then([&] {
                                return tx.run("UPDATE relocated SET kind = 'prior-back' WHERE kind = 'prior'"
                                              " AND object = ?",
                                              one.task);
                            })
                            .and_then([&] {
                                return tell(tx, sides, {"change", "task", one.uuid, "prior", {}, one.uid});
                            });
            !done)
            return done;
    return {};
}

/// Everything that is calculated of a subject, anew: forms came or went.
Result<> recalculate(WriteTransaction& tx, const Session& session, const DefinitionService& definitions,
                     QDate today, SubjectId subject) {
    FormWriter writer(tx, session, definitions, today);
    return writer.load(subject)
        .and_then([&] {
            writer.formsChanged();
            return writer.recalculate();
        })
        .and_then([&] { return writer.write({}); })
        .map([](const FormWriter::Written&) {});
}

} // namespace

Result<int> settle(WriteTransaction& tx, const Session& session, const DefinitionService& definitions,
                   QDate today, const Sides& sides, const relocationTable::Relocation& relocation) {
    auto done =
        partOverlays(tx, sides, relocation).and_then([&] { return rejoinOverlays(tx, sides); }).and_then([&] {
            return settlePriors(tx, sides, relocation);
        });
    if (!done)
        return tl::unexpected(done.error());
    const auto marks = syncSourceSubjects(tx, {sides.from.id, sides.to.id});
    if (!marks)
        return tl::unexpected(marks.error());
    const auto movedForms = tx.one("SELECT count(*) FROM relocated WHERE relocation = ? AND kind IN"
                                   " ('form','visit','visit-date')",
                                   relocation.id);
    if (!movedForms)
        return tl::unexpected(movedForms.error());
    if (movedForms->value_or(0) > 0)
        for (const SubjectId subject : {sides.from.id, sides.to.id})
            if (auto calculated = recalculate(tx, session, definitions, today, subject); !calculated)
                return tl::unexpected(calculated.error());
    return marks->raised;
}

} // namespace casebook::imageMove
