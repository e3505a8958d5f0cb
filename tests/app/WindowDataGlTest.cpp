// SPDX-License-Identifier: GPL-3.0-or-later
//
// Real CT through the window on a virtual display: dropped, imported, opened by a double click, read;
// what is shown equals what other programs found (truth.json).
#include "app/window/DoorController.h"
#include "app/window/ImportController.h"
#include "app/window/MainWindow.h"
#include "app/window/ReadingController.h"
#include "app/window/ReadingPage.h"
#include "app/window/SubjectsController.h"
#include "core/volume/Statistics.h"
#include "tests/support/TestData.h"
#include "widgets/imports/ImportReportPage.h"

#include <QApplication>
#include <QDropEvent>
#include <QMimeData>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace casebook;

namespace {

constexpr int patience = 60'000;
const char* const passphrase = "window data test";

} // namespace

class WindowDataGlTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void setsEqualTheirTruth_data();
    void setsEqualTheirTruth();

private:
    void drop(const QString& folder);
    void compareSeries(const QJsonObject& truth);
    void compareSegments(const QJsonObject& file);

    QTemporaryDir folder_;
    std::unique_ptr<MainWindow> window_;
};

void WindowDataGlTest::initTestCase() {
    CASEBOOK_NEED_DATA();
    QStandardPaths::setTestModeEnabled(true);
    qputenv("XDG_STATE_HOME", folder_.filePath(QStringLiteral("state")).toUtf8());
    QCoreApplication::setApplicationName(QStringLiteral("casebook-window-data-test"));
    theme::install(*qApp);
    window_ = std::make_unique<MainWindow>();
    window_->setLanguage(QStringLiteral("en"));
    window_->show();
    QVERIFY(QTest::qWaitForWindowExposed(window_.get()));
}

void WindowDataGlTest::cleanupTestCase() {
    window_.reset();
    QThreadPool::globalInstance()->waitForDone();
}

void WindowDataGlTest::setsEqualTheirTruth_data() {
    QTest::addColumn<QString>("set");
    for (const char* set : {"01-chest-lidc-0001", "02-chest-lidc-0001-originals", "04-chest-cip-64",
                            "07-chest-prior-current-sbu", "40-seg-dcmqi", "41-seg-highdicom"})
        QTest::newRow(set) << QString::fromLatin1(set);
}

void WindowDataGlTest::drop(const QString& folder) {
    QSignalSpy ready(window_->imports(), &ImportController::reportReady);
    QSignalSpy asked(window_->imports(), &ImportController::previewReady);
    QMimeData data;
    data.setUrls({QUrl::fromLocalFile(folder)});
    QDragEnterEvent enter(QPoint(400, 300), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(window_->shell(), &enter);
    QDropEvent drop(QPointF(400, 300), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(window_->shell(), &drop);
    // Nothing is written before the person agrees.
    QTRY_COMPARE_WITH_TIMEOUT(asked.count(), 1, patience);
    QVERIFY(window_->shell()->importReport()->report().preview);
    Q_EMIT window_->shell()->importReport()->importAgreed();
    QTRY_COMPARE_WITH_TIMEOUT(ready.count(), 1, patience);
}

void WindowDataGlTest::compareSeries(const QJsonObject& truth) {
    const QString uid = truth[QStringLiteral("series_uid")].toString();
    QSignalSpy opened(window_->reading(), &ReadingController::opened);
    Q_EMIT window_->shell()->importReport()->openSeriesRequested(uid);
    QTRY_COMPARE_WITH_TIMEOUT(opened.count(), 1, patience);
    QTRY_VERIFY_WITH_TIMEOUT(window_->reading()->isLoaded(), patience);
    const VolumePtr volume = window_->readingPage()->grid()->slice(0)->volume();
    QVERIFY(volume);
    QCOMPARE(volume->grid.rows, truth[QStringLiteral("rows")].toInt());
    QCOMPARE(volume->grid.columns, truth[QStringLiteral("columns")].toInt());
    QCOMPARE(volume->grid.slices, truth[QStringLiteral("slices")].toInt());
    const QJsonArray first = truth[QStringLiteral("first_position_mm")].toArray();
    for (int axis = 0; axis < 3; ++axis)
        QVERIFY(std::abs(volume->grid.origin[axis] - first[axis].toDouble()) < 1e-3);
    QCOMPARE(QString::fromLatin1(statistics(*volume).voxelsSha256),
             truth[QStringLiteral("sha256_int16le_kji")].toString());
    // A key reaches the pane, and the slice moves where there are several.
    SliceView* axial = window_->readingPage()->grid()->slice(0);
    const int before = axial->place().number;
    QTest::keyClick(axial, before > 0 ? Qt::Key_Down : Qt::Key_Up);
    if (axial->place().count > 1)
        QVERIFY(axial->place().number != before);
}

void WindowDataGlTest::compareSegments(const QJsonObject& file) {
    const auto overlay =
        window_->study()->imaging.findOverlay(file[QStringLiteral("sop_instance")].toString());
    QVERIFY(overlay.has_value());
    const auto read = window_->study()->imaging.segmentation(*overlay, {});
    QVERIFY2(read.has_value(), read ? "" : read.error().code.constData());
    for (const auto& value : file[QStringLiteral("seg")].toObject()[QStringLiteral("segments")].toArray()) {
        const QJsonObject wanted = value.toObject();
        const int number = wanted[QStringLiteral("number")].toInt();
        if (number == 0)
            continue; // the background of a label map is not a segment
        const auto& segments = (*read)->segments;
        const auto found = std::find_if(segments.begin(), segments.end(),
                                        [&](const Segment& s) { return s.number == number; });
        QVERIFY(found != segments.end());
        QCOMPARE(statistics(**read, *found).voxels, qint64(wanted[QStringLiteral("voxels")].toDouble()));
    }
}

void WindowDataGlTest::setsEqualTheirTruth() {
    QFETCH(QString, set);
    const QString folder = folder_.filePath(set);
    NewStudy study;
    study.name = set;
    study.login = QStringLiteral("li");
    auto made = Vault::create(folder, study, SecretBytes::fromUtf8(passphrase), KdfCost::cheapForTests());
    QVERIFY(made.has_value());
    window_->openStudy(std::make_shared<OpenStudy>(std::move(made->vault)));
    QTRY_VERIFY_WITH_TIMEOUT(window_->subjects()->isLoaded(), patience);
    drop(test::dataFolder() + QStringLiteral("/ct/") + set);
    const QJsonObject truth = test::ctTruth(set);
    const QJsonArray series = truth[QStringLiteral("series")].toArray();
    QVERIFY(!series.isEmpty());
    for (const auto& one : series)
        compareSeries(one.toObject());
    for (const auto& file : test::ctFiles(set))
        if (file.toObject().contains(QStringLiteral("seg")))
            compareSegments(file.toObject());
    window_->lock();
}

QTEST_MAIN(WindowDataGlTest)
#include "WindowDataGlTest.moc"
