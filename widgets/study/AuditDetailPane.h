// SPDX-License-Identifier: GPL-3.0-or-later
// One row of the audit in full, at the right of the list.
#pragma once

#include "widgets/common/Card.h"
#include "widgets/study/AuditModel.h"

class QBoxLayout;
class QGridLayout;
class QVBoxLayout;

namespace casebook {

class Button;
class Label;

/// What the list does not hold of a row; the app fills it from storage's AuditDetail.
struct AuditFacts {
    qint64 seq = 0;            ///< 0: not known yet
    QString who;               ///< printed name and roles in words
    QString where;             ///< workstation and its user
    QString program;
    QString subject;           ///< label, where there is one
    QByteArray previous, hash; ///< links of the chain
    QList<AuditLine> history;  ///< of the same value, newest first
};

/// GUI thread.
class AuditDetailPane final : public Strip {
    Q_OBJECT
public:
    explicit AuditDetailPane(QWidget* parent = nullptr);
    void setLine(const AuditLine& line); ///< at once, from the list
    void setFacts(const AuditFacts& facts); ///< ignored when another row is shown by now
    [[nodiscard]] qint64 seq() const { return line_.seq; }
    [[nodiscard]] Button* copyButton() const { return copy_; }
    [[nodiscard]] Button* openButton() const { return open_; }
    [[nodiscard]] QString text() const; ///< all of it, as Copy gives it

Q_SIGNALS:
    void subjectRequested(const QString& label);

protected:
    void changeEvent(QEvent* event) override;

private:
    void retranslate();
    void fillFacts();
    void fillHistory();
    [[nodiscard]] QList<std::pair<QString, QString>> lines() const;
    [[nodiscard]] static QString oldWords(const AuditLine& line);
    [[nodiscard]] static QString newWords(const AuditLine& line);
    AuditLine line_;
    AuditFacts facts_;
    IconMark* icon_;
    Label *action_, *row_, *field_, *old_, *arrow_, *new_, *historyTitle_, *linkTitle_, *before_, *this_;
    Card* change_;
    Button *open_, *copy_;
    QBoxLayout* values_;
    QGridLayout* grid_;
    QVBoxLayout* historyPlace_;
    QWidget* history_ = nullptr;
};

} // namespace casebook
