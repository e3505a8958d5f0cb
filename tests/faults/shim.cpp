// SPDX-License-Identifier: GPL-3.0-or-later
//
// Loaded before the C library (LD_PRELOAD) under a program of ours: the n-th call that changes a file below the named
// folders fails. Reaches what the seam `FileSystem` can't: SQLite's own files, Qt's, the outside anchor.
//
//   CASEBOOK_FAULT_UNDER  folders, parted by ':'
//   CASEBOOK_FAULT_AT     n, from 1; 0 only counts
//   CASEBOOK_FAULT_KIND   ENOSPC, EIO, EINTR: that call alone; short: half of what was to be written is;
//                         full: that call and all after it that need room, as on a disk that is full
//   CASEBOOK_FAULT_LOG    a line for each call, "! " before those that failed
#include <atomic>
#include <cerrno>
#include <cstdarg>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>

#include <dlfcn.h>
#include <fcntl.h>
#include <linux/limits.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <unistd.h>

namespace {

enum class Kind { NoSpace, IoError, Interrupted, Short, Full };
enum class Fault { None, Fails, Half };

struct Settings {
    std::string under;
    Kind kind = Kind::NoSpace;
    long at = 0;
    int log = -1;
};

std::atomic<long> calls{0};

Kind kindNamed(const char* name) {
    if (std::strcmp(name, "EIO") == 0)
        return Kind::IoError;
    if (std::strcmp(name, "EINTR") == 0)
        return Kind::Interrupted;
    if (std::strcmp(name, "short") == 0)
        return Kind::Short;
    return std::strcmp(name, "full") == 0 ? Kind::Full : Kind::NoSpace;
}

const char* variable(const char* name) {
    const char* value = std::getenv(name);
    return value == nullptr ? "" : value;
}

/// Descriptors of ours stand high, so that the program's own have the numbers they always have.
Settings read() {
    Settings out;
    out.under = variable("CASEBOOK_FAULT_UNDER");
    out.kind = kindNamed(variable("CASEBOOK_FAULT_KIND"));
    out.at = std::atol(variable("CASEBOOK_FAULT_AT"));
    const int fd = int(::syscall(SYS_openat, AT_FDCWD, variable("CASEBOOK_FAULT_LOG"),
                                 O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600));
    out.log = fd < 0 ? -1 : int(::syscall(SYS_fcntl, fd, F_DUPFD_CLOEXEC, 500));
    if (fd >= 0)
        ::syscall(SYS_close, fd);
    ::unsetenv("LD_PRELOAD"); // programs that this one starts are not meant
    return out;
}

const Settings& settings() {
    static const Settings kept = read();
    return kept;
}

bool isMeant(const char* path) {
    const std::string& under = settings().under;
    for (std::size_t from = 0; from < under.size();) {
        const std::size_t to = std::min(under.find(':', from), under.size());
        if (to > from && std::strncmp(path, under.data() + from, to - from) == 0)
            return true;
        from = to + 1;
    }
    return false;
}

/// Whether a disk without room refuses this.
bool needsRoom(const char* call) {
    return std::strcmp(call, "unlink") != 0 && std::strcmp(call, "fsync") != 0;
}

Fault chosen(const char* call, bool writes) {
    const long number = ++calls;
    const Settings& s = settings();
    if (s.kind == Kind::Full)
        return s.at > 0 && number >= s.at && needsRoom(call) ? Fault::Fails : Fault::None;
    if (number != s.at)
        return Fault::None;
    if (s.kind == Kind::Short)
        return writes ? Fault::Half : Fault::None;
    return Fault::Fails;
}

Fault next(const char* call, const char* path, bool writes = false) {
    if (!isMeant(path))
        return Fault::None;
    const Fault fault = chosen(call, writes);
    if (settings().log >= 0) {
        std::string line = fault == Fault::None ? "  " : "! ";
        line.append(call).append(" ").append(path).append("\n");
        ::syscall(SYS_write, settings().log, line.data(), line.size());
    }
    if (fault == Fault::Fails)
        errno = settings().kind == Kind::IoError       ? EIO
                : settings().kind == Kind::Interrupted ? EINTR
                                                       : ENOSPC;
    return fault;
}

Fault next(const char* call, int fd, bool writes = false) {
    char path[PATH_MAX];
    const std::string link = "/proc/self/fd/" + std::to_string(fd);
    const int kept = errno;
    const ssize_t length = ::readlink(link.c_str(), path, sizeof path - 1);
    errno = kept;
    if (length <= 0)
        return Fault::None;
    path[length] = 0;
    return next(call, path, writes);
}

template <class F> F real(const char* name) { return reinterpret_cast<F>(::dlsym(RTLD_NEXT, name)); }

bool refusesOpen(const char* path, int flags) {
    return (flags & O_CREAT) != 0 && next("create", path) == Fault::Fails;
}

mode_t modeOf(int flags, va_list rest) {
    return (flags & (O_CREAT | O_TMPFILE)) != 0 ? mode_t(va_arg(rest, unsigned)) : 0;
}

} // namespace

