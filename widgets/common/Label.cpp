// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/Label.h"

#include <QPainter>
#include <QTextLayout>

namespace casebook {

using namespace Qt::StringLiterals;

namespace {

QString toneName(Tone tone) {
    switch (tone) {
    case Tone::Text2: return u"text2"_s;
    case Tone::Text3: return u"text3"_s;
    case Tone::Accent: return u"accent"_s;
    case Tone::Ok: return u"ok"_s;
    case Tone::Warn: return u"warn"_s;
    case Tone::Bad: return u"bad"_s;
    case Tone::Query: return u"query"_s;
    default: return {};
    }
}

} // namespace

Label::Label(FontRole role, Tone tone, QWidget* parent) : QLabel(parent), role_(role) {
    setProperty("tone", toneName(tone));
    setFont(theme::font(role));
    setMinimumHeight(theme::lineHeight(role));
    setTextFormat(Qt::PlainText); // words of files and people are never read as mark-up
}

Label::Label(const QString& text, FontRole role, Tone tone, QWidget* parent) : Label(role, tone, parent) {
    setText(text);
}

void Label::setTone(Tone tone) { theme::setState(this, "tone", toneName(tone)); }

void Label::setNumbers() { setFont(theme::numberFont(role_)); }

void Label::setWrapped(int preferred) {
    preferred_ = preferred;
    wrapped_ = true;
    setWordWrap(true);
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

int Label::leading() const {
    return std::max(theme::lineHeight(role_) + (role_ == FontRole::Table ? 1 : 0), fontMetrics().height());
}

int Label::layOut(int width, QPainter* painter) const {
    const int line = leading();
    int y = 0;
    for (const QString& paragraph : text().split(u'\n')) {
        QTextLayout layout(paragraph, font());
        QTextOption option(Qt::Alignment(alignment() & Qt::AlignHorizontal_Mask));
        option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
        layout.setTextOption(option);
        layout.beginLayout();
        int rows = 0;
        for (QTextLine row = layout.createLine(); row.isValid(); row = layout.createLine(), ++rows) {
            row.setLineWidth(width);
            row.setPosition(QPointF(0, rows * line + (line - row.height()) / 2.0));
        }
        layout.endLayout();
        if (painter)
            layout.draw(painter, QPointF(contentsRect().left(), contentsRect().top() + y));
        y += std::max(1, rows) * line;
    }
    return y;
}

int Label::heightForWidth(int width) const {
    if (!wrapped_)
        return QLabel::heightForWidth(width);
    const QMargins m = contentsMargins();
    return layOut(std::max(1, width - m.left() - m.right()), nullptr) + m.top() + m.bottom();
}

QSize Label::sizeHint() const {
    if (!wrapped_)
        return QLabel::sizeHint();
    const int natural = std::min(fontMetrics().horizontalAdvance(text()) + 2, preferred_);
    const int width = std::max(natural, minimumWidth());
    return {width, heightForWidth(width)};
}

QSize Label::minimumSizeHint() const {
    if (!wrapped_)
        return QLabel::minimumSizeHint();
    int widest = 0; // the longest word must fit
    for (const QString& word : text().split(u' '))
        widest = std::max(widest, std::min(fontMetrics().horizontalAdvance(word), 120));
    return {widest + 2, leading()};
}

void Label::paintEvent(QPaintEvent* event) {
    if (!wrapped_ || textInteractionFlags() & Qt::TextSelectableByMouse) {
        QLabel::paintEvent(event);
        return;
    }
    QPainter p(this);
    p.setPen(palette().color(isEnabled() ? QPalette::Active : QPalette::Disabled, QPalette::WindowText));
    layOut(contentsRect().width(), &p);
}

} // namespace casebook
