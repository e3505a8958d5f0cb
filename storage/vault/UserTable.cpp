// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/vault/UserTable.h"

#include "storage/database/Rows.h"

namespace casebook::userTable {

namespace {

Result<QList<Uuid>> uuids(Connection& connection, const QByteArray& sql) {
    auto rows = connection.prepare(sql);
    if (!rows)
        return tl::unexpected(rows.error());
    return allRows<Uuid>(*rows, [](const Statement& r) -> Result<Uuid> { return r.uuid(0); });
}

} // namespace

Result<QList<Uuid>> administrators(Connection& connection) {
    return uuids(connection,
                 "SELECT u.uuid FROM user u WHERE u.state='active' AND EXISTS (SELECT 1 FROM user_role r"
                 " WHERE r.user_id=u.id AND r.role='administrator') ORDER BY u.id");
}

Result<Uuid> makerOfRecoveryWords(Connection& connection) {
    const auto renewed =
        uuids(connection, "SELECT user FROM audit WHERE user IS NOT NULL AND object_kind='study' AND"
                          " action IN ('renew-recovery-words','rotate-keys') ORDER BY seq DESC LIMIT 1");
    if (!renewed || !renewed->isEmpty())
        return renewed.map([](const QList<Uuid>& found) { return found.first(); });
    return uuids(connection, "SELECT uuid FROM user ORDER BY id LIMIT 1").map([](const QList<Uuid>& first) {
        return first.value(0);
    });
}

Result<> mayStopAdministering(Connection& connection, const Uuid& user, const QString& login) {
    const auto all = administrators(connection);
    const auto maker = makerOfRecoveryWords(connection);
    if (!all || !maker)
        return tl::unexpected(all ? maker.error() : all.error());
    if (!all->contains(user))
        return {};
    if (all->size() == 1)
        return fail(ErrorKind::Refused, "last-administrator", login);
    return *maker == user ? fail(ErrorKind::Refused, "recovery-words-of-user", login) : Result<>();
}

} // namespace casebook::userTable
