// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/subjects/JoinPieces.h"

#include "storage/database/Rows.h"
#include "storage/forms/SystemQueries.h"

#include <QHash>

namespace casebook::joinPieces {

namespace {

using imageMove::tell;

QString key(const char* name) { return QString::fromLatin1(name); }

struct VisitRow {
    std::int64_t id = 0;
    Uuid uuid;
    QString oid, date, state;
    int repeat = 1;
    [[nodiscard]] QString place() const { return repeat > 1 ? oid + u'#' + QString::number(repeat) : oid; }
};

Result<QList<VisitRow>> visitsOf(Connection& connection, SubjectId subject) {
    auto rows = connection.prepare(
        "SELECT id, uuid, def_oid, date, state, repeat FROM visit WHERE subject = ? ORDER BY id");
    if (!rows)
        return tl::unexpected(rows.error());
    rows->bindAll(subject);
    return allRows<VisitRow>(*rows, [](const Statement& r) -> Result<VisitRow> {
        return VisitRow{r.integer(0), r.uuid(1), r.text(2), r.text(3), r.text(4), int(r.integer(5))};
    });
}

bool sameSlot(const FormRow& a, const FormRow& b) {
    return a.oid == b.oid && a.repeat == b.repeat && a.reader == b.reader && a.kind == b.kind;
}

/// One join: what it maps and what it found.
class Joining {
public:
    Joining(WriteTransaction& tx, const Sides& sides, const Relocation& relocation, JoinOutcome& out)
        : tx_(tx), sides_(sides), relocation_(relocation), out_(out) {}

    Result<> run() {
        return load()
            .and_then([&] { return visits(); })
            .and_then([&] { return subjectForms(); })
            .and_then([&] { return exams(); })
            .and_then([&] { return tasks(); })
            .and_then([&] { return identities(); })
            .and_then([&] { return closeRecord(); });
    }

private:
    Result<> load() {
        auto from = formsOf(tx_.connection(), sides_.from.id);
        auto to = formsOf(tx_.connection(), sides_.to.id);
        if (!from || !to)
            return tl::unexpected(from ? to.error() : from.error());
        from_ = *std::move(from);
        to_ = *std::move(to);
        return {};
    }

    Result<> note(const char* kind, std::int64_t object, const QJsonObject& before = {}) {
        return relocationTable::note(tx_, relocation_, {kind, object, before});
    }

    Result<> told(const char* kind, const Uuid& object) {
        return tell(tx_, sides_, {"move", kind, object, "subject", sides_.from.label, sides_.to.label});
    }

    [[nodiscard]] std::optional<std::int64_t> mapped(std::int64_t visit) const {
        return visit == 0 ? std::nullopt : std::optional(visits_.value(visit, visit));
    }

    Result<> visits() {
        const auto from = visitsOf(tx_.connection(), sides_.from.id);
        const auto to = visitsOf(tx_.connection(), sides_.to.id);
        if (!from || !to)
            return tl::unexpected(from ? to.error() : from.error());
        for (const VisitRow& visit : *from) {
            const auto same = std::find_if(to->begin(), to->end(), [&](const VisitRow& v) {
                return v.oid == visit.oid && v.repeat == visit.repeat;
            });
            auto done = same == to->end() ? moveVisit(visit) : putTogether(visit, *same);
            if (!done)
                return done;
        }
        return {};
    }

    Result<> moveVisit(const VisitRow& visit) {
        ++out_.visits;
        auto done = note("visit", visit.id)
                        .and_then([&] {
                            return tx_.run("UPDATE visit SET subject = ?, rv = rv + 1 WHERE id = ?",
                                           sides_.to.id, visit.id);
                        })
                        .and_then([&] { return told("visit", visit.uuid); });
        for (const FormRow& form : from_)
            if (done && form.kind == 1 && form.anchor == visit.id)
                done = moveForm(form, visit.id, visit.id);
        return done;
    }

