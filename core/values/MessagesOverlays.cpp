// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/values/MessageTable.h"

#include <QtGlobal>

namespace casebook {

namespace {

// clang-format off
constexpr MessageRow notes[] = {
    {"unequal-steps", QT_TRANSLATE_NOOP("casebook::Messages", "its slices are not on equal steps")},
    {"off-slice", QT_TRANSLATE_NOOP("casebook::Messages", "up to %1 mm beside the slices of the image")},
    {"own-grid", QT_TRANSLATE_NOOP("casebook::Messages", "filled on its own planes, %1 mm apart")},
    {"one-plane", QT_TRANSLATE_NOOP("casebook::Messages", "drawn on one plane only: no volume")},
    {"crossing-outlines", QT_TRANSLATE_NOOP("casebook::Messages", "%1: outlines cross; their union was taken")},
    {"repeated-outline", QT_TRANSLATE_NOOP("casebook::Messages", "%1: an outline is there twice and counts once")},
    {"not-rasterised", QT_TRANSLATE_NOOP("casebook::Messages", "%1: %2 contour(s) stay lines, not rasterised (open, oblique or off the slices)")},
    {"tiny-contours", QT_TRANSLATE_NOOP("casebook::Messages", "%1: %2 contour(s) smaller than a pixel became one pixel")},
    {"wrong-point-counts", QT_TRANSLATE_NOOP("casebook::Messages", "%1: %2 contour(s) state a wrong number of points")},
    {"unreadable-contours", QT_TRANSLATE_NOOP("casebook::Messages", "%1: %2 contour(s) could not be read")},
    {"other-frame", QT_TRANSLATE_NOOP("casebook::Messages", "%1: drawn in another frame of reference, not shown")},
    {"no-contours", QT_TRANSLATE_NOOP("casebook::Messages", "%1: has no contours")},
    {"forms-disagree", QT_TRANSLATE_NOOP("casebook::Messages", "its two placements (sform, qform) are %1 mm apart")},
};
// clang-format on

} // namespace

std::span<const MessageRow> overlayNotes() { return notes; }

} // namespace casebook
