// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/ReadingPage.h"

#include "widgets/common/Button.h"
#include "widgets/common/Card.h"
#include "widgets/common/EmptyState.h"
#include "widgets/common/Label.h"
#include "widgets/common/QuietCombo.h"
#include "widgets/forms/FormPage.h"
#include "widgets/reading/FindingPanel.h"
#include "widgets/reading/WorklistPage.h"
#include "widgets/theme/ImageColors.h"
#include "widgets/theme/Theme.h"

#include <QApplication>
#include <QEvent>
#include <QHBoxLayout>
#include <QShortcut>
#include <QStackedWidget>
#include <QTabBar>
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

constexpr int panelWidth = 352;
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
    c.accepted = withAlpha(imageColors::accepted);
    c.rejected = withAlpha(imageColors::rejected);
    c.deferred = withAlpha(imageColors::deferred);
    c.warn = withAlpha(darkTokens.warn);
    return c;
}

ReadingPage::ReadingPage(QWidget* parent) : QWidget(parent) {
    bar_ = new ReadingBar(this);
    grid_ = new ViewerGrid(readingColors(), this);
    volumes_ = new VolumeBar(this);
    panel_ = new SegmentPanel(this);
    series_ = new SeriesPanel(this);
    findings_ = new FindingPanel(this);
    form_ = new FormPage(this);
    worklist_ = new WorklistPage(this);
    formChoice_ = new QuietCombo(this);
    sideBox_ = buildSide();
    nothing_ = new EmptyState(QStringLiteral("lungs"), this);
    loading_ = new Label(FontRole::Section, Tone::Text2, this);
    loading_->setAlignment(Qt::AlignCenter);
    stack_ = new QStackedWidget(this);
    stack_->addWidget(nothing_);
    stack_->addWidget(loading_);
    stack_->addWidget(grid_);
    stack_->addWidget(worklist_);

    auto* middle = new QHBoxLayout;
    middle->setContentsMargins({});
    middle->setSpacing(0);
    auto* pictures = new QVBoxLayout;
    pictures->setSpacing(0);
    pictures->addWidget(volumes_);
    pictures->addWidget(stack_, 1);
    middle->addLayout(pictures, 1);
    middle->addWidget(sideBox_);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins({});
    all->setSpacing(0);
    all->addWidget(bar_);
    all->addLayout(middle, 1);

    connect(nothing_, &EmptyState::clicked, this, &ReadingPage::chooseSeriesRequested);
    connectBar();
    addKeys();
    setCaseOpen(false);
    retranslate();
    showNothing();
}

QWidget* ReadingPage::buildSide() {
    auto* box = new Strip(Card::Fill::Window, Qt::LeftEdge, this);
    box->setFixedWidth(panelWidth);
    sideTabs_ = new QTabBar(box);
    sideTabs_->setFont(theme::font(FontRole::Control));
    sideTabs_->setExpanding(false);
    sideTabs_->setElideMode(Qt::ElideNone);
    sideTabs_->setUsesScrollButtons(false);
    sideStack_ = new QStackedWidget(box);
    auto* formBox = new QWidget(sideStack_);
    auto* formRows = new QVBoxLayout(formBox);
    formRows->setContentsMargins({});
    formRows->setSpacing(0);
    auto* choiceRow = new QHBoxLayout;
    choiceRow->setContentsMargins(12, 8, 12, 4);
    choiceRow->addWidget(formChoice_, 1);
    formRows->addLayout(choiceRow);
    formRows->addWidget(form_, 1);
    for (QWidget* page : {static_cast<QWidget*>(panel_), static_cast<QWidget*>(findings_), formBox,
                          static_cast<QWidget*>(series_)}) {
        sideStack_->addWidget(page);
        sideTabs_->addTab({});
    }
    toList_ = new Button(Button::Kind::Tool, QStringLiteral("collection"), box);
    connect(toList_, &QPushButton::clicked, this, &ReadingPage::worklistRequested);
    auto* tabRow = new QHBoxLayout;
    tabRow->setContentsMargins(0, 0, 8, 0);
    // The whole width always: a bar as wide as its tabs scrolls for good when a hidden tab comes back.
    tabRow->addWidget(sideTabs_, 1);
    tabRow->addWidget(toList_);
    auto* rows = new QVBoxLayout(box);
    rows->setContentsMargins(1, 0, 0, 0);
    rows->setSpacing(0);
    rows->addLayout(tabRow);
    rows->addWidget(sideStack_, 1);
    connect(sideTabs_, &QTabBar::currentChanged, sideStack_, &QStackedWidget::setCurrentIndex);
    return box;
}

