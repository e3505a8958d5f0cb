// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/values/Clock.h"
#include "core/values/Job.h"
#include "storage/imaging/ImportMap.h"
#include "storage/imaging/ImportReport.h"
#include "storage/imaging/ImportTurns.h"
#include "storage/imaging/ImportUndo.h"
#include "storage/imaging/TextSources.h"
#include "storage/imaging/WaitingCases.h"
#include "storage/vault/Session.h"

#include <QStringList>

#include <functional>

namespace casebook {

class Database;
class ObjectStore;
class WorkerPool;

/// Bytes of one file that is already in memory: the sample study is imported without ever lying in
/// plain text on the disk.
struct ImportItem {
    QString name;
    QByteArray bytes;
};

/// Takes DICOM files into the study: walks folders and archives, parses in the worker, keeps the bytes
/// exactly as received, and writes row and audit in one transaction after the pack is durable.
/// Idempotent: what is there already is counted as duplicate. Any thread but the GUI's; blocks. Several
/// may run at once; a study has one service.
class ImportService {
public:
    ImportService(Database& database, ObjectStore& objects, WorkerPool& workers, const Session& session,
                  const Clock& clock);

    struct Options {
        std::function<void(int committed)> committed; ///< instances durable so far
        ImportMap map; ///< a person's words on whose the files are; checked before the first file is read
    };
    /// Error where nothing could be read at all ("unreadable", "no-right"); otherwise the report, whose
    /// `imported` may be 0. Cancelling keeps what is committed and marks the import interrupted.
    [[nodiscard]] Result<ImportReport> run(const QStringList& paths, const Job& job, const Options& options);
    [[nodiscard]] Result<ImportReport> run(const std::function<bool(ImportItem&)>& next, int expected,
                                           const Job& job, const Options& options);

    /// The report that run() would give, without an id; the study is only read, also where it is open for
    /// reading only. Errors of run().
    [[nodiscard]] Result<ImportReport> rehearse(const QStringList& paths, const Job& job,
                                                const Options& options) const;

    struct Undone {
        Uuid import;
        bool done = false;
        QList<ImportHold> holds; ///< why not: what hangs on what the import brought
    };
    /// Takes everything that an import brought out of the study; its packs go to the trash. Audited; needs a
    /// reason. @param import uuid or local number. Error "no-such-import", "reason-needed", "import-running",
    /// "import-undone".
    [[nodiscard]] Result<Undone> undo(const QString& import, const QString& reason, const Job& job);

    struct ImportRow {
        ImportId id;
        Uuid uuid;
        std::int64_t startedMs = 0;
        QByteArray state; ///< running, interrupted, done, undone
        QString user;
        ImportReport report;
    };
    [[nodiscard]] Result<QList<ImportRow>> list() const;

    /// A person's word on an exam that waits: link it to a subject (by label), or to a new one where
    /// the label is empty. Audited. Error "no-such-series", "no-such-subject".
    [[nodiscard]] Result<> assignWaiting(const QString& seriesUid, const QString& subjectLabel,
                                         const QString& reason);
    /// Open questions with both sides. @param import invalid: of all imports. What a reading hides is left out.
    [[nodiscard]] Result<QList<WaitingCase>> waiting(ImportId import = {}) const;
    [[nodiscard]] Result<QList<OpenQuestion>> questions() const; ///< the same, only that they are there
    /// A person's word on second files of instances. Audited; needs a reason. Error "no-such-series",
    /// "not-waiting", "reason-needed".
    [[nodiscard]] Result<> settleSecondFiles(const QString& seriesUid, VariantChoice choice,
                                             const QString& reason, const Job& job);

    /// Sources of files whose text was guessed, and a person's word on one; @return headers read anew. Audited.
    [[nodiscard]] Result<QList<TextSource>> textSources() const;
    [[nodiscard]] Result<int> decideText(std::int64_t source, const QByteArray& charset,
                                         const QString& reason, const Job& job);

    /// Leaves a waiting exam out of the subject list; its objects stay and stay listed. Audited.
    [[nodiscard]] Result<> leaveOutWaiting(const QString& seriesUid, const QString& reason);

    struct Parted {
        QStringList subjects; ///< labels, in the order their images came
        int waiting = 0; ///< persons whose part waits for a word of its own
    };
    /// An exam of two persons: each series goes to the subject of its own PatientID by the rule of an import, in an exam
    /// of its own. Right EditSubjects; audited; needs a reason. Errors "no-such-series", "not-waiting", "reason-needed",
    /// "one-person" (nothing to part), "series-of-two" (object: a series that holds images of both).
    [[nodiscard]] Result<Parted> partWaiting(const QString& seriesUid, const QString& reason);

private:
    [[nodiscard]] Result<> describeAgain(const Job& job);
    /// Without rows of what a reading of this session hides (storage/reading/ReadingVisibility.h).
    [[nodiscard]] Result<ImportReport> visible(Result<ImportReport> report) const;

    Database& database_;
    ObjectStore& objects_;
    WorkerPool& workers_;
    const Session& session_;
    const Clock& clock_;
    ImportTurns turns_;
};

} // namespace casebook
