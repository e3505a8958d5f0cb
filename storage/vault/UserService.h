// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/values/Result.h"
#include "storage/vault/Session.h"

#include <QList>

namespace casebook {

class Database;

/// A user of the study as lists show it.
struct UserRow {
    UserId id;
    Uuid uuid;
    QString login, printedName;
    QList<Role> roles;
    bool active = true;
    std::int64_t createdMs = 0;
};

/// Users and their roles. Adding, disabling and passphrases are the Vault's: they change its header.
/// Any thread but the GUI's.
class UserService {
public:
    UserService(Database& database, const Session& session);

    /// Right ReadSubjects: readers and assignees are chosen from it.
    [[nodiscard]] Result<QList<UserRow>> list() const;
    /// Right ManageUsers; needs a reason. In force for that user from the next unlock. Errors "no-such-user",
    /// "role-needed", "last-administrator", "recovery-words-of-user", "reason-needed".
    [[nodiscard]] Result<> setRoles(const QString& login, const QList<Role>& roles, const QString& reason);

private:
    Database& database_;
    const Session& session_;
};

} // namespace casebook
