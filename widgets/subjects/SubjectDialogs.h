// SPDX-License-Identifier: GPL-3.0-or-later
// Enrol and rename: the two dialogs of the subject list that take text.
#pragma once

#include "widgets/common/Dialogs.h"
#include "widgets/subjects/SubjectValues.h"

class QComboBox;

namespace casebook {

class ErrorNote;
class LineEdit;

/// Stays open until the service has answered: close() or refuse().
class SubjectDialog : public Dialog {
    Q_OBJECT
public:
    explicit SubjectDialog(QWidget* parent);
    void refuse(const QString& words);

protected:
    LineEdit* addField(const QString& words, const QString& placeholder = {});
    ErrorNote* error_;
};

class EnrolDialog final : public SubjectDialog {
    Q_OBJECT
public:
    explicit EnrolDialog(QWidget* parent);
    [[nodiscard]] EnrolWish wish() const;

Q_SIGNALS:
    void enrolRequested(const casebook::EnrolWish& wish);

private:
    void refresh();
    LineEdit *label_, *name_, *born_;
    QComboBox* sex_;
    Button* verb_;
};

class RenameDialog final : public SubjectDialog {
    Q_OBJECT
public:
    RenameDialog(const SubjectView& subject, QWidget* parent);

Q_SIGNALS:
    void renameRequested(const QString& label, const QString& name, const QString& reason);

private:
    void refresh();
    SubjectView old_;
    LineEdit *label_, *name_, *reason_;
    Button* verb_;
};

} // namespace casebook
