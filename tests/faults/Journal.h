// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdio>
#include <mutex>
#include <string>

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <unistd.h>

/// What a program did to its files, in order, for who rebuilds what a power cut leaves of them (tests/app/CutDisk.h).
/// A record is a line of fields parted by tabs; bytes follow where it names a length:
///
///   C INODE PATH    a file was made (PATH empty: without a name)     D INODE PATH   a folder was made
///   L INODE PATH    a name was given to a file                       N FROM TO      renamed
///   U PATH          a name was taken away, of a file or a folder
///   W INODE OFFSET LENGTH   bytes written      Z INODE SIZE   cut or made longer
///   S INODE         file or folder synced; 0: all
///   T FD LENGTH     told to who started the program
class Journal {
public:
    explicit Journal(const char* path) {
        if (*path == 0)
            return;
        const int fd =
            int(::syscall(SYS_openat, AT_FDCWD, path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600));
        file_ = fd < 0 ? -1 : int(::syscall(SYS_fcntl, fd, F_DUPFD_CLOEXEC, 500));
        if (fd >= 0)
            ::syscall(SYS_close, fd);
    }

    [[nodiscard]] bool isOn() const { return file_ >= 0; }
    /// Held from before a call until its record is written, so that records stand in the order of the calls.
    [[nodiscard]] std::unique_lock<std::mutex> turn() {
        return isOn() ? std::unique_lock(mutex_) : std::unique_lock<std::mutex>();
    }

    void made(int fd, const char* path) { add("C\t" + inodeOf(fd) + '\t' + path + '\n'); }
    void folderMade(const char* path) { add("D\t" + inodeOf(path) + '\t' + path + '\n'); }
    void linked(const char* path) { add("L\t" + inodeOf(path) + '\t' + path + '\n'); }
    void renamed(const char* from, const char* to) { add(std::string("N\t") + from + '\t' + to + '\n'); }
    void unlinked(const char* path) { add(std::string("U\t") + path + '\n'); }
    void resized(int fd) { add("Z\t" + inodeOf(fd) + '\t' + std::to_string(statusOf(fd).st_size) + '\n'); }
    void synced(int fd) { add("S\t" + inodeOf(fd) + '\n'); }
    void allSynced() { add("S\t0\n"); }
    void written(int fd, const void* bytes, ssize_t length, off_t at) {
        if (length > 0)
            add("W\t" + inodeOf(fd) + '\t' + std::to_string(at) + '\t' + std::to_string(length) + '\n' +
                std::string(static_cast<const char*>(bytes), std::size_t(length)));
    }
    /// Where the file stood before a plain write: what was written ends where it stands now.
    void written(int fd, const void* bytes, ssize_t length) {
        if (length > 0)
            written(fd, bytes, length, ::lseek(fd, 0, SEEK_CUR) - length);
    }
    void told(std::FILE* to, const void* bytes, std::size_t length) {
        add("T\t" + std::to_string(to == stdout ? 1 : 2) + '\t' + std::to_string(length) + '\n' +
            std::string(static_cast<const char*>(bytes), length));
    }

private:
    static struct stat statusOf(int fd) {
        struct stat status{};
        ::fstat(fd, &status);
        return status;
    }
    static std::string inodeOf(int fd) { return std::to_string(statusOf(fd).st_ino); }
    static std::string inodeOf(const char* path) {
        struct stat status{};
        ::lstat(path, &status);
        return std::to_string(status.st_ino);
    }
    /// One call a record, past the functions that the shim stands before.
    void add(const std::string& record) const {
        if (isOn())
            ::syscall(SYS_write, file_, record.data(), record.size());
    }

    std::mutex mutex_;
    int file_ = -1;
};
