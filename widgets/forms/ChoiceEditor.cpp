// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/forms/ChoiceEditor.h"

#include "widgets/common/Chip.h"
#include "widgets/theme/Theme.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

namespace casebook {

using namespace Qt::StringLiterals;

namespace {

constexpr int ringPx = 16;
constexpr int choiceGap = 18;
constexpr int keyGap = 9;

int advance(const QString& words, FontRole role) {
    return QFontMetrics(theme::font(role)).horizontalAdvance(words);
}

void paintRing(QPainter* p, const QRectF& box, bool on, bool dead, const Tokens& t) {
    p->setPen(QPen(QColor::fromRgb(on && !dead ? t.accentFill : t.edge), on ? 5 : 1));
    p->setBrush(QColor::fromRgb(dead ? t.sunken : t.base));
    const double in = on ? 2.5 : 0.5;
    p->drawEllipse(box.adjusted(in, in, -in, -in));
}

/// Missing with reason: grey words and the code in a chip, as in a field.
void paintMissing(QPainter* p, const QRect& at, const QByteArray& code, const QString& words,
                  const Tokens& t) {
    p->setFont(theme::font(FontRole::Body));
    p->setPen(QColor::fromRgb(t.text3));
    p->drawText(at, Qt::AlignVCenter | Qt::AlignLeft, words);
    Chip::paint(p, QPoint(at.left() + p->fontMetrics().horizontalAdvance(words) + 10, at.center().y() + 1),
                QString::fromLatin1(code), {}, Tone::Text2, t);
}

} // namespace

ChoiceView::ChoiceView(QWidget* parent) : QWidget(parent) {
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Minimum, QSizePolicy::Fixed);
}

void ChoiceView::setChoices(const QList<Choice>& choices) {
    choices_ = choices;
    updateGeometry();
    update();
}

void ChoiceView::setChosen(const QString& raw) {
    chosen_ = raw;
    update();
}

void ChoiceView::setMissing(const QByteArray& code, const QString& words) {
    missing_ = code;
    missingWords_ = words;
    update();
}

void ChoiceView::setReadOnly(bool on) {
    readOnly_ = on;
    setFocusPolicy(on ? Qt::NoFocus : Qt::StrongFocus);
    update();
}

int ChoiceView::widthOf(const Choice& choice) const {
    return ringPx + keyGap + advance(choice.key, FontRole::Body) + 7 + advance(choice.words, FontRole::Body) +
           2;
}

QSize ChoiceView::sizeHint() const {
    int width = 0;
    for (const Choice& choice : choices_)
        width += widthOf(choice) + choiceGap;
    return {std::max(width, 120), 32};
}

void ChoiceView::pick(const QString& raw) {
    if (readOnly_ || (raw == chosen_ && missing_.isEmpty()))
        return;
    chosen_ = raw;
    missing_.clear();
    update();
    Q_EMIT picked();
}

bool ChoiceView::take(QKeyEvent* event) {
    if (readOnly_ || event->modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier))
        return false;
    qsizetype at = -1;
    for (qsizetype i = 0; i < choices_.size(); ++i)
        if (choices_.at(i).raw == chosen_)
            at = i;
    switch (event->key()) {
    case Qt::Key_Backspace:
    case Qt::Key_Delete: pick({}); return true;
    case Qt::Key_Space: pick(choices_.at((at + 1) % choices_.size()).raw); return true;
    case Qt::Key_Left: pick(choices_.at(at > 0 ? at - 1 : 0).raw); return true;
    case Qt::Key_Right: pick(choices_.at(std::min(at + 1, choices_.size() - 1)).raw); return true;
    default: break;
    }
    const QString typed = event->text().normalized(QString::NormalizationForm_KC);
    if (typed.isEmpty() || !typed.at(0).isPrint())
        return false;
    for (const Choice& choice : choices_)
        if (choice.key == typed || choice.raw.startsWith(typed, Qt::CaseInsensitive) ||
            choice.words.startsWith(typed, Qt::CaseInsensitive)) {
            pick(choice.raw);
            return true;
        }
    return typed != u"="_s;
}

void ChoiceView::mousePressEvent(QMouseEvent* event) {
    int x = 0;
    for (const Choice& choice : choices_) {
        const int right = x + widthOf(choice);
        if (event->button() == Qt::LeftButton && event->position().x() >= x && event->position().x() < right)
            return pick(choice.raw);
        x = right + choiceGap;
    }
}

void ChoiceView::paintEvent(QPaintEvent*) {
    const Tokens& t = theme::tokens(this);
    QPainter p(this);
    p.setRenderHint(QPainter::Antialiasing);
    int x = 1;
    if (!missing_.isEmpty())
        return paintMissing(&p, rect(), missing_, missingWords_, t);
    for (const Choice& choice : choices_) {
        const bool on = choice.raw == chosen_;
        paintRing(&p, QRectF(x, (height() - ringPx) / 2.0, ringPx, ringPx), on, readOnly_, t);
        int words = x + ringPx + keyGap;
        p.setFont(theme::font(FontRole::Body));
        p.setPen(QColor::fromRgb(t.text3));
        p.drawText(QRect(words, 0, width(), height()), Qt::AlignVCenter | Qt::AlignLeft, choice.key);
        words += p.fontMetrics().horizontalAdvance(choice.key) + 7;
        p.setPen(QColor::fromRgb(t.text));
        p.drawText(QRect(words, 0, width(), height()), Qt::AlignVCenter | Qt::AlignLeft, choice.words);
        x += widthOf(choice) + choiceGap;
    }
}

YesNoEditor::YesNoEditor(QWidget* parent)
    : ItemEditor(new ChoiceView(parent)), view_(static_cast<ChoiceView*>(widget())) {
    view_->setChoices({{u"yes"_s, u"1"_s, tr("Yes")}, {u"no"_s, u"0"_s, tr("No")}});
    connect(view_, &ChoiceView::picked, this, [this] {
        changed();
        commit(); // a choice is whole at once
    });
}

QString YesNoEditor::raw() const {
    return view_->missing().isEmpty() ? view_->chosen() : u'=' + QString::fromLatin1(view_->missing());
}

void YesNoEditor::setValue(const QString& raw, const QString&) {
    const bool yes = raw == "true"_L1 || raw == "yes"_L1 || raw == "1"_L1;
    const bool no = raw == "false"_L1 || raw == "no"_L1 || raw == "0"_L1;
    view_->setChosen(yes ? u"yes"_s : no ? u"no"_s : QString());
}

void YesNoEditor::setMissing(const QByteArray& code, const QString& words) {
    if (!code.isEmpty())
        view_->setChosen({});
    view_->setMissing(code, words);
}

void YesNoEditor::setLook(ValueEdit::Look look) { view_->setReadOnly(look != ValueEdit::Look::Normal); }

bool YesNoEditor::key(QKeyEvent* event) { return view_->take(event); }

} // namespace casebook
