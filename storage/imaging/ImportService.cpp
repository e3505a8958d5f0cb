// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/imaging/ImportService.h"

#include "storage/database/Database.h"
#include "storage/imaging/ExamParting.h"
#include "storage/imaging/FileWalker.h"
#include "storage/imaging/ImagingTable.h"
#include "storage/imaging/ImportRun.h"
#include "storage/imaging/ImportTable.h"
#include "storage/reading/ReadingVisibility.h"
#include "storage/subjects/ConsentTable.h"
#include "storage/subjects/SubjectTable.h"

namespace casebook {

namespace {

Result<imagingTable::Exam> waitingExam(WriteTransaction& tx, const QString& seriesUid) {
    const auto series = imagingTable::series(tx.connection(), {}, seriesUid);
    if (!series)
        return tl::unexpected(series.error());
    if (series->isEmpty())
        return fail(ErrorKind::Refused, "no-such-series", seriesUid);
    const auto exam = imagingTable::findExam(tx.connection(), series->front().exam, seriesUid);
    if (!exam)
        return tl::unexpected(exam.error());
    return **exam;
}

Result<> appendDecision(WriteTransaction& tx, const imagingTable::Exam& exam, const QByteArray& action,
                        const QString& value, const Uuid& subject, const QString& reason) {
    AuditEntry entry;
    entry.action = action;
    entry.objectKind = "exam";
    entry.object = exam.uuid;
    entry.subject = subject;
    entry.field = "subject";
    entry.newValue = value;
    entry.reasonText = reason;
    const auto seq = tx.audit(entry);
    return seq ? Result<>() : tl::unexpected(seq.error());
}

/// The subject of that label, or a new one made from what the files say.
Result<Subject> chosenSubject(WriteTransaction& tx, const imagingTable::Exam& exam, const QString& label) {
    if (!label.isEmpty()) {
        auto found = subjectTable::findByLabel(tx.connection(), label);
        if (!found)
            return tl::unexpected(found.error());
        if (!*found)
            return fail(ErrorKind::Refused, "no-such-subject", label);
        if (auto there = consentTable::requireNotErased(tx.connection(), (*found)->id); !there)
            return tl::unexpected(there.error());
        return **found;
    }
    const auto next = subjectTable::nextLabel(tx.connection());
    if (!next)
        return tl::unexpected(next.error());
    Subject subject;
    subject.label = *next;
    subject.status = QStringLiteral("enrolled");
    if (exam.identity) {
        const auto who = subjectTable::identity(tx.connection(), *exam.identity);
        if (!who)
            return tl::unexpected(who.error());
        subject.name = who->name;
        subject.sex = who->sex;
    }
    return subjectTable::insert(tx, subject);
}

/// With the mapping table as this study can use it.
Result<ImportService::Options> withMap(Connection& connection, const ImportService::Options& options) {
    ImportService::Options out = options;
    if (options.map.isEmpty())
        return out;
    return options.map.checked(connection).map([&](ImportMap map) {
        out.map = std::move(map);
        return out;
    });
}

} // namespace

ImportService::ImportService(Database& database, ObjectStore& objects, WorkerPool& workers,
                             const Session& session, const Clock& clock)
    : database_(database), objects_(objects), workers_(workers), session_(session), clock_(clock) {}

Result<ImportReport> ImportService::run(const QStringList& paths, const Job& job, const Options& options) {
    if (auto may = session_.require(Right::Import); !may)
        return tl::unexpected(may.error());
    const auto checked = database_.read([&](ReadConnection& c) { return withMap(c, options); });
    if (!checked)
        return tl::unexpected(checked.error());
    const auto files = walkFiles(paths);
    if (!files)
        return tl::unexpected(files.error());
    return visible(ImportRun(database_, objects_, workers_, session_, job, *checked, turns_).files(*files));
}

Result<ImportReport> ImportService::run(const std::function<bool(ImportItem&)>& next, int expected,
                                        const Job& job, const Options& options) {
    if (auto may = session_.require(Right::Import); !may)
        return tl::unexpected(may.error());
    return visible(
        ImportRun(database_, objects_, workers_, session_, job, options, turns_).items(next, expected));
}

Result<ImportReport> ImportService::rehearse(const QStringList& paths, const Job& job,
                                             const Options& options) const {
    Session asking = session_;
    asking.readOnly = false; // nothing is written
    if (auto may = asking.require(Right::Import); !may)
        return tl::unexpected(may.error());
    const auto checked = database_.read([&](ReadConnection& c) { return withMap(c, options); });
    if (!checked)
        return tl::unexpected(checked.error());
    const auto files = walkFiles(paths);
    if (!files)
        return tl::unexpected(files.error());
    auto rehearsal = ImportRehearsal::begin(database_, objects_, clock_);
    if (!rehearsal)
        return tl::unexpected(rehearsal.error());
    ImportTurns apart; // of the scratch database
    return visible(ImportRun(**rehearsal, workers_, session_, job, *checked, apart).files(*files));
}

Result<ImportService::Undone> ImportService::undo(const QString& import, const QString& reason,
                                                  const Job& job) {
    if (auto may = session_.require(Right::Import); !may)
        return tl::unexpected(may.error());
    if (reason.trimmed().isEmpty())
        return fail(ErrorKind::Refused, "reason-needed");
    importUndo::Brought brought;
    const auto undone = database_.writeAndWait([&](WriteTransaction& tx) -> Result<Undone> {
        const auto found = importTable::find(tx.connection(), import);
        if (!found)
            return tl::unexpected(found.error());
        Undone out{found->key.uuid, false, {}};
        if (found->state == "running" || found->state == "undone")
            return fail(ErrorKind::Refused, "import-" + found->state, import);
        auto gone = importUndo::brought(tx.connection(), found->key.id);
        if (!gone)
            return tl::unexpected(gone.error());
        brought = std::move(*gone);
        auto holds = importUndo::holds(tx.connection(), found->key.id, brought);
        if (!holds)
            return tl::unexpected(holds.error());
        out.holds = std::move(*holds);
        if (!out.holds.isEmpty())
            return out;
        if (auto taken = importUndo::take(tx, found->key.id, out.import, brought, reason.trimmed()); !taken)
            return tl::unexpected(taken.error());
        out.done = true;
        return out;
    });
    if (!undone || !undone->done)
        return undone;
    if (auto described = describeAgain(job); !described)
        return tl::unexpected(described.error());
    return undone;
}

/// Series that lost instances are described by what they hold now.
Result<> ImportService::describeAgain(const Job& job) {
    const auto left = database_.read([](ReadConnection& c) { return imagingTable::seriesWithoutFacts(c); });
    if (!left || left->isEmpty())
        return left ? Result<>() : tl::unexpected(left.error());
    const Options none;
    return ImportRun(database_, objects_, workers_, session_, job, none, turns_).describeSeries();
}

Result<QList<ImportService::ImportRow>> ImportService::list() const {
    if (auto may = session_.require(Right::ReadSubjects); !may)
        return tl::unexpected(may.error());
    return database_.read([&](ReadConnection& c) -> Result<QList<ImportRow>> {
        auto rows = importTable::list(c);
        const auto scope = ReadingVisibility::scope(c, session_);
        if (!rows || !scope)
            return rows ? tl::unexpected(scope.error()) : rows;
        QList<ImportRow> out;
        for (ImportRow& row : *rows) {
            const auto kept = ReadingVisibility::reduce(c, *scope, row.report);
            if (!kept)
                return tl::unexpected(kept.error());
            if (*kept)
                out.append(std::move(row));
        }
        return out;
    });
}

Result<ImportReport> ImportService::visible(Result<ImportReport> report) const {
    if (!report)
        return report;
    return database_.read([&](ReadConnection& c) -> Result<ImportReport> {
        const auto scope = ReadingVisibility::scope(c, session_);
        if (!scope)
            return tl::unexpected(scope.error());
        // Who imports knows how many files he gave: the counts of this moment stay.
        ImportReport out = *report;
        const auto reduced = ReadingVisibility::reduce(c, *scope, out);
        if (!reduced)
            return tl::unexpected(reduced.error());
        out.files = report->files;
        out.imported = report->imported;
        return out;
    });
}

Result<> ImportService::assignWaiting(const QString& seriesUid, const QString& subjectLabel,
                                      const QString& reason) {
    if (auto may = session_.require(Right::EditSubjects); !may)
        return may;
    return database_.writeAndWait([&](WriteTransaction& tx) -> Result<> {
        const auto exam = waitingExam(tx, seriesUid);
        if (!exam)
            return tl::unexpected(exam.error());
        if (auto settled = importTable::settleWaiting(tx, exam->id, "assigned"); !settled)
            return settled;
        const auto subject = chosenSubject(tx, *exam, subjectLabel);
        if (!subject)
            return tl::unexpected(subject.error());
        if (exam->identity)
            if (auto linked = subjectTable::linkIdentity(tx, *exam->identity, subject->id); !linked)
                return linked;
        if (auto set = imagingTable::setSubject(tx, exam->id, subject->id); !set)
            return set;
        return appendDecision(tx, *exam, "assign", subject->label, subject->uuid, reason);
    });
}

Result<QList<WaitingCase>> ImportService::waiting(ImportId import) const {
    if (auto may = session_.require(Right::ReadSubjects); !may)
        return tl::unexpected(may.error());
    return database_.read([&](ReadConnection& c) -> Result<QList<WaitingCase>> {
        auto cases = waitingCases::open(c, session_, import);
        const auto scope = ReadingVisibility::scope(c, session_);
        if (!cases || !scope)
            return cases ? tl::unexpected(scope.error()) : cases;
        cases->removeIf([&](const WaitingCase& one) { return scope->hidesSeries(one.series); });
        return cases;
    });
}

Result<QList<OpenQuestion>> ImportService::questions() const {
    if (auto may = session_.require(Right::ReadSubjects); !may)
        return tl::unexpected(may.error());
    return database_.read([&](ReadConnection& c) -> Result<QList<OpenQuestion>> {
        auto all = waitingCases::questions(c);
        const auto scope = ReadingVisibility::scope(c, session_);
        if (!all || !scope)
            return all ? tl::unexpected(scope.error()) : all;
        all->removeIf([&](const OpenQuestion& one) { return scope->hidesSeries(one.series); });
        return all;
    });
}

Result<> ImportService::settleSecondFiles(const QString& seriesUid, VariantChoice choice,
                                          const QString& reason, const Job& job) {
    if (auto may = session_.require(Right::Import); !may)
        return may;
    if (reason.trimmed().isEmpty())
        return fail(ErrorKind::Refused, "reason-needed");
    return database_
        .writeAndWait([&](WriteTransaction& tx) {
            return waitingCases::settle(tx, seriesUid, choice, reason.trimmed());
        })
        .and_then([&] { return describeAgain(job); });
}

Result<QList<TextSource>> ImportService::textSources() const {
    if (auto may = session_.require(Right::ReadSubjects); !may)
        return tl::unexpected(may.error());
    return database_.read([](ReadConnection& c) { return casebook::textSources::list(c); });
}

Result<int> ImportService::decideText(std::int64_t source, const QByteArray& charset, const QString& reason,
                                      const Job& job) {
    if (auto may = session_.require(Right::Import); !may)
        return tl::unexpected(may.error());
    return casebook::textSources::decide(database_, objects_, workers_, session_.user, source, charset,
                                         reason, job);
}

Result<ImportService::Parted> ImportService::partWaiting(const QString& seriesUid, const QString& reason) {
    if (auto may = session_.require(Right::EditSubjects); !may)
        return tl::unexpected(may.error());
    if (reason.trimmed().isEmpty())
        return fail(ErrorKind::Refused, "reason-needed");
    return database_.writeAndWait([&](WriteTransaction& tx) -> Result<Parted> {
        const auto exam = waitingExam(tx, seriesUid);
        if (!exam)
            return tl::unexpected(exam.error());
        return examParting::part(tx, *exam, reason.trimmed());
    });
}

Result<> ImportService::leaveOutWaiting(const QString& seriesUid, const QString& reason) {
    if (auto may = session_.require(Right::EditSubjects); !may)
        return may;
    return database_.writeAndWait([&](WriteTransaction& tx) -> Result<> {
        const auto exam = waitingExam(tx, seriesUid);
        if (!exam)
            return tl::unexpected(exam.error());
        if (auto settled = importTable::settleWaiting(tx, exam->id, "left-out"); !settled)
            return settled;
        return appendDecision(tx, *exam, "leave-out", {}, {}, reason);
    });
}

} // namespace casebook
