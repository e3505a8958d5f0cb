// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/vault/FileCopy.h"

#include "storage/objects/ChunkCipher.h"

#include <QFileInfo>

#include <algorithm>
#include <vector>

#include <fcntl.h>

namespace casebook {

namespace {

constexpr std::int64_t piece = std::int64_t(4) << 20;

/// Reads a file in pieces, each hashed and handed to `take`.
Result<FileDigest> stream(FileSystem& files, const Fd& file, const QString& path, const Job& job,
                          const CopyProgress& progress,
                          const std::function<Result<>(std::span<const std::byte>)>& take) {
    const auto length = files.size(file, path);
    if (!length)
        return tl::unexpected(length.error());
    std::vector<std::byte> buffer(std::size_t(std::min(piece, std::max<std::int64_t>(*length, 1))));
    Sha256 hash;
    for (std::int64_t at = 0; at < *length; at += piece) {
        if (job.stopped())
            return fail(ErrorKind::Cancelled, "cancelled");
        const std::span part(buffer.data(), std::size_t(std::min(piece, *length - at)));
        auto done = files.readAt(file, at, part, path);
        if (done && take)
            done = take(part);
        if (!done)
            return tl::unexpected(done.error());
        hash.add(part);
        if (progress)
            progress(std::int64_t(part.size()));
    }
    return FileDigest{hash.finish(), *length};
}

} // namespace

Result<QByteArray> copyFile(FileSystem& files, const QString& from, const QString& temporary,
                            const QString& to, const QByteArray& expectedHash, const Job& job,
                            const CopyProgress& progress) {
    const auto source = files.openReadOnly(from);
    if (!source)
        return tl::unexpected(source.error());
    const auto target = files.create(temporary);
    if (!target)
        return tl::unexpected(target.error());
    const auto copied = stream(files, *source, from, job, progress, [&](std::span<const std::byte> part) {
        return files.write(*target, part, temporary);
    });
    Result<> done = copied ? Result<>() : Result<>(tl::unexpected(copied.error()));
    if (done && !expectedHash.isEmpty() && copied->hash != expectedHash)
        done = fail(ErrorKind::Damaged, "wrong-hash", from);
    if (done)
        done = files.sync(*target, temporary).and_then([&] { return files.rename(temporary, to); });
    if (!done) {
        static_cast<void>(files.remove(temporary)); // the first error is the one to tell
        return tl::unexpected(done.error());
    }
    if (auto durable = files.syncFolder(QFileInfo(to).path()); !durable)
        return tl::unexpected(durable.error());
    return copied->hash;
}

QByteArray faultOfSource(const Error& error, const QString& from) {
    if (error.object != from)
        return {};
    return error.code == "wrong-hash" ? "hash" : error.code == "no-such-file" ? "missing" : "unreadable";
}

Result<FileDigest> digestOf(FileSystem& files, const QString& path, const Job& job,
                            const CopyProgress& progress) {
    const auto file = files.openReadOnly(path);
    if (!file)
        return tl::unexpected(file.error());
    ::posix_fadvise(file->get(), 0, 0, POSIX_FADV_DONTNEED);
    return stream(files, *file, path, job, progress, {});
}

} // namespace casebook
