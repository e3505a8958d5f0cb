// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/values/Ids.h"
#include "core/values/Job.h"
#include "core/values/Result.h"
#include "storage/vault/Session.h"

#include <QList>
#include <QStringList>

#include <optional>

namespace casebook {

class Vault;

/// What a withdrawal of consent means for the data, from weak to strong. Keep: nothing new is collected. Stop: nor is
/// what was collected used. Erase: what identifies or describes the person is removed.
enum class ConsentChoice { Keep, Stop, Erase };
[[nodiscard]] QByteArray consentChoiceCode(ConsentChoice choice); ///< "keep", "stop", "erase"
[[nodiscard]] std::optional<ConsentChoice> consentChoiceFromCode(const QByteArray& code);
/// On whose word: "subject", "representative", "ethics", "law", "mistake".
[[nodiscard]] QList<QByteArray> consentReasonCodes();

/// What stands of a subject's withdrawal.
struct ConsentState {
    ConsentChoice choice = ConsentChoice::Keep;
    QByteArray reasonCode;
    QString reason;
    QString user; ///< printed name
    std::int64_t timeMs = 0; ///< UTC; 0 of one that an earlier version noted
};

struct ConsentRequest {
    QString subject; ///< label or UUID
    ConsentChoice choice = ConsentChoice::Keep;
    QByteArray reasonCode = "subject";
    QString reason;
};

/// A form that stays when the subject is erased.
struct KeptForm {
    QString place; ///< "SCR/DM"
    QStringList items; ///< only these of it; empty: all
};

/// A released data set in which the subject stands: what left the study can't be taken back.
struct ConsentRelease {
    Uuid uuid;
    QString cohort, receiver; ///< receiver: as the set names its contact; may be empty
    std::int64_t timeMs = 0;
};

struct ConsentBackup {
    QString folder; ///< empty for who may not manage the study
    std::int64_t timeMs = 0;
};

/// What hangs on a subject, and so what `stop` takes out of use and `erase` removes. Counts without what is kept.
struct ConsentCounts {
    int records = 0; ///< of the person: 1, and those joined to it
    int identifiers = 0; ///< names, numbers, birth dates of the record and of its files
    int visits = 0, forms = 0, values = 0, drafts = 0, queries = 0, signatures = 0;
    int exams = 0, series = 0, images = 0, thumbnails = 0;
    int overlays = 0, findings = 0, measurements = 0;
    int tasks = 0, openTasks = 0;
    int packs = 0;
    std::int64_t bytes = 0; ///< of the packs
    int auditValues = 0; ///< old and new values and reasons in the audit
    int sourceNotes = 0; ///< lines of import reports and names of files
    int cohorts = 0; ///< frozen ones that name it
};

struct ConsentPlan {
    SubjectId subject;
    QString label;
    ConsentChoice choice = ConsentChoice::Keep;
    std::optional<ConsentState> now; ///< what was noted before
    ConsentCounts counts;
    QList<KeptForm> kept;
    int keptValues = 0;
    // What can't be taken back or is not touched.
    QList<ConsentRelease> releases;
    std::optional<ConsentBackup>
        backup; ///< the newest that is known; it holds the subject where it is younger
    int foreignImages = 0; ///< of other subjects, whose files name this one
    int sharedNotes =
        0; ///< refused files of imports that brought others too, of which nobody knows whose they were
    // What stands in the way of erasing.
    int waitingExams = 0; ///< wait for a person under this subject's number
    int sharedPacks = 0; ///< packs that hold images of others too
};

struct ConsentOutcome {
    ConsentPlan done;
    int cancelledTasks = 0;
    bool compacted = false; ///< after erasing: files and free pages are gone too; else `compact` is to be run
    int waiting = 0; ///< files on disks that are not connected: a later `compact` with the disk removes them
    Error compactError; ///< why not; empty where `waiting` says it
};

/// Withdrawal of consent: keep, stop, or erase. One transaction for all rows: after a kill there is all of it or none;
/// files go after the commit, at the latest at the next opening. The audit chain stays whole: of values that are
/// removed their commitments stay, and a row "remove-value" says for each who removed it and why.
/// Rights: EditSubjects; to erase ManageStudy too. A stronger choice may follow a weaker one.
/// Errors "no-such-subject", "subject-joined" (args: the record that it was joined to), "reason-needed", "bad-reason",
/// "already-withdrawn"; of erasing "import-running", "exams-waiting" (args: how many), "pack-shared" (args: how many),
/// "cancelled" (nothing was changed). Any thread but the GUI's.
class ConsentService {
public:
    ConsentService(Vault& vault, const Session& session);

    [[nodiscard]] Result<ConsentPlan> plan(const QString& subject, ConsentChoice choice) const;
    [[nodiscard]] Result<ConsentOutcome> withdraw(const ConsentRequest& request, const Job& job);
    /// Nothing: consent was not withdrawn. Right ReadSubjects.
    [[nodiscard]] Result<std::optional<ConsentState>> state(const QString& subject) const;

    /// Forms that stay when a subject is erased, as the law and the protocol say: "AE", or "DM/consent_date" for one
    /// item of a form. Setting "consent.keep-forms". Right ReadSubjects.
    [[nodiscard]] Result<QStringList> keepForms() const;
    /// Right ManageStudy. Errors "reason-needed", "bad-value".
    [[nodiscard]] Result<> setKeepForms(const QStringList& forms, const QString& reason);

private:
    [[nodiscard]] Result<ConsentOutcome> mark(const ConsentRequest& request);
    [[nodiscard]] Result<ConsentOutcome> erase(const ConsentRequest& request, const Job& job);
    [[nodiscard]] Result<> mayWithdraw(const ConsentRequest& request) const;

    Vault& vault_;
    const Session& session_;
};

} // namespace casebook
