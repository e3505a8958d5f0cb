// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/reading/SegmentPanel.h"

#include "widgets/common/Button.h"
#include "widgets/common/Card.h"
#include "widgets/common/EmptyState.h"
#include "widgets/common/Label.h"
#include "widgets/reading/SegmentRow.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QScrollArea>
#include <QVBoxLayout>

namespace casebook {

using namespace Qt::StringLiterals;

namespace {
constexpr int panelWidth = 348;
} // namespace

SegmentPanel::SegmentPanel(QWidget* parent) : QWidget(parent) {
    setFixedWidth(panelWidth);
    auto* ground = new Strip(Card::Fill::Window, Qt::LeftEdge, this);
    auto* outer = new QHBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->addWidget(ground);
    title_ = new Label(FontRole::Section, Tone::Text, ground);
    count_ = new Label(FontRole::Table, Tone::Text2, ground);
    series_ = new Label(FontRole::Body, Tone::Text, ground);
    series_->setWrapped();
    note_ = new Label(FontRole::Note, Tone::Text2, ground);
    note_->setWrapped();
    add_ = new Button(Button::Kind::Secondary, u"plus-lg"_s, ground);
    add_->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    auto* caption = new QVBoxLayout;
    caption->setContentsMargins(16, 12, 16, 10);
    caption->setSpacing(2);
    caption->addWidget(series_);
    caption->addWidget(note_);
    auto* head = new QHBoxLayout;
    head->setContentsMargins(16, 10, 16, 10);
    head->addWidget(title_, 1);
    head->addWidget(count_);
    auto* scroll = new QScrollArea(ground);
    scroll->setObjectName(u"segments"_s);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->viewport()->setAutoFillBackground(false);
    auto* foot = new QHBoxLayout;
    foot->setContentsMargins(16, 12, 16, 16);
    foot->addWidget(add_);
    auto* all = new QVBoxLayout(ground);
    all->setContentsMargins(1, 0, 0, 0);
    all->setSpacing(0);
    all->addLayout(caption);
    all->addWidget(new Line(Qt::Horizontal, ground));
    all->addLayout(head);
    all->addWidget(new Line(Qt::Horizontal, ground));
    all->addWidget(scroll, 1);
    all->addWidget(new Line(Qt::Horizontal, ground));
    all->addLayout(foot);
    connect(add_, &QPushButton::clicked, this, &SegmentPanel::addOverlayRequested);
    retranslate();
}

void SegmentPanel::setTitle(const ReadingTitle& title) {
    caption_ = title;
    showTitle();
}

void SegmentPanel::showTitle() {
    series_->setText(caption_.subject.isEmpty()
                         ? caption_.series
                         : tr("%1 · %2", "subject, series").arg(caption_.subject, caption_.series));
    note_->setText(caption_.note);
    add_->setEnabled(!caption_.series.isEmpty());
}

void SegmentPanel::setOverlays(const QList<OverlayView>& overlays) {
    overlays_ = overlays;
    retranslate();
}

void SegmentPanel::setVolume(OverlayId overlay, int segment, double volume_ml) {
    for (OverlayView& o : overlays_)
        for (SegmentView& s : o.segments)
            if (o.id == overlay && s.number == segment) {
                s.volume_ml = volume_ml;
                if (auto* row = findChild<SegmentRow*>(u"segment-%1-%2"_s.arg(overlay.value).arg(segment)))
                    row->setVolume(volume_ml);
            }
}

void SegmentPanel::setActive(OverlayId overlay, int segment) {
    activeOverlay_ = overlay;
    activeSegment_ = segment;
    const QString active = u"segment-%1-%2"_s.arg(overlay.value).arg(segment);
    for (SegmentRow* row : findChildren<SegmentRow*>())
        row->setActive(row->objectName() == active);
}

void SegmentPanel::rebuild() {
    auto* scroll = findChild<QScrollArea*>(u"segments"_s);
    auto* body = new QWidget;
    body->setAutoFillBackground(false);
    auto* column = new QVBoxLayout(body);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    for (const OverlayView& o : overlays_) {
        auto* head = new OverlayHead(o, body);
        connect(head, &OverlayHead::confirmRequested, this,
                [this, id = o.id] { Q_EMIT confirmRequested(id); });
        column->addWidget(head);
        const bool drawn =
            o.placement == Placement::State::Verified || o.placement == Placement::State::Confirmed;
        for (const SegmentView& s : o.segments) {
            auto* row = new SegmentRow(s, drawn, body);
            row->setObjectName(u"segment-%1-%2"_s.arg(o.id.value).arg(s.number));
            connect(row, &SegmentRow::activated, this, [this, id = o.id, number = s.number, drawn] {
                setActive(id, number);
                if (drawn)
                    Q_EMIT segmentActivated(id, number);
            });
            connect(row, &SegmentRow::changed, this, [this, id = o.id](const SegmentView& segment) {
                for (OverlayView& mine : overlays_)
                    for (SegmentView& old : mine.segments)
                        if (mine.id == id && old.number == segment.number)
                            old = segment;
                Q_EMIT segmentChanged(id, segment);
            });
            column->addWidget(row);
        }
        column->addWidget(new Line(Qt::Horizontal, body));
    }
    if (overlays_.isEmpty()) {
        auto* none = new EmptyState(u"layers"_s, body);
        none->setWords(tr("No overlays"), tr("Import a DICOM SEG with the images, or add a label map here."));
        column->addWidget(none, 1);
    } else {
        column->addStretch(1);
    }
    scroll->setWidget(body);
    body->setAutoFillBackground(false); // setWidget switches it on
    body->show();
    setActive(activeOverlay_, activeSegment_);
}

void SegmentPanel::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void SegmentPanel::retranslate() {
    showTitle();
    title_->setText(tr("Overlays"));
    int segments = 0;
    for (const OverlayView& o : overlays_)
        segments += int(o.segments.size());
    count_->setText(overlays_.isEmpty() ? QString() : tr("%n segment(s)", nullptr, segments));
    add_->setText(tr("Add a label map"));
    rebuild();
}

} // namespace casebook
