// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/worker/SystemCalls.h"

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__) || defined(CASEBOOK_SANITIZED)

bool casebook::worker::filterSystemCalls(int) { return true; }

#else

#include <seccomp.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <memory>

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/time.h>
#include <unistd.h>

namespace casebook::worker {
namespace {

/// What malloc, exceptions, the codecs and DCMTK's reading of its character tables call; found by
/// running the tests under the filter. None of these reaches beyond the process, or further than the
/// descriptors it was handed and the folder Landlock leaves.
constexpr std::array kAllowed{
    SCMP_SYS(read),         SCMP_SYS(readv),
    SCMP_SYS(pread64),      SCMP_SYS(lseek),
    SCMP_SYS(write),        SCMP_SYS(writev),
    SCMP_SYS(close),        SCMP_SYS(fstat),
    SCMP_SYS(newfstatat),   SCMP_SYS(stat),
    SCMP_SYS(lstat),        SCMP_SYS(statx),
    SCMP_SYS(getdents64),   SCMP_SYS(fcntl),
    SCMP_SYS(access),       SCMP_SYS(faccessat),
    SCMP_SYS(faccessat2),   SCMP_SYS(readlink),
    SCMP_SYS(readlinkat),   SCMP_SYS(munmap),
    SCMP_SYS(mremap),       SCMP_SYS(brk),
    SCMP_SYS(madvise),      SCMP_SYS(futex),
    SCMP_SYS(poll),         SCMP_SYS(ppoll),
    SCMP_SYS(getrandom),    SCMP_SYS(gettid),
    SCMP_SYS(getpid),       SCMP_SYS(getuid),
    SCMP_SYS(geteuid),      SCMP_SYS(getgid),
    SCMP_SYS(getegid),      SCMP_SYS(rseq),
    SCMP_SYS(rt_sigreturn), SCMP_SYS(rt_sigprocmask),
    SCMP_SYS(rt_sigaction), SCMP_SYS(sigaltstack),
    SCMP_SYS(getrusage),    SCMP_SYS(clock_gettime),
    SCMP_SYS(clock_getres), SCMP_SYS(clock_nanosleep),
    SCMP_SYS(nanosleep),    SCMP_SYS(gettimeofday),
    SCMP_SYS(time),         SCMP_SYS(exit),
    SCMP_SYS(exit_group),   SCMP_SYS(restart_syscall),
    SCMP_SYS(sched_yield),  SCMP_SYS(sched_getaffinity),
    SCMP_SYS(getcpu),       SCMP_SYS(sysinfo),
    SCMP_SYS(uname),        SCMP_SYS(set_robust_list),
    SCMP_SYS(membarrier),
};

/// No parser makes these; one that was taken over does.
constexpr std::array kDeadly{
    SCMP_SYS(execve),
    SCMP_SYS(execveat),
    SCMP_SYS(ptrace),
    SCMP_SYS(process_vm_readv),
    SCMP_SYS(process_vm_writev),
    SCMP_SYS(socket),
    SCMP_SYS(socketpair),
    SCMP_SYS(connect),
    SCMP_SYS(bind),
    SCMP_SYS(listen),
    SCMP_SYS(accept),
    SCMP_SYS(accept4),
    SCMP_SYS(kill),
    SCMP_SYS(tkill),
    SCMP_SYS(rt_sigqueueinfo),
    SCMP_SYS(pidfd_open),
    SCMP_SYS(pidfd_getfd),
    SCMP_SYS(pidfd_send_signal),
    SCMP_SYS(mount),
    SCMP_SYS(umount2),
    SCMP_SYS(pivot_root),
    SCMP_SYS(chroot),
    SCMP_SYS(unshare),
    SCMP_SYS(setns),
    SCMP_SYS(bpf),
    SCMP_SYS(userfaultfd),
    SCMP_SYS(io_uring_setup),
    SCMP_SYS(perf_event_open),
    SCMP_SYS(keyctl),
    SCMP_SYS(add_key),
    SCMP_SYS(request_key),
    SCMP_SYS(open_by_handle_at),
    SCMP_SYS(init_module),
    SCMP_SYS(finit_module),
    SCMP_SYS(kexec_load),
    SCMP_SYS(memfd_secret),
};

using Filter = std::unique_ptr<void, decltype(&seccomp_release)>;

scmp_arg_cmp equals(unsigned argument, scmp_datum_t value) { return {argument, SCMP_CMP_EQ, value, 0}; }
/// Of the bits in `mask` exactly those of `value` are set.
scmp_arg_cmp bits(unsigned argument, scmp_datum_t mask, scmp_datum_t value) {
    return {argument, SCMP_CMP_MASKED_EQ, mask, value};
}

class Rules {
public:
    explicit Rules(scmp_filter_ctx filter) : filter_(filter) {}
    template <class... Conditions>
    void add(std::uint32_t action, int call, const Conditions&... conditions) {
        const std::array<scmp_arg_cmp, sizeof...(conditions)> list{conditions...};
        good_ =
            good_ && seccomp_rule_add_array(filter_, action, call, sizeof...(conditions), list.data()) == 0;
    }
    [[nodiscard]] bool good() const { return good_; }

private:
    scmp_filter_ctx filter_;
    bool good_ = true;
};

void addConditional(Rules& rules, int socket) {
    constexpr std::uint32_t allow = SCMP_ACT_ALLOW;
    // Reading alone, and no O_TMPFILE or O_PATH tricks.
    constexpr scmp_datum_t kWriting =
        O_ACCMODE | O_CREAT | O_TRUNC | O_APPEND | O_PATH | (O_TMPFILE & ~O_DIRECTORY);
    rules.add(allow, SCMP_SYS(openat), bits(2, kWriting, O_RDONLY));
    // Memory is written or executed, and new memory never the latter.
    for (const int call : {SCMP_SYS(mmap), SCMP_SYS(mprotect)}) {
        rules.add(allow, call, bits(2, PROT_EXEC, 0));
        rules.add(SCMP_ACT_ERRNO(EACCES), call, bits(2, PROT_EXEC, PROT_EXEC));
    }
    rules.add(allow, SCMP_SYS(recvmsg), equals(0, scmp_datum_t(socket)));
    rules.add(allow, SCMP_SYS(sendmsg), equals(0, scmp_datum_t(socket)));
    // abort() sends its signal so.
    rules.add(allow, SCMP_SYS(tgkill), equals(0, scmp_datum_t(::getpid())));
    rules.add(allow, SCMP_SYS(setitimer), equals(0, ITIMER_PROF));
    rules.add(allow, SCMP_SYS(prlimit64), equals(2, 0)); // asking only
    // A codec that would use threads is told that there are none to be had.
    rules.add(SCMP_ACT_ERRNO(EAGAIN), SCMP_SYS(clone));
    rules.add(SCMP_ACT_ERRNO(EAGAIN), SCMP_SYS(fork));
    rules.add(SCMP_ACT_ERRNO(EAGAIN), SCMP_SYS(vfork));
}

} // namespace

bool filterSystemCalls(int socket) {
    const Filter filter(seccomp_init(SCMP_ACT_ERRNO(ENOSYS)), &seccomp_release);
    if (!filter)
        return false;
    Rules rules(filter.get());
    for (const int call : kAllowed)
        rules.add(SCMP_ACT_ALLOW, call);
    for (const int call : kDeadly)
        rules.add(SCMP_ACT_KILL_PROCESS, call);
    addConditional(rules, socket);
    // Calls of another architecture (32 bit, x32) would pass by other numbers.
    return rules.good() &&
           seccomp_attr_set(filter.get(), SCMP_FLTATR_ACT_BADARCH, SCMP_ACT_KILL_PROCESS) == 0 &&
           seccomp_attr_set(filter.get(), SCMP_FLTATR_CTL_TSYNC, 1) == 0 && seccomp_load(filter.get()) == 0;
}

} // namespace casebook::worker

#endif
