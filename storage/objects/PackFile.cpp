// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/objects/PackFile.h"

#include "storage/objects/ChunkCipher.h"

#include <sodium.h>

#include <QtEndian>

#include <cstring>
#include <vector>

namespace casebook {

namespace {

/// Cipher text read at once: enough to make system calls cheap, little enough to stay in the second-level cache.
constexpr std::int64_t chunksAtOnce = 4;
constexpr std::int64_t sealedChunk = PackHeader::standardChunk + PackHeader::tagLength;

std::byte* cipherBuffer() {
    thread_local std::vector<std::byte> buffer(static_cast<std::size_t>(chunksAtOnce * sealedChunk));
    return buffer.data();
}

/// Plain bytes of a chunk of which only a part is wanted; wiped after use.
class PartBuffer {
public:
    PartBuffer() = default;
    ~PartBuffer() {
        if (!bytes_.empty())
            sodium_memzero(bytes_.data(), bytes_.size());
    }
    PartBuffer(const PartBuffer&) = delete;
    PartBuffer& operator=(const PartBuffer&) = delete;
    std::byte* data() {
        bytes_.resize(PackHeader::standardChunk);
        return bytes_.data();
    }

private:
    std::vector<std::byte> bytes_;
};

} // namespace

PackFile::PackFile(FileSystem& files, PackId pack, QString path)
    : files_(files), pack_(std::move(pack)), path_(std::move(path)) {}

tl::unexpected<Error> PackFile::damaged(const QString& what) const {
    return fail(ErrorKind::Damaged, "object-damaged", pack_.path(), {what});
}

Result<std::shared_ptr<const PackFile>> PackFile::open(FileSystem& files, const QString& folder,
                                                       const PackId& pack, const KeyRing& keys) {
    std::shared_ptr<PackFile> opened(new PackFile(files, pack, folder + QLatin1Char('/') + pack.path()));
    auto file = files.openReadOnly(opened->path_);
    if (!file && file.error().code == "no-such-file")
        return fail(ErrorKind::Damaged, "object-missing", pack.path());
    if (!file)
        return tl::unexpected(file.error());
    opened->file_ = std::move(*file);
    if (auto header = opened->readHeader(keys); !header)
        return tl::unexpected(header.error());
    return std::shared_ptr<const PackFile>(std::move(opened));
}

Result<> PackFile::readHeader(const KeyRing& keys) {
    headerBytes_.resize(PackHeader::length);
    const auto into = std::as_writable_bytes(std::span(headerBytes_.data(), PackHeader::length));
    if (auto read = files_.readAt(file_, 0, into, pack_.path()); !read)
        return read;
    const auto header = packFormat::parseHeader(headerBytes_);
    if (!header)
        return damaged(QStringLiteral("header"));
    header_ = *header;
    const SecretBytes* root = keys.packRoot(header_.epoch);
    if (!root)
        return damaged(QStringLiteral("epoch"));
    key_ = packFormat::packKey(*root, pack_, header_.random);
    if (!packFormat::isAuthentic(headerBytes_, key_))
        return damaged(QStringLiteral("header"));
    const auto length = files_.size(file_, pack_.path());
    if (!length)
        return tl::unexpected(length.error());
    if (*length != header_.fileLength())
        return damaged(QStringLiteral("length"));
    return {};
}

Result<> PackFile::readInto(std::int64_t offset, std::span<std::byte> into) const {
    const auto length = static_cast<std::int64_t>(into.size());
    if (offset < 0 || length > header_.plainLength - offset)
        return fail(ErrorKind::Refused, "out-of-range", pack_.path());
    if (length == 0)
        return {};
    ChunkCipher cipher(ChunkCipher::Direction::Open, key_, headerBytes_);
    PartBuffer part;
    const std::int64_t chunk = header_.chunk;
    const std::int64_t last = (offset + length - 1) / chunk;
    for (std::int64_t first = offset / chunk; first <= last; first += chunksAtOnce) {
        const std::int64_t end = std::min(first + chunksAtOnce, last + 1);
        const std::int64_t from = header_.chunkOffset(first);
        const std::int64_t to =
            header_.chunkOffset(end - 1) + header_.chunkLength(end - 1) + PackHeader::tagLength;
        std::byte* sealed = cipherBuffer();
        if (auto read =
                files_.readAt(file_, from, {sealed, static_cast<std::size_t>(to - from)}, pack_.path());
            !read)
            return read;
        for (std::int64_t index = first; index < end; ++index) {
            const std::int64_t plainLength = header_.chunkLength(index);
            const std::span<const std::byte> bytes(
                sealed + (header_.chunkOffset(index) - from),
                static_cast<std::size_t>(plainLength + PackHeader::tagLength));
            const std::int64_t begin = std::max(offset, index * chunk) - index * chunk;
            const std::int64_t stop = std::min(offset + length, index * chunk + plainLength) - index * chunk;
            std::byte* target = into.data() + (index * chunk + begin - offset);
            const bool whole = begin == 0 && stop == plainLength;
            if (!cipher.open(index, bytes, whole ? target : part.data()))
                return damaged(QString::number(index));
            if (!whole)
                std::memcpy(target, part.data() + begin, static_cast<std::size_t>(stop - begin));
        }
    }
    return {};
}

Result<QList<PackDirectoryEntry>> PackFile::directory() const {
    if (header_.plainLength < packFormat::directoryLengthField)
        return damaged(QStringLiteral("directory"));
    const std::int64_t end = header_.plainLength - packFormat::directoryLengthField;
    const auto field = read({end, packFormat::directoryLengthField});
    if (!field)
        return tl::unexpected(field.error());
    const auto length = qFromLittleEndian<quint64>(field->constData());
    if (length > static_cast<quint64>(end))
        return damaged(QStringLiteral("directory"));
    const auto cbor = read({end - static_cast<std::int64_t>(length), static_cast<std::int64_t>(length)});
    if (!cbor)
        return tl::unexpected(cbor.error());
    const auto entries = packFormat::decodeDirectory(*cbor);
    if (!entries)
        return damaged(QStringLiteral("directory"));
    return *entries;
}

} // namespace casebook
