// SPDX-License-Identifier: GPL-3.0-or-later
//
// Recovery words in the window: an administrator proves those in the safe and makes new ones; those of a new study that
// nobody wrote down leave the screen by themselves.
#include "app/window/AskPassphrase.h"
#include "app/window/HomeController.h"
#include "app/window/IdleLock.h"
#include "app/window/MainWindow.h"
#include "app/window/RecoveryDialog.h"
#include "tests/app/Pictures.h"
#include "tests/app/Visible.h"
#include "tests/storage/StudyFixture.h"
#include "widgets/common/EmptyState.h"
#include "widgets/common/LineEdit.h"
#include "widgets/common/PassphraseEdit.h"
#include "widgets/common/Toast.h"
#include "widgets/theme/Theme.h"
#include "widgets/unlock/RecoveryPage.h"

#include <QAccessible>
#include <QApplication>
#include <QStandardPaths>
#include <QTest>

using namespace casebook;
using namespace casebook::test;
using namespace Qt::StringLiterals;

namespace {

constexpr int patience = 60'000; // keys are made at their full cost

/// The words that the grid of the page shows, as a screen reader reads them.
QStringList shownWords(const RecoveryPage* page) {
    for (QWidget* part : page->findChildren<QWidget*>()) {
        const QAccessibleInterface* heard = QAccessible::queryAccessibleInterface(part);
        if (const QString name = heard ? heard->text(QAccessible::Name) : QString();
            name.split(u' ').size() == 9 && name == name.toUpper())
            return name.split(u' ');
    }
    return {};
}

void confirm(RecoveryPage* page, const QStringList& words) {
    const auto fields = page->findChildren<LineEdit*>();
    QCOMPARE(fields.size(), 2);
    QTest::keyClicks(fields.at(0), words.at(2));
    QTest::keyClicks(fields.at(1), words.at(6));
    for (QPushButton* button : page->findChildren<QPushButton*>())
        if (button->text() == u"I wrote them down")
            QTest::mouseClick(button, Qt::LeftButton);
}

} // namespace

class RecoveryWindowTest final : public QObject {
    Q_OBJECT
    std::unique_ptr<StudyFixture> study_;
    std::unique_ptr<MainWindow> window_;

    template <class Asked> [[nodiscard]] Asked* shown() const {
        for (auto* one : window_->findChildren<Asked*>())
            if (one->isVisible())
                return one;
        return nullptr;
    }
    void openStudyPage(std::unique_ptr<Vault> vault) {
        window_->openStudy(std::make_shared<OpenStudy>(std::move(vault)));
        QTRY_VERIFY_WITH_TIMEOUT(window_->home()->isLoaded(), patience);
        window_->shell()->showPage(PageId::Study);
    }
    void press(const QString& name) {
        QTRY_VERIFY_WITH_TIMEOUT(visibleButton(window_.get(), name), patience);
        QTest::mouseClick(visibleButton(window_.get(), name), Qt::LeftButton);
        QTRY_VERIFY(shown<AskPassphrase>());
    }
    void type(const QString& words) {
        auto* field = shown<AskPassphrase>()->field();
        field->window()->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(field->window()));
        field->field()->clear();
        QTest::keyClicks(field->field(), words);
        QTest::keyClick(field->field(), Qt::Key_Return);
    }

