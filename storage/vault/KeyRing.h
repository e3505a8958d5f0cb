// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/vault/SecretBytes.h"

#include <array>
#include <cstdint>
#include <map>

namespace casebook {

/// What each derived key is for. The numbers are part of the format for ever.
enum class KeyPurpose : std::uint64_t {
    Database = 1,
    Packs = 2,
    HeaderSeal = 3,
    HeaderMac = 4,
    AuditChain = 5,
    Dedup = 6,
    Bundle = 7,
    SigningSeed = 8,
    Cache = 9
};

/// The master key of an unlocked study and what is derived from it. Keys are wiped when it goes.
class KeyRing {
public:
    KeyRing() = default;
    KeyRing(SecretBytes master, std::uint32_t epoch);

    [[nodiscard]] const SecretBytes& master() const { return master_; }
    [[nodiscard]] std::uint32_t epoch() const { return epoch_; }
    [[nodiscard]] const SecretBytes& key(KeyPurpose purpose) const;
    /// Root of the pack keys of an epoch; nullptr when that epoch's key is not known.
    [[nodiscard]] const SecretBytes* packRoot(std::uint32_t epoch) const;
    /// Key that backups of an epoch are sealed with; nullptr when that epoch's key is not known.
    [[nodiscard]] const SecretBytes* bundleKey(std::uint32_t epoch) const;
    /// Keeps what an older master key is still needed for: packs and backups need no rewriting when the key
    /// changes, and the chain of the audit and the keys of equal content go on with those of the first epoch.
    void addOldEpoch(std::uint32_t epoch, const SecretBytes& master);

private:
    SecretBytes master_;
    std::uint32_t epoch_ = 0;
    std::array<SecretBytes, 9> keys_;
    std::uint32_t firstEpoch_ = 0; ///< the oldest one known
    struct OldKeys {
        SecretBytes packs, bundle;
    };
    std::map<std::uint32_t, OldKeys> old_;
};

} // namespace casebook
