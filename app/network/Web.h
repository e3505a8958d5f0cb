// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/network/Order.h"
#include "app/network/Program.h"
#include "app/network/Spool.h"

namespace casebook::network {

/// DICOMweb (PS3.18): QIDO-RS, WADO-RS and STOW-RS. Redirections are not followed, as the sign-in would go
/// along; certificates are always checked, against the order's trusted ones where it has any.
/// Errors: "peer-unreachable", "peer-timeout", "peer-aborted", "tls-failed", "tls-untrusted", "web-status" (args: HTTP status),
/// "web-answer" (no JSON, no multipart, or longer than allowed), "bad-query-key", those of Spool.
[[nodiscard]] Result<> talkToWeb(const Order& order, Program& program, Spool& spool);

/// Loads what Qt loads on first use (TLS, certificates of the system), before the sandbox closes.
void prepareWeb();

} // namespace casebook::network