private Q_SLOTS:
    void initTestCase() {
        QStandardPaths::setTestModeEnabled(true);
        QCoreApplication::setApplicationName(u"casebook-recovery-window-test"_s);
        theme::install(*qApp);
    }
    void init() {
        study_ = std::make_unique<StudyFixture>();
        QVERIFY(study_->make());
        window_ = std::make_unique<MainWindow>();
        window_->setLanguage(u"en"_s);
        window_->resize(1400, 900);
        window_->show();
        QVERIFY(QTest::qWaitForWindowExposed(window_.get()));
    }
    void cleanup() {
        window_.reset();
        QThreadPool::globalInstance()->waitForDone();
        study_.reset();
    }

    void wordsAreChecked() {
        openStudyPage(std::move(study_->vault));
        press(u"check-words"_s);
        auto* ask = shown<AskPassphrase>();
        QCOMPARE(ask->field()->field()->echoMode(), QLineEdit::Normal); // they are read off paper
        type(u"these are none"_s);
        QTRY_VERIFY_WITH_TIMEOUT(ask->findChild<ErrorNote*>()->copyText().contains(u"recovery-words"_s),
                                 patience);
        keepPicture(ask, u"recovery-check"_s);
        type(study_->recoveryWords);
        QTRY_VERIFY_WITH_TIMEOUT(!shown<AskPassphrase>(), patience);
        QVERIFY(window_->shell()->toast()->text().contains(u"open the study"_s));
    }

    void wordsAreMadeAnew() {
        openStudyPage(std::move(study_->vault));
        press(u"renew-words"_s);
        type(u"not the passphrase"_s);
        QTRY_VERIFY_WITH_TIMEOUT(
            shown<AskPassphrase>()->findChild<ErrorNote*>()->copyText().contains(u"wrong-passphrase"_s),
            patience);
        type(QString::fromLatin1(goodPassphrase));
        QTRY_VERIFY_WITH_TIMEOUT(shown<RecoveryDialog>(), patience);
        auto* dialog = shown<RecoveryDialog>();
        const QStringList words = shownWords(dialog->page());
        QCOMPARE(words.size(), 9);
        keepPicture(dialog, u"recovery-words"_s);
        const StudyPtr study = window_->study();
        VERIFY_OK(study->vault->checkRecoveryWords(study_->recoveryWords)); // these are not written down yet
        confirm(dialog->page(), words);
        QTRY_VERIFY(!shown<RecoveryDialog>());
        QTRY_VERIFY_WITH_TIMEOUT(window_->shell()->toast()->text().contains(u"in force"_s), patience);
        QCOMPARE(study->vault->checkRecoveryWords(study_->recoveryWords).error().code,
                 QByteArray("wrong-recovery-words"));
        VERIFY_OK(study->vault->checkRecoveryWords(words.join(u' ')));
        QVERIFY(window_->study());
    }

    /// Who doesn't write the new ones down keeps the old ones.
    void wordsAreGivenUp_data() {
        QTest::addColumn<bool>("byLock");
        QTest::newRow("Escape") << false;
        QTest::newRow("lock") << true;
    }
    void wordsAreGivenUp() {
        QFETCH(bool, byLock);
        openStudyPage(std::move(study_->vault));
        press(u"renew-words"_s);
        type(QString::fromLatin1(goodPassphrase));
        QTRY_VERIFY_WITH_TIMEOUT(shown<RecoveryDialog>(), patience);
        if (byLock)
            window_->lock();
        else
            QTest::keyClick(shown<RecoveryDialog>(), Qt::Key_Escape);
        QTRY_VERIFY(!shown<RecoveryDialog>());
        if (!byLock)
            window_->lock();
        QTRY_VERIFY_WITH_TIMEOUT(!window_->study(), patience);
        QThreadPool::globalInstance()->waitForDone();
        VERIFY_OK(Vault::unlockByRecovery(study_->folder(), study_->recoveryWords, Access::ReadWrite,
                                          study_->deps()));
    }

    /// Whoever may not make them is not offered them.
    void othersDoNot() {
        VERIFY_OK(study_->vault->addUser(u"mo"_s, u"Mo Ni"_s, {Role::Coordinator},
                                         secret("given by the office"), KdfCost::cheapForTests()));
        study_->vault.reset();
        auto vault = Vault::unlock(study_->folder(), u"mo"_s, secret("given by the office"),
                                   Access::ReadWrite, study_->deps());
        VERIFY_OK(vault);
        openStudyPage(std::move(*vault));
        QTRY_VERIFY_WITH_TIMEOUT(showsWords(window_.get(), u"Change the passphrase"_s) ||
                                     showsWords(window_.get(), study_->folder()),
                                 patience);
        QVERIFY(!visibleButton(window_.get(), u"renew-words"_s));
        QVERIFY(!visibleButton(window_.get(), u"check-words"_s));
    }

    void wordsOnTheScreenHaveTheirTime() {
        std::int64_t now = 1'000;
        window_->idle()->setNow([&now] { return now; });
        UnlockPage* page = window_->shell()->unlockPage();
        const QString folder = study_->beside(u"fresh"_s);
        Q_EMIT page->createRequested(
            {folder, u"Fresh"_s, u"01"_s, u"li.na"_s, u"Li Na"_s, QByteArray(goodPassphrase)});
        auto* words = page->findChild<RecoveryPage*>();
        QTRY_VERIFY_WITH_TIMEOUT(words->isVisible() && !shownWords(words).isEmpty(), patience);
        now += std::chrono::milliseconds(std::chrono::minutes(11)).count();
        QTest::keyClick(words->findChildren<LineEdit*>().first(), Qt::Key_A);
        QTRY_VERIFY_WITH_TIMEOUT(!words->isVisible(), patience);
        QVERIFY(shownWords(words).isEmpty());
        QVERIFY(!window_->study());
        const auto told = [page] {
            for (const ErrorNote* note : page->findChildren<ErrorNote*>())
                if (note->isVisible() && note->copyText().contains(u"words-unseen"_s))
                    return true;
            return false;
        };
        QTRY_VERIFY_WITH_TIMEOUT(told(), patience);
        QCOMPARE(page->currentFolder(), folder);
        QThreadPool::globalInstance()->waitForDone();
        VERIFY_OK(Vault::unlock(folder, {}, secret(goodPassphrase), Access::ReadWrite)); // it is closed
    }
};

QTEST_MAIN(RecoveryWindowTest)
#include "RecoveryWindowTest.moc"
