// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/CellDelegate.h"
#include "widgets/theme/IconEngine.h"
#include "widgets/theme/Theme.h"

#include <QHeaderView>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>

namespace casebook {

namespace {

/// Header whose outer sections keep the page's margin, as the cells below them do.
class DataHeader final : public QHeaderView {
public:
    explicit DataHeader(DataTable* table) : QHeaderView(Qt::Horizontal, table), table_(table) {
        setFont(theme::font(FontRole::ColumnHead));
        setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
        setHighlightSections(false);
        setSectionsClickable(false);
        setMinimumSectionSize(48);
        setFixedHeight(30);
    }

protected:
    void paintSection(QPainter* p, const QRect& rect, int logical) const override {
        const Tokens& t = theme::tokens(this);
        const QColor line = QColor::fromRgb(t.line);
        p->save();
        if (table_->isFitted()) { // lies in a card: the ground takes the card's upper corners
            p->setRenderHint(QPainter::Antialiasing);
            p->setClipRect(rect);
            p->setPen(Qt::NoPen);
            p->setBrush(QColor::fromRgb(t.alt));
            p->drawRoundedRect(QRectF(0, 0, length(), height() + 12), 6, 6);
        } else {
            p->fillRect(rect, QColor::fromRgb(t.alt));
        }
        p->fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), line);
        const bool first = visualIndex(logical) == 0, last = visualIndex(logical) == count() - 1;
        const QRect inner =
            rect.adjusted(first ? table_->sideMargin() : 9, 0, last ? -table_->sideMargin() : -9, -1);
        const QString words = model()->headerData(logical, Qt::Horizontal, Qt::DisplayRole).toString();
        const bool right =
            Qt::Alignment(model()->headerData(logical, Qt::Horizontal, Qt::TextAlignmentRole).toInt()) &
            Qt::AlignRight;
        const bool sorted = isSortIndicatorShown() && sortIndicatorSection() == logical;
        p->setFont(font());
        p->setPen(QColor::fromRgb(sorted ? t.text : t.text2));
        p->drawText(inner,
                    int(Qt::AlignVCenter | Qt::TextSingleLine) | int(right ? Qt::AlignRight : Qt::AlignLeft),
                    words);
        if (sorted) {
            const int width = fontMetrics().horizontalAdvance(words);
            const int x = right ? inner.right() - width - caret - 4 : inner.left() + width + 5;
            paintIcon(p, QRect(x, rect.top(), caret, rect.height()),
                      sortIndicatorOrder() == Qt::AscendingOrder ? QStringLiteral("caret-up-fill")
                                                                 : QStringLiteral("caret-down-fill"),
                      QColor::fromRgb(t.accent), caret);
        }
        p->restore();
    }
    [[nodiscard]] QSize sectionSizeFromContents(int logical) const override {
        const QString words = model()->headerData(logical, Qt::Horizontal, Qt::DisplayRole).toString();
        const int outer = logical == 0 || logical == count() - 1 ? table_->sideMargin() : 9;
        return {fontMetrics().horizontalAdvance(words) + 9 + outer + 2 +
                    (isSortIndicatorShown() ? caret + 6 : 0),
                30};
    }

private:
    static constexpr int caret = 9;
    DataTable* table_;
};

} // namespace

DataTable::DataTable(QWidget* parent) : QTableView(parent) {
    setHorizontalHeader(new DataHeader(this));
    verticalHeader()->hide();
    setRowHeight(32);
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    setFrameShape(QFrame::NoFrame);
    setShowGrid(false);
    setWordWrap(false);
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setSelectionMode(QAbstractItemView::SingleSelection);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    setTabKeyNavigation(false);
    setItemDelegate(new CellDelegate(this));
    setMouseTracking(true);
    connect(this, &QTableView::doubleClicked, this, &DataTable::opened);
}

void DataTable::setModel(QAbstractItemModel* model) {
    QTableView::setModel(model);
    const auto refit = [this] {
        updateGeometry();
        fitColumns();
    };
    connect(model, &QAbstractItemModel::headerDataChanged, this, refit);
    connect(model, &QAbstractItemModel::modelReset, this, refit);
    connect(model, &QAbstractItemModel::rowsInserted, this, refit);
    connect(model, &QAbstractItemModel::rowsRemoved, this, refit);
}

void DataTable::setFitted(bool on) {
    fitted_ = on;
    viewport()->setAutoFillBackground(!on);
    theme::setState(this, "fitted", on);
    setVerticalScrollBarPolicy(on ? Qt::ScrollBarAlwaysOff : Qt::ScrollBarAsNeeded);
    setSizePolicy(QSizePolicy::Expanding, on ? QSizePolicy::Fixed : QSizePolicy::Expanding);
    updateGeometry();
}

void DataTable::setRowHeight(int px) {
    verticalHeader()->setMinimumSectionSize(px);
    verticalHeader()->setDefaultSectionSize(px);
}

void DataTable::setYielding(const QList<int>& order, int stretched, int least) {
    yielding_ = order;
    stretched_ = stretched;
    least_ = least;
    horizontalHeader()->setSectionResizeMode(stretched, QHeaderView::Stretch);
    fitColumns();
}

void DataTable::fitColumns() {
    QHeaderView* header = horizontalHeader();
    for (const int column : yielding_)
        header->setSectionHidden(column, false);
    int needed = least_;
    for (int i = 0; i < header->count(); ++i)
        needed += i == stretched_ || header->isSectionHidden(i) ? 0 : header->sectionSize(i);
    for (const int column : yielding_) {
        if (needed <= viewport()->width())
            return;
        needed -= header->sectionSize(column);
        header->setSectionHidden(column, true);
    }
}

void DataTable::resizeEvent(QResizeEvent* event) {
    QTableView::resizeEvent(event);
    if (!yielding_.isEmpty() && event->size().width() != event->oldSize().width())
        QMetaObject::invokeMethod(this, &DataTable::fitColumns, Qt::QueuedConnection);
}

void DataTable::setSideMargin(int px) {
    sideMargin_ = px;
    viewport()->update();
}

QSize DataTable::sizeHint() const {
    if (!fitted_ || !model())
        return QTableView::sizeHint();
    return {400, horizontalHeader()->height() + model()->rowCount() * verticalHeader()->defaultSectionSize()};
}

QSize DataTable::minimumSizeHint() const {
    return fitted_ ? QSize(200, sizeHint().height()) : QTableView::minimumSizeHint();
}

void DataTable::keyPressEvent(QKeyEvent* event) {
    const QModelIndex at = currentIndex();
    if (at.isValid() && event->modifiers() == Qt::NoModifier) {
        if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
            Q_EMIT opened(at);
            return;
        }
        if (event->key() == Qt::Key_Space) {
            Q_EMIT previewed(at);
            return;
        }
    }
    QTableView::keyPressEvent(event);
}

void DataTable::mouseReleaseEvent(QMouseEvent* event) {
    QTableView::mouseReleaseEvent(event);
    const QModelIndex at = indexAt(event->position().toPoint());
    if (event->button() == Qt::LeftButton && at.isValid() && at.data(LinkRole).toBool())
        Q_EMIT linkClicked(at);
}

void DataTable::currentChanged(const QModelIndex& current, const QModelIndex& previous) {
    QTableView::currentChanged(current, previous);
    if (current.row() != previous.row() || current.isValid() != previous.isValid())
        Q_EMIT rowChanged(current);
}

} // namespace casebook
