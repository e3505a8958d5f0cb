// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/network/Order.h"

#include <QByteArrayList>

namespace casebook::network {

/// Gives up what talking to one peer does not need, after everything that has a name was opened: new
/// privileges, being traced and dumped, other programs, files (Landlock: only the spool folder for
/// writing, DCMTK's tables and what resolving a name reads), TCP other than to `order.port` or from it, system
/// calls (seccomp), memory without end.
/// @param readable further files and folders that may be read
/// @return false when the kernel refuses any of it but Landlock, which older kernels lack
[[nodiscard]] bool enterSandbox(int socket, const Order& order, const QByteArrayList& readable);

} // namespace casebook::network
