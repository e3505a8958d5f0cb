// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/reading/ReadingCases.h"

#include "storage/database/Rows.h"
#include "storage/reading/DerivedSql.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace casebook::readingCases {

namespace {

using readingTable::StoredFinding;

bool needsDecision(const StoredFinding& f) {
    if (f.run.bytes.isEmpty() || f.kind == "human")
        return false;
    return !f.threshold || !f.finding.score || *f.finding.score >= *f.threshold;
}

FindingRow rowOf(const StoredFinding& f, const Session& session, const CaseState& state) {
    FindingRow row;
    row.finding = f.finding;
    row.series = f.series;
    row.subject = f.subject;
    row.algorithm = f.algorithm;
    row.reader = f.reader;
    row.own = f.run.bytes.isEmpty() && f.readerId == session.user;
    row.needsDecision = needsDecision(f);
    if (const FindingState* known = state.find(f.finding.uuid))
        row.state = *known;
    row.state.finding = f.finding.uuid;
    return row;
}

/// Forms that hang on reading tasks in the definition in force.
Result<QStringList> taskForms(Connection& connection) {
    auto row = connection.prepare(
        "SELECT json FROM definition WHERE state = 'published' ORDER BY version DESC LIMIT 1");
    if (!row)
        return tl::unexpected(row.error());
    const auto has = row->step();
    if (!has)
        return tl::unexpected(has.error());
    QStringList out;
    if (*has)
        for (const auto& form :
             QJsonDocument::fromJson(row->text(0).toUtf8())[QStringLiteral("forms")].toArray())
            if (form[QStringLiteral("anchor")].toString() == QLatin1StringView("task"))
                out.append(form[QStringLiteral("oid")].toString());
    return out;
}

/// Forms of the task that are missing or not complete.
Result<> addForms(Connection& connection, const ReadingTask& task, QList<CloseBlock>& missing) {
    const auto wanted = taskForms(connection);
    if (!wanted)
        return tl::unexpected(wanted.error());
    auto rows = connection.prepare("SELECT def_oid, state FROM form WHERE anchor_kind = 3 AND anchor_id = ?"
                                   " AND reader IN (0, ?) ORDER BY id");
    if (!rows)
        return tl::unexpected(rows.error());
    rows->bindAll(task.id, task.reader);
    QStringList there;
    for (auto row = rows->step();; row = rows->step()) {
        if (!row)
            return tl::unexpected(row.error());
        if (!*row)
            break;
        there.append(rows->text(0));
        if (rows->text(1) != QLatin1StringView("complete") && rows->text(1) != QLatin1StringView("not-done"))
            missing.append({"form-incomplete", 0, rows->text(0)});
    }
    for (const QString& oid : *wanted)
        if (!there.contains(oid))
            missing.append({"form-missing", 0, oid});
    return {};
}

/// Another task of the session's user that hides AI of this subject; 0: none.
Result<std::int64_t> hidingTask(Connection& connection, const ReadingTask& task) {
    return connection
        .one("SELECT t.id FROM reading_task t WHERE t.reader = ? AND t.subject = ? AND t.id <> ?"
             " AND " CASEBOOK_PENDING_TASK(t) " ORDER BY t.ordinal LIMIT 1",
             task.reader, task.subject, task.id)
        .map([](std::optional<std::int64_t> id) { return id.value_or(0); });
}

Result<QList<CloseBlock>> missingFor(Connection& connection, const ReadingCase& reading) {
    QList<CloseBlock> out;
    const ReadingTask& task = reading.task;
    if (task.state == TaskState::Finished || (task.mode == ReadingMode::Second && !reading.state.firstClosed))
        return out;
    if (task.mode != ReadingMode::Unaided && !reading.aiVisible) {
        const auto other = hidingTask(connection, task);
        if (!other)
            return tl::unexpected(other.error());
        out.append({"ai-hidden", 0, *other > 0 ? QString::number(*other) : QString()});
    }
    const auto undecided =
        std::count_if(reading.findings.begin(), reading.findings.end(),
                      [](const FindingRow& f) { return f.needsDecision && !f.state.decided(); });
    if (undecided > 0)
        out.append({"undecided-marks", int(undecided), {}});
    if (auto forms = addForms(connection, task, out); !forms)
        return tl::unexpected(forms.error());
    return out;
}

} // namespace

bool aiVisible(const ReadingTask& task, const ReadingScope& scope) {
    const bool byMode =
        task.mode == ReadingMode::Concurrent || (task.mode == ReadingMode::Second && task.firstClosedMs > 0);
    return byMode && !scope.hidesDerived(task.subject);
}

CaseStart startOf(const ReadingTask& task, const QList<StoredFinding>& findings) {
    CaseStart start{task.mode, {}};
    if (task.mode != ReadingMode::Unaided)
        for (const StoredFinding& f : findings)
            if (!f.run.bytes.isEmpty() && (task.finishedMs == 0 || f.createdMs <= task.finishedMs))
                start.proposals.append(f.finding.uuid);
    return start;
}

Result<ReadingCase> load(Connection& connection, const ReadingTask& task, const Session& session) {
    const auto scope = ReadingVisibility::scope(connection, session);
    const auto stored = readingTable::findings(connection, task.series);
    const auto events = readingTable::events(connection, task.id);
    if (!scope || !stored || !events)
        return tl::unexpected(!scope ? scope.error() : !stored ? stored.error() : events.error());
    const CaseStart start = startOf(task, *stored);
    auto state = replay(start, *events);
    if (!state)
        return tl::unexpected(state.error());
    ReadingCase out;
    out.task = task;
    out.aiVisible = aiVisible(task, *scope);
    if (out.aiVisible) {
        auto runs = readingTable::runs(connection, task.series);
        if (!runs)
            return tl::unexpected(runs.error());
        out.runs = std::move(*runs);
    } else {
        state->findings.removeIf([](const FindingState& f) { return !f.own; });
        state->undecided = 0;
    }
    const auto session_ = readingTable::lastSession(connection, task.id, true);
    if (!session_)
        return tl::unexpected(session_.error());
    if (*session_)
        out.session = (*session_)->uuid;
    out.state = std::move(*state);
    for (const StoredFinding& f : *stored) {
        const bool own = f.run.bytes.isEmpty() && f.task == task.id;
        const bool proposal = out.aiVisible && start.proposals.contains(f.finding.uuid);
        if (own || proposal)
            out.findings.append(rowOf(f, session, out.state));
    }
    auto missing = missingFor(connection, out);
    if (!missing)
        return tl::unexpected(missing.error());
    out.missing = std::move(*missing);
    return out;
}

} // namespace casebook::readingCases
