// SPDX-License-Identifier: GPL-3.0-or-later
//
// Images on another disk, in the window: moved by the button, shown while the disk is away, found under another path,
// brought back, stopped; other roles see what lies where and no more. With CASEBOOK_PICTURES=FOLDER it leaves pictures
// there in both languages.
#include "app/window/HomeController.h"
#include "app/window/MainWindow.h"
#include "app/window/StorageController.h"
#include "tests/app/Visible.h"
#include "tests/storage/StudyFixture.h"
#include "tests/support/SmallSeries.h"
#include "widgets/common/Segmented.h"
#include "widgets/home/HomePage.h"
#include "widgets/study/StoragePanel.h"
#include "widgets/study/StudyPage.h"
#include "widgets/theme/Theme.h"

#include <QApplication>
#include <QDir>
#include <QFileDialog>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTest>

using namespace casebook;
using namespace casebook::test;
using namespace Qt::StringLiterals;

namespace {

constexpr int patience = 60'000, kSeries = 3;
constexpr std::int64_t kDayMs = 86'400'000;

} // namespace

class StorageWindowTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void nothingIsOldYet();
    void theButtonMovesThem();
    void aDiskThatIsGoneIsTold();
    void theFolderIsFoundAgain();
    void aStopKeepsThemReadable();
    void otherRolesSeeTheStateOnly();
    void cleanupTestCase() { window_.reset(); }

private:
    [[nodiscard]] StoragePanel* panel() const { return window_->shell()->study()->storage(); }
    [[nodiscard]] QString disk() const { return study_.beside(u"slow disk"_s); }
    [[nodiscard]] QPushButton* button(const QString& name) const {
        return visibleButton(window_.get(), name);
    }
    void click(const QString& name) {
        QTRY_VERIFY2_WITH_TIMEOUT(button(name) && button(name)->isEnabled(), qPrintable(name), patience);
        QTest::mouseClick(button(name), Qt::LeftButton);
    }
    [[nodiscard]] bool shows(const QString& words) const { return showsWords(panel(), words); }
    void show() {
        window_->shell()->showPage(PageId::Study);
        window_->shell()->study()->showStorage();
        QTRY_VERIFY_WITH_TIMEOUT(panel()->view().known, patience);
    }
    /// The button asks for a folder; the answer is given to the controller, as the dialog does.
    void answer(void (StorageController::*answered)(const QString&), const QString& folder) {
        QTRY_VERIFY_WITH_TIMEOUT(window_->findChild<QFileDialog*>(), patience);
        window_->findChild<QFileDialog*>()->reject();
        QTRY_VERIFY_WITH_TIMEOUT(!window_->findChild<QFileDialog*>(), patience);
        (window_->storage()->*answered)(folder);
    }
    [[nodiscard]] bool allRead() const {
        const auto series = window_->study()->imaging.series();
        for (const SeriesRow& row : series.value_or(QList<SeriesRow>()))
            if (!window_->study()->imaging.volume(row.uid, 0, {}))
                return false;
        return series && series->size() == kSeries;
    }
    void open();
    void picture(const QString& name);

    StudyFixture study_;
    std::unique_ptr<MainWindow> window_;
};

void StorageWindowTest::initTestCase() {
    QStandardPaths::setTestModeEnabled(true);
    QCoreApplication::setApplicationName(u"casebook-storage-window-test"_s);
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
    theme::install(*qApp);
    QVERIFY(study_.make() && QDir().mkpath(disk()) &&
            writeSmallSeries(study_.beside(u"dicom"_s), kSeries, 6, 64));
    window_ = std::make_unique<MainWindow>();
    window_->setLanguage(u"en"_s);
    window_->resize(1400, 900);
    window_->show();
    QVERIFY(QTest::qWaitForWindowExposed(window_.get()));
    open();
    const auto report = window_->study()->imports.run({study_.beside(u"dicom"_s)}, {}, {});
    VERIFY_OK(report);
    QVERIFY(allRead());
}

void StorageWindowTest::open() {
    if (!study_.vault)
        QTRY_VERIFY_WITH_TIMEOUT(study_.open(), patience); // the last job lets go of it
    window_->openStudy(std::make_shared<OpenStudy>(std::move(study_.vault)));
    study_.vault.reset();
    QTRY_VERIFY_WITH_TIMEOUT(window_->home()->isLoaded(), patience);
}

void StorageWindowTest::picture(const QString& name) {
    const QString to = qEnvironmentVariable("CASEBOOK_PICTURES");
    if (to.isEmpty())
        return;
    for (const QString& language : {u"zh"_s, u"en"_s}) {
        window_->setLanguage(language);
        QTest::qWait(300);
        window_->grab().save(to + u'/' + name + u'-' + language + u".png"_s);
    }
    window_->setTheme(ThemeChoice::Dark);
    QTest::qWait(300);
    window_->grab().save(to + u'/' + name + u"-dark.png"_s);
    window_->setTheme(ThemeChoice::Light);
}

