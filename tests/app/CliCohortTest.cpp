// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/CliStudy.h"

#include <QTest>

using namespace casebook;
using namespace casebook::test;
using namespace Qt::StringLiterals;

/// Cohorts through the real program, on subjects that are entered through it too.
class CliCohortTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void saveAndList();
    void countsAndFlow();
    void refusals();
    void differences();
    void lists();
    void empty();

private:
    int count(const QStringList& arguments) {
        const CliRun run = study_.json(QStringList{u"cohort"_s, u"count"_s} + arguments);
        return run.exit == 0 ? run.object()[u"count"].toInt(-1) : -1;
    }

    CliStudy study_;
};

void CliCohortTest::initTestCase() {
    QVERIFY(study_.create());
    for (const char* label : {"S-0001", "S-0002", "S-0003"}) {
        const CliRun run = study_.json({u"subject"_s, u"add"_s, QString::fromLatin1(label)});
        QVERIFY2(run.exit == 0, run.words());
    }
}

void CliCohortTest::saveAndList() {
    CliRun run = study_.json({u"cohort"_s, u"save"_s, u"everyone"_s, u"--where"_s, u"true"_s});
    QVERIFY2(run.exit == 0, run.words());
    const QString id = run.object()[u"cohort"].toString();
    QVERIFY(!id.isEmpty());
    run = study_.json(
        {u"cohort"_s, u"save"_s, u"first two"_s, u"--where"_s, u"subject in ('S-0001', 'S-0002')"_s});
    QVERIFY2(run.exit == 0, run.words());
    QCOMPARE(run.object()[u"members"].toInt(), 2);
    for (const QStringList& words :
         {QStringList{u"cohort"_s, u"list"_s}, QStringList{u"list"_s, u"cohorts"_s}}) {
        run = study_.json(words);
        QCOMPARE(run.exit, 0);
        QCOMPARE(run.array().size(), 2);
        QCOMPARE(run.array()[1][u"id"].toString(), id);
        QCOMPARE(run.array()[1][u"members"].toInt(), 3);
    }
    for (const QString& operand : {id, u"everyone"_s, u"1"_s}) {
        run = study_.json({u"cohort"_s, u"members"_s, operand});
        QVERIFY2(run.exit == 0, run.words());
        QCOMPARE(run.array().size(), 3);
        QCOMPARE(run.array()[0][u"label"].toString(), u"S-0001"_s);
    }
}

void CliCohortTest::countsAndFlow() {
    QCOMPARE(count({}), 3);
    QCOMPARE(count({u"everyone"_s}), 3);
    QCOMPARE(count({u"first two"_s}), 2);
    QCOMPARE(count({u"--where"_s, u"subject != 'S-0001'"_s}), 2);
    QCOMPARE(count({u"first two"_s, u"--where"_s, u"subject != 'S-0001'"_s}), 1);
    QCOMPARE(count({u"--where"_s, u"is_blank(sex)"_s, u"--where"_s, u"exams > 0"_s}), 0);
    const CliRun run = study_.json(
        {u"cohort"_s, u"flow"_s, u"--where"_s, u"subject != 'S-0001'"_s, u"--where"_s, u"sex = 'F'"_s});
    QVERIFY2(run.exit == 0, run.words());
    QCOMPARE(run.object()[u"start"].toInt(), 3);
    const QJsonArray steps = run.object()[u"steps"].toArray();
    QCOMPARE(steps.size(), 2);
    QCOMPARE(steps[0][u"excluded"].toInt(), 1);
    QCOMPARE(steps[1][u"criterion"].toString(), u"sex = 'F'"_s);
    QCOMPARE(steps[1][u"unknown"].toInt(), 2);
    QCOMPARE(run.object()[u"members"].toInt(), 0);
    const CliRun frozen = study_.json({u"cohort"_s, u"flow"_s, u"first two"_s});
    QCOMPARE(frozen.object()[u"members"].toInt(), 2);
    QCOMPARE(frozen.object()[u"steps"][0][u"after"].toInt(), 2);
}

