// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/shell/Rail.h"

#include "widgets/common/Card.h"
#include "widgets/theme/IconEngine.h"
#include "widgets/theme/Theme.h"

#include <QEvent>
#include <QPainter>
#include <QVBoxLayout>

namespace casebook {

using namespace Qt::StringLiterals;

namespace {

constexpr int railWidth = 72;

void paintBadge(QPainter* p, const QPoint& rightTop, int count, const Tokens& t) {
    const QString text = count > 999 ? u"999+"_s : QString::number(count);
    p->setFont(theme::numberFont(FontRole::Mark));
    const int width = std::max(18, p->fontMetrics().horizontalAdvance(text) + 10);
    const QRectF box(rightTop.x() - width, rightTop.y(), width, 18);
    p->setPen(Qt::NoPen);
    p->setBrush(QColor::fromRgb(t.text2));
    p->drawRoundedRect(box, 9, 9);
    p->setPen(QColor::fromRgb(t.rail));
    p->drawText(box, Qt::AlignCenter, text);
}

} // namespace

RailButton::RailButton(const QString& iconName, QWidget* parent)
    : QAbstractButton(parent), iconName_(iconName) {
    setCheckable(true);
    setAutoExclusive(true);
    setFocusPolicy(Qt::TabFocus);
    setCursor(Qt::PointingHandCursor);
    setAttribute(Qt::WA_Hover);
    setFont(theme::font(FontRole::Mark));
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void RailButton::setBadge(int count) {
    badge_ = count;
    update();
}

QSize RailButton::sizeHint() const {
    QFont strong = font();
    strong.setWeight(QFont::DemiBold);
    return {std::max(60, QFontMetrics(strong).horizontalAdvance(text()) + 8), 54};
}

void RailButton::paintEvent(QPaintEvent*) {
    const Tokens& t = theme::tokens(this);
    QPainter p(this);
    p.setRenderHint(QPainter::Antialiasing);
    if (isChecked() || underMouse()) {
        p.setPen(Qt::NoPen);
        p.setBrush(QColor::fromRgb(isChecked() ? t.accentSoft : t.dark ? t.base : t.window));
        p.drawRoundedRect(QRectF(rect()), 5, 5);
    }
    const QColor word = QColor::fromRgb(isChecked() ? t.accent : t.text2);
    paintIcon(&p, QRect(0, 8, width(), 22), iconName_, word, 20);
    QFont f = font();
    if (isChecked())
        f.setWeight(QFont::DemiBold);
    p.setFont(f);
    p.setPen(word);
    p.drawText(QRect(0, 32, width(), 18), Qt::AlignCenter | Qt::TextSingleLine, text());
    if (badge_ > 0)
        paintBadge(&p, QPoint(width() - 3, 2), badge_, t);
}

Rail::Rail(QWidget* parent) : QWidget(parent) {
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(6, 12, 6, 12);
    all->setSpacing(2);
    all->addWidget(new IconMark(u"program-mark"_s, Tone::Accent, 26, this), 0, Qt::AlignHCenter);
    all->addSpacing(14);
    for (int i = 0; i < pageCount; ++i) {
        const auto page = PageId(i);
        auto* button = new RailButton(icon(page), this);
        connect(button, &QAbstractButton::clicked, this, [this, page] { Q_EMIT chosen(page); });
        // The bar at the window's edge lies outside the button.
        connect(button, &QAbstractButton::toggled, this, [this] { update(); });
        all->addWidget(button);
        buttons_ << button;
    }
    all->addStretch(1);
    setCurrent(PageId::Home);
    retranslate();
}

QString Rail::word(PageId page) {
    switch (page) {
    case PageId::Home: return tr("Home");
    case PageId::Subjects: return tr("Subjects");
    case PageId::Schedule: return tr("Schedule");
    case PageId::Reading: return tr("Reading");
    case PageId::Queries: return tr("Queries");
    case PageId::Cohorts: return tr("Cohorts");
    case PageId::Export: return tr("Export");
    case PageId::Study: return tr("Study");
    }
    return {};
}

QString Rail::icon(PageId page) {
    switch (page) {
    case PageId::Home: return u"house"_s;
    case PageId::Subjects: return u"people"_s;
    case PageId::Schedule: return u"calendar3"_s;
    case PageId::Reading: return u"lungs"_s;
    case PageId::Queries: return u"chat-left-text"_s;
    case PageId::Cohorts: return u"bar-chart-line"_s;
    case PageId::Export: return u"box-arrow-up"_s;
    case PageId::Study: return u"sliders"_s;
    }
    return {};
}

void Rail::setCurrent(PageId page) { buttons_.at(int(page))->setChecked(true); }

void Rail::setBadge(PageId page, int count) {
    buttons_.at(int(page))->setBadge(count);
    retranslate();
}

void Rail::setVisiblePages(const QList<PageId>& pages) {
    for (int i = 0; i < buttons_.size(); ++i)
        buttons_.at(i)->setVisible(pages.contains(PageId(i)));
}

void Rail::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void Rail::retranslate() {
    for (int i = 0; i < buttons_.size(); ++i) {
        buttons_.at(i)->setText(word(PageId(i)));
        buttons_.at(i)->setToolTip(tr("%1 (Alt+%2)").arg(word(PageId(i))).arg(i + 1));
        buttons_.at(i)->updateGeometry();
    }
    int widest = railWidth - 12; // a language with long words makes the whole rail wider
    for (const RailButton* button : buttons_)
        widest = std::max(widest, button->sizeHint().width());
    for (RailButton* button : buttons_)
        button->setFixedWidth(widest);
    setFixedWidth(widest + 12);
}

void Rail::paintEvent(QPaintEvent*) {
    const Tokens& t = theme::tokens(this);
    QPainter p(this);
    p.fillRect(rect(), QColor::fromRgb(t.rail));
    p.fillRect(QRect(width() - 1, 0, 1, height()), QColor::fromRgb(t.line));
    for (const RailButton* button : buttons_)
        if (button->isChecked() && button->isVisibleTo(this)) {
            p.setRenderHint(QPainter::Antialiasing);
            p.setPen(Qt::NoPen);
            p.setBrush(QColor::fromRgb(t.accent));
            p.drawRoundedRect(QRectF(-3, button->y() + 9, 6, button->height() - 18), 3, 3);
        }
}

} // namespace casebook
