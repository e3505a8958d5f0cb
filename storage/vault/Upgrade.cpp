// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/vault/Upgrade.h"

#include "storage/database/Migrations.h"
#include "storage/vault/BackupNote.h"
#include "storage/vault/StudyLock.h"
#include "storage/vault/VaultKeys.h"

#include <QDir>
#include <QFileInfo>

namespace casebook {

namespace {

struct StudyBefore {
    int schema = 0;
    int snapshotsKept = 0;
};

/// The study as it is, for who may manage it. Opened for reading, which migrates nothing.
Result<StudyBefore> lookAt(const QString& folder, const QString& login, const SecretBytes& passphrase,
                           const VaultDeps& deps) {
    const auto vault = Vault::unlock(folder, login, passphrase, Access::ReadOnly, deps);
    if (!vault)
        return tl::unexpected(vault.error());
    Session asWriter = (*vault)->session();
    asWriter.readOnly = false;
    if (auto may = asWriter.require(Right::ManageStudy); !may)
        return tl::unexpected(may.error());
    const int schema = (*vault)->info().schemaVersion;
    return (*vault)->database().read([&](ReadConnection& connection) {
        return backupNote::snapshotsKept(connection).map([&](int kept) { return StudyBefore{schema, kept}; });
    });
}

struct KeptState {
    BackupReport report;
    std::int64_t bytes = -1;
    std::int64_t madeMs = 0;
};

/// As Vault::backup() does, of a study that is not opened for writing; nobody else writes meanwhile.
Result<KeptState> keep(const QString& folder, const QString& login, const SecretBytes& passphrase,
                       const QString& backup, int kept, const Job& job, const VaultDeps& deps) {
    const auto opened = vaultKeys::open(
        folder, [&](const Header& h) { return vaultKeys::userSlot(h, login); }, passphrase, deps);
    if (!opened)
        return tl::unexpected(opened.error());
    const auto alone = StudyLock::take(deps.files, folder, opened->keys, opened->header.studyId,
                                       opened->secrets.loginOf(opened->user));
    if (!alone)
        return tl::unexpected(alone.error());
    const auto header = [&](const ChainHead& head) {
        HeaderSecrets secrets = opened->secrets.clone();
        secrets.anchor = head;
        return header::encode(opened->header, secrets, opened->keys);
    };
    const backupFolder::Source source{folder, opened->keys,           deps.files,
                                      header, opened->header.studyId, opened->header.databaseSalt};
    const std::int64_t madeMs = deps.clock.utcMs();
    const auto report = backupFolder::add(source, backup, kept, madeMs, job);
    if (!report)
        return tl::unexpected(report.error());
    return KeptState{*report, backupNote::snapshotBytes(source, *report), madeMs};
}

} // namespace

Result<UpgradeReport> upgradeStudy(const QString& folder, const QString& login, const SecretBytes& passphrase,
                                   const QString& backup, const Job& job, VaultDeps deps) {
    const QString study = QDir::cleanPath(QFileInfo(folder).absoluteFilePath());
    const auto before = lookAt(study, login, passphrase, deps);
    if (!before)
        return tl::unexpected(before.error());
    const int from = before->schema;
    if (from == migrations::newest())
        return UpgradeReport{from, from, std::nullopt};
    const auto state = keep(study, login, passphrase, QDir::cleanPath(QFileInfo(backup).absoluteFilePath()),
                            before->snapshotsKept, job, deps);
    if (!state)
        return tl::unexpected(state.error());
    const auto vault = Vault::unlock(study, login, passphrase, Access::ReadWrite, deps);
    if (!vault)
        return tl::unexpected(vault.error());
    auto noted = (*vault)->database().writeAndWait([&](WriteTransaction& tx) {
        return backupNote::write(tx, state->report, state->bytes, state->madeMs);
    });
    if (!noted)
        return tl::unexpected(noted.error());
    const int to = (*vault)->info().schemaVersion;
    if (auto locked = (*vault)->lock(); !locked)
        return tl::unexpected(locked.error());
    return UpgradeReport{from, to, state->report};
}

} // namespace casebook