    Result<> putTogether(const VisitRow& visit, const VisitRow& there) {
        visits_.insert(visit.id, there.id);
        const bool blank = there.date.isEmpty() && there.state == u"planned";
        if (blank && (!visit.date.isEmpty() || visit.state != u"planned")) {
            const QJsonObject before{{key("date"), there.date},
                                     {key("state"), there.state},
                                     {key("setDate"), visit.date},
                                     {key("setState"), visit.state}};
            auto done = note("visit-date", there.id, before).and_then([&] {
                return tx_.run("UPDATE visit SET date = ?, state = ?, rv = rv + 1 WHERE id = ?", visit.date,
                               visit.state, there.id);
            });
            if (done)
                done = tellVisit(tx_, sides_, {there.uuid, there.place(), "date", there.date, visit.date});
            if (done)
                done = tellVisit(tx_, sides_, {there.uuid, there.place(), "state", there.state, visit.state});
            if (!done)
                return done;
        }
        for (const FormRow& form : from_)
            if (form.kind == 1 && form.anchor == visit.id)
                if (auto done = placeForm(form, there.id, there.id, visit.place()); !done)
                    return done;
        return {};
    }

    Result<> subjectForms() {
        for (const FormRow& form : from_)
            if (form.kind == 0)
                if (auto done = placeForm(form, sides_.to.id.value, 0, {}); !done)
                    return done;
        return {};
    }

    /// A form to where the other record may have the same one.
    Result<> placeForm(const FormRow& form, std::int64_t anchor, std::int64_t visit, const QString& place) {
        const auto same = std::find_if(to_.begin(), to_.end(), [&](const FormRow& f) {
            return sameSlot(f, form) && f.anchor == anchor;
        });
        if (same == to_.end())
            return moveForm(form, anchor, visit);
        if (!form.begun)
            return {};
        if (same->begun) {
            out_.conflicts.append(place.isEmpty() ? form.oid : place + u'/' + form.oid);
            return askAbout(*same);
        }
        // The blank form makes room: they change places.
        const FormRow blank = *same;
        return tx_.run("UPDATE form SET anchor_id = ? WHERE id = ?", -form.id, form.id)
            .and_then([&] { return noteForm(blank); })
            .and_then([&] {
                return tx_.run(
                    "UPDATE form SET subject = ?, anchor_id = ?, visit = ?, rv = rv + 1 WHERE id = ?",
                    sides_.from.id, form.anchor, form.visit == 0 ? std::nullopt : std::optional(form.visit),
                    blank.id);
            })
            .and_then([&] { return moveForm(form, anchor, visit); });
    }

    Result<> noteForm(const FormRow& form) {
        return note(
            "form", form.id,
            {{key("subject"), qint64(from_.contains(form) ? sides_.from.id.value : sides_.to.id.value)},
             {key("anchor"), qint64(form.anchor)},
             {key("visit"), qint64(form.visit)}});
    }

    Result<> moveForm(const FormRow& form, std::int64_t anchor, std::int64_t visit) {
        out_.forms += form.begun ? 1 : 0;
        out_.lockedForms += form.locked ? 1 : 0;
        auto done = noteForm(form).and_then([&] {
            return tx_.run("UPDATE form SET subject = ?, anchor_id = ?, visit = ?, rv = rv + 1 WHERE id = ?",
                           sides_.to.id, anchor, visit == 0 ? std::nullopt : std::optional(visit), form.id);
        });
        if (!done)
            return done.error().code == "constraint"
                       ? Result<>(fail(ErrorKind::Refused, "form-conflict", form.oid, {sides_.to.label}))
                       : done;
        return told("form", form.uuid);
    }

    /// Both records have filled it: a person compares.
    Result<> askAbout(const FormRow& form) {
        const auto row = tx_.one("SELECT id FROM form_row WHERE form = ? AND group_oid = ''", form.id);
        if (!row)
            return tl::unexpected(row.error());
        systemQueries::NewQuery query;
        query.form = FormId{form.id};
        query.row = row->value_or(0);
        query.check = key("joined-twice");
        query.text =
            QStringLiteral(
                "The record %1 that was joined to this subject has this form filled too. Compare the "
                "two; that one stays with its record.")
                .arg(sides_.from.label);
        query.origin = "manual";
        query.severity = "high";
        query.subject = sides_.to.uuid;
        query.field = form.oid.toUtf8();
        return systemQueries::insert(tx_, query).map([](QueryId) {});
    }

