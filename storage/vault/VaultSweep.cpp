// SPDX-License-Identifier: GPL-3.0-or-later
//
// Clearing away what a crash or a deletion left, when a writer opens the study.
#include "storage/vault/VaultImplementation.h"

#include <QDateTime>
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

Result<QList<PackId>> trashedPacks(Database& database) {
    return database.read([](ReadConnection& connection) -> Result<QList<PackId>> {
        auto rows = connection.prepare("SELECT p.pack_id FROM pack_trash t JOIN pack p ON p.id=t.pack");
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

} // namespace

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
        return tx.run("DELETE FROM pack_trash");
    });
}

} // namespace casebook
