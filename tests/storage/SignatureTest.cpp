// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/forms/BulkForms.h"
#include "storage/forms/SignatureService.h"
#include "tests/storage/StudyForms.h"

#include <QTest>

using namespace casebook;
using namespace casebook::test;

namespace {

template <class T>
QByteArray code(const Result<T>& result) {
    return result ? QByteArray("done") : result.error().code;
}

} // namespace

class SignatureTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void cleanup() { forms_.reset(); }
    void init() {
        checksAsTold = true;
        forms_ = std::make_unique<StudyForms>();
        QVERIFY(forms_->make());
        form_ = forms_->begin("S-0001/BASE/VITALS");
        service_ = std::make_unique<SignatureService>(vault(), vault().session());
    }

    void signedWithNameTimeAndMeaning() {
        complete();
        const auto made = sign("approved", secret(goodPassphrase));
        VERIFY_OK(made);
        QCOMPARE(made->printedName, vault().session().printedName);
        QVERIFY(!made->printedName.isEmpty());
        const auto all = service_->of(form_.id);
        VERIFY_OK(all);
        QCOMPARE(all->size(), 1);
        QCOMPARE(all->first().meaning, QByteArray("approved"));
        QCOMPARE(all->first().timeMs, vault().clock().utcMs());
        QVERIFY(all->first().holds);
        QVERIFY(vault().verifyChain(Job{})->ok());
    }

    void refusals() {
        QCOMPARE(code(sign("author", secret(goodPassphrase))), QByteArray("sign-not-complete"));
        complete();
        QCOMPARE(code(sign("author", secret("not the right passphrase"))), QByteArray("wrong-passphrase"));
        QCOMPARE(code(sign("seen", secret(goodPassphrase))), QByteArray("unknown-meaning"));
        VERIFY_OK(forms_->queries().raise(form_.id, StudyForms::path("weight"), QStringLiteral("?")));
        QCOMPARE(code(sign("author", secret(goodPassphrase))), QByteArray("sign-open-queries"));
        QVERIFY(service_->of(form_.id)->isEmpty());
    }

    /// Another save between the look and the signature, also one that leaves the form complete.
    void signsOnlyWhatWasSeen() {
        complete();
        const std::int64_t seen = version();
        VERIFY_OK(forms_->set(form_, "weight", "71", {"typing-error", {}}));
        QCOMPARE(code(service_->sign(form_.id, seen, "author", secret(goodPassphrase))),
                 QByteArray("changed-elsewhere"));
        QVERIFY(service_->of(form_.id)->isEmpty());
        VERIFY_OK(service_->sign(form_.id, version(), "author", secret(goodPassphrase)));
    }

    void onlyWhoMay() {
        complete();
        auto& session = const_cast<Session&>(vault().session());
        const QList<Role> all =
            std::exchange(session.roles, {Role::Coordinator, Role::DataManager, Role::Monitor});
        QCOMPARE(code(sign("author", secret(goodPassphrase))), QByteArray("no-right"));
        session.roles = all;
    }

    void changeBreaks_data() {
        QTest::addColumn<QString>("item");
        QTest::addColumn<QString>("value");
        QTest::newRow("another number") << QStringLiteral("weight") << QStringLiteral("71");
        QTest::newRow("the same number, written otherwise")
            << QStringLiteral("weight") << QStringLiteral("70.0");
        QTest::newRow("a reason in place of a value") << QStringLiteral("height") << QStringLiteral("=UNK");
        QTest::newRow("cleared") << QStringLiteral("height") << QString();
    }

    /// Every change is seen, told with what was signed, and signing again makes a second one that holds.
    void changeBreaks() {
        QFETCH(QString, item);
        QFETCH(QString, value);
        complete();
        VERIFY_OK(sign("author", secret(goodPassphrase)));
        const QString signedAs = forms_->text(form_, qPrintable(item));
        VERIFY_OK(forms_->set(form_, qPrintable(item), qPrintable(value), {"typing-error", {}}));
        QVERIFY(!service_->of(form_.id)->last().holds);
        const auto changed = service_->changedSince(form_.id);
        VERIFY_OK(changed);
        const auto here = std::find_if(changed->begin(), changed->end(), [&](const ChangedItem& c) {
            return c.field == QByteArray("BASE/VITALS/" + item.toLatin1());
        });
        QVERIFY(here != changed->end());
        QCOMPARE(here->signedAs.value_or(QString()), signedAs);
        VERIFY_OK(forms_->set(form_, qPrintable(item), qPrintable(signedAs), {"typing-error", {}}));
        QVERIFY2(!service_->of(form_.id)->last().holds, "typed back, it is still not what was signed");
        VERIFY_OK(sign("author", secret(goodPassphrase)));
        QVERIFY(service_->of(form_.id)->last().holds);
        QVERIFY(!service_->of(form_.id)->first().holds);
    }

    /// What the lists of forms and of visits show of it.
    void listsTell() {
        const auto shown = [&](const QByteArray& signature, int holding, int broken) {
            const auto forms = forms_->service().list({form_.subject, {}, {}});
            VisitService visits(forms_->database(), vault().session(), vault().clock(),
                                forms_->definitions());
            const auto all = visits.matrix(QDate(2026, 1, 10));
            VERIFY_OK(forms);
            VERIFY_OK(all);
            QCOMPARE(forms->first().signature, signature);
            QCOMPARE(forms_->service().list({})->first().signature, signature);
            QCOMPARE(all->first().visits.first().formsSigned, holding);
            QCOMPARE(all->first().visits.first().signaturesBroken, broken);
        };
        complete();
        shown("", 0, 0);
        VERIFY_OK(sign("author", secret(goodPassphrase)));
        shown("signed", 1, 0);
        VERIFY_OK(forms_->service().lock(form_.id, {}));
        VERIFY_OK(forms_->service().unlock(form_.id, QStringLiteral("late report")));
        shown("signed", 1, 0);
        import("70"); // what stands there
        shown("signed", 1, 0);
        import("71");
        shown("broken", 0, 1);
        VERIFY_OK(sign("author", secret(goodPassphrase)));
        shown("signed", 1, 0);
        VERIFY_OK(forms_->set(form_, "weight", "72", {"typing-error", {}}));
        shown("broken", 0, 1);
    }

    /// An import commits to all values in one row of the audit, and names none: its report names the forms.
    void importBreaks() {
        complete();
        VERIFY_OK(sign("author", secret(goodPassphrase)));
        import("70"); // what stands there
        QVERIFY(service_->of(form_.id)->last().holds);
        QCOMPARE(broken_, QStringList());
        import("71");
        QVERIFY(!service_->of(form_.id)->last().holds);
        QCOMPARE(broken_, QStringList(QStringLiteral("S-0001/BASE/VITALS")));
        import("70");
        QVERIFY(!service_->of(form_.id)->last().holds);
    }

    /// Lock, verification and a look change nothing that was signed.
    void marksDoNotBreak() {
        complete();
        VERIFY_OK(sign("author", secret(goodPassphrase)));
        VERIFY_OK(forms_->service().verify(form_.id, {}, true));
        VERIFY_OK(forms_->service().lock(form_.id, {}));
        QVERIFY(service_->of(form_.id)->last().holds);
        VERIFY_OK(sign("reviewed", secret(goodPassphrase))); // a locked form may be signed
        QCOMPARE(service_->of(form_.id)->size(), 2);
    }

    void staysInTheDatabase() {
        complete();
        VERIFY_OK(sign("author", secret(goodPassphrase)));
        for (const char* sql : {"DELETE FROM signature", "UPDATE signature SET meaning = 'approved'"}) {
            const auto done =
                vault().database().writeAndWait([&](WriteTransaction& tx) { return tx.run(sql); });
            QVERIFY2(!done, sql);
        }
        QCOMPARE(service_->of(form_.id)->size(), 1);
    }

    /// With a second data manager one person asks and the other unlocks; without one the first does it.
    void unlockingTakesTwo() {
        complete();
        VERIFY_OK(forms_->service().lock(form_.id, {}));
        VERIFY_OK(vault().addUser(QStringLiteral("wang"), QStringLiteral("Wang Wei"), {Role::DataManager},
                                  secret("a first passphrase of his"), KdfCost::cheapForTests()));
        const auto asked = forms_->service().unlock(form_.id, QStringLiteral("new lab report"));
        VERIFY_OK(asked);
        QVERIFY(asked->isLocked());
        QCOMPARE(asked->unlockAskedBy, vault().session().login);
        QVERIFY(forms_->service().unlockRequests()->isEmpty()); // he waits for another
        QCOMPARE(code(forms_->service().unlock(form_.id, QStringLiteral("please"))),
                 QByteArray("second-person-needed"));
        auto& session = const_cast<Session&>(vault().session());
        const Session first = session;
        session.user = userId("wang");
        session.login = QStringLiteral("wang");
        session.roles = {Role::DataManager};
        const auto requests = forms_->service().unlockRequests();
        VERIFY_OK(requests);
        QCOMPARE(requests->size(), 1);
        QCOMPARE(requests->first().id, form_.id);
        QCOMPARE(requests->first().unlockReason, QStringLiteral("new lab report"));
        const auto done = forms_->service().unlock(form_.id, QStringLiteral("agreed"));
        VERIFY_OK(done);
        QVERIFY(!done->isLocked());
        QVERIFY(done->unlockAskedBy.isEmpty());
        QVERIFY(forms_->service().unlockRequests()->isEmpty());
        session = first;
        VERIFY_OK(forms_->service().lock(form_.id, {}));
        QVERIFY(forms_->service().unlock(form_.id, QStringLiteral("again"))->isLocked()); // asked for anew
    }

