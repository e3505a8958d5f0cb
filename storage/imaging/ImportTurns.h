// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/values/Ids.h"

#include <QHash>
#include <QList>

#include <mutex>

namespace casebook {

/// Imports that run beside each other in one open study, from files and from other machines: none takes
/// another for one that was cut off, and what must not cross is done in turns. Any thread.
class ImportTurns {
public:
    void begin(ImportId import);
    void end(ImportId import);
    [[nodiscard]] QList<ImportId> running() const;
    /// False when another one ran at any time since it began.
    [[nodiscard]] bool wasAlone(ImportId import) const;
    /// Held while an import commits: no other one does meanwhile.
    [[nodiscard]] std::unique_lock<std::mutex> turn() { return std::unique_lock(turn_); }

private:
    mutable std::mutex mutex_;
    std::mutex turn_;
    QHash<std::int64_t, bool> alone_; ///< of those that run, by id
};

} // namespace casebook
