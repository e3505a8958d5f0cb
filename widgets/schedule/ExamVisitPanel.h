// SPDX-License-Identifier: GPL-3.0-or-later
// Which visit an exam belongs to: a table with proposals by date, taken or changed by one key.
#pragma once

#include "widgets/common/Dialogs.h"
#include "widgets/schedule/ExamVisitModel.h"

#include <QWidget>

class QStackedWidget;

namespace casebook {

class Button;
class DataTable;
class EmptyState;
class LineEdit;
class QuietCombo;

/// Stands in the Schedule for the whole study and on the page of one subject. Keys on a row: A takes the proposal, V
/// chooses another visit, N says that it belongs to none, O opens the question again, Ctrl+Z takes back the last word.
/// What a person said before is changed with a reason. Everything is a signal; the app acts. GUI thread.
class ExamVisitPanel final : public QWidget {
    Q_OBJECT
public:
    enum class For { Study, Subject };
    explicit ExamVisitPanel(For whom, QWidget* parent = nullptr);
    /// `choices`: visits that may be chosen. Keeps the current exam, else the next one in its place.
    void setExams(const QList<ExamVisitView>& exams, const QList<VisitChoice>& choices, bool mayLink);
    void setUndo(bool possible);
    void setSearch(const QString& text) {
        model_->setSearch(text);
        refresh();
    }
    [[nodiscard]] ExamVisitModel* model() const { return model_; }
    [[nodiscard]] DataTable* table() const { return table_; }

Q_SIGNALS:
    void acceptRequested(const QStringList& exams);
    void visitRequested(const QString& exam, const QString& visit, int repeat, const QString& reason);
    void noVisitRequested(const QString& exam, const QString& reason);
    void openRequested(const QString& exam, const QString& reason);
    void undoRequested();
    void subjectRequested(casebook::SubjectId subject);

protected:
    void changeEvent(QEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void retranslate();
    void refresh();
    void accept();
    void choose();
    void sayNone();
    void openAgain();
    void showMenu(const QPoint& at);
    [[nodiscard]] bool handleKey(int key);
    For whom_;
    QList<VisitChoice> choices_;
    bool mayLink_ = false, mayUndo_ = false;
    ExamVisitModel* model_;
    DataTable* table_;
    QuietCombo* filter_;
    Button *take_, *choose_, *none_, *takeAll_, *undo_;
    EmptyState *nothing_, *allDone_;
    QStackedWidget* body_;
};

/// Chooses a visit for an exam; asks for a reason where a person had said something before.
class VisitChoiceDialog final : public Dialog {
    Q_OBJECT
public:
    VisitChoiceDialog(const ExamVisitView& exam, const QList<VisitChoice>& choices, QWidget* parent);
    [[nodiscard]] QuietCombo* visits() const { return visits_; }
    [[nodiscard]] LineEdit* reason() const { return reason_; }

Q_SIGNALS:
    void given(const QString& visit, int repeat, const QString& reason);

private:
    QList<VisitChoice> choices_;
    QuietCombo* visits_;
    LineEdit* reason_ = nullptr;
    Button* verb_;
};

} // namespace casebook
