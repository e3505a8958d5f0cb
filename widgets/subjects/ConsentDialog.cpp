// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/subjects/ConsentDialog.h"

#include "storage/vault/SecretBytes.h"
#include "widgets/common/Button.h"
#include "widgets/common/EmptyState.h"
#include "widgets/common/Label.h"
#include "widgets/common/LineEdit.h"
#include "widgets/common/PassphraseEdit.h"
#include "widgets/common/ProgressTrack.h"
#include "widgets/common/QuietCombo.h"
#include "widgets/theme/Theme.h"

#include <QRadioButton>
#include <QVBoxLayout>

namespace casebook {

ConsentDialog::ConsentDialog(const QString& label, const ConsentView& view, QWidget* parent)
    : SubjectDialog(parent), view_(view), words_(new Label(FontRole::Table, Tone::Text2, this)),
      source_(new QuietCombo(this)) {
    setWords(tr("%1 withdraws consent. What shall it mean?").arg(label),
             tr("A stronger choice can follow later, a weaker one can't."));
    const std::array titles{tr("Collect nothing new"), tr("Use nothing any more"), tr("Erase")};
    const std::array notes{tr("What was collected stays in use. Visits to come are closed."),
                           tr("What was collected leaves cohorts, tables, figures and data sets, and open "
                              "readings end. Who may read "
                              "it still can, to check it against its sources."),
                           tr("Name, numbers, images, forms, findings and their values in the audit are "
                              "removed for good. An empty "
                              "record stays under the code and says when and why.")};
    for (std::size_t i = 0; i < choices_.size(); ++i) {
        choices_[i] = new QRadioButton(titles[i], this);
        choices_[i]->setFont(theme::font(FontRole::Control));
        choices_[i]->setEnabled(view_.open[i]);
        choices_[i]->setAccessibleDescription(notes[i]);
        body()->addWidget(choices_[i]);
        auto* note = new Label(notes[i], FontRole::Table, view_.open[i] ? Tone::Text : Tone::Text2, this);
        note->setWrapped(520);
        note->setContentsMargins(26, 0, 0, 4);
        body()->addWidget(note);
        connect(choices_[i], &QRadioButton::toggled, this, &ConsentDialog::refresh);
    }
    if (!view_.hindrance.isEmpty()) {
        auto* why = new Label(view_.hindrance, FontRole::Table, Tone::Warn, this);
        why->setWrapped(520);
        why->setContentsMargins(26, 0, 0, 4);
        body()->addWidget(why);
    }
    words_->setWrapped(546);
    body()->addWidget(words_);
    auto* on = new Label(tr("On whose word"), FontRole::Control, Tone::Text, this);
    for (const auto& [code, words] : view_.reasons)
        source_->addItem(words, code);
    on->setBuddy(source_);
    source_->setAccessibleName(on->text());
    body()->addWidget(on);
    body()->addWidget(source_);
    reason_ = addField(tr("Reason"), tr("How and when it was said, without names"));
    body()->addWidget(error_);
    connect(addButton(tr("Leave as it is"), false), &QPushButton::clicked, this, &QDialog::reject);
    verb_ = addButton(tr("Withdraw"), true);
    connect(reason_, &QLineEdit::textChanged, this, &ConsentDialog::refresh);
    connect(verb_, &QPushButton::clicked, this, [this] {
        error_->clear();
        Q_EMIT chosen(current(), source_->currentData().toByteArray(), reason_->text().trimmed());
    });
    for (QRadioButton* first : choices_)
        if (first->isEnabled()) {
            first->setChecked(true);
            first->setFocus();
            break;
        }
    refresh();
}

int ConsentDialog::current() const {
    for (std::size_t i = 0; i < choices_.size(); ++i)
        if (choices_[i] && choices_[i]->isChecked())
            return int(i);
    return -1;
}

QString ConsentDialog::words() const { return words_->text(); }

void ConsentDialog::refresh() {
    if (!verb_)
        return;
    const int which = current();
    words_->setText(which < 0 ? QString() : view_.words[std::size_t(which)]);
    words_->setVisible(!words_->text().isEmpty());
    verb_->setText(which == 2 ? tr("Erase …") : tr("Withdraw"));
    verb_->setEnabled(which >= 0 && !reason_->text().trimmed().isEmpty());
    adjustSize();
}

EraseDialog::EraseDialog(const QString& label, QWidget* parent)
    : SubjectDialog(parent), wanted_(label), passphrase_(new PassphraseEdit(this)),
      track_(new ProgressTrack(0, this)) {
    setWords(tr("Erase %1 for good?").arg(label),
             tr("This can't be undone. It can be stopped until it is done."));
    typed_ = addField(tr("Type the code %1").arg(label));
    auto* words = new Label(tr("Your passphrase again"), FontRole::Control, Tone::Text, this);
    words->setBuddy(passphrase_->field());
    passphrase_->field()->setAccessibleName(words->text());
    body()->addWidget(words);
    body()->addWidget(passphrase_);
    track_->hide();
    body()->addWidget(track_);
    body()->addWidget(error_);
    cancel_ = addButton(tr("Leave as it is"), false);
    verb_ = addButton(tr("Erase"), true, true);
    connect(cancel_, &QPushButton::clicked, this, &EraseDialog::reject);
    connect(typed_, &QLineEdit::textChanged, this, &EraseDialog::refresh);
    connect(passphrase_->field(), &QLineEdit::textChanged, this, &EraseDialog::refresh);
    connect(verb_, &QPushButton::clicked, this, [this] {
        error_->clear();
        setRunning(true);
        QByteArray passphrase = passphrase_->passphrase();
        Q_EMIT confirmed(passphrase);
        wipeBytes(passphrase);
    });
    refresh();
    typed_->setFocus();
}

void EraseDialog::setRunning(bool running) {
    running_ = running;
    typed_->setEnabled(!running);
    passphrase_->setEnabled(!running);
    track_->setVisible(running);
    track_->setPart(0);
    cancel_->setText(running ? tr("Stop") : tr("Leave as it is"));
    cancel_->setEnabled(true);
    refresh();
}

void EraseDialog::setProgress(qint64 done, qint64 total) { track_->setPart(partOf(done, total)); }

void EraseDialog::refuse(const QString& words, bool wrongPassphrase) {
    setRunning(false);
    passphrase_->setWrong(wrongPassphrase);
    SubjectDialog::refuse(words);
}

void EraseDialog::reject() {
    if (!running_)
        return SubjectDialog::reject();
    cancel_->setEnabled(false);
    Q_EMIT stopRequested();
}

void EraseDialog::refresh() {
    verb_->setEnabled(!running_ && typed_->text().trimmed() == wanted_ && !passphrase_->isEmpty());
}

} // namespace casebook
