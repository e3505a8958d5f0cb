// SPDX-License-Identifier: GPL-3.0-or-later
//
// Structure sets, maps of values and documents through the real program: import, list, numbers, export as our
// own DICOM SEG. Judged by truth.json, pydicom and dciodvfy.
#include "tests/app/CliStudy.h"
#include "tests/support/TestData.h"

#include <QStandardPaths>
#include <QTest>

using namespace casebook;
using namespace casebook::test;

namespace {

QString text(const QJsonValue& object, const char* key) {
    return object.toObject().value(QLatin1StringView(key)).toString();
}
double number(const QJsonValue& object, const char* key) {
    return object.toObject().value(QLatin1StringView(key)).toDouble();
}

/// Number, label, voxels set and their centroid of every segment of a SEG, by pydicom and numpy; then what
/// dciodvfy has against it.
const char* const kReadSeg = R"py(
import json
import subprocess
import sys
import numpy as np
import pydicom
d = pydicom.dcmread(sys.argv[1])
bits = np.unpackbits(np.frombuffer(d.PixelData, np.uint8), bitorder='little')
frames = bits[:d.NumberOfFrames * d.Rows * d.Columns].reshape(d.NumberOfFrames, d.Rows, d.Columns)
shared = d.SharedFunctionalGroupsSequence[0]
o = [float(x) for x in shared.PlaneOrientationSequence[0].ImageOrientationPatient]
dr, dc = [float(x) for x in shared.PixelMeasuresSequence[0].PixelSpacing]
out = {}
for s in d.SegmentSequence:
    out[int(s.SegmentNumber)] = {'label': s.SegmentLabel, 'voxels': 0, 'sum': np.zeros(3),
                                 'tracking': s.TrackingUID, 'type': s.SegmentAlgorithmType}
for mask, group in zip(frames, d.PerFrameFunctionalGroupsSequence):
    n = int(group.SegmentIdentificationSequence[0].ReferencedSegmentNumber)
    p = np.array([float(x) for x in group.PlanePositionSequence[0].ImagePositionPatient])
    j, i = np.nonzero(mask)
    out[n]['voxels'] += len(i)
    out[n]['sum'] += p * len(i) + np.array(o[:3]) * dc * i.sum() + np.array(o[3:]) * dr * j.sum()
lines = []
run = subprocess.run(['dciodvfy', '-new', sys.argv[1]], capture_output=True, text=True, errors='replace')
errors = [l for l in (run.stdout + run.stderr).splitlines() if l.startswith('Error')]
print(json.dumps({'segments': [{'number': n, 'label': s['label'], 'voxels': s['voxels'], 'tracking': s['tracking'],
                                'centroid': list(s['sum'] / max(1, s['voxels'])), 'type': s['type']} for n, s in out.items()],
                  'errors': errors, 'for': d.FrameOfReferenceUID, 'study': d.StudyInstanceUID,
                  'patient': str(d.PatientID), 'overlap': d.get('SegmentsOverlap', '')}))
)py";

QJsonArray truthOf(const QString& set, const QString& file) {
    for (const auto& entry : ctFiles(set))
        if (text(entry, "path") == file)
            return entry.toObject()
                .value(QLatin1StringView("rtstruct"))
                .toObject()
                .value(QLatin1StringView("rois"))
                .toArray();
    return {};
}

} // namespace

class CliDerivedTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() {
        CASEBOOK_NEED_DATA();
        study_.reset();
        qunsetenv("TMPDIR"); // it lay in the one before
        study_ = std::make_unique<CliStudy>();
        QVERIFY(study_->create());
    }
    void structureSet_data();
    void structureSet();
    void otherFrameIsNotDrawn();
    void map();
    void document();
    void formsThatDisagree();
    void valuesOverAnImage();

private:
    QJsonObject overlay(const char* kind) const;
    void checkExport(const QJsonObject& info);
    QString put(const QString& set, const QString& file, const QString& into) const {
        QDir().mkpath(into);
        const QString to = into + u'/' + file.section(u'/', -1);
        QFile::copy(ctPath(set, file), to);
        return to;
    }

    std::unique_ptr<CliStudy> study_;
};

QJsonObject CliDerivedTest::overlay(const char* kind) const {
    for (const auto& row : study_->json({QStringLiteral("list"), QStringLiteral("overlays")}).array())
        if (text(row, "kind") == QLatin1StringView(kind))
            return study_->json({QStringLiteral("overlay"), QStringLiteral("info"), text(row, "id")})
                .object();
    return {};
}

