// SPDX-License-Identifier: GPL-3.0-or-later
//
// Reading by the command line, and its isolation: a study with AI and its twin without must answer a reader the same,
// byte for byte, as long as his first read is open.
#include "tests/app/CliStudy.h"
#include "tests/support/SmallSeries.h"
#include "tests/support/TestData.h"

#include <QRegularExpression>
#include <QTest>

using namespace casebook;
using namespace casebook::test;
using namespace Qt::StringLiterals;

namespace {

/// A segmentation of one nodule, a secondary capture and a text report beside the small series, by pydicom.
const QString aiWriter = uR"(
import sys, os
import numpy as np
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.sequence import Sequence
from pydicom.uid import ExplicitVRLittleEndian
folder = sys.argv[1]
os.makedirs(folder, exist_ok=True)
def base(sop, series, number, cls, modality):
    d = Dataset()
    d.SOPClassUID, d.SOPInstanceUID = cls, sop
    d.StudyInstanceUID, d.SeriesInstanceUID = '2.25.777', series
    d.Modality, d.PatientName, d.PatientID, d.PatientBirthDate, d.PatientSex = modality, 'Test^Small', 'SMALL-1', '19700101', 'O'
    d.StudyDate, d.StudyTime, d.SeriesNumber, d.InstanceNumber = '20260101', '120000', number, 1
    d.SeriesDescription = 'AI nodules found'
    d.file_meta = FileMetaDataset()
    d.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
    d.is_little_endian, d.is_implicit_VR = True, False
    return d
def code(value, scheme, meaning):
    c = Dataset()
    c.CodeValue, c.CodingSchemeDesignator, c.CodeMeaning = value, scheme, meaning
    return c
side = int(sys.argv[2])
mask = np.zeros((3, side, side), np.uint8)
mask[:, 5:9, 4:10] = 1
d = base('2.25.777.900.1', '2.25.777.900', 900, '1.2.840.10008.5.1.4.1.1.66.4', 'SEG')
d.FrameOfReferenceUID = '2.25.778'
d.SegmentationType = 'BINARY'
d.Rows = d.Columns = side
d.NumberOfFrames = 3
d.SamplesPerPixel, d.PhotometricInterpretation = 1, 'MONOCHROME2'
d.BitsAllocated = d.BitsStored = 1
d.HighBit = d.PixelRepresentation = 0
s = Dataset()
s.SegmentNumber, s.SegmentLabel, s.SegmentAlgorithmType, s.SegmentAlgorithmName = 1, 'Nodule 1', 'AUTOMATIC', 'nodule.net'
s.SegmentedPropertyCategoryCodeSequence = Sequence([code('49755003', 'SCT', 'Morphologically abnormal structure')])
s.SegmentedPropertyTypeCodeSequence = Sequence([code('27925004', 'SCT', 'Nodule')])
d.SegmentSequence = Sequence([s])
shared = Dataset()
o = Dataset(); o.ImageOrientationPatient = [1, 0, 0, 0, 1, 0]
m = Dataset(); m.PixelSpacing, m.SliceThickness = [1.5, 1.5], 2
shared.PlaneOrientationSequence, shared.PixelMeasuresSequence = Sequence([o]), Sequence([m])
d.SharedFunctionalGroupsSequence = Sequence([shared])
frames = []
for k in range(3):
    f, p, i, c = Dataset(), Dataset(), Dataset(), Dataset()
    p.ImagePositionPatient = [0, 0, 2.0 * (k + 1)]
    i.ReferencedSegmentNumber = 1
    c.DimensionIndexValues = [1, k + 1]
    f.PlanePositionSequence, f.SegmentIdentificationSequence, f.FrameContentSequence = Sequence([p]), Sequence([i]), Sequence([c])
    frames.append(f)
d.PerFrameFunctionalGroupsSequence = Sequence(frames)
r = Dataset(); r.SeriesInstanceUID = '2.25.777.1'
d.ReferencedSeriesSequence = Sequence([r])
bits = np.packbits(mask.reshape(-1), bitorder='little').tobytes()
d.PixelData = bits + b'\0' * (len(bits) % 2)
d.save_as(folder + '/seg.dcm', write_like_original=False)
d = base('2.25.777.901.1', '2.25.777.901', 901, '1.2.840.10008.5.1.4.1.1.7', 'OT')
d.Rows = d.Columns = 16
d.SamplesPerPixel, d.PhotometricInterpretation = 1, 'MONOCHROME2'
d.BitsAllocated, d.BitsStored, d.HighBit, d.PixelRepresentation = 8, 8, 7, 0
d.PixelData = bytes(256)
d.save_as(folder + '/sc.dcm', write_like_original=False)
d = base('2.25.777.902.1', '2.25.777.902', 902, '1.2.840.10008.5.1.4.1.1.88.11', 'SR')
d.ValueType = 'CONTAINER'
d.ConceptNameCodeSequence = Sequence([code('121144', 'DCM', 'Document Title')])
d.ContinuityOfContent = 'SEPARATE'
d.save_as(folder + '/sr.dcm', write_like_original=False)
print('done')
)"_s;

