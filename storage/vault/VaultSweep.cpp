// SPDX-License-Identifier: GPL-3.0-or-later
//
// Clearing away what a crash or a deletion left, when a writer opens the study.
#include "storage/database/IdList.h"
#include "storage/vault/ColdPlaces.h"
#include "storage/vault/VaultImplementation.h"

#include <QDateTime>
#include <QDirIterator>
#include <QFileInfo>
#include <QStorageInfo>

namespace casebook {

namespace {

constexpr std::int64_t orphanAgeMs = 24LL * 60 * 60 * 1000;

Result<QSet<QByteArray>> knownPacks(Database& database) {
    return database.read([](ReadConnection& connection) -> Result<QSet<QByteArray>> {
        auto rows = connection.prepare("SELECT pack_id FROM pack");
        if (!rows)
            return tl::unexpected(rows.error());
        QSet<QByteArray> known;
        for (auto row = rows->step();; row = rows->step()) {
            if (!row)
                return tl::unexpected(row.error());
            if (!*row)
                return known;
            known.insert(rows->blob(0));
        }
    });
}

/// A pack in the trash and where its file lies.
struct Trashed {
    std::int64_t row = 0;
    PackId pack;
    std::optional<std::int64_t>
        place; ///< none: the folder of the study; files at places go by ColdStore::clean()
};

Result<QList<Trashed>> trashedPacks(Database& database) {
    return database.read([](ReadConnection& connection) -> Result<QList<Trashed>> {
        auto rows = connection.prepare(
            "SELECT p.id, p.pack_id, p.place FROM pack_trash t JOIN pack p ON p.id=t.pack ORDER BY p.id");
        if (!rows)
            return tl::unexpected(rows.error());
        return allRows<Trashed>(*rows, [](const Statement& r) -> Result<Trashed> {
            return Trashed{r.integer(0), PackId{r.blob(1)}, r.integerOrNull(2)};
        });
    });
}

/// Packs without a row that no write of this session has made. Files are listed before rows: what is committed between
/// the two has its row. A clock that was set back makes new files look old, so the store is asked too.
Result<QList<PackId>> abandoned(const QString& folder, const FileObjectStore& objects, Database& database,
                                std::int64_t beforeMs) {
    QStringList strangers;
    QList<PackId> found = FileObjectStore::packsOnDisk(folder, strangers);
    const auto known = knownPacks(database);
    if (!known)
        return tl::unexpected(known.error());
    found.removeIf([&](const PackId& pack) {
        const QFileInfo file(folder + QLatin1Char('/') + pack.path());
        return known->contains(pack.bytes) || objects.isOfThisSession(pack) ||
               file.lastModified().toMSecsSinceEpoch() >= beforeMs;
    });
    return found;
}

/// Those of `trashed` at a place that is connected where the file is not any more.
Result<IdList> goneAtPlaces(Database& database, ObjectStore& objects, const QList<Trashed>& trashed) {
    const auto places = database.read([](ReadConnection& c) { return coldPlaces::all(c); });
    if (!places)
        return tl::unexpected(places.error());
    QList<Trashed> gone;
    for (const Trashed& one : trashed)
        for (const ColdPlace& place : *places)
            if (one.place == place.row &&
                !QFileInfo::exists(place.folder() + QLatin1Char('/') + one.pack.path()))
                gone.append(one);
    // Asked after the look: of a disk that was pulled out meanwhile no file was seen either.
    const QList<std::int64_t> away = objects.awayPlaces();
    IdList rows;
    for (const Trashed& one : std::as_const(gone))
        if (!away.contains(*one.place))
            rows.append(one.row);
    return rows;
}

/// What was trashed meanwhile, and what could not be removed, stays in the trash.
Result<> forgetTrash(WriteTransaction& tx, const IdList& gone) {
    return tx.run("DELETE FROM pack_trash WHERE pack IN " + listed(gone));
}

std::int64_t bytesOnDisk(const QString& folder) {
    std::int64_t sum = QFileInfo(folder + QStringLiteral("/d/c")).size() +
                       QFileInfo(folder + QStringLiteral("/d/c-wal")).size();
    QDirIterator files(folder + QStringLiteral("/o"), QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        files.next();
        sum += files.fileInfo().size();
    }
    return sum;
}

/// The pages that stay are written twice: to a file beside, and to the log on their way back.
Result<> checkRoomToShrink(Database& database, const QString& folder) {
    const auto pages = database.read([](ReadConnection& connection) {
        return connection.one("SELECT p.page_count-f.freelist_count"
                              " FROM pragma_page_count() p,pragma_freelist_count() f");
    });
    if (!pages)
        return tl::unexpected(pages.error());
    constexpr std::int64_t pageSize = 4096, spare = 16, mib = 1 << 20;
    const std::int64_t need = 2 * pageSize * pages->value_or(0);
    const std::int64_t free = QStorageInfo(folder).bytesAvailable();
    if (free >= 0 && free < need + spare * mib)
        return fail(ErrorKind::System, "disk-full", folder,
                    {QString::number(need / mib + spare), QString::number(free / mib)});
    return {};
}

} // namespace

Result<CompactReport> Vault::compact(const Job& job) {
    if (auto may = d_->session.require(Right::ManageStudy); !may)
        return tl::unexpected(may.error());
    const std::unique_lock alone(d_->maintenance, std::try_to_lock);
    if (!alone) // that may take hours
        return fail(ErrorKind::InUse, "backup-running");
    CompactReport report;
    report.bytesBefore = bytesOnDisk(d_->folder);
    const auto left = abandoned(d_->folder, *d_->objects, *d_->database, d_->openedAtMs);
    const auto trashed = trashedPacks(*d_->database);
    if (!left || !trashed)
        return tl::unexpected(left ? trashed.error() : left.error());
    QList<PackId> gone = *left;
    IdList forgotten;
    for (const Trashed& one : *trashed) {
        if (one.place)
            continue;
        gone.append(one.pack);
        forgotten.append(one.row); // one that can't be removed ends this
    }
    for (qsizetype n = 0; n < gone.size(); ++n) {
        if (job.stopped())
            return fail(ErrorKind::Cancelled, "cancelled");
        const auto removed = d_->deps.files.remove(d_->folder + QLatin1Char('/') + gone[n].path());
        if (!removed && removed.error().code != "no-such-file")
            return tl::unexpected(removed.error());
        static_cast<void>(d_->objects->open(gone[n])); // finds that the file is gone, and lets go of it
        report.packs += removed ? 1 : 0;
        job.report(n + 1, gone.size() + 1);
    }
    const auto cleaned = d_->cold->clean(job);
    const auto elsewhere = goneAtPlaces(*d_->database, *d_->objects, *trashed);
    if (!cleaned || !elsewhere)
        return tl::unexpected(cleaned ? elsewhere.error() : cleaned.error());
    report.packs += *cleaned;
    forgotten.append(*elsewhere);
    report.waiting = int(trashed->size() - forgotten.size());
    auto done = d_->database->writeAndWait([&](WriteTransaction& tx) -> Result<> {
        AuditEntry entry;
        entry.action = "compact";
        entry.objectKind = "study";
        entry.field = "packs";
        entry.newValue = QString::number(report.packs);
        if (auto seq = tx.audit(entry); !seq)
            return tl::unexpected(seq.error());
        return forgetTrash(tx, forgotten);
    });
    if (!done)
        return tl::unexpected(done.error());
    if (const auto shrunk = checkRoomToShrink(*d_->database, d_->folder).and_then([&] {
            return d_->inside->shrink(job);
        });
        !shrunk && report.packs == 0)
        return tl::unexpected(shrunk.error());
    else if (!shrunk)
        report.unfinished = shrunk.error();
    report.bytesAfter = bytesOnDisk(d_->folder);
    return report;
}

Result<> Vault::Implementation::sweepLeftovers() {
    for (const QString& path : FileObjectStore::temporaries(folder))
        if (deps.files.remove(folder + QLatin1Char('/') + path))
            ++sweep.temporaries;
    const auto known = knownPacks(*database);
    const auto trashed = trashedPacks(*database);
    if (!known || !trashed)
        return tl::unexpected(known ? trashed.error() : known.error());
    const auto remove = [&](const PackId& pack) {
        const auto removed = deps.files.remove(folder + QLatin1Char('/') + pack.path());
        const bool isGone = removed || removed.error().code == "no-such-file";
        sweep.removed += isGone ? 1 : 0;
        return isGone;
    };
    QList<PackId> gone;
    IdList forgotten;
    bool swept = false;
    for (const Trashed& one : *trashed) {
        if (one.place)
            continue;
        swept = true;
        if (remove(one.pack))
            forgotten.append(one.row);
    }
    QStringList strangers;
    for (const PackId& pack : FileObjectStore::packsOnDisk(folder, strangers)) {
        const QFileInfo file(folder + QLatin1Char('/') + pack.path());
        if (known->contains(pack.bytes) ||
            deps.clock.utcMs() - file.lastModified().toMSecsSinceEpoch() < orphanAgeMs)
            continue;
        // One that still tells its content is for a person to decide on; the rest is of no use to anybody.
        if (objects->directory(pack))
            sweep.orphans.append(pack.hex());
        else
            gone.append(pack);
    }
    if (gone.isEmpty() && !swept)
        return {};
    for (const PackId& pack : gone)
        static_cast<void>(remove(pack));
    return database->writeAndWait([&](WriteTransaction& tx) -> Result<> {
        AuditEntry entry;
        entry.action = "sweep";
        entry.objectKind = "study";
        entry.field = "packs";
        entry.newValue = QString::number(sweep.removed);
        if (auto seq = tx.audit(entry); !seq)
            return tl::unexpected(seq.error());
        return forgetTrash(tx, forgotten);
    });
}

} // namespace casebook
