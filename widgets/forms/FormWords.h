// SPDX-License-Identifier: GPL-3.0-or-later
// Words of notes, states and marks of forms.
#pragma once

#include "core/forms/FormState.h"
#include "widgets/forms/FormValues.h"

#include <QCoreApplication>

namespace casebook {

class FormWords {
    Q_DECLARE_TR_FUNCTIONS(casebook::FormWords)
};

[[nodiscard]] NoteView problemNote(const FormProblem& problem, const ItemDef& item);
[[nodiscard]] NoteView queryNote(const ItemQueryView& query);
[[nodiscard]] NoteView imageNote(const ItemExtra& extra);
[[nodiscard]] NoteView signedNote(const QString& was);
[[nodiscard]] NoteView calculatedNote(const ItemDef& item);
[[nodiscard]] NoteView missingNote();
/// "110 to 160" of the expected range; empty: none. @param withUnit for fields that show none.
[[nodiscard]] QString rangeWords(const ItemDef& item);
/// Grey line under the label: range, what may be typed, that a clinician has yet to confirm the rule.
[[nodiscard]] QString hintWords(const ItemDef& item);
[[nodiscard]] QString daysWords(int days); ///< "1 day", "12 days"

struct StateMark {
    QString icon, words;
    Tone tone = Tone::Text2, mark = Tone::Edge; ///< of words, of the icon
};
/// Mark of a form in lists, by what needs someone first.
[[nodiscard]] StateMark formMark(const FormEntryView& form);
/// What the mark says and, beside it, whether the form is signed: for tooltip and screen readers.
[[nodiscard]] QString formStanding(const FormEntryView& form);
[[nodiscard]] StateMark entryMark(const QByteArray& state);

} // namespace casebook
