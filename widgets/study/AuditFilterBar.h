// SPDX-License-Identifier: GPL-3.0-or-later
// What a person looks for in the audit: words, time, who, of what, and whether with a reason.
#pragma once

#include "storage/reading/AuditBrowser.h"

#include <QDate>
#include <QWidget>

class QCheckBox;

namespace casebook {

class LineEdit;
class QuietCombo;
class SearchEdit;

/// GUI thread.
class AuditFilterBar final : public QWidget {
    Q_OBJECT
public:
    enum class Times { Any, Today, Week, Month, Year, Between };
    enum class Kinds { All, Subjects, Images, Forms, Reading, Results, Study, Names };

    explicit AuditFilterBar(QWidget* parent = nullptr);
    void setPeople(const QList<AuditBrowser::Person>& people); ///< keeps the choice
    [[nodiscard]] AuditFilter filter() const;
    /// False while a day that was typed is none, or the last is before the first: nothing is told then.
    [[nodiscard]] bool isWhole() const;
    void clear(); ///< to everything; tells it once
    void setToday(QDate today) {
        today_ = today;
    } ///< for tests and pictures; else the day of the workstation

    [[nodiscard]] SearchEdit* search() const { return search_; }
    [[nodiscard]] QuietCombo* times() const { return times_; }
    [[nodiscard]] QuietCombo* users() const { return users_; }
    [[nodiscard]] QuietCombo* kinds() const { return kinds_; }
    [[nodiscard]] QuietCombo* actions() const { return actions_; }
    [[nodiscard]] QCheckBox* withReason() const { return withReason_; }
    [[nodiscard]] LineEdit* from() const { return from_; }
    [[nodiscard]] LineEdit* until() const { return until_; }

Q_SIGNALS:
    void changed(const casebook::AuditFilter& filter);

protected:
    void changeEvent(QEvent* event) override;

private:
    void retranslate();
    void tell();
    void markDays();
    void setTimes(AuditFilter& filter) const;
    void setAction(AuditFilter& filter) const;
    void fillActions();
    SearchEdit* search_;
    QuietCombo *times_, *users_, *kinds_, *actions_;
    LineEdit *from_, *until_;
    QCheckBox* withReason_;
    QDate today_;
    AuditFilter told_;
};

} // namespace casebook
