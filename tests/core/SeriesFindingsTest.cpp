// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the series page says, from headers; paging of stacks; volumes across gaps.
#include "core/segmentation/GapCrossing.h"
#include "core/volume/PagedStack.h"
#include "core/volume/SeriesFindings.h"
#include "core/volume/VolumeBuilder.h"

#include <QTest>

#include <cmath>
#include <numbers>

using namespace casebook;

namespace {

using Headers = std::vector<SliceHeader>;

Headers stack(const std::vector<double>& z, double tilt_deg = 0) {
    Headers out;
    const double a = tilt_deg * std::numbers::pi / 180;
    for (double at : z) {
        SliceHeader h;
        h.instance = QStringLiteral("1.%1").arg(out.size() + 1);
        h.frameOfReference = QStringLiteral("1.9");
        h.columns = 64;
        h.rows = 48;
        h.position = WorldPoint(-20, 10, at);
        h.orientation = {1, 0, 0, 0, std::cos(a), -std::sin(a)};
        h.pixelSpacing = {0.5, 0.5};
        h.imageType = {QStringLiteral("ORIGINAL"), QStringLiteral("PRIMARY"), QStringLiteral("AXIAL")};
        h.instanceNumber = int(out.size()) + 1;
        h.slope = 1;
        h.intercept = -1024;
        h.sliceThickness_mm = 5;
        out.push_back(h);
    }
    return out;
}

SeriesFindings findingsOf(const Headers& headers) {
    return casebook::findingsOf(planVolumes(headers, QStringLiteral("CT")), headers);
}

QString valueOf(const QList<FindingLine>& lines, const char* label) {
    for (const FindingLine& line : lines)
        if (line.label == QLatin1StringView(label))
            return line.value;
    return {};
}

} // namespace

class SeriesFindingsTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }
    void saysWhatWasDone_data();
    void saysWhatWasDone();
    void tiltComputedAndTagged();
    void notCalibrated();
    void labelsTellVolumesApart();
    void damageIsNoGap();
    void picturesArePaged();
    void volumesEndAtGaps_data();
    void volumesEndAtGaps();
};

void SeriesFindingsTest::saysWhatWasDone_data() {
    QTest::addColumn<std::vector<double>>("z");
    QTest::addColumn<QString>("slices");
    QTest::addColumn<QString>("used");
    QTest::addColumn<QString>("distance");
    QTest::addColumn<QString>("missing");
    using Z = std::vector<double>;
    const auto row = [](const char* name, const Z& z, const char* slices, const char* used,
                        const char* distance, const char* missing) {
        QTest::newRow(name) << z << QString::fromLatin1(slices) << QString::fromLatin1(used)
                            << QString::fromLatin1(distance) << QString::fromLatin1(missing);
    };
    row("uniform", {0, 5, 10, 15}, "Equal steps", "4", "5.0 mm", "");
    row("rounded", {0, 5.03, 10, 14.96, 20}, "Equal steps but for rounding (up to 0.2 mm)", "5",
        "4.96 mm to 5.04 mm", "");
    row("gap", {0, 5, 10, 25, 30}, "Equal steps, images missing", "5 in 7 places", "5.0 mm", "15.0, 20.0 mm");
    row("irregular", {0, 5, 12.3, 15.1, 16.5}, "Unequal steps", "5", "1.4 mm to 7.3 mm", "");
    row("one", {3}, "A single image", "1", "", "");
    row("one place", {3, 3, 3}, "Images of one place, shown one after the other", "3", "", "");
}

void SeriesFindingsTest::saysWhatWasDone() {
    QFETCH(std::vector<double>, z);
    QFETCH(QString, slices);
    QFETCH(QString, used);
    QFETCH(QString, distance);
    QFETCH(QString, missing);
    const SeriesFindings found = findingsOf(stack(z));
    QCOMPARE(found.volumes.size(), std::size_t(1));
    QCOMPARE(found.found, int(z.size()));
    const QList<FindingLine> lines = volumeLines(found.volumes[0]);
    QCOMPARE(valueOf(lines, "Slices"), slices);
    QCOMPARE(valueOf(lines, "Images used"), used);
    QCOMPARE(valueOf(lines, "Distance"), distance);
    QCOMPARE(valueOf(lines, "Missing at"), missing);
    QCOMPARE(valueOf(lines, "Thickness"), QStringLiteral("5.0 mm"));
    QCOMPARE(!valueOf(lines, "Planes across").isEmpty(), slices == QStringLiteral("Unequal steps"));
}

void SeriesFindingsTest::tiltComputedAndTagged() {
    Headers h = stack({0, 5, 10, 15}, 15);
    QCOMPARE(valueOf(volumeLines(findingsOf(h).volumes[0]), "Gantry tilt"),
             QString::fromUtf8("15.0° from the positions, header says nothing"));
    for (SliceHeader& s : h)
        s.gantryTag_deg = 0; // a tag that does not know
    const QList<FindingLine> lines = volumeLines(findingsOf(h).volumes[0]);
    QCOMPARE(valueOf(lines, "Gantry tilt"), QString::fromUtf8("15.0° from the positions, header says 0.0°"));
    const auto at = std::find_if(lines.begin(), lines.end(), [](const FindingLine& l) {
        return l.label == QStringLiteral("Gantry tilt");
    });
    QCOMPARE(at->weight, FindingLine::Weight::Warning);
    QVERIFY(valueOf(volumeLines(findingsOf(stack({0, 5, 10})).volumes[0]), "Gantry tilt").isEmpty());
}

