// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/vault/Crypto.h"
#include "storage/vault/FailedUnlocks.h"
#include "storage/vault/KeyringSecret.h"
#include "storage/vault/UserTable.h"
#include "storage/vault/VaultImplementation.h"

namespace casebook {

namespace {

Result<> auditUser(WriteTransaction& tx, const char* action, const Uuid& user, const QString& value,
                   const QString& reason) {
    AuditEntry entry;
    entry.action = action;
    entry.objectKind = "user";
    entry.object = user;
    if (!value.isEmpty())
        entry.newValue = value;
    entry.reasonText = reason;
    const auto seq = tx.audit(entry);
    return seq ? Result<>() : Result<>(tl::unexpected(seq.error()));
}

void replaceSlot(Header& header, const KeySlot& slot) {
    if (KeySlot* old = header.slot(slot.id))
        *old = slot;
    else
        header.keySlots.append(slot);
}

/// A user's ways in by keyrings, or one of them; his own slot stays.
void dropKeyringSlots(Header& header, HeaderSecrets& secrets, const Uuid& user, const QByteArray& only = {}) {
    secrets.users.removeIf([&](const HeaderSecrets::User& known) {
        const KeySlot* slot = header.slot(known.slotId);
        if (known.user != user || !slot || slot->kind != KeySlot::Machine ||
            (!only.isEmpty() && only != slot->id))
            return false;
        header.keySlots.removeIf([&](const KeySlot& one) { return one.id == known.slotId; });
        return true;
    });
}

/// Nobody unlocks by this slot any more, nor by a keyring of its user.
void closeSlot(Header& header, HeaderSecrets& secrets, const QByteArray& slotId, const Uuid& user) {
    dropKeyringSlots(header, secrets, user);
    if (KeySlot* slot = header.slot(slotId)) {
        slot->state = KeySlot::Off;
        slot->wrapped = crypto::randomBytes(static_cast<int>(slot->wrapped.size()));
    }
}

void removeSlot(Header& header, HeaderSecrets& secrets, const QByteArray& slotId) {
    header.keySlots.removeIf([&](const KeySlot& one) { return one.id == slotId; });
    secrets.users.removeIf([&](const HeaderSecrets::User& known) { return known.slotId == slotId; });
}

/// Nothing where the table has no such user.
Result<std::optional<bool>> isActive(Connection& connection, const Uuid& user) {
    return connection.one("SELECT state='active' FROM user WHERE uuid=?", user).map([](auto found) {
        return found ? std::optional(*found != 0) : std::nullopt;
    });
}

} // namespace

Header Vault::Implementation::headerNow() const {
    const std::lock_guard guard(headerMutex);
    return header;
}

QList<HeaderSecrets::User> Vault::Implementation::usersNow() const {
    const std::lock_guard guard(headerMutex);
    return secrets.users;
}

Uuid Vault::Implementation::userOfSlot(const QByteArray& slotId) const {
    for (const auto& known : usersNow())
        if (known.slotId == slotId)
            return known.user;
    return {};
}

/// Whoever administers does so to others, not to himself.
Result<Vault::Implementation::UserSlot>
Vault::Implementation::slotOfOther(const Header& now, const QString& login, const char* own) const {
    const QString name = login.trimmed().normalized(QString::NormalizationForm_C);
    const QByteArray slotId = slots::idOf(now.studyId, name);
    if (slotId == slots::idOf(now.studyId, session.login))
        return fail(ErrorKind::Refused, own);
    const Uuid known = userOfSlot(slotId);
    const KeySlot* slot = now.slot(slotId);
    if (!slot || known.bytes.isEmpty())
        return fail(ErrorKind::Refused, "no-such-user", login);
    return UserSlot{name, known, *slot};
}

/// A change of a user is in the database and in the header, one after the other. Whom a kill between the two left in
/// one of them only: without a row he was never added; disabled, he has no way in.
Result<> Vault::Implementation::settleUsers() {
    struct Left {
        HeaderSecrets::User user;
        bool known = false;
    };
    QList<Left> left;
    const Header now = headerNow();
    const auto users = usersNow();
    const auto looked = database->read([&](ReadConnection& connection) -> Result<> {
        for (const auto& one : users) {
            const auto active = isActive(connection, one.user);
            if (!active)
                return tl::unexpected(active.error());
            const KeySlot* slot = now.slot(one.slotId);
            if (!*active || (!**active && slot && slot->isUsable()))
                left.append({one, active->has_value()});
        }
        return {};
    });
    for (const Left& one : std::as_const(left)) {
        auto settled = rewriteHeader([&](Header& h, HeaderSecrets& s) {
            one.known ? closeSlot(h, s, one.user.slotId, one.user.user) : removeSlot(h, s, one.user.slotId);
        });
        if (settled)
            settled = database->writeAndWait(
                [&](WriteTransaction& tx) { return auditUser(tx, "settle", one.user.user, {}, {}); });
        if (!settled)
            return settled;
    }
    return looked;
}

/// The audit first: a kill in between leaves a row too many, not a change without one.
Result<> Vault::Implementation::rewriteNoted(const char* action, const Uuid& whose, const QString& reason,
                                             const std::function<void(Header&, HeaderSecrets&)>& change) {
    const auto note = [&](const QString& value) {
        return database->writeAndWait(
            [&](WriteTransaction& tx) { return auditUser(tx, action, whose, value, reason); });
    };
    if (auto begun = note({}); !begun)
        return begun;
    auto written = rewriteHeader(change);
    if (!written)
        static_cast<void>(note(QStringLiteral("failed"))); // the error that counts is the first
    return written;
}

/// A wrong one is counted as an unlock that failed: the person at an open study may be another one.
Result<> Vault::checkPassphrase(const SecretBytes& passphrase) const {
    const Header header = d_->headerNow();
    const KeySlot* slot = header.slot(slots::idOf(header.studyId, d_->session.login));
    if (!slot)
        return fail(ErrorKind::NoRight, "wrong-passphrase");
    auto right =
        slots::unwrap(*slot, header.studyId, header.epoch, passphrase).map([](const UnwrappedSlot&) {});
    if (right || right.error().kind != ErrorKind::NoRight)
        return right;
    const auto noted = d_->session.readOnly
                           ? Result<>(fail(ErrorKind::Refused, "read-only"))
                           : d_->database->writeAndWait([&](WriteTransaction& tx) {
                                 return auditUser(tx, "unlock-failed", d_->session.userUuid, {}, {});
                             });
    if (!noted)
        FailedUnlocks(d_->deps.files, d_->folder).note({slot->id, d_->deps.clock.utcMs()});
    return right;
}

Result<> Vault::noteScreen(bool locked) {
    if (d_->session.readOnly)
        return {};
    return d_->database->writeAndWait([&](WriteTransaction& tx) {
        AuditEntry entry;
        entry.action = locked ? "lock" : "unlock";
        entry.objectKind = "session";
        entry.object = d_->session.uuid;
        entry.field = "screen";
        return tx.audit(entry).map([](std::int64_t) {});
    });
}

Result<> Vault::changePassphrase(const SecretBytes& old, const SecretBytes& fresh, KdfCost cost) {
    return checkPassphrase(old).and_then([&]() -> Result<> {
        if (d_->session.mustChangePassphrase && crypto::equal(old.span(), fresh.span()))
            return fail(ErrorKind::Refused, "same-passphrase");
        return setPassphrase(fresh, cost, "change-passphrase");
    });
}

Result<> Vault::resetPassphrase(const SecretBytes& fresh, KdfCost cost) {
    if (d_->way != UnlockWay::Recovery)
        return fail(ErrorKind::NoRight, "no-right");
    return setPassphrase(fresh, cost, "reset-passphrase");
}

Result<> Vault::setPassphrase(const SecretBytes& fresh, KdfCost cost, const char* action) {
    if (d_->session.readOnly)
        return fail(ErrorKind::Refused, "read-only");
    const QStringList names{d_->session.login, d_->info.name};
    if (auto strong = vaultKeys::checkPassphrase(fresh, d_->info.synthetic, names); !strong)
        return strong;
    const Header now = d_->headerNow();
    const auto slot =
        slots::wrap(KeySlot::User, slots::idOf(now.studyId, d_->session.login), now.studyId, now.epoch,
                    d_->keys.master(), d_->session.userUuid, fresh, cost.ops, cost.memKiB);
    if (!slot)
        return tl::unexpected(slot.error());
    auto written = d_->rewriteNoted(action, d_->session.userUuid, {},
                                    [&](Header& h, HeaderSecrets&) { replaceSlot(h, *slot); });
    if (written)
        d_->session.mustChangePassphrase = false;
    return written;
}

Result<SecretBytes> Vault::addKeyringSlot(const SecretBytes& passphrase) {
    if (d_->session.readOnly)
        return fail(ErrorKind::Refused, "read-only");
    if (auto known = checkPassphrase(passphrase); !known)
        return tl::unexpected(known.error());
    SecretBytes secret = SecretBytes::random(keyringSecret::length);
    const Header now = d_->headerNow();
    const auto slot = slots::wrap(KeySlot::Machine, keyringSecret::slotId(secret), now.studyId, now.epoch,
                                  d_->keys.master(), d_->session.userUuid, keyringSecret::key(secret),
                                  keyringSecret::cost.ops, keyringSecret::cost.memKiB);
    if (!slot)
        return tl::unexpected(slot.error());
    const auto written = d_->rewriteNoted(
        "add-keyring", d_->session.userUuid, {}, [&](Header& header, HeaderSecrets& secrets) {
            replaceSlot(header, *slot);
            secrets.users.append({slot->id, d_->session.userUuid, d_->session.login});
        });
    return written ? Result<SecretBytes>(std::move(secret)) : tl::unexpected(written.error());
}

Result<> Vault::removeKeyringSlot(const SecretBytes& secret) {
    return removeKeyringSlots(keyringSecret::slotId(secret));
}

Result<> Vault::removeKeyringSlots() { return removeKeyringSlots(QByteArray()); }

Result<> Vault::removeKeyringSlots(const QByteArray& only) {
    if (d_->session.readOnly)
        return fail(ErrorKind::Refused, "read-only");
    return d_->rewriteNoted("remove-keyring", d_->session.userUuid, {},
                            [&](Header& header, HeaderSecrets& secrets) {
                                dropKeyringSlots(header, secrets, d_->session.userUuid, only);
                            });
}

Result<UserId> Vault::addUser(const QString& login, const QString& printedName, const QList<Role>& roles,
                              const SecretBytes& firstPassphrase, KdfCost cost) {
    const QString name = login.trimmed().normalized(QString::NormalizationForm_C);
    auto allowed = d_->session.require(Right::ManageUsers).and_then([&] {
        return vaultKeys::checkPassphrase(firstPassphrase, d_->info.synthetic, {name, d_->info.name});
    });
    if (!allowed)
        return tl::unexpected(allowed.error());
    const Header now = d_->headerNow();
    const QByteArray slotId = slots::idOf(now.studyId, name);
    if (name.isEmpty() || roles.isEmpty())
        return fail(ErrorKind::Refused, name.isEmpty() ? "user-needed" : "role-needed");
    if (now.slot(slotId))
        return fail(ErrorKind::Refused, "user-exists", name);
    const Uuid uuid = makeUuidV7(d_->deps.clock.utcMs(), crypto::randomBytes(10));
    auto slot = slots::wrap(KeySlot::User, slotId, now.studyId, now.epoch, d_->keys.master(), uuid,
                            firstPassphrase, cost.ops, cost.memKiB);
    if (!slot)
        return tl::unexpected(slot.error());
    slot->state = KeySlot::MustChange;
    auto written = d_->rewriteHeader([&](Header& header, HeaderSecrets& secrets) {
        replaceSlot(header, *slot);
        secrets.users.append({slotId, uuid, name});
    });
    if (!written)
        return tl::unexpected(written.error());
    auto added = d_->database->writeAndWait([&](WriteTransaction& tx) -> Result<UserId> {
        auto done =
            tx.run("INSERT INTO user(uuid,login,printed_name,state,created_ms) VALUES(?,?,?,'active',?)",
                   uuid, name, printedName.isEmpty() ? name : printedName, tx.nowMs());
        const UserId id{tx.lastInsertId()};
        QByteArrayList codes;
        for (const Role role : roles) {
            codes.append(roleCode(role));
            if (done)
                done = tx.run("INSERT INTO user_role(user_id,role) VALUES(?,?)", id,
                              QString::fromLatin1(roleCode(role)));
        }
        if (done)
            done = auditUser(tx, "create", uuid,
                             name + QStringLiteral(": ") + QString::fromLatin1(codes.join(',')), {});
        return done ? Result<UserId>(id) : Result<UserId>(tl::unexpected(done.error()));
    });
    if (added)
        ++d_->info.users;
    else // the name is free again; where this fails too, the next opening does it
        static_cast<void>(
            d_->rewriteHeader([&](Header& h, HeaderSecrets& secrets) { removeSlot(h, secrets, slotId); }));
    return added;
}

Result<> Vault::giveFirstPassphrase(const QString& login, const SecretBytes& first, KdfCost cost,
                                    const QString& reason) {
    if (auto may = d_->session.require(Right::ManageUsers); !may)
        return may;
    if (reason.trimmed().isEmpty())
        return fail(ErrorKind::Refused, "reason-needed");
    const Header now = d_->headerNow();
    const auto other = d_->slotOfOther(now, login, "own-passphrase");
    if (!other)
        return tl::unexpected(other.error());
    if (auto strong = vaultKeys::checkPassphrase(first, d_->info.synthetic, {other->login, d_->info.name});
        !strong)
        return strong;
    const auto active =
        d_->database->read([&](ReadConnection& connection) { return isActive(connection, other->user); });
    if (!active)
        return tl::unexpected(active.error());
    if (!active->value_or(false))
        return fail(ErrorKind::Refused, "no-such-user", login);
    auto slot = slots::wrap(KeySlot::User, other->slot.id, now.studyId, now.epoch, d_->keys.master(),
                            other->user, first, cost.ops, cost.memKiB);
    if (!slot)
        return tl::unexpected(slot.error());
    slot->state = KeySlot::MustChange;
    return d_->rewriteNoted("first-passphrase", other->user, reason, [&](Header& h, HeaderSecrets& s) {
        replaceSlot(h, *slot);
        dropKeyringSlots(h, s, other->user);
    });
}

Result<> Vault::disableUser(const QString& login, const QString& reason) {
    if (auto may = d_->session.require(Right::ManageUsers); !may)
        return may;
    if (reason.trimmed().isEmpty())
        return fail(ErrorKind::Refused, "reason-needed");
    const Header now = d_->headerNow();
    const auto other = d_->slotOfOther(now, login, "own-account");
    if (!other)
        return tl::unexpected(other.error());
    const Uuid& uuid = other->user;
    // The table first: it keeps him out by itself, and a slot that is left is closed at the next opening.
    bool wasActive = false;
    auto done = d_->database->writeAndWait([&](WriteTransaction& tx) -> Result<> {
        const auto active = isActive(tx.connection(), uuid);
        if (!active)
            return tl::unexpected(active.error());
        wasActive = active->value_or(false);
        if (!wasActive)
            return *active && other->slot.isUsable() ? Result<>()
                                                     : fail(ErrorKind::Refused, "no-such-user", login);
        return userTable::mayStopAdministering(tx.connection(), uuid, login)
            .and_then([&] { return tx.run("UPDATE user SET state='disabled',rv=rv+1 WHERE uuid=?", uuid); })
            .and_then([&] { return auditUser(tx, "disable", uuid, {}, reason); });
    });
    if (done && wasActive)
        --d_->info.users;
    return done.and_then([&] {
        return d_->rewriteHeader([&](Header& h, HeaderSecrets& s) { closeSlot(h, s, other->slot.id, uuid); });
    });
}

} // namespace casebook
