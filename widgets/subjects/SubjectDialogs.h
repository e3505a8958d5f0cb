// SPDX-License-Identifier: GPL-3.0-or-later
// Enrol and rename: the two dialogs of the subject list that take text.
#pragma once

#include "widgets/common/Dialogs.h"
#include "widgets/subjects/SubjectValues.h"

#include <optional>

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
    /// @param namesHidden  the name is not asked for: nobody types over what he does not see
    RenameDialog(const SubjectView& subject, bool namesHidden, QWidget* parent);

Q_SIGNALS:
    /// @param name  nothing: it stays
    void renameRequested(const QString& label, const std::optional<QString>& name, const QString& reason);

private:
    void refresh();
    [[nodiscard]] std::optional<QString> newName() const;
    SubjectView old_;
    LineEdit *label_ = nullptr, *name_ = nullptr, *reason_ = nullptr; ///< name_: null where names are hidden
    Button* verb_;
};

} // namespace casebook
