// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/vault/Crypto.h"
#include "storage/vault/KeyringSecret.h"
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
        if (known.user != user || !slot || slot->kind != KeySlot::Machine || (!only.isEmpty() && only != slot->id))
            return false;
        header.keySlots.removeIf([&](const KeySlot& one) { return one.id == known.slotId; });
        return true;
    });
}

} // namespace

Result<> Vault::checkPassphrase(const SecretBytes& passphrase) const {
    KeySlot slot;
    {
        const std::lock_guard guard(d_->headerMutex);
        const KeySlot* own = d_->header.slot(slots::idOf(d_->header.studyId, d_->session.login));
        if (!own)
            return fail(ErrorKind::NoRight, "wrong-passphrase");
        slot = *own;
    }
    return slots::unwrap(slot, d_->header.studyId, d_->header.epoch, passphrase)
        .map([](const UnwrappedSlot&) {});
}

Result<> Vault::changePassphrase(const SecretBytes& old, const SecretBytes& fresh, KdfCost cost) {
    return checkPassphrase(old).and_then([&] { return setPassphrase(fresh, cost, "change-passphrase"); });
}

Result<> Vault::resetPassphrase(const SecretBytes& fresh, KdfCost cost) {
    if (d_->way != UnlockWay::Recovery)
        return fail(ErrorKind::NoRight, "no-right");
    return setPassphrase(fresh, cost, "reset-passphrase");
}

Result<> Vault::setPassphrase(const SecretBytes& fresh, KdfCost cost, const char* action) {
    if (d_->session.readOnly)
        return fail(ErrorKind::Refused, "read-only");
    if (auto strong = vaultKeys::checkPassphrase(fresh, d_->info.synthetic); !strong)
        return strong;
    const auto slot =
        slots::wrap(KeySlot::User, slots::idOf(d_->header.studyId, d_->session.login), d_->header.studyId,
                    d_->header.epoch, d_->keys.master(), d_->session.userUuid, fresh, cost.ops, cost.memKiB);
    if (!slot)
        return tl::unexpected(slot.error());
    auto written = d_->rewriteHeader([&](Header& header, HeaderSecrets&) { replaceSlot(header, *slot); });
    if (!written)
        return written;
    d_->session.mustChangePassphrase = false;
    return d_->database->writeAndWait(
        [&](WriteTransaction& tx) { return auditUser(tx, action, d_->session.userUuid, {}, {}); });
}

Result<SecretBytes> Vault::addKeyringSlot(const SecretBytes& passphrase) {
    if (d_->session.readOnly)
        return fail(ErrorKind::Refused, "read-only");
    if (auto known = checkPassphrase(passphrase); !known)
        return tl::unexpected(known.error());
    SecretBytes secret = SecretBytes::random(keyringSecret::length);
    const auto slot =
        slots::wrap(KeySlot::Machine, keyringSecret::slotId(secret), d_->header.studyId, d_->header.epoch,
                    d_->keys.master(), d_->session.userUuid, keyringSecret::key(secret),
                    keyringSecret::cost.ops, keyringSecret::cost.memKiB);
    if (!slot)
        return tl::unexpected(slot.error());
    auto written = d_->rewriteHeader([&](Header& header, HeaderSecrets& secrets) {
        replaceSlot(header, *slot);
        secrets.users.append({slot->id, d_->session.userUuid, d_->session.login});
    });
    if (written)
        written = d_->database->writeAndWait(
            [&](WriteTransaction& tx) { return auditUser(tx, "add-keyring", d_->session.userUuid, {}, {}); });
    return written ? Result<SecretBytes>(std::move(secret)) : tl::unexpected(written.error());
}

Result<> Vault::removeKeyringSlot(const SecretBytes& secret) {
    return removeKeyringSlots(keyringSecret::slotId(secret));
}

Result<> Vault::removeKeyringSlots() { return removeKeyringSlots(QByteArray()); }

Result<> Vault::removeKeyringSlots(const QByteArray& only) {
    if (d_->session.readOnly)
        return fail(ErrorKind::Refused, "read-only");
    auto written = d_->rewriteHeader([&](Header& header, HeaderSecrets& secrets) {
        dropKeyringSlots(header, secrets, d_->session.userUuid, only);
    });
    return written.and_then([&] {
        return d_->database->writeAndWait([&](WriteTransaction& tx) {
            return auditUser(tx, "remove-keyring", d_->session.userUuid, {}, {});
        });
    });
}

Result<UserId> Vault::addUser(const QString& login, const QString& printedName, const QList<Role>& roles,
                              const SecretBytes& firstPassphrase, KdfCost cost) {
    auto allowed = d_->session.require(Right::ManageUsers).and_then([&] {
        return vaultKeys::checkPassphrase(firstPassphrase, d_->info.synthetic);
    });
    if (!allowed)
        return tl::unexpected(allowed.error());
    const QString name = login.trimmed().normalized(QString::NormalizationForm_C);
    const QByteArray slotId = slots::idOf(d_->header.studyId, name);
    if (name.isEmpty() || roles.isEmpty())
        return fail(ErrorKind::Refused, name.isEmpty() ? "user-needed" : "role-needed");
    if (d_->header.slot(slotId))
        return fail(ErrorKind::Refused, "user-exists", name);
    const Uuid uuid = makeUuidV7(d_->deps.clock.utcMs(), crypto::randomBytes(10));
    auto slot = slots::wrap(KeySlot::User, slotId, d_->header.studyId, d_->header.epoch, d_->keys.master(),
                            uuid, firstPassphrase, cost.ops, cost.memKiB);
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
    return added;
}

Result<> Vault::disableUser(const QString& login, const QString& reason) {
    if (auto may = d_->session.require(Right::ManageUsers); !may)
        return may;
    if (reason.trimmed().isEmpty())
        return fail(ErrorKind::Refused, "reason-needed");
    const QByteArray slotId = slots::idOf(d_->header.studyId, login.trimmed());
    if (slotId == slots::idOf(d_->header.studyId, d_->session.login))
        return fail(ErrorKind::Refused, "own-account");
    Uuid uuid;
    for (const auto& known : std::as_const(d_->secrets.users))
        if (known.slotId == slotId)
            uuid = known.user;
    const KeySlot* used = d_->header.slot(slotId);
    if (!used || !used->isUsable() || uuid.bytes.isEmpty())
        return fail(ErrorKind::Refused, "no-such-user", login);
    auto written = d_->rewriteHeader([&](Header& header, HeaderSecrets& secrets) {
        dropKeyringSlots(header, secrets, uuid);
        KeySlot* slot = header.slot(slotId);
        slot->state = KeySlot::Off;
        slot->wrapped = crypto::randomBytes(static_cast<int>(slot->wrapped.size()));
    });
    if (!written)
        return written;
    auto done = d_->database->writeAndWait([&](WriteTransaction& tx) -> Result<> {
        return tx.run("UPDATE user SET state='disabled',rv=rv+1 WHERE uuid=?", uuid).and_then([&] {
            return auditUser(tx, "disable", uuid, {}, reason);
        });
    });
    if (done)
        --d_->info.users;
    return done;
}

} // namespace casebook
