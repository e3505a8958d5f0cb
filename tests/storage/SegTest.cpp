// SPDX-License-Identifier: GPL-3.0-or-later
// Segmentations against pydicom's counts (truth.json) and, for made ones, against numpy.
#include "storage/dicom/Reader.h"
#include "storage/dicom/SegReader.h"
#include "storage/dicom/SegSegments.h"
#include "tests/support/TestData.h"

#include <QTemporaryDir>
#include <QTest>

#include <numeric>

using namespace casebook;
using namespace casebook::dicom;
using namespace casebook::test;

namespace {

std::span<const std::byte> bytesOf(const QByteArray& data) {
    return std::as_bytes(std::span(data.constData(), size_t(data.size())));
}

std::int64_t voxels(const Segment& s) {
    return std::count_if(s.values.begin(), s.values.end(), [](std::uint8_t v) { return v > 0; });
}

const Segment* byNumber(const Segmentation& seg, int number) {
    for (const Segment& s : seg.segments) {
        if (s.number == number)
            return &s;
    }
    return nullptr;
}

} // namespace

class SegTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { QVERIFY(initialise()); }
    void counts_data();
    void counts();
    void sameVoxelsAsNrrd();
    void overlapIsKept();
    void fractionsAreKept();
    void gapsBecomeSlots();
    void identity();
    void made_data();
    void made();
    void unevenFrames();
    void color();
    void refusals();
};

void SegTest::counts_data() {
    CASEBOOK_NEED_DATA();
    QTest::addColumn<QString>("path");
    QTest::addColumn<QJsonObject>("truth");
    for (const char* set : {"40-seg-dcmqi", "41-seg-highdicom"}) {
        for (const auto& entry : ctFiles(QString::fromLatin1(set))) {
            const QJsonObject file = entry.toObject();
            const QString path = file.value(QLatin1StringView("path")).toString();
            if (file.contains(QLatin1StringView("seg")))
                QTest::newRow(qPrintable(QString::fromLatin1(set) + QLatin1Char('/') + path))
                    << ctPath(QString::fromLatin1(set), path)
                    << file.value(QLatin1StringView("seg")).toObject();
        }
    }
}

void SegTest::counts() {
    QFETCH(QString, path);
    QFETCH(QJsonObject, truth);
    const QByteArray file = readFile(path);
    const auto seg = readSegmentation(bytesOf(file));
    QVERIFY2(seg, seg ? "" : seg.error().code.constData());
    const QString kind = truth.value(QLatin1StringView("kind")).toString();
    QCOMPARE(int(seg->kind), kind == QLatin1StringView("BINARY")       ? 0
                             : kind == QLatin1StringView("FRACTIONAL") ? 1
                                                                       : 2);
    const QJsonArray spacing = truth.value(QLatin1StringView("spacing_row_col_slice_mm")).toArray();
    QCOMPARE(seg->grid.rowSpacing, spacing.at(0).toDouble());
    QCOMPARE(seg->grid.columnSpacing, spacing.at(1).toDouble());
    QVERIFY(std::abs(seg->grid.sliceStep.norm() - spacing.at(2).toDouble()) < 1e-3);
    int listed = 0;
    for (const auto& entry : truth.value(QLatin1StringView("segments")).toArray()) {
        const QJsonObject expected = entry.toObject();
        const int number = expected.value(QLatin1StringView("number")).toInt();
        const Segment* ours = byNumber(*seg, number);
        if (kind == QLatin1StringView("LABELMAP") && number == 0) {
            QVERIFY(ours == nullptr); // background is not listed
            continue;
        }
        QVERIFY(ours != nullptr);
        QCOMPARE(ours->label, expected.value(QLatin1StringView("label")).toString());
        QCOMPARE(ours->frames, expected.value(QLatin1StringView("frames")).toInt());
        QCOMPARE(voxels(*ours), expected.value(QLatin1StringView("voxels")).toInteger());
        const double ml =
            double(voxels(*ours)) * seg->grid.rowSpacing * seg->grid.columnSpacing *
            std::abs(seg->grid.sliceStep.dot(seg->grid.rowDirection.cross(seg->grid.columnDirection))) /
            1000.0;
        QVERIFY(std::abs(ml - expected.value(QLatin1StringView("volume_ml")).toDouble()) <= 2e-4 * ml + 6e-6);
        ++listed;
    }
    QCOMPARE(int(seg->segments.size()), listed);
}

