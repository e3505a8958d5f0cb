// SPDX-License-Identifier: GPL-3.0-or-later
// What the reading page's bar and side panel show, as plain values.
#pragma once

#include "core/geometry/Placement.h"
#include "core/values/Ids.h"

#include <QColor>
#include <QImage>
#include <QList>
#include <QString>

namespace casebook {

struct SegmentView {
    int number = 0;
    QString label;
    QColor color;
    double volume_ml = -1; ///< below 0: being computed
    bool acrossGap = false; ///< images are missing within it: it has no volume
    bool visible = true;
    bool fill = false;     ///< else outline only
    double opacity = 0.5;  ///< of the fill, 0..1
};

struct OverlayView {
    OverlayId id;
    QString name;             ///< description, or its kind
    QString algorithm;        ///< empty: unknown
    QString algorithmVersion;
    Placement::State placement = Placement::State::NoImage;
    QByteArray reason;        ///< of a refusal
    bool confirmable = false; ///< a person may confirm the near miss
    double corner_mm = 0;     ///< how near
    QString confirmedBy;
    bool byGrid = false;      ///< placed by equal grids, not by frame of reference
    QList<SegmentView> segments;
};

/// One volume of a series, or one of its phases.
struct SeriesVolume {
    int index = 0;         ///< as ImagingService::volume counts
    QString label;         ///< "512 × 512 × 60, 5.0 mm", "localizer"
    QString size;          ///< "512 × 512 × 60"
    QString note;          ///< "Unequal steps"
    int phase = 0, phases = 1;
    int phaseSet = -1;     ///< volumes that are phases of each other have the same
    QImage thumbnail;
};

/// Tools and layouts of the tool bar. Codes are stable: settings hold them.
enum class ReadingTool { Window, Pan, Zoom, CrossHair, Length, Bidimensional };
enum class ReadingLayout { One, OneByTwo, TwoByTwo };

} // namespace casebook
