// SPDX-License-Identifier: GPL-3.0-or-later
// Which machine gets a series or an exam, and why.
#pragma once

#include "widgets/common/Dialogs.h"
#include "widgets/network/NetworkValues.h"

namespace casebook {

class QuietCombo;

/// GUI thread.
class SendDialog final : public RequireReason {
    Q_OBJECT
public:
    /// @param words what would leave; @param peers at least one
    SendDialog(bool exam, const QString& words, const QList<PeerView>& peers, QWidget* parent);
    [[nodiscard]] QuietCombo* peers() const { return peer_; }

Q_SIGNALS:
    void sendRequested(const QString& peer, const QString& reason);

private:
    QuietCombo* peer_;
};

} // namespace casebook
