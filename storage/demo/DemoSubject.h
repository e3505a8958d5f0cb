// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/demo/DemoStudy.h"
#include "storage/dicom/DemoExam.h"
#include "storage/forms/DefinitionService.h"
#include "storage/forms/FormRecords.h"
#include "storage/imaging/ImportService.h"
#include "storage/subjects/SubjectService.h"
#include "storage/worker/WorkerPool.h"

namespace casebook::demo {

/// Writes one planned subject through the services, as people would: enrolment, images, AI results, forms, tasks.
/// A subject that is there with all its forms is left alone. Pool thread.
class DemoSubjectWriter {
public:
    DemoSubjectWriter(Vault& vault, DefinitionService& definitions, const DemoPlan& plan,
                      const DemoStudySpec& spec);
    [[nodiscard]] Result<> write(const PlannedSubject& planned, const Job& job);

private:
    /// A CT that is in the study now.
    struct Exam {
        ExamId id;
        QString seriesUid;
    };
    [[nodiscard]] Result<Subject> enrol(const PlannedSubject& planned);
    [[nodiscard]] Result<Exam> addCt(const PlannedSubject& planned, int ct, const Job& job);
    [[nodiscard]] Result<> import(std::vector<ImportItem> items, const Job& job);
    [[nodiscard]] Result<ExamId> examOf(const QString& studyUid) const;
    [[nodiscard]] Result<> linkVisits(const PlannedSubject& planned, const Subject& subject,
                                      const QList<Exam>& exams);
    [[nodiscard]] Result<> addForms(const PlannedSubject& planned, const Subject& subject,
                                    const QList<Exam>& exams, const Job& job);
    [[nodiscard]] Result<> addTasks(const PlannedSubject& planned, const QList<Exam>& exams);
    [[nodiscard]] QByteArray findingsJson(const PlannedSubject& planned, int ct,
                                          const dicom::DemoExam& exam) const;

    Vault& vault_;
    DefinitionService& definitions_;
    const DemoPlan& plan_;
    const DemoStudySpec& spec_;
    WorkerPool workers_;
    SubjectService subjects_;
    ImportService imports_;
};

} // namespace casebook::demo
