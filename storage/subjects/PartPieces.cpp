// SPDX-License-Identifier: GPL-3.0-or-later
//
// The way back of a join.
#include "storage/database/Rows.h"
#include "storage/forms/SystemQueries.h"
#include "storage/subjects/JoinPieces.h"

#include <algorithm>

namespace casebook::joinPieces {

namespace {

using imageMove::tell;
using relocationTable::Piece;

QString key(const char* name) { return QString::fromLatin1(name); }

std::optional<std::int64_t> orNull(qint64 id) {
    return id == 0 ? std::nullopt : std::optional<std::int64_t>(id);
}

constexpr char laterExams[] =
    "SELECT e.id, e.uuid, e.study_date || ' ' || e.description, EXISTS(SELECT 1 FROM source_identity i JOIN"
    " source_identity a ON a.patient_id = i.patient_id AND a.issuer = i.issuer JOIN relocated p ON p.kind = "
    "'identity'"
    " AND p.object = a.id AND p.relocation = ?3 WHERE i.id = e.identity)"
    " FROM dicom_study e WHERE e.subject = ?1 AND e.id > ?2 AND e.state <> 'empty' ORDER BY e.id";
constexpr char laterVisits[] = "SELECT v.id, v.uuid, v.def_oid || CASE WHEN v.repeat > 1 THEN '#' || "
                               "v.repeat ELSE '' END, 0 FROM visit v"
                               " WHERE v.subject = ?1 AND v.id > ?2 AND ?3 > 0 ORDER BY v.id";
/// Forms on visits that go or stay with the visit; these hang on older visits that stay, or on the subject.
constexpr char laterForms[] =
    "SELECT f.id, f.uuid, coalesce(v.def_oid || '/', '') || f.def_oid, 0 FROM form f LEFT JOIN visit v ON "
    "v.id = f.visit"
    " WHERE f.subject = ?1 AND f.id > ?2 AND f.state <> 'not-started' AND f.anchor_kind IN (0, 1) AND NOT "
    "EXISTS(SELECT 1"
    " FROM relocated p WHERE p.relocation = ?3 AND p.kind = 'visit' AND p.object = f.visit)"
    " AND coalesce(f.visit, 0) <= (SELECT json_extract(m.marks, '$.visit') FROM relocation m WHERE m.id = "
    "?3) ORDER BY f.id";

struct Later {
    std::int64_t id = 0;
    LaterPiece piece;
};

Result<QList<Later>> laterOf(Connection& connection, const Relocation& relocation) {
    struct Question {
        const char *kind, *table, *sql;
    };
    QList<Later> out;
    for (const Question& question :
         {Question{"exam", "dicom_study", laterExams}, Question{"visit", "visit", laterVisits},
          Question{"form", "form", laterForms}}) {
        auto rows = connection.prepare(question.sql);
        if (!rows)
            return tl::unexpected(rows.error());
        rows->bindAll(relocation.target, std::int64_t(relocation.marks[key(question.table)].toInteger()),
                      relocation.id);
        const auto found = allRows<Later>(*rows, [&](const Statement& r) -> Result<Later> {
            return Later{r.integer(0),
                         {question.kind, r.uuid(1).toString(), r.text(2).trimmed(), r.integer(3) != 0}};
        });
        if (!found)
            return tl::unexpected(found.error());
        out += *found;
    }
    return out;
}

class Parting {
public:
    Parting(WriteTransaction& tx, const Sides& sides, const Relocation& relocation, const QStringList& along,
            PartOutcome& out)
        : tx_(tx), sides_(sides), relocation_(relocation), along_(along), out_(out) {}

