// SPDX-License-Identifier: GPL-3.0-or-later
// Parametric maps, values of NIfTI pairs and documents against what pydicom and struct wrote.
#include "storage/dicom/LabelMapReader.h"
#include "storage/dicom/MapReader.h"
#include "storage/dicom/Reader.h"
#include "storage/dicom/WireMap.h"
#include "tests/support/TestData.h"

#include <QTemporaryDir>
#include <QTest>

#include <cmath>

using namespace casebook;
using namespace casebook::dicom;
using namespace casebook::test;

namespace {

std::span<const std::byte> bytesOf(const QByteArray& data) {
    return std::as_bytes(std::span(data.constData(), size_t(data.size())));
}

/// Writes a map of 3 slices in no order and prints "sum of values, value at (1, 2, 2), valid voxels".
const char* const kMake = R"py(
import sys
import numpy as np
from pydicom.dataset import Dataset, FileDataset, FileMetaDataset
from pydicom.sequence import Sequence
from pydicom.uid import ExplicitVRLittleEndian, ExplicitVRBigEndian
path, how = sys.argv[1:3]
big = how.endswith('big')
meta = FileMetaDataset()
meta.MediaStorageSOPClassUID = '1.2.840.10008.5.1.4.1.1.30'
meta.MediaStorageSOPInstanceUID = '1.2.3.4'
meta.TransferSyntaxUID = ExplicitVRBigEndian if big else ExplicitVRLittleEndian
ds = FileDataset(path, {}, file_meta=meta, preamble=b'\0' * 128)
ds.is_little_endian, ds.is_implicit_VR = not big, False


def item(**kw):
    d = Dataset()
    for k, v in kw.items():
        setattr(d, k, v)
    return d


ds.SOPClassUID, ds.SOPInstanceUID = meta.MediaStorageSOPClassUID, '1.2.3.4'
ds.StudyInstanceUID, ds.SeriesInstanceUID, ds.FrameOfReferenceUID = '1.2.3', '1.2.3.5', '1.2.3.6'
ds.Modality, ds.Manufacturer, ds.SoftwareVersions, ds.ContentDate = 'OT', 'Perfusion Ltd', '4.2', '20230504'
order = [2, 0, 1]
ds.Rows, ds.Columns, ds.NumberOfFrames, ds.SamplesPerPixel = 5, 4, 3, 1
ds.PhotometricInterpretation = 'MONOCHROME2'
rng = np.random.default_rng(3)
o = '>' if big else '<'
stored = rng.integers(0, 900, size=(3, 5, 4)).astype(np.float64)
if how.startswith('float'):
    stored = (stored / 7).astype(np.float32)
    ds.add_new(0x7FE00008, 'OF', stored[order].astype(o + 'f4').tobytes())
    ds.BitsAllocated = 32
elif how.startswith('double'):
    stored = stored / 7
    ds.add_new(0x7FE00009, 'OD', stored[order].astype(o + 'f8').tobytes())
    ds.BitsAllocated = 64
else:
    ds.BitsAllocated = ds.BitsStored = 16
    ds.HighBit, ds.PixelRepresentation = 15, 0
    ds.PixelData = stored[order].astype(o + 'u2').tobytes()
    ds['PixelData'].VR = 'OW'
unit = item(CodeValue='/min', CodingSchemeDesignator='UCUM', CodeMeaning='per minute')
rwv = item(LUTExplanation='Ktrans', LUTLabel='K', MeasurementUnitsCodeSequence=Sequence([unit]))
values = stored.astype(np.float64)
if how == 'table':
    rwv.add_new(0x00409216, 'US', 100)
    rwv.add_new(0x00409211, 'US', 599)
    table = np.arange(500) ** 2 / 10.0
    rwv.add_new(0x00409212, 'FD', list(table))
    inside = (stored >= 100) & (stored <= 599)
    values = np.where(inside, table[np.clip(stored - 100, 0, 499).astype(int)], np.nan)
else:
    rwv.add_new(0x00409225, 'FD', 0.25)
    rwv.add_new(0x00409224, 'FD', -3.0)
    values = values * 0.25 - 3
ds.SharedFunctionalGroupsSequence = Sequence([item(
    PixelMeasuresSequence=Sequence([item(PixelSpacing=[0.9, 0.7], SliceThickness=2.0, SpacingBetweenSlices=2.0)]),
    PlaneOrientationSequence=Sequence([item(ImageOrientationPatient=[1, 0, 0, 0, 1, 0])]),
    RealWorldValueMappingSequence=Sequence([rwv]))])
ds.PerFrameFunctionalGroupsSequence = Sequence([
    item(PlanePositionSequence=Sequence([item(ImagePositionPatient=[-5, 6, 10 + 2 * k])])) for k in order])
ds.save_as(path, write_like_original=False)
good = np.isfinite(values)
print('%.3f %.4f %d' % (values[good].sum(), np.nan_to_num(values[2, 2, 1], nan=-1), good.sum()))
)py";

} // namespace

class MapTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { QVERIFY(initialise()); }
    void made_data();
    void made();
    void set44();
    void wire();
    void range();
    void pair();
    void document();
};

void MapTest::made_data() {
    QTest::addColumn<QString>("how");
    for (const char* how : {"float", "float-big", "double", "integer", "integer-big", "table"})
        QTest::newRow(how) << QString::fromLatin1(how);
}

