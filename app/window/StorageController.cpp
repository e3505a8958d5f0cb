// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/StorageController.h"

#include "app/window/FileDialog.h"
#include "core/values/Messages.h"

#include <QElapsedTimer>

namespace casebook {

namespace {

constexpr qint64 kMegabyte = 1'000'000;

ColdChoice choiceOf(int days) {
    ColdChoice choice;
    choice.restDays = days;
    return choice;
}

Result<StorageView> look(OpenStudy& study, int days) {
    const ColdService service(*study.vault, study.session);
    const auto overview = service.overview();
    if (!overview)
        return tl::unexpected(overview.error());
    StorageView view;
    view.known = true;
    view.mayManage = study.session.may(Right::ManageStudy) && !study.session.readOnly;
    view.files = overview->packs;
    view.bytes = overview->bytes;
    view.freeBytes = overview->freeBytes;
    for (const ColdPlaceState& one : overview->places)
        view.places.append({one.place.path, one.connected, one.freeBytes, one.packs, one.bytes});
    view.choice.days = days;
    if (!view.mayManage)
        return view;
    const auto preview = service.previewMove(choiceOf(days));
    if (!preview)
        return tl::unexpected(preview.error());
    view.choice = {days,          true, preview->subjects, preview->series, int(preview->packs.size()),
                   preview->bytes};
    return view;
}

} // namespace

StorageController::StorageController(StoragePanel* panel, QObject* parent) : QObject(parent), panel_(panel) {
    looks_.setMaxThreadCount(1);
    work_.setMaxThreadCount(1);
    connect(panel, &StoragePanel::daysChosen, this, &StorageController::setDays);
    connect(panel, &StoragePanel::cancelRequested, this, &StorageController::stop);
    connect(panel, &StoragePanel::backRequested, this, &StorageController::bringBack);
    connect(panel, &StoragePanel::moveRequested, this,
            [this] { ask(tr("Folder on another disk"), &StorageController::moveTo); });
    connect(panel, &StoragePanel::pointRequested, this,
            [this] { ask(tr("Folder to which the images were moved"), &StorageController::pointTo); });
}

StorageController::~StorageController() { stop(); }

void StorageController::stop() { stopping_.stop(); }

QList<JobView> StorageController::jobs() const {
    return job_.id == 0 || !isOfThisStudy() ? QList<JobView>() : QList<JobView>{job_};
}

void StorageController::setStudy(StudyPtr study) {
    study_ = std::move(study);
    view_ = {};
    show();
    refresh();
    Q_EMIT jobsChanged();
}

void StorageController::refresh() {
    if (!study_)
        return;
    inBackground(
        looks_, this, [study = study_, days = view_.choice.days] { return look(*study, days); },
        [this, asked = std::weak_ptr(study_)](const Result<StorageView>& looked) {
            if (!study_ || asked.lock() != study_)
                return;
            if (!looked) {
                Q_EMIT failed(messageText(looked.error()));
                return;
            }
            const QString failure = view_.failure;
            const int days = view_.choice.days; // a person may have chosen other ones meanwhile
            const bool back = view_.back;
            view_ = *looked;
            view_.failure = failure;
            view_.back = back;
            if (days != view_.choice.days)
                view_.choice = {days};
            show();
        });
}

void StorageController::show() {
    view_.work = {};
    if (isRunning() && isOfThisStudy())
        view_.work = {true, job_.done * kMegabyte, job_.total * kMegabyte};
    panel_->setView(view_);
}

void StorageController::setDays(int days) {
    if (!study_ || days == view_.choice.days)
        return;
    view_.choice = {days};
    show();
    refresh();
}

void StorageController::ask(const QString& title, void (StorageController::*answered)(const QString&)) {
    if (!study_)
        return;
    auto* dialog = new FileDialog(panel_->window(), title);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    connect(dialog, &QFileDialog::fileSelected, this,
            [this, answered](const QString& folder) { (this->*answered)(folder); });
    dialog->open();
}

void StorageController::moveTo(const QString& folder) {
    run(false, [folder, days = view_.choice.days](OpenStudy& study, const Job& job) {
        return ColdService(*study.vault, study.session).move(choiceOf(days), folder, {}, job);
    });
}

void StorageController::bringBack(int place) {
    if (place < 0 || place >= view_.places.size())
        return;
    run(true, [path = view_.places[place].path](OpenStudy& study, const Job& job) {
        ColdChoice choice;
        choice.place = path;
        return ColdService(*study.vault, study.session).bringBack(choice, {}, job);
    });
}

void StorageController::pointTo(const QString& folder) {
    if (!study_)
        return;
    inBackground(
        looks_, this,
        [study = study_, folder] { return ColdService(*study->vault, study->session).point(folder); },
        [this](const Result<int>& found) {
            if (found)
                Q_EMIT said(tr("The disk is known again."));
            else
                Q_EMIT failed(messageText(found.error()));
            refresh();
        });
}

void StorageController::run(bool back, std::function<Result<ColdReport>(OpenStudy&, const Job&)> work) {
    if (!study_ || !view_.mayManage || isRunning())
        return;
    job_ = {};
    job_.id = jobId;
    job_.title = back ? tr("Images back, in MB") : tr("Images to another disk, in MB");
    job_.iconName = QStringLiteral("hdd");
    running_ = study_;
    view_.failure.clear();
    view_.back = back;
    const auto report = [this, last = QElapsedTimer()](qint64 done, qint64 total) mutable {
        constexpr int interval_ms = 100; // ten times a second is enough for a bar
        if (last.isValid() && last.elapsed() < interval_ms && done < total)
            return;
        last.start();
        QMetaObject::invokeMethod(
            this,
            [this, done, total] {
                job_.done = done / kMegabyte;
                job_.total = total / kMegabyte;
                show();
                Q_EMIT jobsChanged();
            },
            Qt::QueuedConnection);
    };
    inBackground(
        work_, this,
        [study = study_, work = std::move(work), job = Job{stopping_.restart(), report}] {
            return work(*study, job);
        },
        [this, back](const Result<ColdReport>& result) { ended(back, result); });
    show();
    Q_EMIT jobsChanged();
}

void StorageController::ended(bool back, const Result<ColdReport>& result) {
    const std::optional<Error> error = result ? result->stopped : std::optional(result.error());
    const bool cancelled = error && error->kind == ErrorKind::Cancelled;
    job_.state = !error      ? JobView::State::Done
                 : cancelled ? JobView::State::Cancelled
                             : JobView::State::Failed;
    job_.canCancel = false;
    if (isOfThisStudy()) {
        if (!error)
            Q_EMIT said(back ? tr("%n file(s) are in the study again.", nullptr, result->packs)
                             : tr("%n file(s) lie on the other disk now.", nullptr, result->packs));
        else if (!cancelled)
            view_.failure = messageText(*error);
        if (result && result->leftOver > 0)
            view_.failure = tr("%n file(s) that were moved could not be removed from their old place. "
                               "The next move does it.",
                               nullptr, result->leftOver);
        if (result && !result->damage.isEmpty())
            view_.failure = tr("%n file(s) are damaged and stay where they are. Verify the study.", nullptr,
                               int(result->damage.size()));
        show();
        refresh();
    }
    if (error && !cancelled)
        Q_EMIT failed(messageText(*error));
    Q_EMIT jobsChanged();
}

} // namespace casebook
