// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/network/Order.h"

#include <memory>

class DcmTLSTransportLayer;

namespace casebook::network {

/// TLS for a DICOM association by the BCP 195 (RFC 8996, RFC 9325) profile. Peers are always verified
/// against the trusted certificates of the order; when listening the caller needs a certificate too.
/// Errors: "tls-files" (args: which: "trusted", "certificate", "key", "key-mismatch").
[[nodiscard]] Result<std::shared_ptr<DcmTLSTransportLayer>> tlsFor(const Order& order);

} // namespace casebook::network
