// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/window/Background.h"
#include "app/window/OpenStudy.h"
#include "widgets/unlock/UnlockPage.h"

#include <QElapsedTimer>
#include <QObject>
#include <QSet>

#include <functional>
#include <optional>

namespace casebook {

/// Answers the unlock page: opens, makes and forgets studies. Keys are made in the pool.
class DoorController : public QObject {
    Q_OBJECT
public:
    explicit DoorController(UnlockPage* page, QObject* parent = nullptr);

    void refresh();                     ///< reads the list of studies anew
    /// Puts it on the list and selects it. What is being typed for it at that time stays.
    void openFolder(const QString& folder);
    /// A new study whose recovery words are on the screen, until they are confirmed.
    [[nodiscard]] bool isWaiting() const { return waiting_ != nullptr; }
    void giveUp(); ///< takes those words away, locks the study, and says how to come by others
    void unlock(const QString& folder, const QString& login, SecretBytes passphrase, Access access);
    void unlockByKeyring(const QString& folder, const QString& login);
    /// Makes a study and enters it at once, without the page: for the command line. The recovery words are
    /// handed out by made(), once.
    void make(const QString& folder, const NewStudy& study, SecretBytes passphrase);
    /// An unlocked study from elsewhere (the demo) comes in by the same door. Where the passphrase is one that another
    /// person set, nobody gets in before he chose his own; read-only it can't be changed, and said() tells so.
    void enter(StudyPtr study);
    void refuse(const Error& error);
    /// A study was locked. What it left running (an import) still holds it: the same person gets it back by
    /// passphrase, which no keyring spares him until the program starts again.
    void setLocked(const StudyPtr& study);

Q_SIGNALS:
    void opened(const casebook::StudyPtr& study);
    void said(const QString& words);
    void failed(const casebook::Error& error);
    void made(const QString& recoveryWords);
    void demoRequested();
    void anotherWaits(); ///< somebody wants to unlock the study that work behind the lock still holds
    void waits(); ///< isWaiting() from now on

private:
    using Opening = std::function<Result<std::unique_ptr<Vault>>()>;
    void open(const QString& folder, const Opening& opening, UnlockWay way, QElapsedTimer refused = {});
    [[nodiscard]] bool isStillClosing(const QString& folder, const QElapsedTimer& refused) const;
    void create(const NewStudyWish& wish);
    void recover(const QString& folder, SecretBytes words);
    void showFolder(const QString& folder, const std::optional<Error>& trouble);
    void chooseFolder(bool forNew);
    void take(Result<std::unique_ptr<Vault>> vault, UnlockWay way);
    void askPassphrase(StudyPtr study, UnlockWay way);
    void setPassphrase(const std::shared_ptr<StudyPtr>& waiting, UnlockWay way, QByteArray old,
                       QByteArray fresh, class PassphraseDialog* dialog);
    void letIn(const StudyPtr& study);
    void tellAtEntry(const StudyPtr& study);
    UnlockPage* page_;
    std::weak_ptr<OpenStudy> held_;
    QElapsedTimer lockedSince_; ///< when that was
    QString lockedFolder_; ///< its folder
    std::weak_ptr<OpenStudy> told_; ///< of its failed unlocks: not again after a lock
    StudyPtr waiting_; ///< waits for the recovery words to be confirmed
    QSet<QString> locked_; ///< folders that were locked since the start
    int failures_ = 0; ///< wrong passphrases in a row
};

} // namespace casebook
