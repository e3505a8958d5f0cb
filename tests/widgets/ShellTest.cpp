// SPDX-License-Identifier: GPL-3.0-or-later
// Run-time language, lock, search, drop, toast and jobs of the shell.
#include "tests/widgets/DemoShell.h"
#include "tests/widgets/Languages.h"
#include "widgets/common/LineEdit.h"
#include "widgets/common/Toast.h"

#include <QAbstractButton>
#include <QDropEvent>
#include <QInputMethodEvent>
#include <QLabel>
#include <QMimeData>
#include <QSignalSpy>
#include <QTest>
#include <QUrl>

using namespace casebook;
using namespace Qt::StringLiterals;

namespace {

QStringList texts(const QWidget& root) {
    QStringList list;
    for (const QLabel* label : root.findChildren<QLabel*>())
        list << label->text();
    for (const QAbstractButton* button : root.findChildren<QAbstractButton*>())
        list << button->text();
    list.sort();
    return list;
}

} // namespace

class ShellTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { theme::install(*qApp); }
    void languageSwitchesEverythingAtRunTime();
    void lockBlanksWhatTheStudyShowed();
    void searchFindsPagesCommandsAndSubjects();
    void composingTextIsNoSearchYet();
    void droppedFilesAreAnImport();
    void toastActionRunsOnceAndCtrlZCallsIt();
    void onlyPagesThatExist();
};

void ShellTest::languageSwitchesEverythingAtRunTime() {
    MainShell switched;
    demo::fill(switched);
    switched.showStudy();
    demo::settle();
    const QStringList english = texts(switched);
    tests::PseudoLanguage pseudo;
    qApp->installTranslator(&pseudo);
    demo::settle();
    MainShell born; // made under the language: what a switch must arrive at
    demo::fill(born);
    born.showStudy();
    demo::settle();
    const QStringList wanted = texts(born), got = texts(switched);
    qApp->removeTranslator(&pseudo);
    demo::settle();
    QVERIFY(wanted != english);
    QCOMPARE(got, wanted);
    QCOMPARE(texts(switched), english);
}

void ShellTest::lockBlanksWhatTheStudyShowed() {
    MainShell shell;
    demo::fill(shell);
    shell.showStudy();
    QVERIFY(shell.isUnlocked());
    QCOMPARE(shell.subjects()->model()->total(), 58);
    shell.toast()->say(u"TJ-0041 withdrawn"_s);
    shell.study()->showAudit();
    shell.showUnlock();
    shell.findChild<SegmentPanel*>()->setOverlays({}); // the reading page is the app's to blank
    shell.findChild<SegmentPanel*>()->setTitle({});
    QVERIFY(!shell.isUnlocked());
    QCOMPARE(shell.subjects()->model()->total(), 0);
    QCOMPARE(shell.study()->audit()->rowCount(), 0);
    QVERIFY(shell.importReport()->report().series.isEmpty());
    const QStringList left = texts(shell);
    for (const QString& text : left) {
        QVERIFY2(!text.contains(u"TJ-00"_s), qPrintable(text));
        QVERIFY2(!text.contains(u"\u6797\u6653\u5c9a"_s), "a name is left");
    }
}

void ShellTest::searchFindsPagesCommandsAndSubjects() {
    MainShell shell;
    demo::fill(shell);
    shell.showStudy();
    shell.setSubjectSearch([](const QString& text) {
        return text == u"lin"_s ? QList<SearchHit>{{SearchHit::Kind::Subject, u"TJ-0001"_s, u"TJ-0001"_s,
                                                    u"Lin"_s, u"person"_s}}
                                : QList<SearchHit>{};
    });
    shell.show();
    shell.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&shell));
    auto* popup = shell.findChild<SearchPopup*>();
    QSignalSpy chosen(&shell, &MainShell::subjectHitChosen);
    QTest::keyClick(&shell, Qt::Key_K, Qt::ControlModifier);
    QTRY_VERIFY(shell.topBar()->search()->hasFocus());
    QTest::keyClicks(shell.topBar()->search(), u"lin"_s);
    QTRY_VERIFY(popup->isVisible());
    QTest::keyClick(shell.topBar()->search(), Qt::Key_Return);
    QCOMPARE(chosen.size(), 1);
    QCOMPARE(chosen.first().first().toString(), u"TJ-0001"_s);
    QVERIFY(!popup->isVisible());

    shell.topBar()->search()->setFocus();
    QTest::keyClicks(shell.topBar()->search(), u"audit"_s);
    QTRY_VERIFY(popup->isVisible());
    QTest::keyClick(shell.topBar()->search(), Qt::Key_Return);
    QCOMPARE(shell.currentPage(), PageId::Study);
}

