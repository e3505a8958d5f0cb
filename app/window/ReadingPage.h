// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "viewers/layout/ViewerGrid.h"
#include "widgets/reading/ReadingBar.h"
#include "widgets/reading/SegmentPanel.h"
#include "widgets/reading/SeriesPanel.h"
#include "widgets/reading/VolumeBar.h"

#include <QWidget>

class QLabel;
class QStackedWidget;
class QTabBar;

namespace casebook {

class EmptyState;
class Button;
class FindingPanel;
class FormPage;
class QuietCombo;
class WorklistPage;

/// The reading room: tool bar over the panes; beside them overlays and segments, findings, or a form. Only lays
/// out and keeps bar and panes of one mind; ReadingController fills it. Always dark. Keys wherever the focus is:
/// F8 between panes and form, F9 sends what was measured last to the item of the form that has the focus.
class ReadingPage : public QWidget {
    Q_OBJECT
public:
    explicit ReadingPage(QWidget* parent = nullptr);

    [[nodiscard]] ViewerGrid* grid() const { return grid_; }
    [[nodiscard]] SegmentPanel* panel() const { return panel_; }
    [[nodiscard]] ReadingBar* bar() const { return bar_; }
    [[nodiscard]] FormPage* form() const { return form_; }
    [[nodiscard]] FindingPanel* findings() const { return findings_; }
    [[nodiscard]] WorklistPage* worklist() const { return worklist_; }
    [[nodiscard]] QuietCombo* formChoice() const { return formChoice_; }
    [[nodiscard]] VolumeBar* volumeBar() const { return volumes_; }
    [[nodiscard]] SeriesPanel* series() const { return series_; }
    enum class Side { Overlays, Findings, Form, Series };
    void showSide(Side side);
    [[nodiscard]] Side side() const;

    void showNothing(); ///< no series chosen yet: the worklist, else words
    void showWorklist();
    void setCaseOpen(bool open); ///< a reading task is open: its findings stand beside the images
    void showLoading(const QString& text); ///< over the panes, until showImages
    void showImages();
    void showRefusal(const QString& words); ///< why a series can't be shown

Q_SIGNALS:
    void chooseSeriesRequested();
    void sendRequested(); ///< F9
    void worklistRequested(); ///< leave the case

protected:
    void changeEvent(QEvent* event) override;

private:
    void connectBar();
    QWidget* buildSide();
    void addKeys();
    void swapFocus();
    void retranslate();
    ReadingBar* bar_;
    ViewerGrid* grid_;
    VolumeBar* volumes_;
    SegmentPanel* panel_;
    SeriesPanel* series_;
    FindingPanel* findings_;
    FormPage* form_;
    WorklistPage* worklist_;
    Button* toList_;
    QuietCombo* formChoice_;
    QWidget* sideBox_;
    QTabBar* sideTabs_;
    QStackedWidget* sideStack_;
    QStackedWidget* stack_;
    EmptyState* nothing_;
    QLabel* loading_;
};

/// Colours of the panes from the dark tokens.
[[nodiscard]] ViewColors readingColors();

} // namespace casebook
