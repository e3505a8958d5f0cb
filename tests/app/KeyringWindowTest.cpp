// SPDX-License-Identifier: GPL-3.0-or-later
//
// A person has this computer remember him, opens the study at the next start without a passphrase, is asked for it after
// a lock, and has himself forgotten. GNOME's keyring on a bus of its own. With CASEBOOK_PICTURES=FOLDER pictures are left
// there in both languages.
#include "app/window/AskPassphrase.h"
#include "app/window/DoorController.h"
#include "app/window/HomeController.h"
#include "app/window/MainWindow.h"
#include "tests/app/Visible.h"
#include "tests/storage/StudyFixture.h"
#include "tests/support/DesktopSession.h"
#include "widgets/common/EmptyState.h"
#include "widgets/common/LineEdit.h"
#include "widgets/common/PassphraseEdit.h"
#include "widgets/study/StudyPage.h"
#include "widgets/theme/Theme.h"
#include "widgets/unlock/UnlockPage.h"

#include <QApplication>
#include <QPushButton>
#include <QStandardPaths>
#include <QTest>

using namespace casebook;
using namespace casebook::test;
using namespace Qt::StringLiterals;

namespace {

constexpr int patience = 60'000;

QPushButton* keyringButton(const QWidget& window) { return visibleButton(&window, u"keyring"_s); }

QString told(const QWidget& window) {
    const auto* button = keyringButton(window);
    return button ? button->text() : QString();
}

void picture(MainWindow& window, const QString& name) {
    const QString to = qEnvironmentVariable("CASEBOOK_PICTURES");
    if (to.isEmpty())
        return;
    for (const QString& language : {u"zh"_s, u"en"_s}) {
        window.setLanguage(language);
        QTest::qWait(300);
        window.grab().save(to + u'/' + name + u'-' + language + u".png"_s);
    }
}

} // namespace

class KeyringWindowTest final : public QObject {
    Q_OBJECT

    std::unique_ptr<DesktopSession> desktop_;
    StudyFixture study_;

    static std::unique_ptr<MainWindow> window() {
        auto made = std::make_unique<MainWindow>();
        made->setLanguage(u"en"_s);
        made->resize(1400, 900);
        made->show();
        return made;
    }
    void showStudyPage(MainWindow& window) {
        QTRY_VERIFY_WITH_TIMEOUT(window.home()->isLoaded(), patience);
        window.shell()->showPage(PageId::Study);
        QTRY_VERIFY_WITH_TIMEOUT(keyringButton(window), patience);
    }
    void lock(MainWindow& window) {
        window.lock();
        QTRY_COMPARE_WITH_TIMEOUT(window.shell()->unlockPage()->currentFolder(), study_.folder(), patience);
        QThreadPool::globalInstance()->waitForDone();
    }

private Q_SLOTS:
    void initTestCase() {
        desktop_ = std::make_unique<DesktopSession>();
        if (!desktop_->start()) {
            if (qEnvironmentVariableIntValue("CASEBOOK_CI") == 1)
                QFAIL(qPrintable(desktop_->trouble()));
            QSKIP(qPrintable(desktop_->trouble()));
        }
        QStandardPaths::setTestModeEnabled(true);
        QCoreApplication::setApplicationName(u"casebook-keyring-window-test"_s);
        theme::install(*qApp);
        QVERIFY(study_.make());
    }
    void cleanupTestCase() { desktop_.reset(); }

    void remembered() {
        const auto main = window();
        main->openStudy(std::make_shared<OpenStudy>(std::move(study_.vault)));
        showStudyPage(*main);
        picture(*main, u"keyring-off"_s);
        QTest::mouseClick(keyringButton(*main), Qt::LeftButton);
        auto* ask = main->findChild<AskPassphrase*>();
        QVERIFY(ask);
        QTRY_VERIFY_WITH_TIMEOUT(ask->isVisible(), patience);
        auto* field = ask->field()->field();
        QTest::keyClicks(field, u"not the passphrase"_s);
        QTest::keyClick(field, Qt::Key_Return);
        QTRY_VERIFY_WITH_TIMEOUT(ask->findChild<ErrorNote*>()->isVisible(), patience);
        field->clear();
        QTest::keyClicks(field, QString::fromLatin1(goodPassphrase));
        QTest::keyClick(field, Qt::Key_Return);
        QTRY_COMPARE_WITH_TIMEOUT(told(*main), u"Always ask for the passphrase"_s, patience);
        picture(*main, u"keyring-on"_s);
        lock(*main);
        QVERIFY2(!keyringButton(*main), "after a lock the passphrase is asked for");
    }

    void openedAtTheNextStart() {
        const auto main = window();
        main->door()->openFolder(study_.folder());
        QTRY_VERIFY_WITH_TIMEOUT(keyringButton(*main), patience);
        picture(*main, u"keyring-door"_s);
        QTest::mouseClick(keyringButton(*main), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(main->study(), patience);
        QCOMPARE(main->study()->session.login, u"li.na"_s);
        showStudyPage(*main);
        QTRY_COMPARE_WITH_TIMEOUT(told(*main), u"Always ask for the passphrase"_s, patience);
        QTest::mouseClick(keyringButton(*main), Qt::LeftButton);
        QTRY_COMPARE_WITH_TIMEOUT(told(*main), u"Remember on this computer"_s, patience);
        lock(*main);
    }

    void forgottenAtTheNext() {
        const auto main = window();
        main->door()->openFolder(study_.folder());
        QTRY_COMPARE_WITH_TIMEOUT(main->shell()->unlockPage()->currentFolder(), study_.folder(), patience);
        QVERIFY(!keyringButton(*main));
    }
};

QTEST_MAIN(KeyringWindowTest)
#include "KeyringWindowTest.moc"
