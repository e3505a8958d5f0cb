// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "viewers/slice/SliceScene.h"

#include <QWidget>

#include <memory>

namespace casebook {

/// What the left button does in a slice pane.
enum class SliceTool { Window, Pan, Zoom, CrossHair, Length, Bidimensional };

/// One plane of a volume with its mouse and keys (table of docs: wheel slice, Ctrl+wheel zoom, left drag
/// window until a tool is chosen, middle pan, right drag zoom; keys only while the pane has the focus).
/// Draws at most once an event-loop turn. Signals report what the user did; setters never signal back,
/// so panes can be linked by their owner. LPS mm, logical pixels. GUI thread.
class SliceView final : public QWidget {
    Q_OBJECT
public:
    explicit SliceView(PlaneKind kind, const ViewColors& colors, QWidget* parent = nullptr);
    ~SliceView() override;

    /// Null empties the pane; window, zoom and place start anew. @param shown regularised(volume), where
    /// the caller has it already (three panes need not make it three times).
    void setVolume(VolumePtr volume, VolumePtr shown = {});
    /// The same place at another time: window, zoom, place and lengths stay.
    void replaceVolume(VolumePtr volume, VolumePtr shown = {});
    [[nodiscard]] VolumePtr volume() const;
    void setColors(const ViewColors& colors);
    void setText(const PaneText& text);
    void setKind(PlaneKind kind);
    [[nodiscard]] PlaneKind kind() const;
    void setOverlays(std::vector<Overlay> overlays);
    void setOverlaysShown(bool shown);
    void setLengths(const std::vector<LengthMeasurement>& lengths);
    void setMarks(std::vector<ViewMark> marks);
    /// What other systems' reports draw, and which slices are key images.
    void setReports(ReportLayer reports);
    void setReportsShown(bool shown);
    /// SOP Instance UID of the slice that stands in the pane; empty on resampled and other planes.
    [[nodiscard]] QString currentSlice() const;
    /// Numbers of the marks that stand in the pane now; none while marks are hidden.
    [[nodiscard]] QList<int> marksInSight() const;
    void setTool(SliceTool tool);
    [[nodiscard]] SliceTool tool() const;
    void setWindow(const Window& window);
    [[nodiscard]] Window window() const;
    void setInverted(bool inverted);
    void setSmooth(bool smooth); ///< false: nearest voxel
    void setSlab(double thickness_mm); ///< 0: one slice; at most 50, maximum intensity
    void setCrossHairShown(bool shown);
    void setAllHidden(bool hidden);
    void setActive(bool active); ///< frame only; the owner decides which pane is active
    /// Moves to the slice through the point, and the point into sight if it is outside the pane.
    void setCursorPoint(const WorldPoint& p);
    void setPlaneLine(const std::optional<SliceCamera>& camera);
    void setCamera(const SliceCamera& camera);
    [[nodiscard]] const SliceCamera& camera() const;
    [[nodiscard]] const SliceScene& scene() const;
    [[nodiscard]] SlicePlace place() const;
    [[nodiscard]] std::optional<Probe> probeAt(QPointF place) const;
    void goToSlice(int number); ///< from 0; signals cursorMoved, as the wheel does
    void fit();                 ///< whole body in the pane
    void reset();               ///< fit, opening window, no flip, no inversion, cursor in the middle

    [[nodiscard]] QSize sizeHint() const override { return {480, 400}; }
    [[nodiscard]] QSize minimumSizeHint() const override { return {160, 120}; }

Q_SIGNALS:
    void cursorMoved(const WorldPoint& p);
    void windowChanged(const Window& window);
    void probeChanged(const std::optional<Probe>& probe);
    void cameraChanged();
    void toolChanged(SliceTool tool);
    void crossHairToggled(bool shown);
    void overlaysToggled(bool shown);
    void reportsToggled(bool shown);
    void keyImageToggled(const QString& instance); ///< K on a stored slice
    void keyImageWanted(int step);                 ///< Shift+K: the next one
    void allHiddenChanged(bool hidden);
    void invertedChanged(bool inverted);
    void slabChanged(double thickness_mm);
    void kindChosen(PlaneKind kind);
    void measured(const LengthMeasurement& length);
    void notMeasured(); ///< an end lies where no image is: a gap or a damaged slice
    void measurementChanged(int index, const LengthMeasurement& length);
    void removalRequested(int index); ///< Delete on the length whose handle was clicked last
    void activated();             ///< pressed, or focus came
    void maximizeRequested();
    void nextPaneRequested(bool backwards);
    void contextMenuRequested(QPoint globalPlace); ///< right click without a drag
    void painted();               ///< end of a paint event (benches)

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void keyReleaseEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    bool focusNextPrevChild(bool next) override;
    bool event(QEvent* event) override;

private:
    struct Private;
    void applyWindow(const Window& window);
    void refreshProbe();
    void zoomAt(QPointF place, double factor);
    void step(int slices);
    void startDrag(QMouseEvent* event);
    void dragTo(QPointF place);
    void moveCursorTo(QPointF place);
    bool pressLength(QPointF place);
    bool pressHandle(QPointF place);
    void startLength(QPointF place);
    void drawLength(QPointF place);
    [[nodiscard]] bool isMeasuring() const; ///< the tool draws lengths
    void finishLength();
    bool sliceKey(int key);
    bool viewKey(int key, Qt::KeyboardModifiers modifiers);
    bool toolKey(int key, Qt::KeyboardModifiers modifiers);
    void chooseTool(SliceTool tool);
    std::unique_ptr<Private> d_;
};

} // namespace casebook
