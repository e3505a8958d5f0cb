// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/vault/UserService.h"
#include "tests/storage/StudyFixture.h"

#include <QTest>

using namespace casebook;
using namespace casebook::test;

class UserServiceTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() {
        fixture_ = std::make_unique<StudyFixture>();
        QVERIFY(fixture_->make());
    }

    void rolesChangeWithAReason() {
        VERIFY_OK(fixture_->vault->addUser(QStringLiteral("wang"), QStringLiteral("Wang Wei"), {Role::Reader},
                                           secret(goodPassphrase), KdfCost::cheapForTests()));
        UserService users(fixture_->vault->database(), fixture_->vault->session());
        const QString wang = QStringLiteral("wang");
        QCOMPARE(users.setRoles(wang, {Role::Monitor}, {}).error().code, QByteArray("reason-needed"));
        QCOMPARE(users.setRoles(wang, {}, QStringLiteral("x")).error().code, QByteArray("role-needed"));
        QCOMPARE(users.setRoles(QStringLiteral("nobody"), {Role::Monitor}, QStringLiteral("x")).error().code,
                 QByteArray("no-such-user"));
        VERIFY_OK(
            users.setRoles(wang, {Role::Monitor, Role::Reader, Role::Monitor}, QStringLiteral("new task")));
        const auto list = users.list();
        VERIFY_OK(list);
        QCOMPARE(list->size(), 2);
        QCOMPARE(list->last().roles, (QList<Role>{Role::Reader, Role::Monitor}));
        const auto rows = fixture_->vault->database().read([](ReadConnection& c) {
            AuditQuery query;
            query.objectKind = "user";
            query.newestFirst = true;
            return audit::list(c, query);
        });
        VERIFY_OK(rows);
        QCOMPARE(rows->first().field, QByteArray("roles"));
        QCOMPARE(rows->first().oldValue, QStringLiteral("reader"));
        QCOMPARE(rows->first().newValue, QStringLiteral("reader,monitor"));
        QCOMPARE(rows->first().reasonText, QStringLiteral("new task"));
    }

    void theLastAdministratorStays() {
        UserService users(fixture_->vault->database(), fixture_->vault->session());
        const QString own = QStringLiteral("li.na");
        QCOMPARE(users.setRoles(own, {Role::Reader}, QStringLiteral("x")).error().code,
                 QByteArray("last-administrator"));
        VERIFY_OK(fixture_->vault->addUser(QStringLiteral("second"), {}, {Role::Administrator},
                                           secret(goodPassphrase), KdfCost::cheapForTests()));
        VERIFY_OK(fixture_->vault->disableUser(QStringLiteral("second"), QStringLiteral("left")));
        QCOMPARE(users.setRoles(own, {Role::Reader}, QStringLiteral("x")).error().code,
                 QByteArray("last-administrator")); // who is disabled does not count
        VERIFY_OK(fixture_->vault->addUser(QStringLiteral("third"), {}, {Role::Administrator},
                                           secret(goodPassphrase), KdfCost::cheapForTests()));
        VERIFY_OK(users.setRoles(own, {Role::Reader}, QStringLiteral("x")));
    }

    void rights() {
        Session session = fixture_->vault->session();
        session.roles = {Role::DataManager};
        UserService users(fixture_->vault->database(), session);
        QVERIFY(users.list());
        QCOMPARE(users.setRoles(QStringLiteral("li.na"), {Role::Reader}, QStringLiteral("x")).error().code,
                 QByteArray("no-right"));
    }

private:
    std::unique_ptr<StudyFixture> fixture_;
};

QTEST_GUILESS_MAIN(UserServiceTest)
#include "UserServiceTest.moc"
