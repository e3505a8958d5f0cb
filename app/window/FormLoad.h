// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/window/OpenStudy.h"
#include "storage/forms/SignatureService.h"
#include "widgets/forms/ConflictDialog.h"
#include "widgets/forms/FormValues.h"

#include <QDate>

namespace casebook {

/// Everything a form page needs, read in the background at once.
struct FormLoad {
    FormKey key;
    OpenedForm opened;
    QList<Draft> drafts; ///< of this user, as typed
    QHash<ItemPath, QString> reasons; ///< of soft checks, given and not yet an answer
    std::int64_t readMs = 0; ///< what was changed later is not in it
    QHash<ItemPath, ValueSource> sources;
    QList<Signature> signatures;
    QList<ChangedItem> changed; ///< since the last signature
    QDate today;
    bool unlocksAtOnce = false; ///< if this user unlocks it; else a second person has to agree
};

/// Any thread but the GUI's.
[[nodiscard]] Result<FormLoad> loadForm(OpenStudy& study, const FormKey& key);

/// Words for the page, in the window's language. GUI thread.
[[nodiscard]] QList<ItemEventView> historyViews(const QList<ItemHistory>& steps, const ItemPath& path,
                                                const StudyDefinition& study);
/// @param question  what the query asks, as words of the window; stands for the words it was raised with
[[nodiscard]] QList<ItemEventView> threadViews(const QList<QueryEvent>& events, const QString& question);
/// What a query asks: a check's question in the window's language, a person's as it was typed.
[[nodiscard]] QString questionOf(const QueryRow& query, const StudyDefinition& study);
/// What was typed on an older state of the form, done again on the fresh one: rows added, values but for those where
/// the other's stay, rows removed. A row that another has removed is left out. Errors of FormState. Any thread.
[[nodiscard]] Result<FormState> carriedOver(const FormState& mine, const OpenedForm& fresh,
                                            const QList<ItemPath>& theirs);
[[nodiscard]] ConflictView conflictView(const ItemConflict& conflict, const StudyDefinition& study);
[[nodiscard]] QString meaningWords(const QByteArray& meaning);
[[nodiscard]] QString signedWords(const Signature& signature);
/// "5 Nov 10:22", with the year where it is another one.
[[nodiscard]] QString momentWords(std::int64_t utcMs);

} // namespace casebook
