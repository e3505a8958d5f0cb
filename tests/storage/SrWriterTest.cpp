// SPDX-License-Identifier: GPL-3.0-or-later
// Reports and key objects that are written, against dciodvfy, dsrdump and pydicom.
#include "storage/dicom/Reader.h"
#include "storage/dicom/sr/SrMeasurements.h"
#include "storage/dicom/sr/SrReader.h"
#include "storage/dicom/sr/SrWriter.h"
#include "tests/support/TestData.h"

#include <QFile>
#include <QJsonDocument>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace casebook;
using namespace casebook::dicom;
using namespace casebook::test;

namespace {

std::span<const std::byte> bytesOf(const QByteArray& data) {
    return std::as_bytes(std::span(data.constData(), size_t(data.size())));
}

QByteArray run(const QString& program, const QStringList& arguments) {
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(program, arguments);
    process.waitForFinished(30000);
    return process.readAll();
}

ExamIdentity exam() {
    ExamIdentity out;
    out.patientName = QStringLiteral("张^三");
    out.patientId = QStringLiteral("P-7");
    out.birthDate = QStringLiteral("19600102");
    out.sex = QStringLiteral("F");
    out.studyUid = QStringLiteral("1.2.826.0.1.1");
    out.studyDate = QStringLiteral("20240115");
    out.studyTime = QStringLiteral("101500");
    out.studyId = QStringLiteral("1");
    out.studyDescription = QStringLiteral("胸部CT");
    return out;
}

SeriesIdentity series() {
    SeriesIdentity out;
    out.uid = QStringLiteral("2.25.7");
    out.number = 900;
    out.description = QStringLiteral("Measurements");
    out.date = QStringLiteral("20240116");
    out.time = QStringLiteral("090000");
    out.manufacturer = QStringLiteral("Casebook");
    out.model = QStringLiteral("Casebook");
    out.serialNumber = QStringLiteral("1");
    out.softwareVersions = QStringLiteral("0.1");
    return out;
}

ReportDescription description() {
    return {QStringLiteral("2.25.8"), QStringLiteral("王医生"), QStringLiteral("2.25.9"),
            QStringLiteral("1.2.826.0.1.5"), true};
}

SourceImage source(int n) {
    return {QStringLiteral("1.2.840.10008.5.1.4.1.1.2"), QStringLiteral("1.2.826.0.1.3.%1").arg(n),
            QStringLiteral("1.2.826.0.1.2"), QStringLiteral("1.2.826.0.1.1")};
}

/// A bidimensional measurement on a slice, a length across the slices, the volume of a segment of an algorithm.
struct Made {
    MeasuredGroup nodule, across, volume;
    SourceImage seg;
};

Made madeGroups() {
    Made out;
    MeasuredGroup& nodule = out.nodule;
    MeasuredGroup& across = out.across;
    MeasuredGroup& volume = out.volume;
    SourceImage& seg = out.seg;
    nodule.trackingId = QStringLiteral("测量 1");
    nodule.trackingUid = QStringLiteral("2.25.101");
    nodule.finding = {"27925004", "SCT", QStringLiteral("Nodule")};
    nodule.line = MeasuredLine{12.3456789012, {100.25, 100.5, 112.75, 101.5}, source(1), {}};
    nodule.shortAxis = MeasuredLine{7.5, {104, 98, 105, 103}, source(1), {}};
    across.trackingId = QStringLiteral("Length 2");
    across.trackingUid = QStringLiteral("2.25.102");
    across.line = MeasuredLine{5, {}, {}, {WorldPoint(-10, 20, 30.5), WorldPoint(-10, 24, 33.5)}};
    volume.trackingId = QStringLiteral("Nodule 1");
    volume.trackingUid = QStringLiteral("2.25.103");
    volume.finding = nodule.finding;
    volume.volume_mm3 = 523.25;
    seg = source(77);
    seg.sopClass = QStringLiteral("1.2.840.10008.5.1.4.1.1.66.4");
    seg.seriesUid = QStringLiteral("1.2.826.0.1.7");
    volume.segmentation = seg;
    volume.segment = 2;
    volume.sourceSeries = source(1).seriesUid;
    volume.algorithm = QStringLiteral("LungSeek");
    volume.algorithmVersion = QStringLiteral("2.4");
    return out;
}

QByteArray writtenBytes(const Made& made) {
    return writeMeasurementReport({made.nodule, made.across, made.volume}, {source(1), source(2), made.seg},
                                  exam(), series(), description())
        .value_or(QByteArray());
}

QString kept(const QTemporaryDir& folder, const QByteArray& bytes) {
    const QString path = folder.filePath(QStringLiteral("written.dcm"));
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() ? path : QString();
}

} // namespace

class SrWriterTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { QVERIFY(initialise()); }
    void written();
    void writtenByPydicom();
    void writtenReadAgain();
    void keyObjects();
    void nothingToWrite();
};

void SrWriterTest::written() {
    const QByteArray bytes = writtenBytes(madeGroups());
    QVERIFY(!bytes.isEmpty());
    QTemporaryDir folder;
    const QString path = kept(folder, bytes);
    QVERIFY(!path.isEmpty());
    if (QStandardPaths::findExecutable(QStringLiteral("dciodvfy")).isEmpty() &&
        qEnvironmentVariable("CASEBOOK_CI") != QLatin1StringView("1"))
        QSKIP("no dciodvfy");
    const QByteArray verdict = run(QStringLiteral("dciodvfy"), {path});
    QVERIFY2(verdict.contains("Comprehensive3DSR"), verdict);
    QVERIFY2(!verdict.contains("Error"), verdict);
    QByteArray dumped = run(QStringLiteral("dsrdump"), {QStringLiteral("+Pl"), path});
    dumped.replace("W: The VR checker does not support this Specific Character Set: ISO_IR 192\n", "");
    QVERIFY2(!dumped.contains("E: ") && !dumped.contains("W: "), dumped);
    QVERIFY2(dumped.contains("NUM:(,,\"Long Axis\")=\"12.3456789\" (mm,UCUM,\"mm\")"), dumped);
    QVERIFY2(dumped.contains("NUM:(,,\"Volume\")=\"523.25\""), dumped);
}

/// Another reader: values, places and references.
void SrWriterTest::writtenByPydicom() {
    QTemporaryDir folder;
    const QString path = kept(folder, writtenBytes(madeGroups()));
    const QByteArray read = runPython(QStringLiteral(R"(
import sys, json, pydicom
ds = pydicom.dcmread(sys.argv[1])
out = dict(name=str(ds.PatientName), numbers=[], coords=[], images=[], segments=[], uids=[], evidence=[])
def visit(item):
    t = item.ValueType
    if t == 'NUM':
        m = item.MeasuredValueSequence[0]
        out['numbers'].append([item.ConceptNameCodeSequence[0].CodeValue, float(m.FloatingPointValue), float(m.NumericValue)])
    if t in ('SCOORD', 'SCOORD3D'): out['coords'].append([t] + [float(v) for v in item.GraphicData])
    if t == 'IMAGE':
        r = item.ReferencedSOPSequence[0]
        out['images'].append(r.ReferencedSOPInstanceUID)
        if 'ReferencedSegmentNumber' in r: out['segments'].append(int(r.ReferencedSegmentNumber))
    if t == 'UIDREF': out['uids'].append(item.UID)
    for c in item.get('ContentSequence', []): visit(c)
visit(ds)
for s in ds.CurrentRequestedProcedureEvidenceSequence:
    for e in s.ReferencedSeriesSequence:
        out['evidence'] += [r.ReferencedSOPInstanceUID for r in e.ReferencedSOPSequence]
print(json.dumps(out))
)"),
                                      {path});
    const QJsonObject other = QJsonDocument::fromJson(read).object();
    QCOMPARE(other[QLatin1StringView("name")].toString(), QStringLiteral("张^三"));
    QCOMPARE(other[QLatin1StringView("numbers")].toArray(),
             (QJsonArray{QJsonArray{QStringLiteral("103339001"), 12.3456789012, 12.3456789},
                         QJsonArray{QStringLiteral("103340004"), 7.5, 7.5},
                         QJsonArray{QStringLiteral("410668003"), 5, 5},
                         QJsonArray{QStringLiteral("118565006"), 523.25, 523.25}}));
    QCOMPARE(other[QLatin1StringView("coords")].toArray(),
             (QJsonArray{QJsonArray{QStringLiteral("SCOORD"), 100.25, 100.5, 112.75, 101.5},
                         QJsonArray{QStringLiteral("SCOORD"), 104, 98, 105, 103},
                         QJsonArray{QStringLiteral("SCOORD3D"), -10, 20, 30.5, -10, 24, 33.5}}));
    QCOMPARE(other[QLatin1StringView("segments")].toArray(), QJsonArray{2});
    QCOMPARE(other[QLatin1StringView("evidence")].toArray().size(), 3);
}

