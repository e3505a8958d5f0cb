// SPDX-License-Identifier: GPL-3.0-or-later
// The schedule as files for outside: a calendar and a table. Codes of subjects only, no names.
#pragma once

#include "widgets/schedule/ScheduleValues.h"

#include <QByteArray>

namespace casebook {

/// iCalendar (RFC 5545), whole-day events of what is planned, in window or overdue. @param study number that
/// makes the events' ids unique and stable, so that a second import changes events instead of doubling them.
[[nodiscard]] QByteArray calendarFile(const ScheduleView& view, const QString& study);
/// CSV (RFC 4180, UTF-8 with BOM): subject, visit, repeat, state, planned, window to, date, forms complete,
/// forms required, open queries. Column names are codes, not words.
[[nodiscard]] QByteArray visitTable(const ScheduleView& view);

} // namespace casebook
