// SPDX-License-Identifier: GPL-3.0-or-later
//
// A slice that is cut inside its pixels, in the file or in its code stream: imported, listed, empty in the
// volume, counted by nobody.
#include "core/volume/Statistics.h"
#include "storage/imaging/ImagingService.h"
#include "storage/imaging/ImportService.h"
#include "storage/vault/Vault.h"
#include "storage/worker/WorkerPool.h"
#include "tests/support/EncapsulatedFile.h"
#include "tests/support/WaveletWriter.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace casebook;
using namespace casebook::test;

class DamagedSliceTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void cut_data();
    void cut();
};

void DamagedSliceTest::cut_data() {
    QTest::addColumn<bool>("highThroughput");
    QTest::addColumn<bool>("wholeFile"); ///< the file is whole and its stream is cut
    QTest::addColumn<double>("part");
    for (const double part : {0.1, 0.5, 0.9}) {
        QTest::addRow("JPEG 2000 stream, %g", part) << false << true << part;
        QTest::addRow("HTJ2K stream, %g", part) << true << true << part;
    }
    QTest::newRow("JPEG 2000 file, 0.6") << false << false << 0.6;
    QTest::newRow("HTJ2K file, 0.9") << true << false << 0.9;
}

void DamagedSliceTest::cut() {
    QFETCH(bool, highThroughput);
    QFETCH(bool, wholeFile);
    QFETCH(double, part);
    constexpr int slices = 5, damaged = 2, side = 32;
    QTemporaryDir folder;
    qputenv("XDG_STATE_HOME", folder.filePath(QStringLiteral("state")).toUtf8());
    for (int k = 0; k < slices; ++k) {
        WaveletPicture picture{side, side, 1, 16, true, {}};
        for (int n = 0; n < side * side; ++n)
            picture.values.push_back(100 * k + (n * 37) % 64);
        const QByteArray stream = highThroughput ? encodeHtj2k(picture) : encodeJpeg2000(picture);
        EncapsulatedFile file;
        file.syntax = highThroughput ? "1.2.840.10008.1.2.4.201" : "1.2.840.10008.1.2.4.90";
        file.rows = file.columns = side;
        file.instance = "1.2.3.4." + QByteArray::number(k + 1);
        file.z_mm = k;
        const bool cutStream = k == damaged && wholeFile;
        file.frames << QList<QByteArray>{
            cutStream ? stream.first(qsizetype(double(stream.size()) * part)) : stream};
        QByteArray bytes = file.bytes();
        if (k == damaged && !wholeFile)
            bytes.truncate(bytes.size() - qsizetype(double(stream.size()) * (1 - part)) - 8);
        QFile out(folder.filePath(QStringLiteral("%1.dcm").arg(k)));
        QVERIFY(out.open(QIODevice::WriteOnly) && out.write(bytes) == bytes.size());
    }
    NewStudy study;
    study.name = QStringLiteral("T");
    study.login = QStringLiteral("li");
    auto made = Vault::create(folder.filePath(QStringLiteral("study")), study,
                              SecretBytes::fromUtf8("a damaged slice test"), KdfCost::cheapForTests());
    QVERIFY(made.has_value());
    const auto vault = std::move(made->vault);
    WorkerPool workers{1};
    ImportService import(vault->database(), vault->objects(), workers, vault->session(), vault->clock());
    QStringList paths;
    for (int k = 0; k < slices; ++k)
        paths << folder.filePath(QStringLiteral("%1.dcm").arg(k));
    const auto report = import.run(paths, {}, {});
    QVERIFY(report.has_value());
    QVERIFY2(report->refused.isEmpty(),
             report->refused.isEmpty() ? "" : report->refused.front().code.constData());
    QCOMPARE(report->imported, slices);

    const ImagingService imaging(vault->database(), vault->objects(), workers, vault->session(),
                                 vault->clock());
    const auto rows = imaging.series();
    QVERIFY(rows && rows->size() == 1);
    QVERIFY(rows->front().warnings.contains("truncated-frame"));
    const auto volume = imaging.volume(rows->front().uid, 0, {});
    QVERIFY2(volume, volume ? "" : volume.error().code.constData());
    QCOMPARE((*volume)->grid.slices, slices);
    for (int k = 0; k < slices; ++k)
        QCOMPARE((*volume)->isMissing(k), k == damaged);
    const auto warned = std::find_if((*volume)->warnings.begin(), (*volume)->warnings.end(),
                                     [](const VolumeWarning& w) { return w.code == "truncated-frame"; });
    QVERIFY(warned != (*volume)->warnings.end());
    QCOMPARE(warned->args, QStringList{QStringLiteral("1")});
    // (0 + 100 + 300 + 400) / 4 and the mean of the pattern; a slice of zeros would draw it down.
    double pattern = 0;
    for (int n = 0; n < side * side; ++n)
        pattern += (n * 37) % 64;
    QVERIFY(std::abs(statistics(**volume, false).mean - (200 + pattern / (side * side))) < 1e-9);
}

QTEST_GUILESS_MAIN(DamagedSliceTest)
#include "DamagedSliceTest.moc"
