// SPDX-License-Identifier: GPL-3.0-or-later
// Contours to masks, against the crossing number of every pixel centre in roi_masks.py.
#include "core/segmentation/RoiPlanes.h"
#include "core/segmentation/RoiRaster.h"
#include "tests/support/TestData.h"

#include <QJsonDocument>
#include <QTest>

using namespace casebook;
using namespace casebook::test;

namespace {

/// Sheared on purpose: a tilted gantry shifts every slice along the columns.
RoiImage tilted(int slices) {
    RoiImage out;
    GridGeometry& g = out.grid;
    g.origin = WorldPoint(-31.5, 12.25, -300);
    g.rowDirection = WorldVector(1, 0, 0);
    g.columnDirection = WorldVector(0, 0.6, -0.8);
    g.columnSpacing = 0.7;
    g.rowSpacing = 0.9;
    g.columns = 40;
    g.rows = 36;
    g.slices = slices;
    g.sliceStep = g.normal() * 2.5 + g.columnDirection * 0.4;
    for (int k = 0; k < slices; ++k)
        out.positions.push_back(g.toWorld({0, 0, double(k)}));
    return out;
}

RoiContour contourOf(const QJsonArray& ring, const QString& type, const GridGeometry& grid, double k) {
    RoiContour out;
    out.type = type == QLatin1StringView("POINT")              ? RoiContour::Type::Point
               : type == QLatin1StringView("CLOSEDPLANAR_XOR") ? RoiContour::Type::ClosedPlanarXor
                                                               : RoiContour::Type::ClosedPlanar;
    for (const auto& p : ring)
        out.points.push_back(grid.toWorld({p.toArray().at(0).toDouble(), p.toArray().at(1).toDouble(), k}));
    return out;
}

std::shared_ptr<RoiSet> setOf(std::vector<RoiContour> contours) {
    auto set = std::make_shared<RoiSet>();
    Roi roi;
    roi.number = 1;
    roi.name = QStringLiteral("R");
    roi.contours = std::move(contours);
    set->rois.push_back(std::move(roi));
    return set;
}

RoiContour square(double x0, double x1, double z, RoiContour::Type type = RoiContour::Type::ClosedPlanar) {
    RoiContour out;
    out.type = type;
    out.points = {{x0, x0, z}, {x1, x0, z}, {x1, x1, z}, {x0, x1, z}};
    return out;
}

RoiImage straight(int slices, double step) {
    RoiImage out;
    out.grid.columns = out.grid.rows = 60;
    out.grid.slices = slices;
    out.grid.sliceStep = WorldVector(0, 0, step);
    return out;
}

bool hasNote(const Segmentation& s, const QByteArray& code) {
    return std::any_of(s.notes.begin(), s.notes.end(), [&](const auto& n) { return n.code == code; });
}

std::uint8_t at(const Segment& s, int i, int j, int k) {
    const VoxelBox& b = s.box;
    const int x = i - b.first[0], y = j - b.first[1], z = k - b.first[2];
    if (x < 0 || y < 0 || z < 0 || x >= b.size[0] || y >= b.size[1] || z >= b.size[2])
        return 0;
    return s.values[(std::size_t(z) * std::size_t(b.size[1]) + std::size_t(y)) * std::size_t(b.size[0]) +
                    std::size_t(x)];
}

} // namespace

class RoiRasterTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void masks_data();
    void masks();
    void sparseContoursGetTheirOwnGrid();
    void contoursBeyondTheImage();
    void withoutImage();
    void unevenSlicesCountTheirHalfGaps();
    void openAndObliqueStayLines();
    void planesOnOneSliceAreUnited();
    void otherFrame();
    void tooMuchIsRefused();
    void equalStepsUnderUnevenPlaces();
};

