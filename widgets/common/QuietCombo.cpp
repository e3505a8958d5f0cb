// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/QuietCombo.h"

#include "widgets/theme/Theme.h"

#include <QStyleOptionComboBox>
#include <QWheelEvent>

namespace casebook {

QuietCombo::QuietCombo(QWidget* parent) : QComboBox(parent) {
    setFont(theme::font(FontRole::Table));
    setFocusPolicy(Qt::StrongFocus); // not WheelFocus
    setSizeAdjustPolicy(QComboBox::AdjustToContents);
}

void QuietCombo::setWords(const QStringList& words) {
    const QSignalBlocker quiet(this);
    for (int i = 0; i < words.size(); ++i) {
        if (i < count())
            setItemText(i, words.at(i));
        else
            addItem(words.at(i));
    }
}

void QuietCombo::initStyleOption(QStyleOptionComboBox* option) const {
    QComboBox::initStyleOption(option);
    const Tokens& t = theme::tokens(this);
    option->palette.setColor(QPalette::Text, QColor::fromRgb(isEnabled() ? t.text : t.text3));
    option->palette.setColor(QPalette::ButtonText, option->palette.color(QPalette::Text));
}

void QuietCombo::wheelEvent(QWheelEvent* event) {
    if (hasFocus())
        QComboBox::wheelEvent(event);
    else
        event->ignore(); // the page scrolls
}

} // namespace casebook
