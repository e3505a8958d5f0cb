// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/AskPassphrase.h"

#include "storage/vault/SecretBytes.h"
#include "widgets/common/Button.h"
#include "widgets/common/EmptyState.h"
#include "widgets/common/Label.h"
#include "widgets/common/LineEdit.h"
#include "widgets/common/PassphraseEdit.h"

#include <QVBoxLayout>

namespace casebook {

AskPassphrase::AskPassphrase(const QString& question, const QString& note, const QString& verb,
                             QWidget* parent)
    : Dialog(parent), passphrase_(new PassphraseEdit(this)), note_(new ErrorNote(this)) {
    setWords(question, note);
    label_ = new Label(tr("Passphrase"), FontRole::Control, Tone::Text, this);
    label_->setBuddy(passphrase_->field());
    passphrase_->field()->setAccessibleName(label_->text());
    body()->addWidget(label_);
    body()->addWidget(passphrase_);
    note_->clear();
    body()->addWidget(note_);
    verb_ = addButton(verb, true);
    Button* cancel = addButton(tr("Cancel"), false);
    connect(verb_, &Button::clicked, this, &AskPassphrase::give);
    connect(passphrase_, &PassphraseEdit::entered, this, &AskPassphrase::give);
    connect(cancel, &Button::clicked, this, &QDialog::reject);
    passphrase_->field()->setFocus();
}

void AskPassphrase::askForWords() {
    passphrase_->setRevealed(true);
    label_->setText(tr("Recovery words"));
    passphrase_->field()->setAccessibleName(label_->text());
}

void AskPassphrase::give() {
    if (!verb_->isEnabled())
        return; // Enter once more, while the first is being carried out
    verb_->setEnabled(false);
    QByteArray passphrase = passphrase_->passphrase();
    Q_EMIT given(passphrase);
    wipeBytes(passphrase);
}

void AskPassphrase::refuse(const Error& error) {
    verb_->setEnabled(true);
    passphrase_->setWrong(error.code == "wrong-passphrase" || error.code.endsWith("-recovery-words"));
    note_->setError(error);
    note_->show();
}

} // namespace casebook
