// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/values/Decimal.h"
#include "core/values/PartialDate.h"
#include "tests/support/TestData.h"

#include <QTest>

#include <cmath>
#include <limits>

using namespace casebook;
using namespace casebook::test;

namespace {

Decimal number(const char* text) {
    return Decimal::fromText(QString::fromLatin1(text)).value_or(Decimal(-999));
}

/// What a script of tests/data prints.
QByteArray script(const char* name) {
    return runPython(QString::fromUtf8(
        readFile(QStringLiteral(CASEBOOK_SOURCE_DIR "/tests/data/") + QLatin1StringView(name))));
}

Decimal::Outcome operate(const QByteArray& op, const Decimal& a, const Decimal& b) {
    switch (op[0]) {
    case '+': return a.plus(b);
    case '-': return a.minus(b);
    case '*': return a.times(b);
    case '/': return a.over(b);
    case 'f': return a.floor();
    case 'r': return a.rounded(2);
    case 'c': return Decimal(a.compare(b));
    case 'd': return a.floorDivide(b);
    default: break;
    }
    return a.modulo(b);
}

} // namespace

class DecimalTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void texts_data();
    void texts();
    void notNumbers_data();
    void notNumbers();
    void againstPython();
    void doubles();
    void integers();
    void datesAgainstPython();
    void partialTexts_data();
    void partialTexts();
};

void DecimalTest::texts_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("shortText");
    QTest::newRow("12.50") << "12.50" << "12.5";
    QTest::newRow("1200") << "1200" << "1200";
    QTest::newRow("1.2e3") << "1200" << "1200";
    QTest::newRow("1e-3") << "0.001" << "0.001";
    QTest::newRow("0.00") << "0.00" << "0";
    QTest::newRow("-0") << "0" << "0";
    QTest::newRow("-0.10") << "-0.10" << "-0.1";
    QTest::newRow("007") << "7" << "7";
    QTest::newRow("+5") << "5" << "5";
    QTest::newRow("0e5") << "0" << "0";
    QTest::newRow("1234567890123456789012345678901234") << "1234567890123456789012345678901234"
                                                        << "1234567890123456789012345678901234";
    QTest::newRow("0.12345678901234567890123456789012345") // 35 digits: half to even
        << "0.1234567890123456789012345678901234" << "0.1234567890123456789012345678901234";
}

void DecimalTest::texts() {
    const auto read = Decimal::fromText(QString::fromLatin1(QTest::currentDataTag()));
    QVERIFY(read.has_value());
    QTEST(read->toText(), "text");
    QTEST(read->toShortText(), "shortText");
}

void DecimalTest::notNumbers_data() {
    QTest::addColumn<int>("none");
    for (const char* text : {"", " 1", "1 ", ".5", "5.", "1,5", "1e", "inf", "nan", "0x10", "--1", "1e385",
                             "1.2.3", "\xef\xbc\x91"})
        QTest::addRow("'%s'", text) << 0;
}

void DecimalTest::notNumbers() {
    QByteArray text(QTest::currentDataTag());
    QVERIFY(!Decimal::fromText(QString::fromUtf8(text.mid(1, text.size() - 2))).has_value());
}

/// Python's pure decimal module, which is not libmpdec.
void DecimalTest::againstPython() {
    const QByteArray lines = script("make_decimals.py");
    QVERIFY(!lines.isEmpty());
    int compared = 0;
    for (const QByteArray& line : lines.trimmed().split('\n')) {
        const QList<QByteArray> cells = line.split('\t');
        QCOMPARE(cells.size(), 4);
        const auto found = operate(cells[2], number(cells[0]), number(cells[1]));
        const QByteArray text = found ? found->toShortText().toLatin1() : QByteArray("error");
        QVERIFY2(text == cells[3], QByteArray(line + " but " + text).constData());
        ++compared;
    }
    QCOMPARE(compared, 4000);
}

void DecimalTest::doubles() {
    QCOMPARE(number("0.1").toDouble(), 0.1);
    QCOMPARE(number("1234567890123456789012345678901234").toDouble(), 1234567890123456789012345678901234.0);
    QCOMPARE(number("-2.5e300").toDouble(), -2.5e300);
    QVERIFY(std::isinf(number("1e384").toDouble()));
    QCOMPARE(number("1e-383").toDouble(), 0.0);
    QCOMPARE(Decimal::fromDouble(0.1)->toText(), QStringLiteral("0.1")); // shortest that reads back
    QCOMPARE(Decimal::fromDouble(-3)->toText(), QStringLiteral("-3"));
    QCOMPARE(Decimal::fromDouble(1e22)->toText(), QStringLiteral("10000000000000000000000"));
    QVERIFY(!Decimal::fromDouble(std::nan("")));
    QVERIFY(!Decimal::fromDouble(std::numeric_limits<double>::infinity()));
}

