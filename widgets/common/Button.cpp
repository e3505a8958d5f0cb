// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/Button.h"

#include "widgets/common/Chip.h"
#include "widgets/theme/IconEngine.h"
#include "widgets/theme/Theme.h"

#include <QPainter>

namespace casebook {

using namespace Qt::StringLiterals;

namespace {

constexpr int iconPx = 16;
constexpr int gap = 8;

struct Face {
    QColor fill, edge, text;
};

Face face(const Tokens& t, Button::Kind kind, bool hover, bool down, bool checked, bool enabled) {
    const auto c = [](QRgb rgb) { return QColor::fromRgb(rgb); };
    if (!enabled && kind != Button::Kind::Tool && kind != Button::Kind::Quiet)
        return {c(t.sunken), c(t.line), c(t.text3)};
    switch (kind) {
    case Button::Kind::Primary: return {c(hover || down ? t.accentHover : t.accentFill), {}, c(t.onAccent)};
    case Button::Kind::Secondary: return {c(down ? t.sunken : hover ? t.alt : t.base), c(t.edge), c(t.text)};
    case Button::Kind::Danger: return {c(hover || down ? t.badSoft : t.base), c(t.markBad), c(t.bad)};
    case Button::Kind::Quiet:
        return {{}, {}, enabled ? c(hover || down ? t.accentHover : t.accent) : c(t.text3)};
    case Button::Kind::Tool:
        if (checked)
            return {c(t.accentSoft), {}, c(t.accent)};
        return {
            hover || down ? c(t.dark ? t.alt : t.sunken) : QColor(), {}, enabled ? c(t.text2) : c(t.edge)};
    }
    Q_UNREACHABLE_RETURN({});
}

} // namespace

Button::Button(Kind kind, const QString& iconName, QWidget* parent)
    : QPushButton(parent), kind_(kind), iconName_(iconName) {
    setFont(theme::font(FontRole::Control));
    setAttribute(Qt::WA_Hover);
    setCursor(Qt::PointingHandCursor);
    setFocusPolicy(kind == Kind::Tool ? Qt::TabFocus : Qt::StrongFocus);
    setAutoDefault(false);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void Button::setKind(Kind kind) {
    kind_ = kind;
    update();
}

void Button::setIconName(const QString& name) {
    if (name == iconName_)
        return;
    iconName_ = name;
    updateGeometry();
    update();
}

void Button::setHeight(Height height) {
    height_ = height;
    updateGeometry();
}

void Button::setKeyCap(const QString& text) {
    keyCap_ = text;
    updateGeometry();
    update();
}

void Button::setBadge(bool on) {
    badge_ = on;
    update();
}

void Button::setMenuArrow(bool on) {
    arrow_ = on;
    updateGeometry();
}

int Button::contentWidth() const {
    int width = iconName_.isEmpty() ? 0 : iconPx;
    if (!text().isEmpty())
        width += (width > 0 ? gap : 0) + fontMetrics().horizontalAdvance(text());
    if (!keyCap_.isEmpty())
        width += gap + Chip::size(keyCap_, {}, Chip::Shape::Key).width();
    return width + (arrow_ ? gap + 12 : 0);
}

QSize Button::sizeHint() const {
    const int height = std::max(int(height_), fontMetrics().height() + 6);
    if (text().isEmpty() && keyCap_.isEmpty() && !arrow_)
        return {height, height};
    const int side = kind_ == Kind::Quiet ? 2 : kind_ == Kind::Tool ? 8 : 12;
    return {contentWidth() + 2 * side, height};
}

void Button::paintEvent(QPaintEvent*) {
    const Tokens& t = theme::tokens(this);
    const Face f = face(t, kind_, underMouse() && isEnabled(), isDown(), isChecked(), isEnabled());
    QPainter p(this);
    p.setRenderHint(QPainter::Antialiasing);
    p.setPen(f.edge.isValid() ? QPen(f.edge, 1) : QPen(Qt::NoPen));
    p.setBrush(f.fill.isValid() ? QBrush(f.fill) : QBrush(Qt::NoBrush));
    const QRectF r = rect();
    if (f.fill.isValid() || f.edge.isValid())
        p.drawRoundedRect(f.edge.isValid() ? r.adjusted(0.5, 0.5, -0.5, -0.5) : r, 5, 5);
    // A wide button centres its content; left over space stands on both sides alike.
    int x = (width() - contentWidth()) / 2;
    if (!iconName_.isEmpty()) {
        paintIcon(&p, QRect(x, 0, iconPx, height()), iconName_, f.text, iconPx);
        if (badge_) {
            p.setPen(Qt::NoPen);
            p.setBrush(QColor::fromRgb(t.accent));
            p.drawEllipse(QPointF(x + iconPx, height() / 2.0 - 6), 3.5, 3.5);
        }
        x += iconPx + (text().isEmpty() ? 0 : gap);
    }
    p.setPen(f.text);
    QFont words = font();
    words.setUnderline(kind_ == Kind::Quiet && underMouse() && isEnabled());
    p.setFont(words);
    p.drawText(QRect(x, 0, width() - x, height()), Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
               text());
    x += fontMetrics().horizontalAdvance(text());
    if (!keyCap_.isEmpty()) {
        const QSize cap = Chip::size(keyCap_, {}, Chip::Shape::Key);
        const QRectF box(x + gap, (height() - cap.height()) / 2.0, cap.width(), cap.height());
        p.setBrush(Qt::NoBrush);
        QColor edge = kind_ == Kind::Primary ? f.text : QColor::fromRgb(t.line);
        if (kind_ == Kind::Primary)
            edge.setAlphaF(0.6F);
        p.setPen(edge);
        p.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3);
        p.setFont(theme::font(FontRole::Mark));
        p.setPen(kind_ == Kind::Primary ? f.text : QColor::fromRgb(t.text2));
        p.drawText(box, Qt::AlignCenter, keyCap_);
    }
    if (arrow_)
        paintIcon(&p, QRect(width() - 12 - 12, 0, 12, height()), u"chevron-down"_s, f.text, 12);
}

} // namespace casebook