void CliDerivedTest::structureSet_data() {
    QTest::addColumn<QString>("set");
    QTest::addColumn<QStringList>("images");
    QTest::addColumn<QString>("file");
    QTest::newRow("one slice of the CT is left")
        << QStringLiteral("42-rtstruct-lctsc") << QStringList{QStringLiteral("CT01.dcm")}
        << QStringLiteral("RT.dcm");
    const QStringList two{QStringLiteral("ct_1.dcm"), QStringLiteral("ct_2.dcm")};
    QTest::newRow("references to nothing")
        << QStringLiteral("43-rtstruct-rtutils") << two << QStringLiteral("non_existent_reference_rt.dcm");
    QTest::newRow("wrong references")
        << QStringLiteral("43-rtstruct-rtutils") << two << QStringLiteral("invalid_reference_rt.dcm");
}

void CliDerivedTest::structureSet() {
    QFETCH(QString, set);
    QFETCH(QStringList, images);
    QFETCH(QString, file);
    const QString folder = study_->root() + QStringLiteral("/in");
    for (const QString& image : images)
        put(set, image, folder);
    put(set, file, folder);
    const CliRun import = study_->json({QStringLiteral("import"), QStringLiteral("dicom"), folder});
    QVERIFY2(import.exit == 0, import.words());
    const QJsonObject info = overlay("RTSTRUCT");
    QVERIFY(!info.isEmpty());
    QCOMPARE(text(info, "placement"), QStringLiteral("verified"));
    QVERIFY(!text(info, "series").isEmpty());
    const QJsonArray segments = info.value(QLatin1StringView("segments")).toArray();
    const QJsonArray truth = truthOf(set, file);
    QCOMPARE(segments.size(), truth.size());
    for (qsizetype n = 0; n < truth.size(); ++n) {
        QCOMPARE(number(segments.at(n), "number"), number(truth.at(n), "number"));
        QCOMPARE(text(segments.at(n), "label"), text(truth.at(n), "name"));
        QCOMPARE(number(segments.at(n), "contours"), number(truth.at(n), "contours"));
        QCOMPARE(number(segments.at(n), "points"), number(truth.at(n), "points"));
        const double ml = number(truth.at(n), "volume_ml_area_times_step");
        const double ours = number(segments.at(n), "volume_ml");
        QVERIFY2(std::abs(ours - ml) < 0.01 * ml + 0.2, qPrintable(QString::number(ours)));
    }
    checkExport(info);
}

/// As our own SEG: valid, and pydicom finds the same voxels in the same places.
void CliDerivedTest::checkExport(const QJsonObject& info) {
    const QString out = study_->root() + QStringLiteral("/out.dcm");
    const CliRun run = study_->json(
        {QStringLiteral("overlay"), QStringLiteral("export"), text(info, "id"), QStringLiteral("-o"), out});
    QVERIFY2(run.exit == 0, run.words());
    const QJsonObject read = QJsonDocument::fromJson(runPython(QString::fromUtf8(kReadSeg), {out})).object();
    const QJsonArray errors = read.value(QLatin1StringView("errors")).toArray();
    QVERIFY2(errors.isEmpty(), qPrintable(errors.at(0).toString()));
    // A label map has no frame of reference of its own: the segmentation takes that of its images.
    if (const QString own = text(info, "frame_of_reference"); !own.isEmpty())
        QCOMPARE(text(read, "for"), own);
    const QJsonArray there = read.value(QLatin1StringView("segments")).toArray();
    const QJsonArray segments = info.value(QLatin1StringView("segments")).toArray();
    QCOMPARE(there.size(), segments.size());
    for (qsizetype n = 0; n < there.size(); ++n) {
        QCOMPARE(int(number(there.at(n), "number")), int(n) + 1);
        QCOMPARE(text(there.at(n), "label"), text(segments.at(n), "label"));
        QCOMPARE(number(there.at(n), "voxels"), number(segments.at(n), "voxels"));
        QVERIFY(!text(there.at(n), "tracking").isEmpty());
        for (int axis = 0; axis < 3; ++axis) {
            const auto at = [&](const QJsonArray& rows, const char* key) {
                return rows.at(n).toObject().value(QLatin1StringView(key)).toArray().at(axis).toDouble();
            };
            QVERIFY(std::abs(at(there, "centroid") - at(segments, "centroid_lps_mm")) < 0.01);
        }
    }
}

