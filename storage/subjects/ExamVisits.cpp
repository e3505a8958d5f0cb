// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/subjects/ExamVisits.h"

#include "storage/database/Database.h"
#include "storage/database/Rows.h"
#include "storage/forms/FormAccess.h"
#include "storage/forms/FormTable.h"
#include "storage/forms/FormWriter.h"
#include "storage/forms/SchedulePlan.h"
#include "storage/forms/StoredStudy.h"
#include "storage/reading/ReadingVisibility.h"

#include <algorithm>

namespace casebook {

/// What a person says of an exam.
struct ExamVisitService::Said {
    std::optional<VisitKey> visit;
    bool none = false;
};

namespace {

QDate day(const QString& iso) { return QDate::fromString(iso, Qt::ISODate); }

bool mayHaveExam(const VisitRow& visit) { return visit.state != "missed" && visit.state != "not-expected"; }

const VisitRow* rowOf(const QList<VisitRow>& visits, const VisitKey& key) {
    const auto found = std::find_if(visits.begin(), visits.end(), [&](const VisitRow& v) {
        return v.visit == key.visit && v.repeat == key.repeat;
    });
    return found == visits.end() ? nullptr : &*found;
}

void setDays(ExamVisit& exam, const QList<VisitRow>& visits) {
    const auto& key = exam.visit ? exam.visit : exam.proposed;
    const VisitRow* row = key ? rowOf(visits, *key) : nullptr;
    const QDate planned = row ? dayOfVisit(*row) : QDate();
    exam.hasDays = planned.isValid() && day(exam.date).isValid();
    if (exam.hasDays)
        exam.daysOff = int(planned.daysTo(day(exam.date)));
}

/// Nearest exams choose first, so that two exams of one modality don't propose one visit.
void propose(QList<ExamVisit*>& exams, const QList<VisitRow>& visits) {
    QHash<QString, QList<VisitKey>> taken; // by modality
    for (const ExamVisit* exam : exams)
        if (exam->visit)
            for (const QString& modality : exam->modalities)
                taken[modality].append(*exam->visit);
    QList<ExamVisit*> open;
    for (ExamVisit* exam : exams) {
        if (!exam->isOpen() || exam->modalities.isEmpty()) {
            setDays(*exam, visits);
            continue;
        }
        open.append(exam);
    }
    while (!open.isEmpty()) {
        for (ExamVisit* exam : std::as_const(open)) {
            QList<VisitKey> gone;
            for (const QString& modality : exam->modalities)
                gone += taken.value(modality);
            exam->proposed = proposeVisit(day(exam->date), visits, gone);
            setDays(*exam, visits);
        }
        open.removeIf([](const ExamVisit* exam) { return !exam->proposed; });
        const auto best =
            std::min_element(open.begin(), open.end(), [](const ExamVisit* a, const ExamVisit* b) {
                return std::tuple(std::abs(a->daysOff), a->date, a->id.value) <
                       std::tuple(std::abs(b->daysOff), b->date, b->id.value);
            });
        if (best == open.end())
            break;
        for (const QString& modality : (*best)->modalities)
            taken[modality].append(*(*best)->proposed);
        open.erase(best);
    }
}

Result<QList<ExamVisit>> examRows(Connection& connection, SubjectId subject) {
    auto rows = connection.prepare(
        "SELECT e.id, e.uuid, e.study_uid, e.subject, s.label, e.study_date, e.study_time, e.description,"
        " v.def_oid, v.repeat, e.no_visit, u.printed_name FROM dicom_study e JOIN subject s ON s.id = "
        "e.subject"
        " LEFT JOIN visit v ON v.id = e.visit LEFT JOIN user u ON u.id = e.confirmed_by"
        " WHERE (?1 = 0 OR e.subject = ?1) AND e.state <> 'empty'"
        " ORDER BY s.label, e.study_date, e.study_time, e.id");
    if (!rows)
        return tl::unexpected(rows.error());
    rows->bindAll(subject);
    return allRows<ExamVisit>(*rows, [](const Statement& r) -> Result<ExamVisit> {
        ExamVisit out;
        out.id = r.id<ExamId>(0);
        out.uuid = r.uuid(1);
        out.studyUid = r.text(2);
        out.subject = r.id<SubjectId>(3);
        out.label = r.text(4);
        out.date = r.text(5);
        out.time = r.text(6);
        out.description = r.text(7);
        if (!r.isNull(8))
            out.visit = VisitKey{r.text(8), int(r.integer(9))};
        out.noVisit = r.integer(10) != 0;
        out.by = r.text(11);
        return out;
    });
}

/// Modalities and number of series that the session may see; exams of nothing else are left out.
Result<> addSeries(Connection& connection, const ReadingScope& scope, QList<ExamVisit>& exams,
                   SubjectId subject) {
    auto rows = connection.prepare("SELECT e.id, r.series_uid, r.modality, r.kind IN ('image','multi-frame')"
                                   " FROM dicom_series r JOIN dicom_study e ON e.id = r.study"
                                   " WHERE ?1 = 0 OR e.subject = ?1");
    if (!rows)
        return tl::unexpected(rows.error());
    rows->bindAll(subject);
    struct Seen {
        QStringList images, others;
        int series = 0;
    };
    QHash<std::int64_t, Seen> seen;
    for (auto more = rows->step();; more = rows->step()) {
        if (!more)
            return tl::unexpected(more.error());
        if (!*more)
            break;
        if (scope.hidesSeries(rows->text(1)))
            continue;
        Seen& of = seen[rows->integer(0)];
        ++of.series;
        QStringList& list = rows->integer(3) != 0 ? of.images : of.others;
        if (!list.contains(rows->text(2)))
            list.append(rows->text(2));
    }
    for (ExamVisit& exam : exams) {
        const Seen of = seen.value(exam.id.value);
        exam.modalities = of.images.isEmpty() ? of.others : of.images;
        exam.modalities.sort();
        exam.series = of.series;
    }
    exams.removeIf([](const ExamVisit& exam) { return exam.series == 0; });
    return {};
}

Result<QList<ExamVisit>> listIn(Connection& connection, const Session& session,
                                const DefinitionService& definitions, QDate today, SubjectId subject) {
    auto exams = examRows(connection, subject);
    const auto scope = ReadingVisibility::scope(connection, session);
    if (!exams || !scope)
        return exams ? tl::unexpected(scope.error()) : exams;
    if (auto added = addSeries(connection, *scope, *exams, subject); !added)
        return tl::unexpected(added.error());
    const auto study = definitions.in(connection, 0);
    if (!study)
        return study.error().code == "no-definition"
                   ? exams
                   : Result<QList<ExamVisit>>(tl::unexpected(study.error()));
    const auto subjects = loadSchedules(connection, **study, subject);
    if (!subjects)
        return tl::unexpected(subjects.error());
    QHash<std::int64_t, QList<ExamVisit*>> bySubject;
    for (ExamVisit& exam : *exams)
        bySubject[exam.subject.value].append(&exam);
    for (const ScheduleSubject& one : *subjects)
        if (auto of = bySubject.find(one.id.value); of != bySubject.end())
            propose(*of, schedulePlan::scheduleOf(one, **study, today).visits);
    return exams;
}

/// UUID first; a Study Instance UID where it is only one subject's.
const ExamVisit* findIn(const QList<ExamVisit>& exams, const QString& wanted) {
    const ExamVisit* byUid = nullptr;
    for (const ExamVisit& exam : exams) {
        if (exam.uuid.toString() == wanted)
            return &exam;
        if (exam.studyUid == wanted)
            byUid = byUid ? nullptr : &exam;
    }
    return byUid;
}

Result<> audited(WriteTransaction& tx, const ExamVisit& before, const QByteArray& action,
                 const QString& after, const QByteArray& how, const QString& reason) {
    const auto subject = formTable::subject(tx.connection(), before.subject);
    if (!subject)
        return tl::unexpected(subject.error());
    AuditEntry entry;
    entry.action = action;
    entry.objectKind = "exam";
    entry.object = before.uuid;
    entry.subject = subject->uuid;
    entry.field = "visit";
    if (before.visit)
        entry.oldValue = before.visit->text();
    else if (before.noVisit)
        entry.oldValue = QStringLiteral("none");
    entry.newValue = after;
    entry.reasonCode = how;
    entry.reasonText = reason.trimmed();
    return tx.audit(entry).map([](std::int64_t) {});
}

Result<> store(WriteTransaction& tx, const Session& session, ExamId exam, std::optional<VisitId> visit,
               bool none) {
    const auto by = visit || none ? std::optional(session.user) : std::nullopt;
    return tx.run(
        "UPDATE dicom_study SET visit = ?, no_visit = ?, confirmed_by = ?, rv = rv + 1 WHERE id = ?", visit,
        none, by, exam);
}

Result<> linkRow(WriteTransaction& tx, const Session& session, const StudyDefinition& study,
                 const ExamVisit& before, const examVisits::Link& link) {
    const VisitDef* def = study.visit(link.visit.visit);
    if (!def || link.visit.repeat < 1 || (link.visit.repeat > 1 && !def->repeating))
        return fail(ErrorKind::Refused, "no-such-visit", link.visit.text());
    const auto subject = formTable::subject(tx.connection(), before.subject);
    if (!subject)
        return tl::unexpected(subject.error());
    const auto visit = formTable::ensureVisit(tx, *subject, link.visit.visit, link.visit.repeat);
    if (!visit)
        return tl::unexpected(visit.error());
    return store(tx, session, before.id, visit->id, false).and_then([&] {
        return audited(tx, before, "link", link.visit.text(), link.how, link.reason);
    });
}

/// Forms of the exam stand at another visit now: what is calculated from them follows.
Result<> recalculate(WriteTransaction& tx, const Session& session, const DefinitionService& definitions,
                     QDate today, SubjectId subject) {
    const auto forms =
        tx.one("SELECT 1 FROM form WHERE subject = ? AND state <> 'not-started' LIMIT 1", subject);
    if (!forms)
        return tl::unexpected(forms.error());
    if (!*forms)
        return {};
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

QDate dayOfVisit(const VisitRow& visit) {
    const QDate took = day(visit.date);
    return took.isValid() ? took : day(visit.target);
}

std::optional<VisitKey> proposeVisit(const QDate& exam, const QList<VisitRow>& visits,
                                     const QList<VisitKey>& taken) {
    std::optional<VisitKey> best;
    std::pair<qint64, bool> bestRank;
    for (const VisitRow& visit : visits) {
        const VisitKey key{visit.visit, visit.repeat};
        const QDate planned = dayOfVisit(visit);
        if (!exam.isValid() || !planned.isValid() || !mayHaveExam(visit) || taken.contains(key))
            continue;
        const QDate from = day(visit.windowFrom), to = day(visit.windowTo);
        const QDate first = from.isValid() ? std::min(from, planned) : planned;
        const QDate last = to.isValid() ? std::max(to, planned) : planned;
        if (exam < first || exam > last)
            continue;
        const std::pair rank{std::abs(planned.daysTo(exam)), visit.state == "done"};
        if (!best || rank < bestRank) {
            best = key;
            bestRank = rank;
        }
    }
    return best;
}

ExamVisitService::ExamVisitService(Database& database, const Session& session, const Clock& clock,
                                   DefinitionService& definitions)
    : database_(database), session_(session), clock_(clock), definitions_(definitions) {}

Result<QList<ExamVisit>> ExamVisitService::list(SubjectId subject) const {
    if (auto may = session_.require(Right::ReadImages); !may)
        return tl::unexpected(may.error());
    if (auto may = session_.require(Right::ReadForms); !may)
        return tl::unexpected(may.error());
    return database_.read([&](ReadConnection& c) {
        return listIn(c, session_, definitions_, formAccess::today(clock_), subject);
    });
}

Result<ExamVisit> ExamVisitService::find(const QString& exam) const {
    if (auto may =
            session_.require(Right::ReadImages).and_then([&] { return session_.require(Right::ReadForms); });
        !may)
        return tl::unexpected(may.error());
    const auto subjects = database_.read([&](ReadConnection& c) -> Result<QList<SubjectId>> {
        auto rows = c.prepare("SELECT DISTINCT subject FROM dicom_study WHERE (uuid = ?1 OR study_uid = ?2)"
                              " AND subject IS NOT NULL AND state <> 'empty'");
        if (!rows)
            return tl::unexpected(rows.error());
        rows->bindAll(Uuid::fromString(exam), exam);
        return allRows<SubjectId>(*rows,
                                  [](const Statement& r) -> Result<SubjectId> { return r.id<SubjectId>(0); });
    });
    if (!subjects)
        return tl::unexpected(subjects.error());
    QList<ExamVisit> all;
    for (const SubjectId subject : *subjects) {
        const auto of = list(subject);
        if (!of)
            return tl::unexpected(of.error());
        all += *of;
    }
    const ExamVisit* found = findIn(all, exam);
    return found ? Result<ExamVisit>(*found) : fail(ErrorKind::Refused, "no-such-exam", exam);
}

Result<ExamVisit> ExamVisitService::say(const QString& wanted, const Said& said, const QString& reason) {
    if (auto may = session_.require(Right::MoveImages); !may)
        return tl::unexpected(may.error());
    const auto now = find(wanted);
    if (!now)
        return now;
    const QDate today = formAccess::today(clock_);
    auto done = database_.writeAndWait([&](WriteTransaction& tx) -> Result<> {
        const auto exams = examRows(tx.connection(), now->subject);
        if (!exams)
            return tl::unexpected(exams.error());
        const ExamVisit* before = findIn(*exams, now->uuid.toString());
        if (!before)
            return fail(ErrorKind::Refused, "changed-elsewhere", wanted);
        if (before->visit == said.visit && before->noVisit == said.none)
            return {};
        if (!before->isOpen() && reason.trimmed().isEmpty())
            return fail(ErrorKind::Refused, "reason-needed");
        const auto study = definitions_.in(tx.connection(), 0);
        if (!study)
            return tl::unexpected(study.error());
        auto kept =
            said.visit ? linkRow(tx, session_, (*study)->definition(), *before,
                                 {before->id, *said.visit, "person", reason})
                       : store(tx, session_, before->id, std::nullopt, said.none).and_then([&] {
                             return audited(tx, *before, said.none ? "no-visit" : "unlink",
                                            said.none ? QStringLiteral("none") : QString(), "person", reason);
                         });
        return kept.and_then([&] { return recalculate(tx, session_, definitions_, today, before->subject); });
    });
    if (!done)
        return tl::unexpected(done.error());
    return find(now->uuid.toString());
}

Result<ExamVisit> ExamVisitService::linkExam(const QString& exam, const VisitKey& visit,
                                             const QString& reason) {
    return say(exam, {visit, false}, reason);
}

Result<ExamVisit> ExamVisitService::setNoVisit(const QString& exam, const QString& reason) {
    return say(exam, {std::nullopt, true}, reason);
}

Result<ExamVisit> ExamVisitService::unlinkExam(const QString& exam, const QString& reason) {
    return say(exam, {std::nullopt, false}, reason);
}

Result<int> ExamVisitService::acceptProposed(const QStringList& wanted) {
    if (auto may = session_.require(Right::MoveImages); !may)
        return tl::unexpected(may.error());
    const QDate today = formAccess::today(clock_);
    return database_.writeAndWait([&](WriteTransaction& tx) -> Result<int> {
        const auto study = definitions_.in(tx.connection(), 0);
        if (!study)
            return tl::unexpected(study.error());
        const auto all = listIn(tx.connection(), session_, definitions_, today, {});
        if (!all)
            return tl::unexpected(all.error());
        int accepted = 0;
        QList<SubjectId> subjects;
        for (const QString& one : wanted) {
            const ExamVisit* exam = findIn(*all, one);
            if (!exam)
                return fail(ErrorKind::Refused, "no-such-exam", one);
            if (!exam->isOpen() || !exam->proposed)
                continue;
            if (auto linked = linkRow(tx, session_, (*study)->definition(), *exam,
                                      {exam->id, *exam->proposed, "proposal", {}});
                !linked)
                return tl::unexpected(linked.error());
            ++accepted;
            if (!subjects.contains(exam->subject))
                subjects.append(exam->subject);
        }
        for (const SubjectId subject : std::as_const(subjects))
            if (auto done = recalculate(tx, session_, definitions_, today, subject); !done)
                return tl::unexpected(done.error());
        return accepted;
    });
}

Result<> examVisits::link(WriteTransaction& tx, const Session& session, const StudyDefinition& study,
                          const Link& link) {
    auto row = tx.prepare("SELECT e.uuid, e.subject, v.def_oid, v.repeat, e.no_visit FROM dicom_study e"
                          " LEFT JOIN visit v ON v.id = e.visit WHERE e.id = ?");
    if (!row)
        return tl::unexpected(row.error());
    row->bindAll(link.exam);
    const auto has = row->step();
    if (!has)
        return tl::unexpected(has.error());
    if (!*has || row->isNull(1))
        return fail(ErrorKind::Refused, *has ? "subject-needed" : "no-such-exam",
                    QString::number(link.exam.value));
    ExamVisit before;
    before.id = link.exam;
    before.uuid = row->uuid(0);
    before.subject = row->id<SubjectId>(1);
    if (!row->isNull(2))
        before.visit = VisitKey{row->text(2), int(row->integer(3))};
    before.noVisit = row->integer(4) != 0;
    row->reset();
    return before.visit == link.visit ? Result<>() : linkRow(tx, session, study, before, link);
}

} // namespace casebook
