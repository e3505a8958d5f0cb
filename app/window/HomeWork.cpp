// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/HomeWork.h"

#include "widgets/home/HomeOverdueModel.h"

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

void addOverdue(HomeView& view, const QList<OverdueRow>& overdue, const StudyDefinition& definition,
                const QHash<QString, QString>& names) {
    view.formsOverdue = int(overdue.size());
    for (const OverdueRow& row : overdue.first(std::min(overdue.size(), HomeOverdueModel::mostRows))) {
        const FormDef* form = definition.form(row.form);
        const QString visit = QStringLiteral("%1#%2").arg(row.visit).arg(row.repeat);
        view.overdue.append({row.label, names.value(row.label), visitWords(definition, row.visit, row.repeat),
                             form ? textIn(form->label, QLocale().name().left(2)) : QString(),
                             row.form.isEmpty() ? QStringLiteral("%1/%2").arg(row.label, visit)
                                                : QStringLiteral("%1/%2/%3").arg(row.label, visit, row.form),
                             row.days});
    }
}

void addVisits(HomeView& view, const QList<SubjectSchedule>& subjects, const StudyDefinition& definition,
               QDate today) {
    for (const SubjectSchedule& subject : subjects) {
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
}

/// A locked form takes two people: the second one hears of it here.
Result<> addUnlocks(HomeView& view, OpenStudy& study) {
    if (!study.session.may(Right::LockForms))
        return {};
    const auto asked = study.forms.unlockRequests();
    if (!asked || asked->isEmpty())
        return asked ? Result<>() : tl::unexpected(asked.error());
    const FormInfo& first = asked->first();
    view.unlocksAsked = int(asked->size());
    constexpr qsizetype mostWords = 60; // of one line
    QString reason = first.unlockReason.simplified();
    if (reason.size() > mostWords)
        reason = reason.left(mostWords - 1) + u'…';
    view.unlockForm = first.id;
    view.unlockWords = HomePage::tr("%1, asked by %2: %3", "subject, person, reason")
                           .arg(first.subjectLabel, first.unlockAskedBy, reason);
    return {};
}

} // namespace

Result<> addWork(HomeView& view, OpenStudy& study, const QHash<QString, QString>& names) {
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
    if (auto queries = addQueries(view, study).and_then([&] { return addUnlocks(view, study); }); !queries)
        return queries;
    const QDate today = QDate::currentDate();
    const auto schedule = study.visits.whole(today);
    if (!schedule)
        return tl::unexpected(schedule.error());
    const StudyDefinition& words = (*definition)->definition();
    if (study.session.may(Right::EnterForms))
        addOverdue(view, schedule->overdue, words, names);
    addVisits(view, schedule->subjects, words, today);
    return {};
}

} // namespace casebook
