// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/raycast/Scene.h"
#include "core/volume/Histogram.h"
#include "viewers/ViewColors.h"

#include <QWidget>

#include <memory>

namespace casebook {

/// Edits a transfer function over the histogram of its volume: HU from left to right, what 1 mm hides
/// upwards (square root), the colours in a strip below.
/// Mouse: drag moves a point, double click on the curve adds one, double click on a point asks for its
/// colour, right click removes it; the wheel zooms into the HU, sideways it moves along them.
/// Keys: Tab, Ctrl+Left and Ctrl+Right, Home, End choose a point (Tab goes on to the next widget at the ends);
/// arrows move it by 1 HU or 0.01, with Shift ten times that; Insert adds one behind it, Delete removes it,
/// Return asks for its colour; Ctrl+Z and Ctrl+Shift+Z undo and redo; Esc takes a drag back; + - 0 zoom.
/// Points keep their order, 1 HU apart; there are 2 to 64 of them. GUI thread.
class TransferEditor final : public QWidget {
    Q_OBJECT
public:
    explicit TransferEditor(const ViewColors& colors, QWidget* parent = nullptr);
    ~TransferEditor() override;

    void setColors(const ViewColors& colors);
    void setHistogram(const Histogram& histogram); ///< an empty one: none is drawn
    /// Shows a curve that reset() comes back to, and forgets what could be undone.
    void setPreset(const raycast::TransferFunction& preset);
    /// Shows another curve as a step that can be undone; the first one ever is the preset as well. Neither
    /// this nor setPreset() emits.
    void setTransfer(const raycast::TransferFunction& transfer);
    [[nodiscard]] const raycast::TransferFunction& transfer() const;
    void setColor(int index, quint32 rgb); ///< 0xRRGGBB; other indices are passed over

    void reset();
    void undo();
    void redo();
    [[nodiscard]] bool canUndo() const;
    [[nodiscard]] bool canRedo() const;
    [[nodiscard]] int selected() const; ///< -1: none
    [[nodiscard]] QString statusText() const; ///< "HU -600 · 3 % per mm" of what is under the mouse
    /// Where a point is drawn; null outside the HU shown.
    [[nodiscard]] QPointF placeOf(int index) const;

    [[nodiscard]] QSize sizeHint() const override { return {560, 260}; }
    [[nodiscard]] QSize minimumSizeHint() const override { return {280, 180}; }

Q_SIGNALS:
    /// After every change, also while a point is dragged.
    void edited(const casebook::raycast::TransferFunction& transfer);
    /// At the end of a change, after its last edited(); never for a drag that was taken back.
    void committed(const casebook::raycast::TransferFunction& transfer);
    void colorRequested(int index);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void keyReleaseEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    void changeEvent(QEvent* event) override;
    bool focusNextPrevChild(bool next) override;
    bool event(QEvent* event) override;

private:
    struct Private;
    enum class Gesture { None, Drag, Nudge };
    void setWords();
    void announce();
    void select(int index);
    void begin(Gesture gesture);
    void changeTo(const raycast::TransferFunction& transfer); ///< inside a gesture
    void finish();
    void takeBack();
    void replace(const raycast::TransferFunction& transfer, int selected); ///< a whole change at once
    void step(bool back);
    void remove(int index);
    void nudge(double hu, double opacity);
    void zoom(double factor, double around_hu);
    void showHu(double low_hu, double high_hu);
    bool pressed(const QKeyEvent& event);
    bool movedByKey(const QKeyEvent& event);
    void hover(QPointF at);
    void refuse(const QString& why);
    std::unique_ptr<Private> d_;
};

} // namespace casebook
