// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/reading/SeriesPanel.h"

#include "widgets/common/Card.h"
#include "widgets/common/Label.h"
#include "widgets/reading/VolumeButton.h"

#include <QEvent>
#include <QGridLayout>
#include <QScrollArea>
#include <QScrollBar>
#include <QVBoxLayout>

namespace casebook {

namespace {

constexpr int margin = 16;
constexpr int labelWidth = 104;

Tone toneOf(FindingLine::Weight weight) {
    return weight == FindingLine::Weight::Warning ? Tone::Warn : Tone::Text;
}

} // namespace

SeriesPanel::SeriesPanel(QWidget* parent) : QWidget(parent), scroll_(new QScrollArea(this)) {
    scroll_->setWidgetResizable(true);
    scroll_->setFrameShape(QFrame::NoFrame);
    scroll_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll_->viewport()->setAutoFillBackground(false);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins({});
    all->addWidget(scroll_);
    rebuild();
}

void SeriesPanel::setSeries(const QString& title, const SeriesFindings& findings,
                            const QList<SeriesVolume>& volumes) {
    title_ = title;
    findings_ = findings;
    volumes_ = volumes;
    index_ = 0;
    has_ = true;
    rebuild();
}

void SeriesPanel::clear() {
    has_ = false;
    rebuild();
}

void SeriesPanel::setThumbnail(int index, const QImage& picture) {
    for (SeriesVolume& v : volumes_)
        if (v.index == index)
            v.thumbnail = picture;
    for (VolumeButton* button : findChildren<VolumeButton*>())
        if (button->index() == index)
            button->setPicture(picture);
}

void SeriesPanel::setCurrent(int index) {
    if (index == index_)
        return;
    index_ = index;
    rebuild();
}

void SeriesPanel::setDamage(int index, const std::vector<double>& damaged_mm) {
    if (!has_ || index < 0 || std::size_t(index) >= findings_.volumes.size())
        return;
    VolumeFindings& volume = findings_.volumes[std::size_t(index)];
    if (volume.damaged_mm == damaged_mm)
        return;
    volume.damaged_mm = damaged_mm;
    rebuild();
}

QStringList SeriesPanel::lines() const {
    QStringList out;
    for (const Label* label : findChildren<Label*>())
        if (const QString name = label->property("fact").toString(); !name.isEmpty())
            out << QString(name + QStringLiteral(": ") + label->text());
    return out;
}

void SeriesPanel::rebuild() {
    const int at = scroll_->verticalScrollBar()->value();
    auto* body = new QWidget;
    auto* column = new QVBoxLayout(body);
    column->setContentsMargins(margin, 12, margin, margin);
    column->setSpacing(4);
    if (has_) {
        if (!title_.isEmpty()) {
            auto* title = new Label(title_, FontRole::Section, Tone::Text, body);
            title->setWrapped();
            column->addWidget(title);
        }
        if (volumes_.size() > 1)
            addList(column);
        const bool one = findings_.volumes.size() < 2;
        if (std::size_t(index_) < findings_.volumes.size()) {
            const VolumeFindings& volume = findings_.volumes[std::size_t(index_)];
            addFacts(column, one ? QString() : volumeLabel(volume), volumeLines(volume));
        }
        addFacts(column, one ? QString() : tr("Whole series"), seriesLines(findings_));
    }
    column->addStretch(1);
    scroll_->setWidget(body);
    body->setAutoFillBackground(false); // setWidget switches it on
    scroll_->verticalScrollBar()->setValue(at);
}

void SeriesPanel::addList(QVBoxLayout* column) {
    for (const SeriesVolume& v : volumes_) {
        const SeriesVolume* now = nullptr;
        for (const SeriesVolume& other : volumes_)
            if (other.index == index_)
                now = &other;
        const bool sameSet = now && v.phaseSet >= 0 && v.phaseSet == now->phaseSet;
        if (v.phaseSet >= 0 && v.phase > 0)
            continue; // the slider goes through them
        auto* button = new VolumeButton(v, this);
        button->setActive(v.index == index_ || sameSet);
        // Queued: whoever listens may build the list anew, this button with it.
        connect(
            button, &QAbstractButton::clicked, this, [this, index = v.index] { Q_EMIT volumeChosen(index); },
            Qt::QueuedConnection);
        column->addWidget(button);
    }
    column->addSpacing(6);
}

void SeriesPanel::addFacts(QVBoxLayout* column, const QString& head, const QList<FindingLine>& lines) {
    if (!head.isEmpty()) {
        column->addSpacing(8);
        column->addWidget(new Label(head, FontRole::ColumnHead, Tone::Text, this));
    }
    column->addWidget(new Line(Qt::Horizontal, this));
    auto* grid = new QGridLayout;
    grid->setContentsMargins(0, 4, 0, 4);
    grid->setHorizontalSpacing(10);
    grid->setVerticalSpacing(4);
    grid->setColumnStretch(1, 1);
    grid->setColumnMinimumWidth(0, labelWidth);
    for (const FindingLine& line : lines) {
        const int row = grid->rowCount();
        grid->addWidget(new Label(line.label, FontRole::Note, Tone::Text2, this), row, 0, Qt::AlignTop);
        auto* value = new Label(line.value, FontRole::Note, toneOf(line.weight), this);
        value->setProperty("fact", line.label);
        value->setNumbers();
        value->setWrapped(200);
        grid->addWidget(value, row, 1);
    }
    column->addLayout(grid);
}

void SeriesPanel::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        rebuild();
}

} // namespace casebook
