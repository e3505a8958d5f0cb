// SPDX-License-Identifier: GPL-3.0-or-later
// What reports mean: groups, makers, places and sizes, against documents and places made by pydicom and numpy.
#include "storage/dicom/Reader.h"
#include "storage/dicom/sr/SrMeasurements.h"
#include "storage/dicom/sr/SrReader.h"
#include "tests/support/TestData.h"

#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>

using namespace casebook;
using namespace casebook::dicom;
using namespace casebook::test;

namespace {

std::span<const std::byte> bytesOf(const QByteArray& data) {
    return std::as_bytes(std::span(data.constData(), size_t(data.size())));
}

/// Helpers to make reports with pydicom; a script goes on from here and ends with save(ds, path).
const QString makeReport = QStringLiteral(R"(
import sys, json, numpy as np
from pydicom.dataset import Dataset, FileDataset, FileMetaDataset
from pydicom.sequence import Sequence
from pydicom.uid import ExplicitVRLittleEndian
def code(v, s, m):
    c = Dataset(); c.CodeValue, c.CodingSchemeDesignator, c.CodeMeaning = v, s, m
    return Sequence([c])
def item(rel, t, name, *children):
    d = Dataset(); d.RelationshipType, d.ValueType = rel, t
    if name: d.ConceptNameCodeSequence = code(*name)
    if t == 'CONTAINER': d.ContinuityOfContent = 'SEPARATE'
    if children: d.ContentSequence = Sequence(list(children))
    return d
def text(rel, name, v): d = item(rel, 'TEXT', name); d.TextValue = v; return d
def uid(rel, name, v): d = item(rel, 'UIDREF', name); d.UID = v; return d
def coded(rel, name, v, *children): d = item(rel, 'CODE', name, *children); d.ConceptCodeSequence = code(*v); return d
def num(rel, name, v, unit, *children):
    d = item(rel, 'NUM', name, *children); m = Dataset(); m.NumericValue = str(v)
    m.MeasurementUnitsCodeSequence = code(unit, 'UCUM', unit); d.MeasuredValueSequence = Sequence([m]); return d
def image(rel, sop, name=None):
    d = item(rel, 'IMAGE', name); r = Dataset()
    r.ReferencedSOPClassUID, r.ReferencedSOPInstanceUID = '1.2.840.10008.5.1.4.1.1.2', sop
    d.ReferencedSOPSequence = Sequence([r]); return d
def by(rel, *path): d = Dataset(); d.RelationshipType = rel; d.ReferencedContentItemIdentifier = list(path); return d
def scoord(rel, name, kind, points, *children):
    d = item(rel, 'SCOORD', name, *children); d.GraphicType = kind; d.GraphicData = [float(v) for v in points]; return d
def scoord3d(rel, name, kind, points, frame):
    d = item(rel, 'SCOORD3D', name); d.GraphicType = kind; d.GraphicData = [float(v) for v in points]
    d.ReferencedFrameOfReferenceUID = frame; return d
def document(path, cls, title, *children):
    meta = FileMetaDataset(); meta.TransferSyntaxUID = ExplicitVRLittleEndian
    meta.MediaStorageSOPClassUID, meta.MediaStorageSOPInstanceUID = cls, '1.2.3.4'
    ds = FileDataset(path, {}, file_meta=meta, preamble=b'\0' * 128)
    ds.is_little_endian, ds.is_implicit_VR = True, False
    ds.SOPClassUID, ds.SOPInstanceUID, ds.StudyInstanceUID, ds.SeriesInstanceUID = cls, '1.2.3.4', '1.2', '1.3'
    ds.Modality, ds.Manufacturer, ds.ManufacturerModelName, ds.SoftwareVersions = 'SR', 'ACME', 'Lung 7', '7.1'
    ds.ValueType, ds.ConceptNameCodeSequence = 'CONTAINER', code(*title)
    ds.ContentSequence = Sequence(list(children))
    return ds
D = lambda v, m: (v, 'DCM', m)
REPORT3D, CAD = '1.2.840.10008.5.1.4.1.1.88.34', '1.2.840.10008.5.1.4.1.1.88.65'
)");

/// An oblique slice with pixels that are no squares; the script knows the same numbers.
SliceHeader oblique() {
    SliceHeader h;
    h.instance = QStringLiteral("1.5.1");
    h.position = WorldPoint(-120.5, 30.25, 410);
    h.orientation = std::array<double, 6>{0.8, 0.6, 0, 0, 0, -1};
    h.pixelSpacing = std::array<double, 2>{0.9, 0.6};
    h.columns = 300;
    h.rows = 200;
    return h;
}

SrMeasurements madeBy(const QString& script, QString& path) {
    static QTemporaryDir folder;
    static int number = 0;
    path = folder.filePath(QStringLiteral("%1.dcm").arg(++number));
    if (runPython(makeReport + script, {path}).trimmed() != "ok")
        return {};
    const auto report = readReport(bytesOf(readFile(path)));
    return report ? measurementsOf(*report) : SrMeasurements();
}

std::vector<std::pair<SrShape, PlacedShape>> onOblique(const SrGroup& group) {
    std::vector<std::pair<SrShape, PlacedShape>> out;
    const SliceHeader slice = oblique();
    for (const SrShape& shape : group.shapes)
        if (auto place = placed(shape, shape.image.sopInstance == slice.instance ? &slice : nullptr))
            out.emplace_back(shape, *place);
    return out;
}

bool near(const WorldPoint& p, double x, double y, double z, double mm = 1e-4) {
    return (p - WorldPoint(x, y, z)).norm() < mm;
}

} // namespace

class SrMeasureTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { QVERIFY(initialise()); }
    void pixelCorner();
    void places();
    void measurementGroup();
    void chestCad();
    void makers_data();
    void makers();
    void sevenShapes_data();
    void sevenShapes();
    void highdicom();
};

/// The centre of the first pixel is 0.5 0.5 and stands at ImagePositionPatient; x goes along the row by the distance
/// between columns, which PixelSpacing gives second.
void SrMeasureTest::pixelCorner() {
    SliceHeader h = oblique();
    QVERIFY(near(*placeOf(h, 0.5, 0.5), -120.5, 30.25, 410, 1e-12));
    // Ten columns on: 10 * 0.6 mm along (0.8, 0.6, 0).
    QVERIFY(near(*placeOf(h, 10.5, 0.5), -120.5 + 4.8, 30.25 + 3.6, 410, 1e-12));
    // Ten rows on: 10 * 0.9 mm along (0, 0, -1).
    QVERIFY(near(*placeOf(h, 0.5, 10.5), -120.5, 30.25, 401, 1e-12));
    const auto back = pixelOf(h, *placeOf(h, 17.25, 99.75));
    QVERIFY(std::abs((*back)[0] - 17.25) < 1e-9 && std::abs((*back)[1] - 99.75) < 1e-9);
    h.detectorSpacing = true;
    QVERIFY(!placeOf(h, 1, 1));
    h.detectorSpacing = false;
    h.pixelSpacing.reset();
    QVERIFY(!placeOf(h, 1, 1));
}

