// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/window/Background.h"
#include "app/window/ChainCheck.h"
#include "app/window/OpenStudy.h"
#include "widgets/study/StudyPage.h"

#include <QObject>

namespace casebook {

class AuditController;

/// Fills the Study page: facts, audit.
class StudyController : public QObject {
    Q_OBJECT
public:
    explicit StudyController(StudyPage* page, QObject* parent = nullptr);
    void setStudy(StudyPtr study);
    void refresh();
    void showChain(const ChainState& state); ///< of the audit, as it was checked in the background

Q_SIGNALS:
    void failed(const QString& words);
    void said(const QString& words);
    void subjectRequested(const QString& label);

private:
    void askPassphrase();
    void setKeyring(bool on);
    void remember(QByteArray passphrase, class AskPassphrase* dialog);
    void changePassphrase(QByteArray old, QByteArray fresh, class PassphraseDialog* dialog);
    void askWords();
    void checkWords(QByteArray words, class AskPassphrase* dialog);
    void askRenewal();
    void renewWords(QByteArray passphrase, class AskPassphrase* dialog);
    void showWords(FreshRecoveryWords& fresh);
    void useWords(const FreshRecoveryWords& fresh);

    StudyPage* page_;
    AuditController* audit_;
    StudyPtr study_;
};

} // namespace casebook
