// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/theme/IconEngine.h"

#include <QFile>
#include <QHash>
#include <QLoggingCategory>
#include <QPainter>
#include <QPixmapCache>
#include <QSvgRenderer>

#include <cmath>

namespace casebook {

using namespace Qt::StringLiterals;

Q_LOGGING_CATEGORY(lcIcons, "casebook.widgets.icons")

namespace {

QString pathOf(const QString& name) { return u":/icons/%1.svg"_s.arg(name); }

QByteArray svgText(const QString& name, const QColor& color) {
    QFile file(pathOf(name));
    if (!file.open(QIODevice::ReadOnly)) {
        qCWarning(lcIcons) << "no icon" << name;
        return {};
    }
    QByteArray text = file.readAll();
    text.replace("currentColor", color.name(QColor::HexRgb).toLatin1());
    return text;
}

} // namespace

bool hasIcon(const QString& name) { return QFile::exists(pathOf(name)); }

QPixmap iconPixmap(const QString& name, int px, const QColor& color, qreal scale) {
    const int device = int(std::ceil(px * scale));
    const QString key = u"casebook/%1/%2/%3"_s.arg(name).arg(device).arg(color.rgba(), 0, 16);
    QPixmap pixmap;
    if (!QPixmapCache::find(key, &pixmap)) {
        pixmap = QPixmap(device, device);
        pixmap.fill(Qt::transparent);
        QSvgRenderer renderer(svgText(name, color));
        if (renderer.isValid()) {
            QPainter painter(&pixmap);
            renderer.render(&painter, QRectF(0, 0, device, device));
        }
        QPixmapCache::insert(key, pixmap);
    }
    pixmap.setDevicePixelRatio(scale);
    return pixmap;
}

void paintIcon(QPainter* painter, const QRect& rect, const QString& name, const QColor& color, int px) {
    if (name.isEmpty())
        return;
    const qreal scale = painter->device()->devicePixelRatioF();
    const QPoint at(rect.x() + (rect.width() - px) / 2, rect.y() + (rect.height() - px) / 2);
    painter->drawPixmap(at, iconPixmap(name, px, color, scale));
}

QIcon icon(const QString& name, const Tokens& tokens, Tone tone) {
    return QIcon(new IconEngine(name, toneColor(tokens, tone), toneColor(tokens, Tone::Edge)));
}

IconEngine::IconEngine(QString name, const QColor& normal, const QColor& disabled)
    : name_(std::move(name)), normal_(normal), disabled_(disabled) {}

void IconEngine::paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State) {
    paintIcon(painter, rect, name_, mode == QIcon::Disabled ? disabled_ : normal_,
              std::min(rect.width(), rect.height()));
}

QPixmap IconEngine::pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) {
    return scaledPixmap(size, mode, state, 1.0);
}

QPixmap IconEngine::scaledPixmap(const QSize& size, QIcon::Mode mode, QIcon::State, qreal scale) {
    // QIcon passes device pixels and expects a pixmap of that size.
    const int logical = int(std::lround(std::min(size.width(), size.height()) / scale));
    return iconPixmap(name_, logical, mode == QIcon::Disabled ? disabled_ : normal_, scale);
}

QIconEngine* IconEngine::clone() const { return new IconEngine(name_, normal_, disabled_); }

} // namespace casebook