void CliDerivedTest::otherFrameIsNotDrawn() {
    const QString set = QStringLiteral("43-rtstruct-rtutils");
    const QString folder = study_->root() + QStringLiteral("/in");
    for (const char* file : {"ct_1.dcm", "ct_2.dcm", "rt.dcm"})
        put(set, QLatin1StringView(file), folder);
    QCOMPARE(study_->json({QStringLiteral("import"), QStringLiteral("dicom"), folder}).exit, 0);
    const QJsonObject info = overlay("RTSTRUCT");
    QCOMPARE(text(info, "placement"), QStringLiteral("no-image"));
    QVERIFY(info.value(QLatin1StringView("segments")).toArray().size() > 0);
}

void CliDerivedTest::map() {
    const QString folder = study_->root() + QStringLiteral("/in");
    put(QStringLiteral("41-seg-highdicom"), QStringLiteral("ct_image.dcm"), folder);
    put(QStringLiteral("44-derived-other"), QStringLiteral("parametric_map_float.dcm"), folder);
    QCOMPARE(study_->json({QStringLiteral("import"), QStringLiteral("dicom"), folder}).exit, 0);
    const QJsonObject info = overlay("MAP");
    QCOMPARE(text(info, "placement"), QStringLiteral("verified"));
    const QJsonObject map = info.value(QLatin1StringView("map")).toObject();
    for (const auto& entry : ctFiles(QStringLiteral("44-derived-other"))) {
        if (text(entry, "path") != QLatin1StringView("parametric_map_float.dcm"))
            continue;
        QVERIFY(std::abs(number(map, "minimum") - number(entry, "stored_min")) < 1e-6);
        QVERIFY(std::abs(number(map, "maximum") - number(entry, "stored_max")) < 1e-6);
        QCOMPARE(number(map, "voxels"), 128.0 * 128);
    }
}

void CliDerivedTest::document() {
    const QString path = ctPath(QStringLiteral("44-derived-other"), QStringLiteral("sample-pdf.dcm"));
    QCOMPARE(study_->json({QStringLiteral("import"), QStringLiteral("dicom"), path}).exit, 0);
    const QString out = study_->root() + QStringLiteral("/out.pdf");
    const QString uid = QStringLiteral("1.2.276.0.7230010.3.1.4.1901948703.36080.1484835349.618");
    const CliRun run =
        study_->json({QStringLiteral("overlay"), QStringLiteral("export"), uid, QStringLiteral("-o"), out});
    QVERIFY2(run.exit == 0, run.words());
    const QByteArray expected =
        runPython(QStringLiteral("import sys, pydicom; sys.stdout.write(pydicom.dcmread(sys.argv[1])"
                                 ".EncapsulatedDocument.rstrip(b'\\0').hex())"),
                  {path});
    QVERIFY(expected.size() > 1000);
    QCOMPARE(readFile(out).toHex(), expected.trimmed());
    // It stands among the reports, to be saved, not read.
    const QJsonArray listed = study_->json({QStringLiteral("list"), QStringLiteral("reports")}).array();
    QCOMPARE(listed.size(), 1);
    QCOMPARE(listed[0].toObject()[QStringLiteral("kind")].toString(), QStringLiteral("PDF"));
    QCOMPARE(listed[0].toObject()[QStringLiteral("uid")].toString(), uid);
    QCOMPARE(study_->json({QStringLiteral("report"), QStringLiteral("show"), uid}).errorCode(),
             QStringLiteral("no-such-report"));
    const CliRun none = study_->json({QStringLiteral("overlay"), QStringLiteral("export"),
                                      QStringLiteral("1.2.3"), QStringLiteral("-o"), out});
    QCOMPARE(none.exit, 1);
}

