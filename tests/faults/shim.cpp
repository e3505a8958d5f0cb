// SPDX-License-Identifier: GPL-3.0-or-later
//
// Loaded before the C library (LD_PRELOAD) under a program of ours: the n-th call that changes a file below the named
// folders fails. Reaches what the seam `FileSystem` can't: SQLite's own files, Qt's, the outside anchor.
//
//   CASEBOOK_FAULT_UNDER  folders, parted by ':'
//   CASEBOOK_FAULT_AT     n, from 1; 0 only counts
//   CASEBOOK_FAULT_KIND   ENOSPC, EIO, EINTR: that call alone; short: half of what was to be written is;
//                         full: that call and all after it that need room, as on a disk that is full;
//                         EROFS: that call and all after it, as on a disk that may only be read from then on;
//                         EACCES: the same, but files that are open stay open;
//                         sync: EIO of the n-th call that syncs and of all after it (the others aren't counted)
//                         read: EIO of the n-th call that reads (the others aren't counted)
//   CASEBOOK_FAULT_LOG    a line for each call, "! " before those that failed
//   CASEBOOK_FAULT_JOURNAL  what was done to the files, for who cuts the power (Journal.h)
#include "Journal.h"

#include <algorithm>
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
#include <sys/statvfs.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <unistd.h>

