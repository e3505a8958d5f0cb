// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/values/Clock.h"
#include "storage/vault/ColdStore.h"
#include "storage/vault/Session.h"

#include <QStringList>

#include <optional>

namespace casebook {

class Vault;

/// Which images a move is about. What is set narrows the choice down; nothing set means all images.
struct ColdChoice {
    QStringList subjects; ///< labels
    QStringList series;   ///< Series UIDs
    std::optional<int> restDays; ///< subjects without a new image and without a reading for that many days
    QString place; ///< of a way back: the folder that was chosen; empty: all places
};

/// What a move would carry.
struct ColdPreview {
    int subjects = 0, series = 0; ///< that have something to move
    QList<PackId> packs;
    std::int64_t bytes = 0;
    int awayPacks = 0; ///< of a way back: on disks that are not connected
};

/// Images of finished subjects on another, slower disk, and back. Label maps that came from files other than DICOM stay
/// in the study; they are small. Right ManageStudy, but for overview(): ReadSubjects, without the folders for who may
/// not manage. Errors: those of ColdStore; Refused "no-such-subject", "no-such-series". Blocks; not for the GUI's thread.
class ColdService {
public:
    ColdService(Vault& vault, const Session& session);

    [[nodiscard]] Result<ColdOverview> overview() const;
    [[nodiscard]] Result<ColdPreview> previewMove(const ColdChoice& choice) const;
    [[nodiscard]] Result<ColdPreview> previewBack(const ColdChoice& choice) const;
    /// Where nothing is to be moved nothing is changed, and no place is made.
    [[nodiscard]] Result<ColdReport> move(const ColdChoice& choice, const QString& folder,
                                          const QString& reason, const Job& job);
    [[nodiscard]] Result<ColdReport> bringBack(const ColdChoice& choice, const QString& reason,
                                               const Job& job);
    /// The places of this study that are found in `folder` are there from now on. @return how many.
    [[nodiscard]] Result<int> point(const QString& folder);

private:
    [[nodiscard]] Result<ColdPreview> preview(const ColdChoice& choice, bool back) const;
    Vault& vault_;
    const Session& session_;
};

} // namespace casebook
