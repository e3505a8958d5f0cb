// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/CellDelegate.h"

#include "widgets/common/Chip.h"
#include "widgets/theme/IconEngine.h"
#include "widgets/theme/Theme.h"

#include <QAbstractItemView>
#include <QPainter>

namespace casebook {

namespace {

constexpr int cellMargin = 9;
constexpr int iconPx = 14;
constexpr int barWidth = 44;

Tone toneOf(const QModelIndex& index, int role, Tone fallback) {
    const QVariant value = index.data(role);
    return value.isValid() ? Tone(value.toInt()) : fallback;
}

const DataTable* tableOf(const QStyleOptionViewItem& option) {
    return qobject_cast<const DataTable*>(option.widget);
}

/// The page's margin for the first and last column, else the cell's own.
QRect inner(const QStyleOptionViewItem& option, const QModelIndex& index) {
    QRect r = option.rect.adjusted(cellMargin, 0, -cellMargin, -1);
    if (const DataTable* table = tableOf(option)) {
        if (index.column() == 0)
            r.setLeft(option.rect.left() + table->sideMargin());
        if (index.column() == index.model()->columnCount() - 1)
            r.setRight(option.rect.right() - table->sideMargin());
    }
    return r;
}

void paintGround(QPainter* p, const QStyleOptionViewItem& option, const Tokens& t, bool line) {
    const bool selected = option.state & QStyle::State_Selected;
    if (selected)
        p->fillRect(option.rect, QColor::fromRgb(t.accentSoft));
    if (line)
        p->fillRect(QRect(option.rect.left(), option.rect.bottom(), option.rect.width(), 1),
                    QColor::fromRgb(t.line));
}

void paintBar(QPainter* p, QRect& r, double part, bool strong, const Tokens& t) {
    const QRectF track(r.right() - barWidth + 1, r.center().y() - 1.5, barWidth, 4);
    p->setRenderHint(QPainter::Antialiasing);
    p->setPen(Qt::NoPen);
    p->setBrush(QColor::fromRgb(t.sunken));
    p->drawRoundedRect(track, 2, 2);
    p->setBrush(QColor::fromRgb(strong ? t.accentFill : t.edge));
    p->drawRoundedRect(QRectF(track.topLeft(), QSizeF(std::max(2.0, track.width() * part), 4)), 2, 2);
    r.setRight(int(track.left()) - 8);
}

} // namespace

CellDelegate::CellDelegate(QObject* parent) : QStyledItemDelegate(parent) {}

QSize CellDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const {
    QFont font =
        index.data(NumberRole).toBool() ? theme::numberFont(FontRole::Table) : theme::font(FontRole::Table);
    if (index.data(StrongRole).toBool())
        font.setWeight(QFont::DemiBold);
    const QFontMetrics metrics(font);
    int width = metrics.horizontalAdvance(index.data().toString()) + 2 * cellMargin + 4;
    if (!index.data(IconRole).toString().isEmpty())
        width += iconPx + 8;
    if (const QString note = index.data(NoteRole).toString(); !note.isEmpty())
        width += 8 + QFontMetrics(theme::font(FontRole::Note)).horizontalAdvance(note);
    if (const QString chip = index.data(ChipRole).toString(); !chip.isEmpty())
        width += Chip::size(chip, {}).width() + 6;
    if (index.data(BarRole).isValid())
        width += barWidth + 8;
    if (const DataTable* table = tableOf(option);
        table && (index.column() == 0 || index.column() == index.model()->columnCount() - 1))
        width += table->sideMargin() - cellMargin;
    return {width, 32};
}

void CellDelegate::paint(QPainter* p, const QStyleOptionViewItem& option, const QModelIndex& index) const {
    const Tokens& t = theme::tokens(option.widget);
    p->save();
    const DataTable* table = tableOf(option);
    const bool lastInCard = table && table->isFitted() && index.row() == index.model()->rowCount() - 1;
    paintGround(p, option, t, !lastInCard);
    QRect r = inner(option, index);
    if (const QVariant bar = index.data(BarRole); bar.isValid())
        paintBar(p, r, bar.toDouble(), index.data(StrongRole).toBool(), t);

    const bool strong = index.data(StrongRole).toBool();
    QFont font =
        index.data(NumberRole).toBool() ? theme::numberFont(FontRole::Table) : theme::font(FontRole::Table);
    if (strong)
        font.setWeight(QFont::DemiBold);
    const Tone tone = toneOf(index, ToneRole, index.data(LinkRole).toBool() ? Tone::Accent : Tone::Text);
    const QString text = index.data().toString();
    const QString note = index.data(NoteRole).toString();
    const QString iconName = index.data(IconRole).toString();
    const QVariant wish = index.data(Qt::TextAlignmentRole);
    const bool right = wish.isValid() && (Qt::Alignment(wish.toInt()) & Qt::AlignRight);
    const QFontMetrics metrics(font);
    const int iconSpace = iconName.isEmpty() ? 0 : iconPx + 8;
    const QString shown = metrics.elidedText(text, Qt::ElideRight, std::max(0, r.width() - iconSpace));
    const int textWidth = metrics.horizontalAdvance(shown);
    int x = right ? r.right() + 1 - textWidth - iconSpace : r.left();
    if (!iconName.isEmpty()) {
        paintIcon(p, QRect(x, r.top(), iconPx, r.height()), iconName,
                  toneColor(t, toneOf(index, IconToneRole, Tone::Text2)), iconPx);
        x += iconSpace;
    }
    if (!shown.isEmpty()) {
        p->setFont(font);
        p->setPen(toneColor(t, tone));
        p->drawText(QRect(x, r.top(), textWidth + 2, r.height()),
                    Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, shown);
        x += textWidth + 8;
    }
    if (!note.isEmpty() && x < r.right()) {
        p->setFont(theme::font(FontRole::Note));
        p->setPen(QColor::fromRgb(t.text3));
        p->drawText(QRect(x, r.top(), r.right() - x, r.height()), Qt::AlignLeft | Qt::AlignVCenter,
                    p->fontMetrics().elidedText(note, Qt::ElideRight, r.right() - x));
    }
    if (const QString chip = index.data(ChipRole).toString(); !chip.isEmpty())
        Chip::paint(p, QPoint(x, r.center().y() + 1), chip, {}, toneOf(index, ChipToneRole, Tone::Text2), t);
    // Keyboard place: a 2 px bar at the row's start instead of a ring round every cell.
    if ((option.state & QStyle::State_Selected) && index.column() == 0 && option.widget &&
        option.widget->hasFocus())
        p->fillRect(QRect(option.rect.left(), option.rect.top(), 3, option.rect.height() - 1),
                    QColor::fromRgb(t.accent));
    p->restore();
}

} // namespace casebook
