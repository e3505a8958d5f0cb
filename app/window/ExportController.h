// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/window/Background.h"
#include "app/window/OpenStudy.h"
#include "storage/export/ExportService.h"
#include "widgets/common/Jobs.h"
#include "widgets/export/ExportPage.h"

#include <QObject>

#include <optional>

namespace casebook {

/// Fills the Export page: cohorts, preview, run, earlier sets. What was left behind by a program that ended in the
/// middle is offered for removal. Behind the lock a run goes on, and its end is told after the unlock; a preview stops.
/// GUI thread; the work is done in the pool.
class ExportController : public QObject {
    Q_OBJECT
public:
    explicit ExportController(ExportPage* page, QObject* parent = nullptr);
    void setStudy(StudyPtr study); ///< null: locked
    void refresh();
    /// Runs into this folder; the page's button asks for one first.
    void run(const ExportWish& wish, const QString& folder);
    void cancel(int job);
    void stop(); ///< nothing is released
    /// Also behind the lock.
    [[nodiscard]] bool isRunning() const { return running_; }
    [[nodiscard]] QList<JobView> jobs() const;
    [[nodiscard]] static bool isExportJob(int id) { return id == jobId; }

Q_SIGNALS:
    void failed(const QString& words);
    void said(const QString& words);
    void jobsChanged();

private:
    static constexpr int jobId = 2'000'000; ///< apart from imports and the demo
    /// How a run ended.
    struct Outcome {
        QString words;
        QStringList droppedWords;
        bool released = false;
    };
    void showPreview(const ExportWish& wish);
    void askFolder(const ExportWish& wish);
    void ended(const Result<ExportResult>& result);
    void tell();
    void settle();
    void offerRemoval(const QList<ExportRecord>& interrupted);
    [[nodiscard]] bool isOwn() const; ///< the run, or the last one, was begun by who sits here
    [[nodiscard]] bool isBusy();
    ExportPage* page_;
    StudyPtr study_;
    QString folder_; ///< of the study that the run is of, or was
    Uuid user_;      ///< who began it
    Stoppable looks_, stopping_;
    JobView job_;
    bool running_ = false;
    std::optional<Outcome> outcome_; ///< not told yet
};

} // namespace casebook
