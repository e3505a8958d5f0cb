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
    /// Uuid, 16 bytes: of a form, visit, query, subject, user, reading event, task, run or measurement.
    QByteArray object;
    /// "ITEM" or "GROUP[2]/ITEM" within a form, its "locked", "state" or "signature"; a subject's "label", "name",
    /// "status" or "consent"; "visit.date", "query.state", "user.roles" and so on (RecordCheck).
    QByteArray field;
    QByteArray what; ///< "value-changed", "value-lost", "value-unaudited"
};

namespace audit {

/// Replays what the audit tells of every form and compares it with the live values, its state and its lock, and of all
/// else what it told last (RecordCheck). What was lawfully removed from the audit is not compared, nor the states of a
/// subject's forms where an import of an older version told none. What the audit itself is worth, ChainVerifier says.
/// Studies from before there were forms have none. Lists at most 1,000 differences. Errors: those of Connection,
/// Cancelled "cancelled".
[[nodiscard]] Result<QList<ValueDifference>> checkValues(Connection& connection, const Job& job);

} // namespace audit

} // namespace casebook
