// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/Chip.h"
#include "widgets/forms/ChoiceEditor.h"
#include "widgets/theme/IconEngine.h"
#include "widgets/theme/Theme.h"

#include <QInputMethodEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

namespace casebook {

using namespace Qt::StringLiterals;

namespace {

constexpr int lineHeight = 26;
constexpr int boxPx = 14;
constexpr int longList = 12; ///< more codes than this are found by typing
constexpr int noneLine = -1;

void paintBox(QPainter* p, const QRectF& box, bool on, bool dead, const Tokens& t) {
    p->setPen(QColor::fromRgb(on && !dead ? t.accentFill : t.edge));
    p->setBrush(QColor::fromRgb(dead ? t.sunken : on ? t.accentFill : t.base));
    p->drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3);
    if (!on)
        return;
    p->setPen(
        QPen(QColor::fromRgb(dead ? t.text2 : t.onAccent), 1.6, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    p->drawPolyline(QPolygonF(
        {{box.x() + 3.5, box.y() + 7.2}, {box.x() + 6.0, box.y() + 9.8}, {box.x() + 10.5, box.y() + 4.6}}));
}

} // namespace

CheckList::CheckList(QWidget* parent) : QWidget(parent) {
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setProperty("ownFocus", true); // the current line shows where the keyboard is
}

bool CheckList::isLong() const { return index_ && index_->size() > longList; }

void CheckList::setIndex(std::shared_ptr<const CodeIndex> index, const QString& language) {
    index_ = std::move(index);
    language_ = language;
    setAttribute(Qt::WA_InputMethodEnabled, isLong());
    refresh();
}

void CheckList::setChosen(const QStringList& codes, bool answered) {
    chosen_ = QSet<QString>(codes.begin(), codes.end());
    answered_ = answered;
    refresh();
}

void CheckList::setMissing(const QByteArray& code, const QString& words) {
    missing_ = code;
    missingWords_ = words;
    refresh();
}

void CheckList::setReadOnly(bool on) {
    readOnly_ = on;
    setFocusPolicy(on ? Qt::NoFocus : Qt::StrongFocus);
    refresh();
}

QStringList CheckList::chosen() const {
    QStringList codes;
    for (int row = 0; index_ && row < index_->size(); ++row)
        if (chosen_.contains(index_->at(row).code))
            codes << index_->at(row).code;
    return codes;
}

void CheckList::refresh() {
    lines_.clear();
    const auto found = index_->find(find_);
    std::size_t offered = isLong() ? (find_.isEmpty() ? 0 : 8) : found.size();
    for (int row = 0; row < index_->size(); ++row)
        if (chosen_.contains(index_->at(row).code) && (isLong() || index_->at(row).retired))
            lines_.push_back(row);
    for (std::size_t i = 0; i < found.size() && offered > 0; ++i)
        if (!isLong() || !chosen_.contains(index_->at(found[i]).code)) {
            lines_.push_back(found[i]);
            --offered;
        }
    lines_.push_back(noneLine);
    current_ = std::clamp(current_, 0, int(lines_.size()) - 1);
    updateGeometry();
    update();
}

QSize CheckList::sizeHint() const {
    const int lines = !missing_.isEmpty() ? 1 : int(lines_.size()) + (isLong() ? 1 : 0);
    return {240, std::max(32, lines * lineHeight + 6)};
}

void CheckList::toggle(int line) {
    if (readOnly_ || line < 0 || line >= int(lines_.size()))
        return;
    missing_.clear();
    const int row = lines_[std::size_t(line)];
    if (row == noneLine) {
        answered_ = !(answered_ && chosen_.isEmpty());
        chosen_.clear();
    } else {
        const QString code = index_->at(row).code;
        if (!chosen_.remove(code))
            chosen_.insert(code);
        answered_ = !chosen_.isEmpty();
    }
    find_.clear();
    current_ = isLong() ? 0 : line;
    refresh();
    Q_EMIT picked();
}

bool CheckList::take(QKeyEvent* event) {
    if (readOnly_ || event->modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier))
        return false;
    const int lines = int(lines_.size());
    switch (event->key()) {
    case Qt::Key_Up: current_ = std::max(0, current_ - 1); break;
    case Qt::Key_Down: current_ = std::min(lines - 1, current_ + 1); break;
    case Qt::Key_Space: toggle(current_); break;
    case Qt::Key_Escape:
        if (find_.isEmpty())
            return false;
        find_.clear();
        refresh();
        break;
    case Qt::Key_Backspace:
        if (find_.isEmpty() && missing_.isEmpty())
            return false;
        find_.chop(1);
        missing_.clear();
        refresh();
        break;
    default: {
        const QString typed = event->text();
        if (typed.isEmpty() || !typed.at(0).isPrint())
            return false;
        if (isLong()) {
            find_ += typed;
            current_ = int(chosen_.size()); // the first that is found
            refresh();
            break;
        }
        const auto found = index_->find(typed);
        for (int i = 0; !found.empty() && i < lines; ++i)
            if (lines_[std::size_t(i)] == found.front())
                current_ = i;
    }
    }
    update();
    return true;
}

void CheckList::inputMethodEvent(QInputMethodEvent* event) {
    if (!event->commitString().isEmpty() && isLong()) {
        find_ += event->commitString();
        current_ = int(chosen_.size());
        refresh();
    }
    event->accept();
}

QVariant CheckList::inputMethodQuery(Qt::InputMethodQuery query) const {
    if (query == Qt::ImEnabled)
        return isLong();
    if (query == Qt::ImCursorRectangle)
        return QRect(10 + QFontMetrics(theme::font(FontRole::Body)).horizontalAdvance(find_), 4, 1, 20);
    return QWidget::inputMethodQuery(query);
}

void CheckList::mousePressEvent(QMouseEvent* event) {
    const int line = (int(event->position().y()) - 3) / lineHeight - (isLong() ? 1 : 0);
    if (event->button() != Qt::LeftButton || line < 0 || line >= int(lines_.size()) || !missing_.isEmpty())
        return;
    current_ = line;
    toggle(line);
}

void CheckList::paintEvent(QPaintEvent*) {
    const Tokens& t = theme::tokens(this);
    QPainter p(this);
    p.setRenderHint(QPainter::Antialiasing);
    p.setFont(theme::font(FontRole::Body));
    int y = 3;
    if (!missing_.isEmpty()) {
        p.setPen(QColor::fromRgb(t.text3));
        p.drawText(QRect(0, 0, width(), height()), Qt::AlignVCenter | Qt::AlignLeft, missingWords_);
        Chip::paint(&p, QPoint(p.fontMetrics().horizontalAdvance(missingWords_) + 10, height() / 2),
                    QString::fromLatin1(missing_), {}, Tone::Text2, t);
        return;
    }
    if (isLong()) {
        paintIcon(&p, QRect(0, y, 16, lineHeight), u"search"_s, QColor::fromRgb(t.text2), 13);
        p.setPen(QColor::fromRgb(find_.isEmpty() ? t.text3 : t.text));
        p.drawText(QRect(23, y, width(), lineHeight), Qt::AlignVCenter | Qt::AlignLeft,
                   find_.isEmpty() ? tr("Type a code, name or pinyin") : find_);
        y += lineHeight;
    }
    for (int i = 0; i < int(lines_.size()); ++i, y += lineHeight) {
        const int row = lines_[std::size_t(i)];
        if (hasFocus() && i == current_) {
            p.setPen(Qt::NoPen);
            p.setBrush(QColor::fromRgb(t.accentSoft));
            p.drawRoundedRect(QRectF(-4, y, width() + 8, lineHeight), 4, 4);
        }
        const bool on =
            row == noneLine ? answered_ && chosen_.isEmpty() : chosen_.contains(index_->at(row).code);
        paintBox(&p, QRectF(1, y + (lineHeight - boxPx) / 2.0, boxPx, boxPx), on, readOnly_, t);
        int x = boxPx + 9;
        if (row != noneLine) {
            const QString code = index_->at(row).code;
            p.setPen(QColor::fromRgb(t.text3));
            p.drawText(QRect(x, y, width(), lineHeight), Qt::AlignVCenter | Qt::AlignLeft, code);
            x += p.fontMetrics().horizontalAdvance(code) + 7;
        }
        p.setPen(QColor::fromRgb(row == noneLine && !on ? t.text2 : t.text));
        const QString words =
            row == noneLine ? tr("None of these") : textIn(index_->at(row).label, language_);
        p.drawText(QRect(x, y, width() - x, lineHeight), Qt::AlignVCenter | Qt::AlignLeft,
                   p.fontMetrics().elidedText(words, Qt::ElideRight, width() - x));
    }
}

MultiCodeEditor::MultiCodeEditor(std::shared_ptr<const CodeIndex> index, const QString& language,
                                 QWidget* parent)
    : ItemEditor(new CheckList(parent)), list_(static_cast<CheckList*>(widget())) {
    list_->setIndex(std::move(index), language);
    connect(list_, &CheckList::picked, this, [this] {
        changed();
        commit();
    });
}

QString MultiCodeEditor::raw() const {
    if (!list_->missing().isEmpty())
        return u'=' + QString::fromLatin1(list_->missing());
    const QStringList codes = list_->chosen();
    return codes.isEmpty() && list_->isAnswered() ? u"{}"_s : codes.join("; "_L1);
}

void MultiCodeEditor::setValue(const QString& raw, const QString&) {
    const bool empty = raw == "{}"_L1;
    setCodes(empty ? QStringList() : raw.split(u"; "_s, Qt::SkipEmptyParts), !raw.isEmpty());
}

void MultiCodeEditor::setCodes(const QStringList& codes, bool answered) { list_->setChosen(codes, answered); }

void MultiCodeEditor::setMissing(const QByteArray& code, const QString& words) {
    if (!code.isEmpty())
        list_->setChosen({}, false);
    list_->setMissing(code, words);
}

void MultiCodeEditor::setLook(ValueEdit::Look look) { list_->setReadOnly(look != ValueEdit::Look::Normal); }

bool MultiCodeEditor::key(QKeyEvent* event) { return list_->take(event); }

} // namespace casebook
