// SPDX-License-Identifier: GPL-3.0-or-later
//
// One voxel followed through everything: 48 axis orders, straight, oblique and sheared, from DICOM files
// through worker and vault to volumes, probe, planes, 3D, segmentations and exported files. Where it must
// lie is computed by numpy (tests/data/geometry.py), which also reads what was written.
#include "app/cli/VolumeFiles.h"
#include "core/volume/Resample.h"
#include "storage/dicom/SegWriter.h"
#include "storage/imaging/ImagingService.h"
#include "storage/imaging/ImportService.h"
#include "storage/worker/WorkerPool.h"
#include "tests/storage/StudyFixture.h"
#include "tests/support/TestData.h"
#include "viewers/volume3d/CastScene.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

using namespace casebook;
using namespace casebook::test;

namespace {

constexpr double marked = 3000;

WorldPoint point(const QJsonValue& v) {
    const QJsonArray a = v.toArray();
    return {a[0].toDouble(), a[1].toDouble(), a[2].toDouble()};
}

QString script() {
    return QString::fromUtf8(readFile(QStringLiteral(CASEBOOK_SOURCE_DIR "/tests/data/geometry.py")));
}

} // namespace

class GeometryProofTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void placedRightly_data();
    void placedRightly();
    void exportedRightly();

private:
    void probes(const Volume& volume, const QJsonObject& truth);
    void planes(const VolumePtr& volume, const WorldPoint& mark);
    void picks(const VolumePtr& volume, const WorldPoint& mark);
    void readsSegmentation(const VolumePtr& volume, const QJsonObject& truth);
    void writesSegmentation(const VolumePtr& volume, const QJsonObject& truth);
    [[nodiscard]] QString out(const QJsonObject& truth, const char* ending) const {
        return folder_.filePath(QStringLiteral("out/") + truth[QLatin1StringView("name")].toString() +
                                QLatin1StringView(ending));
    }

    QTemporaryDir folder_;
    StudyFixture study_;
    WorkerPool workers_{2};
    std::unique_ptr<ImagingService> imaging_;
    QJsonArray truth_;
};

void GeometryProofTest::initTestCase() {
    QVERIFY(runPython(script(), {QStringLiteral("make"), folder_.path()}).startsWith("done 192"));
    QVERIFY(QDir(folder_.path()).mkdir(QStringLiteral("out")));
    truth_ = QJsonDocument::fromJson(readFile(folder_.filePath(QStringLiteral("truth.json")))).array();
    QVERIFY(study_.make());
    Vault& vault = *study_.vault;
    ImportService import(vault.database(), vault.objects(), workers_, vault.session(), vault.clock());
    const auto report = import.run({folder_.filePath(QStringLiteral("in"))}, {}, {});
    VERIFY_OK(report);
    QCOMPARE(report->imported, 192 * 8);
    imaging_ = std::make_unique<ImagingService>(vault.database(), vault.objects(), workers_, vault.session(),
                                                vault.clock());
}

void GeometryProofTest::placedRightly_data() {
    QTest::addColumn<int>("at");
    for (int i = 0; i < int(truth_.size()); ++i)
        QTest::newRow(qPrintable(truth_[i].toObject()[QLatin1StringView("name")].toString())) << i;
}

void GeometryProofTest::placedRightly() {
    QFETCH(int, at);
    const QJsonObject truth = truth_[at].toObject();
    const WorldPoint mark = point(truth[QLatin1StringView("mark")]);
    const QString series = truth[QLatin1StringView("series")].toString();
    const auto plan = imaging_->plan(series);
    VERIFY_OK(plan);
    QCOMPARE(plan->volumes.size(), std::size_t(1));
    const bool sheared = truth[QLatin1StringView("name")].toString().contains(QLatin1StringView("shear"));
    QVERIFY(std::abs(plan->volumes[0].tilt_deg - (sheared ? 20 : 0)) < 1e-4);
    const auto volume = imaging_->volume(series, 0, {});
    VERIFY_OK(volume);
    QVERIFY((*volume)->regular);
    probes(**volume, truth);
    planes(*volume, mark);
    picks(*volume, mark);
    readsSegmentation(*volume, truth);
    writesSegmentation(*volume, truth);
    VERIFY_OK(writeVolume(out(truth, ".nii.gz"), **volume));
    VERIFY_OK(writeVolume(out(truth, ".nrrd"), **volume));
}

void GeometryProofTest::probes(const Volume& volume, const QJsonObject& truth) {
    for (const QJsonValue& sample : truth[QLatin1StringView("samples")].toArray()) {
        const auto voxel = nearestVoxel(volume, point(sample));
        QVERIFY(voxel);
        QCOMPARE(volume.valueAt(*voxel), sample.toArray()[3].toDouble());
    }
    for (const QJsonValue& outside : truth[QLatin1StringView("outside")].toArray())
        QVERIFY(!nearestVoxel(volume, point(outside)));
    const auto at = valueAt(volume, point(truth[QLatin1StringView("mark")]));
    QVERIFY(at && std::abs(*at - marked) < 0.5);
}

