// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/schedule/ScheduleTable.h"

#include "widgets/common/CellDelegate.h"
#include "widgets/theme/IconEngine.h"
#include "widgets/theme/Theme.h"

#include <QHeaderView>
#include <QKeyEvent>
#include <QPainter>
#include <QPainterPath>
#include <QScrollBar>

namespace casebook {

using namespace Qt::StringLiterals;

namespace {

constexpr int rowPx = 35;
constexpr int cellWidth = 112, cellHeight = 25;
constexpr int columnPad = 14; ///< beside the box of a cell, both sides together
constexpr int firstMargin = 15;

class VisitHeader final : public QHeaderView {
public:
    explicit VisitHeader(QWidget* parent) : QHeaderView(Qt::Horizontal, parent) {
        setFont(theme::font(FontRole::ColumnHead));
        setSectionsClickable(false);
        setHighlightSections(false);
        setMinimumSectionSize(72);
        setFixedHeight(52);
    }

protected:
    void paintSection(QPainter* p, const QRect& rect, int logical) const override {
        const Tokens& t = theme::tokens(this);
        p->save();
        p->fillRect(rect, QColor::fromRgb(t.alt));
        p->fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), QColor::fromRgb(t.line));
        const QString words = model()->headerData(logical, Qt::Horizontal, Qt::DisplayRole).toString();
        const QString note = model()->headerData(logical, Qt::Horizontal, NoteRole).toString();
        const bool visit = logical >= ScheduleModel::firstVisit;
        const Qt::Alignment align = visit ? Qt::AlignHCenter : Qt::AlignLeft;
        QRect r = rect.adjusted(visit ? 4 : logical == 0 ? firstMargin : 9, 0, -4, -1);
        p->setFont(font());
        p->setPen(QColor::fromRgb(t.text2));
        if (note.isEmpty()) {
            p->drawText(r, int(align | Qt::AlignVCenter | Qt::TextSingleLine), words);
        } else {
            p->drawText(QRect(r.left(), r.top() + 8, r.width(), 18), int(align | Qt::AlignVCenter), words);
            p->setFont(theme::font(FontRole::Note));
            p->setPen(QColor::fromRgb(t.text3));
            p->drawText(QRect(r.left(), r.top() + 26, r.width(), 18), int(align | Qt::AlignVCenter), note);
        }
        p->restore();
    }
};

void hatch(QPainter* p, const QRect& box, const Tokens& t) {
    p->save();
    QPainterPath clip;
    clip.addRoundedRect(box, 3, 3);
    p->setClipPath(clip);
    p->setPen(QPen(QColor::fromRgb(t.line), 2));
    for (int x = box.left() - box.height(); x < box.right(); x += 8)
        p->drawLine(x, box.bottom() + 1, x + box.height() + 1, box.top());
    p->restore();
}

} // namespace

void ScheduleDelegate::paintFace(QPainter* p, const QRect& box, const CellFace& face, const Tokens& t) {
    using F = CellFace::Fill;
    if (face.words.isEmpty() && face.icon.isEmpty())
        return;
    p->save();
    p->setRenderHint(QPainter::Antialiasing);
    if (face.fill == F::Hatched) {
        hatch(p, box, t);
    } else if (face.fill != F::None) {
        p->setPen(Qt::NoPen);
        p->setBrush(QColor::fromRgb(face.fill == F::Accent  ? t.accentSoft
                                    : face.fill == F::Bad   ? t.badSoft
                                    : face.fill == F::Query ? t.querySoft
                                                            : t.sunken));
        p->drawRoundedRect(box, 3, 3);
    }
    paintIcon(p, QRect(box.left() + 7, box.top(), 13, box.height()), face.icon, toneColor(t, face.mark), 13);
    QFont font = theme::numberFont(FontRole::Table);
    if (face.strong)
        font.setWeight(QFont::DemiBold);
    p->setFont(font);
    p->setPen(toneColor(t, face.tone));
    p->drawText(box.adjusted(25, 0, 0, 0), Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine, face.words);
    p->restore();
}

QSize ScheduleDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex& index) const {
    QFont font = theme::numberFont(FontRole::Table);
    font.setWeight(QFont::DemiBold);
    const int words = QFontMetrics(font).horizontalAdvance(index.data().toString());
    if (index.column() < ScheduleModel::firstVisit)
        return {words + firstMargin + 12, rowPx};
    return {std::max(cellWidth, words + 32) + columnPad, rowPx};
}

void ScheduleDelegate::paint(QPainter* p, const QStyleOptionViewItem& option,
                             const QModelIndex& index) const {
    const Tokens& t = theme::tokens(option.widget);
    const auto* view = qobject_cast<const QTableView*>(option.widget);
    const auto* table = qobject_cast<const ScheduleTable*>(view ? view : nullptr);
    if (!table && view)
        table = qobject_cast<const ScheduleTable*>(view->parentWidget());
    const QModelIndex current = table ? table->currentIndex() : QModelIndex();
    p->save();
    const bool here = current.isValid() && current.row() == index.row();
    p->fillRect(option.rect, QColor::fromRgb(here ? t.accentSoft : t.base));
    p->fillRect(QRect(option.rect.left(), option.rect.bottom(), option.rect.width(), 1),
                QColor::fromRgb(t.line));
    if (index.column() < ScheduleModel::firstVisit) {
        QFont font = theme::font(FontRole::Table);
        if (index.data(StrongRole).toBool())
            font.setWeight(QFont::DemiBold);
        p->setFont(font);
        p->setPen(QColor::fromRgb(t.text));
        const QRect r = option.rect.adjusted(index.column() == 0 ? firstMargin : 9, 0, -6, -1);
        p->drawText(r, Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine,
                    p->fontMetrics().elidedText(index.data().toString(), Qt::ElideRight, r.width()));
        if (here && index.column() == 0 && table->hasFocus())
            p->fillRect(QRect(option.rect.left(), option.rect.top(), 3, option.rect.height() - 1),
                        QColor::fromRgb(t.accent));
    } else if (const auto* model = qobject_cast<const ScheduleModel*>(index.model())) {
        QRect box(0, 0, std::max(cellWidth, option.rect.width() - columnPad), cellHeight);
        box.moveCenter(option.rect.center());
        if (const ScheduleCell* cell = model->cellAt(index))
            paintFace(p, box, cellFace(*cell, model->view().today), t);
        if (current == index && table && table->hasFocus()) {
            p->setRenderHint(QPainter::Antialiasing);
            p->setPen(QPen(QColor::fromRgb(t.accent), 2));
            p->setBrush(Qt::NoBrush);
            p->drawRoundedRect(box.adjusted(-2, -2, 2, 2), 5, 5);
        }
    }
    p->restore();
}