constexpr int side = 16, slices = 6;

QByteArray findingsJson(const QByteArray& extra = {}) {
    return R"({"schema":"casebook.findings/1","algorithm":{"name":"nodule.net","version":"2"},
"input":{"series_uid":"2.25.777.1","frame_of_reference_uid":"2.25.778","sop_count":6},
"coordinate_system":"LPS","units":"mm","findings":[
{"id":"a","category":"nodule","center_mm":[9,9,2],"diameter_mm":{"long":6.1,"short":5.8},"score":0.91},
{"id":"b","category":"nodule","center_mm":[12,6,8],"score":0.4}]})" +
           extra;
}

/// Without ids and times, which differ between any two studies.
QByteArray plain(QByteArray out) {
    QString text = QString::fromUtf8(out);
    text.replace(QRegularExpression(u"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"_s), u"UUID"_s);
    text.replace(QRegularExpression(u"\\d{4}-\\d{2}-\\d{2}T[0-9:.]+Z"_s), u"TIME"_s);
    text.replace(QRegularExpression(u"\"(seconds|seq)\": ?[0-9.e+-]+"_s), u"NUMBER"_s);
    return text.toUtf8();
}

} // namespace

class CliReadingTest : public QObject {
    Q_OBJECT
private:
    CliStudy study_;
    QString reader_; ///< passphrase file

    CliRun as(const char* user, QStringList arguments) {
        arguments << u"--user"_s << QString::fromLatin1(user);
        if (QByteArrayView(user) != "tester")
            arguments << u"--passphrase-file"_s << reader_;
        return study_.json(arguments);
    }
    /// CT in a new study, with a reader; `ai`: the results beside it and the findings.
    bool make(const QString& name, bool ai) {
        if (!study_.create(name))
            return false;
        QStringList import{u"import"_s, u"dicom"_s, study_.path("ct")};
        if (ai)
            import << study_.path("ai");
        bool ok = study_.json(import).exit == 0;
        // The twin is unlocked as often: each unlocking has its own row in the audit.
        QStringList second{u"list"_s, u"series"_s};
        if (ai)
            second = {u"import"_s, u"findings"_s, study_.path("findings.json")};
        ok = ok && study_.json(second).exit == 0;
        return ok && study_.json({u"user"_s, u"add"_s, u"rita"_s, u"--role"_s, u"reader"_s,
                                  u"--first-passphrase-file"_s, reader_})
                             .exit == 0;
    }
    QString task(const char* reader, const char* mode) {
        const CliRun run =
            as("tester", {u"task"_s, u"add"_s, u"--series"_s, u"2.25.777.1"_s, u"--reader"_s,
                          QString::fromLatin1(reader), u"--mode"_s, QString::fromLatin1(mode)});
        if (run.exit != 0)
            qWarning("%s", run.words().constData());
        return run.object()[u"task"_s].toString();
    }
    void use(const QString& name) { qputenv("CASEBOOK_STUDY", study_.path(qPrintable(name)).toLocal8Bit()); }

