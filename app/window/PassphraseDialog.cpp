// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/PassphraseDialog.h"

#include "storage/vault/Vault.h"
#include "widgets/common/Button.h"
#include "widgets/common/EmptyState.h"
#include "widgets/common/Label.h"
#include "widgets/common/LineEdit.h"
#include "widgets/common/PassphraseEdit.h"

#include <QVBoxLayout>

namespace casebook {

PassphraseDialog::PassphraseDialog(QWidget* parent, Why why) : Dialog(parent), why_(why) {
    setWordsFor(why);
    const auto add = [this](const QString& words) {
        auto* edit = new PassphraseEdit(this);
        auto* label = new Label(words, FontRole::Control, Tone::Text, this);
        label->setBuddy(edit->field());
        edit->field()->setAccessibleName(words);
        body()->addWidget(label);
        body()->addWidget(edit);
        return edit;
    };
    if (why != Why::Lost)
        old_ = add(tr("Passphrase now"));
    fresh_ = add(tr("New passphrase"));
    advice_ = new Label(FontRole::Note, Tone::Text2, this);
    advice_->setWrapped();
    advice_->hide();
    body()->addWidget(advice_);
    connect(fresh_, &PassphraseEdit::changed, this, [this] {
        advice_->setText(fresh_->advice(minPassphraseLength));
        advice_->setVisible(!advice_->text().isEmpty());
    });
    again_ = add(tr("New passphrase again"));
    note_ = new ErrorNote(this);
    note_->clear();
    body()->addWidget(note_);
    change_ = addButton(why == Why::Lost ? tr("Set") : tr("Change"), true);
    Button* cancel = addButton(why == Why::Wish ? tr("Cancel") : tr("Lock the study"), false);
    connect(change_, &Button::clicked, this, &PassphraseDialog::give);
    connect(again_, &PassphraseEdit::entered, this, &PassphraseDialog::give);
    connect(cancel, &Button::clicked, this, &QDialog::reject);
    (old_ ? old_ : fresh_)->field()->setFocus();
}

void PassphraseDialog::setWordsFor(Why why) {
    const QString length =
        tr("At least %n character(s); a sentence is good. Only the recovery words open the study without it.",
           nullptr, minPassphraseLength);
    switch (why) {
    case Why::Wish: return setWords(tr("Change your passphrase"), length);
    case Why::First:
        return setWords(tr("Choose a passphrase of your own"),
                        tr("Another person set the one you came in with. %1").arg(length));
    case Why::Lost:
        return setWords(
            tr("Set a new passphrase"),
            tr("The recovery words opened the study. From now on your new passphrase does. %1").arg(length));
    }
}

void PassphraseDialog::complain(const QString& words, PassphraseEdit* at) {
    note_->setWords(words);
    note_->show();
    at->setWrong(true);
}

void PassphraseDialog::give() {
    if (!change_->isEnabled())
        return; // Enter once more, while the first is being carried out
    if (!fresh_->isSameAs(*again_))
        return complain(tr("The two new passphrases differ. Type them again."), again_);
    if (why_ == Why::First && fresh_->isSameAs(*old_))
        return complain(tr("This is the passphrase that another person set. Choose one of your own."),
                        fresh_);
    change_->setEnabled(false);
    QByteArray old = old_ ? old_->passphrase() : QByteArray(), fresh = fresh_->passphrase();
    Q_EMIT given(old, fresh);
    wipeBytes(old);
    wipeBytes(fresh);
}

void PassphraseDialog::reject() {
    if (why_ == Why::Wish || change_->isEnabled())
        Dialog::reject();
}

void PassphraseDialog::refuse(const Error& error) {
    change_->setEnabled(true);
    if (old_)
        old_->setWrong(error.code == "wrong-passphrase");
    note_->setError(error);
    note_->show();
}

} // namespace casebook
