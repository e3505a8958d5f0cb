// SPDX-License-Identifier: GPL-3.0-or-later
//
// Reports on their way through a real study and the real worker: what becomes a finding and where, what is drawn,
// what a first read hides, whose images are never taken, what is written. Files by pydicom, places by hand.
#include "storage/database/Database.h"
#include "storage/imaging/ImagingService.h"
#include "storage/imaging/ImportService.h"
#include "storage/imaging/ReportService.h"
#include "storage/reading/FindingService.h"
#include "storage/reading/TaskService.h"
#include "storage/worker/WorkerPool.h"
#include "tests/storage/StudyFixture.h"
#include "tests/support/TestData.h"

#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace casebook;
using namespace casebook::test;

namespace {

/// A folder with five slices of two persons (the same UIDs but for one digit), and what is said of the first one's.
const QString script = QStringLiteral(R"(
import sys, numpy as np
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.sequence import Sequence
from pydicom.uid import ExplicitVRLittleEndian
folder = sys.argv[1]
CT, SEG = '1.2.840.10008.5.1.4.1.1.2', '1.2.840.10008.5.1.4.1.1.66.4'
def save(name, cls, sop, person, modality, series, **more):
    meta = FileMetaDataset(); meta.MediaStorageSOPClassUID, meta.MediaStorageSOPInstanceUID = cls, sop
    meta.TransferSyntaxUID = ExplicitVRLittleEndian
    d = Dataset(); d.file_meta = meta; d.SOPClassUID, d.SOPInstanceUID, d.SpecificCharacterSet = cls, sop, 'ISO_IR 192'
    d.StudyInstanceUID, d.SeriesInstanceUID, d.Modality, d.StudyDate = '1.2.%d' % person, series, modality, '20260301'
    d.PatientID, d.PatientName, d.PatientBirthDate, d.PatientSex = 'P%d' % person, 'A^B%d' % person, '1960010%d' % person, 'F'
    d.Manufacturer, d.ManufacturerModelName = 'ACME', 'Box'
    for key, value in more.items(): setattr(d, key, value)
    d.is_little_endian, d.is_implicit_VR = True, False
    d.save_as(folder + '/' + name, write_like_original=False)
for person in (1, 2):
    for k in range(5):
        save('ct%d%d.dcm' % (person, k), CT, '1.2.%d.3.%d' % (person, k), person, 'CT', '1.2.%d.3' % person, FrameOfReferenceUID='1.2.%d.9' % person,
             Rows=40, Columns=60, PixelSpacing=[0.75, 0.5], ImageOrientationPatient=[1, 0, 0, 0, 1, 0], ImagePositionPatient=[-100, -200, 50 + 2.5 * k],
             SliceThickness=2.5, BitsAllocated=16, BitsStored=16, HighBit=15, PixelRepresentation=1, SamplesPerPixel=1, PhotometricInterpretation='MONOCHROME2',
             RescaleSlope=1, RescaleIntercept=0, InstanceNumber=k + 1, PixelData=np.full((40, 60), -800 + k, 'int16').tobytes())
def code(v, s, m): c = Dataset(); c.CodeValue, c.CodingSchemeDesignator, c.CodeMeaning = v, s, m; return Sequence([c])
D = lambda v, m: (v, 'DCM', m)
def item(rel, t, name, *children):
    d = Dataset(); d.RelationshipType, d.ValueType = rel, t
    if name: d.ConceptNameCodeSequence = code(*name)
    if t == 'CONTAINER': d.ContinuityOfContent = 'SEPARATE'
    if children: d.ContentSequence = Sequence(list(children))
    return d
def text(rel, name, v): d = item(rel, 'TEXT', name); d.TextValue = v; return d
def coded(rel, name, v, *c): d = item(rel, 'CODE', name, *c); d.ConceptCodeSequence = code(*v); return d
def num(rel, name, v, unit, *c):
    d = item(rel, 'NUM', name, *c); m = Dataset(); m.NumericValue = str(v); m.MeasurementUnitsCodeSequence = code(unit, 'UCUM', unit)
    d.MeasuredValueSequence = Sequence([m]); return d
def reference(cls, sop): r = Dataset(); r.ReferencedSOPClassUID, r.ReferencedSOPInstanceUID = cls, sop; return r
def image(rel, sop, name=None): d = item(rel, 'IMAGE', name); d.ReferencedSOPSequence = Sequence([reference(CT, sop)]); return d
def scoord(name, kind, points, sop):
    d = item('CONTAINS', 'SCOORD', name, image('SELECTED FROM', sop)); d.GraphicType, d.GraphicData = kind, [float(v) for v in points]; return d
def report(name, cls, sop, person, series, title, *children, modality='SR'):
    save(name, cls, sop, person, modality, series, ValueType='CONTAINER', ContinuityOfContent='SEPARATE', ConceptNameCodeSequence=code(*title),
         CompletionFlag='COMPLETE', VerificationFlag='UNVERIFIED', ContentDate='20260302', ContentTime='101010', ContentSequence=Sequence(list(children)))
def group(*children): return item('CONTAINS', 'CONTAINER', D('126010', 'Imaging Measurements'), item('CONTAINS', 'CONTAINER', D('125007', 'Measurement Group'), *children))
NODULE = ('27925004', 'SCT', 'Nodule')
REPORT3D = '1.2.840.10008.5.1.4.1.1.88.34'
TITLE = D('126000', 'Imaging Measurement Report')
algorithm = (text('HAS CONCEPT MOD', D('111001', 'Algorithm Name'), 'LungSeek'), text('HAS CONCEPT MOD', D('111003', 'Algorithm Version'), '2.4'))
report('ai.dcm', REPORT3D, '1.2.1.5.1', 1, '1.2.1.5', TITLE, group(*algorithm, coded('CONTAINS', D('121071', 'Finding'), NODULE),
    scoord(D('111030', 'Image Region'), 'CIRCLE', [20.5, 10.5, 24.5, 10.5], '1.2.1.3.2'), num('CONTAINS', ('81827009', 'SCT', 'Diameter'), 4, 'mm')))
report('human.dcm', REPORT3D, '1.2.1.6.1', 1, '1.2.1.6', TITLE, coded('HAS OBS CONTEXT', D('121005', 'Observer Type'), D('121006', 'Person')),
    group(num('CONTAINS', ('410668003', 'SCT', 'Length'), 5, 'mm'), scoord(D('111030', 'Image Region'), 'POLYLINE', [10.5, 10.5, 20.5, 10.5], '1.2.1.3.3')))
intent = lambda v: coded('HAS CONCEPT MOD', D('111056', 'Rendering Intent'), D(v, 'intent'))
single = lambda v, x: coded('CONTAINS', D('111059', 'Single Image Finding'), NODULE, intent(v), scoord(D('111010', 'Center'), 'POINT', [x, 5.5], '1.2.1.3.0'))
report('cad.dcm', '1.2.840.10008.5.1.4.1.1.88.65', '1.2.1.7.1', 1, '1.2.1.7', D('112000', 'Chest CAD Report'),
    coded('CONTAINS', D('111017', 'CAD Processing and Findings Summary'), D('111242', 'All succeeded; with findings'),
          single('111150', 30.5), single('111151', 35.5), single('111152', 40.5)))
report('text.dcm', '1.2.840.10008.5.1.4.1.1.88.11', '1.2.1.8.1', 1, '1.2.1.8', ('18748-4', 'LN', 'Diagnostic imaging report'), text('CONTAINS', D('121071', 'Finding'), '右肺结节'))
# Says it is of the second person, and refers to the first one's images.
report('stranger.dcm', REPORT3D, '1.2.2.5.1', 2, '1.2.2.5', TITLE, group(*algorithm, scoord(D('111030', 'Image Region'), 'POINT', [5, 5], '1.2.1.3.2')))
save('key.dcm', '1.2.840.10008.5.1.4.1.1.88.59', '1.2.1.4.1', 1, 'KO', '1.2.1.4', ValueType='CONTAINER', ContinuityOfContent='SEPARATE',
     ConceptNameCodeSequence=code('113000', 'DCM', 'Of Interest'), ContentDate='20260302', ContentTime='101010', ContentSequence=Sequence([image('CONTAINS', '1.2.1.3.4')]),
     CurrentRequestedProcedureEvidenceSequence=Sequence([]))
state = Dataset(); state.GraphicAnnotationUnits, state.GraphicDimensions, state.NumberOfGraphicPoints = 'PIXEL', 2, 2
state.GraphicType, state.GraphicFilled, state.GraphicData = 'POLYLINE', 'N', [0.5, 0.5, 60.5, 0.5]
words = Dataset(); words.UnformattedTextValue, words.AnchorPointAnnotationUnits, words.AnchorPoint, words.AnchorPointVisibility = 'look', 'DISPLAY', [0.5, 0.5], 'N'
annotation = Dataset(); annotation.GraphicLayer, annotation.GraphicObjectSequence, annotation.TextObjectSequence = 'L1', Sequence([state]), Sequence([words])
annotation.ReferencedImageSequence = Sequence([reference(CT, '1.2.1.3.1')])
area = Dataset(); area.DisplayedAreaTopLeftHandCorner, area.DisplayedAreaBottomRightHandCorner, area.PresentationSizeMode = [11, 5], [30, 24], 'SCALE TO FIT'
voi = Dataset(); voi.WindowCenter, voi.WindowWidth = '-600', '1500'
refs = Dataset(); refs.SeriesInstanceUID, refs.ReferencedImageSequence = '1.2.1.3', Sequence([reference(CT, '1.2.1.3.1')])
save('state.dcm', '1.2.840.10008.5.1.4.1.1.11.1', '1.2.1.10.1', 1, 'PR', '1.2.1.10', ContentLabel='STATE', ContentDescription='for the tumour board',
     ReferencedSeriesSequence=Sequence([refs]), GraphicAnnotationSequence=Sequence([annotation]), DisplayedAreaSelectionSequence=Sequence([area]),
     SoftcopyVOILUTSequence=Sequence([voi]), ShutterShape='RECTANGULAR', ShutterLeftVerticalEdge=3, ShutterRightVerticalEdge=58,
     ShutterUpperHorizontalEdge=2, ShutterLowerHorizontalEdge=39, PresentationLUTShape='IDENTITY')
print('ok')
)");

const QString series1 = QStringLiteral("1.2.1.3"), series2 = QStringLiteral("1.2.2.3");

bool near(const WorldPoint& p, double x, double y, double z) {
    return (p - WorldPoint(x, y, z)).norm() < 1e-4;
}

QByteArray run(const QString& program, const QStringList& arguments) {
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(program, arguments);
    process.waitForFinished(30000);
    return process.readAll();
}

} // namespace

class ReportServiceTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void derivedEntries();
    void findings();
    void imagesAfterTheReport();
    void drawnOnTheSlices();
    void presentationState();
    void keyImages();
    void documents();
    void firstReadHidesThem();
    void otherReadersMarksAreHidden();
    void writtenMeasurements();
    void writtenKeyImages();

private:
    ImportReport import(const QStringList& names);
    ReportService reports() {
        return {f_->vault->database(), f_->vault->objects(), workers_, f_->vault->session(), f_->clock};
    }
    ImagingService imaging() {
        return {f_->vault->database(), f_->vault->objects(), workers_, f_->vault->session(), f_->clock};
    }
    QList<FindingRow> findingsNow() {
        return FindingService(f_->vault->database(), f_->vault->session(), f_->clock)
            .list()
            .value_or(QList<FindingRow>());
    }
    std::unique_ptr<StudyFixture> f_;
    std::unique_ptr<QTemporaryDir> files_;
    WorkerPool workers_{2};
};

void ReportServiceTest::init() {
    f_ = std::make_unique<StudyFixture>();
    QVERIFY(f_->make());
    files_ = std::make_unique<QTemporaryDir>();
    QCOMPARE(runPython(script, {files_->path()}).trimmed(), QByteArray("ok"));
}

void ReportServiceTest::cleanup() {
    f_.reset();
    files_.reset();
}

