// SPDX-License-Identifier: GPL-3.0-or-later
//
// Another person goes on at the same desk: one button locks, the door has the study chosen, and who comes in works in a
// session of his own with his own roles. Who forgot his passphrase is given a first one by who sits there.
#include "app/window/DoorController.h"
#include "app/window/HomeController.h"
#include "app/window/MainWindow.h"
#include "app/window/PassphraseDialog.h"
#include "tests/storage/StudyFixture.h"
#include "widgets/common/CellDelegate.h"
#include "widgets/common/LineEdit.h"
#include "widgets/common/PassphraseEdit.h"
#include "widgets/home/HomePage.h"
#include "widgets/study/StudyPage.h"
#include "widgets/study/UserDialogs.h"
#include "widgets/study/UsersView.h"
#include "widgets/theme/Theme.h"
#include "widgets/unlock/UnlockPage.h"

#include <QApplication>
#include <QPointer>
#include <QPushButton>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTest>
#include <QTimer>

using namespace casebook;
using namespace casebook::test;
using namespace Qt::StringLiterals;

class SwitchUserTest final : public QObject {
    Q_OBJECT
    static constexpr int patience = 60'000;

private Q_SLOTS:
    void initTestCase() {
        QStandardPaths::setTestModeEnabled(true);
        QCoreApplication::setApplicationName(u"casebook-switch-user-test"_s);
        theme::install(*qApp);
    }

    void whoForgotGetsAFirstPassphrase() {
        StudyFixture study;
        QVERIFY(study.make());
        VERIFY_OK(study.vault->addUser(u"mo"_s, u"Mo Ni"_s, {Role::Monitor}, secret("mo has forgotten it"),
                                       KdfCost::cheapForTests()));
        MainWindow window;
        window.show();
        window.openStudy(std::make_shared<OpenStudy>(std::move(study.vault)));
        QTRY_VERIFY_WITH_TIMEOUT(window.home()->isLoaded(), patience);
        window.shell()->showPage(PageId::Study);
        window.shell()->study()->showUsers();
        UsersView* users = window.shell()->study()->users();
        QTRY_COMPARE_WITH_TIMEOUT(users->model()->rowCount(), 2, patience);
        for (int row = 0; row < 2; ++row)
            if (users->model()->at(row)->login == u"mo")
                users->table()->setCurrentIndex(users->model()->index(row, 0));
        for (QPushButton* button : users->findChildren<QPushButton*>())
            if (button->text() == u"Give first passphrase")
                QTest::mouseClick(button, Qt::LeftButton);
        const QPointer dialog = users->findChild<FirstPassphraseDialog*>();
        QVERIFY(dialog);
        for (PassphraseEdit* field : {dialog->first(), dialog->again()})
            field->field()->setText(u"told in person"_s);
        dialog->reason()->setText(u"forgot it"_s);
        QTest::mouseClick(dialog->findChildren<QPushButton*>().last(), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(!dialog || !dialog->isVisible(), patience);

        Q_EMIT users->switchRequested();
        QSignalSpy refused(window.door(), &DoorController::failed);
        window.door()->unlock(study.folder(), u"mo"_s, secret("mo has forgotten it"), Access::ReadWrite);
        QTRY_COMPARE_WITH_TIMEOUT(refused.size(), 1, patience);
        QCOMPARE(refused[0][0].value<Error>().code, QByteArray("wrong-passphrase"));
        window.door()->unlock(study.folder(), u"mo"_s, secret("told in person"), Access::ReadWrite);
        QTRY_VERIFY_WITH_TIMEOUT(window.findChild<PassphraseDialog*>(), patience); // one of his own is asked
    }

    void anotherPersonGoesOn() {
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
