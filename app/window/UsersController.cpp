// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/UsersController.h"

#include "core/values/Messages.h"
#include "storage/vault/UserService.h"

namespace casebook {

namespace {

QList<Role> rolesFrom(const QList<QByteArray>& codes) {
    QList<Role> roles;
    for (const QByteArray& code : codes)
        if (const auto role = roleFromCode(code))
            roles.append(*role);
    return roles;
}

UserView viewOf(const UserRow& row, const Session& session) {
    UserView view;
    view.login = row.login;
    view.printedName = row.printedName;
    for (const Role role : row.roles)
        view.roles.append(roleCode(role));
    view.active = row.active;
    view.self = row.login == session.login;
    view.since = QDateTime::fromMSecsSinceEpoch(row.createdMs).date().toString(Qt::ISODate);
    return view;
}

} // namespace

UsersController::UsersController(UsersView* view, QObject* parent) : QObject(parent), view_(view) {
    connect(view, &UsersView::addRequested, this, &UsersController::add);
    connect(view, &UsersView::firstPassphraseRequested, this, &UsersController::giveFirstPassphrase);
    connect(view, &UsersView::rolesRequested, this, &UsersController::setRoles);
    connect(view, &UsersView::disableRequested, this, &UsersController::disable);
    connect(view, &UsersView::switchRequested, this, &UsersController::switchRequested);
}

void UsersController::setStudy(StudyPtr study) {
    study_ = std::move(study);
    view_->close();
    view_->setRights(study_ && study_->session.may(Right::ManageUsers));
    refresh();
}

void UsersController::refresh() {
    if (!study_)
        return;
    inBackground(
        this, [study = study_] { return UserService(study->vault->database(), study->session).list(); },
        [this, study = study_](Result<QList<UserRow>> rows) {
            if (study != study_)
                return;
            if (!rows) {
                Q_EMIT failed(messageText(rows.error()));
                return;
            }
            QList<UserView> views;
            for (const UserRow& row : *rows)
                views.append(viewOf(row, study->session));
            view_->setUsers(views);
        });
}

void UsersController::add(NewUserWish wish) {
    if (!study_)
        return;
    const auto secret = std::make_shared<SecretBytes>(SecretBytes::fromUtf8(std::move(wish.passphrase)));
    inBackground(
        this,
        [study = study_, wish, secret] {
            return study->vault->addUser(wish.login, wish.printedName, rolesFrom(wish.roles), *secret,
                                         KdfCost::product());
        },
        [this, study = study_, login = wish.login](Result<UserId> added) {
            if (study != study_)
                return;
            if (!added)
                return view_->refused(messageText(added.error()));
            view_->done();
            Q_EMIT said(tr("%1 can unlock the study with the first passphrase.").arg(login));
            refresh();
        });
}

void UsersController::giveFirstPassphrase(FirstPassphraseWish wish) {
    if (!study_)
        return;
    const auto secret = std::make_shared<SecretBytes>(SecretBytes::fromUtf8(std::move(wish.passphrase)));
    inBackground(
        this,
        [study = study_, login = wish.login, reason = wish.reason, secret] {
            return study->vault->giveFirstPassphrase(login, *secret, KdfCost::product(), reason);
        },
        [this, study = study_, login = wish.login](Result<> given) {
            if (study != study_)
                return;
            if (!given)
                return view_->refused(messageText(given.error()));
            view_->done();
            Q_EMIT said(tr("%1 can unlock the study with the first passphrase.").arg(login));
        });
}

void UsersController::setRoles(const QString& login, const QList<QByteArray>& roles, const QString& reason) {
    if (!study_)
        return;
    inBackground(
        this,
        [study = study_, login, list = rolesFrom(roles), reason] {
            return UserService(study->vault->database(), study->session).setRoles(login, list, reason);
        },
        [this, study = study_, login](Result<> done) {
            if (study != study_)
                return;
            if (!done)
                return view_->refused(messageText(done.error()));
            view_->done();
            Q_EMIT said(tr("%1's roles are in force from the next unlock.").arg(login));
            refresh();
        });
}

void UsersController::disable(const QString& login, const QString& reason) {
    if (!study_)
        return;
    inBackground(
        this, [study = study_, login, reason] { return study->vault->disableUser(login, reason); },
        [this, study = study_, login](Result<> done) {
            if (study != study_)
                return;
            if (!done) {
                Q_EMIT failed(messageText(done.error()));
                return;
            }
            Q_EMIT said(tr("%1 can't unlock the study any more.").arg(login));
            refresh();
        });
}

} // namespace casebook
