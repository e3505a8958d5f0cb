// SPDX-License-Identifier: GPL-3.0-or-later
// The two tabs of the study page: facts with verify, and the audit.
#pragma once

#include "widgets/study/StudyPage.h"

class QGridLayout;
class QVBoxLayout;

namespace casebook {

class Button;
class Card;
class Chip;
class DataTable;
class Label;
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
    void changePassphraseRequested();

protected:
    void changeEvent(QEvent* event) override;

private:
    void retranslate();
    void rebuild();
    void addCheck(QVBoxLayout* all);
    StudyPageView view_;
    VerifyOutcome outcome_;
    QVBoxLayout* column_;
    WatchCard* watch_;
    QWidget* body_ = nullptr;
    ProgressTrack* track_ = nullptr; ///< while a check runs
};

class AuditView final : public QWidget {
    Q_OBJECT
public:
    explicit AuditView(AuditModel* model, QWidget* parent = nullptr);
    void setTotal(qint64 rows);
    void setVerify(const VerifyOutcome& outcome);

Q_SIGNALS:
    void verifyRequested();

protected:
    void changeEvent(QEvent* event) override;

private:
    void buildDetail();
    void retranslate();
    void showRow(int row);
    AuditModel* model_;
    DataTable* table_;
    QWidget* detail_;
    QGridLayout* facts_;
    Label *title_, *count_, *foot_, *rule_, *action_, *row_, *change_;
    Chip* state_;
    Button *verify_, *copy_;
    VerifyOutcome outcome_;
    qint64 total_ = -1;
};

} // namespace casebook
