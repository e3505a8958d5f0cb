// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/Label.h"

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

void Label::setTone(Tone tone) {
    theme::setState(this, "tone", toneName(tone));
}

void Label::setNumbers() {
    setFont(theme::numberFont(role_));
}

void Label::setWrapped() {
    setWordWrap(true);
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

} // namespace casebook
