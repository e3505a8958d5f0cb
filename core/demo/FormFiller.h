// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/demo/DemoPlan.h"
#include "core/demo/Dice.h"
#include "core/forms/FormState.h"

namespace casebook::demo {

/// What a form is to hold: the answers that matter by item, rows of groups in order. Everything else that the form
/// asks for gets a plain answer within its range.
struct Wanted {
    QString visit; ///< empty: a log form of the subject
    int repeat = 1;
    QString date; ///< ISO, of the visit
    QString form;
    QHash<QString, QString> answers;
    struct Row {
        QString group;
        QHash<QString, QString> answers;
    };
    QList<Row> rows;
};

/// Fills forms as a person would, through FormState: in form order, only what is shown, only what the form takes.
/// One subject at a time; remembers the subject's record for the forms that follow.
class FormFiller {
public:
    FormFiller(std::shared_ptr<const CompiledStudy> study, ServiceFunctions services, const Options& options,
               std::uint32_t subject, DemoPlan& counts);

    [[nodiscard]] PlannedForm fill(const Wanted& wanted);
    /// Texts that a form did not take: empty unless the plan is wrong.
    [[nodiscard]] const QStringList& rejected() const { return rejected_; }

private:
    void pass(FormState& state, const Wanted& wanted, const QHash<ItemPath, int>& rowNumbers,
              PlannedForm& out);
    [[nodiscard]] QString wantedText(const Wanted& wanted, const ItemPath& path, int row, bool& own) const;
    [[nodiscard]] QString plainText(const ItemDef& item, const Wanted& wanted, bool required);
    [[nodiscard]] QString numberText(const ItemDef& item);
    void takeBackFaults(FormState& state, const QSet<ItemPath>& own, PlannedForm& out);
    void remember(const Wanted& wanted, const FormState& state);

    std::shared_ptr<const CompiledStudy> study_;
    ServiceFunctions services_;
    Options options_;
    Dice dice_;
    DemoPlan& counts_;
    SubjectRecord record_;
    QSet<ItemPath> touched_, own_;
    std::uint32_t subject_, rows_ = 0;
    QStringList rejected_;
};

} // namespace casebook::demo
