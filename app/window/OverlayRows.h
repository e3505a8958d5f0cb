// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/segmentation/ValueMap.h"
#include "storage/imaging/ImagingService.h"
#include "widgets/reading/ReadingValues.h"

namespace casebook {

/// What an overlay of that kind is called in the list beside the panes.
[[nodiscard]] QString overlayName(const QByteArray& kind);

/// A map has one row in the list: shown or not, and how strong its colours are.
[[nodiscard]] SegmentView mapRow(const ValueMap& map, const QList<SegmentStyle>& styles);

} // namespace casebook
