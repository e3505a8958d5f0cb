// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/window/OpenStudy.h"
#include "core/volume/SeriesFindings.h"
#include "widgets/reading/ReadingValues.h"

namespace casebook {

/// Findings of a series as the reading page shows them.
[[nodiscard]] QList<SeriesVolume> volumeViews(const SeriesFindings& findings);
/// What is opened first: the volume with most images, of phases the first.
[[nodiscard]] int firstVolume(const SeriesFindings& findings);
/// Small pictures of volumes that stand in lists, one by one. Pool thread; empty where there is none.
[[nodiscard]] QImage volumePicture(OpenStudy& study, const QString& seriesUid, int index);
/// As ImagingService::volume, laid out to be paged through where its pictures lie at one place or nowhere.
[[nodiscard]] Result<VolumePtr> shownVolume(OpenStudy& study, const QString& seriesUid, int index,
                                            const Job& job);

} // namespace casebook