void ShellTest::composingTextIsNoSearchYet() {
    MainShell shell;
    demo::fill(shell);
    shell.show();
    shell.showStudy();
    shell.showPage(PageId::Subjects);
    auto* field = shell.subjects()->findChild<SearchEdit*>();
    field->setFocus();
    QSignalSpy searched(field, &SearchEdit::searched);
    QInputMethodEvent composing(u"dengdai"_s, {});
    QCoreApplication::sendEvent(field, &composing);
    QCOMPARE(field->text(), QString()); // the composition is shown, not taken
    QVERIFY(!searched.wait(200));
    QCOMPARE(shell.subjects()->model()->rowCount(), 58);
    QInputMethodEvent done;
    done.setCommitString(u"\u7b49\u5f85"_s);
    QCoreApplication::sendEvent(field, &done);
    QVERIFY(searched.wait(1000));
    QCOMPARE(field->text(), u"\u7b49\u5f85"_s);
}

void ShellTest::droppedFilesAreAnImport() {
    MainShell shell;
    demo::fill(shell);
    shell.show();
    QSignalSpy wished(&shell, &MainShell::importRequested);
    QMimeData data;
    data.setUrls({QUrl::fromLocalFile(u"/data/in/a"_s), QUrl(u"https://example.org/b"_s)});
    const auto drop = [&] {
        QDragEnterEvent enter({10, 10}, Qt::CopyAction, &data, Qt::LeftButton, {});
        enter.ignore();
        QCoreApplication::sendEvent(&shell, &enter);
        if (!enter.isAccepted())
            return;
        QDropEvent event(QPointF(10, 10), Qt::CopyAction, &data, Qt::LeftButton, {});
        QCoreApplication::sendEvent(&shell, &event);
    };
    drop(); // locked: nothing
    QCOMPARE(wished.size(), 0);
    shell.showStudy();
    drop();
    QCOMPARE(wished.size(), 1);
    QCOMPARE(wished.first().first().toStringList(), QStringList{u"/data/in/a"_s});
    shell.setMayImport(false);
    drop();
    QCOMPARE(wished.size(), 1);
}

void ShellTest::toastActionRunsOnceAndCtrlZCallsIt() {
    MainShell shell;
    demo::fill(shell);
    shell.show();
    shell.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&shell));
    shell.showStudy();
    int undone = 0;
    shell.toast()->say(u"Subject withdrawn"_s, u"Undo"_s, [&] { ++undone; });
    QVERIFY(shell.toast()->isVisible());
    QTest::keyClick(&shell, Qt::Key_Z, Qt::ControlModifier);
    QTest::keyClick(&shell, Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(undone, 1);
    QVERIFY(!shell.toast()->isVisible());
}

void ShellTest::onlyPagesThatExist() {
    MainShell shell;
    shell.showStudy();
    shell.showPage(PageId::Reading); // no reading page was given
    QCOMPARE(shell.currentPage(), PageId::Home);
    const auto buttons = shell.rail()->findChildren<RailButton*>();
    QVERIFY(!buttons.at(int(PageId::Reading))->isVisibleTo(shell.rail()));
    shell.addPage(PageId::Reading, demo::readingPage());
    QVERIFY(buttons.at(int(PageId::Reading))->isVisibleTo(shell.rail()));
}

QTEST_MAIN(ShellTest)
#include "ShellTest.moc"
