// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/Toast.h"

#include "widgets/common/Chip.h"
#include "widgets/theme/IconEngine.h"
#include "widgets/theme/Theme.h"

#include <QEvent>
#include <QMouseEvent>
#include <QPainter>

#include <cmath>

namespace casebook {

using namespace Qt::StringLiterals;

namespace {

constexpr int shadow = 24;  ///< room for the soft shadow round the plate
constexpr int plateHeight = 40;
constexpr int shownMs = 6000;

} // namespace

Toast::Toast(QWidget* host) : QWidget(host) {
    host->installEventFilter(this);
    setAttribute(Qt::WA_TranslucentBackground);
    timer_.setSingleShot(true);
    connect(&timer_, &QTimer::timeout, this, &Toast::dismiss);
    hide();
}

void Toast::say(const QString& text, const QString& action, std::function<void()> done, const QString& keyCap,
                const QString& iconName) {
    text_ = text;
    action_ = action;
    done_ = std::move(done);
    keyCap_ = keyCap;
    icon_ = iconName.isEmpty() ? u"check-circle-fill"_s : iconName;
    setAccessibleName(text);
    place();
    show();
    raise();
    update();
    timer_.start(shownMs);
}

void Toast::dismiss() {
    timer_.stop();
    done_ = nullptr;
    text_.clear();
    setAccessibleName({});
    hide();
}

void Toast::trigger() {
    const auto done = std::move(done_);
    dismiss();
    if (done)
        done();
}

QSize Toast::wanted() const {
    const QFontMetrics metrics(theme::font(FontRole::Control));
    int width = 16 + 16 + 10 + metrics.horizontalAdvance(text_) + 16;
    if (!action_.isEmpty())
        width += 12 + metrics.horizontalAdvance(action_);
    if (!keyCap_.isEmpty())
        width += 10 + Chip::size(keyCap_, {}, Chip::Shape::Key).width();
    return {width + 2 * shadow, plateHeight + 2 * shadow};
}

void Toast::place() {
    const QSize s = wanted();
    const QWidget* host = parentWidget();
    setGeometry((host->width() - s.width()) / 2, host->height() - s.height() - 12, s.width(), s.height());
}

void Toast::paintEvent(QPaintEvent*) {
    QPainter p(this);
    p.setRenderHint(QPainter::Antialiasing);
    const QRectF plate = QRectF(rect()).adjusted(shadow, shadow, -shadow, -shadow);
    const bool dark = theme::tokens(this).dark;
    if (!dark) { // many faint layers instead of a blur: 0 10 32, about 18 % at the plate
        p.setPen(Qt::NoPen);
        p.setBrush(QColor(0, 0, 0, 4));
        for (int k = 12; k > 0; --k) { // denser towards the plate, so that no edge shows where it ends
            const double i = shadow * std::pow(k / 12.0, 1.7);
            p.drawRoundedRect(plate.adjusted(-i, -i * 0.5, i, std::min(i + 2, double(shadow))), 7 + i, 7 + i);
        }
    }
    p.setPen(dark ? QPen(QColor::fromRgb(darkTokens.edge)) : QPen(Qt::NoPen));
    p.setBrush(QColor::fromRgb(floatFill));
    p.drawRoundedRect(plate.adjusted(0.5, 0.5, -0.5, -0.5), 7, 7);

    const QRect line = plate.toRect();
    int x = line.left() + 16;
    paintIcon(&p, QRect(x, line.top(), 16, line.height()), icon_, QColor::fromRgb(floatText));
    x += 26;
    p.setFont(theme::font(FontRole::Control));
    const auto word = [&](const QString& text, QRgb rgb) {
        p.setPen(QColor::fromRgb(rgb));
        p.drawText(QRect(x, line.top(), line.right() - x, line.height()), Qt::AlignLeft | Qt::AlignVCenter,
                   text);
        x += p.fontMetrics().horizontalAdvance(text);
    };
    word(text_, floatText);
    if (!action_.isEmpty()) {
        x += 16;
        word(action_, floatAccent);
    }
    if (!keyCap_.isEmpty())
        Chip::paint(&p, QPoint(x + 10, line.center().y() + 1), keyCap_, {}, Tone::Text2, darkTokens,
                    Chip::Shape::Key);
}

void Toast::enterEvent(QEnterEvent*) { timer_.stop(); }

void Toast::leaveEvent(QEvent*) {
    if (isVisible())
        timer_.start(shownMs);
}

void Toast::mousePressEvent(QMouseEvent* event) {
    // The plate's right part is the action; a click elsewhere on it closes the toast.
    const int words = shadow + 42 + QFontMetrics(theme::font(FontRole::Control)).horizontalAdvance(text_);
    if (done_ && event->position().x() > words)
        trigger();
    else
        dismiss();
}

bool Toast::eventFilter(QObject* watched, QEvent* event) {
    if (watched == parentWidget() && event->type() == QEvent::Resize && isVisible())
        place();
    return QWidget::eventFilter(watched, event);
}

} // namespace casebook
