// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/forms/Definition.h"
#include "core/forms/ItemValue.h"

#include <QDate>

#include <optional>

namespace casebook {

/// What the reading of typed text needs beside the item.
struct InputContext {
    QDate today;                              ///< for "t", "t-3"
    const CodeListDef* codeList = nullptr;    ///< of a code item; null: any code is taken (external list)
    QString language = QStringLiteral("en");  ///< of the code labels that may be typed
};

/// Reason codes of a missing value (HL7 v3 NullFlavor and ND "not done"): NI UNK NASK ASKU NAV NA MSK OTH ND.
[[nodiscard]] QList<QByteArray> missingReasons();
/// The words of a reason in English or Chinese.
[[nodiscard]] QString missingReasonLabel(const QByteArray& reason, const QString& language);

/// Typed text to a value. Empty text: no value (unanswered). Numbers, dates and codes are read in their narrow
/// forms (NFKC, ideographic full stop, ×); free text is kept as typed. "=UNK" is a missing reason. A text that is
/// no value of the item's type is an error and never an empty value. Errors (object: the text, args as named):
/// "bad-number", "bad-integer", "ambiguous-number" (args: both readings), "bad-typed-date", "ambiguous-date", "bad-time",
/// "bad-date-time", "bad-yes-no", "no-such-code", "ambiguous-code" (args: the codes), "bad-missing-reason",
/// "too-long" (args: the limit), "bad-unit", "not-typed" (links, files and calculated items).
[[nodiscard]] Result<std::optional<ItemValue>> readTyped(const QString& typed, const ItemDef& item,
                                                         const InputContext& context);

/// A stored number with the decimals that its item has, rounded half away from zero; as it is where it has no more, or
/// is in another unit. What forms show and data sets release.
[[nodiscard]] QString numberText(const QString& number, const QString& unit, const ItemDef& item);
/// A stored value as a person reads it: code labels, Yes/No, comparator, unit where it is not the item's own,
/// decimals by the item's rule (half away from zero, once), missing reasons in words.
[[nodiscard]] QString displayText(const ItemValue& value, const ItemDef& item, const CodeListDef* codeList,
                                  const QString& language);

/// What stands in the editor when the item is entered again: the typed text, or the canonical one.
[[nodiscard]] QString editText(const ItemValue& value, const ItemDef& item);

} // namespace casebook
