// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/ReadingPage.h"

#include "widgets/common/EmptyState.h"
#include "widgets/common/Label.h"
#include "widgets/theme/ImageColors.h"
#include "widgets/theme/Theme.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace casebook {

namespace {

QColor withAlpha(QRgb argb) { return QColor::fromRgba(argb); }

SliceTool toolOf(ReadingTool tool) {
    switch (tool) {
    case ReadingTool::Window: return SliceTool::Window;
    case ReadingTool::Pan: return SliceTool::Pan;
    case ReadingTool::Zoom: return SliceTool::Zoom;
    case ReadingTool::CrossHair: return SliceTool::CrossHair;
    case ReadingTool::Length: return SliceTool::Length;
    case ReadingTool::Bidimensional: return SliceTool::Bidimensional;
    }
    return SliceTool::Window;
}

ReadingTool toolOf(SliceTool tool) {
    switch (tool) {
    case SliceTool::Window: return ReadingTool::Window;
    case SliceTool::Pan: return ReadingTool::Pan;
    case SliceTool::Zoom: return ReadingTool::Zoom;
    case SliceTool::CrossHair: return ReadingTool::CrossHair;
    case SliceTool::Length: return ReadingTool::Length;
    case SliceTool::Bidimensional: return ReadingTool::Bidimensional;
    }
    return ReadingTool::Window;
}

ViewerGrid::Layout layoutOf(ReadingLayout layout) {
    switch (layout) {
    case ReadingLayout::One: return ViewerGrid::Layout::One;
    case ReadingLayout::OneByTwo: return ViewerGrid::Layout::OneByTwo;
    case ReadingLayout::TwoByTwo: return ViewerGrid::Layout::TwoByTwo;
    }
    return ViewerGrid::Layout::TwoByTwo;
}

ReadingLayout layoutOf(ViewerGrid::Layout layout) {
    switch (layout) {
    case ViewerGrid::Layout::One: return ReadingLayout::One;
    case ViewerGrid::Layout::OneByTwo: return ReadingLayout::OneByTwo;
    case ViewerGrid::Layout::TwoByTwo: return ReadingLayout::TwoByTwo;
    }
    return ReadingLayout::TwoByTwo;
}

constexpr int panelWidth = 336;
constexpr double mipSlab_mm = 10;

} // namespace

ViewColors readingColors() {
    ViewColors c;
    c.background = withAlpha(imageColors::background);
    c.line = withAlpha(darkTokens.line);
    c.accent = withAlpha(darkTokens.accent);
    c.crossHair = withAlpha(darkTokens.accent);
    c.text = withAlpha(imageColors::text);
    c.text2 = withAlpha(imageColors::text2);
    c.plate = withAlpha(imageColors::plate);
    c.underStroke = withAlpha(imageColors::underStroke);
    c.measure = withAlpha(imageColors::reader);
    c.ai = withAlpha(imageColors::ai);
    c.warn = withAlpha(darkTokens.warn);
    return c;
}

ReadingPage::ReadingPage(QWidget* parent) : QWidget(parent) {
    bar_ = new ReadingBar(this);
    grid_ = new ViewerGrid(readingColors(), this);
    panel_ = new SegmentPanel(this);
    panel_->setFixedWidth(panelWidth);
    nothing_ = new EmptyState(QStringLiteral("lungs"), this);
    loading_ = new Label(FontRole::Section, Tone::Text2, this);
    loading_->setAlignment(Qt::AlignCenter);
    stack_ = new QStackedWidget(this);
    stack_->addWidget(nothing_);
    stack_->addWidget(loading_);
    stack_->addWidget(grid_);

    auto* middle = new QHBoxLayout;
    middle->setContentsMargins({});
    middle->setSpacing(0);
    middle->addWidget(stack_, 1);
    middle->addWidget(panel_);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins({});
    all->setSpacing(0);
    all->addWidget(bar_);
    all->addLayout(middle, 1);

    connect(nothing_, &EmptyState::clicked, this, &ReadingPage::chooseSeriesRequested);
    connectBar();
    retranslate();
    showNothing();
}

void ReadingPage::connectBar() {
    connect(bar_, &ReadingBar::toolChosen, grid_, [this](ReadingTool tool) { grid_->setTool(toolOf(tool)); });
    connect(grid_, &ViewerGrid::toolChanged, bar_, [this](SliceTool tool) { bar_->setTool(toolOf(tool)); });
    connect(bar_, &ReadingBar::presetChosen, grid_, &ViewerGrid::applyPreset);
    connect(grid_, &ViewerGrid::windowChanged, bar_, [this] { bar_->setPreset(grid_->activePreset()); });
    connect(grid_, &ViewerGrid::activePaneChanged, bar_, [this] { bar_->setPreset(grid_->activePreset()); });
    connect(bar_, &ReadingBar::layoutChosen, grid_,
            [this](ReadingLayout l) { grid_->setLayoutKind(layoutOf(l)); });
    connect(grid_, &ViewerGrid::layoutChanged, bar_,
            [this] { bar_->setLayoutChoice(layoutOf(grid_->layoutKind())); });
    connect(bar_, &ReadingBar::overlaysToggled, grid_, &ViewerGrid::setOverlaysShown);
    connect(grid_, &ViewerGrid::overlaysToggled, bar_, &ReadingBar::setOverlaysShown);
    connect(bar_, &ReadingBar::resetRequested, grid_, [this] {
        for (int pane = 0; pane < 3; ++pane)
            grid_->slice(pane)->reset();
        grid_->volumeView()->reset();
    });
    connect(bar_, &ReadingBar::slabToggled, grid_, [this](bool on) {
        for (int pane = 0; pane < 3; ++pane)
            grid_->slice(pane)->setSlab(on ? mipSlab_mm : 0);
    });
    for (int pane = 0; pane < 3; ++pane)
        connect(grid_->slice(pane), &SliceView::slabChanged, bar_, &ReadingBar::setSlab);
    connect(bar_, &ReadingBar::panelToggled, panel_, &QWidget::setVisible);
}

void ReadingPage::showNothing() {
    bar_->setEnabled(false);
    panel_->hide();
    stack_->setCurrentWidget(nothing_);
    retranslate();
}

void ReadingPage::showLoading(const QString& text) {
    loading_->setText(text);
    stack_->setCurrentWidget(loading_);
}

void ReadingPage::showImages() {
    bar_->setEnabled(true);
    bar_->setPreset(grid_->activePreset());
    bar_->setTool(toolOf(grid_->tool()));
    bar_->setLayoutChoice(layoutOf(grid_->layoutKind()));
    panel_->show();
    stack_->setCurrentWidget(grid_);
    grid_->slice(grid_->activePane() < 3 ? grid_->activePane() : 0)->setFocus();
}

void ReadingPage::showRefusal(const QString& words) {
    bar_->setEnabled(false);
    panel_->hide();
    nothing_->setWords(tr("This series can't be shown"), words, tr("Choose another series"));
    stack_->setCurrentWidget(nothing_);
}

void ReadingPage::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

void ReadingPage::retranslate() {
    nothing_->setWords(tr("No series is open"), tr("Choose a subject, then open one of its series."),
                       tr("Choose a subject"), QStringLiteral("people"));
}

} // namespace casebook