    Result<> exams() {
        const auto exams = imageMove::examsOf(tx_.connection(), sides_.from.id);
        if (!exams)
            return tl::unexpected(exams.error());
        for (const std::int64_t exam : *exams)
            if (auto done = moveExam(exam); !done)
                return done;
        return {};
    }

    Result<> moveExam(std::int64_t exam) {
        auto row = tx_.prepare(
            "SELECT e.uuid, coalesce(e.visit, 0), coalesce(x.id, 0), e.state = 'ready' FROM dicom_study e"
            " LEFT JOIN dicom_study x ON x.study_uid = e.study_uid AND x.subject = ? WHERE e.id = ?");
        if (!row)
            return tl::unexpected(row.error());
        row->bindAll(sides_.to.id, exam);
        if (const auto has = row->step(); !has || !*has)
            return has ? Result<>() : tl::unexpected(has.error());
        const Uuid uuid = row->uuid(0);
        const std::int64_t visit = row->integer(1), there = row->integer(2);
        out_.exams += row->integer(3) != 0 ? 1 : 0;
        row->reset();
        auto done =
            there == 0
                ? note("exam", exam,
                       {{key("visit"), qint64(visit)}, {key("mapped"), qint64(mapped(visit).value_or(0))}})
                      .and_then([&] {
                          return tx_.run(
                              "UPDATE dicom_study SET subject = ?, visit = ?, rv = rv + 1 WHERE id = ?",
                              sides_.to.id, mapped(visit), exam);
                      })
                : intoExam(exam, there);
        for (const FormRow& form : from_)
            if (done && form.kind == 2 && form.anchor == exam)
                done = moveForm(form, there == 0 ? exam : there, mapped(form.visit).value_or(0));
        return done.and_then([&] { return told("exam", uuid); });
    }

    /// The other record has a part of the same exam: the series come together in it.
    Result<> intoExam(std::int64_t exam, std::int64_t there) {
        const auto load = imageMove::loadOfExam(tx_.connection(), exam);
        if (!load)
            return tl::unexpected(load.error());
        for (const imageMove::SeriesRef& one : load->series)
            if (auto done = note("series", one.id, {{key("exam"), qint64(exam)}}).and_then([&] {
                    return tx_.run("UPDATE dicom_series SET study = ?, rv = rv + 1 WHERE id = ?", there,
                                   one.id);
                });
                !done)
                return done;
        return tx_.run("UPDATE dicom_study SET state = 'ready' WHERE id = ?", there).and_then([&] {
            return tx_.run("UPDATE dicom_study SET state = 'empty' WHERE id = ?", exam);
        });
    }

    Result<> tasks() {
        auto rows = tx_.prepare("SELECT id, uuid FROM reading_task WHERE subject = ? ORDER BY id");
        if (!rows)
            return tl::unexpected(rows.error());
        rows->bindAll(sides_.from.id);
        const auto all = allRows<std::pair<std::int64_t, Uuid>>(
            *rows, [](const Statement& r) -> Result<std::pair<std::int64_t, Uuid>> {
                return std::pair(r.integer(0), r.uuid(1));
            });
        if (!all)
            return tl::unexpected(all.error());
        for (const auto& [id, uuid] : *all) {
            ++out_.tasks;
            auto done = note("task", id).and_then([&] {
                return tx_.run("UPDATE reading_task SET subject = ?, rv = rv + 1 WHERE id = ?", sides_.to.id,
                               id);
            });
            for (const FormRow& form : from_)
                if (done && form.kind == 3 && form.anchor == id)
                    done = moveForm(form, id, mapped(form.visit).value_or(0));
            if (done)
                done = told("task", uuid);
            if (!done)
                return done;
        }
        return {};
    }

    Result<> identities() {
        for (const char* table : {"source_identity", "subject_ident"}) {
            const char* kind = QByteArrayView(table) == "source_identity" ? "identity" : "ident";
            auto rows = tx_.prepare(QByteArray("SELECT id FROM ") + table + " WHERE subject = ? ORDER BY id");
            if (!rows)
                return tl::unexpected(rows.error());
            rows->bindAll(sides_.from.id);
            const auto ids = allRows<std::int64_t>(
                *rows, [](const Statement& r) -> Result<std::int64_t> { return r.integer(0); });
            if (!ids)
                return tl::unexpected(ids.error());
            for (const std::int64_t id : *ids)
                if (auto done = note(kind, id).and_then([&] {
                        return tx_.run(QByteArray("UPDATE ") + table + " SET subject = ? WHERE id = ?",
                                       sides_.to.id, id);
                    });
                    !done)
                    return done;
            out_.identities += int(ids->size());
        }
        return {};
    }