/// The brightest pixel of each standard plane through the place, along the slices and along the patient.
void GeometryProofTest::planes(const VolumePtr& volume, const WorldPoint& mark) {
    constexpr int side = 61;
    SliceRenderer renderer;
    renderer.setVolume(volume);
    for (const ViewAxes& axes : {acquiredAxes(volume->grid), ViewAxes{}}) {
        for (const PlaneKind kind : {PlaneKind::Axial, PlaneKind::Coronal, PlaneKind::Sagittal}) {
            const SlicePlane plane = standardPlane(kind, axes, mark, 0.25, side, side);
            std::vector<std::uint8_t> grey(std::size_t(side) * side);
            QVERIFY(renderer.render(plane, Window{1650, 2700}, {}, grey.data(), side));
            const auto brightest = std::max_element(grey.begin(), grey.end());
            const auto n = int(brightest - grey.begin());
            QVERIFY(*brightest >= 254);
            QVERIFY((plane.toWorld(n % side, n / side) - mark).norm() < 0.3);
            // Far from it nothing is bright.
            QVERIFY(grey.front() < 20 && grey.back() < 20);
        }
    }
}

/// Seen in 3D where it is, from three sides.
void GeometryProofTest::picks(const VolumePtr& volume, const WorldPoint& mark) {
    CastScene cast;
    for (const auto& [eye, up] : {std::pair(WorldVector(0, -1, 0), WorldVector(0, 0, 1)),
                                  std::pair(WorldVector(1, 0, 0), WorldVector(0, 0, 1)),
                                  std::pair(WorldVector(0, 0, -1), WorldVector(0, -1, 0))}) {
        RenderScene scene;
        scene.volume = volume;
        scene.preset = VolumePreset::Maximum;
        scene.camera = cameraFor(volume->grid, eye, up);
        scene.width = scene.height = 256;
        const auto pixel = projected(scene.camera, QSizeF(256, 256), mark);
        QVERIFY(pixel);
        const auto seen = cast.pick(scene, pixel->x(), pixel->y());
        QVERIFY(seen);
        QVERIFY2((*seen - mark).norm() < 0.8, qPrintable(QString::number((*seen - mark).norm())));
    }
}

/// A segmentation that pydicom wrote lies on the marked voxel.
void GeometryProofTest::readsSegmentation(const VolumePtr& volume, const QJsonObject& truth) {
    const auto row = imaging_->findOverlay(truth[QLatin1StringView("seg")].toString());
    VERIFY_OK(row);
    QCOMPARE(row->series, volume->seriesUid);
    const auto found = imaging_->segmentation(*row, {});
    VERIFY_OK(found);
    QCOMPARE(imaging_->placement(*row, *volume, **found).state, Placement::State::Verified);
    const SegmentStatistics s = statistics(**found, (*found)->segments.front());
    QCOMPARE(s.voxels, std::int64_t(1));
    QVERIFY((s.centroid - point(truth[QLatin1StringView("mark")])).norm() < 1e-4);
}

/// One that we write is read back by us here, by pydicom in exportedRightly.
void GeometryProofTest::writesSegmentation(const VolumePtr& volume, const QJsonObject& truth) {
    const WorldPoint mark = point(truth[QLatin1StringView("mark")]);
    const auto voxel = nearestVoxel(*volume, mark);
    QVERIFY(voxel);
    Segmentation drawn;
    drawn.frameOfReference = volume->frameOfReference;
    drawn.grid = volume->grid;
    Segment segment;
    segment.number = 1;
    segment.label = QStringLiteral("Mark");
    segment.code = "27925004^SCT";
    segment.codeMeaning = QStringLiteral("Nodule");
    segment.algorithm = {QStringLiteral("Proof"), QStringLiteral("1"), "AUTOMATIC"};
    segment.box = {{voxel->i, voxel->j, voxel->k}, {1, 1, 1}};
    segment.values = {1};
    drawn.segments.push_back(segment);
    dicom::ExamIdentity exam;
    exam.patientId = QStringLiteral("GRID");
    exam.studyUid = QStringLiteral("2.25.88");
    exam.frameOfReference = volume->frameOfReference;
    dicom::SeriesIdentity series;
    series.uid = QStringLiteral("2.25.884");
    dicom::SegDescription words;
    words.sopInstanceUid = QStringLiteral("2.25.885");
    words.dimensionUid = QStringLiteral("2.25.886");
    words.label = QStringLiteral("MARK");
    const auto bytes = dicom::writeSegmentation(drawn, *volume, exam, series, words);
    VERIFY_OK(bytes);
    QVERIFY(writeFile(out(truth, ".seg.dcm"), *bytes));
    const auto again = workers_.segmentation(WorkerInput::fromBytes(*bytes));
    VERIFY_OK(again);
    const SegmentStatistics s = statistics(*again, again->segments.front());
    QCOMPARE(s.voxels, std::int64_t(1));
    QVERIFY((s.centroid - mark).norm() < 1e-4);
    QVERIFY(std::abs(s.volume_ml - truth[QLatin1StringView("volume_ml")].toDouble()) < 1e-9);
}

void GeometryProofTest::exportedRightly() {
    const QByteArray said = runPython(script(), {QStringLiteral("check"), folder_.path()});
    QVERIFY2(said.startsWith("done 192"), said.left(2000).constData());
}

QTEST_MAIN(GeometryProofTest)
#include "GeometryProofTest.moc"
