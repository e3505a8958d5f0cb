// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/values/Result.h"

#include <QByteArray>
#include <QString>

#include <memory>

namespace casebook {

/// Bytes from outside on their way to a worker: an open file, or bytes that already are in memory.
/// The parent opens the file; a worker never sees a path. Cheap to copy; any thread.
class WorkerInput {
public:
    /// Opens for reading. Errors: "unreadable" (absent, no right, no regular file).
    [[nodiscard]] static Result<WorkerInput> open(const QString& path);
    [[nodiscard]] static WorkerInput fromBytes(QByteArray bytes);

    [[nodiscard]] qint64 size() const { return size_; }
    /// Descriptor to hand over, valid as long as this value (or a copy) lives. Bytes in memory are
    /// written to a sealed memfd on the first call. Errors: "worker-failed" (no descriptors, memory).
    [[nodiscard]] Result<int> descriptor() const;
    /// The bytes themselves, for hashing and storing. Errors: "unreadable".
    [[nodiscard]] Result<QByteArray> readAll() const;

private:
    struct Handle;
    std::shared_ptr<Handle> handle_;
    qint64 size_ = 0;
};

} // namespace casebook
