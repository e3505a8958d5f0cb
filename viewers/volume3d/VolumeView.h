// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "viewers/PaneText.h"
#include "viewers/ViewColors.h"
#include "viewers/slice/OverlayLayer.h"
#include "viewers/volume3d/RenderScene.h"

#include <QWidget>

#include <memory>

namespace casebook {

/// The 3D pane: a plain widget that paints the last picture of its render thread, scaled, with letters,
/// words and its state ("refining", "full quality"). Left drag turns, wheel and right drag zoom, middle
/// drag pans. Keys: A P L H B and Shift+R look from the front, back, left, head, feet (below) and right; R
/// resets, F fits, 1 to 4 choose the preset, V shows or hides the surfaces. The thread starts with the first
/// volume while visible. Without OpenGL it says so and the planes work on. GUI thread.
class VolumeView final : public QWidget {
    Q_OBJECT
public:
    explicit VolumeView(const ViewColors& colors, QWidget* parent = nullptr);
    ~VolumeView() override;

    void setVolume(VolumePtr volume);
    void setColors(const ViewColors& colors);
    void setText(const PaneText& text);
    void setOverlays(const std::vector<Overlay>& overlays);
    void setOverlaysShown(bool shown);
    void setPreset(VolumePreset preset);
    [[nodiscard]] VolumePreset preset() const;
    void setActive(bool active);
    void reset(); ///< from the front, whole volume
    void fit();
    /// Looks from a direction (LPS, unit, from the patient to the eye).
    void lookFrom(const WorldVector& toEye, const WorldVector& up);
    [[nodiscard]] const RenderCamera& camera() const;
    [[nodiscard]] QImage lastPicture() const;
    [[nodiscard]] bool isRefined() const; ///< the picture shown is of full quality for the present camera

    [[nodiscard]] QSize sizeHint() const override { return {480, 400}; }
    [[nodiscard]] QSize minimumSizeHint() const override { return {160, 120}; }

Q_SIGNALS:
    void pictureShown(const casebook::RenderResult& result);
    void overlaysToggled(bool shown);
    void activated();
    void maximizeRequested();
    void nextPaneRequested(bool backwards);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    bool focusNextPrevChild(bool next) override;
    bool event(QEvent* event) override;

private:
    struct Private;
    void sceneChanged();
    void ask(RenderQuality quality);
    void take(const RenderResult& result);
    void zoomBy(double factor);
    void paintWords(QPainter& painter);
    void paintFigure(QPainter& painter);
    std::unique_ptr<Private> d_;
};

} // namespace casebook
