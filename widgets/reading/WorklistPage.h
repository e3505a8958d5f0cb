// SPDX-License-Identifier: GPL-3.0-or-later
// The reading worklist: tasks with mode and state, the next case by one key.
#pragma once

#include "widgets/reading/FindingValues.h"

#include <QAbstractTableModel>
#include <QWidget>

class QStackedWidget;

namespace casebook {

class Button;
class DataTable;
class EmptyState;
class Label;

/// Tasks in the order given; it is the order of work, so no column sorts. GUI thread.
class WorklistModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Place, Subject, Exam, Series, Prior, Mode, State, Reader, ColumnCount };
    explicit WorklistModel(QObject* parent = nullptr) : QAbstractTableModel(parent) {}
    void setTasks(QList<TaskView> tasks);
    [[nodiscard]] const TaskView* at(int row) const; ///< nullptr outside
    [[nodiscard]] int rowOf(TaskId id) const;        ///< -1: not there
    [[nodiscard]] const QList<TaskView>& tasks() const { return tasks_; }
    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    void retranslate();

private:
    [[nodiscard]] QString text(const TaskView& task, int row, int column) const;
    QList<TaskView> tasks_;
};

/// How to wire it: setTasks(TaskService::worklist()) for a reader, list() where setShowsAll(true); refresh after
/// Database::onChanged of kind "task". nextRequested opens the first task of the worklist; the others name a task.
/// Keys: Enter opens, F5 or Ctrl+Enter next case, S skip, R reserve; the context menu has them all.
class WorklistPage : public QWidget {
    Q_OBJECT
public:
    explicit WorklistPage(QWidget* parent = nullptr);
    void setTasks(const QList<TaskView>& tasks); ///< keeps the selection by id
    void setShowsAll(bool all); ///< tasks of every reader, with the column of readers
    void setRights(bool mayRead, bool mayAssign);
    [[nodiscard]] TaskId current() const;
    [[nodiscard]] WorklistModel* model() const { return model_; }
    [[nodiscard]] DataTable* table() const { return table_; }

Q_SIGNALS:
    void nextRequested(casebook::TaskId task);
    void openRequested(casebook::TaskId task);
    void skipRequested(casebook::TaskId task);
    void reserveRequested(casebook::TaskId task, bool reserved);
    void reassignRequested(casebook::TaskId task);
    void reopenRequested(casebook::TaskId task);
    void assignRequested(); ///< give out new tasks

protected:
    void changeEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void build();
    void retranslate();
    void refresh();
    void showMenu(const QPoint& at);
    [[nodiscard]] const TaskView* next() const;
    WorklistModel* model_;
    DataTable* table_ = nullptr;
    EmptyState* empty_ = nullptr;
    QStackedWidget* body_ = nullptr;
    Label *title_ = nullptr, *count_ = nullptr;
    Button *next_ = nullptr, *assign_ = nullptr;
    bool all_ = false, mayRead_ = true, mayAssign_ = false;
};

} // namespace casebook
