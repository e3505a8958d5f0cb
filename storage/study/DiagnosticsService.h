// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/values/Diagnostics.h"
#include "core/values/Job.h"
#include "core/values/Result.h"
#include "storage/vault/Session.h"

#include <functional>

namespace casebook {

class Vault;

/// This machine as Casebook needs it: versions, sandbox, limits, swap. No names of host, user or folders.
[[nodiscard]] DiagnosticReport machineDiagnostics(const QString& programVersion);

/// What swap there is, from the text of /proc/swaps: "none", "in-memory", "encrypted", "plain". `isEncrypted` says of a
/// device's path whether what is written to it is encrypted.
[[nodiscard]] QString swapKind(const QByteArray& procSwaps,
                               const std::function<bool(const QString&)>& isEncrypted);

/// What can be told of a study without telling whose it is: sizes, counts, ages and states, for a report that a site
/// sends to those who help it. Any thread but the GUI's.
class DiagnosticsService {
public:
    DiagnosticsService(Vault& vault, const Session& session);
    /// Adds to what is known of the machine. Right ReadSubjects; the chain of the audit is checked for who may read it.
    /// Errors "no-right", "cancelled".
    [[nodiscard]] Result<DiagnosticReport> report(const QString& programVersion, const Job& job) const;

private:
    Vault& vault_;
    const Session& session_;
};

} // namespace casebook
