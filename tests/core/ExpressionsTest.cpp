// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/expr/Dependencies.h"
#include "core/expr/Engine.h"
#include "core/expr/JsonScope.h"
#include "core/expr/Parser.h"
#include "core/values/Csv.h"

#include <QFile>
#include <QTest>

using namespace casebook;
using namespace casebook::expr;

namespace {

/// Parses, checks and runs as the command line does: the result's text, "blank", or "error:code".
QString run(const QString& expression, const QByteArray& context = "{}") {
    const auto error = [](const QByteArray& code) {
        return QStringLiteral("error:") + QString::fromLatin1(code);
    };
    const auto scope = JsonScope::fromJson(context);
    if (!scope)
        return error(scope.error().code);
    const auto ast = parse(expression);
    if (!ast)
        return error(ast.error().code);
    if (const auto problems = check(*ast, *scope); !problems.empty())
        return error(problems.front().code);
    const Outcome outcome = evaluate(*ast, *scope);
    if (outcome.failed())
        return error(outcome.error);
    if (outcome.value.isBlank())
        return QStringLiteral("blank");
    const QString text = outcome.value.toText();
    return outcome.value.type() == Type::Text ? u'\'' + text + u'\'' : text;
}

} // namespace

class ExpressionsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void table_data();
    void table();
    void more_data();
    void more();
    void kleene_data();
    void kleene();
    void positions();
    void limits();
    void sameOnEveryRun();
    void staticChecks_data();
    void staticChecks();
    void readsWhat();
    void order();
    void cycle();
    void visits_data();
    void visits();
};

