// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/HomeWork.h"

#include <QHash>
#include <QLocale>

#include <algorithm>

namespace casebook {

namespace {

constexpr int daysAhead = 7;

Result<> addCases(HomeView& view, OpenStudy& study) {
    if (!study.session.may(Right::ReadCases))
        return {};
    const auto cases = study.tasks.worklist();
    if (!cases)
        return tl::unexpected(cases.error());
    view.casesToRead = int(cases->size());
    view.casesBegun = int(std::count_if(cases->begin(), cases->end(),
                                        [](const ReadingTask& t) { return t.state == TaskState::Reading; }));
    return {};
}

Result<> addQueries(HomeView& view, OpenStudy& study) {
    const auto queries = study.queries.list({{"open", "answered"}, {}, {}});
    if (!queries)
        return tl::unexpected(queries.error());
    for (const QueryRow& query : *queries) {
        if (query.state == "open" && study.session.may(Right::AnswerQuery)) {
            ++view.queriesToAnswer;
            view.oldestQueryDays = std::max(view.oldestQueryDays, query.ageDays);
        } else if (query.state == "answered" && study.session.may(Right::RaiseQuery)) {
            ++view.queriesToClose;
        }
    }
    return {};
}

QString visitWords(const StudyDefinition& definition, const QString& visit, int repeat) {
    const VisitDef* def = definition.visit(visit);
    const QString words = def ? textIn(def->label, QLocale().name().left(2)) : visit;
    return def && def->repeating ? QStringLiteral("%1 %2").arg(words).arg(repeat) : words;
}

Result<> addOverdue(HomeView& view, OpenStudy& study, const StudyDefinition& definition,
                    const QHash<QString, QString>& names) {
    const auto overdue = study.visits.overdue(QDate::currentDate());
    if (!overdue)
        return tl::unexpected(overdue.error());
    view.formsOverdue = int(overdue->size());
    for (const OverdueRow& row : *overdue) {
        const FormDef* form = definition.form(row.form);
        const QString visit = QStringLiteral("%1#%2").arg(row.visit).arg(row.repeat);
        view.overdue.append({row.label, names.value(row.label), visitWords(definition, row.visit, row.repeat),
                             form ? textIn(form->label, QLocale().name().left(2)) : QString(),
                             row.form.isEmpty() ? QStringLiteral("%1/%2").arg(row.label, visit)
                                                : QStringLiteral("%1/%2/%3").arg(row.label, visit, row.form),
                             row.days});
    }
    std::stable_sort(view.overdue.begin(), view.overdue.end(),
                     [](const HomeOverdue& a, const HomeOverdue& b) { return a.days > b.days; });
    return {};
}

Result<> addVisits(HomeView& view, OpenStudy& study, const StudyDefinition& definition) {
    const QDate today = QDate::currentDate();
    const auto matrix = study.visits.matrix(today);
    if (!matrix)
        return tl::unexpected(matrix.error());
    for (const SubjectSchedule& subject : *matrix) {
        const FormCounts forms = countForms(subject);
        view.formsComplete += forms.complete;
        view.formsExpected += forms.expected;
        for (const VisitRow& visit : subject.visits) {
            view.visitsInWindow += visit.state == "in-window" ? 1 : 0;
            view.visitsDone += visit.state == "done" ? 1 : 0;
            const bool expected =
                visit.state == "done" || visit.state == "overdue" || visit.state == "missed";
            view.visitsExpected += expected ? 1 : 0;
            const QDate target = QDate::fromString(visit.target, Qt::ISODate);
            if ((visit.state == "planned" || visit.state == "in-window") && target >= today &&
                target <= today.addDays(daysAhead))
                view.week.append({target, subject.label, visitWords(definition, visit.visit, visit.repeat)});
        }
    }
    std::stable_sort(view.week.begin(), view.week.end(),
                     [](const HomeVisit& a, const HomeVisit& b) { return a.day < b.day; });
    return {};
}

} // namespace

Result<> addWork(HomeView& view, OpenStudy& study) {
    if (auto cases = addCases(view, study); !cases)
        return cases;
    view.mayDefine = study.session.may(Right::PublishStudy);
    if (!study.session.may(Right::ReadForms))
        return {};
    const auto definition = study.definitions.current();
    if (!definition) {
        view.hasDefinition = false;
        return definition.error().code == "no-definition" ? Result<>() : tl::unexpected(definition.error());
    }
    if (auto queries = addQueries(view, study); !queries)
        return queries;
    QHash<QString, QString> names;
    if (const auto subjects = study.subjects.list())
        for (const Subject& subject : *subjects)
            names.insert(subject.label, study.nameOf(subject));
    const StudyDefinition& words = (*definition)->definition();
    if (study.session.may(Right::EnterForms))
        if (auto overdue = addOverdue(view, study, words, names); !overdue)
            return overdue;
    return addVisits(view, study, words);
}

} // namespace casebook
