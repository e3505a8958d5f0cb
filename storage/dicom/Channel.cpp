// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/dicom/Channel.h"

#include <cerrno>
#include <cstring>
#include <utility>

#include <fcntl.h>
#include <poll.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

namespace casebook::wire {
namespace {

constexpr std::size_t kControlBytes = CMSG_SPACE(2 * sizeof(int));

tl::unexpected<Error> failed() {
    return fail(ErrorKind::System, "worker-failed", {}, {QString::fromLocal8Bit(std::strerror(errno))});
}

/// Takes the descriptors out of a received message; more than two are closed and make it broken.
bool takeDescriptors(msghdr& header, std::array<Descriptor, 2>& out) {
    bool good = (header.msg_flags & (MSG_CTRUNC | MSG_TRUNC)) == 0;
    std::size_t next = 0;
    for (cmsghdr* c = CMSG_FIRSTHDR(&header); c != nullptr; c = CMSG_NXTHDR(&header, c)) {
        if (c->cmsg_level != SOL_SOCKET || c->cmsg_type != SCM_RIGHTS)
            continue;
        const std::size_t count = (c->cmsg_len - CMSG_LEN(0)) / sizeof(int);
        for (std::size_t n = 0; n < count; ++n) {
            int fd = -1;
            std::memcpy(&fd, CMSG_DATA(c) + n * sizeof(int), sizeof(int));
            Descriptor held(fd);
            if (next < out.size())
                out[next++] = std::move(held);
            else
                good = false;
        }
    }
    return good;
}

} // namespace

Descriptor& Descriptor::operator=(Descriptor&& other) noexcept {
    if (this != &other) {
        if (fd_ >= 0)
            ::close(fd_);
        fd_ = other.release();
    }
    return *this;
}

Descriptor::~Descriptor() {
    if (fd_ >= 0)
        ::close(fd_);
}

bool send(int socket, const Message& message, int input, int output) {
    QByteArray data = encode(message);
    if (std::size_t(data.size()) > kLargestMessage)
        return false;
    iovec part{data.data(), std::size_t(data.size())};
    msghdr header{};
    header.msg_iov = &part;
    header.msg_iovlen = 1;
    alignas(cmsghdr) std::array<char, kControlBytes> control{};
    if (input >= 0) {
        const std::size_t count = output >= 0 ? 2 : 1;
        const std::array<int, 2> fds{input, output};
        header.msg_control = control.data();
        header.msg_controllen = CMSG_SPACE(count * sizeof(int));
        cmsghdr* c = CMSG_FIRSTHDR(&header);
        c->cmsg_level = SOL_SOCKET;
        c->cmsg_type = SCM_RIGHTS;
        c->cmsg_len = CMSG_LEN(count * sizeof(int));
        std::memcpy(CMSG_DATA(c), fds.data(), count * sizeof(int));
    }
    ssize_t sent = 0;
    do {
        sent = ::sendmsg(socket, &header, MSG_NOSIGNAL);
    } while (sent < 0 && errno == EINTR);
    return sent == ssize_t(data.size());
}

ReceiveState receive(int socket, int timeout_ms, Received& out) {
    pollfd waiting{socket, POLLIN, 0};
    int ready = 0;
    do {
        ready = ::poll(&waiting, 1, timeout_ms);
    } while (ready < 0 && errno == EINTR);
    if (ready == 0)
        return ReceiveState::TimedOut;
    std::array<std::byte, kLargestMessage> buffer;
    iovec part{buffer.data(), buffer.size()};
    msghdr header{};
    alignas(cmsghdr) std::array<char, kControlBytes> control{};
    header.msg_iov = &part;
    header.msg_iovlen = 1;
    header.msg_control = control.data();
    header.msg_controllen = control.size();
    ssize_t got = 0;
    do {
        got = ::recvmsg(socket, &header, MSG_CMSG_CLOEXEC);
    } while (got < 0 && errno == EINTR);
    if (got <= 0)
        return ReceiveState::Closed;
    out.descriptors = {};
    if (!takeDescriptors(header, out.descriptors))
        return ReceiveState::Broken;
    auto message = decode(std::span(buffer.data(), std::size_t(got)));
    if (!message)
        return ReceiveState::Broken;
    out.message = std::move(*message);
    return ReceiveState::Message;
}

Result<Descriptor> makeSharedMemory(std::int64_t bytes) {
    Descriptor fd(::memfd_create("casebook-output", MFD_CLOEXEC | MFD_ALLOW_SEALING));
    if (!fd.isOpen() || ::ftruncate(fd.get(), bytes) != 0 ||
        ::fcntl(fd.get(), F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL) != 0)
        return failed();
    return fd;
}

Result<Descriptor> makeSealedCopy(QByteArrayView bytes) {
    Descriptor fd(::memfd_create("casebook-input", MFD_CLOEXEC | MFD_ALLOW_SEALING));
    if (!fd.isOpen())
        return failed();
    for (qsizetype at = 0; at < bytes.size();) {
        const ssize_t written = ::write(fd.get(), bytes.data() + at, std::size_t(bytes.size() - at));
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            return failed();
        at += written;
    }
    if (::fcntl(fd.get(), F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE | F_SEAL_SEAL) != 0)
        return failed();
    return fd;
}

Result<Mapping> Mapping::map(int fd, int protection, int flags) {
    struct stat info{};
    if (::fstat(fd, &info) != 0 || !S_ISREG(info.st_mode))
        return fail(ErrorKind::Refused, "unreadable");
    return map(fd, std::size_t(info.st_size), protection, flags);
}

Result<Mapping> Mapping::map(int fd, std::size_t bytes, int protection, int flags) {
    Mapping out;
    if (bytes == 0)
        return out;
    void* data = ::mmap(nullptr, bytes, protection, flags, fd, 0);
    if (data == MAP_FAILED)
        return fail(ErrorKind::Refused, errno == ENOMEM ? "too-large" : "unreadable");
    out.data_ = static_cast<std::byte*>(data);
    out.size_ = bytes;
    return out;
}

// Private: the kernel refuses a shared view of memory that is sealed against writing.
Result<Mapping> Mapping::readOnly(int fd) { return map(fd, PROT_READ, MAP_PRIVATE); }
Result<Mapping> Mapping::readShared(int fd) { return map(fd, PROT_READ, MAP_SHARED); }
Result<Mapping> Mapping::writable(int fd) { return map(fd, PROT_READ | PROT_WRITE, MAP_SHARED); }
Result<Mapping> Mapping::writable(int fd, std::size_t bytes) {
    return map(fd, bytes, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_POPULATE);
}

Mapping::Mapping(Mapping&& other) noexcept
    : data_(std::exchange(other.data_, nullptr)), size_(std::exchange(other.size_, 0)) {}

Mapping& Mapping::operator=(Mapping&& other) noexcept {
    std::swap(data_, other.data_);
    std::swap(size_, other.size_);
    return *this;
}

Mapping::~Mapping() {
    if (data_ != nullptr)
        ::munmap(data_, size_);
}

} // namespace casebook::wire
