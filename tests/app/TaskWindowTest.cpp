// SPDX-License-Identifier: GPL-3.0-or-later
//
// Reading tasks in the window: answers that come after the lock show nothing, and a double click closes once.
#include "app/window/HomeController.h"
#include "app/window/MainWindow.h"
#include "app/window/ReadingPage.h"
#include "app/window/TaskController.h"
#include "tests/app/Settle.h"
#include "tests/storage/ReadingRows.h"
#include "widgets/reading/AssignDialog.h"
#include "widgets/reading/FindingPanel.h"
#include "widgets/reading/WorklistPage.h"
#include "widgets/theme/Theme.h"

#include <QApplication>
#include <QStandardPaths>
#include <QTest>

#include <algorithm>

using namespace casebook;
using namespace casebook::test;
using namespace Qt::StringLiterals;

namespace {

constexpr int patience = 60'000;

}

class TaskWindowTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() {
        QStandardPaths::setTestModeEnabled(true);
        QCoreApplication::setApplicationName(u"casebook-task-window-test"_s);
        theme::install(*qApp);
    }
    void init() {
        rows_ = std::make_unique<ReadingStudy>();
        QVERIFY(rows_->make() && rows_->addSubject("S-0001") &&
                rows_->addExam("S-0001", "e1", "2026-01-01") &&
                rows_->addSeries({.uid = "1.1", .exam = "e1"}));
        const auto task = rows_->give("1.1", "li.na", ReadingMode::Second);
        VERIFY_OK(task);
        task_ = task->id;
        window_ = std::make_unique<MainWindow>();
        window_->setLanguage(u"en"_s);
        window_->readingPage()->grid()->setVolumeEnabled(false);
        window_->resize(1400, 900);
        window_->show();
        window_->openStudy(std::make_shared<OpenStudy>(std::move(rows_->f.vault)));
        QTRY_VERIFY_WITH_TIMEOUT(window_->home()->isLoaded(), patience);
        window_->shell()->showPage(PageId::Reading);
    }
    void cleanup() {
        window_.reset();
        QThreadPool::globalInstance()->waitForDone();
        rows_.reset();
    }

    void answersAfterTheLockShowNothing() {
        tasks()->assign();
        tasks()->open(task_);
        window_->lock(); // no event was handled since: the answers come behind it
        settle();
        QVERIFY(!asksWhoReads());
        QVERIFY(!tasks()->hasCase());
        QVERIFY(!window_->shell()->isUnlocked());
        // Nor does what a page asks without a study do harm.
        WorklistPage* list = window_->readingPage()->worklist();
        Q_EMIT list->assignRequested();
        Q_EMIT list->reserveRequested(task_, true);
        Q_EMIT window_->readingPage()->findings()->editRequested(Uuid());
        tasks()->openNext();
        settle();
        QVERIFY(!asksWhoReads());
    }

    void aDoubleClickClosesOnce() {
        QApplication::setDoubleClickInterval(600'000); // however slow this machine is
        tasks()->open(task_);
        QTRY_VERIFY_WITH_TIMEOUT(tasks()->hasCase(), patience);
        FindingPanel* panel = window_->readingPage()->findings(); // without images it is not in sight
        QVERIFY(panel->view().firstOpen);
        Q_EMIT panel->closeRequested();
        Q_EMIT panel->closeRequested();
        const auto firstClosed = [&] { return tasks()->current() && tasks()->current()->state.firstClosed; };
        QTRY_VERIFY_WITH_TIMEOUT(firstClosed(), patience);
        QVERIFY(panel->view().missing.isEmpty()); // it could be finished now
        Q_EMIT panel->closeRequested(); // the second one, behind the answer
        settle();
        QVERIFY(tasks()->hasCase());
        QVERIFY(!tasks()->current()->state.finished);
    }

private:
    [[nodiscard]] TaskController* tasks() const { return window_->tasks(); }
    [[nodiscard]] bool asksWhoReads() const {
        const auto dialogs = window_->findChildren<AssignDialog*>();
        return std::any_of(dialogs.begin(), dialogs.end(),
                           [](const AssignDialog* d) { return d->isVisible(); });
    }
    std::unique_ptr<ReadingStudy> rows_;
    std::unique_ptr<MainWindow> window_;
    TaskId task_;
};

QTEST_MAIN(TaskWindowTest)
#include "TaskWindowTest.moc"
