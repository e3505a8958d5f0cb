// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/objects/FilePackWriter.h"

#include "storage/vault/Crypto.h"

#include <QFileInfo>

namespace casebook {

namespace {

constexpr qsizetype writeAtOnce = 1 << 20;

std::span<const std::byte> bytesOf(const QByteArray& bytes) {
    return std::as_bytes(std::span(bytes.constData(), static_cast<std::size_t>(bytes.size())));
}

QList<PackDirectoryEntry> plannedEntries(const QList<PartPlan>& parts) {
    QList<PackDirectoryEntry> entries;
    std::int64_t offset = 0;
    for (const PartPlan& part : parts) {
        entries.append({{offset, part.length}, part.sha256.isEmpty() ? QByteArray(32, '\0') : part.sha256});
        offset += part.length;
    }
    return entries;
}

} // namespace

Result<std::unique_ptr<FilePackWriter>> FilePackWriter::begin(FileSystem& files, const QString& folder,
                                                              const KeyRing& keys,
                                                              const QList<PartPlan>& parts) {
    for (const PartPlan& part : parts)
        if (part.length < 0 || (!part.sha256.isEmpty() && part.sha256.size() != 32))
            return fail(ErrorKind::Refused, "wrong-length");
    std::unique_ptr<FilePackWriter> writer(
        new FilePackWriter(files, folder, keys.key(KeyPurpose::Packs), keys.epoch(), parts));
    if (auto created = writer->create(); !created)
        return tl::unexpected(created.error());
    return writer;
}

FilePackWriter::FilePackWriter(FileSystem& files, QString folder, const SecretBytes& root,
                               std::uint32_t epoch, const QList<PartPlan>& parts)
    : files_(files), folder_(std::move(folder)), parts_(parts), entries_(plannedEntries(parts)) {
    for (const auto& entry : entries_) {
        ref_.extents.append(entry.extent);
        content_ += entry.extent.length;
    }
    ref_.id = PackId{crypto::randomBytes(16)};
    ref_.epoch = epoch;
    header_.epoch = epoch;
    header_.random = crypto::randomBytes(16);
    header_.plainLength = content_ + packFormat::encodeDirectory(entries_).size();
    ref_.plainLength = header_.plainLength;
    ref_.fileLength = header_.fileLength();
    const SecretBytes key = packFormat::packKey(root, ref_.id, header_.random);
    headerBytes_ = packFormat::encodeHeader(header_, key);
    cipher_ = std::make_unique<ChunkCipher>(ChunkCipher::Direction::Seal, key, headerBytes_);
    temporary_ = folder_ + QStringLiteral("/t/") + QString::fromLatin1(ref_.id.hex());
    pending_.reserve(PackHeader::standardChunk);
    sealed_.reserve(writeAtOnce + 2 * PackHeader::standardChunk);
}

FilePackWriter::~FilePackWriter() {
    pending_.fill('\0');
    if (file_.isOpen() && !published_)
        static_cast<void>(files_.remove(temporary_)); // what stays is swept at the next open
}

Result<> FilePackWriter::create() {
    auto file = files_.create(temporary_);
    if (!file)
        return tl::unexpected(file.error());
    file_ = std::move(*file);
    sealed_ = headerBytes_;
    return {};
}

Result<> FilePackWriter::append(std::span<const std::byte> bytes) {
    if (failed_ || fed_ + static_cast<std::int64_t>(bytes.size()) > content_)
        return fail(ErrorKind::Refused, "wrong-length");
    fed_ += static_cast<std::int64_t>(bytes.size());
    hashParts(bytes);
    auto done = feed(bytes);
    failed_ = !done;
    return done;
}

/// Hashes the parts whose hash the caller did not bring.
void FilePackWriter::hashParts(std::span<const std::byte> bytes) {
    closeFullParts();
    while (!bytes.empty()) {
        const auto left = static_cast<std::size_t>(parts_[part_].length - inPart_);
        const auto now = bytes.first(std::min(left, bytes.size()));
        if (parts_[part_].sha256.isEmpty())
            partHash_.add(now);
        inPart_ += static_cast<std::int64_t>(now.size());
        bytes = bytes.subspan(now.size());
        closeFullParts();
    }
}

void FilePackWriter::closeFullParts() {
    while (part_ < parts_.size() && inPart_ == parts_[part_].length) {
        if (parts_[part_].sha256.isEmpty())
            entries_[part_].sha256 = partHash_.finish();
        ++part_;
        inPart_ = 0;
    }
}

Result<> FilePackWriter::feed(std::span<const std::byte> plain) {
    constexpr std::size_t chunk = PackHeader::standardChunk;
    while (!plain.empty()) {
        if (pending_.isEmpty() && plain.size() >= chunk) {
            if (auto done = sealChunk(plain.first(chunk)); !done)
                return done;
            plain = plain.subspan(chunk);
            continue;
        }
        const std::size_t room = chunk - static_cast<std::size_t>(pending_.size());
        const auto now = plain.first(std::min(room, plain.size()));
        pending_.append(reinterpret_cast<const char*>(now.data()), static_cast<qsizetype>(now.size()));
        plain = plain.subspan(now.size());
        if (static_cast<std::size_t>(pending_.size()) < chunk)
            continue;
        if (auto done = sealChunk(bytesOf(pending_)); !done)
            return done;
        pending_.resize(0);
    }
    return {};
}

Result<> FilePackWriter::sealChunk(std::span<const std::byte> plain) {
    const qsizetype at = sealed_.size();
    sealed_.resize(at + static_cast<qsizetype>(plain.size()) + PackHeader::tagLength);
    if (!cipher_->seal(chunk_, plain, reinterpret_cast<std::byte*>(sealed_.data()) + at))
        return fail(ErrorKind::System, "no-crypto");
    ++chunk_;
    return sealed_.size() >= writeAtOnce ? flush() : Result<>();
}

Result<> FilePackWriter::flush() {
    fileHash_.add(bytesOf(sealed_));
    auto written = files_.write(file_, bytesOf(sealed_), temporary_);
    sealed_.resize(0);
    return written;
}

Result<PackRef> FilePackWriter::finish() {
    closeFullParts();
    if (failed_ || published_ || fed_ != content_ || part_ != parts_.size())
        return fail(ErrorKind::Refused, "wrong-length");
    failed_ = true; // until all is done
    const QByteArray directory = packFormat::encodeDirectory(entries_);
    auto done = feed(bytesOf(directory))
                    .and_then([&] { return pending_.isEmpty() ? Result<>() : sealChunk(bytesOf(pending_)); })
                    .and_then([&] { return flush(); })
                    .and_then([&] { return publish(); });
    if (!done)
        return tl::unexpected(done.error());
    failed_ = false;
    ref_.fileHash = fileHash_.finish();
    return ref_;
}

Result<> FilePackWriter::publish() {
    const QString path = folder_ + QLatin1Char('/') + ref_.id.path();
    auto moved = files_.sync(file_, temporary_).and_then([&] { return files_.rename(temporary_, path); });
    if (!moved)
        return moved;
    published_ = true;
    return files_.syncFolder(QFileInfo(path).path());
}

} // namespace casebook
