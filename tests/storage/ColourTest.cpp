// SPDX-License-Identifier: GPL-3.0-or-later
//
// Palettes, native 4:2:2 and Modality LUTs against pydicom.
#include "storage/dicom/Instance.h"
#include "storage/dicom/Pixels.h"
#include "storage/dicom/Reader.h"
#include "tests/support/TestData.h"

#include <QCryptographicHash>
#include <QTemporaryDir>
#include <QTest>

using namespace casebook;
using namespace casebook::dicom;
using namespace casebook::test;

class ColourTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { QVERIFY(initialise()); }
    void likePydicom_data();
    void likePydicom();

private:
    QTemporaryDir folder_;
};

void ColourTest::likePydicom_data() {
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("sha256");
    const QByteArray told = runPython(
        QString::fromUtf8(readFile(QStringLiteral(CASEBOOK_SOURCE_DIR "/tests/data/make_colour.py"))),
        {folder_.path()});
    for (const char* name :
         {"palette8", "palette8of8", "palette16", "paletteshort", "half", "modality", "modalitysigned"}) {
        const QByteArray head = QByteArray(name).append(' ');
        QByteArray hash;
        for (const QByteArray& line : told.split('\n')) {
            if (line.startsWith(head))
                hash = line.mid(head.size());
        }
        QTest::newRow(name) << QString::fromLatin1(name) << hash;
    }
}

void ColourTest::likePydicom() {
    QFETCH(QString, name);
    QFETCH(QByteArray, sha256);
    QVERIFY(!sha256.isEmpty());
    const QByteArray file = readFile(folder_.filePath(name));
    const auto bytes = std::as_bytes(std::span(file.constData(), std::size_t(file.size())));
    const auto header = readHeader(bytes);
    QVERIFY2(header, header ? "" : header.error().code.constData());
    QVERIFY(header->decodable && !header->truncated);
    if (name.startsWith(QLatin1StringView("modality")))
        QVERIFY(!hasDirectPixels(*header)); // stored bytes are not the values
    const auto frame = readPixels(bytes, 0);
    QVERIFY2(frame, frame ? "" : frame.error().code.constData());
    if (name.startsWith(QLatin1StringView("palette")))
        QCOMPARE(frame->photometric, QByteArray("RGB"));
    QCOMPARE(QCryptographicHash::hash(frame->bytes, QCryptographicHash::Sha256).toHex(), sha256);
}

QTEST_GUILESS_MAIN(ColourTest)
#include "ColourTest.moc"
