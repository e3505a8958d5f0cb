// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/database/IdList.h"
#include "storage/forms/FormTable.h"
#include "storage/objects/ObjectStore.h"
#include "storage/subjects/ConsentTable.h"

#include <QSet>

namespace casebook {

/// Everything that hangs on a subject and the records that were joined to it, by rows; the forms that stay all the
/// same apart. Read in one snapshot or inside the transaction that erases.
struct ConsentScope {
    formTable::SubjectRef subject;
    IdList records; ///< of `subject` and those joined to it
    QList<Uuid> recordUuids;
    QStringList labels;
    IdList exams, series, overlays, runs, tasks;
    IdList forms; ///< that go whole
    IdList visits; ///< that go: nothing that is kept hangs on them
    struct Kept {
        std::int64_t id = 0;
        Uuid uuid;
        KeptForm form;
    };
    QList<Kept> kept;
    struct Pack {
        std::int64_t id = 0;
        PackId pack;
        std::int64_t bytes = 0;
        bool shared = false; ///< holds something of another subject too
    };
    QList<Pack> packs;

    [[nodiscard]] IdList keptIds() const;
    /// "(1,2)" of all forms, those that stay too.
    [[nodiscard]] QByteArray allForms() const { return listed(forms + keptIds()); }

    /// Error "no-such-subject", "subject-joined" (args: the record that it was joined to).
    [[nodiscard]] static Result<ConsentScope> read(Connection& connection, const QString& labelOrUuid);
    /// Rows of the audit about what goes, oldest first; those about what stays are not among them.
    [[nodiscard]] Result<IdList> auditRows(Connection& connection) const;
    /// Of them, those whose values stay: about the kept forms.
    [[nodiscard]] Result<ConsentCounts> counts(Connection& connection) const;
    /// Exams without a subject that go by a number of this one.
    [[nodiscard]] Result<int> waitingExams(Connection& connection) const;
    /// Images of other subjects whose files name this one.
    [[nodiscard]] Result<int> foreignImages(Connection& connection) const;

private:
    [[nodiscard]] Result<> readRecords(Connection& connection);
    [[nodiscard]] Result<> readImages(Connection& connection);
    [[nodiscard]] Result<> readForms(Connection& connection);
    [[nodiscard]] Result<> readPacks(Connection& connection);
    [[nodiscard]] Result<QList<Uuid>> objects(Connection& connection) const;
};

} // namespace casebook
