// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/vault/UserService.h"
#include "tests/storage/FaultyFileSystem.h"
#include "tests/storage/OpenedStudy.h"

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

    /// Not even by a service that would say so in the audit.
    void usersAreNeverDeleted() {
        VERIFY_OK(fixture_->vault->addUser(QStringLiteral("wang"), {}, {Role::Reader}, secret(goodPassphrase),
                                           KdfCost::cheapForTests()));
        const auto done = fixture_->vault->database().writeAndWait([&](WriteTransaction& tx) -> Result<> {
            AuditEntry entry;
            entry.action = "delete";
            entry.objectKind = "user";
            return tx.audit(entry)
                .and_then([&](std::int64_t) { return tx.run("DELETE FROM user_role WHERE user_id > 1"); })
                .and_then([&] { return tx.run("DELETE FROM user WHERE login = 'wang'"); });
        });
        QVERIFY(!done);
        QCOMPARE(UserService(fixture_->vault->database(), fixture_->vault->session()).list()->size(), 2);
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
        QCOMPARE(users.setRoles(own, {Role::Reader}, QStringLiteral("x")).error().code,
                 QByteArray("recovery-words-of-user"));
        QCOMPARE(fixture_->vault->disableUser(QStringLiteral("third"), {}).error().code,
                 QByteArray("reason-needed"));
    }

    /// Two administrators take it from themselves and from each other: a session keeps its roles to its end.
    void theLastAdministratorStaysByTwoSteps() {
        const QString own = QStringLiteral("li.na"), second = QStringLiteral("second"),
                      why = QStringLiteral("x");
        VERIFY_OK(fixture_->vault->addUser(second, {}, {Role::Administrator}, secret("another passphrase"),
                                           KdfCost::cheapForTests()));
        QVERIFY(openAs(second, "another passphrase"));
        VERIFY_OK(renewedWords(*fixture_->vault, "another passphrase"));
        QVERIFY(openAs(own, goodPassphrase));
        VERIFY_OK(UserService(fixture_->vault->database(), fixture_->vault->session())
                      .setRoles(own, {Role::Reader}, why));
        QCOMPARE(fixture_->vault->disableUser(second, why).error().code, QByteArray("last-administrator"));
        QVERIFY(openAs(second, "another passphrase"));
        QVERIFY(fixture_->vault->session().require(Right::ManageUsers).has_value());
    }

    /// The words open the account of who made them.
    void wordsOfAUserKeepHimAdministrator() {
        const QString own = QStringLiteral("li.na"), second = QStringLiteral("second"),
                      why = QStringLiteral("left");
        VERIFY_OK(fixture_->vault->addUser(second, {}, {Role::Administrator}, secret("another passphrase"),
                                           KdfCost::cheapForTests()));
        QVERIFY(openAs(second, "another passphrase"));
        QCOMPARE(fixture_->vault->disableUser(own, why).error().code, QByteArray("recovery-words-of-user"));
        const QString old = fixture_->recoveryWords;
        VERIFY_OK(fixture_->vault->checkRecoveryWords(old));
        const auto words = renewedWords(*fixture_->vault, "another passphrase");
        VERIFY_OK(words);
        VERIFY_OK(fixture_->vault->checkRecoveryWords(*words));
        VERIFY_OK(UserService(fixture_->vault->database(), fixture_->vault->session())
                      .setRoles(own, {Role::Reader}, why));
        fixture_->vault.reset();
        // A study in which the maker of the words was disabled before the rule.
        VERIFY_OK(
            OpenedStudy(*fixture_, own).tamper("UPDATE user SET state='disabled' WHERE login='second'"));
        QVERIFY(openAs(own, goodPassphrase));
        QCOMPARE(fixture_->vault->checkRecoveryWords(*words).error().code,
                 QByteArray("recovery-words-useless"));
    }

    /// What a kill leaves between the table and the header is settled at the next opening.
    void halfAUserIsSettled() {
        const QString wang = QStringLiteral("wang");
        const auto add = [&] {
            return fixture_->vault->addUser(wang, {}, {Role::Reader}, secret("another passphrase"),
                                            KdfCost::cheapForTests());
        };
        VERIFY_OK(add());
        QCOMPARE(add().error().code, QByteArray("user-exists"));
        fixture_->vault.reset();
        VERIFY_OK(OpenedStudy(*fixture_, QStringLiteral("li.na"))
                      .tamper("DROP TRIGGER user_no_delete;"
                              "DELETE FROM user_role WHERE user_id=(SELECT id FROM user WHERE login='wang');"
                              "DELETE FROM user WHERE login='wang'"));
        QVERIFY(openAs(QStringLiteral("li.na"), goodPassphrase));
        QCOMPARE(rows("settle"), 1);
        VERIFY_OK(add()); // the name is free
        fixture_->vault.reset();
        // The header was being written then.
        QVERIFY(writeFile(fixture_->path(QStringLiteral("t/header")), "half a header"));
        VERIFY_OK(OpenedStudy(*fixture_, QStringLiteral("li.na"))
                      .tamper("UPDATE user SET state='disabled' WHERE login='wang'"));
        QVERIFY(openAs(QStringLiteral("li.na"), goodPassphrase));
        QCOMPARE(rows("settle"), 2);
        fixture_->vault.reset();
        QVERIFY(!OpenedStudy(*fixture_, QStringLiteral("li.na")).header().slot(slotOf(wang))->isUsable());
    }

    /// A disk that fails while the slot is closed keeps nobody in: the table says so, and the slot follows.
    void aDisabledUserStaysOut() {
        const QString wang = QStringLiteral("wang"), why = QStringLiteral("left");
        VERIFY_OK(fixture_->vault->addUser(wang, {}, {Role::Reader}, secret("another passphrase"),
                                           KdfCost::cheapForTests()));
        fixture_->vault.reset();
        FaultyFileSystem files;
        auto vault = Vault::unlock(fixture_->folder(), QStringLiteral("li.na"), secret(goodPassphrase),
                                   Access::ReadWrite, {fixture_->clock, files});
        VERIFY_OK(vault);
        files.faultAt = files.calls + 1; // the first call after the audit row is that of the header
        QCOMPARE((*vault)->disableUser(wang, why).error().code, QByteArray("disk-full"));
        QCOMPARE(codeAs(wang), QByteArray("study-in-use")); // the lock is asked first
        VERIFY_OK((*vault)->disableUser(wang, why)); // goes on where it was
        QCOMPARE((*vault)->disableUser(wang, why).error().code, QByteArray("no-such-user"));
        vault->reset();
        QCOMPARE(codeAs(wang), QByteArray("user-disabled"));
    }

    /// A way in by a keyring is never there, or gone, without a row that says so; one that failed says that.
    void keyringsAreAuditedFirst() {
        fixture_->vault.reset();
        FaultyFileSystem files;
        auto opened = Vault::unlock(fixture_->folder(), QStringLiteral("li.na"), secret(goodPassphrase),
                                    Access::ReadWrite, {fixture_->clock, files});
        VERIFY_OK(opened);
        fixture_->vault = std::move(*opened);
        files.faultAt = files.calls + 1;
        QCOMPARE(fixture_->vault->addKeyringSlot(secret(goodPassphrase)).error().code,
                 QByteArray("disk-full"));
        QCOMPARE(rows("add-keyring"), 2); // that it was begun, and that it failed
        VERIFY_OK(fixture_->vault->addKeyringSlot(secret(goodPassphrase)));
        QCOMPARE(rows("add-keyring"), 3);
        files.faultAt = files.calls + 1;
        QCOMPARE(fixture_->vault->removeKeyringSlots().error().code, QByteArray("disk-full"));
        QCOMPARE(rows("remove-keyring"), 2);
        fixture_->vault.reset(); // `files` goes
    }

    void wrongPassphrasesAreCountedInsideToo() {
        QCOMPARE(fixture_->vault->checkPassphrase(secret("wrong one")).error().code,
                 QByteArray("wrong-passphrase"));
        QCOMPARE(rows("unlock-failed"), 1);
        VERIFY_OK(fixture_->vault->checkPassphrase(secret(goodPassphrase)));
        QCOMPARE(rows("unlock-failed"), 1);
        fixture_->vault.reset();
        QVERIFY(openAs({}, goodPassphrase, Access::ReadOnly));
        QVERIFY(!fixture_->vault->checkPassphrase(secret("wrong one")));
        QVERIFY(openAs({}, goodPassphrase));
        QCOMPARE(rows("unlock-failed"), 2);
    }

    /// Who gave it knows it; the rows of the audit would say nothing of whose they are.
    void aGivenPassphraseIsNotKept() {
        const QString wang = QStringLiteral("wang");
        const SecretBytes given = secret("another passphrase"), own = secret("his own passphrase");
        VERIFY_OK(fixture_->vault->addUser(wang, {}, {Role::Reader}, given, KdfCost::cheapForTests()));
        QVERIFY(openAs(wang, "another passphrase"));
        QVERIFY(fixture_->vault->session().mustChangePassphrase);
        QCOMPARE(fixture_->vault->changePassphrase(given, given, KdfCost::cheapForTests()).error().code,
                 QByteArray("same-passphrase"));
        QVERIFY(fixture_->vault->session().mustChangePassphrase);
        VERIFY_OK(fixture_->vault->changePassphrase(given, own, KdfCost::cheapForTests()));
        QVERIFY(openAs(wang, "his own passphrase"));
        QVERIFY(!fixture_->vault->session().mustChangePassphrase);
    }

    /// Whoever forgot his own gets one from an administrator, without new keys for all; the old one opens nothing.
    void aForgottenPassphraseIsGivenAnew() {
        const QString wang = QStringLiteral("wang.wei"), why = QStringLiteral("forgot it");
        const auto cheap = KdfCost::cheapForTests();
        VERIFY_OK(fixture_->vault->addUser(wang, {}, {Role::Reader}, secret("another passphrase"), cheap));
        QVERIFY(openAs(wang, "another passphrase"));
        VERIFY_OK(fixture_->vault->changePassphrase(secret("another passphrase"),
                                                    secret("his own passphrase"), cheap));
        const auto keyring = fixture_->vault->addKeyringSlot(secret("his own passphrase"));
        VERIFY_OK(keyring);
        QVERIFY(openAs(QStringLiteral("li.na"), goodPassphrase));
        const auto give = [&](const QString& login, const char* first, const QString& reason) {
            const auto given = fixture_->vault->giveFirstPassphrase(login, secret(first), cheap, reason);
            return given ? QByteArray("given") : given.error().code;
        };
        QCOMPARE(give(wang, "a third passphrase", QStringLiteral(" ")), QByteArray("reason-needed"));
        QCOMPARE(give(wang, "short", why), QByteArray("weak-passphrase"));
        QCOMPARE(give(wang, "Wang.Wei Wang.Wei", why), QByteArray("guessable-passphrase"));
        QCOMPARE(give(QStringLiteral("li.na"), "a third passphrase", why), QByteArray("own-passphrase"));
        QCOMPARE(give(QStringLiteral("nobody"), "a third passphrase", why), QByteArray("no-such-user"));
        QCOMPARE(rows("first-passphrase"), 0);
        QCOMPARE(give(QStringLiteral(" wang.wei "), "a third passphrase", why), QByteArray("given"));
        QCOMPARE(rows("first-passphrase"), 1);
        fixture_->vault.reset();
        QCOMPARE(tryAs(wang, "his own passphrase", Access::ReadWrite).error().code,
                 QByteArray("wrong-passphrase"));
        QCOMPARE(Vault::unlockByKeyring(fixture_->folder(), *keyring, Access::ReadWrite, fixture_->deps())
                     .error()
                     .code,
                 QByteArray("wrong-keyring"));
        QVERIFY(openAs(wang, "a third passphrase"));
        QVERIFY(fixture_->vault->session().mustChangePassphrase);
        QCOMPARE(fixture_->vault->session().roles, QList<Role>{Role::Reader});
        QVERIFY(openAs(QStringLiteral("li.na"), goodPassphrase)); // his own is as it was
        VERIFY_OK(fixture_->vault->disableUser(wang, QStringLiteral("left")));
        QCOMPARE(give(wang, "a fourth passphrase", why), QByteArray("no-such-user"));
    }

    /// A disk that fails leaves the old passphrase, and two rows that say so.
    void aPassphraseThatWasNotWrittenIsNotGiven() {
        const QString wang = QStringLiteral("wang");
        VERIFY_OK(fixture_->vault->addUser(wang, {}, {Role::Reader}, secret("another passphrase"),
                                           KdfCost::cheapForTests()));
        fixture_->vault.reset();
        FaultyFileSystem files;
        auto vault = Vault::unlock(fixture_->folder(), QStringLiteral("li.na"), secret(goodPassphrase),
                                   Access::ReadWrite, {fixture_->clock, files});
        VERIFY_OK(vault);
        files.faultAt = files.calls + 1;
        QCOMPARE((*vault)
                     ->giveFirstPassphrase(wang, secret("a third passphrase"), KdfCost::cheapForTests(),
                                           QStringLiteral("forgot it"))
                     .error()
                     .code,
                 QByteArray("disk-full"));
        vault->reset();
        QVERIFY(openAs(wang, "another passphrase"));
        QVERIFY(openAs(QStringLiteral("li.na"), goodPassphrase));
        QCOMPARE(rows("first-passphrase"), 2);
    }

    void guessedPassphrasesAreRefusedToUsersToo() {
        const QString wang = QStringLiteral("wang.wei");
        const auto add = [&](const char* first) {
            return fixture_->vault->addUser(wang, {}, {Role::Reader}, secret(first),
                                            KdfCost::cheapForTests());
        };
        QCOMPARE(add("Wang.Wei Wang.Wei").error().code, QByteArray("guessable-passphrase"));
        QCOMPARE(
            fixture_->vault
                ->changePassphrase(secret(goodPassphrase), secret("lung-nodules"), KdfCost::cheapForTests())
                .error()
                .code,
            QByteArray("guessable-passphrase"));
        VERIFY_OK(fixture_->vault->checkPassphrase(secret(goodPassphrase)));
    }

    void aLockedScreenIsInTheAudit() {
        VERIFY_OK(fixture_->vault->noteScreen(true));
        VERIFY_OK(fixture_->vault->noteScreen(false));
        QCOMPARE(rows("lock"), 1);
        QCOMPARE(rows("unlock"), 1);
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
    [[nodiscard]] Result<std::unique_ptr<Vault>> tryAs(const QString& login, const char* passphrase,
                                                       Access access) const {
        return Vault::unlock(fixture_->folder(), login, secret(passphrase), access, fixture_->deps());
    }
    [[nodiscard]] QByteArray codeAs(const QString& login) const {
        const auto opened = tryAs(login, "another passphrase", Access::ReadWrite);
        return opened ? QByteArray("opened") : opened.error().code;
    }
    [[nodiscard]] bool openAs(const QString& login, const char* passphrase,
                              Access access = Access::ReadWrite) {
        fixture_->vault.reset();
        auto opened = tryAs(login, passphrase, access);
        if (opened)
            fixture_->vault = std::move(*opened);
        return opened.has_value();
    }
    [[nodiscard]] std::int64_t rows(const char* action) const {
        return fixture_->vault->database()
            .read([&](ReadConnection& c) {
                return c.one("SELECT count(*) FROM audit WHERE action=?", QString::fromLatin1(action));
            })
            ->value_or(-1);
    }
    [[nodiscard]] QByteArray slotOf(const QString& login) const {
        return slots::idOf(OpenedStudy(*fixture_, QStringLiteral("li.na")).header().studyId, login);
    }

    std::unique_ptr<StudyFixture> fixture_;
};

QTEST_GUILESS_MAIN(UserServiceTest)
#include "UserServiceTest.moc"
