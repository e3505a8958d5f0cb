// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "viewers/PaneText.h"
#include "viewers/ViewColors.h"
#include "viewers/bridge/PainterChoice.h"
#include "viewers/slice/OverlayLayer.h"
#include "viewers/volume3d/ClipTools.h"
#include "viewers/volume3d/RenderScene.h"

#include <QWidget>

#include <memory>

class QMenu;

namespace casebook {

/// What of the look of a volume a person sets: undone step by step, kept in the study by name. A value.
struct VolumeLook {
    VolumePreset preset = VolumePreset::LungAndBones;
    std::optional<raycast::TransferFunction> transfer; ///< instead of the preset's
    ClipShape clip;
    bool operator==(const VolumeLook&) const = default;
};

/// A look that the study keeps: it has no clipping, which belongs to one volume.
struct SavedLook {
    QString name;
    VolumePreset preset = VolumePreset::LungAndBones;
    raycast::TransferFunction transfer;
};

class TransferEditor;

/// The 3D pane: a plain widget that paints the last picture of its render thread, scaled, with letters,
/// words and its state ("refining", "full quality"). Left drag turns, wheel and right drag zoom, middle
/// drag pans; a left click moves the cross-hair of the planes to what is seen there; a right click opens the
/// menu; handles of crop box and clip plane are dragged. Keys: A P L H B and Shift+R look from the front, back,
/// left, head, feet (below) and right; R resets, F fits, 1 to 4 choose lung and bones, vessels, bone, skin; C is
/// the crop box, X the clip plane, E the editor of the transfer function; V shows or hides the surfaces;
/// Ctrl+Z and Ctrl+Shift+Z undo and redo what was cut or chosen. The thread starts with the first
/// volume while visible. GUI thread.
class VolumeView final : public QWidget {
    Q_OBJECT
public:
    explicit VolumeView(const ViewColors& colors, QWidget* parent = nullptr);
    ~VolumeView() override;

    void setVolume(VolumePtr volume);
    void replaceVolume(VolumePtr volume); ///< another phase of the same place: the view stays
    void setColors(const ViewColors& colors);
    void setText(const PaneText& text);
    void setOverlays(const std::vector<Overlay>& overlays);
    void setOverlaysShown(bool shown);
    void setPreset(VolumePreset preset);
    [[nodiscard]] VolumePreset preset() const;
    void setRenderChoice(RenderChoice choice); ///< setting "viewer.3d"
    [[nodiscard]] RenderChoice renderChoice() const;
    void setLook(const VolumeLook& look); ///< as a step that can be undone
    [[nodiscard]] VolumeLook look() const;
    bool undo(); ///< @return false: nothing to undo
    bool redo();
    void setCropShown(bool shown); ///< the box around the whole volume, or none
    void setPlaneShown(bool shown); ///< through the middle, facing the eye, or none
    void setEditorShown(bool shown);
    [[nodiscard]] bool isEditorShown() const;
    [[nodiscard]] bool canEditTransfer() const;
    [[nodiscard]] TransferEditor* editor() const; ///< null before it was asked for
    void setSavedLooks(const QList<SavedLook>& looks); ///< for the menu
    [[nodiscard]] QMenu* buildMenu(); ///< what a right click opens; the caller's
    /// A plane moves: refining stops, and goes on after a rest. A picture that follows the mouse does not stop.
    void holdRefining();
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
    void pointPicked(const WorldPoint& point); ///< LPS mm, of what is seen under a click
    void lookChanged();
    void renderChoiceChosen(RenderChoice choice); ///< in the menu; it is set already
    void saveLookRequested();
    void removeLookRequested(const QString& name);
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
    void remember();
    void apply(const VolumeLook& look);
    bool step(std::vector<VolumeLook>& from, std::vector<VolumeLook>& to);
    void updateEditor();
    void placeEditor();
    void countVoxels();
    void focusOnNodule(double side_mm);
    void askColor(int index);
    void pick(const QPointF& pixel);
    void addPresets(QMenu* menu);
    void addSavedLooks(QMenu* menu);
    void paintClip(QPainter& painter);
    bool lookKey(int key, bool isShift);
    bool toolKey(int key);
    void ask(RenderQuality quality);
    void take(const RenderResult& result);
    void zoomBy(double factor);
    void paintWords(QPainter& painter);
    void paintFigure(QPainter& painter);
    std::unique_ptr<Private> d_;
};

} // namespace casebook
