// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/values/Clock.h"
#include "core/values/Result.h"
#include "storage/vault/Backup.h"
#include "storage/vault/Session.h"
#include "storage/vault/VerifyReport.h"

#include <QString>

#include <cstdint>
#include <optional>

namespace casebook {

class Database;

enum class BackupRhythm { Off, Daily, Weekly };
[[nodiscard]] QByteArray rhythmCode(BackupRhythm rhythm); ///< "off", "daily", "weekly"

/// When and where a study is backed up, in the table `setting` under "backup.plan".
struct BackupPlan {
    BackupRhythm rhythm = BackupRhythm::Off;
    QString folder; ///< absolute; empty: none is chosen yet
    int keep = backupFolder::snapshotsKept; ///< snapshots in the folder, whoever makes the backup
    bool operator==(const BackupPlan&) const = default;
};

/// The last backup that was written and read back, as Vault::backup() left it.
struct LastBackup {
    std::int64_t timeMs = 0; ///< UTC
    QString folder;          ///< empty for who may not manage the study
    QString snapshot;
    std::int64_t bytes = -1; ///< of the snapshot; below 0 unknown (an older version wrote it)
    int damaged = 0;         ///< packs of the study that were damaged and so are not in it
    bool verified = false;
};

/// The last check of the whole study from inside it.
struct LastVerify {
    std::int64_t timeMs = 0; ///< UTC
    int damaged = 0;
};

/// How much came into the study lately; what a forecast of the disk is made from.
struct StudyGrowth {
    std::int64_t bytes = 0; ///< of image packs of the last `days`
    int days = 0;           ///< whole days looked at, at most 30; a study younger than a week says nothing
};

struct BackupState {
    BackupPlan plan; ///< the folder only for who may manage the study
    std::optional<LastBackup> last;
    std::optional<LastVerify> verify;
    StudyGrowth growth;
    int ageDays = -1; ///< of the last backup, by the calendar of this workstation; below 0 there is none
    bool due = false; ///< none was made, or it is older than the rhythm allows (off: a week)
};

/// Days until `freeBytes` are full at the pace of `growth`; nothing where that can't be told honestly: less than
/// a week was looked at, nothing came in, or the free space is unknown (below 0).
[[nodiscard]] std::optional<std::int64_t> daysLeft(const StudyGrowth& growth, std::int64_t freeBytes);

/// What is known of backups and checks, and the plan for the next. The backup itself is Vault::backup().
/// Any thread but the GUI's.
class BackupService {
public:
    BackupService(Database& database, const Session& session, const Clock& clock);

    [[nodiscard]] Result<BackupState> state() const; ///< right ReadSubjects
    /// Right ManageStudy. Leaves an audit row where something changes. Error "bad-value": the folder is not absolute,
    /// or fewer than one snapshot is kept.
    [[nodiscard]] Result<> setPlan(const BackupPlan& plan);
    /// Notes that the study was checked, with an audit row. Right Verify; "read-only" where nothing can be written.
    [[nodiscard]] Result<> noteVerify(const VerifyReport& report);

private:
    Database& database_;
    const Session& session_;
    const Clock& clock_;
};

} // namespace casebook