void SrMeasureTest::places() {
    QString path;
    const auto made = madeBy(QStringLiteral(R"(
g = item('CONTAINS', 'CONTAINER', D('125007', 'Measurement Group'),
    scoord('CONTAINS', D('111030', 'Image Region'), 'POLYLINE', [10, 20, 30, 20, 30, 40, 10, 40, 10, 20], image('SELECTED FROM', '1.5.1')),
    scoord('CONTAINS', D('111030', 'Image Region'), 'CIRCLE', [50, 60, 60, 60], image('SELECTED FROM', '1.5.1')),
    scoord('CONTAINS', D('111030', 'Image Region'), 'ELLIPSE', [40, 50, 80, 50, 60, 40, 60, 60], image('SELECTED FROM', '1.5.1')),
    scoord('CONTAINS', D('111030', 'Image Region'), 'POINT', [5, 6], image('SELECTED FROM', '1.5.1')),
    scoord3d('CONTAINS', D('111030', 'Image Region'), 'POLYGON', [1, 2, 3, 4, 5, 6, 7, 8, 10, 1, 2, 3], '1.9'),
    scoord('CONTAINS', D('111030', 'Image Region'), 'POINT', [5, 6], image('SELECTED FROM', '1.5.2')))
ds = document(sys.argv[1], REPORT3D, D('126000', 'Imaging Measurement Report'),
              item('CONTAINS', 'CONTAINER', D('126010', 'Imaging Measurements'), g))
ds.save_as(sys.argv[1], write_like_original=False)
# Places by numpy, on their own path.
o, r, c = np.array([-120.5, 30.25, 410]), np.array([.8, .6, 0]), np.array([0, 0, -1.])
at = lambda x, y: o + r * (x - .5) * .6 + c * (y - .5) * .9
t = np.arange(64) * 2 * np.pi / 64
circle = [(at(50, 60) + (r * np.cos(a) + c * np.sin(a)) * np.linalg.norm(at(60, 60) - at(50, 60))).tolist() for a in t]
ellipse = [(at(60, 50) + r * 20 * .6 * np.cos(a) + c * 10 * .9 * np.sin(a)).tolist() for a in t]
json.dump([[at(10, 20).tolist(), at(30, 20).tolist(), at(30, 40).tolist(), at(10, 40).tolist()], circle, ellipse, [at(5, 6).tolist()],
           [[1, 2, 3], [4, 5, 6], [7, 8, 10]]], open(sys.argv[1] + '.json', 'w'))
print('ok')
)"),
                             path);
    QCOMPARE(made.groups.size(), size_t(1));
    const auto shapes = onOblique(made.groups[0]);
    const QJsonArray truth = QJsonDocument::fromJson(readFile(path + QStringLiteral(".json"))).array();
    QCOMPARE(qsizetype(shapes.size()), truth.size()); // the last one lies on an image that isn't here
    for (qsizetype s = 0; s < truth.size(); ++s) {
        const QJsonArray line = truth[s].toArray();
        const auto& mine = shapes[size_t(s)].second;
        QCOMPARE(mine.closed, s != 3);
        QCOMPARE(qsizetype(mine.line.size()), line.size());
        for (qsizetype i = 0; i < line.size(); ++i) {
            const QJsonArray p = line[i].toArray();
            QVERIFY(near(mine.line[size_t(i)], p[0].toDouble(), p[1].toDouble(), p[2].toDouble()));
        }
    }
}

void SrMeasureTest::measurementGroup() {
    QString path;
    const auto made = madeBy(QStringLiteral(R"(
g = item('CONTAINS', 'CONTAINER', D('125007', 'Measurement Group'),
    text('HAS OBS CONTEXT', D('112039', 'Tracking Identifier'), 'Nodule 1'),
    uid('HAS OBS CONTEXT', D('112040', 'Tracking Unique Identifier'), '1.2.9.1'),
    coded('CONTAINS', D('121071', 'Finding'), ('27925004', 'SCT', 'Nodule')),
    coded('HAS CONCEPT MOD', ('363698007', 'SCT', 'Finding Site'), ('45653009', 'SCT', 'Upper lobe of lung')),
    text('HAS CONCEPT MOD', D('111001', 'Algorithm Name'), 'LungSeek'),
    text('HAS CONCEPT MOD', D('111003', 'Algorithm Version'), '2.4.1'),
    num('CONTAINS', ('103339001', 'SCT', 'Long Axis'), 1.25, 'cm',
        scoord('INFERRED FROM', D('121055', 'Path'), 'POLYLINE', [100.5, 100.5, 110.5, 100.5], image('SELECTED FROM', '1.5.1'))),
    num('CONTAINS', ('103340004', 'SCT', 'Short Axis'), 8.5, 'mm'),
    num('CONTAINS', ('118565006', 'SCT', 'Volume'), 0.75, 'ml'),
    num('CONTAINS', ('42798000', 'SCT', 'Area'), 0.7, 'cm2'))
volume = item('CONTAINS', 'CONTAINER', D('125007', 'Measurement Group'), num('CONTAINS', ('118565006', 'SCT', 'Volume'), 3, 'mm3'))
seg = image('CONTAINS', '1.6.1', D('121191', 'Referenced Segment')); seg.ReferencedSOPSequence[0].ReferencedSegmentNumber = 3
volume.ContentSequence.append(seg)
loose = num('CONTAINS', D('121206', 'Distance'), 5, 'mm', scoord('INFERRED FROM', D('121055', 'Path'), 'POLYLINE', [1, 1, 2, 2], image('SELECTED FROM', '1.5.1')))
ds = document(sys.argv[1], REPORT3D, D('126000', 'Imaging Measurement Report'),
              item('CONTAINS', 'CONTAINER', D('126010', 'Imaging Measurements'), g, volume), loose)
ds.save_as(sys.argv[1], write_like_original=False)
print('ok')
)"),
                             path);
    QCOMPARE(made.groups.size(), size_t(3));
    const SrGroup& g = made.groups[0];
    QCOMPARE(g.trackingId, QStringLiteral("Nodule 1"));
    QCOMPARE(g.numbers.size(), size_t(4));
    QCOMPARE(g.maker.name, QStringLiteral("LungSeek"));
    QCOMPARE(g.maker.version, QStringLiteral("2.4.1"));
    QVERIFY(g.maker.automatic);
    const auto finding = findingOf(g, onOblique(g));
    QVERIFY(finding);
    QCOMPARE(finding->externalId, QStringLiteral("1.2.9.1"));
    QCOMPARE(finding->category, QStringLiteral("nodule"));
    QCOMPARE(finding->site, QStringLiteral("Upper lobe of lung"));
    QCOMPARE(*finding->size.long_mm, 12.5);
    QCOMPARE(*finding->size.short_mm, 8.5);
    QCOMPARE(*finding->size.mean_mm, 10.5);
    QCOMPARE(*finding->size.volume_mm3, 750.0);
    // Between columns 100 and 110 of row 100: 105 * 0.6 mm along the row, 100 * 0.9 mm down.
    QVERIFY(near(finding->center, -120.5 + 105 * 0.6 * 0.8, 30.25 + 105 * 0.6 * 0.6, 410 - 90));
    QVERIFY(finding->box && (finding->box->maximum - finding->box->minimum).minCoeff() > 0.99);
    QVERIFY(!finding->score);
    QCOMPARE(made.groups[1].segments.size(), size_t(1));
    QVERIFY((made.groups[1].segments[0].segments == std::vector<int>{3}));
    QVERIFY(!findingOf(made.groups[1], onOblique(made.groups[1])));
    QCOMPARE(*findingOf(made.groups[2], onOblique(made.groups[2]))->size.long_mm, 5.0);
    QVERIFY(!made.groups[2].maker.automatic);
}

