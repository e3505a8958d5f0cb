// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/forms/RowsTable.h"

#include "widgets/common/CellDelegate.h"
#include "widgets/forms/FormWords.h"
#include "widgets/forms/ItemEditor.h"
#include "widgets/forms/ItemRow.h"
#include "widgets/theme/IconEngine.h"
#include "widgets/theme/Theme.h"

#include <QHeaderView>
#include <QKeyEvent>
#include <QPainter>
#include <QWheelEvent>

namespace casebook {

using namespace Qt::StringLiterals;

namespace {

constexpr int rowPx = 36;

ItemEditor* editorOf(const QWidget* widget) { return widget ? widget->findChild<ItemEditor*>() : nullptr; }

int leastWidth(const ItemDef& item) {
    switch (item.type) {
    case ItemType::YesNo: return 146;
    case ItemType::Code:
    case ItemType::MultiCode:
    case ItemType::Text:
    case ItemType::LongText: return 140;
    case ItemType::Date: return 112;
    default: return 88;
    }
}

/// Plain head on one hairline, as all tables have it.
class RowsHeader final : public QHeaderView {
public:
    explicit RowsHeader(QWidget* parent) : QHeaderView(Qt::Horizontal, parent) {}

protected:
    void paintSection(QPainter* p, const QRect& rect, int logical) const override {
        const Tokens& t = theme::tokens(this);
        p->save();
        p->fillRect(rect, QColor::fromRgb(t.alt));
        p->fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), QColor::fromRgb(t.line));
        p->setFont(font());
        p->setPen(QColor::fromRgb(t.text2));
        p->drawText(rect.adjusted(11, 0, -4, -1), int(Qt::AlignVCenter | Qt::AlignLeft),
                    model()->headerData(logical, Qt::Horizontal, Qt::DisplayRole).toString());
        p->restore();
    }
};

} // namespace

RowsDelegate::RowsDelegate(FormModel* form, QObject* parent) : QStyledItemDelegate(parent), form_(form) {}

QWidget* RowsDelegate::createEditor(QWidget* parent, const QStyleOptionViewItem&,
                                    const QModelIndex& index) const {
    const ItemPath path = static_cast<const RowsModel*>(index.model())->pathAt(index);
    const ItemDef* item = form_->def(path.item);
    ItemEditor* editor = item ? makeEditor(*item, path, *form_, parent) : nullptr;
    if (!editor)
        return nullptr;
    connect(editor, &ItemEditor::typed, form_,
            [form = form_, path](const QString& raw) { form->type(path, raw); });
    connect(editor, &ItemEditor::committed, form_,
            [form = form_, path](const QString& raw) { form->commit(path, raw); });
    connect(editor, &ItemEditor::nextRequested, this, [this] { Q_EMIT nextRequested(false, true); });
    editor->widget()->setAutoFillBackground(true);
    editor->widget()->setAccessibleName(textIn(item->label, formLanguage()));
    return editor->widget();
}

void RowsDelegate::setEditorData(QWidget* widget, const QModelIndex& index) const {
    ItemEditor* editor = editorOf(widget);
    if (!editor || editor->isTouched())
        return;
    const ItemShown shown = form_->shown(static_cast<const RowsModel*>(index.model())->pathAt(index));
    editor->setMissing(shown.missing, shown.missingWords);
    if (shown.missing.isEmpty())
        editor->setValue(shown.raw, shown.text);
    editor->setCheck(shown.check);
}

void RowsDelegate::updateEditorGeometry(QWidget* editor, const QStyleOptionViewItem& option,
                                        const QModelIndex&) const {
    editor->setGeometry(option.rect.adjusted(2, 2, -2, -3));
}

/// Keys are the editor's own (ItemEditor); Qt's delegate would take Enter from an input method.
bool RowsDelegate::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::KeyPress) {
        auto* key = static_cast<QKeyEvent*>(event);
        auto* widget = qobject_cast<QWidget*>(watched);
        ItemEditor* editor = editorOf(widget);
        const bool tab = key->key() == Qt::Key_Tab || key->key() == Qt::Key_Backtab;
        if (tab && editor && !editor->isComposing()) {
            editor->leave();
            Q_EMIT nextRequested(key->key() == Qt::Key_Backtab, false);
            return true;
        }
        return false;
    }
    if (event->type() == QEvent::ShortcutOverride)
        return false;
    return QStyledItemDelegate::eventFilter(watched, event);
}

