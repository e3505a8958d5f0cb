// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/CaseGather.h"

#include "app/window/ConsentController.h"
#include "app/window/SubjectViews.h"
#include "storage/imaging/ReportService.h"
#include "storage/reading/ReadingVisibility.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace casebook {

namespace {

constexpr std::int64_t mostHistory = 500;

QDate day(const QString& iso) { return QDate::fromString(iso.left(10), Qt::ISODate); }

/// Items that say who a person with lung cancer is, in the order of the page. A study without them has no such card.
constexpr std::array diagnosisItems{"pa_hist", "p_stage", "c_stage", "egfr", "smk_status", "ecog"};

QString visitWords(const StudyDefinition& d, const QString& oid, int repeat, const QString& language) {
    const VisitDef* visit = d.visit(oid);
    const QString label = visit ? textIn(visit->label, language) : oid;
    return visit && visit->repeating ? QStringLiteral("%1 %2").arg(label).arg(repeat) : label;
}

void addVisits(CaseView& view, const SubjectSchedule& schedule, const StudyDefinition& d,
               const QString& language) {
    for (const VisitRow& visit : schedule.visits) {
        if (visit.state == "not-expected")
            continue;
        CaseMark mark;
        mark.day = day(visit.date.isEmpty() ? visit.target : visit.date);
        mark.from = day(visit.windowFrom);
        mark.to = day(visit.windowTo);
        mark.words = visitWords(d, visit.visit, visit.repeat, language);
        mark.state = visit.state == "in-window" ? QByteArray("planned") : visit.state;
        view.visits.append(mark);
    }
    const FormCounts counts = countForms(schedule);
    view.formsComplete = counts.complete;
    view.formsAll = counts.expected;
    std::stable_sort(view.visits.begin(), view.visits.end(),
                     [](const CaseMark& a, const CaseMark& b) { return a.day < b.day; });
}

void addForms(CaseView& view, OpenStudy& study, SubjectId subject, const StudyDefinition& d,
              const QString& language, const QList<OverdueRow>& overdue) {
    QSet<QString> overdueForms;
    const auto add = [&](const QString& key, const QString& form, const QString& visit, int repeat,
                         const QByteArray& state, const QString& note) {
        const FormDef* def = d.form(form);
        view.forms.append({key, def ? textIn(def->label, language) : visitWords(d, visit, repeat, language),
                           def && !visit.isEmpty() ? visitWords(d, visit, repeat, language) : QString(), note,
                           state});
    };
    for (const OverdueRow& row : overdue) {
        if (row.subject != subject)
            continue;
        ++view.overdue;
        const QString visit = QStringLiteral("%1/%2#%3").arg(row.label, row.visit).arg(row.repeat);
        overdueForms.insert(visit + u'/' + row.form);
        add(row.form.isEmpty() ? visit : visit + u'/' + row.form, row.form, row.visit, row.repeat, "overdue",
            QCoreApplication::translate("casebook::CaseGather", "overdue %n day(s)", nullptr, row.days));
    }
    const auto drafts = study.drafts.forms();
    const auto forms = study.forms.list({subject, {}, {}});
    if (!forms)
        return;
    QList<FormInfo> sorted = *forms;
    std::stable_sort(sorted.begin(), sorted.end(),
                     [](const FormInfo& a, const FormInfo& b) { return a.changedMs > b.changedMs; });
    for (const FormInfo& form : sorted) {
        view.queries += form.openQueries;
        const QString place = QStringLiteral("%1/%2#%3/%4")
                                  .arg(form.subjectLabel, form.visitOid)
                                  .arg(form.visitRepeat)
                                  .arg(form.form);
        if (form.openQueries == 0 && overdueForms.contains(place))
            continue; // stands above as overdue
        const bool isDraft = drafts && drafts->contains(form.uuid);
        const QByteArray state = isDraft                ? QByteArray("draft")
                                 : form.openQueries > 0 ? QByteArray("query")
                                 : form.isLocked()      ? QByteArray("locked")
                                                        : form.state;
        const QString note =
            isDraft                    ? QCoreApplication::translate("casebook::CaseGather", "draft")
            : form.openQueries > 0     ? QCoreApplication::translate("casebook::CaseGather", "%n query(ies)",
                                                                     nullptr, form.openQueries)
            : form.state == "complete" ? QCoreApplication::translate("casebook::CaseGather", "complete")
            : form.state == "incomplete" ? QCoreApplication::translate("casebook::CaseGather", "incomplete")
            : form.state == "not-done"   ? QCoreApplication::translate("casebook::CaseGather", "not done")
                                         : QCoreApplication::translate("casebook::CaseGather", "not started");
        add(form.path(), form.form, form.visitOid, form.visitRepeat, state, note);
    }
    const auto rank = [](const QByteArray& state) {
        constexpr std::array order{"overdue", "draft", "query", "incomplete"};
        const auto at = std::find_if(order.begin(), order.end(), [&](const char* s) { return state == s; });
        return at - order.begin();
    };
    std::stable_sort(view.forms.begin(), view.forms.end(),
                     [&](const CaseForm& a, const CaseForm& b) { return rank(a.state) < rank(b.state); });
}

/// The latest answers to a few items; the forms are opened once each.
void addDiagnosis(CaseView& view, OpenStudy& study, SubjectId subject, const StudyDefinition& d,
                  const QString& language) {
    const auto forms = study.forms.list({subject, {}, {}});
    if (!forms)
        return;
    QHash<QString, QList<OpenedForm>> opened; // by form
    for (const char* name : diagnosisItems) {
        const QString oid = QLatin1StringView(name);
        const ItemDef* item = d.item(oid);
        const FormDef* form = item ? d.formOf(oid) : nullptr;
        if (!form)
            continue;
        if (!opened.contains(form->oid)) {
            QList<OpenedForm>& found = opened[form->oid];
            for (const FormInfo& info : *forms)
                if (info.form == form->oid)
                    if (auto one = study.forms.open(info.id))
                        found.append(std::move(*one));
        }
        const QList<OpenedForm>& found = opened[form->oid];
        for (auto it = found.rbegin(); it != found.rend(); ++it)
            if (const QString value = it->state.display({{}, {}, oid}, language); !value.isEmpty()) {
                view.diagnosis.append({textIn(item->label, language), value});
                break;
            }
    }
}

void addTreatments(CaseView& view, OpenStudy& study, SubjectId subject, const StudyDefinition& d,
                   const QString& language) {
    const FormDef* lines = d.form(QStringLiteral("TXL"));
    const auto forms =
        lines ? study.forms.list({subject, lines->oid, {}}) : Result<QList<FormInfo>>(QList<FormInfo>());
    for (const FormInfo& info : forms.value_or(QList<FormInfo>())) {
        const auto opened = study.forms.open(info.id);
        if (!opened)
            continue;
        const QString group = QStringLiteral("LINE");
        for (const QByteArray& row : opened->state.rows(group)) {
            const auto text = [&](const char* item) {
                const auto value = opened->state.item({group, row, QLatin1StringView(item)}).value;
                return value ? value->text : QString();
            };
            CaseMark mark;
            mark.from = day(text("ln_start"));
            mark.to = day(text("ln_stop"));
            mark.words = opened->state.display({group, row, QStringLiteral("ln_regimen")}, language);
            mark.state = "treatment";
            if (mark.from.isValid())
                view.treatments.append(mark);
        }
    }
}

Result<> addClinical(CaseContent& out, OpenStudy& study, const QString& language) {
    if (!study.session.may(Right::ReadForms))
        return {};
    const auto definition = study.definitions.current();
    if (!definition)
        return definition.error().code == "no-definition" ? Result<>() : tl::unexpected(definition.error());
    const StudyDefinition& d = (*definition)->definition();
    const QDate today = QDate::currentDate();
    const auto schedule = study.visits.visits(out.subject.id, today);
    const auto overdue = study.visits.overdue(today, out.subject.id);
    if (!schedule || !overdue)
        return tl::unexpected(!schedule ? schedule.error() : overdue.error());
    addVisits(out.view, *schedule, d, language);
    addForms(out.view, study, out.subject.id, d, language, *overdue);
    addDiagnosis(out.view, study, out.subject.id, d, language);
    addTreatments(out.view, study, out.subject.id, d, language);
    return {};
}

Result<> addImages(CaseContent& out, OpenStudy& study) {
    if (!study.session.may(Right::ReadImages))
        return {};
    auto details = subjectDetails(study, out.subject.label);
    if (!details)
        return tl::unexpected(details.error());
    out.exams = details->exams;
    out.thumbnails = details->thumbnails;
    out.view.exams = int(out.exams.size());
    QList<ExamView> byDate = out.exams;
    std::stable_sort(byDate.begin(), byDate.end(),
                     [](const ExamView& a, const ExamView& b) { return a.date < b.date; });
    for (const ExamView& exam : byDate) {
        out.view.examMarks.append({day(exam.date), {}, {}, exam.description, "exam"});
        const SeriesView* best = nullptr;
        for (const SeriesView& series : exam.series)
            if (series.opens && (!best || series.images > best->images))
                best = &series;
        if (!best)
            continue;
        CaseImage image{
            best->uid, exam.visit.isEmpty() ? best->description : exam.visit, day(exam.date), {}, {}};
        if (best->thickness_mm > 0)
            image.note = QCoreApplication::translate("casebook::CaseGather", "%1 mm")
                             .arg(best->thickness_mm, 0, 'g', 3);
        for (const auto& [uid, picture] : out.thumbnails)
            if (uid == best->uid)
                image.thumbnail = picture;
        out.view.images.append(image);
    }
    return {};
}

QString findingWords(const FindingState& state) {
    switch (state.state) {
    case MarkState::Open: return QCoreApplication::translate("casebook::CaseGather", "open");
    case MarkState::Accepted: return QCoreApplication::translate("casebook::CaseGather", "accepted");
    case MarkState::Rejected: return QCoreApplication::translate("casebook::CaseGather", "rejected");
    case MarkState::Deferred: return QCoreApplication::translate("casebook::CaseGather", "deferred");
    case MarkState::Withdrawn: return QCoreApplication::translate("casebook::CaseGather", "withdrawn");
    }
    return {};
}

void addFindings(CaseContent& out, OpenStudy& study) {
    const auto findings = study.findings.list();
    for (const FindingRow& row : findings.value_or(QList<FindingRow>())) {
        if (row.subject != out.subject.label)
            continue;
        CaseFinding finding;
        const auto mean = row.finding.size.mean_mm ? row.finding.size.mean_mm : row.finding.size.long_mm;
        finding.size =
            mean ? QCoreApplication::translate("casebook::CaseGather", "%1 mm").arg(*mean, 0, 'f', 1)
                 : QString();
        finding.place = row.finding.site;
        finding.source = row.algorithm.isEmpty() ? row.reader : row.algorithm;
        finding.state = findingWords(row.state);
        finding.seriesUid = row.series;
        finding.x = row.finding.center.x();
        finding.y = row.finding.center.y();
        finding.z = row.finding.center.z();
        out.view.findings.append(finding);
    }
}

void addReports(CaseContent& out, OpenStudy& study) {
    if (!study.session.may(Right::ReadImages))
        return;
    const ReportService reports(study.vault->database(), study.vault->objects(), study.workers, study.session,
                                study.vault->clock());
    out.view.reports = int(reports.list(out.subject.label).value_or(QList<ReportRow>()).size());
}

void addHistory(CaseContent& out, OpenStudy& study, const Uuid& subject) {
    if (!study.session.may(Right::ReadAudit))
        return;
    AuditQuery query;
    query.subject = subject;
    query.newestFirst = true;
    query.limit = mostHistory;
    const auto rows = ReadingVisibility(study.vault->database(), study.session).audit(query);
    for (const AuditRow& row : rows.value_or(QList<AuditRow>())) {
        const AuditLine line = auditLine(row, out.subject.label, true);
        out.history.append(line);
        if (row.action != "migrate")
            out.view.changes.append(
                {line.when, AuditModel::actionText(line.action, line.objectKind), line.user});
    }
}

} // namespace

Result<CaseContent> gatherCase(OpenStudy& study, const QString& label, const QString& language) {
    const auto subject = study.subjects.find(label);
    if (!subject)
        return tl::unexpected(subject.error());
    CaseContent out;
    out.subject = subjectView(*subject, study);
    out.view.label = subject->label;
    out.view.name = study.nameOf(*subject);
    out.view.today = QDate::currentDate();
    out.view.facts = subjectFacts(*subject, out.view.today);
    const auto consent = ConsentService(*study.vault, study.session).state(label);
    if (!consent)
        return tl::unexpected(consent.error());
    if (*consent)
        out.view.consent = consentWords(**consent);
    out.view.mayWithdraw = study.session.may(Right::EditSubjects) && subject->status != u"erased";
    if (auto images = addImages(out, study); !images)
        return tl::unexpected(images.error());
    if (auto clinical = addClinical(out, study, language); !clinical)
        return tl::unexpected(clinical.error());
    addFindings(out, study);
    addReports(out, study);
    addHistory(out, study, subject->uuid);
    return out;
}

} // namespace casebook
