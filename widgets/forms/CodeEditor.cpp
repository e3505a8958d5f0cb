// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/forms/CodeEditor.h"

#include "widgets/theme/Theme.h"

#include <QKeyEvent>
#include <QListView>
#include <QPainter>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

namespace casebook {

using namespace Qt::StringLiterals;

namespace {

constexpr int rowHeight = 28;
constexpr int mostRows = 9;

class CodeDelegate final : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    bool codes = true;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const override {
        return {100, rowHeight};
    }
    void paint(QPainter* p, const QStyleOptionViewItem& option, const QModelIndex& index) const override {
        const Tokens& t = theme::tokens(option.widget);
        p->save();
        if (option.state & QStyle::State_Selected) {
            p->setRenderHint(QPainter::Antialiasing);
            p->setPen(Qt::NoPen);
            p->setBrush(QColor::fromRgb(t.accentSoft));
            p->drawRoundedRect(option.rect, 4, 4);
        }
        QRect r = option.rect.adjusted(8, 0, -8, 0);
        if (codes) {
            const QString code = index.data(CodeModel::CodeRole).toString();
            p->setFont(theme::numberFont(FontRole::Table));
            p->setPen(QColor::fromRgb(t.text3));
            p->drawText(r, Qt::AlignVCenter | Qt::AlignLeft, code);
            r.setLeft(r.left() + std::max(36, p->fontMetrics().horizontalAdvance(code) + 10));
        }
        p->setFont(theme::font(FontRole::Table));
        p->setPen(QColor::fromRgb(t.text));
        p->drawText(r, Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine,
                    p->fontMetrics().elidedText(index.data().toString(), Qt::ElideRight, r.width()));
        p->restore();
    }
};

} // namespace

CodePopup::CodePopup(QWidget* field, QWidget* window)
    : QFrame(window), field_(field), model_(new CodeModel(this)), view_(new QListView(this)) {
    view_->setModel(model_);
    view_->setItemDelegate(new CodeDelegate(view_));
    view_->setFocusPolicy(Qt::NoFocus);
    view_->setEditTriggers(QAbstractItemView::NoEditTriggers);
    view_->setFrameShape(QFrame::NoFrame);
    view_->setUniformItemSizes(true);
    setFocusPolicy(Qt::NoFocus);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(5, 5, 5, 5);
    all->addWidget(view_);
    connect(view_, &QListView::pressed, this,
            [this](const QModelIndex& at) { Q_EMIT chosen(model_->code(at.row())); });
}

void CodePopup::showRows(const std::shared_ptr<const CodeIndex>& index, std::vector<int> rows,
                         const QString& language, const QString& current) {
    const int count = int(rows.size());
    int at = 0;
    for (int i = 0; i < count && !current.isEmpty(); ++i)
        if (index->at(rows[std::size_t(i)]).code == current)
            at = i;
    model_->setRows(index, std::move(rows), language);
    if (count == 0) {
        hide();
        return;
    }
    view_->setCurrentIndex(model_->index(at, 0));
    const int height = std::min(mostRows, count) * rowHeight + 12;
    const QPoint below = field_->mapTo(parentWidget(), QPoint(0, field_->height() + 3));
    const bool above = below.y() + height > parentWidget()->height() && below.y() > height + 40;
    setGeometry(below.x(), above ? below.y() - field_->height() - 6 - height : below.y(),
                std::max(field_->width(), 240), height);
    show();
    raise();
    view_->scrollTo(view_->currentIndex());
}

void CodePopup::setCodesShown(bool on) { static_cast<CodeDelegate*>(view_->itemDelegate())->codes = on; }

void CodePopup::move(int by) {
    const int row = std::clamp(view_->currentIndex().row() + by, 0, std::max(0, model_->rowCount() - 1));
    view_->setCurrentIndex(model_->index(row, 0));
}

QString CodePopup::highlighted() const { return model_->code(view_->currentIndex().row()); }

void CodePopup::paintEvent(QPaintEvent*) {
    const Tokens& t = theme::tokens(this);
    QPainter p(this);
    p.setRenderHint(QPainter::Antialiasing);
    p.setPen(QColor::fromRgb(t.edge));
    p.setBrush(QColor::fromRgb(t.base));
    p.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 7, 7);
}

CodeEditor::CodeEditor(std::shared_ptr<const CodeIndex> index, const QString& language, QWidget* parent)
    : ItemEditor(new ValueEdit(parent)), index_(std::move(index)), language_(language),
      edit_(static_cast<ValueEdit*>(widget())) {
    edit_->setSign(u"chevron-down"_s);
    edit_->setHint(tr("Type a code, name or pinyin"));
    connect(edit_, &QLineEdit::textChanged, this, &CodeEditor::textTyped);
    connect(this, &ItemEditor::typed, this, [this] { // never while an input method composes
        if (searching_ && edit_->hasFocus() && !edit_->text().isEmpty() && !edit_->text().startsWith(u'='))
            search(edit_->text());
        else if (isOpen())
            closeList();
    });
    connect(edit_, &ValueEdit::signClicked, this, [this] {
        if (isOpen())
            closeList();
        else
            openList();
    });
}

