// SPDX-License-Identifier: GPL-3.0-or-later
// The audit of the study: filters above, rows newest first, one row in full at the right.
#pragma once

#include "widgets/study/AuditDetailPane.h"
#include "widgets/study/AuditFilterBar.h"
#include "widgets/study/StudyPage.h"

class QStackedWidget;

namespace casebook {

class Chip;
class DataTable;
class EmptyState;

/// GUI thread.
class AuditView final : public QWidget {
    Q_OBJECT
public:
    explicit AuditView(AuditModel* model, QWidget* parent = nullptr);
    void setTotal(qint64 rows); ///< of the whole audit
    void setVerify(const VerifyOutcome& outcome);
    void setChain(const QDateTime& checked, bool whole); ///< its chain alone; invalid time: nothing is known
    void setMaySave(bool may);
    /// Rows are on their way: the list says so where it is empty.
    void setLoading(bool loading);
    [[nodiscard]] bool isLoading() const { return loading_; }
    void setSaving(bool saving);

    [[nodiscard]] bool isAtTop() const; ///< new rows may come without moving what is read

    [[nodiscard]] AuditFilterBar* filters() const { return filters_; }
    [[nodiscard]] AuditDetailPane* detail() const { return detail_; }
    [[nodiscard]] AuditModel* model() const { return model_; }
    [[nodiscard]] DataTable* table() const { return table_; }
    [[nodiscard]] Button* saveButton() const { return save_; }
    [[nodiscard]] EmptyState* noHit() const { return noHit_; }

Q_SIGNALS:
    void verifyRequested();
    void saveRequested();
    void rowChosen(qint64 seq); ///< fill detail()

protected:
    void changeEvent(QEvent* event) override;

private:
    [[nodiscard]] QWidget* buildHead();
    [[nodiscard]] QWidget* buildFoot();
    void retranslate();
    void showState();
    void showRow(int row);
    AuditModel* model_;
    DataTable* table_;
    AuditFilterBar* filters_;
    AuditDetailPane* detail_;
    QWidget* side_;
    QStackedWidget* body_;
    EmptyState* noHit_;
    Label *title_, *count_, *foot_, *rule_;
    Chip* state_;
    Button *verify_, *save_;
    VerifyOutcome outcome_;
    QDateTime chainWhen_;
    bool chainWhole_ = false;
    qint64 total_ = -1;
    bool loading_ = false, saving_ = false;
};

} // namespace casebook
