// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/StudyController.h"

#include "app/window/AskPassphrase.h"
#include "app/window/AuditController.h"
#include "app/window/PassphraseDialog.h"
#include "app/window/RecoveryDialog.h"
#include "core/values/Messages.h"
#include "storage/study/KeyringService.h"
#include "widgets/study/AuditView.h"
#include "widgets/unlock/RecoveryPage.h"

#include <QDirIterator>

namespace casebook {

namespace {

qint64 folderBytes(const QString& folder) {
    qint64 bytes = 0;
    QDirIterator walk(folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (walk.hasNext()) {
        walk.next();
        bytes += walk.fileInfo().size();
    }
    return bytes;
}

Result<StudyPageView> gather(OpenStudy& study) {
    const StudyInfo info = study.vault->info();
    StudyPageView view;
    view.name = info.name;
    view.site = info.site;
    view.folder = study.vault->folder();
    view.id = info.study.toString();
    view.created = QDateTime::fromMSecsSinceEpoch(info.createdMs);
    view.synthetic = info.synthetic;
    view.formatVersion = info.formatVersion;
    view.schemaVersion = info.schemaVersion;
    view.users = {study.session.printedName};
    const auto subjects = study.subjects.list();
    const auto exams = study.imaging.exams();
    const auto series = study.imaging.series({}, SeriesCounts::Without);
    if (!subjects || !exams || !series)
        return tl::unexpected(!subjects ? subjects.error() : !exams ? exams.error() : series.error());
    view.subjects = int(subjects->size());
    view.exams = int(exams->size());
    view.series = int(series->size());
    view.bytes = folderBytes(view.folder);
    if (const auto on = KeyringService(*study.vault).isRemembered(); on && !study.session.readOnly)
        view.keyring = *on ? StudyPageView::Keyring::On : StudyPageView::Keyring::Off;
    view.mayRenewWords = study.session.may(Right::ManageUsers);
    for (const QString& warning : info.warnings)
        view.warnings.append(warning.toLatin1());
    return view;
}

} // namespace

StudyController::StudyController(StudyPage* page, QObject* parent)
    : QObject(parent), page_(page), audit_(new AuditController(page->auditView(), this)) {
    connect(page, &StudyPage::changePassphraseRequested, this, &StudyController::askPassphrase);
    connect(page, &StudyPage::keyringRequested, this, &StudyController::setKeyring);
    connect(page, &StudyPage::checkWordsRequested, this, &StudyController::askWords);
    connect(page, &StudyPage::renewWordsRequested, this, &StudyController::askRenewal);
    connect(page, &StudyPage::auditRequested, audit_, &AuditController::show);
    connect(audit_, &AuditController::failed, this, &StudyController::failed);
    connect(audit_, &AuditController::said, this, &StudyController::said);
    connect(audit_, &AuditController::subjectRequested, this, &StudyController::subjectRequested);
}

void StudyController::setStudy(StudyPtr study) {
    study_ = std::move(study);
    audit_->setStudy(study_);
    page_->setView({});
    refresh();
}

void StudyController::refresh() {
    if (!study_)
        return;
    const StudyPtr study = study_;
    inBackground(
        this, [study] { return gather(*study); },
        [this, study](Result<StudyPageView> view) {
            if (study != study_)
                return;
            if (view)
                page_->setView(*view);
            else
                Q_EMIT failed(messageText(view.error()));
        });
    audit_->refresh();
}

void StudyController::showChain(const ChainState& state) {
    page_->auditView()->setChain(state.when, state.whole);
}

void StudyController::askPassphrase() {
    if (!study_)
        return;
    auto* dialog = new PassphraseDialog(page_);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &PassphraseDialog::given, this,
            [this, dialog](const QByteArray& old, const QByteArray& fresh) {
                changePassphrase(old, fresh, dialog);
            });
    dialog->open();
}

void StudyController::changePassphrase(QByteArray old, QByteArray fresh, PassphraseDialog* dialog) {
    const auto was = std::make_shared<SecretBytes>(SecretBytes::fromUtf8(std::move(old)));
    const auto now = std::make_shared<SecretBytes>(SecretBytes::fromUtf8(std::move(fresh)));
    inBackground(
        this,
        [study = study_, was, now] { return study->vault->changePassphrase(*was, *now, KdfCost::product()); },
        [this, open = QPointer<PassphraseDialog>(dialog), asked = std::weak_ptr(study_)](Result<> changed) {
            if (!study_ || asked.lock() != study_)
                return; // who is here now has not asked
            if (changed) {
                if (open)
                    open->accept();
                Q_EMIT said(tr("Your passphrase is changed."));
            } else if (open) {
                open->refuse(changed.error());
            } else {
                Q_EMIT failed(messageText(changed.error()));
            }
        });
}

void StudyController::setKeyring(bool on) {
    if (!study_)
        return;
    if (on) {
        auto* dialog = new AskPassphrase(tr("Remember on this computer?"),
                                         tr("A secret of its own goes into the keyring of your desktop; your "
                                            "passphrase itself is kept nowhere."),
                                         tr("Remember"), page_->window());
        connect(dialog, &AskPassphrase::given, this,
                [this, dialog](const QByteArray& passphrase) { remember(passphrase, dialog); });
        dialog->open();
        return;
    }
    inBackground(
        this, [study = study_] { return KeyringService(*study->vault).forget(); },
        [this, asked = std::weak_ptr(study_)](Result<> done) {
            if (!study_ || asked.lock() != study_)
                return;
            done ? Q_EMIT said(tr("The passphrase is asked for again."))
                 : Q_EMIT failed(messageText(done.error()));
            refresh();
        });
}

void StudyController::remember(QByteArray passphrase, AskPassphrase* dialog) {
    const auto secret = std::make_shared<SecretBytes>(SecretBytes::fromUtf8(std::move(passphrase)));
    inBackground(
        this, [study = study_, secret] { return KeyringService(*study->vault).remember(*secret); },
        [this, open = QPointer<AskPassphrase>(dialog), asked = std::weak_ptr(study_)](Result<> done) {
            if (!study_ || asked.lock() != study_)
                return;
            if (!done && open)
                return open->refuse(done.error());
            if (open)
                open->accept();
            done ? Q_EMIT said(tr("The keyring opens the study for you from now on."))
                 : Q_EMIT failed(messageText(done.error()));
            refresh();
        });
}

void StudyController::askWords() {
    if (!study_)
        return;
    auto* dialog = new AskPassphrase(tr("Check the recovery words?"),
                                     tr("Type the nine groups of four as they were written down. It is only "
                                        "tried whether they open the study; nothing changes."),
                                     tr("Check"), page_->window());
    dialog->askForWords();
    connect(dialog, &AskPassphrase::given, this,
            [this, dialog](const QByteArray& words) { checkWords(words, dialog); });
    dialog->open();
}

void StudyController::checkWords(QByteArray words, AskPassphrase* dialog) {
    const auto secret = std::make_shared<SecretBytes>(SecretBytes::fromUtf8(std::move(words)));
    inBackground(
        this,
        [study = study_, secret] {
            QString typed = QString::fromUtf8(secret->span());
            const Result<> right = study->vault->checkRecoveryWords(typed);
            wipeText(typed);
            return right;
        },
        [this, open = QPointer<AskPassphrase>(dialog)](Result<> right) {
            if (!open)
                return; // given up meanwhile
            if (!right)
                return open->refuse(right.error());
            open->accept();
            Q_EMIT said(tr("These recovery words open the study."));
        });
}

void StudyController::askRenewal() {
    if (!study_)
        return;
    auto* dialog = new AskPassphrase(tr("Make new recovery words?"),
                                     tr("The new ones are shown once: have a printer, or pen and paper, "
                                        "ready. The old ones hold until the new ones are written down."),
                                     tr("Make new words"), page_->window());
    connect(dialog, &AskPassphrase::given, this,
            [this, dialog](const QByteArray& passphrase) { renewWords(passphrase, dialog); });
    dialog->open();
}

void StudyController::renewWords(QByteArray passphrase, AskPassphrase* dialog) {
    const auto secret = std::make_shared<SecretBytes>(SecretBytes::fromUtf8(std::move(passphrase)));
    using Fresh = std::shared_ptr<Result<FreshRecoveryWords>>;
    inBackground(
        this,
        // Shared, as a result is copied, and a copy would stay behind in memory.
        [study = study_, secret] {
            return std::make_shared<Result<FreshRecoveryWords>>(study->vault->makeRecoveryWords(*secret));
        },
        [this, open = QPointer<AskPassphrase>(dialog)](const Fresh& fresh) {
            if (open && !*fresh)
                return open->refuse(fresh->error());
            if (!open || !*fresh)
                return; // given up meanwhile: the old words stay
            open->accept();
            showWords(**fresh);
        });
}

/// They come into force only when they are written down; a lock before that leaves the old ones.
void StudyController::showWords(FreshRecoveryWords& fresh) {
    auto* dialog = new RecoveryDialog(page_->window());
    dialog->page()->setWords(fresh.words, study_->vault->folder(), study_->vault->info().study.toString());
    wipeText(fresh.words);
    connect(dialog, &QDialog::accepted, this, [this, fresh] { useWords(fresh); });
    dialog->open();
}

void StudyController::useWords(const FreshRecoveryWords& fresh) {
    if (!study_)
        return;
    inBackground(
        this, [study = study_, fresh] { return study->vault->useRecoveryWords(fresh); },
        [this](const Result<>& used) {
            used ? Q_EMIT said(tr("The new recovery words are in force. The old ones open nothing any more."))
                 : Q_EMIT failed(messageText(used.error()));
        });
}

} // namespace casebook
