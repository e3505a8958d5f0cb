// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/dicom/CtWriter.h"
#include "storage/dicom/Reader.h"
#include "storage/dicom/SampleWriter.h"
#include "storage/dicom/SegReader.h"
#include "storage/dicom/SegWriter.h"

#include <QCryptographicHash>
#include <QDir>
#include <QDirIterator>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace casebook;
using namespace casebook::dicom;

namespace {

SampleSpec specOf(std::uint32_t seed, int columns, int rows, int slices) {
    SampleSpec spec;
    spec.phantom = {seed, columns, rows, slices, 0};
    spec.lungs = true;
    return spec;
}

// What pydicom and numpy say about the files; empty after a failure.
QJsonObject readByPydicom(const QString& folder) {
    QProcess python;
    python.start(QStringLiteral("python3"),
                 {QStringLiteral(CASEBOOK_SOURCE_DIR "/tests/storage/read_written.py"), folder});
    if (!python.waitForFinished(120000) || python.exitCode() != 0) {
        qWarning("%s", python.readAllStandardError().constData());
        return {};
    }
    return QJsonDocument::fromJson(python.readAllStandardOutput()).object();
}

bool hasPydicom() {
    QProcess python;
    python.start(QStringLiteral("python3"), {QStringLiteral("-c"), QStringLiteral("import pydicom, numpy")});
    return python.waitForFinished(60000) && python.exitCode() == 0;
}

QJsonArray numbers(std::initializer_list<double> values) {
    QJsonArray a;
    for (const double v : values)
        a.append(v);
    return a;
}

bool near(const QJsonArray& a, const QJsonArray& b) {
    if (a.size() != b.size() || a.isEmpty())
        return false;
    for (qsizetype n = 0; n < a.size(); ++n)
        if (std::abs(a[n].toDouble() - b[n].toDouble()) > 1e-6)
            return false;
    return true;
}

QMap<QString, QByteArray> filesOf(const SampleSpec& spec) {
    QMap<QString, QByteArray> files;
    const auto kept = writeSample(spec, [&](const QString& name, const QByteArray& bytes) -> Result<> {
        files.insert(name, bytes);
        return {};
    });
    return kept ? files : QMap<QString, QByteArray>();
}

} // namespace

class WriterTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void pydicomReadsWhatWasDrawn_data();
    void pydicomReadsWhatWasDrawn();
    void ourReaderGivesTheSegmentationBack();
    void dcmtkToolsFindNoFault();
    void twoWritesGiveTheSameBytes();
    void everyFileSaysSynthetic();
    void uidsDependOnSeedAndRole();
    void aSinkThatRefusesStopsTheWriting();
    void segmentationOnAnotherGridIsRefused();
    void segmentationWithoutSegmentsIsRefused();
    void overlapIsSaid();
    void emptySegmentKeepsItsItem();
    void sliceWithoutUidIsRefused();

private:
    static void compareSegments(const QJsonObject& found, const Segmentation& drawn);
};

// Rows times columns that are no multiple of 8 catch packing by byte.
void WriterTest::pydicomReadsWhatWasDrawn_data() {
    QTest::addColumn<int>("columns");
    QTest::addColumn<int>("rows");
    QTest::addColumn<int>("slices");
    QTest::newRow("128x128x60") << 128 << 128 << 60;
    QTest::newRow("131x117x41") << 131 << 117 << 41;
}

