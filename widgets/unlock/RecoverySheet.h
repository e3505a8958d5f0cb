// SPDX-License-Identifier: GPL-3.0-or-later
// The recovery words on paper.
#pragma once

#include "core/values/Result.h"

#include <QDate>
#include <QStringList>

class QPaintDevice;

namespace casebook {

/// Says which study the words are of; no person's name.
struct RecoverySheet {
    QString folder; ///< its name alone, not the way to it
    QString number; ///< of the study
    QDate made;
};

/// Draws one page. Error System "cannot-print". GUI thread.
[[nodiscard]] Result<> drawRecoverySheet(QPaintDevice& device, const RecoverySheet& sheet,
                                         const QStringList& groups);

} // namespace casebook
