// SPDX-License-Identifier: GPL-3.0-or-later
//
// Loaded before the C library (LD_PRELOAD) under a program of ours: from the n-th allocation on none succeeds any more,
// as where memory is out. Reaches each place in turn, where a limit (RLIMIT_AS) reaches only those that ask for much.
//
//   CASEBOOK_MEMORY_AT   n, from 1; 0 only counts
//   CASEBOOK_MEMORY_LOG  the file that the number of allocations is written to at the end
#include <atomic>
#include <cerrno>
#include <cstddef>
#include <cstdio>
#include <cstdlib>

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <unistd.h>

extern "C" {
// What the C library's own functions do.
void* __libc_malloc(std::size_t size);
void* __libc_calloc(std::size_t count, std::size_t size);
void* __libc_realloc(void* old, std::size_t size);
void* __libc_memalign(std::size_t alignment, std::size_t size);
}

namespace {

std::atomic<long> allocations{0};
std::atomic<bool> counts{false};
long failsFrom = 0;

bool fails() {
    if (!counts)
        return false;
    const long number = ++allocations;
    if (failsFrom == 0 || number < failsFrom)
        return false;
    errno = ENOMEM;
    return true;
}

[[gnu::constructor(101)]] void begin() {
    if (const char* at = std::getenv("CASEBOOK_MEMORY_AT"))
        failsFrom = std::atol(at);
    ::unsetenv("LD_PRELOAD"); // programs that this one starts are not meant
    counts = true;
}

[[gnu::destructor]] void end() {
    const char* path = std::getenv("CASEBOOK_MEMORY_LOG");
    counts = false;
    const int fd = path ? ::open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600) : -1;
    if (fd < 0)
        return;
    ::dprintf(fd, "%ld\n", allocations.load());
    ::close(fd);
}

void* map(void* where, std::size_t length, int protection, int flags, int fd, off_t offset) {
    return reinterpret_cast<void*>(::syscall(SYS_mmap, where, length, protection, flags, fd, offset));
}

} // namespace

extern "C" {

void* malloc(std::size_t size) noexcept { return fails() ? nullptr : __libc_malloc(size); }
void* calloc(std::size_t count, std::size_t size) noexcept {
    return fails() ? nullptr : __libc_calloc(count, size);
}
void* realloc(void* old, std::size_t size) noexcept { return fails() ? nullptr : __libc_realloc(old, size); }
void* memalign(std::size_t alignment, std::size_t size) noexcept {
    return fails() ? nullptr : __libc_memalign(alignment, size);
}
void* aligned_alloc(std::size_t alignment, std::size_t size) noexcept { return memalign(alignment, size); }
int posix_memalign(void** out, std::size_t alignment, std::size_t size) noexcept {
    void* made = memalign(alignment, size);
    if (!made)
        return ENOMEM;
    *out = made;
    return 0;
}
void* mmap(void* where, std::size_t length, int protection, int flags, int fd, off_t offset) noexcept {
    return fails() ? MAP_FAILED : map(where, length, protection, flags, fd, offset);
}
void* mmap64(void* where, std::size_t length, int protection, int flags, int fd, off64_t offset) noexcept {
    return fails() ? MAP_FAILED : map(where, length, protection, flags, fd, offset);
}

} // extern "C"