/// A NIfTI on the CT's grid whose quaternion says something else: asked, then recorded.
void CliDerivedTest::formsThatDisagree() {
    const QString set = QStringLiteral("40-seg-dcmqi");
    const QString folder = study_->root() + QStringLiteral("/in");
    for (const char* file : {"01.dcm", "02.dcm", "03.dcm"})
        put(set, QStringLiteral("ct-3slice/") + QLatin1StringView(file), folder);
    const CliRun import = study_->json({QStringLiteral("import"), QStringLiteral("dicom"), folder});
    QCOMPARE(import.exit, 0);
    const QString series =
        text(study_->json({QStringLiteral("list"), QStringLiteral("series")}).array().at(0), "uid");
    const QString path = study_->root() + QStringLiteral("/labels.nii");
    const QByteArray made =
        runPython(QStringLiteral(R"py(
import struct, sys
import pydicom
import numpy as np
ds = sorted((pydicom.dcmread(p) for p in sys.argv[2:]), key=lambda d: d.ImagePositionPatient[2])
sp = float(ds[0].PixelSpacing[0]); step = float(ds[1].ImagePositionPatient[2] - ds[0].ImagePositionPatient[2])
x, y, z = (float(v) for v in ds[0].ImagePositionPatient)
h = bytearray(352)
struct.pack_into('<i', h, 0, 348)
struct.pack_into('<8h', h, 40, 3, ds[0].Columns, ds[0].Rows, len(ds), 1, 1, 1, 1)
struct.pack_into('<hh', h, 70, 2, 8)
struct.pack_into('<8f', h, 76, 1, sp, sp, step, 1, 1, 1, 1)
struct.pack_into('<f', h, 108, 352)
struct.pack_into('<f', h, 112, float('nan'))
h[123] = 2
struct.pack_into('<hh', h, 252, 1, 1)
struct.pack_into('<6f', h, 256, 0, 0, 1, -x, -y, z + 0.5)
for r, row in enumerate([(-sp, 0, 0, -x), (0, -sp, 0, -y), (0, 0, step, z)]):
    struct.pack_into('<4f', h, 280 + 16 * r, *row)
h[344:348] = b'n+1\0'
v = np.zeros((len(ds), ds[0].Rows, ds[0].Columns), np.uint8)
v[1, 100:110, 200:220] = 7
open(sys.argv[1], 'wb').write(bytes(h) + v.tobytes())
open(sys.argv[1].replace('.nii', '.img'), 'wb').write(v.tobytes())
struct.pack_into('<f', h, 108, 0)
struct.pack_into('<6f', h, 256, 0, 0, 1, -x, -y, z)
h[344:348] = b'ni1\0'
open(sys.argv[1].replace('.nii', '.hdr'), 'wb').write(bytes(h[:348]))
print('made')
)py"),
                  {path, folder + QStringLiteral("/01.dcm"), folder + QStringLiteral("/02.dcm"),
                   folder + QStringLiteral("/03.dcm")});
    QCOMPARE(made.trimmed(), QByteArray("made"));
    const QStringList import_{QStringLiteral("import"), QStringLiteral("volume"), path,
                              QStringLiteral("--series"), series};
    const CliRun asked = study_->json(import_);
    QCOMPARE(asked.exit, 1);
    QCOMPARE(asked.errorCode(), QStringLiteral("forms-disagree"));
    const CliRun taken = study_->json(import_ + QStringList{QStringLiteral("--confirm-placement")});
    QVERIFY2(taken.exit == 0, taken.words());
    QCOMPARE(text(taken.object(), "placement"), QStringLiteral("confirmed"));
    QCOMPARE(text(taken.object(), "reason"), QStringLiteral("forms-disagree"));
    QCOMPARE(number(taken.object().value(QLatin1StringView("segments")).toArray().at(0), "voxels"), 200.0);
    checkExport(taken.object());
    // The same as a pair, whose forms agree.
    QStringList pair = import_;
    pair[2].replace(QStringLiteral(".nii"), QStringLiteral(".hdr"));
    const CliRun two = study_->json(pair);
    QVERIFY2(two.exit == 0, two.words());
    QCOMPARE(text(two.object(), "placement"), QStringLiteral("verified"));
    QCOMPARE(number(two.object().value(QLatin1StringView("segments")).toArray().at(0), "voxels"), 200.0);
}

void CliDerivedTest::valuesOverAnImage() {
    const QString set = QStringLiteral("40-seg-dcmqi");
    const QString folder = study_->root() + QStringLiteral("/in");
    for (const char* file : {"IMG0001.dcm", "IMG0002.dcm", "IMG0003.dcm"})
        put(set, QStringLiteral("23x38x3/image/") + QLatin1StringView(file), folder);
    QCOMPARE(study_->json({QStringLiteral("import"), QStringLiteral("dicom"), folder}).exit, 0);
    const QString series =
        text(study_->json({QStringLiteral("list"), QStringLiteral("series")}).array().at(0), "uid");
    const CliRun taken =
        study_->json({QStringLiteral("import"), QStringLiteral("volume"),
                      ctPath(set, QStringLiteral("23x38x3/nrrd/label.nrrd")), QStringLiteral("--series"),
                      series, QStringLiteral("--as"), QStringLiteral("map")});
    QVERIFY2(taken.exit == 0, taken.words());
    QCOMPARE(text(taken.object(), "kind"), QStringLiteral("MAP"));
    const QJsonObject map = taken.object().value(QLatin1StringView("map")).toObject();
    QCOMPARE(number(map, "voxels"), 23.0 * 38 * 3);
    QVERIFY(number(map, "maximum") >= 1);
}

QTEST_GUILESS_MAIN(CliDerivedTest)
#include "CliDerivedTest.moc"
