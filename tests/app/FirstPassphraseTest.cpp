// SPDX-License-Identifier: GPL-3.0-or-later
//
// At the door of the window: who comes in by a passphrase that another person set, or by the recovery words, first
// chooses a passphrase of his own. Who does not is left outside, and the study is locked again.
#include "app/window/DoorController.h"
#include "app/window/HomeController.h"
#include "app/window/MainWindow.h"
#include "app/window/PassphraseDialog.h"
#include "tests/storage/StudyFixture.h"
#include "widgets/common/EmptyState.h"
#include "widgets/common/LineEdit.h"
#include "widgets/common/PassphraseEdit.h"
#include "widgets/theme/Theme.h"
#include "widgets/unlock/UnlockPage.h"

#include <QApplication>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTest>

using namespace casebook;
using namespace casebook::test;
using namespace Qt::StringLiterals;

namespace {

constexpr int patience = 60'000; // keys are made at their full cost
const char* const firstPassphrase = "given by the office";
const char* const ownPassphrase = "chosen by herself";

} // namespace

class FirstPassphraseTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void firstPassphraseIsChanged();
    void whoGivesUpStaysOutside();
    void readOnlyIsTold();
    void recoveryWordsSetANewOne();
    void failedUnlocksAreToldOnce();

private:
    [[nodiscard]] PassphraseDialog* dialog() const {
        for (auto* one : window_->findChildren<PassphraseDialog*>())
            if (one->isVisible())
                return one;
        return nullptr;
    }
    /// Types into the fields in turn and presses Return in the last.
    void type(const QList<const char*>& words) const {
        const auto fields = dialog()->findChildren<PassphraseEdit*>();
        QCOMPARE(fields.size(), words.size());
        for (qsizetype n = 0; n < words.size(); ++n) {
            fields[n]->field()->clear();
            QTest::keyClicks(fields[n]->field(), QString::fromLatin1(words[n]));
        }
        QTest::keyClick(fields.last()->field(), Qt::Key_Return);
    }
    [[nodiscard]] bool isOutside() const { return !window_->study() && !window_->shell()->isUnlocked(); }
    /// Why the study does not open; empty: it does.
    [[nodiscard]] QByteArray refusal(const QString& login, const char* passphrase) const {
        const auto vault = Vault::unlock(study_->folder(), login, secret(passphrase), Access::ReadWrite);
        return vault ? QByteArray() : vault.error().code;
    }
    std::unique_ptr<StudyFixture> study_;
    std::unique_ptr<MainWindow> window_;
};

void FirstPassphraseTest::initTestCase() {
    QStandardPaths::setTestModeEnabled(true);
    QCoreApplication::setApplicationName(u"casebook-first-passphrase-test"_s);
    theme::install(*qApp);
}

void FirstPassphraseTest::init() {
    study_ = std::make_unique<StudyFixture>();
    QVERIFY(study_->make());
    VERIFY_OK(study_->vault->addUser(u"mo"_s, u"Mo Ni"_s, {Role::Coordinator}, secret(firstPassphrase),
                                     KdfCost::cheapForTests()));
    study_->vault.reset();
    window_ = std::make_unique<MainWindow>();
    window_->setLanguage(u"en"_s);
    window_->show();
    QVERIFY(QTest::qWaitForWindowExposed(window_.get()));
}

void FirstPassphraseTest::cleanup() {
    window_.reset();
    QThreadPool::globalInstance()->waitForDone();
    study_.reset();
}

void FirstPassphraseTest::firstPassphraseIsChanged() {
    window_->door()->unlock(study_->folder(), u"mo"_s, secret(firstPassphrase), Access::ReadWrite);
    QTRY_VERIFY_WITH_TIMEOUT(dialog() || window_->study(), patience);
    QVERIFY(dialog());
    QVERIFY(isOutside());
    auto* note = dialog()->findChild<ErrorNote*>();
    type({firstPassphrase, firstPassphrase, firstPassphrase}); // is no change
    QVERIFY(note->isVisible());
    type({"not what was given", ownPassphrase, ownPassphrase});
    QTRY_VERIFY_WITH_TIMEOUT(note->copyText().contains(u"wrong-passphrase"_s), patience);
    QVERIFY(isOutside());
    type({firstPassphrase, ownPassphrase, ownPassphrase});
    QTRY_VERIFY_WITH_TIMEOUT(window_->study(), patience);
    QTRY_VERIFY(!dialog());
    QTRY_VERIFY_WITH_TIMEOUT(window_->home()->isLoaded(), patience);
    window_->lock();
    QTRY_COMPARE_WITH_TIMEOUT(refusal(u"mo"_s, ownPassphrase), QByteArray(), patience);
    QCOMPARE(refusal(u"mo"_s, firstPassphrase), QByteArray("wrong-passphrase"));
    window_->door()->unlock(study_->folder(), u"mo"_s, secret(ownPassphrase), Access::ReadWrite);
    QTRY_VERIFY_WITH_TIMEOUT(dialog() || window_->study(), patience);
    QVERIFY(!dialog()); // asked once
}

