// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/worker/WorkerInput.h"

#include "storage/dicom/Channel.h"

#include <QFile>

#include <cerrno>
#include <mutex>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace casebook {

struct WorkerInput::Handle {
    wire::Descriptor file;
    QByteArray bytes;
    std::mutex making; ///< guards the first call of descriptor() for bytes in memory
};

Result<WorkerInput> WorkerInput::open(const QString& path) {
    WorkerInput out;
    out.handle_ = std::make_shared<Handle>();
    // Not blocking: a named pipe in a folder must not hold up an import.
    out.handle_->file =
        wire::Descriptor(::open(QFile::encodeName(path).constData(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    struct stat info{};
    if (!out.handle_->file.isOpen() || ::fstat(out.handle_->file.get(), &info) != 0 || !S_ISREG(info.st_mode))
        return fail(ErrorKind::Refused, "unreadable", path);
    out.size_ = info.st_size;
    return out;
}

WorkerInput WorkerInput::fromBytes(QByteArray bytes) {
    WorkerInput out;
    out.handle_ = std::make_shared<Handle>();
    out.size_ = bytes.size();
    out.handle_->bytes = std::move(bytes);
    return out;
}

Result<int> WorkerInput::descriptor() const {
    if (!handle_)
        return fail(ErrorKind::Refused, "unreadable");
    const std::lock_guard lock(handle_->making);
    if (!handle_->file.isOpen()) {
        auto copy = wire::makeSealedCopy(handle_->bytes);
        if (!copy)
            return tl::unexpected(copy.error());
        handle_->file = std::move(*copy);
    }
    return handle_->file.get();
}

Result<QByteArray> WorkerInput::readAll() const {
    if (!handle_)
        return fail(ErrorKind::Refused, "unreadable");
    if (!handle_->bytes.isEmpty() || size_ == 0)
        return handle_->bytes;
    QByteArray out(size_, Qt::Uninitialized);
    for (qint64 at = 0; at < size_;) {
        const ssize_t got = ::pread(handle_->file.get(), out.data() + at, std::size_t(size_ - at), at);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return fail(ErrorKind::Refused, "unreadable");
        at += got;
    }
    return out;
}

} // namespace casebook
