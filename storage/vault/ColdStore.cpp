// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/vault/ColdStore.h"

#include "storage/database/Database.h"
#include "storage/database/Rows.h"
#include "storage/objects/FileObjectStore.h"
#include "storage/vault/Crypto.h"
#include "storage/vault/FileCopy.h"
#include "storage/vault/FolderKind.h"

#include <QDir>
#include <QFileInfo>
#include <QHash>
#include <QSet>
#include <QStorageInfo>

#include <algorithm>

namespace casebook {

namespace {

constexpr std::int64_t kMib = 1 << 20, kSpareMib = 16;

QString spelled(const QString& folder) { return QDir::cleanPath(QFileInfo(folder).absoluteFilePath()); }

QString fileIn(const QString& folder, const PackId& pack) { return folder + QLatin1Char('/') + pack.path(); }

std::int64_t freeBytes(const QString& folder) {
    const QStorageInfo disk(folder);
    return disk.isValid() && disk.isReady() ? disk.bytesAvailable() : -1;
}

Result<> checkRoom(const QString& folder, std::int64_t bytes) {
    const std::int64_t free = freeBytes(folder);
    if (free >= 0 && free < bytes + kSpareMib * kMib)
        return fail(ErrorKind::System, "disk-full", folder,
                    {QString::number(bytes / kMib + kSpareMib), QString::number(free / kMib)});
    return {};
}

Result<> audited(WriteTransaction& tx, const char* action, const QString& from, const QString& to,
                 const QString& reason) {
    AuditEntry entry;
    entry.action = action;
    entry.objectKind = "study";
    entry.field = "packs";
    if (!from.isEmpty())
        entry.oldValue = from;
    entry.newValue = to;
    entry.reasonText = reason;
    return tx.audit(entry).map([](std::int64_t) {});
}

/// The audit names a place by its random name: the folder that a person chose may say too much.
QString nameOf(const ColdPlace& place) { return QString::fromLatin1(place.id.toHex().first(8)); }

} // namespace

struct ColdStore::Item {
    PackId id;
    std::int64_t length = 0;
    QByteArray hash; ///< SHA-256 of the file
    bool live = true;
    std::optional<std::int64_t> place;
    QString from; ///< folder that holds "o", once it is known
    bool stays = false; ///< the file at `from` is another study's too
};

/// Where a move goes.
struct ColdStore::Way {
    const char* action;
    QString to; ///< folder that holds "o" and "t"
    std::optional<ColdPlace> place; ///< none: the study
};

ColdStore::ColdStore(Study study) : in_(std::move(study)) {}

Result<QList<ColdPlace>> ColdStore::places() const {
    return in_.database.read([](ReadConnection& c) { return coldPlaces::all(c); });
}

Result<QSet<QByteArray>> ColdStore::borrowed() const {
    return in_.database.read([](ReadConnection& c) { return coldPlaces::borrowed(c); });
}

bool ColdStore::isConnected(const ColdPlace& place) const {
    return coldPlaces::isConnected(in_.files, place, in_.id, in_.keys);
}

Result<ColdOverview> ColdStore::overview() const {
    const auto known = places();
    if (!known)
        return tl::unexpected(known.error());
    ColdOverview out;
    for (const ColdPlace& place : *known)
        out.places.append({place});
    auto read = in_.database.read([&](ReadConnection& c) -> Result<> {
        const auto column = coldPlaces::column(c);
        if (!column)
            return tl::unexpected(column.error());
        auto rows = c.prepare("SELECT " + *column +
                              ",count(*),sum(file_len) FROM pack WHERE state='live' GROUP BY 1");
        if (!rows)
            return tl::unexpected(rows.error());
        for (auto row = rows->step();; row = rows->step()) {
            if (!row)
                return tl::unexpected(row.error());
            if (!*row)
                break;
            const auto place =
                std::find_if(out.places.begin(), out.places.end(),
                             [&](const ColdPlaceState& s) { return rows->integerOrNull(0) == s.place.row; });
            (place == out.places.end() ? out.packs : place->packs) = int(rows->integer(1));
            (place == out.places.end() ? out.bytes : place->bytes) = rows->integer(2);
        }
        for (ColdPlaceState& state : out.places) {
            const auto waiting =
                c.one("SELECT count(*) FROM pack_trash t JOIN pack p ON p.id=t.pack WHERE p.place=?",
                      state.place.row);
            if (!waiting)
                return tl::unexpected(waiting.error());
            state.waiting = int(waiting->value_or(0));
        }
        return {};
    });
    if (!read)
        return tl::unexpected(read.error());
    out.freeBytes = freeBytes(in_.folder);
    for (ColdPlaceState& state : out.places) {
        state.connected = isConnected(state.place);
        if (state.connected)
            state.freeBytes = freeBytes(state.place.folder());
    }
    return out;
}

Result<QList<ColdStore::Item>> ColdStore::items(const QList<PackId>& packs) const {
    QSet<QByteArray> wanted;
    for (const PackId& pack : packs)
        wanted.insert(pack.bytes);
    auto all = in_.database.read([](ReadConnection& c) -> Result<QList<Item>> {
        auto rows = c.prepare("SELECT pack_id,file_len,file_hash,state,place FROM pack ORDER BY id");
        if (!rows)
            return tl::unexpected(rows.error());
        return allRows<Item>(*rows, [](const Statement& r) -> Result<Item> {
            return Item{PackId{r.blob(0)},  r.integer(1), r.blob(2), r.text(3) == QLatin1StringView("live"),
                        r.integerOrNull(4), {},           false};
        });
    });
    if (all && !packs.isEmpty())
        all->removeIf([&](const Item& item) { return !item.live || !wanted.contains(item.id.bytes); });
    return all;
}

Result<int> ColdStore::pointTo(const QString& folder) {
    const auto known = places();
    if (!known)
        return tl::unexpected(known.error());
    QList<ColdPlace> found;
    for (ColdPlace place : *known)
        for (const QString& path : {folder, QFileInfo(folder).path()}) { // its own folder may be named too
            place.path = path;
            if (!isConnected(place))
                continue;
            found.append(place);
            break;
        }
    if (found.isEmpty())
        return 0;
    auto done = in_.database.writeAndWait([&](WriteTransaction& tx) -> Result<> {
        for (const ColdPlace& place : std::as_const(found)) {
            auto changed = tx.run("UPDATE cold_place SET path=?,rv=rv+1 WHERE id=? AND path<>?", place.path,
                                  place.row, place.path);
            if (changed && tx.changedRows() > 0)
                changed = audited(tx, "cold-place", {}, nameOf(place), {});
            if (!changed)
                return changed;
        }
        return {};
    });
    return done ? Result<int>(int(found.size())) : tl::unexpected(done.error());
}

Result<int> ColdStore::point(const QString& folder) {
    const std::lock_guard alone(in_.maintenance);
    auto found = pointTo(spelled(folder));
    if (found && *found == 0)
        return fail(ErrorKind::Refused, "no-cold-place", folder);
    return found;
}

Result<ColdPlace> ColdStore::placeIn(const QString& chosen) {
    const QString folder = spelled(chosen);
    if (isInside(folder, in_.folder))
        return fail(ErrorKind::Refused, "cold-inside-study", folder);
    if (auto found = pointTo(folder); !found)
        return tl::unexpected(found.error());
    const auto known = places();
    const auto others = borrowed();
    if (!known || !others)
        return tl::unexpected(known ? others.error() : known.error());
    for (const ColdPlace& place : *known)
        if (!others->contains(place.id) && (place.path == folder || place.folder() == folder))
            return isConnected(place) ? Result<ColdPlace>(place) : coldPlaces::away(place);
    if (!QFileInfo(folder).isDir())
        return fail(ErrorKind::Refused, "no-such-folder", folder);
    if (!isWritableFolder(folder))
        return fail(ErrorKind::System, "read-only-folder", folder);
    ColdPlace fresh{0, crypto::randomBytes(16), folder};
    if (auto made = coldPlaces::make(in_.files, fresh, in_.id, in_.keys); !made)
        return tl::unexpected(made.error());
    return in_.database.writeAndWait([&](WriteTransaction& tx) -> Result<ColdPlace> {
        auto done = tx.run("INSERT INTO cold_place(uuid,path,created_ms) VALUES(?,?,?)", fresh.id, fresh.path,
                           tx.nowMs());
        fresh.row = tx.lastInsertId();
        if (done)
            done = audited(tx, "cold-place", {}, nameOf(fresh), {});
        return done ? Result<ColdPlace>(fresh) : tl::unexpected(done.error());
    });
}

bool ColdStore::isWhole(const QString& path, const Item& item, const Job& job) const {
    if (QFileInfo(path).size() != item.length)
        return false;
    const auto digest = digestOf(in_.files, path, job);
    return digest && digest->hash == item.hash;
}

/// @return what is wrong with the pack's own file, which stays where it is then: "hash", "missing", "unreadable"; empty
/// where it was copied
Result<QByteArray> ColdStore::copyOne(const Item& item, const Way& way, const Job& job,
                                      const std::function<void(std::int64_t)>& progress) {
    const QString to = fileIn(way.to, item.id);
    const QString temporary = way.to + QStringLiteral("/t/") + QString::fromLatin1(item.id.hex());
    // A kill may have left it there, whole.
    const bool isThere = QFileInfo(to).size() == item.length && QFileInfo::exists(to);
    if (isThere && isWhole(to, item, job)) {
        progress(2 * item.length);
        return QByteArray();
    }
    static_cast<void>(in_.files.remove(temporary)); // of a kill too; what can't go is told by the copy
    const QString from = fileIn(item.from, item.id);
    const auto copied = copyFile(in_.files, from, temporary, to, item.hash, job, progress);
    const QByteArray fault = copied ? QByteArray() : faultOfSource(copied.error(), from);
    if (!fault.isEmpty())
        return fault;
    if (!copied)
        return tl::unexpected(copied.error());
    const auto read = digestOf(in_.files, to, job, progress);
    if (read && read->hash == item.hash)
        return QByteArray();
    static_cast<void>(in_.files.remove(to));
    return read ? fail(ErrorKind::System, "io-error", to,
                       {QStringLiteral("read"), QStringLiteral("wrong bytes")})
                : tl::unexpected(read.error());
}

/// @return the packs whose row says the new place now. One that was removed meanwhile is not among them.
Result<QSet<QByteArray>> ColdStore::commit(const QList<Item>& done, const Way& way, const QString& reason) {
    return in_.database.writeAndWait([&](WriteTransaction& tx) -> Result<QSet<QByteArray>> {
        QSet<QByteArray> moved;
        std::int64_t bytes = 0;
        const std::optional<std::int64_t> place = way.place ? std::optional(way.place->row) : std::nullopt;
        for (const Item& item : done) {
            if (auto set = tx.run("UPDATE pack SET place=? WHERE pack_id=? AND state='live' AND place IS ?",
                                  place, item.id.bytes, item.place);
                !set)
                return tl::unexpected(set.error());
            if (tx.changedRows() == 0)
                continue;
            moved.insert(item.id.bytes);
            bytes += item.length;
        }
        const QString what =
            QStringLiteral("packs %1, bytes %2%3")
                .arg(moved.size())
                .arg(bytes)
                .arg(way.place ? QStringLiteral(", place ") + nameOf(*way.place) : QString());
        if (auto told = audited(tx, way.action, {}, what, reason); !told)
            return tl::unexpected(told.error());
        return moved;
    });
}

Result<ColdReport> ColdStore::carry(const QList<Item>& items, const Way& way, const QString& reason,
                                    const Job& job) {
    ColdReport report;
    std::int64_t total = 0, passed = 0;
    for (const Item& item : items)
        total += 2 * item.length; // each is written and read back
    if (auto room = checkRoom(way.to, total / 2); !room)
        return tl::unexpected(room.error());
    const auto progress = [&](std::int64_t bytes) { job.report(passed += bytes, total); };
    // Whichever of the two ends is no longer there.
    const auto gone = [&](const Item& item) -> std::optional<ColdPlace> {
        if (way.place)
            return isConnected(*way.place) ? std::nullopt : way.place;
        for (const ColdPlace& place : places().value_or(QList<ColdPlace>()))
            if (place.row == item.place && !isConnected(place))
                return place;
        return std::nullopt;
    };
    QList<Item> done;
    for (const Item& item : items) {
        auto copied = job.stopped() ? Result<QByteArray>(fail(ErrorKind::Cancelled, "cancelled"))
                                    : copyOne(item, way, job, progress);
        if (!copied || !copied->isEmpty())
            if (const auto away = gone(item))
                copied = coldPlaces::away(*away);
        if (!copied) {
            report.stopped = copied.error();
            break;
        }
        if (copied->isEmpty())
            done.append(item);
        else
            report.damage.append(
                {Damage::Kind::Object, item.id.path(), QString::fromLatin1(item.id.hex()), *copied});
    }
    report.left = int(items.size() - done.size());
    if (done.isEmpty())
        return report.stopped ? Result<ColdReport>(tl::unexpected(*report.stopped)) : report;
    // No original goes for a copy on a disk that does not answer: what was copied goes at the next cleaning.
    if (way.place && !isConnected(*way.place))
        return coldPlaces::away(*way.place);
    if (report.stopped && report.stopped->code == "io-error" &&
        report.stopped->object.startsWith(way.to + u'/'))
        return tl::unexpected(*report.stopped);
    const auto moved = commit(done, way, reason);
    if (!moved)
        return tl::unexpected(moved.error());
    QSet<QString> folders;
    for (const Item& item : std::as_const(done)) {
        const bool isMoved = moved->contains(item.id.bytes);
        // What can't be removed now, or comes back with a power cut, is left over, and goes with the next cleaning.
        const QString left = fileIn(isMoved ? item.from : way.to, item.id);
        const bool goes = !isMoved || !item.stays;
        if (const auto removed = goes ? in_.files.remove(left) : Result<>();
            !removed && removed.error().code != "no-such-file")
            ++report.leftOver;
        folders.insert(QFileInfo(left).path());
        report.packs += isMoved ? 1 : 0;
        report.bytes += isMoved ? item.length : 0;
    }
    for (const QString& folder : std::as_const(folders))
        static_cast<void>(in_.files.syncFolder(folder));
    return report;
}

Result<ColdReport> ColdStore::move(const QList<PackId>& packs, const QString& folder, const QString& reason,
                                   const Job& job) {
    const std::lock_guard alone(in_.maintenance);
    if (in_.database.isReadOnly())
        return fail(ErrorKind::Refused, "read-only");
    auto chosen = packs.isEmpty() ? Result<QList<Item>>(QList<Item>()) : items(packs);
    if (!chosen)
        return tl::unexpected(chosen.error());
    chosen->removeIf([](const Item& item) { return item.place.has_value(); });
    for (Item& item : *chosen)
        item.from = in_.folder;
    const auto place = placeIn(folder);
    if (!place)
        return tl::unexpected(place.error());
    if (auto cleaned = clean(job); !cleaned)
        return tl::unexpected(cleaned.error());
    auto report = chosen->isEmpty() ? Result<ColdReport>(ColdReport())
                                    : carry(*chosen, {"cold-move", place->folder(), *place}, reason, job);
    return report.map([&](ColdReport done) {
        done.place = place->path;
        return done;
    });
}

Result<ColdReport> ColdStore::bringBack(const QList<PackId>& packs, const QString& reason, const Job& job) {
    const std::lock_guard alone(in_.maintenance);
    if (in_.database.isReadOnly())
        return fail(ErrorKind::Refused, "read-only");
    auto chosen = packs.isEmpty() ? Result<QList<Item>>(QList<Item>()) : items(packs);
    const auto known = places();
    const auto others = borrowed();
    if (!chosen || !known || !others)
        return tl::unexpected(!chosen ? chosen.error() : !known ? known.error() : others.error());
    ColdReport gone;
    QList<Item> here;
    for (const ColdPlace& place : *known) {
        const bool connected = isConnected(place);
        for (Item& item : *chosen) {
            if (item.place != place.row)
                continue;
            item.from = place.folder();
            item.stays = others->contains(place.id);
            if (connected)
                here.append(item);
            else
                addAway(gone.away, place.path, item.length);
        }
    }
    if (here.isEmpty() && !gone.away.isEmpty())
        return fail(ErrorKind::Refused, "pack-away", gone.away.first().place);
    if (auto cleaned = clean(job); !cleaned)
        return tl::unexpected(cleaned.error());
    auto report = here.isEmpty() ? Result<ColdReport>(ColdReport())
                                 : carry(here, {"cold-back", in_.folder, std::nullopt}, reason, job);
    if (!report)
        return report;
    report->away = gone.away;
    for (const AwayPacks& away : std::as_const(gone.away))
        report->left += away.packs;
    return report;
}

/// Files at a place whose pack lies in the study, and removed ones. What no row knows is not touched: another state of
/// this study may need it. So may all at a place that is borrowed, and clean() asks for none of it.
int ColdStore::cleanPlace(const ColdPlace& place, const QHash<QByteArray, Item>& known, const Job& job) {
    int removed = 0;
    const QString folder = place.folder();
    for (const QString& path : FileObjectStore::temporaries(folder))
        removed += in_.files.remove(folder + QLatin1Char('/') + path) ? 1 : 0;
    QStringList strangers;
    for (const PackId& pack : FileObjectStore::packsOnDisk(folder, strangers)) {
        const auto item = known.constFind(pack.bytes);
        if (job.stopped() || item == known.constEnd())
            continue;
        const bool isTrash = !item->live; // wherever its row says it lay: a kill leaves copies
        const bool isLeft = item->live && !item->place && isWhole(fileIn(in_.folder, pack), *item, job);
        if (isTrash || isLeft)
            removed += in_.files.remove(fileIn(folder, pack)) ? 1 : 0;
    }
    return removed;
}

/// Files in the study whose pack lies at a place, where it is whole.
int ColdStore::cleanStudy(const QList<ColdPlace>& connected, const QHash<QByteArray, Item>& known,
                          const Job& job) {
    int removed = 0;
    QStringList strangers;
    for (const PackId& pack : FileObjectStore::packsOnDisk(in_.folder, strangers)) {
        const auto item = known.constFind(pack.bytes);
        if (job.stopped() || item == known.constEnd() || !item->place)
            continue;
        for (const ColdPlace& place : connected)
            if (item->place == place.row &&
                (!item->live || isWhole(fileIn(place.folder(), pack), *item, job)))
                removed += in_.files.remove(fileIn(in_.folder, pack)) ? 1 : 0;
    }
    return removed;
}

Result<int> ColdStore::clean(const Job& job) {
    auto all = places();
    if (!all || all->isEmpty())
        return all ? Result<int>(0) : tl::unexpected(all.error());
    const auto rows = items({});
    const auto others = borrowed();
    if (!rows || !others)
        return tl::unexpected(rows ? others.error() : rows.error());
    QHash<QByteArray, Item> known;
    for (const Item& item : *rows)
        known.insert(item.id.bytes, item);
    all->removeIf([&](const ColdPlace& place) { return !isConnected(place); });
    int removed = cleanStudy(*all, known, job);
    for (const ColdPlace& place : *all)
        removed += others->contains(place.id) ? 0 : cleanPlace(place, known, job);
    return removed;
}

} // namespace casebook
