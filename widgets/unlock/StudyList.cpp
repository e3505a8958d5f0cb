// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/unlock/StudyList.h"

#include "widgets/common/Chip.h"
#include "widgets/theme/IconEngine.h"
#include "widgets/theme/Theme.h"

#include <QContextMenuEvent>
#include <QDir>
#include <QEvent>
#include <QLocale>
#include <QMenu>
#include <QPainter>
#include <QVBoxLayout>

namespace casebook {

using namespace Qt::StringLiterals;

namespace {
constexpr int cardHeight = 68;
constexpr int plate = 36;
} // namespace

StudyCard::StudyCard(StudyEntry entry, QWidget* parent) : QAbstractButton(parent) {
    setCheckable(true);
    setFocusPolicy(Qt::TabFocus);
    setCursor(Qt::PointingHandCursor);
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setEntry(entry);
}

void StudyCard::setEntry(const StudyEntry& entry) {
    entry_ = entry;
    setAccessibleName(entry.name);
    setAccessibleDescription(note());
    setToolTip(QDir::toNativeSeparators(entry.folder));
    update();
}

QSize StudyCard::sizeHint() const { return {320, cardHeight}; }

QString StudyCard::note() const {
    if (entry_.state == StudyEntry::State::NotFound)
        return tr("Drive not connected, or folder moved");
    if (entry_.state == StudyEntry::State::InUse)
        return entry_.usedBy.isEmpty() ? tr("Open in another window") : tr("Open on %1").arg(entry_.usedBy);
    QString opened = tr("never opened here");
    if (entry_.opened.isValid())
        opened = entry_.opened.date() == QDate::currentDate()
                     ? tr("opened today %1").arg(QLocale().toString(entry_.opened.time(), u"HH:mm"_s))
                     : tr("opened %1")
                           .arg(QLocale().toString(entry_.opened.date(),
                                                   tr("d MMMM yyyy", "format of a date in words")));
    return entry_.site.isEmpty() ? opened : tr("Site %1 · %2", "site, last use").arg(entry_.site, opened);
}

void StudyCard::paintEvent(QPaintEvent*) {
    const Tokens& t = theme::tokens(this);
    QPainter p(this);
    p.setRenderHint(QPainter::Antialiasing);
    if (isChecked() || underMouse()) {
        p.setPen(isChecked() ? QPen(QColor::fromRgb(t.line)) : QPen(Qt::NoPen));
        QColor fill = QColor::fromRgb(t.base);
        if (!isChecked())
            fill.setAlphaF(0.45F);
        p.setBrush(fill);
        p.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 7, 7);
    }
    const bool missing = entry_.state == StudyEntry::State::NotFound;
    const QRectF box(16, (height() - plate) / 2.0, plate, plate);
    p.setPen(Qt::NoPen);
    p.setBrush(QColor::fromRgb(isChecked() ? t.accentSoft : t.sunken));
    p.drawRoundedRect(box, 7, 7);
    paintIcon(&p, box.toRect(), missing ? u"hdd"_s : u"lock"_s,
              QColor::fromRgb(missing       ? t.warn
                              : isChecked() ? t.accent
                                            : t.text2),
              20);

    int right = width() - 16;
    const auto chip = [&](const QString& words, const QString& iconName, Tone tone, Chip::Shape shape) {
        right -= Chip::size(words, iconName, shape).width();
        Chip::paint(&p, QPoint(right, height() / 2), words, iconName, tone, t, shape);
        right -= 8;
    };
    if (missing)
        chip(tr("Not found"), u"exclamation-triangle"_s, Tone::Warn, Chip::Shape::Filled);
    else if (entry_.state == StudyEntry::State::InUse)
        chip(tr("In use"), u"person"_s, Tone::Accent, Chip::Shape::Filled);
    if (entry_.synthetic && !missing)
        chip(tr("Synthetic data"), {}, Tone::Text2, Chip::Shape::Dashed);

    const QRect words(16 + plate + 14, 0, right - (16 + plate + 14), height());
    QFont head = theme::font(FontRole::Body);
    head.setWeight(QFont::DemiBold);
    p.setFont(head);
    p.setPen(QColor::fromRgb(t.text));
    p.drawText(words.adjusted(0, 0, 0, -height() / 2 + 1), Qt::AlignLeft | Qt::AlignBottom,
               p.fontMetrics().elidedText(entry_.name, Qt::ElideMiddle, words.width()));
    p.setFont(theme::font(FontRole::Note));
    p.setPen(QColor::fromRgb(t.text2));
    p.drawText(words.adjusted(0, height() / 2 + 3, 0, 0), Qt::AlignLeft | Qt::AlignTop,
               p.fontMetrics().elidedText(note(), Qt::ElideRight, words.width()));
}

void StudyCard::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) {
        setAccessibleDescription(note());
        update();
    }
    QAbstractButton::changeEvent(event);
}

void StudyCard::contextMenuEvent(QContextMenuEvent* event) {
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(tr("Take off this list"), this, &StudyCard::forgetRequested);
    menu->popup(event->globalPos());
}

StudyList::StudyList(QWidget* parent) : QWidget(parent), column_(new QVBoxLayout(this)) {
    column_->setContentsMargins(3, 3, 3, 3); // room for the focus ring
    column_->setSpacing(2);
}

void StudyList::setStudies(const QList<StudyEntry>& studies, const QString& currentFolder) {
    qDeleteAll(cards_);
    cards_.clear();
    for (const StudyEntry& study : studies) {
        auto* card = new StudyCard(study, this);
        connect(card, &QAbstractButton::clicked, this, [this, card] {
            select(card->entry().folder);
            Q_EMIT chosen(card->entry());
        });
        connect(card, &StudyCard::forgetRequested, this,
                [this, card] { Q_EMIT forgetRequested(card->entry().folder); });
        column_->addWidget(card);
        cards_ << card;
    }
    select(currentFolder);
}

void StudyList::select(const QString& folder) {
    for (StudyCard* card : cards_)
        card->setChecked(card->entry().folder == folder);
}

void StudyList::clearChoice() { select({}); }

QString StudyList::currentFolder() const {
    for (const StudyCard* card : cards_)
        if (card->isChecked())
            return card->entry().folder;
    return {};
}

} // namespace casebook
