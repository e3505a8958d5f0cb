// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/imaging/ImportTurns.h"

namespace casebook {

void ImportTurns::begin(ImportId import) {
    const std::lock_guard guard(mutex_);
    for (bool& alone : alone_)
        alone = false;
    alone_.insert(import.value, alone_.isEmpty());
}

void ImportTurns::end(ImportId import) {
    const std::lock_guard guard(mutex_);
    alone_.remove(import.value);
}

QList<ImportId> ImportTurns::running() const {
    const std::lock_guard guard(mutex_);
    QList<ImportId> out;
    for (auto it = alone_.constBegin(); it != alone_.constEnd(); ++it)
        out.append(ImportId{it.key()});
    return out;
}

bool ImportTurns::wasAlone(ImportId import) const {
    const std::lock_guard guard(mutex_);
    return alone_.value(import.value, false);
}

} // namespace casebook
