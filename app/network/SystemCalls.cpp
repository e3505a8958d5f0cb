// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/network/SystemCalls.h"

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)

bool casebook::network::filterSystemCalls() { return true; }

#else

#include <seccomp.h>

#include <array>
#include <cerrno>
#include <memory>

#include <sys/socket.h>
#include <unistd.h>

namespace casebook::network {
namespace {

/// Found by running the tests of every verb under the filter. Files are Landlock's matter.
constexpr std::array kAllowed{
    SCMP_SYS(read), SCMP_SYS(readv), SCMP_SYS(pread64), SCMP_SYS(lseek), SCMP_SYS(write), SCMP_SYS(writev),
    SCMP_SYS(pwrite64), SCMP_SYS(close), SCMP_SYS(close_range), SCMP_SYS(fstat), SCMP_SYS(newfstatat),
    SCMP_SYS(stat), SCMP_SYS(lstat), SCMP_SYS(statx), SCMP_SYS(fstatfs), SCMP_SYS(statfs),
    SCMP_SYS(getdents64), SCMP_SYS(fcntl), SCMP_SYS(access), SCMP_SYS(faccessat), SCMP_SYS(faccessat2),
    SCMP_SYS(readlink), SCMP_SYS(readlinkat), SCMP_SYS(open), SCMP_SYS(openat), SCMP_SYS(unlink),
    SCMP_SYS(unlinkat), SCMP_SYS(renameat), SCMP_SYS(renameat2), SCMP_SYS(fsync), SCMP_SYS(fdatasync),
    SCMP_SYS(ftruncate), SCMP_SYS(memfd_create), SCMP_SYS(getcwd), SCMP_SYS(munmap), SCMP_SYS(mremap),
    SCMP_SYS(mmap), SCMP_SYS(mprotect), SCMP_SYS(brk), SCMP_SYS(madvise), SCMP_SYS(futex), SCMP_SYS(poll),
    SCMP_SYS(ppoll), SCMP_SYS(select), SCMP_SYS(pselect6), SCMP_SYS(epoll_create1), SCMP_SYS(epoll_ctl),
    SCMP_SYS(epoll_wait), SCMP_SYS(epoll_pwait), SCMP_SYS(eventfd2), SCMP_SYS(pipe2), SCMP_SYS(ioctl),
    SCMP_SYS(timerfd_create), SCMP_SYS(timerfd_settime), SCMP_SYS(dup), SCMP_SYS(getrandom),
    SCMP_SYS(gettid), SCMP_SYS(getpid), SCMP_SYS(getppid), SCMP_SYS(getuid), SCMP_SYS(geteuid),
    SCMP_SYS(getgid), SCMP_SYS(getegid), SCMP_SYS(rseq), SCMP_SYS(rt_sigreturn), SCMP_SYS(rt_sigprocmask),
    SCMP_SYS(rt_sigaction), SCMP_SYS(sigaltstack), SCMP_SYS(getrusage), SCMP_SYS(clock_gettime),
    SCMP_SYS(clock_getres), SCMP_SYS(clock_nanosleep), SCMP_SYS(nanosleep), SCMP_SYS(gettimeofday),
    SCMP_SYS(time), SCMP_SYS(exit), SCMP_SYS(exit_group), SCMP_SYS(restart_syscall), SCMP_SYS(sched_yield),
    SCMP_SYS(sched_getaffinity), SCMP_SYS(sched_getparam), SCMP_SYS(sched_getscheduler),
    SCMP_SYS(sched_get_priority_min), SCMP_SYS(sched_get_priority_max), SCMP_SYS(sched_setscheduler),
    SCMP_SYS(getcpu), SCMP_SYS(sysinfo), SCMP_SYS(uname), SCMP_SYS(set_robust_list), SCMP_SYS(membarrier),
    SCMP_SYS(connect), SCMP_SYS(bind), SCMP_SYS(listen), SCMP_SYS(accept), SCMP_SYS(accept4),
    SCMP_SYS(getsockname), SCMP_SYS(getpeername), SCMP_SYS(getsockopt), SCMP_SYS(setsockopt),
    SCMP_SYS(sendto), SCMP_SYS(recvfrom), SCMP_SYS(sendmsg), SCMP_SYS(recvmsg), SCMP_SYS(sendmmsg),
    SCMP_SYS(recvmmsg), SCMP_SYS(shutdown), SCMP_SYS(prlimit64), SCMP_SYS(umask),
};

/// Nothing that talks to a peer makes these; a process that was taken over does.
constexpr std::array kDeadly{
    SCMP_SYS(execve), SCMP_SYS(execveat), SCMP_SYS(fork), SCMP_SYS(vfork), SCMP_SYS(ptrace),
    SCMP_SYS(process_vm_readv), SCMP_SYS(process_vm_writev), SCMP_SYS(kill), SCMP_SYS(tkill),
    SCMP_SYS(rt_sigqueueinfo), SCMP_SYS(pidfd_open), SCMP_SYS(pidfd_getfd), SCMP_SYS(pidfd_send_signal),
    SCMP_SYS(mount), SCMP_SYS(umount2), SCMP_SYS(pivot_root), SCMP_SYS(chroot), SCMP_SYS(unshare),
    SCMP_SYS(setns), SCMP_SYS(bpf), SCMP_SYS(userfaultfd), SCMP_SYS(io_uring_setup),
    SCMP_SYS(perf_event_open), SCMP_SYS(keyctl), SCMP_SYS(add_key), SCMP_SYS(request_key),
    SCMP_SYS(open_by_handle_at), SCMP_SYS(init_module), SCMP_SYS(finit_module), SCMP_SYS(kexec_load),
    SCMP_SYS(memfd_secret),
};

using Filter = std::unique_ptr<void, decltype(&seccomp_release)>;

scmp_arg_cmp equals(unsigned argument, scmp_datum_t value) { return {argument, SCMP_CMP_EQ, value, 0}; }

} // namespace

bool filterSystemCalls() {
    const Filter filter(seccomp_init(SCMP_ACT_ERRNO(ENOSYS)), &seccomp_release);
    if (!filter)
        return false;
    bool good = true;
    const auto add = [&](std::uint32_t action, int call) {
        good = good && seccomp_rule_add_array(filter.get(), action, call, 0, nullptr) == 0;
    };
    const auto addIf = [&](std::uint32_t action, int call, scmp_arg_cmp condition) {
        good = good && seccomp_rule_add_array(filter.get(), action, call, 1, &condition) == 0;
    };
    for (const int call : kAllowed)
        add(SCMP_ACT_ALLOW, call);
    for (const int call : kDeadly)
        add(SCMP_ACT_KILL_PROCESS, call);
    // TCP and what resolving a name takes; no raw packets.
    for (const scmp_datum_t family : {scmp_datum_t(AF_INET), scmp_datum_t(AF_INET6), scmp_datum_t(AF_UNIX),
                                      scmp_datum_t(AF_NETLINK)})
        addIf(SCMP_ACT_ALLOW, SCMP_SYS(socket), equals(0, family));
    addIf(SCMP_ACT_ALLOW, SCMP_SYS(tgkill), equals(0, scmp_datum_t(::getpid()))); // abort()
    // Threads share everything; a child without CLONE_VM would be a process.
    addIf(SCMP_ACT_ALLOW, SCMP_SYS(clone), {0, SCMP_CMP_MASKED_EQ, 0x00000100, 0x00000100});
    addIf(SCMP_ACT_ALLOW, SCMP_SYS(prctl), equals(0, 15)); // PR_SET_NAME
    return good && seccomp_attr_set(filter.get(), SCMP_FLTATR_ACT_BADARCH, SCMP_ACT_KILL_PROCESS) == 0 &&
           seccomp_attr_set(filter.get(), SCMP_FLTATR_CTL_TSYNC, 1) == 0 && seccomp_load(filter.get()) == 0;
}

} // namespace casebook::network

#endif
