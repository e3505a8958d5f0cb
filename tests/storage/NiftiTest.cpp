// SPDX-License-Identifier: GPL-3.0-or-later
// NIfTI label maps: header, values and counts against truth.json (own short readers of the data's makers),
// forms and byte orders against files written here by numpy.
#include "storage/dicom/LabelMapReader.h"
#include "tests/support/TestData.h"

#include <QTemporaryDir>
#include <QTest>

#include <cmath>
#include <cstring>
#include <limits>
#include <map>

using namespace casebook;
using namespace casebook::dicom;
using namespace casebook::test;

namespace {

std::span<const std::byte> bytesOf(const QByteArray& data) {
    return std::as_bytes(std::span(data.constData(), size_t(data.size())));
}

const QString kMake = QStringLiteral(R"py(
import sys, struct, gzip, zlib, numpy as np
out, version, end, kind, form, units, slope, packed, dims = sys.argv[1:10]
t = {'u1': 2, 'i2': 4, 'i4': 8, 'f4': 16, 'f8': 64, 'i1': 256, 'u2': 512, 'u4': 768, 'i8': 1024}[kind]
cols, rows, slices = 5, 4, 3
v = (np.arange(cols * rows * slices) * 7 % 5).reshape(slices, rows, cols)
if kind == 'f4' and slope == 'broken': v = v + .5
a = 0.3; R = np.array([[np.cos(a), -np.sin(a), 0], [np.sin(a), np.cos(a), 0], [0, 0, 1]])
sp = np.array([0.5, 0.75, 2.0]); o = np.array([10., -20., 30.]); unit = {'mm': 1, 'm': .001, 'um': 1000.}[units]
S = np.zeros((3, 4)); S[:, :3] = R * sp * unit; S[:, 3] = o * unit
quat = (0, 0, np.sin(a / 2)); dim = [3, cols, rows, slices, 1, 1, 1, 1]
if dims == '4d': dim = [4, cols, rows, slices - 1, 2, 1, 1, 1]
if dims == '2d': dim = [2, cols, rows * slices, 1, 1, 1, 1, 1]
sf, qf = {'s': (1, 0), 'q': (0, 1), 'both': (2, 1), 'none': (0, 0)}[form]
sl, it = {'one': (1, 0), 'zero': (0, 5), 'two': (2, 1), 'nan': (float('nan'), 0), 'broken': (1, 0)}[slope]
x = {'mm': 2, 'm': 1, 'um': 3}[units]
pix = [1., *(sp * unit), 1, 1, 1, 1]
if version == '1':
    h = bytearray(352); p = lambda f, off, *a: struct.pack_into(end + f, h, off, *a)
    p('i', 0, 348); p('8h', 40, *dim); p('h', 70, t); p('8f', 76, *pix); p('3f', 108, 352, sl, it); h[123] = x
    p('2h', 252, qf, sf); p('6f', 256, *quat, *(o * unit)); p('12f', 280, *S.ravel()); h[344:348] = b'n+1\0'
else:
    h = bytearray(544); p = lambda f, off, *a: struct.pack_into(end + f, h, off, *a)
    p('i', 0, 540); h[4:12] = b'n+2\0\r\n\x1a\n'; p('h', 12, t); p('8q', 16, *dim); p('8d', 104, *pix); p('q', 168, 544)
    p('2d', 176, sl, it); p('2i', 344, qf, sf); p('6d', 352, *quat, *(o * unit)); p('12d', 400, *S.ravel()); p('i', 500, x)
b = bytes(h) + v.astype(end + kind).tobytes()
open(out, 'wb').write(gzip.compress(b) if packed == 'gz' else b)
u, c = np.unique(v * (sl if sl == sl and sl else 1) + (it if sl == sl and sl else 0), return_counts=True)
L = np.diag([-1, -1, 1.]) @ np.column_stack([R * sp, o])
print(';'.join('%d:%d' % z for z in zip(u, c)), ' '.join('%.3f' % z for z in L.T.ravel()), sep='|', end='')
)py");

} // namespace

class NiftiTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void realFiles_data();
    void realFiles();
    void sameGridAsTheCt();
    void made_data();
    void made();
    void refused_data();
    void refused();
    void damaged();
    void segments();
};

void NiftiTest::realFiles_data() {
    CASEBOOK_NEED_DATA();
    QTest::addColumn<QString>("path");
    QTest::addColumn<QJsonObject>("truth");
    for (const char* set : {"03-ct-totalseg", "15-nifti-oddities"}) {
        for (const auto& entry : ctFiles(QString::fromLatin1(set))) {
            const QJsonObject file = entry.toObject();
            if (file.contains(QLatin1StringView("nifti")))
                QTest::newRow(qPrintable(file.value(QLatin1StringView("path")).toString()))
                    << ctPath(QString::fromLatin1(set), file.value(QLatin1StringView("path")).toString())
                    << file.value(QLatin1StringView("nifti")).toObject();
        }
    }
}

