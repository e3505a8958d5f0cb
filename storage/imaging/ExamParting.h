// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/imaging/ImagingTable.h"
#include "storage/imaging/ImportService.h"

namespace casebook::examParting {

/// Parts an exam that waits because it holds images of two persons. Used by ImportService inside its transaction; the
/// right and the reason are its.
///
/// The person whose images came first keeps the exam's row and what hangs on it; every other gets an exam of the same
/// UID. Whose they are is asked of subjectMatch; who can't be told for certain waits on, with his own images only.
[[nodiscard]] Result<ImportService::Parted> part(WriteTransaction& tx, const imagingTable::Exam& exam,
                                                 const QString& reason);

} // namespace casebook::examParting
