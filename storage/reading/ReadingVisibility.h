// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/audit/AuditLog.h"
#include "storage/imaging/ImportReport.h"
#include "storage/vault/Session.h"

#include <QHash>
#include <QList>
#include <QSet>
#include <QString>

namespace casebook {

class Connection;
class Database;
struct OverlayRow;

/// What one session may not see, at the moment it was asked. A value: use it for one answer, then drop it.
/// "Derived" is everything but original images: overlays, series of segmentations, reports, presentations,
/// maps, documents, secondary captures, AI runs and findings.
class ReadingScope {
public:
    /// Nothing is hidden: the usual case, which costs one indexed query.
    [[nodiscard]] bool hidesNothing() const { return subjects_.isEmpty(); }
    /// Derived objects of this subject are hidden.
    [[nodiscard]] bool hidesDerived(SubjectId subject) const { return subjects_.contains(subject.value); }
    [[nodiscard]] bool hidesDerivedOf(const QString& subjectLabel) const {
        return labels_.contains(subjectLabel);
    }
    [[nodiscard]] bool hidesSeries(const QString& seriesUid) const {
        return hiddenSeries_.contains(seriesUid);
    }
    /// An image series of which overlays and counts of overlays are hidden.
    [[nodiscard]] bool hidesOverlaysOn(const QString& seriesUid) const {
        return imageSeries_.contains(seriesUid);
    }
    [[nodiscard]] bool hides(const OverlayRow& overlay) const;
    /// What other readers drew, measured or decided on this subject is hidden (also without AI).
    [[nodiscard]] bool hidesOthers(SubjectId subject) const;

private:
    friend class ReadingVisibility;
    QSet<std::int64_t> subjects_;
    QSet<QString> labels_, frames_, hiddenSeries_, imageSeries_;
    bool othersOnlyWhereRead_ = false; ///< without the right ReadReadings
    QSet<std::int64_t> unfinished_, finished_; ///< subjects on which the person has such tasks
};

/// The one place that decides what a session sees of AI and of other readers: every list, count, picture,
/// search, export and audit answer of storage asks it, so that no upper layer can forget to.
///
/// Rules, by person and subject (a mark on the prior gives away the current exam, so one pending read covers
/// the whole subject):
///  1. A person who is the reader of a task in mode unaided that is not finished, or in mode second whose first
///     read is not closed, sees nothing derived of that subject, anywhere, whatever other roles he holds. So
///     does a person who opened such a task before it was given to somebody else, until it is closed.
///  2. In mode concurrent AI is seen from the start, unless rule 1 holds for another task of the same subject.
///     In mode second AI is seen as soon as every pending first read of the subject is closed.
///  3. Inside an unaided task AI is never shown, also after it is finished (FindingService).
///  4. A person without a pending task on the subject sees AI as his rights allow. Tasks must therefore be
///     given before the readers look at the cases.
///  5. Other readers' findings, decisions and measurements: never while a task of the person on that subject is
///     unfinished; afterwards, and for persons who never had one, with the right ReadReadings; a reader without
///     that right sees them only on subjects where he has finished.
/// Hidden means: as if it were not there. Same counts, same order, same error codes ("no-such-overlay",
/// "no-such-series", "no-such-finding"). Rows of the audit keep their numbers, so a gap in them remains.
///
/// Cohort columns, export plans and anything else that lists or counts derived objects:
///     const auto scope = ReadingVisibility(database, session).scope();
///     ... scope->hidesDerived(subject) ...
/// Any thread but the GUI's; blocks.
class ReadingVisibility {
public:
    ReadingVisibility(Database& database, const Session& session) : database_(database), session_(session) {}

    [[nodiscard]] Result<ReadingScope> scope() const;
    /// The same inside a transaction or a snapshot.
    [[nodiscard]] static Result<ReadingScope> scope(Connection& connection, const Session& session);

    /// Rows of the audit this session may see. Right ReadAudit. `query.limit` counts rows given out. Values that say
    /// who a subject is are left out (auditIdentity); AuditBrowser gives them.
    [[nodiscard]] Result<QList<AuditRow>> audit(const AuditQuery& query) const;
    /// Takes out of an import's report what is hidden, and its instances out of the counts.
    /// @return false where nothing else was in it.
    [[nodiscard]] static Result<bool> reduce(Connection& connection, const ReadingScope& scope,
                                             ImportReport& report);

    /// What a list shows of a subject's images when derived series don't count.
    struct ImageCounts {
        int exams = 0, series = 0;
        QString lastExamDate;
    };
    /// Of every subject whose derived objects are hidden.
    [[nodiscard]] static Result<QHash<std::int64_t, ImageCounts>> imageCounts(Connection& connection,
                                                                              const ReadingScope& scope);
    /// Exams (rows of dicom_study) in which everything is hidden.
    [[nodiscard]] static Result<QSet<std::int64_t>> hiddenExams(Connection& connection,
                                                                const ReadingScope& scope);
    /// The subject whose image series this is; none where it waits for a person or is not there.
    [[nodiscard]] static Result<SubjectId> subjectOf(Connection& connection, const QString& seriesUid);

private:
    Database& database_;
    const Session& session_;
};

} // namespace casebook
