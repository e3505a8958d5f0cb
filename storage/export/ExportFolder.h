// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/values/Result.h"

#include <QByteArray>
#include <QHash>
#include <QList>
#include <QSet>
#include <QString>

#include <cstdint>
#include <optional>

namespace casebook {

/// The folder of a set while it is written: mode 0700 for folders, 0600 for files; hashes every file on the way.
/// One thread.
class ExportFolder {
public:
    /// With the folders above it. Errors: "folder-exists" when there is something at `path` already, a link too; those
    /// of FileSystem. Only what this made may be removed again.
    [[nodiscard]] static Result<ExportFolder> create(const QString& path);
    [[nodiscard]] Result<> write(const QString& path, const QByteArray& bytes);
    /// The set is whole: on the disk for good, then under its name. After an error it is where it was, unless that
    /// failed too. Errors: those of FileSystem.
    [[nodiscard]] Result<> release(const QString& to) const;
    /// What was released to `from` is unfinished again, on the disk for good.
    [[nodiscard]] Result<> takeBack(const QString& from) const;
    /// Removes what this wrote; as below, and false also where another disk is mounted there by now, or none.
    [[nodiscard]] bool remove() const;
    /// Removes a folder that an export wrote. A link at its place is somebody else's and stays. @return whether
    /// nothing of the export is left there, after a power cut too; false where its disk is away.
    [[nodiscard]] static bool remove(const QString& path);
    /// Nothing is at `path`, and the folder above is there to tell.
    [[nodiscard]] static bool isGone(const QString& path);
    /// One line a file, in the order of sha256sum: "<hex>  <path>".
    [[nodiscard]] QByteArray checksums() const;
    struct Entry {
        QString path;
        qint64 bytes = 0;
        QByteArray sha256;
    };
    [[nodiscard]] QList<Entry> entries() const; ///< by path

    /// What a finished set says of itself.
    struct Released {
        QByteArray manifestHash; ///< SHA-256 of manifest.tsv
        int files = 0, tables = 0, objects = 0, exams = 0;
        QSet<QString> subjects; ///< pseudonyms
    };
    /// A set that stands whole at `path`: every file of its SHA256SUMS is there with the bytes that were released.
    /// Reads all of it; nothing where it is not whole.
    [[nodiscard]] static std::optional<Released> readReleased(const QString& path);
    [[nodiscard]] const QString& path() const { return path_; }

private:
    ExportFolder(QString path, std::optional<std::uint64_t> device)
        : path_(std::move(path)), device_(device) {}
    QString path_;
    std::optional<std::uint64_t> device_; ///< of the folder above
    QList<Entry> entries_;
};

} // namespace casebook
