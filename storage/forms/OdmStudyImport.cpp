// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/forms/OdmStudyImport.h"

#include "storage/dicom/odm/OdmReader.h"
#include "storage/forms/OdmAnswers.h"
#include "storage/vault/Crypto.h"

namespace casebook {

OdmStudyImport::OdmStudyImport(Database& database, const Session& session, const Clock& clock,
                               DefinitionService& definitions, SubjectService& subjects, WorkerPool& workers)
    : database_(database), session_(session), clock_(clock), definitions_(definitions), subjects_(subjects),
      workers_(workers) {}

Result<OdmReport> OdmStudyImport::run(const WorkerInput& input, const Options& options, const Job& job) {
    if (auto right = session_.require(Right::PublishStudy); !right)
        return tl::unexpected(right.error());
    auto import = workers_.odm(input);
    if (!import)
        return tl::unexpected(import.error());
    OdmReport report;
    report.refusedWhole = import->refusedWhole;
    if (auto ready = prepare(*import, report); !ready)
        return tl::unexpected(ready.error());
    report.adapted = import->adapted;
    report.refused = import->refused;
    if (report.refusedWhole)
        return report;
    report.forms = int(import->forms());
    report.items = int(import->items());
    if (options.dryRun) {
        if (!import->records.isEmpty())
            report.adapted.append(
                {QStringLiteral("ClinicalData"), "data-left", {QString::number(import->records.size())}, 0});
        return report;
    }
    if (import->definition)
        if (auto published = publish(*import, options, report); !published)
            return tl::unexpected(published.error());
    if (import->records.isEmpty())
        return report;
    const auto current = definitions_.current();
    if (!current)
        return tl::unexpected(current.error());
    if (auto taken = answers(*import, (*current)->definition(), options, report, job); !taken)
        return tl::unexpected(taken.error());
    return report;
}

/// Finds the definition of data that bring none, and sets aside what a definition may not hold.
Result<> OdmStudyImport::prepare(odm::Import& import, OdmReport& report) const {
    if (import.refusedWhole)
        return {};
    if (!import.definition) {
        if (import.records.isEmpty())
            return {};
        const auto current = definitions_.current();
        if (!current && current.error().code != "no-definition")
            return tl::unexpected(current.error());
        if (current && odm::isVersion((*current)->definition(), import.study, import.metaDataVersion)) {
            import.records = odm::placed(import.records, (*current)->definition(), import.refused);
            return {};
        }
        report.refusedWhole = true;
        import.refused.append(
            {QStringLiteral("ClinicalData"), "no-metadata", {import.metaDataVersion, import.study}, 0});
        return {};
    }
    const auto faults = definitions_.check(*import.definition);
    if (!faults)
        return tl::unexpected(faults.error());
    setAsideFaults(*import.definition, *faults, import.adapted);
    const auto left = definitions_.check(*import.definition);
    if (!left)
        return tl::unexpected(left.error());
    for (const DefinitionFault& fault : *left)
        import.refused.append(
            {fault.place, "definition-faults", {QString::fromLatin1(fault.code), fault.detail}, 0});
    report.refusedWhole = !left->isEmpty();
    return {};
}

Result<> OdmStudyImport::publish(odm::Import& import, const Options& options, OdmReport& report) {
    const auto row = definitions_.publish(*import.definition, options.source, options.reason);
    if (!row && row.error().code != "definition-same")
        return tl::unexpected(row.error());
    report.published = row.has_value();
    const auto rows = definitions_.list();
    if (rows && !rows->isEmpty())
        report.version = rows->constFirst().version;
    return {};
}

Result<> OdmStudyImport::answers(const odm::Import& import, const StudyDefinition& definition,
                                 const Options& options, OdmReport& report, const Job& job) {
    QList<OdmForm> forms =
        odmForms(import.records, definition, [] { return crypto::randomBytes(16); }, report.refused);
    FormService existing(database_, session_, clock_, definitions_);
    QHash<QString, SubjectId> known;
    QSet<QString> failed;
    QList<BulkForm> wanted;
    for (OdmForm& form : forms) {
        if (failed.contains(form.label))
            continue;
        if (!known.contains(form.label)) {
            auto subject = subjects_.find(form.label);
            if (!subject && subject.error().code == "no-such-subject") {
                NewSubject enrolled;
                enrolled.label = form.label;
                subject = subjects_.enrol(enrolled);
                report.subjects += subject ? 1 : 0;
            }
            if (!subject && subject.error().kind != ErrorKind::Refused)
                return tl::unexpected(subject.error());
            if (!subject) {
                failed.insert(form.label);
                report.refused.append(
                    {QStringLiteral("ClinicalData/SubjectData"), "bad-subject", {}, form.line});
                continue;
            }
            known.insert(form.label, subject->id);
        }
        form.form.key.subject = known.value(form.label);
        const auto there = existing.find(form.form.key);
        if (!there)
            return tl::unexpected(there.error());
        if (*there && (*there)->state != "not-started") {
            report.refused.append({QStringLiteral("ClinicalData/FormData[%1]").arg(form.form.key.form),
                                   "form-not-empty",
                                   {},
                                   form.line});
            continue;
        }
        wanted.append(form.form);
    }
    if (wanted.isEmpty())
        return {};
    BulkForms bulk(database_, session_, clock_, definitions_);
    BulkForms::Options how;
    how.source = options.source;
    const auto done = bulk.write(wanted, how, job);
    if (!done)
        return tl::unexpected(done.error());
    report.answered = done->forms;
    report.values = done->values;
    report.brokenSignatures = done->brokenSignatures;
    return {};
}

} // namespace casebook
