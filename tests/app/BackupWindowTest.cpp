// SPDX-License-Identifier: GPL-3.0-or-later
//
// Backup in the window: by its button, by itself when due, stopped, kept from other roles; the reminder on Home; the
// check of a backup and of the study. With CASEBOOK_PICTURES=FOLDER each leaves pictures there in both languages.
#include "app/window/AskPassphrase.h"
#include "app/window/BackupController.h"
#include "app/window/DiagnosticsController.h"
#include "app/window/HomeController.h"
#include "app/window/MainWindow.h"
#include "app/window/VerifyController.h"
#include "tests/app/Visible.h"
#include "tests/storage/KeptPack.h"
#include "tests/storage/StudyFixture.h"
#include "widgets/common/LineEdit.h"
#include "widgets/common/PassphraseEdit.h"
#include "widgets/common/Segmented.h"
#include "widgets/home/HomePage.h"
#include "widgets/study/BackupPanel.h"
#include "widgets/study/DiagnosticsPanel.h"
#include "widgets/study/StudyPage.h"
#include "widgets/theme/Theme.h"

#include <QApplication>
#include <QDir>
#include <QDirIterator>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTest>

using namespace casebook;
using namespace casebook::test;
using namespace Qt::StringLiterals;

namespace {

constexpr int patience = 60'000;
constexpr std::int64_t kDayMs = 86'400'000;

} // namespace

class BackupWindowTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void homeRemindsOfABackupThatWasNeverMade();
    void theButtonMakesOne();
    void aCheckFindsWhatRotted();
    void theStudyCheckIsNoted();
    void theStudyCheckGoesOnBehindTheLock();
    void homeTellsOfDamage();
    void aCancelledStudyCheckNotesNothing();
    void aStoppedBackupIsNotBegunAgain();
    void startsByItselfWhenDue();
    void whatFailedIsTriedAgain();
    void aDiskThatIsGoneIsTold();
    void diagnosticsAreShownAndSaved();
    void otherRolesSeeTheStateOnly();
    void cleanupTestCase() { window_.reset(); }

private:
    [[nodiscard]] BackupPanel* panel() const { return window_->shell()->study()->backup(); }
    [[nodiscard]] QString backup() const { return study_.beside(u"backup"_s); }
    [[nodiscard]] QPushButton* button(const QString& name) const {
        return visibleButton(window_.get(), name);
    }
    void click(const QString& name) {
        QTRY_VERIFY2_WITH_TIMEOUT(button(name) && button(name)->isEnabled(), qPrintable(name), patience);
        QTest::mouseClick(button(name), Qt::LeftButton);
    }
    [[nodiscard]] BackupPlan planOf() const {
        OpenStudy& study = *window_->study();
        const auto state =
            BackupService(study.vault->database(), study.session, study.vault->clock()).state();
        return state ? state->plan : BackupPlan();
    }
    void showBackup() {
        window_->shell()->showPage(PageId::Study);
        window_->shell()->study()->showBackup();
        QTRY_VERIFY_WITH_TIMEOUT(panel()->view().known, patience);
    }
    [[nodiscard]] std::optional<std::int64_t> studyCheckedMs() const {
        OpenStudy& study = *window_->study();
        const auto state =
            BackupService(study.vault->database(), study.session, study.vault->clock()).state();
        return state && state->verify ? std::optional(state->verify->timeMs) : std::nullopt;
    }
    void open();
    /// The same study as another person, or at another time.
    void reopen();
    void picture(const QString& name);

    StudyFixture study_;
    std::unique_ptr<MainWindow> window_;
};

void BackupWindowTest::initTestCase() {
    QStandardPaths::setTestModeEnabled(true);
    QCoreApplication::setApplicationName(u"casebook-backup-window-test"_s);
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
    theme::install(*qApp);
    QVERIFY(study_.make());
    VERIFY_OK(keep(*study_.vault, QByteArray(3'000'000, 'v')));
    VERIFY_OK(study_.vault->database().writeAndWait(
        [](WriteTransaction& tx) { return addSubject(tx, u"S-0001"_s); }));
    window_ = std::make_unique<MainWindow>();
    window_->setLanguage(u"en"_s);
    window_->resize(1400, 900);
    window_->show();
    QVERIFY(QTest::qWaitForWindowExposed(window_.get()));
    open();
}