void WriterTest::pydicomReadsWhatWasDrawn() {
    if (!hasPydicom()) {
        if (qEnvironmentVariableIsSet("CASEBOOK_CI"))
            QFAIL("pydicom is missing");
        QSKIP("python3 with pydicom and numpy is not installed");
    }
    QFETCH(int, columns);
    QFETCH(int, rows);
    QFETCH(int, slices);
    QTemporaryDir dir;
    const Result<Sample> sample = writeSample(specOf(4, columns, rows, slices), dir.path());
    QVERIFY(sample);
    const QJsonObject found = readByPydicom(dir.path());
    QVERIFY(!found.isEmpty());

    const Volume& v = sample->phantom.volume;
    const QByteArrayView voxels(reinterpret_cast<const char*>(v.stored.data()),
                                qsizetype(2 * v.voxelCount()));
    QCOMPARE(found[u"sha256"].toString().toLatin1(),
             QCryptographicHash::hash(voxels, QCryptographicHash::Sha256).toHex());
    QCOMPARE(found[u"shape"].toArray(), numbers({double(columns), double(rows), double(slices)}));
    const GridGeometry& g = v.grid;
    const WorldPoint last = g.toWorld({0, 0, double(slices - 1)});
    QVERIFY(near(found[u"spacing"].toArray(), numbers({g.rowSpacing, g.columnSpacing})));
    QVERIFY(near(found[u"origin"].toArray(), numbers({g.origin.x(), g.origin.y(), g.origin.z()})));
    QVERIFY(near(found[u"last"].toArray(), numbers({last.x(), last.y(), last.z()})));
    QCOMPARE(found[u"orientation"].toArray(), numbers({1, 0, 0, 0, 1, 0}));
    QCOMPARE(found[u"series"].toArray(), QJsonArray{v.seriesUid});
    QCOMPARE(found[u"instances"].toArray(),
             QJsonArray::fromStringList(QStringList(v.instances.begin(), v.instances.end())));
    QCOMPARE(found[u"numbers"][0].toInt(), slices); // counted from the head
    QCOMPARE(found[u"syntax"].toArray(), QJsonArray{QStringLiteral("1.2.840.10008.1.2.1")});
    QCOMPARE(found[u"classes"].toArray(), QJsonArray{QStringLiteral("1.2.840.10008.5.1.4.1.1.2")});
    QVERIFY(found[u"longest_uid"].toInt() <= 64);
    compareSegments(found[u"seg"][u"nodules"].toObject(), sample->phantom.nodules);
    compareSegments(found[u"seg"][u"lungs"].toObject(), sample->phantom.lungs);
}

void WriterTest::compareSegments(const QJsonObject& found, const Segmentation& drawn) {
    QCOMPARE(found[u"class"].toString(), QStringLiteral("1.2.840.10008.5.1.4.1.1.66.4"));
    QCOMPARE(found[u"referenced"].toString(), drawn.referencedSeries);
    QCOMPARE(found[u"overlap"].toString(), QStringLiteral("NO"));
    for (const char* yes : {"frame_of_reference", "study", "other_series", "pydicom_equal"})
        QVERIFY2(found[QLatin1StringView(yes)].toBool(), yes);
    for (const char* none : {"empty_frames", "wrong_source", "spare_bits"})
        QCOMPARE(found[QLatin1StringView(none)].toInt(-1), 0);
    const QJsonObject segments = found[u"segments"].toObject();
    QCOMPARE(segments.size(), qsizetype(drawn.segments.size()));
    for (const Segment& s : drawn.segments) {
        const QJsonObject f = segments[QString::number(s.number)].toObject();
        const SegmentStatistics numbersOf = statistics(drawn, s);
        const double n = double(numbersOf.voxels);
        const VoxelPoint centre = drawn.grid.toVoxel(numbersOf.centroid);
        QCOMPARE(f[u"voxels"].toInteger(), qint64(numbersOf.voxels));
        const QJsonArray moment = f[u"moment"].toArray();
        QVERIFY(near(numbers({moment[0].toDouble() / n, moment[1].toDouble() / n, moment[2].toDouble() / n}),
                     numbers({centre.x(), centre.y(), centre.z()})));
        QCOMPARE(f[u"label"].toString(), s.label);
        QCOMPARE(f[u"code"].toString().toLatin1() + "^SCT", s.code);
        QCOMPARE(f[u"type"].toString(), QStringLiteral("AUTOMATIC"));
        QCOMPARE(f[u"name"].toString(), QStringLiteral("casebook.phantom.truth"));
        QCOMPARE(f[u"version"].toString(), QStringLiteral("1.0"));
        QCOMPARE(f[u"lab"].toArray().size(), 3);
    }
}

