// SPDX-License-Identifier: GPL-3.0-or-later
// RT structure sets against pydicom's numbers (truth.json) and, for made ones, against what was written.
#include "core/segmentation/RoiRaster.h"
#include "storage/dicom/Reader.h"
#include "storage/dicom/RtStructReader.h"
#include "storage/dicom/WireFormat.h"
#include "tests/support/TestData.h"

#include <QTemporaryDir>
#include <QTest>

using namespace casebook;
using namespace casebook::dicom;
using namespace casebook::test;

namespace {

std::span<const std::byte> bytesOf(const QByteArray& data) {
    return std::as_bytes(std::span(data.constData(), size_t(data.size())));
}

/// A structure set with every contour type and every trap of reference dicom 4.3.
const char* const kMadeSet = R"py(
import sys
import pydicom
from pydicom.dataset import Dataset, FileDataset, FileMetaDataset
from pydicom.sequence import Sequence
from pydicom.uid import ExplicitVRLittleEndian, ImplicitVRLittleEndian, ExplicitVRBigEndian, generate_uid
import math

syntax = {"explicit": ExplicitVRLittleEndian, "implicit": ImplicitVRLittleEndian, "big": ExplicitVRBigEndian}[sys.argv[2]]
meta = FileMetaDataset()
meta.MediaStorageSOPClassUID = "1.2.840.10008.5.1.4.1.1.481.3"
meta.MediaStorageSOPInstanceUID = "1.2.3.4"
meta.TransferSyntaxUID = syntax
d = FileDataset(sys.argv[1], {}, file_meta=meta, preamble=b"\0" * 128)
d.is_little_endian = sys.argv[2] != "big"
d.is_implicit_VR = sys.argv[2] == "implicit"
d.SpecificCharacterSet = "GB18030"
d.SOPClassUID = meta.MediaStorageSOPClassUID
d.SOPInstanceUID = "1.2.3.4"
d.StudyInstanceUID, d.SeriesInstanceUID = "1.2.3", "1.2.3.9"
d.Modality = "RTSTRUCT"
d.Manufacturer, d.ManufacturerModelName, d.SoftwareVersions = "Maker", "Planner", "7.1"
d.StructureSetLabel, d.StructureSetDate = "plan", "20240229"


def item(**values):
    out = Dataset()
    for key, value in values.items():
        setattr(out, key, value)
    return out


def contour(kind, points, count=None, data=None):
    out = item(ContourGeometricType=kind, NumberOfContourPoints=len(points) if count is None else count)
    out.ContourData = data if data is not None else ["%.3f" % v for p in points for v in p]
    return out


code = item(CodeValue="27925004", CodingSchemeDesignator="SCT", CodeMeaning="Nodule")
d.StructureSetROISequence = Sequence([
    item(ROINumber=7, ReferencedFrameOfReferenceUID="1.9.1", ROIName="结节 1", ROIGenerationAlgorithm="AUTOMATIC",
         ROIGenerationDescription="LungNet 2.0"),
    item(ROINumber=3, ReferencedFrameOfReferenceUID="1.9.1", ROIName="hand", ROIGenerationAlgorithm="MANUAL"),
    item(ROINumber=12, ReferencedFrameOfReferenceUID="1.9.2", ROIName="elsewhere", ROIGenerationAlgorithm=""),
    item(ROINumber=5, ReferencedFrameOfReferenceUID="1.9.1", ROIName="empty", ROIGenerationAlgorithm=""),
])
n = 5000
ring = [(100 + 40 * math.cos(2 * math.pi * i / n), 50 + 40 * math.sin(2 * math.pi * i / n), -12.5) for i in range(n)]
d.ROIContourSequence = Sequence([
    item(ReferencedROINumber=3, ROIDisplayColor=[0, 128, 255], ContourSequence=Sequence([
        contour("POINT", [(1, 2, 3)]),
        contour("OPEN_PLANAR", [(0, 0, 1), (4, 0, 1), (4, 4, 1)]),
        contour("OPEN_NONPLANAR", [(0, 0, 1), (4, 0, 2), (4, 4, 3)]),
        contour("CLOSEDPLANAR_XOR", [(0, 0, 1), (4, 0, 1), (4, 4, 1)]),
        contour("CLOSED_PLANAR", [(0, 0, 1), (4, 0, 1), (4, 4, 1)], count=99),
        contour("CLOSED_PLANAR", [], count=1, data=["1", "2"]),
        contour("CLOSED_PLANAR", [], count=0, data=None),
    ])),
    item(ReferencedROINumber=7, ROIDisplayColor=[300, 0, 0], ContourSequence=Sequence([contour("CLOSED_PLANAR", ring)])),
    item(ReferencedROINumber=99, ContourSequence=Sequence([contour("CLOSED_PLANAR", [(0, 0, 1), (4, 0, 1), (4, 4, 1)])])),
])
d.RTROIObservationsSequence = Sequence([
    item(ObservationNumber=1, ReferencedROINumber=7, RTROIInterpretedType="GTV", RTROIIdentificationCodeSequence=Sequence([code])),
    item(ObservationNumber=2, ReferencedROINumber=12345, RTROIInterpretedType="ORGAN"),
])
d.save_as(sys.argv[1], write_like_original=False)
)py";

