// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/forms/FormState.h"
#include "core/forms/SubjectScope.h"

namespace casebook {

/// What a recalculation of a form works on: FormState's own parts.
struct FormParts {
    std::shared_ptr<const CompiledStudy> study;
    const CompiledForm* form = nullptr;
    std::shared_ptr<const SubjectRecord> record;
    FormPlace place;
    QDate today;
    ServiceFunctions services;
    bool notDone = false;
    FormData loaded, now;
    QHash<ItemPath, QString> typed;  ///< texts that are no values
    QHash<ItemPath, Error> typedErrors;
    QSet<ItemPath> hidden, required; ///< of all paths
    QHash<ItemPath, QByteArray> marks;
    QList<FormProblem> problems;

    [[nodiscard]] const CompiledItem& item(const QString& oid) const;
    [[nodiscard]] QList<QByteArray> rows(const QString& group) const; ///< "": one empty id
    /// Calls `look(path, item)` for the item's place, or for its place in each row. Three times an item after every key:
    /// no lists are made.
    template <class Look> void eachPlace(const QString& oid, Look&& look) const {
        const CompiledItem& one = item(oid);
        if (one.group.isEmpty())
            return look(ItemPath{{}, {}, oid}, one);
        for (const FormRow& row : now.rows)
            if (row.group == one.group)
                look(ItemPath{one.group, row.id, oid}, one);
    }
    /// True where the item is calculated and somebody here calculates it.
    [[nodiscard]] bool isCalculated(const CompiledItem& item) const;
    [[nodiscard]] SubjectScope scope() const;
};

/// Visibility and calculated values of all items, in the order of their dependencies; then what is required. Whatever
/// was changed, one pass over the form gives the same state.
void recalculate(FormParts& parts);

/// Problems of the state, in form order, checks of the study behind.
[[nodiscard]] QList<FormProblem> findProblems(const FormParts& parts);

} // namespace casebook
