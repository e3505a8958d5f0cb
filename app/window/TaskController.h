// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/window/Background.h"
#include "app/window/OpenStudy.h"
#include "widgets/reading/FindingValues.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

namespace casebook {

struct AssignWish;
class FindingPanel;
class ReadingController;
class ReadingPage;
class WorklistPage;

/// Reading tasks in the window: the worklist, the case that is open, its findings and what the reader says of them.
/// What may be seen is decided by the services; this only shows their answers. GUI thread.
class TaskController : public QObject {
    Q_OBJECT
public:
    TaskController(ReadingPage* page, ReadingController* reading, QObject* parent = nullptr);
    void setStudy(StudyPtr study);
    void refresh(); ///< the worklist anew
    void openNext();
    void open(TaskId task);
    /// Back to the list; the reading stays open and goes on another time.
    void leave();
    /// Gives out reading: asks for cases, reader and mode.
    void assign();
    [[nodiscard]] bool hasCase() const { return case_.has_value(); }
    [[nodiscard]] const std::optional<ReadingCase>& current() const { return case_; }

Q_SIGNALS:
    void failed(const QString& words);
    void said(const QString& words);
    void counted(int toRead); ///< for the rail's badge
    void caseShown(); ///< the reading page shows a case or the list now

private:
    void connectPanel();
    void connectList();
    /// Runs `work` on the open case and shows its answer.
    template <class Work> void act(Work work);
    void show(const ReadingCase& shown);
    void showMarks();
    void makeCrops();
    void closeCase();
    void closed(const ReadingCase& answer, bool couldSee);
    [[nodiscard]] bool isOpen(const StudyPtr& study, TaskId task) const; ///< still, when an answer comes
    void give(const AssignWish& wish);
    void askReason(const QString& title, const std::function<void(const QString&)>& then);
    [[nodiscard]] FindingCaseView viewOf(const ReadingCase& shown) const;
    ReadingPage* page_;
    ReadingController* reading_;
    FindingPanel* panel_;
    WorklistPage* list_;
    StudyPtr study_;
    QList<ReadingTask> tasks_;
    std::optional<ReadingCase> case_;
    std::optional<TaskId> closing_; ///< takes no second click
    QElapsedTimer since_;
    QTimer tick_;
};

} // namespace casebook
