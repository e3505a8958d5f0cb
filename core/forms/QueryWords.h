// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/forms/FormState.h"

namespace casebook {

/// The words that a query is stored with when a check asks it: the definition's own, else the program's,
/// always in English, so that a study holds one wording whoever's window was open. Any thread.
[[nodiscard]] QString queryWords(const FormProblem& problem);

/// The same question in the language of the reader. `stored` itself where the definition asks it in other
/// words by now, or the query is a person's: what was asked is never put in other words. GUI thread or CLI.
/// @param check  "X01", "<item>:range-soft" ...; @param language  of the definition's words: "zh-CN"
[[nodiscard]] QString queryWordsIn(const StudyDefinition& study, const QString& check, const QString& item,
                                   const QString& stored, const QString& language);

} // namespace casebook
