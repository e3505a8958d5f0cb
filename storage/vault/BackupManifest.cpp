// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/vault/BackupManifest.h"

#include "storage/vault/Cbor.h"
#include "storage/vault/Crypto.h"
#include "storage/vault/LittleEndian.h"

namespace casebook::backupManifest {

namespace {

constexpr char magic[] = "CBKSNAP1";
constexpr int magicLength = 8, epochLength = 4, nonceLength = 24;
constexpr std::int64_t version = 1;
constexpr std::uint64_t mostPacks = 10'000'000;

tl::unexpected<Error> damaged() {
    return fail(ErrorKind::Damaged, "backup-damaged", {}, {QStringLiteral("manifest")});
}

QByteArray associated(const QByteArray& clear, const QByteArray& studyId) { return clear + studyId; }

QByteArray encode(const BackupManifest& m) {
    CborWriter out;
    out.array(10)
        .integer(version)
        .integer(m.epoch)
        .integer(m.madeMs)
        .integer(m.head.seq)
        .bytes(m.head.hash)
        .integer(m.databaseLength)
        .bytes(m.databaseHash)
        .bytes(m.headerHash);
    out.array(std::uint64_t(m.packs.size()));
    for (const auto& pack : m.packs)
        out.array(3).bytes(pack.id.bytes).integer(pack.fileLength).bytes(pack.fileHash);
    out.array(std::uint64_t(m.damagedPacks.size()));
    for (const PackId& pack : m.damagedPacks)
        out.bytes(pack.bytes);
    return out.result();
}

bool decodePacks(CborReader& in, BackupManifest& m) {
    const std::uint64_t packs = in.array(mostPacks).value_or(0);
    for (std::uint64_t i = 0; i < packs && in.good(); ++i) {
        in.array(3);
        BackupManifest::PackFileEntry entry;
        entry.id.bytes = in.bytes().value_or(QByteArray());
        entry.fileLength = in.integer().value_or(-1);
        entry.fileHash = in.bytes().value_or(QByteArray());
        if (entry.id.bytes.size() != 16 || entry.fileLength < 0 || entry.fileHash.size() != 32)
            return false;
        m.packs.append(std::move(entry));
    }
    const std::uint64_t damagedOnes = in.array(mostPacks).value_or(0);
    for (std::uint64_t i = 0; i < damagedOnes && in.good(); ++i)
        m.damagedPacks.append({in.bytes().value_or(QByteArray())});
    return in.good() && in.atEnd();
}

} // namespace

QByteArray seal(const BackupManifest& manifest, const KeyRing& keys) {
    QByteArray clear(magic, magicLength);
    putLe(clear, manifest.epoch);
    const QByteArray nonce = crypto::randomBytes(nonceLength);
    return clear + nonce +
           crypto::seal(keys.key(KeyPurpose::Bundle).span(), nonce, associated(clear, manifest.studyId),
                        crypto::of(encode(manifest)));
}

Result<BackupManifest> open(const QByteArray& file, const QByteArray& studyId, const KeyRing& keys) {
    constexpr int before = magicLength + epochLength;
    if (file.size() < before + nonceLength || !file.startsWith(magic))
        return damaged();
    const QByteArray clear = file.first(before);
    LeReader fields(clear);
    static_cast<void>(fields.bytes(magicLength));
    const SecretBytes* key = keys.bundleKey(fields.number<std::uint32_t>());
    if (!key)
        return damaged();
    const SecretBytes plain = crypto::open(key->span(), file.mid(before, nonceLength),
                                           associated(clear, studyId), file.mid(before + nonceLength));
    if (plain.isEmpty())
        return damaged();
    CborReader in(QByteArray(reinterpret_cast<const char*>(plain.data()), qsizetype(plain.size())));
    BackupManifest m;
    m.studyId = studyId;
    in.array(10);
    if (in.integer() != version)
        return damaged();
    m.epoch = std::uint32_t(in.integer().value_or(0));
    m.madeMs = in.integer().value_or(0);
    m.head.seq = in.integer().value_or(0);
    m.head.hash = in.bytes().value_or(QByteArray());
    m.databaseLength = in.integer().value_or(-1);
    m.databaseHash = in.bytes().value_or(QByteArray());
    m.headerHash = in.bytes().value_or(QByteArray());
    if (!decodePacks(in, m))
        return damaged();
    return m;
}

} // namespace casebook::backupManifest