// liver.dcm was made from liver_seg.nrrd by dcmqi: not only as many voxels but the same ones.
void SegTest::sameVoxelsAsNrrd() {
    CASEBOOK_NEED_DATA();
    const QString set = QStringLiteral("40-seg-dcmqi");
    const auto seg = readSegmentation(bytesOf(readFile(ctPath(set, QStringLiteral("liver.dcm")))));
    QVERIFY(seg);
    const QByteArray raw = runPython(QStringLiteral(R"py(
import sys, re, zlib, numpy as np
b = open(sys.argv[1], 'rb').read(); cut = re.search(rb'\r?\n\r?\n', b)
a = np.frombuffer(zlib.decompress(b[cut.end():], 31), dtype='<i2').reshape(3, 512, 512)
sys.stdout.buffer.write((a == 1).astype('u1').tobytes())
)py"),
                                     {ctPath(set, QStringLiteral("liver_seg.nrrd"))});
    QCOMPARE(raw.size(), qsizetype(3) * 512 * 512);
    const Segment& liver = seg->segments.front();
    std::size_t n = 0;
    std::int64_t inside = 0;
    for (int k = 0; k < liver.box.size[2]; ++k) {
        for (int j = 0; j < liver.box.size[1]; ++j) {
            for (int i = 0; i < liver.box.size[0]; ++i, ++n) {
                const qsizetype at =
                    (qsizetype(k + liver.box.first[2]) * 512 + j + liver.box.first[1]) * 512 + i +
                    liver.box.first[0];
                QCOMPARE(int(liver.values[n]), int(raw.at(at)));
                inside += raw.at(at);
            }
        }
    }
    QCOMPARE(inside, std::int64_t(raw.count('\1')));
    QVERIFY((seg->grid.origin - WorldPoint(-235.2, -226.8, -128.69)).norm() < 1e-3);
    QCOMPARE(seg->grid.slices, 3);
}

void SegTest::overlapIsKept() {
    CASEBOOK_NEED_DATA();
    const auto seg = readSegmentation(bytesOf(readFile(
        ctPath(QStringLiteral("41-seg-highdicom"), QStringLiteral("seg_image_ct_binary_overlap.dcm")))));
    QVERIFY(seg);
    const Segment& a = *byNumber(*seg, 1);
    const Segment& b = *byNumber(*seg, 2);
    int both = 0;
    for (int k = 0; k < b.box.size[2]; ++k) {
        for (int j = 0; j < b.box.size[1]; ++j) {
            for (int i = 0; i < b.box.size[0]; ++i) {
                const int x = i + b.box.first[0] - a.box.first[0], y = j + b.box.first[1] - a.box.first[1],
                          z = k + b.box.first[2] - a.box.first[2];
                if (x < 0 || y < 0 || z < 0 || x >= a.box.size[0] || y >= a.box.size[1] || z >= a.box.size[2])
                    continue;
                both += a.values[std::size_t((z * a.box.size[1] + y) * a.box.size[0] + x)] != 0 &&
                        b.values[std::size_t((k * b.box.size[1] + j) * b.box.size[0] + i)] != 0;
            }
        }
    }
    QVERIFY(both > 0);
}

void SegTest::fractionsAreKept() {
    CASEBOOK_NEED_DATA();
    for (const auto& entry : ctFiles(QStringLiteral("41-seg-highdicom"))) {
        const QJsonObject truth = entry.toObject().value(QLatin1StringView("seg")).toObject();
        if (truth.value(QLatin1StringView("kind")).toString() != QLatin1StringView("FRACTIONAL"))
            continue;
        const auto seg = readSegmentation(
            bytesOf(readFile(ctPath(QStringLiteral("41-seg-highdicom"),
                                    entry.toObject().value(QLatin1StringView("path")).toString()))));
        QVERIFY(seg);
        const auto& values = seg->segments.front().values;
        const double sum = std::accumulate(values.begin(), values.end(), 0.0) / seg->maximumFraction;
        const double expected = truth.value(QLatin1StringView("segments"))
                                    .toArray()
                                    .at(0)
                                    .toObject()
                                    .value(QLatin1StringView("sum_over_max"))
                                    .toDouble();
        QVERIFY(std::abs(sum - expected) < 1e-3);
    }
}

