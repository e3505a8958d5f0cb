// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/study/BackupService.h"

#include "storage/database/Database.h"
#include "storage/study/SettingTable.h"

#include <QDateTime>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTimeZone>

#include <algorithm>

namespace casebook {

using namespace Qt::StringLiterals;

namespace {

const QString kPlan = u"backup.plan"_s, kLast = u"backup.last"_s, kVerify = u"verify.last"_s;
constexpr std::int64_t kDayMs = 86'400'000;
constexpr int kFewestDays = 7, kMostDays = 30, kDefaultDays = 7;

QString toText(const QJsonObject& json) {
    return QString::fromUtf8(QJsonDocument(json).toJson(QJsonDocument::Compact));
}

QJsonObject fromText(const std::optional<QString>& text) {
    return QJsonDocument::fromJson(text.value_or(QString()).toUtf8()).object();
}

QString planText(const BackupPlan& plan) {
    return toText({{u"rhythm"_s, QString::fromLatin1(rhythmCode(plan.rhythm))},
                   {u"folder"_s, plan.folder},
                   {u"keep"_s, plan.keep}});
}

BackupPlan planFrom(const std::optional<QString>& text) {
    const QJsonObject json = fromText(text);
    BackupPlan plan;
    plan.folder = json[u"folder"_s].toString();
    plan.keep = std::max(json[u"keep"_s].toInt(plan.keep), 1);
    for (const BackupRhythm rhythm : {BackupRhythm::Daily, BackupRhythm::Weekly})
        if (json[u"rhythm"_s].toString() == QLatin1StringView(rhythmCode(rhythm)))
            plan.rhythm = rhythm;
    return plan;
}

std::optional<LastBackup> lastFrom(const std::optional<QString>& text) {
    const QJsonObject json = fromText(text);
    LastBackup last;
    last.timeMs = json[u"time_ms"_s].toInteger();
    if (last.timeMs <= 0)
        return std::nullopt;
    last.folder = json[u"folder"_s].toString();
    last.snapshot = json[u"snapshot"_s].toString();
    last.bytes = json[u"bytes"_s].toInteger(-1);
    last.damaged = json[u"damaged"_s].toInt();
    last.verified = json[u"verified"_s].toBool();
    return last;
}

std::optional<LastVerify> verifyFrom(const std::optional<QString>& text) {
    const QJsonObject json = fromText(text);
    const LastVerify out{json[u"time_ms"_s].toInteger(), json[u"damaged"_s].toInt()};
    return out.timeMs > 0 ? std::optional(out) : std::nullopt;
}

QDate dayOf(std::int64_t ms, const Clock& clock) {
    return QDateTime::fromMSecsSinceEpoch(ms,
                                          QTimeZone::fromSecondsAheadOfUtc(clock.zoneOffsetMinutes() * 60))
        .date();
}

int daysOf(BackupRhythm rhythm) { return rhythm == BackupRhythm::Daily ? 1 : kDefaultDays; }

/// By days of the calendar, so that a daily backup at ten does not wait for ten the next morning. A backup that
/// lies in the future tells of a clock that jumped: its age is not known, so it counts as due.
void setAge(BackupState& state, const Clock& clock) {
    if (!state.last) {
        state.due = true;
        return;
    }
    const qint64 days = dayOf(state.last->timeMs, clock).daysTo(dayOf(clock.utcMs(), clock));
    state.ageDays = int(std::max<qint64>(days, 0));
    state.due = days < -1 || days >= daysOf(state.plan.rhythm);
}

Result<StudyGrowth> growthOf(Connection& connection, std::int64_t nowMs) {
    const auto first = connection.one("SELECT min(created_ms) FROM pack");
    if (!first)
        return tl::unexpected(first.error());
    StudyGrowth growth;
    if (!*first || **first <= 0 || **first > nowMs)
        return growth;
    growth.days = int(std::min<std::int64_t>((nowMs - **first) / kDayMs, kMostDays));
    return connection
        .one("SELECT sum(file_len) FROM pack WHERE state = 'live' AND created_ms >= ?",
             nowMs - growth.days * kDayMs)
        .map([&](std::optional<std::int64_t> bytes) {
            growth.bytes = bytes.value_or(0);
            return growth;
        });
}

Result<BackupState> readState(Connection& connection, const Clock& clock) {
    BackupState state;
    const auto plan = settingTable::value(connection, kPlan);
    const auto last = settingTable::value(connection, kLast);
    const auto verify = settingTable::value(connection, kVerify);
    const auto growth = growthOf(connection, clock.utcMs());
    for (const auto* one : {&plan, &last, &verify})
        if (!*one)
            return tl::unexpected(one->error());
    if (!growth)
        return tl::unexpected(growth.error());
    state.plan = planFrom(*plan);
    state.last = lastFrom(*last);
    state.verify = verifyFrom(*verify);
    state.growth = *growth;
    setAge(state, clock);
    return state;
}

} // namespace

QByteArray rhythmCode(BackupRhythm rhythm) {
    return rhythm == BackupRhythm::Daily ? "daily" : rhythm == BackupRhythm::Weekly ? "weekly" : "off";
}

std::optional<std::int64_t> daysLeft(const StudyGrowth& growth, std::int64_t freeBytes) {
    if (growth.days < kFewestDays || growth.bytes <= 0 || freeBytes < 0)
        return std::nullopt;
    return std::int64_t(double(freeBytes) / (double(growth.bytes) / growth.days));
}

BackupService::BackupService(Database& database, const Session& session, const Clock& clock)
    : database_(database), session_(session), clock_(clock) {}

Result<BackupState> BackupService::state() const {
    if (auto may = session_.require(Right::ReadSubjects); !may)
        return tl::unexpected(may.error());
    auto state = database_.read([&](ReadConnection& c) { return readState(c, clock_); });
    if (state && !session_.may(Right::ManageStudy)) {
        state->plan.folder.clear();
        if (state->last)
            state->last->folder.clear();
    }
    return state;
}

Result<> BackupService::setPlan(const BackupPlan& plan) {
    if (auto may = session_.require(Right::ManageStudy); !may)
        return may;
    if (!plan.folder.isEmpty() && !QFileInfo(plan.folder).isAbsolute())
        return fail(ErrorKind::Refused, "bad-value", plan.folder);
    if (plan.keep < 1)
        return fail(ErrorKind::Refused, "bad-value", QString::number(plan.keep));
    return database_.writeAndWait([&](WriteTransaction& tx) -> Result<> {
        const auto before = settingTable::value(tx.connection(), kPlan);
        if (!before)
            return tl::unexpected(before.error());
        if (planFrom(*before) == plan)
            return {};
        AuditEntry entry;
        entry.action = "change";
        entry.objectKind = "setting";
        entry.field = "backup.plan";
        entry.oldValue = *before;
        entry.newValue = planText(plan);
        return settingTable::set(tx, kPlan, planText(plan)).and_then([&] {
            return tx.audit(entry).map([](std::int64_t) {});
        });
    });
}

Result<> BackupService::noteVerify(const VerifyReport& report) {
    if (auto may = session_.require(Right::Verify); !may)
        return may;
    if (session_.readOnly)
        return fail(ErrorKind::Refused, "read-only");
    return database_.writeAndWait([&](WriteTransaction& tx) {
        AuditEntry entry;
        entry.action = "verify";
        entry.objectKind = "study";
        entry.field = "damaged";
        entry.newValue = QString::number(report.damage.size());
        const QJsonObject note{{u"time_ms"_s, qint64(tx.nowMs())}, {u"damaged"_s, report.damage.size()}};
        return settingTable::set(tx, kVerify, toText(note)).and_then([&] {
            return tx.audit(entry).map([](std::int64_t) {});
        });
    });
}

} // namespace casebook
