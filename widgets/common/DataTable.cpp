// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/CellDelegate.h"
#include "widgets/theme/Theme.h"

#include <QHeaderView>
#include <QKeyEvent>
#include <QMouseEvent>
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
    void paintSection(QPainter* painter, const QRect& rect, int logical) const override {
        QHeaderView::paintSection(painter, rect, logical);
    }
    void initStyleOptionForIndex(QStyleOptionHeader* option, int logical) const override {
        QHeaderView::initStyleOptionForIndex(option, logical);
        // The section's background is the header's; only the words move.
        const int extra = table_->sideMargin() - 9;
        if (logical == 0 && visualIndex(0) == 0)
            option->rect.adjust(extra, 0, 0, 0);
        if (logical == count() - 1)
            option->rect.adjust(0, 0, -extra, 0);
    }

private:
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
    const auto refit = [this] { updateGeometry(); };
    connect(model, &QAbstractItemModel::modelReset, this, refit);
    connect(model, &QAbstractItemModel::rowsInserted, this, refit);
    connect(model, &QAbstractItemModel::rowsRemoved, this, refit);
}

void DataTable::setFitted(bool on) {
    fitted_ = on;
    setVerticalScrollBarPolicy(on ? Qt::ScrollBarAlwaysOff : Qt::ScrollBarAsNeeded);
    setSizePolicy(QSizePolicy::Expanding, on ? QSizePolicy::Fixed : QSizePolicy::Expanding);
    updateGeometry();
}

void DataTable::setRowHeight(int px) {
    verticalHeader()->setMinimumSectionSize(px);
    verticalHeader()->setDefaultSectionSize(px);
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
