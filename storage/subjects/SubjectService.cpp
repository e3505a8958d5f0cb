// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/subjects/SubjectService.h"

#include "storage/database/Database.h"
#include "storage/reading/ReadingVisibility.h"
#include "storage/subjects/ConsentTable.h"
#include "storage/subjects/SubjectTable.h"

#include <QDate>
#include <QRegularExpression>

namespace casebook {

namespace {

constexpr qsizetype maxLabel = 64;

Result<QString> checkedLabel(const QString& label) {
    const QString trimmed = label.trimmed();
    if (trimmed.isEmpty() || trimmed.size() > maxLabel || trimmed.contains(u'\n') || trimmed.contains(u'\r'))
        return fail(ErrorKind::Refused, "bad-label");
    return trimmed;
}

/// A full or partial civil date, or nothing.
bool isPartialDate(const QString& text) {
    static const QRegularExpression shape(
        QStringLiteral("^\\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\\d|3[01]))?)?$"));
    if (text.isEmpty())
        return true;
    return shape.match(text).hasMatch() &&
           (text.size() < 10 || QDate::fromString(text, Qt::ISODate).isValid());
}

Result<> appendChange(WriteTransaction& tx, const Subject& subject, const QByteArray& action,
                      const QByteArray& field, const QString& before, const QString& after,
                      const QString& reason) {
    AuditEntry entry;
    entry.action = action;
    entry.objectKind = "subject";
    entry.object = subject.uuid;
    entry.subject = subject.uuid;
    entry.field = field;
    entry.oldValue = before;
    entry.newValue = after;
    entry.reasonText = reason;
    const auto seq = tx.audit(entry);
    return seq ? Result<>() : tl::unexpected(seq.error());
}

Result<Subject> existing(WriteTransaction& tx, SubjectId id) {
    auto found = subjectTable::findById(tx.connection(), id);
    if (!found)
        return tl::unexpected(found.error());
    if (!*found)
        return fail(ErrorKind::Refused, "no-such-subject", QString::number(id.value));
    return **found;
}

} // namespace

SubjectService::SubjectService(Database& database, const Session& session, const Clock& clock)
    : database_(database), session_(session), clock_(clock) {}

Result<QList<Subject>> SubjectService::list() const {
    if (auto may = session_.require(Right::ReadSubjects); !may)
        return tl::unexpected(may.error());
    auto rows = database_.read([&](ReadConnection& c) -> Result<QList<Subject>> {
        auto all = subjectTable::list(c);
        const auto scope = ReadingVisibility::scope(c, session_);
        if (!all || !scope)
            return all ? tl::unexpected(scope.error()) : all;
        if (scope->hidesNothing())
            return all;
        const auto counts = ReadingVisibility::imageCounts(c, *scope);
        if (!counts)
            return tl::unexpected(counts.error());
        for (Subject& s : *all)
            if (const auto seen = counts->constFind(s.id.value); seen != counts->cend()) {
                s.exams = seen->exams;
                s.series = seen->series;
                s.lastExamDate = seen->lastExamDate;
            }
        return all;
    });
    if (!rows || session_.may(Right::ReadIdentity))
        return rows;
    for (Subject& s : *rows) {
        s.name.clear();
        s.birthDate.clear();
        s.patientId.clear();
        s.searchKey = s.label.toLower();
    }
    return rows;
}

Result<Subject> SubjectService::find(const QString& label) const {
    const auto rows = list();
    if (!rows)
        return tl::unexpected(rows.error());
    for (const Subject& s : *rows)
        if (s.label == label || s.uuid.toString() == label)
            return s;
    return fail(ErrorKind::Refused, "no-such-subject", label);
}

Result<Subject> SubjectService::enrol(const NewSubject& wanted) {
    if (auto may = session_.require(Right::EditSubjects); !may)
        return tl::unexpected(may.error());
    if (!isPartialDate(wanted.birthDate))
        return fail(ErrorKind::Refused, "bad-date", wanted.birthDate);
    return database_.writeAndWait([&](WriteTransaction& tx) -> Result<Subject> {
        const auto label = wanted.label.trimmed().isEmpty() ? subjectTable::nextLabel(tx.connection())
                                                            : checkedLabel(wanted.label);
        if (!label)
            return tl::unexpected(label.error());
        Subject subject;
        subject.label = *label;
        subject.name = wanted.name.trimmed();
        subject.sex = wanted.sex;
        subject.birthDate = wanted.birthDate;
        subject.status = QStringLiteral("enrolled");
        auto inserted = subjectTable::insert(tx, subject);
        if (!inserted)
            return inserted;
        AuditEntry entry;
        entry.action = "create";
        entry.objectKind = "subject";
        entry.object = inserted->uuid;
        entry.subject = inserted->uuid;
        entry.newValue = inserted->label;
        if (const auto seq = tx.audit(entry); !seq)
            return tl::unexpected(seq.error());
        return inserted;
    });
}

Result<> SubjectService::rename(SubjectId id, const QString& label, const std::optional<QString>& newName,
                                const QString& reason) {
    if (auto may = session_.require(Right::EditSubjects); !may)
        return may;
    if (reason.trimmed().isEmpty())
        return fail(ErrorKind::Refused, "reason-needed");
    const auto wanted = checkedLabel(label);
    if (!wanted)
        return tl::unexpected(wanted.error());
    return database_.writeAndWait([&](WriteTransaction& tx) -> Result<> {
        const auto before = existing(tx, id);
        if (!before)
            return tl::unexpected(before.error());
        const QString name = newName.value_or(before->name);
        if (before->label == *wanted && before->name == name)
            return {};
        if (auto there = consentTable::requireNotErased(tx.connection(), id); !there)
            return there;
        if (auto run =
                tx.run("UPDATE subject SET label = ?, name = ?, sort_key = ?, rv = rv + 1 WHERE id = ?",
                       *wanted, name, subjectTable::storedKeyOf(name), id);
            !run) {
            if (run.error().code == "constraint")
                return fail(ErrorKind::Refused, "label-taken", *wanted);
            return run;
        }
        if (before->label != *wanted)
            if (auto r = appendChange(tx, *before, "change", "label", before->label, *wanted, reason); !r)
                return r;
        if (before->name != name)
            return appendChange(tx, *before, "change", "name", before->name, name, reason);
        return {};
    });
}

Result<> SubjectService::recordIdentityRead(const QString& what) {
    if (auto may = session_.require(Right::ReadIdentity); !may)
        return may;
    return database_.writeAndWait([&](WriteTransaction& tx) -> Result<> {
        AuditEntry entry;
        entry.action = "read-identity";
        entry.objectKind = "subject";
        entry.field = what.toUtf8();
        const auto seq = tx.audit(entry);
        return seq ? Result<>() : tl::unexpected(seq.error());
    });
}

} // namespace casebook
