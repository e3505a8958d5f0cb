// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/values/Job.h"
#include "storage/imaging/ImportReport.h"
#include "storage/vault/Vault.h"

namespace casebook::sample {

/// The sample study: synthetic chest CT with its segmentation, made by the program. Its passphrase is
/// public (publicSamplePassphrase) and opens synthetic studies only.

/// $XDG_DATA_HOME/casebook/sample.
[[nodiscard]] QString defaultFolder();
/// Makes the study and puts the sample CT into it, from memory: nothing lies in plain on the disk.
/// Some 20 s on two cores. Pool thread. An existing folder is refused ("study-exists").
[[nodiscard]] Result<std::unique_ptr<Vault>> create(const QString& folder, KdfCost cost, const Job& job);

} // namespace casebook::sample
