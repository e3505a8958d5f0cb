// SPDX-License-Identifier: GPL-3.0-or-later
//
// The chain of the audit is checked behind the first numbers, and Home and the audit's page say what was found.
#include "app/window/ChainCheck.h"
#include "app/window/HomeController.h"
#include "app/window/MainWindow.h"
#include "tests/app/Visible.h"
#include "tests/storage/OpenedStudy.h"
#include "widgets/common/Chip.h"
#include "widgets/home/HomePage.h"
#include "widgets/study/AuditView.h"
#include "widgets/study/StudyPage.h"
#include "widgets/theme/Theme.h"

#include <QApplication>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTest>

using namespace casebook;
using namespace casebook::test;
using namespace Qt::StringLiterals;

namespace {

constexpr int patience = 60'000;

}

class ChainCheckTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() {
        QStandardPaths::setTestModeEnabled(true);
        QCoreApplication::setApplicationName(u"casebook-chain-check-test"_s);
        theme::install(*qApp);
    }

    void homeSaysWhatWasFound_data() {
        QTest::addColumn<QByteArray>("sql");
        QTest::addColumn<QString>("words");
        QTest::newRow("untouched") << QByteArray() << u"whole"_s;
        QTest::newRow("a row changed")
            << QByteArray("UPDATE audit SET time_ms=time_ms+1 WHERE seq=2") << u"damaged"_s;
        QTest::newRow("the last row gone")
            << QByteArray("DELETE FROM audit_value WHERE seq=(SELECT max(seq) FROM audit);"
                          "DELETE FROM audit WHERE seq=(SELECT max(seq) FROM audit)")
            << u"damaged"_s;
    }
    void homeSaysWhatWasFound() {
        QFETCH(QByteArray, sql);
        QFETCH(QString, words);
        const bool whole = sql.isEmpty();
        StudyFixture study;
        QVERIFY(study.make());
        VERIFY_OK(study.vault->database().writeAndWait(
            [](WriteTransaction& tx) { return addSubject(tx, u"S-0001"_s); }));
        study.vault.reset();
        if (!whole)
            VERIFY_OK(OpenedStudy(study).tamper(sql));
        QVERIFY(study.open(Access::ReadOnly));
        MainWindow window;
        window.setLanguage(u"en"_s);
        window.resize(1400, 900);
        window.show();
        QSignalSpy failed(window.home(), &HomeController::failed);
        window.openStudy(std::make_shared<OpenStudy>(std::move(study.vault)));
        QTRY_VERIFY_WITH_TIMEOUT(window.home()->view().auditChecked, patience);
        QCOMPARE(window.home()->view().auditWhole, whole);
        QTRY_VERIFY(showsWords(window.shell()->home(), words));
        QCOMPARE(failed.size(), whole ? 0 : 1);
        QSignalSpy loaded(window.home(), &HomeController::loaded);
        window.home()->refresh(); // what was found stays
        QTRY_VERIFY_WITH_TIMEOUT(!loaded.isEmpty(), patience);
        QVERIFY(window.home()->view().auditChecked);
        QTRY_VERIFY(showsWords(window.shell()->home(), words));
        QTRY_COMPARE(showsWords(window.shell()->home(), u"The audit is damaged"_s), !whole);
        if (whole) {
            window.shell()->showPage(PageId::Study);
            window.shell()->study()->showAudit();
        } else {
            QTRY_VERIFY(buttonSaying(window.shell()->home(), u"Look"_s));
            QTest::mouseClick(buttonSaying(window.shell()->home(), u"Look"_s), Qt::LeftButton);
        }
        const auto chip = [&]() -> Chip* {
            for (Chip* one : window.shell()->study()->auditView()->findChildren<Chip*>())
                if (one->isVisible() && one->text().contains(u"checked"_s))
                    return one;
            return nullptr;
        };
        QTRY_VERIFY(chip());
        QVERIFY(chip()->text().startsWith(whole ? u"Chain whole"_s : u"Damage found"_s));
        window.lock();
        QVERIFY(!window.home()->view().auditChecked);
        QVERIFY(!chip());
    }

    /// "Whole" does not outlive a check that could not be made.
    void aCheckThatFailsIsNone() {
        StudyFixture study;
        QVERIFY(study.make());
        const auto open = std::make_shared<OpenStudy>(std::move(study.vault));
        ChainCheck check;
        check.setStudy(open);
        QSignalSpy failed(&check, &ChainCheck::failed);
        check.begin();
        QTRY_VERIFY_WITH_TIMEOUT(check.state().when.isValid(), patience);
        QVERIFY(check.state().whole);
        VERIFY_OK(open->vault->lock());
        check.findChild<QTimer*>()->start(0);
        QTRY_VERIFY_WITH_TIMEOUT(!failed.isEmpty(), patience);
        check.findChild<QTimer*>()->stop();
        QVERIFY(!check.state().when.isValid());
    }

    /// Where the numbers of Home can't be read, the audit may be damaged too.
    void aHomeThatCannotBeReadIsChecked() {
        StudyFixture study;
        QVERIFY(study.make());
        const auto open = std::make_shared<OpenStudy>(std::move(study.vault));
        VERIFY_OK(open->vault->database().writeAndWait(
            [](WriteTransaction& tx) { return tx.run("ALTER TABLE import RENAME TO import_gone"); }));
        HomePage page;
        HomeController home(&page);
        QSignalSpy failed(&home, &HomeController::failed);
        ChainState told;
        connect(&home, &HomeController::chainChecked, this, [&](const ChainState& state) { told = state; });
        home.setStudy(open);
        home.refresh();
        QTRY_VERIFY_WITH_TIMEOUT(!failed.isEmpty(), patience);
        QTRY_VERIFY_WITH_TIMEOUT(told.when.isValid(), patience);
        QVERIFY(told.whole);
        QVERIFY(!home.isLoaded());
    }

    /// The lock stops it, and it is no business of who may not read the audit.
    void onlyWhileOpenAndAllowed() {
        StudyFixture study;
        QVERIFY(study.make());
        const auto open = std::make_shared<OpenStudy>(std::move(study.vault));
        ChainCheck check;
        check.setStudy(open);
        check.begin();
        check.setStudy(nullptr);
        QThreadPool::globalInstance()->waitForDone();
        QCoreApplication::processEvents();
        QVERIFY(!check.state().when.isValid());
        open->session.roles = {Role::Reader};
        check.setStudy(open);
        check.begin();
        QThreadPool::globalInstance()->waitForDone();
        QCoreApplication::processEvents();
        QVERIFY(!check.state().when.isValid());
    }
};

QTEST_MAIN(ChainCheckTest)
#include "ChainCheckTest.moc"
