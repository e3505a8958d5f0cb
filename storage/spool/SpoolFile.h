// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/values/Result.h"

#include <QByteArray>
#include <QCborMap>
#include <QString>

#include <cstdint>
#include <memory>
#include <span>

/// Objects that were received and are not in the study yet, sealed on the disk: whoever writes needs only
/// the study's public key (X25519), whoever reads the secret one, which lies in the encrypted database.
///
/// A file is: "CBSPOOL1", crypto_box_seal of a random 32-byte key, header of a crypto_secretstream
/// (XChaCha20-Poly1305), then its messages: the length of the first (u32, little-endian) and the first, a
/// CBOR map of where the object came from; then the object in messages of kChunk bytes, the last one
/// tagged as final, so that a file that was cut is never taken for whole. Any thread, one a file.
namespace casebook::spool {

inline constexpr std::size_t kPublicKeyBytes = 32;
inline constexpr std::size_t kChunk = 65536;

struct Keys {
    QByteArray publicKey, secretKey; ///< 32 bytes each
};
[[nodiscard]] Keys makeKeys();

/// Writes one object under a random name of 32 hex digits: first with ".part", at last with ".obj".
/// What was not finished is removed.
class SealedFile {
public:
    /// @param folder descriptor of the spool folder, open as long as this value lives.
    /// Errors: "spool-failed" (args: reason).
    [[nodiscard]] static Result<SealedFile> create(int folder, const QByteArray& publicKey,
                                                   const QCborMap& about);
    SealedFile(SealedFile&&) noexcept;
    SealedFile& operator=(SealedFile&&) noexcept;
    ~SealedFile();
    /// Errors: "spool-failed", "disk-full".
    [[nodiscard]] Result<> add(std::span<const std::byte> bytes);
    /// Afterwards the object is durable under its name, which is returned.
    [[nodiscard]] Result<QString> finish();

private:
    struct State;
    explicit SealedFile(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

struct Opened {
    QCborMap about;
    QByteArray bytes;
};
/// Errors: "spool-damaged" (cut, changed, or sealed for another study); those that say nothing of the object:
/// "unreadable" (may be over the next time), "too-large", "spool-failed" (the keys are none).
[[nodiscard]] Result<Opened> open(const QString& path, const Keys& keys, std::int64_t limit);

/// Names of whole objects in a spool folder, sorted; empty where there is no such folder.
[[nodiscard]] QStringList names(const QString& folder);
/// Takes a damaged object out of names(); it is kept for whoever looks into it. False: it could not be renamed.
[[nodiscard]] bool setAside(const QString& path);
/// How many were, in all boxes of a study's spool.
[[nodiscard]] int countSetAside(const QString& spoolFolder);
/// Removes objects that were never finished. For the one who starts a receiver, before it runs.
void removeUnfinished(const QString& folder);

} // namespace casebook::spool
