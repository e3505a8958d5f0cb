// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "viewers/layout/ViewerGrid.h"

#include <QGridLayout>
#include <QTimer>

#include <array>

namespace casebook {

inline constexpr int kPanes = 4, kSlices = 3, kVolumePane = 3;
inline constexpr int kMediastinumKey = 2;
inline constexpr int kPriorPane = 1;

struct ViewerGrid::Private {
    std::array<SliceView*, kSlices> slices{};
    VolumeView* volumeView = nullptr;
    QGridLayout* layout = nullptr;
    QTimer follow;            ///< zero: the other panes follow after the pane under the mouse has painted
    VolumePtr volume;
    std::vector<Overlay> overlays;
    std::vector<LengthMeasurement> lengths;
    std::vector<ViewMark> marks;
    ReportLayer reports;
    bool reportsShown = true;
    QList<int> inSight;
    VolumePtr prior;
    WorldVector priorOffset{0, 0, 0};
    bool priorLinked = true;
    PaneText text;
    WorldPoint cursor{0, 0, 0};
    Layout kind = Layout::TwoByTwo;
    SliceTool tool = SliceTool::Window;
    int active = 0;
    int maximized = -1;
    int source = -1;          ///< pane the cursor was moved in; it is there already
    bool overlaysShown = true;
    bool secondAxial = false; ///< pane 1 keeps a window of its own
    bool crossHair = false;
    /// Pictures to page through, alone: nothing lies between them for other planes and 3D.
    [[nodiscard]] bool isPagedOnly() const { return pictures && !prior; }
    bool pictures = false; ///< the first pane shows slices of a stack, whatever their orientation
    bool volumeEnabled = true;

    [[nodiscard]] QWidget* pane(int i) const {
        return i == kVolumePane ? static_cast<QWidget*>(volumeView) : slices[std::size_t(i)];
    }
    [[nodiscard]] bool isShown(int i) const {
        if (isPagedOnly())
            return i == 0;
        if (maximized >= 0)
            return i == maximized;
        switch (kind) {
        case Layout::One: return i == active;
        case Layout::OneByTwo: return i < 2;
        case Layout::TwoByTwo: break;
        }
        return true;
    }
    /// Panes whose window moves with the one of `i`.
    [[nodiscard]] bool isLinked(int i, int j) const {
        return i == j || !secondAxial || prior || (i != 1 && j != 1);
    }
    /// What is drawn and measured belongs to the current volume, so the prior's pane has none of it.
    [[nodiscard]] bool isPrior(int i) const { return prior && i == kPriorPane; }
};

} // namespace casebook
