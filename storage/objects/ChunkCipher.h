// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/objects/PackFormat.h"

#include <QByteArray>

#include <memory>

struct evp_cipher_ctx_st;

namespace casebook {

/// AES-256-GCM of a pack's chunks by OpenSSL: nonce = 4 zero bytes and the chunk's index (u64, little-endian),
/// associated data = the pack's 64 header bytes. One thread at a time; the expanded key is wiped at the end.
class ChunkCipher {
public:
    enum class Direction { Seal, Open };
    ChunkCipher(Direction direction, const SecretBytes& packKey, const QByteArray& header);
    ~ChunkCipher();
    ChunkCipher(const ChunkCipher&) = delete;
    ChunkCipher& operator=(const ChunkCipher&) = delete;

    /// `sealed` has 16 bytes more than `plain`, for the tag. False when OpenSSL fails.
    [[nodiscard]] bool seal(std::int64_t index, std::span<const std::byte> plain, std::byte* sealed);
    /// False when the tag is wrong; `plain` then means nothing. Takes a buffer as long as `sealed` without its tag.
    [[nodiscard]] bool open(std::int64_t index, std::span<const std::byte> sealed, std::byte* plain);

private:
    [[nodiscard]] bool start(std::int64_t index);
    struct Free {
        void operator()(evp_cipher_ctx_st* context) const;
    };
    std::unique_ptr<evp_cipher_ctx_st, Free> context_;
    QByteArray header_;
    bool seals_;
    bool good_ = false;
};

/// SHA-256 fed in parts, by OpenSSL.
class Sha256 {
public:
    Sha256();
    ~Sha256();
    Sha256(const Sha256&) = delete;
    Sha256& operator=(const Sha256&) = delete;
    void add(std::span<const std::byte> bytes);
    [[nodiscard]] QByteArray finish(); ///< and begins anew

private:
    struct State;
    std::unique_ptr<State> state_;
};

} // namespace casebook
