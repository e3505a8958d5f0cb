// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/ScheduleController.h"

#include "app/window/ExamVisitController.h"
#include "app/window/FileDialog.h"
#include "app/window/FormController.h"
#include "core/values/Messages.h"
#include "widgets/schedule/ScheduleFiles.h"

#include <QSaveFile>

#include <algorithm>

namespace casebook {

using namespace Qt::StringLiterals;

namespace {

QString dayNote(const VisitDef& visit, int repeat) {
    if (!visit.scheduled)
        return FormController::tr("unscheduled");
    if (!visit.firstDay || (visit.repeating && repeat > 1))
        return {};
    const int before = visit.windowBefore, after = visit.windowAfter;
    if (before == 0 && after == 0)
        return FormController::tr("day %1").arg(*visit.firstDay);
    if (before == after)
        return FormController::tr("day %1 ± %2").arg(*visit.firstDay).arg(after);
    return FormController::tr("day %1 to %2").arg(*visit.firstDay - before).arg(*visit.firstDay + after);
}

/// Columns in the order of the plan: of repeating visits as many as any subject has.
QList<ScheduleColumn> columnsOf(const StudyDefinition& study, const QList<SubjectSchedule>& matrix) {
    QList<ScheduleColumn> columns;
    for (const VisitDef& visit : study.visits) {
        int most = 0;
        for (const SubjectSchedule& subject : matrix)
            for (const VisitRow& row : subject.visits)
                if (row.visit == visit.oid && row.state != "not-expected")
                    most = std::max(most, row.repeat);
        for (int repeat = 1; repeat <= most; ++repeat)
            columns.append({visit.oid, repeat, visitWords(study, visit.oid, repeat), dayNote(visit, repeat)});
    }
    return columns;
}

ScheduleCell cellOf(const VisitRow& row) {
    const bool allSigned = row.formsSigned > 0 && row.formsSigned == row.formsComplete + row.formsBegun;
    return {row.state,         row.target,     row.windowTo,    row.date,  row.formsRequired,
            row.formsComplete, row.formsBegun, row.openQueries, allSigned, row.signaturesBroken};
}

struct Read {
    std::shared_ptr<const CompiledStudy> compiled; ///< null: the study has no definition yet
    QList<SubjectSchedule> matrix;
    QList<OverdueRow> overdue;
    QHash<std::int64_t, QString> names;
    QDate today;
};

Result<Read> readSchedule(OpenStudy& study) {
    const auto definition = study.definitions.currentOrNone();
    if (!definition)
        return tl::unexpected(definition.error());
    Read out;
    out.compiled = *definition;
    out.today = QDateTime::fromMSecsSinceEpoch(study.vault->clock().utcMs()).date();
    if (!out.compiled)
        return out;
    auto schedule = study.visits.whole(out.today);
    const auto subjects = study.subjects.list();
    if (!schedule || !subjects)
        return tl::unexpected(!schedule ? schedule.error() : subjects.error());
    out.matrix = std::move(schedule->subjects);
    out.overdue = std::move(schedule->overdue);
    for (const Subject& s : *subjects)
        out.names.insert(s.id.value, study.nameOf(s));
    return out;
}

ScheduleView viewOf(const Read& read, bool mayEnter) {
    ScheduleView view;
    view.today = read.today;
    view.mayEnter = mayEnter;
    if (!read.compiled)
        return view;
    const StudyDefinition& study = read.compiled->definition();
    view.columns = columnsOf(study, read.matrix);
    for (const SubjectSchedule& subject : read.matrix) {
        ScheduleRow row{
            subject.subject, subject.label, read.names.value(subject.subject.value), subject.status, {}};
        row.cells.resize(view.columns.size());
        for (const VisitRow& visit : subject.visits)
            for (qsizetype i = 0; i < view.columns.size(); ++i)
                if (view.columns.at(i).visit == visit.visit && view.columns.at(i).repeat == visit.repeat)
                    row.cells[i] = cellOf(visit);
        view.rows.append(row);
    }
    for (const OverdueRow& row : read.overdue) {
        const FormDef* form = study.form(row.form);
        view.overdue.append({row.subject, row.label, read.names.value(row.subject.value), row.visit,
                             visitWords(study, row.visit, row.repeat), row.repeat, row.form,
                             form ? textIn(form->label, formLanguage()) : row.form, row.due, row.days});
    }
    for (const VisitDef& visit : study.visits)
        if (!visit.scheduled)
            view.unscheduled.append({visit.oid, textIn(visit.label, formLanguage())});
    return view;
}

} // namespace

ScheduleController::ScheduleController(SchedulePage* page, QObject* parent)
    : QObject(parent), page_(page), examVisits_(new ExamVisitController(page->exams(), this)) {
    connect(examVisits_, &ExamVisitController::failed, this, &ScheduleController::failed);
    connect(examVisits_, &ExamVisitController::said, this, &ScheduleController::said);
    connect(examVisits_, &ExamVisitController::counted, page, &SchedulePage::setOpenExams);
    connect(examVisits_, &ExamVisitController::subjectRequested, this, &ScheduleController::subjectRequested);
    connect(page, &SchedulePage::visitRequested, this, &ScheduleController::visitRequested);
    connect(page, &SchedulePage::formRequested, this, &ScheduleController::formRequested);
    connect(page, &SchedulePage::subjectRequested, this, &ScheduleController::subjectRequested);
    connect(page, &SchedulePage::dateRequested, this,
            [this](SubjectId id, const QString& visit, int repeat, const QString& date, const QString& why) {
                change([=](OpenStudy& s) { return s.visits.setDate(id, visit, repeat, date, why); },
                       tr("The date of the visit is set."));
            });
    connect(
        page, &SchedulePage::stateRequested, this,
        [this](SubjectId id, const QString& visit, int repeat, const QByteArray& state, const QString& why) {
            change([=](OpenStudy& s) { return s.visits.setState(id, visit, repeat, state, why); },
                   tr("The visit is marked."));
        });
    connect(page, &SchedulePage::unscheduledRequested, this,
            [this](SubjectId id, const QString& visit, const QString& date) {
                change([=](OpenStudy& s) { return s.visits.addUnscheduled(id, visit, date); },
                       tr("The visit is added."));
            });
    connect(page, &SchedulePage::calendarRequested, this, [this] {
        askPath(tr("Calendar file"), u"visits.ics"_s, tr("Calendar (*.ics)"),
                &ScheduleController::writeCalendar);
    });
    connect(page, &SchedulePage::tableRequested, this, [this] {
        askPath(tr("Table of visits"), u"visits.csv"_s, tr("Table (*.csv)"), &ScheduleController::writeTable);
    });
}

void ScheduleController::setStudy(StudyPtr study) {
    study_ = std::move(study);
    loaded_ = false;
    page_->close();
    examVisits_->setStudy(study_);
    refresh();
}

void ScheduleController::refresh() {
    if (!study_ || !study_->session.may(Right::ReadForms))
        return;
    examVisits_->refresh();
    inBackground(
        this, [study = study_] { return readSchedule(*study); },
        [this, study = study_, hidden = study_->namesHidden.load()](Result<Read> read) {
            if (study != study_ || hidden != study->namesHidden) // then it was asked anew
                return;
            if (!read) {
                Q_EMIT failed(messageText(read.error()));
                return;
            }
            page_->setView(viewOf(*read, study->session.may(Right::EnterForms)));
            loaded_ = true;
            const ScheduleModel::Counts counts = page_->model()->counts();
            Q_EMIT counted(counts.overdue, counts.inWindow);
        });
}

template <class Work> void ScheduleController::change(Work work, const QString& done) {
    if (!study_)
        return;
    inBackground(
        this, [study = study_, work] { return work(*study); },
        [this, study = study_, done](Result<VisitRow> row) {
            if (study != study_)
                return;
            if (!row) {
                Q_EMIT failed(messageText(row.error()));
                return;
            }
            Q_EMIT said(done);
            refresh();
        });
}

/// Files leave the encrypted study, so they hold codes only, never names.
static bool writeFile(const QString& path, const QByteArray& bytes) {
    QSaveFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() && file.commit();
}

void ScheduleController::askPath(const QString& title, const QString& name, const QString& filter,
                                 void (ScheduleController::*chosen)(const QString&)) {
    auto* dialog = new FileDialog(page_->window(), title);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilter(filter);
    dialog->setDefaultSuffix(name.section(u'.', -1));
    dialog->selectFile(name);
    connect(dialog, &QFileDialog::fileSelected, this, chosen);
    dialog->open();
}

void ScheduleController::writeCalendar(const QString& path) {
    if (!study_)
        return;
    write(path, calendarFile(page_->model()->view(), study_->vault->info().study.toString()),
          tr("The calendar is written. It names subjects by their codes only."),
          tr("The calendar can't be written there. Choose another folder."));
}

void ScheduleController::writeTable(const QString& path) {
    if (!study_)
        return;
    write(path, visitTable(page_->model()->view()),
          tr("The table is written. It names subjects by their codes only."),
          tr("The table can't be written there. Choose another folder."));
}

void ScheduleController::write(const QString& path, const QByteArray& bytes, const QString& done,
                               const QString& refused) {
    inBackground(
        this, [path, bytes] { return writeFile(path, bytes); },
        [this, done, refused](bool written) { written ? Q_EMIT said(done) : Q_EMIT failed(refused); });
}

} // namespace casebook
