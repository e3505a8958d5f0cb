// SPDX-License-Identifier: GPL-3.0-or-later
//
// Enhanced and legacy converted objects through worker and vault: frames become slices. Truth is numpy's
// (tests/data/make_multiframe.py), for the public set pydicom's and numpy's.
#include "storage/imaging/ImagingService.h"
#include "storage/imaging/ImportService.h"
#include "storage/worker/WorkerPool.h"
#include "tests/storage/StudyFixture.h"
#include "tests/support/TestData.h"

#include <QCryptographicHash>
#include <QJsonDocument>

#include <cmath>

using namespace casebook;
using namespace casebook::test;

namespace {

WorldVector vector(const QJsonValue& v) {
    const QJsonArray a = v.toArray();
    return {a[0].toDouble(), a[1].toDouble(), a[2].toDouble()};
}

/// As `volume info` does: int16 values in units, real slices only.
QByteArray hashOf(const Volume& v) {
    QCryptographicHash hash(QCryptographicHash::Sha256);
    const std::size_t size = std::size_t(v.grid.columns) * std::size_t(v.grid.rows);
    std::vector<std::int16_t> line(size);
    for (int k = 0; k < v.grid.slices; ++k) {
        if (v.isMissing(k))
            continue;
        for (std::size_t n = 0; n < size; ++n)
            line[n] = std::int16_t(std::lrint(v.slope * v.slice(k)[n] + v.intercept));
        hash.addData(QByteArrayView(reinterpret_cast<const char*>(line.data()), qsizetype(size * 2)));
    }
    return hash.result().toHex();
}

int realSlices(const Volume& v) {
    int n = 0;
    for (int k = 0; k < v.grid.slices; ++k)
        n += v.isMissing(k) ? 0 : 1;
    return n;
}

bool isNear(const WorldVector& a, const WorldVector& b) { return (a - b).norm() < 1e-6; }

} // namespace

class MultiFrameTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void framesAreSlices_data();
    void framesAreSlices();
    void headerSurvivesTheIndex();
    void aLyingWorkerIsRefused();
    void publicSet();

private:
    QTemporaryDir folder_;
    StudyFixture study_;
    WorkerPool workers_{2};
    std::unique_ptr<ImagingService> imaging_;
    std::unique_ptr<ImportService> import_;
    QJsonArray truth_;
};

void MultiFrameTest::initTestCase() {
    const QString script = QString::fromUtf8(
        test::readFile(QStringLiteral(CASEBOOK_SOURCE_DIR "/tests/data/make_multiframe.py")));
    QVERIFY(runPython(script, {folder_.path()}).startsWith("done"));
    truth_ = QJsonDocument::fromJson(test::readFile(folder_.filePath(QStringLiteral("truth.json")))).array();
    QVERIFY(study_.make());
    Vault& vault = *study_.vault;
    import_ = std::make_unique<ImportService>(vault.database(), vault.objects(), workers_, vault.session(),
                                              vault.clock());
    imaging_ = std::make_unique<ImagingService>(vault.database(), vault.objects(), workers_, vault.session(),
                                                vault.clock());
    const auto report = import_->run({folder_.path()}, {}, {});
    VERIFY_OK(report);
    QCOMPARE(report->imported, int(truth_.size()));
}

void MultiFrameTest::framesAreSlices_data() {
    QTest::addColumn<int>("at");
    for (int i = 0; i < int(truth_.size()); ++i)
        QTest::newRow(qPrintable(truth_[i].toObject()[QLatin1StringView("name")].toString())) << i;
}

void MultiFrameTest::framesAreSlices() {
    QFETCH(int, at);
    const QJsonObject truth = truth_[at].toObject();
    const QString series = truth[QLatin1StringView("series")].toString();
    const auto plan = imaging_->plan(series);
    VERIFY_OK(plan);
    const QJsonArray expected = truth[QLatin1StringView("volumes")].toArray();
    QCOMPARE(int(plan->volumes.size()), int(expected.size()));
    QVERIFY(plan->leftOut.empty());
    std::vector<bool> used(plan->volumes.size(), false);
    for (const QJsonValue& value : expected) {
        const QJsonObject e = value.toObject();
        int found = -1;
        for (int index = 0; index < int(plan->volumes.size()); ++index) {
            const auto volume = imaging_->volume(series, index, {});
            VERIFY_OK(volume);
            const Volume& v = **volume;
            const QString sha = e[QLatin1StringView("sha256")].toString();
            const double step = sha.isEmpty() ? v.slope : 0.5;
            double low = 1e9, high = -1e9;
            for (std::size_t n = 0; n < v.voxelCount(); ++n) {
                low = std::min(low, v.slope * v.stored[n] + v.intercept);
                high = std::max(high, v.slope * v.stored[n] + v.intercept);
            }
            const bool same =
                realSlices(v) == e[QLatin1StringView("slices")].toInt() &&
                isNear(v.grid.origin, vector(e[QLatin1StringView("origin")])) &&
                isNear(v.grid.rowDirection, vector(e[QLatin1StringView("row")])) &&
                isNear(v.grid.columnDirection, vector(e[QLatin1StringView("column")])) &&
                (v.grid.slices == 1 || isNear(v.grid.sliceStep, vector(e[QLatin1StringView("step")]))) &&
                (sha.isEmpty() || QString::fromLatin1(hashOf(v)) == sha) &&
                std::abs(high - e[QLatin1StringView("maximum")].toDouble()) <= step &&
                v.phase == e[QLatin1StringView("phase")].toInt() &&
                v.phases == e[QLatin1StringView("phases")].toInt() &&
                plan->volumes[std::size_t(index)].localizer == e[QLatin1StringView("localizer")].toBool();
            if (same && !used[std::size_t(index)])
                found = index;
        }
        QVERIFY2(found >= 0, QJsonDocument(e).toJson().constData());
        used[std::size_t(found)] = true;
    }
}

