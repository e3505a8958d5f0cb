// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/window/Background.h"
#include "app/window/OpenStudy.h"
#include "widgets/study/UsersView.h"

#include <QObject>

namespace casebook {

/// The Users tab of the Study page. Wiring (MainWindow): `new UsersController(shell_->study()->users(), this)`;
/// setStudy() at unlock and lock; StudyPage::usersRequested calls refresh(); switchRequested locks the study and
/// shows the door with the same study chosen. The own passphrase is StudyController's (StudyPage passes it on).
class UsersController : public QObject {
    Q_OBJECT
public:
    explicit UsersController(UsersView* view, QObject* parent = nullptr);
    void setStudy(StudyPtr study);
    void refresh();

Q_SIGNALS:
    void failed(const QString& words);
    void said(const QString& words);
    void switchRequested();

private:
    void add(NewUserWish wish);
    void giveFirstPassphrase(FirstPassphraseWish wish);
    void setRoles(const QString& login, const QList<QByteArray>& roles, const QString& reason);
    void disable(const QString& login, const QString& reason);
    UsersView* view_;
    StudyPtr study_;
};

} // namespace casebook