ScheduleTable::ScheduleTable(QWidget* parent) : QTableView(parent), frozen_(new QTableView(this)) {
    for (QTableView* view : {static_cast<QTableView*>(this), frozen_}) {
        view->setHorizontalHeader(new VisitHeader(view));
        view->verticalHeader()->hide();
        view->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
        view->verticalHeader()->setMinimumSectionSize(rowPx);
        view->verticalHeader()->setDefaultSectionSize(rowPx);
        view->setFrameShape(QFrame::NoFrame);
        view->setShowGrid(false);
        view->setSelectionMode(QAbstractItemView::NoSelection);
        view->setEditTriggers(QAbstractItemView::NoEditTriggers);
        view->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
        view->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
        view->setItemDelegate(new ScheduleDelegate(view));
        view->setTabKeyNavigation(false);
    }
    setProperty("ownFocus", true);
    frozen_->setFocusPolicy(Qt::NoFocus);
    frozen_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    frozen_->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    frozen_->setAccessibleName({});
    connect(frozen_->verticalScrollBar(), &QScrollBar::valueChanged, verticalScrollBar(),
            &QScrollBar::setValue);
    connect(verticalScrollBar(), &QScrollBar::valueChanged, frozen_->verticalScrollBar(),
            &QScrollBar::setValue);
    connect(frozen_, &QTableView::clicked, this, [this](const QModelIndex& at) {
        setFocus(Qt::MouseFocusReason);
        setCurrentIndex(at);
    });
    connect(frozen_, &QTableView::doubleClicked, this, &ScheduleTable::opened);
    connect(this, &QTableView::doubleClicked, this, &ScheduleTable::opened);
}

void ScheduleTable::setModel(QAbstractItemModel* model) {
    QTableView::setModel(model);
    frozen_->setModel(model);
    connect(model, &QAbstractItemModel::modelReset, this, &ScheduleTable::fitColumns);
    connect(model, &QAbstractItemModel::headerDataChanged, this, &ScheduleTable::fitColumns);
    fitColumns();
}

void ScheduleTable::fitColumns() {
    if (!model())
        return;
    const QFontMetrics head(theme::font(FontRole::ColumnHead)), note(theme::font(FontRole::Note));
    int rest = 0;
    for (int column = 0; column < model()->columnCount(); ++column) {
        const QString words = model()->headerData(column, Qt::Horizontal, Qt::DisplayRole).toString();
        const QString small = model()->headerData(column, Qt::Horizontal, NoteRole).toString();
        int width = std::max(head.horizontalAdvance(words), note.horizontalAdvance(small)) + 26;
        const int rows = std::min(200, model()->rowCount()); // a column is as wide as what it usually says
        for (int row = 0; row < rows; ++row)
            width = std::max(width, itemDelegate()->sizeHint({}, model()->index(row, column)).width());
        if (column == 1)
            width = std::min(width, 160);
        width = std::max(width, column == 0 ? 96 : column == 1 ? 110 : cellWidth + columnPad);
        setColumnWidth(column, width);
        frozen_->setColumnWidth(column, width);
        frozen_->setColumnHidden(column, column >= ScheduleModel::firstVisit);
        rest += width;
    }
    // What is left over goes to the visits alike.
    const int visits = model()->columnCount() - ScheduleModel::firstVisit;
    if (const int more = viewport()->width() - rest; more > 0 && visits > 0)
        for (int column = ScheduleModel::firstVisit; column < model()->columnCount(); ++column)
            setColumnWidth(column, columnWidth(column) + more / visits);
    placeFrozen();
}

void ScheduleTable::placeFrozen() {
    const int width = columnWidth(0) + columnWidth(1);
    frozen_->setGeometry(0, 0, width, horizontalHeader()->height() + viewport()->height());
    frozen_->raise();
}

void ScheduleTable::resizeEvent(QResizeEvent* event) {
    QTableView::resizeEvent(event);
    fitColumns();
}

void ScheduleTable::currentChanged(const QModelIndex& current, const QModelIndex& previous) {
    QTableView::currentChanged(current, previous);
    viewport()->update();
    frozen_->viewport()->update();
    // A cell that went behind the frozen columns comes out again.
    if (current.column() >= ScheduleModel::firstVisit) {
        const int left = visualRect(current).left(), least = columnWidth(0) + columnWidth(1);
        if (left < least)
            horizontalScrollBar()->setValue(horizontalScrollBar()->value() - (least - left));
    }
}

void ScheduleTable::keyPressEvent(QKeyEvent* event) {
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (enter && event->modifiers() == Qt::NoModifier && currentIndex().isValid()) {
        Q_EMIT opened(currentIndex());
        return;
    }
    QTableView::keyPressEvent(event);
}

} // namespace casebook