namespace {

enum class Kind { NoSpace, IoError, Interrupted, Short, Full, ReadOnly, NoPermission, Read, Sync };
enum class Fault { None, Fails, Half };
/// Bytes, Sync: of an open file. Room: a name that needs room, Name: one that needs none.
enum class Does { Bytes, Sync, Room, Name, Opens, Asks, Reads };

struct Settings {
    std::string under;
    Kind kind = Kind::NoSpace;
    long at = 0;
    int log = -1;
};

std::atomic<long> calls{0};

Kind kindNamed(const std::string& name) {
    static constexpr std::pair<const char*, Kind> kinds[] = {
        {"EIO", Kind::IoError},    {"EINTR", Kind::Interrupted},  {"short", Kind::Short},
        {"full", Kind::Full},      {"read", Kind::Read},          {"sync", Kind::Sync},
        {"EROFS", Kind::ReadOnly}, {"EACCES", Kind::NoPermission}};
    for (const auto& [known, kind] : kinds)
        if (name == known)
            return kind;
    return Kind::NoSpace;
}

const char* variable(const char* name) {
    const char* value = std::getenv(name);
    return value == nullptr ? "" : value;
}

/// Descriptors of ours stand high, so that the program's own have the numbers they always have.
Settings fromEnvironment() {
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
    static const Settings kept = fromEnvironment();
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
bool needsRoom(Does does) { return does == Does::Bytes || does == Does::Room; }

bool staysRefused(Kind kind, Does does) {
    return kind == Kind::Full                             ? needsRoom(does)
           : kind == Kind::ReadOnly || kind == Kind::Sync ? true
                                                          : does != Does::Bytes && does != Does::Sync;
}

/// Only these change something. The others are refused where writing is, without a number of their own.
bool changes(Does does) { return does != Does::Opens && does != Does::Asks && does != Does::Reads; }

bool isOf(Kind kind, Does does) {
    if (kind == Kind::Read)
        return does == Does::Reads;
    if (kind == Kind::Sync)
        return does == Does::Sync;
    return changes(does) || (does != Does::Reads && (kind == Kind::ReadOnly || kind == Kind::NoPermission));
}

bool isCounted(Kind kind, Does does) { return changes(does) || kind == Kind::Read; }

Fault chosen(Does does) {
    const Settings& s = settings();
    const long number = isCounted(s.kind, does) ? ++calls : calls.load() + 1;
    if (s.kind == Kind::Full || s.kind == Kind::ReadOnly || s.kind == Kind::NoPermission ||
        s.kind == Kind::Sync)
        return s.at > 0 && number >= s.at && staysRefused(s.kind, does) ? Fault::Fails : Fault::None;
    if (number != s.at)
        return Fault::None;
    if (s.kind == Kind::Short)
        return does == Does::Bytes ? Fault::Half : Fault::None;
    return Fault::Fails;
}

int codeOf(Kind kind) {
    switch (kind) {
    case Kind::IoError:
    case Kind::Read:
    case Kind::Sync: return EIO;
    case Kind::Interrupted: return EINTR;
    case Kind::ReadOnly: return EROFS;
    case Kind::NoPermission: return EACCES;
    default: return ENOSPC;
    }
}

Fault next(Does does, const char* call, const char* path) {
    if (!isOf(settings().kind, does) || !isMeant(path))
        return Fault::None;
    const Fault fault = chosen(does);
    if (settings().log >= 0 && (isCounted(settings().kind, does) || fault != Fault::None)) {
        std::string line = fault == Fault::None ? "  " : "! ";
        line.append(call).append(" ").append(path).append("\n");
        ::syscall(SYS_write, settings().log, line.data(), line.size());
    }
    if (fault == Fault::Fails)
        errno = codeOf(settings().kind);
    return fault;
}

/// The path of an open file; empty: none.
std::string pathOf(int fd) {
    char path[PATH_MAX];
    const std::string link = "/proc/self/fd/" + std::to_string(fd);
    const int kept = errno;
    const ssize_t length = ::readlink(link.c_str(), path, sizeof path);
    errno = kept;
    return length <= 0 ? std::string() : std::string(path, std::size_t(length));
}

Fault next(Does does, const char* call, int fd) {
    return isOf(settings().kind, does) ? next(does, call, pathOf(fd).c_str()) : Fault::None;
}

Journal& journal() {
    static Journal kept(variable("CASEBOOK_FAULT_JOURNAL"));
    return kept;
}
bool isKept(const char* path) { return journal().isOn() && isMeant(path); }
bool isKept(int fd) { return journal().isOn() && isMeant(pathOf(fd).c_str()); }

/// A call that succeeded with 0, and its record.
template <class Call, class Record> int kept(bool isKept, Call&& call, Record&& record) {
    if (!isKept)
        return call();
    const auto turn = journal().turn();
    const int done = call();
    const int code = errno;
    if (done == 0)
        record();
    errno = code;
    return done;
}

template <class F> F real(const char* name) { return reinterpret_cast<F>(::dlsym(RTLD_NEXT, name)); }

bool refusesOpen(const char* path, int flags) {
    if ((flags & O_CREAT) != 0)
        return next(Does::Room, "create", path) == Fault::Fails;
    return (flags & O_ACCMODE) != O_RDONLY && next(Does::Opens, "open", path) == Fault::Fails;
}

template <class Call> int opened(const char* path, int flags, Call&& call) {
    if (refusesOpen(path, flags))
        return -1;
    const bool makes = (flags & (O_CREAT | O_TRUNC)) != 0 || (flags & O_TMPFILE) == O_TMPFILE;
    if (!makes || !isKept(path))
        return call();
    const auto turn = journal().turn();
    const bool isNew = ::faccessat(AT_FDCWD, path, F_OK, AT_SYMLINK_NOFOLLOW) != 0;
    const int fd = call();
    const int code = errno;
    if (fd >= 0 && (flags & O_TMPFILE) == O_TMPFILE)
        journal().made(fd, "");
    else if (fd >= 0 && isNew)
        journal().made(fd, path);
    else if (fd >= 0 && (flags & O_TRUNC) != 0)
        journal().resized(fd);
    errno = code;
    return fd;
}

/// `at` below 0: where the file stands.
template <class Call> ssize_t written(int fd, const void* bytes, size_t length, off_t at, Call&& call) {
    const Fault fault = next(Does::Bytes, "write", fd);
    if (fault == Fault::Fails)
        return -1;
    if (!isKept(fd))
        return call(fault == Fault::Half ? (length + 1) / 2 : length);
    const auto turn = journal().turn();
    const ssize_t done = call(length);
    const int code = errno;
    if (at < 0)
        journal().written(fd, bytes, done);
    else
        journal().written(fd, bytes, done, at);
    errno = code;
    return done;
}

/// A question whether `path` may be written to.
bool refusesAccess(const char* path, int mode) {
    return (mode & W_OK) != 0 && next(Does::Asks, "access", path) == Fault::Fails;
}

/// What a disk is that may only be read from.
template <class Status> int toldOfDisk(int done, const char* path, Status* status) {
    if (done == 0 && settings().kind == Kind::ReadOnly && next(Does::Asks, "statvfs", path) == Fault::Fails)
        status->f_flag |= ST_RDONLY;
    return done;
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
        return opened(path, flags, [&] { return call(path, flags, mode); });                                 \
    }
#define OPENS_AT(name)                                                                                       \
    int name(int folder, const char* path, int flags, ...) {                                                 \
        REAL(name);                                                                                          \
        va_list rest;                                                                                        \
        va_start(rest, flags);                                                                               \
        const mode_t mode = modeOf(flags, rest);                                                             \
        va_end(rest);                                                                                        \
        return opened(path, flags, [&] { return call(folder, path, flags, mode); });                         \
    }
#define WRITES_AT(name, Offset)                                                                              \
    ssize_t name(int fd, const void* bytes, size_t length, Offset at) {                                      \
        REAL(name);                                                                                          \
        return written(fd, bytes, length, at, [&](size_t part) { return call(fd, bytes, part, at); });       \
    }
#define READS_AT(name, Offset)                                                                               \
    ssize_t name(int fd, void* bytes, size_t length, Offset at) {                                            \
        REAL(name);                                                                                          \
        return next(Does::Reads, "read", fd) == Fault::Fails ? -1 : call(fd, bytes, length, at);             \
    }
/// What a call does to `Of`, a path or a descriptor, and what the journal says of it.
#define CHANGES(name, does, shown, Parameters, Arguments, Of, Record)                                        \
    int name Parameters {                                                                                    \
        REAL(name);                                                                                          \
        if (next(does, shown, Of) == Fault::Fails)                                                           \
            return -1;                                                                                       \
        return kept(isKept(Of), [&] { return call Arguments; }, [&] { journal().Record; });                  \
    }

extern "C" {

OPENS(open)
OPENS(open64)
OPENS_AT(openat)
OPENS_AT(openat64)
WRITES_AT(pwrite, off_t)
WRITES_AT(pwrite64, off64_t)
READS_AT(pread, off_t)
READS_AT(pread64, off64_t)

ssize_t write(int fd, const void* bytes, size_t length) {
    REAL(write);
    return written(fd, bytes, length, -1, [&](size_t part) { return call(fd, bytes, part); });
}

ssize_t read(int fd, void* bytes, size_t length) {
    REAL(read);
    return next(Does::Reads, "read", fd) == Fault::Fails ? -1 : call(fd, bytes, length);
}

/// The C library's own writing passes the functions here; only what is told to who started the program goes that way.
size_t fwrite(const void* bytes, size_t size, size_t count, FILE* to) {
    REAL(fwrite);
    const auto turn = journal().turn();
    const size_t done = call(bytes, size, count, to);
    if (journal().isOn() && (to == stdout || to == stderr))
        journal().told(to, bytes, size * done);
    return done;
}

int access(const char* path, int mode) {
    REAL(access);
    return refusesAccess(path, mode) ? -1 : call(path, mode);
}
int faccessat(int folder, const char* path, int mode, int flags) {
    REAL(faccessat);
    return refusesAccess(path, mode) ? -1 : call(folder, path, mode, flags);
}

int statvfs(const char* path, struct statvfs* status) {
    REAL(statvfs);
    return toldOfDisk(call(path, status), path, status);
}
int statvfs64(const char* path, struct statvfs64* status) {
    REAL(statvfs64);
    return toldOfDisk(call(path, status), path, status);
}

CHANGES(fsync, Does::Sync, "fsync", (int fd), (fd), fd, synced(fd))
CHANGES(fdatasync, Does::Sync, "fsync", (int fd), (fd), fd, synced(fd))
CHANGES(syncfs, Does::Sync, "fsync", (int fd), (fd), fd, allSynced())
CHANGES(ftruncate, Does::Bytes, "ftruncate", (int fd, off_t size), (fd, size), fd, resized(fd))
CHANGES(ftruncate64, Does::Bytes, "ftruncate", (int fd, off64_t size), (fd, size), fd, resized(fd))
CHANGES(fallocate, Does::Bytes, "fallocate", (int fd, int mode, off_t at, off_t size), (fd, mode, at, size),
        fd, resized(fd))
CHANGES(fallocate64, Does::Bytes, "fallocate", (int fd, int mode, off64_t at, off64_t size),
        (fd, mode, at, size), fd, resized(fd))
CHANGES(rename, Does::Room, "rename", (const char* from, const char* to), (from, to), to, renamed(from, to))
CHANGES(renameat, Does::Room, "rename", (int a, const char* from, int b, const char* to), (a, from, b, to),
        to, renamed(from, to))
CHANGES(renameat2, Does::Room, "rename", (int a, const char* from, int b, const char* to, unsigned flags),
        (a, from, b, to, flags), to, renamed(from, to))
CHANGES(link, Does::Room, "link", (const char* from, const char* to), (from, to), to, linked(to))
CHANGES(linkat, Does::Room, "link", (int a, const char* from, int b, const char* to, int flags),
        (a, from, b, to, flags), to, linked(to))
CHANGES(mkdir, Does::Room, "mkdir", (const char* path, mode_t mode), (path, mode), path, folderMade(path))
CHANGES(unlink, Does::Name, "unlink", (const char* path), (path), path, unlinked(path))
CHANGES(unlinkat, Does::Name, "unlink", (int folder, const char* path, int flags), (folder, path, flags),
        path, unlinked(path))
CHANGES(rmdir, Does::Name, "rmdir", (const char* path), (path), path, unlinked(path))

} // extern "C"