void StorageWindowTest::nothingIsOldYet() {
    show();
    window_->storage()->refresh(); // what was looked at before the import is old
    QTRY_COMPARE_WITH_TIMEOUT(panel()->view().files, kSeries, patience);
    QTRY_VERIFY_WITH_TIMEOUT(panel()->view().choice.known, patience);
    QCOMPARE(panel()->view().choice.days, 180);
    QCOMPARE(panel()->view().choice.files, 0);
    QVERIFY(panel()->view().freeBytes > 0 && panel()->view().places.isEmpty());
    QTRY_VERIFY_WITH_TIMEOUT(button(u"storageMove"_s), patience);
    QTRY_VERIFY(button(u"storageMove"_s) && !button(u"storageMove"_s)->isEnabled());
    study_.clock.advance(181 * kDayMs);
    window_->storage()->refresh();
    QTRY_COMPARE_WITH_TIMEOUT(panel()->view().choice.files, kSeries, patience);
    QCOMPARE(panel()->view().choice.series, kSeries);
    QVERIFY(panel()->view().choice.bytes > 0);
    auto* days = panel()->findChild<Segmented*>(u"storageDays"_s);
    QVERIFY(days);
    Q_EMIT days->chosen(365);
    QTRY_VERIFY_WITH_TIMEOUT(panel()->view().choice.days == 365 && panel()->view().choice.known, patience);
    QCOMPARE(panel()->view().choice.files, 0);
    Q_EMIT panel()->daysChosen(180);
    QTRY_COMPARE_WITH_TIMEOUT(panel()->view().choice.files, kSeries, patience);
    picture(u"storage-none"_s);
}

void StorageWindowTest::theButtonMovesThem() {
    QSignalSpy said(window_->storage(), &StorageController::said);
    click(u"storageMove"_s);
    answer(&StorageController::moveTo, disk());
    QTRY_COMPARE_WITH_TIMEOUT(said.size(), 1, patience);
    QTRY_COMPARE_WITH_TIMEOUT(panel()->view().places.size(), 1, patience);
    QCOMPARE(panel()->view().places[0].path, disk());
    QCOMPARE(panel()->view().places[0].files, kSeries);
    QVERIFY(panel()->view().places[0].connected);
    QCOMPARE(panel()->view().files, 0);
    QCOMPARE(window_->storage()->jobs().front().state, JobView::State::Done);
    QVERIFY(allRead());
    picture(u"storage-moved"_s);
}

void StorageWindowTest::aDiskThatIsGoneIsTold() {
    window_->lock();
    QThreadPool::globalInstance()->waitForDone();
    open();
    QVERIFY(QDir().rename(disk(), disk() + u" in a drawer"_s));
    show();
    window_->storage()->refresh();
    QTRY_VERIFY_WITH_TIMEOUT(panel()->view().places.size() == 1 && !panel()->view().places[0].connected,
                             patience);
    QTRY_VERIFY_WITH_TIMEOUT(shows(u"not connected"_s), patience);
    QVERIFY(!allRead());
    const auto series = window_->study()->imaging.series();
    VERIFY_OK(series);
    for (const SeriesRow& row : *series)
        QVERIFY(row.warnings.contains("pack-away"));
    picture(u"storage-away"_s);
}

void StorageWindowTest::theFolderIsFoundAgain() {
    QSignalSpy said(window_->storage(), &StorageController::said),
        failed(window_->storage(), &StorageController::failed);
    click(u"storagePoint0"_s);
    answer(&StorageController::pointTo, study_.beside(u"dicom"_s));
    QTRY_COMPARE_WITH_TIMEOUT(failed.size(), 1, patience); // there is nothing of it
    click(u"storagePoint0"_s);
    answer(&StorageController::pointTo, disk() + u" in a drawer"_s);
    QTRY_COMPARE_WITH_TIMEOUT(said.size(), 1, patience);
    QTRY_VERIFY_WITH_TIMEOUT(panel()->view().places[0].connected, patience);
    QVERIFY(allRead());
    click(u"storageBack0"_s);
    QTRY_COMPARE_WITH_TIMEOUT(said.size(), 2, patience);
    QTRY_COMPARE_WITH_TIMEOUT(panel()->view().files, kSeries, patience);
    QCOMPARE(panel()->view().places[0].files, 0);
    QVERIFY(allRead());
}

void StorageWindowTest::aStopKeepsThemReadable() {
    window_->storage()->moveTo(disk() + u" in a drawer"_s);
    QVERIFY(window_->storage()->isRunning());
    window_->storage()->stop();
    QTRY_VERIFY_WITH_TIMEOUT(!window_->storage()->isRunning(), patience);
    QVERIFY(allRead());
    window_->storage()->refresh();
    QTRY_COMPARE_WITH_TIMEOUT(panel()->view().files + panel()->view().places[0].files, kSeries, patience);
}

void StorageWindowTest::otherRolesSeeTheStateOnly() {
    VERIFY_OK(window_->study()->vault->addUser(u"mo"_s, u"Mo Ni"_s, {Role::Monitor}, secret(goodPassphrase),
                                               KdfCost::cheapForTests()));
    window_->lock();
    QThreadPool::globalInstance()->waitForDone();
    const auto opened = [&] {
        auto vault =
            Vault::unlock(study_.folder(), u"mo"_s, secret(goodPassphrase), Access::ReadWrite, study_.deps());
        if (vault)
            study_.vault = std::move(*vault);
        return study_.vault != nullptr;
    };
    QTRY_VERIFY_WITH_TIMEOUT(opened(), patience);
    open();
    show();
    QVERIFY(!panel()->view().mayManage);
    QCOMPARE(panel()->view().places.size(), 1);
    QVERIFY(panel()->view().places[0].path.isEmpty());
    QTRY_VERIFY(!button(u"storageMove"_s) && !button(u"storageBack0"_s));
    picture(u"storage-monitor"_s);
}

QTEST_MAIN(StorageWindowTest)
#include "StorageWindowTest.moc"
