// SPDX-License-Identifier: GPL-3.0-or-later
//
// Backup of an open study, and restoring one from a backup.
#include "storage/vault/BackupNote.h"
#include "storage/vault/FolderKind.h"
#include "storage/vault/StudyMark.h"
#include "storage/vault/Unmake.h"
#include "storage/vault/VaultImplementation.h"

#include <QDir>
#include <QFileInfo>

namespace casebook {

namespace {

QString spelled(const QString& folder) { return QDir::cleanPath(QFileInfo(folder).absoluteFilePath()); }

/// The newest snapshot that this secret opens with a sound manifest, or the one that was named.
struct Chosen {
    QString name;
    BackupManifest manifest;
    OpenedKeys opened;
    QStringList passedOver; ///< newer ones that are too damaged for that

    /// For the report: what comes is older than what was kept.
    void tell(QList<Damage>& damage) const {
        for (const QString& snapshot : passedOver)
            damage.append({Damage::Kind::Header, QStringLiteral("s/") + snapshot, {}, "unreadable"});
    }
};
Result<Chosen> choose(const QString& backup, const QString& snapshot, const vaultKeys::SlotFinder& find,
                      const SecretBytes& secret, const VaultDeps& deps) {
    const auto all = backupFolder::snapshots(backup);
    if (!all)
        return tl::unexpected(all.error());
    Error first{ErrorKind::Refused, "no-such-snapshot", snapshot, {}};
    QStringList passedOver;
    for (const BackupSnapshot& one : *all) {
        if (!snapshot.isEmpty() && one.name != snapshot)
            continue;
        const QString path = backupFolder::snapshotPath(backup, one.name);
        auto opened = vaultKeys::open(path, find, secret, deps);
        if (!opened && (opened.error().kind == ErrorKind::NoRight || opened.error().code == "user-needed"))
            return tl::unexpected(opened.error()); // a wrong passphrase, or nobody's, opens none
        const auto bytes = opened
                               ? deps.files.readAll(path + QStringLiteral("/manifest"), std::int64_t(1) << 30)
                               : Result<QByteArray>(tl::unexpected(opened.error()));
        auto manifest = bytes ? backupManifest::open(*bytes, opened->header.studyId, opened->keys)
                              : Result<BackupManifest>(tl::unexpected(bytes.error()));
        if (manifest)
            return Chosen{one.name, std::move(*manifest), std::move(*opened), passedOver};
        if (passedOver.isEmpty())
            first = manifest.error().kind == ErrorKind::Damaged
                        ? manifest.error()
                        : Error{ErrorKind::Damaged, "backup-damaged", {}, {one.name}};
        passedOver.append(one.name);
    }
    return tl::unexpected(first);
}

Result<> checkEmpty(const QString& study) {
    const QFileInfo info(study);
    if (info.exists() && (!info.isDir() || !QDir(study).isEmpty(QDir::AllEntries | QDir::Hidden |
                                                                QDir::System | QDir::NoDotAndDotDot)))
        return fail(ErrorKind::Refused, "study-exists", study);
    return {};
}

/// Before anything is copied: a network folder would be refused after it, at the opening.
Result<> makeStudyFolders(const VaultDeps& deps, const QString& study) {
    if (!QDir().mkpath(study))
        return fail(ErrorKind::System, "io-error", study, {QStringLiteral("mkdir"), {}});
    if (deps.kindOf(study) == FolderKind::Network && !deps.allowNetworkFolder)
        return fail(ErrorKind::Refused, "network-folder", study);
    QFile::setPermissions(study, QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ExeOwner);
    return deps.files.makeFolder(study + QStringLiteral("/d")).and_then([&] {
        return FileObjectStore::makeFolders(deps.files, study);
    });
}

/// The snapshot in a study folder of its own; nobody writes to the backup meanwhile.
struct Extracted {
    Chosen chosen;
    RestoreReport report;
    std::unique_ptr<Unmake> unmake; ///< until it is a study of its own
};
Result<Extracted> extract(const QString& backup, const QString& snapshot, const QString& study,
                          const QString& login, const SecretBytes& passphrase, const Job& job,
                          const VaultDeps& deps) {
    const auto shared = backupFolder::share(backup, deps.files);
    if (!shared)
        return tl::unexpected(shared.error());
    auto chosen = choose(
        backup, snapshot, [&](const Header& h) { return vaultKeys::userSlot(h, login); }, passphrase, deps);
    if (!chosen)
        return tl::unexpected(chosen.error());
    if (auto empty = checkEmpty(study); !empty)
        return tl::unexpected(empty.error());
    auto unmake = std::make_unique<Unmake>(study);
    const auto made =
        makeStudyFolders(deps, study).and_then([&] { return studyMark::markRestoring(deps.files, study); });
    if (!made)
        return tl::unexpected(made.error());
    auto report = backupFolder::extract(backup, chosen->name, chosen->manifest, study, deps.files, job);
    if (!report)
        return tl::unexpected(report.error());
    chosen->tell(report->damage);
    return Extracted{std::move(*chosen), std::move(*report), std::move(unmake)};
}

/// What came back lies in the study now. What the backup never held stays where it was, on a disk of its own, which is
/// that of the study the backup was made of: both go on side by side.
Result<> settlePlaces(WriteTransaction& tx, RestoreReport& report) {
    for (const PackId& pack : std::as_const(report.packsBack))
        if (auto done =
                tx.run("UPDATE pack SET place=NULL WHERE pack_id=? AND place IS NOT NULL", pack.bytes);
            !done)
            return done;
    auto rows = tx.prepare("SELECT c.path,p.file_len,p.pack_id FROM pack p JOIN cold_place c ON c.id=p.place"
                           " WHERE p.state='live'");
    if (!rows)
        return tl::unexpected(rows.error());
    for (auto row = rows->step();; row = rows->step()) {
        if (!row)
            return tl::unexpected(row.error());
        if (!*row)
            break;
        const QString object = QString::fromLatin1(rows->blob(2).toHex());
        addAway(report.away, rows->text(0), rows->integer(1));
        report.damage.removeIf(
            [&](const Damage& d) { return d.what == "not-in-backup" && d.object == object; });
    }
    return tx.run("DELETE FROM cold_place WHERE id NOT IN (SELECT place FROM pack WHERE place IS NOT NULL)")
        .and_then([&] { return coldPlaces::borrowAll(tx); });
}

/// A pack that came back rotten is read where it lies whole: at its place.
void preferPlaces(ColdStore& cold, const QString& study, RestoreReport& report, const Job& job) {
    if (report.damage.isEmpty() || report.away.isEmpty())
        return;
    static_cast<void>(cold.clean(job)); // what stays is told as damaged
    report.damage.removeIf([&](const Damage& d) {
        return d.what == "hash" && !QFileInfo::exists(study + QLatin1Char('/') + d.path);
    });
}

} // namespace

Result<BackupReport> Vault::backup(const QString& folder, int keep, const Job& job) {
    if (auto may = d_->session.require(Right::ManageStudy); !may)
        return tl::unexpected(may.error());
    const std::lock_guard alone(d_->maintenance);
    const std::int64_t madeMs = d_->deps.clock.utcMs();
    const auto header = [this](const ChainHead& head) {
        const std::lock_guard guard(d_->headerMutex);
        HeaderSecrets secrets = d_->secrets.clone();
        secrets.anchor = head;
        return header::encode(d_->header, secrets, d_->keys);
    };
    const backupFolder::Source source{d_->folder, d_->keys,           d_->deps.files,
                                      header,     d_->header.studyId, d_->header.databaseSalt};
    auto report = backupFolder::add(source, spelled(folder), keep, madeMs, job);
    if (!report)
        return report;
    const std::int64_t bytes = backupNote::snapshotBytes(source, *report);
    auto noted = d_->database->writeAndWait(
        [&](WriteTransaction& tx) { return backupNote::write(tx, *report, bytes, madeMs); });
    return noted ? report : Result<BackupReport>(tl::unexpected(noted.error()));
}

Result<RestoredStudy> Vault::restore(const QString& from, const QString& snapshot, const QString& to,
                                     const QString& login, const SecretBytes& passphrase, const Job& job,
                                     VaultDeps deps) {
    const QString backup = spelled(from), study = spelled(to);
    auto extracted = extract(backup, snapshot, study, login, passphrase, job, deps);
    if (!extracted)
        return tl::unexpected(extracted.error());
    RestoreReport* report = &extracted->report;
    // It goes its own way from here: what this machine saw of the study it came from stays true of that one.
    extracted->chosen.opened.newInstance = studyInstance::make();
    auto vault =
        open(study, std::move(extracted->chosen.opened), Access::ReadWrite, UnlockWay::Passphrase, deps);
    if (!vault)
        return tl::unexpected(vault.error());
    Implementation& inside = *(*vault)->d_;
    auto noted = inside.database->writeAndWait([&](WriteTransaction& tx) -> Result<> {
        if (auto settled = settlePlaces(tx, *report); !settled)
            return settled;
        const auto off = backupNote::stopRhythm(tx);
        if (!off)
            return tl::unexpected(off.error());
        report->backupsOff = *off;
        AuditEntry entry;
        entry.action = "restore";
        entry.objectKind = "study";
        entry.field = "snapshot";
        entry.newValue = QStringLiteral("%1: packs %2, damaged %3")
                             .arg(report->snapshot)
                             .arg(report->packs)
                             .arg(report->damage.size());
        const auto seq = tx.audit(entry);
        return seq ? Result<>() : Result<>(tl::unexpected(seq.error()));
    });
    if (noted) {
        const ChainHead last = inside.currentHead();
        noted = inside.rewriteHeader([&](Header&, HeaderSecrets& s) { s.anchor = last; });
    }
    if (noted)
        noted = studyMark::unmarkRestoring(deps.files, study);
    if (!noted)
        return tl::unexpected(noted.error());
    extracted->unmake->keep();
    preferPlaces(*inside.cold, study, *report, job);
    return RestoredStudy{std::move(*vault), std::move(*report)};
}

Result<VerifyReport> Vault::verifyBackup(const QString& from, const QString& snapshot, const QString& login,
                                         const SecretBytes& passphrase, const Job& job, VaultDeps deps) {
    const QString backup = spelled(from);
    auto shared = backupFolder::share(backup, deps.files);
    if (!shared)
        return tl::unexpected(shared.error());
    const auto chosen = choose(
        backup, snapshot, [&](const Header& h) { return vaultKeys::userSlot(h, login); }, passphrase, deps);
    if (!chosen)
        return tl::unexpected(chosen.error());
    auto report = backupFolder::verify(backup, chosen->name, chosen->opened.header, chosen->opened.keys,
                                       deps.files, nullptr, job);
    if (!report)
        return report;
    *shared = Fd(); // what comes now writes
    report->setAside =
        backupFolder::setAside(backup, *report, chosen->manifest, chosen->opened.keys, deps.files, job);
    chosen->tell(report->damage);
    return report;
}

} // namespace casebook