// Four slices, the last 202.5 mm from the others: 1.25 mm slots, 162 steps between.
void SegTest::gapsBecomeSlots() {
    CASEBOOK_NEED_DATA();
    const auto seg = readSegmentation(bytesOf(readFile(
        ctPath(QStringLiteral("41-seg-highdicom"), QStringLiteral("seg_image_ct_binary_overlap.dcm")))));
    QVERIFY(seg);
    QVERIFY(std::abs(seg->grid.sliceStep.norm() - 1.25) < 1e-6);
    QVERIFY2(seg->grid.slices > 160, qPrintable(QString::number(seg->grid.slices)));
}

void SegTest::identity() {
    CASEBOOK_NEED_DATA();
    const auto seg = readSegmentation(
        bytesOf(readFile(ctPath(QStringLiteral("40-seg-dcmqi"), QStringLiteral("liver.dcm")))));
    QVERIFY(seg);
    QCOMPARE(seg->uid, QStringLiteral("1.2.276.0.7230010.3.1.4.0.42154.1458337731.665796"));
    QCOMPARE(seg->referencedSeries,
             QStringLiteral("1.2.392.200103.20080913.113635.1.2009.6.22.21.43.10.23430.1"));
    QVERIFY(!seg->frameOfReference.isEmpty());
    QVERIFY(!seg->segments.front().algorithm.type.isEmpty());
    QVERIFY(seg->segments.front().code.contains('^'));
}

void SegTest::made_data() {
    QTest::addColumn<QString>("how");
    for (const char* how :
         {"23x38x3", "21x22x10", "510x511x2", "12x13x8", "shuffled", "sparse", "tilted", "shared",
          "labelmap16", "labelmap-rle", "labelmap16-big", "binary-big", "algorithm"})
        QTest::newRow(how) << QString::fromLatin1(how);
}

// Written by hand with pydicom: packed bits over rows and frames, frames in any order, empty ones left out.
void SegTest::made() {
    QFETCH(QString, how);
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("seg.dcm"));
    const QByteArray expected =
        runPython(QString::fromUtf8(readFile(QStringLiteral(CASEBOOK_SOURCE_DIR "/tests/data/make_seg.py"))),
                  {path, how});
    QVERIFY(!expected.isEmpty());
    const auto seg = readSegmentation(bytesOf(readFile(path)));
    QVERIFY2(seg, seg ? "" : seg.error().code.constData());
    QStringList lines;
    for (const Segment& s : seg->segments) {
        // Sum of coordinates tells place as well as count.
        std::int64_t count = 0;
        WorldPoint sum(0, 0, 0);
        std::size_t n = 0;
        for (int k = 0; k < s.box.size[2]; ++k) {
            for (int j = 0; j < s.box.size[1]; ++j) {
                for (int i = 0; i < s.box.size[0]; ++i, ++n) {
                    if (s.values[n] == 0)
                        continue;
                    ++count;
                    sum += seg->grid.toWorld(
                        {double(i + s.box.first[0]), double(j + s.box.first[1]), double(k + s.box.first[2])});
                }
            }
        }
        lines << QStringLiteral("%1 %2 %3 %4 %5")
                     .arg(s.number)
                     .arg(count)
                     .arg(qRound64(sum.x()))
                     .arg(qRound64(sum.y()))
                     .arg(qRound64(sum.z()));
        if (how == QLatin1StringView("algorithm"))
            lines << s.algorithm.name + QLatin1Char('|') + s.algorithm.version + QLatin1Char('|') +
                         QString::fromLatin1(s.algorithm.type);
    }
    lines << QStringLiteral("grid %1 %2 %3").arg(seg->grid.columns).arg(seg->grid.rows).arg(seg->grid.slices);
    QCOMPARE(lines.join(QLatin1Char('\n')), QString::fromUtf8(expected).trimmed());
}

