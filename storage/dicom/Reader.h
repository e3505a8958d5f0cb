// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/dicom/Instance.h"

#include <QByteArray>

#include <cstddef>
#include <span>

namespace casebook::dicom {

/// Sets DCMTK up for this process: dictionary, codecs, no logging (its messages quote values). Call
/// once before the first read, before threads start, and before the process gives up opening files.
/// Errors: "dictionary-missing" (the data folder of DCMTK is absent).
[[nodiscard]] Result<void> initialise();

/// The folder that DCMTK reads character tables from while it works: env DCMICONVPATH, else its own.
[[nodiscard]] QByteArray characterTables();

/// Reads the header of one DICOM file from memory, up to the pixel data, tolerant of what real files
/// look like: no preamble, no or broken meta header, wrong transfer syntax, odd lengths, missing UIDs.
/// Pixels are not touched, so an mmap of the file costs only its header pages.
/// Not safe against hostile bytes by itself (DCMTK may overflow its stack): the product calls it in
/// casebook-worker only. One thread at a time.
/// Errors: "not-dicom", "truncated", "no-pixel-data", "unsupported-object", "bad-geometry",
/// "too-large", "malformed".
[[nodiscard]] Result<ParsedInstance> readHeader(std::span<const std::byte> file);
/// The same with the text read as `charset` (a defined term), whatever the file declares: a person's word.
/// Empty: as declared.
[[nodiscard]] Result<ParsedInstance> readHeader(std::span<const std::byte> file, const QByteArray& charset);

} // namespace casebook::dicom
