// SPDX-License-Identifier: GPL-3.0-or-later
// Icons from SVG text whose currentColor is replaced, drawn sharp at every scale.
#pragma once

#include "widgets/theme/tokens.h"

#include <QIcon>
#include <QIconEngine>
#include <QPixmap>
#include <QString>

class QPainter;

namespace casebook {

/// Names are those of resources/icons.txt, plus our own drawings in resources/icons.
/// An unknown name draws nothing and warns in the log (a test opens every name that the code uses).
class IconEngine final : public QIconEngine {
public:
    IconEngine(QString name, const QColor& normal, const QColor& disabled);
    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State state) override;
    [[nodiscard]] QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override;
    [[nodiscard]] QPixmap scaledPixmap(const QSize& size, QIcon::Mode mode, QIcon::State state,
                                       qreal scale) override;
    [[nodiscard]] QIconEngine* clone() const override;

private:
    QString name_;
    QColor normal_, disabled_;
};

/// For menus and actions of Qt, which take a QIcon.
[[nodiscard]] QIcon icon(const QString& name, const Tokens& tokens, Tone tone = Tone::Text2);
/// For our own paint code: draws into a square of `px` logical pixels centred in `rect`.
void paintIcon(QPainter* painter, const QRect& rect, const QString& name, const QColor& color, int px = 16);
[[nodiscard]] QPixmap iconPixmap(const QString& name, int px, const QColor& color, qreal scale);
[[nodiscard]] bool hasIcon(const QString& name);

} // namespace casebook
