// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/demo/DemoSubject.h"

#include "storage/database/Database.h"
#include "storage/forms/BulkForms.h"
#include "storage/forms/FormTable.h"
#include "storage/imaging/Identity.h"
#include "storage/reading/FindingImport.h"
#include "storage/reading/TaskService.h"
#include "storage/subjects/ExamVisits.h"
#include "storage/subjects/SubjectTable.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace casebook::demo {

namespace {

QString digits(const QString& iso) { return QString(iso).remove(u'-'); }

QJsonArray array(const WorldPoint& p) { return {p.x(), p.y(), p.z()}; }

/// The plain name as DICOM writes it.
QString dicomName(const QString& name) { return QString(name).replace(u' ', u'^'); }

std::optional<ReadingMode> modeOf(const QString& code) { return readingModeFromCode(code.toLatin1()); }

/// One algorithm tells each lesion once: the first, third ... as a segment, the others and what is no lesion as JSON.
bool isSegmented(const PlannedMark& mark) { return mark.lesion >= 0 && mark.lesion % 2 == 0; }

} // namespace

DemoSubjectWriter::DemoSubjectWriter(Vault& vault, DefinitionService& definitions, const DemoPlan& plan,
                                     const DemoStudySpec& spec)
    : vault_(vault), definitions_(definitions), plan_(plan), spec_(spec),
      subjects_(vault.database(), vault.session(), vault.clock()),
      imports_(vault.database(), vault.objects(), workers_, vault.session(), vault.clock()) {}

Result<> DemoSubjectWriter::write(const PlannedSubject& planned, const Job& job) {
    if (const auto found = subjects_.find(planned.label)) {
        FormService forms(vault_.database(), vault_.session(), vault_.clock(), definitions_);
        const auto there = forms.list({found->id, {}, {}});
        if (there && there->size() >= planned.forms.size())
            return {};
    }
    const auto subject = enrol(planned);
    if (!subject)
        return tl::unexpected(subject.error());
    QList<Exam> exams;
    const int parts = int(planned.cts.size()) + 1;
    for (int ct = 0; ct < int(planned.cts.size()); ++ct) {
        const Job part{job.stop, [&](std::int64_t done, std::int64_t total) {
                           job.report(ct * total + done, parts * total);
                       }};
        const auto exam = addCt(planned, ct, part);
        if (!exam)
            return tl::unexpected(exam.error());
        exams.append(*exam);
    }
    if (const auto entered = addForms(planned, *subject, exams, job); !entered)
        return entered;
    if (const auto linked = linkVisits(planned, *subject, exams); !linked)
        return linked;
    return addTasks(planned, exams);
}

/// Enrolled by hand, with the identity that its images will carry.
Result<Subject> DemoSubjectWriter::enrol(const PlannedSubject& planned) {
    if (const auto found = subjects_.find(planned.label))
        return *found;
    const auto subject =
        subjects_.enrol({planned.label, planned.name, planned.person.sex, planned.birthDate});
    if (!subject)
        return subject;
    const SourceIdentity identity{
        planned.patientId, {}, dicomName(planned.name), digits(planned.birthDate), planned.person.sex};
    const auto linked = vault_.database().writeAndWait([&](WriteTransaction& tx) -> Result<> {
        if (const auto row = subjectTable::insertIdentity(tx, subject->id, identity); !row)
            return tl::unexpected(row.error());
        AuditEntry entry;
        entry.action = "assign";
        entry.objectKind = "subject";
        entry.object = entry.subject = subject->uuid;
        entry.field = "patient_id";
        entry.newValue = identity.patientId;
        const auto seq = tx.audit(entry);
        return seq ? Result<>() : Result<>(tl::unexpected(seq.error()));
    });
    return linked ? subject : Result<Subject>(tl::unexpected(linked.error()));
}

Result<> DemoSubjectWriter::import(std::vector<ImportItem> items, const Job& job) {
    std::size_t at = 0;
    const auto next = [&](ImportItem& item) {
        if (at == items.size())
            return false;
        item = std::move(items[at++]);
        return true;
    };
    const auto report = imports_.run(next, int(items.size()), job, {});
    if (!report)
        return tl::unexpected(report.error());
    return report->refused.isEmpty()
               ? Result<>()
               : fail(ErrorKind::System, report->refused.first().code, QStringLiteral("demo"));
}

