// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/subjects/ConsentService.h"

#include "storage/export/ExportData.h"
#include "storage/reading/ReadingTable.h"
#include "storage/study/BackupService.h"
#include "storage/subjects/ConsentErase.h"
#include "storage/subjects/ConsentTraces.h"
#include "storage/vault/Vault.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

#include <array>

namespace casebook {

namespace {

constexpr std::array choiceCodes{"keep", "stop", "erase"};

Result<QList<ConsentRelease>> releasesOf(Connection& connection, const ConsentScope& scope) {
    auto rows = connection.prepare("SELECT DISTINCT x.uuid, coalesce(c.name, ''), x.options, "
                                   "coalesce(x.ended_ms, x.created_ms), x.id FROM"
                                   " export_set x JOIN export_subject s ON s.export = x.id LEFT JOIN cohort "
                                   "c ON c.id = x.cohort WHERE x.state ="
                                   " 'released' AND s.subject IN " +
                                   listed(scope.records) + " ORDER BY x.id");
    if (!rows)
        return tl::unexpected(rows.error());
    return allRows<ConsentRelease>(*rows, [](const Statement& r) -> Result<ConsentRelease> {
        return ConsentRelease{r.uuid(0), r.text(1), ExportOptions::fromJson(r.text(2).toUtf8()).contact,
                              r.integer(3)};
    });
}

Result<int> keptValues(Connection& connection, const ConsentScope& scope) {
    int sum = 0;
    for (const ConsentScope::Kept& one : scope.kept) {
        const QString items = u',' + one.form.items.join(u',') + u',';
        const auto n =
            connection.one("SELECT count(*) FROM item_value v JOIN form_row r ON r.id = v.row_id JOIN"
                           " item_def d ON d.id = v.item_id WHERE r.form = ?1 AND (?2 = ',,' OR"
                           " instr(?2, ',' || d.oid || ',') > 0)",
                           one.id, items);
        if (!n)
            return tl::unexpected(n.error());
        sum += int(n->value_or(0));
    }
    return sum;
}

/// All of the plan that the rows alone say. `counts.values` are those that go.
Result<ConsentPlan> planOf(Connection& connection, const ConsentScope& scope, ConsentChoice choice) {
    ConsentPlan plan;
    plan.subject = scope.subject.id;
    plan.label = scope.subject.label;
    plan.choice = choice;
    for (const ConsentScope::Kept& one : scope.kept)
        plan.kept.append(one.form);
    const auto now = consentTable::state(connection, scope.subject.id);
    const auto counts = scope.counts(connection);
    const auto kept = keptValues(connection, scope);
    const auto seqs = scope.auditRows(connection);
    const auto audited =
        seqs.and_then([&](const IdList& rows) { return consentTraces::countAuditValues(connection, rows); });
    const auto notes = consentTraces::countNotes(connection, scope);
    const auto releases = releasesOf(connection, scope);
    const auto waiting = scope.waitingExams(connection);
    const auto foreign = scope.foreignImages(connection);
    const auto fault = [&](const auto& one) {
        return one ? std::optional<Error>() : std::optional(one.error());
    };
    for (const auto& error : {fault(now), fault(counts), fault(kept), fault(audited), fault(notes),
                              fault(releases), fault(waiting), fault(foreign)})
        if (error)
            return tl::unexpected(*error);
    plan.now = *now;
    plan.counts = *counts;
    plan.keptValues = *kept;
    plan.counts.values -= *kept;
    plan.counts.auditValues = *audited;
    plan.counts.sourceNotes = notes->own;
    plan.sharedNotes = notes->shared;
    plan.releases = *releases;
    plan.waitingExams = *waiting;
    plan.foreignImages = *foreign;
    for (const ConsentScope::Pack& pack : scope.packs)
        plan.sharedPacks += pack.shared ? 1 : 0;
    return plan;
}

/// Counts without anything that tells who it was, for the audit.
QString countsText(const ConsentPlan& plan) {
    const auto key = [](const char* name) { return QString::fromLatin1(name); };
    const ConsentCounts& c = plan.counts;
    const QJsonObject json{{key("identifiers"), c.identifiers},
                           {key("forms"), c.forms},
                           {key("values"), c.values},
                           {key("kept_forms"), plan.kept.size()},
                           {key("exams"), c.exams},
                           {key("images"), c.images},
                           {key("overlays"), c.overlays},
                           {key("findings"), c.findings},
                           {key("measurements"), c.measurements},
                           {key("tasks"), c.tasks},
                           {key("packs"), c.packs},
                           {key("audit_values"), c.auditValues}};
    return QString::fromUtf8(QJsonDocument(json).toJson(QJsonDocument::Compact));
}

Result<std::int64_t> tell(WriteTransaction& tx, const ConsentScope& scope, const ConsentPlan& plan,
                          const ConsentRequest& request) {
    AuditEntry entry;
    entry.action = request.choice == ConsentChoice::Erase ? "erase" : "withdraw";
    entry.objectKind = "subject";
    entry.object = scope.subject.uuid;
    entry.subject = scope.subject.uuid;
    entry.field = "consent";
    entry.oldValue = plan.now ? QString::fromLatin1(consentChoiceCode(plan.now->choice)) : QString();
    entry.newValue = QString::fromLatin1(consentChoiceCode(request.choice));
    if (request.choice == ConsentChoice::Erase)
        entry.newValue = countsText(plan);
    entry.reasonCode = request.reasonCode;
    entry.reasonText = request.reason.trimmed();
    return tx.audit(entry);
}

Result<> requireStronger(const ConsentPlan& plan) {
    return plan.now && plan.now->choice >= plan.choice
               ? fail(ErrorKind::Refused, "already-withdrawn", plan.label)
               : Result<>();
}

/// An import writes what it found into its report when it ends, also of who was erased meanwhile. One that is marked
/// as running since another session was cut off: nobody else writes while this one has the study open.
Result<> requireNoImport(Connection& connection, const Session& session) {
    const auto running = connection.one(
        "SELECT m.id FROM import m JOIN audit a ON a.object = m.uuid AND a.action = 'import-begin'"
        " WHERE m.state = 'running' AND a.session = ?",
        session.uuid);
    if (!running)
        return tl::unexpected(running.error());
    if (*running)
        return fail(ErrorKind::Refused, "import-running", QString::number(qint64(**running)));
    return {};
}

Result<> requireErasable(const ConsentPlan& plan) {
    if (plan.waitingExams > 0)
        return fail(ErrorKind::Refused, "exams-waiting", plan.label, {QString::number(plan.waitingExams)});
    if (plan.sharedPacks > 0)
        return fail(ErrorKind::Refused, "pack-shared", plan.label, {QString::number(plan.sharedPacks)});
    return {};
}

/// Readings that are not finished end; what was read in them stays under their readers' names.
Result<int> cancelTasks(WriteTransaction& tx, const ConsentScope& scope, const QString& reason) {
    int cancelled = 0;
    for (const std::int64_t id : scope.tasks) {
        const auto task = readingTable::task(tx.connection(), TaskId{id});
        if (!task)
            return tl::unexpected(task.error());
        if (!*task || ((*task)->state != TaskState::New && (*task)->state != TaskState::Reading))
            continue;
        auto done =
            tx.run("UPDATE reading_task SET state = 'cancelled', rv = rv + 1 WHERE id = ?", id).and_then([&] {
                return readingTable::auditTask(tx, **task, "cancel", "state",
                                               QString::fromLatin1(taskStateCode((*task)->state)),
                                               QStringLiteral("cancelled"), reason);
            });
        if (!done)
            return tl::unexpected(done.error());
        ++cancelled;
    }
    return cancelled;
}

struct Known {
    ConsentScope scope;
    ConsentPlan plan;
};

Result<Known> known(Connection& connection, const QString& subject, ConsentChoice choice) {
    return ConsentScope::read(connection, subject).and_then([&](const ConsentScope& scope) {
        return planOf(connection, scope, choice).map([&](const ConsentPlan& plan) {
            return Known{scope, plan};
        });
    });
}

Result<> eraseAll(WriteTransaction& tx, const Session& session, const Known& known,
                  const ConsentRequest& request, const Job& job) {
    const auto stop = [&] { return job.stopped() ? fail(ErrorKind::Cancelled, "cancelled") : Result<>(); };
    // Collected before the row about this removal, whose reason stays. That row comes last, so that it stands on top of
    // the subject's history; the transaction's number ties them together.
    const auto seqs = known.scope.auditRows(tx.connection());
    const auto shared = consentTraces::sharedReasons(tx.connection(), known.scope);
    if (!seqs || !shared)
        return tl::unexpected(seqs ? shared.error() : seqs.error());
    const QByteArray why = "erase:" + request.reasonCode;
    auto done =
        consentTraces::removeAuditValues(tx, known.scope, *seqs, why, job)
            .and_then([&](int) { return consentTraces::removeReasons(tx, known.scope, *shared, why); })
            .and_then([&](int) { return consentTraces::cleanNotes(tx, known.scope); })
            .and_then([&](const consentTraces::Notes&) { return stop(); })
            .and_then([&] { return consentErase::rows(tx, known.scope); })
            .and_then([&] { return stop(); })
            .and_then([&] { return tell(tx, known.scope, known.plan, request).map([](std::int64_t) {}); });
    // Last: from here on nothing can be hung on these records.
    for (const std::int64_t record : known.scope.records)
        if (done)
            done = consentTable::put(tx, session, SubjectId{record}, request);
    return done;
}

} // namespace

QByteArray consentChoiceCode(ConsentChoice choice) { return choiceCodes[static_cast<std::size_t>(choice)]; }

std::optional<ConsentChoice> consentChoiceFromCode(const QByteArray& code) {
    for (std::size_t i = 0; i < choiceCodes.size(); ++i)
        if (code == choiceCodes[i])
            return static_cast<ConsentChoice>(i);
    return std::nullopt;
}

QList<QByteArray> consentReasonCodes() { return {"subject", "representative", "ethics", "law", "mistake"}; }

ConsentService::ConsentService(Vault& vault, const Session& session) : vault_(vault), session_(session) {}

Result<> ConsentService::mayWithdraw(const ConsentRequest& request) const {
    if (auto may = session_.require(Right::EditSubjects); !may)
        return may;
    if (request.choice == ConsentChoice::Erase)
        if (auto may = session_.require(Right::ManageStudy); !may)
            return may;
    if (request.reason.trimmed().isEmpty())
        return fail(ErrorKind::Refused, "reason-needed");
    return consentReasonCodes().contains(request.reasonCode)
               ? Result<>()
               : fail(ErrorKind::Refused, "bad-reason", QString::fromLatin1(request.reasonCode));
}

Result<ConsentPlan> ConsentService::plan(const QString& subject, ConsentChoice choice) const {
    if (auto may = session_.require(Right::EditSubjects); !may)
        return tl::unexpected(may.error());
    auto found = vault_.database().read([&](ReadConnection& c) { return known(c, subject, choice); });
    if (!found)
        return tl::unexpected(found.error());
    const auto backups = BackupService(vault_.database(), session_, vault_.clock()).state();
    if (!backups)
        return tl::unexpected(backups.error());
    if (backups->last)
        found->plan.backup = ConsentBackup{backups->last->folder, backups->last->timeMs};
    return found->plan;
}

Result<ConsentOutcome> ConsentService::withdraw(const ConsentRequest& request, const Job& job) {
    if (auto may = mayWithdraw(request); !may)
        return tl::unexpected(may.error());
    return request.choice == ConsentChoice::Erase ? erase(request, job) : mark(request);
}

Result<ConsentOutcome> ConsentService::mark(const ConsentRequest& request) {
    return vault_.database().writeAndWait([&](WriteTransaction& tx) -> Result<ConsentOutcome> {
        const auto found = known(tx.connection(), request.subject, request.choice);
        if (!found)
            return tl::unexpected(found.error());
        if (auto stronger = requireStronger(found->plan); !stronger)
            return tl::unexpected(stronger.error());
        ConsentOutcome out{found->plan, 0, false, 0, {}};
        auto done =
            tx.run("UPDATE subject SET status = 'withdrawn', rv = rv + 1 WHERE id = ?", found->plan.subject)
                .and_then([&] { return tell(tx, found->scope, found->plan, request); })
                .and_then([&](std::int64_t) {
                    return consentTable::put(tx, session_, found->plan.subject, request);
                });
        if (done && request.choice == ConsentChoice::Stop)
            done = cancelTasks(tx, found->scope, request.reason.trimmed()).map([&](int n) {
                out.cancelledTasks = n;
            });
        return done ? Result<ConsentOutcome>(out) : tl::unexpected(done.error());
    });
}

Result<ConsentOutcome> ConsentService::erase(const ConsentRequest& request, const Job& job) {
    auto out = vault_.database().writeAndWait([&](WriteTransaction& tx) -> Result<ConsentOutcome> {
        const auto found = known(tx.connection(), request.subject, request.choice);
        if (!found)
            return tl::unexpected(found.error());
        auto done = requireStronger(found->plan)
                        .and_then([&] { return requireErasable(found->plan); })
                        .and_then([&] { return requireNoImport(tx.connection(), vault_.session()); })
                        .and_then([&] { return eraseAll(tx, session_, *found, request, job); });
        if (!done)
            return tl::unexpected(done.error());
        return ConsentOutcome{found->plan, found->plan.counts.openTasks, false, 0, {}};
    });
    if (!out)
        return out;
    // The rows are gone for good. That their files and pages are too must not fail what is done.
    const auto compacted = vault_.compact(Job{});
    if (compacted)
        out->waiting = compacted->waiting;
    if (!compacted || compacted->unfinished)
        out->compactError = compacted ? *compacted->unfinished : compacted.error();
    out->compacted = compacted && compacted->waiting == 0 && !compacted->unfinished;
    return out;
}

Result<std::optional<ConsentState>> ConsentService::state(const QString& subject) const {
    if (auto may = session_.require(Right::ReadSubjects); !may)
        return tl::unexpected(may.error());
    return vault_.database().read([&](ReadConnection& c) {
        return formTable::subject(c, subject).and_then([&](const formTable::SubjectRef& one) {
            return consentTable::state(c, one.id);
        });
    });
}

Result<QStringList> ConsentService::keepForms() const {
    if (auto may = session_.require(Right::ReadSubjects); !may)
        return tl::unexpected(may.error());
    return vault_.database().read([](ReadConnection& c) { return consentTable::keepForms(c); });
}

Result<> ConsentService::setKeepForms(const QStringList& forms, const QString& reason) {
    if (auto may = session_.require(Right::ManageStudy); !may)
        return may;
    if (reason.trimmed().isEmpty())
        return fail(ErrorKind::Refused, "reason-needed");
    static const QRegularExpression shape(QStringLiteral("^[A-Za-z0-9_.]+(/[A-Za-z0-9_.]+)?$"));
    for (const QString& form : forms)
        if (!shape.match(form).hasMatch())
            return fail(ErrorKind::Refused, "bad-value", QStringLiteral("consent.keep-forms"),
                        {form.left(60)});
    return vault_.database().writeAndWait([&](WriteTransaction& tx) -> Result<> {
        const auto before = consentTable::keepForms(tx.connection());
        if (!before)
            return tl::unexpected(before.error());
        AuditEntry entry;
        entry.action = "change";
        entry.objectKind = "setting";
        entry.field = "consent.keep-forms";
        entry.oldValue = before->join(u',');
        entry.newValue = forms.join(u',');
        entry.reasonText = reason.trimmed();
        const auto seq = tx.audit(entry);
        return seq ? consentTable::setKeepForms(tx, forms) : tl::unexpected(seq.error());
    });
}

} // namespace casebook
