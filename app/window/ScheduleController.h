// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/window/Background.h"
#include "app/window/OpenStudy.h"
#include "widgets/schedule/SchedulePage.h"

#include <QObject>

namespace casebook {

/// Fills the Schedule from VisitService and carries out what the person asks for there.
/// Wiring (MainWindow): addPage(PageId::Schedule, page); setStudy() at unlock and lock, refresh() at changes and
/// when the page comes into view; visitRequested, formRequested, subjectRequested go to SubjectFormsController.
class ExamVisitController;

class ScheduleController : public QObject {
    Q_OBJECT
public:
    explicit ScheduleController(SchedulePage* page, QObject* parent = nullptr);
    void setStudy(StudyPtr study);
    void refresh();
    [[nodiscard]] ExamVisitController* examVisits() const { return examVisits_; }
    [[nodiscard]] bool isLoaded() const { return loaded_; }

Q_SIGNALS:
    void failed(const QString& words);
    void said(const QString& words);
    void counted(int overdue, int inWindow); ///< for the rail's badge
    void visitRequested(casebook::SubjectId subject, const QString& visit, int repeat);
    void formRequested(casebook::SubjectId subject, const QString& visit, int repeat, const QString& form);
    void subjectRequested(casebook::SubjectId subject);

private:
    template <class Work> void change(Work work, const QString& done);
    void askPath(const QString& title, const QString& name, const QString& filter,
                 void (ScheduleController::*chosen)(const QString&));
    void writeCalendar(const QString& path);
    void writeTable(const QString& path);
    void write(const QString& path, const QByteArray& bytes, const QString& done, const QString& refused);
    SchedulePage* page_;
    ExamVisitController* examVisits_;
    StudyPtr study_;
    bool loaded_ = false;
};

} // namespace casebook
