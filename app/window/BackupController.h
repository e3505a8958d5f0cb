// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/window/Background.h"
#include "app/window/OpenStudy.h"
#include "storage/study/BackupService.h"
#include "widgets/common/Jobs.h"
#include "widgets/study/BackupPanel.h"

#include <QDeadlineTimer>
#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

namespace casebook {

class AskPassphrase;

/// The Backup tab of the Study page, and the backup that starts by itself when one is due, its folder can be reached
/// and who works may back up. A backup goes on when the study is locked, and is stopped when the window closes. What
/// a person stopped is not begun again by itself until the next unlock, what failed after a pause. Disks that may not
/// answer have threads of their own.
class BackupController : public QObject {
    Q_OBJECT
public:
    explicit BackupController(BackupPanel* panel, QObject* parent = nullptr);
    ~BackupController() override;

    void setStudy(StudyPtr study);
    void refresh();
    void start(); ///< asks for a folder where none is chosen
    void setFolder(const QString& chosen, bool thenStart); ///< what the dialog answers
    void stop(); ///< backup and check
    void setInterval(std::chrono::milliseconds between); ///< of two looks whether one is due
    void
    setPause(std::chrono::milliseconds afterFailure); ///< before one that failed is tried again by itself
    [[nodiscard]] bool isRunning() const { return job_.id != 0 && job_.state == JobView::State::Running; }
    [[nodiscard]] QList<JobView> jobs() const;
    [[nodiscard]] static bool isBackupJob(int id) { return id == jobId; }

Q_SIGNALS:
    void failed(const QString& words);
    void said(const QString& words);
    void jobsChanged();

private:
    static constexpr int jobId = 3'000'000; ///< apart from imports, the demo and exports
    [[nodiscard]] bool isOfThisStudy() const { return study_ && running_.lock() == study_; }
    void take(const BackupView& looked);
    void show();
    void startIfDue();
    void run(const QString& folder);
    void progress(qint64 done, qint64 total);
    void ended(const Result<BackupReport>& result);
    [[nodiscard]] QString failureWords(const Error& error) const;
    void setRhythm(int rhythm);
    void askFolder(bool thenStart);
    void askCheck();
    void check(QByteArray passphrase, AskPassphrase* dialog);
    void checked(const Result<VerifyReport>& result, AskPassphrase* dialog);
    [[nodiscard]] std::function<void(qint64, qint64)> reporter(std::function<void(qint64, qint64)> show);

    BackupPanel* panel_;
    StudyPtr study_;
    std::weak_ptr<OpenStudy> running_; ///< whose backup runs, or ran last
    QThreadPool looks_, work_;
    Stoppable stopping_, checking_;
    QTimer timer_;
    BackupView view_;
    JobView job_;
    int turn_ = 0; ///< one more with each begin and end of a backup
    bool declined_ = false; ///< nothing more starts by itself
    std::chrono::milliseconds pause_{std::chrono::hours(1)};
    QDeadlineTimer pausing_; ///< expired where nothing failed
};

} // namespace casebook
