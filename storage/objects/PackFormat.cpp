// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/objects/PackFormat.h"

#include "storage/vault/Cbor.h"
#include "storage/vault/Crypto.h"
#include "storage/vault/LittleEndian.h"

#include <limits>

namespace casebook::packFormat {

namespace {

constexpr char magic[] = "CBOB";
constexpr std::uint8_t version = 1;
constexpr int macLength = 24;
constexpr int beforeMac = PackHeader::length - macLength;

QByteArray macOf(const QByteArray& fields, const SecretBytes& packKey) {
    return crypto::Blake2b(macLength, packKey.span()).add(fields).finish();
}

} // namespace

SecretBytes packKey(const SecretBytes& root, const PackId& pack, const QByteArray& random) {
    QByteArray hash = crypto::Blake2b(32, root.span()).add(pack.bytes).add(random).finish();
    SecretBytes key = SecretBytes::copyOf(crypto::of(hash));
    wipeBytes(hash);
    return key;
}

QByteArray encodeHeader(const PackHeader& header, const SecretBytes& packKey) {
    QByteArray out(magic, 4);
    putLe(out, version);
    putLe(out, PackHeader::aes256Gcm);
    putLe(out, std::uint16_t{0}); // flags: bit 0 kept for compression
    putLe(out, static_cast<std::uint64_t>(header.plainLength));
    putLe(out, header.chunk);
    putLe(out, header.epoch);
    out += header.random;
    return out + macOf(out, packKey);
}

std::optional<PackHeader> parseHeader(const QByteArray& bytes) {
    LeReader in(bytes);
    const bool known = in.bytes(4) == QByteArray(magic, 4) && in.number<std::uint8_t>() == version &&
                       in.number<std::uint8_t>() == PackHeader::aes256Gcm && in.number<std::uint16_t>() == 0;
    PackHeader header;
    const auto plain = in.number<std::uint64_t>();
    header.chunk = in.number<std::uint32_t>();
    header.epoch = in.number<std::uint32_t>();
    header.random = in.bytes(16);
    if (!known || !in.good() || bytes.size() != PackHeader::length ||
        header.chunk != PackHeader::standardChunk ||
        plain > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max() / 2))
        return std::nullopt;
    header.plainLength = static_cast<std::int64_t>(plain);
    return header;
}

bool isAuthentic(const QByteArray& bytes, const SecretBytes& packKey) {
    return bytes.size() == PackHeader::length &&
           crypto::equal(macOf(bytes.first(beforeMac), packKey), bytes.last(macLength));
}

QByteArray encodeDirectory(const QList<PackDirectoryEntry>& entries) {
    CborWriter cbor;
    cbor.array(2).integer(1).array(static_cast<std::uint64_t>(entries.size()));
    for (const auto& entry : entries)
        cbor.array(3).integer(entry.extent.offset).integer(entry.extent.length).bytes(entry.sha256);
    QByteArray out = cbor.result();
    putLe(out, static_cast<std::uint64_t>(out.size()));
    return out;
}

std::optional<QList<PackDirectoryEntry>> decodeDirectory(const QByteArray& cbor) {
    CborReader in(cbor);
    if (in.array(2) != 2U || in.integer() != 1)
        return std::nullopt;
    QList<PackDirectoryEntry> entries;
    for (auto count = in.array(1U << 20).value_or(0); count > 0 && in.good(); --count) {
        in.array(3);
        PackDirectoryEntry entry;
        entry.extent.offset = in.integer().value_or(-1);
        entry.extent.length = in.integer().value_or(-1);
        entry.sha256 = in.bytes().value_or(QByteArray());
        entries.append(entry);
    }
    return in.good() && in.atEnd() ? std::optional(entries) : std::nullopt;
}

} // namespace casebook::packFormat
