// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/forms/Definition.h"

#include <QByteArray>

namespace casebook {

/// The canonical JSON of a definition (docs/formats/forms.md): UTF-8, sorted keys, no white space, empty and
/// default members left out. Two equal definitions give the same bytes; these are what is hashed and signed.
[[nodiscard]] QByteArray definitionToJson(const StudyDefinition& definition);

/// Reads what definitionToJson() wrote (any spacing). Error "bad-definition": object is the place in the document
/// ("items[3].type"), args[0] what is wrong there. Unknown members are refused: nothing is dropped in silence.
[[nodiscard]] Result<StudyDefinition> definitionFromJson(const QByteArray& json);

} // namespace casebook
