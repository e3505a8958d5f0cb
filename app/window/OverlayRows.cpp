// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/OverlayRows.h"

#include "app/window/ReadingController.h"

namespace casebook {

QString overlayName(const QByteArray& kind) {
    if (kind == "LABELS")
        return ReadingController::tr("Label map");
    if (kind == "RTSTRUCT")
        return ReadingController::tr("Structure set");
    if (kind == "MAP")
        return ReadingController::tr("Map of values");
    return ReadingController::tr("Segmentation");
}

SegmentView mapRow(const ValueMap& map, const QList<SegmentStyle>& styles) {
    SegmentView row;
    constexpr double kBright = 0.75;
    const auto color = mapColor(kBright);
    row.number = 0;
    row.label = map.quantity.isEmpty() ? ReadingController::tr("Map") : map.quantity;
    row.color = QColor(color[0], color[1], color[2]);
    row.fill = true;
    for (const SegmentStyle& style : styles)
        if (style.segment == 0) {
            row.visible = style.visible;
            row.opacity = style.opacity;
        }
    return row;
}

} // namespace casebook
