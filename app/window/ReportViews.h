// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/imaging/ReportService.h"
#include "viewers/slice/ReportLayer.h"
#include "widgets/subject/ReportsPage.h"

namespace casebook {

/// Values of ReportService as the pages and panes show them.

[[nodiscard]] ReportHead reportHead(const ReportRow& row);
/// Without what is not for presentation. GUI language. Any thread.
[[nodiscard]] ReportView reportView(const ReportRow& row, const dicom::SrDocument& document);
/// An encapsulated PDF: what stands about it, and whether this person may save it.
[[nodiscard]] ReportView pdfView(const ReportRow& row, bool maySave);
[[nodiscard]] ReportView reportView(const ReportRow& row, const dicom::Presentation& state);
/// Shapes and key images of a series, without optional marks.
[[nodiscard]] ReportLayer reportLayer(const QList<DrawnLayer>& layers, const QList<KeyImage>& keyImages);

} // namespace casebook