private:
    Vault& vault() { return *forms_->fixture().vault; }
    UserId userId(const char* login) {
        return *vault().database().read([&](ReadConnection& c) -> Result<UserId> {
            auto row = c.prepare("SELECT id FROM user WHERE login = ?");
            row->bindAll(QString::fromLatin1(login));
            return row->step().map([&](bool) { return row->id<UserId>(0); });
        });
    }
    [[nodiscard]] std::int64_t version() {
        const auto info = forms_->service().find(form_.id);
        return info ? info->rv : -1;
    }
    /// What stands there now.
    Result<Signature> sign(const QByteArray& meaning, const SecretBytes& passphrase) {
        return service_->sign(form_.id, version(), meaning, passphrase);
    }
    void import(const char* weight) {
        const auto key = forms_->service().keyOf(QStringLiteral("S-0001/BASE/VITALS"));
        VERIFY_OK(key);
        auto opened = forms_->service().open(form_.id);
        VERIFY_OK(opened);
        VERIFY_OK(opened->state.set(StudyForms::path("weight"), QString::fromLatin1(weight)));
        BulkForms::Options options;
        options.overwrite = true;
        const auto done =
            BulkForms(forms_->database(), forms_->session(), vault().clock(), forms_->definitions())
                .write({BulkForm{*key, opened->state.data(), {}}}, options, Job{});
        VERIFY_OK(done);
        broken_ = done->brokenSignatures;
    }
    void complete() {
        for (const auto& [item, value] :
             {std::pair("weight", "70"), std::pair("height", "170"), std::pair("day", "2026-01-01")})
            VERIFY_OK(forms_->set(form_, item, value));
    }

    QStringList broken_; ///< by the last import
    std::unique_ptr<StudyForms> forms_;
    std::unique_ptr<SignatureService> service_;
    FormInfo form_;
};

QTEST_GUILESS_MAIN(SignatureTest)
#include "SignatureTest.moc"