void NiftiTest::realFiles() {
    QFETCH(QString, path);
    QFETCH(QJsonObject, truth);
    const auto volume = readLabelVolume(bytesOf(readFile(path)));
    QVERIFY2(volume, volume ? "" : volume.error().code.constData());
    const QJsonArray dim = truth.value(QLatin1StringView("dim")).toArray();
    QCOMPARE(volume->grid.columns, dim.at(0).toInt());
    QCOMPARE(volume->grid.rows, dim.at(1).toInt());
    QCOMPARE(volume->grid.slices, dim.at(2).toInt());
    QCOMPARE(QString::fromLatin1(volume->storedHash.toHex()),
             truth.value(QLatin1StringView("sha256_stored")).toString());
    // srow is RAS, to five places: x and y change their sign.
    const Eigen::Matrix4d affine = volume->grid.voxelToWorld();
    const QJsonArray srow = truth.value(QLatin1StringView("srow")).toArray();
    for (int r = 0; r < 3; ++r) {
        for (int c = 0; c < 4; ++c) {
            const double expected = srow.at(r).toArray().at(c).toDouble() * (r < 2 ? -1 : 1);
            QVERIFY(std::abs(affine(r, c) - expected) < 1e-4);
        }
    }
    if (!truth.contains(QLatin1StringView("label_counts")))
        return;
    std::map<int, qint64> counts;
    for (const std::int32_t v : volume->values)
        ++counts[v];
    const QJsonObject expected = truth.value(QLatin1StringView("label_counts")).toObject();
    QCOMPARE(qsizetype(counts.size()), expected.size());
    for (auto it = expected.begin(); it != expected.end(); ++it)
        QCOMPARE(counts[it.key().toInt()], it.value().toInteger());
}

// The multi-label map of set 03 lies on the grid of its CT (rows and slices the other way round).
void NiftiTest::sameGridAsTheCt() {
    CASEBOOK_NEED_DATA();
    const QString set = QStringLiteral("03-ct-totalseg");
    const auto volume =
        readLabelVolume(bytesOf(readFile(ctPath(set, QStringLiteral("example_seg_dicom.nii.gz")))));
    QVERIFY(volume);
    const QJsonArray m = ctTruth(set)
                             .value(QLatin1StringView("series"))
                             .toArray()
                             .at(0)
                             .toObject()
                             .value(QLatin1StringView("affine_lps"))
                             .toArray();
    Eigen::Matrix4d ct = Eigen::Matrix4d::Identity();
    for (int r = 0; r < 3; ++r) {
        for (int c = 0; c < 4; ++c)
            ct(r, c) = m.at(r).toArray().at(c).toDouble();
    }
    const auto corners = volume->grid.corners();
    for (const WorldPoint& corner : corners) {
        double nearest = 1e9;
        for (int n = 0; n < 8; ++n) {
            const Eigen::Vector4d v((n & 1) != 0 ? 511 : 0, (n & 2) != 0 ? 511 : 0, (n & 4) != 0 ? 19 : 0, 1);
            nearest = std::min(nearest, ((ct * v).head<3>() - corner).norm());
        }
        QVERIFY(nearest < 0.05);
    }
}

void NiftiTest::made_data() {
    QTest::addColumn<QString>("arguments");
    for (const char* row : {"1 < u1 s mm one raw 3d", "1 > i2 s mm one raw 3d", "1 > u2 q mm one gz 3d",
                            "1 < i4 both mm zero gz 3d", "1 < f4 s mm nan raw 3d", "1 < f8 q m one raw 3d",
                            "1 < i1 s um two gz 3d", "2 < u4 s mm one raw 3d", "2 > i8 q mm two gz 3d",
                            "1 < u1 q mm zero raw 3d"})
        QTest::newRow(row) << QString::fromLatin1(row);
}

void NiftiTest::made() {
    QFETCH(QString, arguments);
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("labels"));
    const QList<QByteArray> expected =
        runPython(kMake, QStringList{path} + arguments.split(QLatin1Char(' '))).split('|');
    QCOMPARE(expected.size(), 2);
    const QByteArray file = readFile(path);
    QCOMPARE(int(labelFormat(bytesOf(file))), int(LabelFormat::Nifti));
    const auto volume = readLabelVolume(bytesOf(file));
    QVERIFY2(volume, volume ? "" : volume.error().code.constData());
    std::map<int, int> counts;
    for (const std::int32_t v : volume->values)
        ++counts[v];
    QStringList ours;
    for (const auto& [value, count] : counts)
        ours << QStringLiteral("%1:%2").arg(value).arg(count);
    QCOMPARE(ours.join(QLatin1Char(';')), QString::fromLatin1(expected.at(0)));
    const Eigen::Matrix4d affine = volume->grid.voxelToWorld();
    const QList<QByteArray> numbers = expected.at(1).split(' ');
    for (int c = 0; c < 4; ++c) {
        for (int r = 0; r < 3; ++r)
            QVERIFY(std::abs(affine(r, c) - numbers.at(c * 3 + r).toDouble()) < 2e-3);
    }
}

