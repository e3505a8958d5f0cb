// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/cohort/SurvivalTimes.h"
#include "storage/cohort/ItemValues.h"

#include <QSet>

namespace casebook {

struct KnownStudy;

/// Which items of a study give a subject's dates: those of the lung study where the study has them.
class SubjectTimes {
public:
    explicit SubjectTimes(const KnownStudy& study);

    /// Items that dates() reads.
    [[nodiscard]] QSet<QString> items() const;
    /// The dates of one subject; `birth` is the subject list's own, used where no item has one.
    [[nodiscard]] cohort::SubjectDates dates(const QHash<QString, ItemEntries>& values, std::uint32_t subject,
                                             const QString& birth) const;

private:
    const KnownStudy& study_;
    QString index_;
};

} // namespace casebook
