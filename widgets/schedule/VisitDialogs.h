// SPDX-License-Identifier: GPL-3.0-or-later
// Date of a visit, and a visit that was not planned.
#pragma once

#include "widgets/common/Dialogs.h"
#include "widgets/schedule/ScheduleValues.h"

namespace casebook {

class LineEdit;
class QuietCombo;

/// Dates may lack day or month; full-width digits are read; `t` is today.
class VisitDateDialog final : public Dialog {
    Q_OBJECT
public:
    /// @param before the date so far: changing it needs a reason.
    VisitDateDialog(const QString& question, const QString& before, const QDate& today, QWidget* parent);
    [[nodiscard]] LineEdit* field() const { return date_; }
    [[nodiscard]] LineEdit* reason() const { return reason_; }

Q_SIGNALS:
    void given(const QString& date, const QString& reason);

private:
    void refresh();
    QString before_;
    LineEdit *date_, *reason_;
    Button* verb_;
};

class UnscheduledDialog final : public Dialog {
    Q_OBJECT
public:
    UnscheduledDialog(const QString& subject, const QList<QPair<QString, QString>>& visits,
                      const QDate& today, QWidget* parent);
    [[nodiscard]] LineEdit* field() const { return date_; }

Q_SIGNALS:
    void given(const QString& visit, const QString& date);

private:
    QuietCombo* visits_;
    LineEdit* date_;
};

/// Typed text as an ISO date, whole or partial; empty: none yet. @param ok false: no date at all.
[[nodiscard]] QString typedVisitDate(const QString& typed, const QDate& today, bool* ok);

} // namespace casebook
