// SPDX-License-Identifier: GPL-3.0-or-later
//
// The window as a person uses it: real clicks, keys and drops on a real encrypted study.
#include "app/window/ClinicalPages.h"
#include "app/window/DoorController.h"
#include "app/window/HomeController.h"
#include "app/window/IdleLock.h"
#include "app/window/ImportController.h"
#include "app/window/MainWindow.h"
#include "app/window/QueriesController.h"
#include "app/window/ReadingController.h"
#include "app/window/ReadingPage.h"
#include "app/window/ScheduleController.h"
#include "app/window/SubjectsController.h"
#include "app/window/TagController.h"
#include "tests/support/SmallSeries.h"
#include "widgets/common/Button.h"
#include "widgets/common/CellDelegate.h"
#include "widgets/common/Dialogs.h"
#include "widgets/common/Toast.h"
#include "widgets/home/HomePage.h"
#include "widgets/imports/ImportReportPage.h"
#include "widgets/study/StudyPage.h"
#include "widgets/subject/TagBrowser.h"
#include "widgets/subjects/SubjectsPage.h"

#include <QApplication>
#include <QDialog>
#include <QDropEvent>
#include <QLineEdit>
#include <QMenu>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QPointer>
#include <QSettings>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace casebook;
using namespace Qt::StringLiterals;

namespace {

constexpr int patience = 20'000;
const char* const passphrase = "window test passphrase";
} // namespace

class WindowTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void wrongPassphraseIsRefused();
    void unlocksByTyping();
    void enrolsASubjectByKeyboard();
    void dropImportsAFolder();
    void takesTheShippedForms();
    void opensASeriesAndScrolls();
    void measuresALengthThatIsKept();
    void aLengthThatIsRemovedAtOnce();
    void switchesLanguageAtRunTime();
    void codesInPlaceOfNames();
    void locksAndBlanks();
    void idleLocks();
    void menusGoWithTheLock();

private:
    [[nodiscard]] QDialog* openDialog() const;
    void unlock(const QString& text);

    QTemporaryDir folder_;
    std::unique_ptr<MainWindow> window_;
    QString study_, series_;
};

void WindowTest::initTestCase() {
    QStandardPaths::setTestModeEnabled(true);
    qputenv("XDG_STATE_HOME", folder_.filePath(QStringLiteral("state")).toUtf8());
    QCoreApplication::setApplicationName(QStringLiteral("casebook-window-test"));
    theme::install(*qApp);
    QVERIFY(hardenProcess().has_value());
    study_ = folder_.filePath(QStringLiteral("study"));
    NewStudy study;
    study.name = QStringLiteral("WINDOW");
    study.login = QStringLiteral("li");
    study.printedName = QStringLiteral("Li Yan");
    const auto made =
        Vault::create(study_, study, SecretBytes::fromUtf8(passphrase), KdfCost::cheapForTests());
    QVERIFY2(made.has_value(), made ? "" : made.error().code.constData());
    QVERIFY(made->vault->lock().has_value());
    window_ = std::make_unique<MainWindow>();
    window_->setLanguage(QStringLiteral("en"));
    window_->readingPage()->grid()->setVolumeEnabled(false); // 3D has tests of its own, with a display
    window_->show();
    QVERIFY(QTest::qWaitForWindowExposed(window_.get()));
}

void WindowTest::cleanupTestCase() {
    window_.reset();
    QThreadPool::globalInstance()->waitForDone();
}

QDialog* WindowTest::openDialog() const {
    for (QDialog* dialog : window_->findChildren<QDialog*>())
        if (dialog->isVisible())
            return dialog;
    return nullptr;
}

void WindowTest::unlock(const QString& text) {
    window_->door()->openFolder(study_);
    UnlockPage* page = window_->shell()->unlockPage();
    QTRY_COMPARE_WITH_TIMEOUT(page->currentFolder(), study_, patience);
    QLineEdit* field = nullptr;
    for (QLineEdit* edit : page->findChildren<QLineEdit*>())
        if (edit->isVisible() && edit->echoMode() == QLineEdit::Password)
            field = edit;
    QVERIFY(field);
    window_->activateWindow();
    field->setFocus();
    QTest::keyClicks(field, text);
    QTest::keyClick(field, Qt::Key_Return);
}

