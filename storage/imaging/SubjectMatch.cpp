// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/imaging/SubjectMatch.h"

#include "storage/imaging/ImportTable.h"
#include "storage/subjects/ExamVisits.h"
#include "storage/subjects/SubjectTable.h"

#include <QDate>

namespace casebook::subjectMatch {

namespace {

Result<Choice> newSubject(WriteTransaction& tx, const SourceIdentity& who, const char* status,
                          const Uuid& import, const QString& wanted = {}) {
    const auto label = wanted.isEmpty() ? subjectTable::nextLabel(tx.connection()) : Result<QString>(wanted);
    if (!label)
        return tl::unexpected(label.error());
    Subject subject;
    subject.label = *label;
    subject.name = who.name;
    subject.sex = who.sex;
    subject.birthDate = isoDate(who.birthDate);
    subject.status = QString::fromLatin1(status);
    const auto inserted = subjectTable::insert(tx, subject);
    if (!inserted)
        return tl::unexpected(inserted.error());
    AuditEntry entry;
    entry.action = "create";
    entry.objectKind = "subject";
    entry.object = inserted->uuid;
    entry.subject = inserted->uuid;
    entry.newValue = inserted->label;
    entry.reasonCode = "import:" + import.toString().toLatin1();
    if (const auto seq = tx.audit(entry); !seq)
        return tl::unexpected(seq.error());
    return Choice{inserted->id, {}};
}

/// The subject that the table names; made where the table says so.
Result<Choice> mapped(WriteTransaction& tx, const SourceIdentity& who, const ImportMap::Row& row,
                      const Uuid& import) {
    const auto subject = subjectTable::findByLabel(tx.connection(), row.subject);
    const auto known = subjectTable::knownIdentities(tx.connection(), who.patientId, who.issuer);
    if (!subject || !known)
        return tl::unexpected(subject ? known.error() : subject.error());
    for (const auto& k : *known)
        if (!*subject || k.subject != (*subject)->id)
            return Choice{{}, "identity-conflict"};
    return *subject ? Result<Choice>(Choice{(*subject)->id, {}})
                    : newSubject(tx, who, "enrolled", import, row.subject);
}

/// The table is the word of who imports; its line finds the row again.
QString reasonOf(const ImportMap::Row& row) { return QStringLiteral("mapping table, line %1").arg(row.line); }

Result<bool> isOf(Connection& connection, const imagingTable::Exam& exam, const SourceIdentity& who) {
    if (!exam.identity)
        return false;
    return subjectTable::identity(connection, *exam.identity).map([&](const SourceIdentity& known) {
        return known == who || compareIdentity(known, who) == IdentityMatch::Same;
    });
}

/// Of an exam that was parted by person, the part of this one; a series that is there stays where it is.
Result<imagingTable::Exam> partFor(Connection& connection, const imagingTable::Exam& found,
                                   const dicom::ParsedInstance& parsed) {
    const auto here = connection.one("SELECT 1 FROM dicom_series WHERE series_uid = ? AND study = ?",
                                     parsed.seriesUid, found.id);
    if (!here || *here)
        return here ? Result<imagingTable::Exam>(found) : tl::unexpected(here.error());
    const auto parts = imagingTable::partsOfExam(connection, parsed.studyUid);
    if (!parts)
        return tl::unexpected(parts.error());
    for (const imagingTable::Exam& part : *parts) {
        const auto own = isOf(connection, part, identityOf(parsed));
        if (!own)
            return tl::unexpected(own.error());
        if (*own)
            return part;
    }
    return found;
}

Result<MatchedExam> existingExam(WriteTransaction& tx, const imagingTable::Exam& exam,
                                 const dicom::ParsedInstance& parsed, const importTable::Key& import) {
    if (!exam.identity)
        return MatchedExam{exam, exam.subject ? QByteArray() : QByteArray("identity-conflict")};
    const auto samePerson = isOf(tx.connection(), exam, identityOf(parsed));
    if (!samePerson)
        return tl::unexpected(samePerson.error());
    if (*samePerson || !exam.subject)
        return MatchedExam{exam, exam.subject ? QByteArray() : QByteArray("identity-conflict")};
    imagingTable::Exam quarantined = exam;
    quarantined.subject.reset();
    if (auto set = imagingTable::setSubject(tx, exam.id, std::nullopt); !set)
        return tl::unexpected(set.error());
    if (auto waits = importTable::addWaiting(tx, import.id, exam.id, "two-patients-in-exam"); !waits)
        return tl::unexpected(waits.error());
    AuditEntry entry;
    entry.action = "quarantine";
    entry.objectKind = "exam";
    entry.object = exam.uuid;
    entry.field = "subject";
    entry.reasonCode = "two-patients-in-exam";
    if (const auto seq = tx.audit(entry); !seq)
        return tl::unexpected(seq.error());
    return MatchedExam{quarantined, "two-patients-in-exam"};
}

} // namespace

Result<Choice> subjectOf(WriteTransaction& tx, const SourceIdentity& who, const Uuid& import) {
    if (who.patientId.isEmpty())
        return newSubject(tx, who, "unidentified", import);
    const auto known = subjectTable::knownIdentities(tx.connection(), who.patientId, who.issuer);
    if (!known)
        return tl::unexpected(known.error());
    std::optional<SubjectId> match;
    for (const auto& k : *known) {
        if (compareIdentity(k.identity, who) == IdentityMatch::Conflict)
            return Choice{{}, "identity-conflict"};
        if (match && *match != k.subject)
            return Choice{{}, "identity-conflict"};
        match = k.subject;
    }
    return match ? Result<Choice>(Choice{match, {}}) : newSubject(tx, who, "enrolled", import);
}

SourceIdentity identityOf(const dicom::ParsedInstance& parsed) {
    const dicom::PatientIdentity& p = parsed.patient;
    return {p.patientId, p.issuer, p.name, p.birthDate, p.sex};
}

QString isoDate(const QString& da) {
    const QDate date = QDate::fromString(da, QStringLiteral("yyyyMMdd"));
    return date.isValid() ? date.toString(Qt::ISODate) : QString();
}

Result<MatchedExam> examFor(WriteTransaction& tx, const dicom::ParsedInstance& parsed, const Source& source) {
    const importTable::Key& import = source.import;
    const auto found = imagingTable::findExam(tx.connection(), parsed.studyUid, parsed.seriesUid);
    if (!found)
        return tl::unexpected(found.error());
    if (*found)
        return partFor(tx.connection(), **found, parsed).and_then([&](const imagingTable::Exam& exam) {
            return existingExam(tx, exam, parsed, import);
        });
    const SourceIdentity who = identityOf(parsed);
    const ImportMap::Row* row = source.map ? source.map->rowFor(who) : nullptr;
    const auto choice = row ? mapped(tx, who, *row, import.uuid) : subjectOf(tx, who, import.uuid);
    if (!choice)
        return tl::unexpected(choice.error());
    const auto identity = subjectTable::insertIdentity(tx, choice->subject, who);
    if (!identity)
        return tl::unexpected(identity.error());
    const auto exam = imagingTable::insertExam(tx, parsed, choice->subject, *identity);
    if (!exam)
        return tl::unexpected(exam.error());
    if (row && choice->subject && !row->visit.isEmpty() && source.map->study())
        if (auto linked = examVisits::link(tx, source.session, *source.map->study(),
                                           {exam->id, {row->visit, row->repeat}, "mapping", reasonOf(*row)});
            !linked)
            return tl::unexpected(linked.error());
    if (!choice->subject)
        if (auto waits = importTable::addWaiting(tx, import.id, exam->id, choice->waiting); !waits)
            return tl::unexpected(waits.error());
    return MatchedExam{*exam, choice->waiting};
}

} // namespace casebook::subjectMatch
