// SPDX-License-Identifier: GPL-3.0-or-later
//
// At the lock nothing can be pasted elsewhere: neither what was copied nor what was marked with the mouse. On a display,
// as only X11 keeps the second.
#include "app/window/HomeController.h"
#include "app/window/MainWindow.h"
#include "app/window/ReadingPage.h"
#include "tests/storage/StudyFixture.h"
#include "widgets/theme/Theme.h"

#include <QApplication>
#include <QClipboard>
#include <QStandardPaths>
#include <QTest>

using namespace casebook;
using namespace casebook::test;
using namespace Qt::StringLiterals;

class LockedClipboardGlTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void lockEmptiesBoth_data();
    void lockEmptiesBoth();
};

void LockedClipboardGlTest::lockEmptiesBoth_data() {
    QTest::addColumn<bool>("opened");
    QTest::newRow("a study is open") << true;
    QTest::newRow("the page shows recovery words") << false;
}

void LockedClipboardGlTest::lockEmptiesBoth() {
    QFETCH(bool, opened);
    QStandardPaths::setTestModeEnabled(true);
    QCoreApplication::setApplicationName(u"casebook-clipboard-test"_s);
    theme::install(*qApp);
    StudyFixture study;
    QVERIFY(study.make());
    MainWindow window;
    window.readingPage()->grid()->setVolumeEnabled(false); // 3D has tests of its own
    window.show();
    QVERIFY(QTest::qWaitForWindowExposed(&window));
    std::weak_ptr<OpenStudy> held;
    if (opened) {
        window.openStudy(std::make_shared<OpenStudy>(std::move(study.vault)));
        held = window.study();
        QTRY_VERIFY_WITH_TIMEOUT(window.home()->isLoaded(), 30'000);
    }
    QClipboard* clipboard = QApplication::clipboard();
    QVERIFY(clipboard->supportsSelection());
    clipboard->setText(u"Wang Min"_s);
    clipboard->setText(u"Li Na"_s, QClipboard::Selection);
    QTRY_VERIFY(clipboard->ownsClipboard() && clipboard->ownsSelection());
    window.lock();
    QTRY_COMPARE(clipboard->text(), QString());
    QTRY_COMPARE(clipboard->text(QClipboard::Selection), QString());
    QTRY_VERIFY_WITH_TIMEOUT(held.expired(), 30'000);
}

QTEST_MAIN(LockedClipboardGlTest)
#include "LockedClipboardGlTest.moc"
