// SPDX-License-Identifier: GPL-3.0-or-later
// 4 px track with the done part; an unknown part shows an even, quiet track.
#pragma once

#include <QWidget>

namespace casebook {

class ProgressTrack final : public QWidget {
    Q_OBJECT
public:
    explicit ProgressTrack(double part, QWidget* parent);
    void setPart(double part); ///< 0 to 1

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    double part_;
};

/// The part of `total` that is done; 0 while the total is not known.
[[nodiscard]] double partOf(qint64 done, qint64 total);

} // namespace casebook