    Result<> closeRecord() {
        auto row = tx_.prepare("SELECT status FROM subject WHERE id = ?");
        if (!row)
            return tl::unexpected(row.error());
        row->bindAll(sides_.from.id);
        const auto has = row->step();
        if (!has)
            return tl::unexpected(has.error());
        const QString status = row->text(0);
        row->reset();
        return note("subject", sides_.from.id.value, {{key("status"), status}})
            .and_then([&] {
                return tx_.run(
                    "UPDATE subject SET status = 'voided', merged_into = ?, rv = rv + 1 WHERE id = ?",
                    sides_.to.id, sides_.from.id);
            })
            .and_then([&] { return refreshStandIns(tx_); })
            .and_then([&] {
                return tell(
                    tx_, sides_,
                    {"join", "subject", sides_.from.uuid, "subject", sides_.from.label, sides_.to.label});
            });
    }

    WriteTransaction& tx_;
    const Sides& sides_;
    const Relocation& relocation_;
    JoinOutcome& out_;
    QList<FormRow> from_, to_;
    QHash<std::int64_t, std::int64_t> visits_; ///< of `from` to the same one of `to`
};

} // namespace

Result<QList<FormRow>> formsOf(Connection& connection, SubjectId subject) {
    auto rows = connection.prepare(
        "SELECT id, uuid, def_oid, anchor_id, coalesce(visit, 0), anchor_kind, repeat, reader,"
        " state <> 'not-started', locked_ms IS NOT NULL FROM form WHERE subject = ? ORDER BY id");
    if (!rows)
        return tl::unexpected(rows.error());
    rows->bindAll(subject);
    return allRows<FormRow>(*rows, [](const Statement& r) -> Result<FormRow> {
        return FormRow{r.integer(0),      r.uuid(1),         r.text(2),         r.integer(3),
                       r.integer(4),      int(r.integer(5)), int(r.integer(6)), r.integer(7),
                       r.integer(8) != 0, r.integer(9) != 0};
    });
}

Result<QJsonObject> marks(Connection& connection) {
    QJsonObject out;
    for (const char* table : {"dicom_study", "visit", "form"}) {
        const auto newest = connection.one(QByteArray("SELECT coalesce(max(id), 0) FROM ") + table);
        if (!newest)
            return tl::unexpected(newest.error());
        out.insert(QString::fromLatin1(table), qint64(newest->value_or(0)));
    }
    return out;
}

Result<> join(WriteTransaction& tx, const Sides& sides, const Relocation& relocation, JoinOutcome& out) {
    return Joining(tx, sides, relocation, out).run();
}

Result<> tellVisit(WriteTransaction& tx, const Sides& sides, const VisitChange& change) {
    if (change.before == change.after)
        return {};
    return tell(tx, sides,
                {"change", "visit", change.visit, (change.place + u'/').toUtf8() + change.field,
                 change.before, change.after});
}

Result<> refreshStandIns(WriteTransaction& tx) {
    return tx.run("UPDATE subject SET stands_in = NULL WHERE merged_into IS NULL AND stands_in IS NOT NULL")
        .and_then([&] {
            return tx.run(
                "WITH RECURSIVE way(id, at) AS (SELECT id, merged_into FROM subject WHERE merged_into IS NOT "
                "NULL"
                " UNION SELECT w.id, s.merged_into FROM way w JOIN subject s ON s.id = w.at WHERE "
                "s.merged_into IS"
                " NOT NULL) UPDATE subject SET stands_in = (SELECT w.at FROM way w JOIN subject s ON s.id = "
                "w.at"
                " WHERE w.id = subject.id AND s.merged_into IS NULL) WHERE merged_into IS NOT NULL");
        });
}

} // namespace casebook::joinPieces
