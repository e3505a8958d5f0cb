// SPDX-License-Identifier: GPL-3.0-or-later
//
// `stats csv`: the keys and figures of truth.json (R), without a study; and what it says to bad input.
#include "tests/app/CliStudy.h"
#include "tests/support/TestData.h"

#include <QTest>

#include <cmath>

using namespace casebook;
using namespace casebook::test;
using namespace Qt::StringLiterals;

class CliStatsTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() {
        qunsetenv("CASEBOOK_STUDY");
        folder_ = dataFolder() + u"/stats/"_s;
    }

    void keysAndFiguresOfTruth_data() {
        QTest::addColumn<QString>("name");
        QTest::newRow("lung") << u"lung"_s;
        QTest::newRow("ovarian") << u"ovarian"_s;
    }
    void keysAndFiguresOfTruth() {
        CASEBOOK_NEED_DATA();
        QFETCH(QString, name);
        const CliRun run = world_.json({u"stats"_s, u"csv"_s, folder_ + name + u".csv"_s, u"--spec"_s,
                                        folder_ + u"specs.json"_s, u"--name"_s, name});
        QVERIFY2(run.exit == 0, run.words());
        const QJsonObject truth =
            QJsonDocument::fromJson(readFile(folder_ + u"truth.json"_s)).object()[name].toObject();
        for (const QString& key : truth.keys())
            QVERIFY2(run.object().contains(key), qPrintable(key));
        const double ours = run.object()[u"logrank"_s][u"chisq"_s].toDouble();
        const double theirs = truth[u"logrank"_s][u"chisq"_s].toDouble();
        QVERIFY(std::fabs(ours - theirs) <= 1e-8 * theirs);
    }
    void numbersComeInFull() {
        CASEBOOK_NEED_DATA();
        const CliRun run = lung(u"lung"_s);
        // 165 of 228 has no short decimal form: 16 or 17 digits tell it apart from its neighbours.
        const QByteArray wilson = run.out.mid(run.out.indexOf("\"wilson\":["), 60);
        QVERIFY2(wilson.contains("0.6622974997978") && wilson.indexOf(',') > 26, wilson);
    }
    void forPeople() {
        CASEBOOK_NEED_DATA();
        const CliRun run = world_.run({u"stats"_s, u"csv"_s, folder_ + u"lung.csv"_s, u"--spec"_s,
                                       folder_ + u"specs.json"_s, u"--name"_s, u"lung"_s});
        QVERIFY2(run.exit == 0, run.words());
        QVERIFY2(run.out.contains("310 (284, 361)") && run.out.contains("p = 0.001"), run.words());
    }
    void zeroTimesAreListed() {
        const QString csv = write(u"zero.csv"_s, "t,s,g\n0,1,a\n5,1,b\n-2,0,a\n9,0,b\n7,1,a\n");
        const QString spec =
            write(u"zero.json"_s, R"({"z":{"time":"t","status":"s","event":1,"group":"g"}})");
        const CliRun run = world_.json({u"stats"_s, u"csv"_s, csv, u"--spec"_s, spec, u"--name"_s, u"z"_s});
        QVERIFY2(run.exit == 0, run.words());
        QCOMPARE(run.object()[u"nonpositive_times"_s].toArray(), (QJsonArray{2, 4}));
        QCOMPARE(run.object()[u"km_all_loglog"_s][u"n"_s].toInt(), 5);
    }
    void refusals_data() {
        QTest::addColumn<QByteArray>("csv");
        QTest::addColumn<QByteArray>("spec");
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("code");
        const QByteArray good = R"({"z":{"time":"t","status":"s","event":1,"group":"g"}})";
        QTest::newRow("no such entry") << QByteArray("t,s,g\n1,1,a\n") << good << u"y"_s << u"no-such-spec"_s;
        QTest::newRow("no such column") << QByteArray("t,s\n1,1\n") << good << u"z"_s << u"no-such-column"_s;
        QTest::newRow("spec without time")
            << QByteArray("t,s,g\n1,1,a\n") << QByteArray(R"({"z":{"status":"s","event":1,"group":"g"}})")
            << u"z"_s << u"bad-spec"_s;
    }
    void refusals() {
        QFETCH(QByteArray, csv);
        QFETCH(QByteArray, spec);
        QFETCH(QString, name);
        QFETCH(QString, code);
        const CliRun run = world_.json({u"stats"_s, u"csv"_s, write(u"r.csv"_s, csv), u"--spec"_s,
                                        write(u"r.json"_s, spec), u"--name"_s, name});
        QCOMPARE(run.exit, 1);
        QCOMPARE(run.errorCode(), code);
    }
    void ofAStudy() {
        QVERIFY(world_.create());
        for (const QString& label : {u"A-1"_s, u"A-2"_s, u"A-3"_s})
            QCOMPARE(world_.json({u"subject"_s, u"add"_s, label}).exit, 0);
        QVERIFY(world_.json({u"cohort"_s, u"save"_s, u"some"_s, u"--where"_s, u"subject <> 'A-3'"_s}).exit ==
                0);
        const CliRun all = world_.json({u"stats"_s, u"describe"_s, u"--vars"_s, u"sex"_s});
        QVERIFY2(all.exit == 0, all.words());
        QCOMPARE(all.object()[u"subjects"_s].toInt(), 3);
        const QJsonValue sex = all.object()[u"columns"_s][0];
        QCOMPARE(sex[u"n"_s].toInt(), 0);
        QCOMPARE(sex[u"missing_reasons"_s][u"not-recorded"_s].toInt(), 3);
        const CliRun some =
            world_.json({u"stats"_s, u"table1"_s, u"--cohort"_s, u"some"_s, u"--vars"_s, u"series,status"_s});
        QVERIFY2(some.exit == 0, some.words());
        QCOMPARE(some.object()[u"total"_s].toInt(), 2);
        QCOMPARE(some.object()[u"rows"_s][0][u"overall"_s][u"median"_s].toDouble(), 0.0); // no series yet
        QCOMPARE(world_.json({u"stats"_s, u"table1"_s, u"--vars"_s, u"nowhere"_s}).errorCode(),
                 u"no-such-column"_s);
        QCOMPARE(world_.json({u"stats"_s, u"table1"_s, u"--vars"_s, u"series"_s, u"--by"_s, u"status"_s})
                     .errorCode(),
                 u"not-groups"_s); // all are enrolled: one value makes no groups
        QCOMPARE(world_.json({u"stats"_s, u"describe"_s, u"--cohort"_s, u"none"_s}).errorCode(),
                 u"no-such-cohort"_s);
        QCOMPARE(world_.json({u"stats"_s, u"km"_s}).exit, 2);
    }
    void optionsAreNeeded() {
        QCOMPARE(world_.json({u"stats"_s, u"csv"_s, u"x.csv"_s, u"--name"_s, u"y"_s}).exit, 2);
    }

private:
    CliRun lung(const QString& name) {
        return world_.json({u"stats"_s, u"csv"_s, folder_ + u"lung.csv"_s, u"--spec"_s,
                            folder_ + u"specs.json"_s, u"--name"_s, name});
    }
    QString write(const QString& name, const QByteArray& bytes) {
        QFile file(world_.root() + u'/' + name);
        if (file.open(QIODevice::WriteOnly))
            file.write(bytes);
        return file.fileName();
    }
    CliStudy world_;
    QString folder_;
};

QTEST_GUILESS_MAIN(CliStatsTest)
#include "CliStatsTest.moc"
