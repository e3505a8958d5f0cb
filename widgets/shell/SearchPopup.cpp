// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/shell/SearchPopup.h"

#include "widgets/common/CellDelegate.h"
#include "widgets/common/LineEdit.h"
#include "widgets/theme/Theme.h"

#include <QKeyEvent>
#include <QListView>
#include <QPainter>
#include <QStandardItemModel>
#include <QVBoxLayout>

namespace casebook {

SearchPopup::SearchPopup(SearchEdit* field, QWidget* host)
    : QFrame(host), field_(field), view_(new QListView(this)), model_(new QStandardItemModel(this)) {
    view_->setModel(model_);
    view_->setItemDelegate(new CellDelegate(view_));
    view_->setFocusPolicy(Qt::NoFocus);
    view_->setEditTriggers(QAbstractItemView::NoEditTriggers);
    view_->setFrameShape(QFrame::NoFrame);
    view_->setUniformItemSizes(true);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(5, 5, 5, 5);
    all->addWidget(view_);
    field->installEventFilter(this);
    connect(view_, &QListView::clicked, this, [this](const QModelIndex& at) { take(at.row()); });
    hide();
}

void SearchPopup::setHits(const QList<SearchHit>& hits) {
    hits_ = hits;
    model_->clear();
    for (const SearchHit& hit : hits) {
        auto* item = new QStandardItem(hit.title);
        item->setData(hit.iconName, IconRole);
        item->setData(hit.note, NoteRole);
        model_->appendRow(item);
    }
    if (hits.isEmpty() || !field_->hasFocus()) {
        hide();
        return;
    }
    view_->setCurrentIndex(model_->index(0, 0));
    const QPoint below = field_->mapTo(parentWidget(), QPoint(0, field_->height() + 4));
    const int rows = std::min(9, int(hits.size()));
    setGeometry(below.x(), below.y(), field_->width(), rows * 32 + 10);
    show();
    raise();
}

void SearchPopup::move(int by) {
    const int row = std::clamp(view_->currentIndex().row() + by, 0, std::max(0, model_->rowCount() - 1));
    view_->setCurrentIndex(model_->index(row, 0));
}

void SearchPopup::take(int row) {
    if (row < 0 || row >= hits_.size())
        return;
    const SearchHit hit = hits_.at(row);
    hide();
    field_->clear();
    field_->clearFocus();
    Q_EMIT chosen(hit);
}

bool SearchPopup::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::FocusOut)
        hide();
    if (event->type() == QEvent::KeyPress && isVisible()) {
        const auto* key = static_cast<QKeyEvent*>(event);
        switch (key->key()) {
        case Qt::Key_Down: move(1); return true;
        case Qt::Key_Up: move(-1); return true;
        case Qt::Key_Return:
        case Qt::Key_Enter: take(view_->currentIndex().row()); return true;
        case Qt::Key_Escape: hide(); return true;
        default: break;
        }
    }
    return QFrame::eventFilter(watched, event);
}

void SearchPopup::paintEvent(QPaintEvent*) {
    const Tokens& t = theme::tokens(this);
    QPainter p(this);
    p.setRenderHint(QPainter::Antialiasing);
    p.setPen(QColor::fromRgb(t.edge));
    p.setBrush(QColor::fromRgb(t.base));
    p.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 7, 7);
}

} // namespace casebook