void BackupWindowTest::open() {
    if (!study_.vault)
        QTRY_VERIFY_WITH_TIMEOUT(study_.open(), patience); // the last job lets go of it
    window_->openStudy(std::make_shared<OpenStudy>(std::move(study_.vault)));
    study_.vault.reset();
    QTRY_VERIFY_WITH_TIMEOUT(window_->home()->isLoaded(), patience);
}

void BackupWindowTest::reopen() {
    window_->lock();
    QThreadPool::globalInstance()->waitForDone();
    open();
}

void BackupWindowTest::picture(const QString& name) {
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

void BackupWindowTest::homeRemindsOfABackupThatWasNeverMade() {
    const HomeView& view = window_->home()->view();
    QVERIFY(view.backup.known && view.backup.due && view.backup.mayManage);
    QTRY_VERIFY(showsWords(window_->shell()->home(), u"never backed up"_s));
    picture(u"home-never"_s);
    showBackup();
    QTRY_COMPARE(panel()->lastText(), u"No backup was made yet"_s);
    QVERIFY(panel()->view().study.freeBytes > 0);
    QVERIFY(!panel()->view().study.daysLeft); // a study of today tells no pace
    picture(u"backup-none"_s);
}

void BackupWindowTest::theButtonMakesOne() {
    QSignalSpy said(window_->backups(), &BackupController::said);
    window_->backups()->setFolder(backup(), true);
    QTRY_VERIFY_WITH_TIMEOUT(!said.isEmpty(), patience);
    QVERIFY(!window_->backups()->isRunning());
    QTRY_VERIFY_WITH_TIMEOUT(panel()->view().last.isValid(), patience);
    QTRY_COMPARE(panel()->lastText(), u"Backed up today"_s);
    QVERIFY(panel()->view().verified && !panel()->view().due);
    QCOMPARE(panel()->view().folder, backup());
    QVERIFY(panel()->view().bytes > 3'000'000);
    QVERIFY(panel()->view().target.freeBytes > 0);
    QTRY_VERIFY_WITH_TIMEOUT(!window_->home()->view().backup.due, patience);
    QTRY_VERIFY(!showsWords(window_->shell()->home(), u"never backed up"_s));
    QCOMPARE(window_->backups()->jobs().size(), 1);
    QCOMPARE(window_->backups()->jobs().front().state, JobView::State::Done);
    // A second one by the button itself.
    click(u"backupNow"_s);
    QTRY_COMPARE_WITH_TIMEOUT(said.size(), 2, patience);
    const auto snapshots = [&] {
        return QDir(backup() + u"/s"_s).entryList(QDir::Dirs | QDir::NoDotAndDotDot).size();
    };
    QCOMPARE(snapshots(), 2);
    picture(u"backup-made"_s);
    // As many are kept as the command line was told.
    BackupPlan plan = planOf();
    plan.keep = 1;
    OpenStudy& study = *window_->study();
    VERIFY_OK(BackupService(study.vault->database(), study.session, study.vault->clock()).setPlan(plan));
    click(u"backupNow"_s);
    QTRY_COMPARE_WITH_TIMEOUT(said.size(), 3, patience);
    QCOMPARE(snapshots(), 1);
}

void BackupWindowTest::aCheckFindsWhatRotted() {
    const auto check = [&](const char* passphrase) {
        click(u"backupCheck"_s);
        QTRY_VERIFY(window_->findChild<AskPassphrase*>());
        auto* dialog = window_->findChild<AskPassphrase*>();
        QTest::keyClicks(dialog->field()->field(), QString::fromLatin1(passphrase));
        QTest::keyClick(dialog->field()->field(), Qt::Key_Return);
    };
    check(goodPassphrase);
    QTRY_VERIFY_WITH_TIMEOUT(panel()->view().checked.isValid(), patience);
    QVERIFY2(panel()->view().checkDamage.isEmpty(), qPrintable(panel()->view().checkDamage.join(u'\n')));
    QTRY_VERIFY(!window_->findChild<AskPassphrase*>());

    QString pack;
    for (QDirIterator it(backup() + u"/o"_s, QDir::Files, QDirIterator::Subdirectories); it.hasNext();)
        pack = it.next();
    QVERIFY(flipByte(pack, 1'000'000));
    check(goodPassphrase);
    QTRY_COMPARE_WITH_TIMEOUT(panel()->view().checkDamage.size(), 2, patience);
    QVERIFY(panel()->view().checkDamage.front().contains(QFileInfo(pack).fileName()));
    QTRY_VERIFY(showsWords(panel(), u"The backup is damaged"_s));
    QTRY_VERIFY(showsWords(panel(), u"The next backup copies the damaged files"_s));
    QVERIFY(!QFile::exists(pack));
    picture(u"backup-damaged"_s);

    QTRY_VERIFY(!window_->findChild<AskPassphrase*>());
    check("not the passphrase");
    QTRY_VERIFY_WITH_TIMEOUT(!panel()->view().check.running, patience);
    auto* dialog = window_->findChild<AskPassphrase*>();
    QVERIFY(dialog && dialog->isVisible()); // asks again
    QVERIFY(!panel()->view().checked.isValid());
    dialog->reject();
    QTRY_VERIFY(!window_->findChild<AskPassphrase*>());
}

void BackupWindowTest::theStudyCheckIsNoted() {
    Q_EMIT window_->shell()->study()->verifyRequested();
    const auto state = [&] {
        OpenStudy& study = *window_->study();
        return BackupService(study.vault->database(), study.session, study.vault->clock()).state();
    };
    QTRY_VERIFY_WITH_TIMEOUT(state() && state()->verify, patience);
    QTRY_VERIFY_WITH_TIMEOUT(!window_->checks()->isRunning(), patience);
    QCOMPARE(state()->verify->damaged, 0);
}

void BackupWindowTest::theStudyCheckGoesOnBehindTheLock() {
    study_.clock.advance(1000);
    Q_EMIT window_->shell()->study()->verifyRequested();
    QVERIFY(window_->checks()->isRunning());
    window_->lock();
    QVERIFY(window_->checks()->jobs().isEmpty()); // over the door nothing is said of a study
    QTRY_VERIFY_WITH_TIMEOUT(!window_->checks()->isRunning(), patience);
    QSignalSpy said(window_->checks(), &VerifyController::said);
    open();
    QCOMPARE(said.size(), 1); // what was found behind it
    QCOMPARE(studyCheckedMs(), std::optional(study_.clock.utcMs()));
}

/// Until a check that finds none.
void BackupWindowTest::homeTellsOfDamage() {
    const auto note = [this](const VerifyReport& report) {
        OpenStudy& study = *window_->study();
        return BackupService(study.vault->database(), study.session, study.vault->clock()).noteVerify(report);
    };
    VerifyReport report;
    report.damage.append({Damage::Kind::Object, u"o/00/pack"_s, {}, "hash"});
    VERIFY_OK(note(report));
    window_->shell()->showPage(PageId::Home);
    window_->home()->refresh();
    QTRY_COMPARE_WITH_TIMEOUT(window_->home()->view().damaged, 1, patience);
    QTRY_VERIFY(showsWords(window_->shell()->home(), u"Damaged pieces of the study"_s));
    picture(u"home-damage"_s);
    QTRY_VERIFY(buttonSaying(window_->shell()->home(), u"Check"_s));
    QTest::mouseClick(buttonSaying(window_->shell()->home(), u"Check"_s), Qt::LeftButton);
    QTRY_COMPARE(window_->shell()->currentPage(), PageId::Study);
    VERIFY_OK(note({}));
    window_->home()->refresh();
    QTRY_COMPARE_WITH_TIMEOUT(window_->home()->view().damaged, 0, patience);
}

void BackupWindowTest::aCancelledStudyCheckNotesNothing() {
    const auto before = studyCheckedMs();
    study_.clock.advance(1000);
    window_->shell()->showPage(PageId::Study);
    window_->shell()->study()->showFacts();
    Q_EMIT window_->shell()->study()->verifyRequested();
    Q_EMIT window_->shell()->study()->cancelVerifyRequested();
    QTRY_VERIFY_WITH_TIMEOUT(!window_->checks()->isRunning(), patience);
    QCOMPARE(window_->checks()->jobs().front().state, JobView::State::Cancelled);
    QCOMPARE(studyCheckedMs(), before);
    QTRY_VERIFY(buttonSaying(window_.get(), u"Verify"_s));
    VerifyOutcome running;
    running.running = true;
    running.done = 40;
    running.total = 100;
    QSignalSpy cancelled(window_->shell()->study(), &StudyPage::cancelVerifyRequested);
    window_->shell()->study()->setVerify(running);
    QTRY_VERIFY(buttonSaying(window_.get(), u"Cancel"_s));
    picture(u"study-checking"_s);
    QTest::mouseClick(buttonSaying(window_.get(), u"Cancel"_s), Qt::LeftButton);
    QCOMPARE(cancelled.size(), 1);
    window_->shell()->study()->setVerify({});
}

void BackupWindowTest::aStoppedBackupIsNotBegunAgain() {
    reopen();
    showBackup();
    study_.clock.advance(8 * kDayMs);
    window_->backups()->start();
    QVERIFY(window_->backups()->isRunning());
    window_->backups()->stop();
    QTRY_VERIFY_WITH_TIMEOUT(!window_->backups()->isRunning(), patience);
    QCOMPARE(window_->backups()->jobs().front().state, JobView::State::Cancelled);
    QSignalSpy jobs(window_->backups(), &BackupController::jobsChanged);
    Q_EMIT panel()->rhythmChosen(0); // nothing changes
    window_->backups()->refresh();
    QTRY_VERIFY_WITH_TIMEOUT(panel()->view().due, patience);
    QVERIFY(jobs.isEmpty());
    QTRY_VERIFY_WITH_TIMEOUT(window_->home()->view().backup.due || (window_->home()->refresh(), false),
                             patience);
    QCOMPARE(window_->home()->view().backup.ageDays, 8);
    window_->shell()->showPage(PageId::Home);
    picture(u"home-due"_s);
    showBackup();
    picture(u"backup-due"_s);
}

void BackupWindowTest::startsByItselfWhenDue() {
    QSignalSpy said(window_->backups(), &BackupController::said);
    auto* rhythm = panel()->findChild<Segmented*>(u"backupRhythm"_s);
    QVERIFY(rhythm && rhythm->active() == 0);
    Q_EMIT rhythm->chosen(1); // and it is due
    QTRY_COMPARE_WITH_TIMEOUT(said.size(), 1, patience);
    QTRY_VERIFY_WITH_TIMEOUT(!panel()->view().due, patience);
    QCOMPARE(panel()->view().rhythm, 1);
    QCOMPARE(planOf().keep, 1); // which the page does not show
    // Nothing more today; the next day the look that comes from time to time begins one.
    window_->backups()->refresh();
    study_.clock.advance(kDayMs);
    window_->backups()->setInterval(std::chrono::milliseconds(50));
    QTRY_COMPARE_WITH_TIMEOUT(said.size(), 2, patience);
    window_->backups()->setInterval(std::chrono::minutes(15));
    // Looks that were under way while it ran begin no other one.
    window_->backups()->refresh();
    QTRY_VERIFY_WITH_TIMEOUT(!panel()->view().due, patience);
    QVERIFY(!window_->backups()->isRunning());
    QCOMPARE(said.size(), 2);
}

/// A full or sleeping disk at eight in the morning is not the end of the day's backup.
void BackupWindowTest::whatFailedIsTriedAgain() {
    QFile inTheWay(backup() + u"/s"_s);
    QVERIFY(QDir(backup()).rename(u"s"_s, u"s-away"_s) && inTheWay.open(QIODevice::WriteOnly));
    study_.clock.advance(kDayMs);
    BackupController* backups = window_->backups();
    backups->setPause(std::chrono::hours(1));
    QSignalSpy said(backups, &BackupController::said), failed(backups, &BackupController::failed);
    backups->refresh();
    QTRY_COMPARE_WITH_TIMEOUT(failed.size(), 1, patience);
    QTRY_VERIFY(panel()->view().failure.contains(u"It is tried again at"_s));
    backups->refresh(); // not at once
    QTRY_VERIFY_WITH_TIMEOUT(panel()->view().due, patience);
    QVERIFY(!backups->isRunning());
    QCOMPARE(failed.size(), 1);
    QVERIFY(inTheWay.remove() && QDir(backup()).rename(u"s-away"_s, u"s"_s));
    backups->setPause(std::chrono::milliseconds(0));
    backups->setInterval(std::chrono::milliseconds(50));
    QTRY_VERIFY_WITH_TIMEOUT(!said.isEmpty(), patience);
    backups->setInterval(std::chrono::minutes(15));
    backups->setPause(std::chrono::hours(1));
    QTRY_VERIFY_WITH_TIMEOUT(!panel()->view().due, patience);
}

void BackupWindowTest::aDiskThatIsGoneIsTold() {
    QVERIFY(QDir().rename(backup(), backup() + u"-away"_s) && QDir().mkpath(backup()));
    study_.clock.advance(kDayMs);
    QSignalSpy said(window_->backups(), &BackupController::said),
        failed(window_->backups(), &BackupController::failed);
    window_->backups()->refresh();
    QTRY_VERIFY_WITH_TIMEOUT(!panel()->view().reachable, patience);
    QTRY_VERIFY(panel()->planText().contains(u"can't be reached"_s));
    picture(u"backup-away"_s);
    click(u"backupNow"_s);
    QTRY_COMPARE_WITH_TIMEOUT(failed.size(), 1, patience);
    QVERIFY(!window_->backups()->isRunning());
    QVERIFY(QDir(backup()).isEmpty()); // nothing was written where the disk should be
    QVERIFY(QDir().rmdir(backup()) && QDir().rename(backup() + u"-away"_s, backup()));
    window_->backups()->refresh();
    QTRY_COMPARE_WITH_TIMEOUT(said.size(), 1, patience);
}

void BackupWindowTest::diagnosticsAreShownAndSaved() {
    window_->shell()->study()->showDiagnostics();
    DiagnosticsPanel* diagnostics = window_->shell()->study()->diagnostics();
    QTRY_VERIFY_WITH_TIMEOUT(!diagnostics->report().facts.isEmpty(), patience);
    QCOMPARE(diagnostics->report().find("subjects")->value.toInt(), 1);
    QCOMPARE(diagnostics->report().find("backup_age_days")->value.toInt(-1), 0);
    // The page was built anew: its parts are visible one turn of the event loop later.
    QTRY_VERIFY_WITH_TIMEOUT(button(u"diagnosticsSave"_s) && button(u"diagnosticsSave"_s)->isEnabled(),
                             patience);
    picture(u"diagnostics"_s);
    QSignalSpy said(window_->diagnostics(), &DiagnosticsController::said);
    const QString path = study_.beside(u"report.json"_s);
    window_->diagnostics()->saveTo(path);
    QTRY_COMPARE_WITH_TIMEOUT(said.size(), 1, patience);
    QCOMPARE(readFile(path), diagnostics->report().toJson());
    QVERIFY(!readFile(path).contains("Lung nodules"));
    window_->lock();
    QVERIFY(diagnostics->report().facts.isEmpty());
    open();
}

void BackupWindowTest::otherRolesSeeTheStateOnly() {
    VERIFY_OK(window_->study()->vault->addUser(u"mo"_s, u"Mo Ni"_s, {Role::Monitor}, secret(goodPassphrase),
                                               KdfCost::cheapForTests()));
    study_.clock.advance(20 * kDayMs);
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
    QSignalSpy jobs(window_->backups(), &BackupController::jobsChanged);
    showBackup();
    QVERIFY(panel()->view().due && !panel()->view().mayManage);
    QTRY_VERIFY(panel()->lastText().contains(u"20 day"_s));
    QVERIFY(panel()->view().folder.isEmpty() && panel()->view().lastFolder.isEmpty());
    QTRY_VERIFY(!button(u"backupNow"_s) && !button(u"backupFolder"_s) && !button(u"backupCheck"_s));
    QVERIFY(jobs.isEmpty());
    const HomeBackup& home = window_->home()->view().backup;
    QVERIFY(home.known && home.due && !home.mayManage);
    QCOMPARE(home.ageDays, 20);
    window_->shell()->showPage(PageId::Home);
    QTRY_VERIFY(!showsWords(window_->shell()->home(), u"Days since the last backup"_s));
    QTRY_VERIFY(showsWords(window_->shell()->home(), u"20 day"_s));
    showBackup();
    picture(u"backup-monitor"_s);
}

QTEST_MAIN(BackupWindowTest)
#include "BackupWindowTest.moc"
