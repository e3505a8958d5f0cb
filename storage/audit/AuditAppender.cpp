// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/audit/AuditAppender.h"

#include "storage/database/Connection.h"
#include "storage/vault/Crypto.h"

#include <pwd.h>

#include <QCoreApplication>
#include <QSysInfo>

#include <cstdlib>

#include <unistd.h>

namespace casebook {

namespace {

constexpr std::int64_t mostDriftMs = 60'000;
enum Side { oldSide = 0, newSide = 1, reasonSide = 2 };

constexpr char insertRow[] =
    "INSERT INTO "
    "audit(seq,tx,time_ms,zone_min,boot_id,mono_ms,user,roles,session,os_user,host,program,action,"
    "object_kind,object,subject,field,old_c,new_c,reason_code,reason_c,definition,hash)"
    " VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)";

std::optional<QByteArray> orNull(const QByteArray& bytes) {
    return bytes.isEmpty() ? std::nullopt : std::optional(bytes);
}

QString asciiText(const QByteArray& bytes) { return QString::fromUtf8(bytes); }

} // namespace

AuditActor AuditActor::ofThisProcess() {
    AuditActor actor;
    const passwd* entry = getpwuid(geteuid());
    actor.osUser = entry ? QString::fromLocal8Bit(entry->pw_name) : QString::number(geteuid());
    actor.host = QSysInfo::machineHostName();
    const QString version = QCoreApplication::applicationVersion();
    actor.program = QCoreApplication::applicationName() + QLatin1Char(' ') +
                    (version.isEmpty() ? QStringLiteral("0") : version);
    return actor;
}

AuditAppender::AuditAppender(const Clock& clock, const SecretBytes& chainKey, const QByteArray& studyId,
                             AuditActor actor)
    : clock_(clock), chainKey_(chainKey.clone()), studyId_(studyId), actor_(std::move(actor)) {
    state_.head = {0, studyId};
    beginTransaction();
}

Result<> AuditAppender::load(Connection& connection) {
    auto last =
        connection.prepare("SELECT seq,hash,time_ms,mono_ms,boot_id FROM audit ORDER BY seq DESC LIMIT 1");
    if (!last)
        return tl::unexpected(last.error());
    const auto row = last->step();
    if (!row)
        return tl::unexpected(row.error());
    state_ = State{{0, studyId_}, 0, 0, {}};
    if (*row)
        state_ = State{{last->integer(0), last->blob(1)}, last->integer(2), last->integer(3), last->blob(4)};
    return {};
}

void AuditAppender::beginTransaction() {
    nowMs_ = clock_.utcMs();
    nowMonotonic_ = clock_.monotonicMs();
    zone_ = clock_.zoneOffsetMinutes();
    boot_ = clock_.bootId();
    tx_ = 0;
}

Result<std::int64_t> AuditAppender::append(Connection& connection, const AuditEntry& entry) {
    return noteClock(connection).and_then([&] { return appendRow(connection, entry); });
}

/// The wall clock decides nothing (order is by seq), but a reader must know when it jumped.
Result<> AuditAppender::noteClock(Connection& connection) {
    const bool sameBoot = state_.head.seq > 0 && state_.lastBoot == boot_;
    const std::int64_t expected = state_.lastUtc + (nowMonotonic_ - state_.lastMonotonic);
    const bool back = state_.head.seq > 0 && nowMs_ < state_.lastUtc;
    const bool drifted = sameBoot && std::abs(nowMs_ - expected) > mostDriftMs;
    if (!back && !drifted)
        return {};
    AuditEntry entry;
    entry.action = "clock";
    entry.objectKind = "study";
    entry.oldValue = QString::number(sameBoot ? expected : state_.lastUtc);
    entry.newValue = QString::number(nowMs_);
    const auto done = appendRow(connection, entry);
    if (!done)
        return tl::unexpected(done.error());
    return {};
}

Result<QByteArray> AuditAppender::putValue(Connection& connection, std::int64_t seq, int side,
                                           const std::optional<QString>& value) {
    if (!value)
        return QByteArray();
    const QString composed = value->normalized(QString::NormalizationForm_C);
    const QByteArray salt = crypto::randomBytes(16);
    const auto done = connection.run("INSERT INTO audit_value(seq,side,salt,value) VALUES(?,?,?,?)", seq,
                                     side, salt, composed);
    if (!done)
        return tl::unexpected(done.error());
    return audit::commitment(salt, composed);
}

Result<std::int64_t> AuditAppender::appendRow(Connection& connection, const AuditEntry& entry) {
    AuditRecord r;
    r.seq = state_.head.seq + 1;
    if (tx_ == 0)
        tx_ = r.seq;
    r.tx = tx_;
    r.timeMs = nowMs_;
    r.zoneMinutes = zone_;
    r.bootId = boot_;
    r.monotonicMs = nowMonotonic_;
    r.user = actor_.user;
    r.roles = actor_.roles;
    r.session = actor_.session;
    r.osUser = actor_.osUser;
    r.host = actor_.host;
    r.program = actor_.program;
    r.action = entry.action;
    r.objectKind = entry.objectKind;
    r.object = entry.object.bytes;
    r.subject = entry.subject.bytes;
    r.field = entry.field;
    r.reasonCode = entry.reasonCode;
    r.definition = entry.definition;
    const auto oldC = putValue(connection, r.seq, oldSide, entry.oldValue);
    const auto newC = putValue(connection, r.seq, newSide, entry.newValue);
    const auto reasonC =
        putValue(connection, r.seq, reasonSide,
                 entry.reasonText.isEmpty() ? std::nullopt : std::optional(entry.reasonText));
    for (const auto* part : {&oldC, &newC, &reasonC})
        if (!*part)
            return tl::unexpected(part->error());
    r.oldCommitment = *oldC;
    r.newCommitment = *newC;
    r.reasonCommitment = *reasonC;
    const QByteArray hash = audit::chainHash(chainKey_.span(), state_.head.hash, r);
    const auto done =
        connection.run(insertRow, r.seq, r.tx, r.timeMs, r.zoneMinutes, r.bootId, r.monotonicMs,
                       orNull(r.user), asciiText(r.roles), orNull(r.session), r.osUser, r.host, r.program,
                       asciiText(r.action), asciiText(r.objectKind), orNull(r.object), orNull(r.subject),
                       asciiText(r.field), orNull(r.oldCommitment), orNull(r.newCommitment),
                       asciiText(r.reasonCode), orNull(r.reasonCommitment), asciiText(r.definition), hash);
    if (!done)
        return tl::unexpected(done.error());
    state_ = State{{r.seq, hash}, nowMs_, nowMonotonic_, boot_};
    return r.seq;
}

} // namespace casebook
