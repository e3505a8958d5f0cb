// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/worker/Sandbox.h"

#include "app/worker/FileAccess.h"
#include "app/worker/SystemCalls.h"

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <unistd.h>

#if (defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)) && !defined(CASEBOOK_SANITIZED)
#define CASEBOOK_SANITIZED 1
#endif

namespace casebook::worker {
namespace {

bool limitTo(int resource, rlim_t value) {
    const rlimit limit{value, value};
    return ::setrlimit(static_cast<__rlimit_resource>(resource), &limit) == 0;
}

bool isSocket(int fd) {
    struct stat info{};
    return ::fstat(fd, &info) == 0 && S_ISSOCK(info.st_mode);
}

} // namespace

bool enterSandbox(int socket, const Limits& limits) {
    if (!isSocket(socket))
        return false;
    if (::close_range(unsigned(socket) + 1U, ~0U, 0) != 0)
        return false;
    ::fcntl(socket, F_SETFD, FD_CLOEXEC);
    bool good = ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 && ::prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) == 0;
    good = good && limitTo(RLIMIT_FSIZE, 0) && limitTo(RLIMIT_CORE, 0) && limitTo(RLIMIT_NOFILE, 64);
#ifndef CASEBOOK_SANITIZED
    // A sanitizer reserves terabytes of address space and starts a process to report leaks.
    good = good && limitTo(RLIMIT_AS, rlim_t(limits.memoryBytes)) && limitTo(RLIMIT_NPROC, 0);
#endif
    // Without Landlock the program has said so (storage/worker): system calls are filtered all the same.
    return good && limitFileAccess(limits.readable) != FileAccess::Failed && filterSystemCalls(socket);
}

void startClock(const Limits& limits) {
    itimerval rest{};
    rest.it_value.tv_sec = limits.cpuSeconds;
    static_cast<void>(::setitimer(ITIMER_PROF, &rest, nullptr));
}

} // namespace casebook::worker
