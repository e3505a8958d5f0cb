// SPDX-License-Identifier: GPL-3.0-or-later
// One overlay's head and one segment's row in the side panel.
#pragma once

#include "widgets/reading/ReadingValues.h"

#include <QWidget>

class QSlider;

namespace casebook {

class Button;
class Label;

/// Name, origin and placement of an overlay.
class OverlayHead final : public QWidget {
    Q_OBJECT
public:
    OverlayHead(const OverlayView& overlay, QWidget* parent);

Q_SIGNALS:
    void confirmRequested();
};

/// Swatch, label, volume, fill, eye; opacity below while active. Click or Enter goes there; a click on the
/// swatch or C chooses its colour.
class SegmentRow final : public QWidget {
    Q_OBJECT
public:
    SegmentRow(const SegmentView& segment, bool canShow, QWidget* parent);
    void setActive(bool active);
    void setVolume(double ml);
    [[nodiscard]] const SegmentView& segment() const { return segment_; }

Q_SIGNALS:
    void activated();
    void changed(const casebook::SegmentView& segment);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void refresh();
    void chooseColor(); ///< one of eight that stay apart for colour-blind readers; key C
    SegmentView segment_;
    bool active_ = false, canShow_;
    Label *label_, *volume_, *opacityWords_;
    Button *eye_, *fill_;
    QWidget* more_;
    QSlider* opacity_;
};

/// "7.41 ml", "1,204 ml", "…" while it is computed.
[[nodiscard]] QString volumeText(double ml);
/// Words for where an overlay may be drawn, and the reason of a refusal.
[[nodiscard]] QString placementText(const OverlayView& overlay);

} // namespace casebook
