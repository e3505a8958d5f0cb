// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/imaging/ReportPlacing.h"
#include "storage/imaging/ReportService.h"

namespace casebook::reportDrawing {

/// What a document draws on the slices of one series, in the patient. Used by ReportService.

/// One layer a maker: a report may hold what a machine found beside what a person measured. Findings that are not for
/// presentation are left out.
[[nodiscard]] Result<QList<DrawnLayer>> ofReport(reportPlacing::Images& images, const ReportRow& row,
                                                 const dicom::SrDocument& document, const QString& seriesUid);
/// None where the state names no slice of the series.
[[nodiscard]] Result<QList<DrawnLayer>> ofPresentation(reportPlacing::Images& images, const ReportRow& row,
                                                       const dicom::Presentation& state,
                                                       const QString& seriesUid);
[[nodiscard]] Result<QList<KeyImage>> keyImagesOf(reportPlacing::Images& images,
                                                  const dicom::SrDocument& object, const QString& seriesUid);

} // namespace casebook::reportDrawing
