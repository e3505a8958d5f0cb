// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/vault/KeySlots.h"

#include "storage/vault/Crypto.h"
#include "storage/vault/LittleEndian.h"

#include <cstring>

namespace casebook::slots {

namespace {

constexpr int masterLength = 32;
constexpr int userLength = 16;

/// Everything that says what the slot is. Not the state, which an administrator changes without the
/// passphrase, nor the header's serial, which grows at every write.
QByteArray associated(const KeySlot& slot, const QByteArray& studyId, std::uint32_t epoch) {
    QByteArray data = studyId;
    putLe(data, epoch);
    putLe(data, slot.kind);
    data += slot.id;
    putLe(data, slot.kdf);
    putLe(data, slot.ops);
    putLe(data, slot.memKiB);
    return data + slot.salt;
}

bool costInBounds(const KeySlot& slot) {
    return slot.ops >= 1 && slot.ops <= 16 && slot.memKiB >= 8 * 1024 && slot.memKiB <= 2 * 1024 * 1024;
}

} // namespace

QByteArray idOf(const QByteArray& studyId, const QString& login) {
    const QString folded = login.normalized(QString::NormalizationForm_C).toCaseFolded();
    return crypto::Blake2b(16).add(studyId).add(folded.toUtf8()).finish();
}

QByteArray recoveryId(const QByteArray& studyId) {
    // No login is empty, so no user's slot has this id.
    return crypto::Blake2b(16).add(studyId).finish();
}

Result<KeySlot> wrap(KeySlot::Kind kind, const QByteArray& slotId, const QByteArray& studyId,
                     std::uint32_t epoch, const SecretBytes& master, const Uuid& user,
                     const SecretBytes& passphrase, std::uint32_t ops, std::uint32_t memKiB) {
    Q_ASSERT(master.size() == masterLength && user.bytes.size() == userLength);
    KeySlot slot;
    slot.kind = kind;
    slot.id = slotId;
    slot.ops = ops;
    slot.memKiB = memKiB;
    slot.salt = crypto::randomBytes(16);
    slot.nonce = crypto::randomBytes(24);
    auto key = crypto::argon2id(passphrase.span(), slot.salt, ops, memKiB);
    if (!key)
        return tl::unexpected(key.error());
    SecretBytes plain(masterLength + userLength);
    std::memcpy(plain.data(), master.data(), masterLength);
    std::memcpy(plain.data() + masterLength, user.bytes.constData(), userLength);
    slot.wrapped = crypto::seal(key->span(), slot.nonce, associated(slot, studyId, epoch), plain.span());
    return slot;
}

Result<UnwrappedSlot> unwrap(const KeySlot& slot, const QByteArray& studyId, std::uint32_t epoch,
                             const SecretBytes& passphrase) {
    if (slot.kdf != KeySlot::argon2id || !costInBounds(slot))
        return fail(ErrorKind::Damaged, "header-damaged", QStringLiteral("casebook.study"),
                    {QStringLiteral("kdf")});
    auto key = crypto::argon2id(passphrase.span(), slot.salt, slot.ops, slot.memKiB);
    if (!key)
        return tl::unexpected(key.error());
    const SecretBytes plain =
        crypto::open(key->span(), slot.nonce, associated(slot, studyId, epoch), slot.wrapped);
    if (plain.size() != masterLength + userLength)
        return fail(ErrorKind::NoRight, "wrong-passphrase");
    UnwrappedSlot result;
    result.master = SecretBytes::copyOf(plain.span().first(masterLength));
    result.user = Uuid{QByteArray(reinterpret_cast<const char*>(plain.data()) + masterLength, userLength)};
    return result;
}

} // namespace casebook::slots
