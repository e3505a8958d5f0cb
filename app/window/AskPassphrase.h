// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/values/Result.h"
#include "widgets/common/Dialogs.h"

namespace casebook {

class Button;
class ErrorNote;
class Label;
class PassphraseEdit;

/// Asks for the passphrase before something that needs it. Closes only when the caller accepts it.
class AskPassphrase : public Dialog {
    Q_OBJECT
public:
    AskPassphrase(const QString& question, const QString& note, const QString& verb, QWidget* parent);
    void askForWords(); ///< the recovery words instead, in clear: they are read off paper
    void refuse(const Error& error); ///< says why and lets the person try again
    [[nodiscard]] PassphraseEdit* field() const { return passphrase_; }

Q_SIGNALS:
    void given(const QByteArray& passphrase); ///< UTF-8, overwritten after it

private:
    void give();
    Label* label_;
    PassphraseEdit* passphrase_;
    ErrorNote* note_;
    Button* verb_;
};

} // namespace casebook
