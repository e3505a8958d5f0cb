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

PassphraseDialog::PassphraseDialog(QWidget* parent) : Dialog(parent) {
    setWords(
        tr("Change your passphrase"),
        tr("At least %n character(s); a sentence is good. Only the recovery words open the study without it.",
           nullptr, minPassphraseLength));
    const auto add = [this](const QString& words) {
        auto* edit = new PassphraseEdit(this);
        auto* label = new Label(words, FontRole::Control, Tone::Text, this);
        label->setBuddy(edit->field());
        edit->field()->setAccessibleName(words);
        body()->addWidget(label);
        body()->addWidget(edit);
        return edit;
    };
    old_ = add(tr("Passphrase now"));
    fresh_ = add(tr("New passphrase"));
    again_ = add(tr("New passphrase again"));
    note_ = new ErrorNote(this);
    note_->clear();
    body()->addWidget(note_);
    change_ = addButton(tr("Change"), true);
    Button* cancel = addButton(tr("Cancel"), false);
    connect(change_, &Button::clicked, this, &PassphraseDialog::give);
    connect(again_, &PassphraseEdit::entered, this, &PassphraseDialog::give);
    connect(cancel, &Button::clicked, this, &QDialog::reject);
    old_->field()->setFocus();
}

void PassphraseDialog::give() {
    if (!fresh_->isSameAs(*again_)) {
        note_->setWords(tr("The two new passphrases differ. Type them again."));
        note_->show();
        again_->setWrong(true);
        return;
    }
    change_->setEnabled(false);
    QByteArray old = old_->passphrase(), fresh = fresh_->passphrase();
    Q_EMIT given(old, fresh);
    wipeBytes(old);
    wipeBytes(fresh);
}

void PassphraseDialog::refuse(const Error& error) {
    change_->setEnabled(true);
    old_->setWrong(error.code == "wrong-passphrase");
    note_->setError(error);
    note_->show();
}

} // namespace casebook