/// And ours: the same values again.
void SrWriterTest::writtenReadAgain() {
    const auto [nodule, across, volume, seg] = madeGroups();
    const QByteArray bytes = writtenBytes(madeGroups());
    const auto report = readReport(bytesOf(bytes));
    QVERIFY(report);
    const auto made = measurementsOf(*report);
    QCOMPARE(made.groups.size(), size_t(3));
    QCOMPARE(made.groups[0].trackingId, nodule.trackingId);
    QVERIFY(made.groups[0].finding == nodule.finding);
    QVERIFY(!made.groups[0].maker.automatic);
    QCOMPARE(made.groups[0].numbers[0].value, nodule.line->length_mm);
    QCOMPARE(made.groups[0].numbers[1].value, 7.5);
    QVERIFY((made.groups[0].shapes[0].points == std::vector<double>{100.25, 100.5, 112.75, 101.5}));
    QCOMPARE(made.groups[1].shapes[0].frameOfReference, description().frameOfReference);
    QVERIFY(made.groups[2].maker.automatic);
    QCOMPARE(made.groups[2].maker.name, volume.algorithm);
    QCOMPARE(made.groups[2].segments[0].sopInstance, seg.sopInstance);
}

void SrWriterTest::keyObjects() {
    const auto bytes =
        writeKeyObjects({source(3), source(5)}, QStringLiteral("关键图像"), exam(), series(), description());
    QVERIFY(bytes);
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("ko.dcm"));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(*bytes);
    file.close();
    if (QStandardPaths::findExecutable(QStringLiteral("dciodvfy")).isEmpty() &&
        qEnvironmentVariable("CASEBOOK_CI") != QLatin1StringView("1"))
        QSKIP("no dciodvfy");
    const QByteArray verdict = run(QStringLiteral("dciodvfy"), {path});
    QVERIFY2(verdict.contains("KeyObjectSelectionDocument"), verdict);
    QVERIFY2(!verdict.contains("Error"), verdict);
    const auto report = readReport(bytesOf(*bytes));
    QVERIFY(report && report->isKeyObject());
    std::vector<QString> images;
    for (const SrNode& n : report->nodes)
        for (const SrReference& r : n.references)
            images.push_back(r.sopInstance);
    QVERIFY((images == std::vector<QString>{source(3).sopInstance, source(5).sopInstance}));
    QCOMPARE(report->evidence.size(), size_t(2));
}

void SrWriterTest::nothingToWrite() {
    QCOMPARE(writeMeasurementReport({}, {}, exam(), series(), description()).error().code,
             QByteArray("nothing-to-write"));
    QCOMPARE(writeKeyObjects({}, {}, exam(), series(), description()).error().code,
             QByteArray("nothing-to-write"));
}

QTEST_GUILESS_MAIN(SrWriterTest)
#include "SrWriterTest.moc"
