// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/vault/SecretBytes.h"

#include <QByteArray>

#include <memory>
#include <span>

/// Thin Qt-typed names for what the vault uses of libsodium. Any thread.
namespace casebook::crypto {

using Bytes = std::span<const std::uint8_t>;

[[nodiscard]] inline Bytes of(const QByteArray& bytes) {
    return {reinterpret_cast<const std::uint8_t*>(bytes.constData()), static_cast<std::size_t>(bytes.size())};
}

[[nodiscard]] QByteArray randomBytes(int count);
[[nodiscard]] bool equal(Bytes a, Bytes b); ///< in constant time; false when lengths differ
[[nodiscard]] inline bool equal(const QByteArray& a, const QByteArray& b) { return equal(of(a), of(b)); }

/// BLAKE2b (RFC 7693) of `size` bytes, keyed when `key` is not empty.
class Blake2b {
public:
    explicit Blake2b(int size, Bytes key = {});
    ~Blake2b();
    Blake2b(const Blake2b&) = delete;
    Blake2b& operator=(const Blake2b&) = delete;
    Blake2b& add(Bytes bytes);
    Blake2b& add(const QByteArray& bytes) { return add(of(bytes)); }
    [[nodiscard]] QByteArray finish();

private:
    struct State;
    std::unique_ptr<State> state_;
    int size_;
};

/// Argon2id v1.3, one lane (RFC 9106). 32 bytes. Error System "out-of-memory".
[[nodiscard]] Result<SecretBytes> argon2id(Bytes passphrase, const QByteArray& salt, std::uint32_t ops,
                                           std::uint32_t memKiB);

/// Subkey `id` of the master key for the context "cbkstudy"; 32 bytes.
[[nodiscard]] SecretBytes subkey(const SecretBytes& master, std::uint64_t id);

/// XChaCha20-Poly1305 (IETF): cipher text and 16-byte tag.
[[nodiscard]] QByteArray seal(Bytes key, const QByteArray& nonce24, const QByteArray& associated,
                              Bytes plain);
/// Empty result when the tag is wrong.
[[nodiscard]] SecretBytes open(Bytes key, const QByteArray& nonce24, const QByteArray& associated,
                               const QByteArray& sealed);

} // namespace casebook::crypto
