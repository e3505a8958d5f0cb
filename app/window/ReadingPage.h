// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "viewers/layout/ViewerGrid.h"
#include "widgets/reading/ReadingBar.h"
#include "widgets/reading/SegmentPanel.h"

#include <QWidget>

class QLabel;
class QStackedWidget;

namespace casebook {

class EmptyState;

/// The reading room: tool bar over the panes, list of overlays and segments beside them. Only lays out
/// and keeps bar and panes of one mind; ReadingController fills it. Always dark.
class ReadingPage : public QWidget {
    Q_OBJECT
public:
    explicit ReadingPage(QWidget* parent = nullptr);

    [[nodiscard]] ViewerGrid* grid() const { return grid_; }
    [[nodiscard]] SegmentPanel* panel() const { return panel_; }
    [[nodiscard]] ReadingBar* bar() const { return bar_; }

    void showNothing();                       ///< no series chosen yet
    void showLoading(const QString& text);    ///< over the panes, until showImages
    void showImages();
    void showRefusal(const QString& words);   ///< why a series can't be shown

Q_SIGNALS:
    void chooseSeriesRequested();

protected:
    void changeEvent(QEvent* event) override;

private:
    void connectBar();
    void retranslate();
    ReadingBar* bar_;
    ViewerGrid* grid_;
    SegmentPanel* panel_;
    QStackedWidget* stack_;
    EmptyState* nothing_;
    QLabel* loading_;
};

/// Colours of the panes from the dark tokens.
[[nodiscard]] ViewColors readingColors();

} // namespace casebook
