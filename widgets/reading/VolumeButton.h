// SPDX-License-Identifier: GPL-3.0-or-later
// One volume of a series as a row: picture, label, what is special about it.
#pragma once

#include "widgets/reading/ReadingValues.h"

#include <QAbstractButton>

namespace casebook {

class VolumeButton final : public QAbstractButton {
    Q_OBJECT
public:
    explicit VolumeButton(const SeriesVolume& volume, QWidget* parent = nullptr);
    void setPicture(const QImage& picture);
    void setActive(bool active);
    [[nodiscard]] int index() const { return volume_.index; }
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    [[nodiscard]] QString words() const;
    SeriesVolume volume_;
    bool active_ = false;
};

} // namespace casebook
