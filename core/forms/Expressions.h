// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/expr/Ast.h"
#include "core/forms/CompiledStudy.h"

#include <QHash>
#include <QMap>

#include <optional>
#include <vector>

namespace casebook {

/// `service:tnm.stage(stg_edition, c_t, c_n, c_m)` in its parts; the arguments are items of the form.
struct ServiceExpression {
    QString name;
    QStringList args;
};

struct CompiledItem {
    const ItemDef* def = nullptr;
    const CodeListDef* codeList = nullptr;
    QString form, group; ///< where the item stands
    std::optional<expr::Ast> required, showIf, calc, check;
    std::optional<ServiceExpression> service;
    bool alwaysRequired = false;
    bool broken = false; ///< an expression of it did not parse

    [[nodiscard]] bool calculated() const { return def->type == ItemType::Calculated; }
};

struct CompiledCheck {
    const CheckDef* def = nullptr;
    std::optional<expr::Ast> expression;
    QString group; ///< not empty: the check runs in each row of it
    QString target; ///< the item at which its problem is shown; empty: the form
};

struct CompiledForm {
    const FormDef* def = nullptr;
    QStringList items; ///< in form order
    QStringList order; ///< each behind what its visibility and calculation read
    QStringList groups; ///< in form order, each once
    QMap<QString, int> maxRows; ///< of groups that have a limit
    QList<CompiledCheck> checks;
};

/// All parsed expressions of a study.
struct CompiledStudy::Expressions {
    QHash<QString, CompiledItem> items; ///< by OID
    QHash<QString, CompiledForm> forms; ///< by OID
    QMap<QString, expr::Ast> anchors;
    QMap<QString, expr::Ast> until; ///< by visit
    QHash<qsizetype, expr::Ast> onlyIf; ///< by index in StudyDefinition::visitForms
    std::optional<expr::Ast> arm; ///< setting "arm_item"

    [[nodiscard]] bool groupExists(const QString& form, const QString& group) const;
};

} // namespace casebook