/// Expected values were written by hand and confirmed by a separate evaluator in Python.
void ExpressionsTest::table_data() {
    QTest::addColumn<QString>("expression");
    QTest::addColumn<QByteArray>("context");
    QTest::addColumn<QString>("expected");
    QFile file(QStringLiteral(CASEBOOK_SOURCE_DIR "/tests/data/expressions.csv"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const auto table = readCsv(QString::fromUtf8(file.readAll()));
    QVERIFY(table.has_value());
    QCOMPARE(table->rows.size(), 182);
    for (const auto& row : table->rows)
        QTest::newRow(qPrintable(row.cells[0])) << row.cells[1] << row.cells[2].toUtf8() << row.cells[3];
}

void ExpressionsTest::table() {
    QFETCH(QString, expression);
    QFETCH(QByteArray, context);
    QTEST(run(expression, context), "expected");
}

void ExpressionsTest::more_data() {
    QTest::addColumn<QString>("expression");
    QTest::addColumn<QByteArray>("context");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char* expression, const char* context, const char* expected) {
        QTest::addRow("%s %s", expression, context)
            << QString::fromUtf8(expression) << QByteArray(context) << QString::fromUtf8(expected);
    };
    // numbers
    row("-2 ^ 2", "{}", "-4");
    row("-7 div 2", "{}", "-4");
    row("7 mod -2", "{}", "-1");
    row("1e40 div 3 > 3e39", "{}", "true");
    row("0 ^ -1", "{}", "error:div0");
    row("0 / 0", "{}", "error:div0");
    row("sqrt(-1)", "{}", "error:domain");
    row("log10(0)", "{}", "error:domain");
    row("1e384 * 10", "{}", "error:overflow");
    row("1e385", "{}", "error:overflow");
    row("1e-300 * 1e-300", "{}", "0");
    row("round(5, -2)", "{}", "0");
    row("round(50, -2)", "{}", "100");
    row("round(1, 1.5)", "{}", "error:type");
    row("text(5.1, 2)", "{}", "'5.10'");
    row("12345678901234567890123456789012345 = 12345678901234567890123456789012340", "{}", "true");
    row("sd(1, 2, 3, 4)", "{}", "1.290994448735805628393088466594133"); // sqrt(5/3), Python's decimal
    row("sd(1)", "{}", "blank");
    row("mean(1, 2, x)", R"({"vars":{"x":null}})", "1.5");
    row("product(2, 3, 4)", "{}", "24");
    row("median('a', 'b')", "{}", "error:type");
    row("max('a', 'b')", "{}", "'b'");
    row("max(true, false)", "{}", "error:type");
    row("distinct(1, 1.0, 2)", "{}", "2");
    row("round(1, 2, 3)", "{}", "error:type");
    // texts
    row("len('𠮷')", "{}", "1"); // beyond the basic plane: one character
    row("'\uFFFD' < '𠮷'", "{}", "true"); // by code point, not by UTF-16 unit
    row("substr('abc', 0, 2)", "{}", "'a'");
    row("substr('abc', 9)", "{}", "''");
    row("matches('xS-0012', 'S-[0-9]{4}')", "{}", "false");
    row("matches('a', x)", R"({"vars":{"x":"a"}})", "error:type");
    row("matches('a', '(')", "{}", "error:syntax");
    row("matches('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!', '(a+)+(b|c)')", "{}", "error:overflow");
    // dates
    row("d'2024-02-30'", "{}", "error:date");
    row("d'2024-UK-31' < d'2025-01-01'", "{}", "true");
    row("latest(d'2024-UK-31')", "{}", "2024-12-31");
    row("earliest(d'2024-UK-UK')", "{}", "2024-01-01");
    row("d'2024-UK-UK'", "{}", "2024-UK-UK");
    row("d'2024-13'", "{}", "error:date");
    row("dt'2024-02-28T24:00'", "{}", "error:time");
    row("date(2023, 2, 29)", "{}", "error:date");
    row("date('2024-02')", "{}", "2024-02");
    row("d'9999-12-31' + 1", "{}", "error:range");
    row("add_years(d'0001-01-01', -1)", "{}", "error:range");
    row("weekday(d'2026-11-25')", "{}", "3");
    row("weekday(d'1969-12-31')", "{}", "3");
    row("months(d'2024-01', d'2024-06-15')", "{}", "blank");
    row("months(d'2024-01-10', d'2024-06')", "{}", "blank");
    row("months(d'2024-01-31', d'2024-04-30')", "{}", "3");
    row("age(d'1964-02-29', d'2023-02-28')", "{}", "58");
    row("age(d'2024-03', d'2024-03-15')", "{}", "blank"); // may be before birth
    row("weeks(d'2024-01-01', d'2024-01-13')", "{}", "1");
    row("same(d'2024', d'2024-UK-UK')", "{}", "false");
    row("min(d'2024-02', d'2024-02-10')", "{}", "blank");
    row("hours(dt'2024-01-01T08:00', dt'2024-01-01T09:00Z')", "{}", "blank");
    row("d'2024-01-01' + d'2024-01-02'", "{}", "error:type");
    row("d'2024-01-01' < dt'2024-01-01T10:00'", "{}", "error:type");
    row("today()", "{}", "blank");
    row("datediff(d'2024-01-01', d'2024-01-02', 'h')", "{}", "24");
    row("datediff(d'2024-01-02', d'2024-01-01', 'd', 'dmy', true)", "{}", "-1");
    row("datediff(d'2024-01-02', d'2024-01-01', 'x')", "{}", "error:type");
    // units
    row("to_unit(x, '[degF]')", R"({"vars":{"x":{"v":"37","u":"Cel"}}})", "98.6 [degF]");
    row("to_unit(x, 'Cel')", R"({"vars":{"x":{"v":"98.6","u":"[degF]"}}})", "37 Cel");
    row("round(to_unit(x, 'mmol/mol'), 0)", R"({"vars":{"x":{"v":"6.5","u":"%","a":"HbA1c"}}})",
        "48 mmol/mol");
    row("to_unit(x, 'mg/L')", R"({"vars":{"x":{"v":"1","u":"mg/L{FEU}","a":"D-dimer"}}})", "error:unit");
    row("to_unit(x, 'mg/L{FEU}')", R"({"vars":{"x":{"v":"500","u":"ng/mL{FEU}"}}})", "0.5 mg/L{FEU}");
    row("to_unit(x, 'mmol/L')", R"({"vars":{"x":{"v":"5","u":"meq/L","a":"Calcium, total"}}})", "2.5 mmol/L");
    row("to_unit(x, 'mmol/L')", R"({"vars":{"x":{"v":"5","u":"meq/L","a":"potassium"}}})", "5 mmol/L");
    row("round(to_unit(x, 'umol/L'), 1)", R"({"vars":{"x":{"v":"1","u":"mg/dL","a":"2160-0"}}})",
        "88.4 umol/L");
    row("to_unit(x, '10*9/L')", R"({"vars":{"x":{"v":"6500","u":"/uL"}}})", "6.5 10*9/L");
    row("round(to_unit(x, 'kPa'), 2)", R"({"vars":{"x":{"v":"120","u":"mm[Hg]"}}})", "16 kPa");
    row("x / y", R"({"vars":{"x":{"v":"1","u":"m"},"y":{"v":"50","u":"cm"}}})", "2");
    row("x + 1", R"({"vars":{"x":{"v":"1","u":"m"}}})", "error:unit");
    row("x + y", R"({"vars":{"x":{"v":"1","u":"m"},"y":{"v":"50","u":"cm"}}})", "1.5 m");
    row("2 * x", R"({"vars":{"x":{"v":"1.50","u":"m"}}})", "3 m");
    row("x * x", R"({"vars":{"x":{"v":"1.50","u":"m"}}})", "error:unit");
    row("sum(G.x)", R"({"groups":{"G":[{"x":{"v":"1","u":"m"}},{"x":{"v":"50","u":"cm"}}]}})", "1.5 m");
    row("to_unit(x, 'nonsense')", R"({"vars":{"x":{"v":"1","u":"m"}}})", "error:unit");
    // lists, rows
    row("rows(G[x > 1])", R"({"groups":{"G":[{"x":1},{"x":2},{"x":3}]}})", "2");
    row("any(G[x > 1], x = 1)", R"({"groups":{"G":[{"x":1},{"x":2}]}})", "false");
    row("all(G, x > 0)", R"({"groups":{"G":[]}})", "true");
    row("any(G.b)", R"({"groups":{"G":[{"b":false},{"b":null}]}})", "blank");
    row("G[b].x", R"({"groups":{"G":[{"b":true,"x":1},{"b":false,"x":2},{"b":true,"x":3}]}})", "1, 3");
    row("G[n].x", R"({"vars":{"n":2},"groups":{"G":[{"x":1},{"x":2}]}})", "2");
    row("G[row > 1].x", R"({"groups":{"G":[{"x":1},{"x":2},{"x":3}]}})", "2, 3");
    row("G[x = y].x", R"({"vars":{"y":2},"groups":{"G":[{"x":1},{"x":2}]}})", "2");
    row("x", R"({"row":["G",2],"vars":{"x":9},"groups":{"G":[{"x":1},{"x":2}]}})", "2");
    row("G.x > 1", R"({"groups":{"G":[{"x":1}]}})", "error:type");
    row("G[0].x", R"({"groups":{"G":[{"x":1}]}})", "blank");
    row("row", "{}", "error:ref");
    row("G[1]", R"({"groups":{"G":[{"x":1}]}})", "error:syntax");
    row("rows(x)", R"({"vars":{"x":1}})", "error:ref");
    // lazy and and or
    row("false and 1 / 0 = 1", "{}", "false");
    row("true or 1 / 0 = 1", "{}", "true");
    row("coalesce(1, 1 / 0)", "{}", "1");
    row("case(false, 1)", "{}", "blank");
    row("if(x, 1, 2)", R"({"vars":{"x":5}})", "error:type");
    row("1 < 2 < 3", "{}", "error:syntax");
    row("x in (1, y)", R"({"vars":{"x":2,"y":null}})", "blank");
    row("x in (2, y)", R"({"vars":{"x":2,"y":null}})", "true");
    row("true < false", "{}", "error:type");
    // sets
    row("has_any(x, '3', '2')", R"({"vars":{"x":{"set":["1","2"]}}})", "true");
    row("has_only(x, '1', '2', '3')", R"({"vars":{"x":{"set":["1","2"]}}})", "true");
    row("has_only(x, '1')", R"({"vars":{"x":{"set":["1","2"]}}})", "false");
    row("has(x, '1')", R"({"vars":{"x":"1"}})", "error:type");
    row("is_missing(x)", R"({"vars":{"x":{"set":[]}}})", "false");
}

void ExpressionsTest::more() {
    QFETCH(QString, expression);
    QFETCH(QByteArray, context);
    QTEST(run(expression, context), "expected");
}

/// Kleene's tables, written out.
void ExpressionsTest::kleene_data() {
    QTest::addColumn<QString>("conjunction");
    QTest::addColumn<QString>("disjunction");
    QTest::newRow("true true") << "true" << "true";
    QTest::newRow("true false") << "false" << "true";
    QTest::newRow("true null") << "blank" << "true";
    QTest::newRow("false true") << "false" << "true";
    QTest::newRow("false false") << "false" << "false";
    QTest::newRow("false null") << "false" << "blank";
    QTest::newRow("null true") << "blank" << "true";
    QTest::newRow("null false") << "false" << "blank";
    QTest::newRow("null null") << "blank" << "blank";
}

void ExpressionsTest::kleene() {
    const QList<QByteArray> parts = QByteArray(QTest::currentDataTag()).split(' ');
    const QByteArray context = R"({"vars":{"a":)" + parts[0] + R"(,"b":)" + parts[1] + "}}";
    QTEST(run(QStringLiteral("a and b"), context), "conjunction");
    QTEST(run(QStringLiteral("a or b"), context), "disjunction");
    // De Morgan must give the same.
    QTEST(run(QStringLiteral("not (not a or not b)"), context), "conjunction");
    QTEST(run(QStringLiteral("not (not a and not b)"), context), "disjunction");
}

void ExpressionsTest::positions() {
    const auto position = [](const QString& text) {
        const auto ast = parse(text);
        return ast ? -1 : ast.error().position;
    };
    QCOMPARE(position(QStringLiteral("1 + ")), 4);
    QCOMPARE(position(QStringLiteral("1 + foo(2)")), 4);
    QCOMPARE(position(QStringLiteral("'open")), 0);
    QCOMPARE(position(QStringLiteral("a ? b")), 2);
    const auto ast = parse(QStringLiteral("1 + 2 * (3 / 0)"));
    QVERIFY(ast.has_value());
    const Outcome outcome = evaluate(*ast, *JsonScope::fromJson("{}"));
    QCOMPARE(outcome.error, QByteArray("div0"));
    QCOMPARE(outcome.position, 9);
    QCOMPARE(outcome.value.blank()->mark, QByteArray("div0"));
}

void ExpressionsTest::limits() {
    QCOMPARE(run(QString(4096, u'1')), QStringLiteral("error:overflow"));
    QCOMPARE(run(QString(4097, u'1')), QStringLiteral("error:syntax"));
    QCOMPARE(run(QString(63, u'(') + u'1' + QString(63, u')')), QStringLiteral("1"));
    QCOMPARE(run(QString(64, u'(') + u'1' + QString(64, u')')), QStringLiteral("error:syntax"));
    QCOMPARE(run(QString(2000, u'-') + u'1'), QStringLiteral("error:syntax"));
    QCOMPARE(run(QStringLiteral("not ").repeated(80) + QStringLiteral("true")),
             QStringLiteral("error:syntax"));
    // A chain is not deep, however long.
    QCOMPARE(run(QStringLiteral("1") + QStringLiteral("+1").repeated(2000)), QStringLiteral("2001"));
    QCOMPARE(run(QStringLiteral("true") + QStringLiteral(" and true").repeated(400)), QStringLiteral("true"));
    // 64 KB of text: 16 KB joined five times.
    const QByteArray longText = R"({"vars":{"x":")" + QByteArray(16'000, 'a') + R"("}})";
    QCOMPARE(run(QStringLiteral("len(x & x)"), longText), QStringLiteral("32000"));
    QCOMPARE(run(QStringLiteral("len(x & x & x)"), longText), QStringLiteral("error:overflow"));
    // Steps: rows within rows.
    QByteArray rows = "{\"x\":1}";
    for (int i = 0; i < 999; ++i)
        rows += ",{\"x\":1}";
    const QByteArray many = R"({"groups":{"G":[)" + rows + "]}}";
    QCOMPARE(run(QStringLiteral("sum(G.x)"), many), QStringLiteral("1000"));
    QCOMPARE(run(QStringLiteral("any(G, any(G, x = 2))"), many), QStringLiteral("error:overflow"));
}

void ExpressionsTest::sameOnEveryRun() {
    const auto ast = parse(QStringLiteral("round(exp(ln(7) / 3) + sqrt(2) ^ 1.5, 30)"));
    QVERIFY(ast.has_value());
    const auto scope = JsonScope::fromJson("{}");
    const QString first = evaluate(*ast, *scope).value.toText();
    // Python: round(exp(ln(7)/3) + sqrt(2)**1.5, 30) with 60 digits
    QCOMPARE(first.left(30), QStringLiteral("3.5947240132798181872613677920"));
    QCOMPARE(evaluate(*ast, *scope).value.toText(), first);
}

namespace {

/// A small definition: DM with sex, birth, weight (quantity); AE with rows of grade, start.
class SmallStudy final : public Declarations {
public:
    std::optional<Declared> declared(const Reference& reference) const override {
        static const QHash<QString, Declared> names{
            {QStringLiteral("sex"), {Type::Text, {}}},
            {QStringLiteral("birth"), {Type::Date, {}}},
            {QStringLiteral("n"), {Type::Number, {}}},
            {QStringLiteral("w"), {Type::Quantity, QStringLiteral("kg")}},
            {QStringLiteral("codes"), {Type::Set, {}}},
            {QStringLiteral("yes"), {Type::Boolean, {}}},
            {QStringLiteral("@BASE:VS:w"), {Type::Quantity, QStringLiteral("kg")}},
            {QStringLiteral("AE.grade"), {Type::Number, {}}},
            {QStringLiteral("AE.start"), {Type::Date, {}}},
            {QStringLiteral("AE[]"), {}},
        };
        const auto found = names.constFind(reference.toText());
        return found == names.cend() ? std::nullopt : std::optional(*found);
    }
};

} // namespace

void ExpressionsTest::staticChecks_data() {
    QTest::addColumn<QString>("expression");
    QTest::addColumn<QByteArray>("code");
    const auto row = [](const char* expression, const char* code) {
        QTest::newRow(expression) << QString::fromUtf8(expression) << QByteArray(code);
    };
    row("sex = 'F' and n > 3", "");
    row("sex = 5", "type");
    row("nosuch = 5", "ref");
    row("w > 70", "unit");
    row("value(w) > 70", "");
    row("w + 1 = w", "unit");
    row("2 * w > w", "");
    row("w / @BASE:VS:w > 0.9", "");
    row("@BASE:VS:h > 1", "ref");
    row("sex + 1 > 2", "type");
    row("birth + 1 > birth", "");
    row("birth - birth > 3", "");
    row("birth * 2 > birth", "type");
    row("if(sex, 1, 2) = 1", "type");
    row("if(n = 1, 'a', 'b') = 2", "type");
    row("coalesce(n, 1) = 'x'", "type");
    row("n and true", "type");
    row("has(codes, '1')", "");
    row("has(sex, '1')", "type");
    row("max(AE.grade) >= 3", "");
    row("AE.grade >= 3", "type");
    row("AE[grade > n].start = birth", "type"); // a list
    row("count(AE[grade > n].start) = 1", "");
    row("count(AE[nosuch > n].start) = 1", "ref");
    row("AE[n].grade = 1", "");
    row("AE[sex].grade = 1", "type");
    row("any(AE, grade > 3)", "");
    row("any(AE, sex)", "type");
    row("rows(AE) > 0", "");
    row("rows(XX) > 0", "ref");
    row("n", "type"); // a check must be a truth
    row("yes", "");
    row("x = blank", "ref");
    row("round(w, 1) > w", "");
    row("sqrt(w) > 1", "unit");
    row("age(sex, birth) > 1", "type");
    row("to_unit(n, 'kg') > w", "unit");
}

void ExpressionsTest::staticChecks() {
    QFETCH(QString, expression);
    const auto ast = parse(expression);
    QVERIFY(ast.has_value());
    const auto problems = check(*ast, SmallStudy(), Type::Boolean);
    QTEST(problems.empty() ? QByteArray() : problems.front().code, "code");
}

void ExpressionsTest::readsWhat() {
    const auto ast = parse(QStringLiteral("x > 1 and count(AE[grade >= y].start) > @BASE:VS:w and x < row"));
    QVERIFY(ast.has_value());
    QVERIFY(ast->usesRow);
    QVERIFY(!ast->usesToday);
    QStringList names;
    for (const Dependency& one : dependencies(*ast))
        names.append(one.reference.toText() + (one.inFilter ? QStringLiteral("?") : QString()) +
                     (one.wholeGroup ? QStringLiteral("*") : QString()));
    QCOMPARE(names,
             QStringList({QStringLiteral("x"), QStringLiteral("AE.start*"), QStringLiteral("AE.grade?"),
                          QStringLiteral("AE.y?"), QStringLiteral("@BASE:VS:w")}));
    QVERIFY(parse(QStringLiteral("v <= today()"))->usesToday);
}

void ExpressionsTest::order() {
    // 0 needs 2, 2 needs 3, 1 needs nothing: ties by number.
    const Ordering ordering = topologicalOrder({{2}, {}, {3}, {}});
    QCOMPARE(ordering.order, std::vector<int>({1, 3, 2, 0}));
    QVERIFY(ordering.cycle.empty());
}

void ExpressionsTest::cycle() {
    const Ordering ordering = topologicalOrder({{1}, {2}, {3}, {1}, {}});
    QVERIFY(ordering.order.empty());
    QCOMPARE(ordering.cycle, std::vector<int>({1, 2, 3}));
    QCOMPARE(topologicalOrder({{0}}).cycle, std::vector<int>({0}));
}

void ExpressionsTest::visits_data() {
    QTest::addColumn<QString>("expression");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char* expression, const char* expected) {
        QTest::newRow(expression) << QString::fromUtf8(expression) << QString::fromUtf8(expected);
    };
    // Order of the document, not of the alphabet: Z1, A2 (twice), M3.
    row("@first:F:x", "1");
    row("@last:F:x", "4");
    row("@prev:F:x", "1");
    row("@next:F:x", "3");
    row("@A2[2]:F:x", "3");
    row("@A2[3]:F:x", "blank");
    row("@A2[0]:F:x", "blank");
    row("@A2:F:x", "blank"); // two: which?
    row("@A2[*]:F:x", "2, 3");
    row("sum(@*:F:x)", "10");
    row("max(@A2[*]:F:x)", "3");
    row("@XX:F:x", "error:ref");
    row("@Z1:NOFORM:x", "error:ref");
    row("@Z1:G:y", "blank"); // this visit does not have it
    row("@Z1:visit.date", "2024-01-05");
    row("visit.state", "'done'");
    row("days(@Z1:visit.date, visit.date)", "10");
    row("F:x", "2");
    row("@Z1:F:R.v", "7, 8");
    row("@Z1:F:R[v = 8].v", "8");
    row("count(@*:F:R.v)", "2");
}

void ExpressionsTest::visits() {
    QFETCH(QString, expression);
    QTEST(run(expression, R"({"visit":["A2",1],"visits":{
        "Z1":{"visit":{"date":{"d":"2024-01-05"}},"F":{"vars":{"x":1},"groups":{"R":[{"v":7},{"v":8}]}}},
        "A2":[{"visit":{"date":{"d":"2024-01-15"},"state":"done"},"F":{"vars":{"x":2},"groups":{"R":[]}},"G":{"vars":{"y":5}}},
              {"F":{"vars":{"x":3},"groups":{"R":[]}}}],
        "M3":{"F":{"vars":{"x":4},"groups":{"R":[]}}}}})"),
          "expected");
}

QTEST_GUILESS_MAIN(ExpressionsTest)
#include "ExpressionsTest.moc"
