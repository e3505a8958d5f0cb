// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/spool/SpoolFile.h"

#include <sodium.h>

#include <QCborValue>
#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QtEndian>

#include <array>
#include <cerrno>
#include <cstring>
#include <utility>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace casebook::spool {
namespace {

constexpr QByteArrayView kMagic("CBSPOOL1");
constexpr std::size_t kSealedKey = crypto_secretstream_xchacha20poly1305_KEYBYTES + crypto_box_SEALBYTES;
constexpr std::size_t kOverhead = crypto_secretstream_xchacha20poly1305_ABYTES;
constexpr std::size_t kHead = crypto_secretstream_xchacha20poly1305_HEADERBYTES;
constexpr std::uint32_t kLongestAbout = 4096;
const QString kAside = QStringLiteral(".damaged");

tl::unexpected<Error> failed() {
    const bool full = errno == ENOSPC || errno == EDQUOT || errno == EFBIG;
    return fail(ErrorKind::System, full ? "disk-full" : "spool-failed", {},
                {QString::fromLocal8Bit(std::strerror(errno))});
}

const unsigned char* bytesOf(const QByteArray& bytes) {
    return reinterpret_cast<const unsigned char*>(bytes.constData());
}
unsigned char* bytesOf(QByteArray& bytes) { return reinterpret_cast<unsigned char*>(bytes.data()); }

Result<> writeAll(int fd, QByteArrayView bytes) {
    while (!bytes.isEmpty()) {
        const ssize_t written = ::write(fd, bytes.data(), std::size_t(bytes.size()));
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            return failed();
        bytes = bytes.sliced(written);
    }
    return {};
}

} // namespace

Keys makeKeys() {
    Keys keys{QByteArray(crypto_box_PUBLICKEYBYTES, '\0'), QByteArray(crypto_box_SECRETKEYBYTES, '\0')};
    crypto_box_keypair(bytesOf(keys.publicKey), bytesOf(keys.secretKey));
    return keys;
}

struct SealedFile::State {
    int folder = -1;
    int fd = -1;
    std::string part, whole;
    crypto_secretstream_xchacha20poly1305_state stream{};
    QByteArray pending; ///< less than a chunk
    bool finished = false;

    ~State() {
        sodium_memzero(&stream, sizeof(stream));
        if (fd >= 0)
            ::close(fd);
        if (!finished && !part.empty())
            ::unlinkat(folder, part.c_str(), 0);
    }

    Result<> push(QByteArrayView plain, unsigned char tag, bool withLength = false) {
        QByteArray sealed(plain.size() + qsizetype(kOverhead), Qt::Uninitialized);
        crypto_secretstream_xchacha20poly1305_push(
            &stream, bytesOf(sealed), nullptr, reinterpret_cast<const unsigned char*>(plain.data()),
            static_cast<unsigned long long>(plain.size()), nullptr, 0, tag);
        if (withLength) {
            std::array<char, 4> length{};
            qToLittleEndian<quint32>(quint32(sealed.size()), length.data());
            if (auto written = writeAll(fd, QByteArrayView(length.data(), 4)); !written)
                return written;
        }
        return writeAll(fd, sealed);
    }
};

SealedFile::SealedFile(std::unique_ptr<State> state) : state_(std::move(state)) {}
SealedFile::SealedFile(SealedFile&&) noexcept = default;
SealedFile& SealedFile::operator=(SealedFile&&) noexcept = default;
SealedFile::~SealedFile() = default;

