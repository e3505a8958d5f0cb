// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/dicom/sr/SrDocument.h"

namespace casebook::dicom {

/// Reads any structured report or key object selection (PS3.3 A.35) from a file in memory: every content item of its
/// tree, those included that break the rules of their template. A value that can't be read is absent, never 0.
/// In casebook-worker only, one thread at a time.
/// Errors: those of readHeader, "unsupported-object" (no such document), "malformed" (no content at all).
[[nodiscard]] Result<SrDocument> readReport(std::span<const std::byte> file);

} // namespace casebook::dicom
