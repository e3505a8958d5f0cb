// SPDX-License-Identifier: GPL-3.0-or-later
// Small pictures of series, drawn sharp at every scale.
#pragma once

#include <QAbstractButton>
#include <QImage>
#include <QString>

class QPainter;

namespace casebook {

struct Tokens;

/// Fills the rectangle with the middle of the picture; without one, a quiet plate.
void paintThumbnail(QPainter* painter, const QRect& rect, const QImage& picture, const Tokens& tokens,
                    int radius = 3);

/// A large picture of what is chosen; hides while there is none.
class PictureView final : public QWidget {
    Q_OBJECT
public:
    explicit PictureView(int height, QWidget* parent = nullptr);
    void setPicture(const QImage& picture);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QImage picture_;
};

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
