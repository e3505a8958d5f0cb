// SPDX-License-Identifier: GPL-3.0-or-later
// The Schedule: matrix of subjects and visits, the list of what is overdue, calendar and table out.
#pragma once

#include "widgets/schedule/ScheduleModel.h"

#include <QWidget>

class QStackedWidget;
class QTabBar;

namespace casebook {

class Button;
class DataTable;
class EmptyState;
class ExamVisitPanel;
class Label;
class QuietCombo;
class ScheduleTable;
class SearchEdit;
class VisitLegend;

/// Keys: arrows move, Enter opens the visit, Ctrl+F searches, the context-menu key has the visit's actions.
/// How it is wired: app/window/ScheduleController.h. GUI thread.
class SchedulePage : public QWidget {
    Q_OBJECT
public:
    explicit SchedulePage(QWidget* parent = nullptr);
    void setView(const ScheduleView& view); ///< keeps current subject and visit
    void close();                           ///< blanks everything
    void showOverdue(bool on);              ///< the list in place of the matrix
    [[nodiscard]] ScheduleModel* model() const { return model_; }
    [[nodiscard]] ScheduleTable* matrix() const { return matrix_; }
    [[nodiscard]] ExamVisitPanel* exams() const { return exams_; }
    void showExams();                       ///< exams and their visits in place of the matrix
    void setOpenExams(int count);           ///< for the tab
    [[nodiscard]] DataTable* overdueTable() const { return overdueTable_; }

Q_SIGNALS:
    void visitRequested(casebook::SubjectId subject, const QString& visit, int repeat);
    void formRequested(casebook::SubjectId subject, const QString& visit, int repeat, const QString& form);
    void subjectRequested(casebook::SubjectId subject);
    /// `date` ISO, may be partial; `reason` empty for a first date.
    void dateRequested(casebook::SubjectId subject, const QString& visit, int repeat, const QString& date,
                       const QString& reason);
    void stateRequested(casebook::SubjectId subject, const QString& visit, int repeat,
                        const QByteArray& state, const QString& reason);
    void unscheduledRequested(casebook::SubjectId subject, const QString& visit, const QString& date);
    void calendarRequested(); ///< iCalendar of what is planned
    void tableRequested();    ///< CSV of the matrix

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void build();
    QWidget* buildHead();
    void connectAll();
    void retranslate();
    void refreshCounts();
    void showMenu(const QPoint& at);
    void askDate(const ScheduleRow& row, const ScheduleColumn& column, const ScheduleCell& cell);
    void askState(const ScheduleRow& row, const ScheduleColumn& column, const QByteArray& state,
                  const QString& question);
    void askUnscheduled();
    ScheduleModel* model_;
    OverdueModel* overdueModel_;
    ScheduleTable* matrix_ = nullptr;
    DataTable* overdueTable_ = nullptr;
    ExamVisitPanel* exams_ = nullptr;
    int openExams_ = 0;
    QTabBar* tabs_ = nullptr;
    QStackedWidget* body_ = nullptr;
    SearchEdit* search_ = nullptr;
    QuietCombo *states_ = nullptr, *order_ = nullptr;
    Label *title_ = nullptr, *count_ = nullptr, *late_ = nullptr, *window_ = nullptr, *today_ = nullptr,
          *rows_ = nullptr;
    Button *calendar_ = nullptr, *table_ = nullptr, *unscheduled_ = nullptr;
    VisitLegend* legend_ = nullptr;
    EmptyState *nobody_ = nullptr, *noHit_ = nullptr, *nothingLate_ = nullptr;
};

/// What the signs of the matrix mean.
class VisitLegend final : public QWidget {
    Q_OBJECT
public:
    explicit VisitLegend(QWidget* parent);
    [[nodiscard]] int heightForWidth(int width) const override;
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    int layOut(int width, QPainter* painter) const;
};

} // namespace casebook
