// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/network/Order.h"
#include "app/network/Program.h"
#include "app/network/Spool.h"

class DcmTLSTransportLayer;

namespace casebook::network {

/// One association as the one who asks: echo, find, get, move or store, told event by event.
/// Errors: those of errorOf(); "peer-status" (args: hexadecimal status of the peer).
[[nodiscard]] Result<> talkToPeer(const Order& order, Program& program, Spool& spool, DcmTLSTransportLayer* tls);

} // namespace casebook::network
