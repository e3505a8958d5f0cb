// SPDX-License-Identifier: GPL-3.0-or-later
// The door: studies at the left, one form at the right (unlock, new study, recovery words).
#pragma once

#include "core/values/Result.h"

#include <QDateTime>
#include <QList>
#include <QString>
#include <QStringList>
#include <QWidget>

class QStackedWidget;

namespace casebook {

class Button;
class Label;
class NewStudyForm;
class RecoveryPage;
class StudyList;
class UnlockForm;

/// A study that this workstation knows of (from its list of last folders; nothing secret).
struct StudyEntry {
    enum class State { Available, NotFound, InUse };
    QString folder;
    QString name;
    QString site;
    QDateTime opened;      ///< last unlock here; invalid = never
    State state = State::Available;
    bool synthetic = false;
    QStringList users;     ///< logins that unlocked it here, last first; empty = unknown
    QString usedBy;        ///< host and program that hold it, for InUse
    bool keyring = false;  ///< the keyring of this desktop may open it
};

/// What the person typed for a new study. The passphrase is UTF-8; the form overwrites it after its signal.
struct NewStudyWish {
    QString folder, name, site, login, printedName;
    QByteArray passphrase;
};

/// Asks; never unlocks itself. The app answers through the slots. GUI thread.
class UnlockPage : public QWidget {
    Q_OBJECT
public:
    explicit UnlockPage(QWidget* parent = nullptr);
    /// What is being typed for `currentFolder`, or tried, stays.
    void setStudies(const QList<StudyEntry>& studies, const QString& currentFolder = {});
    void setVersion(const QString& version);
    void select(const QString& folder);
    void showNewStudy();
    void showRecovery(); ///< unlocking by recovery words
    [[nodiscard]] QString currentFolder() const;

    void setBusy(bool busy);                 ///< key is being made, or the study is
    void showWrongPassphrase(int attemptsLeft);
    void showPause(int seconds);             ///< form off, counts down by itself
    /// @param person  of the study, who holds it; empty: not known
    void showInUse(const QString& host, const QString& program, const QString& person = {});
    void showError(const Error& error);      ///< anything else, beside the form that asked
    /// After a study was made: nine groups of four; goes on when two of them were typed.
    void showRecoveryWords(const QString& words, const QString& folder, const QString& number = {});
    void reset();                            ///< empties every field (after unlock and at lock)

Q_SIGNALS:
    void unlockRequested(const QString& folder, const QString& login, const QByteArray& passphrase);
    void readOnlyRequested(const QString& folder, const QString& login, const QByteArray& passphrase);
    void recoveryRequested(const QString& folder, const QByteArray& words); ///< UTF-8, overwritten after it
    void keyringRequested(const QString& folder, const QString& login); ///< in place of a passphrase
    void createRequested(const casebook::NewStudyWish& wish);
    void recoveryWordsConfirmed(const QString& folder);
    void openFolderRequested();
    void chooseNewFolderRequested(); ///< answer: setNewFolder
    void demoRequested();
    void forgetRequested(const QString& folder); ///< take a study that is not found off the list
    void languageRequested(const QString& code); ///< "en" or "zh"
    void helpRequested();

public Q_SLOTS:
    void setNewFolder(const QString& folder);

protected:
    void changeEvent(QEvent* event) override;

private:
    void build();
    QWidget* buildLeft();
    QWidget* buildRight();
    void retranslate();
    void showStudy(const StudyEntry& study);
    StudyList* list_ = nullptr;
    UnlockForm* unlock_ = nullptr;
    NewStudyForm* fresh_ = nullptr;
    RecoveryPage* words_ = nullptr;
    QStackedWidget* forms_ = nullptr;
    QWidget* nothing_ = nullptr;
    Label *intro_ = nullptr, *head_ = nullptr, *foot_ = nullptr;
    Button *open_ = nullptr, *new_ = nullptr, *sample_ = nullptr, *language_ = nullptr, *help_ = nullptr;
    QString version_;
    QList<StudyEntry> studies_;
};

} // namespace casebook
