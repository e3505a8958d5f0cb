// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/audit/AuditCanon.h"

#include "storage/vault/Cbor.h"
#include "storage/vault/Crypto.h"

namespace casebook::audit {

QByteArray canon(const AuditRecord& r) {
    constexpr int version = 1;
    CborWriter out;
    out.array(23).integer(version);
    out.integer(r.seq)
        .integer(r.tx)
        .integer(r.timeMs)
        .integer(r.zoneMinutes)
        .bytes(r.bootId)
        .integer(r.monotonicMs);
    out.bytesOrNull(r.user).ascii(r.roles).bytesOrNull(r.session);
    out.text(r.osUser).text(r.host).text(r.program);
    out.ascii(r.action).ascii(r.objectKind).bytesOrNull(r.object).bytesOrNull(r.subject).ascii(r.field);
    out.bytesOrNull(r.oldCommitment).bytesOrNull(r.newCommitment);
    out.ascii(r.reasonCode).bytesOrNull(r.reasonCommitment).ascii(r.definition);
    return out.result();
}

QByteArray chainHash(std::span<const std::uint8_t> chainKey, const QByteArray& previous,
                     const AuditRecord& record) {
    return crypto::Blake2b(32, chainKey).add(previous).add(canon(record)).finish();
}

QByteArray commitment(const QByteArray& salt16, const QString& value) {
    return crypto::Blake2b(32).add(salt16).add(CborWriter().text(value).result()).finish();
}

} // namespace casebook::audit
