// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/imaging/WatchService.h"

#include "core/values/Messages.h"
#include "storage/database/Database.h"
#include "storage/imaging/FileWalker.h"
#include "storage/study/SettingTable.h"
#include "storage/subjects/ConsentTraces.h"

#include <QDateTime>
#include <QDirIterator>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSet>

#include <algorithm>
#include <utility>

namespace casebook {

namespace {

const QString kKey = QStringLiteral("watch"), kOn = QStringLiteral("on"),
              kFolders = QStringLiteral("folders");

QString toText(const WatchSettings& settings) {
    const QJsonObject json{{kOn, settings.on}, {kFolders, QJsonArray::fromStringList(settings.folders)}};
    return QString::fromUtf8(QJsonDocument(json).toJson(QJsonDocument::Compact));
}

WatchSettings fromText(const QString& text) {
    const QJsonObject json = QJsonDocument::fromJson(text.toUtf8()).object();
    WatchSettings out;
    out.on = json.value(kOn).toBool();
    for (const QJsonValue& folder : json.value(kFolders).toArray())
        out.folders.append(folder.toString());
    return out;
}

/// As programs name a file that they are still writing.
bool isUnderWay(const QString& name) {
    static const QSet<QString> endings{QStringLiteral("part"),       QStringLiteral("partial"),
                                       QStringLiteral("tmp"),        QStringLiteral("temp"),
                                       QStringLiteral("crdownload"), QStringLiteral("filepart")};
    return endings.contains(name.section(u'.', -1).toLower()) && name.contains(u'.');
}

bool isWithin(const QString& path, const QString& folder) {
    return path == folder || path.startsWith(QString(folder + u'/'));
}

ImportReport::Refused unreadable(const QString& path) {
    const Error error{ErrorKind::Refused, "unreadable", path, {}};
    return {path, error.code, messageText(error), {}};
}

/// What is there now; each file once, whatever folders hold it.
QList<WatchedFile> filesIn(const QStringList& folders, const Job& job,
                           QList<ImportReport::Refused>& refused) {
    QList<WatchedFile> out;
    QSet<QString> once;
    for (const QString& folder : folders) {
        const QFileInfo root(folder);
        if (!root.isDir() || !root.isReadable()) {
            refused.append(unreadable(folder));
            continue;
        }
        QDirIterator walk(folder, QDir::Files | QDir::NoDotAndDotDot, QDirIterator::Subdirectories);
        while (walk.hasNext() && !job.stopped()) {
            const QFileInfo file = walk.nextFileInfo();
            const QString path = file.absoluteFilePath();
            if (isUnderWay(file.fileName()) || isDicomDirName(path) || once.contains(path))
                continue;
            once.insert(path);
            if (file.isReadable())
                out.append({path, file.size(), file.lastModified().toMSecsSinceEpoch()});
            else
                refused.append(unreadable(path));
        }
    }
    std::sort(out.begin(), out.end(), [](const auto& a, const auto& b) { return a.path < b.path; });
    return out;
}

/// Files that were not taken for this computer's own faults: an archive too, where that befell an entry of it.
QSet<QString> toComeLater(const ImportReport& report) {
    QSet<QString> out;
    for (const ImportReport::Refused& refused : report.refused) {
        if (!mayComeLater(refused))
            continue;
        out.insert(refused.path);
        if (refused.code == "unreadable")
            continue; // within an archive: its DICOMDIR names what it does not hold
        for (qsizetype at = refused.path.lastIndexOf(u'/'); at > 0;
             at = refused.path.lastIndexOf(u'/', at - 1))
            out.insert(refused.path.first(at));
    }
    return out;
}

} // namespace

WatchService::WatchService(Database& database, ImportService& imports, const Session& session,
                           const QString& studyFolder)
    : database_(database), imports_(imports), session_(session),
      studyFolder_(QFileInfo(studyFolder).canonicalFilePath()) {}

Result<WatchSettings> WatchService::stored() const {
    return database_.read([](ReadConnection& c) { return settingTable::value(c, kKey); })
        .map([](const std::optional<QString>& text) { return fromText(text.value_or(QString())); });
}

Result<WatchSettings> WatchService::settings() const {
    if (auto may = session_.require(Right::ReadSubjects); !may)
        return tl::unexpected(may.error());
    return stored();
}

Result<> WatchService::mayChange(const QString& reason) const {
    if (auto may = session_.require(Right::ManageStudy); !may)
        return may;
    return reason.trimmed().isEmpty() ? Result<>(fail(ErrorKind::Refused, "reason-needed")) : Result<>();
}

Result<> WatchService::change(const WatchSettings& before, const WatchSettings& after,
                              const QString& reason) {
    if (before == after)
        return {};
    return database_.writeAndWait([&](WriteTransaction& tx) -> Result<> {
        const auto now = settingTable::value(tx.connection(), kKey);
        if (!now)
            return tl::unexpected(now.error());
        if (fromText(now->value_or(QString())) != before)
            return fail(ErrorKind::Refused, "changed-elsewhere", kKey);
        AuditEntry entry;
        entry.action = "change";
        entry.objectKind = "setting";
        entry.field = "watch";
        entry.oldValue = toText(before);
        entry.newValue = toText(after);
        entry.reasonText = reason.trimmed();
        return settingTable::set(tx, kKey, toText(after)).and_then([&] {
            return tx.audit(entry).map([](std::int64_t) {});
        });
    });
}

Result<> WatchService::setOn(bool on, const QString& reason) {
    if (auto may = mayChange(reason); !may)
        return may;
    return stored().and_then([&](const WatchSettings& now) {
        WatchSettings after = now;
        after.on = on;
        return change(now, after, reason);
    });
}

Result<> WatchService::addFolder(const QString& path, const QString& reason) {
    if (auto may = mayChange(reason); !may)
        return may;
    const QString folder = QFileInfo(path).canonicalFilePath();
    if (folder.isEmpty() || !QFileInfo(folder).isDir())
        return fail(ErrorKind::Refused, "no-such-folder", path);
    if (isWithin(folder, studyFolder_) || isWithin(studyFolder_, folder))
        return fail(ErrorKind::Refused, "watch-study", path);
    return stored().and_then([&](const WatchSettings& now) {
        WatchSettings after = now;
        if (!after.folders.contains(folder))
            after.folders.append(folder);
        return change(now, after, reason);
    });
}

Result<> WatchService::removeFolder(const QString& path, const QString& reason) {
    if (auto may = mayChange(reason); !may)
        return may;
    return stored().and_then([&](const WatchSettings& now) -> Result<> {
        WatchSettings after = now;
        // A folder that is gone has no canonical path: then by what was typed.
        if (after.folders.removeAll(path) + after.folders.removeAll(QFileInfo(path).canonicalFilePath()) == 0)
            return fail(ErrorKind::Refused, "not-watched", path);
        return change(now, after, reason);
    });
}

Result<bool> WatchService::wasTaken(const WatchedFile& file) const {
    return database_
        .read([&](ReadConnection& c) {
            return c.one(
                "SELECT id FROM watched_file WHERE path IN (?1, ?4) AND size = ?2 AND changed_ms = ?3",
                file.path, file.size, file.changedMs,
                consentTraces::fileMark(file.path, file.size, file.changedMs));
        })
        .map([](const std::optional<std::int64_t>& id) { return id.has_value(); });
}

Result<WatchLook> WatchService::look(const Job& job) {
    if (auto may = session_.require(Right::Import); !may)
        return tl::unexpected(may.error());
    const auto settings = stored();
    if (!settings)
        return tl::unexpected(settings.error());
    if (!settings->on)
        return fail(ErrorKind::Refused, "watch-off");
    WatchLook out;
    const QList<WatchedFile> files = filesIn(settings->folders, job, out.unreadable);
    if (job.stopped())
        return fail(ErrorKind::Cancelled, "cancelled"); // half a look would forget the rest
    const QHash<QString, Seen> before = std::exchange(seen_, {});
    for (const WatchedFile& file : files) {
        Seen now{file.size, file.changedMs, false};
        const auto old = before.constFind(file.path);
        const bool same =
            old != before.constEnd() && old->size == file.size && old->changedMs == file.changedMs;
        if (same && old->taken) {
            now.taken = true;
        } else if (!same) { // asked once a file, not once a look
            const auto taken = wasTaken(file);
            if (!taken)
                return tl::unexpected(taken.error());
            now.taken = *taken;
        }
        seen_.insert(file.path, now);
        if (now.taken)
            continue;
        if (same)
            out.ready.append(file);
        else
            ++out.settling;
    }
    return out;
}

Result<ImportReport> WatchService::take(const QList<WatchedFile>& files, const Job& job,
                                        const ImportService::Options& options) {
    QList<WatchedFile> there;
    QStringList paths;
    for (const WatchedFile& file : files)
        if (QFileInfo::exists(file.path)) { // it may have gone since the look, and may come back
            there.append(file);
            paths.append(file.path);
        }
    auto report = imports_.run(paths, job, options);
    if (!report || report->state != "done")
        return report;
    if (auto kept = remember(there, *report); !kept)
        return tl::unexpected(kept.error());
    return report;
}

Result<> WatchService::remember(const QList<WatchedFile>& files, const ImportReport& report) {
    const QSet<QString> later = toComeLater(report);
    for (const WatchedFile& file : files)
        seen_.insert(file.path, {file.size, file.changedMs, true});
    return database_.writeAndWait([&](WriteTransaction& tx) -> Result<> {
        for (const WatchedFile& file : files) {
            if (later.contains(file.path))
                continue;
            if (auto kept =
                    tx.run("INSERT INTO watched_file(path, size, changed_ms, import) VALUES(?, ?, ?, ?)"
                           " ON CONFLICT(path) DO UPDATE SET size = excluded.size,"
                           " changed_ms = excluded.changed_ms, import = excluded.import",
                           file.path, file.size, file.changedMs, report.id);
                !kept)
                return kept;
        }
        AuditEntry entry;
        entry.action = "watch";
        entry.objectKind = "import";
        entry.object = report.uuid;
        entry.field = "files";
        entry.newValue = QString::number(files.size());
        return tx.audit(entry).map([](std::int64_t) {});
    });
}

} // namespace casebook
