// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/Peers.h"

namespace casebook::test {

/// PEM files of a certificate and its key.
struct Certificate {
    QString file, key;
    QString both; ///< one after the other, as some servers want it
    [[nodiscard]] bool isMade() const { return !file.isEmpty(); }
};

/// An authority of this test alone, made by openssl. Not made where openssl fails.
[[nodiscard]] Certificate makeAuthority(const QString& folder, const QString& name);
/// A certificate for 127.0.0.1 and localhost, signed by the authority.
[[nodiscard]] Certificate makeCertificate(const QString& folder, const QString& name,
                                          const Certificate& authority);

/// A front as hospitals put before their servers: takes TLS at `port` and passes it on in clear to `inner`.
[[nodiscard]] bool startTlsFront(Peer& front, const Certificate& own, int port, int inner);

} // namespace casebook::test
