// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/vault/FileSystem.h"
#include "storage/vault/KeyRing.h"

#include <memory>

namespace casebook {

/// The one writer of a study: an OS lock on the file "lock", which the kernel frees when the holder dies, so none
/// is ever stale. The file says, sealed, who holds it, and is emptied at the end.
class StudyLock {
public:
    /// Error InUse "study-in-use", args = {host, program}, empty where the holder's note can't be read.
    [[nodiscard]] static Result<std::unique_ptr<StudyLock>>
    take(FileSystem& files, const QString& folder, const KeyRing& keys, const QByteArray& studyId);
    ~StudyLock();
    StudyLock(const StudyLock&) = delete;
    StudyLock& operator=(const StudyLock&) = delete;

private:
    StudyLock(FileSystem& files, Fd file, QString path);
    FileSystem& files_;
    Fd file_;
    QString path_;
};

} // namespace casebook