void DecimalTest::integers() {
    QCOMPARE(number("12.00").toInteger(), std::optional<std::int64_t>(12));
    QVERIFY(!number("12.01").toInteger());
    QVERIFY(!number("1e30").toInteger());
    QCOMPARE(Decimal(std::numeric_limits<std::int64_t>::min()).toText(),
             QStringLiteral("-9223372036854775808"));
    QCOMPARE(Decimal(std::numeric_limits<std::int64_t>::min()).toInteger(),
             std::optional(std::numeric_limits<std::int64_t>::min()));
    QCOMPARE(number("5.1").fixed(2).toText(), QStringLiteral("5.10"));
    QCOMPARE(number("5.125").fixed(2).toText(), QStringLiteral("5.13"));
    QCOMPARE(number("-5.125").rounded(2).toText(), QStringLiteral("-5.13"));
    QCOMPARE(number("2").power(number("0.5"))->toText(),
             QStringLiteral("1.414213562373095048801688724209698"));
    QCOMPARE(number("0").power(number("0")).error(), DecimalFault::Domain);
    QCOMPARE(number("10").power(number("500")).error(), DecimalFault::Overflow);
}

/// Python's datetime.
void DecimalTest::datesAgainstPython() {
    const QByteArray lines = script("make_dates.py");
    QVERIFY(!lines.isEmpty());
    int compared = 0;
    for (const QByteArray& line : lines.trimmed().split('\n')) {
        const QList<QByteArray> cells = line.split('\t');
        const auto a = PartialDate::fromText(QString::fromLatin1(cells[0]));
        const auto b = PartialDate::fromText(QString::fromLatin1(cells[1]));
        QVERIFY(a && b);
        const auto moved = addMonths(a->lo(), cells[7].toInt());
        const QList<QByteArray> found{QByteArray::number(a->lo()),
                                      QByteArray::number(b->lo()),
                                      QByteArray::number(weekdayOfDay(a->lo())),
                                      QByteArray::number(completedMonths(a->lo(), b->lo())),
                                      QByteArray::number(completedYears(a->lo(), b->lo())),
                                      cells[7],
                                      moved ? PartialDate::fromDay(*moved)->toText().toLatin1()
                                            : QByteArray("none")};
        QVERIFY2(found == cells.mid(2), QByteArray(line + " but " + found.join(' ')).constData());
        QCOMPARE(PartialDate::fromDay(a->lo())->toText().toLatin1(), cells[0]);
        ++compared;
    }
    QCOMPARE(compared, 3000);
}

void DecimalTest::partialTexts_data() {
    QTest::addColumn<QString>("interval");
    const auto row = [](const char* text, const char* interval) {
        QTest::newRow(text) << QString::fromLatin1(interval);
    };
    row("2024-02-29", "2024-02-29 2024-02-29");
    row("2024-02", "2024-02-01 2024-02-29");
    row("2023", "2023-01-01 2023-12-31");
    row("2024-UK-15", "2024-01-15 2024-12-15");
    row("2023-UK-30", "2023-01-30 2023-12-30");
    row("2023-UK-31", "2023-01-31 2023-12-31");
    row("2024-UK-UK", "2024-01-01 2024-12-31");
    row("0001-01-01", "0001-01-01 0001-01-01");
    row("9999-12-31", "9999-12-31 9999-12-31");
    for (const char* text :
         {"2023-02-29", "2024-00-01", "2024-13", "2024-1", "24-01-01", "0000", "2024-UK", "2024-03-UK",
          "2024-UK-32", "2024/01/01", "2024-01-01T00:00", "", "UK-UK-2024", " 2024"})
        row(text, "none");
}

void DecimalTest::partialTexts() {
    const QString text = QString::fromLatin1(QTest::currentDataTag());
    const auto date = PartialDate::fromText(text);
    const auto day = [](std::int32_t d) { return PartialDate::fromDay(d)->toText(); };
    QTEST(date ? QString(day(date->lo()) + u' ' + day(date->hi())) : QStringLiteral("none"), "interval");
    if (date)
        QCOMPARE(date->toText(), text);
}

QTEST_GUILESS_MAIN(DecimalTest)
#include "DecimalTest.moc"
