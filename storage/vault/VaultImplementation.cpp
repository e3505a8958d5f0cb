// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/vault/VaultImplementation.h"

#include "storage/database/LogCheck.h"
#include "storage/database/Migrations.h"
#include "storage/vault/Crypto.h"
#include "storage/vault/FailedUnlocks.h"
#include "storage/vault/FolderKind.h"
#include "storage/vault/Rotation.h"
#include "storage/vault/StudyMark.h"

#include <QDateTime>
#include <QFileInfo>

namespace casebook {

namespace {
constexpr std::int64_t anchorEveryRows = 1000;
constexpr std::int64_t anchorEveryMs = 10 * 60 * 1000;

FailedTries triesOf(const QList<FailedUnlock>& failed, int damaged) {
    FailedTries tries{static_cast<int>(failed.size()) + damaged, 0};
    for (const FailedUnlock& one : failed)
        tries.lastMs = std::max(tries.lastMs, one.timeMs);
    return tries;
}
} // namespace

Vault::Implementation::Implementation(QString folderPath, VaultDeps vaultDeps, OpenedKeys opened)
    : folder(std::move(folderPath)), deps(vaultDeps), keys(std::move(opened.keys)),
      instance(std::move(opened.newInstance)), user(opened.user), header(std::move(opened.header)),
      secrets(std::move(opened.secrets)) {
    openedAtMs = QDateTime::currentMSecsSinceEpoch();
    info.study = Uuid{header.studyId};
    info.formatVersion = header.version;
    info.warnings = opened.warnings;
    const FolderKind kind = deps.kindOf(folder);
    if (kind == FolderKind::Network)
        info.warnings.append(QStringLiteral("network-folder"));
    if (kind == FolderKind::MaybeLocal)
        info.warnings.append(QStringLiteral("fuse-folder"));
    if (kind == FolderKind::Synced)
        info.warnings.append(QStringLiteral("sync-folder"));
}

Vault::Implementation::~Implementation() = default;

DatabaseFile Vault::Implementation::databaseFile() const {
    return {databasePath(folder, header.databaseSalt), &keys.key(KeyPurpose::Database), header.databaseSalt};
}

Result<> Vault::Implementation::openForWriting() {
    if (deps.kindOf(folder) == FolderKind::Network && !deps.allowNetworkFolder)
        return fail(ErrorKind::Refused, "network-folder", folder);
    const bool isRestore = !instance.isEmpty(); // which takes its mark away at its end
    if (auto may = isRestore ? Result<>() : studyMark::check(deps.files, folder); !may)
        return may;
    auto taken = StudyLock::take(deps.files, folder, keys, header.studyId, secrets.loginOf(user));
    if (!taken)
        return tl::unexpected(taken.error());
    lock = std::move(*taken);
    // Another writer may have ended between our reading of the header and its lock.
    const HeaderCopies fresh = HeaderStore(deps.files, folder).read();
    if (fresh.best() && fresh.best()->serial != header.serial) {
        auto freshSecrets = header::open(*fresh.best(), keys);
        if (!freshSecrets)
            return tl::unexpected(freshSecrets.error());
        header = *fresh.best();
        secrets = std::move(*freshSecrets);
    }
    if (auto settled = settleRotation(deps.files, folder, header.databaseSalt); !settled)
        return settled;
    // A writer would drop the rest of the log for good.
    if (checkLog(databaseFile().path) == LogState::Damaged)
        return fail(ErrorKind::Damaged, "database-damaged", QStringLiteral("d/c-wal"),
                    {QStringLiteral("log")});
    auto connection = sqlcipher::openForWriting(databaseFile(), sqlcipher::Mode::Write);
    if (!connection)
        return tl::unexpected(connection.error());
    // A kill between the two copies of a change of keys: the older one opens with a key that is no more.
    const bool copyIsOfOldKey = fresh.main && fresh.copy && fresh.main->epoch != fresh.copy->epoch;
    return knowInstance(**connection)
        .and_then([&] { return checkAnchors(**connection, true); })
        .and_then([&] { return startWriting(std::move(*connection)); })
        .and_then(
            [&] { return copyIsOfOldKey ? rewriteHeader([](Header&, HeaderSecrets&) {}) : Result<>(); });
}

Result<> Vault::Implementation::startWriting(std::unique_ptr<WriteConnection> connection) {
    auto audit = std::make_unique<AuditAppender>(deps.clock, keys.key(KeyPurpose::AuditChain), header.studyId,
                                                 AuditActor::ofThisProcess());
    const bool fresh = !session.uuid.bytes.isEmpty(); // a study being made brings its session
    auto ready = fresh ? Result<>() : audit->load(*connection);
    if (ready)
        ready = migrations::upgrade(*connection, *audit, folder + QStringLiteral("/d/before"));
    if (ready && !fresh)
        ready = loadSession(*connection).and_then([&] { return loadInfo(*connection); });
    if (!ready)
        return ready;
    info.schemaVersion = migrations::newest();
    AuditActor actor = AuditActor::ofThisProcess();
    actor.user = session.userUuid.bytes;
    actor.roles = session.roleCodes();
    actor.session = session.uuid.bytes;
    audit->setActor(actor);
    head = audit->head();
    anchoredSeq_ = head.seq;
    anchoredAtMs_ = deps.clock.monotonicMs();
    auto implementation = std::make_unique<Database::Implementation>(databaseFile(), sqlcipher::Mode::Read);
    inside = implementation.get();
    database = std::make_unique<Database>(std::move(implementation));
    makeStores(sqlcipher::Mode::Read, false);
    inside->startWriter(std::move(connection), std::move(audit),
                        [this](const ChainHead& newHead) { onAudit(newHead); });
    return fresh ? Result<>() : beginSession().and_then([&] { return settleUsers(); }).and_then([&] {
        return sweepLeftovers();
    });
}

Result<> Vault::Implementation::startReading() {
    const auto mode = sqlcipher::modeForReading(databaseFile().path);
    if (!mode)
        return tl::unexpected(mode.error());
    auto implementation = std::make_unique<Database::Implementation>(databaseFile(), *mode);
    inside = implementation.get();
    database = std::make_unique<Database>(std::move(implementation));
    makeStores(*mode, true);
    session.readOnly = true;
    int damaged = 0; // the records stay for the next who writes
    failedBefore =
        triesOf(FailedUnlocks(deps.files, folder).read(damaged).value_or(QList<FailedUnlock>()), damaged);
    // What the rest of the log held is not shown; a reader changes nothing of it.
    if (checkLog(databaseFile().path) == LogState::Damaged)
        info.warnings.append(QStringLiteral("older-copy"));
    return database->read([this](ReadConnection& connection) -> Result<> {
        const auto version = migrations::versionOf(connection);
        if (!version)
            return tl::unexpected(version.error());
        if (*version > migrations::newest()) // what its columns mean is not known here
            return fail(ErrorKind::Refused, "newer-format", {}, {QString::number(*version)});
        info.schemaVersion = *version;
        return knowInstance(connection)
            .and_then([&] { return checkAnchors(connection, false); })
            .and_then([&] { return loadSession(connection); })
            .and_then([&] { return loadInfo(connection); });
    });
}

void Vault::Implementation::makeStores(sqlcipher::Mode mode, bool readOnly) {
    objects = std::make_unique<FileObjectStore>(
        deps.files, folder, keys, readOnly,
        std::make_unique<ColdLocator>(databaseFile(), mode, deps.files, keys, header.studyId));
    cold = std::make_unique<ColdStore>(
        ColdStore::Study{folder, header.studyId, deps.files, keys, *database, maintenance});
}

Result<> Vault::Implementation::loadSession(Connection& connection) {
    auto row = connection.prepare("SELECT id,login,printed_name,state FROM user WHERE uuid=?");
    if (!row)
        return tl::unexpected(row.error());
    row->bindAll(user);
    const auto found = row->step();
    if (!found)
        return tl::unexpected(found.error());
    if (!*found || row->text(3) != QLatin1StringView("active"))
        return fail(ErrorKind::NoRight, "user-disabled");
    session.user = row->id<UserId>(0);
    session.userUuid = user;
    session.login = row->text(1);
    session.printedName = row->text(2);
    session.uuid = makeUuidV7(deps.clock.utcMs(), crypto::randomBytes(10));
    const KeySlot* slot = header.slot(slots::idOf(header.studyId, session.login));
    session.mustChangePassphrase = slot && slot->state == KeySlot::MustChange;
    auto roles = connection.prepare("SELECT DISTINCT role FROM user_role WHERE user_id=?");
    if (!roles)
        return tl::unexpected(roles.error());
    roles->bindAll(session.user);
    QList<QByteArray> codes;
    for (auto step = roles->step();; step = roles->step()) {
        if (!step)
            return tl::unexpected(step.error());
        if (!*step)
            break;
        codes.append(roles->text(0).toLatin1());
    }
    for (const Role role : allRoles())
        if (codes.contains(roleCode(role)))
            session.roles.append(role);
    return {};
}

Result<> Vault::Implementation::loadInfo(Connection& connection) {
    auto row = connection.prepare(
        "SELECT s.name,s.synthetic,s.created_ms,(SELECT code FROM site ORDER BY id LIMIT 1),"
        "(SELECT count(*) FROM user WHERE state='active') FROM study s");
    if (!row)
        return tl::unexpected(row.error());
    const auto found = row->step();
    if (!found)
        return tl::unexpected(found.error());
    if (!*found)
        return fail(ErrorKind::Damaged, "database-damaged", QStringLiteral("d/c"), {QStringLiteral("study")});
    info.name = row->text(0);
    info.synthetic = row->integer(1) != 0;
    info.createdMs = row->integer(2);
    info.site = row->text(3);
    info.users = static_cast<int>(row->integer(4));
    return {};
}

QList<ChainAnchor> Vault::Implementation::anchors() const {
    QList<ChainAnchor> found;
    {
        const std::lock_guard guard(headerMutex);
        if (secrets.anchor.seq > 0)
            found.append({secrets.anchor, "header"});
    }
    if (const auto note = OutsideAnchor(header.studyId, instance).read(keys); note && note->head.seq > 0)
        found.append({note->head, "outside"});
    return found;
}

/// The one of a restore is written first: a study without it would be taken for an older copy of where it came from.
Result<> Vault::Implementation::knowInstance(Connection& connection) {
    if (!instance.isEmpty())
        return studyInstance::write(connection, instance);
    return studyInstance::read(connection).map([this](const QByteArray& found) { instance = found; });
}

/// A header or a database older than what was seen before is not written to: it may be an old copy put back.
Result<> Vault::Implementation::checkAnchors(Connection& connection, bool refuse) {
    const auto serial = connection.one("SELECT header_serial FROM vault_state");
    if (!serial)
        return tl::unexpected(serial.error());
    const auto note = OutsideAnchor(header.studyId, instance).read(keys);
    const auto seen = static_cast<std::int64_t>(note ? note->headerSerial : 0);
    if (static_cast<std::int64_t>(header.serial) < std::max(serial->value_or(0), seen)) {
        if (refuse)
            return fail(ErrorKind::Damaged, "older-header", HeaderStore::mainName());
        info.warnings.append(QStringLiteral("older-header"));
    }
    for (const ChainAnchor& anchor : anchors()) {
        const auto same =
            connection.one("SELECT 1 FROM audit WHERE seq=? AND hash=?", anchor.head.seq, anchor.head.hash);
        if (!same)
            return tl::unexpected(same.error());
        if (*same)
            continue;
        if (refuse)
            return fail(ErrorKind::Damaged, "older-copy", QStringLiteral("d/c"));
        if (!info.warnings.contains(QStringLiteral("older-copy")))
            info.warnings.append(QStringLiteral("older-copy"));
        break;
    }
    return {};
}

Result<> Vault::Implementation::beginSession() {
    FailedUnlocks failedFile(deps.files, folder);
    int damaged = 0;
    const auto read = failedFile.read(damaged);
    const QList<FailedUnlock> failed = read.value_or(QList<FailedUnlock>());
    failedBefore = triesOf(failed, damaged);
    const AuditActor actor = AuditActor::ofThisProcess();
    const QByteArray boot = deps.clock.bootId();
    auto done = database->writeAndWait([&](WriteTransaction& tx) -> Result<> {
        for (const FailedUnlock& attempt : failed) {
            AuditEntry entry;
            entry.action = "unlock-failed";
            entry.objectKind = "user";
            for (const auto& known : secrets.users)
                if (known.slotId == attempt.slotId)
                    entry.object = known.user;
            entry.field = "time_ms";
            entry.newValue = QString::number(attempt.timeMs);
            if (auto seq = tx.audit(entry); !seq)
                return tl::unexpected(seq.error());
        }
        if (damaged > 0) { // how many there were is not known any more; that there were some is
            AuditEntry entry;
            entry.action = "unlock-failed";
            entry.objectKind = "user";
            entry.field = "damaged";
            entry.newValue = QString::number(damaged);
            if (auto seq = tx.audit(entry); !seq)
                return tl::unexpected(seq.error());
        }
        AuditEntry entry;
        entry.action = way == UnlockWay::Recovery  ? "unlock-recovery"
                       : way == UnlockWay::Keyring ? "unlock-keyring"
                                                   : "unlock";
        entry.objectKind = "session";
        entry.object = session.uuid;
        if (!info.warnings.isEmpty())
            entry.newValue = info.warnings.join(QLatin1Char(','));
        if (auto seq = tx.audit(entry); !seq)
            return tl::unexpected(seq.error());
        return tx.run("INSERT INTO session(uuid,user_id,start_ms,host,os_user,boot_id,failed_before) "
                      "VALUES(?,?,?,?,?,?,?)",
                      session.uuid, session.user, tx.nowMs(), actor.host, actor.osUser, boot,
                      failedBefore.count);
    });
    return done.map_error(ofNote).and_then([&] { return read ? failedFile.clear() : Result<>(); });
}

ChainHead Vault::Implementation::currentHead() const {
    const std::lock_guard guard(headerMutex);
    return head;
}

Result<> Vault::Implementation::rewriteHeader(const std::function<void(Header&, HeaderSecrets&)>& change) {
    AnchorNote note;
    {
        const std::lock_guard guard(headerMutex);
        Header next = header;
        HeaderSecrets nextSecrets = secrets.clone();
        ++next.serial;
        change(next, nextSecrets);
        if (auto written = HeaderStore(deps.files, folder).write(header::encode(next, nextSecrets, keys));
            !written)
            return written;
        header = std::move(next);
        secrets = std::move(nextSecrets);
        note = {header.serial, secrets.anchor};
    }
    // Only now: a serial noted before the header is durable would make the header look old after a crash.
    if (database)
        static_cast<void>(database->write([serial = note.headerSerial](WriteTransaction& tx) {
            return tx.run("UPDATE vault_state SET header_serial=?", serial);
        }));
    OutsideAnchor(header.studyId, instance).write(note, keys);
    return {};
}

void Vault::Implementation::onAudit(const ChainHead& newHead) {
    {
        const std::lock_guard guard(headerMutex);
        head = newHead;
    }
    const std::int64_t now = deps.clock.monotonicMs();
    if (newHead.seq - anchoredSeq_ < anchorEveryRows && now - anchoredAtMs_ < anchorEveryMs)
        return;
    anchoredSeq_ = newHead.seq;
    anchoredAtMs_ = now;
    // The anchor may lag; when the disk refuses it now, the next one comes.
    static_cast<void>(rewriteHeader([&](Header&, HeaderSecrets& s) { s.anchor = newHead; }));
}

Result<> Vault::Implementation::finish() {
    if (locked)
        return {};
    locked = true;
    Result<> done;
    if (lock && database) {
        done = database->writeAndWait([&](WriteTransaction& tx) -> Result<> {
            AuditEntry entry;
            entry.action = "lock";
            entry.objectKind = "session";
            entry.object = session.uuid;
            if (auto seq = tx.audit(entry); !seq)
                return tl::unexpected(seq.error());
            return tx.run("UPDATE session SET end_ms=? WHERE uuid=?", tx.nowMs(), session.uuid);
        });
        const ChainHead last = currentHead();
        auto anchored = rewriteHeader([&](Header&, HeaderSecrets& s) { s.anchor = last; });
        if (done)
            done = anchored;
    }
    if (objects)
        objects->close(); // its connection goes first: the writer's, the last one, takes the log away
    if (database)
        database->close();
    lock.reset();
    keys = KeyRing();
    const std::lock_guard guard(headerMutex);
    secrets = HeaderSecrets();
    return done;
}

} // namespace casebook
