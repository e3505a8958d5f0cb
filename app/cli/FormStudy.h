// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/Command.h"
#include "app/cli/Context.h"
#include "app/cli/Words.h"
#include "storage/forms/FormService.h"
#include "storage/forms/VisitService.h"

namespace casebook {

/// The services of forms for one command.
struct FormStudy {
    explicit FormStudy(OpenStudy& open)
        : study(open), definitions(open.database(), open.session(), open.vault().clock()),
          forms(open.database(), open.session(), open.vault().clock(), definitions),
          queries(open.database(), open.session(), open.vault().clock()),
          visits(open.database(), open.session(), open.vault().clock(), definitions) {}

    OpenStudy& study;
    DefinitionService definitions;
    FormService forms;
    QueryService queries;
    VisitService visits;
};

/// "weight", "NOD[2].size", "size[2]": an item of the form. A number that is one more than the last row means a new
/// row; `added` then names it. Errors "no-such-item", "no-such-row".
struct ItemOperand {
    ItemPath path;
    bool added = false;
};
[[nodiscard]] Result<ItemOperand> itemOperand(const QString& text, const OpenedForm& form);
/// The operand that names a path: "NOD[2].size".
[[nodiscard]] QString operandOf(const ItemPath& path, const OpenedForm& form);

/// Opens the form that an operand names, whether it is begun or not. Error codes of FormService::keyOf and open.
[[nodiscard]] Result<OpenedForm> openForm(FormStudy& study, const QString& operand);

/// The instance an operand names. Error "no-such-form" when it isn't begun.
[[nodiscard]] Result<FormInfo> begunForm(FormStudy& study, const QString& operand);

/// Opens the study for writing, finds the form, does `act(FormStudy&, FormInfo)`.
template <class Act>
Result<Answer> onForm(Context& context, const QString& operand, Act&& act) {
    auto study = context.study(Context::Need::Write);
    if (!study)
        return tl::unexpected(study.error());
    FormStudy forms(**study);
    const auto info = begunForm(forms, operand);
    if (!info)
        return tl::unexpected(info.error());
    return act(forms, *info);
}

/// A line of an import's report.
inline QString brokenSignatureWords(const QString& form) {
    return Cli::tr("%1 was signed and is changed now: its signature is broken, sign it again.").arg(form);
}

} // namespace casebook