ImportReport ReportServiceTest::import(const QStringList& names) {
    QStringList paths;
    for (const QString& name : names)
        paths.append(name.isEmpty() ? files_->path() : files_->filePath(name));
    ImportService service(f_->vault->database(), f_->vault->objects(), workers_, f_->vault->session(),
                          f_->clock);
    return service.run(paths, {}, {}).value_or(ImportReport());
}

void ReportServiceTest::derivedEntries() {
    const ImportReport report = import({QString()});
    QCOMPARE(report.imported, 17);
    QVERIFY(report.refused.isEmpty());
    QHash<QString, QPair<bool, QByteArray>> derived;
    QHash<QString, QByteArray> kinds;
    for (const auto& one : report.derived) {
        derived.insert(one.uid, {one.placed, one.reason});
        kinds.insert(one.uid, one.kind);
    }
    const auto state = [&](const char* uid) { return derived.value(QString::fromLatin1(uid)); };
    QCOMPARE(state("1.2.1.5.1"), qMakePair(true, QByteArray()));
    QCOMPARE(state("1.2.1.6.1"), qMakePair(true, QByteArray()));
    QCOMPARE(state("1.2.1.7.1"), qMakePair(true, QByteArray()));
    QCOMPARE(state("1.2.1.4.1"), qMakePair(true, QByteArray()));
    QCOMPARE(state("1.2.1.10.1"), qMakePair(true, QByteArray()));
    QCOMPARE(state("1.2.1.8.1"), qMakePair(false, QByteArray("text-report")));
    QCOMPARE(state("1.2.2.5.1"), qMakePair(false, QByteArray("no-image")));
    QCOMPARE(kinds.value(QStringLiteral("1.2.1.5.1")), QByteArray("SR"));
    QCOMPARE(kinds.value(QStringLiteral("1.2.1.10.1")), QByteArray("PR"));
    const auto overlays = imaging().overlays();
    QVERIFY(overlays);
    QCOMPARE(overlays->size(), 4); // three placed, and the stranger's
    for (const OverlayRow& one : *overlays) {
        QCOMPARE(one.kind, QByteArray("SR"));
        QCOMPARE(one.placement,
                 one.uid == QLatin1StringView("1.2.2.5.1") ? QByteArray("no-image") : QByteArray("verified"));
    }
}

