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
    /// (args: first faults, the folder is gone again), "small-k" (a limit of the study), "cancelled", those of disk.
    [[nodiscard]] Result<ExportResult> run(const QString& cohort, const ExportOptions& options,
                                           const QString& folder, const Job& job);
    /// The same bytes again from the key of an earlier export. Errors "no-such-export", "withdrawn-since" (args: how
    /// many of its subjects): such a set is not made any more.
    [[nodiscard]] Result<ExportResult> repeat(const QString& id, const QString& folder, const Job& job);
    /// `export check`: a finished set against all identifiers of the study. Right Export.
    [[nodiscard]] Result<ExportCheckReport> check(const QString& folder, const Job& job);

    [[nodiscard]] Result<QList<ExportRecord>> list() const;
    /// Exports that were running when the program ended; they become "interrupted". One whose whole set stands under its
    /// name already becomes "released". For the start of a program.
    [[nodiscard]] Result<QList<ExportRecord>> interrupted();
    /// Removes the unchecked folder of an interrupted export. Error "no-such-export".
    [[nodiscard]] Result<> removePart(const Uuid& id);

private:
    struct Started;
    [[nodiscard]] Result<std::int64_t> cohortId(const QString& nameOrUuid) const;
    [[nodiscard]] Result<ExportOutcomes> outcomes(const QString& cut) const;
    [[nodiscard]] Result<ExportPlan> plan(std::int64_t cohort, const ExportOptions& options);
    [[nodiscard]] Result<> checkedOptions(const ExportOptions& options) const;
    [[nodiscard]] Result<Started> begin(std::int64_t cohort, const ExportOptions& options, ExportPlan& plan,
                                        const QString& folder);
    [[nodiscard]] Result<ExportResult> carryOut(const Started& started, ExportPlan& plan, const Job& job);
    [[nodiscard]] Result<ExportResult> release(const Started& started, const ExportPlan& plan,
                                               const ExportFolder& folder, ExportResult result);
    [[nodiscard]] Result<> refused(const Started& started, const Error& error);
    [[nodiscard]] Result<> settleWhole();
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
