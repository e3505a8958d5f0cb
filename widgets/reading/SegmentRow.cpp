// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/reading/SegmentRow.h"

#include "core/values/Messages.h"
#include "widgets/common/Button.h"
#include "widgets/common/Card.h"
#include "widgets/common/Label.h"
#include "widgets/theme/Theme.h"

#include <QCoreApplication>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLocale>
#include <QMenu>
#include <QMouseEvent>
#include <QPainter>
#include <QSlider>
#include <QVBoxLayout>

namespace casebook {

using namespace Qt::StringLiterals;

QString volumeText(double ml) {
    if (ml < 0)
        return u"…"_s;
    const int decimals = ml < 10 ? 2 : ml < 100 ? 1 : 0;
    return QCoreApplication::translate("Segment", "%1 ml").arg(QLocale().toString(ml, 'f', decimals));
}

QString placementText(const OverlayView& o) {
    switch (o.placement) {
    case Placement::State::Verified:
        return o.byGrid ? QCoreApplication::translate("Segment", "Placed by equal grids")
                        : QCoreApplication::translate("Segment", "Placed by frame of reference");
    case Placement::State::Confirmed:
        return QCoreApplication::translate("Segment", "Placement confirmed by %1").arg(o.confirmedBy);
    case Placement::State::NoImage:
        return QCoreApplication::translate("Segment", "No image with its frame of reference is in the study");
    case Placement::State::Refused: break;
    }
    if (o.confirmable)
        return QCoreApplication::translate("Segment", "Nearly fits: corners are up to %1 mm away")
            .arg(QLocale().toString(o.corner_mm, 'f', 2));
    if (o.reason == "frame-of-reference")
        return QCoreApplication::translate("Segment", "Not drawn: another frame of reference");
    if (o.reason == "grid-mismatch")
        return QCoreApplication::translate("Segment", "Not drawn: its grid does not fit this series");
    return QCoreApplication::translate("Segment", "Not drawn: %1")
        .arg(messageText({ErrorKind::Refused, o.reason, {}, {}}));
}

OverlayHead::OverlayHead(const OverlayView& o, QWidget* parent) : QWidget(parent) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(16, 10, 16, 8);
    column->setSpacing(3);
    auto* name = new Label(o.name, FontRole::Table, Tone::Text, this);
    QFont strong = name->font();
    strong.setWeight(QFont::DemiBold);
    name->setFont(strong);
    name->setWrapped();
    column->addWidget(name);
    const auto line = [&](const QString& iconName, Tone tone, const QString& words) {
        auto* row = new QHBoxLayout;
        row->setSpacing(6);
        row->addWidget(new IconMark(iconName, tone, 14, this), 0, Qt::AlignTop);
        auto* text = new Label(words, FontRole::Note, tone == Tone::MarkOk ? Tone::Text2 : tone, this);
        text->setWrapped();
        row->addWidget(text, 1);
        column->addLayout(row);
    };
    const QString who = o.algorithm.isEmpty() ? tr("Algorithm unknown")
                        : o.algorithmVersion.isEmpty()
                            ? o.algorithm
                            : tr("%1 %2", "algorithm, version").arg(o.algorithm, o.algorithmVersion);
    line(u"cpu"_s, Tone::Text2, who);
    const bool placed =
        o.placement == Placement::State::Verified || o.placement == Placement::State::Confirmed;
    line(placed          ? u"patch-check"_s
         : o.confirmable ? u"exclamation-triangle-fill"_s
                         : u"x-octagon-fill"_s,
         placed          ? Tone::Text2
         : o.confirmable ? Tone::Warn
                         : Tone::Bad,
         placementText(o));
    if (o.confirmable && !placed) {
        auto* confirm = new Button(Button::Kind::Secondary, u"check-lg"_s, this);
        confirm->setText(tr("Confirm placement"));
        connect(confirm, &QPushButton::clicked, this, &OverlayHead::confirmRequested);
        column->addWidget(confirm);
    }
}

