// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/dicom/odm/OdmImport.h"
#include "storage/forms/BulkForms.h"
#include "storage/subjects/SubjectService.h"
#include "storage/worker/WorkerPool.h"

#include <QSet>

namespace casebook {

/// What an import of an ODM file did, or would do.
struct OdmReport {
    int forms = 0, items = 0;         ///< of the definition
    int subjects = 0, answered = 0, values = 0; ///< enrolled; forms filled; answers taken
    int version = 0;                  ///< of the definition in force afterwards; 0: none
    bool published = false;           ///< false too where the same definition is in force already
    bool refusedWhole = false;        ///< nothing was changed
    QList<odm::Line> adapted, refused;
    QStringList brokenSignatures; ///< paths of signed forms whose calculated values follow the file's answers
};

/// An ODM file into the study: its definition is published as the next version, its answers go into forms that
/// are still empty. The file is read in a worker process. Rights PublishStudy, for answers Import and EditSubjects.
/// Any thread but the GUI's.
class OdmStudyImport {
public:
    OdmStudyImport(Database& database, const Session& session, const Clock& clock,
                   DefinitionService& definitions, SubjectService& subjects, WorkerPool& workers);

    struct Options {
        bool dryRun = false;
        QString source; ///< name of the file, for the audit
        QString reason;
    };
    /// Errors: those of WorkerPool::odm, DefinitionService::publish and BulkForms::write. A file that is refused is
    /// no error: the report says why.
    [[nodiscard]] Result<OdmReport> run(const WorkerInput& input, const Options& options, const Job& job);

private:
    [[nodiscard]] Result<> publish(odm::Import& import, const Options& options, OdmReport& report);
    [[nodiscard]] Result<> prepare(odm::Import& import, OdmReport& report) const;
    [[nodiscard]] Result<> answers(const odm::Import& import, const StudyDefinition& definition,
                                   const Options& options, OdmReport& report, const Job& job);

    Database& database_;
    const Session& session_;
    const Clock& clock_;
    DefinitionService& definitions_;
    SubjectService& subjects_;
    WorkerPool& workers_;
};

} // namespace casebook
