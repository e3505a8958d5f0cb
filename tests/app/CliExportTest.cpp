// SPDX-License-Identifier: GPL-3.0-or-later
//
// Files that leave the study, read again by numpy and pydicom from their published formats.
#include "tests/app/CliStudy.h"
#include "tests/support/TestData.h"

#include <QCryptographicHash>
#include <QDirIterator>
#include <QFileInfo>
#include <QImage>
#include <QSet>
#include <QTest>

#include <cmath>

#include <sys/stat.h>

using namespace casebook;
using namespace casebook::test;

namespace {

const char* readerScript = R"(
import gzip, hashlib, json, struct, sys
import numpy as np
path = sys.argv[1]
if path.endswith('.nrrd'):
    raw = open(path, 'rb').read()
    head, body = raw.split(b'\n\n', 1)
    fields = dict(line.split(': ', 1) for line in head.decode().split('\n') if ': ' in line and not line.startswith('#'))
    kind = {'short': '<i2', 'unsigned char': 'u1', 'unsigned short': '<u2'}[fields['type']]
    size = [int(n) for n in fields['sizes'].split()]
    vector = lambda t: [float(x) for x in t.strip('()').split(',')]
    columns = [vector(t) for t in fields['space directions'].split()] + [vector(fields['space origin'])]
    assert fields['space'] == 'left-posterior-superior' and fields['encoding'] == 'gzip' and fields['endian'] == 'little'
    affine = np.eye(4)
    affine[:3, :] = np.array(columns).T
    data = gzip.decompress(body)
else:
    raw = gzip.open(path).read() if path.endswith('.gz') else open(path, 'rb').read()
    assert struct.unpack('<i', raw[:4])[0] == 348 and raw[344:348] == b'n+1\0'
    size = struct.unpack('<8h', raw[40:56])[1:4]
    kind = {4: '<i2', 2: 'u1', 512: '<u2'}[struct.unpack('<h', raw[70:72])[0]]
    slope, intercept = struct.unpack('<2f', raw[112:120])
    assert (slope, intercept) == (1, 0)
    q, s = struct.unpack('<2h', raw[252:256])
    affine = np.eye(4)
    affine[:3, :] = np.array(struct.unpack('<12f', raw[280:328])).reshape(3, 4)
    assert s == 1
    if q: # the quaternion says the same as the matrix (nifti1.h, method 2)
        b, c, d, x, y, z = struct.unpack('<6f', raw[256:280])
        a = max(0, 1 - b * b - c * c - d * d) ** .5
        pix = struct.unpack('<8f', raw[76:108])
        R = np.array([[a*a+b*b-c*c-d*d, 2*b*c-2*a*d, 2*b*d+2*a*c], [2*b*c+2*a*d, a*a+c*c-b*b-d*d, 2*c*d-2*a*b], [2*b*d-2*a*c, 2*c*d+2*a*b, a*a+d*d-c*c-b*b]])
        M = R * np.array([pix[1], pix[2], pix[3] * pix[0]])
        assert np.allclose(M, affine[:3, :3], atol=1e-3), (M, affine)
        assert np.allclose([x, y, z], affine[:3, 3], atol=1e-3)
    affine = np.diag([-1, -1, 1, 1]) @ affine
    data = raw[352:]
values = np.frombuffer(data, kind)
assert values.size == np.prod(size)
labels, counts = np.unique(values, return_counts=True)
few = len(labels) < 50
print(json.dumps({'size': list(map(int, size)), 'affine': affine.tolist(), 'sha256': hashlib.sha256(data).hexdigest(),
                  'counts': {str(int(l)): int(n) for l, n in zip(labels, counts)} if few else {}}))
)";

} // namespace

class CliExportTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        CASEBOOK_NEED_DATA();
        QVERIFY(study_.create());
        for (const char* set :
             {"04-chest-cip-64", "40-seg-dcmqi", "41-seg-highdicom", "13-geometry-oriented-small"}) {
            const CliRun run = study_.json({QStringLiteral("import"), QStringLiteral("dicom"),
                                            ctPath(QLatin1StringView(set), QString())});
            QVERIFY2(run.exit == 0 || run.exit == 4, run.words());
        }
    }

    void volumeFilesEqualTruth_data() {
        QTest::addColumn<QJsonObject>("truth");
        QTest::addColumn<QString>("suffix");
        CASEBOOK_NEED_DATA();
        for (const char* set : {"04-chest-cip-64", "40-seg-dcmqi"})
            for (const QJsonValue& series :
                 ctTruth(QLatin1StringView(set))[QStringLiteral("series")].toArray())
                for (const char* suffix : {".nii.gz", ".nii", ".nrrd"})
                    QTest::newRow(qPrintable(QLatin1StringView(set) +
                                             series[QStringLiteral("series_uid")].toString().right(6) +
                                             QLatin1StringView(suffix)))
                        << series.toObject() << QString::fromLatin1(suffix);
    }
    void volumeFilesEqualTruth() {
        QFETCH(QJsonObject, truth);
        QFETCH(QString, suffix);
        const QString file = study_.root() + QStringLiteral("/volume") + suffix;
        const CliRun run =
            study_.json({QStringLiteral("volume"), QStringLiteral("export"),
                         truth[QStringLiteral("series_uid")].toString(), QStringLiteral("-o"), file});
        QVERIFY2(run.exit == 0, run.words());
        const QJsonObject read = readBack(file);
        QCOMPARE(read[QStringLiteral("sha256")], truth[QStringLiteral("sha256_int16le_kji")]);
        for (int r = 0; r < 3; ++r)
            for (int c = 0; c < 4; ++c)
                QVERIFY(std::abs(read[QStringLiteral("affine")].toArray()[r].toArray()[c].toDouble() -
                                 truth[QStringLiteral("affine_lps")].toArray()[r].toArray()[c].toDouble()) <
                        1e-3);
        const QByteArray first = readFile(file);
        QCOMPARE(study_
                     .json({QStringLiteral("volume"), QStringLiteral("export"),
                            truth[QStringLiteral("series_uid")].toString(), QStringLiteral("-o"), file})
                     .exit,
                 0);
        QVERIFY(readFile(file) == first); // two runs, the same bytes
    }

    void originalsLeaveAsTheyCame() {
        const QString uid = ctTruth(QStringLiteral("04-chest-cip-64"))[QStringLiteral("series")]
                                .toArray()[0][QStringLiteral("series_uid")]
                                .toString();
        const QString folder = study_.root() + QStringLiteral("/originals");
        const QStringList line{QStringLiteral("volume"), QStringLiteral("export"), uid, QStringLiteral("-o"),
                               folder};
        const CliRun run = study_.json(line);
        QVERIFY2(run.exit == 0, run.words());
        QSet<QString> expected, found;
        for (const QJsonValue& file : ctFiles(QStringLiteral("04-chest-cip-64")))
            if (file.toObject().contains(QStringLiteral("sop_instance")))
                expected.insert(file[QStringLiteral("sha256")].toString());
        QDirIterator it(folder, QDir::Files);
        while (it.hasNext())
            found.insert(QString::fromLatin1(
                QCryptographicHash::hash(readFile(it.next()), QCryptographicHash::Sha256).toHex()));
        QCOMPARE(found, expected);
        QCOMPARE(modesBelow(folder), (QSet<int>{0700, 0600}));
        QVERIFY(!QFileInfo::exists(folder + QStringLiteral(".part")));
        QCOMPARE(study_.json(line).exit, 1); // never over what is there
        // The study knows where a cut-off export left images in the clear.
        const CliRun audit = study_.json({QStringLiteral("audit"), QStringLiteral("list")});
        const QByteArray rows = QJsonDocument(audit.array()).toJson();
        const QByteArray told = "dicom " + folder.toUtf8() + ".part";
        QVERIFY2(rows.contains(told), rows.constData());
    }
    void whatACutOffExportLeftIsNamed() {
        const QString uid = ctTruth(QStringLiteral("04-chest-cip-64"))[QStringLiteral("series")]
                                .toArray()[0][QStringLiteral("series_uid")]
                                .toString();
        const QString folder = study_.root() + QStringLiteral("/cut"),
                      part = folder + QStringLiteral(".part");
        QVERIFY(QDir().mkpath(part));
        const CliRun run = study_.json(
            {QStringLiteral("volume"), QStringLiteral("export"), uid, QStringLiteral("-o"), folder});
        QVERIFY2(run.exit == 1 && run.errorCode() == QLatin1StringView("originals-left"), run.words());
        QVERIFY(QFileInfo::exists(part) && !QFileInfo::exists(folder));
    }

    void labelsEqualTruth() {
        const QString file = study_.root() + QStringLiteral("/labels.nrrd");
        const QString uid = QStringLiteral("1.2.276.0.7230010.3.1.4.0.42154.1458337731.665796");
        const CliRun run = study_.json(
            {QStringLiteral("overlay"), QStringLiteral("export"), uid, QStringLiteral("-o"), file});
        QVERIFY2(run.exit == 0, run.words());
        QCOMPARE(readBack(file)[QStringLiteral("counts")][QStringLiteral("1")].toInt(), 107098);
        QCOMPARE(modeOf(file), 0600);
        const QString dicom = study_.root() + QStringLiteral("/labels.dcm");
        QCOMPARE(
            study_
                .json({QStringLiteral("overlay"), QStringLiteral("export"), uid, QStringLiteral("-o"), dicom})
                .exit,
            0);
        QVERIFY(readFile(dicom) ==
                readFile(ctPath(QStringLiteral("40-seg-dcmqi"), QStringLiteral("liver.dcm"))));
        QCOMPARE(modeOf(dicom), 0600);
    }
    void overlappingSegmentsAreNotFlattened() {
        const QString uid =
            QStringLiteral("1.2.826.0.1.3680043.10.511.3.10391363598389075877106055067323399");
        const QString file = study_.root() + QStringLiteral("/overlap.nii.gz");
        const CliRun all = study_.json(
            {QStringLiteral("overlay"), QStringLiteral("export"), uid, QStringLiteral("-o"), file});
        QVERIFY2(all.exit == 1 && all.errorCode() == QLatin1StringView("overlapping-segments"), all.words());
        QVERIFY(!QFile::exists(file));
        const CliRun one =
            study_.json({QStringLiteral("overlay"), QStringLiteral("export"), uid, QStringLiteral("-o"), file,
                         QStringLiteral("--segment"), QStringLiteral("2")});
        QVERIFY2(one.exit == 0, one.words());
        QCOMPARE(readBack(file)[QStringLiteral("counts")][QStringLiteral("2")].toInt(), 16);
    }

    void labelMapBesideItsSeries() {
        const QString series = ctTruth(QStringLiteral("40-seg-dcmqi"))[QStringLiteral("series")]
                                   .toArray()[0][QStringLiteral("series_uid")]
                                   .toString();
        const CliRun run =
            study_.json({QStringLiteral("import"), QStringLiteral("volume"),
                         ctPath(QStringLiteral("40-seg-dcmqi"), QStringLiteral("liver_seg.nrrd")),
                         QStringLiteral("--series"), series});
        QVERIFY2(run.exit == 0, run.words());
        const QJsonObject info = run.object();
        QCOMPARE(info[QStringLiteral("kind")].toString(), QStringLiteral("LABELS"));
        QCOMPARE(info[QStringLiteral("placement")].toString(), QStringLiteral("verified"));
        QCOMPARE(info[QStringLiteral("series")].toString(), series);
        QCOMPARE(info[QStringLiteral("segments")][0][QStringLiteral("voxels")].toInt(), 107098);
        const CliRun wrong = study_.json(
            {QStringLiteral("import"), QStringLiteral("volume"),
             ctPath(QStringLiteral("40-seg-dcmqi"), QStringLiteral("sparse_labelmap_noppv_seg.nrrd")),
             QStringLiteral("--series"), series, QStringLiteral("--confirm-placement")});
        QVERIFY2(wrong.exit == 1 && wrong.errorCode() == QLatin1StringView("bad-geometry"), wrong.words());
    }

    void renderDraws_data() {
        QTest::addColumn<QString>("view");
        QTest::addColumn<QString>("window");
        for (const char* view : {"axial", "sagittal", "coronal"})
            QTest::newRow(view) << QString::fromLatin1(view) << QStringLiteral("lung");
        for (const char* look : {"lung-bones", "skin", "mip"}) // without a display
            QTest::addRow("3d %s", look) << QStringLiteral("3d") << QString::fromLatin1(look);
    }
    void renderDraws() {
        QFETCH(QString, view);
        QFETCH(QString, window);
        const QString uid = ctTruth(QStringLiteral("04-chest-cip-64"))[QStringLiteral("series")]
                                .toArray()[0][QStringLiteral("series_uid")]
                                .toString();
        const QString file = study_.root() + u'/' + view + window + QStringLiteral(".png");
        const CliRun run = study_.json({QStringLiteral("render"), uid, QStringLiteral("-o"), file,
                                        QStringLiteral("--view"), view, QStringLiteral("--window"), window,
                                        QStringLiteral("--size"), QStringLiteral("300x200")});
        QVERIFY2(run.exit == 0, run.words());
        const QImage image(file);
        QCOMPARE(image.size(), QSize(300, 200));
        QSet<QRgb> colors;
        for (int y = 0; y < image.height(); ++y)
            for (int x = 0; x < image.width(); ++x)
                colors.insert(image.pixel(x, y));
        QVERIFY(colors.size() > 50); // a picture, not a plate
    }
    void aLookSaysWhatItMisses() {
        const QString uid = ctTruth(QStringLiteral("04-chest-cip-64"))[QStringLiteral("series")]
                                .toArray()[0][QStringLiteral("series_uid")]
                                .toString();
        const CliRun run =
            study_.json({QStringLiteral("render"), uid, QStringLiteral("-o"),
                         study_.root() + QStringLiteral("/none.png"), QStringLiteral("--view"),
                         QStringLiteral("3d"), QStringLiteral("--window"), QStringLiteral("airways")});
        QVERIFY2(run.exit == 1 && run.errorCode() == QLatin1StringView("no-airways"), run.words());
        QVERIFY(!QFile::exists(study_.root() + QStringLiteral("/none.png")));
    }
    void everythingThatLeftIsAudited() {
        int exports = 0;
        for (const QJsonValue& row : study_.json({QStringLiteral("audit"), QStringLiteral("list")}).array())
            exports += row[QStringLiteral("action")].toString() == QLatin1StringView("export") ? 1 : 0;
        QVERIFY2(exports >= 20, QByteArray::number(exports));
    }
    void phantomIsTheSameEveryTime() {
        const auto make = [&](const QString& name) {
            return study_.json({QStringLiteral("phantom"), QStringLiteral("-o"), study_.root() + u'/' + name,
                                QStringLiteral("--seed"), QStringLiteral("5"), QStringLiteral("--matrix"),
                                QStringLiteral("48"), QStringLiteral("--slices"), QStringLiteral("16")});
        };
        QCOMPARE(make(QStringLiteral("a")).exit, 0);
        QCOMPARE(make(QStringLiteral("b")).exit, 0);
        QCOMPARE(QProcess::execute(QStringLiteral("diff"),
                                   {QStringLiteral("-r"), study_.root() + QStringLiteral("/a"),
                                    study_.root() + QStringLiteral("/b")}),
                 0);
        QCOMPARE(make(QStringLiteral("a")).exit, 1);
    }
    void selfTestPasses() {
        const CliRun run = study_.json({QStringLiteral("selftest")});
        QVERIFY2(run.exit == 0, run.words());
        QVERIFY(run.object()[QStringLiteral("checks")].toArray().size() >= 8);
    }

    /// The last one: the study is damaged after it. What can't be written whole isn't there.
    void nothingStaysOfAHalf() {
        const QString uid = ctTruth(QStringLiteral("04-chest-cip-64"))[QStringLiteral("series")]
                                .toArray()[0][QStringLiteral("series_uid")]
                                .toString();
        QDirIterator packs(study_.folder() + QStringLiteral("/o"), QDir::Files, QDirIterator::Subdirectories);
        while (packs.hasNext()) {
            QFile pack(packs.next());
            QVERIFY(pack.open(QIODevice::ReadWrite));
            const QByteArray all = pack.readAll();
            QVERIFY(pack.seek(0) && pack.write(QByteArray(all.size(), 'x')) == all.size());
        }
        const QString folder = study_.root() + QStringLiteral("/half");
        const CliRun run = study_.json(
            {QStringLiteral("volume"), QStringLiteral("export"), uid, QStringLiteral("-o"), folder});
        QVERIFY2(run.exit > 0, run.words());
        QVERIFY(!QFileInfo::exists(folder));
        QVERIFY(!QFileInfo::exists(folder + QStringLiteral(".part")));
    }

private:
    static int modeOf(const QString& path) {
        struct stat info{};
        return ::stat(path.toLocal8Bit().constData(), &info) == 0 ? int(info.st_mode & 0777) : -1;
    }
    static QSet<int> modesBelow(const QString& folder) {
        QSet<int> out{modeOf(folder)};
        QDirIterator each(folder, QDir::Files | QDir::Hidden);
        while (each.hasNext())
            out.insert(modeOf(each.next()));
        return out;
    }
    static QJsonObject readBack(const QString& file) {
        return QJsonDocument::fromJson(runPython(QString::fromLatin1(readerScript), {file})).object();
    }
    CliStudy study_;
};

QTEST_GUILESS_MAIN(CliExportTest)
#include "CliExportTest.moc"
