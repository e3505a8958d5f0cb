// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/values/Csv.h"
#include "tests/app/CliStudy.h"

#include <QTest>

using namespace casebook;
using namespace casebook::test;

/// `expr` of the real program, without a study.
class CliExprTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void answers_data();
    void answers();
    void fromTheTable();
    void contextFile();
    void badContext();
    void text();

private:
    CliRun run(const QStringList& arguments) {
        return world_.run(QStringList{QStringLiteral("expr")} + arguments);
    }
    QString write(const char* name, const QByteArray& text) {
        QFile file(world_.path(name));
        if (file.open(QIODevice::WriteOnly | QIODevice::Truncate))
            file.write(text);
        return file.fileName();
    }

    CliStudy world_;
};

void CliExprTest::initTestCase() { QVERIFY(QFile::exists(cliProgram())); }

void CliExprTest::answers_data() {
    QTest::addColumn<QString>("expression");
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<int>("exit");
    const auto row = [](const char* expression, const char* json, int exit) {
        QTest::newRow(expression) << QString::fromUtf8(expression) << QByteArray(json) << exit;
    };
    row("1 + 2 * 3", R"({"result":"7"})", 0);
    row("1 / 3", R"({"result":"0.3333333333333333333333333333333333"})", 0);
    row("-7 mod 2", R"({"result":"1"})", 0);
    row("-(2)", R"({"result":"-2"})", 0);
    row("0.1 + 0.2 = 0.3", R"({"result":true})", 0);
    row("blank", R"({"result":null})", 0);
    row("'肺' & 1", R"({"result":"肺1"})", 0);
    row("d'2024-01-31' + 1", R"({"result":"2024-02-01"})", 0);
    row("1 / 0", "div0", 1);
    row("1 +", "syntax", 1);
    row("x", "ref", 1);
    row("'5' = 5", "type", 1);
    row("d'2023-02-29'", "date", 1);
    row("t'24:00'", "time", 1);
    row("ln(0)", "domain", 1);
    row("10 ^ 1000", "overflow", 1);
}

void CliExprTest::answers() {
    QFETCH(QString, expression);
    QFETCH(QByteArray, json);
    const CliRun made = run({expression, QStringLiteral("--json")});
    QTEST(made.exit, "exit");
    if (made.exit == 0)
        QCOMPARE(made.out.trimmed(), json);
    else
        QCOMPARE(made.errorCode(), QString::fromLatin1(json));
}

/// A handful of the table through the program; all of it runs in ExpressionsTest.
void CliExprTest::fromTheTable() {
    QFile file(QStringLiteral(CASEBOOK_SOURCE_DIR "/tests/data/expressions.csv"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const auto table = readCsv(QString::fromUtf8(file.readAll()));
    QVERIFY(table.has_value());
    int compared = 0;
    for (qsizetype i = 0; i < table->rows.size(); i += 12) {
        const QStringList& cells = table->rows[i].cells;
        const QString context = write("context.json", cells[2].toUtf8());
        const CliRun made = run({cells[1], QStringLiteral("--context"), context, QStringLiteral("--json")});
        QString found = made.errorCode().isEmpty() ? QString() : QStringLiteral("error:") + made.errorCode();
        if (const QJsonValue result = made.object()[QStringLiteral("result")]; found.isEmpty())
            found = result.isNull()        ? QStringLiteral("blank")
                    : result.isBool()      ? QString::fromLatin1(result.toBool() ? "true" : "false")
                    : cells[3][0] == u'\'' ? u'\'' + result.toString() + u'\''
                                           : result.toString();
        QCOMPARE(found, cells[3]);
        ++compared;
    }
    QCOMPARE(compared, 16);
}

void CliExprTest::contextFile() {
    const QString file =
        write("c.json", R"({"vars":{"w":70,"s":{"set":["b","a"]}},"groups":{"G":[{"x":1},{"x":null}]}})");
    QCOMPARE(run({QStringLiteral("round(w / 1.7 ^ 2, 1)"), QStringLiteral("--context"), file,
                  QStringLiteral("--json")})
                 .out.trimmed(),
             QByteArray(R"({"result":"24.2"})"));
    QCOMPARE(
        run({QStringLiteral("s"), QStringLiteral("--context"), file, QStringLiteral("--json")}).out.trimmed(),
        QByteArray(R"({"result":["a","b"]})"));
    QCOMPARE(run({QStringLiteral("G.x"), QStringLiteral("--context"), file, QStringLiteral("--json")})
                 .out.trimmed(),
             QByteArray(R"({"result":["1",null]})"));
}

void CliExprTest::badContext() {
    const QStringList json{QStringLiteral("--json")};
    CliRun made =
        run(QStringList{QStringLiteral("1"), QStringLiteral("--context"), world_.path("none.json")} + json);
    QCOMPARE(made.exit, 1);
    QCOMPARE(made.errorCode(), QStringLiteral("unreadable"));
    made = run(QStringList{QStringLiteral("1"), QStringLiteral("--context"), write("b.json", "[1]")} + json);
    QCOMPARE(made.exit, 2);
    QCOMPARE(made.errorCode(), QStringLiteral("bad-context"));
    made = run(QStringList{QStringLiteral("1"), QStringLiteral("--context"),
                           write("d.json", R"({"vars":{"x":{"d":"2024-02-30"}}})")} +
               json);
    QCOMPARE(made.exit, 2);
    QCOMPARE(run(json).exit, 2); // no expression
}

void CliExprTest::text() {
    const CliRun made = run({QStringLiteral("to_unit(x, 'cm')"), QStringLiteral("--context"),
                             write("q.json", R"({"vars":{"x":{"v":"70","u":"[in_i]"}}})")});
    QCOMPARE(made.out, QByteArray("177.8 cm\n"));
    const CliRun failed = run({QStringLiteral("1 + nosuch")});
    QCOMPARE(failed.exit, 1);
    QVERIFY(failed.out.isEmpty());
    QVERIFY2(failed.err.contains("nosuch"), failed.words());
}

QTEST_GUILESS_MAIN(CliExprTest)
#include "CliExprTest.moc"
