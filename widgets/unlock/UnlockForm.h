// SPDX-License-Identifier: GPL-3.0-or-later
// Right side of the door: who, passphrase, unlock; or recovery words.
#pragma once

#include "widgets/unlock/UnlockPage.h"

#include <QTimer>

class QComboBox;

namespace casebook {

class ErrorNote;
class IconMark;
class PassphraseEdit;

class UnlockForm final : public QWidget {
    Q_OBJECT
public:
    explicit UnlockForm(QWidget* parent = nullptr);
    void setStudy(const StudyEntry& study); ///< empties the fields; a pause goes on
    /// Something is typed or tried for this study.
    [[nodiscard]] bool isUsedFor(const QString& folder) const;
    void setByRecovery(bool on); ///< words in place of user and passphrase
    void setBusy(bool busy);
    void showWrong(int attemptsLeft);
    void showPause(int seconds);
    void showInUse(const QString& host, const QString& program, const QString& person = {});
    void showError(const Error& error);
    void reset(); ///< as setStudy, and ends a pause

Q_SIGNALS:
    // Passphrases and words are overwritten after the signal.
    void unlockRequested(const QString& folder, const QString& login, const QByteArray& passphrase);
    void readOnlyRequested(const QString& folder, const QString& login, const QByteArray& passphrase);
    void recoveryRequested(const QString& folder, const QByteArray& words);
    void keyringRequested(const QString& folder, const QString& login);

protected:
    void changeEvent(QEvent* event) override;

private:
    void build();
    void connectAll();
    void retranslate();
    void refresh();
    void empty();
    [[nodiscard]] QString holderWords() const;
    void submit();
    void give(bool readOnly);
    void giveWords();
    StudyEntry study_;
    bool recovery_ = false, busy_ = false, readable_ = false;
    int pause_ = 0, attempts_ = -1;
    QString host_, program_, person_;
    QTimer tick_;
    Label *title_ = nullptr, *note_ = nullptr, *userLabel_ = nullptr, *passLabel_ = nullptr;
    Label *wordsLabel_ = nullptr, *attemptsText_ = nullptr, *stateText_ = nullptr;
    QComboBox* user_ = nullptr;
    PassphraseEdit *pass_ = nullptr, *words_ = nullptr; ///< words_: those of recovery
    QWidget* state_ = nullptr;
    IconMark* stateIcon_ = nullptr;
    ErrorNote* error_ = nullptr;
    Button *go_ = nullptr, *other_ = nullptr, *readOnly_ = nullptr, *keyring_ = nullptr;
};

} // namespace casebook
