// SPDX-License-Identifier: GPL-3.0-or-later
//
// The attack on finished bytes: every identifier in every encoding is found, chance is not. Encodings are made here by
// Python's codecs, not by the attack's own.
#include "storage/export/ByteAttack.h"
#include "storage/export/ExportTable.h"
#include "tests/support/TestData.h"

#include <QJsonDocument>
#include <QTest>

using namespace casebook;
using namespace casebook::test;

namespace {

ExportIdentifiers known() {
    ExportIdentifiers out;
    out.add(QStringLiteral("Zhang^Weiwei=张伟伟"), "name");
    out.add(QStringLiteral("0012345678"), "id");
    out.add(QStringLiteral("0042"), "id");
    out.add(QStringLiteral("湖滨医院"), "place");
    out.add(QStringLiteral("S-0001"), "label");
    out.add(QStringLiteral("1.2.826.0.1.7"), "uid");
    out.add(QStringLiteral("REMOVED"), "name");
    out.add(QStringLiteral("101530"), "id");
    return out;
}

/// The UIDs of a study of 200,000 images: all begin alike.
QString imageUid(int number) { return QStringLiteral("1.2.826.0.1.3680043.8.498.%1").arg(100'000 + number); }

} // namespace

class ByteAttackTest : public QObject {
    Q_OBJECT
    QMap<QByteArray, QByteArray> encoded_;

private Q_SLOTS:
    void initTestCase() {
        const QByteArray said = runPython(QStringLiteral(R"(
import base64, json, urllib.parse
name = '张伟伟'
forms = {
 'utf-8': name.encode(), 'gb18030': name.encode('gb18030'), 'utf-16le': name.encode('utf-16-le'), 'utf-16be': name.encode('utf-16-be'),
 'mojibake': name.encode('gb18030').decode('latin-1').encode(), 'percent': urllib.parse.quote(name).encode(), 'json': json.dumps(name)[1:-1].encode(),
 'base64 0': base64.b64encode(b'see ' b'xx' + name.encode() + b'!!'), 'base64 1': base64.b64encode(b'see x' + name.encode() + b'!!'),
 'base64 2': base64.b64encode(b'see ' + name.encode() + b'!!!'),
 'swapped': b'Weiwei Zhang', 'capitals': b'ZHANG^WEIWEI', 'underscores': b'zhang_weiwei', 'squeezed': b'ZhangWeiwei', 'dots': b'zhang.weiwei',
 'id': b'id=0012345678;', 'place': '在湖滨医院就诊'.encode('gb18030'), 'uid': b'<1.2.826.0.1.7>',
 'uid at the end of a sentence': b'is 1.2.826.0.1.7.', 'uid as a name of a file': b'CT.1.2.826.0.1.7.dcm', 'label': b'for S-0001.'}
print(json.dumps({k: v.hex() for k, v in forms.items() if v}))
)"));
        const QJsonObject all = QJsonDocument::fromJson(said).object();
        QVERIFY(!all.isEmpty());
        for (auto it = all.begin(); it != all.end(); ++it)
            encoded_.insert(it.key().toUtf8(), QByteArray::fromHex(it.value().toString().toLatin1()));
    }

    void findsEveryForm_data() {
        QTest::addColumn<QByteArray>("bytes");
        for (auto it = encoded_.cbegin(); it != encoded_.cend(); ++it)
            QTest::newRow(it.key().constData()) << it.value();
    }
    void findsEveryForm() {
        QFETCH(QByteArray, bytes);
        const ByteAttack attack(known());
        QVERIFY(!attack.search(QByteArray("some bytes before " + bytes + " and behind")).isEmpty());
    }

    void leavesChanceAlone_data() {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("digits in a UID") << QByteArray("2.25.99700123456781234");
        QTest::newRow("digits in a number") << QByteArray("100123456789");
        QTest::newRow("fraction") << QByteArray("3.0012345678");
        QTest::newRow("short one inside") << QByteArray("value 0042 of InstanceNumber 42");
        QTest::newRow("longer UID") << QByteArray("1.2.826.0.1.7.5");
        QTest::newRow("pseudonym that ends so") << QByteArray("ABCS-0001");
        QTest::newRow("our own dummy") << QByteArray("REMOVED");
        QTest::newRow("other names") << QByteArray("Zhang Wei and Wei Zhang");
    }
    void leavesChanceAlone() {
        QFETCH(QByteArray, bytes);
        const auto hits = ByteAttack(known()).search(bytes);
        QVERIFY2(hits.isEmpty(), hits.isEmpty() ? "" : hits.first().form.constData());
    }

    /// Times, sizes and counts are left out of one search and are no words for the other.
    void shortNumbersApart() {
        using Numbers = ByteAttack::Numbers;
        const ByteAttack attack(known());
        const QByteArray time("101530.12"), words("of 101530 and Zhang Weiwei, 0012345678");
        QVERIFY(attack.search(time, Numbers::NoShort).isEmpty());
        QVERIFY(!attack.search(time).isEmpty());
        QCOMPARE(attack.search(words).size(), 4); // the name in two forms
        QCOMPARE(attack.search(words, Numbers::NoShort).size(), 3);
        const auto alone = attack.search(words, Numbers::OnlyShort);
        QCOMPARE(alone.size(), 1);
        QCOMPARE(alone.first().offset, 3);
        QVERIFY(attack.search("20101530 and x101530", Numbers::OnlyShort).isEmpty());
    }

    /// Compared one by one, 200,000 UIDs would take hours.
    void manyUidsThatBeginAlike() {
        constexpr int images = 200'000;
        ExportIdentifiers many;
        QByteArray told, others;
        for (int i = 0; i < images; ++i) {
            many.add(imageUid(i), "uid");
            told += imageUid(i).toLatin1() + '\\';
            others += imageUid(i).toLatin1() + ".1\\";
        }
        const ByteAttack attack(many);
        QCOMPARE(attack.search(told, ByteAttack::Numbers::All, images + 1).size(), images);
        QVERIFY(attack.search(others).isEmpty());
    }

    /// T19: a short identifier is missed nowhere where it is a value of its own.
    void t19ShortOnesAreWholeValues() {
        const ByteAttack attack(known());
        QVERIFY(attack.value(QStringLiteral("0042")));
        QVERIFY(attack.value(QStringLiteral(" 0042 ")));
        QVERIFY(!attack.value(QStringLiteral("42")));
        QVERIFY(!attack.value(QStringLiteral("REMOVED")));
        QCOMPARE(attack.value(QStringLiteral("张伟伟"))->kind, QByteArray("name"));
    }

    void patterns_data() {
        QTest::addColumn<QString>("cell");
        QTest::addColumn<bool>("identifies");
        QTest::newRow("ID card, right check digit") << QStringLiteral("11010519491231002X") << true;
        QTest::newRow("wrong check digit") << QStringLiteral("110105194912310021") << false;
        QTest::newRow("mobile") << QStringLiteral("tel 13912345678") << true;
        QTest::newRow("full width") << QStringLiteral("１３９１２３４５６７８") << true;
        QTest::newRow("too long for a mobile") << QStringLiteral("9139123456789") << false;
        QTest::newRow("ward number") << QStringLiteral("住院号：556677") << true;
        QTest::newRow("name beside a word") << QStringLiteral("患者张伟伟") << true;
        QTest::newRow("mail") << QStringLiteral("a.b@example.org") << true;
        QTest::newRow("date") << QStringLiteral("2024年1月2日") << true;
        QTest::newRow("variant") << QStringLiteral("c.2573T>G") << false;
        QTest::newRow("kernel") << QStringLiteral("Br40") << false;
        QTest::newRow("address") << QStringLiteral("杭州市湖滨路12号") << true;
    }
    void patterns() {
        QFETCH(QString, cell);
        QTEST(looksIdentifying(cell), "identifies");
    }

    void movedDates() {
        QCOMPARE(movedDate(QStringLiteral("2024-03-01"), -1), QStringLiteral("2024-02-29"));
        QCOMPARE(movedDate(QStringLiteral("2024-02-29"), -366), QStringLiteral("2023-02-28"));
        QCOMPARE(movedDate(QStringLiteral("2024-06"), -30), QStringLiteral("2024"));
        QCOMPARE(movedDate(QStringLiteral("2024-01"), -15), QString()); // lies in two years
        QCOMPARE(movedDate(QStringLiteral("2024"), -30), QString());
        QCOMPARE(movedDate(QStringLiteral("soon"), -30), QString());
    }
};

QTEST_GUILESS_MAIN(ByteAttackTest)
#include "ByteAttackTest.moc"
