// SPDX-License-Identifier: GPL-3.0-or-later
//
// Opening a study by the desktop's keyring, against GNOME's keyring on a bus of its own.
#include "storage/study/DesktopKeyring.h"
#include "storage/study/KeyringService.h"
#include "tests/storage/StudyFixture.h"
#include "tests/support/DesktopSession.h"

#include <QTest>

using namespace casebook;
using namespace casebook::test;
using namespace Qt::StringLiterals;

namespace {

template <class T>
QByteArray code(const Result<T>& result) {
    return result ? QByteArray("done") : result.error().code;
}

} // namespace

class KeyringTest final : public QObject {
    Q_OBJECT

    std::unique_ptr<DesktopSession> desktop_;

    static QByteArray opened(StudyFixture& f, const QString& login = {}) {
        f.vault.reset();
        auto vault = KeyringService::unlock(f.folder(), login, Access::ReadWrite, f.deps());
        if (!vault)
            return vault.error().code;
        f.vault = std::move(*vault);
        return f.vault->session().login.toUtf8();
    }
    static Result<> remember(StudyFixture& f, const char* passphrase = goodPassphrase) {
        return KeyringService(*f.vault).remember(secret(passphrase));
    }
    static std::int64_t rows(StudyFixture& f, const char* action) {
        return f.vault->database()
            .read([&](ReadConnection& c) {
                return c.one("SELECT count(*) FROM audit WHERE action = ?", QString::fromLatin1(action));
            })
            .value_or(std::nullopt)
            .value_or(-1);
    }

private Q_SLOTS:
    void initTestCase() { // the bus that a process came to first stays its bus
        desktop_ = std::make_unique<DesktopSession>();
        if (desktop_->start())
            return;
        const QString why = desktop_->trouble();
        if (qEnvironmentVariableIntValue("CASEBOOK_CI") == 1)
            QFAIL(qPrintable(why));
        QSKIP(qPrintable(why));
    }
    void cleanupTestCase() { desktop_.reset(); }

    void opensWithoutThePassphrase() {
        StudyFixture f;
        QVERIFY(f.make());
        QVERIFY(!KeyringService::canUnlock(f.folder(), {}));
        QCOMPARE(opened(f), QByteArray("keyring-empty"));
        QVERIFY(f.open());
        VERIFY_OK(remember(f));
        QCOMPARE(KeyringService(*f.vault).isRemembered(), true);
        QCOMPARE(code(remember(f)), QByteArray("keyring-present"));
        QVERIFY(KeyringService::canUnlock(f.folder(), {}) &&
                KeyringService::canUnlock(f.folder(), u"li.na"_s));
        QVERIFY(!KeyringService::canUnlock(f.folder(), u"somebody"_s));
        QCOMPARE(opened(f), QByteArray("li.na"));
        QCOMPARE(opened(f, u"Li.Na"_s), QByteArray("li.na"));
        QCOMPARE(opened(f, u"somebody"_s), QByteArray("keyring-empty"));
        QVERIFY(f.open()); // the passphrase stays
        QCOMPARE(rows(f, "add-keyring"), 1);
        QCOMPARE(rows(f, "unlock-keyring"), 2);
        QVERIFY(f.vault->verifyChain(Job{})->ok());
        f.vault.reset();
        QVERIFY(f.verify()->ok());
    }

    void asksForThePassphraseFirst() {
        StudyFixture f;
        QVERIFY(f.make());
        QCOMPARE(code(remember(f, "not the passphrase")), QByteArray("wrong-passphrase"));
        QVERIFY(!KeyringService::canUnlock(f.folder(), {}));
        QVERIFY(f.open(Access::ReadOnly));
        QCOMPARE(code(remember(f)), QByteArray("read-only"));
    }

    void forgotten() {
        StudyFixture f;
        QVERIFY(f.make());
        VERIFY_OK(remember(f));
        const auto kept = desktopKeyring::read({f.vault->info().study.bytes, {}});
        VERIFY_OK(kept);
        VERIFY_OK(KeyringService(*f.vault).forget());
        QCOMPARE(KeyringService(*f.vault).isRemembered(), false);
        QCOMPARE(opened(f), QByteArray("keyring-empty"));
        // Who has a copy of the secret has nothing.
        QCOMPARE(code(Vault::unlockByKeyring(f.folder(), *kept, Access::ReadOnly, f.deps())),
                 QByteArray("wrong-keyring"));
        QVERIFY(f.open());
        VERIFY_OK(remember(f));
        QCOMPARE(opened(f), QByteArray("li.na"));
    }

