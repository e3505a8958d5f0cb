// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/dicom/ArchiveReader.h"

#include "storage/dicom/Text.h"

#include <archive.h>
#include <archive_entry.h>
#include <locale.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <memory>

#include <sys/stat.h>
#include <unistd.h>

namespace casebook::dicom {
namespace {

/// Names of an ISO image are UTF-16, and libarchive turns them into the characters of the locale: without one that
/// has them, Chinese names would be lost. Never freed: lives as long as the process.
locale_t utf8Locale() {
    static const locale_t made = ::newlocale(LC_CTYPE_MASK, "C.UTF-8", locale_t(nullptr));
    return made;
}

/// The thread's locale for as long as it lives.
class LocaleScope {
public:
    explicit LocaleScope(locale_t locale) : before_(locale ? ::uselocale(locale) : locale_t(nullptr)) {}
    ~LocaleScope() {
        if (before_)
            ::uselocale(before_);
    }
    LocaleScope(const LocaleScope&) = delete;
    LocaleScope& operator=(const LocaleScope&) = delete;

private:
    locale_t before_;
};

bool isIso(int fd) {
    std::array<char, 5> name{};
    constexpr off_t descriptor = 0x8001;
    return ::pread(fd, name.data(), name.size(), descriptor) == ssize_t(name.size()) &&
           std::memcmp(name.data(), "CD001", name.size()) == 0;
}

struct ArchiveCloser {
    void operator()(archive* a) const { archive_read_free(a); }
};
using ArchivePtr = std::unique_ptr<archive, ArchiveCloser>;

QString pathOf(archive_entry* entry) {
    if (const char* utf8 = archive_entry_pathname_utf8(entry); utf8 != nullptr)
        return QString::fromUtf8(utf8);
    // Chinese zip programs write GBK and don't say so: the same guess as for names in DICOM.
    const char* raw = archive_entry_pathname(entry);
    return raw == nullptr ? QString() : TextDecoder(QByteArray()).decode(raw);
}

bool isSafe(const QString& path) {
    if (path.isEmpty() || path.startsWith(QLatin1Char('/')) || path.startsWith(QLatin1Char('\\')))
        return false;
    if (path.size() >= 2 && path.at(1) == QLatin1Char(':'))
        return false;
    QString even = path;
    even.replace(QLatin1Char('\\'), QLatin1Char('/'));
    const QStringList parts = even.split(QLatin1Char('/'));
    return std::none_of(parts.begin(), parts.end(),
                        [](const QString& part) { return part == QLatin1StringView(".."); });
}

/// Why an entry is not taken; empty for a regular file with a harmless path.
QByteArray objection(archive_entry* entry, const QString& path) {
    if (archive_entry_symlink(entry) != nullptr || archive_entry_hardlink(entry) != nullptr)
        return "link";
    if (archive_entry_filetype(entry) != AE_IFREG)
        return "device";
    return isSafe(path) ? QByteArray() : QByteArray("unsafe-path");
}

/// What one archive has given so far, against its limits.
class Meter {
public:
    Meter(archive* a, const ArchiveLimits& limits) : archive_(a), limits_(limits) {}
    bool entry() { return ++entries_ <= limits_.entries; }
    bool bytes(std::int64_t count) {
        total_ += count;
        if (total_ > limits_.totalBytes)
            return false;
        if (total_ <= limits_.ratioAfter)
            return true;
        const std::int64_t packed = std::max<std::int64_t>(1, archive_filter_bytes(archive_, -1));
        return double(total_) / double(packed) <= limits_.ratio;
    }

private:
    archive* archive_;
    const ArchiveLimits& limits_;
    std::int64_t entries_ = 0;
    std::int64_t total_ = 0;
};

enum class Outcome { Done, Stopped, Refused, OverLimit, Damaged };

Outcome readEntry(archive* a, const ArchiveLimits& limits, Meter& meter, const ArchiveSink& sink,
                  const QString& path) {
    if (!sink.begin(path))
        return Outcome::Stopped;
    std::array<char, 64 * 1024> buffer;
    std::int64_t size = 0;
    for (;;) {
        const la_ssize_t got = archive_read_data(a, buffer.data(), buffer.size());
        if (got < 0)
            return Outcome::Damaged;
        if (got == 0)
            return sink.end() ? Outcome::Done : Outcome::Stopped;
        size += got;
        if (!meter.bytes(got))
            return Outcome::OverLimit;
        if (size > limits.entryBytes)
            return Outcome::Refused;
        if (!sink.data({buffer.data(), std::size_t(got)}))
            return Outcome::Stopped;
    }
}

Result<void> readEntries(archive* a, const ArchiveLimits& limits, const ArchiveSink& sink) {
    Meter meter(a, limits);
    archive_entry* entry = nullptr;
    for (bool first = true;; first = false) {
        const int status = archive_read_next_header(a, &entry);
        if (status == ARCHIVE_EOF)
            return {};
        if (status != ARCHIVE_OK && status != ARCHIVE_WARN)
            return fail(ErrorKind::Refused, first ? "not-archive" : "malformed");
        const QString path = pathOf(entry);
        if (archive_entry_filetype(entry) == AE_IFDIR && archive_entry_hardlink(entry) == nullptr)
            continue;
        if (!meter.entry())
            return fail(ErrorKind::Refused, "inside-archive-limit");
        if (const QByteArray code = objection(entry, path); !code.isEmpty()) {
            if (!sink.refuse(path, code))
                return {};
            continue;
        }
        switch (readEntry(a, limits, meter, sink, path)) {
        case Outcome::Done: break;
        case Outcome::Stopped: return {};
        case Outcome::Refused:
            if (!sink.refuse(path, "inside-archive-limit"))
                return {};
            break;
        case Outcome::OverLimit:
            static_cast<void>(sink.refuse(path, "inside-archive-limit"));
            return fail(ErrorKind::Refused, "inside-archive-limit");
        case Outcome::Damaged:
            if (!sink.refuse(path, "malformed"))
                return {};
            break;
        }
    }
}

bool startsWith(std::span<const std::byte> head, std::size_t at, const char* magic, std::size_t length) {
    return head.size() >= at + length && std::memcmp(head.data() + at, magic, length) == 0;
}

} // namespace

bool looksLikeArchive(std::span<const std::byte> head) {
    return startsWith(head, 0, "PK\x03\x04", 4) || startsWith(head, 0, "PK\x05\x06", 4) ||
           startsWith(head, 257, "ustar", 5) || startsWith(head, 0, "\x1f\x8b", 2) ||
           startsWith(head, 0, "\x28\xb5\x2f\xfd", 4) ||
           startsWith(head, 0,
                      "\xfd"
                      "7zXZ",
                      5) ||
           startsWith(head, 0, "BZh", 3) || startsWith(head, 0x8001, "CD001", 5);
}

void prepareArchives() { static_cast<void>(utf8Locale()); }

Result<void> readArchive(int fd, const ArchiveLimits& limits, const ArchiveSink& sink) {
    // Elsewhere names are bytes of an unknown set, which a locale would spoil.
    const LocaleScope scope(isIso(fd) ? utf8Locale() : locale_t(nullptr));
    const ArchivePtr a(archive_read_new());
    if (!a)
        return fail(ErrorKind::System, "worker-failed");
    // Only these: other formats and external programs as filters are not wanted.
    archive_read_support_format_zip(a.get());
    archive_read_support_format_tar(a.get());
    archive_read_support_format_iso9660(a.get());
    archive_read_support_filter_gzip(a.get());
    archive_read_support_filter_bzip2(a.get());
    archive_read_support_filter_xz(a.get());
    archive_read_support_filter_zstd(a.get());
    // The place in the file is shared with whoever else holds the descriptor.
    if (::lseek(fd, 0, SEEK_SET) != 0)
        return fail(ErrorKind::Refused, "unreadable");
    constexpr std::size_t kBlock = 64 * 1024;
    if (archive_read_open_fd(a.get(), fd, kBlock) != ARCHIVE_OK)
        return fail(ErrorKind::Refused, "not-archive");
    return readEntries(a.get(), limits, sink);
}

} // namespace casebook::dicom
