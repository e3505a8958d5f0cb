// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/DoorController.h"

#include "app/window/FileDialog.h"
#include "app/window/OpenedStudy.h"
#include "app/window/PassphraseDialog.h"
#include "app/window/StudyList.h"
#include "storage/study/KeyringService.h"

#include <QDateTime>
#include <QFileInfo>
#include <QLocale>
#include <QTimer>

namespace casebook {

namespace {

constexpr int attemptsBeforePause = 5;
constexpr int pauseSeconds = 30;
constexpr std::chrono::minutes passphrasePatience{10}; ///< as the idle lock's
constexpr std::chrono::milliseconds betweenTries{250};
constexpr std::chrono::seconds longestClosing{30};
constexpr std::chrono::seconds lastJobs{
    3}; ///< an import goes on for longer: then somebody else has the study

/// A StudyPtr where unlocking may fail.
using Unlocked = Result<std::unique_ptr<Vault>>;

/// Results of QFuture are copied, so a move-only one travels in a shared pointer.
template <class Work>
auto shared(Work work) {
    return [work = std::move(work)]() mutable { return std::make_shared<decltype(work())>(work()); };
}

/// Says of each study whether the desktop's keyring is offered for it.
QList<StudyEntry> withKeyrings(QList<StudyEntry> studies, const QSet<QString>& locked) {
    for (StudyEntry& study : studies)
        study.keyring = study.state == StudyEntry::State::Available && !locked.contains(study.folder) &&
                        KeyringService::canUnlock(study.folder, {});
    return studies;
}

/// Lets go of a study where it may take long: in the pool.
void dropInBackground(StudyPtr study) {
    inBackground([study = std::move(study)]() mutable { study.reset(); });
}

auto creation(const QString& folder, const NewStudy& study, const std::shared_ptr<SecretBytes>& secret) {
    return shared(
        [folder, study, secret] { return Vault::create(folder, study, *secret, KdfCost::product()); });
}

} // namespace

DoorController::DoorController(UnlockPage* page, QObject* parent) : QObject(parent), page_(page) {
    connect(page, &UnlockPage::unlockRequested, this,
            [this](const QString& f, const QString& l, QByteArray p) {
                unlock(f, l, SecretBytes::fromUtf8(std::move(p)), Access::ReadWrite);
            });
    connect(page, &UnlockPage::readOnlyRequested, this,
            [this](const QString& f, const QString& l, QByteArray p) {
                unlock(f, l, SecretBytes::fromUtf8(std::move(p)), Access::ReadOnly);
            });
    connect(page, &UnlockPage::recoveryRequested, this,
            [this](const QString& f, QByteArray w) { recover(f, SecretBytes::fromUtf8(std::move(w))); });
    connect(page, &UnlockPage::keyringRequested, this, &DoorController::unlockByKeyring);
    connect(page, &UnlockPage::createRequested, this, &DoorController::create);
    connect(page, &UnlockPage::recoveryWordsConfirmed, this, [this] {
        if (waiting_)
            enter(std::move(waiting_));
    });
    connect(page, &UnlockPage::openFolderRequested, this, [this] { chooseFolder(false); });
    connect(page, &UnlockPage::chooseNewFolderRequested, this, [this] { chooseFolder(true); });
    connect(page, &UnlockPage::demoRequested, this, &DoorController::demoRequested);
    connect(page, &UnlockPage::forgetRequested, this, [this](const QString& folder) {
        inBackground(
            this,
            [folder]() -> Result<QList<StudyEntry>> {
                studyList::forget(folder);
                return studyList::load();
            },
            [this](const Result<QList<StudyEntry>>& studies) {
                studies ? page_->setStudies(*studies) : page_->showError(studies.error());
            });
    });
}

void DoorController::setLocked(const StudyPtr& study) {
    held_ = study;
    lockedSince_.start();
    lockedFolder_ = study->vault->folder();
    locked_.insert(study->vault->folder());
}

void DoorController::refresh() {
    inBackground(
        this,
        [locked = locked_]() -> Result<QList<StudyEntry>> { return withKeyrings(studyList::load(), locked); },
        [this](const Result<QList<StudyEntry>>& studies) {
            studies ? page_->setStudies(*studies, page_->currentFolder()) : page_->showError(studies.error());
        });
}

void DoorController::giveUp() {
    if (!waiting_)
        return;
    const QString folder = waiting_->vault->folder();
    waiting_.reset();
    page_->reset();
    showFolder(folder, Error{ErrorKind::Refused, "words-unseen", folder, {}});
}

void DoorController::openFolder(const QString& folder) { showFolder(folder, {}); }

void DoorController::showFolder(const QString& folder, const std::optional<Error>& trouble) {
    const QString path = QFileInfo(folder).absoluteFilePath();
    inBackground(
        this,
        [path, locked = locked_]() -> Result<QList<StudyEntry>> {
            QList<StudyEntry> studies = studyList::load();
            const bool known = std::any_of(studies.begin(), studies.end(),
                                           [&](const StudyEntry& s) { return s.folder == path; });
            StudyEntry entry;
            entry.folder = path;
            entry.name = QFileInfo(path).fileName();
            if (!known)
                studies.prepend(entry);
            return withKeyrings(std::move(studies), locked);
        },
        [this, path, trouble](const Result<QList<StudyEntry>>& studies) {
            if (studies)
                page_->setStudies(*studies, path);
            if (trouble || !studies)
                page_->showError(trouble ? *trouble : studies.error());
        });
}

void DoorController::unlock(const QString& folder, const QString& login, SecretBytes passphrase,
                            Access access) {
    page_->setBusy(true);
    const auto secret = std::make_shared<SecretBytes>(std::move(passphrase));
    StudyPtr held = held_.lock();
    if (held && held->vault->folder() == folder && (login.isEmpty() || login == held->session.login)) {
        inBackground(
            this,
            [held, secret] {
                return held->vault->checkPassphrase(*secret).and_then(
                    [&] { return held->vault->noteScreen(false); });
            },
            [this, held](Result<> right) { right ? enter(held) : refuse(right.error()); });
        return;
    }
    if (held)
        dropInBackground(std::move(held)); // ours may be the last pointer by now
    open(
        folder, [folder, login, secret, access] { return Vault::unlock(folder, login, *secret, access); },
        UnlockWay::Passphrase);
}

/// A study that this window has just locked is closed in the background: who comes in meanwhile waits for that.
void DoorController::open(const QString& folder, const Opening& opening, UnlockWay way,
                          QElapsedTimer refused) {
    inBackground(this, shared(opening), [=, this](const std::shared_ptr<Unlocked>& vault) mutable {
        if (!*vault && vault->error().code == "study-in-use") {
            if (!refused.isValid())
                refused.start();
            if (folder == lockedFolder_ && !held_.expired())
                Q_EMIT anotherWaits();
            if (isStillClosing(folder, refused)) {
                QTimer::singleShot(betweenTries, this, [=, this] { open(folder, opening, way, refused); });
                return;
            }
        }
        take(std::move(*vault), way);
    });
}

/// Or do short jobs still hold it? @param refused  since when it is said to be in use
bool DoorController::isStillClosing(const QString& folder, const QElapsedTimer& refused) const {
    return folder == lockedFolder_ && lockedSince_.isValid() &&
           (refused.durationElapsed() < lastJobs ||
            (held_.expired() && lockedSince_.durationElapsed() < longestClosing));
}

void DoorController::unlockByKeyring(const QString& folder, const QString& login) {
    page_->setBusy(true);
    open(
        folder, [folder, login] { return KeyringService::unlock(folder, login, Access::ReadWrite); },
        UnlockWay::Keyring);
}

void DoorController::recover(const QString& folder, SecretBytes words) {
    page_->setBusy(true);
    const auto secret = std::make_shared<SecretBytes>(std::move(words));
    open(
        folder,
        [folder, secret] {
            QString typed = QString::fromUtf8(secret->span());
            auto vault = Vault::unlockByRecovery(folder, typed, Access::ReadWrite);
            wipeText(typed);
            return vault;
        },
        UnlockWay::Recovery);
}

void DoorController::create(const NewStudyWish& wish) {
    page_->setBusy(true);
    const auto secret = std::make_shared<SecretBytes>(SecretBytes::fromUtf8(QByteArray(wish.passphrase)));
    NewStudy study;
    study.name = wish.name;
    study.site = wish.site;
    study.login = wish.login;
    study.printedName = wish.printedName;
    inBackground(this, creation(wish.folder, study, secret),
                 [this, folder = wish.folder](const std::shared_ptr<Result<CreatedStudy>>& created) {
                     page_->setBusy(false);
                     if (!*created)
                         return refuse(created->error());
                     waiting_ = openedStudy(std::move((*created)->vault));
                     page_->showRecoveryWords((*created)->recoveryWords, folder,
                                              waiting_->vault->info().study.toString());
                     wipeText((*created)->recoveryWords);
                     Q_EMIT waits();
                 });
}

void DoorController::make(const QString& folder, const NewStudy& study, SecretBytes passphrase) {
    page_->setBusy(true);
    inBackground(this, creation(folder, study, std::make_shared<SecretBytes>(std::move(passphrase))),
                 [this](const std::shared_ptr<Result<CreatedStudy>>& created) {
                     if (!*created)
                         return refuse(created->error());
                     Q_EMIT made((*created)->recoveryWords);
                     wipeText((*created)->recoveryWords);
                     enter(openedStudy(std::move((*created)->vault)));
                 });
}

void DoorController::chooseFolder(bool forNew) {
    auto* dialog =
        new FileDialog(page_->window(), forNew ? tr("Folder for the new study") : tr("Open a study"));
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    connect(dialog, &QFileDialog::fileSelected, this, [this, forNew](const QString& folder) {
        forNew ? page_->setNewFolder(folder) : openFolder(folder);
    });
    dialog->open();
}

void DoorController::take(Unlocked vault, UnlockWay way) {
    if (!vault)
        return refuse(vault.error());
    auto study = openedStudy(std::move(*vault));
    way == UnlockWay::Recovery ? askPassphrase(std::move(study), way) : enter(std::move(study));
}

void DoorController::enter(StudyPtr study) {
    const Session& session = study->vault->session();
    const bool isPublic = study->vault->info().synthetic; // the passphrase of a demo is nobody's
    if (session.mustChangePassphrase && !session.readOnly && !isPublic)
        return askPassphrase(std::move(study), UnlockWay::Passphrase);
    letIn(study);
}

/// Whoever comes in hears what he should know first.
void DoorController::tellAtEntry(const StudyPtr& study) {
    QStringList words;
    if (const FailedTries tries = study->vault->failedBefore(); tries.count > 0 && told_.lock() != study)
        words.append(
            tries.lastMs > 0
                ? tr("%n unlock(s) failed since the study was last open for writing, the last on %1.",
                     nullptr, tries.count)
                      .arg(QLocale().toString(QDateTime::fromMSecsSinceEpoch(tries.lastMs),
                                              QLocale::ShortFormat))
                : tr("%n unlock(s) failed since the study was last open for writing.", nullptr, tries.count));
    told_ = study;
    if (study->session.mustChangePassphrase && !study->vault->info().synthetic)
        words.append(
            tr("Another person set your passphrase. Open the study for writing to choose your own."));
    if (!words.isEmpty())
        Q_EMIT said(words.join(u' '));
}

/// The study waits with the dialog: no page has it before the person has a passphrase of his own.
void DoorController::askPassphrase(StudyPtr study, UnlockWay way) {
    failures_ = 0;
    page_->reset();
    auto* dialog =
        new PassphraseDialog(page_->window(), way == UnlockWay::Recovery ? PassphraseDialog::Why::Lost
                                                                         : PassphraseDialog::Why::First);
    const auto waiting = std::make_shared<StudyPtr>(std::move(study));
    connect(dialog, &PassphraseDialog::given, this,
            [this, waiting, way, dialog](const QByteArray& old, const QByteArray& fresh) {
                setPassphrase(waiting, way, old, fresh, dialog);
            });
    // Given up, or taken away by a lock.
    connect(dialog, &QObject::destroyed, this, [waiting] { waiting->reset(); });
    QTimer::singleShot(passphrasePatience, dialog, &QDialog::reject);
    dialog->open();
}

void DoorController::setPassphrase(const std::shared_ptr<StudyPtr>& waiting, UnlockWay way, QByteArray old,
                                   QByteArray fresh, PassphraseDialog* dialog) {
    const auto was = std::make_shared<SecretBytes>(SecretBytes::fromUtf8(std::move(old)));
    const auto now = std::make_shared<SecretBytes>(SecretBytes::fromUtf8(std::move(fresh)));
    inBackground(
        dialog,
        [study = *waiting, way, was, now] {
            const KdfCost cost = KdfCost::product();
            return way == UnlockWay::Recovery ? study->vault->resetPassphrase(*now, cost)
                                              : study->vault->changePassphrase(*was, *now, cost);
        },
        [this, waiting, dialog](Result<> done) {
            if (!done)
                return dialog->refuse(done.error());
            const StudyPtr study = std::exchange(*waiting, nullptr);
            study->session.mustChangePassphrase = false;
            dialog->accept();
            letIn(study);
        });
}

void DoorController::letIn(const StudyPtr& study) {
    failures_ = 0;
    page_->setBusy(false);
    page_->reset();
    inBackground([folder = study->vault->folder(), synthetic = study->vault->info().synthetic] {
        studyList::remember(folder, synthetic);
    });
    Q_EMIT opened(study);
    tellAtEntry(study);
}

void DoorController::refuse(const Error& error) {
    page_->setBusy(false);
    if (error.code == "wrong-passphrase") {
        ++failures_;
        if (failures_ % attemptsBeforePause == 0)
            page_->showPause(pauseSeconds);
        else
            page_->showWrongPassphrase(attemptsBeforePause - failures_ % attemptsBeforePause);
    } else if (error.code == "study-in-use" && !error.args.value(0).isEmpty()) {
        page_->showInUse(error.args.value(0), error.args.value(1), error.args.value(2));
    } else {
        page_->showError(error);
    }
    Q_EMIT failed(error);
}

} // namespace casebook
