// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/LastWords.h"

#include <atomic>
#include <csignal>
#include <cstring>
#include <exception>
#include <new>
#include <string_view>
#include <system_error>

#include <sys/mman.h>
#include <unistd.h>

namespace casebook {

namespace {

constexpr int nothingTold = -1, failed = 1;
std::atomic<int> told = nothingTold;
bool asJson = false;

constexpr std::string_view memoryAsJson =
    R"({"error":{"code":"out-of-memory","message":"This computer has too little free memory for this. Close other programs and try again.","object":""}})"
    "\n";
constexpr std::string_view memoryAsText =
    "This computer has too little free memory for this. Close other programs and try again.\n";
constexpr std::string_view otherAsJson =
    R"({"error":{"code":"unexpected","message":"It did not work (unexpected).","object":""}})"
    "\n";
constexpr std::string_view otherAsText = "It did not work (unexpected).\n";

bool isOutOfMemory() noexcept {
    try {
        if (const std::exception_ptr thrown = std::current_exception())
            std::rethrow_exception(thrown);
    } catch (const std::bad_alloc&) {
        return true;
    } catch (const std::system_error& error) { // a thread whose stack has no room
        return error.code() == std::errc::resource_unavailable_try_again ||
               error.code() == std::errc::not_enough_memory;
    } catch (...) {
    }
    return false;
}

/// As after a kill the study's files are left as they are: the next opening puts them in order.
[[noreturn]] void endWithWords(bool memory) noexcept {
    // Of two threads that end so one speaks.
    if (const int exit = told.exchange(failed); exit != nothingTold)
        ::_exit(exit);
    const std::string_view words = asJson ? (memory ? memoryAsJson : otherAsJson)
                                          : (memory ? memoryAsText : otherAsText);
    std::size_t done = 0;
    while (done < words.size()) {
        const ssize_t n = ::write(asJson ? STDOUT_FILENO : STDERR_FILENO, words.data() + done,
                                  words.size() - done);
        if (n <= 0)
            break;
        done += std::size_t(n);
    }
    ::_exit(failed);
}

bool hasRoom() noexcept {
    constexpr std::size_t probe = 1 << 20; // the C library asks for so much at a time
    void* room = ::mmap(nullptr, probe, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    return room != MAP_FAILED && ::munmap(room, probe) == 0;
}

/// Libraries have words of their own for memory that was out: the standard one throws "locale" or "system error".
[[noreturn]] void onTerminate() noexcept { endWithWords(isOutOfMemory() || !hasRoom()); }

/// Libraries that do not look whether they got memory crash without it. Where there is some, a crash stays a crash.
extern "C" void onCrash(int number) {
    if (!hasRoom())
        endWithWords(true);
    ::raise(number); // its handler is gone, and it waits until this one returns
}

/// A stack that may not grow is one of the crashes, so the handler has its own.
void catchCrashes() {
    constexpr std::size_t stackBytes = 16 << 10;
    alignas(16) static char stack[stackBytes];
    stack_t own{};
    own.ss_sp = stack;
    own.ss_size = stackBytes;
    ::sigaltstack(&own, nullptr);
    struct sigaction crash{};
    crash.sa_handler = onCrash;
    crash.sa_flags = SA_ONSTACK | SA_RESETHAND;
    sigemptyset(&crash.sa_mask);
    for (const int number : {SIGSEGV, SIGBUS, SIGABRT, SIGTRAP})
        ::sigaction(number, &crash, nullptr);
}

[[maybe_unused]] void setUp(int count, char** arguments, char**) {
    for (int i = 1; i < count && std::strcmp(arguments[i], "--") != 0; ++i)
        asJson = asJson || std::strcmp(arguments[i], "--json") == 0;
    std::set_terminate(onTerminate);
    catchCrashes();
}

#ifndef CASEBOOK_SANITIZED // a sanitizer is not ready yet, and has words of its own
/// Before the static objects of this program and of its libraries are made, which need memory too.
[[gnu::section(".preinit_array"), gnu::used]] void (*const first)(int, char**, char**) = setUp;
#endif

} // namespace

void wasTold(int exitCode) noexcept { told = exitCode; }

} // namespace casebook
