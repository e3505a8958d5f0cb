// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/vault/UserService.h"

#include "storage/database/Database.h"
#include "storage/database/Rows.h"
#include "storage/vault/UserTable.h"

#include <algorithm>

namespace casebook {

namespace {

Result<QList<Role>> rolesOf(Connection& connection, UserId user) {
    auto rows = connection.prepare("SELECT role FROM user_role WHERE user_id = ?");
    if (!rows)
        return tl::unexpected(rows.error());
    rows->bindAll(user);
    auto roles = allRows<Role>(*rows, [](const Statement& r) -> Result<Role> {
        const auto role = roleFromCode(r.text(0).toLatin1());
        if (!role)
            return fail(ErrorKind::Damaged, "database-damaged", QStringLiteral("user_role"));
        return *role;
    });
    if (roles)
        std::sort(roles->begin(), roles->end());
    return roles;
}

Result<QList<UserRow>> users(Connection& connection) {
    auto rows =
        connection.prepare("SELECT id, uuid, login, printed_name, state, created_ms FROM user ORDER BY id");
    if (!rows)
        return tl::unexpected(rows.error());
    return allRows<UserRow>(*rows, [&](const Statement& r) -> Result<UserRow> {
        UserRow user{r.id<UserId>(0),        r.uuid(1),   r.text(2), r.text(3), {},
                     r.text(4) == u"active", r.integer(5)};
        auto roles = rolesOf(connection, user.id);
        if (!roles)
            return tl::unexpected(roles.error());
        user.roles = *roles;
        return user;
    });
}

QString codesOf(const QList<Role>& roles) {
    QStringList codes;
    for (const Role role : roles)
        codes.append(QString::fromLatin1(roleCode(role)));
    return codes.join(u',');
}

Result<> replaceRoles(WriteTransaction& tx, const UserRow& user, const QList<Role>& roles,
                      const QString& reason) {
    auto done = tx.run("DELETE FROM user_role WHERE user_id = ?", user.id);
    for (const Role role : roles)
        if (done)
            done = tx.run("INSERT INTO user_role(user_id, role) VALUES(?, ?)", user.id,
                          QString::fromLatin1(roleCode(role)));
    if (done)
        done = tx.run("UPDATE user SET rv = rv + 1 WHERE id = ?", user.id);
    if (!done)
        return done;
    AuditEntry entry;
    entry.action = "change";
    entry.objectKind = "user";
    entry.object = user.uuid;
    entry.field = "roles";
    entry.oldValue = codesOf(user.roles);
    entry.newValue = codesOf(roles);
    entry.reasonText = reason;
    return tx.audit(entry).map([](std::int64_t) {});
}

} // namespace

UserService::UserService(Database& database, const Session& session)
    : database_(database), session_(session) {}

Result<QList<UserRow>> UserService::list() const {
    if (auto may = session_.require(Right::ReadSubjects); !may)
        return tl::unexpected(may.error());
    return database_.read([](ReadConnection& c) { return users(c); });
}

Result<> UserService::setRoles(const QString& login, const QList<Role>& wanted, const QString& reason) {
    if (auto may = session_.require(Right::ManageUsers); !may)
        return may;
    if (reason.trimmed().isEmpty())
        return fail(ErrorKind::Refused, "reason-needed");
    if (wanted.isEmpty())
        return fail(ErrorKind::Refused, "role-needed");
    QList<Role> roles = wanted;
    std::sort(roles.begin(), roles.end());
    roles.erase(std::unique(roles.begin(), roles.end()), roles.end());
    return database_.writeAndWait([&](WriteTransaction& tx) -> Result<> {
        const auto all = users(tx.connection());
        if (!all)
            return tl::unexpected(all.error());
        const auto user = std::find_if(all->begin(), all->end(), [&](const UserRow& u) {
            return u.active && u.login == login.trimmed().normalized(QString::NormalizationForm_C);
        });
        if (user == all->end())
            return fail(ErrorKind::Refused, "no-such-user", login);
        if (user->roles == roles)
            return {};
        if (!roles.contains(Role::Administrator))
            if (auto may = userTable::mayStopAdministering(tx.connection(), user->uuid, login); !may)
                return may;
        return replaceRoles(tx, *user, roles, reason);
    });
}

} // namespace casebook
