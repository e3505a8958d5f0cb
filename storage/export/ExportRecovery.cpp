// SPDX-License-Identifier: GPL-3.0-or-later
//
// What an export leaves that was cut off: its unchecked folder, or a whole set that nobody recorded.
#include "storage/database/Database.h"
#include "storage/export/ExportFolder.h"
#include "storage/export/ExportService.h"
#include "storage/export/ExportStore.h"

#include <QFileInfo>
#include <QJsonDocument>

#include <algorithm>

namespace casebook {

namespace {

/// A set that somebody else put there is not this export's, however whole it is.
bool isOf(const ExportFolder::Released& set, const QHash<std::int64_t, QString>& pseudonyms) {
    const QSet<QString> own(pseudonyms.cbegin(), pseudonyms.cend());
    return own.contains(set.subjects) && (!set.subjects.isEmpty() || own.isEmpty());
}

Result<> settleFirst(WriteTransaction& tx, const exportStore::Row& row, const ExportFolder::Released& set,
                     qsizetype subjects) {
    const QJsonObject report{{QStringLiteral("subjects"), subjects},
                             {QStringLiteral("exams"), set.exams},
                             {QStringLiteral("objects"), set.objects},
                             {QStringLiteral("tables"), set.tables},
                             {QStringLiteral("files"), set.files}};
    return exportStore::settle(tx, row, set.manifestHash,
                               QJsonDocument(report).toJson(QJsonDocument::Compact));
}

} // namespace

/// A kill between the rename and its record leaves a set that can be passed on: it is told as what it is.
Result<> ExportService::settleWhole() {
    const auto rows =
        database_.read([&](ReadConnection& c) { return exportStore::cutOff(c, session_.uuid); });
    if (!rows)
        return tl::unexpected(rows.error());
    for (const exportStore::Row& row : *rows)
        if (!row.folder.isEmpty() && !QFileInfo::exists(row.part))
            if (auto settled = settle(row); !settled)
                return settled;
    return {};
}

Result<> ExportService::settle(const exportStore::Row& row) {
    const bool again = row.state == "released";
    const auto known = database_.read([&](ReadConnection& c) { return exportStore::pseudonyms(c, row); });
    if (!known)
        return tl::unexpected(known.error());
    auto set = ExportFolder::readReleased(row.folder);
    if (set && !isOf(*set, *known))
        set.reset();
    if (!set && !(again && ExportFolder::isGone(row.folder)))
        return {}; // a question to a person
    auto done = database_.writeAndWait([&](WriteTransaction& tx) {
        if (!again)
            return settleFirst(tx, row, *set, known->size());
        return exportStore::settleRepeat(tx, row, set ? std::optional(set->manifestHash) : std::nullopt);
    });
    // Nobody may use it any more, so it is not released: a person removes it.
    return !done && done.error().code == "withdrawn-since" ? Result<>() : done;
}

Result<QList<ExportRecord>> ExportService::interrupted() {
    if (auto may = session_.require(Right::Export); !may)
        return tl::unexpected(may.error());
    if (auto settled = settleWhole(); !settled)
        return tl::unexpected(settled.error());
    auto done = database_.writeAndWait(
        [&](WriteTransaction& tx) { return exportStore::interruptRunning(tx, session_.uuid); });
    if (!done)
        return tl::unexpected(done.error());
    return database_.read([&](ReadConnection& c) { return exportStore::unfinished(c, session_.uuid); });
}

/// Where the unfinished folder is no more, its set may stand under its own name: that is not removed, so it is not
/// forgotten either.
Result<> ExportService::requireNoSet(const exportStore::Row& row) const {
    const QString folder = exportStore::folderOfPart(row.part);
    if (!ExportFolder::isGone(row.part) || ExportFolder::isGone(folder))
        return {};
    const auto another =
        database_.read([&](ReadConnection& c) { return exportStore::isReleasedByAnother(c, row, folder); });
    const auto known = database_.read([&](ReadConnection& c) { return exportStore::pseudonyms(c, row); });
    if (!another || !known)
        return tl::unexpected(!another ? another.error() : known.error());
    const auto set = ExportFolder::readReleased(folder);
    if (*another || (set && !isOf(*set, *known)))
        return {};
    return fail(ErrorKind::Refused, "set-stands", folder);
}

Result<> ExportService::removePart(const Uuid& id) {
    if (auto may = session_.require(Right::Export); !may)
        return may;
    auto row = database_.read([&](ReadConnection& c) { return exportStore::find(c, id.toString()); });
    if (!row)
        return tl::unexpected(row.error());
    const auto busy =
        database_.read([&](ReadConnection& c) { return exportStore::isOfSession(c, *row, session_.uuid); });
    if (!busy)
        return tl::unexpected(busy.error());
    if (*busy || row->state == "running" || exportStore::folderOfPart(row->part).isEmpty())
        return fail(ErrorKind::Refused, "no-such-export", id.toString());
    if (!QFileInfo(QFileInfo(row->part).path()).isDir())
        return fail(ErrorKind::Refused, "set-away", row->part);
    if (auto nothing = requireNoSet(*row); !nothing)
        return nothing;
    if (!ExportFolder::remove(row->part))
        return fail(ErrorKind::System, "write-failed", row->part);
    return database_.writeAndWait([&](WriteTransaction& tx) { return exportStore::forgetPart(tx, *row); });
}

} // namespace casebook
