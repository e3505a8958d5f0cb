// SPDX-License-Identifier: GPL-3.0-or-later
// What is put onto a whole form: signature and lock.
#include "app/window/FormController.h"
#include "app/window/FormLoad.h"
#include "app/window/SignDialog.h"
#include "widgets/common/Button.h"
#include "widgets/common/Dialogs.h"

namespace casebook {

namespace {

struct LockWords {
    QString question, note, verb;
};

/// @param note  who asks for it, and why; empty: nobody else has
LockWords wordsFor(FormView::Lock lock, const QString& note) {
    switch (lock) {
    case FormView::Lock::Lock:
        return {FormController::tr("Why is this form locked as it is?"),
                FormController::tr("It is not complete or has open queries."), FormController::tr("Lock")};
    case FormView::Lock::Unlock:
        return {note.isEmpty() ? FormController::tr("Why should this form be unlocked?")
                               : FormController::tr("Why do you agree to unlock this form?"),
                note, FormController::tr("Unlock")};
    default:
        return {FormController::tr("Why should this form be unlocked?"),
                FormController::tr("A second data manager has to agree."),
                FormController::tr("Ask to unlock")};
    }
}

} // namespace

FormView::Lock lockFor(const FormInfo& form, bool unlocksAtOnce) {
    if (!form.isLocked())
        return FormView::Lock::Lock;
    if (unlocksAtOnce)
        return FormView::Lock::Unlock;
    return form.unlockAskedBy.isEmpty() ? FormView::Lock::AskToUnlock : FormView::Lock::Wait;
}

void FormController::askSignature() {
    if (!study_ || !info_.id.isValid())
        return;
    auto* dialog = new SignDialog(study_->session.printedName, page_);
    // What is signed is what stood on the page when it was asked for, also if the page is filled anew behind it.
    const auto sign = [this, dialog, form = info_.id, seen = info_.rv](const QByteArray& meaning,
                                                                       QByteArray typed) {
        const auto passphrase = std::make_shared<SecretBytes>(SecretBytes::fromUtf8(std::move(typed)));
        inBackground(
            dialog,
            [study = study_, form, seen, meaning, passphrase] {
                return SignatureService(*study->vault, study->session).sign(form, seen, meaning, *passphrase);
            },
            [this, dialog](const Result<Signature>& made) {
                if (!made)
                    return dialog->refuse(made.error());
                dialog->accept();
                Q_EMIT said(signedWords(*made));
                refresh();
            });
    };
    connect(dialog, &SignDialog::given, this, sign);
    dialog->open();
}

/// Who locks a form that is not whole says why; who unlocks one always does.
void FormController::askLock() {
    if (!study_ || !last_ || !info_.id.isValid())
        return;
    const FormView::Lock lock = lockFor(info_, last_->unlocksAtOnce);
    if (lock == FormView::Lock::Lock && (info_.state == "complete" || info_.state == "not-done") &&
        info_.openQueries == 0)
        return confirmLock();
    askReason(lock);
}

void FormController::askReason(FormView::Lock lock) {
    const bool locks = lock == FormView::Lock::Lock;
    const bool othersAsk = !info_.unlockAskedBy.isEmpty() && info_.unlockAskedBy != study_->session.login;
    const LockWords words = wordsFor(lock, othersAsk ? page_->model()->view().unlockWords : QString());
    auto* dialog = new RequireReason(words.question, words.note, words.verb, false, page_);
    connect(dialog, &RequireReason::given, this, [this, locks, turn = turn_](const QString& reason) {
        if (turn == turn_)
            setLocked(locks, reason);
    });
    dialog->open();
}

void FormController::confirmLock() {
    auto* dialog = new Dialog(page_);
    dialog->setWords(tr("Lock this form?"),
                     last_->unlocksAtOnce
                         ? tr("Nobody can change it then before it is unlocked.")
                         : tr("Nobody can change it then, and unlocking it takes two people."));
    connect(dialog->addButton(tr("Leave as it is"), false), &QPushButton::clicked, dialog, &QDialog::reject);
    connect(dialog->addButton(tr("Lock"), true), &QPushButton::clicked, dialog, &QDialog::accept);
    connect(dialog, &QDialog::accepted, this, [this, turn = turn_] {
        if (turn == turn_)
            setLocked(true, {});
    });
    dialog->open();
}

/// The version and the state stay what the page shows: a signature is of that.
void FormController::takeMarks(const FormInfo& now) {
    info_.lockedMs = now.lockedMs;
    info_.lockedBy = now.lockedBy;
    info_.unlockAskedBy = now.unlockAskedBy;
    info_.unlockReason = now.unlockReason;
    info_.openQueries = now.openQueries;
    last_->opened.info = info_;
}

void FormController::setLocked(bool locked, const QString& reason) {
    if (!study_)
        return;
    inBackground(
        this,
        [study = study_, form = info_.id, locked, reason] {
            return locked ? study->forms.lock(form, reason) : study->forms.unlock(form, reason);
        },
        [this, study = study_, turn = turn_](const Result<FormInfo>& done) {
            if (study != study_ || turn != turn_)
                return;
            if (!done) {
                page_->showError(done.error());
                refresh(); // others may have changed what the button went by
                if (done.error().code == "not-complete" || done.error().code == "open-queries")
                    askReason(FormView::Lock::Lock);
                return;
            }
            takeMarks(*done);
            page_->setView(viewOf(*last_));
            const bool asked = done->isLocked() && !done->unlockAskedBy.isEmpty();
            Q_EMIT said(asked              ? tr("The form stays locked until a second data manager agrees.")
                        : done->isLocked() ? tr("The form is locked.")
                                           : tr("The form is unlocked."));
            Q_EMIT saved(done->id);
            refresh();
        });
}

} // namespace casebook
