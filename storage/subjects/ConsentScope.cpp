// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/subjects/ConsentScope.h"

#include "storage/database/EachRow.h"

#include <algorithm>

namespace casebook {

namespace {

Result<QList<Uuid>> uuidsOf(Connection& connection, const QByteArray& sql) {
    auto rows = connection.prepare(sql);
    if (!rows)
        return tl::unexpected(rows.error());
    return allRows<Uuid>(*rows, [](const Statement& r) -> Result<Uuid> { return r.uuid(0); });
}

/// Forms of exams and of readings go with their images, whatever the rule says.
constexpr char selectForms[] =
    "SELECT f.id, f.uuid, f.def_oid, coalesce(v.def_oid || CASE WHEN v.repeat > 1 THEN '#' || v.repeat ELSE"
    " '' END || '/', '') || f.def_oid, f.anchor_kind IN (0, 1) AND f.state <> 'not-started'"
    " FROM form f LEFT JOIN visit v ON v.id = f.visit WHERE f.subject IN ";

/// Exams without a subject, on `e`, whose files go by a number of these records.
QByteArray byNumberOf(const QByteArray& records) {
    return "e.subject IS NULL AND e.state <> 'empty' AND e.identity IN (SELECT i.id FROM source_identity i "
           "WHERE"
           " i.patient_id <> '' AND (i.patient_id, i.issuer) IN (SELECT patient_id, issuer FROM "
           "source_identity WHERE"
           " subject IN " +
           records + "))";
}

/// A person is still to say whose it is.
constexpr char isOpen[] =
    "EXISTS(SELECT 1 FROM import_waiting w WHERE w.state = 'waiting' AND (w.exam = e.id OR"
    " w.series IN (SELECT id FROM dicom_series WHERE study = e.id)))";

/// Rows of `audit` about a form that is another subject's by now, and about its queries: it was moved there with its
/// exam, and what stands in it is told of that one. That it moved is told of both.
QByteArray aboutFormOfOthers(const QByteArray& records) {
    return "(action NOT IN ('move','join','part') AND (EXISTS(SELECT 1 FROM form f WHERE f.uuid = "
           "audit.object"
           " AND f.subject NOT IN " +
           records +
           ") OR EXISTS(SELECT 1 FROM query q JOIN form f ON f.id = q.form WHERE q.uuid = audit.object AND"
           " f.subject NOT IN " +
           records + ")))";
}

/// One question each about a whole list.
struct Question {
    int ConsentCounts::* where;
    QByteArray sql;
};

} // namespace

IdList ConsentScope::keptIds() const {
    IdList ids;
    for (const Kept& one : kept)
        ids.append(one.id);
    return ids;
}

Result<ConsentScope> ConsentScope::read(Connection& connection, const QString& labelOrUuid) {
    ConsentScope out;
    auto subject = formTable::subject(connection, labelOrUuid);
    if (!subject)
        return tl::unexpected(subject.error());
    out.subject = *subject;
    auto joined = connection.prepare(
        "SELECT o.label FROM subject s JOIN subject o ON o.id = s.merged_into WHERE s.id = ?");
    if (!joined)
        return tl::unexpected(joined.error());
    joined->bindAll(subject->id);
    const auto has = joined->step();
    if (!has)
        return tl::unexpected(has.error());
    if (*has)
        return fail(ErrorKind::Refused, "subject-joined", subject->label, {joined->text(0)});
    auto done = out.readRecords(connection)
                    .and_then([&] { return out.readImages(connection); })
                    .and_then([&] { return out.readForms(connection); })
                    .and_then([&] { return out.readPacks(connection); });
    return done ? Result<ConsentScope>(std::move(out)) : tl::unexpected(done.error());
}

Result<> ConsentScope::readRecords(Connection& connection) {
    return eachRow(
        connection, "SELECT id, uuid, label FROM subject WHERE id = ?1 OR stands_in = ?1 ORDER BY id",
        [&](const Statement& row) {
            records.append(row.integer(0));
            recordUuids.append(row.uuid(1));
            labels.append(row.text(2));
        },
        subject.id);
}

Result<> ConsentScope::readImages(Connection& connection) {
    const auto take = [&](IdList& into, const QByteArray& sql) {
        return idsOf(connection, sql).map([&](const IdList& ids) { into = ids; });
    };
    const QByteArray whose = listed(records);
    // What was left out under his number is nobody's else.
    return take(exams, "SELECT e.id FROM dicom_study e WHERE e.subject IN " + whose + " OR (" +
                           byNumberOf(whose) + " AND NOT " + isOpen + ')')
        .and_then([&] { return take(series, "SELECT id FROM dicom_series WHERE study IN " + listed(exams)); })
        .and_then([&] {
            const QByteArray own = listed(series);
            return take(overlays, "SELECT id FROM overlay WHERE series IN " + own +
                                      " OR (series IS NULL AND (instance IN (SELECT id FROM instance WHERE"
                                      " series IN " +
                                      own +
                                      ") OR (uid <> '' AND uid IN (SELECT sop_uid FROM instance WHERE"
                                      " series IN " +
                                      own + "))))");
        })
        .and_then([&] {
            return take(runs, "SELECT id FROM ai_run WHERE series IN " + listed(series) + " OR overlay IN " +
                                  listed(overlays));
        })
        .and_then([&] {
            return take(tasks, "SELECT id FROM reading_task WHERE subject IN " + whose + " OR series IN " +
                                   listed(series));
        });
}

Result<> ConsentScope::readForms(Connection& connection) {
    const auto keep = consentTable::keepForms(connection);
    if (!keep)
        return tl::unexpected(keep.error());
    const consentTable::KeepRule rule = consentTable::ruleOf(*keep);
    auto read =
        eachRow(connection, selectForms + listed(records) + " ORDER BY f.id", [&](const Statement& row) {
            const auto stays = rule.constFind(row.text(2));
            if (stays != rule.cend() && row.integer(4) != 0)
                kept.append({row.integer(0), row.uuid(1), {row.text(3), *stays}});
            else
                forms.append(row.integer(0));
        });
    if (!read)
        return read;
    return idsOf(connection, "SELECT id FROM visit WHERE subject IN " + listed(records) +
                                 " AND id NOT IN (SELECT visit FROM form WHERE visit IS NOT NULL AND id IN " +
                                 listed(keptIds()) + ")")
        .map([&](const IdList& ids) { visits = ids; });
}

Result<> ConsentScope::readPacks(Connection& connection) {
    const QByteArray own = listed(series), drawn = listed(overlays);
    auto rows = connection.prepare(
        "SELECT p.id, p.pack_id, p.file_len,"
        " EXISTS(SELECT 1 FROM instance x WHERE x.pack = p.id AND x.series NOT IN " +
        own + ") OR EXISTS(SELECT 1 FROM overlay x WHERE x.pack = p.id AND x.id NOT IN " + drawn +
        ") FROM pack p WHERE p.id IN (SELECT pack FROM instance WHERE series IN " + own +
        " UNION SELECT pack FROM overlay WHERE pack IS NOT NULL AND id IN " + drawn + ") ORDER BY p.id");
    if (!rows)
        return tl::unexpected(rows.error());
    return allRows<Pack>(*rows,
                         [](const Statement& r) -> Result<Pack> {
                             return Pack{r.integer(0), PackId{r.blob(1)}, r.integer(2), r.integer(3) != 0};
                         })
        .map([&](const QList<Pack>& found) { packs = found; });
}

/// UUIDs of all rows that go, by which the audit names them.
Result<QList<Uuid>> ConsentScope::objects(Connection& connection) const {
    const QByteArray own = listed(series), all = allForms();
    QList<Uuid> out = recordUuids;
    for (const QByteArray& sql : QByteArrayList{
             "SELECT uuid FROM dicom_study WHERE id IN " + listed(exams),
             "SELECT uuid FROM dicom_series WHERE id IN " + own,
             "SELECT uuid FROM overlay WHERE id IN " + listed(overlays),
             "SELECT uuid FROM ai_run WHERE id IN " + listed(runs),
             "SELECT uuid FROM finding WHERE run IN " + listed(runs) + " OR series IN " + own,
             "SELECT uuid FROM measurement WHERE series IN " + own,
             "SELECT uuid FROM reading_task WHERE id IN " + listed(tasks),
             "SELECT uuid FROM reading_session WHERE task IN " + listed(tasks),
             "SELECT uuid FROM reading_event WHERE task IN " + listed(tasks),
             "SELECT uuid FROM form WHERE id IN " + all, "SELECT uuid FROM query WHERE form IN " + all,
             "SELECT uuid FROM visit WHERE subject IN " + listed(records)}) {
        const auto found = uuidsOf(connection, sql);
        if (!found)
            return tl::unexpected(found.error());
        out.append(*found);
    }
    return out;
}

Result<IdList> ConsentScope::auditRows(Connection& connection) const {
    QHash<QByteArray, QStringList> stays; // a kept form with its kept items
    for (const Kept& one : kept)
        stays.insert(one.uuid.bytes, one.form.items);
    const auto isKept = [&](const Statement& row) {
        const auto form = stays.constFind(row.blob(1));
        return form != stays.cend() && (form->isEmpty() || form->contains(row.text(2).section(u'/', -1)));
    };
    QSet<std::int64_t> found;
    const auto collect = [&](const QByteArray& where, const QList<Uuid>& of) -> Result<> {
        const auto take = [&](const Statement& row) {
            if (!isKept(row))
                found.insert(row.integer(0));
        };
        for (const Uuid& uuid : of)
            if (auto read =
                    eachRow(connection, "SELECT seq, object, field FROM audit WHERE " + where, take, uuid);
                !read)
                return read;
        return {};
    };
    const auto all = objects(connection);
    if (!all)
        return tl::unexpected(all.error());
    auto done =
        collect("subject = ? AND NOT " + aboutFormOfOthers(listed(records)), recordUuids).and_then([&] {
            return collect("object = ?", *all);
        });
    if (!done)
        return tl::unexpected(done.error());
    IdList out(found.cbegin(), found.cend());
    std::sort(out.begin(), out.end());
    return out;
}

Result<ConsentCounts> ConsentScope::counts(Connection& connection) const {
    const QByteArray whose = listed(records), own = listed(series), all = allForms();
    const QByteArray stay = listed(keptIds());
    const QList<Question> questions{
        {&ConsentCounts::identifiers,
         "SELECT (SELECT count(*) FROM subject_ident WHERE subject IN " + whose +
             ") + (SELECT count(*) FROM source_identity WHERE subject IN " + whose +
             ") + (SELECT coalesce(sum((name <> '') + (birth_date <> '')), 0) FROM subject WHERE id IN " +
             whose + ")"},
        {&ConsentCounts::values, "SELECT count(*) FROM item_value v JOIN form_row r ON r.id = v.row_id"
                                 " WHERE r.form IN " +
                                     all},
        {&ConsentCounts::drafts,
         "SELECT count(*) FROM draft d JOIN form f ON f.uuid = d.form WHERE f.id IN " + all},
        {&ConsentCounts::queries, "SELECT count(*) FROM query WHERE form IN " + all},
        {&ConsentCounts::signatures,
         "SELECT count(*) FROM signature WHERE form IN " + all + " AND form NOT IN " + stay},
        {&ConsentCounts::exams,
         "SELECT count(*) FROM dicom_study WHERE state <> 'empty' AND id IN " + listed(exams)},
        {&ConsentCounts::images, "SELECT count(*) FROM instance WHERE series IN " + own},
        {&ConsentCounts::thumbnails, "SELECT count(*) FROM thumbnail WHERE series IN " + own},
        {&ConsentCounts::findings,
         "SELECT count(*) FROM finding WHERE run IN " + listed(runs) + " OR series IN " + own},
        {&ConsentCounts::measurements, "SELECT count(*) FROM measurement WHERE series IN " + own},
        {&ConsentCounts::openTasks,
         "SELECT count(*) FROM reading_task WHERE state IN ('new','reading') AND id IN " + listed(tasks)},
        {&ConsentCounts::cohorts,
         "SELECT count(DISTINCT cohort) FROM cohort_member WHERE subject IN " + whose},
    };
    ConsentCounts out;
    for (const Question& question : questions) {
        const auto n = connection.one(question.sql);
        if (!n)
            return tl::unexpected(n.error());
        out.*question.where = int(n->value_or(0));
    }
    out.records = int(records.size());
    out.visits = int(visits.size());
    out.forms = int(forms.size());
    out.series = int(series.size());
    out.overlays = int(overlays.size());
    out.tasks = int(tasks.size());
    out.packs = int(packs.size());
    for (const Pack& pack : packs)
        out.bytes += pack.bytes;
    return out;
}

Result<int> ConsentScope::waitingExams(Connection& connection) const {
    return connection
        .one("SELECT count(*) FROM dicom_study e WHERE " + byNumberOf(listed(records)) + " AND " + isOpen)
        .map([](std::optional<std::int64_t> n) { return int(n.value_or(0)); });
}

Result<int> ConsentScope::foreignImages(Connection& connection) const {
    return connection
        .one("SELECT count(*) FROM instance n JOIN dicom_series r ON r.id = n.series JOIN dicom_study e ON"
             " e.id = r.study JOIN source_identity i ON i.id = e.identity WHERE e.subject NOT IN " +
             listed(records) +
             " AND i.patient_id <> '' AND (i.patient_id, i.issuer) IN (SELECT patient_id,"
             " issuer FROM source_identity WHERE subject IN " +
             listed(records) + ")")
        .map([](std::optional<std::int64_t> n) { return int(n.value_or(0)); });
}

} // namespace casebook