SegmentRow::SegmentRow(const SegmentView& segment, bool canShow, QWidget* parent)
    : QWidget(parent), segment_(segment), canShow_(canShow),
      label_(new Label(FontRole::Table, Tone::Text, this)),
      volume_(new Label(FontRole::Table, Tone::Text2, this)),
      opacityWords_(new Label(FontRole::Note, Tone::Text2, this)),
      eye_(new Button(Button::Kind::Tool, u"eye"_s, this)),
      fill_(new Button(Button::Kind::Tool, u"circle"_s, this)), more_(new QWidget(this)),
      opacity_(new QSlider(Qt::Horizontal, this)) {
    setFocusPolicy(Qt::TabFocus);
    setProperty("ownFocus", true);
    setCursor(Qt::PointingHandCursor);
    volume_->setNumbers();
    auto* row = new QHBoxLayout;
    row->setContentsMargins(42, 0, 10, 0);
    row->setSpacing(2);
    row->addWidget(label_, 1);
    row->addWidget(volume_);
    row->addSpacing(4);
    fill_->setHeight(Button::Height::Small);
    eye_->setHeight(Button::Height::Small);
    row->addWidget(fill_);
    row->addWidget(eye_);
    auto* slider = new QHBoxLayout(more_);
    slider->setContentsMargins(42, 0, 16, 6);
    slider->addWidget(opacityWords_);
    slider->addWidget(opacity_, 1);
    opacity_->setRange(10, 100);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 4, 0, 4);
    all->setSpacing(2);
    all->addLayout(row);
    all->addWidget(more_);
    more_->hide();
    connect(eye_, &QPushButton::clicked, this, [this] {
        segment_.visible = !segment_.visible;
        refresh();
        Q_EMIT changed(segment_);
    });
    connect(fill_, &QPushButton::clicked, this, [this] {
        segment_.fill = !segment_.fill;
        refresh();
        Q_EMIT changed(segment_);
    });
    connect(opacity_, &QSlider::valueChanged, this, [this](int percent) {
        if (qRound(segment_.opacity * 100) == percent)
            return;
        segment_.opacity = percent / 100.0;
        refresh();
        Q_EMIT changed(segment_);
    });
    refresh();
}

/// Right of this a click goes to the segment; left of it, it chooses its colour.
constexpr int swatchRight = 38;

void SegmentRow::refresh() {
    label_->setText(segment_.label.isEmpty() ? tr("Segment %1").arg(segment_.number) : segment_.label);
    label_->setTone(segment_.visible && canShow_ ? Tone::Text : Tone::Text3);
    volume_->setText(segment_.acrossGap ? QStringLiteral("–") : volumeText(segment_.volume_ml));
    volume_->setToolTip(segment_.acrossGap
                            ? tr("Images are missing within this segment: its volume is not known")
                            : QString());
    eye_->setIconName(segment_.visible ? u"eye"_s : u"eye-slash"_s);
    eye_->setToolTip(segment_.visible ? tr("Hide") : tr("Show"));
    eye_->setAccessibleName(tr("%1: visible").arg(label_->text()));
    fill_->setIconName(segment_.fill ? u"circle-fill"_s : u"circle"_s);
    fill_->setToolTip(segment_.fill ? tr("Outline only") : tr("Fill"));
    fill_->setAccessibleName(tr("%1: filled").arg(label_->text()));
    eye_->setEnabled(canShow_);
    fill_->setEnabled(canShow_);
    opacityWords_->setText(tr("Opacity %1 %").arg(qRound(segment_.opacity * 100)));
    opacity_->setAccessibleName(tr("Opacity"));
    opacity_->setValue(qRound(segment_.opacity * 100));
    setAccessibleName(tr("%1, %2").arg(label_->text(), volume_->text()));
    more_->setVisible(active_ && canShow_ && segment_.fill);
    update();
}

void SegmentRow::setActive(bool active) {
    if (active_ == active)
        return;
    active_ = active;
    refresh();
}

void SegmentRow::setVolume(double ml) {
    segment_.volume_ml = ml;
    refresh();
}

void SegmentRow::mousePressEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton)
        return;
    if (event->position().x() < swatchRight)
        chooseColor();
    else
        Q_EMIT activated();
}

void SegmentRow::chooseColor() {
    const std::array<QString, seriesColors.size()> words{tr("Orange"), tr("Sky blue"), tr("Green"),
                                                         tr("Yellow"), tr("Blue"),     tr("Vermilion"),
                                                         tr("Purple"), tr("Grey")};
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (std::size_t i = 0; i < seriesColors.size(); ++i) {
        const QColor color = QColor::fromRgb(seriesColors[i]);
        QPixmap patch(16, 16);
        patch.fill(color);
        connect(menu->addAction(QIcon(patch), words[i]), &QAction::triggered, this, [this, color] {
            segment_.color = color;
            refresh();
            Q_EMIT changed(segment_);
        });
    }
    menu->popup(mapToGlobal(QPoint(swatchRight / 2, height())));
}

void SegmentRow::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        Q_EMIT activated();
    else if (event->key() == Qt::Key_C)
        chooseColor();
    else
        QWidget::keyPressEvent(event);
}

void SegmentRow::paintEvent(QPaintEvent*) {
    const Tokens& t = theme::tokens(this);
    QPainter p(this);
    if (active_)
        p.fillRect(rect(), QColor::fromRgb(t.accentSoft));
    if (active_ || hasFocus())
        p.fillRect(QRect(0, 0, 3, height()), QColor::fromRgb(t.accent));
    p.setRenderHint(QPainter::Antialiasing);
    const QRectF swatch(17.5, 10.5, 13, 13);
    QColor fill = segment_.color;
    if (!segment_.visible || !canShow_)
        fill.setAlphaF(0.35F);
    p.setPen(QPen(fill, segment_.fill ? 1 : 2));
    QColor inside = fill;
    inside.setAlphaF(segment_.fill ? std::min(1.0F, float(segment_.opacity) * 0.7F + 0.3F) : 0.0F);
    p.setBrush(inside);
    p.drawRoundedRect(swatch, 3, 3);
}

} // namespace casebook
