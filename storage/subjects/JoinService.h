// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/forms/DefinitionService.h"
#include "storage/vault/Session.h"

namespace casebook {

class Database;

/// What a join would take along, or took.
struct JoinOutcome {
    QString from, into; ///< labels
    int identities = 0, exams = 0, visits = 0, forms = 0, tasks = 0;
    int lockedForms = 0;   ///< need `lockedToo`
    QStringList
        conflicts; ///< forms that both records have filled: "BASE/VITALS"; those of `from` stay with it
};

/// Something that came to the joined record after the join; a person says whose it is.
struct LaterPiece {
    QByteArray kind;   ///< "exam", "visit", "form"
    QString id;        ///< UUID
    QString words;     ///< "2026-03-01 CT chest", "CYCLE#2", "BASE/VITALS"
    bool suggested = false; ///< by its source identity it is the parted record's
};

struct PartRequest {
    QString subject;    ///< label or UUID of the record that was joined
    QString reason;
    bool decided = false; ///< a person has seen what came later; without it such pieces refuse the parting
    QStringList along;  ///< ids of later pieces that go with the parted record
};

struct PartOutcome {
    QString subject, from; ///< labels
    int exams = 0, visits = 0, forms = 0, tasks = 0, identities = 0;
    int elsewhere = 0;     ///< pieces that were moved to a third subject meanwhile: they stay there
};

/// Two records of one person into one, and apart again. The record that is joined stays, out of all lists of people
/// (status "voided"), and everything of it goes to the other: source identities, so that later imports find it, exams
/// with their visits, reading tasks, visits, forms. Where both have the same visit their forms are put together; a form
/// that both have filled stays with its record, and the other's gets a query. Frozen cohorts keep their members; a
/// joined one counts as the record that it was joined to. Each piece is remembered, and parting puts it back where it
/// was, with what was entered in it since; of what came later a person says whose it is.
/// Right JoinSubjects; MoveClosed too where locked forms go along. Both histories tell it, with the reason.
/// Errors "no-such-subject", "same-subject", "subject-joined", "reason-needed", "forms-locked", "form-conflict",
/// "not-joined", "part-first" (args: the record that it was joined to), "later-additions" (args: how many).
/// Any thread but the GUI's.
class JoinService {
public:
    JoinService(Database& database, const Session& session, const Clock& clock,
                DefinitionService& definitions);

    [[nodiscard]] Result<JoinOutcome> preview(const QString& subject, const QString& into) const;
    [[nodiscard]] Result<JoinOutcome> join(const QString& subject, const QString& into, const QString& reason,
                                           bool lockedToo);
    /// The record that it was joined to; empty: none.
    [[nodiscard]] Result<QString> joinedTo(const QString& subject) const;
    /// Records that were joined to it, by label.
    [[nodiscard]] Result<QStringList> joinedInto(const QString& subject) const;
    [[nodiscard]] Result<QList<LaterPiece>> later(const QString& subject) const;
    [[nodiscard]] Result<PartOutcome> part(const PartRequest& request);

private:
    Database& database_;
    const Session& session_;
    const Clock& clock_;
    DefinitionService& definitions_;
};

} // namespace casebook