    Result<> run() {
        const auto pieces = relocationTable::pieces(tx_.connection(), relocation_.id);
        const auto later = laterOf(tx_.connection(), relocation_);
        if (!pieces || !later)
            return tl::unexpected(pieces ? later.error() : pieces.error());
        pieces_ = *pieces;
        return of("visit", [&](const Piece& p) { return visit(p.object); })
            .and_then([&] { return of("visit-date", [&](const Piece& p) { return visitDate(p); }); })
            .and_then([&] { return formsBack(); })
            .and_then([&] { return of("exam", [&](const Piece& p) { return exam(p); }); })
            .and_then([&] { return of("series", [&](const Piece& p) { return series(p); }); })
            .and_then([&] { return laterPieces(*later); })
            .and_then([&] { return followers(); })
            .and_then([&] { return identities(); })
            .and_then([&] { return openRecord(); })
            .and_then([&] { return endQueries(); });
    }

private:
    template <class F> Result<> of(const char* kind, F&& work) {
        for (const Piece& piece : pieces_)
            if (piece.kind == kind)
                if (auto done = work(piece); !done)
                    return done;
        return {};
    }

    Result<> told(const char* kind, const QByteArray& table, std::int64_t id) {
        auto row = tx_.prepare("SELECT uuid FROM " + table + " WHERE id = ?");
        if (!row)
            return tl::unexpected(row.error());
        row->bindAll(id);
        if (const auto has = row->step(); !has || !*has)
            return has ? Result<>() : tl::unexpected(has.error());
        const Uuid uuid = row->uuid(0);
        row->reset();
        return tell(tx_, sides_, {"move", kind, uuid, "subject", sides_.from.label, sides_.to.label});
    }

    Result<> visit(std::int64_t id) {
        auto done = tx_.run("UPDATE visit SET subject = ?, rv = rv + 1 WHERE id = ? AND subject = ?",
                            sides_.to.id, id, sides_.from.id);
        if (!done)
            return done;
        if (tx_.changedRows() == 0) {
            ++out_.elsewhere;
            return {};
        }
        ++out_.visits;
        // Forms that were begun on it since go with it; those of the join are told of when they go back.
        auto rows =
            tx_.prepare("SELECT uuid FROM form WHERE anchor_kind = 1 AND anchor_id = ? AND subject = ? AND"
                        " id NOT IN (SELECT object FROM relocated WHERE relocation = ? AND kind = 'form')"
                        " ORDER BY id");
        if (!rows)
            return tl::unexpected(rows.error());
        rows->bindAll(id, sides_.from.id, relocation_.id);
        const auto since = allRows<Uuid>(*rows, [](const Statement& r) -> Result<Uuid> { return r.uuid(0); });
        if (!since)
            return tl::unexpected(since.error());
        done = tx_.run("UPDATE form SET subject = ?, rv = rv + 1 WHERE anchor_kind = 1 AND anchor_id = ? AND "
                       "subject = ?",
                       sides_.to.id, id, sides_.from.id)
                   .and_then([&] { return told("visit", "visit", id); });
        for (const Uuid& form : *since)
            if (done)
                done =
                    tell(tx_, sides_, {"move", "form", form, "subject", sides_.from.label, sides_.to.label});
        return done;
    }

    /// Taken back unless a person changed it meanwhile.
    Result<> visitDate(const Piece& p) {
        const QString date = p.before[key("date")].toString(), state = p.before[key("state")].toString(),
                      setDate = p.before[key("setDate")].toString(),
                      setState = p.before[key("setState")].toString();
        auto done = tx_.run(
            "UPDATE visit SET date = ?, state = ?, rv = rv + 1 WHERE id = ? AND date = ? AND state = ?", date,
            state, p.object, setDate, setState);
        if (!done || tx_.changedRows() == 0)
            return done;
        auto row = tx_.prepare("SELECT uuid, def_oid || CASE WHEN repeat > 1 THEN '#' || repeat ELSE '' END"
                               " FROM visit WHERE id = ?");
        if (!row)
            return tl::unexpected(row.error());
        row->bindAll(p.object);
        if (const auto has = row->step(); !has || !*has)
            return has ? Result<>() : tl::unexpected(has.error());
        const Uuid visit = row->uuid(0);
        const QString place = row->text(1);
        row->reset();
        return tellVisit(tx_, sides_, {visit, place, "date", setDate, date}).and_then([&] {
            return tellVisit(tx_, sides_, {visit, place, "state", setState, state});
        });
    }

