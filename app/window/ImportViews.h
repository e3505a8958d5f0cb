// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/window/OpenStudy.h"
#include "widgets/imports/ImportReportPage.h"

#include <QStringList>

namespace casebook {

/// What the page shows of an import that a person is asked about: its rows are not in the study yet.
/// @param mapFile name of the mapping table, or nothing
[[nodiscard]] ImportView previewOf(const ImportReport& report, const QStringList& paths,
                                   const QString& mapFile);
/// What it shows of one that was: with what its series are now. Not in the GUI thread.
[[nodiscard]] Result<ImportView> makeView(OpenStudy& study, const ImportService::ImportRow& row);

} // namespace casebook