void SrMeasureTest::chestCad() {
    QString path;
    const auto made = madeBy(QStringLiteral(R"(
NODULE = ('M-03010', 'SRT', 'Nodule')
intent = lambda v: coded('HAS CONCEPT MOD', D('111056', 'Rendering Intent'), D(v, {'111150': 'Presentation Required', '111151': 'Presentation Optional', '111152': 'Not for Presentation'}[v]))
def single(v, x, y, *more):
    return coded('CONTAINS', D('111059', 'Single Image Finding'), NODULE, intent(v),
        scoord('HAS PROPERTIES', D('111010', 'Center'), 'POINT', [x, y], by('SELECTED FROM', 1, 1, 1)),
        scoord('HAS PROPERTIES', D('111041', 'Outline'), 'POLYLINE', [x - 4, y - 4, x + 4, y - 4, x + 4, y + 4, x - 4, y + 4, x - 4, y - 4], by('SELECTED FROM', 1, 1, 1)), *more)
library = item('CONTAINS', 'CONTAINER', D('111028', 'Image Library'), image('CONTAINS', '1.5.1'))
first = single('111150', 40.5, 30.5, num('HAS PROPERTIES', D('111012', 'Certainty of Finding'), 87.5, '%'),
    num('HAS PROPERTIES', D('111047', 'Probability of cancer'), 12, '%'),
    num('HAS PROPERTIES', ('M-02550', 'SRT', 'Diameter'), 7, 'mm'))
composite = coded('CONTAINS', D('111015', 'Composite Feature'), NODULE, intent('111150'), single('111152', 200, 100), single('111151', 100.5, 50.5), by('INFERRED FROM', 1, 2, 4))
part = single('111151', 102.5, 50.5)
summary = coded('CONTAINS', D('111017', 'CAD Processing and Findings Summary'), D('111244', 'Not all algorithms succeeded; with findings'),
    first, single('111151', 60, 60), single('111152', 70, 70), part, composite)
detections = coded('CONTAINS', D('111064', 'Summary of Detections'), D('111222', 'Succeeded'),
    item('INFERRED FROM', 'CONTAINER', D('111063', 'Successful Detections'), coded('CONTAINS', D('111022', 'Detection Performed'), NODULE,
        text('HAS PROPERTIES', D('111001', 'Algorithm Name'), 'ChestFind'), text('HAS PROPERTIES', D('111003', 'Algorithm Version'), 'A3'))))
ds = document(sys.argv[1], CAD, D('112000', 'Chest CAD Report'), library, summary, detections)
ds.save_as(sys.argv[1], write_like_original=False)
print('ok')
)"),
                             path);
    QVERIFY(made.analysed);
    QVERIFY(!made.complete);
    // The part of a composite feature is no finding of its own.
    QCOMPARE(made.groups.size(), size_t(4));
    QCOMPARE(made.groups[0].rendering, SrRendering::Required);
    QCOMPARE(made.groups[1].rendering, SrRendering::Optional);
    QCOMPARE(made.groups[2].rendering, SrRendering::Never);
    QCOMPARE(made.groups[3].rendering, SrRendering::Required);
    for (const SrGroup& g : made.groups) {
        QCOMPARE(g.maker.name, QStringLiteral("ChestFind"));
        QCOMPARE(g.maker.version, QStringLiteral("A3"));
        QVERIFY(g.maker.automatic);
    }
    const auto first = findingOf(made.groups[0], onOblique(made.groups[0]));
    QVERIFY(first);
    QVERIFY(near(first->center, -120.5 + 40 * 0.6 * 0.8, 30.25 + 40 * 0.6 * 0.6, 410 - 30 * 0.9));
    QCOMPARE(*first->score, 0.875);
    QCOMPARE(first->scoreMeaning, QByteArray("rank"));
    QCOMPARE(*first->malignancy, 0.12);
    QCOMPARE(first->malignancyModel, QStringLiteral("ChestFind"));
    QCOMPARE(*first->size.long_mm, 7.0);
    // Two parts are shown, their centres 2 columns apart; the one not for presentation takes no part.
    const auto composite = findingOf(made.groups[3], onOblique(made.groups[3]));
    QVERIFY(composite);
    QVERIFY(near(composite->center, -120.5 + 101 * 0.6 * 0.8, 30.25 + 101 * 0.6 * 0.6, 410 - 50 * 0.9));
}

