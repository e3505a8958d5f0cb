// SPDX-License-Identifier: GPL-3.0-or-later
// Add a user, change a user's roles, and give a first passphrase anew.
#pragma once

#include "widgets/common/Dialogs.h"
#include "widgets/study/UsersView.h"

class QCheckBox;

namespace casebook {

class ErrorNote;
class LineEdit;
class PassphraseEdit;

/// Stays open until the service has answered: accept() or refuse().
class UserDialog : public Dialog {
    Q_OBJECT
public:
    explicit UserDialog(QWidget* parent);
    void refuse(const QString& words);

protected:
    LineEdit* addField(const QString& words, const QString& hint);
    void addRoles(const QList<QByteArray>& chosen);
    [[nodiscard]] QList<QByteArray> roles() const;
    void addPassphrases(); ///< the first passphrase, twice
    [[nodiscard]] bool passphrasesFit(); ///< long enough and the same; shows where they differ
    virtual void refresh() = 0;
    ErrorNote* error_;
    QList<QCheckBox*> boxes_;
    PassphraseEdit *first_ = nullptr, *again_ = nullptr;
    Button* verb_ = nullptr;
};

class AddUserDialog final : public UserDialog {
    Q_OBJECT
public:
    explicit AddUserDialog(QWidget* parent);
    [[nodiscard]] LineEdit* login() const { return login_; }
    [[nodiscard]] PassphraseEdit* first() const { return first_; }
    [[nodiscard]] PassphraseEdit* again() const { return again_; }
    [[nodiscard]] const QList<QCheckBox*>& boxes() const { return boxes_; }

Q_SIGNALS:
    void given(const casebook::NewUserWish& wish);

private:
    void refresh() override;
    LineEdit *login_, *name_;
};

class RolesDialog final : public UserDialog {
    Q_OBJECT
public:
    RolesDialog(const UserView& user, QWidget* parent);
    [[nodiscard]] LineEdit* reason() const { return reason_; }
    [[nodiscard]] const QList<QCheckBox*>& boxes() const { return boxes_; }

Q_SIGNALS:
    void given(const QList<QByteArray>& roles, const QString& reason);

private:
    void refresh() override;
    QList<QByteArray> before_;
    LineEdit* reason_;
};

/// For who forgot his own.
class FirstPassphraseDialog final : public UserDialog {
    Q_OBJECT
public:
    FirstPassphraseDialog(const UserView& user, QWidget* parent);
    [[nodiscard]] LineEdit* reason() const { return reason_; }
    [[nodiscard]] PassphraseEdit* first() const { return first_; }
    [[nodiscard]] PassphraseEdit* again() const { return again_; }

Q_SIGNALS:
    void given(const casebook::FirstPassphraseWish& wish);

private:
    void refresh() override;
    LineEdit* reason_;
};

} // namespace casebook