void RowsDelegate::paint(QPainter* p, const QStyleOptionViewItem& option, const QModelIndex& index) const {
    const Tokens& t = theme::tokens(option.widget);
    p->save();
    const bool dead = !index.data(RowsModel::LiveRole).toBool();
    const QString check = index.data(RowsModel::CheckRole).toString();
    const QRect r = option.rect;
    if (index.data(RowsModel::SunkenRole).toBool() && !dead)
        p->fillRect(r.adjusted(0, 0, 0, -1), QColor::fromRgb(t.sunken));
    p->fillRect(QRect(r.left(), r.bottom(), r.width(), 1), QColor::fromRgb(t.line));
    if (!check.isEmpty())
        p->fillRect(QRect(r.left() + 2, r.top() + 4, 3, r.height() - 9),
                    QColor::fromRgb(check == "soft"_L1    ? t.markWarn
                                    : check == "query"_L1 ? t.markQuery
                                                          : t.markBad));
    QRect words = r.adjusted(11, 0, -8, -1);
    const QString icon = index.data(IconRole).toString();
    if (!icon.isEmpty()) {
        paintIcon(p, QRect(words.left(), words.top(), 14, words.height()), icon,
                  toneColor(t, Tone(index.data(IconToneRole).toInt())), 14);
        words.setLeft(words.left() + 21);
    }
    QFont font = theme::numberFont(FontRole::Table);
    font.setStrikeOut(dead && icon.isEmpty());
    p->setFont(font);
    const QVariant tone = index.data(ToneRole);
    p->setPen(toneColor(t, dead ? Tone::Text3 : tone.isValid() ? Tone(tone.toInt()) : Tone::Text));
    p->drawText(words, Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine,
                p->fontMetrics().elidedText(index.data().toString(), Qt::ElideRight, words.width()));
    p->restore();
}

RowsTable::RowsTable(const SectionDef& section, FormModel* form, QWidget* parent)
    : QTableView(parent), model_(new RowsModel(section, form, this)) {
    setHorizontalHeader(new RowsHeader(this));
    horizontalHeader()->setFixedHeight(30);
    setModel(model_);
    auto* delegate = new RowsDelegate(form, this);
    setItemDelegate(delegate);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setMinimumSectionSize(rowPx);
    verticalHeader()->setDefaultSectionSize(rowPx);
    horizontalHeader()->setFont(theme::font(FontRole::ColumnHead));
    horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setSectionsClickable(false);
    horizontalHeader()->setMinimumSectionSize(40);
    setFrameShape(QFrame::NoFrame);
    setShowGrid(false);
    setSelectionMode(QAbstractItemView::NoSelection);
    setEditTriggers(QAbstractItemView::NoEditTriggers); // edited by its own rules, F2 is the history
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setProperty("ownFocus", true);
    connect(delegate, &RowsDelegate::nextRequested, this, &RowsTable::go);
    connect(this, &QTableView::clicked, this, [this] { editCurrent(); });
    const QFontMetrics metrics(theme::font(FontRole::ColumnHead));
    for (int column = 0; column < model_->columnCount(); ++column) {
        const QString words = model_->headerData(column, Qt::Horizontal, Qt::DisplayRole).toString();
        const ItemDef* item = column < section.items.size() ? form->def(section.items.at(column)) : nullptr;
        setColumnWidth(column,
                       std::max(metrics.horizontalAdvance(words) + 24, item ? leastWidth(*item) : 44));
    }
    horizontalHeader()->setStretchLastSection(true);
}

void RowsTable::refresh() {
    const ItemPath kept = currentPath();
    model_->refresh();
    const QModelIndex at = model_->indexOf(kept);
    if (at.isValid() && at != currentIndex())
        setCurrentIndex(at);
    updateGeometry();
}

void RowsTable::setLocked(bool on) { locked_ = on; }

ItemPath RowsTable::currentPath() const {
    return currentIndex().isValid() ? model_->pathAt(currentIndex()) : ItemPath{};
}

