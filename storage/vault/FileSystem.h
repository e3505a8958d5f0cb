// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/values/Result.h"

#include <QStringList>

#include <cstddef>
#include <cstdint>
#include <span>

namespace casebook {

/// An open file descriptor, closed at the end.
class Fd {
public:
    Fd() = default;
    explicit Fd(int fd) : fd_(fd) {}
    Fd(Fd&& other) noexcept : fd_(other.release()) {}
    Fd& operator=(Fd&& other) noexcept;
    Fd(const Fd&) = delete;
    Fd& operator=(const Fd&) = delete;
    ~Fd();
    [[nodiscard]] int get() const { return fd_; }
    [[nodiscard]] bool isOpen() const { return fd_ >= 0; }
    int release();

private:
    int fd_ = -1;
};

/// What the vault asks of the disk, apart from SQLite's own files: a seam where tests put faults.
/// Errors: System "disk-full" (ENOSPC, EDQUOT) or "io-error", object = path, args = {call, strerror};
/// Refused "no-such-file". Calls interrupted by a signal are carried on. Any thread.
class FileSystem {
public:
    virtual ~FileSystem() = default;
    virtual Result<Fd> create(const QString& path) = 0;        ///< O_EXCL, mode 0600, read and write
    virtual Result<Fd> openReadOnly(const QString& path) = 0;
    virtual Result<Fd> openAppend(const QString& path) = 0;    ///< created with mode 0600 when absent
    virtual Result<Fd> openLockFile(const QString& path) = 0;  ///< read and write, created when absent
    virtual Result<> write(const Fd& file, std::span<const std::byte> bytes, const QString& path) = 0;
    /// Reads exactly `into.size()` bytes at `offset`; error Damaged "truncated" when the file ends before.
    virtual Result<> readAt(const Fd& file, std::int64_t offset, std::span<std::byte> into,
                            const QString& path) = 0;
    virtual Result<> sync(const Fd& file, const QString& path) = 0;
    virtual Result<> rename(const QString& from, const QString& to) = 0;
    virtual Result<> syncFolder(const QString& path) = 0;
    virtual Result<> remove(const QString& path) = 0;
    virtual Result<> makeFolder(const QString& path) = 0; ///< one level, mode 0700; fine when it is there
    virtual Result<> truncate(const Fd& file, std::int64_t size, const QString& path) = 0;
    virtual Result<std::int64_t> size(const Fd& file, const QString& path) = 0;

    /// Whole small file; error Refused "too-large" above `limit`.
    Result<QByteArray> readAll(const QString& path, std::int64_t limit);
    /// Durable replace: `temporary` written, synced, renamed to `path`, its folder synced.
    Result<> replace(const QString& path, const QString& temporary, const QByteArray& content);
};

/// The machine's disk.
class RealFileSystem : public FileSystem {
public:
    Result<Fd> create(const QString& path) override;
    Result<Fd> openReadOnly(const QString& path) override;
    Result<Fd> openAppend(const QString& path) override;
    Result<Fd> openLockFile(const QString& path) override;
    Result<> write(const Fd& file, std::span<const std::byte> bytes, const QString& path) override;
    Result<> readAt(const Fd& file, std::int64_t offset, std::span<std::byte> into,
                    const QString& path) override;
    Result<> sync(const Fd& file, const QString& path) override;
    Result<> rename(const QString& from, const QString& to) override;
    Result<> syncFolder(const QString& path) override;
    Result<> remove(const QString& path) override;
    Result<> makeFolder(const QString& path) override;
    Result<> truncate(const Fd& file, std::int64_t size, const QString& path) override;
    Result<std::int64_t> size(const Fd& file, const QString& path) override;
};

} // namespace casebook
