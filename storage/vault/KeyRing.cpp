// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/vault/KeyRing.h"

#include "storage/vault/Crypto.h"

namespace casebook {

KeyRing::KeyRing(SecretBytes master, std::uint32_t epoch) : master_(std::move(master)), epoch_(epoch) {
    for (std::size_t i = 0; i < keys_.size(); ++i)
        keys_[i] = crypto::subkey(master_, i + 1);
}

const SecretBytes& KeyRing::key(KeyPurpose purpose) const {
    return keys_[static_cast<std::size_t>(purpose) - 1];
}

const SecretBytes* KeyRing::packRoot(std::uint32_t epoch) const {
    if (epoch == epoch_)
        return &key(KeyPurpose::Packs);
    const auto found = oldPackRoots_.find(epoch);
    return found == oldPackRoots_.end() ? nullptr : &found->second;
}

void KeyRing::addOldEpoch(std::uint32_t epoch, const SecretBytes& master) {
    oldPackRoots_[epoch] = crypto::subkey(master, static_cast<std::uint64_t>(KeyPurpose::Packs));
}

} // namespace casebook
