// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/values/Result.h"
#include "widgets/common/Dialogs.h"

namespace casebook {

class Button;
class ErrorNote;
class Label;
class PassphraseEdit;

/// Asks for the old passphrase and twice for the new one. Closes only when the caller accepts it, or the person
/// gives up: at the door not while a new one is being set.
class PassphraseDialog : public Dialog {
    Q_OBJECT
public:
    enum class Why {
        Wish, ///< the person's own
        First, ///< another person set the old one, so the new one must differ
        Lost ///< the recovery words opened the study: the old one is not asked
    };
    explicit PassphraseDialog(QWidget* parent, Why why = Why::Wish);
    void reject() override;
    void refuse(const Error& error); ///< says why and lets the person try again

Q_SIGNALS:
    void given(const QByteArray& old,
               const QByteArray& fresh); ///< UTF-8, overwritten after it; Lost: old empty

private:
    void setWordsFor(Why why);
    void complain(const QString& words, PassphraseEdit* at);
    void give();
    Why why_;
    PassphraseEdit *old_ = nullptr, *fresh_, *again_; ///< old_ null: Lost
    Label* advice_; ///< on what is being typed
    ErrorNote* note_;
    Button* change_;
};

} // namespace casebook