const Roi* named(const RoiSet& set, int number) {
    const auto found =
        std::find_if(set.rois.begin(), set.rois.end(), [&](const Roi& r) { return r.number == number; });
    return found == set.rois.end() ? nullptr : &*found;
}

} // namespace

class RtStructTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { QVERIFY(initialise()); }
    void sets_data();
    void sets();
    void volumesOfASet();
    void made_data();
    void made();
    void wire();
    void liesOnTheWire();
    void refusals();
};

void RtStructTest::sets_data() {
    CASEBOOK_NEED_DATA();
    QTest::addColumn<QString>("path");
    QTest::addColumn<QJsonArray>("rois");
    for (const char* set : {"42-rtstruct-lctsc", "43-rtstruct-rtutils"}) {
        for (const auto& entry : ctFiles(QString::fromLatin1(set))) {
            const QJsonObject file = entry.toObject();
            const QString path = file.value(QLatin1StringView("path")).toString();
            const QJsonObject truth = file.value(QLatin1StringView("rtstruct")).toObject();
            if (!truth.isEmpty())
                QTest::newRow(qPrintable(path)) << ctPath(QString::fromLatin1(set), path)
                                                << truth.value(QLatin1StringView("rois")).toArray();
        }
    }
}

void RtStructTest::sets() {
    QFETCH(QString, path);
    QFETCH(QJsonArray, rois);
    const QByteArray file = readFile(path);
    const auto set = readRtStruct(bytesOf(file));
    QVERIFY2(set, set ? "" : set.error().code.constData());
    for (const auto& entry : rois) {
        const QJsonObject truth = entry.toObject();
        const Roi* roi = named(*set, truth.value(QLatin1StringView("number")).toInt());
        QVERIFY(roi);
        QCOMPARE(roi->name, truth.value(QLatin1StringView("name")).toString());
        QCOMPARE(int(roi->contours.size()), truth.value(QLatin1StringView("contours")).toInt());
        int points = 0;
        WorldPoint low(1e9, 1e9, 1e9), high(-1e9, -1e9, -1e9);
        for (const RoiContour& c : roi->contours) {
            points += int(c.points.size());
            for (const WorldPoint& p : c.points) {
                low = low.cwiseMin(p);
                high = high.cwiseMax(p);
            }
        }
        QCOMPARE(points, truth.value(QLatin1StringView("points")).toInt());
        for (int axis = 0; axis < 3; ++axis) {
            const auto near = [&](const char* key, double v) {
                return std::abs(truth.value(QLatin1StringView(key)).toArray().at(axis).toDouble() - v) < 1e-3;
            };
            QVERIFY(near("min_mm", low[axis]) && near("max_mm", high[axis]));
        }
        QCOMPARE(roi->wrongCounts, 0);
    }
    QCOMPARE(set->rois.size(), std::size_t(rois.size()));
}

