// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/study/UserDialogs.h"

#include "storage/vault/Session.h"
#include "storage/vault/Vault.h"
#include "widgets/common/Button.h"
#include "widgets/common/EmptyState.h"
#include "widgets/common/Label.h"
#include "widgets/common/LineEdit.h"
#include "widgets/common/PassphraseEdit.h"

#include <QCheckBox>
#include <QVBoxLayout>

namespace casebook {

using namespace Qt::StringLiterals;

UserDialog::UserDialog(QWidget* parent) : Dialog(parent), error_(new ErrorNote(this)) {}

void UserDialog::refuse(const QString& words) {
    error_->setWords(words);
    setEnabled(true);
    refresh();
}

LineEdit* UserDialog::addField(const QString& words, const QString& hint) {
    auto* label = new Label(words, FontRole::Control, Tone::Text, this);
    auto* field = new LineEdit(this);
    field->setPlaceholderText(hint);
    field->setAccessibleName(words);
    label->setBuddy(field);
    body()->addWidget(label);
    body()->addWidget(field);
    connect(field, &QLineEdit::textChanged, this, [this] { refresh(); });
    return field;
}

void UserDialog::addRoles(const QList<QByteArray>& chosen) {
    body()->addWidget(new Label(tr("Roles"), FontRole::Control, Tone::Text, this));
    for (const Role role : allRoles()) {
        const QByteArray code = roleCode(role);
        auto* box = new QCheckBox(roleText(code), this);
        box->setFont(theme::font(FontRole::Body));
        box->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed); // a tall dialog never squeezes words
        box->setProperty("role", code);
        box->setChecked(chosen.contains(code));
        auto* note = new Label(roleNote(code), FontRole::Note, Tone::Text3, this);
        note->setContentsMargins(22, 0, 0, 0);
        body()->addWidget(box);
        body()->addWidget(note);
        boxes_.append(box);
        connect(box, &QCheckBox::toggled, this, [this] { refresh(); });
    }
}

QList<QByteArray> UserDialog::roles() const {
    QList<QByteArray> codes;
    for (const QCheckBox* box : boxes_)
        if (box->isChecked())
            codes << box->property("role").toByteArray();
    return codes;
}

void UserDialog::addPassphrases() {
    const auto add = [this](const QString& words) {
        auto* edit = new PassphraseEdit(this);
        auto* label = new Label(words, FontRole::Control, Tone::Text, this);
        label->setBuddy(edit->field());
        edit->field()->setAccessibleName(words);
        body()->addWidget(label);
        body()->addWidget(edit);
        connect(edit, &PassphraseEdit::changed, this, [this] { refresh(); });
        return edit;
    };
    first_ = add(tr("First passphrase, at least %n character(s)", nullptr, minPassphraseLength));
    again_ = add(tr("First passphrase again"));
}

bool UserDialog::passphrasesFit() {
    const bool equal = first_->isSameAs(*again_);
    again_->setWrong(!equal && again_->characters() >= first_->characters());
    return equal && first_->characters() >= minPassphraseLength;
}

AddUserDialog::AddUserDialog(QWidget* parent) : UserDialog(parent) {
    setWords(tr("Who is to work in this study?"),
             tr("Tell the first passphrase in person. It has to be changed at the first unlock."));
    login_ = addField(tr("User name"), tr("Typed to unlock, such as wangmin"));
    name_ = addField(tr("Printed name"), tr("As it stands under signatures"));
    addRoles({});
    addPassphrases();
    body()->addWidget(error_);
    connect(addButton(tr("Cancel"), false), &QPushButton::clicked, this, &QDialog::reject);
    verb_ = addButton(tr("Add user"), true);
    connect(verb_, &QPushButton::clicked, this, [this] {
        error_->clear();
        verb_->setEnabled(false); // the key takes a second
        NewUserWish wish{login_->text().trimmed(), name_->text().trimmed(), roles(), first_->passphrase()};
        Q_EMIT given(wish);
        wipeBytes(wish.passphrase);
    });
    refresh();
    login_->setFocus();
}

void AddUserDialog::refresh() {
    if (!verb_)
        return;
    const bool fit = passphrasesFit();
    verb_->setEnabled(fit && !login_->text().trimmed().isEmpty() && !roles().isEmpty());
}

RolesDialog::RolesDialog(const UserView& user, QWidget* parent) : UserDialog(parent), before_(user.roles) {
    setWords(tr("Which roles has %1?").arg(user.printedName.isEmpty() ? user.login : user.printedName),
             tr("In force from the next unlock. Old and new roles and the reason stand in the audit."));
    addRoles(user.roles);
    reason_ = addField(tr("Reason"), tr("Why the roles change"));
    body()->addWidget(error_);
    connect(addButton(tr("Leave as it is"), false), &QPushButton::clicked, this, &QDialog::reject);
    verb_ = addButton(tr("Change roles"), true);
    connect(verb_, &QPushButton::clicked, this, [this] {
        error_->clear();
        Q_EMIT given(roles(), reason_->text().trimmed());
    });
    refresh();
    if (!boxes_.isEmpty())
        boxes_.first()->setFocus(Qt::TabFocusReason);
}

void RolesDialog::refresh() {
    if (!verb_)
        return;
    const QList<QByteArray> now = roles();
    const bool changed =
        QSet<QByteArray>(now.begin(), now.end()) != QSet<QByteArray>(before_.begin(), before_.end());
    verb_->setEnabled(changed && !now.isEmpty() && !reason_->text().trimmed().isEmpty());
}

FirstPassphraseDialog::FirstPassphraseDialog(const UserView& user, QWidget* parent) : UserDialog(parent) {
    setWords(tr("A first passphrase for %1?").arg(user.printedName.isEmpty() ? user.login : user.printedName),
             tr("The old passphrase and keyrings of this user open nothing any more.") + u' ' +
                 tr("Tell the first passphrase in person. It has to be changed at the next unlock."));
    addPassphrases();
    reason_ = addField(tr("Reason"), tr("Such as: forgot the passphrase"));
    body()->addWidget(error_);
    connect(addButton(tr("Cancel"), false), &QPushButton::clicked, this, &QDialog::reject);
    verb_ = addButton(tr("Give first passphrase"), true);
    connect(verb_, &QPushButton::clicked, this, [this, login = user.login] {
        error_->clear();
        verb_->setEnabled(false); // the key takes a second
        FirstPassphraseWish wish{login, first_->passphrase(), reason_->text().trimmed()};
        Q_EMIT given(wish);
        wipeBytes(wish.passphrase);
    });
    refresh();
    first_->field()->setFocus();
}

void FirstPassphraseDialog::refresh() {
    if (verb_) {
        const bool fit = passphrasesFit();
        verb_->setEnabled(fit && !reason_->text().trimmed().isEmpty());
    }
}

} // namespace casebook
