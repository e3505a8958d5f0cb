// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/values/Job.h"
#include "core/values/Result.h"

#include <QByteArray>
#include <QList>

namespace casebook {

class Connection;

/// Something that is not what the audit says was last written.
struct ValueDifference {
    QByteArray form;  ///< uuid, 16 bytes; of field "label" that of a subject
    QByteArray field; ///< "ITEM" or "GROUP[2]/ITEM" within the form, "locked" of the form itself, "label"
    QByteArray what;  ///< "value-changed", "value-lost", "value-unaudited"
};

namespace audit {

/// Replays what the audit tells of every form and compares it with the live values and its lock; of subjects the codes. A value whose text was lawfully
/// removed from the audit is not compared. What the audit itself is worth, ChainVerifier says. Studies from before
/// there were forms have none. Lists at most 1,000 differences. Errors: those of Connection, Cancelled "cancelled".
[[nodiscard]] Result<QList<ValueDifference>> checkValues(Connection& connection, const Job& job);

} // namespace audit

} // namespace casebook
