// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/window/Background.h"
#include "app/window/OpenStudy.h"
#include "widgets/common/Jobs.h"
#include "widgets/imports/ImportReportPage.h"

#include <QElapsedTimer>
#include <QObject>

namespace casebook {

/// Runs imports in the pool, shows their progress as jobs and their report as a page, and carries out
/// a person's word on what waits. One import at a time: a second waits for the first.
class ImportController : public QObject {
    Q_OBJECT
public:
    explicit ImportController(ImportReportPage* page, QObject* parent = nullptr);

    void setStudy(StudyPtr study); ///< null: what runs goes on, and is no longer shown
    void start(const QStringList& paths);
    void cancel(int job);
    void openReport(int job);
    void showReport(ImportId id);
    [[nodiscard]] bool isRunning() const { return running_; }
    [[nodiscard]] const QList<JobView>& jobs() const { return jobs_; }

Q_SIGNALS:
    void jobsChanged(const QList<casebook::JobView>& jobs);
    void reportReady();              ///< the page is filled: show it
    void finished(const QString& words);
    void failed(const QString& words);
    void changed();                  ///< subjects or exams may be new

private:
    void runNext();
    void progress(int job, qint64 done, qint64 total);
    void ended(int job, const Result<ImportReport>& report);
    void fill(const ImportService::ImportRow& row);
    void chooseSubject(const QString& seriesUid, const QStringList& close);
    void assign(const QString& seriesUid, const QString& label);
    void leaveOut(const QString& seriesUid, const QString& reason);
    void save(const QString& text);
    [[nodiscard]] JobView* job(int id);

    struct Waiting {
        int job = 0;
        QStringList paths;
    };
    ImportReportPage* page_;
    StudyPtr study_;
    QList<JobView> jobs_;
    QList<Waiting> queue_;
    QHash<int, ImportId> reports_;
    Stoppable stopping_;
    QElapsedTimer clock_;
    int nextJob_ = 1;
    int current_ = 0;
    bool running_ = false;
    ImportId shown_;
};

} // namespace casebook