void SrMeasureTest::makers_data() {
    QTest::addColumn<QString>("observers");
    QTest::addColumn<QString>("inGroup");
    QTest::addColumn<QString>("name");
    QTest::addColumn<bool>("automatic");
    const QString person =
        QStringLiteral("coded('HAS OBS CONTEXT', D('121005', 'Observer Type'), D('121006', 'Person'))");
    const QString device =
        QStringLiteral("coded('HAS OBS CONTEXT', D('121005', 'Observer Type'), D('121007', 'Device')), "
                       "text('HAS OBS CONTEXT', D('121013', 'Device Observer Name'), 'Station')");
    const QString model = QStringLiteral("uid('HAS OBS CONTEXT', D('121012', 'Device Observer UID'), '1.7'), "
                                         "text('HAS OBS CONTEXT', D('121014', 'Manufacturer'), 'Maker'), "
                                         "text('HAS OBS CONTEXT', D('121015', 'Model'), 'Box')");
    const QString algorithm = QStringLiteral("text('HAS CONCEPT MOD', D('111001', 'Algorithm Name'), 'Net')");
    const QString manual =
        QStringLiteral("coded('CONTAINS', D('113011', 'Processing type'), D('123109', 'Manual Processing'))");
    QTest::newRow("nobody") << QString() << QString() << QStringLiteral("ACME Lung 7") << false;
    QTest::newRow("person") << person << QString() << QStringLiteral("ACME Lung 7") << false;
    QTest::newRow("device") << device << QString() << QStringLiteral("Station") << true;
    QTest::newRow("device by model") << model << QString() << QStringLiteral("Maker Box") << true;
    QTest::newRow("person at a device")
        << person + QStringLiteral(", ") + device << QString() << QStringLiteral("Station") << false;
    QTest::newRow("by hand") << device << manual << QStringLiteral("Station") << false;
    QTest::newRow("algorithm") << person + QStringLiteral(", ") + device << algorithm << QStringLiteral("Net")
                               << true;
    QTest::newRow("device of the group") << person << device << QStringLiteral("Station") << true;
}

