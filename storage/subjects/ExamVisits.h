// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/database/WriteTransaction.h"
#include "storage/forms/VisitService.h"

#include <optional>

namespace casebook {

/// A visit of a subject by its plan.
struct VisitKey {
    QString visit; ///< OID
    int repeat = 1;
    bool operator==(const VisitKey&) const = default;
    [[nodiscard]] QString text() const { ///< "CYCLE#2"
        return repeat > 1 ? visit + u'#' + QString::number(repeat) : visit;
    }
};

/// An exam, the visit that a person gave it, or the one that its date proposes.
struct ExamVisit {
    ExamId id;
    Uuid uuid;
    QString studyUid;
    SubjectId subject;
    QString label;          ///< of the subject
    QString date;           ///< ISO, or empty
    QString time;           ///< HH:MM:SS, or empty
    QString description;
    QStringList modalities; ///< of its series, sorted
    int series = 0;
    std::optional<VisitKey> visit; ///< confirmed
    bool noVisit = false;          ///< a person said that it belongs to none
    QString by;                    ///< printed name of who said so
    std::optional<VisitKey> proposed;
    int daysOff =
        0; ///< exam minus the visit's day (of the confirmed one, else of the proposed one); see hasDays
    bool hasDays = false;
    [[nodiscard]] bool isOpen() const { return !visit && !noVisit; }
};

/// The visit that an exam's date proposes: its day lies in the visit's window (a visit that took place: or between the
/// window and its day), the visit is neither missed nor not expected and has no exam of the same modality, and its day
/// is nearest; of two equally near ones the one that is not done, then the earlier in the plan. No exam date, no
/// proposal. `taken`: visits that have an exam of the modality.
[[nodiscard]] std::optional<VisitKey> proposeVisit(const QDate& exam, const QList<VisitRow>& visits,
                                                   const QList<VisitKey>& taken);
/// The day of a visit that an exam is compared with: the day it took place, else its target. Invalid: none.
[[nodiscard]] QDate dayOfVisit(const VisitRow& visit);

/// Exams and the visits that they belong to. Rights ReadImages and ReadForms to look, MoveImages to change.
/// Any thread but the GUI's. Errors "no-such-exam", "subject-needed" (it waits for a person), "no-such-visit",
/// "no-definition", "reason-needed" (what a person said before is changed).
class ExamVisitService {
public:
    ExamVisitService(Database& database, const Session& session, const Clock& clock,
                     DefinitionService& definitions);

    /// Every exam of a subject, or of the study: by subject, then date. Without a definition nothing is proposed.
    [[nodiscard]] Result<QList<ExamVisit>> list(SubjectId subject = {}) const;
    /// @param exam its UUID, or its Study Instance UID where one subject has it.
    [[nodiscard]] Result<ExamVisit> find(const QString& exam) const;
    [[nodiscard]] Result<ExamVisit> linkExam(const QString& exam, const VisitKey& visit,
                                             const QString& reason = {});
    /// It belongs to no visit: it stands in no list of what is open any more.
    [[nodiscard]] Result<ExamVisit> setNoVisit(const QString& exam, const QString& reason = {});
    /// Open again.
    [[nodiscard]] Result<ExamVisit> unlinkExam(const QString& exam, const QString& reason);
    /// Confirms what the dates propose, for those named; in one transaction. @return how many.
    [[nodiscard]] Result<int> acceptProposed(const QStringList& exams);

private:
    struct Said;
    [[nodiscard]] Result<ExamVisit> say(const QString& exam, const Said& said, const QString& reason);

    Database& database_;
    const Session& session_;
    const Clock& clock_;
    DefinitionService& definitions_;
};

namespace examVisits {

/// Inside another service's transaction (an import with a mapping table): the exam belongs to that visit, which is
/// planned or made. Right and definition are the caller's. `how`: reason code of the audit, "mapping", "proposal" ...
struct Link {
    ExamId exam;
    VisitKey visit;
    QByteArray how;
    QString reason;
};
[[nodiscard]] Result<> link(WriteTransaction& tx, const Session& session, const StudyDefinition& study,
                            const Link& link);

} // namespace examVisits

} // namespace casebook
