// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/objects/ObjectStore.h"
#include "storage/vault/KeyRing.h"

#include <algorithm>
#include <optional>

namespace casebook {

/// First 64 bytes of a pack file. Layout in docs/formats/vault.md.
struct PackHeader {
    static constexpr int length = 64;
    static constexpr std::uint8_t aes256Gcm = 2;
    static constexpr std::uint32_t standardChunk = 65536;
    static constexpr int tagLength = 16;

    std::int64_t plainLength = 0;
    std::uint32_t chunk = standardChunk;
    std::uint32_t epoch = 1;
    QByteArray random; ///< 16, makes the key one that is used for this write only

    [[nodiscard]] std::int64_t chunks() const { return (plainLength + chunk - 1) / chunk; }
    [[nodiscard]] std::int64_t fileLength() const { return length + plainLength + tagLength * chunks(); }
    [[nodiscard]] std::int64_t chunkOffset(std::int64_t index) const {
        return length + index * (chunk + tagLength);
    }
    /// Plain bytes of chunk `index`; only the last may be short.
    [[nodiscard]] std::int64_t chunkLength(std::int64_t index) const {
        return std::min<std::int64_t>(chunk, plainLength - index * chunk);
    }
};

namespace packFormat {

/// keyed BLAKE2b-256(root, pack id || random): a pack renamed, swapped or from another study has another key.
[[nodiscard]] SecretBytes packKey(const SecretBytes& root, const PackId& pack, const QByteArray& random);

[[nodiscard]] QByteArray encodeHeader(const PackHeader& header, const SecretBytes& packKey);

/// The header's fields, not yet proven. Nothing when it is no pack of a kind we know.
[[nodiscard]] std::optional<PackHeader> parseHeader(const QByteArray& bytes);
[[nodiscard]] bool isAuthentic(const QByteArray& bytes, const SecretBytes& packKey);

/// The directory at the end of the plain bytes: CBOR, then its length as u64.
[[nodiscard]] QByteArray encodeDirectory(const QList<PackDirectoryEntry>& entries);
[[nodiscard]] std::optional<QList<PackDirectoryEntry>> decodeDirectory(const QByteArray& cbor);
inline constexpr int directoryLengthField = 8;

} // namespace packFormat

} // namespace casebook
