// SPDX-License-Identifier: GPL-3.0-or-later
// Small pictures of series, drawn sharp at every scale.
#pragma once

#include <QAbstractButton>
#include <QImage>
#include <QString>

class QPainter;

namespace casebook {

struct Tokens;

/// Fills the square with the middle of the picture; without one, a quiet plate with lungs.
void paintThumbnail(QPainter* painter, const QRect& square, const QImage& picture, const Tokens& tokens, int radius = 3);

/// Card of a recent series: picture, subject, description, note. One control.
class SeriesCard final : public QAbstractButton {
    Q_OBJECT
public:
    SeriesCard(const QString& subject, const QString& description, const QString& note, const QImage& picture,
               QWidget* parent = nullptr);
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QString subject_, description_, note_;
    QImage picture_;
};

} // namespace casebook