    /// All out of the way first: two that changed places change them back.
    Result<> formsBack() {
        return of("form",
                  [&](const Piece& p) {
                      return tx_.run("UPDATE form SET anchor_id = ? WHERE id = ? AND anchor_kind IN (0, 1) "
                                     "AND subject IN"
                                     " (?, ?)",
                                     -p.object, p.object, sides_.from.id, sides_.to.id);
                  })
            .and_then([&] { return of("form", [&](const Piece& p) { return formBack(p); }); });
    }

    Result<> formBack(const Piece& p) {
        const std::int64_t subject = p.before[key("subject")].toInteger();
        auto done = tx_.run(
            "UPDATE form SET subject = ?, anchor_id = CASE WHEN anchor_kind IN (0, 1) THEN ? ELSE anchor_id"
            " END, visit = ?, rv = rv + 1 WHERE id = ? AND subject IN (?, ?)",
            subject, std::int64_t(p.before[key("anchor")].toInteger()),
            orNull(p.before[key("visit")].toInteger()), p.object, sides_.from.id, sides_.to.id);
        if (!done)
            return done;
        if (tx_.changedRows() == 0) {
            ++out_.elsewhere;
            return {};
        }
        if (subject != sides_.to.id.value)
            return {};
        ++out_.forms;
        return told("form", "form", p.object);
    }

    Result<> exam(const Piece& p) {
        const qint64 before = p.before[key("visit")].toInteger(),
                     mapped = p.before[key("mapped")].toInteger();
        // The link that the exam had, unless another one was given since.
        auto done = tx_.run(
            "UPDATE dicom_study SET subject = ?1, visit = CASE WHEN coalesce(visit, 0) = ?2 THEN ?3 ELSE"
            " (SELECT v.id FROM visit v WHERE v.id = dicom_study.visit AND v.subject = ?1) END, rv = rv + 1"
            " WHERE id = ?4 AND subject = ?5",
            sides_.to.id, std::int64_t(mapped), orNull(before), p.object, sides_.from.id);
        if (!done)
            return done;
        if (tx_.changedRows() == 0) {
            ++out_.elsewhere;
            return {};
        }
        ++out_.exams;
        return told("exam", "dicom_study", p.object);
    }

    Result<> series(const Piece& p) {
        const std::int64_t exam = p.before[key("exam")].toInteger();
        return tx_
            .run("UPDATE dicom_series SET study = ?, rv = rv + 1 WHERE id = ? AND study IN (SELECT id FROM "
                 "dicom_study WHERE"
                 " subject = ?)",
                 exam, p.object, sides_.from.id)
            .and_then([&] {
                return tx_.run("UPDATE dicom_study SET state = 'ready', subject = ? WHERE id = ?",
                               sides_.to.id, exam);
            })
            .and_then([&] {
                return tx_.run("UPDATE dicom_study SET state = 'empty' WHERE subject = ? AND state = 'ready' "
                               "AND NOT EXISTS("
                               "SELECT 1 FROM dicom_series WHERE study = dicom_study.id)",
                               sides_.from.id);
            });
    }

    Result<> laterPieces(const QList<Later>& later) {
        for (const Later& one : later) {
            if (!along_.contains(one.piece.id))
                continue;
            auto done = one.piece.kind == "exam"    ? laterExam(one.id)
                        : one.piece.kind == "visit" ? visit(one.id)
                                                    : laterForm(one.id);
            if (!done)
                return done.error().code == "constraint" ? Result<>(fail(ErrorKind::Refused, "form-conflict",
                                                                         one.piece.words, {sides_.to.label}))
                                                         : done;
        }
        return {};
    }

    Result<> laterExam(std::int64_t id) {
        ++out_.exams;
        return tx_
            .run("UPDATE dicom_study SET subject = ?1, visit = (SELECT v.id FROM visit v WHERE v.id = "
                 "dicom_study.visit"
                 " AND v.subject = ?1), rv = rv + 1 WHERE id = ?2",
                 sides_.to.id, id)
            .and_then([&] {
                return tx_.run("UPDATE source_identity SET subject = ?1 WHERE subject = ?2 AND id = (SELECT "
                               "identity FROM"
                               " dicom_study WHERE id = ?3)",
                               sides_.to.id, sides_.from.id, id);
            })
            .and_then([&] { return told("exam", "dicom_study", id); });
    }

