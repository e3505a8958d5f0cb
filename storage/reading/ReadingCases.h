// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/reading/ReadingTable.h"
#include "storage/reading/ReadingVisibility.h"

namespace casebook::readingCases {

/// A case put together from its rows; hides what the session may not see. Used by FindingService.

/// True where this session may see AI on the task's series inside this task.
[[nodiscard]] bool aiVisible(const ReadingTask& task, const ReadingScope& scope);
/// What a replay of the task starts from. Marks that came after the reading was finished take no part.
[[nodiscard]] CaseStart startOf(const ReadingTask& task, const QList<readingTable::StoredFinding>& findings);
[[nodiscard]] Result<ReadingCase> load(Connection& connection, const ReadingTask& task,
                                       const Session& session);

} // namespace casebook::readingCases