void FirstPassphraseTest::whoGivesUpStaysOutside() {
    window_->door()->unlock(study_->folder(), u"mo"_s, secret(firstPassphrase), Access::ReadWrite);
    QTRY_VERIFY_WITH_TIMEOUT(dialog() || window_->study(), patience);
    QVERIFY(dialog());
    QCOMPARE(refusal(u"li.na"_s, goodPassphrase), QByteArray("study-in-use"));
    QTest::keyClick(dialog(), Qt::Key_Escape);
    QTRY_VERIFY(!dialog());
    QVERIFY(isOutside());
    QTRY_COMPARE_WITH_TIMEOUT(refusal(u"li.na"_s, goodPassphrase), QByteArray(), patience);
    QCOMPARE(refusal(u"mo"_s, firstPassphrase), QByteArray()); // nothing changed
}

/// Nothing can be written, so nothing is asked.
void FirstPassphraseTest::readOnlyIsTold() {
    QSignalSpy said(window_->door(), &DoorController::said);
    window_->door()->unlock(study_->folder(), u"mo"_s, secret(firstPassphrase), Access::ReadOnly);
    QTRY_VERIFY_WITH_TIMEOUT(dialog() || window_->study(), patience);
    QVERIFY(!dialog());
    QCOMPARE(said.size(), 1);
}

void FirstPassphraseTest::recoveryWordsSetANewOne() {
    Q_EMIT window_->shell()->unlockPage()->recoveryRequested(study_->folder(),
                                                             study_->recoveryWords.toUtf8());
    QTRY_VERIFY_WITH_TIMEOUT(dialog() || window_->study(), patience);
    QVERIFY(dialog());
    QVERIFY(isOutside());
    type({"short", "short"});
    QTRY_VERIFY_WITH_TIMEOUT(dialog()->findChild<ErrorNote*>()->isVisible(), patience);
    QVERIFY(isOutside());
    type({ownPassphrase, ownPassphrase});
    QTRY_VERIFY_WITH_TIMEOUT(window_->study(), patience);
    QTRY_VERIFY_WITH_TIMEOUT(window_->home()->isLoaded(), patience);
    window_->lock();
    QTRY_COMPARE_WITH_TIMEOUT(refusal(u"li.na"_s, ownPassphrase), QByteArray(), patience);
    QCOMPARE(refusal(u"li.na"_s, goodPassphrase), QByteArray("wrong-passphrase"));
}

void FirstPassphraseTest::failedUnlocksAreToldOnce() {
    QCOMPARE(refusal(u"li.na"_s, "a guess"), QByteArray("wrong-passphrase"));
    QCOMPARE(refusal(u"li.na"_s, "another guess"), QByteArray("wrong-passphrase"));
    QSignalSpy said(window_->door(), &DoorController::said);
    window_->door()->unlock(study_->folder(), u"li.na"_s, secret(goodPassphrase), Access::ReadWrite);
    QTRY_VERIFY_WITH_TIMEOUT(window_->study(), patience);
    QCOMPARE(said.size(), 1);
    QVERIFY2(said[0][0].toString().startsWith(u"2 unlock"_s), qPrintable(said[0][0].toString()));
    const StudyPtr held = window_->study(); // as by an import that goes on behind the lock
    QTRY_VERIFY_WITH_TIMEOUT(window_->home()->isLoaded(), patience);
    window_->lock();
    window_->door()->unlock(study_->folder(), u"li.na"_s, secret(goodPassphrase), Access::ReadWrite);
    QTRY_VERIFY_WITH_TIMEOUT(window_->study(), patience);
    QCOMPARE(window_->study(), held);
    QCOMPARE(said.size(), 1);
}

QTEST_MAIN(FirstPassphraseTest)
#include "FirstPassphraseTest.moc"
