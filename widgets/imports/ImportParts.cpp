// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/imports/ImportParts.h"

#include "widgets/common/Button.h"
#include "widgets/common/Chip.h"
#include "widgets/common/Label.h"
#include "widgets/common/Thumbnail.h"
#include "widgets/theme/IconEngine.h"

#include <QHBoxLayout>
#include <QLocale>
#include <QPainter>
#include <QVBoxLayout>

#include <utility>

namespace casebook {

using namespace Qt::StringLiterals;

NumberTiles::NumberTiles(QList<Tile> tiles, QWidget* parent) : QWidget(parent), tiles_(std::move(tiles)) {
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    QStringList words;
    for (const Tile& tile : tiles_)
        words << u"%1 %2"_s.arg(tile.number).arg(tile.words);
    setAccessibleName(words.join(u", "_s));
}

QSize NumberTiles::sizeHint() const { return {600, 80}; }

QSize NumberTiles::minimumSizeHint() const {
    int widest = 0;
    const QFontMetrics metrics(theme::font(FontRole::Table));
    for (const Tile& tile : tiles_)
        widest = std::max(widest, metrics.horizontalAdvance(tile.words) + 62);
    return {widest * int(tiles_.size()), 80};
}

void NumberTiles::paintEvent(QPaintEvent*) {
    const Tokens& t = theme::tokens(this);
    QPainter p(this);
    p.setRenderHint(QPainter::Antialiasing);
    p.setPen(QColor::fromRgb(t.line));
    p.setBrush(QColor::fromRgb(t.base));
    p.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 7, 7);
    const double step = double(width()) / double(tiles_.size());
    for (int i = 0; i < tiles_.size(); ++i) {
        const Tile& tile = tiles_.at(i);
        const int x = int(i * step);
        if (i > 0)
            p.fillRect(QRect(x, 1, 1, height() - 2), QColor::fromRgb(t.line));
        const QColor color = tile.number == 0 ? QColor::fromRgb(t.text3) : toneColor(t, tile.tone);
        p.setFont(theme::font(FontRole::Display));
        p.setPen(color);
        p.drawText(QRect(x + 21, 12, int(step) - 24, 36), Qt::AlignLeft | Qt::AlignVCenter,
                   QLocale().toString(tile.number));
        int textX = x + 21;
        if (!tile.iconName.isEmpty()) {
            paintIcon(&p, QRect(textX, 46, 14, 20), tile.iconName, color, 14);
            textX += 20;
        }
        p.setFont(theme::font(FontRole::Table));
        p.setPen(QColor::fromRgb(t.text2));
        p.drawText(QRect(textX, 46, int((i + 1) * step) - textX, 20), Qt::AlignLeft | Qt::AlignVCenter,
                   tile.words);
    }
}

WaitingCard::WaitingCard(const ImportView::Waiting& w, QWidget* parent)
    : QWidget(parent), picture_(w.thumbnail) {
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(18 + 64 + 16, 14, 18, 14);
    row->setSpacing(16);
    auto* words = new QVBoxLayout;
    words->setSpacing(1);
    auto* head = new Label(tr("%1, %2, %n slice(s)", "description, modality", w.slices)
                               .arg(w.description.isEmpty() ? u"–"_s : w.description, w.modality),
                           FontRole::Body, Tone::Text, this);
    QFont strong = head->font();
    strong.setWeight(QFont::DemiBold);
    head->setFont(strong);
    QString why = tr("The identity in the files matches no subject for certain.");
    if (w.reason == "two-patients-in-exam")
        why = tr("The exam holds images of two persons.");
    else if (w.reason == "conflicting-instance")
        why = tr("Images have the same UID as others in the study, and other pixels.");
    else if (w.reason == "other-header")
        why = tr("The same images are in the study with another header: %1.").arg(w.sides.differences);
    else if (!w.close.isEmpty())
        why = tr("The identity in the files matches no subject for certain; %n subject(s) are close.",
                 nullptr, int(w.close.size()));
    auto* note = new Label(why, FontRole::Table, Tone::Text2, this);
    note->setWrapped();
    words->addStretch(1);
    words->addWidget(head);
    words->addWidget(note);
    if (!w.isAboutFiles() && !w.sides.came.isEmpty()) {
        auto* both = new QHBoxLayout;
        both->setSpacing(24);
        for (const auto& [side, lines] :
             {std::pair(tr("In the study"), w.sides.here), std::pair(tr("In the files"), w.sides.came)}) {
            auto* cell = new Label(side + u": "_s + (lines.isEmpty() ? u"–"_s : lines.join(u"; "_s)),
                                   FontRole::Table, Tone::Text2, this);
            cell->setWrapped();
            both->addWidget(cell, 1);
        }
        words->addLayout(both);
    }
    words->addStretch(1);
    row->addLayout(words, 1);
    for (const QString& label : w.close.first(std::min<qsizetype>(3, w.close.size()))) {
        auto* chip = new Chip(Tone::Text2, Chip::Shape::Filled, this);
        chip->setText(label);
        row->addWidget(chip);
    }
    setMinimumHeight(92);
    if (w.isAboutFiles()) {
        auto* settle = new Button(Button::Kind::Secondary, {}, this);
        settle->setText(tr("Compare and choose"));
        settle->setObjectName(u"choose"_s);
        row->addWidget(settle);
        connect(settle, &QPushButton::clicked, this, &WaitingCard::settleRequested);
        return;
    }
    if (w.reason == "two-patients-in-exam") {
        auto* part = new Button(Button::Kind::Secondary, {}, this);
        part->setText(tr("Part by patient"));
        part->setObjectName(u"part"_s);
        row->addWidget(part);
        connect(part, &QPushButton::clicked, this, &WaitingCard::partRequested);
    }
    auto* choose = new Button(Button::Kind::Secondary, {}, this);
    choose->setText(tr("Choose subject"));
    auto* leave = new Button(Button::Kind::Secondary, {}, this);
    leave->setText(tr("Leave out"));
    row->addWidget(choose);
    row->addWidget(leave);
    connect(choose, &QPushButton::clicked, this, &WaitingCard::chooseRequested);
    connect(leave, &QPushButton::clicked, this, &WaitingCard::leaveOutRequested);
    choose->setObjectName(u"choose"_s);
}

void WaitingCard::paintEvent(QPaintEvent*) {
    QPainter p(this);
    paintThumbnail(&p, QRect(18, (height() - 64) / 2, 64, 64), picture_, theme::tokens(this));
}

} // namespace casebook