void WriterTest::ourReaderGivesTheSegmentationBack() {
    QVERIFY(initialise());
    QByteArray file;
    const Result<Sample> sample =
        writeSample(specOf(4, 96, 96, 60), [&](const QString& name, const QByteArray& bytes) -> Result<> {
            if (name.endsWith(u"nodules.dcm"))
                file = bytes;
            return {};
        });
    QVERIFY(sample);
    const Result<Segmentation> read =
        readSegmentation(std::as_bytes(std::span(file.constData(), std::size_t(file.size()))));
    QVERIFY(read);
    const Segmentation& drawn = sample->phantom.nodules;
    QCOMPARE(read->uid, sample->nodulesUid);
    QCOMPARE(read->frameOfReference, drawn.frameOfReference);
    QCOMPARE(read->referencedSeries, drawn.referencedSeries);
    QCOMPARE(read->segments.size(), drawn.segments.size());
    for (std::size_t n = 0; n < drawn.segments.size(); ++n) {
        const Segment &a = read->segments[n], &b = drawn.segments[n];
        QCOMPARE(a.label, b.label);
        QCOMPARE(a.code, b.code);
        QCOMPARE(a.algorithm.name, b.algorithm.name);
        QCOMPARE(a.algorithm.version, b.algorithm.version);
        QVERIFY(a.values == b.values);
        if (a.values.empty())
            continue;
        const WorldPoint there =
            read->grid.toWorld({double(a.box.first[0]), double(a.box.first[1]), double(a.box.first[2])});
        const WorldPoint here =
            drawn.grid.toWorld({double(b.box.first[0]), double(b.box.first[1]), double(b.box.first[2])});
        QVERIFY((there - here).norm() < 1e-3);
        for (std::size_t c = 0; c < 3; ++c) // 16 bit Lab holds the colour
            QVERIFY(std::abs(int(a.color[c]) - int(b.color[c])) <= 1);
    }
}

void WriterTest::dcmtkToolsFindNoFault() {
    if (QStandardPaths::findExecutable(QStringLiteral("dcmftest")).isEmpty())
        QSKIP("dcmftest of DCMTK is not installed");
    QTemporaryDir dir;
    QVERIFY(writeSample(specOf(2, 64, 64, 20), dir.path()));
    QDirIterator files(dir.path(), {QStringLiteral("*.dcm")}, QDir::Files, QDirIterator::Subdirectories);
    int seen = 0;
    for (; files.hasNext(); ++seen) {
        const QString path = files.next();
        QProcess test, dump;
        test.start(QStringLiteral("dcmftest"), {path});
        QVERIFY(test.waitForFinished());
        QCOMPARE(test.exitCode(), 0);
        dump.start(QStringLiteral("dcmdump"), {QStringLiteral("--quiet"), path});
        QVERIFY(dump.waitForFinished());
        QCOMPARE(dump.exitCode(), 0);
        QCOMPARE(dump.readAllStandardError(), QByteArray());
    }
    QCOMPARE(seen, 22);
}

void WriterTest::twoWritesGiveTheSameBytes() {
    const SampleSpec spec = specOf(7, 64, 64, 20);
    const QMap<QString, QByteArray> files = filesOf(spec);
    QCOMPARE(files.size(), 22);
    QVERIFY(files == filesOf(spec));
    QTemporaryDir dir;
    QVERIFY(writeSample(spec, dir.path()));
    for (auto it = files.begin(); it != files.end(); ++it) {
        QFile file(dir.filePath(it.key()));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY2(file.readAll() == it.value(), qPrintable(it.key()));
    }
}

void WriterTest::everyFileSaysSynthetic() {
    const QMap<QString, QByteArray> files = filesOf(specOf(1, 64, 64, 20));
    QVERIFY(!files.isEmpty());
    for (auto it = files.begin(); it != files.end(); ++it) {
        const QByteArray header = it.value().first(3000);
        QVERIFY(header.contains("SYNTHETIC^CHEST 1"));
        QVERIFY(it.value().contains("SYNTHETIC: computed from seed 1, no patient"));
        QVERIFY(header.count("SYNTHETIC") >= 5); // also institution, study and series description
    }
}

