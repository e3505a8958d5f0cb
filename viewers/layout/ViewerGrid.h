// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "viewers/slice/SliceView.h"
#include "viewers/volume3d/VolumeView.h"

#include <QWidget>

#include <memory>

namespace casebook {

/// The panes of the reading page, linked: one cursor, one window (a second axial pane keeps its own),
/// one set of overlays and measurements, one active pane. Order: upper left axial, upper right sagittal
/// (or a second axial with the mediastinum window), lower left coronal, lower right 3D. All panes exist
/// from the start; layouts hide and show. A linked step repaints each pane once a turn, the pane under
/// the mouse first. GUI thread.
class ViewerGrid final : public QWidget {
    Q_OBJECT
public:
    enum class Layout { One, OneByTwo, TwoByTwo };

    explicit ViewerGrid(const ViewColors& colors, QWidget* parent = nullptr);
    ~ViewerGrid() override;

    void setColors(const ViewColors& colors);
    void setVolume(VolumePtr volume, const PaneText& text = {}); ///< null empties all panes
    /// Another phase of what is shown, on the same grid: everything but the voxels stays.
    void replaceVolume(VolumePtr volume, const PaneText& text);
    void setOverlays(const std::vector<Overlay>& overlays);
    [[nodiscard]] const std::vector<Overlay>& overlays() const;
    void setOverlaysShown(bool shown);
    [[nodiscard]] bool overlaysShown() const;
    void setLayoutKind(Layout layout);
    [[nodiscard]] Layout layoutKind() const;
    /// Findings on the current volume, in every pane but the prior's.
    void setMarks(std::vector<ViewMark> marks);
    /// What other systems' reports draw on the current volume, and its key images.
    void setReports(const ReportLayer& reports);
    [[nodiscard]] const ReportLayer& reports() const;
    void setReportsShown(bool shown); ///< G
    [[nodiscard]] bool reportsShown() const;
    void goToKeyImage(int step); ///< the next one towards the head, from the cursor; round at the end
    [[nodiscard]] QList<int> marksInSight() const; ///< in any pane that is shown
    /// The earlier exam in the upper right pane (axial), scrolled with the current one by the place in the patient;
    /// null takes it away. Same frame of reference: by its coordinates; else the bodies' middles are laid over
    /// each other and the pane says that they are not registered. It has no overlays, marks or measurements: these
    /// belong to the current volume.
    void setPrior(VolumePtr prior, const PaneText& text = {});
    [[nodiscard]] VolumePtr prior() const;
    /// Off: the panes scroll on their own; on again: the offset of that moment stays (key O).
    void setPriorLinked(bool on);
    [[nodiscard]] bool priorLinked() const;
    [[nodiscard]] WorldVector
    priorOffset() const; ///< place in the prior minus place in the current volume, mm
    void setSecondAxial(bool on); ///< upper right: second axial instead of sagittal
    void setMaximized(int pane); ///< 0..3, or -1: back to the layout
    [[nodiscard]] int maximized() const;
    void setActivePane(int pane);
    [[nodiscard]] int activePane() const;
    void setTool(SliceTool tool);
    [[nodiscard]] SliceTool tool() const;
    void setWindow(const Window& window); ///< of the active pane (all linked ones)
    [[nodiscard]] Window window() const;
    void applyPreset(int key); ///< 0..7, as the keys
    [[nodiscard]] int activePreset() const; ///< key whose window is set in the active pane, or -1
    void setVolumePreset(VolumePreset preset);
    void setVolumeEnabled(bool on); ///< false: the 3D pane starts no render thread (tests)
    /// Moves the linked cursor, e.g. to a segment that was clicked in a list.
    void goTo(const WorldPoint& p);
    [[nodiscard]] WorldPoint cursorPoint() const;
    [[nodiscard]] const std::vector<LengthMeasurement>& lengths() const;
    void setLengths(const std::vector<LengthMeasurement>& lengths);
    [[nodiscard]] SliceView* slice(int pane) const; ///< 0..2; never null
    [[nodiscard]] VolumeView* volumeView() const;

Q_SIGNALS:
    void cursorMoved(const WorldPoint& p);
    void windowChanged(const Window& window); ///< of the active pane
    void toolChanged(SliceTool tool);
    void activePaneChanged(int pane);
    void layoutChanged();
    void overlaysToggled(bool shown);
    void reportsToggled(bool shown);
    void keyImageToggled(const QString& instance); ///< SOP Instance UID of the slice
    void marksInSightChanged(const QList<int>& numbers);
    void priorLinkedChanged(bool linked);
    void measured(const LengthMeasurement& length);
    void notMeasured(); ///< an end lay where no image is
    void lengthChanged(int index, const LengthMeasurement& length); ///< an end was moved
    void lengthRemoved(int index);
    void lengthsChanged();
    void probeChanged(const std::optional<Probe>& probe);
    void contextMenuRequested(int pane, QPoint globalPlace);
    void phaseStepped(int by); ///< keys "," and "."

protected:
    void keyPressEvent(QKeyEvent* event) override; ///< O, comma, full stop: where no pane took it

private:
    struct Private;
    void connectSlice(int pane);
    void connectReports(SliceView* view, int pane);
    void arrange();
    void focusNextPane(bool backwards);
    void followCursor();
    void updatePlaneLines();
    void updateInSight();
    std::unique_ptr<Private> d_;
};

} // namespace casebook
