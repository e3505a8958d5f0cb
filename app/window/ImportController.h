// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/window/Background.h"
#include "app/window/OpenStudy.h"
#include "storage/imaging/WatchService.h"
#include "widgets/common/Jobs.h"
#include "widgets/imports/ImportReportPage.h"

#include <QElapsedTimer>
#include <QObject>

#include <functional>

namespace casebook {

/// Runs imports in the pool, shows their progress as jobs and their report as a page, and carries out
/// a person's word on what waits. One import at a time: a second waits for the first.
class ImportController : public QObject {
    Q_OBJECT
public:
    explicit ImportController(ImportReportPage* page, QObject* parent = nullptr);

    /// Null: what a person agreed to goes on and is no longer shown; what was not yet agreed to is looked at again, and
    /// what ended is told, when the same person has the study open again.
    void setStudy(StudyPtr study);
    void start(const QStringList& paths); ///< shows what would come, and imports when the person agrees
    /// What a look at the watched folders found: asks nobody and shows no page by itself. Ends in watchedEnded.
    void takeWatched(const std::shared_ptr<WatchService>& watch, const QList<WatchedFile>& files);
    void cancel(int job);
    void stopAll(); ///< also what goes on behind the lock
    void openReport(int job);
    void showReport(ImportId id);
    [[nodiscard]] bool isRunning() const { return running_; }
    [[nodiscard]] const QList<JobView>& jobs() const { return jobs_; }

Q_SIGNALS:
    void jobsChanged(const QList<casebook::JobView>& jobs);
    void reportReady(); ///< the page is filled: show it
    void previewReady(); ///< the page asks whether to import
    void finished(const QString& words);
    void failed(const QString& words);
    void changed(); ///< subjects or exams may be new
    void watchedEnded(bool whole, int imported); ///< not whole: stopped by a person or by an error

private:
    /// An import that someone wants.
    struct Order {
        int job = 0;
        std::weak_ptr<OpenStudy> study; ///< into which it goes
        StudyPtr held; ///< the same, while it waits behind the lock
        Uuid studyId;
        QString login; ///< who wants it
        QStringList paths;
        bool agreed = false;
        ImportMap map; ///< whose the files are, by a person's table
        QString mapFile; ///< its name
        bool again = false; ///< looked at before, without this table
        std::shared_ptr<WatchService> watch; ///< null: a person's own import
        QList<WatchedFile> files; ///< of the watched folders
    };
    /// What a person left behind at the lock.
    struct Away {
        Uuid study;
        QString login;
        QList<QStringList> unanswered; ///< paths that were not yet agreed to
        int ended = 0; ///< imports
    };
    [[nodiscard]] Away& awayOf(const Order& order);
    void goAway();
    void comeBack();
    void add(Order order, const QString& title);
    void runNext();
    [[nodiscard]] bool isOurs(const Order& order) const;
    void look(const Order& order);
    void looked(const Order& order, const Result<ImportReport>& report);
    void lookAgain(const QString& mapFile, const ImportMap& map);
    void refuseMap(const Order& order, const QString& mapFile, const QString& problem);
    void chooseMap();
    void readMap(const QString& path);
    void import(Order order);
    void undo(const QString& reason);
    void settle(const QString& seriesUid, const QString& keep, const QString& reason);
    void chooseCharset(std::int64_t source, const QByteArray& charset);
    void afterDecision(const Result<>& done);
    [[nodiscard]] std::function<void(qint64, qint64)> reporter(int job);
    void progress(int job, qint64 done, qint64 total);
    void ended(const Order& order, const Result<ImportReport>& report);
    void tell(const Order& order, const Result<ImportReport>& report);
    void fill(const ImportService::ImportRow& row);
    void chooseSubject(const QString& seriesUid, const QStringList& close);
    void assign(const QString& seriesUid, const QString& label);
    void leaveOut(const QString& seriesUid, const QString& reason);
    void part(const QString& seriesUid, const QString& reason);
    void save(const QString& text);
    [[nodiscard]] JobView* job(int id);

    ImportReportPage* page_;
    StudyPtr study_;
    QList<JobView> jobs_;
    QList<Order> queue_;
    QList<Away> away_;
    QHash<int, ImportId> reports_;
    Stoppable stopping_;
    QElapsedTimer clock_;
    int nextJob_ = 1;
    Order current_;
    bool running_ = false;
    ImportId shown_;
    ImportView asking_;
    Order asked_; ///< of the preview that is shown; job 0: none
};

} // namespace casebook
