// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/forms/FormState.h"
#include "storage/audit/AuditLog.h"
#include "storage/forms/DefinitionService.h"
#include "storage/forms/FormRecords.h"
#include "storage/forms/QueryService.h"

#include <QSet>

namespace casebook {

/// A form as it is opened: what is stored of it, and its state with the subject's other forms as context.
struct OpenedForm {
    FormInfo info; ///< id 0: not begun, opened for a look only
    QList<StoredRow> rows;
    QList<StoredValue> values;
    QList<QueryRow> queries;
    FormState state;
    bool mayEnter = false; ///< right and lock allow entering
    QSet<ItemPath> unseen = {}; ///< items whose stored value the person has not seen: a draft hides it
};

/// What the person changed in `opened.state` since it was opened, with the row versions that were seen.
[[nodiscard]] FormEdit editOf(const OpenedForm& opened);

struct SavedForm {
    FormInfo info;
    int changed = 0;         ///< items written, calculated ones too
    int queriesOpened = 0, queriesResolved = 0;
    QList<FormId> others;    ///< forms of the subject that were recalculated
};

struct FormFilter {
    SubjectId subject; ///< 0: all
    QString form;      ///< OID; empty: all
    QList<QByteArray> states;
};

/// One step of an item's history, newest last.
struct ItemHistory {
    std::int64_t seq = 0, timeMs = 0;
    int zoneMinutes = 0;
    QString user;
    QByteArray role, action;
    std::optional<QString> before, after; ///< canonical texts
    QByteArray reasonCode;
    QString reasonText;
};

/// Entering forms: right check, rule check, one transaction, an audit row per changed item, one event. A save
/// recalculates what depends on it in the subject's other forms, and opens or resolves system queries.
/// Any thread but the GUI's. Errors beside those named: "no-such-form", "form-locked", "no-right".
class FormService {
public:
    FormService(Database& database, const Session& session, const Clock& clock,
                DefinitionService& definitions);

    [[nodiscard]] Result<QList<FormInfo>> list(const FormFilter& filter = {}) const;
    [[nodiscard]] Result<FormInfo> find(FormId form) const;
    /// The instance's UUID, or a path: SUBJECT/VISIT[#REPEAT]/FORM[#REPEAT], SUBJECT/FORM.
    [[nodiscard]] Result<FormKey> keyOf(const QString& operand) const;
    [[nodiscard]] Result<std::optional<FormInfo>> find(const FormKey& key) const;
    /// The instance, made (state not-started, with its visit) when there is none yet.
    [[nodiscard]] Result<FormInfo> begin(const FormKey& key);

    [[nodiscard]] Result<OpenedForm> open(FormId form) const;
    /// The same for a form that may not be begun yet; writes nothing.
    [[nodiscard]] Result<OpenedForm> open(const FormKey& key) const;

    /// One transaction. Errors: "changed-elsewhere" (args: the items; see conflicts()), "reason-needed" (the form
    /// was complete), "bad-reason", "no-such-item", "calculated-item". Own drafts of what is saved are erased.
    [[nodiscard]] Result<SavedForm> save(FormId form, const FormEdit& edit, const ChangeReason& reason);
    [[nodiscard]] Result<QList<ItemConflict>> conflicts(FormId form, const FormEdit& edit) const;
    /// Error "required-blank" (args: the items).
    [[nodiscard]] Result<FormInfo> markComplete(FormId form, const ChangeReason& reason);
    /// Needs a reason; fills no item. `notDone` false takes it back.
    [[nodiscard]] Result<FormInfo> markNotDone(FormId form, bool notDone, const ChangeReason& reason);
    /// Evaluates everything anew: stale calculations, system queries. Data of others is not touched.
    [[nodiscard]] Result<SavedForm> check(FormId form);

    /// Source data verification of items; an empty list: every answered item. Right VerifyValues.
    [[nodiscard]] Result<FormInfo> verify(FormId form, const QList<ItemPath>& items, bool verified);
    /// Right LockForms. Refused "not-complete", "open-queries" unless a reason says why it is locked all the same.
    [[nodiscard]] Result<FormInfo> lock(FormId form, const QString& reason);
    /// Right LockForms, by two persons: the first call asks (the form stays locked, `unlockAskedBy`), another user's
    /// unlocks. Where no other data manager is active one person is enough. "reason-needed", "second-person-needed".
    [[nodiscard]] Result<FormInfo> unlock(FormId form, const QString& reason);
    /// Forms that others ask this user to unlock, who asked first before. Right LockForms.
    [[nodiscard]] Result<QList<FormInfo>> unlockRequests() const;

    [[nodiscard]] Result<QList<ItemHistory>> history(FormId form, const ItemPath& item) const;

    /// A value of the images into an item (`value` with the item's decimals, full precision in source.detail).
    [[nodiscard]] Result<SavedForm> sendValue(FormId form, const ItemPath& item, const ItemValue& value,
                                              const ValueSource& source, const ChangeReason& reason);
    [[nodiscard]] Result<std::optional<ValueSource>> sourceOf(FormId form, const ItemPath& item) const;
    struct LinkedItem {
        FormId form;
        ItemPath path;
    };
    /// The way from a measurement or overlay to the items that took a value from it.
    [[nodiscard]] Result<QList<LinkedItem>> itemsFrom(const Uuid& object) const;

private:
    Database& database_;
    const Session& session_;
    const Clock& clock_;
    DefinitionService& definitions_;
};

class WriteTransaction;

/// For the transaction that changes or removes a measurement or overlay: its items get a query. `what`:
/// "source-changed" or "source-removed".
[[nodiscard]] Result<> noteSourceChanged(WriteTransaction& tx, const Uuid& object, const QByteArray& what);

} // namespace casebook
