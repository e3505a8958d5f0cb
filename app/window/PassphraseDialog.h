// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/values/Result.h"
#include "widgets/common/Dialogs.h"

namespace casebook {

class Button;
class ErrorNote;
class PassphraseEdit;

/// Asks for the old passphrase and twice for the new one. Closes only when the caller accepts it.
class PassphraseDialog : public Dialog {
    Q_OBJECT
public:
    explicit PassphraseDialog(QWidget* parent);
    void refuse(const Error& error); ///< says why and lets the person try again

Q_SIGNALS:
    void given(const QByteArray& old, const QByteArray& fresh); ///< UTF-8, overwritten after it

private:
    void give();
    PassphraseEdit *old_, *fresh_, *again_;
    ErrorNote* note_;
    Button* change_;
};

} // namespace casebook
