// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/ClinicalPages.h"

#include "app/window/CaseController.h"
#include "app/window/ConsentController.h"
#include "app/window/ExamVisitController.h"
#include "app/window/MoveController.h"
#include "app/window/QueriesController.h"
#include "app/window/ScheduleController.h"
#include "app/window/SubjectFormsController.h"
#include "app/window/TagController.h"
#include "app/window/UsersController.h"
#include "core/values/Messages.h"
#include "widgets/forms/SubjectForms.h"
#include "widgets/queries/QueriesPage.h"
#include "widgets/schedule/SchedulePage.h"
#include "widgets/study/StudyPage.h"
#include "widgets/subject/CaseOverview.h"
#include "widgets/subject/CasePage.h"
#include "widgets/subjects/SubjectPreview.h"
#include "widgets/subjects/SubjectsPage.h"

namespace casebook {

ClinicalPages::ClinicalPages(MainShell* shell, QObject* parent)
    : QObject(parent), shell_(shell), casePage_(new CasePage) {
    auto* schedule = new SchedulePage;
    auto* queries = new QueriesPage;
    auto* forms = new SubjectForms;
    casePage_->setTabPage(CasePage::Tab::Forms, forms);
    shell_->setCasePage(casePage_);
    shell_->addPage(PageId::Schedule, schedule);
    shell_->addPage(PageId::Queries, queries);
    case_ = new CaseController(casePage_, this);
    forms_ = new SubjectFormsController(forms, this);
    schedule_ = new ScheduleController(schedule, this);
    queries_ = new QueriesController(queries, this);
    users_ = new UsersController(shell_->study()->users(), this);
    moves_ = new MoveController(shell_, this);
    consent_ = new ConsentController(shell_, this);
    tags_ = new TagController(shell_, this);
    connectForms();
    connectLists();
    connectMoves();
}

void ClinicalPages::connectForms() {
    connect(forms_, &SubjectFormsController::failed, this, &ClinicalPages::failed);
    connect(forms_, &SubjectFormsController::said, this, &ClinicalPages::said);
    connect(forms_, &SubjectFormsController::queriesChanged, queries_, &QueriesController::refresh);
    connect(forms_, &SubjectFormsController::sourceJumpRequested, this, [this](const ValueSource& source) {
        if (source.pointLps) {
            const auto& p = *source.pointLps;
            Q_EMIT placeRequested(source.seriesUid, WorldPoint(p[0], p[1], p[2]));
        } else if (!source.seriesUid.isEmpty()) {
            Q_EMIT seriesRequested(source.seriesUid);
        }
    });
    connect(forms_, &SubjectFormsController::subjectShown, this, &ClinicalPages::showSubject);
    connect(forms_, &SubjectFormsController::backRequested, this,
            [this] { casePage_->showTab(CasePage::Tab::Overview); });
    connect(forms_, &SubjectFormsController::subjectStepRequested, this, [this](int by) {
        SubjectsModel* model = shell_->subjects()->model();
        const int row = model->rowOf(forms_->subject());
        if (const SubjectView* next = row < 0 ? nullptr : model->at(row + by))
            forms_->openSubject(next->id, next->label, next->name);
    });
    connect(case_, &CaseController::failed, this, &ClinicalPages::failed);
    connect(case_, &CaseController::openSeriesRequested, this, &ClinicalPages::seriesRequested);
    connect(case_, &CaseController::openVolumeRequested, this, &ClinicalPages::volumeRequested);
    connect(case_, &CaseController::openPlaceRequested, this,
            [this](const QString& uid, double x, double y, double z) {
                Q_EMIT placeRequested(uid, WorldPoint(x, y, z));
            });
    connect(case_, &CaseController::loaded, this, [this](const SubjectView& subject) {
        if (forms_->subject() != subject.id)
            forms_->openSubject(subject.id, subject.label, subject.name);
    });
    connect(casePage_->overview(), &CaseOverview::formRequested, this,
            [this](const QString& path) { openForm(path); });
    connect(casePage_->overview(), &CaseOverview::compareRequested, this, &ClinicalPages::compareRequested);
    connect(casePage_, &CasePage::backRequested, this, [this] { shell_->showPage(PageId::Subjects); });
}

void ClinicalPages::connectLists() {
    connect(schedule_, &ScheduleController::failed, this, &ClinicalPages::failed);
    connect(schedule_, &ScheduleController::said, this, &ClinicalPages::said);
    connect(schedule_, &ScheduleController::counted, this,
            [this](int overdue, int) { shell_->rail()->setBadge(PageId::Schedule, overdue); });
    connect(schedule_, &ScheduleController::visitRequested, this,
            [this](SubjectId subject, const QString& visit, int repeat) {
                showForms();
                forms_->openVisit(subject, visit, repeat);
            });
    connect(schedule_, &ScheduleController::formRequested, this,
            [this](SubjectId subject, const QString& visit, int repeat, const QString& form) {
                showForms();
                forms_->openForm(subject, visit, repeat, form);
            });
    connect(schedule_, &ScheduleController::subjectRequested, this, [this](SubjectId subject) {
        shell_->showCase();
        showSubject(subject);
    });
    connect(queries_, &QueriesController::failed, this, &ClinicalPages::failed);
    connect(queries_, &QueriesController::counted, this, [this](int open, int answered) {
        const bool mayAnswer = study_ && study_->session.may(Right::AnswerQuery);
        shell_->rail()->setBadge(PageId::Queries, mayAnswer ? open : answered);
    });
    connect(queries_, &QueriesController::itemRequested, this,
            [this](FormId form, const ItemPath& item) { openForm(form, item); });
    connect(users_, &UsersController::failed, this, &ClinicalPages::failed);
    connect(users_, &UsersController::said, this, &ClinicalPages::said);
    connect(users_, &UsersController::switchRequested, this, &ClinicalPages::switchUserRequested);
    connect(shell_->study(), &StudyPage::usersRequested, users_, &UsersController::refresh);
    connect(shell_, &MainShell::pageChanged, this, [this](PageId page) {
        if (page == PageId::Schedule)
            schedule_->refresh();
        else if (page == PageId::Queries)
            queries_->refresh();
    });
}

void ClinicalPages::connectMoves() {
    connect(moves_, &MoveController::failed, this, &ClinicalPages::failed);
    connect(moves_, &MoveController::said, this, &ClinicalPages::said);
    connect(moves_, &MoveController::changed, this, [this] {
        refresh();
        Q_EMIT subjectsChanged();
    });
    connect(consent_, &ConsentController::failed, this, &ClinicalPages::failed);
    connect(consent_, &ConsentController::said, this, &ClinicalPages::said);
    connect(consent_, &ConsentController::changed, this, [this] {
        refresh();
        Q_EMIT subjectsChanged();
    });
    connect(casePage_, &CasePage::withdrawRequested, consent_, &ConsentController::ask);
    connect(tags_, &TagController::failed, this, &ClinicalPages::failed);
    connect(case_->examVisits(), &ExamVisitController::failed, this, &ClinicalPages::failed);
    connect(case_->examVisits(), &ExamVisitController::said, this, &ClinicalPages::said);
    connect(case_->examVisits(), &ExamVisitController::changed, schedule_, &ScheduleController::refresh);
    attach(case_->images());
}

void ClinicalPages::attach(SubjectPreview* images) {
    connect(images, &SubjectPreview::attributesRequested, tags_, &TagController::open);
    connect(images, &SubjectPreview::moveSeriesRequested, moves_, &MoveController::askSeries);
    connect(images, &SubjectPreview::moveExamRequested, moves_, &MoveController::askExam);
    connect(images, &SubjectPreview::sendRequested, this, &ClinicalPages::sendRequested);
    attached_.append(images);
}

void ClinicalPages::setMaySend(bool may) {
    for (SubjectPreview* images : std::as_const(attached_))
        images->setMaySend(may);
}

void ClinicalPages::setStudy(const StudyPtr& study) {
    study_ = study;
    case_->setStudy(study);
    forms_->setStudy(study);
    schedule_->setStudy(study);
    queries_->setStudy(study);
    users_->setStudy(study);
    moves_->setStudy(study);
    consent_->setStudy(study);
    tags_->setStudy(study);
    if (study)
        shell_->setUsablePages(usablePages());
}

QList<PageId> ClinicalPages::usablePages() const {
    const Session& session = study_->session;
    QList<PageId> pages{PageId::Home, PageId::Subjects, PageId::Study};
    const auto add = [&](PageId page, std::initializer_list<Right> any) {
        for (const Right right : any)
            if (session.may(right) && !pages.contains(page))
                pages << page;
    };
    add(PageId::Schedule, {Right::ReadForms});
    add(PageId::Reading, {Right::ReadImages});
    add(PageId::Queries, {Right::RaiseQuery, Right::AnswerQuery});
    add(PageId::Cohorts, {Right::ReadCohorts});
    add(PageId::Export, {Right::Export});
    return pages;
}

void ClinicalPages::refresh() {
    if (casePage_->isVisible()) {
        case_->refresh();
        forms_->refresh();
    }
    schedule_->refresh();
    queries_->refresh();
}

void ClinicalPages::namesChanged(bool hidden) {
    case_->namesChanged(hidden);
    forms_->namesChanged(hidden);
    schedule_->setStudy(study_);
    queries_->setStudy(study_);
    moves_->setStudy(study_);
    consent_->setStudy(study_);
    tags_->setStudy(study_); // its window may show who it is
}

void ClinicalPages::showForms() {
    ++opened_;
    shell_->showCase();
    casePage_->showTab(CasePage::Tab::Forms);
}

void ClinicalPages::showSubject(SubjectId subject) {
    const SubjectsModel* model = shell_->subjects()->model();
    if (const SubjectView* view = model->at(model->rowOf(subject)))
        case_->open(view->label, false);
}

void ClinicalPages::openCase(const QString& subject) {
    ++opened_;
    shell_->showCase();
    case_->open(subject);
}

void ClinicalPages::openForm(FormId form, const ItemPath& item) {
    showForms();
    forms_->openInstance(form, item);
}

void ClinicalPages::openForm(const QString& path) {
    if (!study_)
        return;
    showForms();
    const QStringList parts = path.split(u'/');
    if (parts.size() == 2 && parts[1].contains(u'#')) { // a whole visit
        const int repeat = std::max(1, parts[1].section(u'#', 1).toInt());
        const SubjectsModel* model = shell_->subjects()->model();
        for (int row = 0; row < model->rowCount(); ++row)
            if (const SubjectView* subject = model->at(row); subject && subject->label == parts[0])
                return forms_->openVisit(subject->id, parts[1].section(u'#', 0, 0), repeat);
        return;
    }
    inBackground(
        this, [study = study_, path] { return study->forms.keyOf(path); },
        // Its numbers are of the study that was asked.
        [this, asked = std::weak_ptr(study_), opened = opened_](Result<FormKey> key) {
            if (!study_ || asked.lock() != study_ || opened != opened_)
                return;
            if (!key) {
                Q_EMIT failed(messageText(key.error()));
                return;
            }
            forms_->openForm(key->subject, key->visit, key->visitRepeat, key->form);
        });
}

} // namespace casebook
