// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/volume/Volume.h"
#include "storage/dicom/WriterIdentity.h"

namespace casebook::dicom {

/// Writes one slice of a volume as a CT Image Storage file, Explicit VR Little Endian, signed 16 bit as
/// stored in the volume. `volume.instances[slice]` is its SOP Instance UID; instance numbers count from
/// the head. The bytes depend on the arguments only. Any thread.
/// Errors: "usage" (Usage) without UID or for a slice that is not there, "write-failed".
[[nodiscard]] Result<QByteArray> writeCtSlice(const Volume& volume, int slice, const ExamIdentity& exam,
                                              const SeriesIdentity& series);

} // namespace casebook::dicom