void RtStructTest::volumesOfASet() {
    CASEBOOK_NEED_DATA();
    const QByteArray file = readFile(ctPath(QStringLiteral("42-rtstruct-lctsc"), QStringLiteral("RT.dcm")));
    auto set = readRtStruct(bytesOf(file));
    QVERIFY(set);
    QCOMPARE(set->frameOfReference,
             QStringLiteral("1.3.6.1.4.1.14519.5.2.1.7014.4598.171234424242155356682733155977"));
    QCOMPARE(set->rois.front().algorithm.name, QStringLiteral("Plastimatch"));
    // One slice of the CT is all there is: its pixels, the contours' own planes.
    RoiImage image;
    image.grid.columns = image.grid.rows = 512;
    image.grid.slices = 1;
    image.grid.columnSpacing = image.grid.rowSpacing = 0.976562;
    image.grid.origin = WorldPoint(-249.511719, -483.011719, -640.200012);
    image.grid.sliceStep = WorldVector(0, 0, 3);
    const auto shared = std::make_shared<const RoiSet>(std::move(*set));
    for (const RoiImage* on : {static_cast<const RoiImage*>(&image), static_cast<const RoiImage*>(nullptr)}) {
        const auto masks = rasterise(shared, on);
        QVERIFY(masks);
        for (const auto& entry : ctFiles(QStringLiteral("42-rtstruct-lctsc"))) {
            const QJsonArray rois = entry.toObject()
                                        .value(QLatin1StringView("rtstruct"))
                                        .toObject()
                                        .value(QLatin1StringView("rois"))
                                        .toArray();
            for (const auto& roi : rois) {
                const int number = roi.toObject().value(QLatin1StringView("number")).toInt();
                const double truth =
                    roi.toObject().value(QLatin1StringView("volume_ml_area_times_step")).toDouble();
                for (const Segment& s : masks->segments) {
                    if (s.number != number)
                        continue;
                    const double ml = statistics(*masks, s).volume_ml;
                    QVERIFY2(std::abs(ml - truth) < 0.005 * truth + 0.2,
                             qPrintable(QStringLiteral("%1: %2, truth %3").arg(s.label).arg(ml).arg(truth)));
                }
            }
        }
    }
}

void RtStructTest::made_data() {
    QTest::addColumn<QString>("syntax");
    for (const char* syntax : {"explicit", "implicit", "big"})
        QTest::newRow(syntax) << QString::fromLatin1(syntax);
}

