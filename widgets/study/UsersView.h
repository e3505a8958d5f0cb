// SPDX-License-Identifier: GPL-3.0-or-later
// Users of the study: list, add with a first passphrase, give one anew, roles, disable, own passphrase, switch.
#pragma once

#include <QAbstractTableModel>
#include <QList>
#include <QStringList>
#include <QWidget>

class QStackedWidget;

namespace casebook {

class Button;
class Chip;
class DataTable;
class EmptyState;
class Label;
class UserDialog;

struct UserView {
    QString login, printedName;
    QList<QByteArray> roles; ///< codes: "reader", "data-manager" ...
    bool active = true;
    bool self = false; ///< who works now
    QString since; ///< ISO date
};

/// A new user; the passphrase is UTF-8, and the dialog overwrites it after its signal.
struct NewUserWish {
    QString login, printedName;
    QList<QByteArray> roles;
    QByteArray passphrase;
};

/// A first passphrase anew, for who forgot his own; wiped as that of NewUserWish.
struct FirstPassphraseWish {
    QString login;
    QByteArray passphrase;
    QString reason;
};

class UsersModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Login, Name, Roles, Since, State, ColumnCount };
    explicit UsersModel(QObject* parent = nullptr) : QAbstractTableModel(parent) {}
    void setUsers(QList<UserView> users);
    [[nodiscard]] const UserView* at(int row) const;
    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    void retranslate();

private:
    QList<UserView> users_;
};

/// A tab of the Study page. Keys: Enter opens the roles, Ctrl+N adds, Delete disables.
/// How it is wired: app/window/UsersController.h. GUI thread.
class UsersView : public QWidget {
    Q_OBJECT
public:
    explicit UsersView(QWidget* parent = nullptr);
    void setUsers(const QList<UserView>& users);
    void setRights(bool mayManage); ///< off: only one's own passphrase and switching
    void close(); ///< blanks everything
    /// Answers of the services: the open dialog closes, or says what is wrong.
    void done();
    void refused(const QString& words);
    [[nodiscard]] DataTable* table() const { return table_; }
    [[nodiscard]] UsersModel* model() const { return model_; }

Q_SIGNALS:
    void addRequested(const casebook::NewUserWish& wish);
    void firstPassphraseRequested(const casebook::FirstPassphraseWish& wish);
    void rolesRequested(const QString& login, const QList<QByteArray>& roles, const QString& reason);
    void disableRequested(const QString& login, const QString& reason);
    void changePassphraseRequested();
    void switchRequested(); ///< lock, and let another person in

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void retranslate();
    void refresh();
    void askAdd();
    void askRoles();
    void askFirstPassphrase();
    void askDisable();
    UsersModel* model_;
    DataTable* table_;
    Label *title_, *count_;
    Button *add_, *roles_, *first_, *disable_, *own_, *switch_;
    UserDialog* dialog_ = nullptr;
    bool mayManage_ = false;
};

/// "Data manager" of "data-manager".
[[nodiscard]] QString roleText(const QByteArray& code);
/// What a role may do, in one line.
[[nodiscard]] QString roleNote(const QByteArray& code);

} // namespace casebook
