// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/subjects/ImageMove.h"

#include "storage/database/Rows.h"
#include "storage/imaging/ImagingTable.h"
#include "storage/subjects/PieceMove.h"

#include <algorithm>

namespace casebook::imageMove {

namespace {

using relocationTable::Piece;
using relocationTable::Relocation;

Result<QList<SeriesRef>> seriesRefs(Connection& connection, const QByteArray& where, std::int64_t id) {
    auto rows = connection.prepare("SELECT r.id, r.uuid, r.series_uid FROM dicom_series r WHERE " + where +
                                   " ORDER BY r.number, r.id");
    if (!rows)
        return tl::unexpected(rows.error());
    rows->bindAll(id);
    return allRows<SeriesRef>(*rows, [](const Statement& r) -> Result<SeriesRef> {
        return SeriesRef{r.integer(0), r.uuid(1), r.text(2)};
    });
}

/// The series itself, and derived series of its exam that belong to no other image: overlays drawn on it alone, or,
/// where no overlay was read from them, the only image series of their frame of reference.
constexpr char withDerived[] =
    "r.id = ?1 OR (r.study = (SELECT study FROM dicom_series WHERE id = ?1)"
    " AND r.kind NOT IN ('image','multi-frame')"
    " AND (SELECT kind FROM dicom_series WHERE id = ?1) IN ('image','multi-frame')"
    " AND CASE WHEN EXISTS(SELECT 1 FROM instance i JOIN overlay o ON o.uid = i.sop_uid WHERE i.series = "
    "r.id)"
    " THEN NOT EXISTS(SELECT 1 FROM instance i JOIN overlay o ON o.uid = i.sop_uid WHERE i.series = r.id"
    " AND o.series IS NOT ?1)"
    " ELSE r.frame_of_ref <> '' AND r.frame_of_ref = (SELECT frame_of_ref FROM dicom_series WHERE id = ?1)"
    " AND NOT EXISTS(SELECT 1 FROM dicom_series x WHERE x.study = r.study AND x.id <> ?1 AND x.frame_of_ref ="
    " r.frame_of_ref AND x.kind IN ('image','multi-frame')) END)";

Result<ExamRef> examRef(Connection& connection, std::int64_t id) {
    auto row = connection.prepare("SELECT uuid, study_uid, subject FROM dicom_study WHERE id = ?");
    if (!row)
        return tl::unexpected(row.error());
    row->bindAll(id);
    const auto has = row->step();
    if (!has)
        return tl::unexpected(has.error());
    if (!*has)
        return fail(ErrorKind::Refused, "no-such-exam", QString::number(id));
    ExamRef out{id, row->uuid(0), row->text(1), std::nullopt};
    if (!row->isNull(2))
        out.subject = row->id<SubjectId>(2);
    return out;
}

QString idList(const QList<SeriesRef>& series) {
    QStringList ids;
    for (const SeriesRef& one : series)
        ids.append(QString::number(one.id));
    return u'[' + ids.join(u',') + u']';
}

constexpr char inLoad[] = "(SELECT value FROM json_each(?1))";

/// Binds what the question has a place for.
Result<int> count(Connection& connection, const QByteArray& sql, const QString& ids, std::int64_t second,
                  std::int64_t third) {
    const auto n = sql.contains("?3")   ? connection.one(sql, ids, second, third)
                   : sql.contains("?2") ? connection.one(sql, ids, second)
                                        : connection.one(sql, ids);
    return n.map([](std::optional<std::int64_t> found) { return int(found.value_or(0)); });
}

/// The exam of that UID at a subject; 0: none.
Result<std::int64_t> examAt(Connection& connection, const QString& studyUid, SubjectId subject) {
    return connection.one("SELECT id FROM dicom_study WHERE study_uid = ? AND subject = ?", studyUid, subject)
        .map([](std::optional<std::int64_t> id) { return id.value_or(0); });
}

Result<> carrySeries(WriteTransaction& tx, const Load& load, const Sides& sides, const Relocation& relocation,
                     std::int64_t there) {
    std::int64_t target = there;
    if (target == 0) {
        const auto made = imagingTable::copyExam(tx, ExamId{load.exam.id}, sides.to.id);
        if (!made)
            return tl::unexpected(made.error());
        target = made->id.value;
    }
    for (const SeriesRef& one : load.series)
        if (auto done =
                relocationTable::note(tx, relocation,
                                      {"series", one.id, {{QStringLiteral("exam"), qint64(load.exam.id)}}})
                    .and_then([&] {
                        return tx.run("UPDATE dicom_series SET study = ?, rv = rv + 1 WHERE id = ?", target,
                                      one.id);
                    });
            !done)
            return done;
    if (load.whole)
        if (auto forms = pieceMove::examForms(tx, load.exam.id, target, sides, relocation); !forms)
            return forms;
    return tx.run("UPDATE dicom_study SET state = 'ready', rv = rv + 1 WHERE id = ?", target).and_then([&] {
        return tx.run("UPDATE dicom_study SET state = 'empty', rv = rv + 1 WHERE id = ?1 AND NOT EXISTS("
                      "SELECT 1 FROM dicom_series WHERE study = ?1)",
                      load.exam.id);
    });
}

} // namespace

Result<Load> loadOf(Connection& connection, const QString& seriesUid, bool wholeExam) {
    auto row = connection.prepare("SELECT id, study FROM dicom_series WHERE series_uid = ?");
    if (!row)
        return tl::unexpected(row.error());
    row->bindAll(seriesUid);
    const auto has = row->step();
    if (!has)
        return tl::unexpected(has.error());
    if (!*has)
        return fail(ErrorKind::Refused, "no-such-series", seriesUid);
    const std::int64_t series = row->integer(0), exam = row->integer(1);
    auto all = loadOfExam(connection, exam);
    if (!all || wholeExam)
        return all;
    auto some = seriesRefs(connection, withDerived, series);
    if (!some)
        return tl::unexpected(some.error());
    all->whole = some->size() == all->series.size();
    all->series = *some;
    return all;
}

Result<Load> loadOfExam(Connection& connection, std::int64_t exam) {
    auto ref = examRef(connection, exam);
    if (!ref)
        return tl::unexpected(ref.error());
    return seriesRefs(connection, "r.study = ?1", exam).map([&](QList<SeriesRef> series) {
        return Load{*ref, true, std::move(series)};
    });
}

Result<QList<std::int64_t>> examsOf(Connection& connection, SubjectId subject) {
    auto rows = connection.prepare("SELECT id FROM dicom_study WHERE subject = ? ORDER BY id");
    if (!rows)
        return tl::unexpected(rows.error());
    rows->bindAll(subject);
    return allRows<std::int64_t>(*rows,
                                 [](const Statement& r) -> Result<std::int64_t> { return r.integer(0); });
}

Result<Hangs> hangsOn(Connection& connection, const Load& load, SubjectId from) {
    const QByteArray in(inLoad);
    const QByteArray tasks = "FROM reading_task t WHERE t.state <> 'cancelled' AND ";
    const QByteArray goes = "((f.anchor_kind = 3 AND f.anchor_id IN (SELECT t.id FROM reading_task t WHERE"
                            " t.series IN " +
                            in + ")) OR (f.anchor_kind = 2 AND f.anchor_id = ?2))";
    const QByteArray sourced =
        "EXISTS(SELECT 1 FROM form_row w JOIN item_value v ON v.row_id = w.id JOIN source s"
        " ON s.id = v.src_id JOIN dicom_series q ON q.series_uid = s.series_uid"
        " WHERE w.form = f.id AND w.state = 'live' AND q.id IN " +
        in + ")";
    Hangs out;
    struct Question {
        int Hangs::* where;
        QByteArray sql;
    };
    const QList<Question> questions{
        {&Hangs::instances, "SELECT count(*) FROM instance WHERE series IN " + in},
        {&Hangs::overlays, "SELECT count(*) FROM overlay WHERE series IN " + in},
        {&Hangs::findings, "SELECT count(*) FROM finding WHERE series IN " + in},
        {&Hangs::measurements,
         "SELECT count(*) FROM measurement WHERE state <> 'voided' AND series IN " + in},
        {&Hangs::tasks, "SELECT count(*) " + tasks + "t.series IN " + in},
        {&Hangs::priors,
         "SELECT count(*) " + tasks + "t.prior_series IN " + in + " AND t.series NOT IN " + in},
        {&Hangs::closedReadings, "SELECT count(*) " + tasks +
                                     "(t.state = 'finished' OR t.first_closed_ms IS NOT"
                                     " NULL) AND (t.series IN " +
                                     in + " OR t.prior_series IN " + in + ")"},
        {&Hangs::forms, "SELECT count(*) FROM form f WHERE f.state <> 'not-started' AND " + goes},
        {&Hangs::lockedForms, "SELECT count(*) FROM form f WHERE f.locked_ms IS NOT NULL AND (" + goes +
                                  " OR (f.subject"
                                  " = ?3 AND " +
                                  sourced + "))"},
        {&Hangs::values,
         "SELECT count(*) FROM form f JOIN form_row w ON w.form = f.id JOIN item_value v ON v.row_id ="
         " w.id JOIN source s ON s.id = v.src_id JOIN dicom_series q ON q.series_uid = s.series_uid"
         " WHERE f.subject = ?3 AND w.state = 'live' AND q.id IN " +
             in + " AND NOT " + goes},
        {&Hangs::exports, "SELECT count(*) FROM export_subject x JOIN export_set s ON s.id = x.export"
                          " WHERE s.state = 'released' AND x.subject = ?3"},
    };
    const QString ids = idList(load.series);
    for (const Question& question : questions) {
        const auto n = count(connection, question.sql, ids, load.whole ? load.exam.id : 0, from.value);
        if (!n)
            return tl::unexpected(n.error());
        out.*question.where = *n;
    }
    return out;
}

Result<> tell(WriteTransaction& tx, const Sides& sides, const Told& told) {
    for (const Uuid& subject : {sides.from.uuid, sides.to.uuid}) {
        AuditEntry entry;
        entry.action = told.action;
        entry.objectKind = told.kind;
        entry.object = told.object;
        entry.subject = subject;
        entry.field = told.field;
        entry.oldValue = told.before;
        entry.newValue = told.after;
        entry.reasonText = sides.reason;
        if (const auto seq = tx.audit(entry); !seq)
            return tl::unexpected(seq.error());
    }
    return {};
}

Result<> carry(WriteTransaction& tx, const Load& load, const Sides& sides, const Relocation& relocation) {
    const auto there = examAt(tx.connection(), load.exam.studyUid, sides.to.id);
    if (!there)
        return tl::unexpected(there.error());
    auto done = load.whole && *there == 0 ? pieceMove::exam(tx, load.exam.id, sides, relocation)
                                          : carrySeries(tx, load, sides, relocation, *there);
    if (!done)
        return done;
    for (const SeriesRef& one : load.series) {
        done = tell(tx, sides, {"move", "series", one.uuid, "subject", sides.from.label, sides.to.label})
                   .and_then([&] { return pieceMove::tasksOf(tx, one.id, sides, relocation); });
        if (!done)
            return done;
    }
    if (load.whole)
        done = tell(tx, sides, {"move", "exam", load.exam.uuid, "subject", sides.from.label, sides.to.label});
    return done.and_then([&] { return pieceMove::identityOf(tx, load.exam.id, sides, relocation); });
}

} // namespace casebook::imageMove
