// SPDX-License-Identifier: GPL-3.0-or-later
// The first tab of the study page: facts with verify.
#pragma once

#include "widgets/study/StudyPage.h"

class QVBoxLayout;

namespace casebook {

class ProgressTrack;
class WatchCard;

class StudyFacts final : public QWidget {
    Q_OBJECT
public:
    explicit StudyFacts(QWidget* parent = nullptr);
    void setView(const StudyPageView& view);
    void setVerify(const VerifyOutcome& outcome);
    [[nodiscard]] WatchCard* watch() const { return watch_; }

Q_SIGNALS:
    void verifyRequested();
    void cancelVerifyRequested();
    void changePassphraseRequested();
    void keyringRequested(bool on);
    void checkWordsRequested();
    void renewWordsRequested();

protected:
    void changeEvent(QEvent* event) override;

private:
    void retranslate();
    void rebuild();
    void addWarnings(QVBoxLayout* all);
    void addPassphrase(QVBoxLayout* all);
    void addWords(QVBoxLayout* all);
    void addCheck(QVBoxLayout* all);
    StudyPageView view_;
    VerifyOutcome outcome_;
    QVBoxLayout* column_;
    WatchCard* watch_;
    QWidget* body_ = nullptr;
    ProgressTrack* track_ = nullptr; ///< while a check runs
};

} // namespace casebook
