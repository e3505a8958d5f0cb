// SPDX-License-Identifier: GPL-3.0-or-later
//
// Who closes the window while work runs that closing would cut off is asked first.
#include "app/window/ExportController.h"
#include "app/window/HomeController.h"
#include "app/window/MainWindow.h"
#include "app/window/NetworkController.h"
#include "tests/app/Visible.h"
#include "tests/storage/StudyFixture.h"
#include "widgets/common/Dialogs.h"
#include "widgets/network/NetworkPage.h"
#include "widgets/theme/Theme.h"

#include <QApplication>
#include <QStandardPaths>
#include <QTest>
#include <QThreadPool>

using namespace casebook;
using namespace casebook::test;
using namespace Qt::StringLiterals;

class ClosingTest final : public QObject {
    Q_OBJECT
    std::unique_ptr<StudyFixture> study_;
    std::unique_ptr<MainWindow> window_;
    static constexpr int tries = 100;

    [[nodiscard]] QPushButton* button(const QString& words) const {
        for (auto* dialog : window_->findChildren<Dialog*>())
            for (auto* one : dialog->findChildren<QPushButton*>())
                if (dialog->isVisible() && one->text() == words)
                    return one;
        return nullptr;
    }

private Q_SLOTS:
    void initTestCase() {
        QStandardPaths::setTestModeEnabled(true);
        QCoreApplication::setApplicationName(u"casebook-closing-test"_s);
        theme::install(*qApp);
    }
    void init() {
        study_ = std::make_unique<StudyFixture>();
        QVERIFY(study_->make());
        window_ = std::make_unique<MainWindow>();
        window_->setLanguage(u"en"_s);
        window_->show();
        window_->openStudy(std::make_shared<OpenStudy>(std::move(study_->vault)));
        QTRY_VERIFY_WITH_TIMEOUT(window_->home()->isLoaded(), 30'000);
    }
    void cleanup() {
        window_.reset();
        QThreadPool::globalInstance()->waitForDone();
        study_.reset();
    }

    void anExportIsAskedFor() {
        // That it can't be is answered in the background, now and then before run() is back.
        for (int n = 0; n < tries && !window_->exports()->isRunning(); ++n)
            window_->exports()->run({}, study_->beside(u"set"_s));
        QVERIFY(window_->exports()->isRunning());
        window_->close();
        QVERIFY(window_->isVisible());
        QVERIFY(button(u"Stop and close"_s));
        QTest::mouseClick(button(u"Go on exporting"_s), Qt::LeftButton);
        QVERIFY(window_->study());
        QTRY_VERIFY_WITH_TIMEOUT(!window_->exports()->isRunning(), 30'000);
        QVERIFY(window_->isVisible()); // it was to go on
        window_->close();
        QVERIFY(!window_->isVisible());
    }

    void aTransferIsStopped() {
        for (int n = 0; n < tries && !window_->network()->hasRunningJob(); ++n)
            Q_EMIT window_->findChild<NetworkPage*>()->retrieveRequested(u"nobody"_s, FoundView());
        QVERIFY(window_->network()->hasRunningJob());
        window_->close();
        QVERIFY(window_->isVisible());
        QVERIFY(button(u"Go on transferring"_s));
        QTest::mouseClick(button(u"Stop and close"_s), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(!window_->isVisible(), 30'000);
        QVERIFY(!window_->study());
    }
};

QTEST_MAIN(ClosingTest)
#include "ClosingTest.moc"