void RoiRasterTest::masks_data() {
    QTest::addColumn<QJsonObject>("truth");
    QFile script(QStringLiteral("tests/core/roi_masks.py"));
    QVERIFY(script.open(QIODevice::ReadOnly));
    const QJsonObject all = QJsonDocument::fromJson(runPython(QString::fromUtf8(script.readAll()))).object();
    const QJsonArray cases = all.value(QLatin1StringView("cases")).toArray();
    QVERIFY(cases.size() > 30);
    for (const auto& one : cases)
        QTest::newRow(qPrintable(one.toObject().value(QLatin1StringView("name")).toString()))
            << one.toObject();
}

void RoiRasterTest::masks() {
    QFETCH(QJsonObject, truth);
    const RoiImage image = tilted(5);
    std::vector<RoiContour> contours;
    const QJsonArray rings = truth.value(QLatin1StringView("rings")).toArray();
    for (qsizetype n = 0; n < rings.size(); ++n)
        contours.push_back(contourOf(rings.at(n).toArray(),
                                     truth.value(QLatin1StringView("types")).toArray().at(n).toString(),
                                     image.grid, 3));
    const auto out = rasterise(setOf(contours), &image);
    QVERIFY(out);
    const Segment& s = out->segments.front();
    QVERIFY(out->grid.toWorld({1, 2, 3}).isApprox(image.grid.toWorld({1, 2, 3})));
    const QJsonArray rows = truth.value(QLatin1StringView("rows")).toArray();
    std::int64_t set = 0;
    for (int j = 0; j < 36; ++j)
        for (int i = 0; i < 40; ++i) {
            const bool expected = rows.at(j).toString().at(i) == u'1';
            set += expected ? 1 : 0;
            if ((at(s, i, j, 3) != 0) != expected)
                QFAIL(qPrintable(QStringLiteral("pixel %1, %2 should be %3").arg(i).arg(j).arg(expected)));
        }
    QCOMPARE(statistics(*out, s).voxels, set); // and nothing on other slices
    QCOMPARE(hasNote(*out, "crossing-outlines"), truth.value(QLatin1StringView("crossing")).toBool());
    QCOMPARE(hasNote(*out, "repeated-outline"), truth.value(QLatin1StringView("repeated")).toBool());
    QCOMPARE(hasNote(*out, "tiny-contours"), truth.value(QLatin1StringView("tiny")).toInt() > 0);
}

void RoiRasterTest::sparseContoursGetTheirOwnGrid() {
    // Every third slice is drawn: the volume is area x distance of the contours, not of the slices.
    const RoiImage image = straight(20, 1);
    std::vector<RoiContour> contours;
    for (int n = 0; n < 5; ++n)
        contours.push_back(square(9.5, 29.5, 3.0 * n));
    const auto out = rasterise(setOf(contours), &image);
    QVERIFY(out && hasNote(*out, "own-grid"));
    QCOMPARE(statistics(*out, out->segments.front()).volume_ml, 20.0 * 20 * 3 * 5 / 1000);
    QCOMPARE(out->segments.front().frames, 5);
}

void RoiRasterTest::contoursBeyondTheImage() {
    const RoiImage image = straight(1, 0);
    std::vector<RoiContour> contours;
    for (int n = 0; n < 4; ++n)
        contours.push_back(square(9.5, 19.5, 3.0 * n));
    const auto out = rasterise(setOf(contours), &image);
    QVERIFY(out);
    QCOMPARE(statistics(*out, out->segments.front()).volume_ml, 10.0 * 10 * 3 * 4 / 1000);
    // The pixels are those of the image.
    const VoxelPoint v = image.grid.toVoxel(out->grid.origin);
    QVERIFY(std::abs(v.x() - std::round(v.x())) < 1e-9 && std::abs(v.y() - std::round(v.y())) < 1e-9);
}

void RoiRasterTest::withoutImage() {
    std::vector<RoiContour> contours;
    for (int n = 0; n < 6; ++n)
        contours.push_back(square(100, 150, -40 + 2.0 * n));
    const auto out = rasterise(setOf(contours), nullptr);
    QVERIFY(out);
    const double ml = statistics(*out, out->segments.front()).volume_ml;
    QVERIFY2(std::abs(ml - 50.0 * 50 * 12 / 1000) < 0.02 * 30, qPrintable(QString::number(ml)));
    QVERIFY(std::abs(statistics(*out, out->segments.front()).centroid.z() - -35) < 1e-9);
}

