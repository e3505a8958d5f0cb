// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/expr/Engine.h"
#include "core/expr/Scope.h"
#include "core/forms/Expressions.h"
#include "core/forms/SubjectRecord.h"

#include <QDate>
#include <QHash>
#include <QSet>

namespace casebook {

/// The names of an expression that stands in a form of a subject: the form itself, its exam, the subject's log
/// forms, the forms of its visits. Held values are blank. A snapshot: what it points to must outlive it unchanged.
class SubjectScope final : public expr::Scope {
public:
    /// `form` is the form in which the expressions stand; null: they see the subject only (anchors, only_if).
    SubjectScope(const CompiledStudy& study, const FormData* form, const SubjectRecord& record,
                 FormPlace place, const QDate& today);

    /// The row in which the next expression stands; an empty group: none.
    void setRow(const QString& group, const QByteArray& row);
    /// Values of the form that are shown but count as blank (typed text that is no value).
    void setBlank(const QSet<ItemPath>& paths) { blank_ = paths; }
    /// Call after the form's rows were changed.
    void formChanged();

    /// Runs an expression. A value with a comparator ("<1") stands for all it allows: the expression is run at both
    /// ends and between, and has a value only where all agree; else blank with the mark "censored".
    [[nodiscard]] expr::Outcome run(const expr::Ast& ast) const;

    [[nodiscard]] expr::Answer<std::vector<expr::FormHandle>> forms(const expr::Reference& reference,
                                                                    std::optional<int> repeat) const override;
    [[nodiscard]] expr::Answer<int> rowCount(expr::FormHandle form, const QString& group) const override;
    [[nodiscard]] bool groupHas(expr::FormHandle form, const QString& group,
                                const QString& item) const override;
    [[nodiscard]] expr::Answer<expr::Value> rowValue(expr::FormHandle form, const QString& group, int row,
                                                     const QString& item) const override;
    [[nodiscard]] expr::Answer<expr::Value> value(expr::FormHandle form,
                                                  const expr::Reference& reference) const override;
    [[nodiscard]] std::vector<expr::RowPlace> rows() const override { return rowPlace_; }
    [[nodiscard]] expr::Answer<std::vector<expr::Value>>
    visitValues(const expr::Reference& reference, std::optional<int> repeat) const override;
    [[nodiscard]] std::optional<PartialDate> today() const override;

private:
    enum class Probe { Near, Between, Far };
    struct View {
        const FormData* data = nullptr;
        QHash<QString, QList<QByteArray>> rows;
    };
    [[nodiscard]] expr::FormHandle handleOf(const FormData& data) const;
    [[nodiscard]] const View* view(expr::FormHandle form) const;
    [[nodiscard]] std::vector<qsizetype> visitsOf(const expr::Reference& reference,
                                                  std::optional<int> repeat) const;
    [[nodiscard]] std::vector<expr::FormHandle> formsAt(qsizetype visit, const QString& form) const;
    [[nodiscard]] std::vector<expr::FormHandle> formsNearby(const QString& form) const;
    [[nodiscard]] std::vector<expr::FormHandle> handlesOf(const QList<const FormData*>& forms) const;
    [[nodiscard]] bool isHere(qsizetype visit) const;
    [[nodiscard]] bool started(qsizetype visit) const;
    [[nodiscard]] expr::Value valueAt(expr::FormHandle form, const ItemPath& path) const;
    [[nodiscard]] expr::Value probed(const ItemValue& value, const CompiledItem& item) const;

    const CompiledStudy& study_;
    const FormData* form_;
    const SubjectRecord& record_;
    FormPlace place_;
    QDate today_;
    QString group_;
    QByteArray row_;
    std::vector<expr::RowPlace> rowPlace_; ///< of group_ and row_
    QHash<QByteArray, int> rowNumbers_; ///< of the form's own rows, in their groups
    QSet<ItemPath> blank_;
    mutable std::vector<View> views_; ///< [0] is the form itself
    mutable QHash<const FormData*, expr::FormHandle> handles_;
    mutable Probe probe_ = Probe::Near;
    mutable int censored_ = 0; ///< values with a comparator that were read
};

} // namespace casebook
