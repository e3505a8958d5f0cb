// SPDX-License-Identifier: GPL-3.0-or-later
//
// Another person goes on at the same desk: one button locks, the door has the study chosen, and who comes in works in a
// session of his own with his own roles.
#include "app/window/DoorController.h"
#include "app/window/HomeController.h"
#include "app/window/MainWindow.h"
#include "app/window/PassphraseDialog.h"
#include "tests/storage/StudyFixture.h"
#include "widgets/common/LineEdit.h"
#include "widgets/common/PassphraseEdit.h"
#include "widgets/home/HomePage.h"
#include "widgets/study/StudyPage.h"
#include "widgets/study/UsersView.h"
#include "widgets/theme/Theme.h"
#include "widgets/unlock/UnlockPage.h"

#include <QApplication>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTest>
#include <QTimer>

using namespace casebook;
using namespace casebook::test;
using namespace Qt::StringLiterals;

class SwitchUserTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void anotherPersonGoesOn() {
        constexpr int patience = 60'000;
        QStandardPaths::setTestModeEnabled(true);
        QCoreApplication::setApplicationName(u"casebook-switch-user-test"_s);
        theme::install(*qApp);
        StudyFixture study;
        QVERIFY(study.make());
        VERIFY_OK(study.vault->addUser(u"mo"_s, u"Mo Ni"_s, {Role::Monitor}, secret(goodPassphrase),
                                       KdfCost::cheapForTests()));
        MainWindow window;
        window.show();
        window.openStudy(std::make_shared<OpenStudy>(std::move(study.vault)));
        QTRY_VERIFY_WITH_TIMEOUT(window.home()->isLoaded(), patience);
        const Uuid first = window.study()->session.uuid;
        window.shell()->showPage(PageId::Study);
        window.shell()->study()->showUsers();

        StudyPtr kept = window.study(); // a job that has not ended
        Q_EMIT window.shell()->study()->users()->switchRequested();
        QVERIFY(!window.study());
        QVERIFY(!window.shell()->isUnlocked());
        QTRY_COMPARE_WITH_TIMEOUT(window.shell()->unlockPage()->currentFolder(), study.folder(), patience);

        QSignalSpy refused(window.door(), &DoorController::failed);
        window.door()->unlock(study.folder(), u"mo"_s, secret("not the passphrase"), Access::ReadWrite);
        QTRY_COMPARE_WITH_TIMEOUT(refused.size(), 1, patience);
        QCOMPARE(refused[0][0].value<Error>().code, QByteArray("wrong-passphrase"));
        QVERIFY(!window.study());
        // He waits for that job, and is not told that another has the study.
        QTimer::singleShot(400, this, [&] { kept.reset(); });
        window.door()->unlock(study.folder(), u"mo"_s, secret(goodPassphrase), Access::ReadWrite);
        QTRY_VERIFY_WITH_TIMEOUT(window.findChild<PassphraseDialog*>(), patience); // it was his first
        const auto fields = window.findChild<PassphraseDialog*>()->findChildren<PassphraseEdit*>();
        QCOMPARE(fields.size(), 3);
        for (PassphraseEdit* field : fields)
            QTest::keyClicks(field->field(), field == fields.first() ? QString::fromLatin1(goodPassphrase)
                                                                     : u"one of his own"_s);
        QTest::keyClick(fields.last()->field(), Qt::Key_Return);
        QTRY_VERIFY_WITH_TIMEOUT(window.study(), patience);
        QCOMPARE(window.study()->session.login, u"mo"_s);
        QCOMPARE(refused.size(), 1);
        QVERIFY(window.study()->session.uuid != first);
        QVERIFY(!window.study()->session.may(Right::EditSubjects));
        QTRY_VERIFY_WITH_TIMEOUT(window.home()->isLoaded(), patience);
        QCOMPARE(window.home()->view().userName, u"Mo Ni"_s);
        QVERIFY(!window.home()->view().mayEnrol);
    }
};

QTEST_MAIN(SwitchUserTest)
#include "SwitchUserTest.moc"