void WindowTest::wrongPassphraseIsRefused() {
    QSignalSpy failed(window_->door(), &DoorController::failed);
    unlock(QStringLiteral("not the passphrase"));
    QTRY_COMPARE_WITH_TIMEOUT(failed.count(), 1, patience);
    QCOMPARE(failed.front().front().value<Error>().code, QByteArray("wrong-passphrase"));
    QVERIFY(!window_->shell()->isUnlocked());
}

void WindowTest::unlocksByTyping() {
    for (QLineEdit* edit : window_->shell()->unlockPage()->findChildren<QLineEdit*>())
        edit->clear();
    unlock(QString::fromLatin1(passphrase));
    QTRY_VERIFY_WITH_TIMEOUT(window_->shell()->isUnlocked(), patience);
    QTRY_VERIFY_WITH_TIMEOUT(window_->home()->isLoaded(), patience);
    QVERIFY(window_->shell()->home()->isEmptyStudy());
}

void WindowTest::enrolsASubjectByKeyboard() {
    QTest::keyClick(window_->shell(), Qt::Key_2, Qt::AltModifier);
    QTRY_COMPARE(window_->shell()->currentPage(), PageId::Subjects);
    QTRY_VERIFY_WITH_TIMEOUT(window_->subjects()->isLoaded(), patience);
    window_->shell()->subjects()->showEnrol();
    QTRY_VERIFY(openDialog());
    QDialog* dialog = openDialog();
    const auto fields = dialog->findChildren<QLineEdit*>();
    QVERIFY(!fields.isEmpty());
    fields.front()->clear();
    QTest::keyClicks(fields.front(), QStringLiteral("W-07"));
    QTest::keyClick(fields.front(), Qt::Key_Return);
    QTRY_VERIFY_WITH_TIMEOUT(window_->shell()->subjects()->model()->total() == 1, patience);
    QCOMPARE(window_->shell()->subjects()->model()->at(0)->label, QStringLiteral("W-07"));
    // A study without a definition has a schedule and queries: empty ones, not an error.
    QTRY_VERIFY_WITH_TIMEOUT(window_->clinical()->schedule()->isLoaded(), patience);
    QTRY_VERIFY_WITH_TIMEOUT(window_->clinical()->queries()->isLoaded(), patience);
    QTRY_VERIFY(!openDialog());
    // Without a window manager nobody gives the window the keys back.
    window_->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(window_.get()));
}