CodeEditor::~CodeEditor() { delete popup_.data(); }

QString CodeEditor::raw() const {
    if (!edit_->missing().isEmpty() && edit_->text().isEmpty())
        return u'=' + QString::fromLatin1(edit_->missing());
    return searching_ ? edit_->text() : code_;
}

void CodeEditor::showCode(const QString& code) {
    const QSignalBlocker quiet(edit_);
    const int row = index_->rowOf(code);
    code_ = row >= 0 ? code : QString();
    searching_ = row < 0 && !code.isEmpty();
    edit_->setCode(codesShown_ ? code_ : QString());
    edit_->setText(row >= 0 ? textIn(index_->at(row).label, language_) : code);
    edit_->setCursorPosition(0);
}

void CodeEditor::setValue(const QString& raw, const QString&) {
    if (raw == this->raw() || isTouched())
        return;
    before_ = raw;
    showCode(raw);
}

void CodeEditor::setMissing(const QByteArray& code, const QString& words) {
    if (!code.isEmpty())
        showCode({});
    edit_->setMissing(code, words);
}

void CodeEditor::setLook(ValueEdit::Look look) {
    edit_->setLook(look);
    edit_->setSign(look == ValueEdit::Look::Normal ? u"chevron-down"_s : QString());
    edit_->setFocusPolicy(look == ValueEdit::Look::Normal ? Qt::StrongFocus : Qt::ClickFocus);
}

void CodeEditor::setIndex(std::shared_ptr<const CodeIndex> index) {
    index_ = std::move(index);
    if (!isTouched())
        showCode(raw());
}

void CodeEditor::setCodesShown(bool on) { codesShown_ = on; }

bool CodeEditor::isOpen() const { return popup_ && popup_->isVisible(); }

void CodeEditor::openList() { search({}); }

void CodeEditor::closeList() {
    if (popup_)
        popup_->hide();
    Q_EMIT listClosed();
}

void CodeEditor::search(const QString& typed) {
    if (!popup_) {
        popup_ = new CodePopup(edit_, edit_->window());
        popup_->setCodesShown(codesShown_);
        connect(popup_, &CodePopup::chosen, this, [this](const QString& code) {
            take(code);
            commit();
        });
    }
    popup_->showRows(index_, index_->find(typed), language_, typed.isEmpty() ? code_ : QString());
}

void CodeEditor::textTyped() {
    if (!searching_) {
        before_ = code_;
        // The first key replaces the label: what is typed over a shown code is a new search.
        searching_ = true;
        code_.clear();
        edit_->setCode({});
    }
    if (!edit_->text().isEmpty() && !edit_->missing().isEmpty())
        edit_->setMissing({}, {});
    changed();
}

void CodeEditor::take(const QString& code) {
    showCode(code);
    edit_->setMissing({}, {});
    closeList();
    changed();
}

bool CodeEditor::key(QKeyEvent* event) {
    if (edit_->isReadOnly())
        return false;
    const int key = event->key();
    if (key == Qt::Key_Down || key == Qt::Key_Up) {
        if (!isOpen())
            openList();
        else
            popup_->move(key == Qt::Key_Down ? 1 : -1);
        return true;
    }
    if (isOpen() && (key == Qt::Key_PageDown || key == Qt::Key_PageUp)) {
        popup_->move(key == Qt::Key_PageDown ? mostRows - 1 : 1 - mostRows);
        return true;
    }
    if (key == Qt::Key_Escape && (isOpen() || searching_)) {
        closeList();
        showCode(before_);
        changed();
        return true;
    }
    const bool erase = key == Qt::Key_Backspace || key == Qt::Key_Delete;
    if (erase && !searching_ && (!code_.isEmpty() || !edit_->missing().isEmpty())) {
        edit_->setMissing({}, {});
        take({}); // one key unselects, as in a list of buttons
        return true;
    }
    if (!searching_ && !code_.isEmpty() && !event->text().isEmpty() && event->text().at(0).isPrint() &&
        !(event->modifiers() & (Qt::ControlModifier | Qt::AltModifier)))
        edit_->selectAll(); // typing goes over the label, never into it
    return false;
}

void CodeEditor::beforeCommit(bool leaving) {
    if (isOpen() && edit_->text().startsWith(u'=')) {
        closeList(); // "=UNK"
        return;
    }
    const bool certain = searching_ && [&] {
        const auto found = index_->find(edit_->text());
        return found.size() == 1 ||
               (!found.empty() &&
                index_->at(found.front()).code.compare(edit_->text().trimmed(), Qt::CaseInsensitive) == 0);
    }();
    if (isOpen() && (leaving || certain) && !edit_->text().isEmpty() && searching_)
        take(leaving ? popup_->highlighted() : index_->at(index_->find(edit_->text()).front()).code);
    else if (isOpen() && leaving && !searching_ && popup_->highlighted() != code_)
        take(popup_->highlighted());
    else if (isOpen())
        closeList();
}

} // namespace casebook