void CliCohortTest::refusals() {
    const auto code = [&](const QStringList& arguments, int exit) {
        const CliRun run = study_.json(QStringList{u"cohort"_s} + arguments);
        return run.exit == exit ? run.errorCode() : u"exit %1 "_s.arg(run.exit) + run.errorCode();
    };
    QCOMPARE(code({u"save"_s, u"everyone"_s, u"--where"_s, u"true"_s}, 1), u"cohort-exists"_s);
    QCOMPARE(code({u"save"_s, u"x"_s}, 2), u"value-needed"_s);
    QCOMPARE(code({u"save"_s, u"17"_s, u"--where"_s, u"true"_s}, 1), u"bad-cohort-name"_s);
    QCOMPARE(code({u"save"_s, u"x"_s, u"--where"_s, u"nosuch = 1"_s}, 1), u"ref"_s);
    QCOMPARE(code({u"save"_s, u"x"_s, u"--where"_s, u"exams = 'x'"_s}, 1), u"type"_s);
    QCOMPARE(code({u"save"_s, u"x"_s, u"--where"_s, u"exams ="_s}, 1), u"syntax"_s);
    QCOMPARE(code({u"save"_s, u"x"_s, u"--where"_s, u"true"_s, u"--cut"_s, u"2024-13-01"_s}, 1),
             u"bad-cut"_s);
    QCOMPARE(code({u"members"_s, u"nobody"_s}, 1), u"no-such-cohort"_s);
    QCOMPARE(code({u"diff"_s, u"nobody"_s}, 1), u"no-such-cohort"_s);
    QCOMPARE(code({u"flow"_s}, 2), u"operand-needed"_s);
}

void CliCohortTest::differences() {
    CliRun run = study_.json({u"cohort"_s, u"diff"_s, u"everyone"_s, u"first two"_s});
    QVERIFY2(run.exit == 0, run.words());
    QCOMPARE(run.object()[u"both"].toInt(), 2);
    QCOMPARE(run.object()[u"only_first"].toArray(), QJsonArray{u"S-0003"_s});
    QVERIFY(study_.json({u"subject"_s, u"add"_s, u"S-0004"_s}).exit == 0);
    run = study_.json({u"cohort"_s, u"diff"_s, u"everyone"_s});
    QVERIFY2(run.exit == 0, run.words());
    QCOMPARE(run.object()[u"unchanged"].toInt(), 3);
    QCOMPARE(run.object()[u"in"].toArray().size(), 1);
    QCOMPARE(run.object()[u"in"][0][u"label"].toString(), u"S-0004"_s);
    QCOMPARE(count({u"everyone"_s}), 3); // frozen
}

/// --where of lists names the list's own columns.
void CliCohortTest::lists() {
    CliRun run = study_.json({u"list"_s, u"subjects"_s, u"--where"_s, u"label >= 'S-0003' and exams = 0"_s});
    QVERIFY2(run.exit == 0, run.words());
    QCOMPARE(run.array().size(), 2);
    run = study_.json({u"list"_s, u"cohorts"_s, u"--where"_s, u"members < 3"_s, u"--columns"_s, u"name"_s});
    QCOMPARE(run.array(), (QJsonArray{QJsonObject{{u"name"_s, u"first two"_s}}}));
    // Other names are columns of the analysis table.
    run = study_.json({u"list"_s, u"subjects"_s, u"--where"_s, u"subject = 'S-0002' and is_blank(age)"_s});
    QVERIFY2(run.exit == 0, run.words());
    QCOMPARE(run.array().size(), 1);
    QCOMPARE(run.array()[0][u"label"].toString(), u"S-0002"_s);
    run = study_.json({u"list"_s, u"cohorts"_s, u"--where"_s, u"nosuch = 1"_s});
    QCOMPARE(run.exit, 2);
    QCOMPARE(run.errorCode(), u"ref"_s);
    // A name may be looked at only by who asks for it, which is audited.
    QCOMPARE(
        study_.json({u"list"_s, u"subjects"_s, u"--where"_s, u"name = 'X'"_s, u"--columns"_s, u"label"_s})
            .errorCode(),
        u"ref"_s);
}

void CliCohortTest::empty() {
    const CliRun run = study_.json({u"cohort"_s, u"save"_s, u"nobody"_s, u"--where"_s, u"exams > 99"_s});
    QVERIFY2(run.exit == 0, run.words());
    QCOMPARE(run.object()[u"members"].toInt(), 0);
    QCOMPARE(study_.json({u"cohort"_s, u"members"_s, u"nobody"_s}).array().size(), 0);
}

QTEST_GUILESS_MAIN(CliCohortTest)
#include "CliCohortTest.moc"
