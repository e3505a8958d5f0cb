// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/forms/Input.h"
#include "core/values/Messages.h"

#include <QTest>

using namespace casebook;
using namespace Qt::StringLiterals;

namespace {

ItemDef itemOf(ItemType type, const QString& unit = {}, const QString& analyte = {}) {
    ItemDef item;
    item.oid = u"it"_s;
    item.type = type;
    item.unit = unit;
    item.analyte = analyte;
    return item;
}

CodeListDef sexes() {
    CodeListDef list;
    list.oid = u"SEX"_s;
    list.codes = {{u"M"_s, {{u"en"_s, u"Male"_s}, {u"zh"_s, u"男"_s}}, {}, {}, false},
                  {u"F"_s, {{u"en"_s, u"Female"_s}, {u"zh"_s, u"女"_s}}, {}, {}, false},
                  {u"01 a"_s, {{u"en"_s, u"Other (1)"_s}, {u"zh"_s, u"其他（1）"_s}}, {}, {}, false},
                  {u"f2"_s, {{u"en"_s, u"Male"_s}}, {}, {}, false}};
    return list;
}

const InputContext context{QDate(2024, 3, 1), nullptr, u"en"_s};

} // namespace

class InputTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void values_data() {
        QTest::addColumn<ItemType>("type");
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("text"); // canonical, with comparator before and unit behind
        const auto row = [](ItemType type, const QString& typed, const QString& text) {
            QTest::addRow("%s %s", itemTypeCode(type).constData(), qPrintable(typed))
                << type << typed << text;
        };
        const ItemType decimal = ItemType::Decimal;
        row(decimal, u"12.50"_s, u"12.50"_s);
        row(decimal, u"１２．５"_s, u"12.5"_s);
        row(decimal, u"12。5"_s, u"12.5"_s);
        row(decimal, u" 0 "_s, u"0"_s);
        row(decimal, u".5"_s, u"0.5"_s);
        row(decimal, u"-.5"_s, u"-0.5"_s);
        row(decimal, u"5."_s, u"5"_s);
        row(decimal, u"+5"_s, u"5"_s);
        row(decimal, u"007.10"_s, u"7.10"_s);
        row(decimal, u"1e3"_s, u"1000"_s);
        row(decimal, u"－3"_s, u"-3"_s);
        row(decimal, u"−3"_s, u"-3"_s);
        row(decimal, u"<0.01"_s, u"<0.01"_s);
        row(decimal, u"＜ １"_s, u"<1"_s);
        row(decimal, u"≤5"_s, u"<=5"_s);
        row(decimal, u"≥ 5"_s, u">=5"_s);
        row(decimal, u"～5"_s, u"~5"_s);
        row(decimal, u"约5"_s, u"~5"_s);
        row(decimal, u"12 mm"_s, u"12"_s);
        row(ItemType::Integer, u"12"_s, u"12"_s);
        row(ItemType::Integer, u"12.0"_s, u"12"_s);
        row(ItemType::Integer, u"１２"_s, u"12"_s);
        row(ItemType::Date, u"2024"_s, u"2024"_s);
        row(ItemType::Date, u"2024-03"_s, u"2024-03"_s);
        row(ItemType::Date, u"2024-3-5"_s, u"2024-03-05"_s);
        row(ItemType::Date, u"2024/3/5"_s, u"2024-03-05"_s);
        row(ItemType::Date, u"2024.03.05"_s, u"2024-03-05"_s);
        row(ItemType::Date, u"20240305"_s, u"2024-03-05"_s);
        row(ItemType::Date, u"2024年3月5日"_s, u"2024-03-05"_s);
        row(ItemType::Date, u"２０２４年３月５日"_s, u"2024-03-05"_s);
        row(ItemType::Date, u"2024年3月"_s, u"2024-03"_s);
        row(ItemType::Date, u"2024年"_s, u"2024"_s);
        row(ItemType::Date, u"2024-UK-15"_s, u"2024-UK-15"_s);
        row(ItemType::Date, u"2024-uk-uk"_s, u"2024-UK-UK"_s);
        row(ItemType::Date, u"15/03/2024"_s, u"2024-03-15"_s);
        row(ItemType::Date, u"03/03/2024"_s, u"2024-03-03"_s);
        row(ItemType::Date, u"t"_s, u"2024-03-01"_s);
        row(ItemType::Date, u"T-1"_s, u"2024-02-29"_s);
        row(ItemType::Date, u"+1"_s, u"2024-03-02"_s);
        row(ItemType::Date, u"今天"_s, u"2024-03-01"_s);
        // days without a midnight in their place still are days
        row(ItemType::Date, u"1940-06-01"_s, u"1940-06-01"_s);
        row(ItemType::Date, u"1946-05-15"_s, u"1946-05-15"_s);
        row(ItemType::Time, u"13:05"_s, u"13:05"_s);
        row(ItemType::Time, u"9：05"_s, u"09:05"_s);
        row(ItemType::Time, u"1305"_s, u"13:05"_s);
        row(ItemType::Time, u"13点05分"_s, u"13:05"_s);
        row(ItemType::Time, u"13:05:30"_s, u"13:05:30"_s);
        row(ItemType::YesNo, u"Yes"_s, u"true"_s);
        row(ItemType::YesNo, u"否"_s, u"false"_s);
        row(ItemType::YesNo, u"０"_s, u"false"_s);
        row(ItemType::Text, u"Ａ１２．５ 。"_s, u"Ａ１２．５ 。"_s); // free text is never normalised
        row(ItemType::Text, u" =x"_s, u" =x"_s);
        row(ItemType::LongText, u"a\nb"_s, u"a\nb"_s);
    }
    void values() {
        QFETCH(ItemType, type);
        QFETCH(QString, typed);
        QFETCH(QString, text);
        const auto value = readTyped(typed, itemOf(type, u"mm"_s), context);
        QVERIFY2(value.has_value(), value ? "" : value.error().code.constData());
        QVERIFY(value->has_value());
        QCOMPARE(QString::fromLatin1((*value)->comparator) + (*value)->text, text);
        QCOMPARE((*value)->raw, typed);
        // What stands in the editor reads back as the same answer.
        const ItemDef item = itemOf(type, u"mm"_s);
        const auto again = readTyped(editText(**value, item), item, context);
        QVERIFY(again.has_value());
        QCOMPARE((*again)->text, (*value)->text);
        QCOMPARE((*again)->kind, (*value)->kind);
    }

    /// Typed text gives a value or a visible error, never a blank.
    void refused_data() {
        QTest::addColumn<ItemType>("type");
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QByteArray>("code");
        QTest::addColumn<QStringList>("args");
        const auto row = [](ItemType type, const QString& typed, const char* code,
                            const QStringList& args = {}) {
            QTest::addRow("%s %s", itemTypeCode(type).constData(), qPrintable(typed))
                << type << typed << QByteArray(code) << args;
        };
        row(ItemType::Decimal, u"1,234"_s, "ambiguous-number", {u"1234"_s, u"1.234"_s});
        row(ItemType::Decimal, u"1,23"_s, "ambiguous-number", {u"123"_s, u"1.23"_s});
        row(ItemType::Decimal, u"１，２３４"_s, "ambiguous-number", {u"1234"_s, u"1.234"_s});
        row(ItemType::Decimal, u"1,234.5"_s, "bad-number");
        row(ItemType::Decimal, u"1,234,567"_s, "bad-number");
        row(ItemType::Decimal, u"1.2.3"_s, "bad-number");
        row(ItemType::Decimal, u"abc"_s, "bad-number");
        row(ItemType::Decimal, u"."_s, "bad-number");
        row(ItemType::Decimal, u"1 2"_s, "bad-unit", {u"2"_s, u"mm"_s});
        row(ItemType::Decimal, u"12 cm"_s, "bad-unit", {u"cm"_s, u"mm"_s});
        row(ItemType::Decimal, u"1234567890123456789012345678901234.5"_s, "bad-number");
        row(ItemType::Integer, u"12.5"_s, "bad-integer");
        row(ItemType::Integer, u"x"_s, "bad-integer");
        row(ItemType::Date, u"2024-02-30"_s, "bad-typed-date");
        row(ItemType::Date, u"2024-13"_s, "bad-typed-date");
        row(ItemType::Date, u"202403"_s, "bad-typed-date");
        row(ItemType::Date, u"0305"_s, "bad-typed-date");
        row(ItemType::Date, u"03/04/2024"_s, "ambiguous-date", {u"2024-03-04"_s, u"2024-04-03"_s});
        row(ItemType::Time, u"24:00"_s, "bad-time");
        row(ItemType::Time, u"13:5"_s, "bad-time");
        row(ItemType::DateTime, u"2024-03 13:05"_s, "bad-date-time");
        row(ItemType::DateTime, u"2024-03-05"_s, "bad-date-time");
        row(ItemType::YesNo, u"maybe"_s, "bad-yes-no");
        row(ItemType::Decimal, u"=XX"_s, "bad-missing-reason");
        row(ItemType::Calculated, u"1"_s, "not-typed");
        row(ItemType::LesionLink, u"1"_s, "not-typed");
    }
    void refused() {
        QFETCH(ItemType, type);
        QFETCH(QString, typed);
        QFETCH(QByteArray, code);
        QFETCH(QStringList, args);
        const auto value = readTyped(typed, itemOf(type, u"mm"_s), context);
        QVERIFY(!value.has_value());
        QCOMPARE(value.error().code, code);
        QCOMPARE(value.error().args, args);
        QVERIFY(!messageText(value.error()).contains(QString::fromLatin1(code)));
        QVERIFY(!messageText(value.error()).contains(u'%'));
    }

    void blankIsUnanswered() {
        for (const ItemType type : {ItemType::Text, ItemType::Integer, ItemType::Date, ItemType::Code}) {
            const auto value = readTyped(u" 　"_s, itemOf(type), context);
            QVERIFY(value.has_value());
            QVERIFY(!value->has_value());
        }
    }

    void missingReasons_data() {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QByteArray>("reason");
        QTest::addColumn<QString>("text");
        QTest::newRow("unk") << u"=UNK"_s << QByteArray("UNK") << QString();
        QTest::newRow("lower") << u"=nask"_s << QByteArray("NASK") << QString();
        QTest::newRow("full width") << u"＝ＮＤ"_s << QByteArray("ND") << QString();
        QTest::newRow("other") << u"=OTH sheet lost"_s << QByteArray("OTH") << u"sheet lost"_s;
    }
    void missingReasons() {
        QFETCH(QString, typed);
        QFETCH(QByteArray, reason);
        QFETCH(QString, text);
        for (const ItemType type : {ItemType::Text, ItemType::Integer, ItemType::Code, ItemType::MultiCode}) {
            const auto value = readTyped(typed, itemOf(type), context);
            QVERIFY(value.has_value() && value->has_value());
            QCOMPARE((*value)->kind, ValueKind::Null);
            QCOMPARE((*value)->missing, reason);
            QCOMPARE((*value)->text, text);
        }
    }

    void quantities_data() {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("unit"); // empty: the item's own
        QTest::addColumn<QByteArray>("code");
        QTest::newRow("own") << u"99"_s << QString() << QByteArray();
        QTest::newRow("own written") << u"99 umol/L"_s << QString() << QByteArray();
        QTest::newRow("micro sign") << u"99 µmol/l"_s << QString() << QByteArray();
        QTest::newRow("other") << u"1.1 mg/dL"_s << u"mg/dL"_s << QByteArray();
        QTest::newRow("small l, full width") << u"１．１ｍｇ／ｄｌ"_s << u"mg/dL"_s << QByteArray();
        QTest::newRow("does not convert") << u"1.1 kg"_s << QString() << QByteArray("bad-unit");
    }
    void quantities() {
        QFETCH(QString, typed);
        QFETCH(QString, unit);
        QFETCH(QByteArray, code);
        const auto value =
            readTyped(typed, itemOf(ItemType::Quantity, u"umol/L"_s, u"creatinine"_s), context);
        QCOMPARE(value ? QByteArray() : value.error().code, code);
        if (value)
            QCOMPARE((*value)->unit, unit);
    }

    void powersOfTen_data() {
        QTest::addColumn<QString>("typed");
        QTest::newRow("caret") << u"6 10^9/L"_s;
        QTest::newRow("times") << u"6 ×10^9/L"_s;
        QTest::newRow("superscript") << u"6 x10⁹/L"_s;
        QTest::newRow("ucum") << u"6 10*9/L"_s;
        QTest::newRow("small l") << u"6×10*9/l"_s;
    }
    void powersOfTen() {
        QFETCH(QString, typed);
        const auto value =
            readTyped(typed, itemOf(ItemType::Quantity, u"10*9/L"_s, u"leukocytes"_s), context);
        QVERIFY2(value.has_value(), value ? "" : value.error().code.constData());
        QCOMPARE((*value)->text, u"6"_s);
        QCOMPARE((*value)->unit, QString());
    }

    void codes_data() {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("code");
        QTest::addColumn<QByteArray>("error");
        QTest::newRow("code") << u"F"_s << u"F"_s << QByteArray();
        QTest::newRow("lower case") << u"m"_s << u"M"_s << QByteArray();
        QTest::newRow("full width") << u"Ｆ"_s << u"F"_s << QByteArray();
        QTest::newRow("label") << u"female"_s << u"F"_s << QByteArray();
        QTest::newRow("Chinese label") << u"女"_s << u"F"_s << QByteArray();
        QTest::newRow("code with a space") << u"01 a"_s << u"01 a"_s << QByteArray();
        QTest::newRow("label with brackets") << u"其他(1)"_s << u"01 a"_s << QByteArray();
        QTest::newRow("two labels") << u"Male"_s << QString() << QByteArray("ambiguous-code");
        QTest::newRow("unknown") << u"X"_s << QString() << QByteArray("no-such-code");
    }
    void codes() {
        QFETCH(QString, typed);
        QFETCH(QString, code);
        QFETCH(QByteArray, error);
        const CodeListDef list = sexes();
        InputContext withList = context;
        withList.codeList = &list;
        const auto value = readTyped(typed, itemOf(ItemType::Code), withList);
        QCOMPARE(value ? QByteArray() : value.error().code, error);
        if (value)
            QCOMPARE((*value)->text, code);
    }

    void codeSets() {
        const CodeListDef list = sexes();
        InputContext withList = context;
        withList.codeList = &list;
        const ItemDef item = itemOf(ItemType::MultiCode);
        const auto read = [&](const QString& typed) { return readTyped(typed, item, withList); };
        QCOMPARE((*read(u"01 a；女，M"_s))->codes, QStringList({u"01 a"_s, u"F"_s, u"M"_s}));
        QCOMPARE((*read(u"F,F"_s))->codes, QStringList({u"F"_s}));
        QCOMPARE(read(u"F; X"_s).error().code, QByteArray("no-such-code"));
        const auto none = read(u"{}"_s); // "none of them" is an answer
        QCOMPARE((*none)->kind, ValueKind::CodeSet);
        QVERIFY((*none)->codes.isEmpty());
        QCOMPARE(displayText(**none, item, &list, u"en"_s), u"none"_s);
    }

    void display_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("decimals");
        QTest::addColumn<QString>("shown");
        QTest::newRow("half away from zero, once") << u"5.95"_s << 1 << u"6.0"_s;
        QTest::newRow("from the raw value") << u"5.45"_s << 0 << u"5"_s;
        QTest::newRow("one decimal") << u"5.45"_s << 1 << u"5.5"_s;
        QTest::newRow("fewer are kept") << u"5"_s << 1 << u"5"_s;
        QTest::newRow("no rule") << u"87.55"_s << -1 << u"87.55"_s;
        QTest::newRow("negative") << u"-2.5"_s << 0 << u"-3"_s;
    }
    void display() {
        QFETCH(QString, text);
        QFETCH(int, decimals);
        QFETCH(QString, shown);
        ItemDef item = itemOf(ItemType::Decimal);
        if (decimals >= 0)
            item.decimals = decimals;
        ItemValue value;
        value.kind = ValueKind::Decimal;
        value.text = text;
        QCOMPARE(displayText(value, item, nullptr, u"en"_s), shown);
        value.comparator = "<";
        value.unit = u"cm"_s;
        QCOMPARE(displayText(value, item, nullptr, u"en"_s),
                 u'<' + text + u" cm"); // entered in another unit: as is
    }
};

QTEST_GUILESS_MAIN(InputTest)
#include "InputTest.moc"
