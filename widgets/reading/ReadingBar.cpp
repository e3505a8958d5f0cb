// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/reading/ReadingBar.h"

#include "widgets/common/Button.h"
#include "widgets/common/Card.h"
#include "widgets/common/Segmented.h"
#include "widgets/theme/Theme.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLocale>

namespace casebook {

using namespace Qt::StringLiterals;

ReadingBar::ReadingBar(QWidget* parent) : QWidget(parent) {
    build();
    retranslate();
    setTool(ReadingTool::Window);
    setLayoutChoice(ReadingLayout::TwoByTwo);
    setHasOverlays(false);
}

void ReadingBar::build() {
    setFixedHeight(44);
    auto* ground = new Strip(Card::Fill::Window, Qt::BottomEdge, this);
    ground_ = ground;
    auto* outer = new QHBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->addWidget(ground);
    auto* row = new QHBoxLayout(ground);
    row->setContentsMargins(12, 0, 12, 1);
    row->setSpacing(2);
    const auto divider = [&] {
        auto* line = new Line(Qt::Vertical, ground);
        line->setFixedHeight(20);
        row->addSpacing(9);
        row->addWidget(line);
        row->addSpacing(9);
    };
    const QString tools[] = {u"circle-half"_s, u"arrows-move"_s, u"zoom-in"_s,
                             u"crosshair"_s,   u"rulers"_s,      u"plus-slash-minus"_s};
    for (int i = 0; i < 6; ++i) {
        if (i == 4)
            divider();
        auto* button = new Button(Button::Kind::Tool, tools[i], ground);
        button->setCheckable(true);
        connect(button, &QPushButton::clicked, this, [this, i] {
            setTool(ReadingTool(i));
            Q_EMIT toolChosen(ReadingTool(i));
        });
        row->addWidget(button);
        tools_ << button;
    }
    divider();
    presets_ = new Segmented(ground);
    connect(presets_, &Segmented::chosen, this, [this](int key) {
        setPreset(key);
        Q_EMIT presetChosen(key);
    });
    row->addWidget(presets_);
    row->addSpacing(8);
    slab_ = new Segmented(ground);
    connect(slab_, &Segmented::chosen, this, [this] { Q_EMIT slabToggled(slab_->active() < 0); });
    row->addWidget(slab_);
    divider();
    const QString layouts[] = {u"square"_s, u"layout-split"_s, u"grid"_s};
    for (int i = 0; i < 3; ++i) {
        auto* button = new Button(Button::Kind::Tool, layouts[i], ground);
        button->setCheckable(true);
        connect(button, &QPushButton::clicked, this, [this, i] {
            setLayoutChoice(ReadingLayout(i));
            Q_EMIT layoutChosen(ReadingLayout(i));
        });
        row->addWidget(button);
        layouts_ << button;
    }
    reset_ = new Button(Button::Kind::Tool, u"aspect-ratio"_s, ground);
    row->addWidget(reset_);
    row->addStretch(1);
    eye_ = new Button(Button::Kind::Tool, u"eye"_s, ground);
    eye_->setCheckable(true);
    panel_ = new Button(Button::Kind::Tool, u"layout-sidebar-reverse"_s, ground);
    panel_->setCheckable(true);
    panel_->setChecked(true);
    row->addWidget(eye_);
    row->addWidget(panel_);
    connect(reset_, &QPushButton::clicked, this, &ReadingBar::resetRequested);
    connect(eye_, &QPushButton::clicked, this, [this](bool on) {
        setOverlaysShown(on);
        Q_EMIT overlaysToggled(on);
    });
    connect(panel_, &QPushButton::clicked, this, &ReadingBar::panelToggled);
}

void ReadingBar::setTool(ReadingTool tool) {
    for (int i = 0; i < tools_.size(); ++i)
        tools_.at(i)->setChecked(i == int(tool));
}

void ReadingBar::setPreset(int key) { presets_->setActive(key); }

void ReadingBar::setLayoutChoice(ReadingLayout layout) {
    for (int i = 0; i < layouts_.size(); ++i)
        layouts_.at(i)->setChecked(i == int(layout));
}

void ReadingBar::setOverlaysShown(bool shown) {
    shown_ = shown;
    eye_->setChecked(shown);
    eye_->setIconName(shown ? u"eye"_s : u"eye-slash"_s);
}

void ReadingBar::setHasOverlays(bool has) {
    eye_->setVisible(has);
    setOverlaysShown(shown_);
    fit();
}

void ReadingBar::setSlab(double mm) {
    slab_->setParts({{0, u"M"_s, tr("MIP %1 mm").arg(QLocale().toString(mm > 0 ? mm : 10, 'g', 3))}});
    slab_->setActive(mm > 0 ? 0 : -1);
}

void ReadingBar::setPanelShown(bool shown) { panel_->setChecked(shown); }

void ReadingBar::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    fit();
}

/// Where the words of all presets don't fit, keys alone stand for those that are not active.
void ReadingBar::fit() {
    const int others = ground_->layout()->minimumSize().width() - presets_->sizeHint().width();
    presets_->setCompact(width() < others + presets_->fullWidth());
}

void ReadingBar::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void ReadingBar::retranslate() {
    presets_->setParts({{1, u"1"_s, tr("Lung", "window preset")},
                        {2, u"2"_s, tr("Mediastinum", "window preset")},
                        {3, u"3"_s, tr("Bone", "window preset")},
                        {4, u"4"_s, tr("Liver", "window preset")},
                        {5, u"5"_s, tr("Vessel", "window preset")},
                        {6, u"6"_s, tr("Subsolid", "window preset")},
                        {7, u"7"_s, tr("File", "window preset: as the file says")},
                        {0, u"0"_s, tr("Full", "window preset: whole range")}});
    const bool slabOn = slab_->active() >= 0;
    setSlab(0);
    slab_->setActive(slabOn ? 0 : -1);
    const auto tip = [](Button* button, const QString& words) {
        button->setToolTip(words);
        button->setAccessibleName(words);
    };
    tip(tools_.at(0), tr("Window: drag right for wider, up for brighter (Esc)"));
    tip(tools_.at(1), tr("Pan (middle button)"));
    tip(tools_.at(2), tr("Zoom (right button, Ctrl+wheel)"));
    tip(tools_.at(3), tr("Cross-hair (X)"));
    tip(tools_.at(4), tr("Length (L)"));
    tip(tools_.at(5), tr("Long and short axis (B)"));
    tip(layouts_.at(0), tr("One pane (Ctrl+1)"));
    tip(layouts_.at(1), tr("Two panes (Ctrl+2)"));
    tip(layouts_.at(2), tr("Four panes with 3D (Ctrl+3)"));
    tip(reset_, tr("Reset the views (R)"));
    tip(eye_, tr("Overlays on or off (V); hide while held (Q)"));
    tip(panel_, tr("Side panel"));
    fit();
}

} // namespace casebook