void ReportServiceTest::findings() {
    import({QString()});
    const auto all = findingsNow();
    QCOMPARE(all.size(), 3); // nothing optional, nothing not for presentation, nothing of the stranger
    for (const FindingRow& one : all) {
        QCOMPARE(one.series, series1);
        if (one.algorithm == QLatin1StringView("LungSeek 2.4")) {
            // Column 20, row 10 of slice 2: half a millimetre a column, three quarters a row.
            QVERIFY(near(one.finding.center, -100 + 20 * 0.5, -200 + 10 * 0.75, 55));
            QCOMPARE(one.finding.category, QStringLiteral("nodule"));
            QCOMPARE(*one.finding.size.long_mm, 4.0);
        } else if (one.finding.size.long_mm) {
            QCOMPARE(*one.finding.size.long_mm, 5.0); // the person's
            QVERIFY(near(one.finding.center, -100 + 15 * 0.5, -200 + 10 * 0.75, 57.5));
        } else {
            QVERIFY(near(one.finding.center, -100 + 30 * 0.5, -200 + 5 * 0.75, 50));
            QCOMPARE(one.algorithm, QStringLiteral("ACME Box"));
        }
    }
    // What a person measured is no machine's; a CAD report is, whoever it names.
    const auto human = f_->vault->database().read([](ReadConnection& c) {
        return c.one(
            "SELECT count(*) FROM finding f JOIN ai_run a ON a.id = f.run JOIN algorithm_release g ON"
            " g.id = a.release WHERE g.kind = 'human' AND json_extract(f.payload, '$.long_mm') = 5");
    });
    QCOMPARE(human->value_or(0), 1);
    // Again: nothing twice.
    import({QString()});
    QCOMPARE(findingsNow().size(), 3);
}

