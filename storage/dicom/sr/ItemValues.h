// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Internal to storage/dicom/sr: what reports and presentations have in common in their data sets.

#include "storage/dicom/Dataset.h"
#include "storage/dicom/sr/SrDocument.h"

namespace casebook::dicom {

/// A code string of at most 64 characters; what is not ASCII becomes "?", which no code is.
[[nodiscard]] QByteArray wordOf(const ItemReader& in, const DcmTagKey& tag);
/// The first item of a code sequence; long codes and URNs count as values (PS3.3 8.1).
[[nodiscard]] SrCode codeOf(const ItemReader& in, const DcmTagKey& sequence);
/// An item of ReferencedSOPSequence or ReferencedImageSequence.
[[nodiscard]] SrReference referenceOf(const ItemReader& in);

} // namespace casebook::dicom