void NiftiTest::refused_data() {
    QTest::addColumn<QString>("arguments");
    QTest::addColumn<QByteArray>("code");
    QTest::newRow("no form") << QStringLiteral("1 < u1 none mm one raw 3d") << QByteArray("bad-geometry");
    QTest::newRow("fractions") << QStringLiteral("1 < f4 s mm broken raw 3d") << QByteArray("not-labels");
    QTest::newRow("four dimensions") << QStringLiteral("1 < u1 s mm one raw 4d")
                                     << QByteArray("unsupported-object");
}

void NiftiTest::refused() {
    QFETCH(QString, arguments);
    QFETCH(QByteArray, code);
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("labels"));
    QVERIFY(!runPython(kMake, QStringList{path} + arguments.split(QLatin1Char(' '))).isEmpty());
    const auto volume = readLabelVolume(bytesOf(readFile(path)));
    QVERIFY(!volume);
    QCOMPARE(volume.error().code, code);
}

// Cut and flipped files end in an error or in labels, never in a crash; a cut one never in labels.
void NiftiTest::damaged() {
    const QTemporaryDir folder;
    for (const char* row : {"1 < i2 s mm one raw 3d", "1 < i2 s mm one gz 3d"}) {
        const QString path = folder.filePath(QStringLiteral("labels"));
        QVERIFY(!runPython(kMake, QStringList{path} + QString::fromLatin1(row).split(QLatin1Char(' ')))
                     .isEmpty());
        const QByteArray whole = readFile(path);
        for (qsizetype length = 0; length < whole.size(); ++length) {
            const QByteArray cut = whole.first(length);
            const auto volume = readLabelVolume(bytesOf(cut));
            // The last bytes of a gzip file are its checksum and size: all values are there without them.
            if (length < whole.size() - 8 || !whole.startsWith("\x1f\x8b"))
                QVERIFY2(!volume, qPrintable(QString::number(length)));
        }
        // A place of the values that is none.
        for (const float nowhere : {std::numeric_limits<float>::quiet_NaN(), HUGE_VALF, -HUGE_VALF}) {
            QByteArray file = whole;
            if (file.startsWith("\x1f\x8b"))
                break;
            std::memcpy(file.data() + 108, &nowhere, sizeof(nowhere));
            const auto volume = readLabelVolume(bytesOf(file));
            QVERIFY(!volume);
            QCOMPARE(volume.error().code, QByteArray("malformed"));
        }
        std::uint32_t seed = 1;
        for (int n = 0; n < 4000; ++n) {
            QByteArray flipped = whole;
            for (int k = 0; k < 3; ++k) {
                seed = seed * 1664525U + 1013904223U;
                flipped[qsizetype(seed >> 8) % flipped.size()] = char(seed >> 3);
            }
            if (const auto volume = readLabelVolume(bytesOf(flipped)))
                QCOMPARE(volume->values.size(), std::size_t(volume->grid.columns) *
                                                    std::size_t(volume->grid.rows) *
                                                    std::size_t(volume->grid.slices));
        }
    }
}

void NiftiTest::segments() {
    CASEBOOK_NEED_DATA();
    const QString set = QStringLiteral("03-ct-totalseg");
    const auto seg = readLabels(bytesOf(readFile(ctPath(set, QStringLiteral("example_seg_dicom.nii.gz")))));
    QVERIFY(seg);
    QCOMPARE(int(seg->kind), int(Segmentation::Kind::LabelMap));
    QVERIFY(seg->frameOfReference.isEmpty());
    QJsonObject expected;
    for (const auto& entry : ctFiles(set)) {
        if (entry.toObject().value(QLatin1StringView("path")).toString() ==
            QLatin1StringView("example_seg_dicom.nii.gz"))
            expected = entry.toObject()
                           .value(QLatin1StringView("nifti"))
                           .toObject()
                           .value(QLatin1StringView("label_counts"))
                           .toObject();
    }
    QCOMPARE(qsizetype(seg->segments.size()), expected.size() - 1); // 0 is no label
    for (const Segment& s : seg->segments) {
        const qint64 set_ = std::count(s.values.begin(), s.values.end(), std::uint8_t(1));
        QCOMPARE(set_, expected.value(QString::number(s.number)).toInteger());
        QCOMPARE(s.values.size(), s.box.count());
    }
}

QTEST_GUILESS_MAIN(NiftiTest)
#include "NiftiTest.moc"