void WriterTest::uidsDependOnSeedAndRole() {
    const QString uid = syntheticUid(1, "study");
    QCOMPARE(uid, syntheticUid(1, "study"));
    QVERIFY(uid != syntheticUid(2, "study"));
    QVERIFY(uid != syntheticUid(1, "ct/0"));
    for (std::uint32_t seed = 0; seed < 200; ++seed)
        QVERIFY(QRegularExpression(QStringLiteral("^2\\.25\\.[1-9][0-9]{30,38}$"))
                    .match(syntheticUid(seed, "x"))
                    .hasMatch());
}

void WriterTest::aSinkThatRefusesStopsTheWriting() {
    int calls = 0;
    const Result<Sample> sample =
        writeSample(specOf(1, 64, 64, 20), [&](const QString&, const QByteArray&) -> Result<> {
            return ++calls == 3 ? Result<>(fail(ErrorKind::System, "disk-full")) : Result<>();
        });
    QVERIFY(!sample);
    QCOMPARE(sample.error().code, QByteArray("disk-full"));
    QCOMPARE(calls, 3);
}

void WriterTest::segmentationOnAnotherGridIsRefused() {
    Result<phantom::Phantom> made = phantom::makePhantom({1, 32, 32, 10, 1});
    QVERIFY(made);
    made->volume.instances.assign(10, QStringLiteral("2.25.1"));
    Segmentation moved = made->nodules;
    moved.grid.origin.x() += 1;
    const auto written = writeSegmentation(moved, made->volume, {}, {}, {});
    QVERIFY(!written);
    QCOMPARE(written.error().code, QByteArray("grid-mismatch"));
}

void WriterTest::segmentationWithoutSegmentsIsRefused() {
    const auto written = writeSegmentation({}, {}, {}, {}, {});
    QVERIFY(!written);
    QCOMPARE(written.error().code, QByteArray("empty-segmentation"));
}

void WriterTest::overlapIsSaid() {
    Result<phantom::Phantom> made = phantom::makePhantom({1, 32, 32, 10, 1});
    QVERIFY(made);
    made->volume.instances.assign(10, QStringLiteral("2.25.1"));
    Segmentation twice = made->lungs;
    twice.segments[1] = twice.segments[0];
    twice.segments[1].number = 2;
    const auto apart = writeSegmentation(made->lungs, made->volume, {}, {}, {});
    const auto both = writeSegmentation(twice, made->volume, {}, {}, {});
    QVERIFY(apart && both);
    const QByteArray tag("\x62\x00\x13\x00"
                         "CS",
                         6); // (0062,0013), little endian
    QCOMPARE(apart->mid(apart->indexOf(tag) + 8, 2), QByteArray("NO"));
    QCOMPARE(both->mid(both->indexOf(tag) + 8, 3), QByteArray("YES"));
}

void WriterTest::emptySegmentKeepsItsItem() {
    Result<phantom::Phantom> made = phantom::makePhantom({1, 32, 32, 10, 1});
    QVERIFY(made);
    made->volume.instances.assign(10, QStringLiteral("2.25.1"));
    Segmentation only = made->nodules;
    only.segments.resize(1);
    only.segments[0].box = {};
    only.segments[0].values.clear();
    const auto written = writeSegmentation(only, made->volume, {}, {}, {});
    QVERIFY(written);
    QVERIFY(written->contains("Nodule 1"));
}

void WriterTest::sliceWithoutUidIsRefused() {
    const Result<phantom::Phantom> made = phantom::makePhantom({1, 32, 32, 10, 1});
    QVERIFY(made);
    for (const int slice : {0, -1, 10}) {
        const auto written = writeCtSlice(made->volume, slice, {}, {});
        QVERIFY(!written);
        QCOMPARE(written.error().kind, ErrorKind::Usage);
    }
}

QTEST_GUILESS_MAIN(WriterTest)
#include "WriterTest.moc"