void MapTest::made() {
    QFETCH(QString, how);
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("map.dcm"));
    const QByteArray expected = runPython(QString::fromUtf8(kMake), {path, how}).trimmed();
    QVERIFY(!expected.isEmpty());
    const QByteArray file = readFile(path);
    const auto map = readParametricMap(bytesOf(file));
    QVERIFY2(map, map ? "" : map.error().code.constData());
    double sum = 0;
    int voxels = 0;
    for (const float v : map->values) {
        if (!std::isfinite(v))
            continue;
        sum += double(v);
        ++voxels;
    }
    const QList<QByteArray> numbers = expected.split(' ');
    QVERIFY(std::abs(sum - numbers.at(0).toDouble()) < 0.05);
    const auto value = valueAt(*map, map->grid, WorldPoint(-5 + 0.7, 6 + 1.8, 14));
    QVERIFY(std::abs(value.value_or(-1) - numbers.at(1).toDouble()) < 1e-3);
    QCOMPARE(voxels, numbers.at(2).toInt());
    QCOMPARE(map->unit, QStringLiteral("/min"));
    QCOMPARE(map->quantity, QStringLiteral("Ktrans"));
    QCOMPARE(map->algorithm.name, QStringLiteral("Perfusion Ltd"));
    QCOMPARE(map->algorithm.version, QStringLiteral("4.2"));
    QCOMPARE(map->algorithm.date, QStringLiteral("2023-05-04"));
    QVERIFY(!readParametricMap(bytesOf(file.first(file.size() - 20))));
}

void MapTest::set44() {
    CASEBOOK_NEED_DATA();
    const QByteArray file =
        readFile(ctPath(QStringLiteral("44-derived-other"), QStringLiteral("parametric_map_float.dcm")));
    const auto map = readParametricMap(bytesOf(file));
    QVERIFY2(map, map ? "" : map.error().code.constData());
    const auto [low, high] = std::minmax_element(map->values.begin(), map->values.end());
    QCOMPARE(*low, 0.0F);
    QVERIFY(std::abs(*high - 0.9415791630744934F) < 1e-7F);
    QCOMPARE(map->values.size(), std::size_t(128 * 128));
}

void MapTest::wire() {
    ValueMap map;
    map.grid.columns = 2;
    map.grid.rows = 3;
    map.grid.slices = 1;
    map.values = {1, 2, 3, 4, 5, std::numeric_limits<float>::quiet_NaN()};
    map.unit = QStringLiteral("mL/min");
    const QByteArray packed = wire::packMap(map);
    const auto back = wire::unpackMap(bytesOf(packed));
    QVERIFY(back);
    QCOMPARE(wire::packMap(*back), packed);
    for (qsizetype length = 0; length < packed.size(); ++length)
        QVERIFY(!wire::unpackMap(bytesOf(packed.first(length))));
    QVERIFY(!wire::unpackMap(bytesOf(packed + QByteArray(4, '\0'))));
}

void MapTest::range() {
    ValueMap map;
    for (int n = 0; n < 1000; ++n)
        map.values.push_back(n < 500 ? 0.0F : float(n));
    map.values.push_back(1e6F);
    setRange(map);
    QVERIFY(map.low > 500 && map.low < 520);
    QVERIFY(map.high > 980 && map.high < 1000);
    ValueMap none;
    setRange(none);
    QVERIFY(none.high > none.low);
}

void MapTest::pair() {
    QByteArray header(348, '\0');
    const auto put16 = [&](int at, qint16 v) { std::memcpy(header.data() + at, &v, 2); };
    const auto put32 = [&](int at, float v) { std::memcpy(header.data() + at, &v, 4); };
    const qint32 size = 348;
    std::memcpy(header.data(), &size, 4);
    for (int n = 0; n < 8; ++n)
        put16(40 + 2 * n, std::array<qint16, 8>{3, 2, 2, 2, 1, 1, 1, 1}[std::size_t(n)]);
    put16(70, 4);
    put16(254, 1);
    put32(280, -2); // LPS x +2, y +3, z +4
    put32(300, -3);
    put32(320, 4);
    put32(112, 0.5F);
    std::memcpy(header.data() + 344, "ni1", 4);
    QByteArray values;
    for (qint16 n = 1; n <= 8; ++n)
        values.append(reinterpret_cast<const char*>(&n), 2);
    const QByteArray joined = joinedPair(header, values);
    QCOMPARE(int(labelFormat(bytesOf(joined))), int(LabelFormat::Nifti));
    const auto map = readValues(bytesOf(joined));
    QVERIFY2(map, map ? "" : map.error().code.constData());
    QCOMPARE(map->values.front(), 0.5F);
    QCOMPARE(map->values.back(), 4.0F);
    QCOMPARE(map->grid.toWorld({1, 1, 1}), WorldPoint(2, 3, 4));
    QVERIFY(!readLabelVolume(bytesOf(joined))); // halves are no labels
    QVERIFY(!readValues(bytesOf(joinedPair(header, values.first(15)))));
    QVERIFY(joinedPair(header.first(300), values).isEmpty());
}

void MapTest::document() {
    CASEBOOK_NEED_DATA();
    const QByteArray file =
        readFile(ctPath(QStringLiteral("44-derived-other"), QStringLiteral("sample-pdf.dcm")));
    const auto pdf = readPdf(bytesOf(file));
    QVERIFY(pdf);
    QVERIFY(pdf->startsWith("%PDF-"));
    QVERIFY(!readPdf(bytesOf(
        readFile(ctPath(QStringLiteral("44-derived-other"), QStringLiteral("parametric_map_float.dcm"))))));
}

QTEST_GUILESS_MAIN(MapTest)
#include "MapTest.moc"
