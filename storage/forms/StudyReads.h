// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/forms/CompiledStudy.h"
#include "core/forms/ServiceFunctions.h"

#include <QHash>
#include <QSet>
#include <QStringList>

namespace casebook {

/// A compiled definition with what storage asks of it at every save. Made once a version; any thread.
struct KnownStudy {
    std::shared_ptr<const CompiledStudy> study;
    ServiceFunctions services;
    QStringList visitOrder; ///< OIDs
    /// Form -> forms whose data its expressions read: other forms, other instances of itself; "visit" for a date or
    /// state of a visit; "*" where a service function may read anything.
    QHash<QString, QSet<QString>> reads;
    /// Check -> items of its own form that it reads.
    QHash<QString, QStringList> checkItems;
    /// Items that visits are planned from and forms expected by.
    QStringList scheduleItems;

    [[nodiscard]] const StudyDefinition& definition() const { return study->definition(); }
    /// Does any expression of `form` read something of `changed`?
    [[nodiscard]] bool dependsOn(const QString& form, const QSet<QString>& changed) const;
    /// Error "bad-study-table": a shipped table that a service function needs.
    [[nodiscard]] static Result<std::shared_ptr<const KnownStudy>>
    of(std::shared_ptr<const CompiledStudy> study);
};

} // namespace casebook
