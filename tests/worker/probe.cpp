// SPDX-License-Identifier: GPL-3.0-or-later
//
// casebook-sandbox-probe NAME ARGUMENT [free]: enters the worker's sandbox (unless "free") and tries
// NAME. Exit code: 0 refused, 1 it worked, 2 no sandbox or no such probe; a signal speaks for itself.
// Run by tests/worker/SandboxTest.cpp.
#include "app/worker/Sandbox.h"
#include "storage/dicom/Channel.h"
#include "storage/dicom/Reader.h"
#include "storage/dicom/Text.h"

#include <cerrno>
#include <cstdlib>
#include <functional>
#include <map>
#include <new>
#include <string>
#include <thread>
#include <vector>

#include <arpa/inet.h>
#include <dirent.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace casebook;

namespace {

constexpr int kSocket = 3;
using Probe = std::function<bool(const char* argument)>;

bool opens(const char* path, int flags) { return ::open(path, flags, 0600) >= 0; }

bool maps(std::size_t bytes, int protection) {
    return ::mmap(nullptr, bytes, protection, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) != MAP_FAILED;
}

bool protects() {
    void* page = ::mmap(nullptr, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    return page != MAP_FAILED && ::mprotect(page, 4096, PROT_READ | PROT_EXEC) == 0;
}

bool forks() {
    const pid_t child = ::fork();
    if (child == 0)
        ::_exit(0);
    if (child > 0)
        ::waitpid(child, nullptr, 0);
    return child > 0;
}

bool startsThread() {
    try {
        std::thread([] {}).join();
        return true;
    } catch (const std::system_error&) {
        return false;
    }
}

bool executes() {
    std::string program = "/bin/true";
    const std::vector<char*> words{program.data(), nullptr};
    ::execv(program.c_str(), words.data());
    return false;
}

bool readsParent() {
    char here = 0;
    iovec ours{&here, 1};
    iovec theirs{&here, 1};
    // A wrong address is told only to who may look.
    return ::process_vm_readv(::getppid(), &ours, 1, &theirs, 1, 0) >= 0 || errno == EFAULT;
}

/// The same socket under another number: only the one the worker was given may be used.
bool sendsElsewhere() {
    const int other = ::fcntl(kSocket, F_DUPFD, 10);
    return other >= 0 && wire::send(other, {wire::Type::Next, 0, 0, {}});
}

bool growsOutput() {
    static const auto memory = wire::makeSharedMemory(4096);
    return memory && ::ftruncate(memory->get(), 8192) == 0;
}

/// Tables are read when the first text needs them: within the sandbox.
bool readsTables() {
    const dicom::TextDecoder gb(QByteArray("GB18030"));
    const dicom::TextDecoder japanese(QByteArray("\\ISO 2022 IR 87"));
    return gb.decode(QByteArray("\xCD\xF5^\xD0\xA1\xB6\xAB")) == QString::fromUtf8("王^小东") &&
           japanese.decodeName(QByteArray("\x1B$B;3ED\x1B(B^\x1B$BB@O:\x1B(B")) ==
               QString::fromUtf8("山田^太郎");
}

bool survivesBadAlloc() {
    try {
        std::vector<char> much(std::size_t(64) << 30);
        return much.size() == 0;
    } catch (const std::bad_alloc&) {
        std::vector<char> little(std::size_t(64) << 20, 'x');
        little.resize(std::size_t(200) << 20);
        return little.back() == 0;
    }
}

[[noreturn]] void burn() {
    worker::Limits limits;
    limits.cpuSeconds = 1;
    worker::startClock(limits);
    volatile unsigned n = 0;
    for (;;)
        n = n + 1;
}

#ifdef __x86_64__
/// getpid() by the number and the gate of 32-bit programs.
bool callsBy32Bit() {
    long result = 20;
    asm volatile("int $0x80" : "+a"(result) : : "memory");
    return result > 0;
}
#endif

const std::map<std::string, Probe>& probes() {
    static const std::map<std::string, Probe> all{
        {"read file", [](const char* path) { return opens(path, O_RDONLY); }},
        {"write file", [](const char* path) { return opens(path, O_WRONLY); }},
        {"make file",
         [](const char* path) { return opens((std::string(path) + ".new").c_str(), O_WRONLY | O_CREAT); }},
        {"list folder", [](const char*) { return ::opendir("/") != nullptr; }},
        {"read environment", [](const char*) { return opens("/proc/self/environ", O_RDONLY); }},
        {"delete file",
         [](const char* path) { return ::unlink((std::string(path) + ".gone").c_str()) == 0; }},
        {"internet", [](const char*) { return ::socket(AF_INET, SOCK_STREAM, 0) >= 0; }},
        {"local socket", [](const char*) { return ::socket(AF_UNIX, SOCK_STREAM, 0) >= 0; }},
        {"other socket", [](const char*) { return sendsElsewhere(); }},
        {"fork", [](const char*) { return forks(); }},
        {"thread", [](const char*) { return startsThread(); }},
        {"execute", [](const char*) { return executes(); }},
        {"map code", [](const char*) { return maps(4096, PROT_READ | PROT_EXEC); }},
        {"make code", [](const char*) { return protects(); }},
        {"trace", [](const char*) { return ::ptrace(PTRACE_TRACEME, 0, nullptr, nullptr) == 0; }},
        {"read parent", [](const char*) { return readsParent(); }},
        {"signal parent", [](const char*) { return ::kill(::getppid(), 0) == 0; }},
        {"memory", [](const char*) { return maps(std::size_t(8) << 30, PROT_READ | PROT_WRITE); }},
        {"grow output", [](const char*) { return growsOutput(); }},
        {"new root", [](const char*) { return ::chroot("/") == 0; }},
        {"shared memory", [](const char*) { return ::memfd_create("x", 0) >= 0; }},
        {"character tables", [](const char*) { return readsTables(); }},
        {"exceptions", [](const char*) { return survivesBadAlloc(); }},
        {"abort", [](const char*) -> bool { std::abort(); }},
        {"burn", [](const char*) -> bool { burn(); }},
#ifdef __x86_64__
        {"32 bit", [](const char*) { return callsBy32Bit(); }},
#endif
    };
    return all;
}

} // namespace

int main(int argc, char** argv) {
    const auto probe = argc >= 3 ? probes().find(argv[1]) : probes().end();
    int pair[2] = {-1, -1};
    if (probe == probes().end() || !dicom::initialise() ||
        ::socketpair(AF_UNIX, SOCK_SEQPACKET, 0, pair) != 0)
        return 2;
    if (pair[0] != kSocket)
        ::dup2(pair[0], kSocket);
    if (argc < 4) {
        worker::Limits limits;
        limits.readable = dicom::characterTables().toStdString();
        if (!worker::enterSandbox(kSocket, limits))
            return 2;
    }
    return probe->second(argv[2]) ? 1 : 0;
}
