// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/forms/ValueEdit.h"

#include "widgets/common/Chip.h"
#include "widgets/theme/IconEngine.h"
#include "widgets/theme/Theme.h"

#include <QMouseEvent>
#include <QPainter>
#include <QRegularExpression>

namespace casebook {

using namespace Qt::StringLiterals;

namespace {

constexpr int side = 10; // px between border and what stands beside the text
constexpr int gap = 7;

int widthOf(const QString& words, FontRole role) {
    return words.isEmpty() ? 0 : QFontMetrics(theme::font(role)).horizontalAdvance(words);
}

} // namespace

QString unitWords(const QString& ucum) {
    static const QString raised = u"⁰¹²³⁴⁵⁶⁷⁸⁹"_s;
    static const QRegularExpression power(u"10[*^](\\d+)"_s), note(u"\\{([^}]*)\\}"_s);
    QString out = ucum;
    for (auto hit = power.match(out); hit.hasMatch(); hit = power.match(out)) {
        QString digits;
        for (const QChar digit : hit.captured(1))
            digits += raised.at(digit.digitValue());
        out.replace(hit.capturedStart(), hit.capturedLength(), u"10"_s + digits);
    }
    for (auto hit = note.match(out); hit.hasMatch(); hit = note.match(out)) {
        const bool wordsOnly = hit.capturedLength() == out.size();
        out.replace(hit.capturedStart(), hit.capturedLength(),
                    wordsOnly ? QString() : hit.captured(1).replace(u'_', u' '));
    }
    if (out.startsWith("um"_L1) || out.startsWith("ug"_L1) || out.startsWith("uL"_L1) ||
        out.startsWith("uU"_L1))
        out.replace(0, 1, u"µ"_s);
    out.replace(u"/u"_s, u"/µ"_s);
    out.replace(u"m2"_s, u"m²"_s);
    out.replace(u"m3"_s, u"m³"_s);
    if (out == "a"_L1)
        return ValueEdit::tr("years");
    if (out == "mo"_L1)
        return ValueEdit::tr("months");
    if (out == "wk"_L1)
        return ValueEdit::tr("weeks");
    if (out == "d"_L1)
        return ValueEdit::tr("days");
    if (out == "mm[Hg]"_L1)
        return u"mmHg"_s;
    if (out == "Cel"_L1)
        return u"°C"_s;
    return out.remove(u'[').remove(u']');
}

ValueEdit::ValueEdit(QWidget* parent) : LineEdit(parent) {
    setFont(theme::numberFont(FontRole::Body));
    layOut();
}

void ValueEdit::setUnit(const QString& words) {
    unit_ = words;
    layOut();
}

void ValueEdit::setSign(const QString& iconName) {
    sign_ = iconName;
    layOut();
}

void ValueEdit::setCode(const QString& code) {
    code_ = code;
    layOut();
}

void ValueEdit::setMissing(const QByteArray& code, const QString& words) {
    missing_ = code;
    setPlaceholderText(code.isEmpty() ? hint_ : words);
    layOut();
}

void ValueEdit::setHint(const QString& words) {
    hint_ = words;
    if (missing_.isEmpty())
        setPlaceholderText(words);
}

void ValueEdit::setLook(Look look) {
    look_ = look;
    static const char* const names[] = {"", "sunken", "plain"};
    theme::setState(this, "look", QString::fromLatin1(names[int(look)]));
    setReadOnly(look != Look::Normal);
    layOut();
}

void ValueEdit::layOut() {
    const int edge = look_ == Look::Plain ? -3 : 6; // the style adds 3 px itself
    const int before = code_.isEmpty() ? 0 : widthOf(code_, FontRole::Table) + gap;
    int behind = sign_.isEmpty() ? 0 : 16 + gap;
    if (!missing_.isEmpty())
        behind += Chip::size(QString::fromLatin1(missing_), {}).width() + gap;
    else if (!unit_.isEmpty())
        behind += widthOf(unit_, FontRole::Table) + gap;
    setTextMargins(edge + before, 0, 6 + behind, 0);
    update();
}

void ValueEdit::paintEvent(QPaintEvent* event) {
    LineEdit::paintEvent(event);
    const Tokens& t = theme::tokens(this);
    QPainter p(this);
    p.setFont(theme::font(FontRole::Table));
    p.setPen(QColor::fromRgb(t.text3));
    const int left = look_ == Look::Plain ? 0 : side;
    if (!code_.isEmpty())
        p.drawText(QRect(left, 0, width(), height()), Qt::AlignVCenter | Qt::AlignLeft, code_);
    int right = width() - (look_ == Look::Plain ? 0 : side);
    if (!sign_.isEmpty()) {
        paintIcon(&p, QRect(right - 15, 0, 15, height()), sign_, QColor::fromRgb(t.text2),
                  sign_ == "chevron-down"_L1 ? 12 : 14);
        right -= 16 + gap;
    }
    if (!missing_.isEmpty()) {
        const QString words = QString::fromLatin1(missing_);
        Chip::paint(&p, QPoint(right - Chip::size(words, {}).width() + 2, height() / 2), words, {},
                    Tone::Text2, t);
    } else if (!unit_.isEmpty() && look_ != Look::Plain) {
        p.drawText(QRect(0, 0, right, height()), Qt::AlignVCenter | Qt::AlignRight, unit_);
    } else if (!unit_.isEmpty() && !text().isEmpty()) {
        p.drawText(QRect(left + fontMetrics().horizontalAdvance(text()) + gap, 0, width(), height()),
                   Qt::AlignVCenter | Qt::AlignLeft, unit_);
    }
}

void ValueEdit::mousePressEvent(QMouseEvent* event) {
    LineEdit::mousePressEvent(event);
    if (event->button() == Qt::LeftButton && !sign_.isEmpty() && !isReadOnly() &&
        event->position().x() > width() - side - 20)
        Q_EMIT signClicked();
}

} // namespace casebook