void RtStructTest::made() {
    QFETCH(QString, syntax);
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("rt.dcm"));
    (void)runPython(QString::fromUtf8(kMadeSet), {path, syntax});
    const QByteArray file = readFile(path);
    QVERIFY(!file.isEmpty());
    const auto set = readRtStruct(bytesOf(file));
    QVERIFY2(set, set ? "" : set.error().code.constData());
    QCOMPARE(set->frameOfReference, QStringLiteral("1.9.1"));
    QCOMPARE(set->rois.size(), std::size_t(5));
    const Roi& nodule = *named(*set, 7);
    QCOMPARE(nodule.name, QStringLiteral("结节 1"));
    QCOMPARE(nodule.code, QByteArray("27925004^SCT"));
    QCOMPARE(nodule.interpretedType, QByteArray("GTV"));
    QCOMPARE(nodule.algorithm.name, QStringLiteral("LungNet 2.0"));
    QCOMPARE(nodule.algorithm.type, QByteArray("AUTOMATIC"));
    QCOMPARE(nodule.algorithm.date, QStringLiteral("2024-02-29"));
    QCOMPARE(nodule.contours.size(), std::size_t(1));
    QCOMPARE(nodule.contours.front().points.size(), std::size_t(5000)); // longer than 64 KiB
    QVERIFY((nodule.contours.front().points[1250] - WorldPoint(100, 90, -12.5)).norm() < 1e-3);
    QCOMPARE(nodule.color, (std::array<std::uint8_t, 3>{255, 0, 0}));
    const Roi& hand = *named(*set, 3);
    QCOMPARE(hand.algorithm.name, QString());
    QCOMPARE(hand.contours.size(), std::size_t(5));
    QCOMPARE(hand.wrongCounts, 1);
    QCOMPARE(hand.unreadable, 2);
    using Type = RoiContour::Type;
    for (std::size_t n = 0; n < 5; ++n)
        QCOMPARE(int(hand.contours[n].type),
                 int(std::array{Type::Point, Type::OpenPlanar, Type::OpenNonplanar, Type::ClosedPlanarXor,
                                Type::ClosedPlanar}[n]));
    QCOMPARE(named(*set, 12)->frameOfReference, QStringLiteral("1.9.2"));
    QCOMPARE(named(*set, 12)->algorithm.name, QStringLiteral("Maker Planner"));
    QVERIFY(named(*set, 5)->contours.empty());
    QCOMPARE(named(*set, 99)->name, QStringLiteral("ROI 99")); // drawn, never described
}

void RtStructTest::wire() {
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("rt.dcm"));
    (void)runPython(QString::fromUtf8(kMadeSet), {path, QStringLiteral("explicit")});
    const auto set = readRtStruct(bytesOf(readFile(path)));
    QVERIFY(set);
    const QByteArray packed = wire::packRois(*set);
    const auto back = wire::unpackRois(bytesOf(packed));
    QVERIFY(back);
    QCOMPARE(wire::packRois(*back), packed);
    QCOMPARE(back->rois[0].contours[0].points, set->rois[0].contours[0].points);
}

void RtStructTest::liesOnTheWire() {
    RoiSet set;
    Roi roi;
    roi.contours.push_back({RoiContour::Type::ClosedPlanar, {{1, 2, 3}, {4, 5, 6}}});
    set.rois.push_back(roi);
    const QByteArray good = wire::packRois(set);
    QVERIFY(wire::unpackRois(bytesOf(good)));
    for (qsizetype length = 0; length < good.size(); ++length)
        QVERIFY(!wire::unpackRois(bytesOf(good.first(length))));
    QVERIFY(!wire::unpackRois(bytesOf(good + 'x')));
    for (qsizetype at = good.size() - 56; at < good.size(); ++at) {
        QByteArray changed = good;
        changed[at] = char(0xFF); // counts and types that can't be; doubles that may become NaN
        const auto read = wire::unpackRois(bytesOf(changed));
        if (read)
            QVERIFY(read->rois[0].contours[0].points[0].allFinite());
    }
}

void RtStructTest::refusals() {
    QVERIFY(!readRtStruct({}));
    CASEBOOK_NEED_DATA();
    const QByteArray image =
        readFile(ctPath(QStringLiteral("42-rtstruct-lctsc"), QStringLiteral("CT01.dcm")));
    const auto read = readRtStruct(bytesOf(image));
    QVERIFY(!read);
    QCOMPARE(read.error().code, QByteArray("unsupported-object"));
    const QByteArray whole =
        readFile(ctPath(QStringLiteral("43-rtstruct-rtutils"), QStringLiteral("rt.dcm")));
    for (qsizetype length = 0; length < whole.size(); length += 61)
        (void)readRtStruct(bytesOf(whole.first(length))); // no cut may crash
    QVERIFY(!readRtStruct(bytesOf(whole.first(whole.size() - 40))));
}

QTEST_GUILESS_MAIN(RtStructTest)
#include "RtStructTest.moc"
