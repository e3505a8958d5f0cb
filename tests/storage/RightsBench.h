// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/cohort/CohortService.h"
#include "storage/export/ExportData.h"
#include "storage/export/ExportService.h"
#include "storage/export/FigureExport.h"
#include "storage/forms/BulkForms.h"
#include "storage/forms/DraftService.h"
#include "storage/forms/OdmStudyImport.h"
#include "storage/forms/SignatureService.h"
#include "storage/forms/ValueImport.h"
#include "storage/imaging/ImageExport.h"
#include "storage/imaging/ImagingService.h"
#include "storage/imaging/ImportService.h"
#include "storage/imaging/ReportService.h"
#include "storage/imaging/TagService.h"
#include "storage/imaging/WatchService.h"
#include "storage/network/NetworkService.h"
#include "storage/reading/AuditBrowser.h"
#include "storage/reading/FindingImport.h"
#include "storage/reading/ReadingVisibility.h"
#include "storage/study/BackupService.h"
#include "storage/study/ColdService.h"
#include "storage/study/DiagnosticsService.h"
#include "storage/study/ViewSettings.h"
#include "storage/subjects/ConsentService.h"
#include "storage/subjects/ExamVisits.h"
#include "storage/subjects/JoinService.h"
#include "storage/vault/UserService.h"
#include "tests/storage/MoveStudy.h"

namespace casebook::test {

/// Every right, in the order of the enumeration.
inline QList<Right> allRights() {
    QList<Right> out;
    for (int i = 0; i <= static_cast<int>(Right::SignForms); ++i)
        out.append(static_cast<Right>(i));
    return out;
}

/// "read-images+read-forms|import": all of a group, of any group. Empty: nobody is asked.
inline bool mayAll(const QByteArray& needs, const Session& session) {
    if (needs.isEmpty())
        return true;
    for (const QByteArray& group : needs.split('|')) {
        const QByteArrayList wanted = group.split('+');
        const bool all = std::all_of(wanted.begin(), wanted.end(), [&](const QByteArray& code) {
            for (const Right right : allRights())
                if (rightCode(right) == code)
                    return session.may(right);
            qFatal("no such right: %s", code.constData());
        });
        if (all)
            return true;
    }
    return false;
}

/// A study with subjects, exams, a series, a form, a reading task and a query, whose user holds all roles.
class RightsBench {
public:
    [[nodiscard]] bool make() {
        if (!study.make())
            return false;
        form = study.sourced();
        const auto exam = study.ask("SELECT id FROM dicom_study WHERE study_uid = 'e1'");
        FormKey key;
        key.subject = form.subject;
        key.form = q("NODULES");
        key.exam = ExamId{exam};
        const auto ofExam = study.forms->begin(key);
        const auto given = study.s.give("1.1", "li.na", ReadingMode::Concurrent);
        const auto raised = study.queries->raise(form.id, StudyForms::path("weight"), q("why"));
        if (!form.id.isValid() || !ofExam || !given || !raised)
            return false;
        examForm = ofExam->id;
        task = given->id;
        query = raised->id;
        return true;
    }

    /// The same study, opened for reading only.
    [[nodiscard]] bool closeForWriting() {
        study.queries.reset();
        study.forms.reset();
        study.definitions.reset();
        return study.s.f.open(Access::ReadOnly);
    }

    /// A query of its own in state "answered" or "closed"; where nothing can be written, the one that is there.
    [[nodiscard]] QueryId queryIn(const QByteArray& state) {
        if (!study.queries)
            return query;
        const auto raised = study.queries->raise(form.id, StudyForms::path("weight"), q("why"));
        auto moved = study.queries->answer(raised->id, q("so"));
        if (state == "closed")
            moved = study.queries->close(raised->id, {});
        prepared();
        return moved ? moved->id : QueryId();
    }
    /// What a row made before its call does not count as written by it.
    void prepared() { rowsBefore = auditRows(); }
    [[nodiscard]] std::int64_t auditRows() { return study.ask("SELECT count(*) FROM audit"); }
    int next() { return ++last_; }

