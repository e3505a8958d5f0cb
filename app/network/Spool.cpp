// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/network/Spool.h"

#include "storage/spool/SpoolFile.h"

#include <QFile>

#include <cerrno>
#include <cstring>

#include <dirent.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

namespace casebook::network {
namespace {

tl::unexpected<Error> failed() {
    return fail(ErrorKind::System, "spool-failed", {}, {QString::fromLocal8Bit(std::strerror(errno))});
}

} // namespace

Spool::Spool(const Order& order, Program& program) : order_(order), program_(program) {}

Result<> Spool::open() {
    folder_ = wire::Descriptor(
        ::open(QFile::encodeName(order_.spool).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW));
    return folder_.isOpen() ? Result<>() : failed();
}

Result<> Spool::hasRoom() {
    struct statvfs disk{};
    if (::fstatvfs(folder_.get(), &disk) != 0)
        return failed();
    const auto free = std::int64_t(disk.f_bavail) * std::int64_t(disk.f_frsize);
    // What was written since the last look; the program takes objects out all the time.
    if (bytes_ >= order_.spoolBytes)
        bytes_ = bytesInFolder();
    if (free < order_.freeBytes || bytes_ >= order_.spoolBytes)
        return fail(ErrorKind::Refused, "spool-full");
    return {};
}

std::int64_t Spool::bytesInFolder() const {
    const int fd = ::openat(folder_.get(), ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR* folder = fd >= 0 ? ::fdopendir(fd) : nullptr;
    if (folder == nullptr) {
        if (fd >= 0)
            ::close(fd);
        return order_.spoolBytes;
    }
    std::int64_t sum = 0;
    struct stat info{};
    while (const dirent* entry = ::readdir(folder))
        if (::fstatat(fd, entry->d_name, &info, AT_SYMLINK_NOFOLLOW) == 0 && S_ISREG(info.st_mode))
            sum += std::int64_t(info.st_size);
    ::closedir(folder);
    return sum;
}

Result<std::string> Spool::beginObject() {
    if (auto room = hasRoom(); !room)
        return tl::unexpected(room.error());
    memory_ = wire::Descriptor(::memfd_create("casebook-received", MFD_CLOEXEC));
    if (!memory_.isOpen())
        return failed();
    return "/proc/self/fd/" + std::to_string(memory_.get());
}

std::int64_t Spool::written() const {
    struct stat info{};
    return ::fstat(memory_.get(), &info) == 0 ? std::int64_t(info.st_size) : -1;
}

Result<> Spool::keepObject(const QByteArray& from) {
    Result<> outcome;
    {
        const auto bytes = wire::Mapping::readOnly(memory_.get());
        outcome = bytes ? keep(bytes->bytes(), from) : tl::unexpected(bytes.error());
    }
    memory_ = wire::Descriptor();
    return outcome;
}

Result<> Spool::keep(std::span<const std::byte> bytes, const QByteArray& from) {
    if (std::int64_t(bytes.size()) > order_.objectBytes)
        return fail(ErrorKind::Refused, "too-large");
    if (auto room = hasRoom(); !room)
        return room;
    QCborMap about;
    about.insert(QLatin1StringView("from"), QString::fromLatin1(from));
    auto file = spool::SealedFile::create(folder_.get(), order_.spoolKey, about);
    if (!file)
        return tl::unexpected(file.error());
    const auto name = file->add(bytes).and_then([&] { return file->finish(); });
    if (!name)
        return tl::unexpected(name.error());
    bytes_ += std::int64_t(bytes.size());
    ++kept_;
    QCborMap told;
    told.insert(QLatin1StringView("file"), *name);
    told.insert(QLatin1StringView("bytes"), qint64(bytes.size()));
    // Nobody listening is no failure: the object is safe, and the next start takes it up.
    program_.tell("stored", told);
    return {};
}

} // namespace casebook::network
