// SPDX-License-Identifier: GPL-3.0-or-later
//
// The part of FindingService that lists findings of the whole study.
#include "storage/database/Database.h"
#include "storage/reading/ReadingCases.h"

#include <algorithm>

namespace casebook {

namespace {

using readingTable::StoredFinding;

/// A task with what its reader decided.
struct Replayed {
    ReadingTask task;
    CaseState state;
};

/// Every task of which this session may hear, replayed, by series.
Result<QHash<QString, QList<Replayed>>> heard(Connection& connection, const Session& session,
                                              const ReadingScope& scope,
                                              const QList<StoredFinding>& findings) {
    QHash<QString, QList<StoredFinding>> bySeries;
    for (const StoredFinding& f : findings)
        bySeries[f.series].append(f);
    const auto tasks = readingTable::tasks(connection);
    if (!tasks)
        return tl::unexpected(tasks.error());
    QHash<QString, QList<Replayed>> out;
    for (const ReadingTask& task : *tasks) {
        const bool own = task.reader == session.user;
        if (task.openedMs == 0 || !bySeries.contains(task.series) ||
            (!own && scope.hidesOthers(task.subject)))
            continue;
        const auto events = readingTable::events(connection, task.id);
        if (!events)
            return tl::unexpected(events.error());
        auto state = replay(readingCases::startOf(task, bySeries.value(task.series)), *events);
        if (!state)
            return tl::unexpected(state.error());
        QList<Replayed>& list = out[task.series];
        list.insert(own ? 0 : list.size(), Replayed{task, std::move(*state)});
    }
    return out;
}

} // namespace

Result<QList<FindingRow>> FindingService::list() const {
    if (auto may = session_.require(Right::ReadImages); !may)
        return tl::unexpected(may.error());
    return database_.read([&](ReadConnection& c) -> Result<QList<FindingRow>> {
        const auto scope = ReadingVisibility::scope(c, session_);
        const auto stored = readingTable::findings(c, {});
        if (!scope || !stored)
            return tl::unexpected(scope ? stored.error() : scope.error());
        const auto tasks = heard(c, session_, *scope, *stored);
        if (!tasks)
            return tl::unexpected(tasks.error());
        QList<FindingRow> out;
        for (const StoredFinding& f : *stored) {
            const bool ai = !f.run.bytes.isEmpty();
            const bool own = !ai && f.readerId == session_.user;
            if (ai ? scope->hidesDerived(f.subjectId) || scope->hidesOverlaysOn(f.series)
                   : !own && scope->hidesOthers(f.subjectId))
                continue;
            FindingRow row;
            row.finding = f.finding;
            row.series = f.series;
            row.subject = f.subject;
            row.algorithm = f.algorithm;
            row.reader = f.reader;
            row.own = own;
            row.state.finding = f.finding.uuid;
            for (const Replayed& one : tasks->value(f.series)) {
                const FindingState* state = one.state.find(f.finding.uuid);
                if (state == nullptr)
                    continue;
                if (one.task.reader == session_.user && row.state.state == MarkState::Open)
                    row.state = *state;
                row.decisions.append({one.task.readerName, *state});
            }
            out.append(std::move(row));
        }
        return out;
    });
}

} // namespace casebook
