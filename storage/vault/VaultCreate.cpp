// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/vault/Crypto.h"
#include "storage/vault/RecoveryWords.h"
#include "storage/vault/Unmake.h"
#include "storage/vault/VaultImplementation.h"

#include <QDir>
#include <QFileInfo>

namespace casebook {

namespace {

constexpr KdfCost recoveryCost{1, 8 * 1024}; // 160 random bits need no slow hash

Result<> insertStudy(WriteTransaction& tx, const NewStudy& study, const Session& session,
                     const QByteArray& studyId) {
    const QString site = study.site.isEmpty() ? QStringLiteral("1") : study.site;
    auto done =
        tx.run("INSERT INTO study(id,uuid,name,synthetic,created_ms) VALUES(1,?,?,?,?)", studyId, study.name,
               study.synthetic ? 1 : 0, tx.nowMs())
            .and_then([&] {
                return tx.run("INSERT INTO site(uuid,code,name) VALUES(?,?,?)", tx.newUuid(), site, site);
            })
            .and_then([&] {
                return tx.run(
                    "INSERT INTO user(uuid,login,printed_name,state,created_ms) VALUES(?,?,?,'active',?)",
                    session.userUuid, session.login, session.printedName, tx.nowMs());
            });
    const std::int64_t user = tx.lastInsertId();
    for (const Role role : session.roles)
        if (done)
            done = tx.run("INSERT INTO user_role(user_id,role) VALUES(?,?)", user,
                          QString::fromLatin1(roleCode(role)));
    return done;
}

Result<> auditCreation(WriteTransaction& tx, const NewStudy& study, const Session& session,
                       const QByteArray& studyId) {
    AuditEntry made;
    made.action = "create";
    made.objectKind = "study";
    made.object = Uuid{studyId};
    made.newValue = study.name;
    AuditEntry user;
    user.action = "create";
    user.objectKind = "user";
    user.object = session.userUuid;
    user.newValue = session.login + QStringLiteral(": ") + QString::fromLatin1(session.roleCodes());
    for (const AuditEntry& entry : {made, user})
        if (auto seq = tx.audit(entry); !seq)
            return tl::unexpected(seq.error());
    return tx.run(
        "INSERT INTO session(uuid,user_id,start_ms,host,os_user,boot_id) SELECT ?,id,?,'','',x'00' FROM user",
        session.uuid, tx.nowMs());
}

Result<> checkNew(const QString& folder, const NewStudy& study) {
    if (study.name.trimmed().isEmpty())
        return fail(ErrorKind::Refused, "name-needed");
    if (study.login.trimmed().isEmpty())
        return fail(ErrorKind::Refused, "user-needed");
    const QFileInfo info(folder);
    if (info.exists() && (!info.isDir() || !QDir(folder).isEmpty(QDir::AllEntries | QDir::Hidden |
                                                                 QDir::System | QDir::NoDotAndDotDot)))
        return fail(ErrorKind::Refused, "study-exists", folder);
    return {};
}

Session creatorSession(const NewStudy& study, const Clock& clock) {
    Session session;
    session.userUuid = makeUuidV7(clock.utcMs(), crypto::randomBytes(10));
    session.login = study.login.trimmed().normalized(QString::NormalizationForm_C);
    session.printedName = study.printedName.isEmpty() ? session.login : study.printedName;
    session.roles = allRoles();
    session.uuid = makeUuidV7(clock.utcMs(), crypto::randomBytes(10));
    return session;
}

/// A header in memory with the creator's and the recovery slot; written last, when all else is there.
Result<OpenedKeys> makeKeys(const Session& session, const SecretBytes& passphrase, KdfCost cost,
                            const SecretBytes& recoverySecret) {
    OpenedKeys opened{{fail(ErrorKind::Refused, "not-a-study"), fail(ErrorKind::Refused, "not-a-study")},
                      {},
                      {},
                      {},
                      {},
                      {}};
    Header& h = opened.header;
    h.studyId = crypto::randomBytes(16);
    h.databaseSalt = crypto::randomBytes(16);
    SecretBytes master = SecretBytes::random(32);
    const QByteArray slotId = slots::idOf(h.studyId, session.login);
    auto own = slots::wrap(KeySlot::User, slotId, h.studyId, h.epoch, master, session.userUuid, passphrase,
                           cost.ops, cost.memKiB);
    auto recoverySlot =
        slots::wrap(KeySlot::Recovery, slots::recoveryId(h.studyId), h.studyId, h.epoch, master,
                    session.userUuid, recoverySecret, recoveryCost.ops, recoveryCost.memKiB);
    if (!own || !recoverySlot)
        return tl::unexpected(own ? recoverySlot.error() : own.error());
    h.keySlots = {*own, *recoverySlot};
    opened.secrets.users.append({slotId, session.userUuid, session.login});
    opened.secrets.anchor = {0, h.studyId};
    opened.user = session.userUuid;
    opened.keys = KeyRing(std::move(master), h.epoch);
    return opened;
}

} // namespace

Result<CreatedStudy> Vault::create(const QString& wanted, const NewStudy& study,
                                   const SecretBytes& passphrase, KdfCost cost, VaultDeps deps) {
    const QString folder = QDir::cleanPath(QFileInfo(wanted).absoluteFilePath());
    auto allowed = checkNew(folder, study).and_then([&] {
        return vaultKeys::checkPassphrase(passphrase, study.synthetic, {study.login, study.name});
    });
    if (!allowed)
        return tl::unexpected(allowed.error());
    Unmake unmake(folder);
    if (!QDir().mkpath(QFileInfo(folder).absolutePath()))
        return fail(ErrorKind::System, "io-error", folder, {QStringLiteral("mkdir"), {}});
    auto made = deps.files.makeFolder(folder);
    if (!made)
        return tl::unexpected(made.error());
    QFile::setPermissions(folder, QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ExeOwner);
    if (deps.kindOf(folder) == FolderKind::Network && !deps.allowNetworkFolder)
        return fail(ErrorKind::Refused, "network-folder", folder);
    made = deps.files.makeFolder(folder + QStringLiteral("/d")).and_then([&] {
        return FileObjectStore::makeFolders(deps.files, folder);
    });
    if (!made)
        return tl::unexpected(made.error());
    const Session session = creatorSession(study, deps.clock);
    const SecretBytes recoverySecret = recovery::makeSecret();
    auto opened = makeKeys(session, passphrase, cost, recoverySecret);
    if (!opened)
        return tl::unexpected(opened.error());
    std::unique_ptr<Vault> vault(
        new Vault(std::make_unique<Implementation>(folder, deps, std::move(*opened))));
    if (auto filled = vault->fill(study, session); !filled) {
        vault.reset(); // closes the files before they are removed
        return tl::unexpected(filled.error());
    }
    unmake.keep();
    return CreatedStudy{std::move(vault), recovery::toWords(recoverySecret)};
}

Result<> Vault::fill(const NewStudy& study, const Session& session) {
    auto taken = StudyLock::take(d_->deps.files, d_->folder, d_->keys, d_->header.studyId, session.login);
    if (!taken)
        return tl::unexpected(taken.error());
    d_->session = session;
    auto connection = sqlcipher::openForWriting(d_->databaseFile(), sqlcipher::Mode::Create);
    if (!connection)
        return tl::unexpected(connection.error());
    auto done = d_->startWriting(std::move(*connection)).and_then([&] {
        return d_->database->writeAndWait([&](WriteTransaction& tx) -> Result<> {
            return insertStudy(tx, study, session, d_->header.studyId).and_then([&] {
                return auditCreation(tx, study, session, d_->header.studyId);
            });
        });
    });
    if (!done)
        return done;
    const auto user = d_->database->read(
        [&](ReadConnection& c) { return c.one("SELECT id FROM user WHERE uuid=?", session.userUuid); });
    if (!user)
        return tl::unexpected(user.error());
    d_->session.user = UserId{user->value_or(0)};
    d_->info.name = study.name;
    d_->info.site = study.site.isEmpty() ? QStringLiteral("1") : study.site;
    d_->info.synthetic = study.synthetic;
    d_->info.createdMs = d_->deps.clock.utcMs();
    d_->info.users = 1;
    auto sealed = d_->deps.files.syncFolder(d_->folder + QStringLiteral("/d")).and_then([&] {
        const ChainHead head = d_->currentHead();
        return d_->rewriteHeader([&](Header&, HeaderSecrets& s) { s.anchor = head; });
    });
    if (sealed)
        d_->lock = std::move(*taken); // without it, finish() writes nothing more
    return sealed;
}

} // namespace casebook
