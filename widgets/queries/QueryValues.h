// SPDX-License-Identifier: GPL-3.0-or-later
// What the Queries page shows, as plain values; the app fills them from QueryService.
#pragma once

#include "core/forms/ItemValue.h"
#include "core/values/Ids.h"

#include <QList>
#include <QString>

namespace casebook {

struct QueryView {
    qint64 id = 0;
    SubjectId subject;
    QString subjectLabel;
    qint64 form = 0;         ///< local id of the instance
    QString formTitle, visitTitle, itemTitle; ///< words; item empty: the form as a whole
    ItemPath path;
    QByteArray origin;       ///< "system", "manual"
    bool high = false;
    QByteArray state;        ///< candidate, open, answered, resolved, closed, cancelled
    QString text, author, assignee;
    QString opened;          ///< ISO date
    int ageDays = 0;
};

/// Whose turn it is, by the states: the site answers open ones, author or data manager look at answers.
enum class QueryTurn { Site, Author, Nobody };
[[nodiscard]] QueryTurn turnOf(const QueryView& query);

} // namespace casebook
