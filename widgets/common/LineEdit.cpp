// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/LineEdit.h"

#include "widgets/common/Button.h"
#include "widgets/common/Chip.h"
#include "widgets/theme/IconEngine.h"
#include "widgets/theme/Theme.h"

#include <QKeyEvent>
#include <QPainter>
#include <QTimer>

namespace casebook {

using namespace Qt::StringLiterals;

LineEdit::LineEdit(QWidget* parent) : QLineEdit(parent) {
    setFont(theme::font(FontRole::Body));
    setMargins();
}

void LineEdit::setIconName(const QString& name) {
    iconName_ = name;
    setMargins();
}

void LineEdit::setKeyCap(const QString& text) {
    keyCap_ = text;
    setMargins();
    update();
}

void LineEdit::setCheck(const QString& check) { theme::setState(this, "check", check); }

void LineEdit::setTrailing(Button* button) {
    trailing_ = button;
    button->setParent(this);
    button->setHeight(Button::Height::Small);
    setMargins();
}

void LineEdit::setMargins() {
    // Fusion adds 3 px itself; an icon of 16 stands 10 from the border and 8 from the text.
    // Inside a combo box there is no border of its own, and the box has its margin already.
    const int shift = hasFrame() ? 0 : 9;
    const int cap = keyCap_.isEmpty() ? 0 : Chip::size(keyCap_, {}, Chip::Shape::Key).width() + 6;
    setTextMargins(iconName_.isEmpty() ? 6 - 6 * shift / 9 : 31 - shift, 0, trailing_ ? 32 : 6 + cap, 0);
}

QSize LineEdit::sizeHint() const {
    return {QLineEdit::sizeHint().width(), std::max(32, fontMetrics().height() + 10)};
}

void LineEdit::paintEvent(QPaintEvent* event) {
    QLineEdit::paintEvent(event);
    const Tokens& t = theme::tokens(this);
    QPainter p(this);
    if (!iconName_.isEmpty())
        paintIcon(&p, QRect(hasFrame() ? 10 : 1, 0, 16, height()), iconName_, QColor::fromRgb(t.text2));
    if (!keyCap_.isEmpty() && text().isEmpty() && !hasFocus()) {
        const QSize cap = Chip::size(keyCap_, {}, Chip::Shape::Key);
        Chip::paint(&p, QPoint(width() - cap.width() - 9, height() / 2), keyCap_, {}, Tone::Text2, t,
                    Chip::Shape::Key);
    }
}

void LineEdit::resizeEvent(QResizeEvent* event) {
    QLineEdit::resizeEvent(event);
    if (trailing_) {
        const QSize s = trailing_->sizeHint();
        trailing_->setGeometry(width() - s.width() - 3, (height() - s.height()) / 2, s.width(), s.height());
    }
}

SearchEdit::SearchEdit(QWidget* parent) : LineEdit(parent) {
    setIconName(u"search"_s);
    auto* delay = new QTimer(this);
    delay->setSingleShot(true);
    delay->setInterval(120);
    connect(this, &QLineEdit::textChanged, delay, [delay] { delay->start(); });
    connect(delay, &QTimer::timeout, this, [this] { Q_EMIT searched(text()); });
}

void SearchEdit::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Escape && !text().isEmpty()) {
        clear();
        return;
    }
    LineEdit::keyPressEvent(event);
}

} // namespace casebook