void MultiFrameTest::headerSurvivesTheIndex() {
    const auto parsed =
        workers_.parse(*WorkerInput::open(folder_.filePath(QStringLiteral("ct-legacy-long.dcm"))));
    VERIFY_OK(parsed);
    QCOMPARE(parsed->frames.size(), std::size_t(1600));
    QCOMPARE(parsed->frames[0].kernel, QStringLiteral("B30f"));
    const auto again = dicom::instanceFromJson(dicom::toJson(*parsed));
    VERIFY_OK(again);
    QCOMPARE(again->frames.size(), parsed->frames.size());
    for (std::size_t f = 0; f < again->frames.size(); ++f) {
        QCOMPARE(*again->frames[f].position, *parsed->frames[f].position);
        QCOMPARE(again->frames[f].intercept, parsed->frames[f].intercept);
        QCOMPARE(again->frames[f].frame, int(f));
    }
}

void MultiFrameTest::aLyingWorkerIsRefused() {
    const auto parsed = workers_.parse(*WorkerInput::open(folder_.filePath(QStringLiteral("ct-4d.dcm"))));
    VERIFY_OK(parsed);
    const auto refused = [](dicom::ParsedInstance from, const QByteArray& frames) {
        from.frames.clear();
        return !dicom::unpackFrames(frames, from);
    };
    QVERIFY(!refused(*parsed, dicom::packFrames(*parsed)));
    dicom::ParsedInstance lie = *parsed;
    lie.frames.pop_back(); // fewer than it says
    QVERIFY(refused(*parsed, dicom::packFrames(lie)));
    lie = *parsed;
    lie.frames[3].rows *= 2; // another matrix than the object's
    QVERIFY(refused(*parsed, dicom::packFrames(lie)));
    lie = *parsed;
    lie.frames[3].frame = 400; // pixels of a frame that is not there
    QVERIFY(refused(*parsed, dicom::packFrames(lie)));
    QVERIFY(refused(*parsed, QByteArray()));
    QVERIFY(refused(*parsed, QByteArray("\xff\xff\xff\xff_____", 9))); // unpacks to 4 GiB, it says
    QVERIFY(refused(*parsed, qCompress(QByteArray("\x81\x01", 2))));    // a list of a number
}

/// Values of the public set as pydicom reads them, rescaled by its functional groups.
void MultiFrameTest::publicSet() {
    CASEBOOK_NEED_DATA();
    const QString set = QStringLiteral("14-enhanced-multiframe");
    static const QString script = QStringLiteral(R"(
import hashlib, sys, numpy as np, pydicom
for path in sys.argv[1:]:
    d = pydicom.dcmread(path)
    a = d.pixel_array.astype(float)
    n = len(a)
    order = list(range(n))
    if 'PerFrameFunctionalGroupsSequence' in d:
        sh, per = d.SharedFunctionalGroupsSequence[0], d.PerFrameFunctionalGroupsSequence
        get = lambda f, g: getattr(per[f], g, None) or getattr(sh, g)
        for f in range(n):
            t = get(f, 'PixelValueTransformationSequence')[0]
            a[f] = a[f] * float(t.RescaleSlope) + float(t.RescaleIntercept)
        o = np.array(get(0, 'PlaneOrientationSequence')[0].ImageOrientationPatient, float)
        nrm = np.cross(o[:3], o[3:])
        order.sort(key=lambda f: np.dot(nrm, np.array(get(f, 'PlanePositionSequence')[0].ImagePositionPatient, float)))
    print(d.SeriesInstanceUID, n, hashlib.sha256(np.round(a[order]).astype('<i2').tobytes()).hexdigest())
)");
    QStringList files;
    for (const char* name : {"eCT_Supplemental.dcm", "emri_small.dcm", "mf.dcm"})
        files << ctPath(set, QLatin1StringView(name));
    const auto report = import_->run({ctPath(set, QString())}, {}, {});
    VERIFY_OK(report);
    QCOMPARE(report->imported, 3);
    const QList<QByteArray> lines = runPython(script, files).trimmed().split('\n');
    QCOMPARE(lines.size(), 3);
    for (const QByteArray& line : lines) {
        const QList<QByteArray> words = line.split(' ');
        const auto volume = imaging_->volume(QString::fromLatin1(words[0]), 0, {});
        VERIFY_OK(volume);
        QCOMPARE(realSlices(**volume), words[1].toInt());
        QCOMPARE(hashOf(**volume), words[2]);
    }
}

QTEST_GUILESS_MAIN(MultiFrameTest)
#include "MultiFrameTest.moc"
