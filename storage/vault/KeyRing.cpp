// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/vault/KeyRing.h"

#include "storage/vault/Crypto.h"

namespace casebook {

namespace {

std::size_t placeOf(KeyPurpose purpose) { return static_cast<std::size_t>(purpose) - 1; }

SecretBytes derived(const SecretBytes& master, KeyPurpose purpose) {
    return crypto::subkey(master, static_cast<std::uint64_t>(purpose));
}

} // namespace

KeyRing::KeyRing(SecretBytes master, std::uint32_t epoch)
    : master_(std::move(master)), epoch_(epoch), firstEpoch_(epoch) {
    for (std::size_t i = 0; i < keys_.size(); ++i)
        keys_[i] = crypto::subkey(master_, i + 1);
}

const SecretBytes& KeyRing::key(KeyPurpose purpose) const { return keys_[placeOf(purpose)]; }

const SecretBytes* KeyRing::packRoot(std::uint32_t epoch) const {
    if (epoch == epoch_)
        return &key(KeyPurpose::Packs);
    const auto found = old_.find(epoch);
    return found == old_.end() ? nullptr : &found->second.packs;
}

const SecretBytes* KeyRing::bundleKey(std::uint32_t epoch) const {
    if (epoch == epoch_)
        return &key(KeyPurpose::Bundle);
    const auto found = old_.find(epoch);
    return found == old_.end() ? nullptr : &found->second.bundle;
}

void KeyRing::addOldEpoch(std::uint32_t epoch, const SecretBytes& master) {
    old_[epoch] = {derived(master, KeyPurpose::Packs), derived(master, KeyPurpose::Bundle)};
    if (epoch >= firstEpoch_)
        return;
    firstEpoch_ = epoch;
    for (const KeyPurpose lasting : {KeyPurpose::AuditChain, KeyPurpose::Dedup})
        keys_[placeOf(lasting)] = derived(master, lasting);
}

} // namespace casebook
