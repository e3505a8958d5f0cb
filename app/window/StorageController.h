// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/window/Background.h"
#include "app/window/OpenStudy.h"
#include "storage/study/ColdService.h"
#include "widgets/common/Jobs.h"
#include "widgets/study/StoragePanel.h"

#include <QObject>

namespace casebook {

/// The Storage tab of the Study page. A move goes on when the study is locked, and is stopped when the window closes:
/// what was moved till then stands. Disks that may not answer have a thread of their own.
class StorageController : public QObject {
    Q_OBJECT
public:
    explicit StorageController(StoragePanel* panel, QObject* parent = nullptr);
    ~StorageController() override;

    void setStudy(StudyPtr study);
    void refresh();
    void moveTo(const QString& folder); ///< what the dialog answers
    void pointTo(const QString& folder); ///< what the dialog answers
    void bringBack(int place);
    void stop();
    [[nodiscard]] bool isRunning() const { return job_.id != 0 && job_.state == JobView::State::Running; }
    [[nodiscard]] QList<JobView> jobs() const;
    [[nodiscard]] static bool isStorageJob(int id) { return id == jobId; }

Q_SIGNALS:
    void failed(const QString& words);
    void said(const QString& words);
    void jobsChanged();

private:
    static constexpr int jobId = 3'500'000; ///< apart from imports, the demo, exports and backups
    [[nodiscard]] bool isOfThisStudy() const { return study_ && running_.lock() == study_; }
    void show();
    void setDays(int days);
    void ask(const QString& title, void (StorageController::*answered)(const QString&));
    void run(bool back, std::function<Result<ColdReport>(OpenStudy&, const Job&)> work);
    void ended(bool back, const Result<ColdReport>& result);

    StoragePanel* panel_;
    StudyPtr study_;
    std::weak_ptr<OpenStudy> running_; ///< whose images move, or moved last
    QThreadPool looks_, work_;
    Stoppable stopping_;
    StorageView view_;
    JobView job_;
};

} // namespace casebook