void ReportServiceTest::imagesAfterTheReport() {
    const ImportReport first = import({QStringLiteral("ai.dcm")});
    QCOMPARE(first.derived.size(), 1);
    QCOMPARE(first.derived[0].reason, QByteArray("no-image"));
    QVERIFY(findingsNow().isEmpty());
    QStringList slices;
    for (int k = 0; k < 5; ++k)
        slices.append(QStringLiteral("ct1%1.dcm").arg(k));
    import(slices);
    QCOMPARE(findingsNow().size(), 1);
    QCOMPARE(imaging().overlays()->front().placement, QByteArray("verified"));
}

void ReportServiceTest::drawnOnTheSlices() {
    import({QString()});
    const auto layers = reports().layers(series1, {});
    QVERIFY(layers);
    QCOMPARE(layers->size(), 4); // algorithm, person, CAD, presentation state
    int optional = 0;
    for (const DrawnLayer& layer : *layers) {
        if (layer.maker == QLatin1StringView("LungSeek 2.4")) {
            QVERIFY(layer.automatic);
            QCOMPARE(layer.shapes.size(), 1);
            QCOMPARE(layer.shapes[0].instance, QStringLiteral("1.2.1.3.2"));
            for (const WorldPoint& p : layer.shapes[0].line) // 4 columns of half a millimetre
                QVERIFY(std::abs((p - WorldPoint(-90, -192.5, 55)).norm() - 2) < 1e-6);
            QCOMPARE(layer.shapes[0].text, QStringLiteral("Nodule: Diameter 4 mm"));
        }
        for (const DrawnShape& shape : layer.shapes)
            optional += int(shape.optional);
    }
    QCOMPARE(optional, 1);
    QVERIFY(reports().layers(series2, {})->isEmpty());
}

void ReportServiceTest::presentationState() {
    import({QString()});
    const auto layers = reports().layers(series1, {});
    const auto state = std::find_if(layers->begin(), layers->end(),
                                    [](const DrawnLayer& l) { return l.report.kind == "PR"; });
    QVERIFY(state != layers->end());
    QCOMPARE(state->report.title, QStringLiteral("for the tumour board"));
    QCOMPARE(state->window->center, -600.0);
    QCOMPARE(state->window->width, 1500.0);
    QCOMPARE(state->shapes.size(), 2);
    // From the centre of the first pixel to the outer edge behind the last: 60 columns on.
    QVERIFY(near(state->shapes[0].line[0], -100, -200, 52.5));
    QVERIFY(near(state->shapes[0].line[1], -100 + 60 * 0.5, -200, 52.5));
    // The middle of the displayed area: columns 11 to 30, rows 5 to 24, outer edges 10 and 30, 4 and 24.
    QCOMPARE(state->shapes[1].text, QStringLiteral("look"));
    QVERIFY(near(state->shapes[1].line[0], -100 + (20 - 0.5) * 0.5, -200 + (14 - 0.5) * 0.75, 52.5));
    QCOMPARE(state->areas.size(), size_t(1));
    QVERIFY(near(state->areas[0].second[0], -100 + 9.5 * 0.5, -200 + 3.5 * 0.75, 52.5));
    QCOMPARE(state->shutters.size(), size_t(1));
    // Pixels 3 to 58 and 2 to 39 stay visible: outer edges 2 and 58, 1 and 39.
    QVERIFY(near(state->shutters[0].second[0], -100 + 1.5 * 0.5, -200 + 0.5 * 0.75, 52.5));
    QVERIFY(near(state->shutters[0].second[2], -100 + 57.5 * 0.5, -200 + 38.5 * 0.75, 52.5));
}

