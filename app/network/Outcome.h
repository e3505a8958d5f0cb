// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/values/Result.h"

class OFCondition;

namespace casebook::network {

/// What a failed step of DCMTK means for a person: "peer-unreachable", "peer-refused" (args: why, a word of
/// "called", "calling", "busy", "refused"), "peer-aborted", "peer-timeout", "peer-lacks-service", "peer-garbled",
/// "tls-untrusted" (its certificate), "tls-refused" (ours), "tls-missing" (it does not encrypt), "tls-failed"
/// (args: reason of OpenSSL), "port-in-use". No text of the peer is passed on.
[[nodiscard]] Error errorOf(const OFCondition& condition);
/// The same of an association that did not come about; also "peer-hung-up": gone before its first word.
[[nodiscard]] Error associationErrorOf(const OFCondition& condition, bool tls);

/// Silences DCMTK's log, whose words quote what peers send.
void beginLog();
/// While it is on, the log is listened to for why an association is rejected: DcmSCU tells it nowhere else.
void listenForRejection(bool on);

} // namespace casebook::network
