// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/values/DicomWords.h"
#include "storage/forms/DraftService.h"
#include "storage/forms/FormService.h"
#include "storage/forms/VisitService.h"
#include "storage/imaging/ImagingService.h"
#include "storage/imaging/ImportService.h"
#include "storage/reading/FindingService.h"
#include "storage/study/ViewSettings.h"
#include "storage/subjects/SubjectService.h"
#include "storage/vault/Vault.h"
#include "storage/worker/WorkerPool.h"

#include <atomic>
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
          imports(vault->database(), vault->objects(), workers, session, vault->clock()),
          definitions(vault->database(), session, vault->clock()),
          forms(vault->database(), session, vault->clock(), definitions), drafts(vault->database(), session),
          visits(vault->database(), session, vault->clock(), definitions),
          queries(vault->database(), session, vault->clock()),
          tasks(vault->database(), session, vault->clock()),
          findings(vault->database(), session, vault->clock()), views(vault->database(), session) {}

    std::unique_ptr<Vault> vault;
    WorkerPool workers;
    Session session;
    SubjectService subjects;
    ImagingService imaging;
    ImportService imports;
    DefinitionService definitions;
    FormService forms;
    DraftService drafts;
    VisitService visits;
    QueryService queries;
    TaskService tasks;
    FindingService findings;
    ViewSettings views;
    /// Codes in place of names, on screens that others can see.
    std::atomic<bool> namesHidden{false};
    /// A subject's name as the window shows it.
    [[nodiscard]] QString nameOf(const Subject& subject) const {
        return namesHidden ? QString() : nameWords(subject.name);
    }
};

using StudyPtr = std::shared_ptr<OpenStudy>;

} // namespace casebook
