// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/window/Background.h"
#include "app/window/OpenStudy.h"
#include "storage/export/ExportService.h"
#include "widgets/common/Jobs.h"
#include "widgets/export/ExportPage.h"

#include <QObject>

namespace casebook {

/// Fills the Export page: cohorts, preview, run, earlier sets. What was left behind by a program that ended in the
/// middle is offered for removal. GUI thread; the work is done in the pool.
class ExportController : public QObject {
    Q_OBJECT
public:
    explicit ExportController(ExportPage* page, QObject* parent = nullptr);
    void setStudy(StudyPtr study);
    void refresh();
    /// Runs into this folder; the page's button asks for one first.
    void run(const ExportWish& wish, const QString& folder);
    void cancel(int job);
    [[nodiscard]] bool isRunning() const { return running_; }
    [[nodiscard]] QList<JobView> jobs() const;
    [[nodiscard]] static bool isExportJob(int id) { return id == jobId; }

Q_SIGNALS:
    void failed(const QString& words);
    void said(const QString& words);
    void jobsChanged();

private:
    static constexpr int jobId = 2'000'000; ///< apart from imports and the demo
    void showPreview(const ExportWish& wish);
    void askFolder(const ExportWish& wish);
    void offerRemoval(const QList<ExportRecord>& interrupted);
    ExportPage* page_;
    StudyPtr study_;
    Stoppable stopping_;
    JobView job_;
    bool running_ = false;
};

} // namespace casebook
