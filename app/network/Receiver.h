// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/network/Order.h"
#include "app/network/Program.h"
#include "app/network/Spool.h"

#include <dcmtk/config/osconfig.h>
#include <dcmtk/dcmnet/dimse.h>

#include <memory>

class DcmTLSTransportLayer;

namespace casebook::network {

/// Takes what allowed peers send (C-ECHO, C-STORE), one association after the other, until the program has
/// gone. An object is acknowledged only after it is durable in the spool.
class Receiver {
public:
    Receiver(const Order& order, Program& program, Spool& spool, std::shared_ptr<DcmTLSTransportLayer> tls);
    ~Receiver();
    Receiver(const Receiver&) = delete;
    Receiver& operator=(const Receiver&) = delete;

    /// Opens the port, before the sandbox. Errors: "port-in-use", "tls-files".
    [[nodiscard]] Result<> open();
    void run();

private:
    void take(T_ASC_Association* association);
    /// Why the association is refused; null where it is welcome.
    [[nodiscard]] const T_ASC_RejectParameters* refusal(T_ASC_Association& association);
    [[nodiscard]] OFCondition acceptKinds(T_ASC_Association& association) const;
    [[nodiscard]] OFCondition serve(T_ASC_Association& association);
    [[nodiscard]] OFCondition store(T_ASC_Association& association, T_ASC_PresentationContextID context,
                                    T_DIMSE_C_StoreRQ& request);

    const Order& order_;
    Program& program_;
    Spool& spool_;
    std::shared_ptr<DcmTLSTransportLayer> tls_;
    T_ASC_Network* network_ = nullptr;
    QByteArray caller_; ///< AE title of the present peer, on the list of allowed ones
};

} // namespace casebook::network
