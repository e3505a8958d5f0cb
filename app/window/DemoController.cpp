// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/DemoController.h"

#include "app/window/OpenedStudy.h"
#include "core/values/Messages.h"
#include "storage/demo/DemoStudy.h"

#include <QFileInfo>
#include <QStandardPaths>

namespace casebook {

namespace {

using Opened = Result<StudyPtr>;

Opened openOrMake(const QString& folder) {
    const SecretBytes passphrase = SecretBytes::fromUtf8(publicSamplePassphrase);
    const demo::DemoStudySpec spec;
    auto vault = QFileInfo::exists(folder + QStringLiteral("/casebook.study"))
                     ? Vault::unlock(folder, spec.login, passphrase, Access::ReadWrite)
                     : demo::createDemo(folder, spec, passphrase, KdfCost::product());
    if (!vault)
        return tl::unexpected(vault.error());
    return openedStudy(std::move(*vault));
}

} // namespace

DemoController::DemoController(QObject* parent) : QObject(parent) {}

QString DemoController::defaultFolder() {
    return QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) +
           QStringLiteral("/casebook/demo");
}

void DemoController::open(const QString& folder) {
    entered_ = false;
    inBackground(
        this, [folder] { return openOrMake(folder); },
        [this](const Opened& study) {
            if (!study) {
                Q_EMIT failed(study.error());
                return;
            }
            fill(*study);
        });
}

/// A study that has subjects already is shown at once; what is missing follows all the same.
void DemoController::fill(const StudyPtr& study) {
    job_ = {};
    job_.id = jobId;
    job_.title = tr("Making the demo study");
    const std::stop_token stop = stopping_.restart();
    const auto enter = [this, study] {
        if (std::exchange(entered_, true))
            return;
        Q_EMIT opened(study);
    };
    const auto inWindow = [this](auto act) { QMetaObject::invokeMethod(this, act, Qt::QueuedConnection); };
    const auto work = [this, study, stop, enter, inWindow]() -> Result<> {
        if (const auto subjects = study->subjects.list(); subjects && !subjects->isEmpty())
            inWindow(enter);
        const Job job{stop, [this, inWindow](std::int64_t done, std::int64_t total) {
                          inWindow([this, done, total] { progress(done, total); });
                      }};
        return demo::fillDemo(*study->vault, {}, job, [inWindow, enter](int, int) { inWindow(enter); });
    };
    inBackground(this, work, [this](const Result<>& done) { ended(done); });
}

void DemoController::progress(qint64 done, qint64 total) {
    constexpr qint64 perSubject = 1000;
    if (job_.done / perSubject == done / perSubject && job_.total == total / perSubject)
        return;
    job_.done = done / perSubject;
    job_.total = total / perSubject;
    Q_EMIT jobsChanged();
}

void DemoController::ended(const Result<>& result) {
    job_.state = result                                        ? JobView::State::Done
                 : result.error().kind == ErrorKind::Cancelled ? JobView::State::Cancelled
                                                               : JobView::State::Failed;
    if (!result && result.error().kind != ErrorKind::Cancelled) {
        job_.note = messageText(result.error());
        // A study that was locked meanwhile simply goes on at the next opening.
        if (!entered_)
            Q_EMIT failed(result.error());
    }
    job_.canCancel = false;
    Q_EMIT jobsChanged();
}

void DemoController::cancel(int job) {
    if (isDemoJob(job))
        stopping_.stop();
}

QList<JobView> DemoController::jobs() const { return job_.id == 0 ? QList<JobView>() : QList<JobView>{job_}; }

} // namespace casebook
