// SPDX-License-Identifier: GPL-3.0-or-later
//
// Every volume of a series can be reached in the window: phases, localizers, thin and thick, pictures. With
// CASEBOOK_PICTURES=FOLDER each leaves a picture there, for people to look at.
#include "app/window/ClinicalPages.h"
#include "app/window/MainWindow.h"
#include "app/window/ReadingController.h"
#include "app/window/ReadingPage.h"
#include "tests/storage/StudyFixture.h"
#include "tests/support/TestData.h"
#include "widgets/common/QuietCombo.h"
#include "widgets/theme/Theme.h"

#include <QApplication>
#include <QKeyEvent>
#include <QSignalSpy>
#include <QSlider>
#include <QStandardPaths>
#include <QTest>

using namespace casebook;
using namespace casebook::test;

namespace {

constexpr int patience = 60'000;

} // namespace

class SeriesVolumesTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void everyVolumeOpens_data();
    void everyVolumeOpens();
    void phasesKeepThePlace();
    void picturesAreNotMeasured();
    void cleanupTestCase() { window_.reset(); }

private:
    void picture(const QString& name) const;
    void waitForVolume();
    [[nodiscard]] ReadingController* reading() const { return window_->reading(); }
    [[nodiscard]] ReadingPage* page() const { return window_->readingPage(); }

    QTemporaryDir folder_;
    StudyFixture study_;
    std::unique_ptr<MainWindow> window_;
};

void SeriesVolumesTest::initTestCase() {
    QStandardPaths::setTestModeEnabled(true);
    QCoreApplication::setApplicationName(QStringLiteral("casebook-series-volumes-test"));
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
    theme::install(*qApp);
    const QString script =
        QString::fromUtf8(test::readFile(QStringLiteral(CASEBOOK_SOURCE_DIR "/tests/data/make_stacks.py")));
    QVERIFY(runPython(script, {folder_.path()}).startsWith("done"));
    QVERIFY(study_.make());
    auto open = std::make_shared<OpenStudy>(std::move(study_.vault));
    QStringList paths{folder_.path()};
    if (!dataFolder().isEmpty())
        paths << ctPath(QStringLiteral("10-geometry-dicom2nifti"), {})
              << ctPath(QStringLiteral("11-geometry-ge-tilt-two-thicknesses"), {});
    const auto report = open->imports.run(paths, {}, {});
    VERIFY_OK(report);
    window_ = std::make_unique<MainWindow>();
    window_->setLanguage(QStringLiteral("en"));
    page()->grid()->setVolumeEnabled(!qEnvironmentVariable("CASEBOOK_PICTURES").isEmpty());
    window_->resize(1400, 900);
    window_->show();
    window_->openStudy(open);
}

void SeriesVolumesTest::picture(const QString& name) const {
    const QString to = qEnvironmentVariable("CASEBOOK_PICTURES");
    if (to.isEmpty())
        return;
    QTest::qWait(1500); // 3D
    window_->grab().save(to + u'/' + name + QStringLiteral(".png"));
}

void SeriesVolumesTest::waitForVolume() { QTRY_VERIFY_WITH_TIMEOUT(reading()->isLoaded(), patience); }

void SeriesVolumesTest::everyVolumeOpens_data() {
    QTest::addColumn<QString>("series");
    QTest::addColumn<int>("volumes");
    QTest::addColumn<int>("listed");
    QTest::addColumn<QStringList>("facts");
    const auto row = [](const char* name, const char* uid, int volumes, int listed,
                        const QStringList& facts) {
        QTest::newRow(name) << QString::fromLatin1(uid) << volumes << listed << facts;
    };
    const auto say = [](const char* text) { return QString::fromUtf8(text); };
    row("missing", "2.25.601", 1, 1,
        {say("Images used: 36 in 40 places"), say("Missing at: 51.0, 54.0, 57.0, 90.0 mm"),
         say("Slices: Equal steps, images missing")});
    row("uneven", "2.25.602", 1, 1, {say("Slices: Unequal steps"), say("Images used: 31")});
    row("phases", "2.25.603", 8, 1,
        {say("Phase: 1 of 8"), say("Images used: 30"), say("Scanner: Phantom One")});
    row("radiograph", "2.25.604", 1, 1, {say("Pixel: not calibrated: 0.150 mm on the detector")});
    row("colour", "2.25.605", 1, 1,
        {say("Slices: Colour pictures, shown one by one"), say("Images used: 3")});
    row("mixed", "2.25.606", 3, 3, {say("Images used: 60"), say("Images: 81 used of 81 found")});
    if (dataFolder().isEmpty())
        return;
    row("tilt of set 10", "1.2.826.0.1.3680043.8.498.172569766509356512040321185", 1, 1,
        {say("Gantry tilt: 14.0° from the positions, header says nothing")});
    row("two orientations of set 10", "1.2.826.0.1.3680043.8.498.172569766509356581228571744", 2, 2, {});
    row("two thicknesses of set 11", "1.2.826.0.1.3680043.9.4245.3115138630835728997848661150714813892", 1, 1,
        {say("Gantry tilt: 18.5° from the positions, header says 18.5°"), say("Images used: 28")});
}