void ReportServiceTest::keyImages() {
    import({QString()});
    auto marked = reports().keyImages(series1);
    QVERIFY(marked);
    QCOMPARE(marked->size(), 1);
    QCOMPARE(marked->front().instance, QStringLiteral("1.2.1.3.4"));
    QCOMPARE(marked->front().object, QStringLiteral("1.2.1.4.1"));
    const auto added = reports().addKeyImage(series1, QStringLiteral("1.2.1.3.0"));
    QVERIFY(added);
    QVERIFY(reports().addKeyImage(series1, QStringLiteral("1.2.1.3.0"))->uuid == added->uuid); // once
    QCOMPARE(reports().addKeyImage(series1, QStringLiteral("1.2.2.3.0")).error().code,
             QByteArray("no-such-object"));
    QCOMPARE(reports().keyImages(series1)->size(), 2);
    const QString label = imaging().findSeries(series1)->subject;
    QCOMPARE(reports().keyImageCounts(label)->value(series1), 2);
    QVERIFY(imaging().lengths(series1)->isEmpty()); // a mark is no length
    QVERIFY(reports().removeKeyImage(added->uuid));
    QCOMPARE(reports().removeKeyImage(added->uuid).error().code, QByteArray("no-such-key-image"));
    QCOMPARE(reports().keyImages(series1)->size(), 1);
    QVERIFY(f_->verify()->ok());
}

void ReportServiceTest::documents() {
    import({QString()});
    const QString label = imaging().findSeries(series1)->subject;
    const auto list = reports().list(label);
    QVERIFY(list);
    QCOMPARE(list->size(), 6);
    const auto text = reports().document(QStringLiteral("1.2.1.8.1"));
    QVERIFY(text);
    QCOMPARE(text->nodes.back().text, QStringLiteral("右肺结节"));
    QCOMPARE(reports().find(QStringLiteral("1.2.1.10.1"))->kind, QByteArray("PR"));
    QVERIFY(reports().presentation(QStringLiteral("1.2.1.10.1")));
    QCOMPARE(reports().document(QStringLiteral("1.2.1.3.0")).error().code,
             QByteArray("no-such-report")); // an image
}

/// While a first read is open, whoever made a report: nothing of it is there.
void ReportServiceTest::firstReadHidesThem() {
    import({QString()});
    TaskService tasks(f_->vault->database(), f_->vault->session(), f_->clock);
    const auto task = tasks.add({series1, f_->vault->session().login, ReadingMode::Second, {}});
    QVERIFY2(task, task ? "" : task.error().code.constData());
    QVERIFY(reports().layers(series1, {})->isEmpty());
    QVERIFY(reports().keyImages(series1)->isEmpty());
    QVERIFY(reports().list(imaging().findSeries(series1)->subject)->isEmpty());
    QCOMPARE(reports().list()->size(), 1); // the stranger's, of the other person
    QCOMPARE(reports().find(QStringLiteral("1.2.1.5.1")).error().code, QByteArray("no-such-report"));
    QCOMPARE(reports().document(QStringLiteral("1.2.1.5.1")).error().code, QByteArray("no-such-report"));
    QCOMPARE(reports().presentation(QStringLiteral("1.2.1.10.1")).error().code, QByteArray("no-such-report"));
    QVERIFY(findingsNow().isEmpty());
    // The reader's own mark stays his.
    QVERIFY(reports().addKeyImage(series1, QStringLiteral("1.2.1.3.0")));
    QCOMPARE(reports().keyImages(series1)->size(), 1);
    FindingService reading(f_->vault->database(), f_->vault->session(), f_->clock);
    QVERIFY(reading.open(task->id));
    QVERIFY(reading.close(task->id));
    QCOMPARE(reports().layers(series1, {})->size(), 4);
    QCOMPARE(reports().keyImages(series1)->size(), 2);
}

void ReportServiceTest::otherReadersMarksAreHidden() {
    import({QString()});
    QVERIFY(reports().addKeyImage(series1, QStringLiteral("1.2.1.3.0")));
    Session reader = f_->vault->session();
    const auto other = f_->vault->addUser(QStringLiteral("ron"), QStringLiteral("Ron"), {Role::Reader},
                                          secret("another good one"), KdfCost::cheapForTests());
    QVERIFY(other);
    reader.user = *other;
    reader.roles = {Role::Reader};
    ReportService his(f_->vault->database(), f_->vault->objects(), workers_, reader, f_->clock);
    const auto seen = his.keyImages(series1);
    QVERIFY(seen);
    for (const KeyImage& one : *seen)
        QVERIFY(!one.object.isEmpty()); // the key object's, not Li Na's
}

