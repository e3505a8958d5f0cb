// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/imaging/ImportService.h"

#include <QHash>
#include <QList>
#include <QString>
#include <QStringList>

namespace casebook {

/// What a study says of watched folders, in the table `setting` under "watch": off until someone switches it on.
struct WatchSettings {
    bool on = false;
    QStringList folders; ///< absolute, in the order they were named
    bool operator==(const WatchSettings&) const = default;
};

/// A file of a watched folder as a look found it.
struct WatchedFile {
    QString path;
    std::int64_t size = 0;
    std::int64_t changedMs = 0;
    bool operator==(const WatchedFile&) const = default;
};

/// What one look found.
struct WatchLook {
    QList<WatchedFile> ready; ///< the same as at the look before, and never taken; by path
    int settling = 0; ///< new or changed since the look before
    QList<ImportReport::Refused>
        unreadable; ///< folders and files that can't be opened; asked again next time
};

/// Folders whose new files come into the study by themselves, through ImportService. A file is taken when two looks
/// find it with the same size and time, and once: what was taken stands in `watched_file`. Files are only read.
/// Hidden files, those with the ending of a copy under way (".part", ".tmp" ...) and DICOMDIRs are passed over.
/// Keeps what the last look saw, so one of it per open study. One thread at a time, not the GUI's; blocks.
class WatchService {
public:
    WatchService(Database& database, ImportService& imports, const Session& session,
                 const QString& studyFolder);

    /// Right ReadSubjects.
    [[nodiscard]] Result<WatchSettings> settings() const;
    /// Changes need the right ManageStudy and a reason, and leave an audit row. Errors "no-right", "reason-needed".
    [[nodiscard]] Result<> setOn(bool on, const QString& reason);
    /// Errors "no-such-folder", "watch-study" (it holds the study, or lies in it).
    [[nodiscard]] Result<> addFolder(const QString& path, const QString& reason);
    /// Error "not-watched".
    [[nodiscard]] Result<> removeFolder(const QString& path, const QString& reason);

    /// Right Import. Errors "watch-off", "cancelled".
    [[nodiscard]] Result<WatchLook> look(const Job& job);
    /// Imports what a look found. An import that was stopped half way leaves its files for the next look, and so does a
    /// file that is not there any more; files that were refused for this computer's own faults (mayComeLater) are
    /// tried again after the next unlock. Errors of ImportService::run.
    [[nodiscard]] Result<ImportReport> take(const QList<WatchedFile>& files, const Job& job,
                                            const ImportService::Options& options);

private:
    struct Seen {
        std::int64_t size = 0, changedMs = 0;
        bool taken = false;
    };
    [[nodiscard]] Result<> change(const WatchSettings& before, const WatchSettings& after,
                                  const QString& reason);
    [[nodiscard]] Result<> mayChange(const QString& reason) const;
    [[nodiscard]] Result<WatchSettings> stored() const;
    [[nodiscard]] Result<> remember(const QList<WatchedFile>& files, const ImportReport& report);
    [[nodiscard]] Result<bool> wasTaken(const WatchedFile& file) const;

    Database& database_;
    ImportService& imports_;
    const Session& session_;
    QString studyFolder_;
    QHash<QString, Seen> seen_; ///< by path, of the look before
};

} // namespace casebook
