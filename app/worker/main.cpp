// SPDX-License-Identifier: GPL-3.0-or-later
//
// casebook-worker: parses and decodes bytes from outside in a process of its own. Started by the
// program with a socket as descriptor 3; it opens no file by name, knows no key and links neither the
// vault nor the database.
#include "app/worker/Loop.h"
#include "app/worker/Sandbox.h"
#include "storage/dicom/Reader.h"

#include <malloc.h>

#include <charconv>
#include <clocale>
#include <cstdio>
#include <cstring>

namespace {

/// Memory that a request gave back stays with the process for the next one: else the same pages go to the
/// kernel and come back, a fault each. The limits of the sandbox hold all the same.
void keepMemory() {
    constexpr int kLargest = 32 << 20;
    ::mallopt(M_MMAP_THRESHOLD, kLargest);
    ::mallopt(M_TRIM_THRESHOLD, 2 * kLargest);
}

} // namespace

int main(int argc, char** argv) {
    constexpr int kSocket = 3;
    keepMemory();
    // libarchive turns names of entries into the locale's characters. Numbers stay those of "C".
    std::setlocale(LC_CTYPE, "C.UTF-8");
    casebook::worker::Limits limits;
    for (int n = 1; n + 1 < argc; n += 2) {
        const char* value = argv[n + 1];
        if (std::strcmp(argv[n], "--memory") == 0)
            std::from_chars(value, value + std::strlen(value), limits.memoryBytes);
        if (std::strcmp(argv[n], "--cpu") == 0)
            std::from_chars(value, value + std::strlen(value), limits.cpuSeconds);
    }
    limits.readable = casebook::dicom::characterTables().toStdString();
    // The dictionary is read now: later nothing may be opened by name except DCMTK's character tables.
    const bool ready = casebook::dicom::initialise().has_value();
    if (!casebook::worker::enterSandbox(kSocket, limits)) {
        std::fputs("casebook-worker: start it through casebook or casebook-cli; the kernel must be able to "
                   "filter system calls (seccomp).\n",
                   stderr);
        return 2;
    }
    return casebook::worker::Loop(kSocket, ready, limits).run();
}