void ReportServiceTest::writtenMeasurements() {
    import({QString()});
    QCOMPARE(reports().exportMeasurements(series1, {}).error().code, QByteArray("nothing-to-write"));
    ImagingService images = imaging();
    LengthRecord length;
    length.series = series1;
    length.frameOfReference = QStringLiteral("1.2.1.9");
    length.instance = QStringLiteral("1.2.1.3.2");
    length.a = WorldPoint(-90, -192.5, 55);
    length.b = WorldPoint(-84, -184.5, 55);
    length.shortAxis = {WorldPoint(-90, -185, 55), WorldPoint(-86, -188, 55)};
    QVERIFY(images.addLength(length));
    LengthRecord across = length;
    across.instance.clear();
    across.shortAxis.reset();
    across.b = WorldPoint(-90, -192.5, 60);
    QVERIFY(images.addLength(across));
    const auto bytes = reports().exportMeasurements(series1, {});
    QVERIFY2(bytes, bytes ? "" : bytes.error().code.constData());
    const auto read = workers_.report(WorkerInput::fromBytes(*bytes));
    QVERIFY(read);
    const auto made = dicom::measurementsOf(*read);
    QCOMPARE(made.groups.size(), size_t(2));
    QCOMPARE(made.groups[0].numbers[0].value, 10.0);
    QCOMPARE(made.groups[0].numbers[1].value, 5.0);
    // Column 20 and row 10 have their centres at 20.5 and 10.5; column 32, row 20 2/3.
    QCOMPARE(made.groups[0].shapes[0].points[0], 20.5);
    QCOMPARE(made.groups[0].shapes[0].points[1], 10.5);
    QCOMPARE(made.groups[0].shapes[0].points[2], 32.5);
    QVERIFY(std::abs(made.groups[0].shapes[0].points[3] - (62.0 / 3 + 0.5)) < 1e-5);
    QCOMPARE(made.groups[1].shapes[0].frameOfReference, QStringLiteral("1.2.1.9"));
    QVERIFY((made.groups[1].shapes[0].points == std::vector<double>{-90, -192.5, 55, -90, -192.5, 60}));
    const QString path = files_->filePath(QStringLiteral("out.dcm"));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(*bytes);
    file.close();
    if (!QStandardPaths::findExecutable(QStringLiteral("dciodvfy")).isEmpty()) {
        const QByteArray verdict = run(QStringLiteral("dciodvfy"), {path});
        QVERIFY2(verdict.contains("Comprehensive3DSR") && !verdict.contains("Error"), verdict);
    }
    // What left is in the audit before.
    const auto rows = f_->vault->database().read([](ReadConnection& c) {
        return c.one("SELECT count(*) FROM audit WHERE action = 'export' AND object_kind = 'series'");
    });
    QCOMPARE(rows->value_or(0), 1);
}

void ReportServiceTest::writtenKeyImages() {
    import({QString()});
    QCOMPARE(reports().exportKeyImages(series1).error().code, QByteArray("nothing-to-write"));
    QVERIFY(reports().addKeyImage(series1, QStringLiteral("1.2.1.3.0")));
    const auto bytes = reports().exportKeyImages(series1);
    QVERIFY(bytes);
    const auto read = workers_.report(WorkerInput::fromBytes(*bytes));
    QVERIFY(read && read->isKeyObject());
    QCOMPARE(read->evidence.size(), size_t(1));
    QCOMPARE(read->evidence[0].sopInstance, QStringLiteral("1.2.1.3.0"));
    QCOMPARE(read->studyUid, QStringLiteral("1.2.1"));
}

QTEST_GUILESS_MAIN(ReportServiceTest)
#include "ReportServiceTest.moc"
