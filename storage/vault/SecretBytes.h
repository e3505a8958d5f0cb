// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/values/Result.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>

namespace casebook {

/// Key or passphrase bytes in memory that is locked, guarded, never dumped and wiped at the end
/// (sodium_malloc). Move-only; has no stream operator and no way to a QByteArray. Any thread, one at a time.
class SecretBytes {
public:
    SecretBytes() = default;
    explicit SecretBytes(std::size_t size); ///< zeros; aborts the program when memory is out
    static SecretBytes copyOf(std::span<const std::uint8_t> bytes);
    static SecretBytes random(std::size_t size);
    /// A passphrase as it is hashed: NFC, UTF-8, never trimmed. Wipes `text`.
    static SecretBytes fromText(QString&& text);
    /// The same from UTF-8 bytes, as read from a passphrase file. Wipes `utf8`.
    static SecretBytes fromUtf8(QByteArray&& utf8);

    [[nodiscard]] std::uint8_t* data() { return bytes_.get(); }
    [[nodiscard]] const std::uint8_t* data() const { return bytes_.get(); }
    [[nodiscard]] std::size_t size() const { return size_; }
    [[nodiscard]] bool isEmpty() const { return size_ == 0; }
    [[nodiscard]] std::span<std::uint8_t> span() { return {bytes_.get(), size_}; }
    [[nodiscard]] std::span<const std::uint8_t> span() const { return {bytes_.get(), size_}; }
    [[nodiscard]] SecretBytes clone() const { return copyOf(span()); }
    void wipe();

private:
    struct Free {
        void operator()(std::uint8_t* bytes) const;
    };
    std::unique_ptr<std::uint8_t, Free> bytes_;
    std::size_t size_ = 0;
};

/// Overwrites and empties; for text and bytes that held a secret for a moment.
void wipeText(QString& text);
void wipeBytes(QByteArray& bytes);

/// Done once at program start, before any key is made: sodium ready, no core dumps, not dumpable by
/// other processes of the user, limit of locked memory raised as far as it goes.
/// @return error "no-crypto" when libsodium can't start.
[[nodiscard]] Result<> hardenProcess();

} // namespace casebook
