// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/unlock/UnlockForm.h"

#include "storage/vault/Vault.h"
#include "widgets/common/Button.h"
#include "widgets/common/Card.h"
#include "widgets/common/EmptyState.h"
#include "widgets/common/Label.h"
#include "widgets/common/LineEdit.h"
#include "widgets/common/PassphraseEdit.h"

#include <QComboBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QVBoxLayout>

namespace casebook {

using namespace Qt::StringLiterals;

UnlockForm::UnlockForm(QWidget* parent) : QWidget(parent) {
    build();
    connectAll();
    retranslate();
}

void UnlockForm::build() {
    title_ = new Label(FontRole::Display, Tone::Text, this);
    title_->setWrapped();
    note_ = new Label(FontRole::Table, Tone::Text2, this);
    note_->setWrapped();
    userLabel_ = new Label(FontRole::Control, Tone::Text, this);
    passLabel_ = new Label(FontRole::Control, Tone::Text, this);
    wordsLabel_ = new Label(FontRole::Control, Tone::Text, this);
    user_ = new QComboBox(this);
    user_->setEditable(true);
    auto* edit = new LineEdit(user_);
    edit->setFrame(false);
    edit->setIconName(u"person"_s);
    user_->setLineEdit(edit);
    user_->setInsertPolicy(QComboBox::NoInsert);
    user_->setFixedHeight(36);
    pass_ = new PassphraseEdit(this);
    pass_->field()->setFixedHeight(36);
    words_ = new PassphraseEdit(this);
    words_->field()->setFixedHeight(36);
    stateText_ = new Label(FontRole::Table, Tone::Bad, this);
    stateText_->setWrapped();
    stateIcon_ = new IconMark(u"x-octagon-fill"_s, Tone::MarkBad, 14, this);
    state_ = new QWidget(this);
    auto* stateRow = new QHBoxLayout(state_);
    stateRow->setContentsMargins(0, 0, 0, 0);
    stateRow->setSpacing(6);
    stateRow->addWidget(stateIcon_, 0, Qt::AlignTop);
    stateRow->addWidget(stateText_, 1);
    error_ = new ErrorNote(this);
    go_ = new Button(Button::Kind::Primary, u"unlock"_s, this);
    go_->setHeight(Button::Height::Large);
    go_->setKeyCap(u"Enter"_s);
    go_->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    readOnly_ = new Button(Button::Kind::Secondary, u"eye"_s, this);
    readOnly_->setHeight(Button::Height::Large);
    readOnly_->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    keyring_ = new Button(Button::Kind::Secondary, u"key"_s, this);
    keyring_->setHeight(Button::Height::Large);
    keyring_->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    keyring_->setObjectName(u"keyring"_s);
    other_ = new Button(Button::Kind::Quiet, {}, this);
    attemptsText_ = new Label(FontRole::Table, Tone::Text2, this);
    attemptsText_->setWrapped();
    attemptsText_->setAlignment(Qt::AlignRight | Qt::AlignVCenter);

    auto* foot = new QHBoxLayout;
    foot->addWidget(other_, 0, Qt::AlignTop | Qt::AlignLeft);
    foot->addWidget(attemptsText_, 1);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(4, 4, 4, 4);
    all->setSpacing(6);
    all->addWidget(title_);
    all->addWidget(note_);
    all->addSpacing(10);
    all->addWidget(userLabel_);
    all->addWidget(user_);
    all->addSpacing(8);
    all->addWidget(passLabel_);
    all->addWidget(pass_);
    all->addWidget(wordsLabel_);
    all->addWidget(words_);
    all->addWidget(state_);
    all->addWidget(error_);
    all->addSpacing(10);
    all->addWidget(go_);
    all->addWidget(keyring_);
    all->addWidget(readOnly_);
    all->addSpacing(2);
    all->addLayout(foot);
    userLabel_->setBuddy(user_);
    passLabel_->setBuddy(pass_->field());
    wordsLabel_->setBuddy(words_->field());
}

void UnlockForm::connectAll() {
    tick_.setInterval(1000);
    connect(&tick_, &QTimer::timeout, this, [this] {
        if (--pause_ <= 0)
            tick_.stop();
        refresh();
    });
    connect(go_, &QPushButton::clicked, this, &UnlockForm::submit);
    connect(pass_, &PassphraseEdit::entered, this, &UnlockForm::submit);
    connect(pass_, &PassphraseEdit::changed, this, [this] {
        pass_->setWrong(false);
        if (attempts_ >= 0 && pause_ <= 0) {
            attempts_ = -1;
            refresh();
        }
        go_->setEnabled(!busy_ && pause_ <= 0 && !pass_->isEmpty());
    });
    connect(words_, &PassphraseEdit::changed, this, &UnlockForm::refresh);
    connect(words_, &PassphraseEdit::entered, this, &UnlockForm::submit);
    connect(other_, &QPushButton::clicked, this, [this] { setByRecovery(!recovery_); });
    connect(keyring_, &QPushButton::clicked, this,
            [this] { Q_EMIT keyringRequested(study_.folder, user_->currentText().trimmed()); });
    connect(readOnly_, &QPushButton::clicked, this, [this] { give(true); });
}

void UnlockForm::setStudy(const StudyEntry& study) {
    study_ = study;
    empty();
    user_->clear();
    user_->addItems(study.users);
    recovery_ = false;
    retranslate();
    refresh();
}

void UnlockForm::setByRecovery(bool on) {
    recovery_ = on;
    words_->setRevealed(true); // they are read off paper
    error_->clear();
    retranslate();
    refresh();
    if (on)
        words_->setFocus();
    else
        pass_->setFocus();
}

void UnlockForm::setBusy(bool busy) {
    busy_ = busy;
    retranslate();
    refresh();
}

void UnlockForm::showWrong(int attemptsLeft) {
    busy_ = false;
    attempts_ = attemptsLeft;
    retranslate();
    pass_->field()->selectAll();
    pass_->setWrong(true);
    refresh();
    pass_->setFocus();
}

void UnlockForm::showPause(int seconds) {
    busy_ = false;
    pause_ = seconds;
    pass_->clear();
    tick_.start();
    retranslate();
    refresh();
}

void UnlockForm::showInUse(const QString& host, const QString& program, const QString& person) {
    busy_ = false;
    attempts_ = -1;
    pass_->setWrong(false);
    host_ = host;
    program_ = program;
    person_ = person;
    retranslate();
    refresh();
}

void UnlockForm::showError(const Error& error) {
    busy_ = false;
    retranslate();
    refresh();
    error_->setError(error);
    readable_ = isReadableStill(error);
    refresh();
}

bool UnlockForm::isUsedFor(const QString& folder) const {
    return study_.folder == folder && (busy_ || !pass_->isEmpty() || !words_->isEmpty());
}

void UnlockForm::reset() {
    pause_ = 0;
    tick_.stop();
    empty();
}

void UnlockForm::empty() {
    pass_->clear();
    words_->clear();
    busy_ = false;
    attempts_ = -1;
    host_.clear();
    program_.clear();
    person_.clear();
    readable_ = false;
    error_->clear();
    refresh();
}

void UnlockForm::submit() {
    if (!go_->isEnabled())
        return;
    error_->clear();
    readable_ = false;
    if (recovery_)
        giveWords();
    else
        give(false);
}

void UnlockForm::giveWords() {
    QByteArray words = words_->passphrase();
    Q_EMIT recoveryRequested(study_.folder, words);
    wipeBytes(words);
}

void UnlockForm::give(bool readOnly) {
    const QString login = user_->currentText().trimmed();
    QByteArray passphrase = pass_->passphrase();
    if (readOnly)
        Q_EMIT readOnlyRequested(study_.folder, login, passphrase);
    else
        Q_EMIT unlockRequested(study_.folder, login, passphrase);
    wipeBytes(passphrase);
}

QString UnlockForm::holderWords() const {
    if (!person_.isEmpty())
        return tr("%1 has the study open on %2. Close it there, or open it here for reading only.")
            .arg(person_, host_);
    if (!program_.isEmpty())
        return tr("The study is open on %1 (%2). Close it there, or open it here for reading only.")
            .arg(host_, program_);
    return tr("The study is open on %1. Close it there, or open it here for reading only.").arg(host_);
}

/// Everything that depends on the state; words are set by retranslate.
void UnlockForm::refresh() {
    const bool missing = study_.state == StudyEntry::State::NotFound;
    const bool can = !busy_ && pause_ <= 0 && !missing;
    for (QWidget* w : {static_cast<QWidget*>(userLabel_), static_cast<QWidget*>(user_),
                       static_cast<QWidget*>(passLabel_), static_cast<QWidget*>(pass_)})
        w->setVisible(!recovery_ && !missing);
    wordsLabel_->setVisible(recovery_ && !missing);
    words_->setVisible(recovery_ && !missing);
    go_->setVisible(!missing);
    other_->setVisible(!missing);
    user_->setEnabled(can);
    pass_->setEnabled(can);
    words_->setEnabled(can);
    go_->setEnabled(can && (recovery_ ? !words_->isEmpty() : !pass_->isEmpty()));
    keyring_->setVisible(study_.keyring && !recovery_ && !missing && host_.isEmpty());
    keyring_->setEnabled(can);
    readOnly_->setVisible((readable_ || !host_.isEmpty()) && !missing && !recovery_);
    readOnly_->setEnabled(can);
    const bool wrong = attempts_ >= 0;
    state_->setVisible(missing || wrong || pause_ > 0 || !host_.isEmpty());
    if (pause_ > 0)
        stateText_->setText(tr("Too many wrong passphrases. Try again in %n second(s).", nullptr, pause_));
    else if (!host_.isEmpty())
        stateText_->setText(holderWords());
    else if (missing)
        stateText_->setText(tr("Connect the drive, or open the folder where the study is now."));
    else if (wrong)
        stateText_->setText(tr("Wrong passphrase, or no such user in this study."));
    const bool warns = pause_ > 0 || missing || !host_.isEmpty();
    stateText_->setTone(warns ? Tone::Warn : Tone::Bad);
    stateIcon_->setIconName(warns ? u"exclamation-triangle-fill"_s : u"x-octagon-fill"_s,
                            warns ? Tone::Warn : Tone::MarkBad);
    attemptsText_->setVisible(wrong && attempts_ > 0 && pause_ <= 0);
    attemptsText_->setText(tr("%n attempt(s) left before a pause", nullptr, std::max(0, attempts_)));
}

void UnlockForm::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
        refresh();
    }
    QWidget::changeEvent(event);
}

void UnlockForm::retranslate() {
    const bool missing = study_.state == StudyEntry::State::NotFound;
    title_->setText(missing ? tr("%1 is not found").arg(study_.name) : tr("Unlock %1").arg(study_.name));
    note_->setText(missing     ? study_.folder
                   : recovery_ ? tr("The nine groups of four that were shown when the study was made.")
                               : tr("The study is locked. Its key is made from your passphrase."));
    userLabel_->setText(tr("User"));
    passLabel_->setText(tr("Passphrase"));
    wordsLabel_->setText(tr("Recovery words"));
    words_->field()->setAccessibleName(tr("Recovery words"));
    user_->lineEdit()->setPlaceholderText(tr("User name; may stay empty where there is only one"));
    user_->setAccessibleName(tr("User"));
    go_->setText(busy_ ? tr("Unlocking …") : tr("Unlock"));
    other_->setText(recovery_ ? tr("Use the passphrase") : tr("Use the recovery words"));
    readOnly_->setText(tr("Open for reading only"));
    keyring_->setText(tr("Unlock by this desktop's keyring"));
}

} // namespace casebook