void RoiRasterTest::unevenSlicesCountTheirHalfGaps() {
    RoiImage image = straight(5, 2);
    const std::array<double, 5> places{0, 1, 2, 5, 8};
    for (const double z : places)
        image.positions.emplace_back(0, 0, z);
    std::vector<RoiContour> contours{square(9.5, 19.5, 2), square(9.5, 19.5, 5)};
    const auto out = rasterise(setOf(contours), &image);
    QVERIFY(out);
    // Half gaps: 1.5 .. 3.5 and 3.5 .. 6.5; a step belongs wholly to the nearer slice.
    const double ml = statistics(*out, out->segments.front()).volume_ml;
    QVERIFY2(std::abs(ml - 100 * 5.0 / 1000) <= 100 * out->grid.sliceStep.norm() / 1000,
             qPrintable(QString::number(ml)));
}

void RoiRasterTest::openAndObliqueStayLines() {
    const RoiImage image = straight(10, 1);
    RoiContour open = square(9.5, 19.5, 3, RoiContour::Type::OpenPlanar);
    RoiContour oblique = square(9.5, 19.5, 3);
    oblique.points[0].z() = 7;
    const auto out = rasterise(setOf({open, oblique, square(29.5, 31.5, 4)}), &image);
    QVERIFY(out && hasNote(*out, "not-rasterised"));
    QCOMPARE(statistics(*out, out->segments.front()).voxels, 4);
    QCOMPARE(out->contours->rois.front().contours.size(), std::size_t(3));
    const auto note = std::find_if(out->notes.begin(), out->notes.end(),
                                   [](const auto& n) { return n.code == "not-rasterised"; });
    QCOMPARE(note->args, QStringList({QStringLiteral("R"), QStringLiteral("2")}));
}

void RoiRasterTest::planesOnOneSliceAreUnited() {
    // Rounding: the same organ at z and z + 0.2 on 3 mm slices. Even-odd over both would empty it.
    const RoiImage image = straight(4, 3);
    const auto out =
        rasterise(setOf({square(9.5, 19.5, 3), square(9.5, 24.5, 3.2), square(9.5, 19.5, 6)}), &image);
    QVERIFY(out);
    QCOMPARE(statistics(*out, out->segments.front()).voxels, 15 * 15 + 100);
}

void RoiRasterTest::otherFrame() {
    const RoiImage image = straight(4, 3);
    auto set = setOf({square(9.5, 19.5, 3)});
    set->frameOfReference = QStringLiteral("1.2");
    set->rois.front().frameOfReference = QStringLiteral("1.3");
    const auto out = rasterise(set, &image);
    QVERIFY(out && hasNote(*out, "other-frame"));
    QCOMPARE(statistics(*out, out->segments.front()).voxels, 0);
}

void RoiRasterTest::tooMuchIsRefused() {
    RoiImage image = straight(2, 1);
    image.grid.columns = image.grid.rows = 65535;
    std::vector<RoiContour> contours;
    for (int n = 0; n < 8; ++n)
        contours.push_back(square(1 + n, 65000, 0));
    const auto out = rasterise(setOf(contours), &image);
    QVERIFY(!out);
    QCOMPARE(out.error().code, QByteArray("too-large"));
}

void RoiRasterTest::equalStepsUnderUnevenPlaces() {
    const EqualSteps steps = equalSteps({0, 1, 2, 5, 8});
    QCOMPARE(steps.step_mm, 1.0);
    QCOMPARE(steps.owner, std::vector<int>({0, 1, 2, 2, 3, 3, 3, 4, 4}));
    QCOMPARE(equalSteps({0, 2, 3}).step_mm, 1.0);
    QCOMPARE(equalSteps({0, 2, 5}).step_mm, 1.0);
}

QTEST_GUILESS_MAIN(RoiRasterTest)
#include "RoiRasterTest.moc"
