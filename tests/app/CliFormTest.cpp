// SPDX-License-Identifier: GPL-3.0-or-later
//
// Forms, queries, tables and users by the command line, on the shipped study in an encrypted folder.
#include "tests/app/CliStudy.h"

#include <QTest>

using namespace casebook;
using namespace casebook::test;

namespace {

QStringList line(const char* words) { return QString::fromUtf8(words).split(u' '); }

} // namespace

class CliFormTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        QVERIFY(study_.create());
        done("definition install lung");
        done("subject add S-0001");
        done("subject add S-0002");
    }

    /// The issue's sentence, by the command line.
    void oneValueFromTypingToAudit() {
        refused("form set S-0001/SCR/DM height_cm=tall", 1, "bad-number");
        QCOMPARE(study_.json(line("list forms")).array().size(), 0); // nothing was begun
        const QJsonObject first = done("form set S-0001/SCR/DM height_cm=1700 sex=F");
        QCOMPARE(first[QStringLiteral("state")].toString(), QStringLiteral("incomplete"));
        QVERIFY(first[QStringLiteral("queries_opened")].toInt() >= 1);
        const QJsonArray queries = study_.json(line("list queries --state open")).array();
        QVERIFY(!queries.isEmpty());
        QCOMPARE(queries[0][QStringLiteral("item")].toString(), QStringLiteral("height_cm"));
        const QJsonObject second = done("form set S-0001/SCR/DM height_cm=170 weight_kg=65.0");
        QVERIFY(second[QStringLiteral("queries_resolved")].toInt() >= 1);
        QCOMPARE(item("S-0001/SCR/DM", "bmi")[QStringLiteral("value")].toString(), QStringLiteral("22.5"));
        QCOMPARE(item("S-0001/SCR/DM", "weight_kg")[QStringLiteral("value")].toString(),
                 QStringLiteral("65.0"));

        done("form set S-0001/SCR/DM subj_no=S-0001 site=01 birth_date=1956-03 consent_type=WRITTEN"
             " consent_date=2024-02-01 consent_version=1 consent_by=SUBJ withdrawn=no index_date=2024-01-10");
        const QJsonObject complete = study_.json(line("form show S-0001/SCR/DM")).object();
        QVERIFY2(complete[QStringLiteral("state")].toString() == u"complete",
                 QJsonDocument(complete[QStringLiteral("problems")].toArray()).toJson());
        refused("form set S-0001/SCR/DM weight_kg=66", 1, "reason-needed");
        done("form set S-0001/SCR/DM weight_kg=66 --reason typing-error");

        const QJsonArray history = study_.json(line("form history S-0001/SCR/DM weight_kg")).array();
        QCOMPARE(history.size(), 2);
        QCOMPARE(history[1][QStringLiteral("old")].toString(), QStringLiteral("65.0"));
        QCOMPARE(history[1][QStringLiteral("new")].toString(), QStringLiteral("66"));
        QCOMPARE(history[1][QStringLiteral("reason_code")].toString(), QStringLiteral("typing-error"));
        bool found = false;
        for (const QJsonValue& row : study_.json(line("audit list")).array())
            found = found || (row[QStringLiteral("field")].toString() == u"SCR/DM/weight_kg" &&
                              row[QStringLiteral("old")].toString() == u"65.0" &&
                              row[QStringLiteral("new")].toString() == u"66");
        QVERIFY(found);
        const CliRun verified = study_.json(line("audit verify"));
        QVERIFY2(verified.exit == 0, verified.words());
    }

    /// The nodule of 6.1 x 5.8 mm: 5.95 unrounded in the form, 6.0 by the rule's one decimal.
    void aNodule() {
        const QJsonObject saved =
            done("form set S-0001/SCR/NOD nod_none=no NODR[1].nod_label=N1 NODR[1].nod_long=6.1"
                 " NODR[1].nod_short=5.8");
        QCOMPARE(saved[QStringLiteral("path")].toString(), QStringLiteral("S-0001/SCR/NOD"));
        const QJsonObject mean = item("S-0001/SCR/NOD", "NODR[1].nod_mean");
        QCOMPARE(mean[QStringLiteral("value")].toString(), QStringLiteral("5.95"));
        QVERIFY(mean[QStringLiteral("calculated")].toBool());
        done("form set S-0001/SCR/NOD NODR[2].nod_label=N2 nod_long[2]=4");
        QCOMPARE(item("S-0001/SCR/NOD", "nod_count")[QStringLiteral("value")].toString(),
                 QStringLiteral("2"));
        refused("form set S-0001/SCR/NOD NODR[9].nod_long=4", 1, "no-such-row");
        refused("form void S-0001/SCR/NOD NODR[2]", 1, "reason-needed");
        done("form void S-0001/SCR/NOD NODR[2] --reason duplicate");
        QCOMPARE(item("S-0001/SCR/NOD", "nod_count")[QStringLiteral("value")].toString(),
                 QStringLiteral("1"));
    }

    void queries() {
        const QJsonObject raised = done("query raise S-0001/SCR/DM sex --text Source?");
        const QString id = raised[QStringLiteral("query")].toString();
        QVERIFY(!id.isEmpty());
        done(QByteArray("query answer " + id.toLatin1() + " --text Checked.").constData());
        const QJsonObject closed = done(QByteArray("query close " + id.toLatin1()).constData());
        QCOMPARE(closed[QStringLiteral("state")].toString(), QStringLiteral("closed"));
        refused(QByteArray("query answer " + id.toLatin1() + " --text again").constData(), 1,
                "bad-query-state");
        QCOMPARE(study_.json(line(QByteArray("query show " + id.toLatin1()).constData()))
                     .object()[QStringLiteral("thread")]
                     .toArray()
                     .size(),
                 3);
    }

    void visits() {
        const QJsonArray visits = study_.json(line("list visits --subject S-0001")).array();
        bool screening = false;
        for (const QJsonValue& visit : visits)
            screening = screening || visit[QStringLiteral("visit")].toString() == u"SCR";
        QVERIFY(screening);
    }

    /// --where of these lists names their own columns, in the one engine.
    void listsWhere() {
        const auto rows = [&](const char* list, const char* where) {
            return study_
                .json({QStringLiteral("list"), QString::fromLatin1(list), QStringLiteral("--where"),
                       QString::fromLatin1(where)})
                .array();
        };
        const QJsonArray visits = rows("visits", "subject = 'S-0001' and visit = 'SCR'");
        QCOMPARE(visits.size(), 1);
        QCOMPARE(visits[0][QStringLiteral("visit")].toString(), QStringLiteral("SCR"));
        QCOMPARE(rows("visits", "subject = 'nobody'").size(), 0);
        const QJsonArray forms = rows("forms", "form = 'DM' and not locked and open_queries >= 0");
        QCOMPARE(forms.size(), 1);
        QCOMPARE(forms[0][QStringLiteral("path")].toString(), QStringLiteral("S-0001/SCR/DM"));
        const QJsonArray queries = rows("queries", "form = 'DM' and origin = 'manual' and age_days < 1");
        QCOMPARE(queries.size(), 1);
        QCOMPARE(queries[0][QStringLiteral("item")].toString(), QStringLiteral("sex"));
        QCOMPARE(rows("exports", "state = 'released' or subjects > 0").size(), 0);
        for (const char* list : {"visits", "forms", "queries", "exports"}) {
            const QStringList words{QStringLiteral("list"), QString::fromLatin1(list)};
            const CliRun run =
                study_.json(words + QStringList{QStringLiteral("--where"), QStringLiteral("nosuch = 1")});
            QCOMPARE(run.exit, 2);
            QCOMPARE(run.errorCode(), QStringLiteral("ref"));
            QVERIFY(study_.json(words + QStringList{QStringLiteral("--limit"), QStringLiteral("1")})
                        .array()
                        .size() <= 1);
        }
    }

    void tables() {
        QFile file(study_.path("subjects.csv"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("label,sex,birth_date\nT-1,F,1950\nT-2,M,1951-04\n");
        file.close();
        const QJsonObject trial = json({QStringLiteral("import"), QStringLiteral("subjects"), file.fileName(),
                                        QStringLiteral("--dry-run")},
                                       0);
        QCOMPARE(trial[QStringLiteral("added")].toInt(), 2);
        const QJsonObject real =
            json({QStringLiteral("import"), QStringLiteral("subjects"), file.fileName()}, 0);
        QCOMPARE(real[QStringLiteral("added")].toInt(), 2);
        QFile mapping(study_.path("map.json"));
        QVERIFY(mapping.open(QIODevice::WriteOnly));
        mapping.write(R"({"form":"DM","visit":"SCR","keys":{"subject":"s"},"columns":{"kg":"weight_kg"}})");
        mapping.close();
        QFile values(study_.path("values.csv"));
        QVERIFY(values.open(QIODevice::WriteOnly));
        values.write("s,kg\nT-1,61.5\nT-2,heavy\n");
        values.close();
        const QStringList import{QStringLiteral("import"), QStringLiteral("csv"), values.fileName(),
                                 QStringLiteral("--mapping"), mapping.fileName()};
        const QJsonObject wrong = json(import, 1);
        QCOMPARE(wrong[QStringLiteral("refused")].toArray().size(), 1);
        const QJsonObject part = json(import + QStringList{QStringLiteral("--partly")}, 4);
        QCOMPARE(part[QStringLiteral("added")].toInt(), 1);
        QCOMPARE(item("T-1/SCR/DM", "weight_kg")[QStringLiteral("value")].toString(), QStringLiteral("61.5"));
    }

    void users() {
        const QJsonArray users = study_.json(line("user list")).array();
        QCOMPARE(users.size(), 1);
        QCOMPARE(users[0][QStringLiteral("roles")].toArray().size(), 6);
        refused("user roles tester reader --reason test", 1, "last-administrator");
        const QJsonObject roles = done(
            "user roles tester reader coordinator data-manager investigator administrator --reason duty");
        QCOMPARE(roles[QStringLiteral("roles")].toArray().size(), 5);
        done("user roles tester reader coordinator investigator data-manager monitor administrator --reason "
             "back");
    }

    void locks() {
        refused("form lock S-0001/SCR/NOD", 1, "not-complete");
        done("form lock S-0001/SCR/NOD --reason interim");
        refused("form set S-0001/SCR/NOD nod_long[1]=7 --reason x", 1, "form-locked");
        refused("form verify S-0001/SCR/NOD", 1, "form-locked");
        done("form unlock S-0001/SCR/NOD --reason done");
    }

    void signatures() {
        refused("form sign S-0001/SCR/NOD", 1, "sign-not-complete");
        done("form not-done S-0001/SCR/NOD --reason none");
        refused("form sign S-0001/SCR/NOD --meaning seen", 1, "unknown-meaning");
        const QJsonObject made = done("form sign S-0001/SCR/NOD --meaning reviewed");
        QCOMPARE(made[QStringLiteral("meaning")].toString(), QStringLiteral("reviewed"));
        QVERIFY(!made[QStringLiteral("name")].toString().isEmpty());
        const auto holds = [this] {
            const QJsonArray all =
                done("form signatures S-0001/SCR/NOD")[QStringLiteral("signatures")].toArray();
            return all.size() == 1 && all[0][QStringLiteral("holds")].toBool();
        };
        const auto listed = [this](const QString& standing) {
            const CliRun run =
                study_.json({QStringLiteral("form"), QStringLiteral("list"), QStringLiteral("--where"),
                             QStringLiteral("signature = '%1'").arg(standing), QStringLiteral("--columns"),
                             QStringLiteral("path,signature")});
            return QString::fromUtf8(QJsonDocument::fromJson(run.out).toJson(QJsonDocument::Compact));
        };
        QVERIFY(holds());
        QVERIFY2(listed(QStringLiteral("signed")).contains(QStringLiteral("S-0001/SCR/NOD")),
                 qPrintable(listed(QStringLiteral("signed"))));
        done("form not-done S-0001/SCR/NOD --undo --reason back");
        QVERIFY(!holds());
        QVERIFY(listed(QStringLiteral("broken")).contains(QStringLiteral("S-0001/SCR/NOD")));
        QVERIFY(!listed(QStringLiteral("signed")).contains(QStringLiteral("S-0001/SCR/NOD")));
    }

private:
    QJsonObject json(const QStringList& words, int exit) {
        const CliRun run = study_.json(words);
        if (run.exit != exit)
            qWarning("%s: %s", qPrintable(words.join(u' ')), run.words().constData());
        return run.exit == exit ? run.object() : QJsonObject();
    }
    QJsonObject done(const char* words) {
        const CliRun run = study_.json(line(words));
        if (run.exit != 0)
            QTest::qFail(QByteArray(QByteArray(words) + ": " + run.words()).constData(), __FILE__, __LINE__);
        return run.object();
    }
    void refused(const char* words, int exit, const char* code) {
        const CliRun run = study_.json(line(words));
        if (run.exit != exit || run.errorCode() != QLatin1StringView(code))
            QTest::qFail(QByteArray(QByteArray(words) + ": " + run.words()).constData(), __FILE__, __LINE__);
    }
    QJsonObject item(const char* form, const char* name) {
        const CliRun run =
            study_.json({QStringLiteral("form"), QStringLiteral("show"), QString::fromLatin1(form)});
        for (const QJsonValue& one : run.object()[QStringLiteral("items")].toArray())
            if (one[QStringLiteral("item")].toString() == QLatin1StringView(name))
                return one.toObject();
        return {};
    }

    CliStudy study_;
};

QTEST_GUILESS_MAIN(CliFormTest)
#include "CliFormTest.moc"