    MoveStudy study;
    FormInfo form; ///< of a visit
    FormId examForm;
    TaskId task;
    QueryId query;
    std::int64_t rowsBefore = 0;

private:
    int last_ = 0;
};

/// The services as one session has them.
struct Call {
    RightsBench& bench;
    const Session& who;
    Database& db = bench.study.s.db();
    ObjectStore& objects = bench.study.s.f.vault->objects();
    WorkerPool& workers = *bench.study.workers;
    const Clock& clock = bench.study.s.f.clock;
    DefinitionService definitions{db, who, clock};
    ImportService imports{db, objects, workers, who, clock};
    WatchService watch{db, imports, who, bench.study.s.f.folder()};
    NetworkService network{db, objects, imports, who, bench.study.s.f.folder()};

    [[nodiscard]] SubjectService subjects() { return {db, who, clock}; }
    [[nodiscard]] ConsentService consent() { return {*bench.study.s.f.vault, who}; }
    [[nodiscard]] JoinService joins() { return {db, who, clock, definitions}; }
    [[nodiscard]] MoveService moves() { return {db, who, clock, definitions}; }
    [[nodiscard]] ExamVisitService examVisits() { return {db, who, clock, definitions}; }
    [[nodiscard]] SignatureService signatures() { return {*bench.study.s.f.vault, who}; }
    [[nodiscard]] FormService forms() { return {db, who, clock, definitions}; }
    [[nodiscard]] VisitService visits() { return {db, who, clock, definitions}; }
    [[nodiscard]] QueryService queries() { return {db, who, clock}; }
    [[nodiscard]] DraftService drafts() { return {db, who}; }
    [[nodiscard]] ValueImport values() { return {db, who, clock, definitions}; }
    [[nodiscard]] BulkForms bulk() { return {db, who, clock, definitions}; }
    [[nodiscard]] ImagingService imaging() { return {db, objects, workers, who, clock}; }
    [[nodiscard]] ReportService reports() { return {db, objects, workers, who, clock}; }
    [[nodiscard]] TagService tags() { return {db, objects, workers, who}; }
    [[nodiscard]] ImageExport images() { return {db, objects, who}; }
    [[nodiscard]] FigureExport figures() { return {db, who}; }
    [[nodiscard]] ExportService exports() { return {db, objects, workers, who, clock, q("test")}; }
    [[nodiscard]] CohortService cohorts() { return {db, who, definitions}; }
    [[nodiscard]] TaskService tasks() { return {db, who, clock}; }
    [[nodiscard]] FindingService reading() { return {db, who, clock}; }
    [[nodiscard]] FindingImport findings() { return {db, objects, workers, who, clock}; }
    [[nodiscard]] ReadingVisibility visibility() { return {db, who}; }
    [[nodiscard]] AuditBrowser auditBrowser() { return {db, who}; }
    [[nodiscard]] ViewSettings views() { return {db, who}; }
    [[nodiscard]] UserService users() { return {db, who}; }
    [[nodiscard]] BackupService backups() { return {db, who, clock}; }
    [[nodiscard]] ColdService cold() { return {*bench.study.s.f.vault, who}; }
    [[nodiscard]] DiagnosticsService diagnostics() { return {*bench.study.s.f.vault, who}; }
    [[nodiscard]] NetworkSettings& settings() { return network.settings(); }
};

/// The answer of a call: empty, or the error's code.
template <class T> QByteArray code(const Result<T>& answer) {
    return answer ? QByteArray() : answer.error().code;
}

/// A call inside a reading connection, as one service makes it for another.
template <class F> QByteArray inRead(Call& c, F&& call) {
    return code(c.db.read([&](ReadConnection& connection) -> Result<> {
        const auto answer = call(connection);
        return answer ? Result<>() : Result<>(tl::unexpected(answer.error()));
    }));
}

/// When a method writes: as its rights say, always though its right is one of reading, or never though its right is
/// one of writing.
enum class When { AsItsRight, Writes, OnlyReads };

/// One public method of a service: which rights it asks for, and a call with arguments that change little.
struct RightsRow {
    const char* name;
    const char* needs;
    QByteArray (*call)(Call&); ///< none: nothing in it could be refused
    const char* why = ""; ///< nobody is asked: the reason
    When when = When::AsItsRight;

    [[nodiscard]] bool refusedForReading(const Session& readOnly) const {
        return when == When::Writes || (when == When::AsItsRight && !mayAll(needs, readOnly));
    }
};

} // namespace casebook::test
