// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/window/OpenStudy.h"
#include "widgets/home/HomePage.h"

#include <QHash>

namespace casebook {

/// Adds to Home's view what waits for this person: cases, overdue forms, queries, visits. A role that cannot do
/// something gets no number of it. Pool thread; errors are those of the services.
/// @param names of subjects by label, as they may be shown.
[[nodiscard]] Result<> addWork(HomeView& view, OpenStudy& study, const QHash<QString, QString>& names);

} // namespace casebook
