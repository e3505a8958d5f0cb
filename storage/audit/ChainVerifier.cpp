// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/audit/ChainVerifier.h"

#include "storage/audit/AuditCanon.h"
#include "storage/database/Connection.h"

#include <QSet>

#include <array>

namespace casebook::audit {

namespace {

constexpr char selectChain[] =
    "SELECT "
    "a.seq,a.tx,a.time_ms,a.zone_min,a.boot_id,a.mono_ms,a.user,a.roles,a.session,a.os_user,a.host,a.program,"
    "a.action,a.object_kind,a.object,a.subject,a.field,a.old_c,a.new_c,a.reason_code,a.reason_c,a.definition,"
    "a.hash,"
    "o.salt,o.value,n.salt,n.value,r.salt,r.value FROM audit a"
    " LEFT JOIN audit_value o ON o.seq=a.seq AND o.side=0 LEFT JOIN audit_value n ON n.seq=a.seq AND n.side=1"
    " LEFT JOIN audit_value r ON r.seq=a.seq AND r.side=2 ORDER BY a.seq";
constexpr int hashColumn = 22;
constexpr int firstValueColumn = 23;
constexpr qsizetype mostDamage = 1000; ///< a chain rewritten from the start would list every row

AuditRecord recordOf(const Statement& s) {
    AuditRecord r;
    r.seq = s.integer(0);
    r.tx = s.integer(1);
    r.timeMs = s.integer(2);
    r.zoneMinutes = s.integer(3);
    r.bootId = s.blob(4);
    r.monotonicMs = s.integer(5);
    r.user = s.blob(6);
    r.roles = s.text(7).toUtf8();
    r.session = s.blob(8);
    r.osUser = s.text(9);
    r.host = s.text(10);
    r.program = s.text(11);
    r.action = s.text(12).toUtf8();
    r.objectKind = s.text(13).toUtf8();
    r.object = s.blob(14);
    r.subject = s.blob(15);
    r.field = s.text(16).toUtf8();
    r.oldCommitment = s.blob(17);
    r.newCommitment = s.blob(18);
    r.reasonCode = s.text(19).toUtf8();
    r.reasonCommitment = s.blob(20);
    r.definition = s.text(21).toUtf8();
    return r;
}

class Walk {
public:
    Walk(const SecretBytes& key, const QByteArray& studyId, const QList<ChainAnchor>& anchors)
        : key_(key), anchors_(anchors) {
        report_.head = {0, studyId};
    }

    void row(const Statement& s) {
        const AuditRecord record = recordOf(s);
        const QByteArray stored = s.blob(hashColumn);
        if (record.seq != report_.head.seq + 1)
            damage(record.seq, "gap");
        if (chainHash(key_.span(), report_.head.hash, record) != stored)
            damage(record.seq, "hash");
        const std::array commitments{record.oldCommitment, record.newCommitment, record.reasonCommitment};
        for (int side = 0; side < 3; ++side)
            value(record.seq, side, commitments[static_cast<std::size_t>(side)], s);
        for (const ChainAnchor& anchor : anchors_)
            if (anchor.head.seq == record.seq && anchor.head.hash != stored)
                damage(record.seq, "anchor");
        if (record.action == "remove-value")
            removed_.insert(record.field);
        // The stored hash goes on, so that one changed row is one row of damage.
        report_.head = {record.seq, stored};
    }

    ChainReport finish() {
        for (const auto& [seq, field] : missing_)
            if (!removed_.contains(field))
                damage(seq, "value");
        for (const ChainAnchor& anchor : anchors_)
            if (anchor.head.seq > report_.head.seq)
                damage(report_.head.seq, "cut");
        return report_;
    }

private:
    void value(std::int64_t seq, int side, const QByteArray& expected, const Statement& s) {
        const int column = firstValueColumn + 2 * side;
        if (s.isNull(column)) {
            if (!expected.isEmpty())
                missing_.append({seq, QByteArray::number(seq) + '/' + QByteArray::number(side)});
            return;
        }
        if (commitment(s.blob(column), s.text(column + 1)) != expected)
            damage(seq, "value");
    }

    void damage(std::int64_t seq, const char* what) {
        if (report_.damage.size() < mostDamage)
            report_.damage.append({seq, what});
    }

    const SecretBytes& key_;
    const QList<ChainAnchor>& anchors_;
    ChainReport report_;
    QList<std::pair<std::int64_t, QByteArray>> missing_;
    QSet<QByteArray> removed_;
};

} // namespace

Result<ChainReport> verifyChain(Connection& connection, const SecretBytes& chainKey,
                                const QByteArray& studyId, const QList<ChainAnchor>& anchors,
                                const Job& job) {
    const auto total = connection.one("SELECT max(seq) FROM audit");
    if (!total)
        return tl::unexpected(total.error());
    auto rows = connection.prepare(selectChain);
    if (!rows)
        return tl::unexpected(rows.error());
    Walk walk(chainKey, studyId, anchors);
    for (std::int64_t done = 0;; ++done) {
        const auto row = rows->step();
        if (!row)
            return tl::unexpected(row.error());
        if (!*row)
            return walk.finish();
        walk.row(*rows);
        if (done % 4096 == 0) {
            if (job.stopped())
                return fail(ErrorKind::Cancelled, "cancelled");
            job.report(done, total->value_or(0));
        }
    }
}

} // namespace casebook::audit
