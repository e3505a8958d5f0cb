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
    /// Waits up to two seconds where the holder was killed and a child of his has the lock still.
    /// @param login who will hold it, for who comes second; empty: the operating system's user is named.
    /// Error InUse "study-in-use", args = {host, program, person}; none where the holder's note can't be read.
    [[nodiscard]] static Result<std::unique_ptr<StudyLock>> take(FileSystem& files, const QString& folder,
                                                                 const KeyRing& keys,
                                                                 const QByteArray& studyId,
                                                                 const QString& login = {});
    /// Of who only reads a backup, so that no program writes to it meanwhile: held as long as the descriptor, and by
    /// any number of readers. None where the disk takes no lock (a medium that can't be written to): nobody writes.
    /// Error InUse "backup-in-use".
    [[nodiscard]] static Result<Fd> share(FileSystem& files, const QString& folder);
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
