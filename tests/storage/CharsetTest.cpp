// SPDX-License-Identifier: GPL-3.0-or-later
// Names in many character sets against pydicom's reading of the same files, and the rules for files that
// declare the wrong set or none.
#include "storage/dicom/Reader.h"
#include "storage/dicom/Text.h"
#include "tests/support/TestData.h"

#include <QHash>
#include <QTest>

using namespace casebook;
using namespace casebook::dicom;
using namespace casebook::test;

namespace {

std::span<const std::byte> bytesOf(const QByteArray& data) {
    return std::as_bytes(std::span(data.constData(), size_t(data.size())));
}

/// One row of identifiers.csv without quoted commas: keyword, vr, value, hex, files, example.
QList<QStringList> identifierRows() {
    QList<QStringList> rows;
    const QString text =
        QString::fromUtf8(readFile(ctPath(QStringLiteral("30-charset"), QStringLiteral("identifiers.csv"))));
    for (const QString& line : text.split(QLatin1Char('\n'), Qt::SkipEmptyParts))
        rows << line.trimmed().split(QLatin1Char(','));
    return rows;
}

} // namespace

class CharsetTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { QVERIFY(initialise()); }
    void realFiles_data();
    void realFiles();
    void everyNameIsKnown();
    void rule_data();
    void rule();
    void numbers_data();
    void numbers();
};

void CharsetTest::realFiles_data() {
    CASEBOOK_NEED_DATA();
    QTest::addColumn<QString>("file");
    QTest::addColumn<QString>("name");
    for (const QStringList& row : identifierRows()) {
        if (row.size() == 6 && row.at(0) == QLatin1StringView("PatientName")) {
            QString name = row.at(2);
            // pydicom leaves the escapes of ISO 2022 IR 58; without them the characters are as they must be.
            name.remove(QStringLiteral("\x1b$)A"));
            QTest::newRow(qPrintable(row.at(5))) << row.at(5) << name;
        }
    }
}

void CharsetTest::realFiles() {
    QFETCH(QString, file);
    QFETCH(QString, name);
    if (file == QLatin1StringView("chrGB2312.dcm"))
        name = QStringLiteral("Zhang^XiaoDong=\u5f20^\u5c0f\u4e1c");
    const QByteArray data = readFile(ctPath(QStringLiteral("30-charset"), file));
    const auto header = readHeader(bytesOf(data));
    if (!header) { // pictures without pixels: refused, and rightly
        QCOMPARE(header.error().code, QByteArray("no-pixel-data"));
        return;
    }
    QCOMPARE(header->patient.name, name.normalized(QString::NormalizationForm_C));
    QVERIFY(!header->charsetGuessed);
}

void CharsetTest::everyNameIsKnown() {
    CASEBOOK_NEED_DATA();
    QStringList known;
    for (const QStringList& row : identifierRows())
        known << row.value(2).normalized(QString::NormalizationForm_C);
    known << QStringLiteral("Zhang^XiaoDong=\u5f20^\u5c0f\u4e1c");
    int read = 0;
    for (const auto& entry : ctFiles(QStringLiteral("30-charset"))) {
        const QByteArray data = readFile(ctPath(
            QStringLiteral("30-charset"), entry.toObject().value(QLatin1StringView("path")).toString()));
        if (const auto header = readHeader(bytesOf(data)); header && !header->patient.name.isEmpty()) {
            QVERIFY2(known.contains(header->patient.name), qPrintable(header->patient.name));
            ++read;
        }
    }
    QVERIFY(read >= 13);
}

