// SPDX-License-Identifier: GPL-3.0-or-later
//
// Changing the master key, and the recovery words.
#include "storage/vault/Crypto.h"
#include "storage/vault/RecoveryWords.h"
#include "storage/vault/Rotation.h"
#include "storage/vault/UserTable.h"
#include "storage/vault/VaultImplementation.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

namespace casebook {

namespace {

const QString kNext = QStringLiteral("/d/c.next");
const QString kDatabase = QStringLiteral("/d/c");
constexpr KdfCost recoveryCost{1, 8 * 1024}; // 160 random bits need no slow hash

QByteArray saltOf(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.read(16) : QByteArray();
}

/// 80 random bits as four groups of four letters and digits; none that is easily misread.
QString oneTimeCode() {
    constexpr char letters[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    const QByteArray random = crypto::randomBytes(16);
    QString code;
    for (int i = 0; i < 16; ++i) {
        if (i > 0 && i % 4 == 0)
            code += QLatin1Char('-');
        code += QLatin1Char(letters[static_cast<unsigned char>(random[i]) & 31U]);
    }
    return code;
}

Result<> auditStudy(Database& database, const char* action, const QString& value, const QString& reason) {
    return database.writeAndWait([&](WriteTransaction& tx) -> Result<> {
        AuditEntry entry;
        entry.action = action;
        entry.objectKind = "study";
        entry.field = "keys";
        if (!value.isEmpty())
            entry.newValue = value;
        entry.reasonText = reason;
        const auto seq = tx.audit(entry);
        return seq ? Result<>() : Result<>(tl::unexpected(seq.error()));
    });
}

/// One change of the master key of a study that this process holds the lock of.
class Rotating {
public:
    Rotating(QString folder, OpenedKeys opened, QByteArray instance, const VaultDeps& deps, const Job& job)
        : folder_(std::move(folder)), old_(std::move(opened)), instance_(std::move(instance)), deps_(deps),
          job_(job) {}

    Result<RotatedKeys> run(const SecretBytes& passphrase, KdfCost cost) {
        next_ = old_.header;
        next_.epoch = old_.header.epoch + 1;
        next_.serial = old_.header.serial + 1;
        next_.databaseSalt = crypto::randomBytes(16);
        keys_ = KeyRing(SecretBytes::random(32), next_.epoch);
        secrets_ = old_.secrets.clone();
        secrets_.oldEpochs.push_back({old_.header.epoch, old_.keys.master().clone()});
        for (const auto& epoch : secrets_.oldEpochs)
            keys_.addOldEpoch(epoch.epoch, epoch.master);
        result_.epoch = next_.epoch;
        auto done = wrapSlots(passphrase, cost).and_then([&] { return copyDatabase(); });
        if (done)
            done = writeHeader();
        if (!done && !isInForce())
            return tl::unexpected(done.error());
        if (done)
            done = settleRotation(deps_.files, folder_, next_.databaseSalt);
        if (!done)
            result_.unfinished = done.error();
        return result_;
    }

private:
    /// From the moment that one copy of the new header is on the disk, only the new words and codes open the study.
    [[nodiscard]] bool isInForce() const {
        const HeaderCopies written = HeaderStore(deps_.files, folder_).read();
        return written.best() && written.best()->epoch == next_.epoch;
    }

    Result<> wrapSlots(const SecretBytes& passphrase, KdfCost cost) {
        // What the keyrings hold opens the old key only.
        next_.keySlots.removeIf([](const KeySlot& slot) { return slot.kind == KeySlot::Machine; });
        secrets_.users.removeIf([&](const HeaderSecrets::User& user) { return !next_.slot(user.slotId); });
        for (KeySlot& slot : next_.keySlots) {
            if (slot.kind == KeySlot::Recovery) {
                const SecretBytes words = recovery::makeSecret();
                result_.recoveryWords = recovery::toWords(words);
                if (auto done = wrap(slot, old_.user, words, recoveryCost); !done)
                    return done;
                continue;
            }
            if (slot.kind != KeySlot::User || !slot.isUsable()) {
                slot.state = KeySlot::Off;
                slot.wrapped = crypto::randomBytes(int(slot.wrapped.size()));
                continue;
            }
            if (auto done = wrapUser(slot, passphrase, cost); !done)
                return done;
        }
        return {};
    }

    Result<> wrapUser(KeySlot& slot, const SecretBytes& passphrase, KdfCost cost) {
        for (const auto& user : std::as_const(secrets_.users)) {
            if (user.slotId != slot.id)
                continue;
            if (user.user == old_.user)
                return wrap(slot, user.user, passphrase, cost);
            UserCode code{user.login, oneTimeCode()};
            auto done = wrap(slot, user.user, SecretBytes::fromText(QString(code.code)), cost);
            slot.state = KeySlot::MustChange;
            result_.codes.append(code);
            return done;
        }
        return fail(ErrorKind::Damaged, "header-damaged", {}, {QStringLiteral("users")});
    }

    Result<> wrap(KeySlot& slot, const Uuid& user, const SecretBytes& secret, KdfCost cost) {
        auto wrapped = slots::wrap(KeySlot::Kind(slot.kind), slot.id, next_.studyId, next_.epoch,
                                   keys_.master(), user, secret, cost.ops, cost.memKiB);
        if (!wrapped)
            return tl::unexpected(wrapped.error());
        wrapped->state = slot.state;
        slot = *wrapped;
        return {};
    }

    Result<> copyDatabase() {
        const DatabaseFile from{folder_ + kDatabase, &old_.keys.key(KeyPurpose::Database),
                                old_.header.databaseSalt};
        const DatabaseFile to{folder_ + kNext, &keys_.key(KeyPurpose::Database), next_.databaseSalt};
        for (const char* end : {"", "-wal", "-shm"})
            QFile::remove(to.path + QLatin1StringView(end));
        if (auto copied = sqlcipher::copyDatabase(from, to, job_); !copied) {
            QFile::remove(to.path);
            return copied;
        }
        const auto file = deps_.files.openReadOnly(to.path);
        if (!file)
            return tl::unexpected(file.error());
        return deps_.files.sync(*file, to.path).and_then([&] {
            return deps_.files.syncFolder(folder_ + QStringLiteral("/d"));
        });
    }

    Result<> writeHeader() {
        // A log left beside the old database would be read into the new one.
        if (QFileInfo(folder_ + kDatabase + QStringLiteral("-wal")).size() > 0)
            return fail(ErrorKind::System, "database-error", QStringLiteral("d/c"), {QStringLiteral("wal")});
        auto written = HeaderStore(deps_.files, folder_).write(header::encode(next_, secrets_, keys_));
        if (!written)
            return written;
        OutsideAnchor(next_.studyId, instance_).write({next_.serial, secrets_.anchor}, keys_);
        return {};
    }

    QString folder_;
    OpenedKeys old_;
    QByteArray instance_;
    const VaultDeps& deps_;
    const Job& job_;
    Header next_;
    HeaderSecrets secrets_;
    KeyRing keys_;
    RotatedKeys result_;
};

} // namespace

QString databasePath(const QString& folder, const QByteArray& salt) {
    const QString next = folder + kNext, current = folder + kDatabase;
    return saltOf(next) == salt && saltOf(current) != salt ? next : current;
}

Result<> settleRotation(FileSystem& files, const QString& folder, const QByteArray& salt) {
    const QString next = folder + kNext, current = folder + kDatabase;
    if (!QFileInfo::exists(next))
        return {};
    const bool isCurrent = databasePath(folder, salt) == next;
    for (const QString left :
         {current + QStringLiteral("-shm"), next + QStringLiteral("-wal"), next + QStringLiteral("-shm")})
        QFile::remove(left);
    if (!isCurrent)
        return files.remove(next);
    QFile::remove(current + QStringLiteral("-wal"));
    return files.rename(next, current).and_then([&] {
        return files.syncFolder(folder + QStringLiteral("/d"));
    });
}

Result<RotatedKeys> Vault::rotateKeys(const QString& folder, const QString& login,
                                      const SecretBytes& passphrase, KdfCost cost, const QString& reason,
                                      const Job& job, VaultDeps deps) {
    if (reason.trimmed().isEmpty())
        return fail(ErrorKind::Refused, "reason-needed");
    auto before = unlock(folder, login, passphrase, Access::ReadWrite, deps);
    if (!before)
        return tl::unexpected(before.error());
    const QString path = (*before)->folder();
    auto begun = (*before)->session().require(Right::ManageUsers).and_then([&] {
        return auditStudy((*before)->database(), "rotate-keys-begin", {}, reason);
    });
    if (begun)
        begun = (*before)->lock();
    if (!begun)
        return tl::unexpected(ofNote(begun.error()));
    const QByteArray instance = (*before)->d_->instance;
    before->reset();
    auto opened = vaultKeys::open(
        path, [&](const Header& h) { return vaultKeys::userSlot(h, login); }, passphrase, deps);
    if (!opened)
        return tl::unexpected(opened.error());
    auto rotated = [&]() -> Result<RotatedKeys> {
        const auto held = StudyLock::take(deps.files, path, opened->keys, opened->header.studyId,
                                          opened->secrets.loginOf(opened->user));
        if (!held)
            return tl::unexpected(held.error());
        // Another program may have changed a passphrase between our reading of the header and its lock.
        const HeaderCopies fresh = HeaderStore(deps.files, path).read();
        if (!fresh.best() || fresh.best()->serial != opened->header.serial)
            return fail(ErrorKind::InUse, "study-in-use", path);
        return Rotating(path, std::move(*opened), instance, deps, job).run(passphrase, cost);
    }();
    if (!rotated || rotated->unfinished)
        return rotated;
    auto after = unlock(path, login, passphrase, Access::ReadWrite, deps);
    if (!after) {
        rotated->unfinished = after.error();
        return rotated;
    }
    auto noted =
        auditStudy(
            (*after)->database(), "rotate-keys",
            QStringLiteral("epoch %1, users with a code: %2").arg(rotated->epoch).arg(rotated->codes.size()),
            reason)
            .and_then([&] { return (*after)->lock(); });
    if (!noted)
        rotated->unfinished = noted.error();
    return rotated;
}

Result<FreshRecoveryWords> Vault::makeRecoveryWords(const SecretBytes& passphrase) const {
    auto may = d_->session.require(Right::ManageUsers).and_then([&] { return checkPassphrase(passphrase); });
    if (!may)
        return tl::unexpected(may.error());
    if (d_->session.readOnly)
        return fail(ErrorKind::Refused, "read-only");
    const SecretBytes secret = recovery::makeSecret();
    const Header now = d_->headerNow();
    auto slot =
        slots::wrap(KeySlot::Recovery, slots::recoveryId(now.studyId), now.studyId, now.epoch,
                    d_->keys.master(), d_->session.userUuid, secret, recoveryCost.ops, recoveryCost.memKiB);
    if (!slot)
        return tl::unexpected(slot.error());
    return FreshRecoveryWords{recovery::toWords(secret), std::move(*slot)};
}

Result<> Vault::useRecoveryWords(const FreshRecoveryWords& fresh) {
    if (auto may = d_->session.require(Right::ManageUsers); !may)
        return may;
    if (fresh.slot.id != slots::recoveryId(d_->headerNow().studyId))
        return fail(ErrorKind::NoRight, "wrong-recovery-words");
    // The audit first: when it can't be written, the old words stay good.
    if (auto noted = auditStudy(*d_->database, "renew-recovery-words", {}, {}); !noted)
        return noted.map_error(ofNote);
    const auto written = d_->rewriteHeader([&](Header& header, HeaderSecrets&) {
        if (KeySlot* old = header.slot(fresh.slot.id))
            *old = fresh.slot;
        else
            header.keySlots.append(fresh.slot);
    });
    // One of the two copies may have been written: as before, or nobody knows.
    if (!written && !d_->rewriteHeader([](Header&, HeaderSecrets&) {}))
        return fail(ErrorKind::System, "recovery-words-uncertain");
    return written;
}

Result<> Vault::checkRecoveryWords(const QString& words) const {
    const auto secret = recovery::fromWords(words);
    if (!secret)
        return tl::unexpected(secret.error());
    const Header now = d_->headerNow();
    const auto slot = vaultKeys::recoverySlot(now);
    if (!slot)
        return tl::unexpected(slot.error());
    const auto opened = slots::unwrap(*slot, now.studyId, now.epoch, *secret);
    if (!opened && opened.error().code == "wrong-passphrase")
        return fail(ErrorKind::NoRight, "wrong-recovery-words");
    if (!opened)
        return tl::unexpected(opened.error());
    const auto administrators =
        d_->database->read([](ReadConnection& connection) { return userTable::administrators(connection); });
    if (!administrators)
        return tl::unexpected(administrators.error());
    return administrators->contains(opened->user) ? Result<>()
                                                  : fail(ErrorKind::Refused, "recovery-words-useless");
}

} // namespace casebook
