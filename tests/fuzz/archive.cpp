// SPDX-License-Identifier: GPL-3.0-or-later
// zip, tar and ISO as streams. What comes out stays within the limits and has harmless paths.
#include "storage/dicom/ArchiveReader.h"
#include "tests/fuzz/Input.h"

#include <sys/mman.h>
#include <unistd.h>

using namespace casebook;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const int fd = ::memfd_create("archive", 0);
    if (::ftruncate(fd, 0) != 0 || ::pwrite(fd, data, size, 0) != ssize_t(size))
        std::abort();
    dicom::ArchiveLimits limits;
    limits.entries = 50;
    limits.totalBytes = 4 << 20;
    limits.entryBytes = 2 << 20;
    limits.ratioAfter = 1 << 20;
    std::int64_t entries = 0, total = 0, inEntry = 0;
    dicom::ArchiveSink sink;
    sink.begin = [&](const QString& path) {
        inEntry = 0;
        fuzz::demand(++entries <= limits.entries && !path.startsWith(u'/') &&
                     !path.split(u'/').contains(u".."));
        return true;
    };
    sink.data = [&](std::span<const char> bytes) {
        total += std::int64_t(bytes.size());
        inEntry += std::int64_t(bytes.size());
        fuzz::demand(total <= limits.totalBytes && inEntry <= limits.entryBytes);
        return true;
    };
    sink.end = [] { return true; };
    sink.refuse = [](const QString&, const QByteArray& code) { return !code.isEmpty(); };
    static_cast<void>(dicom::readArchive(fd, limits, sink));
    return 0;
}