    /// Every command that lists, counts or shows.
    QList<QStringList> lookers(const QString& task) {
        const QString png = study_.path("out.png");
        QList<QStringList> all;
        for (const char* line :
             {"list subjects",
              "list imaging",
              "list series",
              "list series --columns uid,modality,instances,description,overlays",
              "list overlays",
              "list imports",
              "list imports --columns state,files,imported,duplicates,refused,waiting,report",
              "list tasks",
              "list findings",
              "finding list",
              "task list",
              "audit list",
              "volume info 2.25.777.1",
              "volume info 2.25.777.900",
              "volume info 2.25.777.901",
              "overlay info 2.25.777.900.1",
              "overlay info 1",
              "overlay info nothing",
              "overlay export 2.25.777.900.1 -o /dev/null.nii.gz",
              "volume export 2.25.777.900 -o /nowhere",
              "verify"})
            all.append(QString::fromLatin1(line).split(u' '));
        all.append({u"render"_s, u"2.25.777.1"_s, u"-o"_s, png, u"--overlay"_s, u"2.25.777.900.1"_s});
        all.append({u"task"_s, u"show"_s, task});
        all.append({u"list"_s, u"findings"_s, u"--task"_s, task});
        return all;
    }

private Q_SLOTS:
    void initTestCase() {
        QVERIFY(writeSmallSeries(study_.path("ct"), 2, slices, side));
        QCOMPARE(runPython(aiWriter, {study_.path("ai"), QString::number(side)}).trimmed(),
                 QByteArray("done"));
        reader_ = study_.writePassphrase(u"reader-passphrase"_s, "another long passphrase");
        QFile file(study_.path("findings.json"));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(findingsJson()) > 0);
        file.close();
        QVERIFY(make(u"with"_s, true));
    }

    void findingsAreListed() {
        use(u"with"_s);
        const CliRun run = as("tester", {u"list"_s, u"findings"_s, u"--columns"_s,
                                         u"id,algorithm,score,state,center_mm,mean_mm,volume_mm3"_s});
        QVERIFY2(run.exit == 0, run.words());
        QCOMPARE(run.array().size(), 3); // two of the file, one of the segmentation
        const QJsonObject top = run.array()[0].toObject(); // head to foot
        QCOMPARE(top[u"algorithm"_s].toString(), u"nodule.net 2"_s);
        QCOMPARE(top[u"score"_s].toDouble(), 0.4);
        QCOMPARE(top[u"state"_s].toString(), u"open"_s);
        const QJsonObject drawn = run.array()[1].toObject();
        QCOMPARE(drawn[u"algorithm"_s].toString(), u"nodule.net"_s);
        QCOMPARE(drawn[u"center_mm"_s].toArray()[2].toDouble(), 4.0);
        QCOMPARE(drawn[u"volume_mm3"_s].toDouble(), 4 * 6 * 3 * 1.5 * 1.5 * 2);
        // The same file again adds nothing.
        const CliRun again = as("tester", {u"import"_s, u"findings"_s, study_.path("findings.json")});
        QCOMPARE(again.exit, 0);
        QVERIFY(again.object()[u"already_there"_s].toBool());
        QCOMPARE(as("tester", {u"list"_s, u"findings"_s}).array().size(), 3);
    }

    void refusedFindings() {
        use(u"with"_s);
        const auto refusal = [&](const QByteArray& from, const QByteArray& to) {
            QFile file(study_.path("bad.json"));
            if (!file.open(QIODevice::WriteOnly | QIODevice::Truncate))
                return QString();
            file.write(findingsJson().replace(from, to));
            file.close();
            const CliRun run = as("tester", {u"import"_s, u"findings"_s, file.fileName()});
            return run.exit == 1 ? run.errorCode() : u"exit %1"_s.arg(run.exit);
        };
        QCOMPARE(refusal("\"LPS\"", "\"RAS\""), u"E_COORD"_s);
        QCOMPARE(refusal("2.25.777.1", "2.25.777.7"), u"E_SERIES"_s);
        QCOMPARE(refusal("2.25.777.1", "2.25.777.900"), u"E_SERIES"_s);
        QCOMPARE(refusal("2.25.778", "2.25.779"), u"E_FOR"_s);
        QCOMPARE(refusal("\"sop_count\":6", "\"sop_count\":7"), u"E_INPUT_CHANGED"_s);
        QCOMPARE(refusal("[9,9,2]", "[9,9,200]"), u"E_OUTSIDE"_s);
        QCOMPARE(refusal("\"score\":0.4", "\"mask\":{\"file\":\"none.nii\",\"label\":1}"), u"E_MASK_GEOM"_s);
        QCOMPARE(refusal("0.91", "1.91"), u"E_SCORE"_s);
        QCOMPARE(as("tester", {u"list"_s, u"findings"_s}).array().size(), 3);
    }

    void twins_data() {
        QTest::addColumn<QByteArray>("who");
        QTest::addColumn<QByteArray>("mode");
        QTest::newRow("reader, second") << QByteArray("rita") << QByteArray("second");
        QTest::newRow("all roles, second") << QByteArray("tester") << QByteArray("second");
    }

    /// Before the first read is closed: no trace. After: all of it.
    void twins() {
        QFETCH(QByteArray, who);
        QFETCH(QByteArray, mode);
        QMap<QString, QList<QByteArray>> outputs;
        QMap<QString, QString> tasks;
        const QString with = u"with-"_s + QString::fromLatin1(who),
                      without = u"without-"_s + QString::fromLatin1(who);
        QVERIFY(make(without, false));
        QVERIFY(make(with, true));
        for (const QString& name : {without, with}) {
            use(name);
            tasks[name] = task(who.constData(), mode.constData());
            QVERIFY(!tasks[name].isEmpty());
            QCOMPARE(as(who.constData(), {u"task"_s, u"open"_s, tasks[name]}).exit, 0);
            for (const QStringList& command : lookers(tasks[name])) {
                const CliRun run = as(who.constData(), command);
                outputs[name].append(command.join(u' ').toUtf8().replace(tasks[name].toUtf8(), "TASK") +
                                     " -> " + QByteArray::number(run.exit) + '\n' + plain(run.out) +
                                     plain(run.err));
            }
        }
        for (qsizetype i = 0; i < outputs[with].size(); ++i)
            if (outputs[with][i] != outputs[without][i])
                qWarning("with: %s\nwithout: %s", outputs[with][i].constData(),
                         outputs[without][i].constData());
        for (qsizetype i = 0; i < outputs[with].size(); ++i)
            QCOMPARE(outputs[with][i], outputs[without][i]);
        use(with);
        const CliRun closed = as(who.constData(), {u"task"_s, u"close"_s, tasks[with]});
        QVERIFY2(closed.exit == 0, closed.words());
        QVERIFY(closed.object()[u"ai_visible"_s].toBool());
        QCOMPARE(closed.object()[u"findings"_s].toInt(), 3);
        QCOMPARE(as(who.constData(), {u"list"_s, u"overlays"_s}).array().size(), 1);
        QCOMPARE(as(who.constData(), {u"list"_s, u"series"_s}).array().size(), 5);
        QCOMPARE(as(who.constData(), {u"overlay"_s, u"info"_s, u"2.25.777.900.1"_s}).exit, 0);
        // Decide, then finish.
        QCOMPARE(as(who.constData(), {u"task"_s, u"close"_s, tasks[with]}).errorCode(), u"not-ready"_s);
        const QJsonArray marks = as(who.constData(), {u"list"_s, u"findings"_s}).array();
        const auto decide = [&](int i, const QStringList& how) {
            return as(who.constData(),
                      QStringList{u"finding"_s, u"decide"_s, marks[i][u"id"_s].toString()} + how);
        };
        QCOMPARE(decide(0, {u"accept"_s}).object()[u"state"_s].toString(), u"accepted"_s);
        QCOMPARE(decide(1, {u"reject"_s, u"--reason"_s, u"vessel"_s}).object()[u"reason"_s].toString(),
                 u"vessel"_s);
        QCOMPARE(decide(2, {u"reject"_s}).errorCode(), u"reason-needed"_s);
        QCOMPARE(decide(2, {u"praise"_s}).exit, 2);
        QCOMPARE(
            decide(2, {u"reject"_s, u"--reason"_s, u"a calcified node"_s}).object()[u"reason"_s].toString(),
            u"other"_s);
        const CliRun done = as(who.constData(), {u"task"_s, u"close"_s, tasks[with]});
        QVERIFY2(done.exit == 0, done.words());
        QCOMPARE(done.object()[u"state"_s].toString(), u"finished"_s);
        QCOMPARE(as(who.constData(), {u"list"_s, u"findings"_s}).array()[0][u"state"_s].toString(),
                 u"accepted"_s);
        QCOMPARE(as("tester", {u"audit"_s, u"verify"_s}).exit, 0);
    }

    void usage() {
        use(u"with"_s);
        const auto add = [&](const QStringList& more) {
            return as("tester", QStringList{u"task"_s, u"add"_s, u"--series"_s, u"2.25.777.2"_s,
                                            u"--reader"_s, u"rita"_s} +
                                    more);
        };
        QCOMPARE(add({}).errorCode(), u"mode-needed"_s);
        QCOMPARE(add({}).exit, 2);
        QCOMPARE(add({u"--mode"_s, u"blind"_s}).exit, 2);
        const CliRun mine = as("rita", {u"task"_s, u"add"_s, u"--series"_s, u"2.25.777.2"_s, u"--reader"_s,
                                        u"rita"_s, u"--mode"_s, u"unaided"_s});
        QCOMPARE(mine.exit, 3); // a reader does not give tasks
        QCOMPARE(as("rita", {u"import"_s, u"findings"_s, study_.path("findings.json")}).exit, 3);
        const QString other = add({u"--mode"_s, u"unaided"_s}).object()[u"task"_s].toString();
        QCOMPARE(as("tester", {u"task"_s, u"open"_s, other}).exit, 3);
        QCOMPARE(as("tester", {u"task"_s, u"open"_s, u"nothing"_s}).errorCode(), u"no-such-task"_s);
        QCOMPARE(as("tester", {u"task"_s, u"reopen"_s, other, u"--reason"_s, u"x"_s}).errorCode(),
                 u"task-not-finished"_s);
        QCOMPARE(as("rita", {u"task"_s, u"skip"_s, other}).exit, 0);
        QCOMPARE(as("tester", {u"task"_s, u"reassign"_s, other, u"--reader"_s, u"tester"_s})
                     .object()[u"reader"_s]
                     .toString(),
                 u"tester"_s);
    }
};

QTEST_GUILESS_MAIN(CliReadingTest)
#include "CliReadingTest.moc"
