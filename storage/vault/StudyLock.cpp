// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/vault/StudyLock.h"

#include "storage/audit/AuditAppender.h"
#include "storage/vault/Cbor.h"
#include "storage/vault/Crypto.h"

#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstring>
#include <thread>

#include <fcntl.h>
#include <unistd.h>

namespace casebook {

namespace {

constexpr int nonceLength = 24, mostWaits = 40;
constexpr std::chrono::milliseconds betweenWaits{50};

struct Holder {
    QString host;
    std::int64_t process = 0;
    QString program;
    QString person; ///< login, or the operating system's user
    [[nodiscard]] QStringList told() const {
        return program.isEmpty() ? QStringList() : QStringList{host, program, person};
    }
};

QByteArray context(const QByteArray& studyId) { return studyId + QByteArrayLiteral("lock"); }

QByteArray holderNote(const KeyRing& keys, const QByteArray& studyId, const QString& login) {
    const AuditActor actor = AuditActor::ofThisProcess();
    CborWriter note;
    note.array(4)
        .text(login.isEmpty() ? actor.osUser : login)
        .text(actor.host)
        .integer(getpid())
        .text(actor.program);
    const QByteArray nonce = crypto::randomBytes(nonceLength);
    return nonce + crypto::seal(keys.key(KeyPurpose::HeaderSeal).span(), nonce, context(studyId),
                                crypto::of(note.result()));
}

Holder readNote(FileSystem& files, const QString& path, const KeyRing& keys, const QByteArray& studyId) {
    const auto file = files.readAll(path, 4096);
    if (!file || file->size() < nonceLength)
        return {};
    const SecretBytes plain = crypto::open(keys.key(KeyPurpose::HeaderSeal).span(), file->first(nonceLength),
                                           context(studyId), file->mid(nonceLength));
    CborReader note(
        QByteArray(reinterpret_cast<const char*>(plain.data()), static_cast<qsizetype>(plain.size())));
    note.array(4);
    Holder holder;
    holder.person = note.text().value_or(QString());
    holder.host = note.text().value_or(QString());
    holder.process = note.integer().value_or(0);
    holder.program = note.text().value_or(QString());
    return holder;
}

/// A process that it was about to start holds the lock a moment longer than the one that was killed.
bool isGone(const Holder& holder) {
    return holder.process > 0 && holder.host == AuditActor::ofThisProcess().host &&
           ::kill(static_cast<pid_t>(holder.process), 0) != 0 && errno == ESRCH;
}

} // namespace

Result<Fd> StudyLock::share(FileSystem& files, const QString& folder) {
    const QString path = folder + QStringLiteral("/lock");
    auto file = files.openReadOnly(path);
    if (!file)
        file = files.openLockFile(path);
    if (!file)
        return Fd();
    struct flock whole{};
    whole.l_type = F_RDLCK;
    whole.l_whence = SEEK_SET;
    if (::fcntl(file->get(), F_OFD_SETLK, &whole) == 0)
        return std::move(*file);
    if (errno == EAGAIN || errno == EACCES)
        return fail(ErrorKind::InUse, "backup-in-use", folder);
    return Fd();
}

Result<std::unique_ptr<StudyLock>> StudyLock::take(FileSystem& files, const QString& folder,
                                                   const KeyRing& keys, const QByteArray& studyId,
                                                   const QString& login) {
    const QString path = folder + QStringLiteral("/lock");
    auto file = files.openLockFile(path);
    if (!file)
        return tl::unexpected(file.error());
    struct flock whole{};
    whole.l_type = F_WRLCK;
    whole.l_whence = SEEK_SET;
    for (int waits = 0; ::fcntl(file->get(), F_OFD_SETLK, &whole) != 0; ++waits) {
        if (errno != EAGAIN && errno != EACCES)
            return fail(ErrorKind::System, "io-error", path,
                        {QStringLiteral("fcntl"), QString::fromLocal8Bit(strerror(errno))});
        const Holder holder = readNote(files, path, keys, studyId);
        if (waits == mostWaits || !isGone(holder))
            return fail(ErrorKind::InUse, "study-in-use", {}, holder.told());
        std::this_thread::sleep_for(betweenWaits);
    }
    const QByteArray note = holderNote(keys, studyId, login);
    const auto noted = files.truncate(*file, 0, path).and_then([&] {
        return files.write(
            *file, std::as_bytes(std::span(note.constData(), static_cast<std::size_t>(note.size()))), path);
    });
    if (!noted)
        return tl::unexpected(noted.error());
    return std::unique_ptr<StudyLock>(new StudyLock(files, std::move(*file), path));
}

StudyLock::StudyLock(FileSystem& files, Fd file, QString path)
    : files_(files), file_(std::move(file)), path_(std::move(path)) {}

StudyLock::~StudyLock() {
    static_cast<void>(
        files_.truncate(file_, 0, path_)); // a note that stays is only ever read under another's lock
}

} // namespace casebook
