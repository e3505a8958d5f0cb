// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/forms/QueryService.h"
#include "tests/storage/StudyForms.h"

#include <QTest>

using namespace casebook;
using namespace casebook::test;

class QueryServiceTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void cleanup() { forms_.reset(); }
    void init() {
        checksAsTold = true;
        forms_ = std::make_unique<StudyForms>();
        QVERIFY(forms_->make());
        form_ = forms_->begin("S-0001/BASE/VITALS");
        VERIFY_OK(forms_->set(form_, "weight", "70"));
    }

    void aWholeRound() {
        QueryService& queries = forms_->queries();
        const auto raised =
            queries.raise(form_.id, StudyForms::path("weight"), QStringLiteral("Source says 71."));
        VERIFY_OK(raised);
        QCOMPARE(raised->state, QByteArray("open"));
        QCOMPARE(raised->author, QStringLiteral("li.na"));
        QCOMPARE(queries.answer(raised->id, {}).error().code, QByteArray("text-needed"));
        VERIFY_OK(queries.answer(raised->id, QStringLiteral("Checked: 70.")));
        VERIFY_OK(queries.reopen(raised->id, QStringLiteral("Scale or chart?")));
        VERIFY_OK(queries.answer(raised->id, QStringLiteral("Scale.")));
        const auto closed = queries.close(raised->id, {});
        VERIFY_OK(closed);
        QCOMPARE(closed->state, QByteArray("closed"));
        const auto events = queries.thread(raised->id);
        VERIFY_OK(events);
        QByteArrayList types;
        for (const QueryEvent& event : *events)
            types.append(event.type);
        QCOMPARE(types, QByteArrayList({"raise", "answer", "return", "answer", "accept"}));
        QCOMPARE(events->first().value, QStringLiteral("70"));
    }

    /// The table of states: every act in every state, done or refused.
    void table_data() {
        QTest::addColumn<QByteArray>("state");
        QTest::addColumn<QByteArray>("allowed"); // answer close reopen cancel
        QTest::newRow("candidate") << QByteArray("candidate") << QByteArray("---y");
        QTest::newRow("open") << QByteArray("open") << QByteArray("y--y");
        QTest::newRow("answered") << QByteArray("answered") << QByteArray("-yy-");
        QTest::newRow("closed") << QByteArray("closed") << QByteArray("--y-");
        QTest::newRow("resolved") << QByteArray("resolved") << QByteArray("--y-");
        QTest::newRow("cancelled") << QByteArray("cancelled") << QByteArray("----");
    }
    void table() {
        checksAsTold = false; // written by SQL
        QFETCH(QByteArray, state);
        QFETCH(QByteArray, allowed);
        QueryService& queries = forms_->queries();
        const QString words = QStringLiteral("words");
        QByteArray found;
        for (int act = 0; act < 4; ++act) {
            const auto raised = queries.raise(form_.id, StudyForms::path("weight"), words);
            VERIFY_OK(raised);
            VERIFY_OK(forms_->database().writeAndWait([&](WriteTransaction& tx) -> Result<> {
                AuditEntry entry;
                entry.action = "test";
                entry.objectKind = "query";
                return tx
                    .run("UPDATE query SET state = ? WHERE id = ?", QString::fromLatin1(state), raised->id)
                    .and_then([&] { return tx.audit(entry).map([](std::int64_t) {}); });
            }));
            const auto done = act == 0   ? queries.answer(raised->id, words)
                              : act == 1 ? queries.close(raised->id, words)
                              : act == 2 ? queries.reopen(raised->id, words)
                                         : queries.cancel(raised->id, words);
            found += done ? 'y' : '-';
            if (!done)
                QCOMPARE(done.error().code, QByteArray("bad-query-state"));
        }
        QCOMPARE(found, allowed);
    }

    /// An accepted value is not asked about again; another wrong one is.
    void anAcceptedValueIsNotAskedAgain() {
        QueryService& queries = forms_->queries();
        VERIFY_OK(forms_->set(form_, "weight", "160"));
        const auto open = queries.list({{"open"}, {}, {}});
        VERIFY_OK(open);
        QCOMPARE(open->size(), 1);
        VERIFY_OK(queries.answer(open->first().id, QStringLiteral("It is so.")));
        VERIFY_OK(queries.close(open->first().id, {}));
        VERIFY_OK(forms_->service().check(form_.id));
        QCOMPARE(queries.list({{"open"}, {}, {}})->size(), 0);
        VERIFY_OK(forms_->set(form_, "weight", "170"));
        QCOMPARE(queries.list({{"open"}, {}, {}})->size(), 1);
    }

    void changingDataAnswersAPersonsQuery() {
        QueryService& queries = forms_->queries();
        const auto raised =
            queries.raise(form_.id, StudyForms::path("weight"), QStringLiteral("Source says 71."));
        VERIFY_OK(raised);
        VERIFY_OK(forms_->set(form_, "weight", "71"));
        const auto now = queries.find(raised->uuid.toString());
        VERIFY_OK(now);
        QCOMPARE(now->state, QByteArray("answered"));
        QCOMPARE(queries.thread(raised->id)->last().value, QStringLiteral("71"));
    }

    /// A monitor moves only what the monitor asked; a site can't close.
    void whoMay() {
        const auto raised =
            forms_->queries().raise(form_.id, StudyForms::path("weight"), QStringLiteral("Source says 71."));
        VERIFY_OK(raised);
        VERIFY_OK(forms_->queries().answer(raised->id, QStringLiteral("No.")));
        Session monitor = forms_->session();
        monitor.roles = {Role::Monitor};
        monitor.login = QStringLiteral("other");
        QueryService others(forms_->database(), monitor, forms_->fixture().clock);
        QCOMPARE(others.close(raised->id, {}).error().code, QByteArray("not-author"));
        Session site = forms_->session();
        site.roles = {Role::Coordinator};
        QueryService sites(forms_->database(), site, forms_->fixture().clock);
        QCOMPARE(sites.close(raised->id, {}).error().code, QByteArray("no-right"));
        QCOMPARE(sites.raise(form_.id, {}, QStringLiteral("?")).error().code, QByteArray("no-right"));
    }

    void ageing() {
        const auto raised = forms_->queries().raise(form_.id, {}, QStringLiteral("?"));
        VERIFY_OK(raised);
        const std::int64_t day = 86'400'000;
        for (const auto& [days, name] :
             {std::pair(0, "0-7"), std::pair(7, "0-7"), std::pair(8, "8-14"), std::pair(15, "15-30"),
              std::pair(30, "15-30"), std::pair(31, "30+")}) {
            FakeClock clock = forms_->fixture().clock;
            clock.advance(days * day);
            QueryService queries(forms_->database(), forms_->session(), clock);
            const auto found = queries.find(raised->uuid.toString());
            VERIFY_OK(found);
            QCOMPARE(found->ageDays, days);
            QCOMPARE(found->ageClass, QByteArray(name));
        }
    }

private:
    std::unique_ptr<StudyForms> forms_;
    FormInfo form_;
};

QTEST_GUILESS_MAIN(QueryServiceTest)
#include "QueryServiceTest.moc"
