// SPDX-License-Identifier: GPL-3.0-or-later
// Files as real devices write them and shouldn't, through the worker: read as pydicom reads the same
// values from a proper file, repaired where something was, refused where pixels are missing.
#include "storage/worker/WorkerPool.h"
#include "storage/worker/WorkerProcess.h"
#include "tests/support/TestData.h"

#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

using namespace casebook;
using namespace casebook::test;

class OddFilesTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void read_data();
    void read();
    void cleanupTestCase() { x_pool.reset(); }

private:
    QTemporaryDir x_folder;
    QJsonObject x_expected;
    std::unique_ptr<WorkerPool> x_pool;
};

void OddFilesTest::initTestCase() {
    QVERIFY2(!workerProgram().isEmpty(), "casebook-worker is not built");
    const QByteArray script = readFile(QStringLiteral(CASEBOOK_SOURCE_DIR "/tests/worker/odd_files.py"));
    QVERIFY(!script.isEmpty());
    x_expected = QJsonDocument::fromJson(runPython(QString::fromUtf8(script), {x_folder.path()})).object();
    QVERIFY(x_expected.size() >= 35);
    x_pool = std::make_unique<WorkerPool>(1);
}

void OddFilesTest::read_data() {
    QTest::addColumn<QJsonObject>("expected");
    for (auto it = x_expected.begin(); it != x_expected.end(); ++it)
        QTest::newRow(qPrintable(it.key())) << it.value().toObject();
}

void OddFilesTest::read() {
    QFETCH(QJsonObject, expected);
    const auto input = WorkerInput::open(x_folder.filePath(QString::fromLatin1(QTest::currentDataTag())));
    QVERIFY(input);
    const auto header = x_pool->parse(*input);
    QVERIFY2(header, header ? "" : header.error().code.constData());
    const auto value = [&](const char* key) { return expected.value(QLatin1StringView(key)); };
    const SliceHeader& s = header->slice;
    QCOMPARE(s.rows, value("rows").toInt());
    QCOMPARE(s.columns, value("columns").toInt());
    QCOMPARE(header->patient.patientId, value("patient").toString());
    QCOMPARE(header->sopInstance, value("sop").toString());
    QCOMPARE(header->seriesDescription, value("description").toString());
    QCOMPARE(header->seriesNumber.value_or(-1), value("series").toInt());
    QCOMPARE(s.instanceNumber, value("number").toInt());
    QCOMPARE(s.sliceThickness_mm, value("thickness").toDouble());
    QCOMPARE(s.slope.has_value(), value("slope").isDouble());
    QCOMPARE(s.slope.value_or(0), value("slope").toDouble());
    QVERIFY(s.pixelSpacing);
    for (int n = 0; n < 2; ++n)
        QCOMPARE((*s.pixelSpacing)[std::size_t(n)], value("spacing").toArray().at(n).toDouble());
    QCOMPARE(s.position.has_value(), value("position").isArray());
    for (int n = 0; n < 3 && s.position; ++n)
        QCOMPARE((*s.position)[n], value("position").toArray().at(n).toDouble());
    QCOMPARE(header->repairedHeader, value("repaired").toBool());
    QCOMPARE(header->truncated, value("cut").toBool());
    QCOMPARE(header->syntheticStudy, value("study").isString());
    QCOMPARE(header->studyUid, value("study").toString(QStringLiteral("1.2.3")));
    QCOMPARE(header->syntheticSeries, value("seriesUid").isString());
    QCOMPARE(header->seriesUid, value("seriesUid").toString(QStringLiteral("1.2.3.5")));

    const auto frame = x_pool->pixels(*input, s);
    QCOMPARE(frame.has_value(), value("pixels").isString());
    if (frame)
        QCOMPARE(QString::fromLatin1(dicom::pixelHash(*frame).toHex()), value("pixels").toString());
    else
        QCOMPARE(frame.error().code, QByteArray("truncated")); // never filled up with zeros
}

QTEST_GUILESS_MAIN(OddFilesTest)
#include "OddFilesTest.moc"
