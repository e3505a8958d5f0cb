// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/values/Result.h"
#include "widgets/common/Dialogs.h"

namespace casebook {

class Button;
class ErrorNote;
class PassphraseEdit;
class QuietCombo;

/// Asks what a signature means, and for the passphrase again. Closes only when the caller accepts it, or the person
/// gives up: not while it is being signed, as that can't be taken back.
class SignDialog : public Dialog {
    Q_OBJECT
public:
    /// @param name that will be printed
    SignDialog(const QString& name, QWidget* parent);
    void reject() override;
    void refuse(const Error& error); ///< says why and lets the person try again

Q_SIGNALS:
    void given(const QByteArray& meaning, const QByteArray& passphrase); ///< UTF-8, overwritten after it

private:
    void give();
    QuietCombo* meaning_;
    PassphraseEdit* passphrase_;
    ErrorNote* note_;
    Button* sign_;
};

} // namespace casebook
