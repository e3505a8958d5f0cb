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
    out.x_handle = std::make_shared<Handle>();
    // Not blocking: a named pipe in a folder must not hold up an import.
    out.x_handle->file =
        wire::Descriptor(::open(QFile::encodeName(path).constData(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    struct stat info{};
    if (!out.x_handle->file.isOpen() || ::fstat(out.x_handle->file.get(), &info) != 0 ||
        !S_ISREG(info.st_mode))
        return fail(ErrorKind::Refused, "unreadable", path);
    out.x_size = info.st_size;
    return out;
}

WorkerInput WorkerInput::fromBytes(QByteArray bytes) {
    WorkerInput out;
    out.x_handle = std::make_shared<Handle>();
    out.x_size = bytes.size();
    out.x_handle->bytes = std::move(bytes);
    return out;
}

Result<int> WorkerInput::descriptor() const {
    if (!x_handle)
        return fail(ErrorKind::Refused, "unreadable");
    const std::lock_guard lock(x_handle->making);
    if (!x_handle->file.isOpen()) {
        auto copy = wire::makeSealedCopy(x_handle->bytes);
        if (!copy)
            return tl::unexpected(copy.error());
        x_handle->file = std::move(*copy);
    }
    return x_handle->file.get();
}

Result<QByteArray> WorkerInput::readAll() const {
    if (!x_handle)
        return fail(ErrorKind::Refused, "unreadable");
    if (!x_handle->bytes.isEmpty() || x_size == 0)
        return x_handle->bytes;
    QByteArray out(x_size, Qt::Uninitialized);
    for (qint64 at = 0; at < x_size;) {
        const ssize_t got = ::pread(x_handle->file.get(), out.data() + at, std::size_t(x_size - at), at);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return fail(ErrorKind::Refused, "unreadable");
        at += got;
    }
    return out;
}

} // namespace casebook