Result<SealedFile> SealedFile::create(int folder, const QByteArray& publicKey, const QCborMap& about) {
    if (publicKey.size() != qsizetype(kPublicKeyBytes))
        return fail(ErrorKind::System, "spool-failed", {}, {QStringLiteral("key")});
    auto state = std::make_unique<State>();
    std::array<unsigned char, 16> name{};
    randombytes_buf(name.data(), name.size());
    const QByteArray hex = QByteArray(reinterpret_cast<const char*>(name.data()), 16).toHex();
    state->folder = folder;
    state->whole = hex.toStdString() + ".obj";
    const std::string part = hex.toStdString() + ".part";
    state->fd = ::openat(folder, part.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (state->fd < 0)
        return failed();
    state->part = part;

    std::array<unsigned char, crypto_secretstream_xchacha20poly1305_KEYBYTES> key{};
    crypto_secretstream_xchacha20poly1305_keygen(key.data());
    QByteArray sealedKey(qsizetype(kSealedKey), '\0');
    QByteArray head(qsizetype(kHead), '\0');
    const bool sealed =
        crypto_box_seal(bytesOf(sealedKey), key.data(), key.size(), bytesOf(publicKey)) == 0 &&
        crypto_secretstream_xchacha20poly1305_init_push(&state->stream, bytesOf(head), key.data()) == 0;
    sodium_memzero(key.data(), key.size());
    if (!sealed)
        return fail(ErrorKind::System, "spool-failed", {}, {QStringLiteral("key")});
    if (auto written = writeAll(state->fd, QByteArray(kMagic.toByteArray() + sealedKey + head)); !written)
        return tl::unexpected(written.error());
    const QByteArray cbor = about.toCborValue().toCbor();
    if (auto written = state->push(cbor, 0, true); !written)
        return tl::unexpected(written.error());
    return SealedFile(std::move(state));
}

Result<> SealedFile::add(std::span<const std::byte> bytes) {
    QByteArrayView rest(reinterpret_cast<const char*>(bytes.data()), qsizetype(bytes.size()));
    while (!rest.isEmpty()) {
        const qsizetype room = qsizetype(kChunk) - state_->pending.size();
        const qsizetype taken = std::min(room, rest.size());
        state_->pending.append(rest.first(taken));
        rest = rest.sliced(taken);
        // The last chunk carries the final tag, so a full one waits for a successor.
        if (state_->pending.size() == qsizetype(kChunk) && !rest.isEmpty()) {
            if (auto written = state_->push(state_->pending, 0); !written)
                return written;
            state_->pending.clear();
        }
    }
    return {};
}

Result<QString> SealedFile::finish() {
    if (auto written = state_->push(state_->pending, crypto_secretstream_xchacha20poly1305_TAG_FINAL);
        !written)
        return tl::unexpected(written.error());
    // The content first, then the name, then the folder that holds the name.
    if (::fsync(state_->fd) != 0 ||
        ::renameat(state_->folder, state_->part.c_str(), state_->folder, state_->whole.c_str()) != 0)
        return failed();
    state_->finished = true;
    if (::fsync(state_->folder) != 0)
        return failed();
    return QString::fromStdString(state_->whole);
}

Result<Opened> open(const QString& path, const Keys& keys, std::int64_t limit) {
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorKind::Refused, "unreadable", path);
    const qint64 size = file.size();
    if (size > limit)
        return fail(ErrorKind::Refused, "too-large", path);
    if (keys.publicKey.size() != crypto_box_PUBLICKEYBYTES ||
        keys.secretKey.size() != crypto_box_SECRETKEYBYTES)
        return fail(ErrorKind::System, "spool-failed", {}, {QStringLiteral("key")});
    // Damage is what the disk gave in full: a read that failed says nothing of the object.
    bool gaveAll = true;
    const auto read = [&](qsizetype bytes) {
        QByteArray out = file.read(bytes);
        gaveAll =
            gaveAll && file.error() == QFileDevice::NoError && (out.size() == bytes || file.pos() == size);
        return out;
    };
    const auto damaged = [&] {
        return gaveAll ? fail(ErrorKind::Damaged, "spool-damaged")
                       : fail(ErrorKind::Refused, "unreadable", path);
    };
    const QByteArray magic = read(kMagic.size());
    const QByteArray sealedKey = read(qsizetype(kSealedKey));
    const QByteArray head = read(qsizetype(kHead));
    const QByteArray length = read(4);
    if (magic != kMagic || sealedKey.size() != qsizetype(kSealedKey) || head.size() != qsizetype(kHead) ||
        length.size() != 4)
        return damaged();
    std::array<unsigned char, crypto_secretstream_xchacha20poly1305_KEYBYTES> key{};
    crypto_secretstream_xchacha20poly1305_state stream{};
    const bool opened =
        crypto_box_seal_open(key.data(), bytesOf(sealedKey), kSealedKey, bytesOf(keys.publicKey),
                             bytesOf(keys.secretKey)) == 0 &&
        crypto_secretstream_xchacha20poly1305_init_pull(&stream, bytesOf(head), key.data()) == 0;
    sodium_memzero(key.data(), key.size());
    const auto pull = [&](const QByteArray& sealed, QByteArray& plain) -> int {
        if (sealed.size() < qsizetype(kOverhead))
            return -1;
        plain.resize(sealed.size() - qsizetype(kOverhead));
        unsigned char tag = 0;
        return crypto_secretstream_xchacha20poly1305_pull(
                   &stream, bytesOf(plain), nullptr, &tag, bytesOf(sealed),
                   static_cast<unsigned long long>(sealed.size()), nullptr, 0) == 0
                   ? int(tag)
                   : -1;
    };
    const auto aboutBytes = qFromLittleEndian<quint32>(length.constData());
    QByteArray plain;
    if (!opened || aboutBytes > kLongestAbout || pull(read(aboutBytes), plain) != 0)
        return damaged();
    Opened out;
    out.about = QCborValue::fromCbor(plain).toMap();
    out.bytes.reserve(size);
    for (;;) {
        const int tag = pull(read(qsizetype(kChunk + kOverhead)), plain);
        if (tag < 0)
            return damaged();
        out.bytes.append(plain);
        if (tag == crypto_secretstream_xchacha20poly1305_TAG_FINAL)
            return file.atEnd() ? Result<Opened>(std::move(out)) : damaged();
    }
}

QStringList names(const QString& folder) {
    return QDir(folder).entryList({QStringLiteral("*.obj")}, QDir::Files, QDir::Name);
}

bool setAside(const QString& path) { return QFile::rename(path, path + kAside); }

int countSetAside(const QString& spoolFolder) {
    int out = 0;
    QDirIterator walk(spoolFolder, {u'*' + kAside}, QDir::Files, QDirIterator::Subdirectories);
    for (; walk.hasNext(); walk.next())
        ++out;
    return out;
}

void removeUnfinished(const QString& folder) {
    QDir dir(folder);
    for (const QString& name : dir.entryList({QStringLiteral("*.part")}, QDir::Files))
        dir.remove(name);
}

} // namespace casebook::spool
