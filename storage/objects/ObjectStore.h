// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/values/Ids.h"
#include "core/values/Job.h"
#include "core/values/Result.h"

#include <QByteArray>
#include <QList>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>

namespace casebook {

class WriteTransaction;

/// Random 128-bit name of a pack; 16 bytes.
struct PackId {
    QByteArray bytes;
    bool operator==(const PackId&) const = default;
    [[nodiscard]] QByteArray hex() const { return bytes.toHex(); }
    [[nodiscard]] QString path() const; ///< within the study folder: "o/ab/<32 hex>"
};

/// A part of a pack's plain bytes.
struct Extent {
    std::int64_t offset = 0;
    std::int64_t length = 0;
    bool operator==(const Extent&) const = default;
};

/// A pack that is durable on disk and waits for its row.
struct PackRef {
    PackId id;
    QList<Extent> extents; ///< of the parts, in the order given
    std::int64_t plainLength = 0;
    std::int64_t fileLength = 0;
    QByteArray fileHash;   ///< SHA-256 of the file, so verify needs no key
    std::uint32_t epoch = 1;
};

/// What is known of a part before its bytes come.
struct PartPlan {
    std::int64_t length = 0;
    QByteArray sha256; ///< of the plain bytes when the caller has it, else empty and computed here
};

/// A pack open for reading: keeps descriptor and key. Any number of threads at once.
/// Errors: Damaged "object-damaged" (object = path, args = {chunk index}), "object-missing", "truncated";
/// Refused "pack-away" (object = folder of the place): the pack lies on a disk that is not connected.
class Pack {
public:
    virtual ~Pack() = default;
    [[nodiscard]] virtual std::int64_t plainLength() const = 0;
    /// Decrypts exactly `into.size()` bytes from `offset`, whole chunks straight into place. Reads only the
    /// chunks it needs. On an error the content of `into` means nothing and must not be used.
    [[nodiscard]] virtual Result<> readInto(std::int64_t offset, std::span<std::byte> into) const = 0;
    [[nodiscard]] Result<QByteArray> read(Extent extent) const;
};

/// A pack being written, its bytes fed in order. Nothing of it is seen before finish().
/// Destroyed unfinished, it removes its temporary file. One thread at a time.
class PackWriter {
public:
    virtual ~PackWriter() = default;
    [[nodiscard]] virtual Result<> append(std::span<const std::byte> bytes) = 0;
    /// Durable when it returns. Refused "wrong-length" when the bytes fed are not what was planned.
    [[nodiscard]] virtual Result<PackRef> finish() = 0;
};

/// What a pack itself says of its parts, for a database that was lost.
struct PackDirectoryEntry {
    Extent extent;
    QByteArray sha256;
    bool operator==(const PackDirectoryEntry&) const = default;
};

struct SweepReport {
    int temporaries = 0; ///< removed from t/
    int removed = 0; ///< packs without a row, older than 24 h
    QList<QByteArray> orphans; ///< packs without a row, left alone (hex)
};

/// Encrypted, write-once files of the study ("packs"): 64 KiB chunks of AES-256-GCM under a key used once.
/// Order of a write: put() makes the file durable, then one transaction calls insertRow(), then acknowledge.
/// Any thread. Errors: those of Pack and FileSystem; Refused "read-only".
class ObjectStore {
public:
    virtual ~ObjectStore() = default;
    /// Writes one pack that holds all parts; durable when it returns.
    [[nodiscard]] virtual Result<PackRef> put(const QList<QByteArray>& parts,
                                              const QList<QByteArray>& sha256 = {}) = 0;
    [[nodiscard]] virtual Result<std::unique_ptr<PackWriter>> begin(const QList<PartPlan>& parts) = 0;
    [[nodiscard]] virtual Result<std::shared_ptr<const Pack>> open(const PackId& pack) = 0;
    [[nodiscard]] Result<QByteArray> read(const PackId& pack, Extent extent);
    [[nodiscard]] Result<> readInto(const PackId& pack, std::int64_t offset, std::span<std::byte> into);
    [[nodiscard]] virtual Result<QList<PackDirectoryEntry>> directory(const PackId& pack) = 0;

    /// Rows of `cold_place` whose disk is not connected now. Reads these disks.
    [[nodiscard]] virtual QList<std::int64_t> awayPlaces() { return {}; }

    /// Key by which equal content is found again in this study: BLAKE2b-256(subkey 6, SHA-256(content)).
    [[nodiscard]] virtual QByteArray dedupKey(const QByteArray& sha256) const = 0;
    [[nodiscard]] QByteArray dedupKeyOf(std::span<const std::byte> content) const;

    /// The pack's row; the caller audits what the pack is for. @return pack.id of the table.
    [[nodiscard]] static Result<std::int64_t> insertRow(WriteTransaction& transaction, const PackRef& pack);
    /// First half of deleting: the row goes to pack_trash; the file goes at the next sweep. Error Refused "no-such-pack".
    [[nodiscard]] static Result<> trashRow(WriteTransaction& transaction, const PackId& pack);
};

/// SHA-256 by OpenSSL (SHA extensions of the CPU where there are some).
[[nodiscard]] QByteArray sha256Of(std::span<const std::byte> bytes);
[[nodiscard]] QByteArray sha256Of(const QByteArray& bytes);

} // namespace casebook
