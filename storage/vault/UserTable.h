// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/values/Result.h"
#include "storage/database/Connection.h"

namespace casebook {

/// What the rules about users ask of the tables. Any thread that holds the connection.
namespace userTable {

/// Active administrators, in the order in which they came.
[[nodiscard]] Result<QList<Uuid>> administrators(Connection& connection);
/// Whose account the recovery words open: who renewed them or changed the keys last, else who made the study. The slot
/// itself tells it only to whom has the words.
[[nodiscard]] Result<Uuid> makerOfRecoveryWords(Connection& connection);
/// May this user stop to administer? Refused "last-administrator", or "recovery-words-of-user": the words would open
/// nothing any more, or an account without rights.
[[nodiscard]] Result<> mayStopAdministering(Connection& connection, const Uuid& user, const QString& login);

} // namespace userTable

} // namespace casebook