/// They work in panes and form alike, so they are shortcuts of the page; bare letters stay with the panes.
void ReadingPage::addKeys() {
    const auto key = [this](Qt::Key code, auto act) {
        auto* shortcut = new QShortcut(QKeySequence(code), this);
        shortcut->setContext(Qt::WidgetWithChildrenShortcut);
        connect(shortcut, &QShortcut::activated, this, act);
    };
    key(Qt::Key_F8, [this] { swapFocus(); });
    key(Qt::Key_F9, [this] { Q_EMIT sendRequested(); });
}

void ReadingPage::swapFocus() {
    const QWidget* focus = QApplication::focusWidget();
    if (focus && form_->isAncestorOf(focus)) {
        grid_->slice(grid_->activePane() < 3 ? grid_->activePane() : 0)->setFocus(Qt::ShortcutFocusReason);
        return;
    }
    sideBox_->show();
    showSide(Side::Form);
    if (!form_->focusItem(form_->currentItem()))
        form_->focusFirst();
}

void ReadingPage::showSide(Side side) { sideTabs_->setCurrentIndex(int(side)); }

ReadingPage::Side ReadingPage::side() const { return Side(sideTabs_->currentIndex()); }

void ReadingPage::setCaseOpen(bool open) {
    sideTabs_->setTabVisible(int(Side::Findings), open);
    if (!open && side() == Side::Findings)
        showSide(Side::Overlays);
}

void ReadingPage::showWorklist() {
    bar_->hide(); // its tools are of images
    volumes_->hide();
    sideBox_->hide();
    stack_->setCurrentWidget(worklist_);
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
    connect(bar_, &ReadingBar::panelToggled, sideBox_, &QWidget::setVisible);
    connect(grid_, &ViewerGrid::phaseStepped, volumes_, &VolumeBar::stepPhase);
}

void ReadingPage::showNothing() {
    if (worklist_->model()->rowCount() > 0)
        return showWorklist();
    bar_->show();
    bar_->setEnabled(false);
    volumes_->hide();
    sideBox_->hide();
    stack_->setCurrentWidget(nothing_);
    retranslate();
}

void ReadingPage::showLoading(const QString& text) {
    loading_->setText(text);
    stack_->setCurrentWidget(loading_);
}

void ReadingPage::showImages() {
    bar_->show();
    bar_->setEnabled(true);
    bar_->setPreset(grid_->activePreset());
    bar_->setTool(toolOf(grid_->tool()));
    bar_->setLayoutChoice(layoutOf(grid_->layoutKind()));
    sideBox_->show();
    stack_->setCurrentWidget(grid_);
    grid_->slice(grid_->activePane() < 3 ? grid_->activePane() : 0)->setFocus();
}

void ReadingPage::showRefusal(const QString& words) {
    bar_->show();
    bar_->setEnabled(false);
    volumes_->hide();
    sideBox_->hide();
    nothing_->setWords(tr("This series can't be shown"), words, tr("Choose another series"));
    stack_->setCurrentWidget(nothing_);
}

void ReadingPage::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

void ReadingPage::retranslate() {
    sideTabs_->setTabText(0, tr("Overlays"));
    sideTabs_->setTabText(1, tr("Findings"));
    sideTabs_->setTabText(2, tr("Form"));
    sideTabs_->setTabText(3, tr("Series"));
    toList_->setToolTip(tr("Back to the worklist"));
    toList_->setAccessibleName(tr("Back to the worklist"));
    formChoice_->setAccessibleName(tr("Form beside the images"));
    nothing_->setWords(tr("No series is open"), tr("Choose a subject, then open one of its series."),
                       tr("Choose a subject"), QStringLiteral("people"));
}

} // namespace casebook