    /// To the same visit of the parted record, which is planned where it has none.
    Result<> laterForm(std::int64_t id) {
        auto row = tx_.prepare(
            "SELECT f.anchor_kind, coalesce(v.def_oid, ''), coalesce(v.repeat, 1) FROM form f LEFT JOIN"
            " visit v ON v.id = f.visit WHERE f.id = ?");
        if (!row)
            return tl::unexpected(row.error());
        row->bindAll(id);
        if (const auto has = row->step(); !has || !*has)
            return has ? Result<>() : tl::unexpected(has.error());
        const bool onSubject = row->integer(0) == 0;
        const QString oid = row->text(1);
        const int repeat = int(row->integer(2));
        row->reset();
        std::int64_t anchor = sides_.to.id.value;
        std::optional<std::int64_t> at;
        if (!onSubject) {
            const auto visit = formTable::ensureVisit(tx_, sides_.to, oid, repeat);
            if (!visit)
                return tl::unexpected(visit.error());
            anchor = visit->id.value;
            at = anchor;
        }
        ++out_.forms;
        return tx_
            .run("UPDATE form SET subject = ?, anchor_id = ?, visit = ?, rv = rv + 1 WHERE id = ?",
                 sides_.to.id, anchor, at, id)
            .and_then([&] { return told("form", "form", id); });
    }

    /// Tasks go with their series, forms with their exam and task; a link to the other record's visit ends.
    Result<> followers() {
        const std::int64_t a = sides_.from.id.value, b = sides_.to.id.value;
        const auto tasks =
            tx_.one("SELECT count(*) FROM reading_task t JOIN dicom_series s ON s.id = t.series JOIN"
                    " dicom_study e ON e.id = s.study WHERE t.subject = ? AND e.subject = ?",
                    a, b);
        if (!tasks)
            return tl::unexpected(tasks.error());
        out_.tasks = int(tasks->value_or(0));
        // A form on a task follows the task that moved just before.
        auto done =
            follow({"task", "reading_task",
                    "(SELECT e.subject FROM dicom_series s JOIN dicom_study e ON e.id = s.study WHERE s.id ="
                    " reading_task.series)",
                    "series IN (SELECT s.id FROM dicom_series s JOIN dicom_study e ON e.id = s.study WHERE"
                    " e.subject IN (?1, ?2) AND e.subject <> reading_task.subject)"})
                .and_then([&] {
                    return follow(
                        {"form", "form", "(SELECT e.subject FROM dicom_study e WHERE e.id = form.anchor_id)",
                         "anchor_kind = 2 AND anchor_id IN (SELECT id FROM dicom_study WHERE subject"
                         " IN (?1, ?2) AND subject <> form.subject)"});
                })
                .and_then([&] {
                    return follow(
                        {"form", "form", "(SELECT t.subject FROM reading_task t WHERE t.id = form.anchor_id)",
                         "anchor_kind = 3 AND anchor_id IN (SELECT id FROM reading_task WHERE subject"
                         " IN (?1, ?2) AND subject <> form.subject)"});
                });
        if (!done)
            return done;
        for (const QByteArray& sql :
             {QByteArray("UPDATE form SET visit = NULL WHERE subject IN (?1, ?2) AND anchor_kind IN (2, 3) "
                         "AND visit IN (SELECT"
                         " id FROM visit WHERE subject <> form.subject)"),
              QByteArray("UPDATE dicom_study SET visit = NULL, confirmed_by = NULL, rv = rv + 1 WHERE "
                         "subject IN (?1, ?2) AND"
                         " visit IN (SELECT id FROM visit WHERE subject <> dicom_study.subject)")})
            if (done = tx_.run(sql, a, b); !done)
                return done;
        return {};
    }

    struct Follower {
        const char* kind;
        QByteArray table, owner, where; ///< SQL; ?1 and ?2 are the two subjects
    };
    struct Moved {
        Uuid uuid;
        std::int64_t owner = 0;
    };

