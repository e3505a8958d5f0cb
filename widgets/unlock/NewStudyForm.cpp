// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/unlock/NewStudyForm.h"

#include "storage/vault/SecretBytes.h"
#include "widgets/common/Button.h"
#include "widgets/common/EmptyState.h"
#include "widgets/common/Label.h"
#include "widgets/common/LineEdit.h"
#include "widgets/common/PassphraseEdit.h"

#include <QEvent>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QVBoxLayout>

namespace casebook {

using namespace Qt::StringLiterals;

NewStudyForm::NewStudyForm(QWidget* parent) : QWidget(parent) {
    build();
    retranslate();
    refresh();
}

void NewStudyForm::build() {
    const auto label = [this] { return new Label(FontRole::Control, Tone::Text, this); };
    title_ = new Label(FontRole::Display, Tone::Text, this);
    note_ = new Label(FontRole::Table, Tone::Text2, this);
    note_->setWrapped();
    rule_ = new Label(FontRole::Note, Tone::Text2, this);
    rule_->setWrapped();
    folderLabel_ = label();
    nameLabel_ = label();
    siteLabel_ = label();
    loginLabel_ = label();
    printedLabel_ = label();
    passLabel_ = label();
    againLabel_ = label();
    for (LineEdit** edit : {&folder_, &name_, &site_, &login_, &printed_}) {
        *edit = new LineEdit(this);
        connect(*edit, &QLineEdit::textChanged, this, &NewStudyForm::refresh);
    }
    folder_->setIconName(u"folder2-open"_s);
    login_->setIconName(u"person"_s);
    pass_ = new PassphraseEdit(this);
    again_ = new PassphraseEdit(this);
    connect(pass_, &PassphraseEdit::changed, this, &NewStudyForm::refresh);
    connect(again_, &PassphraseEdit::changed, this, &NewStudyForm::refresh);
    connect(again_, &PassphraseEdit::entered, this, &NewStudyForm::submit);
    choose_ = new Button(Button::Kind::Secondary, {}, this);
    make_ = new Button(Button::Kind::Primary, u"plus-lg"_s, this);
    make_->setHeight(Button::Height::Large);
    cancel_ = new Button(Button::Kind::Secondary, {}, this);
    cancel_->setHeight(Button::Height::Large);
    error_ = new ErrorNote(this);

    auto* grid = new QGridLayout;
    grid->setHorizontalSpacing(16);
    grid->setVerticalSpacing(4);
    const auto pair = [&](int row, int column, Label* head, QWidget* field, int span = 1) {
        head->setBuddy(field);
        grid->addWidget(head, 2 * row, column, 1, span);
        grid->addWidget(field, 2 * row + 1, column, 1, span, Qt::AlignTop);
    };
    pair(0, 0, nameLabel_, name_);
    pair(0, 1, siteLabel_, site_);
    auto* folderRow = new QWidget(this);
    auto* folderLine = new QHBoxLayout(folderRow);
    folderLine->setContentsMargins(0, 0, 0, 0);
    folderLine->setSpacing(8);
    folderLine->addWidget(folder_, 1);
    folderLine->addWidget(choose_);
    pair(1, 0, folderLabel_, folderRow, 2);
    folderLabel_->setBuddy(folder_);
    pair(2, 0, loginLabel_, login_);
    pair(2, 1, printedLabel_, printed_);
    pair(3, 0, passLabel_, pass_);
    pair(3, 1, againLabel_, again_);
    for (int row = 1; row < 6; row += 2)
        grid->setRowMinimumHeight(row, 40);
    grid->setColumnStretch(0, 1);
    grid->setColumnStretch(1, 1);

    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    buttons->addWidget(make_);
    buttons->addWidget(cancel_);
    buttons->addStretch(1);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(4, 4, 4, 4);
    all->setSpacing(6);
    all->addWidget(title_);
    all->addWidget(note_);
    all->addSpacing(10);
    all->addLayout(grid);
    all->addWidget(rule_);
    all->addWidget(error_);
    all->addSpacing(10);
    all->addLayout(buttons);
    connect(choose_, &QPushButton::clicked, this, &NewStudyForm::chooseFolderRequested);
    connect(cancel_, &QPushButton::clicked, this, &NewStudyForm::cancelled);
    connect(make_, &QPushButton::clicked, this, &NewStudyForm::submit);
}

void NewStudyForm::setFolder(const QString& folder) { folder_->setText(folder); }

void NewStudyForm::setBusy(bool busy) {
    busy_ = busy;
    retranslate();
    refresh();
}

void NewStudyForm::showError(const Error& error) {
    setBusy(false);
    error_->setError(error);
}

void NewStudyForm::reset() {
    for (LineEdit* edit : {folder_, name_, site_, login_, printed_})
        edit->clear();
    pass_->clear();
    again_->clear();
    error_->clear();
    setBusy(false);
}

void NewStudyForm::start() { name_->setFocus(Qt::OtherFocusReason); }

void NewStudyForm::refresh() {
    const QString advice = pass_->advice(minimumLength, {login_->text(), name_->text()});
    const bool good = !pass_->isEmpty() && advice.isEmpty();
    const bool same = again_->isSameAs(*pass_);
    const bool askedTwice = !again_->isEmpty();
    again_->setWrong(askedTwice && !same);
    if (askedTwice && !same)
        rule_->setText(tr("The two passphrases differ."));
    else if (!advice.isEmpty())
        rule_->setText(advice);
    else
        rule_->setText(tr(
            "Nobody can reset a passphrase without the recovery words: write them down on the next page."));
    rule_->setTone(askedTwice && !same ? Tone::Bad : Tone::Text2);
    for (QWidget* w :
         {static_cast<QWidget*>(folder_), static_cast<QWidget*>(name_), static_cast<QWidget*>(site_),
          static_cast<QWidget*>(login_), static_cast<QWidget*>(printed_), static_cast<QWidget*>(pass_),
          static_cast<QWidget*>(again_), static_cast<QWidget*>(choose_)})
        w->setEnabled(!busy_);
    make_->setEnabled(!busy_ && good && same && !name_->text().trimmed().isEmpty() &&
                      !folder_->text().trimmed().isEmpty() && !login_->text().trimmed().isEmpty());
}

void NewStudyForm::submit() {
    if (!make_->isEnabled())
        return;
    error_->clear();
    NewStudyWish wish{folder_->text().trimmed(), name_->text().trimmed(),    site_->text().trimmed(),
                      login_->text().trimmed(),  printed_->text().trimmed(), pass_->passphrase()};
    Q_EMIT createRequested(wish);
    wipeBytes(wish.passphrase);
}

void NewStudyForm::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
        refresh();
    }
    QWidget::changeEvent(event);
}

void NewStudyForm::retranslate() {
    title_->setText(tr("New study"));
    note_->setText(tr("One encrypted folder on this workstation. You become its administrator."));
    folderLabel_->setText(tr("Folder *"));
    nameLabel_->setText(tr("Name of the study *"));
    siteLabel_->setText(tr("Site"));
    loginLabel_->setText(tr("User name *"));
    printedLabel_->setText(tr("Your name as printed"));
    passLabel_->setText(tr("Passphrase *"));
    againLabel_->setText(tr("Passphrase again *"));
    folder_->setPlaceholderText(tr("An empty or new folder"));
    choose_->setText(tr("Choose"));
    cancel_->setText(tr("Cancel"));
    make_->setText(busy_ ? tr("Making the study …") : tr("Make the study"));
}

} // namespace casebook
