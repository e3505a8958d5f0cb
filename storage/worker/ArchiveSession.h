// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/values/Job.h"
#include "storage/worker/WorkerPool.h"

namespace casebook {

class WorkerProcess;

/// The program's side of reading one archive: collects the pieces of every entry and hands it to
/// `sink` when it is whole. Errors: those of dicom::readArchive and of WorkerProcess; "cancelled".
[[nodiscard]] Result<void> readArchive(WorkerProcess& worker, int input, const dicom::ArchiveLimits& limits,
                                       int seconds, const std::function<bool(ArchiveEntry)>& sink,
                                       const Job& job);

} // namespace casebook
