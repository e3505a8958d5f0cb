// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/HomeController.h"

#include "app/window/HomeWork.h"
#include "core/values/Messages.h"
#include "storage/study/BackupService.h"
#include "widgets/imports/ImportReportPage.h"

#include <QCoreApplication>

namespace casebook {

namespace {

constexpr int shownSeries = 3;
constexpr int kFailureDays = 14;

struct Parts {
    QList<Subject> subjects;
    QList<ImagingStudy> exams;
    QList<SeriesRow> series;
    QList<OverlayRow> overlays;
    QList<ImportService::ImportRow> imports;
    QList<OpenQuestion> questions;
};

Result<Parts> read(OpenStudy& study) {
    const auto subjects = study.subjects.list();
    const auto exams = study.imaging.exams();
    const auto series = study.imaging.series({}, SeriesCounts::Without);
    const auto overlays = study.imaging.overlays();
    const auto imports = study.imports.list();
    const auto questions = study.imports.questions();
    for (const Error* error :
         {subjects ? nullptr : &subjects.error(), exams ? nullptr : &exams.error(),
          series ? nullptr : &series.error(), overlays ? nullptr : &overlays.error(),
          imports ? nullptr : &imports.error(), questions ? nullptr : &questions.error()})
        if (error)
            return tl::unexpected(*error);
    return Parts{*subjects, *exams, *series, *overlays, *imports, *questions};
}

void addImports(HomeView& view, const Parts& parts) {
    for (const auto& row : parts.imports) {
        const ImportReport& r = row.report;
        int waiting = 0;
        for (const auto& w : r.waiting)
            for (const SeriesRow& s : parts.series)
                waiting += s.uid == w.series && s.subject.isEmpty() ? 1 : 0;
        view.imports.append({row.id, QDateTime::fromMSecsSinceEpoch(row.startedMs), row.user, r.imported,
                             r.duplicates, waiting, int(r.refused.size()), row.state == "interrupted"});
        view.waitingSeries += waiting;
        if (waiting > 0 && !view.waitingImport.isValid())
            view.waitingImport = row.id;
        view.interruptedImports += row.state == "interrupted" ? 1 : 0;
    }
    if (!view.imports.isEmpty()) {
        view.lastImport = view.imports.front().id;
        view.refusedFiles = view.imports.front().refused;
    }
}

/// Questions stay until they are answered; a failure only so long that it is still worth a look.
void addConcerns(HomeView& view, const Parts& parts) {
    for (const auto& row : parts.imports) {
        const ImportReport& r = row.report;
        HomeConcern out{row.id, QDateTime::fromMSecsSinceEpoch(row.startedMs), row.user};
        for (const OpenQuestion& question : parts.questions)
            if (question.import == row.id)
                ++(isAboutFiles(question.reason) ? out.files : out.persons);
        const bool isNew = out.when.daysTo(view.now) <= kFailureDays;
        out.interrupted = isNew && row.state == "interrupted";
        if (isNew && row.state == "done" && r.imported == 0 && r.duplicates == 0)
            out.refused = int(r.refused.size());
        if (out.files + out.persons + out.refused > 0 || out.interrupted)
            view.concerns.append(out);
    }
}

/// The sample study can be made again at any time: nobody is asked to back it up.
Result<> addBackup(HomeView& view, OpenStudy& study) {
    const auto state = BackupService(study.vault->database(), study.session, study.vault->clock()).state();
    if (!state)
        return tl::unexpected(state.error());
    view.backup.known = state->last || !study.vault->info().synthetic;
    view.backup.mayManage = study.session.may(Right::ManageStudy);
    view.backup.due = state->due && !study.vault->info().synthetic;
    view.backup.ageDays = state->ageDays;
    if (state->verify && study.session.may(Right::Verify)) {
        view.damaged = state->verify->damaged;
        view.damageFound = QDateTime::fromMSecsSinceEpoch(state->verify->timeMs);
    }
    if (state->last)
        view.backup.last = QDateTime::fromMSecsSinceEpoch(state->last->timeMs);
    return {};
}

Result<> addRecent(HomeView& view, const Parts& parts, OpenStudy& study) {
    for (auto it = parts.series.rbegin(); it != parts.series.rend() && view.recent.size() < shownSeries;
         ++it) {
        if (!it->isImage() || it->geometry.isEmpty())
            continue;
        const auto counted = study.imaging.findSeries(it->uid);
        if (!counted)
            return tl::unexpected(counted.error());
        HomeSeries row{it->uid,
                       it->subject,
                       it->description,
                       QCoreApplication::translate("casebook::HomeController", "%1, %n image(s)", nullptr,
                                                   counted->instances)
                           .arg(it->modality),
                       {}};
        if (const auto jpeg = study.imaging.thumbnail(it->uid); jpeg && !jpeg->isEmpty())
            row.thumbnail = QImage::fromData(*jpeg, "JPEG");
        view.recent.append(row);
    }
    return {};
}

Result<HomeGathered> gather(OpenStudy& study) {
    const auto parts = read(study);
    if (!parts)
        return tl::unexpected(parts.error());
    HomeGathered out;
    for (const Subject& subject : parts->subjects)
        out.names.insert(subject.label, study.nameOf(subject));
    HomeView& view = out.view;
    view.workKnown = false;
    view.userName = study.session.printedName;
    view.site = study.vault->info().site;
    view.now = QDateTime::currentDateTime();
    view.subjects = int(parts->subjects.size());
    for (const Subject& s : parts->subjects)
        view.withExams += s.exams > 0 ? 1 : 0;
    view.exams = int(parts->exams.size());
    for (const SeriesRow& s : parts->series)
        view.series += s.isImage() ? 1 : 0;
    view.overlays = int(parts->overlays.size());
    view.mayImport = study.session.may(Right::Import);
    view.mayEnrol = study.session.may(Right::EditSubjects);
    addImports(view, *parts);
    addConcerns(view, *parts);
    return addRecent(view, *parts, study).and_then([&] { return addBackup(view, study); }).map([&] {
        return std::move(out);
    });
}

Result<HomeView> withWork(HomeGathered gathered, OpenStudy& study) {
    gathered.view.workKnown = true;
    return addWork(gathered.view, study, gathered.names).map([&] { return std::move(gathered.view); });
}

} // namespace

HomeController::HomeController(HomePage* page, QObject* parent)
    : QObject(parent), page_(page), chain_(new ChainCheck(this)) {
    connect(chain_, &ChainCheck::checked, this, &HomeController::showChain);
    connect(chain_, &ChainCheck::failed, this, &HomeController::failed);
}

void HomeController::setStudy(StudyPtr study) {
    study_ = std::move(study);
    loaded_ = false;
    view_ = {};
    chain_->setStudy(study_);
    if (study_)
        refresh();
    else
        page_->setView({});
}

void HomeController::namesChanged(bool hidden) {
    ++turn_;
    if (!study_ || !loaded_ || !hidden)
        return;
    for (HomeOverdue& form : view_.overdue)
        form.name.clear();
    page_->setView(view_);
}

void HomeController::refresh() {
    if (!study_)
        return;
    const StudyPtr study = study_;
    inBackground(
        this, [study] { return gather(*study); },
        [this, study, turn = turn_](Result<HomeGathered> gathered) {
            if (study != study_ || turn != turn_)
                return;
            if (!gathered)
                return cannotLoad(gathered.error());
            addChain(gathered->view);
            if (!loaded_) { // later the numbers of before stay until the new ones are whole
                page_->setView(gathered->view);
                Q_EMIT begun();
            }
            addWorkOf(study, std::move(*gathered));
        });
}

void HomeController::addWorkOf(const StudyPtr& study, HomeGathered gathered) {
    inBackground(
        this,
        [study, gathered = std::move(gathered)]() mutable { return withWork(std::move(gathered), *study); },
        [this, study, turn = turn_](Result<HomeView> view) {
            if (study != study_ || turn != turn_)
                return;
            if (!view)
                return cannotLoad(view.error());
            view_ = *view;
            addChain(view_); // it may have been checked meanwhile
            page_->setView(view_);
            loaded_ = true;
            Q_EMIT loaded(view_);
            chain_->begin(); // behind the numbers, which a person waits for
        });
}

void HomeController::cannotLoad(const Error& error) {
    Q_EMIT failed(messageText(error));
    chain_->begin(); // where the numbers can't be read, the audit may be damaged too
}

void HomeController::addChain(HomeView& view) const {
    view.mayReadAudit = study_->session.may(Right::ReadAudit);
    view.auditChecked = chain_->state().when.isValid();
    view.auditWhole = chain_->state().whole;
}

void HomeController::showChain(const ChainState& state) {
    Q_EMIT chainChecked(state);
    if (!study_ || !loaded_)
        return;
    addChain(view_);
    page_->setView(view_);
}

} // namespace casebook
