// SPDX-License-Identifier: GPL-3.0-or-later
// Side panel of the reading page: overlays, their origin and placement, their segments.
#pragma once

#include "widgets/reading/ReadingValues.h"

#include <QWidget>

namespace casebook {

class Button;
class Label;

/// What is open, above the overlays.
struct ReadingTitle {
    QString subject;  ///< label
    QString series;   ///< description
    QString note;     ///< "27 Oct 2026, CT, 133 slices"
};

/// Volumes in ml are those of the object's own grid. GUI thread.
class SegmentPanel : public QWidget {
    Q_OBJECT
public:
    explicit SegmentPanel(QWidget* parent = nullptr);
    void setTitle(const ReadingTitle& title);
    void setOverlays(const QList<OverlayView>& overlays);
    void setVolume(OverlayId overlay, int segment, double volume_ml);
    void setActive(OverlayId overlay, int segment);
    [[nodiscard]] const QList<OverlayView>& overlays() const { return overlays_; }

Q_SIGNALS:
    void segmentActivated(casebook::OverlayId overlay, int segment); ///< go there
    void segmentChanged(casebook::OverlayId overlay,
                        const casebook::SegmentView& segment); ///< visible, fill, opacity
    void confirmRequested(casebook::OverlayId overlay);
    void addOverlayRequested(); ///< a label map beside this series

protected:
    void changeEvent(QEvent* event) override;

private:
    void rebuild();
    void showTitle();
    void retranslate();
    ReadingTitle caption_;
    QList<OverlayView> overlays_;
    OverlayId activeOverlay_;
    int activeSegment_ = -1;
    Label *title_ = nullptr, *count_ = nullptr, *series_ = nullptr, *note_ = nullptr;
    Button* add_ = nullptr;
};

} // namespace casebook
