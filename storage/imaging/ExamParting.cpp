// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/imaging/ExamParting.h"

#include "storage/imaging/ImportTable.h"
#include "storage/imaging/SubjectMatch.h"
#include "storage/subjects/SubjectTable.h"

#include <algorithm>

namespace casebook::examParting {

namespace {

struct OwnSeries {
    SeriesId id;
    Uuid uuid;
    QString uid;
};

struct Person {
    SourceIdentity who;
    QList<OwnSeries> series;
};

bool isSame(const SourceIdentity& a, const SourceIdentity& b) {
    return a == b || compareIdentity(a, b) == IdentityMatch::Same;
}

Result<> put(QList<Person>& persons, const SourceIdentity& who, const OwnSeries& series) {
    auto person =
        std::find_if(persons.begin(), persons.end(), [&](const Person& p) { return isSame(p.who, who); });
    for (auto other = persons.begin(); other != persons.end(); ++other)
        if (other != person && std::any_of(other->series.begin(), other->series.end(),
                                           [&](const OwnSeries& s) { return s.id == series.id; }))
            return fail(ErrorKind::Refused, "series-of-two", series.uid);
    if (person == persons.end()) {
        persons.append({who, {}});
        person = persons.end() - 1;
    }
    if (std::none_of(person->series.begin(), person->series.end(),
                     [&](const OwnSeries& s) { return s.id == series.id; }))
        person->series.append(series);
    return {};
}

/// Whose images the exam holds by their headers, in the order they came. Error "series-of-two".
Result<QList<Person>> personsOf(Connection& connection, ExamId exam) {
    auto rows =
        connection.prepare("SELECT i.header, r.id, r.uuid, r.series_uid FROM instance i JOIN dicom_series r"
                           " ON r.id = i.series WHERE r.study = ? ORDER BY i.id");
    if (!rows)
        return tl::unexpected(rows.error());
    rows->bindAll(exam);
    QList<Person> out;
    for (auto more = rows->step();; more = rows->step()) {
        if (!more)
            return tl::unexpected(more.error());
        if (!*more)
            return out;
        const auto parsed = dicom::instanceFromJson(rows->text(0).toUtf8());
        if (!parsed)
            return tl::unexpected(parsed.error());
        if (auto done = put(out, subjectMatch::identityOf(*parsed),
                            {rows->id<SeriesId>(1), rows->uuid(2), rows->text(3)});
            !done)
            return tl::unexpected(done.error());
    }
}

/// The import that asked, for its reason codes and for those parts that wait on.
Result<importTable::Key> askedBy(Connection& connection, ExamId exam) {
    auto row =
        connection.prepare("SELECT m.id, m.uuid FROM import_waiting w JOIN import m ON m.id = w.import"
                           " WHERE w.exam = ? AND w.state = 'waiting' AND w.reason = 'two-patients-in-exam'"
                           " ORDER BY w.id DESC LIMIT 1");
    if (!row)
        return tl::unexpected(row.error());
    row->bindAll(exam);
    const auto has = row->step();
    if (!has)
        return tl::unexpected(has.error());
    if (!*has)
        return fail(ErrorKind::Refused, "not-waiting");
    return importTable::Key{row->id<ImportId>(0), row->uuid(1)};
}

/// The part of the exam that the subject has already, or a new one; for this person alone.
Result<imagingTable::Exam> partOf(WriteTransaction& tx, const imagingTable::Exam& from,
                                  std::optional<SubjectId> subject, const SourceIdentity& who) {
    if (subject) {
        auto there =
            tx.prepare("SELECT id, uuid FROM dicom_study WHERE subject = ?1 AND id <> ?2 AND study_uid ="
                       " (SELECT study_uid FROM dicom_study WHERE id = ?2)");
        if (!there)
            return tl::unexpected(there.error());
        there->bindAll(*subject, from.id);
        const auto has = there->step();
        if (!has)
            return tl::unexpected(has.error());
        if (*has)
            return imagingTable::Exam{there->id<ExamId>(0), there->uuid(1), subject, std::nullopt};
    }
    return subjectTable::insertIdentity(tx, subject, who).and_then([&](std::int64_t identity) {
        return imagingTable::copyExam(tx, from.id, subject, identity);
    });
}

Result<> tell(WriteTransaction& tx, const char* kind, const Uuid& object,
              const std::optional<Subject>& subject, const QString& reason) {
    AuditEntry entry;
    entry.action = "part";
    entry.objectKind = kind;
    entry.object = object;
    if (subject)
        entry.subject = subject->uuid;
    entry.field = "subject";
    if (subject)
        entry.newValue = subject->label;
    entry.reasonText = reason;
    return tx.audit(entry).map([](std::int64_t) {});
}

/// One person's series to where they belong.
Result<> place(WriteTransaction& tx, const imagingTable::Exam& exam, const Person& person, bool isFirst,
               const importTable::Key& import, const QString& reason, ImportService::Parted& out) {
    const auto choice = subjectMatch::subjectOf(tx, person.who, import.uuid);
    if (!choice)
        return tl::unexpected(choice.error());
    const auto own =
        isFirst ? Result<imagingTable::Exam>(exam) : partOf(tx, exam, choice->subject, person.who);
    if (!own)
        return tl::unexpected(own.error());
    std::optional<Subject> subject;
    if (choice->subject) {
        const auto found = subjectTable::findById(tx.connection(), *choice->subject);
        if (!found)
            return tl::unexpected(found.error());
        subject = *found;
        out.subjects.append(subject->label);
    } else {
        ++out.waiting;
    }
    Result<> done = subject ? imagingTable::setSubject(tx, own->id, choice->subject)
                            : importTable::addWaiting(tx, import.id, own->id, choice->waiting);
    if (done)
        done = tell(tx, "exam", own->uuid, subject, reason);
    for (const OwnSeries& series : person.series) {
        if (done && !isFirst)
            done = tx.run("UPDATE dicom_series SET study = ?, rv = rv + 1 WHERE id = ?", own->id, series.id);
        if (done)
            done = tell(tx, "series", series.uuid, subject, reason);
    }
    return done;
}

} // namespace

Result<ImportService::Parted> part(WriteTransaction& tx, const imagingTable::Exam& exam,
                                   const QString& reason) {
    const auto import = askedBy(tx.connection(), exam.id);
    if (!import)
        return tl::unexpected(import.error());
    const auto persons = personsOf(tx.connection(), exam.id);
    if (!persons)
        return tl::unexpected(persons.error());
    if (persons->size() < 2)
        return fail(ErrorKind::Refused, "one-person");
    if (auto settled = importTable::settleWaiting(tx, exam.id, "parted"); !settled)
        return tl::unexpected(settled.error());
    ImportService::Parted out;
    for (const Person& person : *persons)
        if (auto done = place(tx, exam, person, &person == &persons->front(), *import, reason, out); !done)
            return tl::unexpected(done.error());
    return out;
}

} // namespace casebook::examParting