// Frames on no equal steps: counted as high as their half gaps, drawn on every slice they stand for.
void SegTest::unevenFrames() {
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("seg.dcm"));
    const QByteArray expected =
        runPython(QString::fromUtf8(readFile(QStringLiteral(CASEBOOK_SOURCE_DIR "/tests/data/make_seg.py"))),
                  {path, QStringLiteral("uneven")});
    const auto seg = readSegmentation(bytesOf(readFile(path)));
    QVERIFY2(seg, seg ? "" : seg.error().code.constData());
    QCOMPARE(seg->slicePlaces_mm.size(), std::size_t(5));
    QStringList lines;
    for (const Segment& s : seg->segments) {
        const SegmentStatistics n = statistics(*seg, s);
        lines << QStringLiteral("%1 %2 %3 %4 %5 %6")
                     .arg(s.number)
                     .arg(n.voxels)
                     .arg(n.volume_ml, 0, 'f', 4)
                     .arg(n.centroid.x(), 0, 'f', 3)
                     .arg(n.centroid.y(), 0, 'f', 3)
                     .arg(n.centroid.z(), 0, 'f', 3);
        // On the frame's own slice the mask is the frame; nothing stands where a frame was left out.
        const auto count = [&](double z) {
            const VoxelPoint v = seg->grid.toVoxel(WorldPoint(-30.5, 12.25, z));
            const int k = int(std::lround(v.z())) - s.box.first[2];
            const std::size_t area = std::size_t(s.box.size[0]) * std::size_t(s.box.size[1]);
            if (k < 0 || k >= s.box.size[2])
                return std::ptrdiff_t(0);
            const auto from = s.values.begin() + std::ptrdiff_t(area) * k;
            return std::count_if(from, from + std::ptrdiff_t(area),
                                 [](std::uint8_t value) { return value != 0; });
        };
        QVERIFY(count(100) > 0 && count(104) > 0 && count(109) > 0 && count(119.3) > 0);
        QCOMPARE(count(114), std::ptrdiff_t(0));
        QCOMPARE(count(111), count(109));
    }
    QCOMPARE(lines.join(QLatin1Char('\n')), QString::fromUtf8(expected).trimmed());
}

// Values of the sRGB primaries in CIELab (D50), as colour tables print them: L 54.29 a 80.80 b 69.89 is red.
void SegTest::color() {
    const auto encode = [](double l, double a, double b) {
        return std::array<double, 3>{l / 100 * 65535, (a + 128) / 255 * 65535, (b + 128) / 255 * 65535};
    };
    const auto red = rgbOfLab(encode(54.29, 80.80, 69.89));
    QVERIFY(red[0] >= 254 && red[1] <= 2 && red[2] <= 2);
    const auto white = rgbOfLab(encode(100, 0, 0));
    QVERIFY(white[0] >= 254 && white[1] >= 254 && white[2] >= 254);
    const auto blue = rgbOfLab(encode(29.57, 68.30, -112.03));
    QVERIFY(blue[0] <= 3 && blue[1] <= 3 && blue[2] >= 253);
}

void SegTest::refusals() {
    CASEBOOK_NEED_DATA();
    const auto code = [](const QString& path) {
        const auto seg = readSegmentation(bytesOf(readFile(path)));
        return seg ? QByteArray("read") : seg.error().code;
    };
    QCOMPARE(code(ctPath(QStringLiteral("41-seg-highdicom"), QStringLiteral("ct_image.dcm"))),
             QByteArray("unsupported-object"));
    QCOMPARE(code(ctPath(QStringLiteral("22-syntax-extra"), QStringLiteral("liver_rle.dcm"))),
             QByteArray("unsupported-transfer-syntax"));
    const QByteArray whole = readFile(ctPath(QStringLiteral("40-seg-dcmqi"), QStringLiteral("liver.dcm")));
    const auto cut = readSegmentation(bytesOf(whole.first(whole.size() - 1000)));
    QVERIFY(!cut);
    QCOMPARE(cut.error().code, QByteArray("truncated"));
}

QTEST_GUILESS_MAIN(SegTest)
#include "SegTest.moc"