void CharsetTest::rule_data() {
    QTest::addColumn<QByteArray>("declared");
    QTest::addColumn<QByteArray>("raw");
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("guessed");
    const QByteArray gbk("\xD5\xC5^\xC8\xFD");
    const QString zhang = QStringLiteral("\u5f20^\u4e09");
    QTest::newRow("GB18030") << QByteArray("GB18030") << gbk << zhang << false;
    QTest::newRow("GBK") << QByteArray("GBK") << gbk << zhang << false;
    QTest::newRow("lower case") << QByteArray("gb18030 ") << gbk << zhang << false;
    QTest::newRow("ISO 2022 GBK") << QByteArray("ISO 2022 GBK") << gbk << zhang << false;
    QTest::newRow("ISO_IR 6 beside it") << QByteArray("ISO_IR 6\\GB18030") << gbk << zhang << false;
    QTest::newRow("backslash as second byte") << QByteArray("GB18030") << QByteArray("\xD5\xC5^\x95\x5C")
                                              << QStringLiteral("\u5f20^\u661e") << false;
    QTest::newRow("caret as second byte") << QByteArray("GB18030") << QByteArray("\xD5\xC5^\xC0\x5E")
                                          << QStringLiteral("\u5f20^\u7e7c") << false;
    QTest::newRow("four bytes") << QByteArray("GB18030") << QByteArray("\x82\x35\x8F\x33")
                                << QStringLiteral("\u9fa6") << false;
    QTest::newRow("GBK declared as Latin-1") << QByteArray("ISO_IR 100") << gbk << zhang << true;
    QTest::newRow("GBK, nothing declared") << QByteArray() << gbk << zhang << true;
    QTest::newRow("UTF-8, nothing declared")
        << QByteArray() << QByteArray("\xE5\xBC\xA0^\xE4\xB8\x89") << zhang << true;
    QTest::newRow("UTF-8 declared as Latin-1")
        << QByteArray("ISO_IR 100") << QByteArray("\xE5\xBC\xA0^\xE4\xB8\x89") << zhang << true;
    // Both strict UTF-8 (two Latin letters) and GB2312 (one ideograph): where a person is Chinese the second is true.
    QTest::newRow("valid both ways") << QByteArray() << QByteArray("\xC2\xB1") << QStringLiteral("\u5364")
                                     << true;
    QTest::newRow("UTF-8") << QByteArray("ISO_IR 192") << QByteArray("\xE5\xBC\xA0^\xE4\xB8\x89") << zhang
                           << false;
    QTest::newRow("Latin-1") << QByteArray("ISO_IR 100") << QByteArray("J\xE9r\xF4me")
                             << QStringLiteral("J\u00e9r\u00f4me") << false;
    QTest::newRow("Latin-1, nothing declared")
        << QByteArray() << QByteArray("J\xE9r\xF4me") << QStringLiteral("J\u00e9r\u00f4me") << true;
    QTest::newRow("Greek stays Greek") << QByteArray("ISO_IR 126") << QByteArray("\xC4\xE9\xEF\xED")
                                       << QStringLiteral("\u0394\u03b9\u03bf\u03bd") << false;
    QTest::newRow("decomposed") << QByteArray("ISO_IR 192") << QByteArray("e\xCC\x81")
                                << QStringLiteral("\u00e9") << false;
    QTest::newRow("ASCII") << QByteArray("ISO_IR 100") << QByteArray(" Doe^John \0", 11)
                           << QStringLiteral("Doe^John") << false;
    QTest::newRow("NUL padding") << QByteArray() << QByteArray("Doe\0\0", 5) << QStringLiteral("Doe")
                                 << false;
}

void CharsetTest::rule() {
    QFETCH(QByteArray, declared);
    QFETCH(QByteArray, raw);
    QFETCH(QString, text);
    QFETCH(bool, guessed);
    const TextDecoder decoder(declared);
    const QString ours = decoder.decodeName(raw);
    QCOMPARE(ours, text);
    QCOMPARE(decoder.guessed(), guessed);
}

void CharsetTest::numbers_data() {
    QTest::addColumn<QByteArray>("raw");
    QTest::addColumn<bool>("there");
    QTest::addColumn<double>("value");
    QTest::newRow("plain") << QByteArray("1.25") << true << 1.25;
    QTest::newRow("blanks and NUL") << QByteArray(" 2.5 \0", 6) << true << 2.5;
    QTest::newRow("comma") << QByteArray("0,703125") << true << 0.703125;
    QTest::newRow("comma and point") << QByteArray("1,024.5") << false << 0.0;
    QTest::newRow("plus") << QByteArray("+3") << true << 3.0;
    QTest::newRow("exponent") << QByteArray("-1.5E+2") << true << -150.0;
    QTest::newRow("empty") << QByteArray() << false << 0.0;
    QTest::newRow("word") << QByteArray("none") << false << 0.0;
    QTest::newRow("tail") << QByteArray("1.5mm") << false << 0.0;
    QTest::newRow("infinite") << QByteArray("inf") << false << 0.0;
    QTest::newRow("too large") << QByteArray("1e999") << false << 0.0;
}

void CharsetTest::numbers() {
    QFETCH(QByteArray, raw);
    QFETCH(bool, there);
    QFETCH(double, value);
    const auto ours = parseDecimal(raw);
    QCOMPARE(ours.has_value(), there);
    if (there)
        QCOMPARE(*ours, value);
    QCOMPARE(parseInteger("12.0").value_or(-1), 12);
    QVERIFY(!parseInteger("12.5"));
    QVERIFY(!parseInteger("99999999999"));
}

QTEST_GUILESS_MAIN(CharsetTest)
#include "CharsetTest.moc"
