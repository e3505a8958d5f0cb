// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/SignDialog.h"

#include "app/window/FormLoad.h"
#include "storage/vault/SecretBytes.h"
#include "widgets/common/Button.h"
#include "widgets/common/EmptyState.h"
#include "widgets/common/Label.h"
#include "widgets/common/LineEdit.h"
#include "widgets/common/PassphraseEdit.h"
#include "widgets/common/QuietCombo.h"

#include <QVBoxLayout>

namespace casebook {

SignDialog::SignDialog(const QString& name, QWidget* parent)
    : Dialog(parent), meaning_(new QuietCombo(this)), passphrase_(new PassphraseEdit(this)),
      note_(new ErrorNote(this)) {
    setWords(tr("Sign this form as %1?").arg(name),
             tr("Name, time and meaning stand with the form. A later change breaks the signature visibly."));
    for (const QByteArray& meaning : SignatureService::meanings())
        meaning_->addItem(meaningWords(meaning), meaning);
    const auto add = [this](const QString& words, QWidget* field, QWidget* buddy) {
        auto* label = new Label(words, FontRole::Control, Tone::Text, this);
        label->setBuddy(buddy);
        buddy->setAccessibleName(words);
        body()->addWidget(label);
        body()->addWidget(field);
    };
    add(tr("Meaning"), meaning_, meaning_);
    add(tr("Your passphrase again"), passphrase_, passphrase_->field());
    note_->clear();
    body()->addWidget(note_);
    sign_ = addButton(tr("Sign"), true);
    Button* cancel = addButton(tr("Cancel"), false);
    connect(sign_, &Button::clicked, this, &SignDialog::give);
    connect(passphrase_, &PassphraseEdit::entered, this, &SignDialog::give);
    connect(cancel, &Button::clicked, this, &QDialog::reject);
    passphrase_->field()->setFocus();
}

void SignDialog::give() {
    if (!sign_->isEnabled())
        return; // Enter once more, while the first is being carried out
    sign_->setEnabled(false);
    QByteArray passphrase = passphrase_->passphrase();
    Q_EMIT given(meaning_->currentData().toByteArray(), passphrase);
    wipeBytes(passphrase);
}

void SignDialog::reject() {
    if (sign_->isEnabled())
        Dialog::reject();
}

void SignDialog::refuse(const Error& error) {
    sign_->setEnabled(true);
    passphrase_->setWrong(error.code == "wrong-passphrase");
    note_->setError(error);
    note_->show();
}

} // namespace casebook
