// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/vault/FileSystem.h"

#include <QFile>
#include <QFileInfo>

#include <cerrno>
#include <cstdio>
#include <cstring>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace casebook {

namespace {

tl::unexpected<Error> failed(const char* call, const QString& path, int code) {
    const QStringList args{QString::fromLatin1(call), QString::fromLocal8Bit(strerror(code))};
    if (code == ENOENT)
        return fail(ErrorKind::Refused, "no-such-file", path, args);
    const bool full = code == ENOSPC || code == EDQUOT;
    return fail(ErrorKind::System, full ? "disk-full" : "io-error", path, args);
}

Result<Fd> openFile(const QString& path, int flags) {
    int fd = -1;
    do
        fd = ::open(QFile::encodeName(path).constData(), flags | O_CLOEXEC, 0600);
    while (fd < 0 && errno == EINTR);
    const bool writes = (flags & O_ACCMODE) != O_RDONLY;
    if (fd < 0 && writes && (errno == EROFS || errno == EACCES || errno == EPERM))
        return fail(ErrorKind::System, "read-only-folder", QFileInfo(path).path());
    if (fd < 0)
        return failed("open", path, errno);
    return Fd(fd);
}

} // namespace

Fd& Fd::operator=(Fd&& other) noexcept {
    if (this != &other) {
        if (fd_ >= 0)
            ::close(fd_);
        fd_ = other.release();
    }
    return *this;
}

Fd::~Fd() {
    if (fd_ >= 0)
        ::close(fd_);
}

int Fd::release() {
    const int fd = fd_;
    fd_ = -1;
    return fd;
}

Result<QByteArray> FileSystem::readAll(const QString& path, std::int64_t limit) {
    auto file = openReadOnly(path);
    if (!file)
        return tl::unexpected(file.error());
    const auto length = size(*file, path);
    if (!length)
        return tl::unexpected(length.error());
    if (*length > limit)
        return fail(ErrorKind::Refused, "too-large", path);
    QByteArray content(static_cast<qsizetype>(*length), Qt::Uninitialized);
    const auto read = readAt(
        *file, 0, std::as_writable_bytes(std::span(content.data(), static_cast<std::size_t>(content.size()))),
        path);
    if (!read)
        return tl::unexpected(read.error());
    return content;
}

Result<> FileSystem::replace(const QString& path, const QString& temporary, const QByteArray& content) {
    auto written = [&]() -> Result<> {
        auto file = create(temporary);
        if (!file && QFileInfo::exists(temporary) && remove(temporary)) // of a kill
            file = create(temporary);
        if (!file)
            return tl::unexpected(file.error());
        return write(*file,
                     std::as_bytes(std::span(content.constData(), static_cast<std::size_t>(content.size()))),
                     temporary)
            .and_then([&] { return sync(*file, temporary); })
            .and_then([&] { return rename(temporary, path); });
    }();
    if (!written) {
        // The first error is the one to tell; a leftover is swept at the next open.
        static_cast<void>(remove(temporary));
        return written;
    }
    return syncFolder(QFileInfo(path).path());
}

Result<Fd> RealFileSystem::create(const QString& path) { return openFile(path, O_CREAT | O_EXCL | O_RDWR); }

Result<Fd> RealFileSystem::openReadOnly(const QString& path) { return openFile(path, O_RDONLY); }

Result<Fd> RealFileSystem::openAppend(const QString& path) {
    return openFile(path, O_CREAT | O_WRONLY | O_APPEND);
}

Result<Fd> RealFileSystem::openLockFile(const QString& path) { return openFile(path, O_CREAT | O_RDWR); }

Result<> RealFileSystem::write(const Fd& file, std::span<const std::byte> bytes, const QString& path) {
    while (!bytes.empty()) {
        const ssize_t n = ::write(file.get(), bytes.data(), bytes.size());
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return failed("write", path, errno);
        bytes = bytes.subspan(static_cast<std::size_t>(n));
    }
    return {};
}

Result<> RealFileSystem::readAt(const Fd& file, std::int64_t offset, std::span<std::byte> into,
                                const QString& path) {
    while (!into.empty()) {
        const ssize_t n = ::pread(file.get(), into.data(), into.size(), offset);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return failed("read", path, errno);
        if (n == 0)
            return fail(ErrorKind::Damaged, "truncated", path);
        into = into.subspan(static_cast<std::size_t>(n));
        offset += n;
    }
    return {};
}

Result<> RealFileSystem::sync(const Fd& file, const QString& path) {
    if (::fsync(file.get()) != 0)
        return failed("fsync", path, errno);
    return {};
}

Result<> RealFileSystem::rename(const QString& from, const QString& to) {
    if (::rename(QFile::encodeName(from).constData(), QFile::encodeName(to).constData()) != 0)
        return failed("rename", to, errno);
    return {};
}

Result<> RealFileSystem::syncFolder(const QString& path) {
    auto folder = openFile(path, O_RDONLY | O_DIRECTORY);
    if (!folder)
        return tl::unexpected(folder.error());
    return RealFileSystem::sync(*folder, path);
}

Result<> RealFileSystem::remove(const QString& path) {
    if (::unlink(QFile::encodeName(path).constData()) != 0)
        return failed("unlink", path, errno);
    return {};
}

Result<> RealFileSystem::makeFolder(const QString& path) {
    if (::mkdir(QFile::encodeName(path).constData(), 0700) != 0 && errno != EEXIST)
        return failed("mkdir", path, errno);
    return {};
}

Result<> RealFileSystem::truncate(const Fd& file, std::int64_t size, const QString& path) {
    if (::ftruncate(file.get(), size) != 0)
        return failed("ftruncate", path, errno);
    return {};
}

Result<std::int64_t> RealFileSystem::size(const Fd& file, const QString& path) {
    struct stat info{};
    if (::fstat(file.get(), &info) != 0)
        return failed("fstat", path, errno);
    return static_cast<std::int64_t>(info.st_size);
}

} // namespace casebook
