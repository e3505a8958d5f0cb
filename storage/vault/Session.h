// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/values/Ids.h"
#include "core/values/Result.h"

#include <QList>

#include <optional>

namespace casebook {

/// What a person does in the study. A user may hold several.
enum class Role { Reader, Coordinator, Investigator, DataManager, Monitor, Administrator };

/// What a service asks for before it does something. Which role has which right is one table in Session.cpp.
enum class Right {
    ReadSubjects,  ///< labels, states, counts
    ReadIdentity,  ///< names, record numbers, birth dates: reading is audited
    EditSubjects,  ///< enrol, rename, withdraw, confirm identity
    MoveImages,    ///< series and exams to their right subject; exams to visits
    MoveClosed,    ///< the same where a finished reading or a locked form hangs on them
    JoinSubjects,  ///< two records of one person into one, and apart again
    Import,
    ReadImages,
    EditOverlays,  ///< styles, confirm placement, import label maps
    Measure,
    ReadAudit,
    Verify,
    ManageUsers,
    ManageStudy,
    Export,
    ReadForms,      ///< values, states, queries, history of forms
    EnterForms,     ///< visits and forms of visits, subjects and exams
    EnterReading,   ///< forms of exams and of one's own reading tasks
    RaiseQuery,     ///< raise, accept, cancel, reopen
    AnswerQuery,
    VerifyValues,   ///< source data verification
    LockForms,
    PublishStudy,   ///< study definitions
    ReadCases,      ///< one's own reading tasks
    AssignTasks,    ///< give, reassign, change the prior; see every task
    ReadReadings,   ///< readers' findings and decisions, where the reading modes allow it
    ReadCohorts,    ///< the analysis table, counts, frozen cohorts
    SaveCohorts,
    SignForms       ///< electronic signature of a form
};

[[nodiscard]] QByteArray roleCode(Role role); ///< "reader", "data-manager" ...
[[nodiscard]] std::optional<Role> roleFromCode(const QByteArray& code);
[[nodiscard]] QList<Role> allRoles();
[[nodiscard]] QByteArray rightCode(Right right); ///< "read-subjects" ...

/// Who works in the study since the unlock. A value; copies stay true until the vault is locked.
struct Session {
    UserId user;
    Uuid userUuid;
    QString login;
    QString printedName;
    QList<Role> roles;
    Uuid uuid;             ///< of this session, in each audit row
    bool readOnly =
        false; ///< opened for reading: nothing that writes, and no identity (reading it is audited)
    bool mustChangePassphrase = false;

    [[nodiscard]] bool may(Right right) const;
    /// Error NoRight "no-right" (object = right's code); Refused "read-only" when only the opening forbids it.
    [[nodiscard]] Result<> require(Right right) const;
    [[nodiscard]] QByteArray roleCodes() const; ///< comma-separated, as in the audit
};

} // namespace casebook
