// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/reading/VolumeBar.h"

#include "widgets/common/Button.h"
#include "widgets/common/Card.h"
#include "widgets/common/Label.h"
#include "widgets/common/QuietCombo.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QSignalBlocker>
#include <QSlider>
#include <QTimer>

#include <algorithm>
#include <utility>

namespace casebook {

using namespace Qt::StringLiterals;

namespace {
constexpr int barHeight = 40;
constexpr int sliderWidth = 160;
constexpr int frame_ms = 200; ///< of a phase while playing
} // namespace

VolumeBar::VolumeBar(QWidget* parent) : QWidget(parent), timer_(new QTimer(this)) {
    setFixedHeight(barHeight);
    auto* ground = new Strip(Card::Fill::Window, Qt::BottomEdge, this);
    auto* outer = new QHBoxLayout(this);
    outer->setContentsMargins({});
    outer->addWidget(ground);
    auto* row = new QHBoxLayout(ground);
    row->setContentsMargins(16, 0, 12, 1);
    row->setSpacing(8);
    count_ = new Label(FontRole::Table, Tone::Text2, ground);
    choice_ = new QuietCombo(ground);
    choice_->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    phaseBox_ = new QWidget(ground);
    auto* phaseRow = new QHBoxLayout(phaseBox_);
    phaseRow->setContentsMargins({});
    phaseRow->setSpacing(4);
    back_ = new Button(Button::Kind::Tool, u"chevron-left"_s, phaseBox_);
    forward_ = new Button(Button::Kind::Tool, u"chevron-right"_s, phaseBox_);
    play_ = new Button(Button::Kind::Tool, u"play-fill"_s, phaseBox_);
    play_->setCheckable(true);
    slider_ = new QSlider(Qt::Horizontal, phaseBox_);
    slider_->setFixedWidth(sliderWidth);
    slider_->setPageStep(1);
    phase_ = new Label(FontRole::Table, Tone::Text, phaseBox_);
    phase_->setNumbers();
    for (QWidget* part : std::initializer_list<QWidget*>{back_, slider_, forward_, play_, phase_})
        phaseRow->addWidget(part);
    row->addWidget(count_);
    row->addWidget(choice_);
    row->addSpacing(12);
    row->addWidget(phaseBox_);
    row->addStretch(1);
    connect(choice_, &QComboBox::activated, this, [this](int at) {
        stop();
        Q_EMIT volumeChosen(choice_->itemData(at).toInt());
    });
    connect(slider_, &QSlider::valueChanged, this, [this](int at) {
        if (const auto all = phases(); at >= 0 && at < all.size())
            Q_EMIT volumeChosen(all.at(at)->index);
    });
    connect(back_, &QPushButton::clicked, this, [this] { stepPhase(-1); });
    connect(forward_, &QPushButton::clicked, this, [this] { stepPhase(1); });
    connect(play_, &QPushButton::toggled, this,
            [this](bool on) { on ? timer_->start(frame_ms) : timer_->stop(); });
    connect(timer_, &QTimer::timeout, this, [this] {
        if (!std::exchange(waiting_, true))
            stepPhase(1);
    });
    retranslate();
    hide();
}

void VolumeBar::setVolumes(const QList<SeriesVolume>& volumes) {
    stop();
    volumes_ = volumes;
    index_ = -1;
    fill();
    setVisible(volumes_.size() > 1);
}

void VolumeBar::fill() {
    const QSignalBlocker quiet(choice_);
    choice_->clear();
    for (const SeriesVolume& v : volumes_) {
        if (v.phaseSet < 0)
            choice_->addItem(v.label, v.index);
        else if (v.phase == 0)
            choice_->addItem(tr("%n phase(s), %1", nullptr, v.phases).arg(v.size), v.index);
    }
    count_->setText(tr("%n volume(s)", nullptr, choice_->count()));
    choice_->setVisible(choice_->count() > 1);
    count_->setVisible(choice_->count() > 1); // one of many phases needs no count
    setCurrent(index_);
}

const SeriesVolume* VolumeBar::current() const {
    const auto found = std::find_if(volumes_.begin(), volumes_.end(),
                                    [&](const SeriesVolume& v) { return v.index == index_; });
    return found == volumes_.end() ? nullptr : &*found;
}

QList<const SeriesVolume*> VolumeBar::phases() const {
    QList<const SeriesVolume*> out;
    const SeriesVolume* now = current();
    for (const SeriesVolume& v : volumes_)
        if (now && now->phaseSet >= 0 && v.phaseSet == now->phaseSet)
            out.append(&v);
    std::sort(out.begin(), out.end(),
              [](const SeriesVolume* a, const SeriesVolume* b) { return a->phase < b->phase; });
    return out;
}

void VolumeBar::setCurrent(int index) {
    index_ = index;
    const SeriesVolume* now = current();
    const auto all = phases();
    phaseBox_->setVisible(all.size() > 1);
    const int listed = all.isEmpty() ? index : all.front()->index;
    choice_->setCurrentIndex(choice_->findData(listed));
    const QSignalBlocker quiet(slider_);
    slider_->setRange(0, std::max(0, int(all.size()) - 1));
    slider_->setValue(now ? now->phase : 0);
    showPhase();
}

void VolumeBar::showPhase() {
    const SeriesVolume* now = current();
    phase_->setText(now && now->phases > 1 ? tr("Phase %1 of %2").arg(now->phase + 1).arg(now->phases)
                                           : QString());
}

void VolumeBar::stepPhase(int by) {
    const auto all = phases();
    const SeriesVolume* now = current();
    if (!now || all.size() < 2)
        return;
    const auto count = int(all.size());
    Q_EMIT volumeChosen(all.at((now->phase + by + count) % count)->index);
}

void VolumeBar::phaseShown() { waiting_ = false; }

void VolumeBar::stop() {
    play_->setChecked(false);
    waiting_ = false;
}

void VolumeBar::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

void VolumeBar::retranslate() {
    const auto tip = [](QWidget* widget, const QString& words) {
        widget->setToolTip(words);
        widget->setAccessibleName(words);
    };
    choice_->setAccessibleName(tr("Volume of the series"));
    slider_->setAccessibleName(tr("Phase"));
    tip(back_, tr("Phase before (,)"));
    tip(forward_, tr("Next phase (.)"));
    tip(play_, tr("Play the phases"));
    fill();
}

} // namespace casebook