    /// Rows of a table to the subject of what they hang on, each with its row of history.
    Result<> follow(const Follower& f) {
        const QByteArray where = " WHERE subject IN (?1, ?2) AND " + f.where;
        auto rows = tx_.prepare("SELECT uuid, " + f.owner + " FROM " + f.table + where + " ORDER BY id");
        if (!rows)
            return tl::unexpected(rows.error());
        rows->bindAll(sides_.from.id, sides_.to.id);
        const auto moved = allRows<Moved>(
            *rows, [](const Statement& r) -> Result<Moved> { return Moved{r.uuid(0), r.integer(1)}; });
        if (!moved)
            return tl::unexpected(moved.error());
        auto done = tx_.run("UPDATE " + f.table + " SET subject = " + f.owner + ", rv = rv + 1" + where,
                            sides_.from.id, sides_.to.id);
        for (const Moved& one : *moved) {
            const bool parted = one.owner == sides_.to.id.value;
            const QString &before = parted ? sides_.from.label : sides_.to.label,
                          &after = parted ? sides_.to.label : sides_.from.label;
            if (done)
                done = tell(tx_, sides_, {"move", f.kind, one.uuid, "subject", before, after});
        }
        return done;
    }

    Result<> identities() {
        return of("identity",
                  [&](const Piece& p) {
                      ++out_.identities;
                      return tx_.run("UPDATE source_identity SET subject = ? WHERE id = ? AND subject = ?",
                                     sides_.to.id, p.object, sides_.from.id);
                  })
            .and_then([&] {
                return of("ident", [&](const Piece& p) {
                    return tx_.run("UPDATE subject_ident SET subject = ? WHERE id = ? AND subject = ?",
                                   sides_.to.id, p.object, sides_.from.id);
                });
            });
    }

    Result<> openRecord() {
        return of("subject",
                  [&](const Piece& p) {
                      return tx_.run("UPDATE subject SET status = ?, merged_into = NULL, stands_in = NULL, "
                                     "rv = rv + 1 WHERE"
                                     " id = ?",
                                     p.before[key("status")].toString(), p.object);
                  })
            .and_then([&] { return refreshStandIns(tx_); })
            .and_then([&] { return relocationTable::undone(tx_, relocation_.id); })
            .and_then([&] {
                return tell(
                    tx_, sides_,
                    {"part", "subject", sides_.to.uuid, "subject", sides_.from.label, sides_.to.label});
            });
    }

    struct Open {
        QueryId id;
        Uuid uuid;
        QByteArray state;
    };

    /// "Both records have filled this form" is true no more.
    Result<> endQueries() {
        auto rows = tx_.prepare(
            "SELECT q.id, q.uuid, q.state FROM query q JOIN form f ON f.id = q.form WHERE f.subject = ?"
            " AND q.check_oid = 'joined-twice' AND q.state IN ('candidate','open','answered')"
            " AND q.text LIKE '%' || ? || '%'");
        if (!rows)
            return tl::unexpected(rows.error());
        rows->bindAll(sides_.from.id, sides_.to.label);
        const auto open = allRows<Open>(*rows, [](const Statement& r) -> Result<Open> {
            return Open{r.id<QueryId>(0), r.uuid(1), r.text(2).toLatin1()};
        });
        if (!open)
            return tl::unexpected(open.error());
        for (const Open& one : *open)
            if (auto done = systemQueries::step(tx_, {one.id,
                                                      one.uuid,
                                                      sides_.from.uuid,
                                                      {},
                                                      "resolve",
                                                      one.state,
                                                      "resolved",
                                                      {},
                                                      {},
                                                      {},
                                                      {}});
                !done)
                return done;
        return {};
    }

    WriteTransaction& tx_;
    const Sides& sides_;
    const Relocation& relocation_;
    const QStringList& along_;
    PartOutcome& out_;
    QList<Piece> pieces_;
};

} // namespace

Result<> part(WriteTransaction& tx, const Sides& sides, const Relocation& relocation,
              const QStringList& along, PartOutcome& out) {
    return Parting(tx, sides, relocation, along, out).run();
}

Result<QList<LaterPiece>> later(Connection& connection, const Relocation& relocation) {
    const auto found = laterOf(connection, relocation);
    if (!found)
        return tl::unexpected(found.error());
    QList<LaterPiece> out;
    for (const Later& one : *found)
        out.append(one.piece);
    return out;
}

} // namespace casebook::joinPieces