#define REAL(name) static const auto call = real<decltype(&::name)>(#name)
#define OPENS(name)                                                                                          \
    int name(const char* path, int flags, ...) {                                                             \
        REAL(name);                                                                                          \
        va_list rest;                                                                                        \
        va_start(rest, flags);                                                                               \
        const mode_t mode = modeOf(flags, rest);                                                             \
        va_end(rest);                                                                                        \
        return refusesOpen(path, flags) ? -1 : call(path, flags, mode);                                      \
    }
#define OPENS_AT(name)                                                                                       \
    int name(int folder, const char* path, int flags, ...) {                                                 \
        REAL(name);                                                                                          \
        va_list rest;                                                                                        \
        va_start(rest, flags);                                                                               \
        const mode_t mode = modeOf(flags, rest);                                                             \
        va_end(rest);                                                                                        \
        return refusesOpen(path, flags) ? -1 : call(folder, path, flags, mode);                              \
    }
#define WRITES_AT(name, Offset)                                                                              \
    ssize_t name(int fd, const void* bytes, size_t length, Offset at) {                                      \
        REAL(name);                                                                                          \
        const Fault fault = next("write", fd, true);                                                         \
        return fault == Fault::Fails                                                                         \
                   ? -1                                                                                      \
                   : call(fd, bytes, fault == Fault::Half ? (length + 1) / 2 : length, at);                  \
    }
#define ON_FILE(name, shown, Parameters, Arguments, Fd)                                                      \
    int name Parameters {                                                                                    \
        REAL(name);                                                                                          \
        return next(shown, Fd) == Fault::Fails ? -1 : call Arguments;                                        \
    }

extern "C" {

OPENS(open)
OPENS(open64)
OPENS_AT(openat)
OPENS_AT(openat64)
WRITES_AT(pwrite, off_t)
WRITES_AT(pwrite64, off64_t)

ssize_t write(int fd, const void* bytes, size_t length) {
    REAL(write);
    const Fault fault = next("write", fd, true);
    return fault == Fault::Fails ? -1 : call(fd, bytes, fault == Fault::Half ? (length + 1) / 2 : length);
}

ON_FILE(fsync, "fsync", (int fd), (fd), fd)
ON_FILE(syncfs, "fsync", (int fd), (fd), fd)
ON_FILE(fdatasync, "fsync", (int fd), (fd), fd)
ON_FILE(ftruncate, "ftruncate", (int fd, off_t size), (fd, size), fd)
ON_FILE(ftruncate64, "ftruncate", (int fd, off64_t size), (fd, size), fd)
ON_FILE(fallocate, "fallocate", (int fd, int mode, off_t at, off_t size), (fd, mode, at, size), fd)
ON_FILE(fallocate64, "fallocate", (int fd, int mode, off64_t at, off64_t size), (fd, mode, at, size), fd)
ON_FILE(rename, "rename", (const char* from, const char* to), (from, to), to)
ON_FILE(renameat, "rename", (int a, const char* from, int b, const char* to), (a, from, b, to), to)
ON_FILE(renameat2, "rename", (int a, const char* from, int b, const char* to, unsigned flags),
        (a, from, b, to, flags), to)
ON_FILE(link, "link", (const char* from, const char* to), (from, to), to)
ON_FILE(linkat, "link", (int a, const char* from, int b, const char* to, int flags), (a, from, b, to, flags),
        to)
ON_FILE(mkdir, "mkdir", (const char* path, mode_t mode), (path, mode), path)
ON_FILE(unlink, "unlink", (const char* path), (path), path)

} // extern "C"