void SeriesFindingsTest::notCalibrated() {
    Headers h = stack({0});
    h[0].detectorSpacing = true;
    QCOMPARE(valueOf(volumeLines(findingsOf(h).volumes[0]), "Pixel"),
             QStringLiteral("not calibrated: 0.500 mm on the detector"));
    h[0].pixelSpacing.reset();
    QCOMPARE(valueOf(volumeLines(findingsOf(h).volumes[0]), "Pixel"),
             QStringLiteral("not calibrated: no size given"));
}

void SeriesFindingsTest::labelsTellVolumesApart() {
    QCOMPARE(volumeLabel(findingsOf(stack({0, 5, 10})).volumes[0]), QString::fromUtf8("64 × 48 × 3, 5.0 mm"));
    Headers h = stack({0});
    h[0].imageType[2] = QStringLiteral("LOCALIZER");
    QCOMPARE(volumeLabel(findingsOf(h).volumes[0]), QStringLiteral("localizer"));
    Headers phases = stack({0, 0, 5, 5, 10, 10});
    for (std::size_t i = 0; i < phases.size(); ++i)
        phases[i].time = QString::number(i % 2);
    QCOMPARE(volumeLabel(findingsOf(phases).volumes[1]), QStringLiteral("phase 2 of 2"));
}

void SeriesFindingsTest::damageIsNoGap() {
    const Headers h = stack({0, 5, 15, 20});
    const SeriesPlan plan = planVolumes(h, QStringLiteral("CT"));
    VolumeBuilder builder(plan.volumes[0], h, {QStringLiteral("1"), QStringLiteral("CT")});
    const std::vector<std::byte> pixels(std::size_t(64) * 48 * 2);
    for (int slot : {0, 1, 4}) // slot 2 is the gap, slot 3 can't be read
        QVERIFY(builder.place(slot, pixels));
    const auto volume = builder.finish();
    QVERIFY(volume);
    SeriesFindings found = casebook::findingsOf(plan, h);
    addDamage(found.volumes[0], **volume);
    QCOMPARE(found.volumes[0].gaps_mm, std::vector<double>{10});
    QCOMPARE(found.volumes[0].damaged_mm, std::vector<double>{15});
}

void SeriesFindingsTest::picturesArePaged() {
    const auto made = [](const Headers& h) {
        const SeriesPlan plan = planVolumes(h, QStringLiteral("CT"));
        VolumeBuilder builder(plan.volumes[0], h, {QStringLiteral("1"), QStringLiteral("CT")});
        std::vector<std::byte> pixels(std::size_t(64) * 48 * 2);
        for (int slot = 0; slot < builder.slots(); ++slot) {
            std::fill(pixels.begin(), pixels.end(), std::byte(slot));
            if (!builder.place(slot, pixels))
                return VolumePtr();
        }
        return builder.finish().value_or(VolumePtr());
    };
    const VolumePtr same = made(stack({7, 7, 7}));
    const VolumePtr laid = paged(same);
    QVERIFY(laid != same && laid->regular);
    for (int k = 0; k < 3; ++k) {
        const auto voxel = nearestVoxel(*laid, laid->positions[std::size_t(k)]);
        QVERIFY(voxel && voxel->k == k);
    }
    Headers nowhere = stack({1, 2, 3, 4});
    for (SliceHeader& s : nowhere)
        s.position.reset();
    QVERIFY(!paged(made(nowhere))->placed);
    QVERIFY(paged(made(nowhere))->grid.hasStep());
    const VolumePtr chest = made(stack({0, 5, 10, 15}));
    QCOMPARE(paged(chest), chest); // a volume is a volume
}

void SeriesFindingsTest::volumesEndAtGaps_data() {
    QTest::addColumn<int>("first");
    QTest::addColumn<int>("count");
    QTest::addColumn<bool>("crosses");
    QTest::newRow("before") << 0 << 3 << false;
    QTest::newRow("behind") << 5 << 2 << false;
    QTest::newRow("across") << 1 << 5 << true;
    QTest::newRow("up to the gap") << 2 << 1 << false;
}

void SeriesFindingsTest::volumesEndAtGaps() {
    QFETCH(int, first);
    QFETCH(int, count);
    QFETCH(bool, crosses);
    const Headers h = stack({0, 5, 10, 25, 30}); // 15 and 20 are missing
    const PlannedVolume plan = planVolumes(h, QStringLiteral("CT")).volumes[0];
    Segmentation s;
    s.grid = plan.grid;
    Segment segment;
    segment.box = {{10, 10, first}, {2, 2, count}};
    s.segments.push_back(segment);
    QCOMPARE(crossesGap(s, segment, gapsOf(plan)), crosses);
}

QTEST_GUILESS_MAIN(SeriesFindingsTest)
#include "SeriesFindingsTest.moc"
