// SPDX-License-Identifier: GPL-3.0-or-later
// Export: what is chosen at the left, what would leave in the middle, earlier sets at the right.
#pragma once

#include "widgets/export/ExportValues.h"

#include <QWidget>

class QLabel;
class QLineEdit;
class QStackedWidget;
class QTabBar;
class QVBoxLayout;

namespace casebook {

class Button;
class DataTable;
class EmptyState;
class ExportTableModel;
class Label;
class QuietCombo;

/// Nothing is written before Run is pressed; Run is off until the preview of just these choices was shown.
/// How it is wired: app/window/ExportController.h. GUI thread.
class ExportPage : public QWidget {
    Q_OBJECT
public:
    explicit ExportPage(QWidget* parent = nullptr);
    void setCohorts(const QList<ExportCohortView>& cohorts); ///< keeps the choice
    void setPreview(const ExportPreviewView& preview);
    void setRecords(const QList<ExportRecordView>& records);
    void setRunning(bool running, const QString& words = {});
    /// The end of a run: where the set is, or why nothing was released. @param droppedWords may be names
    void setOutcome(const QString& words, bool released, const QStringList& droppedWords = {});
    /// Values as they are in the study, and words that were taken for names, stand behind a click.
    void setNamesHidden(bool hidden);
    void close(); ///< blanks everything
    [[nodiscard]] ExportWish wish() const;
    [[nodiscard]] const ExportPreviewView& preview() const { return preview_; }
    void choosePreview(); ///< as the button

Q_SIGNALS:
    void previewRequested(const casebook::ExportWish& wish);
    void runRequested(const casebook::ExportWish& wish); ///< the app asks for the folder
    void cancelRequested();
    void cohortsRequested(); ///< there is no cohort yet: go and freeze one

protected:
    void changeEvent(QEvent* event) override;

private:
    QWidget* buildChoices();
    QWidget* buildMiddle();
    QWidget* buildSide();
    void retranslate();
    void showTab();
    void showNames(bool shown);
    [[nodiscard]] bool hides() const { return namesHidden_ && !namesShown_; }
    [[nodiscard]] QString droppedLine(const QStringList& words) const;
    [[nodiscard]] QString valueBefore(const ExportAttributeView& attribute) const;
    void choicesChanged();
    void refreshButtons();
    ExportPreviewView preview_;
    QList<ExportRecordView> records_;
    QString outcomeWords_;
    QStringList outcomeDropped_;
    bool running_ = false, namesHidden_ = false, namesShown_ = false;
    QuietCombo *cohort_ = nullptr, *kind_ = nullptr, *dates_ = nullptr, *profile_ = nullptr;
    QLineEdit *cut_ = nullptr, *title_ = nullptr, *licence_ = nullptr, *contact_ = nullptr,
              *ethics_ = nullptr;
    QList<Label*> captions_;
    Label *head_ = nullptr, *what_ = nullptr, *numbers_[4] = {}, *units_[4] = {}, *foot_ = nullptr,
          *sideHead_ = nullptr, *noRecords_ = nullptr, *warnings_ = nullptr, *outcome_ = nullptr;
    QTabBar* tabs_ = nullptr;
    DataTable *table_ = nullptr, *recordTable_ = nullptr;
    ExportTableModel *model_ = nullptr, *recordModel_ = nullptr;
    QStackedWidget* body_ = nullptr;
    EmptyState* none_ = nullptr;
    Button *look_ = nullptr, *run_ = nullptr, *cancel_ = nullptr, *showNames_ = nullptr;
};

} // namespace casebook
