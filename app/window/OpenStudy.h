// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/imaging/ImagingService.h"
#include "storage/imaging/ImportService.h"
#include "storage/subjects/SubjectService.h"
#include "storage/vault/Vault.h"
#include "storage/worker/WorkerPool.h"

#include <memory>

namespace casebook {

/// An unlocked study with its services. Held by the window and by the jobs that run on it: when the
/// last one lets go, the vault is locked and its keys are wiped.
class OpenStudy {
public:
    explicit OpenStudy(std::unique_ptr<Vault> unlocked)
        : vault(std::move(unlocked)), session(vault->session()),
          subjects(vault->database(), session, vault->clock()),
          imaging(vault->database(), vault->objects(), workers, session, vault->clock()),
          imports(vault->database(), vault->objects(), workers, session, vault->clock()) {}

    std::unique_ptr<Vault> vault;
    WorkerPool workers;
    Session session;
    SubjectService subjects;
    ImagingService imaging;
    ImportService imports;
};

using StudyPtr = std::shared_ptr<OpenStudy>;

} // namespace casebook
