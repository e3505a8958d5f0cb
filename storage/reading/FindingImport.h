// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/cad/FindingsJson.h"
#include "core/values/Job.h"
#include "storage/vault/Session.h"

namespace casebook {

class Database;
class ObjectStore;
class WorkerPool;
class Clock;

/// What an import of findings did.
struct FindingsImported {
    Uuid run;                        ///< empty where the file was refused
    QString series;
    int findings = 0;
    bool complete = true;
    bool alreadyThere = false;       ///< the same bytes were imported before: nothing was added
    QList<FindingsProblem> errors;   ///< any: nothing was taken
    QList<FindingsProblem> warnings;
};

/// Takes a file `casebook.findings/1` into the study as one run of an algorithm. Right Import. All or nothing,
/// one transaction; the same file again adds nothing. Masks beside the file become one overlay.
/// Errors "no-right", "unreadable"; what is wrong with the content is in `errors`. Any thread but the GUI's.
class FindingImport {
public:
    FindingImport(Database& database, ObjectStore& objects, WorkerPool& workers, const Session& session,
                  const Clock& clock);
    [[nodiscard]] Result<FindingsImported> run(const QString& path, const Job& job);
    /// The same for bytes in memory; masks are files of `maskFolder`.
    [[nodiscard]] Result<FindingsImported> run(const QByteArray& bytes, const QString& maskFolder,
                                               const Job& job);

private:
    Database& database_;
    ObjectStore& objects_;
    WorkerPool& workers_;
    const Session& session_;
    const Clock& clock_;
};

} // namespace casebook