    void endsWithTheUser() {
        StudyFixture f;
        QVERIFY(f.make());
        VERIFY_OK(remember(f));
        VERIFY_OK(f.vault->addUser(u"wang"_s, u"Wang"_s, {Role::Reader}, secret("the first passphrase"),
                                   KdfCost::cheapForTests()));
        f.vault.reset();
        auto wang =
            Vault::unlock(f.folder(), u"wang"_s, secret("the first passphrase"), Access::ReadWrite, f.deps());
        VERIFY_OK(wang);
        VERIFY_OK(KeyringService(**wang).remember(secret("the first passphrase")));
        wang->reset();
        QCOMPARE(opened(f, u"wang"_s), QByteArray("wang"));
        QCOMPARE(opened(f, u"li.na"_s), QByteArray("li.na"));
        VERIFY_OK(f.vault->disableUser(u"wang"_s, u"left"_s));
        QCOMPARE(opened(f, u"wang"_s), QByteArray("wrong-keyring"));
        QCOMPARE(opened(f, u"li.na"_s), QByteArray("li.na"));
    }

    void endsWithTheKeys() {
        StudyFixture f;
        QVERIFY(f.make());
        VERIFY_OK(remember(f));
        f.vault.reset();
        VERIFY_OK(Vault::rotateKeys(f.folder(), {}, secret(goodPassphrase), KdfCost::cheapForTests(),
                                    u"a laptop was lost"_s, Job{}, f.deps()));
        QCOMPARE(opened(f), QByteArray("wrong-keyring"));
        QVERIFY(f.open());
        VERIFY_OK(remember(f)); // what the keyring still holds is worthless
        QCOMPARE(opened(f), QByteArray("li.na"));
        f.vault.reset();
        QVERIFY(f.verify()->ok());
    }

    void aFileThatIsNoSecretOpensNothing() {
        StudyFixture f;
        QVERIFY(f.make());
        const QByteArray study = f.vault->info().study.bytes;
        VERIFY_OK(
            desktopKeyring::write({study, QByteArray(16, 'u')}, u"Casebook"_s, SecretBytes::random(48)));
        QCOMPARE(opened(f), QByteArray("wrong-keyring"));
        VERIFY_OK(desktopKeyring::write({study, QByteArray(16, 'u')}, u"Casebook"_s, SecretBytes::random(7)));
        QCOMPARE(opened(f), QByteArray("wrong-keyring"));
    }

    /// What another computer keeps goes on opening the study. The keyring stays locked: nobody is here to be asked.
    void aKeyringThatRefuses() {
        StudyFixture f;
        QVERIFY(f.make());
        const auto elsewhere = f.vault->addKeyringSlot(secret(goodPassphrase));
        VERIFY_OK(elsewhere);
        const qsizetype length = readFile(f.path(u"casebook.study"_s)).size();
        QProcess lock;
        lock.start(u"dbus-send"_s, {u"--session"_s, u"--print-reply"_s, u"--dest=org.freedesktop.secrets"_s,
                                    u"/org/freedesktop/secrets"_s, u"org.freedesktop.Secret.Service.Lock"_s,
                                    u"array:objpath:/org/freedesktop/secrets/collection/login"_s});
        QVERIFY(lock.waitForFinished(30'000) && lock.exitCode() == 0);
        QCOMPARE(code(remember(f)), QByteArray("keyring-refused"));
        QCOMPARE(readFile(f.path(u"casebook.study"_s)).size(), length);
        f.vault.reset();
        VERIFY_OK(Vault::unlockByKeyring(f.folder(), *elsewhere, Access::ReadOnly, f.deps()));
    }

    /// One computer's way in goes, the others' stay.
    void oneWayInIsTakenAway() {
        StudyFixture f;
        QVERIFY(f.make());
        const auto here = f.vault->addKeyringSlot(secret(goodPassphrase));
        const auto elsewhere = f.vault->addKeyringSlot(secret(goodPassphrase));
        VERIFY_OK(here);
        VERIFY_OK(elsewhere);
        VERIFY_OK(f.vault->removeKeyringSlot(*here));
        QCOMPARE(rows(f, "remove-keyring"), 1);
        f.vault.reset();
        QCOMPARE(code(Vault::unlockByKeyring(f.folder(), *here, Access::ReadOnly, f.deps())),
                 QByteArray("wrong-keyring"));
        VERIFY_OK(Vault::unlockByKeyring(f.folder(), *elsewhere, Access::ReadOnly, f.deps()));
    }

    /// Nothing is left behind where nothing could be kept; what was there can be taken away all the same.
    void withoutAKeyring() {
        StudyFixture f;
        QVERIFY(f.make());
        VERIFY_OK(f.vault->addKeyringSlot(secret(goodPassphrase)));
        const qsizetype longer = readFile(f.path(u"casebook.study"_s)).size();
        desktop_->endKeyring();
        QCOMPARE(opened(f), QByteArray("no-keyring"));
        QVERIFY(!KeyringService::canUnlock(f.folder(), {}));
        QVERIFY(f.open());
        QCOMPARE(code(remember(f)), QByteArray("no-keyring"));
        VERIFY_OK(KeyringService(*f.vault).forget());
        QVERIFY(readFile(f.path(u"casebook.study"_s)).size() < longer);
        desktop_.reset();
        QCOMPARE(opened(f), QByteArray("no-keyring"));
    }
};

QTEST_GUILESS_MAIN(KeyringTest)
#include "KeyringTest.moc"
