// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/window/NetworkDialog.h"
#include "storage/network/NetworkSettings.h"

namespace casebook {

/// How this workstation takes images in: title, port, who may send, encryption, and why it changes.
class ReceiverDialog final : public NetworkDialog {
    Q_OBJECT
public:
    ReceiverDialog(const ReceiverSettings& known, QWidget* parent);

Q_SIGNALS:
    /// Certificates are those of before; `files` replace them.
    void given(const casebook::ReceiverSettings& receiver, const casebook::TlsFiles& files,
               const QString& reason);

private:
    void refresh() override;
    [[nodiscard]] ReceiverSettings settings() const;
    ReceiverSettings known_;
    Field title_, port_, allowed_, trusted_, certificate_, key_, reason_;
    QCheckBox* tls_ = nullptr;
};

} // namespace casebook