void WindowTest::dropImportsAFolder() {
    const QString ct = folder_.filePath(QStringLiteral("ct"));
    QVERIFY(test::writeSmallSeries(ct, 1, 12, 64));
    QSignalSpy ready(window_->imports(), &ImportController::reportReady);
    QSignalSpy asked(window_->imports(), &ImportController::previewReady);
    QMimeData data;
    data.setUrls({QUrl::fromLocalFile(ct)});
    QDragEnterEvent enter(QPoint(400, 300), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(window_->shell(), &enter);
    QVERIFY(enter.isAccepted());
    QDropEvent drop(QPointF(400, 300), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(window_->shell(), &drop);
    // Nothing is written before the person agrees.
    QTRY_COMPARE_WITH_TIMEOUT(asked.count(), 1, patience);
    QVERIFY(window_->shell()->importReport()->report().preview);
    Q_EMIT window_->shell()->importReport()->importAgreed();
    QTRY_COMPARE_WITH_TIMEOUT(ready.count(), 1, patience);
    const ImportView& report = window_->shell()->importReport()->report();
    QCOMPARE(report.imported, 12);
    QCOMPARE(report.series.size(), 1);
    series_ = report.series.front().uid;
    QTRY_COMPARE_WITH_TIMEOUT(window_->shell()->subjects()->model()->total(), 2, patience);
}

/// The button of Home did nothing once.
void WindowTest::takesTheShippedForms() {
    window_->shell()->showPage(PageId::Home);
    const auto button = [&]() -> Button* {
        for (Button* one : window_->shell()->home()->findChildren<Button*>())
            if (one->isVisible() && one->text() == u"Choose forms")
                return one;
        return nullptr;
    };
    QTRY_VERIFY_WITH_TIMEOUT(button(), patience);
    QTest::mouseClick(button(), Qt::LeftButton);
    QMenu* menu = nullptr;
    QTRY_VERIFY((menu = qobject_cast<QMenu*>(QApplication::activePopupWidget())));
    menu->setActiveAction(menu->actions().constFirst());
    QTest::keyClick(menu, Qt::Key_Return);
    QTRY_VERIFY_WITH_TIMEOUT(!button(), patience);
    window_->activateWindow(); // a menu that closes leaves no window active where there is no window manager
    QTRY_VERIFY(window_->isActiveWindow());
}

void WindowTest::opensASeriesAndScrolls() {
    QSignalSpy opened(window_->reading(), &ReadingController::opened);
    window_->openSeries(window_->shell()->importReport()->report().series.front().uid);
    QTRY_COMPARE_WITH_TIMEOUT(opened.count(), 1, patience);
    QTRY_VERIFY_WITH_TIMEOUT(window_->reading()->isLoaded(), patience);
    // Reading is dark in either theme, whatever the style sheet did to the window's palette.
    window_->setTheme(ThemeChoice::Light);
    QVERIFY(theme::tokens(window_->readingPage()).dark);
    SliceView* axial = window_->readingPage()->grid()->slice(0);
    QTRY_VERIFY(axial->isVisible());
    QCOMPARE(axial->place().count, 12);
    const int before = axial->place().number;
    axial->setFocus();
    QTest::keyClick(axial, Qt::Key_Up);
    QTRY_VERIFY(axial->place().number != before);
    QTest::keyClick(axial, Qt::Key_2);
    QCOMPARE(axial->window().width, 400.0);
    QCOMPARE(axial->window().center, 40.0);
    QTRY_COMPARE(window_->readingPage()->grid()->activePreset(), 2);
}

void WindowTest::measuresALengthThatIsKept() {
    SliceView* axial = window_->readingPage()->grid()->slice(0);
    QTest::keyClick(axial, Qt::Key_L);
    const QPoint middle(axial->width() / 2, axial->height() / 2);
    QTest::mouseClick(axial, Qt::LeftButton, {}, middle - QPoint(40, 0));
    QTest::mouseMove(axial, middle + QPoint(40, 0));
    QTest::mouseClick(axial, Qt::LeftButton, {}, middle + QPoint(40, 0));
    QTRY_COMPARE_WITH_TIMEOUT(qsizetype(window_->readingPage()->grid()->lengths().size()), 1, patience);
    const double shown = window_->readingPage()->grid()->lengths().front().length_mm();
    QVERIFY(shown > 1);
    const StudyPtr study = window_->study();
    const QString uid = window_->reading()->seriesUid();
    QTRY_COMPARE_WITH_TIMEOUT(study->imaging.lengths(uid).value().size(), 1, patience);
    QCOMPARE(study->imaging.lengths(uid)->front().length_mm, shown);
}

/// Before the study has answered what its name there is.
void WindowTest::aLengthThatIsRemovedAtOnce() {
    SliceView* axial = window_->readingPage()->grid()->slice(0);
    const QPoint from(axial->width() / 2 - 40, axial->height() / 2 + 30), to(from + QPoint(80, 0));
    QTest::mouseClick(axial, Qt::LeftButton, {}, from);
    QTest::mouseMove(axial, to);
    QTest::mouseClick(axial, Qt::LeftButton, {}, to);
    QCOMPARE(window_->readingPage()->grid()->lengths().size(), std::size_t(2));
    QTest::mouseClick(axial, Qt::LeftButton, {}, to);
    QTest::keyClick(axial, Qt::Key_Delete);
    QCOMPARE(window_->readingPage()->grid()->lengths().size(), std::size_t(1));
    const StudyPtr study = window_->study();
    const auto removed = [&study] {
        return study->vault->database()
            .read([](ReadConnection& c) {
                return c.one("SELECT count(*) FROM measurement WHERE state = 'voided'");
            })
            .value()
            .value_or(0);
    };
    QTRY_COMPARE_WITH_TIMEOUT(removed(), 1, patience);
    QCOMPARE(study->imaging.lengths(window_->reading()->seriesUid()).value().size(), 1);
}

void WindowTest::switchesLanguageAtRunTime() {
    window_->shell()->showPage(PageId::Subjects);
    SubjectsModel* model = window_->shell()->subjects()->model();
    const QString english = model->headerData(0, Qt::Horizontal, Qt::DisplayRole).toString();
    window_->setLanguage(QStringLiteral("zh"));
    QTRY_COMPARE(model->headerData(0, Qt::Horizontal, Qt::DisplayRole).toString(), QStringLiteral("受试者"));
    window_->setLanguage(QStringLiteral("en"));
    QTRY_COMPARE(model->headerData(0, Qt::Horizontal, Qt::DisplayRole).toString(), english);
}

void WindowTest::locksAndBlanks() {
    QTest::keyClick(window_->shell(), Qt::Key_L, Qt::ControlModifier);
    QTRY_VERIFY_WITH_TIMEOUT(!window_->shell()->isUnlocked(), patience);
    QVERIFY(!window_->study());
    Q_EMIT window_->reading()->failed(u"An answer about W-07"_s); // that came late
    QVERIFY(!window_->shell()->toast()->isVisible());
    QCOMPARE(window_->shell()->subjects()->model()->total(), 0);
    QVERIFY(!window_->readingPage()->grid()->slice(0)->volume());
    QCOMPARE(window_->shell()->importReport()->report().files, 0);
    // The vault is closed by then: another program could take the study.
    QTRY_VERIFY_WITH_TIMEOUT(
        Vault::unlock(study_, {}, SecretBytes::fromUtf8(passphrase), Access::ReadWrite).has_value(),
        patience);
}

/// Names go from every page at once, come back, and the choice is kept.
void WindowTest::codesInPlaceOfNames() {
    const auto named = [this] {
        SubjectsModel* model = window_->shell()->subjects()->model();
        int names = 0;
        for (int row = 0; row < model->rowCount(); ++row)
            names += model->at(row)->name.isEmpty() ? 0 : 1;
        return names;
    };
    QTRY_VERIFY_WITH_TIMEOUT(window_->subjects()->isLoaded() && named() > 0, patience);
    window_->setCodesOnly(true);
    QTRY_COMPARE_WITH_TIMEOUT(named(), 0, patience);
    QVERIFY(QSettings().value(QStringLiteral("codesOnly")).toBool());
    window_->setCodesOnly(false);
    QTRY_VERIFY_WITH_TIMEOUT(named() > 0, patience);
}

void WindowTest::idleLocks() {
    for (QLineEdit* edit : window_->shell()->unlockPage()->findChildren<QLineEdit*>())
        edit->clear();
    unlock(QString::fromLatin1(passphrase));
    QTRY_VERIFY_WITH_TIMEOUT(window_->shell()->isUnlocked(), patience);
    // Nothing of the study stays up, whatever window it has.
    window_->openSeries(series_);
    QTRY_VERIFY_WITH_TIMEOUT(window_->reading()->isLoaded(), patience);
    window_->clinical()->tags()->open(series_);
    QTRY_VERIFY_WITH_TIMEOUT(window_->findChild<TagBrowser*>(), patience);
    QTRY_VERIFY_WITH_TIMEOUT(window_->findChild<TagBrowser*>()->isVisible(), patience);
    QPointer<Dialog> dialog = new RequireReason(QStringLiteral("Withdraw S-0001?"), {},
                                                QStringLiteral("Withdraw"), true, window_->shell());
    dialog->open();
    window_->idle()->setIdle(std::chrono::milliseconds(1));
    QTest::keyClick(dialog, Qt::Key_Shift);
    QTRY_VERIFY_WITH_TIMEOUT(!window_->shell()->isUnlocked(), patience);
    QTRY_VERIFY(!dialog); // a question names a subject: it goes with the rest
    for (const QWidget* one : QApplication::topLevelWidgets())
        QVERIFY2(!one->isVisible() || one == window_.get(), one->metaObject()->className());
}

/// A menu that was open would act on what is behind the lock.
void WindowTest::menusGoWithTheLock() {
    window_->idle()->setIdle(std::chrono::minutes(10));
    QThreadPool::globalInstance()->waitForDone(); // the session before is closed
    for (QLineEdit* edit : window_->shell()->unlockPage()->findChildren<QLineEdit*>())
        edit->clear();
    unlock(QString::fromLatin1(passphrase));
    QTRY_VERIFY_WITH_TIMEOUT(window_->shell()->isUnlocked(), patience);
    QMenu menu(window_->shell());
    QMenu* sub = menu.addMenu(u"Move W-07"_s);
    sub->addAction(u"To visit 2"_s);
    menu.popup(window_->mapToGlobal(QPoint(300, 300)));
    QTRY_VERIFY(menu.isVisible());
    menu.setActiveAction(sub->menuAction());
    QTest::keyClick(&menu, Qt::Key_Right);
    QTRY_VERIFY(sub->isVisible());
    window_->lock();
    QVERIFY(!QApplication::activePopupWidget());
    QVERIFY(!menu.isVisible());
    QVERIFY(!sub->isVisible());
}

QTEST_MAIN(WindowTest)
#include "WindowTest.moc"
