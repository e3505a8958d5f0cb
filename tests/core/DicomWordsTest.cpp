// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/values/DicomWords.h"

#include <QTest>

using namespace casebook;

class DicomWordsTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void words_data() {
        QTest::addColumn<QString>("value");
        QTest::addColumn<QString>("words");
        QTest::newRow("typed") << QStringLiteral(" 合成·刘涛 ") << QStringLiteral("合成·刘涛");
        QTest::newRow("typed, spaces stay") << QStringLiteral("Maria  de Souza") << QStringLiteral("Maria  de Souza");
        QTest::newRow("family and given") << QStringLiteral("Doe^Jane^^Dr.^") << QStringLiteral("Doe Jane Dr.");
        // The examples of PS3.5 annexes H, I and K.
        QTest::newRow("Japanese") << QStringLiteral("Yamada^Tarou=山田^太郎=やまだ^たろう") << QStringLiteral("山田太郎");
        QTest::newRow("Korean") << QStringLiteral("Hong^Gildong=洪^吉洞=홍^길동") << QStringLiteral("洪吉洞");
        QTest::newRow("Chinese") << QStringLiteral("Wang^XiaoDong=王^小东=") << QStringLiteral("王小东");
        QTest::newRow("Hangul alone") << QStringLiteral("홍^길동") << QStringLiteral("홍길동");
        QTest::newRow("phonetic alone") << QStringLiteral("==やまだ^たろう") << QStringLiteral("やまだ たろう");
        QTest::newRow("Cyrillic") << QStringLiteral("Люкceмбypг^Анна") << QStringLiteral("Люкceмбypг Анна");
        QTest::newRow("nobody") << QStringLiteral("^^^^") << QString();
        QTest::newRow("nothing") << QString() << QString();
    }

    void several() {
        QCOMPARE(severalWords(QStringLiteral("I70f\\3")), QStringLiteral("I70f, 3"));
        QCOMPARE(severalWords(QStringLiteral("B70f")), QStringLiteral("B70f"));
    }

    void words() {
        QFETCH(QString, value);
        QFETCH(QString, words);
        QCOMPARE(nameWords(value), words);
        QCOMPARE(nameWords(words), words); // what is shown may be shown again
    }
};

QTEST_GUILESS_MAIN(DicomWordsTest)
#include "DicomWordsTest.moc"