QSize RowsTable::sizeHint() const {
    const int bar = horizontalHeader()->length() > width() ? 10 : 0;
    return {400, horizontalHeader()->sizeHint().height() + std::max(1, model_->rowCount()) * rowPx + bar};
}

QSize RowsTable::minimumSizeHint() const { return {200, sizeHint().height()}; }

void RowsTable::goTo(const ItemPath& path) {
    QModelIndex at = model_->indexOf(path);
    if (!at.isValid())
        return;
    if (!model_->canType(at)) // calculated or hidden: the next that can be typed, of the same row
        if (const QModelIndex next = stepped(at, false); next.isValid() && next.row() == at.row())
            at = next;
    setFocus(Qt::OtherFocusReason);
    setCurrentIndex(at);
    scrollTo(at);
    editCurrent();
}

void RowsTable::editCurrent() {
    if (!locked_ && model_->canType(currentIndex()) && !isPersistentEditorOpen(currentIndex()))
        edit(currentIndex());
}

QModelIndex RowsTable::stepped(QModelIndex from, bool back) const {
    const int columns = model_->columnCount(), cells = columns * model_->rowCount();
    int at = from.isValid() ? from.row() * columns + from.column() : (back ? cells : -1);
    for (at += back ? -1 : 1; at >= 0 && at < cells; at += back ? -1 : 1)
        if (const QModelIndex next = model_->index(at / columns, at % columns); model_->canType(next))
            return next;
    return {};
}

void RowsTable::go(bool back, bool enter) {
    const QModelIndex next = stepped(currentIndex(), back);
    if (next.isValid()) {
        setFocus(Qt::OtherFocusReason); // the editor of the last cell closes
        setCurrentIndex(next);
        editCurrent();
    } else if (enter && !back && !locked_) {
        setFocus(Qt::OtherFocusReason);
        Q_EMIT addRequested();
    } else {
        Q_EMIT leaveRequested(back);
    }
}

void RowsTable::keyPressEvent(QKeyEvent* event) {
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (enter && event->modifiers() == Qt::NoModifier) {
        if (model_->rowCount() == 0 || !currentIndex().isValid())
            Q_EMIT addRequested();
        else if (model_->canType(currentIndex()))
            editCurrent();
        else
            go(false, true);
        return;
    }
    if (event->key() == Qt::Key_Delete && event->modifiers() == (Qt::ControlModifier | Qt::ShiftModifier)) {
        if (const ItemPath path = currentPath(); !path.row.isEmpty() && !locked_)
            Q_EMIT removeRequested(path.row);
        return;
    }
    const bool types = !event->text().isEmpty() && event->text().at(0).isPrint() &&
                       !(event->modifiers() & (Qt::ControlModifier | Qt::AltModifier));
    if (types && !locked_ && model_->canType(currentIndex())) {
        editCurrent();
        if (QWidget* editor = indexWidget(currentIndex()); editor || (editor = focusWidget()))
            if (editor != this)
                QCoreApplication::sendEvent(editor, event);
        return;
    }
    if (event->key() >= Qt::Key_F1 && event->key() <= Qt::Key_F12) {
        event->ignore(); // the page's
        return;
    }
    QTableView::keyPressEvent(event);
}

void RowsTable::currentChanged(const QModelIndex& current, const QModelIndex& previous) {
    QTableView::currentChanged(current, previous);
    if (const ItemPath path = model_->pathAt(current); !path.item.isEmpty())
        Q_EMIT entered(path);
}

void RowsTable::focusInEvent(QFocusEvent* event) {
    QTableView::focusInEvent(event);
    const bool tab = event->reason() == Qt::TabFocusReason || event->reason() == Qt::BacktabFocusReason;
    if (!tab)
        return;
    const QModelIndex first = stepped({}, event->reason() == Qt::BacktabFocusReason);
    if (first.isValid()) {
        setCurrentIndex(first);
        editCurrent();
    }
}

bool RowsTable::focusNextPrevChild(bool next) { return QWidget::focusNextPrevChild(next); }

/// The page scrolls; the table shows all its rows.
void RowsTable::wheelEvent(QWheelEvent* event) {
    if (event->angleDelta().x() != 0)
        QTableView::wheelEvent(event);
    else
        event->ignore();
}

} // namespace casebook
