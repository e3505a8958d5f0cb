// SPDX-License-Identifier: GPL-3.0-or-later
//
// Clearing away what a crash or a deletion left, when a writer opens the study.
#include "storage/vault/VaultImplementation.h"

#include <QDateTime>
#include <QDirIterator>
#include <QFileInfo>

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

/// Those in the folder of the study; what lies at other places goes by ColdStore::clean().
Result<QList<PackId>> trashedPacks(Database& database) {
    return database.read([](ReadConnection& connection) -> Result<QList<PackId>> {
        auto rows = connection.prepare(
            "SELECT p.pack_id FROM pack_trash t JOIN pack p ON p.id=t.pack WHERE p.place IS NULL");
        if (!rows)
            return tl::unexpected(rows.error());
        QList<PackId> trashed;
        for (auto row = rows->step();; row = rows->step()) {
            if (!row)
                return tl::unexpected(row.error());
            if (!*row)
                return trashed;
            trashed.append({rows->blob(0)});
        }
    });
}

/// Packs without a row that no write of this session can have made.
QList<PackId> abandoned(const QString& folder, const QSet<QByteArray>& known, std::int64_t beforeMs) {
    QList<PackId> found;
    QStringList strangers;
    for (const PackId& pack : FileObjectStore::packsOnDisk(folder, strangers)) {
        const QFileInfo file(folder + QLatin1Char('/') + pack.path());
        if (!known.contains(pack.bytes) && file.lastModified().toMSecsSinceEpoch() < beforeMs)
            found.append(pack);
    }
    return found;
}

/// What lies at a place that is not connected stays in the trash. @return how many these are.
Result<int> forgetTrash(WriteTransaction& tx, const QList<std::int64_t>& away) {
    QByteArrayList places{"-1"};
    for (const std::int64_t place : away)
        places.append(QByteArray::number(place));
    const QByteArray waiting = "(SELECT id FROM pack WHERE place IN (" + places.join(',') + "))";
    return tx.run("DELETE FROM pack_trash WHERE pack NOT IN " + waiting)
        .and_then([&] { return tx.one("SELECT count(*) FROM pack_trash"); })
        .map([](std::optional<std::int64_t> left) { return int(left.value_or(0)); });
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

} // namespace

Result<CompactReport> Vault::compact(const Job& job) {
    if (auto may = d_->session.require(Right::ManageStudy); !may)
        return tl::unexpected(may.error());
    const std::lock_guard alone(d_->maintenance);
    CompactReport report;
    report.bytesBefore = bytesOnDisk(d_->folder);
    const auto known = knownPacks(*d_->database);
    const auto trashed = trashedPacks(*d_->database);
    if (!known || !trashed)
        return tl::unexpected(known ? trashed.error() : known.error());
    const QList<PackId> gone = *trashed + abandoned(d_->folder, *known, d_->openedAtMs);
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
    const auto away = d_->objects->awayPlaces();
    if (!cleaned)
        return tl::unexpected(cleaned.error());
    report.packs += *cleaned;
    auto done = d_->database->writeAndWait([&](WriteTransaction& tx) -> Result<> {
        AuditEntry entry;
        entry.action = "compact";
        entry.objectKind = "study";
        entry.field = "packs";
        entry.newValue = QString::number(report.packs);
        if (auto seq = tx.audit(entry); !seq)
            return tl::unexpected(seq.error());
        return forgetTrash(tx, away).map([&](int waiting) { report.waiting = waiting; });
    });
    if (done)
        done = d_->database->shrink();
    if (!done)
        return tl::unexpected(done.error());
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
    QList<PackId> gone = *trashed;
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
    if (gone.isEmpty())
        return {};
    for (const PackId& pack : gone) {
        auto removed = deps.files.remove(folder + QLatin1Char('/') + pack.path());
        if (removed || removed.error().code == "no-such-file")
            ++sweep.removed;
    }
    return database->writeAndWait([&](WriteTransaction& tx) -> Result<> {
        AuditEntry entry;
        entry.action = "sweep";
        entry.objectKind = "study";
        entry.field = "packs";
        entry.newValue = QString::number(sweep.removed);
        if (auto seq = tx.audit(entry); !seq)
            return tl::unexpected(seq.error());
        return tx.run("DELETE FROM pack_trash WHERE pack IN (SELECT id FROM pack WHERE place IS NULL)");
    });
}

} // namespace casebook