Result<DemoSubjectWriter::Exam> DemoSubjectWriter::addCt(const PlannedSubject& planned, int ct,
                                                         const Job& job) {
    const PlannedCt& wanted = planned.cts.at(ct);
    dicom::DemoExamSpec spec;
    spec.phantom = {wanted.anatomy, spec_.pixels, spec_.pixels,  spec_.slices,
                    spec_.threads,  wanted.noise, wanted.lesions};
    spec.role = "ct" + QByteArray::number(ct + 1);
    spec.series = QStringLiteral("SYNTHETIC chest CT");
    spec.exam.patientName = dicomName(planned.name);
    spec.exam.patientId = planned.patientId;
    spec.exam.birthDate = digits(planned.birthDate);
    spec.exam.sex = planned.person.sex;
    spec.exam.studyId = QString::number(ct + 1);
    spec.exam.studyDate = digits(wanted.date);
    spec.exam.studyTime = QStringLiteral("093000");
    spec.exam.studyDescription = QStringLiteral("SYNTHETIC chest CT");
    spec.exam.institution = QStringLiteral("Demo Hospital (synthetic)");
    std::vector<ImportItem> items;
    const auto sink = [&](const QString& name, const QByteArray& bytes) -> Result<> {
        items.push_back({name, bytes});
        return {};
    };
    const auto exam = dicom::writeDemoExam(spec, sink, job);
    if (!exam)
        return tl::unexpected(exam.error());
    std::vector<int> tags;
    for (const PlannedMark& mark : planned.marks)
        if (mark.ct == ct && isSegmented(mark))
            tags.push_back(mark.lesion);
    if (!tags.empty()) {
        const auto seg = dicom::writeDemoSegmentation(spec, *exam, tags,
                                                      {plan_.algorithm, plan_.algorithmVersion, "AUTOMATIC"});
        if (!seg)
            return tl::unexpected(seg.error());
        items.push_back({QStringLiteral("seg.dcm"), *seg});
    }
    if (const auto imported = import(std::move(items), {job.stop, {}}); !imported)
        return tl::unexpected(imported.error());
    FindingImport findings(vault_.database(), vault_.objects(), workers_, vault_.session(), vault_.clock());
    const auto taken = findings.run(findingsJson(planned, ct, *exam), {}, job);
    if (!taken)
        return tl::unexpected(taken.error());
    if (!taken->errors.isEmpty())
        return fail(ErrorKind::System, taken->errors.first().code, QStringLiteral("demo"));
    const auto id = examOf(exam->exam.studyUid);
    return id ? Result<Exam>(Exam{*id, exam->seriesUid}) : Result<Exam>(tl::unexpected(id.error()));
}

QByteArray DemoSubjectWriter::findingsJson(const PlannedSubject& planned, int ct,
                                           const dicom::DemoExam& exam) const {
    const auto& truth = exam.phantom.truth;
    QJsonArray findings;
    for (const PlannedMark& mark : planned.marks) {
        const int tag = mark.lesion >= 0 ? mark.lesion : 0;
        const auto lesion =
            std::find_if(truth.begin(), truth.end(), [&](const auto& n) { return n.tag == tag; });
        // A coarse grid (tests) can miss a small lesion altogether: then there is nothing to mark.
        if (mark.ct != ct || isSegmented(mark) || lesion == truth.end() || lesion->diameter_mm <= 0)
            continue;
        const WorldPoint center = lesion->centre + WorldVector(mark.dx_mm, mark.dy_mm, mark.dz_mm);
        const double mm = mark.lesion >= 0 ? lesion->diameter_mm : mark.diameter_mm;
        findings.append(
            QJsonObject{{QStringLiteral("id"), QStringLiteral("m%1").arg(findings.size() + 1)},
                        {QStringLiteral("category"), QStringLiteral("nodule")},
                        {QStringLiteral("center_mm"), array(center)},
                        {QStringLiteral("diameter_mm"), QJsonObject{{QStringLiteral("long"), mm},
                                                                    {QStringLiteral("short"), mm},
                                                                    {QStringLiteral("mean"), mm}}},
                        {QStringLiteral("type"), QString::fromLatin1(mark.type)},
                        {QStringLiteral("score"), mark.score},
                        {QStringLiteral("score_meaning"), QStringLiteral("rank")}});
    }
    const QJsonObject file{
        {QStringLiteral("schema"), QStringLiteral("casebook.findings/1")},
        {QStringLiteral("algorithm"),
         QJsonObject{{QStringLiteral("name"), plan_.algorithm},
                     {QStringLiteral("version"), plan_.algorithmVersion},
                     {QStringLiteral("vendor"), QStringLiteral("Casebook (synthetic)")}}},
        {QStringLiteral("input"),
         QJsonObject{{QStringLiteral("study_uid"), exam.exam.studyUid},
                     {QStringLiteral("series_uid"), exam.seriesUid},
                     {QStringLiteral("frame_of_reference_uid"), exam.exam.frameOfReference},
                     {QStringLiteral("sop_count"), exam.phantom.volume.grid.slices}}},
        {QStringLiteral("coordinate_system"), QStringLiteral("LPS")},
        {QStringLiteral("units"), QStringLiteral("mm")},
        {QStringLiteral("complete"), true},
        {QStringLiteral("findings"), findings}};
    return QJsonDocument(file).toJson(QJsonDocument::Compact);
}

