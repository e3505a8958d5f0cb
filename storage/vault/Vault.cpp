// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/vault/Vault.h"

#include "storage/vault/Crypto.h"
#include "storage/vault/KeyringSecret.h"
#include "storage/vault/RecoveryWords.h"
#include "storage/vault/VaultImplementation.h"
#include "storage/vault/Verify.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFileInfo>

namespace casebook {

VaultDeps VaultDeps::system() {
    static const SystemClock clock;
    static RealFileSystem files;
    return {clock, files, qEnvironmentVariableIntValue("CASEBOOK_ALLOW_NETWORK_FOLDER") == 1};
}

KdfCost KdfCost::product() {
    static const KdfCost measured = [] {
        constexpr std::uint32_t floorKiB = 64 * 1024, mostOps = 16;
        constexpr qint64 tooLongMs = 2000, tooShortMs = 500;
        KdfCost cost;
        const SecretBytes text = SecretBytes::random(16);
        const QByteArray salt = crypto::randomBytes(16);
        const auto takes = [&] {
            QElapsedTimer timer;
            timer.start();
            // Out of memory counts as too long: less memory is tried next.
            return crypto::argon2id(text.span(), salt, cost.ops, cost.memKiB) ? timer.elapsed()
                                                                              : tooLongMs + 1;
        };
        qint64 ms = takes();
        for (; ms > tooLongMs && cost.memKiB > floorKiB; ms = takes())
            cost.memKiB /= 2;
        for (; ms < tooShortMs && cost.ops < mostOps; ms = takes())
            ++cost.ops;
        return cost;
    }();
    return measured;
}

namespace {
/// The folder's one spelling; it stays true when the program changes its current folder.
QString spelled(const QString& folder) { return QDir::cleanPath(QFileInfo(folder).absoluteFilePath()); }
} // namespace

bool isReadableStill(const Error& refusal) {
    static const QByteArrayList codes{"older-copy",     "older-header",     "database-damaged",
                                      "network-folder", "read-only-folder", "disk-full"};
    return refusal.kind == ErrorKind::InUse || codes.contains(refusal.code);
}

Vault::Vault(std::unique_ptr<Implementation> implementation) : d_(std::move(implementation)) {}

Vault::~Vault() {
    static_cast<void>(d_->finish()); // who wants to hear of errors calls lock()
}

Result<> Vault::lock() { return d_->finish(); }

Result<std::unique_ptr<Vault>> Vault::open(const QString& folder, OpenedKeys opened, Access access,
                                           UnlockWay way, VaultDeps deps) {
    auto inside = std::make_unique<Implementation>(spelled(folder), deps, std::move(opened));
    inside->way = way;
    auto started = access == Access::ReadWrite ? inside->openForWriting() : inside->startReading();
    // From here on the destructor ends what was begun.
    std::unique_ptr<Vault> vault(new Vault(std::move(inside)));
    if (!started)
        return tl::unexpected(started.error());
    if (way == UnlockWay::Recovery)
        vault->d_->session.mustChangePassphrase = true;
    return vault;
}

Result<std::unique_ptr<Vault>> Vault::unlock(const QString& folder, const QString& login,
                                             const SecretBytes& passphrase, Access access, VaultDeps deps) {
    auto opened = vaultKeys::open(
        spelled(folder), [&](const Header& h) { return vaultKeys::userSlot(h, login); }, passphrase, deps);
    if (!opened)
        return tl::unexpected(opened.error());
    return open(folder, std::move(*opened), access, UnlockWay::Passphrase, deps);
}

Result<std::unique_ptr<Vault>> Vault::unlockByRecovery(const QString& folder, const QString& words,
                                                       Access access, VaultDeps deps) {
    auto secret = recovery::fromWords(words);
    if (!secret)
        return tl::unexpected(secret.error());
    auto opened = vaultKeys::open(spelled(folder), vaultKeys::recoverySlot, *secret, deps);
    if (!opened && opened.error().code == "wrong-passphrase")
        return fail(ErrorKind::NoRight, "wrong-recovery-words");
    if (!opened)
        return tl::unexpected(opened.error());
    return open(folder, std::move(*opened), access, UnlockWay::Recovery, deps);
}

Result<std::unique_ptr<Vault>> Vault::unlockByKeyring(const QString& folder, const SecretBytes& secret,
                                                      Access access, VaultDeps deps) {
    if (secret.size() != keyringSecret::length)
        return fail(ErrorKind::NoRight, "wrong-keyring");
    auto opened = vaultKeys::open(
        spelled(folder),
        [&](const Header& h) { return vaultKeys::machineSlot(h, keyringSecret::slotId(secret)); },
        keyringSecret::key(secret), deps);
    if (!opened && opened.error().code == "wrong-passphrase")
        return fail(ErrorKind::NoRight, "wrong-keyring");
    if (!opened)
        return tl::unexpected(opened.error());
    return open(folder, std::move(*opened), access, UnlockWay::Keyring, deps);
}

StudyInfo Vault::info() const { return d_->info; }

const Session& Vault::session() const { return d_->session; }

QString Vault::folder() const { return d_->folder; }

Database& Vault::database() { return *d_->database; }

ObjectStore& Vault::objects() { return *d_->objects; }

ColdStore& Vault::cold() { return *d_->cold; }

const Clock& Vault::clock() const { return d_->deps.clock; }

QString Vault::temporaryFolder() const { return d_->folder + QStringLiteral("/t"); }

const SweepReport& Vault::sweep() const { return d_->sweep; }

FailedTries Vault::failedBefore() const { return d_->failedBefore; }

SecretBytes Vault::cacheKey() const { return d_->keys.key(KeyPurpose::Cache).clone(); }

Result<ChainReport> Vault::verifyChain(const Job& job) {
    if (auto may = d_->session.require(Right::ReadAudit); !may)
        return tl::unexpected(may.error());
    return d_->database->read(
        [&](ReadConnection& connection) {
            return audit::verifyChain(connection, d_->keys.key(KeyPurpose::AuditChain), d_->header.studyId,
                                      d_->anchors(), job);
        },
        job.stop);
}

Result<VerifyReport> Vault::verify(bool objects, const Job& job) {
    if (auto may = d_->session.require(Right::Verify); !may)
        return tl::unexpected(may.error());
    return verifyStudy({d_->folder, d_->keys, d_->deps.files}, HeaderStore(d_->deps.files, d_->folder).read(),
                       objects, job);
}

Result<VerifyReport> Vault::verifyFolder(const QString& folder, const QString& login,
                                         const SecretBytes& passphrase, bool objects, const Job& job,
                                         VaultDeps deps) {
    auto opened = vaultKeys::open(
        spelled(folder), [&](const Header& h) { return vaultKeys::userSlot(h, login); }, passphrase, deps);
    if (!opened && opened.error().code == "header-damaged")
        return headerOnlyReport(HeaderStore(deps.files, spelled(folder)).read());
    if (!opened)
        return tl::unexpected(opened.error());
    const QString path = spelled(folder);
    return verifyStudy({path, opened->keys, deps.files}, opened->copies, objects, job);
}

} // namespace casebook
