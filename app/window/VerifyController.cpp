// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/VerifyController.h"

#include "app/window/SubjectViews.h"
#include "core/values/Messages.h"
#include "storage/study/BackupService.h"

#include <QElapsedTimer>

namespace casebook {

namespace {

constexpr qint64 kMegabyte = 1'000'000;

/// Checks all of the study, and notes in it that it was checked.
Result<VerifyOutcome> verified(OpenStudy& study, const Job& job) {
    const auto report = study.vault->verify(true, job);
    if (!report)
        return tl::unexpected(report.error());
    VerifyOutcome outcome;
    outcome.ok = report->ok();
    outcome.when = QDateTime::currentDateTime();
    for (const Damage& d : report->damage)
        outcome.damage.append(damageLine(d));
    outcome.isCutOff = !report->notices.isEmpty();
    for (const AwayPacks& place : report->away)
        outcome.away += place.packs;
    Database& database = study.vault->database();
    const auto count = [&](const QByteArray& sql) {
        return database.read([&](ReadConnection& c) { return c.one(sql); })
            .map([](std::optional<std::int64_t> n) { return n.value_or(0); })
            .value_or(0);
    };
    outcome.objects = count("SELECT count(*) FROM pack WHERE state = 'live'");
    outcome.auditRows = count("SELECT count(*) FROM audit");
    // A damaged database may refuse the note; what was found is told all the same.
    if (!study.session.readOnly)
        static_cast<void>(BackupService(database, study.session, study.vault->clock()).noteVerify(*report));
    return outcome;
}

QString ownerOf(const StudyPtr& study) { return study->vault->folder() + u'\n' + study->session.login; }

} // namespace

VerifyController::VerifyController(StudyPage* page, QObject* parent) : QObject(parent), page_(page) {
    work_.setMaxThreadCount(1);
    connect(page, &StudyPage::verifyRequested, this, &VerifyController::start);
    connect(page, &StudyPage::cancelVerifyRequested, this, &VerifyController::stop);
}

VerifyController::~VerifyController() { stop(); }

void VerifyController::stop() { stopping_.stop(); }

QList<JobView> VerifyController::jobs() const {
    return job_.id == 0 || !isOfThisStudy() ? QList<JobView>() : QList<JobView>{job_};
}

void VerifyController::setStudy(StudyPtr study) {
    study_ = std::move(study);
    const bool isKept = isOfThisStudy(); // some work kept it from closing
    if (isKept && isRunning()) {
        showRunning();
    } else if (study_) {
        stop(); // a study that is checked is kept from everybody else
        if (untold_.contains(ownerOf(study_)))
            tell(untold_.take(ownerOf(study_)));
        else
            page_->setVerify(isKept ? last_ : VerifyOutcome());
    } else {
        page_->setVerify({});
    }
    Q_EMIT jobsChanged();
}

void VerifyController::showRunning() {
    VerifyOutcome now;
    now.running = true;
    now.done = job_.done * kMegabyte;
    now.total = job_.total * kMegabyte;
    page_->setVerify(now);
}

void VerifyController::start() {
    if (!study_ || (isRunning() && isOfThisStudy()))
        return;
    if (isRunning())
        return Q_EMIT said(tr("The check of another study is still ending. Try again in a moment."));
    job_ = {};
    job_.id = jobId;
    job_.title = tr("Check, in MB");
    job_.iconName = QStringLiteral("shield-check");
    running_ = study_;
    last_ = {};
    owner_ = ownerOf(study_);
    const auto report = [this, last = QElapsedTimer()](qint64 done, qint64 total) mutable {
        constexpr int interval_ms = 100; // ten times a second is enough for a bar
        if (last.isValid() && last.elapsed() < interval_ms && done < total)
            return;
        last.start();
        QMetaObject::invokeMethod(this, [this, done, total] { progress(done, total); }, Qt::QueuedConnection);
    };
    inBackground(
        work_, this,
        [study = study_, job = Job{stopping_.restart(), report}] { return verified(*study, job); },
        [this](const Result<VerifyOutcome>& result) { ended(result); });
    showRunning();
    Q_EMIT jobsChanged();
}

void VerifyController::progress(qint64 done, qint64 total) {
    if (!isRunning())
        return;
    job_.done = done / kMegabyte;
    job_.total = total / kMegabyte;
    if (!isOfThisStudy()) // behind the lock there is nothing to show
        return;
    showRunning();
    Q_EMIT jobsChanged();
}

void VerifyController::ended(const Result<VerifyOutcome>& result) {
    const bool cancelled = !result && result.error().kind == ErrorKind::Cancelled;
    job_.state = result      ? JobView::State::Done
                 : cancelled ? JobView::State::Cancelled
                             : JobView::State::Failed;
    job_.canCancel = false;
    if (result && !result->ok)
        job_.note = tr("damage found");
    else if (!result && !cancelled)
        job_.note = tr("not checked");
    Found found;
    if (result)
        found.outcome = *result;
    else if (!cancelled)
        found.error = result.error();
    if (isOfThisStudy())
        tell(found);
    else
        untold_.insert(owner_, found);
    Q_EMIT jobsChanged();
}

void VerifyController::tell(const Found& found) {
    last_ = found.outcome.value_or(VerifyOutcome());
    if (!isRunning())
        running_ = study_;
    page_->setVerify(last_);
    if (found.outcome)
        Q_EMIT said(found.outcome->ok ? tr("The study was checked, and is as it was written.")
                                      : tr("The study was checked, and damage was found."));
    if (found.error)
        Q_EMIT failed(messageText(*found.error));
}

} // namespace casebook