Result<ExamId> DemoSubjectWriter::examOf(const QString& studyUid) const {
    return vault_.database().read([&](ReadConnection& c) -> Result<ExamId> {
        const auto id = c.one("SELECT id FROM dicom_study WHERE study_uid = ?", studyUid);
        if (!id)
            return tl::unexpected(id.error());
        return *id ? Result<ExamId>(ExamId{**id}) : fail(ErrorKind::Refused, "no-such-exam", studyUid);
    });
}

/// The exam belongs to the visit of its day, confirmed by the study's maker.
Result<> DemoSubjectWriter::linkVisits(const PlannedSubject& planned, const Subject& subject,
                                       const QList<Exam>& exams) {
    const auto study = definitions_.current();
    if (!study)
        return tl::unexpected(study.error());
    return vault_.database().writeAndWait([&](WriteTransaction& tx) -> Result<> {
        for (int ct = 0; ct < int(exams.size()); ++ct) {
            const PlannedCt& wanted = planned.cts.at(ct);
            const auto visit = formTable::findVisit(tx.connection(), subject.id, wanted.visit, wanted.repeat);
            if (!visit)
                return tl::unexpected(visit.error());
            if (!*visit)
                continue;
            const examVisits::Link link{exams.at(ct).id, {wanted.visit, wanted.repeat}, "demo", {}};
            if (const auto linked = examVisits::link(tx, vault_.session(), (*study)->definition(), link);
                !linked)
                return linked;
        }
        return {};
    });
}

Result<> DemoSubjectWriter::addForms(const PlannedSubject& planned, const Subject& subject,
                                     const QList<Exam>& exams, const Job& job) {
    const auto study = definitions_.current();
    if (!study)
        return tl::unexpected(study.error());
    QHash<QString, QString> dates;
    for (const PlannedVisit& visit : planned.visits)
        dates.insert(QStringLiteral("%1#%2").arg(visit.visit).arg(visit.repeat), visit.date);
    QList<BulkForm> forms;
    for (const PlannedForm& form : planned.forms) {
        BulkForm bulk;
        bulk.key.subject = subject.id;
        bulk.key.form = form.form;
        bulk.key.visit = form.visit;
        bulk.key.visitRepeat = form.repeat;
        bulk.data = form.data;
        bulk.visitDate = dates.value(QStringLiteral("%1#%2").arg(form.visit).arg(form.repeat));
        const FormDef* def = (*study)->definition().form(form.form);
        if (def && def->anchor == FormAnchor::Exam)
            for (int ct = 0; ct < int(exams.size()); ++ct)
                if (planned.cts.at(ct).visit == form.visit && planned.cts.at(ct).repeat == form.repeat)
                    bulk.key.exam = exams.at(ct).id;
        forms.append(std::move(bulk));
    }
    BulkForms writer(vault_.database(), vault_.session(), vault_.clock(), definitions_);
    BulkForms::Options options;
    options.origin = "entry";
    options.source = QStringLiteral("demo");
    options.overwrite = true;
    const auto done = writer.write(forms, options, job);
    return done ? Result<>() : Result<>(tl::unexpected(done.error()));
}

Result<> DemoSubjectWriter::addTasks(const PlannedSubject& planned, const QList<Exam>& exams) {
    TaskService tasks(vault_.database(), vault_.session(), vault_.clock());
    for (const PlannedTask& task : planned.tasks) {
        if (task.ct >= exams.size())
            continue;
        // The maker reads along where AI is beside the images from the start.
        QStringList readers{task.reader};
        if (modeOf(task.mode) == ReadingMode::Concurrent)
            readers << vault_.session().login;
        for (const QString& reader : readers)
            if (const auto added = tasks.add({exams.at(task.ct).seriesUid, reader, modeOf(task.mode), {}});
                !added && added.error().code != "task-exists")
                return tl::unexpected(added.error());
    }
    return {};
}

} // namespace casebook::demo
