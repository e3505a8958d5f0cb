// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/vault/BackupNote.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace casebook::backupNote {

namespace {

/// What Home says of the last backup.
QString lastBackupText(const BackupReport& report, std::int64_t bytes, std::int64_t madeMs) {
    const QJsonObject note{
        {QStringLiteral("time_ms"), qint64(madeMs)},   {QStringLiteral("folder"), report.folder},
        {QStringLiteral("snapshot"), report.snapshot}, {QStringLiteral("bytes"), qint64(bytes)},
        {QStringLiteral("verified"), report.verified}, {QStringLiteral("damaged"), report.damage.size()}};
    return QString::fromUtf8(QJsonDocument(note).toJson(QJsonDocument::Compact));
}

Result<std::optional<QString>> planText(Connection& connection) {
    auto row = connection.prepare("SELECT value FROM setting WHERE key='backup.plan'");
    if (!row)
        return tl::unexpected(row.error());
    return row->step().map([&](bool found) { return found ? std::optional(row->text(0)) : std::nullopt; });
}

QJsonObject objectOf(const std::optional<QString>& text) {
    return QJsonDocument::fromJson(text.value_or(QString()).toUtf8()).object();
}

} // namespace

std::int64_t snapshotBytes(const backupFolder::Source& source, const BackupReport& report) {
    constexpr std::int64_t largest = std::int64_t(1) << 30;
    const QString path = backupFolder::snapshotPath(report.folder, report.snapshot);
    const auto bytes = source.files.readAll(path + QStringLiteral("/manifest"), largest);
    const auto manifest = bytes ? backupManifest::open(*bytes, source.studyId, source.keys)
                                : Result<BackupManifest>(tl::unexpected(bytes.error()));
    if (!manifest)
        return -1;
    std::int64_t sum = manifest->databaseLength;
    for (const auto& pack : manifest->packs)
        sum += pack.fileLength;
    return sum;
}

Result<> write(WriteTransaction& tx, const BackupReport& report, std::int64_t bytes, std::int64_t madeMs) {
    AuditEntry entry;
    entry.action = "backup";
    entry.objectKind = "study";
    entry.field = "snapshot";
    entry.newValue = QStringLiteral("%1: packs %2, copied %3, damaged %4")
                         .arg(report.snapshot)
                         .arg(report.packs)
                         .arg(report.copied)
                         .arg(report.damage.size());
    int away = 0;
    for (const AwayPacks& place : report.away)
        away += place.packs;
    if (away > 0)
        *entry.newValue += QStringLiteral(", away %1").arg(away);
    if (!report.removedSnapshots.isEmpty())
        *entry.newValue += QStringLiteral(", removed ") + report.removedSnapshots.join(QLatin1Char(' '));
    if (auto seq = tx.audit(entry); !seq)
        return tl::unexpected(seq.error());
    return tx.run("INSERT INTO setting(key,value) VALUES('backup.last',?) "
                  "ON CONFLICT(key) DO UPDATE SET value=excluded.value,rv=rv+1",
                  lastBackupText(report, bytes, madeMs));
}

Result<int> snapshotsKept(Connection& connection) {
    return planText(connection).map([](const std::optional<QString>& plan) {
        const int kept = objectOf(plan)[QStringLiteral("keep")].toInt(backupFolder::snapshotsKept);
        return std::max(kept, 1);
    });
}

Result<bool> stopRhythm(WriteTransaction& tx) {
    const auto before = planText(tx.connection());
    if (!before)
        return tl::unexpected(before.error());
    const QString rhythm = QStringLiteral("rhythm"), off = QStringLiteral("off");
    QJsonObject plan = objectOf(*before);
    if (plan[rhythm].toString(off) == off)
        return false;
    plan[rhythm] = off;
    AuditEntry entry;
    entry.action = "change";
    entry.objectKind = "setting";
    entry.field = "backup.plan";
    entry.oldValue = *before;
    entry.newValue = QString::fromUtf8(QJsonDocument(plan).toJson(QJsonDocument::Compact));
    if (auto seq = tx.audit(entry); !seq)
        return tl::unexpected(seq.error());
    return tx.run("UPDATE setting SET value=?,rv=rv+1 WHERE key='backup.plan'", *entry.newValue).map([] {
        return true;
    });
}

} // namespace casebook::backupNote
