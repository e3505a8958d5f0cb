// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/values/Clock.h"
#include "storage/export/ExportCheck.h"
#include "storage/export/ExportPlan.h"
#include "storage/vault/Session.h"

#include <QJsonObject>

namespace casebook {

class Database;
class ObjectStore;
class WorkerPool;
class ExportFolder;
class ExportKeys;
namespace exportStore {
struct Row;
}
struct ReleasedImages;
struct ExportFile;

/// An export as lists show it.
struct ExportRecord {
    std::int64_t id = 0;
    Uuid uuid;
    QByteArray kind, state; ///< state: "running", "interrupted", "refused", "released"
    QString cohort, profile, cut, folder, part, user;
    std::int64_t createdMs = 0;
    int subjects = 0;
    int withdrawn = 0; ///< of them, whose data is used no more since (ConsentService)
    QJsonObject report;
};

/// What a finished export says.
struct ExportResult {
    Uuid uuid;
    QString folder;
    int subjects = 0, exams = 0, objects = 0, tables = 0, files = 0;
    QList<ExportExclusion> excluded;
    QList<QByteArray> warnings;
    QStringList droppedWords; ///< for the person who exports only
    ExportCheckReport check;
    QByteArray manifestHash;  ///< SHA-256 of manifest.tsv
    bool sameAsBefore = true; ///< of a repeat: the same manifest as the first time
};

/// Releases data sets: plan -> run -> check -> rename. Nothing is released when any check fails. Right Export; an
/// audit row before the first byte and one at the end. Any thread but the GUI's; blocks.
class ExportService {
public:
    ExportService(Database& database, ObjectStore& objects, WorkerPool& workers, const Session& session,
                  const Clock& clock, QString program);

    /// What would be done. `cohort`: name or UUID. With samples: also looks at the first object of each series.
    /// Errors: "no-such-cohort", "bad-date" (cut), "no-such-profile".
    [[nodiscard]] Result<ExportPlan> preview(const QString& cohort, const ExportOptions& options,
                                             bool samples, const Job& job);
    /// Writes into `folder`.part (mode 0700), checks it, then renames. Errors: "folder-exists", "export-refused"
    /// (args: first faults, the folder is gone again), "small-k" (a limit of the study), "cancelled", "withdrawn-since"
    /// (while it was written), those of disk and of ObjectStore. What stands at `folder`.part already is never touched.
    [[nodiscard]] Result<ExportResult> run(const QString& cohort, const ExportOptions& options,
                                           const QString& folder, const Job& job);
    /// The same bytes again from the key of an earlier export. Errors "no-such-export", "not-released-yet",
    /// "set-unfinished" (an earlier repeat was cut off), "withdrawn-since" (args: how many of its subjects),
    /// "subjects-changed" (records were joined, so that pseudonyms would pass to others), those of run().
    [[nodiscard]] Result<ExportResult> repeat(const QString& id, const QString& folder, const Job& job);
    /// `export check`: a finished set against all identifiers of the study. Right Export.
    [[nodiscard]] Result<ExportCheckReport> check(const QString& folder, const Job& job);

    [[nodiscard]] Result<QList<ExportRecord>> list() const;
    /// Exports that left an unchecked folder. Those of other sessions that were running become "interrupted", those
    /// whose whole set stands under its name already "released", unless one of its subjects withdrew since. For the
    /// start of a program: nobody else writes then.
    [[nodiscard]] Result<QList<ExportRecord>> interrupted();
    /// Removes that folder. Errors "no-such-export" (also of one that is being written), "write-failed", "set-away"
    /// (the folder above is not there, so nothing can be told), "set-stands" (object: the set's own folder, which only
    /// a person removes).
    [[nodiscard]] Result<> removePart(const Uuid& id);

private:
    struct Started;
    [[nodiscard]] Result<std::int64_t> cohortId(const QString& nameOrUuid) const;
    [[nodiscard]] Result<ExportOutcomes> outcomes(const QString& cut) const;
    [[nodiscard]] Result<ExportPlan> plan(std::int64_t cohort, const ExportOptions& options);
    [[nodiscard]] Result<> checkedOptions(const ExportOptions& options) const;
    [[nodiscard]] Result<Started> begin(std::int64_t cohort, const ExportOptions& options, ExportPlan& plan,
                                        const QString& folder);
    [[nodiscard]] Result<exportStore::Row> repeatable(const QString& id) const;
    /// `left`: what it wrote could not be removed after an error.
    [[nodiscard]] Result<ExportResult> carryOut(const Started& started, ExportPlan& plan, const Job& job,
                                                bool& left);
    [[nodiscard]] Result<ExportResult> fill(const Started& started, ExportPlan& plan, ExportFolder& folder,
                                            const Job& job);
    [[nodiscard]] Result<ExportResult> release(const Started& started, const ExportPlan& plan,
                                               const ExportFolder& folder, ExportResult result);
    [[nodiscard]] Result<> refused(const Started& started, const Error& error, bool left);
    [[nodiscard]] Result<> settleWhole();
    [[nodiscard]] Result<> settle(const exportStore::Row& row);
    [[nodiscard]] Result<> requireNoSet(const exportStore::Row& row) const;
    [[nodiscard]] Result<ExportCheck::Wanted> wanted(const ExportPlan& plan,
                                                     const ReleasedImages& images) const;

    Database& database_;
    ObjectStore& objects_;
    WorkerPool& workers_;
    const Session& session_;
    const Clock& clock_;
    QString program_;
};

} // namespace casebook
