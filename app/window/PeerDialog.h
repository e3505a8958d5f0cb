// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/window/NetworkDialog.h"
#include "storage/network/NetworkPeer.h"

namespace casebook {

/// What a person says of another machine. Secrets that are left empty stay what they were.
struct PeerEntry {
    NetworkPeer peer; ///< without certificates; authorization only where one was typed
    TlsFiles files;
    bool maySend = false; ///< to our receiver
    QString reason;
};

/// Name, address and our AE title of another machine, its encryption or sign-in, whether it may send to us,
/// and why it is added or changed.
class PeerDialog final : public NetworkDialog {
    Q_OBJECT
public:
    /// @param known the one that is changed; null: a new one
    PeerDialog(const NetworkPeer* known, bool maySend, QWidget* parent);

Q_SIGNALS:
    void given(const casebook::PeerEntry& entry);

private:
    void refresh() override;
    [[nodiscard]] PeerEntry entry() const;
    bool changes_;
    Field name_, address_, own_, trusted_, certificate_, key_, user_, secret_, reason_;
    QCheckBox *maySend_ = nullptr, *tls_ = nullptr;
};

} // namespace casebook
