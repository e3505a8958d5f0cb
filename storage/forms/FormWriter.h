// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/database/WriteTransaction.h"
#include "storage/forms/DefinitionService.h"
#include "storage/forms/StoredSubject.h"
#include "storage/forms/SystemQueries.h"

#include <QDate>

namespace casebook {

/// What opens a form's state, the same for a look and for a save.
[[nodiscard]] Result<FormState> openState(const StoredForm& form, const KnownStudy& study,
                                          std::shared_ptr<const SubjectRecord> record, QDate today);

/// The heart of every save: takes edits of one subject's forms in memory, recalculates all that depends on them, and
/// writes it with audit rows and queries. Lives inside one write function.
class FormWriter {
public:
    FormWriter(WriteTransaction& tx, const Session& session, const DefinitionService& definitions,
               QDate today);

    [[nodiscard]] Result<> load(SubjectId subject);
    [[nodiscard]] const StoredSubject& subject() const { return subject_; }
    [[nodiscard]] const StoredForm* form(FormId id) const;
    [[nodiscard]] Result<FormState*> state(FormId id);

    /// Rows, then items. Errors of FormState, of the item.
    [[nodiscard]] Result<> apply(FormId form, const FormEdit& edit);
    /// The visit's date or state changed, not a form.
    void visitChanged() { changed_.insert(QStringLiteral("visit")); }
    /// Forms came to the subject or left it: everything that is calculated is looked at.
    void formsChanged();
    /// Brings every form that depends on a change up to date, in memory.
    [[nodiscard]] Result<> recalculate();

    struct How {
        QByteArray origin = "entry"; ///< of values that were not calculated
        ChangeReason reason;
        bool oneRow = false; ///< one audit row a form for all its values (import)
        QString source; ///< of an import, for the audit
        bool queries = true;
    };
    struct Written {
        int changed = 0, opened = 0, resolved = 0;
        QList<FormId> others;
    };
    /// Writes the edited forms and those recalculated.
    [[nodiscard]] Result<Written> write(const How& how);
    /// Must a change of this form say why?
    [[nodiscard]] Result<bool> needsReason(FormId form, const FormEdit& edit) const;

private:
    struct Pending {
        FormId form;
        std::int64_t rv = 0; ///< of the form after this write
        QByteArray definition;
    };
    [[nodiscard]] Result<std::shared_ptr<const KnownStudy>> studyOf(const StoredForm& form) const;
    [[nodiscard]] std::shared_ptr<const SubjectRecord> freshRecord() const;
    [[nodiscard]] Result<> writeForm(FormId id, const How& how, bool edited, Written& out);
    [[nodiscard]] Result<> writeRows(StoredForm& form, const FormState& state, const How& how,
                                     const Pending& pending);
    [[nodiscard]] Result<> writeValue(StoredForm& form, const FormChange& change, const How& how,
                                      const Pending& pending);
    [[nodiscard]] Result<> storeValue(const StoredForm& form, const FormChange& change, const How& how,
                                      const Pending& pending);
    [[nodiscard]] Result<> auditValue(const StoredForm& form, const FormChange& change, const How& how,
                                      const Pending& pending);
    [[nodiscard]] Result<> auditImport(const StoredForm& form, const FormState& state, const How& how,
                                       const Pending& pending);
    [[nodiscard]] Result<> writeState(StoredForm& form, const FormState& state, bool changed, const How& how,
                                      const Pending& pending);
    [[nodiscard]] Result<std::optional<std::int64_t>> storeSource(const std::optional<ValueSource>& source);
    [[nodiscard]] Result<std::int64_t> itemKey(const ItemDef& item);

    WriteTransaction& tx_;
    const Session& session_;
    const DefinitionService& definitions_;
    QDate today_;
    std::shared_ptr<const KnownStudy> current_;
    StoredSubject subject_;
    std::shared_ptr<const SubjectRecord> record_; ///< as of the last round of recalculation
    QMap<FormId, FormState> states_;
    QSet<std::int64_t> edited_; ///< form ids
    QSet<QString> changed_; ///< form OIDs, "visit"
    QMap<FormId, QHash<ItemPath, ValueSource>> sources_;
    QHash<QString, std::int64_t> itemKeys_;
};

} // namespace casebook