void SrMeasureTest::makers() {
    QFETCH(QString, observers);
    QFETCH(QString, inGroup);
    QFETCH(QString, name);
    QFETCH(bool, automatic);
    QString path;
    const auto made = madeBy(QStringLiteral(R"(
g = item('CONTAINS', 'CONTAINER', D('125007', 'Measurement Group'), num('CONTAINS', ('410668003', 'SCT', 'Length'), 3, 'mm')%1)
ds = document(sys.argv[1], REPORT3D, D('126000', 'Imaging Measurement Report')%2,
              item('CONTAINS', 'CONTAINER', D('126010', 'Imaging Measurements'), g))
ds.save_as(sys.argv[1], write_like_original=False)
print('ok')
)")
                                 .arg(inGroup.isEmpty() ? inGroup : QStringLiteral(", ") + inGroup,
                                      observers.isEmpty() ? observers : QStringLiteral(", ") + observers),
                             path);
    QCOMPARE(made.groups.size(), size_t(1));
    QCOMPARE(made.groups[0].maker.name, name);
    QCOMPARE(made.groups[0].maker.automatic, automatic);
}

void SrMeasureTest::sevenShapes_data() {
    QTest::addColumn<QString>("file");
    QTest::addColumn<QByteArray>("graphic");
    QTest::newRow("arrow") << QStringLiteral("sr-arrow.dcm") << QByteArray();
    QTest::newRow("circle") << QStringLiteral("sr-circle.dcm") << QByteArray("CIRCLE");
    QTest::newRow("ellipse") << QStringLiteral("sr-ellipse.dcm") << QByteArray("ELLIPSE");
    QTest::newRow("protractor") << QStringLiteral("sr-protractor.dcm") << QByteArray("POLYLINE");
    QTest::newRow("rectangle") << QStringLiteral("sr-rectangle.dcm") << QByteArray("POLYLINE");
    QTest::newRow("roi") << QStringLiteral("sr-roi.dcm") << QByteArray("POLYLINE");
    QTest::newRow("ruler") << QStringLiteral("sr-ruler.dcm") << QByteArray("POLYLINE");
}

/// Each file holds three groups that a person drew: never AI, each with a place.
void SrMeasureTest::sevenShapes() {
    CASEBOOK_NEED_DATA();
    QFETCH(QString, file);
    QFETCH(QByteArray, graphic);
    const QByteArray bytes =
        readFile(ctPath(QStringLiteral("44-derived-other/tid1500-planar-annotations"), file));
    const auto report = readReport(bytesOf(bytes));
    QVERIFY(report);
    const auto made = measurementsOf(*report);
    QCOMPARE(made.groups.size(), size_t(3));
    SliceHeader slice = oblique();
    for (const SrGroup& g : made.groups) {
        QVERIFY(!g.maker.automatic);
        QVERIFY(!g.trackingUid.isEmpty());
        QVERIFY(!g.shapes.empty());
        if (!graphic.isEmpty())
            QCOMPARE(g.shapes[0].graphic, graphic);
        QVERIFY(!g.shapes[0].image.sopInstance.isEmpty());
        QVERIFY(placed(g.shapes[0], &slice));
    }
    // The tool wrote 2 mm for a radius of so many pixels: a circle's points are as far from its centre.
    if (graphic == "CIRCLE") {
        const auto& p = made.groups[0].shapes[0].points;
        slice.pixelSpacing = std::array<double, 2>{2 / std::hypot(p[2] - p[0], p[3] - p[1]),
                                                   2 / std::hypot(p[2] - p[0], p[3] - p[1])};
        const auto circle = placed(made.groups[0].shapes[0], &slice);
        for (const WorldPoint& q : circle->line)
            QVERIFY(std::abs((q - *placeOf(slice, p[0], p[1])).norm() - made.groups[0].numbers[0].value) <
                    1e-6);
    }
}

void SrMeasureTest::highdicom() {
    CASEBOOK_NEED_DATA();
    const QByteArray bytes =
        readFile(ctPath(QStringLiteral("41-seg-highdicom"), QStringLiteral("sr_document.dcm")));
    const auto report = readReport(bytesOf(bytes));
    QVERIFY(report);
    const auto made = measurementsOf(*report);
    QCOMPARE(made.groups.size(), size_t(1));
    const SrGroup& g = made.groups[0];
    QCOMPARE(g.trackingId, QStringLiteral("Planar ROI Measurements"));
    QVERIFY(g.finding.is("T-A7010", "SRT"));
    QVERIFY(!g.maker.automatic); // a person observed, at a device
    QCOMPARE(g.numbers.size(), size_t(1));
    QCOMPARE(g.numbers[0].value, 1.7);
    QCOMPARE(g.shapes.size(), size_t(1));
}

QTEST_GUILESS_MAIN(SrMeasureTest)
#include "SrMeasureTest.moc"
