// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/dicom/WireFormat.h"

#include <array>

namespace casebook::wire {

/// Closes a descriptor when it goes. Moved, never copied.
class Descriptor {
public:
    Descriptor() = default;
    explicit Descriptor(int fd) : fd_(fd) {}
    Descriptor(Descriptor&& other) noexcept : fd_(other.release()) {}
    Descriptor& operator=(Descriptor&& other) noexcept;
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    ~Descriptor();
    [[nodiscard]] int get() const { return fd_; }
    [[nodiscard]] bool isOpen() const { return fd_ >= 0; }
    int release() {
        const int fd = fd_;
        fd_ = -1;
        return fd;
    }

private:
    int fd_ = -1;
};

/// What came in: a message and the descriptors beside it (input first, output second).
struct Received {
    Message message;
    std::array<Descriptor, 2> descriptors;
};

enum class ReceiveState { Message, Closed, TimedOut, Broken };

/// Sends one datagram with at most two descriptors (-1 = none). False when the other end is gone.
[[nodiscard]] bool send(int socket, const Message& message, int input = -1, int output = -1);

/// Waits for one datagram, at most @p timeout_ms (-1 = for ever).
[[nodiscard]] ReceiveState receive(int socket, int timeout_ms, Received& out);

/// Shared memory of a size that neither end can change. Errors: "worker-failed".
[[nodiscard]] Result<Descriptor> makeSharedMemory(std::int64_t bytes);
/// A copy of @p bytes that nobody can write to. Errors: "worker-failed".
[[nodiscard]] Result<Descriptor> makeSealedCopy(QByteArrayView bytes);

/// A file or shared memory seen as bytes. Unmapped when it goes.
class Mapping {
public:
    Mapping() = default;
    /// Errors: "unreadable". An empty file maps to no bytes.
    [[nodiscard]] static Result<Mapping> readOnly(int fd);
    /// For memory that the other end writes to.
    [[nodiscard]] static Result<Mapping> readShared(int fd);
    [[nodiscard]] static Result<Mapping> writable(int fd);
    /// Its first bytes, all about to be written: their pages are made at once, not by a fault each.
    /// Not more than the memory holds.
    [[nodiscard]] static Result<Mapping> writable(int fd, std::size_t bytes);
    Mapping(Mapping&& other) noexcept;
    Mapping& operator=(Mapping&& other) noexcept;
    Mapping(const Mapping&) = delete;
    Mapping& operator=(const Mapping&) = delete;
    ~Mapping();
    [[nodiscard]] std::span<const std::byte> bytes() const { return {data_, size_}; }
    [[nodiscard]] std::span<std::byte> writableBytes() { return {data_, size_}; }

private:
    [[nodiscard]] static Result<Mapping> map(int fd, int protection, int flags);
    [[nodiscard]] static Result<Mapping> map(int fd, std::size_t bytes, int protection, int flags);
    std::byte* data_ = nullptr;
    std::size_t size_ = 0;
};

} // namespace casebook::wire
