// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/BackupController.h"

#include "app/window/AskPassphrase.h"
#include "app/window/FileDialog.h"
#include "app/window/SubjectViews.h"
#include "core/values/Messages.h"
#include "storage/study/BackupPlace.h"

#include <QDir>
#include <QLocale>
#include <QTime>

namespace casebook {

namespace {

constexpr std::chrono::minutes kBetween{15};
constexpr qint64 kMegabyte = 1'000'000;

BackupService serviceOf(OpenStudy& study) {
    return {study.vault->database(), study.session, study.vault->clock()};
}

bool hasHeldBackup(const BackupState& state) { return state.last && state.last->folder == state.plan.folder; }

DiskView diskOf(const QString& folder, const StudyGrowth& growth) {
    const qint64 free = backupPlace::freeBytes(folder);
    const auto left = daysLeft(growth, free);
    return {free, left ? std::optional<qint64>(*left) : std::nullopt};
}

void addLast(BackupView& view, const BackupState& state) {
    if (!state.last)
        return;
    view.last = QDateTime::fromMSecsSinceEpoch(state.last->timeMs);
    view.ageDays = state.ageDays;
    view.verified = state.last->verified;
    view.damaged = state.last->damaged;
    view.bytes = state.last->bytes;
    view.lastFolder = state.last->folder;
}

Result<BackupView> look(OpenStudy& study) {
    const auto state = serviceOf(study).state();
    if (!state)
        return tl::unexpected(state.error());
    BackupView view;
    view.known = true;
    view.mayManage = study.session.may(Right::ManageStudy);
    view.now = QDateTime::fromMSecsSinceEpoch(study.vault->clock().utcMs());
    view.due = state->due;
    addLast(view, *state);
    view.rhythm = static_cast<int>(state->plan.rhythm);
    view.folder = state->plan.folder;
    view.study = diskOf(study.vault->folder(), state->growth);
    view.grownBytes = state->growth.bytes;
    view.grownDays = state->growth.days;
    if (!view.folder.isEmpty()) {
        view.reachable = backupPlace::isReachable(view.folder, hasHeldBackup(*state));
        if (view.reachable)
            view.target = diskOf(view.folder, state->growth);
    }
    return view;
}

/// What the page does not show of the plan stays as it is.
Result<> changePlan(OpenStudy& study, const std::function<void(BackupPlan&)>& change) {
    auto state = serviceOf(study).state();
    if (!state)
        return tl::unexpected(state.error());
    change(state->plan);
    return serviceOf(study).setPlan(state->plan);
}

Result<> choose(OpenStudy& study, const QString& chosen, BackupRhythm rhythm) {
    const QString folder = backupPlace::within(chosen, study.vault->info().study);
    const QString inside = QDir::cleanPath(study.vault->folder()) + u'/';
    if (QString(folder + u'/').startsWith(inside))
        return fail(ErrorKind::Refused, "backup-inside-study", folder);
    return changePlan(study, [&](BackupPlan& plan) {
        plan.rhythm = rhythm;
        plan.folder = folder;
    });
}

Result<BackupReport> backUp(OpenStudy& study, const QString& folder, const Job& job) {
    const auto state = serviceOf(study).state();
    if (!state)
        return tl::unexpected(state.error());
    return study.vault->backup(folder, state->plan.keep, job);
}

} // namespace

BackupController::BackupController(BackupPanel* panel, QObject* parent) : QObject(parent), panel_(panel) {
    looks_.setMaxThreadCount(1);
    work_.setMaxThreadCount(1);
    timer_.setInterval(kBetween);
    connect(&timer_, &QTimer::timeout, this, &BackupController::refresh);
    connect(panel, &BackupPanel::backupRequested, this, &BackupController::start);
    connect(panel, &BackupPanel::cancelRequested, this, &BackupController::stop);
    connect(panel, &BackupPanel::rhythmChosen, this, &BackupController::setRhythm);
    connect(panel, &BackupPanel::folderRequested, this, [this] { askFolder(false); });
    connect(panel, &BackupPanel::checkRequested, this, &BackupController::askCheck);
}

BackupController::~BackupController() { stop(); }

void BackupController::setPause(std::chrono::milliseconds afterFailure) {
    pause_ = afterFailure;
    if (!pausing_.hasExpired())
        pausing_ = QDeadlineTimer(pause_);
}

void BackupController::setInterval(std::chrono::milliseconds between) { timer_.setInterval(between); }

void BackupController::stop() {
    stopping_.stop();
    checking_.stop();
}

QList<JobView> BackupController::jobs() const {
    return job_.id == 0 || !isOfThisStudy() ? QList<JobView>() : QList<JobView>{job_};
}

void BackupController::setStudy(StudyPtr study) {
    checking_.stop();
    study_ = std::move(study);
    view_ = {};
    declined_ = false;
    pausing_ = {};
    show();
    study_ ? timer_.start() : timer_.stop();
    refresh();
    Q_EMIT jobsChanged();
}

void BackupController::refresh() {
    if (!study_)
        return;
    inBackground(
        looks_, this, [study = study_] { return look(*study); },
        [this, turn = turn_, asked = std::weak_ptr(study_)](const Result<BackupView>& looked) {
            // What was due before a backup says nothing after it; its end looks again.
            if (!study_ || asked.lock() != study_ || turn != turn_)
                return;
            if (looked)
                take(*looked);
            else
                Q_EMIT failed(messageText(looked.error()));
        });
}

/// What was read from the study and the disks; what runs and what this session found out stays.
void BackupController::take(const BackupView& looked) {
    BackupView view = looked;
    view.check = view_.check;
    view.failure = view_.failure;
    view.checked = view_.checked;
    view.checkDamage = view_.checkDamage;
    view_ = view;
    show();
    startIfDue();
}

void BackupController::show() {
    view_.backup = {};
    if (isRunning() && isOfThisStudy())
        view_.backup = {true, job_.done * kMegabyte, job_.total * kMegabyte};
    panel_->setView(view_);
}

void BackupController::startIfDue() {
    const bool may = study_ && view_.mayManage && view_.rhythm != 0 && !view_.folder.isEmpty();
    if (may && view_.due && view_.reachable && !declined_ && pausing_.hasExpired() && !isRunning() &&
        !view_.check.running)
        run(view_.folder);
}

void BackupController::start() {
    if (!study_ || !view_.mayManage || isRunning() || view_.check.running)
        return;
    if (view_.folder.isEmpty())
        return askFolder(true);
    if (view_.reachable)
        return run(view_.folder);
    Q_EMIT failed(tr("The backup folder can't be reached. Connect its disk, or choose another folder."));
}

std::function<void(qint64, qint64)> BackupController::reporter(std::function<void(qint64, qint64)> show) {
    return [this, show = std::move(show), last = QElapsedTimer()](qint64 done, qint64 total) mutable {
        constexpr int interval_ms = 100; // ten times a second is enough for a bar
        if (last.isValid() && last.elapsed() < interval_ms && done < total)
            return;
        last.start();
        QMetaObject::invokeMethod(this, [show, done, total] { show(done, total); }, Qt::QueuedConnection);
    };
}

void BackupController::run(const QString& folder) {
    ++turn_;
    job_ = {};
    job_.id = jobId;
    job_.title = tr("Backup, in MB");
    job_.iconName = QStringLiteral("hdd");
    running_ = study_;
    view_.failure.clear();
    const Job job{stopping_.restart(),
                  reporter([this](qint64 done, qint64 total) { progress(done, total); })};
    inBackground(
        work_, this, [study = study_, folder, job] { return backUp(*study, folder, job); },
        [this](const Result<BackupReport>& result) { ended(result); });
    show();
    Q_EMIT jobsChanged();
}

void BackupController::progress(qint64 done, qint64 total) {
    if (!isRunning())
        return;
    job_.done = done / kMegabyte;
    job_.total = total / kMegabyte;
    show();
    Q_EMIT jobsChanged();
}

void BackupController::ended(const Result<BackupReport>& result) {
    const bool cancelled = !result && result.error().kind == ErrorKind::Cancelled;
    job_.state = result      ? JobView::State::Done
                 : cancelled ? JobView::State::Cancelled
                             : JobView::State::Failed;
    job_.canCancel = false;
    declined_ = declined_ || cancelled;
    pausing_ = result || cancelled ? QDeadlineTimer() : QDeadlineTimer(pause_);
    if (isOfThisStudy()) {
        ++turn_;
        int away = 0;
        for (const AwayPacks& place : result ? result->away : QList<AwayPacks>())
            away += place.packs;
        if (away > 0)
            view_.failure =
                tr("%n file(s) lie on a disk that is not connected, and are not in the backup yet.", nullptr,
                   away);
        if (result)
            Q_EMIT said(tr("The study is backed up, and the backup was read back."));
        else if (!cancelled)
            view_.failure = failureWords(result.error());
        show();
        refresh();
    }
    if (!result && !cancelled) {
        job_.note = tr("not backed up");
        Q_EMIT failed(messageText(result.error()));
    }
    Q_EMIT jobsChanged();
}

QString BackupController::failureWords(const Error& error) const {
    if (view_.rhythm == 0 || declined_)
        return messageText(error);
    const QTime again = QTime::currentTime().addMSecs(int(pause_.count()));
    return messageText(error) + u' ' +
           tr("It is tried again at %1.").arg(QLocale().toString(again, QLocale::ShortFormat));
}

void BackupController::setRhythm(int rhythm) {
    if (!study_ || rhythm == view_.rhythm)
        return;
    declined_ = false;
    pausing_ = {};
    inBackground(
        looks_, this,
        [study = study_, rhythm = static_cast<BackupRhythm>(rhythm)] {
            return changePlan(*study, [&](BackupPlan& plan) { plan.rhythm = rhythm; });
        },
        [this](const Result<>& done) {
            if (!done)
                Q_EMIT failed(messageText(done.error()));
            refresh();
        });
}

void BackupController::askFolder(bool thenStart) {
    auto* dialog = new FileDialog(panel_->window(), tr("Folder for the backup"));
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    connect(dialog, &QFileDialog::fileSelected, this,
            [this, thenStart](const QString& folder) { setFolder(folder, thenStart); });
    dialog->open();
}

void BackupController::setFolder(const QString& chosen, bool thenStart) {
    if (!study_)
        return;
    inBackground(
        looks_, this,
        [study = study_, chosen, rhythm = static_cast<BackupRhythm>(view_.rhythm)]() -> Result<BackupView> {
            if (auto done = choose(*study, chosen, rhythm); !done)
                return tl::unexpected(done.error());
            return look(*study);
        },
        [this, thenStart, asked = std::weak_ptr(study_)](const Result<BackupView>& looked) {
            if (!study_ || asked.lock() != study_)
                return;
            if (!looked) {
                Q_EMIT failed(messageText(looked.error()));
                return;
            }
            take(*looked);
            if (thenStart)
                start();
        });
}

void BackupController::askCheck() {
    if (!study_ || isRunning() || view_.check.running)
        return;
    auto* dialog = new AskPassphrase(tr("Check the newest backup?"),
                                     tr("It opens with the passphrase that was yours when it was made."),
                                     tr("Check"), panel_->window());
    connect(dialog, &AskPassphrase::given, this,
            [this, dialog](const QByteArray& passphrase) { check(passphrase, dialog); });
    dialog->open();
}

void BackupController::check(QByteArray passphrase, AskPassphrase* dialog) {
    const auto secret = std::make_shared<SecretBytes>(SecretBytes::fromUtf8(std::move(passphrase)));
    if (!study_ || isRunning() || view_.check.running)
        return dialog->reject();
    const QPointer<AskPassphrase> open(dialog);
    view_.check = {true, 0, 0};
    view_.failure.clear();
    view_.checked = {};
    view_.checkDamage.clear();
    show();
    const Job job{checking_.restart(), reporter([this, open](qint64 done, qint64 total) {
                      if (open)
                          open->accept(); // the passphrase was right
                      view_.check.done = done;
                      view_.check.total = total;
                      show();
                  })};
    inBackground(
        work_, this,
        [folder = view_.lastFolder, login = study_->session.login, secret, job] {
            return Vault::verifyBackup(folder, {}, login, *secret, job);
        },
        [this, open, asked = std::weak_ptr(study_)](const Result<VerifyReport>& result) {
            if (study_ && asked.lock() == study_)
                checked(result, open);
        });
}

void BackupController::checked(const Result<VerifyReport>& result, AskPassphrase* dialog) {
    view_.check = {};
    const bool wrong = !result && result.error().kind == ErrorKind::NoRight;
    if (wrong && dialog)
        dialog->refuse(result.error());
    else if (dialog)
        dialog->accept();
    if (result) {
        view_.checked = QDateTime::currentDateTime();
        for (const Damage& damage : result->damage)
            view_.checkDamage.append(damageLine(damage));
        if (!result->setAside.isEmpty())
            view_.checkDamage.append(tr("The next backup copies the damaged files of the backup anew."));
    } else if (result.error().kind == ErrorKind::Damaged) {
        view_.checked = QDateTime::currentDateTime();
        view_.checkDamage.append(messageText(result.error()));
    } else if (result.error().kind != ErrorKind::Cancelled && !(wrong && dialog)) {
        view_.failure = messageText(result.error());
    }
    show();
}

} // namespace casebook