void SeriesVolumesTest::everyVolumeOpens() {
    QFETCH(QString, series);
    QFETCH(int, volumes);
    QFETCH(int, listed);
    QFETCH(QStringList, facts);
    QSignalSpy opened(reading(), &ReadingController::opened);
    window_->openSeries(series);
    QTRY_VERIFY_WITH_TIMEOUT(opened.size() == 1, patience);
    waitForVolume();
    page()->showSide(ReadingPage::Side::Series);
    const QString name = QString::fromLatin1(QTest::currentDataTag()).replace(u' ', u'-');
    picture(name);
    QCOMPARE(int(reading()->findings().volumes.size()), volumes);
    const QStringList lines = page()->series()->lines();
    for (const QString& fact : facts)
        QVERIFY2(lines.contains(fact), qPrintable(fact + u'\n' + lines.join(u'\n')));
    const auto* choice = page()->volumeBar()->findChild<QuietCombo*>();
    QCOMPARE(!page()->volumeBar()->isHidden(), volumes > 1);
    if (volumes > 1)
        QCOMPARE(choice->count(), listed);
    for (int index = 0; index < volumes; ++index) {
        reading()->openVolume(index);
        QTRY_COMPARE_WITH_TIMEOUT(reading()->volumeIndex(), index, patience);
        waitForVolume();
        const VolumePtr now = reading()->volume();
        const VolumeFindings& v = reading()->findings().volumes[std::size_t(index)];
        QTRY_VERIFY_WITH_TIMEOUT(
            reading()->volume()->grid.slices == v.slots && reading()->volume()->phase == v.phase, patience);
        const int places = page()->grid()->slice(0)->place().count;
        if (v.stackOnly) {
            QCOMPARE(page()->grid()->layoutKind(), ViewerGrid::Layout::One);
            QCOMPARE(places, v.slots); // the slices themselves, whatever their orientation
        }
        if (volumes > 1 && v.phase == 0)
            picture(name + QStringLiteral("-%1").arg(index));
    }
}

void SeriesVolumesTest::phasesKeepThePlace() {
    reading()->open(QStringLiteral("2.25.603"));
    QTRY_VERIFY_WITH_TIMEOUT(reading()->isLoaded() && reading()->volumeIndex() == 0, patience);
    SliceView* axial = page()->grid()->slice(0);
    axial->goToSlice(20);
    axial->setWindow({-500, 1400});
    const WorldPoint place = axial->camera().centre;
    auto* slider = page()->volumeBar()->findChild<QSlider*>();
    QCOMPARE(slider->maximum(), 7);
    slider->setValue(3);
    QTRY_COMPARE_WITH_TIMEOUT(reading()->volume()->phase, 3, patience);
    QCOMPARE(axial->camera().centre, place);
    QCOMPARE(axial->window().center, -500.0);
    picture(QStringLiteral("phase-4"));
    // The key goes on, and round the end.
    for (int n = 4; n < 9; ++n) {
        QTest::keyClick(axial, Qt::Key_Period);
        QTRY_COMPARE_WITH_TIMEOUT(reading()->volume()->phase, n % 8, patience);
    }
    QCOMPARE(slider->value(), 0);
}

void SeriesVolumesTest::picturesAreNotMeasured() {
    reading()->open(QStringLiteral("2.25.604"));
    waitForVolume();
    QVERIFY(!reading()->volume()->calibrated);
    QSignalSpy said(reading(), &ReadingController::said);
    SliceView* pane = page()->grid()->slice(0);
    LengthMeasurement length{
        pane->camera().centre, pane->camera().centre + WorldVector(15, 0, 0), {}, {}, {}, 0.15};
    Q_EMIT page()->grid()->measured(length);
    QCOMPARE(said.size(), 1);
    QVERIFY(!reading()->lastMeasured());
    const auto kept = window_->study()->imaging.lengths(QStringLiteral("2.25.604"));
    VERIFY_OK(kept);
    QVERIFY(kept->isEmpty());
}

QTEST_MAIN(SeriesVolumesTest)
#include "SeriesVolumesTest.moc"
